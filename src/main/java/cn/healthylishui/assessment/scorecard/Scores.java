package cn.healthylishui.assessment.scorecard;

import java.util.Map;

/** 得分 of everybody who is assessed in a year, whether kept or worked out. */
@FunctionalInterface
public interface Scores {

    /** Of a whole group, by code. */
    Map<String, ObjectResult> of(PeerGroup group);

    /** The districts themselves. */
    default Map<String, ObjectResult> districts() {
        return of(PeerGroup.DISTRICTS);
    }

    default Map<String, ObjectResult> townships(String district) {
        return of(PeerGroup.townshipsOf(district));
    }

    /** The tasks of the municipal units (考评得分). */
    default Map<String, ObjectResult> units() {
        return of(PeerGroup.UNITS);
    }
}
