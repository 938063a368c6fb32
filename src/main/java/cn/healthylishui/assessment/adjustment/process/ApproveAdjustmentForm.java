package cn.healthylishui.assessment.adjustment.process;

import static cn.healthylishui.assessment.column.Width.L;

import cn.healthylishui.assessment.adjustment.Adjustment;
import cn.healthylishui.assessment.adjustment.Adjustment.Stage;
import cn.healthylishui.assessment.adjustment.Adjustment.State;
import cn.healthylishui.assessment.adjustment.Adjustments;
import cn.healthylishui.assessment.adjustment.Impact;
import cn.healthylishui.assessment.adjustment.Impacts;
import cn.healthylishui.assessment.adjustment.Impacts.Kept;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** 审定指标调整: the leading group sees what would change, what was said to it and what it would mean, and decides (办法三). */
@Component
public class ApproveAdjustmentForm implements TaskForm {

    public static final Option APPROVED = new Option("APPROVED", "同意，发布指标表");
    private static final Option RETURNED = new Option("RETURNED", "退回修改草案");
    private static final Option REFUSED = new Option("REFUSED", "不同意调整");
    public static final Field<Option> DECISION =
            Field.choice("decision", "意见", L, APPROVED, RETURNED, REFUSED).required("请选择意见。");
    public static final Field<String> COMMENT = Field.longText("comment", "具体意见", L, Adjustments.LONGEST);

    /** About what stands against approving. */
    private static final Table<List<String>> QUESTIONS = Table.<List<String>>questions(Forms.DECISION, "审定意见")
            .asks(DECISION)
            .asks(COMMENT)
            .requiredWhere(
                    COMMENT,
                    (obstacles, typed) -> typed.is(DECISION, RETURNED) || typed.is(DECISION, REFUSED),
                    "不同意或者退回的，请写明理由。")
            .rule((obstacles, typed) -> AdjustmentSheet.unobstructed(DECISION, APPROVED, obstacles, typed));

    private final Adjustments adjustments;
    private final Impacts impacts;
    private final Results results;
    private final AdjustmentSheet sheet;

    ApproveAdjustmentForm(Adjustments adjustments, Impacts impacts, Results results, AdjustmentSheet sheet) {
        this.adjustments = adjustments;
        this.impacts = impacts;
        this.results = results;
        this.sheet = sheet;
    }

    @Override
    public String taskKey() {
        return "taskApproveAdjustment";
    }

    @Override
    public void require(TaskRef task) {
        adjustments.require(task.id(Variables.ADJUSTMENT), State.APPROVAL);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Adjustment adjustment = adjustments.get(task.id(Variables.ADJUSTMENT));
        Kept kept = impacts.kept(adjustment.id()).orElseThrow();
        Impact impact = kept.impact();
        List<String> obstacles = adjustments.obstacles(adjustment);
        FormContent content = FormContent.of(
                        "选“同意”后，系统立即把草案发布为%d年度的指标表；退回的由市健康丽水办修改；不同意的，指标不变。".formatted(adjustment.year()),
                        "办法七(四)",
                        "办法三")
                .notices(AdjustmentSheet.notices(adjustment, obstacles))
                .notices(outdated(impact).stream().toList())
                .part(sheet.origin(adjustment))
                .parts(sheet.differences(adjustment.drafts()))
                .parts(ImpactTables.sections(impact))
                .part(AdjustmentSheet.answered(adjustment))
                .parts(sheet.heard(adjustment))
                .part(QUESTIONS.read(obstacles, draft))
                .fact("调整", adjustment.name())
                .fact("等级会变的乡镇（街道）", impact.reckoned() ? impact.townships().size() + " 个" : "没有测算");
        return kept.note() == null ? content : content.inform("市健康丽水办对测算结果的说明：" + kept.note());
    }

    private Optional<Notice> outdated(Impact impact) {
        Integer year = impact.year();
        Integer revision = impact.revision();
        if (year == null || revision == null) {
            return Optional.empty();
        }
        int latest = results.latestNumber(year);
        return latest == revision
                ? Optional.empty()
                : Optional.of(new Notice(
                        Level.WARNING,
                        "测算以后，%d年度又有了第%d号考核结果（测算时是第%d号）。要按新的结果测算的，请退回修改。".formatted(year, latest, revision)));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Adjustment adjustment = adjustments.get(task.id(Variables.ADJUSTMENT));
        Line<List<String>> decided =
                QUESTIONS.read(adjustments.obstacles(adjustment), draft).only();
        if (decided.is(DECISION, RETURNED)) {
            adjustments.sendBack(adjustment.id(), Stage.APPROVAL, decided.get(COMMENT), actor);
        } else {
            adjustments.decide(adjustment.id(), decided.is(DECISION, APPROVED), decided.text(COMMENT), actor);
        }
        return Map.of(Variables.RULING, decided.get(DECISION).value());
    }
}
