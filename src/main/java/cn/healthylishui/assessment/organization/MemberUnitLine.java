package cn.healthylishui.assessment.organization;

/**
 * 成员单位 as it is entered. Its code follows from its district and its type, which stay for as long as it is there.
 *
 * @param unitType by which the township table names who scores, such as wjj
 * @param municipalUnit code of the municipal unit that it answers to (办法七(二))
 * @param toConfirm the sources do not settle it
 */
public record MemberUnitLine(String district, String unitType, String name, String municipalUnit, boolean toConfirm) {}
