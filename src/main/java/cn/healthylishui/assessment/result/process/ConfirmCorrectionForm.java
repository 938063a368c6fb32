package cn.healthylishui.assessment.result.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.result.EffectTable;
import cn.healthylishui.assessment.result.FigureCorrections;
import cn.healthylishui.assessment.result.FigureCorrections.Choice;
import cn.healthylishui.assessment.result.FigureCorrections.Correction;
import cn.healthylishui.assessment.result.FigureCorrections.Item;
import cn.healthylishui.assessment.result.FigureCorrections.State;
import cn.healthylishui.assessment.result.FigureCorrections.Taken;
import cn.healthylishui.assessment.result.Revisions;
import cn.healthylishui.assessment.result.Ruling;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** 核对更正: the city office sees what a correction changes for whom before it agrees, sends it back or refuses it. */
@Component
public class ConfirmCorrectionForm implements TaskForm {

    public static final Field<String> DECISION =
            Field.choice("decision", "意见", L, List.of()).required("请选择意见。");
    public static final Field<String> COMMENT = Field.longText("comment", "具体意见", L, 2000);

    public static final String CHOICES = "choices";
    public static final Field<EntrySource> TAKE = Field.choice(
                    "take", "采用", M, EntrySource.values(), ConfirmCorrectionForm::words)
            .required("请选择采用哪个数。");
    public static final Field<String> WHY = Field.text("why", "理由", L, ConfirmCorrectionForm::wrongReason);

    /** With what stands before it, as long as the column that keeps a decision's reason in a proposal. */
    private static final int LONGEST_REASON = 1800;

    private static final Map<String, State> RULINGS =
            Map.of(Ruling.APPROVED, State.ACCEPTED, Ruling.RETURNED, State.RETURNED, Ruling.REFUSED, State.REFUSED);

    private final FigureCorrections corrections;
    private final Revisions revisions;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final IndicatorTables tables;
    private final Organization organization;

    private final References references;
    private final ReferenceCells referenceCells;

    ConfirmCorrectionForm(
            FigureCorrections corrections,
            Revisions revisions,
            AssessmentYears years,
            YearRoster roster,
            IndicatorTables tables,
            Organization organization,
            References references,
            ReferenceCells referenceCells) {
        this.references = references;
        this.referenceCells = referenceCells;
        this.corrections = corrections;
        this.revisions = revisions;
        this.years = years;
        this.roster = roster;
        this.tables = tables;
        this.organization = organization;
    }

    @Override
    public String taskKey() {
        return "taskConfirmCorrection";
    }

    @Override
    public void require(TaskRef task) {
        corrections.require(task.id(Variables.CORRECTION), FigureCorrections.State.FILED);
    }

    private static Optional<String> wrongReason(String why) {
        return why.isBlank()
                ? Optional.of("请写明理由，被考核单位会看到。")
                : why.length() > LONGEST_REASON
                        ? Optional.of("理由超过%d字，请精简。".formatted(LONGEST_REASON))
                        : Optional.empty();
    }

    private static Filled<TaskRef> ruling(TaskRef task, Draft draft, boolean approved) {
        return Table.<TaskRef>questions(Forms.DECISION, "核对意见")
                .asks(DECISION.offering(List.of(
                        new Option(Ruling.APPROVED, approved ? "同意，报领导小组审定" : "同意，按新的数据计分"),
                        new Option(Ruling.RETURNED, "退回修改"),
                        new Option(Ruling.REFUSED, "不同意更正"))))
                .asks(COMMENT)
                .requiredWhere(
                        COMMENT,
                        (one, typed) -> typed.is(DECISION, Ruling.RETURNED) || typed.is(DECISION, Ruling.REFUSED),
                        "退回或不同意的，请写明理由，填报单位会看到。")
                .read(task, draft);
    }

    /** An item on which the new figure alone does not settle what counts. */
    private record Open(Item item, Choice choice) {

        List<Option> offered() {
            return sources(choice).stream()
                    .map(source -> new Option(source.name(), words(source)))
                    .toList();
        }
    }

    /** Asked only where the correction is agreed to. */
    private Filled<Open> choices(TaskRef task, Correction correction, Draft draft) {
        int year = correction.year();
        boolean agreed = ruling(task, draft, false).only().is(DECISION, Ruling.APPROVED);
        return Table.<Open>of(CHOICES, "采用哪个数", one -> one.item().key())
                .hint("现场核查与更正后的数据不一致的，或者这一项已经审定过的，由市健康丽水办写明理由决定。")
                .shows(
                        "object",
                        "地区",
                        M,
                        one -> roster.objectName(year, one.item().change().object()))
                .shows("item", "指标", L, one -> ItemSheet.title(indicator(year, one.item())))
                .shows(
                        "found",
                        "现场核查",
                        M,
                        one -> one.choice().finding() == null
                                ? "—"
                                : one.choice().finding().answer().shown(indicator(year, one.item())))
                .shows(
                        "decided",
                        "已审定",
                        M,
                        one -> ScoreBook.shown(
                                indicator(year, one.item()), one.choice().decided()))
                .asks(TAKE)
                .input(TAKE, one -> Input.choice(one.offered()))
                .asks(WHY)
                .read(
                        correction.items().stream()
                                .filter(item -> agreed)
                                .flatMap(item -> corrections.choice(year, item.change()).stream()
                                        .map(choice -> new Open(item, choice)))
                                .toList(),
                        draft);
    }

    private Indicator indicator(int year, Item item) {
        return tables.ofDistrict(year, item.change().object())
                .indicator(item.change().indicator());
    }

    private static List<EntrySource> sources(Choice choice) {
        List<EntrySource> sources = new ArrayList<>(List.of(EntrySource.OFFICIAL));
        if (choice.finding() != null) {
            sources.add(EntrySource.VERIFIED);
        }
        if (choice.decided() != null) {
            sources.add(EntrySource.DECIDED);
        }
        return sources;
    }

    private static Map<String, Taken> taken(Filled<Open> choices) {
        return choices.stream()
                .filter(line -> line.find(TAKE).isPresent())
                .collect(Collectors.toMap(
                        line -> line.item().item().key(), line -> new Taken(line.get(TAKE), line.text(WHY))));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Correction correction = corrections.get(task.id(Variables.CORRECTION));
        int year = correction.year();
        boolean approved = years.get(year).isApproved();
        Filled<Open> choices = choices(task, correction, draft);
        return FormContent.of(
                        approved
                                ? "结果已经审定：选“同意”后报领导小组审定，领导小组同意后形成新一号考核结果；退回或不同意的，数据和结果都不变。"
                                : "选“同意”后，新的数据随即计分，原来的数据保留可查；退回或不同意的，数据不变。",
                        "办法四(一)",
                        "办法五(二)")
                .partUnlessEmpty(items(year).read(correction.items(), draft))
                .partUnlessEmpty(referenceCells.shown(year, correction.references()))
                .part(EffectTable.section(
                        revisions.effect(year, corrections.withDecisions(year, correction, taken(choices)))))
                .part(ruling(task, draft, approved))
                .partUnlessEmpty(choices)
                .fact("提出单位", organization.officeName(correction.office()))
                .fact("更正", correction.items().size() + correction.references().size() + " 个");
    }

    private Table<Item> items(int year) {
        return Table.<Item>of(
                        "items",
                        "更正的数据",
                        one -> one.change().object() + "-" + one.change().indicator())
                .shows(
                        "object",
                        "地区",
                        M,
                        one -> roster.objectName(year, one.change().object()))
                .shows("item", "指标", L, one -> ItemSheet.title(indicator(year, one)))
                .shows("before", "现在", M, one -> before(year, one))
                .shows("after", "改为", M, one -> after(year, one))
                .shows("reason", "理由和出处", L, one -> one.change().answer().grounds(indicator(year, one)))
                .showsFiles("files", "材料", M, one -> one.change().answer().evidence());
    }

    private Compared compared(int year, Item item) {
        String object = item.change().object();
        return references.of(year, object).of(object, indicator(year, item));
    }

    private String before(int year, Item item) {
        Indicator indicator = indicator(year, item);
        return ScoreBook.shown(indicator, item.before())
                + (item.before() == null
                        ? ""
                        : scored(
                                indicator,
                                ItemSheet.points(indicator, item.before().answer(), compared(year, item))));
    }

    private String after(int year, Item item) {
        Indicator indicator = indicator(year, item);
        Answer answer = item.change().answer();
        return answer.shown(indicator) + scored(indicator, ItemSheet.points(indicator, answer, compared(year, item)));
    }

    private static String words(EntrySource source) {
        return switch (source) {
            case OFFICIAL -> "更正后的数据";
            case VERIFIED -> "现场核查";
            default -> "维持审定";
        };
    }

    private static String scored(Indicator indicator, String points) {
        return points.isEmpty() || !points.matches("[\\d.]+") && !indicator.mustPass()
                ? ""
                : indicator.mustPass() ? "，" + points : "，得" + points + "分";
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        long id = task.id(Variables.CORRECTION);
        Correction correction = corrections.get(id);
        Line<TaskRef> ruling = ruling(task, draft, false).only();
        String decision = ruling.get(DECISION);
        corrections.decide(
                id,
                Objects.requireNonNull(RULINGS.get(decision)),
                ruling.text(COMMENT),
                taken(choices(task, correction, draft)),
                actor);
        return Map.of(Variables.RULING, decision);
    }
}
