package cn.healthylishui.assessment.year;

/** What another feature has to say to whoever is about to start a year, which freezes it. */
public interface StartNotice {

    /** @param warning something will be missing from the assessment */
    record Said(boolean warning, String text) {}

    Said of(int year);
}
