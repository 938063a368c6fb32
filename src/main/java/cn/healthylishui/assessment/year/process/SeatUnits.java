package cn.healthylishui.assessment.year.process;

import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.organization.MunicipalUnit;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.Succession;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** 任职单位: which units may take a seat in the groups of a year. */
final class SeatUnits {

    private final int year;
    private final YearRoster roster;
    private final Organization organization;

    SeatUnits(int year, YearRoster roster, Organization organization) {
        this.year = year;
        this.roster = roster;
        this.organization = organization;
    }

    List<Option> options() {
        return roster.units(year).stream()
                .map(unit -> new Option(unit.code(), unit.name()))
                .toList();
    }

    /** What is wrong with a unit that is to take a seat; empty where nothing is. */
    Optional<String> wrong(String code) {
        return roster.isUnit(year, code)
                ? Optional.empty()
                : Optional.of(
                        organization.municipalUnit(code).map(this::gone).orElse("%d年度名册里没有这家单位，请重选。".formatted(year)));
    }

    /** @param missing what is said where none is chosen */
    Reading<String> read(String code, String missing) {
        if (code.isEmpty()) {
            return Reading.wrong(missing);
        }
        return wrong(code).map(Reading::<String>wrong).orElseGet(() -> Reading.of(code));
    }

    /** By any name that it has or had. */
    Reading<String> named(String name) {
        String code = organization.unitNamed(name).orElse(name);
        return organization.municipalUnit(code).isEmpty()
                ? Reading.wrong("名册里没有“%s”。请核对单位名称，几家单位之间用顿号隔开。".formatted(name))
                : read(code, "");
    }

    private String gone(MunicipalUnit unit) {
        String successors = organization.successions().stream()
                .filter(succession -> succession.predecessor().equals(unit.code()))
                .map(Succession::unit)
                .map(organization::officeName)
                .collect(Collectors.joining("或"));
        return "“%s”已经撤并，不能任职%s。"
                .formatted(unit.name(), successors.isEmpty() ? "" : "，现由%s承接，请改选".formatted(successors));
    }
}
