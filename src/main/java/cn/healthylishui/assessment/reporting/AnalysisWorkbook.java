package cn.healthylishui.assessment.reporting;

import static cn.healthylishui.assessment.reporting.SheetTable.column;

import cn.healthylishui.assessment.analysis.Analyses;
import cn.healthylishui.assessment.analysis.Analysis;
import cn.healthylishui.assessment.analysis.ItemAnalysis;
import cn.healthylishui.assessment.analysis.Scope;
import cn.healthylishui.assessment.analysis.Spread;
import cn.healthylishui.assessment.analysis.Subject;
import cn.healthylishui.assessment.analysis.Subject.Item;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 指标分析 as a workbook, with the points behind it, so that anybody can work it out again. */
@Component
public class AnalysisWorkbook {

    private final Analyses analyses;

    AnalysisWorkbook(Analyses analyses) {
        this.analyses = analyses;
    }

    /** Writes the workbook of a year with a result; the stream stays open. */
    public void write(int year, OutputStream out) throws IOException {
        List<Analysis> all = Stream.of(Scope.values())
                .flatMap(scope -> analyses.of(year, scope).stream())
                .toList();
        Workbook workbook = new Workbook(out, ScoreWorkbook.PROGRAM, ScoreWorkbook.PROGRAM_VERSION);
        words(workbook, year, all);
        all.forEach(analysis -> items(workbook, analysis));
        all.forEach(analysis -> mustPass(workbook, analysis));
        all.forEach(analysis -> points(workbook, analysis));
        workbook.finish();
    }

    private static void words(Workbook workbook, int year, List<Analysis> all) {
        SheetTable sheet = new SheetTable(
                workbook,
                "说明",
                "%d年度指标分析".formatted(year),
                List.of("只对审定的得分作统计，供提出和审核指标调整建议时参考，不代替判断。"),
                List.of(column("范围", 18), column("内容", 14), column("说明", 110)));
        for (Analysis analysis : all) {
            String scope = analysis.scope().label();
            sheet.line(scope, "依据", "第%d号考核结果；评分标准：%s".formatted(analysis.revision(), analysis.standard()));
            analysis.summary().forEach(words -> sheet.line(scope, "概要", words));
            analysis.warnings().forEach(words -> sheet.line(scope, "请注意", words));
        }
        sheet.line("各表", "其余得分", "去掉本项后的总分，折回满分。相关系数都是本项得分与其余得分之间的，不含它自己。");
        sheet.line("各表", "改变先后", "去掉本项后，先后会变的有多少对（一个在前变为在后、分出先后变为同分、同分变为分出先后都算）。数字大，说明名次多半取决于它。");
    }

    private static void items(Workbook workbook, Analysis analysis) {
        SheetTable sheet = new SheetTable(
                workbook,
                analysis.scope().label() + "指标",
                "%d年度%s指标分析".formatted(analysis.year(), analysis.scope().label()),
                analysis.warnings(),
                List.of(
                        column("编号", 8),
                        column("指标", 32),
                        column("领域", 18),
                        column("满分", 8),
                        column("适用对象数", 8),
                        column("满分个数", 8),
                        column("满分占比（%）", 10),
                        column("零分个数", 8),
                        column("零分占比（%）", 10),
                        column("最低", 8),
                        column("最高", 8),
                        column("平均", 8),
                        column("标准差", 8),
                        column("皮尔逊相关系数", 10),
                        column("斯皮尔曼相关系数", 10),
                        column("比较的对数", 8),
                        column("改变先后的对数", 10),
                        column("其中变为同分", 8),
                        column("发现", 60)));
        analysis.scored().forEach(item -> line(sheet, item));
    }

    private static void line(SheetTable sheet, ItemAnalysis item) {
        Spread spread = item.spread();
        sheet.line(
                item.indicator().code(),
                item.indicator().name(),
                item.indicator().field(),
                item.indicator().points(),
                item.objects(),
                item.full(),
                percent(item.shareFull()),
                item.zero(),
                percent(item.shareZero()),
                spread == null ? null : spread.minimum(),
                spread == null ? null : spread.maximum(),
                spread == null ? null : number(spread.mean()),
                spread == null || spread.deviation() == null ? null : number(spread.deviation()),
                item.pearson() == null ? item.correlated().words() : number(item.pearson()),
                item.spearman() == null ? item.correlated().words() : number(item.spearman()),
                item.pairs().pairs(),
                item.pairs().changed(),
                item.pairs().joined(),
                String.join("；", item.findings()));
    }

    private static void mustPass(Workbook workbook, Analysis analysis) {
        SheetTable sheet = new SheetTable(
                workbook,
                analysis.scope().label() + "必备指标",
                "%d年度%s必备指标".formatted(analysis.year(), analysis.scope().label()),
                List.of("必备指标不计分，只统计达标的有多少。"),
                List.of(
                        column("编号", 8),
                        column("指标", 60),
                        column("适用对象数", 10),
                        column("达标", 8),
                        column("不达标", 8),
                        column("不明", 8),
                        column("达标占比（%）", 12),
                        column("发现", 60)));
        analysis.mustPass()
                .forEach(item -> sheet.line(
                        item.indicator().code(),
                        item.indicator().name(),
                        item.objects(),
                        item.full(),
                        item.zero(),
                        item.between(),
                        percent(item.shareFull()),
                        String.join("；", item.findings())));
    }

    private static void points(Workbook workbook, Analysis analysis) {
        List<ItemAnalysis> scored = analysis.scored();
        List<SheetTable.Column> head = new ArrayList<>(List.of(column("对象", 24), column("总分", 10)));
        scored.forEach(item ->
                head.add(column(item.indicator().code() + " " + item.indicator().name(), 14)));
        SheetTable sheet = new SheetTable(
                workbook,
                analysis.scope().label() + "得分",
                "%d年度%s逐项得分（第%d号考核结果）"
                        .formatted(analysis.year(), analysis.scope().label(), analysis.revision()),
                List.of("上面各项统计都由这张表算出。"),
                head);
        for (Subject subject : analysis.subjects()) {
            List<@Nullable Object> cells = new ArrayList<>();
            cells.add(subject.name());
            cells.add(subject.score());
            scored.forEach(
                    item -> cells.add(cell(subject.items().get(item.indicator().code()))));
            sheet.line(cells.toArray());
        }
    }

    private static @Nullable Object cell(@Nullable Item item) {
        if (item == null) {
            return null;
        }
        return item.state() == Subject.State.NOT_APPLICABLE ? "不适用" : item.points();
    }

    private static BigDecimal percent(double share) {
        return BigDecimal.valueOf(share * 100).setScale(2, RoundingMode.HALF_UP);
    }

    private static BigDecimal number(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
    }
}
