package cn.healthylishui.assessment.reporting;

import static cn.healthylishui.assessment.reporting.SheetTable.column;

import cn.healthylishui.assessment.indicator.UnitTask;
import cn.healthylishui.assessment.indicator.UnitTasks;
import cn.healthylishui.assessment.scorecard.ItemResult;
import cn.healthylishui.assessment.scorecard.ObjectResult;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.springframework.stereotype.Component;

/** 自查评分表 of a municipal unit as a workbook, task by task and by its own figures alone (办法五(一)). */
@Component
public class UnitWorkbook {

    private final AssessmentYears years;
    private final YearRoster roster;
    private final ScoreBook scoreBook;
    private final UnitTasks tasks;

    UnitWorkbook(AssessmentYears years, YearRoster roster, ScoreBook scoreBook, UnitTasks tasks) {
        this.years = years;
        this.roster = roster;
        this.scoreBook = scoreBook;
        this.tasks = tasks;
    }

    /** The stream stays open. */
    public void selfScoreTable(int year, String unit, OutputStream out) throws IOException {
        Map<String, UnitTask> byCode =
                tasks.of(year, unit).stream().collect(Collectors.toMap(UnitTask::code, Function.identity()));
        Workbook workbook = new Workbook(out, ScoreWorkbook.PROGRAM, ScoreWorkbook.PROGRAM_VERSION);
        SheetTable sheet = new SheetTable(
                workbook,
                "自查评分",
                "%s%d年度自查评分表".formatted(roster.objectName(year, unit), year),
                List.of("总分满分%s分，按任务分摊；牵头的任务按%s倍计。"
                        .formatted(
                                years.settings(year).fullMark().toPlainString(),
                                years.settings(year).leadTaskWeight().toPlainString())),
                List.of(
                        column("编号", 10),
                        column("章节", 20),
                        column("任务", 56),
                        column("分工", 8),
                        column("验收标准", 40),
                        column("自评完成率", 12),
                        column("满分", 10),
                        column("自评得分", 10),
                        column("说明", 60)));
        if (byCode.isEmpty()) {
            sheet.note("还没有下达任务。");
        } else {
            ObjectResult result = scoreBook.unitAsReported(year, unit);
            result.items().forEach(item -> line(sheet, item, byCode));
            sheet.total("总分", null, null, null, null, null, result.total().applicable(), result.score(), null);
        }
        workbook.finish();
    }

    private static void line(SheetTable sheet, ItemResult item, Map<String, UnitTask> byCode) {
        UnitTask task = byCode.get(item.indicator().code());
        if (task == null) {
            throw new IllegalStateException("No task " + item.indicator().code());
        }
        sheet.line(
                task.code(),
                task.chapter(),
                task.body(),
                task.lead() ? "牵头" : "承担",
                task.acceptance(),
                ScoreBook.shown(item.indicator(), item.counted()),
                item.score().maximum(),
                item.score().points(),
                item.explanation());
    }
}
