package cn.healthylishui.assessment.verification;

import cn.healthylishui.assessment.scorecard.Answer;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * 核查结果: what the city office found on site on one item of one object, and what the county says to it.
 *
 * @param object a drawn township, or the district itself
 * @param answer what was found; its reason is the checker's note, its evidence the checker's files, its reference the reported one
 * @param reported what the county had reported; null where it had not
 * @param countyAgrees whether the county accepts it; null where it was not asked, because it had reported the same, or has not answered
 * @param countyEvidence ids of the files that the county added
 * @param checkedOffice whose finding it is
 * @param ruling what the city office made of it; null before
 * @param rulingReason why; null where it gave none
 */
public record Finding(
        String district,
        String object,
        String indicator,
        Answer answer,
        @Nullable Answer reported,
        String checkedBy,
        LocalDateTime checkedAt,
        @Nullable Boolean countyAgrees,
        @Nullable String countyComment,
        List<String> countyEvidence,
        String checkedOffice,
        @Nullable Ruling ruling,
        @Nullable String rulingReason) {

    /** 采用 or 不采用. */
    public enum Ruling {
        ADOPTED,
        DROPPED
    }

    public boolean differs() {
        return differ(answer, reported);
    }

    /** What the checker wrote; empty where nothing was. */
    public String note() {
        return answer.reason() == null ? "" : answer.reason();
    }

    /** Whether something else was found than reported; notes and files aside. */
    public static boolean differ(Answer found, @Nullable Answer reported) {
        return reported == null
                || found.state() != reported.state()
                || !sameNumber(found.value(), reported.value())
                || !Objects.equals(found.itemsMet(), reported.itemsMet());
    }

    private static boolean sameNumber(@Nullable BigDecimal a, @Nullable BigDecimal b) {
        return a == null ? b == null : b != null && a.compareTo(b) == 0;
    }
}
