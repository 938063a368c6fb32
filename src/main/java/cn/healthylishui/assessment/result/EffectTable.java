package cn.healthylishui.assessment.result;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.result.Revisions.Difference;
import cn.healthylishui.assessment.result.Revisions.Effect;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.Table;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** 更正的影响: what a change would mean for whom, in the same table wherever somebody decides on one. */
public final class EffectTable {

    private EffectTable() {}

    public static Section section(Effect effect) {
        return Table.of("effect", "更正后的变化", Difference::code)
                .hint((effect.differences().isEmpty() ? "得分、名次和等级都没有变化。" : "只列有变化的；其他考核对象不受影响。") + ties(effect))
                .shows("name", "考核对象", M, Difference::name)
                .shows(
                        "score",
                        "得分",
                        M,
                        one -> changed(
                                one.scoreBefore().toPlainString(),
                                one.scoreAfter().toPlainString()))
                .shows("rank", "名次", S, one -> changed(rank(one.rankBefore()), rank(one.rankAfter())))
                .shows(
                        "grade",
                        "等级",
                        M,
                        one -> changed(
                                one.gradeBefore().label(), one.gradeAfter().label()))
                .shows("reason", "更正后的定级理由", L, Difference::reasonAfter)
                .section(effect.differences());
    }

    private static String ties(Effect effect) {
        return effect.ties().isEmpty() ? "" : "请留意，更正后县（市、区）有同分：" + String.join("；", effect.ties()) + "。";
    }

    private static String rank(@Nullable Integer rank) {
        return rank == null ? "—" : "第%d名".formatted(rank);
    }

    private static String changed(String before, String after) {
        return Objects.equals(before, after) ? after : before + " → " + after;
    }
}
