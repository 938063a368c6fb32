package cn.healthylishui.assessment.audit;

/** Tells who is acting right now: the person logged in, or the procedure itself where nobody is. */
public interface CurrentActor {

    Actor get();
}
