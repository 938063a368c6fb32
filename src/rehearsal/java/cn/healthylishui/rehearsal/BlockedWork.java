package cn.healthylishui.rehearsal;

import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** 办不下去的任务: what was typed into a task does not let it be completed. */
final class BlockedWork extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final Set<String> UNIT_TASKS = Set.of(
            "taskEnterKeyWork",
            "taskDecompose",
            "taskScoreOwnTasks",
            "taskReviewByGroup",
            "taskReviewByCity",
            "taskDecideDifferences");

    /** @param row section and row of the form; empty where the whole form is meant */
    record Problem(String row, String message) {}

    private final transient OpenWork work;
    private final transient List<Problem> problems;

    BlockedWork(OpenWork work, List<Problem> problems) {
        super("%s (%s) is not ready: %s".formatted(work.name(), work.office(), problems));
        this.work = work;
        this.problems = problems;
    }

    /** For whoever filled in the set: what is wrong, and which file to mend. */
    String words() {
        String reasons = problems.stream()
                .map(Problem::message)
                // The procedure's own way out is closed to a set.
                .map(message -> message.replaceAll("请退回.*$", ""))
                .distinct()
                .collect(Collectors.joining());
        String files = files(work.key()).stream()
                .map(file -> file.fileName() + "（" + file.title() + "）")
                .collect(Collectors.joining("或"));
        return "%s（%s）不能办结：%s%s"
                .formatted(work.name(), work.office(), reasons, files.isEmpty() ? "" : "请改%s。".formatted(files));
    }

    private static List<SetFile> files(String task) {
        if (UNIT_TASKS.contains(task)) {
            return List.of(SetFile.UNIT_TASKS);
        }
        return switch (task) {
            case "taskFillMatrix", "taskConsolidate" -> List.of(SetFile.TOWNSHIP_SCORES);
            case "taskSelfScore" -> List.of(SetFile.SELF_SCORES);
            case "taskEnterFigures" -> List.of(SetFile.OFFICIAL_FIGURES);
            case "taskCheckTownship", "taskCheckDistrict", "taskCommentFindings" -> List.of(SetFile.SPOT_CHECKS);
            case "taskSummarise", "taskReviewItems" ->
                List.of(SetFile.SELF_SCORES, SetFile.OFFICIAL_FIGURES, SetFile.SPOT_CHECKS);
            case "taskOpenYear", "taskSubmitPapers" -> List.of(SetFile.SETTINGS);
            case "taskSetOwnTasks", "taskScoreOwnUnit", "taskReviewOwnUnits" -> List.of(SetFile.OWN_UNITS);
            case "taskPrepareAppraisal", "taskVote", "taskConfirmAppraisal" -> List.of(SetFile.BALLOTS);
            case "taskFileObjection", "taskDecideObjection", "taskProposeRevision" -> List.of(SetFile.OBJECTIONS);
            default ->
                task.contains("Misconduct") || task.equals("taskHearAccused") ? List.of(SetFile.MISCONDUCT) : List.of();
        };
    }
}
