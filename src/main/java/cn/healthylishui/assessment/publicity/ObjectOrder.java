package cn.healthylishui.assessment.publicity;

import cn.healthylishui.assessment.result.Results.ObjectLine;
import java.util.Comparator;

/** The order in which lists of assessed objects read. */
final class ObjectOrder {

    /** Districts by rank, the zone after them; then townships by district and rank; then municipal units by rank. */
    static final Comparator<ObjectLine> DISTRICTS_FIRST = Comparator.comparing(ObjectLine::isUnit)
            .thenComparing(ObjectLine::isTownship)
            .thenComparing(line -> line.isTownship() ? line.district() : "")
            .thenComparing(ObjectLine.BY_RANK);

    private ObjectOrder() {}
}
