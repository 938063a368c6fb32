package cn.healthylishui.assessment.result.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.result.EffectTable;
import cn.healthylishui.assessment.result.FigureCorrections;
import cn.healthylishui.assessment.result.FigureCorrections.Correction;
import cn.healthylishui.assessment.result.FigureCorrections.Item;
import cn.healthylishui.assessment.result.FigureCorrections.State;
import cn.healthylishui.assessment.result.Revisions;
import cn.healthylishui.assessment.result.Ruling;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** 核对更正: the city office sees what a correction changes for whom before it agrees, sends it back or refuses it. */
@Component
class ConfirmCorrectionForm implements TaskForm {

    private static final Map<String, State> RULINGS =
            Map.of(Ruling.APPROVED, State.ACCEPTED, Ruling.RETURNED, State.RETURNED, Ruling.REFUSED, State.REFUSED);

    private final FigureCorrections corrections;
    private final Revisions revisions;
    private final AssessmentYears years;
    private final IndicatorTables tables;
    private final Organization organization;

    private final References references;

    ConfirmCorrectionForm(
            FigureCorrections corrections,
            Revisions revisions,
            AssessmentYears years,
            IndicatorTables tables,
            Organization organization,
            References references) {
        this.references = references;
        this.corrections = corrections;
        this.revisions = revisions;
        this.years = years;
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

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Correction correction = corrections.get(task.id(Variables.CORRECTION));
        boolean approved = years.get(correction.year()).isApproved();
        return new FormContent(
                approved
                        ? "结果已经审定：选“同意”后报领导小组审定，领导小组同意后形成新一号考核结果；退回或不同意的，数据和结果都不变。"
                        : "选“同意”后，新的数据随即计分，原来的数据保留可查；退回或不同意的，数据不变。",
                List.of("办法四(一)", "办法五(二)"),
                List.of(),
                List.of(
                        Forms.table(
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
                                        .toList()),
                        EffectTable.section(revisions.effect(correction.year(), correction.changes())),
                        Forms.questions(
                                Forms.DECISION,
                                "核对意见",
                                List.of(
                                        Column.choice(
                                                "decision",
                                                "意见",
                                                Width.L,
                                                List.of(
                                                        new Option(
                                                                Ruling.APPROVED,
                                                                approved ? "同意，报领导小组审定" : "同意，按新的数据计分"),
                                                        new Option(Ruling.RETURNED, "退回修改"),
                                                        new Option(Ruling.REFUSED, "不同意更正"))),
                                        Column.input("comment", "具体意见", InputType.LONG_TEXT, Width.L)),
                                Map.of("decision", decision(draft), "comment", comment(draft)),
                                problems(draft))),
                List.of(
                        new Fact("提出单位", organization.officeName(correction.office())),
                        new Fact("更正", correction.items().size() + " 个")),
                List.of());
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
                        "object", years.objectName(year, item.change().object()),
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
                        "reason", Objects.requireNonNullElse(answer.reason(), ""),
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
        corrections.decide(
                task.id(Variables.CORRECTION), Objects.requireNonNull(RULINGS.get(decision)), comment(draft), actor);
        return Map.of(Variables.RULING, decision);
    }
}
