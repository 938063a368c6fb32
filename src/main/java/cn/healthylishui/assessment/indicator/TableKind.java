package cn.healthylishui.assessment.indicator;

import cn.healthylishui.assessment.organization.DistrictKind;

/** 指标表: one for the counties, one for the zone, one for the townships (办法二(一)、(二)). */
public enum TableKind {
    COUNTY("县（市、区）"),
    ZONE("丽水开发区"),
    TOWNSHIP("乡镇（街道）");

    private final String label;

    TableKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    public static TableKind of(DistrictKind kind) {
        return kind == DistrictKind.COUNTY ? COUNTY : ZONE;
    }
}
