package cn.healthylishui.assessment.year;

/** A township (乡镇、街道) as it stands in a year's roster, under the one district that assesses it. */
public record YearTownship(String code, String name, String district) {}
