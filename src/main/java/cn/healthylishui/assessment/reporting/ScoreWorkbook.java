package cn.healthylishui.assessment.reporting;

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
        SheetTable.<ScoreTable.DistrictLine>of("县（市、区）和开发区", title(table, "县（市、区）和丽水开发区得分"), notes(table))
                .column("名次", 8, line -> line.rank() == null ? "单独评分" : line.rank())
                .column("县（市、区）", 18, line -> line.name())
                .column("得分", 10, line -> line.score())
                .column("必备指标", 30, line -> line.mustPass())
                .column("乡镇（街道）数", 10, line -> line.townships())
                .column("优秀数", 8, line -> line.excellent())
                .column("优秀比例", 18, line -> line.share())
                .column("等级", 10, line -> line.grade())
                .column("定级理由", 48, line -> line.reason())
                .write(workbook, table.districts());
    }

    private static void townships(Workbook workbook, ScoreTable table) {
        SheetTable.<ScoreTable.TownshipLine>of("乡镇（街道）", title(table, "乡镇（街道）得分"), notes(table))
                .column("所属县（市、区）", 18, line -> line.district())
                .column("乡镇（街道）", 18, line -> line.name())
                .column("自报得分", 10, line -> line.reported())
                .column("是否抽中", 10, line -> line.drawn() ? "抽中" : "")
                .column("核查后得分", 12, line -> line.verified())
                .column("得分", 10, line -> line.score())
                .column("名次", 8, line -> line.rank())
                .column("等级", 10, line -> line.grade())
                .column("未达标的必备指标", 48, line -> line.failed())
                .write(workbook, table.townships());
    }

    private static void items(Workbook workbook, ScoreTable table) {
        SheetTable.<ScoreTable.Got>of("逐项得分", title(table, "逐项得分"), notes(table))
                .column("县（市、区）", 18, got -> got.object())
                .column("编号", 8, got -> got.item().indicator().code())
                .column("指标", 32, got -> got.item().indicator().name())
                .column(
                        "领域",
                        18,
                        got -> !got.item().indicator().mustPass()
                                ? got.item().indicator().field()
                                : "必备指标")
                .column("采用值", 22, got -> got.value())
                .column("来源", 18, got -> got.source())
                .column(
                        "得分",
                        10,
                        got -> !got.item().indicator().mustPass()
                                ? got.item().score().points()
                                : "不计分")
                .column(
                        "满分",
                        10,
                        got -> !got.item().indicator().mustPass()
                                ? got.item().score().maximum()
                                : "不计分")
                .column("说明", 70, got -> got.item().explanation())
                .write(workbook, table.items());
    }

    private static void units(Workbook workbook, ScoreTable table) {
        SheetTable.<ScoreTable.UnitLine>of("市直单位", plainTitle(table, "市直单位得分"), List.of("数据：" + table.state() + "。"))
                .column("名次", 8, line -> line.rank())
                .column("市直单位", 22, line -> line.name())
                .column("专项组", 12, line -> line.groups())
                .column("考评得分", 12, line -> line.review())
                .column("民主测评得分", 14, line -> line.appraisal() == null ? "没有" : line.appraisal())
                .column("得分", 10, line -> line.score())
                .column("等级", 10, line -> line.grade())
                .column("定级理由", 70, line -> line.reason())
                .noteWhereEmpty("本年度没有考核市直单位。")
                .write(workbook, table.units());
    }

    private static void tasks(Workbook workbook, ScoreTable table) {
        SheetTable.<ScoreTable.TaskLine>of(
                        "市直单位任务得分", plainTitle(table, "市直单位任务得分"), List.of("数据：" + table.state() + "。"))
                .column("市直单位", 22, line -> line.got().object())
                .column("编号", 10, line -> line.got().item().indicator().code())
                .column("任务", 40, line -> line.got().item().indicator().name())
                .column("章节", 18, line -> line.got().item().indicator().field())
                .column("分工", 8, line -> line.part())
                .column("完成率", 12, line -> line.got().value())
                .column("来源", 18, line -> line.got().source())
                .column("得分", 10, line -> line.got().item().score().points())
                .column("满分", 10, line -> line.got().item().score().maximum())
                .column("说明", 70, line -> line.got().item().explanation())
                .noteWhereEmpty("本年度没有考核市直单位。")
                .write(workbook, table.tasks());
    }

    /** What is not scored by the example tables: units are scored by their tasks, and a draw by nothing. */
    private static String plainTitle(ScoreTable table, String what) {
        return title(table, what).replace("（示例）", "");
    }

    private void draws(Workbook workbook, ScoreTable table) {
        SheetTable.<DrawRecord>of(
                        "抽签",
                        plainTitle(table, "抽签记录"),
                        List.of(
                                "抽签办法：以种子为密钥，对“年度|县（市、区）代码|抽签文字|乡镇（街道）代码”计算 HMAC-SHA256，按结果从小到大取前几个。种子的 SHA-256 应等于事先公布的承诺值。"))
                .column("县（市、区）", 18, draw -> roster.objectName(draw.year(), draw.district()))
                .column("代码", 10, draw -> draw.district())
                .column("抽查数", 8, draw -> draw.sampleSize())
                .column("承诺值（种子的 SHA-256）", 40, draw -> draw.commitment())
                .column("承诺值公布时间", 18, draw -> MINUTE.format(draw.publishedAt()))
                .column("种子", 40, draw -> draw.publishedSeed() == null ? "抽签后公布" : draw.publishedSeed())
                .column("县（市、区）抽签文字", 30, draw -> draw.isDrawn() ? draw.countyText() : "")
                .column("抽签时间", 18, draw -> time(draw.drawnAt()))
                .column("抽中的乡镇（街道）", 36, draw -> draw.isDrawn() ? drawn(draw) : "尚未抽签")
                .write(workbook, draws.all(table.year()));
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
