package cn.healthylishui.assessment.reporting;

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
import java.util.Objects;
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
        SheetTable<ItemResult> sheet = SheetTable.<ItemResult>of(
                        "自查评分",
                        "%s%d年度自查评分表".formatted(roster.objectName(year, unit), year),
                        List.of("总分满分%s分，按任务分摊；牵头的任务按%s倍计。"
                                .formatted(
                                        years.settings(year).fullMark().toPlainString(),
                                        years.settings(year).leadTaskWeight().toPlainString())))
                .column("编号", 10, item -> task(byCode, item).code())
                .column("章节", 20, item -> task(byCode, item).chapter())
                .column("任务", 56, item -> task(byCode, item).body())
                .column("分工", 8, item -> task(byCode, item).lead() ? "牵头" : "承担")
                .column("验收标准", 40, item -> task(byCode, item).acceptance())
                .column("自评完成率", 12, item -> ScoreBook.shown(item.indicator(), item.counted()))
                .column("满分", 10, item -> item.score().maximum())
                .column("自评得分", 10, item -> item.score().points())
                .column("说明", 60, item -> item.explanation());
        if (byCode.isEmpty()) {
            sheet.noteWhereEmpty("还没有下达任务。").write(workbook, List.of());
        } else {
            ObjectResult result = scoreBook.unitAsReported(year, unit);
            sheet.total("总分", Map.of("满分", result.total().applicable(), "自评得分", result.score()))
                    .write(workbook, result.items());
        }
        workbook.finish();
    }

    private static UnitTask task(Map<String, UnitTask> byCode, ItemResult item) {
        return Objects.requireNonNull(
                byCode.get(item.indicator().code()), item.indicator().code());
    }
}
