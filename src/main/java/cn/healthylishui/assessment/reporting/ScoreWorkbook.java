package cn.healthylishui.assessment.reporting;

import static cn.healthylishui.assessment.reporting.SheetTable.column;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.verification.DrawRecord;
import cn.healthylishui.assessment.verification.Draws;
import cn.healthylishui.assessment.year.YearRoster;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 考核评分表 of the city as a workbook (办法五(二)): districts, townships, items, municipal units, draw. */
@Component
public class ScoreWorkbook {

    static final String PROGRAM = "健康丽水考核";
    static final String PROGRAM_VERSION = "0.1";

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final ScoreTables scoreTables;
    private final Draws draws;
    private final YearRoster roster;

    ScoreWorkbook(ScoreTables scoreTables, Draws draws, YearRoster roster) {
        this.scoreTables = scoreTables;
        this.draws = draws;
        this.roster = roster;
    }

    /** Writes the workbook of a year whose assessment has started; the stream stays open. */
    public void write(int year, OutputStream out) throws IOException {
        ScoreTable table = scoreTables.of(year);
        Workbook workbook = new Workbook(out, PROGRAM, PROGRAM_VERSION);
        districts(workbook, table);
        townships(workbook, table);
        items(workbook, table);
        units(workbook, table);
        tasks(workbook, table);
        draws(workbook, table);
        workbook.finish();
    }

    private static String title(ScoreTable table, String what) {
        return "%d年度健康丽水建设考核%s%s".formatted(table.year(), what, table.example() ? "（示例）" : "");
    }

    private static List<String> notes(ScoreTable table) {
        List<String> notes = new ArrayList<>(
                List.of("数据：" + table.state() + "。", "评分标准：" + String.join("；", table.standards()) + "。"));
        String provisional = table.items().stream()
                .filter(got -> got.item().provisional())
                .map(got -> got.object() + got.item().indicator().code())
                .collect(Collectors.joining("、"));
        if (!provisional.isEmpty()) {
            notes.add("用到暂用数据：" + provisional + "。");
        }
        return notes;
    }

    private static void districts(Workbook workbook, ScoreTable table) {
        SheetTable sheet = new SheetTable(
                workbook,
                "县（市、区）和开发区",
                title(table, "县（市、区）和丽水开发区得分"),
                notes(table),
                List.of(
                        column("名次", 8),
                        column("县（市、区）", 18),
                        column("得分", 10),
                        column("必备指标", 30),
                        column("乡镇（街道）数", 10),
                        column("优秀数", 8),
                        column("优秀比例", 18),
                        column("等级", 10),
                        column("定级理由", 48)));
        table.districts()
                .forEach(line -> sheet.line(
                        line.rank() == null ? "单独评分" : line.rank(),
                        line.name(),
                        line.score(),
                        line.mustPass(),
                        line.townships(),
                        line.excellent(),
                        line.share(),
                        line.grade(),
                        line.reason()));
    }

    private static void townships(Workbook workbook, ScoreTable table) {
        SheetTable sheet = new SheetTable(
                workbook,
                "乡镇（街道）",
                title(table, "乡镇（街道）得分"),
                notes(table),
                List.of(
                        column("所属县（市、区）", 18),
                        column("乡镇（街道）", 18),
                        column("自报得分", 10),
                        column("是否抽中", 10),
                        column("核查后得分", 12),
                        column("得分", 10),
                        column("名次", 8),
                        column("等级", 10),
                        column("未达标的必备指标", 48)));
        table.townships()
                .forEach(line -> sheet.line(
                        line.district(),
                        line.name(),
                        line.reported(),
                        line.drawn() ? "抽中" : "",
                        line.verified(),
                        line.score(),
                        line.rank(),
                        line.grade(),
                        line.failed()));
    }

    private static void items(Workbook workbook, ScoreTable table) {
        SheetTable sheet = new SheetTable(
                workbook,
                "逐项得分",
                title(table, "逐项得分"),
                notes(table),
                List.of(
                        column("县（市、区）", 18),
                        column("编号", 8),
                        column("指标", 32),
                        column("领域", 18),
                        column("采用值", 22),
                        column("来源", 18),
                        column("得分", 10),
                        column("满分", 10),
                        column("说明", 70)));
        table.items().forEach(got -> {
            Indicator indicator = got.item().indicator();
            boolean scored = !indicator.mustPass();
            sheet.line(
                    got.object(),
                    indicator.code(),
                    indicator.name(),
                    scored ? indicator.field() : "必备指标",
                    got.value(),
                    got.source(),
                    scored ? got.item().score().points() : "不计分",
                    scored ? got.item().score().maximum() : "不计分",
                    got.item().explanation());
        });
    }

    private static void units(Workbook workbook, ScoreTable table) {
        SheetTable sheet = new SheetTable(
                workbook,
                "市直单位",
                plainTitle(table, "市直单位得分"),
                List.of("数据：" + table.state() + "。"),
                List.of(
                        column("名次", 8),
                        column("市直单位", 22),
                        column("专项组", 12),
                        column("考评得分", 12),
                        column("民主测评得分", 14),
                        column("得分", 10),
                        column("等级", 10),
                        column("定级理由", 70)));
        table.units()
                .forEach(line -> sheet.line(
                        line.rank(),
                        line.name(),
                        line.groups(),
                        line.review(),
                        line.appraisal() == null ? "没有" : line.appraisal(),
                        line.score(),
                        line.grade(),
                        line.reason()));
        if (table.units().isEmpty()) {
            sheet.note("本年度没有考核市直单位。");
        }
    }

    private static void tasks(Workbook workbook, ScoreTable table) {
        SheetTable sheet = new SheetTable(
                workbook,
                "市直单位任务得分",
                plainTitle(table, "市直单位任务得分"),
                List.of("数据：" + table.state() + "。"),
                List.of(
                        column("市直单位", 22),
                        column("编号", 10),
                        column("任务", 40),
                        column("章节", 18),
                        column("分工", 8),
                        column("完成率", 12),
                        column("来源", 18),
                        column("得分", 10),
                        column("满分", 10),
                        column("说明", 70)));
        table.tasks()
                .forEach(line -> sheet.line(
                        line.got().object(),
                        line.got().item().indicator().code(),
                        line.got().item().indicator().name(),
                        line.got().item().indicator().field(),
                        line.part(),
                        line.got().value(),
                        line.got().source(),
                        line.got().item().score().points(),
                        line.got().item().score().maximum(),
                        line.got().item().explanation()));
        if (table.tasks().isEmpty()) {
            sheet.note("本年度没有考核市直单位。");
        }
    }

    /** What is not scored by the example tables: units are scored by their tasks, and a draw by nothing. */
    private static String plainTitle(ScoreTable table, String what) {
        return title(table, what).replace("（示例）", "");
    }

    private void draws(Workbook workbook, ScoreTable table) {
        SheetTable sheet = new SheetTable(
                workbook,
                "抽签",
                plainTitle(table, "抽签记录"),
                List.of("抽签办法：以种子为密钥，对“年度|县（市、区）代码|抽签文字|乡镇（街道）代码”计算 HMAC-SHA256，按结果从小到大取前几个。种子的 SHA-256 应等于事先公布的承诺值。"),
                List.of(
                        column("县（市、区）", 18),
                        column("代码", 10),
                        column("抽查数", 8),
                        column("承诺值（种子的 SHA-256）", 40),
                        column("承诺值公布时间", 18),
                        column("种子", 40),
                        column("县（市、区）抽签文字", 30),
                        column("抽签时间", 18),
                        column("抽中的乡镇（街道）", 36)));
        for (DrawRecord draw : draws.all(table.year())) {
            sheet.line(
                    roster.objectName(draw.year(), draw.district()),
                    draw.district(),
                    draw.sampleSize(),
                    draw.commitment(),
                    MINUTE.format(draw.publishedAt()),
                    draw.publishedSeed() == null ? "抽签后公布" : draw.publishedSeed(),
                    draw.isDrawn() ? draw.countyText() : "",
                    time(draw.drawnAt()),
                    draw.isDrawn() ? drawn(draw) : "尚未抽签");
        }
    }

    private String drawn(DrawRecord draw) {
        return draw.drawnTownships().stream()
                .map(township -> roster.objectName(draw.year(), township))
                .collect(Collectors.joining("、"));
    }

    private static String time(@Nullable LocalDateTime at) {
        return at == null ? "" : MINUTE.format(at);
    }
}
