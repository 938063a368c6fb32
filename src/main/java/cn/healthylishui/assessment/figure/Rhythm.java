package cn.healthylishui.assessment.figure;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.SourceKind;
import java.util.EnumSet;
import java.util.Set;

/** 报送频次 of an indicator within the year (办法七(二)). */
public enum Rhythm {
    NONE("不报送"),
    MONTHLY("每月"),
    QUARTERLY("每季度");

    /** What the units themselves keep books on; the rest comes once a year from elsewhere. */
    private static final Set<SourceKind> KEPT_BY_UNITS = EnumSet.of(SourceKind.UNIT_RECORD, SourceKind.SELF_REPORT);

    private final String label;

    Rhythm(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Whether figures are due for the period that ends with this month. */
    public boolean asks(int month) {
        return switch (this) {
            case NONE -> false;
            case MONTHLY -> true;
            case QUARTERLY -> month % 3 == 0;
        };
    }

    /** Where the city office has set none: the sources say that figures are reported, not how often. */
    static Rhythm byDefault(Indicator indicator) {
        boolean numeric = !indicator.method().judged() && !indicator.checklist() && !indicator.yesNo();
        return numeric && KEPT_BY_UNITS.contains(indicator.sourceKind()) ? QUARTERLY : NONE;
    }
}
