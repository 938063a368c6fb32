package cn.healthylishui.assessment.organization;

/**
 * 市直单位 as it is entered, apart from its names.
 *
 * @param kind the name of a {@link UnitKind}
 * @param cityOwn false for units of the province or the state that sit in the city
 * @param assessed whether a year assesses it unless its roster says otherwise
 * @param toConfirm the sources do not settle what became of it
 * @param note empty where there is none
 */
public record MunicipalUnitLine(String kind, boolean cityOwn, boolean assessed, boolean toConfirm, String note) {}
