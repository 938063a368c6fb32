package cn.healthylishui.assessment.reporting;

import cn.healthylishui.assessment.cycle.AssessmentYear;
import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.cycle.Remaining.Light;
import cn.healthylishui.assessment.cycle.YearDistrict;
import cn.healthylishui.assessment.verification.DrawRecord;
import cn.healthylishui.assessment.verification.Draws;
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

/** 考核进度: how far each district is, from the tasks that are open and what has been drawn and settled. */
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

    /**
     * How far a district is.
     *
     * @param status the step the district is at, in words
     * @param tasks its open tasks, first what is due first
     */
    public record DistrictLine(String code, String name, String status, List<Cell> cells, List<Worklist.Line> tasks) {

        public long overdue() {
            return tasks.stream().filter(Worklist.Line::overdue).count();
        }
    }

    /**
     * How far a year is.
     *
     * @param cityTasks open tasks of the year that are about no single district
     */
    public record YearProgress(AssessmentYear year, List<DistrictLine> districts, List<Worklist.Line> cityTasks) {

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
            Map<String, Long> counts = Stream.concat(
                            districts.stream().flatMap(district -> district.tasks().stream()), cityTasks.stream())
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

    private static final String WAITING = "等待官方数据";
    private static final String PASSING = "转入下一步";
    private static final String REVIEWED = "审核完成";
    private static final String APPROVED = "已审定";

    private final AssessmentYears years;
    private final Draws draws;

    Progress(AssessmentYears years, Draws draws) {
        this.years = years;
        this.draws = draws;
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
            for (YearDistrict district : years.districts(year.year())) {
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
                ofYear.stream().filter(task -> task.district() == null).toList());
    }

    private static DistrictLine line(
            AssessmentYear year, YearDistrict district, boolean drawn, List<Worklist.Line> tasks) {
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
                tasks);
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
        Light worst = here.stream()
                .map(Worklist.Line::light)
                .max(Comparator.naturalOrder())
                .orElse(Light.NONE);
        CellState state =
                !here.isEmpty() ? CellState.CURRENT : isPast(stage, current, status) ? CellState.DONE : CellState.AHEAD;
        return new Cell(stage, state, here.size(), worst);
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
