package cn.healthylishui.assessment.limits;

/** Whose the present request is, as far as it is counted. */
@FunctionalInterface
public interface Asker {

    /** An account, or the address of somebody who is not logged in. */
    String name();
}
