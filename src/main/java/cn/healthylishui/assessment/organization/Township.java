package cn.healthylishui.assessment.organization;

/** 乡镇（街道）. {@code district} is the one that assesses it, which for one street differs from the area it is coded under. */
public record Township(String code, String name, String kind, String areaCode, String district) {}
