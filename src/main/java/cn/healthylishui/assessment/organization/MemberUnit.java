package cn.healthylishui.assessment.organization;

/** 县（市、区）成员单位: a unit of a district that assesses townships, with the municipal unit it answers to (办法七(二)). */
public record MemberUnit(
        String code, String district, String name, String unitType, String municipalUnit, boolean toConfirm) {}
