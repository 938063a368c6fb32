package cn.healthylishui.assessment.year;

/**
 * A district's member unit (成员单位) as it stands in a year's roster.
 *
 * @param unitType the type by which the township table names the owner of an indicator
 * @param municipalUnit the matching municipal unit
 */
public record YearMemberUnit(String code, String district, String name, String unitType, String municipalUnit) {}
