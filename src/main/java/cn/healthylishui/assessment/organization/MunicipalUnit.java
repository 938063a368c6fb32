package cn.healthylishui.assessment.organization;

import org.jspecify.annotations.Nullable;

/**
 * 市直有关单位.
 *
 * @param cityOwn false for units under vertical leadership (customs, banking supervision, postal administration)
 * @param assessed whether the unit itself is assessed
 * @param toConfirm the sources do not settle this unit's place; the note says why
 */
public record MunicipalUnit(
        String code,
        String name,
        String kind,
        boolean cityOwn,
        boolean assessed,
        boolean toConfirm,
        @Nullable String note) {}
