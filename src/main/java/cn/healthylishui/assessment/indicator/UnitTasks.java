package cn.healthylishui.assessment.indicator;

import java.util.List;

/** Knows the tasks that each municipal unit has in a year (办法二(三)). */
public interface UnitTasks {

    /** In the order of the key work; none where the unit has no approved task. */
    List<UnitTask> of(int year, String unit);
}
