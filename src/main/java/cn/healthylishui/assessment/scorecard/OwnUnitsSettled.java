package cn.healthylishui.assessment.scorecard;

import java.util.Optional;

/** 直属单位考核 of a district: whoever runs it tells whether it is done, before the district hands in its papers (办法三). */
public interface OwnUnitsSettled {

    /** What is still to be done, in Chinese; empty where all is done or the district leaves its own units out this year. */
    Optional<String> fault(int year, String district);
}
