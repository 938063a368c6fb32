package cn.healthylishui.assessment.workplan;

import cn.healthylishui.assessment.districtwork.DistrictWork;
import cn.healthylishui.assessment.districtwork.DistrictWork.Work;
import cn.healthylishui.assessment.keywork.KeyTask;
import cn.healthylishui.assessment.keywork.KeyTasks;
import cn.healthylishui.assessment.keywork.Progress;
import cn.healthylishui.assessment.keywork.Quarters;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 滞后: who has not reported a quarter, and which tasks are behind (办法七(二)). */
@Component
public class Laggards {

    /**
     * @param key the office, or the task and its office, as a form's row names it
     * @param task code of the task that lags; null where the office has not reported, or it is the district's own work
     * @param said what the office itself says of it
     */
    public record Laggard(
            String key, String office, @Nullable String task, String about, String state, String said) {}

    private final KeyTasks tasks;
    private final Progress progress;
    private final DistrictWork districtWork;
    private final YearRoster roster;

    Laggards(KeyTasks tasks, Progress progress, DistrictWork districtWork, YearRoster roster) {
        this.tasks = tasks;
        this.progress = progress;
        this.districtWork = districtWork;
        this.roster = roster;
    }

    private void readAll(int year) {
        progress.readAll(year);
        districtWork.readAll(year);
        roster.readAll(year);
    }

    /** Units first, then districts. */
    public List<Laggard> missing(int year, int quarter) {
        List<Laggard> missing = new ArrayList<>();
        readAll(year);
        for (String unit : tasks.units(year)) {
            if (!progress.reported(year, unit, quarter)) {
                missing.add(new Laggard(unit, unit, null, "任务进展", "未填报", ""));
            }
        }
        for (String district : districtWork.underWay(year)) {
            if (districtWork.reports(year, district).stream().noneMatch(report -> report.quarter() == quarter)) {
                missing.add(new Laggard(
                        district, roster.district(year, district).officeCode(), null, "当地重点工作进展", "未填报", ""));
            }
        }
        return missing;
    }

    /** By what was reported last. */
    public List<Laggard> lagging(int year) {
        List<Laggard> lagging = new ArrayList<>();
        readAll(year);
        var latest = progress.latestOfAll(year);
        for (KeyTask task : tasks.active(year)) {
            latest.getOrDefault(task.code(), Map.of()).forEach((unit, report) -> {
                if (report.state().behind() && task.seat(unit).isPresent()) {
                    lagging.add(new Laggard(
                            task.code() + "-" + unit,
                            unit,
                            task.code(),
                            task.title(),
                            report.state().label(),
                            report.note()));
                }
            });
        }
        for (String district : districtWork.underWay(year)) {
            var reports = districtWork.latest(year, district, Quarters.YEAR_END);
            String office = roster.district(year, district).officeCode();
            for (Work work : districtWork.of(year, district)) {
                Optional.ofNullable(reports.get(work.id()))
                        .filter(report -> report.state().behind())
                        .ifPresent(report -> lagging.add(new Laggard(
                                "w" + work.id(),
                                office,
                                null,
                                work.title(),
                                report.state().label(),
                                report.note())));
            }
        }
        return lagging;
    }
}
