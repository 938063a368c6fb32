package cn.healthylishui.assessment.organization;

import java.util.Arrays;
import java.util.Optional;

/** 单位性质 of a municipal unit. */
public enum UnitKind {
    PARTY("党委部门"),
    GOVERNMENT("政府部门"),
    PUBLIC_INSTITUTION("事业单位"),
    MASS_ORGANIZATION("群团组织"),
    CENTRAL("中央、省驻丽单位");

    private final String label;

    UnitKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    public static Optional<UnitKind> of(String name) {
        return Arrays.stream(values()).filter(kind -> kind.name().equals(name)).findFirst();
    }
}
