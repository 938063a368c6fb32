package cn.healthylishui.assessment.watch;

/**
 * 一项情况: how one part of the program stands.
 *
 * @param state in a sentence or two
 * @param advice what to do about it; empty where nothing is to be done
 */
public record Sign(String what, Lamp lamp, String state, String advice) {

    static Sign fine(String what, String state) {
        return new Sign(what, Lamp.FINE, state, "");
    }
}
