package cn.healthylishui.assessment.organization;

import org.jspecify.annotations.Nullable;

/**
 * 市直单位, by a code that outlives its names.
 *
 * @param cityOwn false for units of the province or the state that sit in the city (海关, 银保监, 邮政)
 * @param assessed whether a year assesses it unless its roster says otherwise (办法二(三))
 * @param toConfirm the sources do not settle what became of it, or whether it belongs here
 * @param exists false where it was merged away before today
 */
public record MunicipalUnit(
        String code,
        String name,
        String kind,
        boolean cityOwn,
        boolean assessed,
        boolean toConfirm,
        @Nullable String note,
        boolean exists) {}
