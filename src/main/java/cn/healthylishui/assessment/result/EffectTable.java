package cn.healthylishui.assessment.result;

import cn.healthylishui.assessment.result.Revisions.Difference;
import cn.healthylishui.assessment.result.Revisions.Effect;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** 更正的影响: what a change would mean for whom, in the same table wherever somebody decides on one. */
public final class EffectTable {

    private EffectTable() {}

    public static Section section(Effect effect) {
        return Forms.table(
                "effect",
                "更正后的变化",
                (effect.differences().isEmpty() ? "得分、名次和等级都没有变化。" : "只列有变化的；其他考核对象不受影响。") + ties(effect),
                List.of(
                        Column.label("name", "考核对象", Width.M),
                        Column.label("score", "得分", Width.M),
                        Column.label("rank", "名次", Width.S),
                        Column.label("grade", "等级", Width.M),
                        Column.label("reason", "更正后的定级理由", Width.L)),
                effect.differences().stream()
                        .map(difference -> Forms.readOnly(difference.code(), values(difference)))
                        .toList());
    }

    private static String ties(Effect effect) {
        return effect.ties().isEmpty() ? "" : "请留意，更正后县（市、区）有同分：" + String.join("；", effect.ties()) + "。";
    }

    private static Map<String, String> values(Difference difference) {
        return Map.of(
                "name", difference.name(),
                "score",
                        changed(
                                difference.scoreBefore().toPlainString(),
                                difference.scoreAfter().toPlainString()),
                "rank", changed(rank(difference.rankBefore()), rank(difference.rankAfter())),
                "grade",
                        changed(
                                difference.gradeBefore().label(),
                                difference.gradeAfter().label()),
                "reason", difference.reasonAfter());
    }

    private static String rank(@Nullable Integer rank) {
        return rank == null ? "—" : "第%d名".formatted(rank);
    }

    private static String changed(String before, String after) {
        return Objects.equals(before, after) ? after : before + " → " + after;
    }
}
