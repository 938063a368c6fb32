package cn.healthylishui.assessment.organization;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * 单位名称 and the days it held.
 *
 * @param from null: since before our sources
 * @param to null: still
 */
public record UnitName(
        String unit,
        String name,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        boolean toConfirm) {

    public boolean heldOn(LocalDate day) {
        return (from == null || !from.isAfter(day)) && (to == null || !to.isBefore(day));
    }
}
