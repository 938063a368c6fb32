package cn.healthylishui.assessment.reporting;

import java.util.Optional;

/** 市直单位的阶段: the steps that a municipal unit passes in the assessment of a year, in their order (办法五(一)). */
public enum UnitStage {
    SELF_SCORE("自查打分"),
    PAPERS("上报材料"),
    REVIEW("评审"),
    DECISION("裁定不同意见");

    private final String label;

    UnitStage(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** The step that a user task of the models belongs to; empty for tasks that are not of a unit's assessment. */
    static Optional<UnitStage> ofTask(String taskKey) {
        return switch (taskKey) {
            case "taskScoreOwnTasks" -> Optional.of(SELF_SCORE);
            case "taskSubmitUnitPapers" -> Optional.of(PAPERS);
            case "taskReviewByGroup", "taskReviewByCity" -> Optional.of(REVIEW);
            case "taskDecideDifferences" -> Optional.of(DECISION);
            default -> Optional.empty();
        };
    }
}
