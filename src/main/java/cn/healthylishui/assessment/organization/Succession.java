package cn.healthylishui.assessment.organization;

import org.jspecify.annotations.Nullable;

/**
 * 沿革: a unit took over another one or a part of it.
 *
 * @param toConfirm the sources do not settle it
 */
public record Succession(
        String unit,
        String predecessor,
        boolean toConfirm,
        @Nullable String note) {}
