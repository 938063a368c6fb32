package cn.healthylishui.assessment.year;

import cn.healthylishui.assessment.calendar.WorkingDays;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * 考核年度: the record of one assessed year.
 *
 * @param gradeTableVersion the version of the grade decision this year started with
 * @param startedBy who started its assessment
 * @param precedence which source outranks which for its districts; before the start the one that it would start with
 * @param townshipPrecedence the same for its townships
 * @param ownReferences whether what values are compared with is worked out and kept by the year; otherwise it was typed beside each
 */
public record AssessmentYear(
        int year,
        YearState state,
        @Nullable Integer gradeTableVersion,
        @Nullable LocalDateTime startedAt,
        @Nullable String startedBy,
        @Nullable LocalDateTime figuresSettledAt,
        @Nullable LocalDateTime approvedAt,
        @Nullable LocalDateTime archivedAt,
        Precedence precedence,
        Precedence townshipPrecedence,
        boolean ownReferences) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    public boolean isStarted() {
        return state != YearState.PREPARING;
    }

    /** Between its start and its filing. */
    public boolean isRunning() {
        return state == YearState.ASSESSING || state == YearState.APPROVED;
    }

    /** Its result is approved; from then on only a revision changes it. */
    public boolean isApproved() {
        return approvedAt != null;
    }

    /** Why a started year cannot be started again. */
    public String startedNotice() {
        return startedText() + "，不能重复启动。";
    }

    /** Who started the year when. */
    String startedText() {
        return startedAt == null
                ? "%d年度考核尚未启动".formatted(year)
                : "%d年度考核已由%s于%s%s启动"
                        .formatted(
                                year, startedBy, WorkingDays.dateText(startedAt.toLocalDate()), TIME.format(startedAt));
    }
}
