package cn.healthylishui.assessment.organization;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * 单位名称 and the days it held.
 *
 * @param validFrom null: since before our sources
 * @param validTo null: still
 */
public record UnitName(
        String unit,
        String name,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validTo,
        boolean toConfirm) {

    public boolean heldOn(LocalDate day) {
        return (validFrom == null || !validFrom.isAfter(day)) && (validTo == null || !validTo.isBefore(day));
    }
}
