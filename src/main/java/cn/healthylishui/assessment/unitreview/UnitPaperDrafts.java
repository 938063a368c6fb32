package cn.healthylishui.assessment.unitreview;

import cn.healthylishui.assessment.indicator.UnitTask;
import cn.healthylishui.assessment.indicator.UnitTasks;
import cn.healthylishui.assessment.keywork.Progress.Report;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.ItemResult;
import cn.healthylishui.assessment.scorecard.ObjectResult;
import cn.healthylishui.assessment.scorecard.PaperKind;
import cn.healthylishui.assessment.scorecard.Percent;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** 市直单位材料初稿: what the data already tell of a unit's summary and report; the unit completes it or uploads its own. */
@Component
public class UnitPaperDrafts {

    private final AssessmentYears years;
    private final YearRoster roster;
    private final UnitTasks unitTasks;
    private final UnitProgress progress;
    private final ScoreBook scoreBook;

    UnitPaperDrafts(
            AssessmentYears years, YearRoster roster, UnitTasks unitTasks, UnitProgress progress, ScoreBook scoreBook) {
        this.years = years;
        this.roster = roster;
        this.unitTasks = unitTasks;
        this.progress = progress;
        this.scoreBook = scoreBook;
    }

    public String of(PaperKind kind, int year, String unit) {
        return kind == PaperKind.SUMMARY ? summary(year, unit) : report(year, unit);
    }

    private String summary(int year, String unit) {
        String name = roster.objectName(year, unit);
        List<UnitTask> tasks = unitTasks.of(year, unit);
        UnitProgress.Sheet sheet = progress.of(year, unit);
        Map<String, List<UnitTask>> chapters = tasks.stream()
                .collect(Collectors.groupingBy(UnitTask::chapter, LinkedHashMap::new, Collectors.toList()));
        return """
                %s%d年健康丽水建设工作总结

                一、任务完成情况
                %d年，%s承担健康丽水建设重点任务%d项，其中牵头%d项。%s。
                %s

                二、主要做法和成效
                （请补充：组织领导、主要做法、取得的成效。）

                三、存在问题和下一步打算
                （请补充。）

                %s
                """.formatted(
                        name,
                        year,
                        year,
                        name,
                        tasks.size(),
                        tasks.stream().filter(UnitTask::lead).count(),
                        counts(tasks, sheet),
                        chapters.entrySet().stream()
                                .map(chapter -> chapter.getKey() + "：\n"
                                        + chapter.getValue().stream()
                                                .map(task -> line(task, sheet))
                                                .collect(Collectors.joining("\n")))
                                .collect(Collectors.joining("\n")),
                        name);
    }

    private static String line(UnitTask task, UnitProgress.Sheet sheet) {
        return "%s %s%s：%s。"
                .formatted(task.code(), task.title(), task.lead() ? "（牵头）" : "", sheet.completion(task.code()));
    }

    private static String counts(List<UnitTask> tasks, UnitProgress.Sheet sheet) {
        Map<Completion, Long> counts = tasks.stream()
                .map(task -> sheet.atYearEnd(task.code()))
                .filter(Objects::nonNull)
                .map(Report::state)
                .collect(Collectors.groupingBy(Completion::of, Collectors.counting()));
        return "已完成%d项，部分完成%d项，未完成%d项"
                .formatted(
                        counts.getOrDefault(Completion.DONE, 0L),
                        counts.getOrDefault(Completion.PARTLY, 0L),
                        counts.getOrDefault(Completion.NOT_DONE, 0L));
    }

    private String report(int year, String unit) {
        String name = roster.objectName(year, unit);
        List<UnitTask> tasks = unitTasks.of(year, unit);
        ObjectResult own = scoreBook.unitAsReported(year, unit);
        return """
                %s%d年度健康丽水建设自查报告

                市健康丽水办：
                按照《健康丽水考核办法（试行）》，%s对%d年度承担的健康丽水建设重点任务进行了自查，现将情况报告如下。

                一、自查得分
                %d项任务逐项自评，自评得分%s分（满分%s分，牵头任务加倍计算）。%s。

                二、没有全部完成的任务和原因
                %s

                三、整改措施
                （请补充。）

                %s
                """.formatted(
                        name,
                        year,
                        name,
                        year,
                        tasks.size(),
                        own.score(),
                        Answer.plain(years.settings(year).fullMark()),
                        counts(tasks, progress.of(year, unit)),
                        shortfalls(own),
                        name);
    }

    private static String shortfalls(ObjectResult own) {
        String lines = own.items().stream()
                .filter(item -> item.counted() != null
                        && !Percent.isFull(
                                Objects.requireNonNull(item.counted().answer().value())))
                .map(UnitPaperDrafts::shortfall)
                .collect(Collectors.joining("\n"));
        return lines.isEmpty() ? "无。" : lines;
    }

    private static String shortfall(ItemResult item) {
        Answer answer = Objects.requireNonNull(item.counted()).answer();
        String reason = Objects.requireNonNullElse(answer.reason(), "（请补充原因。）");
        return "%s %s：自评%s。%s"
                .formatted(
                        item.indicator().code(),
                        item.indicator().name(),
                        Percent.shown(answer.value()),
                        reason.endsWith("。") || reason.endsWith("）") ? reason : reason + "。");
    }
}
