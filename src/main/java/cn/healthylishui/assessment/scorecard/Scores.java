package cn.healthylishui.assessment.scorecard;

import java.util.Map;

/** 得分 of everybody who is assessed in a year, whether kept or worked out. */
public interface Scores {

    /** The districts themselves, by code. */
    Map<String, ObjectResult> districts();

    /** The townships of a district, by code. */
    Map<String, ObjectResult> townships(String district);

    /** A municipal unit's tasks (考评得分). */
    ObjectResult unit(String unit);
}
