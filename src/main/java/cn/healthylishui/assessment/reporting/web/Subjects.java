package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
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

    static List<String> offices(YearRoster roster, int year) {
        return of(roster, year).stream().map(Subject::office).toList();
    }
}
