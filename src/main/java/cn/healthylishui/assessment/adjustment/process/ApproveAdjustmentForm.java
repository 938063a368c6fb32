package cn.healthylishui.assessment.adjustment.process;

import cn.healthylishui.assessment.adjustment.Adjustment;
import cn.healthylishui.assessment.adjustment.Adjustment.Stage;
import cn.healthylishui.assessment.adjustment.Adjustment.State;
import cn.healthylishui.assessment.adjustment.Adjustments;
import cn.healthylishui.assessment.adjustment.Impact;
import cn.healthylishui.assessment.adjustment.Impacts;
import cn.healthylishui.assessment.adjustment.Impacts.Kept;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
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
import java.util.Optional;
import org.springframework.stereotype.Component;

/** 审定指标调整: the leading group sees what would change, what was said to it and what it would mean, and decides (办法三). */
@Component
class ApproveAdjustmentForm implements TaskForm {

    static final String APPROVED = "APPROVED";
    static final String RETURNED = "RETURNED";
    static final String REFUSED = "REFUSED";

    private static final String COLUMN = "decision";

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

    private static String decision(Draft draft) {
        return draft.value(Forms.DECISION, Forms.DECISION, COLUMN, "");
    }

    private static String comment(Draft draft) {
        return draft.value(Forms.DECISION, Forms.DECISION, "comment", "");
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Adjustment adjustment = adjustments.get(task.id(Variables.ADJUSTMENT));
        Kept kept = impacts.kept(adjustment.id()).orElseThrow();
        List<String> obstacles = adjustments.obstacles(adjustment);
        List<Notice> notices = new ArrayList<>(AdjustmentSheet.notices(adjustment, obstacles));
        outdated(kept.impact()).ifPresent(notices::add);
        if (kept.note() != null) {
            notices.add(new Notice(Level.INFO, "市健康丽水办对测算结果的说明：" + kept.note()));
        }
        List<Section> sections = new ArrayList<>();
        sections.add(sheet.origin(adjustment));
        sections.addAll(sheet.differences(adjustment.drafts()));
        sections.addAll(ImpactTables.sections(kept.impact()));
        sections.add(AdjustmentSheet.answered(adjustment));
        sections.addAll(sheet.heard(adjustment));
        sections.add(question(decision(draft), comment(draft), obstacles));
        return new FormContent(
                "选“同意”后，系统立即把草案发布为%d年度的指标表；退回的由市健康丽水办修改；不同意的，指标不变。".formatted(adjustment.year()),
                List.of("办法七(四)", "办法三"),
                notices,
                sections,
                List.of(
                        new Fact("调整", adjustment.name()),
                        new Fact(
                                "等级会变的乡镇（街道）",
                                kept.impact().reckoned()
                                        ? kept.impact().townships().size() + " 个"
                                        : "没有测算")),
                List.of());
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

    private static Section question(String decision, String comment, List<String> obstacles) {
        List<Problem> problems = new ArrayList<>();
        if (!List.of(APPROVED, RETURNED, REFUSED).contains(decision)) {
            problems.add(new Problem(COLUMN, "请选择意见。"));
        }
        if (decision.equals(APPROVED) && !obstacles.isEmpty()) {
            problems.add(new Problem(COLUMN, obstacles.get(0)));
        }
        if (List.of(RETURNED, REFUSED).contains(decision)) {
            Forms.wrongText(comment, "comment", "不同意或者退回的，请写明理由。", Adjustments.LONGEST)
                    .ifPresent(problems::add);
        } else {
            Forms.tooLong(comment, "comment", Adjustments.LONGEST).ifPresent(problems::add);
        }
        return Forms.questions(
                Forms.DECISION,
                "审定意见",
                List.of(
                        Column.choice(
                                COLUMN,
                                "意见",
                                Width.L,
                                List.of(
                                        new Option(APPROVED, "同意，发布指标表"),
                                        new Option(RETURNED, "退回修改草案"),
                                        new Option(REFUSED, "不同意调整"))),
                        Column.input("comment", "具体意见", InputType.LONG_TEXT, Width.L)),
                Map.of(COLUMN, decision, "comment", comment),
                problems);
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        long adjustment = task.id(Variables.ADJUSTMENT);
        String decision = decision(draft);
        if (decision.equals(RETURNED)) {
            adjustments.sendBack(adjustment, Stage.APPROVAL, comment(draft), actor);
        } else {
            adjustments.decide(adjustment, decision.equals(APPROVED), comment(draft), actor);
        }
        return Map.of(Variables.RULING, decision);
    }
}
