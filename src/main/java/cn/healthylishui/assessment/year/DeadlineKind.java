package cn.healthylishui.assessment.year;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** 期限: the steps of an assessment that are done by a day. A date stands even on a day off, and ends with that day. */
public enum DeadlineKind {
    ASSIGNMENT("确认分工", null, MonthDay.of(1, 5)),
    TOWNSHIP_MATRIX("乡镇考核表", null, MonthDay.of(1, 8)),
    OWN_UNIT_SCORES("直属单位自查", null, MonthDay.of(1, 8)),
    OWN_UNITS("直属单位考核", null, MonthDay.of(1, 12)),
    SELF_CHECK("自查上报", "办法五(一)", MonthDay.of(1, 15)),
    SUBMISSION_CHECK("材料审核", null, MonthDay.of(1, 18)),
    OFFICIAL_FIGURES("官方数据", null, MonthDay.of(1, 20)),
    FIGURES_CHECK("官方数据审核", null, MonthDay.of(1, 22)),
    UNIT_REVIEW("市直单位评审", null, MonthDay.of(1, 24)),
    SPOT_CHECK("现场核查", null, MonthDay.of(1, 25)),
    APPRAISAL("民主测评", null, MonthDay.of(1, 26)),
    ITEM_REVIEW("逐项审核", null, MonthDay.of(1, 29)),
    CITY_ASSESSMENT("市考核", "办法五(二)", MonthDay.of(1, 31)),
    LEADING_GROUP("领导小组审定", null, MonthDay.of(2, 20)),
    WHOLE_PROCEDURE("全部程序", "办法四(一)", MonthDay.of(3, 31));

    private final String label;
    private final @Nullable String clause;
    private final MonthDay day;

    DeadlineKind(String label, @Nullable String clause, MonthDay day) {
        this.label = label;
        this.clause = clause;
        this.day = day;
    }

    public String label() {
        return label;
    }

    /** The clause that sets this date; null where the sources are silent and the date is our default. */
    public @Nullable String clause() {
        return clause;
    }

    /** The date for an assessed year when nobody sets another: in the year after it. */
    public LocalDate defaultFor(int year) {
        return day.atYear(year + 1);
    }

    /**
     * The steps whose result this one needs, so that its date must be later than theirs. A deadline runs to the end of its
     * day: a step that is due on the same day as the one before it would have no time at all.
     */
    public List<DeadlineKind> needs() {
        return switch (this) {
            case ASSIGNMENT, OFFICIAL_FIGURES, APPRAISAL -> List.of();
            case TOWNSHIP_MATRIX, OWN_UNIT_SCORES -> List.of(ASSIGNMENT);
            case OWN_UNITS -> List.of(OWN_UNIT_SCORES);
            case SELF_CHECK -> List.of(TOWNSHIP_MATRIX, OWN_UNITS);
            case SUBMISSION_CHECK -> List.of(SELF_CHECK);
            case FIGURES_CHECK -> List.of(OFFICIAL_FIGURES);
            case SPOT_CHECK -> List.of(SUBMISSION_CHECK);
            case UNIT_REVIEW -> List.of(SELF_CHECK);
            case ITEM_REVIEW -> List.of(SPOT_CHECK, FIGURES_CHECK, UNIT_REVIEW);
            case CITY_ASSESSMENT -> List.of(SELF_CHECK, ITEM_REVIEW, APPRAISAL);
            case LEADING_GROUP -> List.of(CITY_ASSESSMENT);
            case WHOLE_PROCEDURE -> List.of(LEADING_GROUP);
        };
    }
}
