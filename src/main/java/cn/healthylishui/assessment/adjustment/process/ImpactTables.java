package cn.healthylishui.assessment.adjustment.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.adjustment.Impact;
import cn.healthylishui.assessment.adjustment.Impact.Change;
import cn.healthylishui.assessment.adjustment.Impact.Count;
import cn.healthylishui.assessment.adjustment.Impact.LeftOut;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.Table;
import java.util.ArrayList;
import java.util.List;
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
        sections.add(changes("districts", "县（市、区）和开发区", "考核对象", "名次")
                .hint(basis(impact))
                .section(impact.districts()));
        if (!impact.reckoned()) {
            return sections;
        }
        sections.add(counts(impact));
        if (!impact.townships().isEmpty()) {
            sections.add(changes("townships", "等级会变的乡镇（街道）", "乡镇（街道）", "当地名次")
                    .hint("共%d个。".formatted(impact.townships().size()))
                    .section(impact.townships()));
        }
        if (!impact.leftOut().isEmpty()) {
            sections.add(leftOut(impact));
        }
        return sections;
    }

    private static Table<Change> changes(String key, String title, String object, String rank) {
        return Table.of(key, title, Change::code)
                .shows("name", object, M, Change::name)
                .shows("before", "原得分", S, change -> change.scoreBefore().toPlainString())
                .shows("after", "测算得分", S, change -> change.scoreAfter().toPlainString())
                .shows("difference", "增减", S, ImpactTables::difference)
                .shows("rank", rank, M, change -> changed(rank(change.rankBefore()), rank(change.rankAfter())))
                .shows("grade", "等级", M, change -> changed(change.gradeBefore(), change.gradeAfter()))
                .shows("reason", "测算的定级理由", L, Change::reasonAfter);
    }

    private static String difference(Change change) {
        return (change.difference().signum() > 0 ? "+" : "")
                + change.difference().toPlainString();
    }

    private static String rank(@Nullable Integer rank) {
        return rank == null ? "—" : "第%d名".formatted(rank);
    }

    private static <V> String changed(V before, V after) {
        return before.equals(after) ? String.valueOf(after) : before + " → " + after;
    }

    private static Section counts(Impact impact) {
        return Table.of("counts", "各地乡镇（街道）的变化", Count::district)
                .hint(impact.townships().isEmpty() ? "没有乡镇（街道）的等级会变。" : null)
                .shows("district", "所在地", M, Count::district)
                .shows("townships", "乡镇（街道）数", S, count -> String.valueOf(count.townships()))
                .shows("higher", "得分升高", S, count -> String.valueOf(count.higher()))
                .shows("lower", "得分降低", S, count -> String.valueOf(count.lower()))
                .shows("rank", "名次变化", S, count -> String.valueOf(count.rankChanged()))
                .shows("grade", "等级变化", S, count -> String.valueOf(count.gradeChanged()))
                .shows("excellent", "优秀个数", S, count -> changed(count.excellentBefore(), count.excellentAfter()))
                .section(impact.counts());
    }

    private static Section leftOut(Impact impact) {
        List<LeftOut> leftOut = impact.leftOut();
        return Table.<Integer>of("leftOut", "没有数据、不计入测算的指标", String::valueOf)
                .hint("%d年度没有这些指标可用的数据。测算时按不适用处理：既不计得分，也不计满分，其余指标折算到1000分。".formatted(impact.year()))
                .shows("table", "指标表", M, no -> leftOut.get(no - 1).table())
                .shows(
                        "indicator",
                        "指标",
                        L,
                        no -> leftOut.get(no - 1).indicator() + " "
                                + leftOut.get(no - 1).name())
                .shows("reason", "原因", L, no -> leftOut.get(no - 1).reason())
                .section(Table.upTo(leftOut.size()));
    }
}
