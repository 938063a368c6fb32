package cn.healthylishui.assessment.reporting;

import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.keywork.KeyTasks;
import cn.healthylishui.assessment.organization.InUse;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.workflow.OpenWork;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearGroup;
import cn.healthylishui.assessment.year.YearGroups;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** 在用的单位: an office is kept for its open tasks, for the years under way, and for what is planned for the next. */
@Component
class OfficesInUse implements InUse {

    private static final int TOLD = 3;

    private final AssessmentYears years;
    private final YearRoster roster;
    private final YearGroups groups;
    private final IndicatorTables tables;
    private final KeyTasks keyTasks;
    private final OpenWork openWork;

    OfficesInUse(
            AssessmentYears years,
            YearRoster roster,
            YearGroups groups,
            IndicatorTables tables,
            KeyTasks keyTasks,
            OpenWork openWork) {
        this.years = years;
        this.roster = roster;
        this.groups = groups;
        this.tables = tables;
        this.keyTasks = keyTasks;
        this.openWork = openWork;
    }

    @Override
    public List<String> of(String office) {
        List<String> uses = new ArrayList<>();
        List<TaskRef> open = openWork.of(office);
        if (!open.isEmpty()) {
            uses.add("有%d项任务没有办结（%s%s）"
                    .formatted(
                            open.size(),
                            open.stream().limit(TOLD).map(OfficesInUse::told).collect(Collectors.joining("、")),
                            open.size() > TOLD ? "等" : ""));
        }
        for (AssessmentYear year : years.all()) {
            if (year.isRunning() && isInRoster(year.year(), office)) {
                uses.add("%d年度（%s）的名册里有它，要等归档以后"
                        .formatted(year.year(), year.state().label()));
            } else if (!year.isStarted()) {
                uses.addAll(planned(year.year(), office));
            }
        }
        return uses;
    }

    private static String told(TaskRef task) {
        Object year = task.variables().get(Variables.YEAR);
        return (year == null ? "" : year + "年度") + task.name();
    }

    private boolean isInRoster(int year, String office) {
        return roster.isUnit(year, office)
                || roster.memberUnit(year, office).isPresent()
                || roster.districts(year).stream().map(YearDistrict::officeCode).anyMatch(office::equals)
                || roster.raterSeats(year).stream().anyMatch(seat -> seat.code().equals(office));
    }

    /** What a year that has not started would miss; whoever plans it decides who takes it over. */
    private List<String> planned(int year, String office) {
        List<String> uses = new ArrayList<>();
        String seats = groups.groupsOf(year, office).stream()
                .map(YearGroup::number)
                .map(String::valueOf)
                .collect(Collectors.joining("、"));
        if (!seats.isEmpty()) {
            uses.add("%d年度第%s专项组有它的席位，请先在“核对年度名册”里换掉".formatted(year, seats));
        }
        int held = keyTasks.held(year, office).size();
        if (held > 0) {
            uses.add("%d年度有%d项重点任务由它承担，请先调整任务".formatted(year, held));
        }
        long owned = TableKind.KEPT.stream()
                .flatMap(kind -> tables.table(year, kind).indicators().stream())
                .filter(indicator -> indicator.owner().equals(office))
                .count();
        if (owned > 0) {
            uses.add("%d年度有%d项指标由它负责，请先调整指标表".formatted(year, owned));
        }
        return uses;
    }
}
