package cn.healthylishui.assessment.adjustment.process;

import static cn.healthylishui.assessment.column.Width.L;

import cn.healthylishui.assessment.adjustment.Adjustment;
import cn.healthylishui.assessment.adjustment.Adjustment.Stage;
import cn.healthylishui.assessment.adjustment.Adjustment.State;
import cn.healthylishui.assessment.adjustment.Adjustments;
import cn.healthylishui.assessment.adjustment.Impact;
import cn.healthylishui.assessment.adjustment.Impact.Change;
import cn.healthylishui.assessment.adjustment.Impacts;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 测算影响: what the last approved year would have come to under the drafts, before anybody decides on them (办法一(三)). */
@Component
public class AssessImpactForm implements TaskForm {

    public static final Field<Onward> ONWARD =
            Onward.field("办理", "提请市领导小组审定", "修改草案，退回重新编制").required("请选择提请审定，还是修改草案。");
    public static final Field<String> NOTE =
            Field.longText("note", "说明", L, Adjustments.LONGEST).help("对测算结果的说明，市领导小组会看到；修改草案的，写明怎样修改");

    /** About what stands against going on. */
    private static final Table<List<String>> QUESTIONS = Table.<List<String>>questions(Forms.DECISION, "办理")
            .asks(ONWARD)
            .asks(NOTE)
            .requiredWhere(NOTE, (obstacles, typed) -> typed.is(ONWARD, Onward.REDRAFT), "请写明草案要怎样修改。")
            .rule((obstacles, typed) -> AdjustmentSheet.unobstructed(ONWARD, Onward.GO, obstacles, typed));

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

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Adjustment adjustment = adjustments.get(task.id(Variables.ADJUSTMENT));
        List<String> obstacles = adjustments.obstacles(adjustment);
        Impact impact = impacts.of(adjustment);
        return FormContent.of("选“提请审定”的，草案和下面的测算结果一起报市领导小组，测算结果随之存档；要修改草案的，退回重新编制。", "办法七(四)", "办法一(三)")
                .notices(AdjustmentSheet.notices(adjustment, obstacles))
                .parts(ImpactTables.sections(impact))
                .part(QUESTIONS.read(obstacles, draft))
                .parts(sheet.differences(adjustment.drafts()))
                .facts(facts(impact));
    }

    private static List<Fact> facts(Impact impact) {
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

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Adjustment adjustment = adjustments.get(task.id(Variables.ADJUSTMENT));
        Line<List<String>> decided =
                QUESTIONS.read(adjustments.obstacles(adjustment), draft).only();
        if (decided.is(ONWARD, Onward.REDRAFT)) {
            adjustments.sendBack(adjustment.id(), Stage.IMPACT, decided.get(NOTE), actor);
        } else {
            impacts.keep(
                    adjustment.id(), impacts.of(adjustment), decided.find(NOTE).orElse(null), actor);
            adjustments.goOn(adjustment.id(), State.APPROVAL, decided.text(NOTE), actor);
        }
        return Map.of(Variables.RULING, decided.get(ONWARD).name());
    }
}
