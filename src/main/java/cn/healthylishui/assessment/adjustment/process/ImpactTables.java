package cn.healthylishui.assessment.adjustment.process;

import cn.healthylishui.assessment.adjustment.Impact;
import cn.healthylishui.assessment.adjustment.Impact.Change;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** 影响测算 in tables: whose score, rank and grade would change, and by how much. */
final class ImpactTables {

    private ImpactTables() {}

    static String basis(Impact impact) {
        return impact.reckoned()
                ? "用%d年度的实际数据，按拟用的指标表重新计分，和%d年度第%d号考核结果比较；等级按%d年度的分数线和优秀乡镇比例定。拟用的指标表：%s。市直单位按年度任务考核，不受影响。"
                        .formatted(
                                impact.year(),
                                impact.year(),
                                impact.revision(),
                                impact.year(),
                                String.join("；", impact.tables()))
                : "以前还没有考核结果已经审定的年度，没有实际数据可以测算。";
    }

    static List<Section> sections(Impact impact) {
        List<Section> sections = new ArrayList<>();
        sections.add(districts(impact));
        if (!impact.reckoned()) {
            return sections;
        }
        sections.add(counts(impact));
        if (!impact.townships().isEmpty()) {
            sections.add(townships(impact));
        }
        if (!impact.leftOut().isEmpty()) {
            sections.add(leftOut(impact));
        }
        return sections;
    }

    private static Section districts(Impact impact) {
        return Forms.table(
                "districts",
                "县（市、区）和开发区",
                basis(impact),
                List.of(
                        Column.label("name", "考核对象", Width.M),
                        Column.label("before", "原得分", Width.S),
                        Column.label("after", "测算得分", Width.S),
                        Column.label("difference", "增减", Width.S),
                        Column.label("rank", "名次", Width.M),
                        Column.label("grade", "等级", Width.M),
                        Column.label("reason", "测算的定级理由", Width.L)),
                impact.districts().stream().map(ImpactTables::row).toList());
    }

    private static Section townships(Impact impact) {
        return Forms.table(
                "townships",
                "等级会变的乡镇（街道）",
                "共%d个。".formatted(impact.townships().size()),
                List.of(
                        Column.label("name", "乡镇（街道）", Width.M),
                        Column.label("before", "原得分", Width.S),
                        Column.label("after", "测算得分", Width.S),
                        Column.label("difference", "增减", Width.S),
                        Column.label("rank", "当地名次", Width.M),
                        Column.label("grade", "等级", Width.M),
                        Column.label("reason", "测算的定级理由", Width.L)),
                impact.townships().stream().map(ImpactTables::row).toList());
    }

    private static Row row(Change change) {
        return Forms.readOnly(
                change.code(),
                Map.of(
                        "name", change.name(),
                        "before", change.scoreBefore().toPlainString(),
                        "after", change.scoreAfter().toPlainString(),
                        "difference", difference(change),
                        "rank", changed(rank(change.rankBefore()), rank(change.rankAfter())),
                        "grade", changed(change.gradeBefore(), change.gradeAfter()),
                        "reason", change.reasonAfter()));
    }

    private static String difference(Change change) {
        return (change.difference().signum() > 0 ? "+" : "")
                + change.difference().toPlainString();
    }

    private static String rank(@Nullable Integer rank) {
        return rank == null ? "—" : "第%d名".formatted(rank);
    }

    private static String changed(String before, String after) {
        return Objects.equals(before, after) ? after : before + " → " + after;
    }

    private static Section counts(Impact impact) {
        return Forms.table(
                "counts",
                "各地乡镇（街道）的变化",
                impact.townships().isEmpty() ? "没有乡镇（街道）的等级会变。" : null,
                List.of(
                        Column.label("district", "所在地", Width.M),
                        Column.label("townships", "乡镇（街道）数", Width.S),
                        Column.label("higher", "得分升高", Width.S),
                        Column.label("lower", "得分降低", Width.S),
                        Column.label("rank", "名次变化", Width.S),
                        Column.label("grade", "等级变化", Width.S),
                        Column.label("excellent", "优秀个数", Width.S)),
                impact.counts().stream()
                        .map(count -> Forms.readOnly(
                                count.district(),
                                Map.of(
                                        "district", count.district(),
                                        "townships", String.valueOf(count.townships()),
                                        "higher", String.valueOf(count.higher()),
                                        "lower", String.valueOf(count.lower()),
                                        "rank", String.valueOf(count.rankChanged()),
                                        "grade", String.valueOf(count.gradeChanged()),
                                        "excellent",
                                                changed(
                                                        String.valueOf(count.excellentBefore()),
                                                        String.valueOf(count.excellentAfter())))))
                        .toList());
    }

    private static Section leftOut(Impact impact) {
        return Forms.table(
                "leftOut",
                "没有数据、不计入测算的指标",
                "%d年度没有这些指标可用的数据。测算时按不适用处理：既不计得分，也不计满分，其余指标折算到1000分。".formatted(impact.year()),
                List.of(
                        Column.label("table", "指标表", Width.M),
                        Column.label("indicator", "指标", Width.L),
                        Column.label("reason", "原因", Width.L)),
                IntStream.range(0, impact.leftOut().size())
                        .mapToObj(i -> Forms.readOnly(
                                String.valueOf(i + 1),
                                Map.of(
                                        "table", impact.leftOut().get(i).table(),
                                        "indicator",
                                                impact.leftOut().get(i).indicator()
                                                        + " "
                                                        + impact.leftOut()
                                                                .get(i)
                                                                .name(),
                                        "reason", impact.leftOut().get(i).reason())))
                        .toList());
    }
}
