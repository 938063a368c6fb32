package cn.healthylishui.assessment.indicator;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * 指标表的一个版本, without its indicators.
 *
 * @param reason why it was made
 * @param publishReason why it took the place of the one before; null where the procedure itself published it
 * @param inForce whether its year is assessed by it, or will be unless another is published before the start
 * @param indicators how many it has
 * @param points what they come to without the must-pass items; in the township table those of a county's townships
 */
public record TableVersion(
        long id,
        int year,
        TableKind kind,
        int version,
        TableState state,
        String title,
        boolean example,
        Origin origin,
        String reason,
        String madeBy,
        LocalDateTime madeAt,
        @Nullable String publishReason,
        @Nullable String publishedBy,
        @Nullable LocalDateTime publishedAt,
        boolean frozen,
        boolean inForce,
        int indicators,
        BigDecimal points) {

    public boolean isDraft() {
        return state == TableState.DRAFT;
    }

    /** 2021年度县（市、区）指标表第2版. */
    public String name() {
        return "%d年度%s指标表第%d版".formatted(year, kind.label(), version);
    }
}
