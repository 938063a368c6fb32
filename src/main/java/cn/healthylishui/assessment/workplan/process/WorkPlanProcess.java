package cn.healthylishui.assessment.workplan.process;

import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.districtwork.DistrictWork;
import cn.healthylishui.assessment.keywork.KeyTasks;
import cn.healthylishui.assessment.keywork.Quarters;
import cn.healthylishui.assessment.keywork.WorkPlans;
import cn.healthylishui.assessment.workplan.Laggards;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.Stage;
import cn.healthylishui.assessment.year.Stages;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Date;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the models {@code annual-work-plan} (年度重点工作) and {@code quarterly-progress} (季度进展) ask. */
@Component("workPlan")
public class WorkPlanProcess {

    private static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59);

    private final WorkPlans plans;
    private final KeyTasks tasks;
    private final DistrictWork districtWork;
    private final Laggards laggards;
    private final AssessmentYears years;
    private final WorkingDays workingDays;
    private final Stages stages;
    private final Clock clock;

    WorkPlanProcess(
            WorkPlans plans,
            KeyTasks tasks,
            DistrictWork districtWork,
            Laggards laggards,
            AssessmentYears years,
            WorkingDays workingDays,
            Stages stages,
            Clock clock) {
        this.plans = plans;
        this.tasks = tasks;
        this.districtWork = districtWork;
        this.laggards = laggards;
        this.years = years;
        this.workingDays = workingDays;
        this.stages = stages;
        this.clock = clock;
    }

    /** The units that a batch asks in its present round. */
    public List<String> units(Long plan) {
        return plans.unitsAsked(plan);
    }

    /** The districts that a batch asks in its present round. */
    public List<String> districts(Long plan) {
        return districtWork.asked(plans.get(plan));
    }

    /** What the city office approved; a batch that it discarded stays so. */
    @Transactional
    public void adopt(Long plan) {
        stages.require(plans.get(plan).year(), String.valueOf(plan), Stage.PLAN_DECIDED);
        plans.adopt(plan);
    }

    /** The quarters whose progress no earlier batch asks for. */
    public List<Integer> quarters(Long plan) {
        return plans.quarters(plan);
    }

    /** The midnight after the last day of a quarter. */
    public Date quarterEnd(int year, int quarter) {
        return midnightAfter(Quarters.lastDay(year, quarter));
    }

    public List<String> reportingUnits(int year, int quarter) {
        return tasks.units(year);
    }

    public List<String> reportingDistricts(int year, int quarter) {
        return districtWork.underWay(year);
    }

    /** Until when a quarter is reported: some working days after it, or after today where it is asked for late. */
    public Date progressDue(int year, int quarter) {
        return Date.from(lastDayToReport(year, quarter)
                .atTime(END_OF_DAY)
                .atZone(clock.getZone())
                .toInstant());
    }

    /** The moment at which the reports of a quarter are late. */
    public Date progressOver(int year, int quarter) {
        return midnightAfter(lastDayToReport(year, quarter));
    }

    /** Whether anybody has not reported the quarter, or any task lags. */
    public boolean toUrge(int year, int quarter) {
        return !laggards.missing(year, quarter).isEmpty()
                || !laggards.lagging(year).isEmpty();
    }

    private LocalDate lastDayToReport(int year, int quarter) {
        int days = years.settings(year).progressWorkingDays();
        LocalDate today = LocalDate.now(clock);
        LocalDate usual = workingDays.plus(Quarters.lastDay(year, quarter), days);
        return usual.isBefore(today) ? workingDays.plus(today, days) : usual;
    }

    private Date midnightAfter(LocalDate day) {
        return Date.from(day.plusDays(1).atStartOfDay(clock.getZone()).toInstant());
    }
}
