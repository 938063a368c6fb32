package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.result.Results.ObjectLine;
import java.util.Comparator;

/** The orders in which the pages list results. */
final class Orders {

    /** Each district followed by its townships; then the municipal units by rank. */
    static final Comparator<ObjectLine> BY_DISTRICT = Comparator.comparing(ObjectLine::isUnit)
            .thenComparing(line -> line.isUnit() ? "" : line.district())
            .thenComparing(ObjectLine::isTownship)
            .thenComparing(ObjectLine.BY_RANK);

    private Orders() {}
}
