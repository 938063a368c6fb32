package cn.healthylishui.assessment.reporting;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** 阶段: the steps that a district passes in the assessment of a year, by the user tasks that belong to each. */
public enum Stage {
    ASSIGNMENT("确认分工", "taskConfirmAssignment"),
    MATRIX("乡镇填报", "taskFillMatrix"),
    CONSOLIDATION("汇总确认", "taskConsolidate"),
    SELF_SCORE("自查打分", "taskSelfScore"),
    PAPERS("上报材料", "taskSubmitPapers"),
    SUBMISSION_CHECK("材料审核", "taskCheckSubmission"),
    SPOT_CHECK("现场核查", "taskCheckTownship", "taskCheckDistrict"),
    COMMENT("核查意见", "taskCommentFindings"),
    REVIEW("逐项审核", "taskReviewItems");

    private final String label;
    private final List<String> taskKeys;

    Stage(String label, String... taskKeys) {
        this.label = label;
        this.taskKeys = List.of(taskKeys);
    }

    public String label() {
        return label;
    }

    List<String> taskKeys() {
        return taskKeys;
    }

    static Optional<Stage> ofTask(String taskKey) {
        return Stream.of(values())
                .filter(stage -> stage.taskKeys.contains(taskKey))
                .findFirst();
    }
}
