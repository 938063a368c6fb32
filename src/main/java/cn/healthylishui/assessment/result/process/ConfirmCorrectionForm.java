package cn.healthylishui.assessment.result.process;

import cn.healthylishui.assessment.audit.Actor;
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
import cn.healthylishui.assessment.result.Revisions.ItemChange;
import cn.healthylishui.assessment.result.Ruling;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.verification.Finding;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 核对更正: the city office sees what a correction changes for whom before it agrees, sends it back or refuses it. */
@Component
class ConfirmCorrectionForm implements TaskForm {

    static final String CHOICES = "choices";

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

    private static String decision(Draft draft) {
        return draft.value(Forms.DECISION, Forms.DECISION, "decision", "");
    }

    private static String comment(Draft draft) {
        return draft.value(Forms.DECISION, Forms.DECISION, "comment", "");
    }

    /**
     * An item on which the new figure alone does not settle what counts.
     *
     * @param taken null while nothing is chosen
     */
    private record Line(
            Item item,
            Choice choice,
            String source,
            String why,
            @Nullable Taken taken) {

        List<Problem> problems() {
            List<Problem> problems = new ArrayList<>();
            if (taken == null) {
                problems.add(new Problem("take", "请选择采用哪个数。"));
            }
            if (why.isBlank()) {
                problems.add(new Problem("why", "请写明理由，被考核单位会看到。"));
            } else if (why.length() > LONGEST_REASON) {
                problems.add(new Problem("why", "理由超过%d字，请精简。".formatted(LONGEST_REASON)));
            }
            return problems;
        }
    }

    /** Asked only where the correction is agreed to. */
    private List<Line> lines(Correction correction, Draft draft) {
        if (!decision(draft).equals(Ruling.APPROVED)) {
            return List.of();
        }
        return correction.items().stream()
                .flatMap(item -> corrections.choice(correction.year(), item.change()).stream()
                        .map(choice -> line(item, choice, draft)))
                .toList();
    }

    private static Line line(Item item, Choice choice, Draft draft) {
        String source = draft.value(CHOICES, item.key(), "take", "");
        String why = draft.value(CHOICES, item.key(), "why", "").strip();
        return new Line(
                item,
                choice,
                source,
                why,
                sources(choice).stream()
                        .filter(one -> one.name().equals(source))
                        .findFirst()
                        .map(one -> new Taken(one, why))
                        .orElse(null));
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

    private static Map<String, Taken> taken(List<Line> lines) {
        return lines.stream()
                .filter(line -> line.taken() != null)
                .collect(Collectors.toMap(line -> line.item().key(), line -> Objects.requireNonNull(line.taken())));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Correction correction = corrections.get(task.id(Variables.CORRECTION));
        int year = correction.year();
        boolean approved = years.get(year).isApproved();
        List<Line> lines = lines(correction, draft);
        List<Section> sections = new ArrayList<>();
        if (!correction.items().isEmpty()) {
            sections.add(items(correction));
        }
        referenceCells.shown(year, correction.references()).ifPresent(sections::add);
        sections.add(
                EffectTable.section(revisions.effect(year, corrections.withDecisions(year, correction, taken(lines)))));
        sections.add(Forms.questions(
                Forms.DECISION,
                "核对意见",
                List.of(
                        Column.choice(
                                "decision",
                                "意见",
                                Width.L,
                                List.of(
                                        new Option(Ruling.APPROVED, approved ? "同意，报领导小组审定" : "同意，按新的数据计分"),
                                        new Option(Ruling.RETURNED, "退回修改"),
                                        new Option(Ruling.REFUSED, "不同意更正"))),
                        Column.input("comment", "具体意见", InputType.LONG_TEXT, Width.L)),
                Map.of("decision", decision(draft), "comment", comment(draft)),
                problems(draft)));
        if (!lines.isEmpty()) {
            sections.add(choices(year, lines));
        }
        return new FormContent(
                approved
                        ? "结果已经审定：选“同意”后报领导小组审定，领导小组同意后形成新一号考核结果；退回或不同意的，数据和结果都不变。"
                        : "选“同意”后，新的数据随即计分，原来的数据保留可查；退回或不同意的，数据不变。",
                List.of("办法四(一)", "办法五(二)"),
                List.of(),
                sections,
                List.of(
                        new Fact("提出单位", organization.officeName(correction.office())),
                        new Fact(
                                "更正",
                                correction.items().size()
                                        + correction.references().size() + " 个")),
                List.of());
    }

    private Section items(Correction correction) {
        return Forms.table(
                "items",
                "更正的数据",
                null,
                List.of(
                        Column.label("object", "地区", Width.M),
                        Column.label("item", "指标", Width.L),
                        Column.label("before", "现在", Width.M),
                        Column.label("after", "改为", Width.M),
                        Column.label("reason", "理由和出处", Width.L),
                        Column.input("files", "材料", InputType.FILE_LIST, Width.M)),
                correction.items().stream()
                        .map(item -> row(correction.year(), item))
                        .toList());
    }

    private Section choices(int year, List<Line> lines) {
        return Forms.table(
                CHOICES,
                "采用哪个数",
                "现场核查与更正后的数据不一致的，或者这一项已经审定过的，由市健康丽水办写明理由决定。",
                List.of(
                        Column.label("object", "地区", Width.M),
                        Column.label("item", "指标", Width.L),
                        Column.label("found", "现场核查", Width.M),
                        Column.label("decided", "已审定", Width.M),
                        Column.choice("take", "采用", Width.M, List.of()),
                        Column.input("why", "理由", InputType.TEXT, Width.L)),
                lines.stream().map(line -> choice(year, line)).toList());
    }

    private Row choice(int year, Line line) {
        ItemChange change = line.item().change();
        Indicator indicator = tables.ofDistrict(year, change.object()).indicator(change.indicator());
        Finding finding = line.choice().finding();
        return new Row(
                line.item().key(),
                false,
                Map.of(
                        "object",
                        roster.objectName(year, change.object()),
                        "item",
                        ItemSheet.title(indicator),
                        "found",
                        finding == null ? "—" : finding.answer().shown(indicator),
                        "decided",
                        ScoreBook.shown(indicator, line.choice().decided()),
                        "take",
                        line.source(),
                        "why",
                        line.why()),
                Map.of(
                        "take",
                        new Input(
                                InputType.CHOICE,
                                null,
                                sources(line.choice()).stream()
                                        .map(source -> new Option(source.name(), words(source)))
                                        .toList())),
                line.problems());
    }

    private static String words(EntrySource source) {
        return switch (source) {
            case OFFICIAL -> "更正后的数据";
            case VERIFIED -> "现场核查";
            default -> "维持审定";
        };
    }

    private static List<Problem> problems(Draft draft) {
        List<Problem> problems = new ArrayList<>();
        if (!RULINGS.containsKey(decision(draft))) {
            problems.add(new Problem("decision", "请选择意见。"));
        }
        if (List.of(Ruling.RETURNED, Ruling.REFUSED).contains(decision(draft))) {
            Forms.wrongText(comment(draft), "comment", "退回或不同意的，请写明理由，填报单位会看到。", 2000)
                    .ifPresent(problems::add);
        } else {
            Forms.tooLong(comment(draft), "comment", 2000).ifPresent(problems::add);
        }
        return problems;
    }

    private Row row(int year, Item item) {
        Indicator indicator = tables.ofDistrict(year, item.change().object())
                .indicator(item.change().indicator());
        Answer answer = item.change().answer();
        Compared compared =
                references.of(year, item.change().object()).of(item.change().object(), indicator);
        return Forms.readOnly(
                item.change().object() + "-" + indicator.code(),
                Map.of(
                        "object", roster.objectName(year, item.change().object()),
                        "item", ItemSheet.title(indicator),
                        "before",
                                ScoreBook.shown(indicator, item.before())
                                        + scored(
                                                indicator,
                                                item.before() == null
                                                        ? ""
                                                        : ItemSheet.points(
                                                                indicator,
                                                                item.before().answer(),
                                                                compared)),
                        "after",
                                answer.shown(indicator)
                                        + scored(indicator, ItemSheet.points(indicator, answer, compared)),
                        "reason", answer.grounds(indicator),
                        "files", String.join(",", answer.evidence())));
    }

    private static String scored(Indicator indicator, String points) {
        return points.isEmpty() || !points.matches("[\\d.]+") && !indicator.mustPass()
                ? ""
                : indicator.mustPass() ? "，" + points : "，得" + points + "分";
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        String decision = decision(draft);
        long id = task.id(Variables.CORRECTION);
        corrections.decide(
                id,
                Objects.requireNonNull(RULINGS.get(decision)),
                comment(draft),
                taken(lines(corrections.get(id), draft)),
                actor);
        return Map.of(Variables.RULING, decision);
    }
}
