package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.util.List;

/** The years that a page of one year leads to. */
final class OtherYears {

    private OtherYears() {}

    /** For pages of what a year has before its assessment starts. */
    static List<Integer> all(AssessmentYears years, int shown) {
        return years.all().stream()
                .map(AssessmentYear::year)
                .filter(year -> year != shown)
                .toList();
    }

    static List<Integer> started(AssessmentYears years, int shown) {
        return years.all().stream()
                .filter(AssessmentYear::isStarted)
                .map(AssessmentYear::year)
                .filter(year -> year != shown)
                .toList();
    }
}
