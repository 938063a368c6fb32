package cn.healthylishui.assessment.reporting;

import cn.healthylishui.assessment.calendar.Remaining.Light;
import cn.healthylishui.assessment.ownunit.OwnUnits;
import cn.healthylishui.assessment.verification.DrawRecord;
import cn.healthylishui.assessment.verification.Draws;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 考核进度: how far each district and municipal unit is, from the tasks that are open and what has been drawn and settled. */
@Component
public class Progress {

    public enum CellState {
        DONE,
        CURRENT,
        AHEAD
    }

    /**
     * A district in one step.
     *
     * @param light the worst of the open tasks in this step
     */
    public record Cell(Stage stage, CellState state, int open, Light light) {}

    /** 直属单位考核 beside the steps, in words: it only has to be done before the district reports. */
    public record OwnUnitsCell(CellState state, String text, Light light) {}

    /**
     * How far a district is.
     *
     * @param status the step the district is at, in words
     * @param ownUnits the assessment of its own units
     * @param tasks its open tasks, first what is due first
     */
    public record DistrictLine(
            String code,
            String name,
            String status,
            List<Cell> cells,
            OwnUnitsCell ownUnits,
            List<Worklist.Line> tasks) {

        public long overdue() {
            return tasks.stream().filter(Worklist.Line::overdue).count();
        }
    }

    /**
     * How far a year is.
     *
     * @param units the municipal units, and how far the democratic appraisal is
     * @param cityTasks open tasks of the year that are about no single district or unit
     */
    public record YearProgress(
            AssessmentYear year,
            List<DistrictLine> districts,
            MunicipalProgress.Units units,
            List<Worklist.Line> cityTasks) {

        /** How many districts are at which step, in the order of the steps. */
        public Map<String, Long> statuses() {
            List<String> order = Stream.concat(
                            Stream.of(Stage.values()).map(Stage::label),
                            Stream.of(WAITING, PASSING, REVIEWED, APPROVED))
                    .toList();
            return districts.stream()
                    .map(DistrictLine::status)
                    .sorted(Comparator.comparingInt(order::indexOf))
                    .collect(Collectors.groupingBy(status -> status, LinkedHashMap::new, Collectors.counting()));
        }

        /** Offices with overdue tasks, and how many each has; the most first. */
        public Map<String, Long> overdueOffices() {
            Map<String, Long> counts = Stream.of(
                            districts.stream().flatMap(district -> district.tasks().stream()),
                            units.tasks().stream(),
                            cityTasks.stream())
                    .flatMap(tasks -> tasks)
                    .filter(Worklist.Line::overdue)
                    .collect(Collectors.groupingBy(
                            Worklist.Line::officeName, LinkedHashMap::new, Collectors.counting()));
            Map<String, Long> sorted = new LinkedHashMap<>();
            counts.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                    .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
            return sorted;
        }
    }

    private static final Set<String> OWN_UNIT_TASKS =
            Set.of("taskSetOwnTasks", "taskScoreOwnUnit", "taskReviewOwnUnits");
    private static final String WAITING = "等待官方数据";
    private static final String PASSING = "转入下一步";
    private static final String REVIEWED = "审核完成";
    private static final String APPROVED = "已审定";

    private final YearRoster roster;
    private final Draws draws;
    private final MunicipalProgress municipalProgress;
    private final OwnUnits ownUnits;

    Progress(YearRoster roster, Draws draws, MunicipalProgress municipalProgress, OwnUnits ownUnits) {
        this.roster = roster;
        this.draws = draws;
        this.municipalProgress = municipalProgress;
        this.ownUnits = ownUnits;
    }

    /**
     * How far a year is, by the tasks that are open now.
     *
     * @param open every open task, of whatever year
     */
    public YearProgress of(AssessmentYear year, List<Worklist.Line> open) {
        List<Worklist.Line> ofYear = open.stream()
                .filter(task -> task.year() != null && task.year() == year.year())
                .toList();
        Set<String> drawn = draws.all(year.year()).stream()
                .filter(DrawRecord::isDrawn)
                .map(DrawRecord::district)
                .collect(Collectors.toSet());
        List<DistrictLine> districts = new ArrayList<>();
        if (year.isStarted()) {
            ownUnits.readAll(year.year());
            for (YearDistrict district : roster.districts(year.year())) {
                districts.add(line(
                        year,
                        district,
                        drawn.contains(district.code()),
                        ofYear.stream()
                                .filter(task -> district.code().equals(task.district()))
                                .toList()));
            }
        }
        return new YearProgress(
                year,
                districts,
                municipalProgress.of(year, ofYear),
                ofYear.stream()
                        .filter(task -> task.district() == null && !MunicipalProgress.isOfUnits(task))
                        .toList());
    }

    private DistrictLine line(AssessmentYear year, YearDistrict district, boolean drawn, List<Worklist.Line> tasks) {
        Optional<Stage> current = tasks.stream()
                .map(task -> Stage.ofTask(task.key()))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
        String status = current.map(Stage::label).orElseGet(() -> withoutTasks(year, drawn));
        return new DistrictLine(
                district.code(),
                district.name(),
                status,
                Stream.of(Stage.values())
                        .map(stage -> cell(stage, current.orElse(null), status, tasks))
                        .toList(),
                ownUnits(year.year(), district.code(), tasks),
                tasks);
    }

    private OwnUnitsCell ownUnits(int year, String district, List<Worklist.Line> tasks) {
        List<Worklist.Line> open = tasks.stream()
                .filter(task -> OWN_UNIT_TASKS.contains(task.key()))
                .toList();
        if (!open.isEmpty()) {
            return new OwnUnitsCell(CellState.CURRENT, open.size() + "项在办", worst(open));
        }
        Optional<OwnUnits.Plan> plan = ownUnits.plan(year, district);
        if (plan.filter(OwnUnits.Plan::leftOut).isPresent()) {
            return new OwnUnitsCell(CellState.DONE, "不考核", Light.NONE);
        }
        return plan.filter(one -> one.assessedAt() != null).isPresent()
                ? new OwnUnitsCell(CellState.DONE, "✓", Light.NONE)
                : new OwnUnitsCell(CellState.AHEAD, "", Light.NONE);
    }

    private static Light worst(List<Worklist.Line> tasks) {
        return tasks.stream()
                .map(Worklist.Line::light)
                .max(Comparator.naturalOrder())
                .orElse(Light.NONE);
    }

    /** The draw comes between submission and spot check; the official figures between spot check and review. */
    private static String withoutTasks(AssessmentYear year, boolean drawn) {
        if (year.isApproved()) {
            return APPROVED;
        }
        if (!drawn) {
            return PASSING;
        }
        return year.figuresSettledAt() == null ? WAITING : REVIEWED;
    }

    private static Cell cell(Stage stage, @Nullable Stage current, String status, List<Worklist.Line> tasks) {
        List<Worklist.Line> here = tasks.stream()
                .filter(task -> Stage.ofTask(task.key()).filter(stage::equals).isPresent())
                .toList();
        CellState state =
                !here.isEmpty() ? CellState.CURRENT : isPast(stage, current, status) ? CellState.DONE : CellState.AHEAD;
        return new Cell(stage, state, here.size(), worst(here));
    }

    private static boolean isPast(Stage stage, @Nullable Stage current, String status) {
        if (current != null) {
            return stage.compareTo(current) < 0;
        }
        return switch (status) {
            case WAITING -> stage != Stage.REVIEW;
            case REVIEWED, APPROVED -> true;
            default -> false;
        };
    }
}
