package cn.healthylishui.assessment.unitreview;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.keywork.KeyTask;
import cn.healthylishui.assessment.keywork.KeyTask.Target;
import cn.healthylishui.assessment.keywork.KeyTasks;
import cn.healthylishui.assessment.keywork.Progress;
import cn.healthylishui.assessment.keywork.Progress.Report;
import cn.healthylishui.assessment.keywork.Quarters;
import cn.healthylishui.assessment.scorecard.Answer;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 任务进展 of one unit as self-score and review show it: what was reported by quarter, and what is reached at the year's end. */
@Component
public class UnitProgress {

    private final Progress progress;
    private final KeyTasks keyTasks;

    UnitProgress(Progress progress, KeyTasks keyTasks) {
        this.progress = progress;
        this.keyTasks = keyTasks;
    }

    /**
     * The reports of a unit and the targets asked of it, by task; read once for a look.
     *
     * @param reports in the order of the year
     */
    public record Sheet(Map<String, List<Report>> reports, Map<String, Target> targets) {

        /** The last report of the year, whichever quarter it is of. */
        public @Nullable Report last(String task) {
            List<Report> all = reports.getOrDefault(task, List.of());
            return all.isEmpty() ? null : all.get(all.size() - 1);
        }

        /** What was said at the year's end, with the self-score. */
        public @Nullable Report atYearEnd(String task) {
            Report last = last(task);
            return last == null || last.quarter() != Quarters.YEAR_END ? null : last;
        }

        /** The quantified target whose figure this unit tells; null where none is asked of it. */
        public @Nullable Target target(String task) {
            return targets.get(task);
        }

        /** 第一季度：按序时推进；第四季度：已完成，达到80公里 */
        public String ofTheYear(String task) {
            Map<Integer, Report> quarters = new TreeMap<>();
            reports.getOrDefault(task, List.of()).stream()
                    .filter(report -> report.quarter() != Quarters.YEAR_END)
                    .forEach(report -> quarters.put(report.quarter(), report));
            return quarters.isEmpty()
                    ? "没有填报"
                    : quarters.values().stream()
                            .map(report -> "%s：%s%s%s"
                                    .formatted(
                                            Quarters.label(report.quarter()),
                                            report.state().label(),
                                            reached(task, report.figure()),
                                            report.note().isBlank() ? "" : "，" + report.note()))
                            .collect(Collectors.joining("；"));
        }

        /** 已完成，达到80公里（目标≥79公里） */
        public String completion(String task) {
            Report report = atYearEnd(task);
            if (report == null) {
                return "没有自评";
            }
            Target target = target(task);
            return Completion.of(report.state()).label()
                    + reached(task, report.figure())
                    + (target == null ? "" : "（目标%s）".formatted(target.bound()));
        }

        private String reached(String task, @Nullable BigDecimal figure) {
            Target target = target(task);
            return figure == null ? "" : "，达到" + Answer.plain(figure) + (target == null ? "" : target.unitOfMeasure());
        }
    }

    public Sheet of(int year, String unit) {
        Map<String, Target> targets = new HashMap<>();
        keyTasks.held(year, unit).forEach(held -> {
            KeyTask task = held.task();
            if (task.asksFigureOf(unit)) {
                task.measured().ifPresent(target -> targets.put(task.code(), target));
            }
        });
        return new Sheet(progress.reports(year, unit).stream().collect(Collectors.groupingBy(Report::task)), targets);
    }

    /** Keeps what a unit says of a task at the year's end. */
    public void close(
            int year,
            String unit,
            String task,
            Completion completion,
            @Nullable BigDecimal figure,
            String note,
            List<String> evidence,
            Actor actor) {
        progress.record(year, task, unit, Quarters.YEAR_END, completion.state(), figure, note, evidence, actor);
    }
}
