package cn.healthylishui.assessment.reporting;

import cn.healthylishui.assessment.analysis.Analyses;
import cn.healthylishui.assessment.analysis.Analysis;
import cn.healthylishui.assessment.analysis.ItemAnalysis;
import cn.healthylishui.assessment.analysis.Subject;
import cn.healthylishui.assessment.analysis.Subject.Item;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
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
        List<Analysis> all = analyses.all(year);
        Workbook workbook = new Workbook(out, ScoreWorkbook.PROGRAM, ScoreWorkbook.PROGRAM_VERSION);
        words(workbook, year, all);
        all.forEach(analysis -> items(workbook, analysis));
        all.forEach(analysis -> mustPass(workbook, analysis));
        all.forEach(analysis -> points(workbook, analysis));
        workbook.finish();
    }

    private static void words(Workbook workbook, int year, List<Analysis> all) {
        List<Words> lines = new ArrayList<>();
        for (Analysis analysis : all) {
            String scope = analysis.scope().label();
            lines.add(new Words(scope, "依据", "第%d号考核结果；评分标准：%s".formatted(analysis.revision(), analysis.standard())));
            analysis.summary().forEach(words -> lines.add(new Words(scope, "概要", words)));
            analysis.warnings().forEach(words -> lines.add(new Words(scope, "请注意", words)));
        }
        lines.add(new Words("各表", "其余得分", "去掉本项后的总分，折回满分。相关系数都是本项得分与其余得分之间的，不含它自己。"));
        lines.add(new Words("各表", "改变先后", "去掉本项后，先后会变的有多少对（一个在前变为在后、分出先后变为同分、同分变为分出先后都算）。数字大，说明名次多半取决于它。"));
        SheetTable.<Words>of("说明", "%d年度指标分析".formatted(year), List.of("只对审定的得分作统计，供提出和审核指标调整建议时参考，不代替判断。"))
                .column("范围", 18, Words::scope)
                .column("内容", 14, Words::about)
                .column("说明", 110, Words::text)
                .write(workbook, lines);
    }

    private record Words(String scope, String about, String text) {}

    private static void items(Workbook workbook, Analysis analysis) {
        SheetTable.<ItemAnalysis>of(
                        analysis.scope().label() + "指标",
                        "%d年度%s指标分析".formatted(analysis.year(), analysis.scope().label()),
                        analysis.warnings())
                .column("编号", 8, item -> item.indicator().code())
                .column("指标", 32, item -> item.indicator().name())
                .column("领域", 18, item -> item.indicator().field())
                .column("满分", 8, item -> item.indicator().points())
                .column("适用对象数", 8, item -> item.objects())
                .column("满分个数", 8, item -> item.full())
                .column("满分占比（%）", 10, item -> percent(item.shareFull()))
                .column("零分个数", 8, item -> item.zero())
                .column("零分占比（%）", 10, item -> percent(item.shareZero()))
                .column(
                        "最低",
                        8,
                        item -> item.spread() == null ? null : item.spread().minimum())
                .column(
                        "最高",
                        8,
                        item -> item.spread() == null ? null : item.spread().maximum())
                .column(
                        "平均",
                        8,
                        item -> item.spread() == null
                                ? null
                                : number(item.spread().mean()))
                .column(
                        "标准差",
                        8,
                        item -> item.spread() == null || item.spread().deviation() == null
                                ? null
                                : number(item.spread().deviation()))
                .column(
                        "皮尔逊相关系数",
                        10,
                        item -> item.pearson() == null ? item.correlated().words() : number(item.pearson()))
                .column(
                        "斯皮尔曼相关系数",
                        10,
                        item -> item.spearman() == null ? item.correlated().words() : number(item.spearman()))
                .column("比较的对数", 8, item -> item.pairs().pairs())
                .column("改变先后的对数", 10, item -> item.pairs().changed())
                .column("其中变为同分", 8, item -> item.pairs().joined())
                .column("发现", 60, item -> String.join("；", item.findings()))
                .write(workbook, analysis.scored());
    }

    private static void mustPass(Workbook workbook, Analysis analysis) {
        SheetTable.<ItemAnalysis>of(
                        analysis.scope().label() + "必备指标",
                        "%d年度%s必备指标".formatted(analysis.year(), analysis.scope().label()),
                        List.of("必备指标不计分，只统计达标的有多少。"))
                .column("编号", 8, item -> item.indicator().code())
                .column("指标", 60, item -> item.indicator().name())
                .column("适用对象数", 10, item -> item.objects())
                .column("达标", 8, item -> item.full())
                .column("不达标", 8, item -> item.zero())
                .column("不明", 8, item -> item.between())
                .column("达标占比（%）", 12, item -> percent(item.shareFull()))
                .column("发现", 60, item -> String.join("；", item.findings()))
                .write(workbook, analysis.mustPass());
    }

    private static void points(Workbook workbook, Analysis analysis) {
        SheetTable<Subject> sheet = SheetTable.<Subject>of(
                        analysis.scope().label() + "得分",
                        "%d年度%s逐项得分（第%d号考核结果）"
                                .formatted(analysis.year(), analysis.scope().label(), analysis.revision()),
                        List.of("上面各项统计都由这张表算出。"))
                .column("对象", 24, Subject::name)
                .column("总分", 10, Subject::score);
        analysis.scored()
                .forEach(item -> sheet.column(
                        item.indicator().code() + " " + item.indicator().name(),
                        14,
                        subject -> cell(subject.items().get(item.indicator().code()))));
        sheet.write(workbook, analysis.subjects());
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
