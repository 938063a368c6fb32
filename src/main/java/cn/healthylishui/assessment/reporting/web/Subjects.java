package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** 考核对象 that an office answers for: the districts, each with its townships, and the assessed municipal units. */
final class Subjects {

    /** @param office who answers for it */
    record Subject(String code, String name, String office, boolean unit) {}

    private Subjects() {}

    /** The districts by code, then the units. */
    static List<Subject> of(YearRoster roster, int year) {
        return Stream.concat(
                        roster.districts(year).stream()
                                .map(district ->
                                        new Subject(district.code(), district.name(), district.officeCode(), false)),
                        roster.assessedUnits(year).stream()
                                .map(unit -> new Subject(unit.code(), unit.name(), unit.code(), true)))
                .toList();
    }

    /** The years of which the use of the results is for this person, without a look at each. */
    static IntPredicate resultUse(YearRoster roster, User user) {
        Set<Integer> years = roster.assessedIn(user.offices());
        return year -> ReadingRights.readsResultUse(user, years.contains(year));
    }
}
