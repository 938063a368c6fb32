package cn.healthylishui.assessment.indicator;

import cn.healthylishui.assessment.organization.DistrictKind;
import java.util.List;

/** 指标表: one for the counties, one for the zone, one for the townships (办法二(一)、(二)); a unit is assessed on its tasks (办法二(三)). */
public enum TableKind {
    COUNTY("县（市、区）"),
    ZONE("丽水开发区"),
    TOWNSHIP("乡镇（街道）"),
    /** 年度重点任务 of one municipal unit: made from the key work, not kept as a table. */
    UNIT("市直单位");

    /** The kinds that a year keeps a table of. */
    public static final List<TableKind> KEPT = List.of(COUNTY, ZONE, TOWNSHIP);

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
