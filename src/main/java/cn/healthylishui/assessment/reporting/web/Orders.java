package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.result.Results.ObjectLine;
import java.util.Comparator;
import java.util.Objects;

/** The orders in which the pages list results. */
final class Orders {

    /** The zone, which has no rank, comes last. */
    static final Comparator<ObjectLine> BY_RANK = Comparator.comparing(
                    (ObjectLine line) -> Objects.requireNonNullElse(line.rank(), Integer.MAX_VALUE))
            .thenComparing(ObjectLine::code);

    /** Each district followed by its townships. */
    static final Comparator<ObjectLine> BY_DISTRICT = Comparator.comparing(ObjectLine::district)
            .thenComparing(ObjectLine::isTownship)
            .thenComparing(BY_RANK);

    private Orders() {}
}
