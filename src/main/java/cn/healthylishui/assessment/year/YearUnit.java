package cn.healthylishui.assessment.year;

import org.jspecify.annotations.Nullable;

/**
 * 市直单位 in the roster of a year, by the name it had then.
 *
 * @param cityOwn false for units of the province or the state that sit in the city
 * @param assessed whether this year assesses it (办法二(三))
 * @param reason why it is not assessed; null where it is
 */
public record YearUnit(
        String code,
        String name,
        String kind,
        boolean cityOwn,
        boolean assessed,
        @Nullable String reason,
        boolean toConfirm,
        @Nullable String note) {}
