package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.organization.District;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.organization.MemberUnit;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.RaterSeat;
import cn.healthylishui.assessment.year.YearGroup;
import cn.healthylishui.assessment.year.YearGroups;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearUnit;
import cn.healthylishui.rehearsal.YearInput.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * 数据集所依据的名册: who and what the rows of a set can be about: districts, units, groups and seats from the year's roster, townships and
 * indicators from the set itself.
 */
final class SetRoster {

    /** A township, with the one that assesses it. */
    record Place(String code, String name, String district) {}

    private final Organization organization;
    private final List<District> districts;
    private final Map<String, YearUnit> units = new LinkedHashMap<>();
    private final List<YearGroup> groups;
    private final Map<String, Place> townships = new LinkedHashMap<>();
    private final Map<TableKind, List<Indicator>> tables = new HashMap<>();

    /** As the year is prepared; townships and tables are the year's own until the set's are given. */
    SetRoster(int year, Organization organization, YearRoster roster, YearGroups groups, IndicatorTables tables) {
        this.organization = organization;
        this.districts = organization.districts().stream()
                .sorted(Comparator.comparing(District::code))
                .toList();
        roster.units(year).forEach(unit -> units.put(unit.code(), unit));
        this.groups = groups.of(year);
        organization
                .townships()
                .forEach(one -> townships.put(one.code(), new Place(one.code(), one.name(), one.district())));
        TableKind.KEPT.forEach(
                kind -> this.tables.put(kind, tables.table(year, kind).indicators()));
    }

    void townships(List<Place> given) {
        townships.clear();
        given.forEach(place -> townships.put(place.code(), place));
    }

    void table(TableKind kind, List<Indicator> indicators) {
        tables.put(kind, indicators);
    }

    List<District> districts() {
        return districts;
    }

    Optional<District> district(String code) {
        return districts.stream().filter(one -> one.code().equals(code)).findFirst();
    }

    Optional<Place> township(String code) {
        return Optional.ofNullable(townships.get(code));
    }

    List<Place> townshipsOf(String district) {
        return townships.values().stream()
                .filter(place -> place.district().equals(district))
                .sorted(Comparator.comparing(Place::code))
                .toList();
    }

    /** By what a district itself is scored. */
    List<Indicator> indicatorsOf(District district) {
        return tables.getOrDefault(TableKind.of(district.kind()), List.of());
    }

    /** By what the townships of a district are scored: the must-pass list is their district's. */
    List<Indicator> townshipIndicators(DistrictKind kind) {
        return townshipTable().stream()
                .filter(indicator -> indicator.parents().contains(kind))
                .toList();
    }

    List<Indicator> townshipTable() {
        return tables.getOrDefault(TableKind.TOWNSHIP, List.of());
    }

    Optional<YearUnit> unit(String code) {
        return Optional.ofNullable(units.get(code));
    }

    List<MemberUnit> memberUnits() {
        return organization.memberUnits().stream()
                .sorted(Comparator.comparing(MemberUnit::code))
                .toList();
    }

    /** The unit of a district by its code or type; where there is none such, its first. */
    MemberUnit memberUnit(String district, String named) {
        List<MemberUnit> units = memberUnits().stream()
                .filter(unit -> unit.district().equals(district))
                .toList();
        return units.stream()
                .filter(unit -> unit.code().equals(named) || unit.unitType().equals(named))
                .findFirst()
                .orElseGet(() -> units.get(0));
    }

    List<RaterSeat> seats() {
        return organization.raterSeats();
    }

    List<Integer> groupNumbers() {
        return groups.stream().map(YearGroup::number).toList();
    }

    /** The units that are assessed: in the roster for it, and with a task. */
    List<YearUnit> assessed(List<Task> tasks) {
        Set<String> busy = new LinkedHashSet<>();
        tasks.forEach(task -> task.seats().forEach(seat -> busy.add(seat.unit())));
        return units.values().stream()
                .filter(unit -> unit.assessed() && busy.contains(unit.code()))
                .toList();
    }

    /** Who reviews a unit's task: the city office, and for each of its groups that holds the unit the lead or first deputy. */
    Set<String> reviewers(String unit, Task task) {
        Set<String> reviewers = new LinkedHashSet<>();
        reviewers.add(Office.CITY);
        groups.stream()
                .filter(group -> group.holds(unit) && task.groups().contains(group.number()))
                .flatMap(group -> group.reviewerOf(unit).stream())
                .sorted()
                .forEach(reviewers::add);
        return reviewers;
    }

    /** The offices that may object: those of districts and the units in the roster; the city office for the public. */
    List<String> objectors() {
        List<String> objectors = new ArrayList<>(List.of(Office.CITY));
        districts.forEach(district -> objectors.add(district.officeCode()));
        objectors.addAll(units.keySet());
        return objectors;
    }

    /** What an object is called; empty where there is none of that code. */
    Optional<String> name(String code) {
        return district(code)
                .map(District::name)
                .or(() -> township(code).map(Place::name))
                .or(() -> unit(code).map(YearUnit::name));
    }

    String officeName(String code) {
        return organization.officeName(code);
    }
}
