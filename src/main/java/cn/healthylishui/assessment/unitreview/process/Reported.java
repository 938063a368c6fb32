package cn.healthylishui.assessment.unitreview.process;

import cn.healthylishui.assessment.indicator.UnitTask;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.unitreview.UnitProgress;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** 自评: a task with what the unit reported of it, as those who judge it see it. */
record Reported(
        UnitTask task, UnitProgress.Sheet sheet, @Nullable Answer own) {

    static Reported of(UnitTask task, UnitProgress.Sheet sheet, Scorecard card) {
        return new Reported(task, sheet, card.answer(task.code(), EntrySource.REPORTED));
    }

    /** K1-07-2 新建绿道 79 公里以上（牵头） */
    String title() {
        return task.code() + " " + task.title() + (task.lead() ? "（牵头）" : "");
    }

    /** By what the task is judged: the standard that was set for it, else its wording. */
    String standard() {
        return task.acceptance().isBlank() ? task.body() : task.acceptance();
    }

    String ofTheYear() {
        return sheet.ofTheYear(task.code());
    }

    String inWords() {
        return sheet.completion(task.code()) + (own == null || own.reason() == null ? "" : "。理由：" + own.reason());
    }

    @Nullable
    BigDecimal percent() {
        return own == null ? null : own.value();
    }

    List<String> proof() {
        return own == null ? List.of() : own.evidence();
    }
}
