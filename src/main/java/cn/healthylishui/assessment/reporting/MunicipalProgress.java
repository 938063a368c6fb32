package cn.healthylishui.assessment.reporting;

import cn.healthylishui.assessment.appraisal.Appraisals;
import cn.healthylishui.assessment.appraisal.Poll;
import cn.healthylishui.assessment.calendar.Remaining.Light;
import cn.healthylishui.assessment.indicator.UnitTask;
import cn.healthylishui.assessment.indicator.UnitTasks;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 市直单位考核进度: how far each municipal unit is, and the democratic appraisal as a number of votes, never by name. */
@Component
public class MunicipalProgress {

    static final String VOTE = Appraisals.BALLOT_TASK;

    private static final String PASSING = "转入下一步";
    private static final String REVIEWED = "考评完成";
    private static final String APPROVED = "已审定";

    /**
     * A unit in one step.
     *
     * @param light the worst of the open tasks in this step
     */
    public record Cell(UnitStage stage, Progress.CellState state, int open, Light light) {}

    /**
     * How far a unit is.
     *
     * @param status the step it is at, in words
     * @param tasks the open tasks of its assessment, whoever has them, first what is due first
     */
    public record UnitLine(String code, String name, String status, List<Cell> cells, List<Worklist.Line> tasks) {}

    /** @param appraisal how far the democratic appraisal is, in words; how many have voted, but not who */
    public record Units(List<UnitLine> units, String appraisal) {

        /** The open tasks of all units. */
        public List<Worklist.Line> tasks() {
            return units.stream().flatMap(unit -> unit.tasks().stream()).toList();
        }

        /** How many units are at which step, in the order of the steps. */
        public Map<String, Long> statuses() {
            List<String> order = Stream.concat(
                            Stream.of(UnitStage.values()).map(UnitStage::label), Stream.of(PASSING, REVIEWED, APPROVED))
                    .toList();
            return units.stream()
                    .map(UnitLine::status)
                    .sorted(Comparator.comparingInt(order::indexOf))
                    .collect(Collectors.groupingBy(status -> status, LinkedHashMap::new, Collectors.counting()));
        }
    }

    private final YearRoster roster;
    private final UnitTasks unitTasks;
    private final Scorecards scorecards;
    private final Appraisals appraisals;

    MunicipalProgress(YearRoster roster, UnitTasks unitTasks, Scorecards scorecards, Appraisals appraisals) {
        this.roster = roster;
        this.unitTasks = unitTasks;
        this.scorecards = scorecards;
        this.appraisals = appraisals;
    }

    /** @param ofYear the open tasks of the year */
    Units of(AssessmentYear year, List<Worklist.Line> ofYear) {
        if (!year.isStarted()) {
            return new Units(List.of(), "");
        }
        List<YearUnit> assessed = roster.assessedUnits(year.year());
        Map<String, Scorecard> cards = assessed.isEmpty()
                ? Map.of()
                : scorecards.latest(
                        year.year(), assessed.stream().map(YearUnit::code).toList());
        return new Units(
                assessed.stream()
                        .map(unit -> line(
                                year,
                                unit,
                                cards.getOrDefault(unit.code(), Scorecard.EMPTY),
                                ofYear.stream()
                                        .filter(task -> isAbout(task, unit.code()))
                                        .toList()))
                        .toList(),
                assessed.isEmpty() ? "" : appraisal(year.year()));
    }

    /** Official figures are a unit's work too, but not its own assessment. */
    private static boolean isAbout(Worklist.Line task, String unit) {
        return isOfUnits(task) && unit.equals(task.unit());
    }

    /** Whether a task is shown here rather than among the tasks of the whole city; ballots show nowhere by name. */
    static boolean isOfUnits(Worklist.Line task) {
        return task.key().equals(VOTE) || UnitStage.ofTask(task.key()).isPresent();
    }

    private UnitLine line(AssessmentYear year, YearUnit unit, Scorecard card, List<Worklist.Line> tasks) {
        Optional<UnitStage> current = tasks.stream()
                .map(task -> UnitStage.ofTask(task.key()))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
        String status = current.map(UnitStage::label)
                .orElseGet(() -> year.isApproved() ? APPROVED : isSettled(year, unit, card) ? REVIEWED : PASSING);
        return new UnitLine(
                unit.code(),
                unit.name(),
                status,
                Stream.of(UnitStage.values())
                        .map(stage -> cell(stage, current.orElse(null), status, tasks))
                        .toList(),
                tasks);
    }

    private boolean isSettled(AssessmentYear year, YearUnit unit, Scorecard card) {
        List<UnitTask> own = unitTasks.of(year.year(), unit.code());
        return !own.isEmpty() && own.stream().allMatch(task -> card.of(task.code(), EntrySource.DECIDED) != null);
    }

    private static Cell cell(UnitStage stage, @Nullable UnitStage current, String status, List<Worklist.Line> tasks) {
        List<Worklist.Line> here = tasks.stream()
                .filter(task ->
                        UnitStage.ofTask(task.key()).filter(stage::equals).isPresent())
                .toList();
        Light worst = here.stream()
                .map(Worklist.Line::light)
                .max(Comparator.naturalOrder())
                .orElse(Light.NONE);
        boolean past = current == null
                ? Set.of(REVIEWED, APPROVED).contains(status)
                : stage.compareTo(Objects.requireNonNull(current)) < 0;
        return new Cell(
                stage,
                !here.isEmpty()
                        ? Progress.CellState.CURRENT
                        : past ? Progress.CellState.DONE : Progress.CellState.AHEAD,
                here.size(),
                worst);
    }

    private String appraisal(int year) {
        return appraisals
                .find(year)
                .map(poll -> appraisal(poll, appraisals.turnout(year).text()))
                .orElse("还没有确定测评人员");
    }

    private static String appraisal(Poll poll, String turnout) {
        return switch (poll.state()) {
            case VOTING -> "正在投票，已投" + turnout;
            case CLOSED -> "投票已截止，等待统计，投票" + turnout;
            case COUNTED -> "已统计，等待确认，投票" + turnout;
            case CONFIRMED -> "测评完成，投票" + turnout;
        };
    }
}
