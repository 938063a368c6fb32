package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.audit.Actor;
import java.util.Optional;

/** 抽签文字: takes the random text that a district adds to its draw; kept by whoever runs the draw. */
public interface CountyText {

    /** Why the text will not do, in Chinese; empty where it will. */
    Optional<String> fault(String text);

    /** What the district gave last; empty where it has given none. */
    Optional<String> kept(int year, String district);

    void keep(int year, String district, String text, Actor actor);
}
