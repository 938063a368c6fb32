package cn.healthylishui.assessment.indicator;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Knows the tasks that each municipal unit has in a year (办法二(三)). */
public interface UnitTasks {

    /** In the order of the key work; none where the unit has no approved task. */
    List<UnitTask> of(int year, String unit);

    /** For whoever goes on to ask for many units in the same transaction: then none is asked for by itself. */
    default void readAll(int year) {}

    /** Unit to what its tasks weigh by: which they are and which of them it leads. */
    default Map<String, String> weighed(int year, Collection<String> units) {
        return units.stream().collect(Collectors.toMap(unit -> unit, unit -> of(year, unit).stream()
                .map(task -> task.code() + task.lead())
                .collect(Collectors.joining(" "))));
    }
}
