package cn.healthylishui.assessment.verification.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.Provenance;
import cn.healthylishui.assessment.scorecard.ProvenanceCells;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.References.Lookup;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scorecard.Scorecards.Said;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.taskform.Typed;
import cn.healthylishui.assessment.verification.Contradictions;
import cn.healthylishui.assessment.verification.Contradictions.Answering;
import cn.healthylishui.assessment.verification.Finding;
import cn.healthylishui.assessment.verification.Findings;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * 答复核查不一致: whoever gave a figure that was found otherwise on the spot keeps it, with reason and material, or corrects it
 * (办法四(一), 七(一)). The city office decides, whatever is answered.
 */
@Component
public class AnswerFindingsForm implements TaskForm {

    public static final String ANSWERS = "answers";

    public static final Field<Answering> ANSWER = Field.choice("answer", "答复", M, Answering.values(), Answering::label)
            .required("请选择坚持原数据或更正数据。");
    public static final Field<String> VALUE =
            ItemInput.VALUE.labelled("更正值").width(S).help("更正数据的必填。");
    public static final Field<String> REASON = Field.text("reason", "理由", L, AnswerFindingsForm::wrongReason);
    public static final Field<List<String>> FILES = Field.files("材料", M).required("请上传能证明这个数据的材料。");

    private static final int LONGEST_REASON = 2000;

    private final Contradictions contradictions;
    private final Findings findings;
    private final IndicatorTables tables;
    private final Scorecards scorecards;
    private final YearRoster roster;

    private final References references;

    AnswerFindingsForm(
            Contradictions contradictions,
            Findings findings,
            IndicatorTables tables,
            Scorecards scorecards,
            YearRoster roster,
            References references) {
        this.references = references;
        this.contradictions = contradictions;
        this.findings = findings;
        this.tables = tables;
        this.scorecards = scorecards;
        this.roster = roster;
    }

    @Override
    public String taskKey() {
        return "taskAnswerFindings";
    }

    @Override
    public void require(TaskRef task) {
        OutOfStep.require(!contradictions.query(task.id(Variables.QUERY)).closed(), "核查不一致", "市健康丽水办已经决定");
        if (findings.on(task.year(), task.district()).stream()
                .anyMatch(finding -> finding.checkedOffice().equals(task.office()))) {
            throw new OutOfStep("核查结果是本单位作出的，不能再由本单位替填报单位答复。");
        }
    }

    /** @param figure what the unit had given, as it stands now */
    private record Figure(Indicator indicator, Finding finding, Answer figure, Compared compared) {

        /** What it is compared with is not corrected here. */
        ItemInput.Reading read(Typed row) {
            return ItemInput.read(
                    indicator.alwaysApplicable(),
                    new ItemInput.Typed(
                            row.text(VALUE),
                            ItemInput.reference(figure),
                            row.text(REASON),
                            row.or(FILES, List.of()),
                            ""),
                    false,
                    compared);
        }

        List<String> found() {
            return finding.answer().evidence();
        }

        /** The new figure of a row in which nothing is wrong. */
        Answer corrected(Typed row) {
            Provenance origin =
                    indicator.authoritative() ? ProvenanceCells.read(indicator, row) : Provenance.OWN_RECORD;
            return Objects.requireNonNull(read(row).answer()).from(origin, row.get(FILES));
        }
    }

    private static Optional<String> wrongReason(String reason) {
        if (reason.isBlank()) {
            return Optional.of("请写明理由，市健康丽水办据此决定，被考核单位会看到。");
        }
        return reason.length() > LONGEST_REASON
                ? Optional.of("理由超过%d字，请精简，详细内容可作为材料上传。".formatted(LONGEST_REASON))
                : Optional.empty();
    }

    private List<Figure> figures(TaskRef task) {
        IndicatorTable table = tables.ofDistrict(task.year(), task.district());
        List<Finding> found = findings.on(task.year(), task.district());
        Scorecard card = scorecards.latest(task.year(), task.district());
        Lookup lookup = references.ofDistricts(task.year());
        return contradictions.items(task.id(Variables.QUERY)).stream()
                .map(item -> new Figure(
                        table.indicator(item.indicator()),
                        found.stream()
                                .filter(finding -> finding.indicator().equals(item.indicator()))
                                .findFirst()
                                .orElseThrow(),
                        Objects.requireNonNull(card.answer(item.indicator(), EntrySource.OFFICIAL)),
                        lookup.of(task.district(), table.indicator(item.indicator()))))
                .toList();
    }

    private Filled<Figure> read(TaskRef task, Draft draft) {
        List<Figure> figures = figures(task);
        Table<Figure> table = Table.<Figure>of(
                        ANSWERS,
                        "%s：现场核查与贵单位填报的数据不一致".formatted(roster.objectName(task.year(), task.district())),
                        figure -> figure.indicator().code())
                .inWorkbook()
                .hint("逐项答复。贵单位的数据按规定排在现场核查前面，但不一致的要由填报单位说明，再由市健康丽水办决定。")
                .shows("name", "指标", M, figure -> ItemSheet.title(figure.indicator()))
                .shows("figure", "贵单位填报", S, figure -> Answer.shown(figure.indicator(), figure.figure()))
                .shows(
                        "found",
                        "现场核查",
                        S,
                        figure -> Answer.shown(
                                figure.indicator(), figure.finding().answer()))
                .shows("note", "核查说明", M, figure -> figure.finding().note());
        if (figures.stream().anyMatch(figure -> !figure.found().isEmpty())) {
            table.showsFiles("proof", "核查材料", M, Figure::found);
        }
        table.asks(ANSWER)
                .asks(VALUE)
                .input(VALUE, figure -> ItemInput.input(figure.indicator().alwaysApplicable()))
                .reads(VALUE, (figure, text) -> Reading.of(text))
                .rule(AnswerFindingsForm::keptAndCorrected)
                .rules(AnswerFindingsForm::wrongCorrection)
                .rule(AnswerFindingsForm::sameFigure)
                .asks(REASON);
        if (figures.stream().anyMatch(figure -> figure.indicator().authoritative())) {
            ProvenanceCells.asked(
                            table,
                            "更正数据的必填。",
                            figure -> figure.figure().provenance(),
                            (figure, typed) -> figure.indicator().authoritative())
                    .rules(AnswerFindingsForm::unfounded);
        }
        return table.asks(FILES).read(figures, draft);
    }

    private static Optional<Problem> keptAndCorrected(Figure figure, Typed typed) {
        return typed.is(ANSWER, Answering.KEPT) && !typed.isEmpty(VALUE)
                ? Optional.of(VALUE.problem("坚持原数据的不用填更正值；要改成%s的，“答复”请选“更正数据”。".formatted(typed.text(VALUE))))
                : Optional.empty();
    }

    private static boolean corrects(Typed typed) {
        return typed.is(ANSWER, Answering.CORRECTED);
    }

    private static List<Problem> wrongCorrection(Figure figure, Typed typed) {
        return corrects(typed)
                ? figure.read(typed).faults().stream()
                        .filter(fault -> !REASON.key().equals(fault.column()))
                        .map(fault -> VALUE.problem(fault.message()))
                        .toList()
                : List.of();
    }

    private static Optional<Problem> sameFigure(Figure figure, Typed typed) {
        Answer answer = corrects(typed) ? figure.read(typed).answer() : null;
        return answer != null && !Finding.differ(answer, figure.figure())
                ? Optional.of(VALUE.problem("更正值与原数据相同；没有改动的，“答复”请选“坚持原数据”。"))
                : Optional.empty();
    }

    private static List<Problem> unfounded(Figure figure, Typed typed) {
        return corrects(typed) ? ProvenanceCells.problems(figure.indicator(), typed) : List.of();
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Filled<Figure> answers = read(task, draft);
        return FormContent.of("提交后送市健康丽水办逐项决定，答复不能再改；到期没有答复的，由市健康丽水办说明后决定。", "办法四(一)", "办法七(一)")
                .part(answers)
                .fact("不一致的指标", answers.size() + " 项")
                .fact("待完善", answers.todo() + " 处");
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        long query = task.id(Variables.QUERY);
        Filled<Figure> answers = read(task, draft);
        answers.stream().forEach(line -> {
            String indicator = line.item().indicator().code();
            contradictions.answer(query, indicator, line.get(ANSWER), line.get(REASON), line.get(FILES), actor);
        });
        List<Said> corrected = answers.stream()
                .filter(line -> corrects(line.typed()))
                .map(line -> new Said(
                        task.district(),
                        line.item().indicator().code(),
                        EntrySource.OFFICIAL,
                        line.item().corrected(line.typed())))
                .toList();
        scorecards.record(task.year(), corrected, actor);
        references.corrected(
                task.year(), corrected.stream().map(Said::indicator).toList());
        return Map.of();
    }
}
