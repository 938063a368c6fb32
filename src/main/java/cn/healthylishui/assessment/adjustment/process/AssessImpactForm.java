package cn.healthylishui.assessment.adjustment.process;

import cn.healthylishui.assessment.adjustment.Adjustment;
import cn.healthylishui.assessment.adjustment.Adjustment.Stage;
import cn.healthylishui.assessment.adjustment.Adjustment.State;
import cn.healthylishui.assessment.adjustment.Adjustments;
import cn.healthylishui.assessment.adjustment.Impact;
import cn.healthylishui.assessment.adjustment.Impact.Change;
import cn.healthylishui.assessment.adjustment.Impacts;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 测算影响: what the last approved year would have come to under the drafts, before anybody decides on them (办法一(三)). */
@Component
class AssessImpactForm implements TaskForm {

    private final Adjustments adjustments;
    private final Impacts impacts;
    private final AdjustmentSheet sheet;

    AssessImpactForm(Adjustments adjustments, Impacts impacts, AdjustmentSheet sheet) {
        this.adjustments = adjustments;
        this.impacts = impacts;
        this.sheet = sheet;
    }

    @Override
    public String taskKey() {
        return "taskAssessImpact";
    }

    @Override
    public void require(TaskRef task) {
        adjustments.require(task.id(Variables.ADJUSTMENT), State.IMPACT);
    }

    private static String decision(Draft draft) {
        return draft.value(Forms.DECISION, Forms.DECISION, Onward.COLUMN, "");
    }

    private static String note(Draft draft) {
        return draft.value(Forms.DECISION, Forms.DECISION, "note", "");
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Adjustment adjustment = adjustments.get(task.id(Variables.ADJUSTMENT));
        List<String> obstacles = adjustments.obstacles(adjustment);
        Impact impact = impacts.of(adjustment);
        List<Section> sections = new ArrayList<>(ImpactTables.sections(impact));
        sections.add(question(decision(draft), note(draft), obstacles));
        sections.addAll(sheet.differences(adjustment.drafts()));
        return new FormContent(
                "选“提请审定”的，草案和下面的测算结果一起报市领导小组，测算结果随之存档；要修改草案的，退回重新编制。",
                List.of("办法七(四)", "办法一(三)"),
                AdjustmentSheet.notices(adjustment, obstacles),
                sections,
                summary(impact),
                List.of());
    }

    private static List<Fact> summary(Impact impact) {
        return impact.reckoned()
                ? List.of(
                        new Fact("测算依据", "%d年度第%d号结果".formatted(impact.year(), impact.revision())),
                        new Fact(
                                "等级变化",
                                "%d个地方、%d个乡镇（街道）"
                                        .formatted(
                                                impact.districts().stream()
                                                        .filter(Change::gradeChanged)
                                                        .count(),
                                                impact.townships().size())),
                        new Fact("不计入的指标", impact.leftOut().size() + " 项"))
                : List.of(new Fact("测算依据", "没有已审定的年度"));
    }

    private static Section question(String decision, String note, List<String> obstacles) {
        List<Problem> problems = new ArrayList<>();
        Onward.problem(decision, "请选择提请审定，还是修改草案。").ifPresent(problems::add);
        if (decision.equals(Onward.REDRAFT)) {
            Forms.wrongText(note, "note", "请写明草案要怎样修改。", Adjustments.LONGEST).ifPresent(problems::add);
        } else {
            Forms.tooLong(note, "note", Adjustments.LONGEST).ifPresent(problems::add);
            if (decision.equals(Onward.GO) && !obstacles.isEmpty()) {
                problems.add(new Problem(Onward.COLUMN, obstacles.get(0)));
            }
        }
        return Forms.questions(
                Forms.DECISION,
                "办理",
                List.of(
                        Column.choice(
                                Onward.COLUMN,
                                "办理",
                                Width.L,
                                List.of(new Option(Onward.GO, "提请市领导小组审定"), new Option(Onward.REDRAFT, "修改草案，退回重新编制"))),
                        Column.input("note", "说明", InputType.LONG_TEXT, Width.L)
                                .help("对测算结果的说明，市领导小组会看到；修改草案的，写明怎样修改")),
                Map.of(Onward.COLUMN, decision, "note", note),
                problems);
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Adjustment adjustment = adjustments.get(task.id(Variables.ADJUSTMENT));
        String note = note(draft);
        if (decision(draft).equals(Onward.REDRAFT)) {
            adjustments.sendBack(adjustment.id(), Stage.IMPACT, note, actor);
        } else {
            impacts.keep(adjustment.id(), impacts.of(adjustment), note.isBlank() ? null : note, actor);
            adjustments.goOn(adjustment.id(), State.APPROVAL, note, actor);
        }
        return Map.of(Variables.RULING, decision(draft));
    }
}
