package cn.healthylishui.assessment.organization;

/** 县（市、区）或丽水开发区: assessed by the city; assesses its own townships. Its office is the 健康办. */
public record District(
        String code,
        String slug,
        String name,
        String shortName,
        DistrictKind kind,
        int sampleSize,
        String officeCode,
        String officeName) {}
