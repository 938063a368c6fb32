package cn.healthylishui.assessment.reporting;

import java.util.Optional;

/** 阶段: the steps that a district passes in the assessment of a year, in their order. */
public enum Stage {
    ASSIGNMENT("确认分工"),
    MATRIX("乡镇填报"),
    CONSOLIDATION("汇总确认"),
    SELF_SCORE("自查打分"),
    PAPERS("上报材料"),
    SUBMISSION_CHECK("材料审核"),
    SPOT_CHECK("现场核查"),
    COMMENT("核查意见"),
    REVIEW("逐项审核");

    private final String label;

    Stage(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** The step that a user task of the models belongs to; empty for tasks that are not a district's. */
    static Optional<Stage> ofTask(String taskKey) {
        return switch (taskKey) {
            case "taskConfirmAssignment" -> Optional.of(ASSIGNMENT);
            case "taskFillMatrix" -> Optional.of(MATRIX);
            case "taskConsolidate" -> Optional.of(CONSOLIDATION);
            case "taskSelfScore" -> Optional.of(SELF_SCORE);
            case "taskSubmitPapers" -> Optional.of(PAPERS);
            case "taskCheckSubmission" -> Optional.of(SUBMISSION_CHECK);
            case "taskCheckTownship", "taskCheckDistrict" -> Optional.of(SPOT_CHECK);
            case "taskCommentFindings" -> Optional.of(COMMENT);
            case "taskReviewItems", "taskReverify" -> Optional.of(REVIEW);
            default -> Optional.empty();
        };
    }
}
