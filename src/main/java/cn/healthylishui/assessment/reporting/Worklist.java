package cn.healthylishui.assessment.reporting;

import cn.healthylishui.assessment.calendar.Remaining;
import cn.healthylishui.assessment.calendar.Remaining.Light;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.workflow.OpenWork;
import cn.healthylishui.assessment.workflow.TaskReassignment;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearSettings;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 任务清单: the open tasks in the words of a page. */
@Component
public class Worklist {

    /**
     * An open task.
     *
     * @param key the id of the user task in its model
     * @param year null where the task belongs to none
     * @param district code; null where the task is about no single district
     * @param unit code of the unit it is about; null where there is none
     * @param object what it is about, such as 青田县 · 温溪镇; empty where that is clear from its office
     * @param dueText the date in words; empty where there is none
     * @param movable whether it may be given to another office
     */
    public record Line(
            String id,
            String key,
            String name,
            @Nullable Integer year,
            @Nullable String district,
            @Nullable String unit,
            String object,
            String office,
            String officeName,
            String dueText,
            String remaining,
            Light light,
            boolean movable) {

        public boolean overdue() {
            return light != Light.NONE;
        }

        /** What it is about with the year before it, for lists over several years. */
        public String about() {
            return Stream.of(year == null ? "" : year + "年度", object)
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(" "));
        }
    }

    private final OpenWork openWork;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final WorkingDays workingDays;
    private final Organization organization;

    Worklist(
            OpenWork openWork,
            AssessmentYears years,
            YearRoster roster,
            WorkingDays workingDays,
            Organization organization) {
        this.openWork = openWork;
        this.years = years;
        this.roster = roster;
        this.workingDays = workingDays;
        this.organization = organization;
    }

    /** Every open task, first what is due first. */
    @Transactional(readOnly = true)
    public List<Line> all() {
        Map<String, Office> offices =
                organization.offices().stream().collect(Collectors.toMap(Office::code, office -> office));
        Map<Integer, UnaryOperator<String>> names = new HashMap<>();
        Map<Integer, Integer> redAfter = new HashMap<>();
        return openWork.all().stream()
                .map(task -> line(task, offices, names, redAfter))
                .toList();
    }

    private Line line(
            TaskRef task,
            Map<String, Office> offices,
            Map<Integer, UnaryOperator<String>> names,
            Map<Integer, Integer> redAfter) {
        Integer year = (Integer) task.variables().get(Variables.YEAR);
        Optional<Office> office = Optional.ofNullable(offices.get(task.office()));
        @Nullable Remaining remaining = task.due() == null ? null : remaining(task.due(), year, redAfter);
        return new Line(
                task.id(),
                task.key(),
                withoutObject(task.name()),
                year,
                (String) task.variables().get(Variables.DISTRICT),
                (String) task.variables().get(Variables.UNIT),
                year == null ? "" : object(task, year, names),
                task.office(),
                office.map(Office::name).orElse(task.office()),
                task.due() == null ? "" : WorkingDays.dateText(task.due()),
                remaining == null ? "" : remaining.text(),
                remaining == null ? Light.NONE : remaining.light(),
                office.filter(TaskReassignment::hasMovableTasks).isPresent());
    }

    /** In Tasklist the name of a task of the city office says what it is about; here that stands in a column of its own. */
    private static String withoutObject(String name) {
        int mark = name.indexOf("——");
        return mark < 0 ? name : name.substring(0, mark);
    }

    private Remaining remaining(LocalDate due, @Nullable Integer year, Map<Integer, Integer> redAfter) {
        return workingDays.remaining(
                due,
                year == null
                        ? YearSettings.DEFAULTS.redAfterWorkingDays()
                        : redAfter.computeIfAbsent(
                                year, key -> years.settings(key).redAfterWorkingDays()));
    }

    private String object(TaskRef task, Integer year, Map<Integer, UnaryOperator<String>> names) {
        return Stream.of(Variables.DISTRICT, Variables.TOWNSHIP, Variables.UNIT)
                .map(variable -> (@Nullable String) task.variables().get(variable))
                .filter(Objects::nonNull)
                .filter(code -> !code.equals(task.office()))
                .map(names.computeIfAbsent(year, roster::objectNames))
                .collect(Collectors.joining(" · "));
    }
}
