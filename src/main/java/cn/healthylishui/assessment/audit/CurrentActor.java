package cn.healthylishui.assessment.audit;

/**
 * Tells who is acting right now: the person logged in, or the procedure itself where nobody is. A person may sit in several offices;
 * which of them acts is never read off the person: it is the office whose task is done, or whose right is used.
 */
public interface CurrentActor {

    /** The person, acting for the office whose the task or the right is. */
    Actor as(String office);

    /**
     * The person, using a right that several offices have: acting for the first of these that the person belongs to. Where it is none
     * of them, as with one's own account, an office is told only where the person has no other.
     */
    Actor asOneOf(String... offices);
}
