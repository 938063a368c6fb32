package cn.healthylishui.assessment.reporting;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.scorecard.ItemResult;
import cn.healthylishui.assessment.scorecard.ObjectResult;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.TownshipBoard;
import cn.healthylishui.assessment.scorecard.TownshipBoard.Board;
import cn.healthylishui.assessment.scorecard.TownshipBoard.Line;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.springframework.stereotype.Component;

/** 自查评分表和优秀名单 of a district as workbooks, by its own figures alone (办法五(一)). */
@Component
public class DistrictWorkbook {

    private final AssessmentYears years;
    private final YearRoster roster;
    private final IndicatorTables tables;
    private final ScoreBook scoreBook;
    private final TownshipBoard townshipBoard;

    DistrictWorkbook(
            AssessmentYears years,
            YearRoster roster,
            IndicatorTables tables,
            ScoreBook scoreBook,
            TownshipBoard townshipBoard) {
        this.years = years;
        this.roster = roster;
        this.tables = tables;
        this.scoreBook = scoreBook;
        this.townshipBoard = townshipBoard;
    }

    /** The district's own items, and the totals of its townships; the stream stays open. */
    public void selfScoreTable(int year, String district, OutputStream out) throws IOException {
        Workbook workbook = new Workbook(out, ScoreWorkbook.PROGRAM, ScoreWorkbook.PROGRAM_VERSION);
        own(workbook, year, district);
        townships(workbook, year, district);
        workbook.finish();
    }

    /** The townships graded excellent, in order of rank; the stream stays open. */
    public void excellentList(int year, String district, OutputStream out) throws IOException {
        IndicatorTable table = tables.ofTownshipsIn(year, district);
        Board board = townshipBoard.reported(year, district);
        Workbook workbook = new Workbook(out, ScoreWorkbook.PROGRAM, ScoreWorkbook.PROGRAM_VERSION);
        SheetTable.<Line>of(
                        "考核优秀乡镇（街道）",
                        title(year, district, "考核优秀乡镇（街道）名单", table),
                        List.of(standard(table), "优秀%s。".formatted(board.share().text())))
                .column("序号", 8, line -> board.excellent().indexOf(line) + 1)
                .column("乡镇（街道）", 24, line -> line.township().name())
                .column("得分", 12, line -> line.result().score())
                .column("名次", 10, line -> line.rank())
                .column("等级", 12, line -> line.graded().grade().label())
                .noteWhereEmpty("没有考核优秀的乡镇（街道）。")
                .write(workbook, board.excellent());
        workbook.finish();
    }

    private void own(Workbook workbook, int year, String district) {
        IndicatorTable table = tables.ofDistrict(year, district);
        ObjectResult result = scoreBook.district(year, district, TownshipBoard.AS_REPORTED);
        SheetTable.<ItemResult>of("本级自查评分", title(year, district, "自查评分表", table), List.of(standard(table)))
                .column("编号", 8, item -> item.indicator().code())
                .column(
                        "领域",
                        18,
                        item -> item.indicator().mustPass()
                                ? "必备指标"
                                : item.indicator().field())
                .column("指标", 32, item -> item.indicator().name())
                .column("评分标准", 48, item -> item.indicator().criterion())
                .column("自报值", 22, item -> ScoreBook.shown(item.indicator(), item.counted()))
                .column(
                        "满分",
                        10,
                        item -> item.indicator().mustPass()
                                ? "不计分"
                                : item.score().maximum())
                .column(
                        "自评得分",
                        10,
                        item -> item.indicator().mustPass()
                                ? met(item)
                                : item.score().points())
                .column("说明", 60, item -> item.explanation())
                .total(
                        "合计",
                        Map.of(
                                "满分",
                                result.total().applicable(),
                                "自评得分",
                                result.total().earned()))
                .total(
                        "总分（满分%s分）".formatted(years.settings(year).fullMark().toPlainString()),
                        Map.of("自评得分", result.score()))
                .write(workbook, result.items());
    }

    private void townships(Workbook workbook, int year, String district) {
        IndicatorTable table = tables.ofTownshipsIn(year, district);
        Board board = townshipBoard.reported(year, district);
        SheetTable.<Line>of(
                        "乡镇（街道）得分",
                        title(year, district, "乡镇（街道）考核得分", table),
                        List.of(standard(table), "优秀%s。".formatted(board.share().text())))
                .column("名次", 8, line -> line.rank())
                .column("乡镇（街道）", 24, line -> line.township().name())
                .column("得分", 12, line -> line.result().score())
                .column("等级", 12, line -> line.graded().grade().label())
                .column("未达标的必备指标", 50, line -> line.result().mustPassFailed().stream()
                        .map(Indicator::name)
                        .collect(Collectors.joining("、")))
                .column("定级理由", 50, line -> line.graded().reason())
                .write(workbook, board.lines());
    }

    private static String met(ItemResult item) {
        return item.unknown() ? "不明" : item.score().met() ? "达标" : "不达标";
    }

    private String title(int year, String district, String what, IndicatorTable table) {
        return "%s%d年度%s%s"
                .formatted(roster.district(year, district).name(), year, what, table.example() ? "（示例）" : "");
    }

    private static String standard(IndicatorTable table) {
        return "评分标准：" + table.shownTitle() + "。";
    }
}
