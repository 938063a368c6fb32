package cn.healthylishui.assessment.organization;

/** 县（市、区）, or the development zone (丽水开发区), which has its own table and stands outside the ranking. */
public enum DistrictKind {
    COUNTY,
    ZONE
}
