package cn.healthylishui.assessment.year;

import cn.healthylishui.assessment.organization.District;
import cn.healthylishui.assessment.organization.MunicipalUnit;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.SpecialGroup;
import cn.healthylishui.assessment.organization.UnitName;
import cn.healthylishui.assessment.persistence.Rows;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 名册的抄录: takes the organization over into a year, so that later renamings and mergers leave the year alone. */
final class RosterCopies {

    private record DistrictOfYear(int year, YearDistrict district) {}

    private record TownshipOfYear(int year, YearTownship township) {}

    private record MemberUnitOfYear(int year, YearMemberUnit unit) {}

    private record UnitOfYear(int year, YearUnit unit) {}

    private final Rows rows;
    private final YearRoster roster;

    RosterCopies(JdbcClient jdbc, YearRoster roster) {
        this.rows = new Rows(jdbc);
        this.roster = roster;
    }

    /** Takes the organization over as it is now; sample sizes that the year has already stay as they were set. */
    void copy(int year, Organization organization, YearSettings settings) {
        Map<String, YearDistrict> known =
                roster.districts(year).stream().collect(Collectors.toMap(YearDistrict::code, Function.identity()));
        for (String table : List.of("year_member_unit", "year_township", "year_district")) {
            rows.update("delete from " + table + " where assessment_year = :year", year);
        }
        rows.insertAll(
                "year_district",
                organization.districts().stream()
                        .map(district -> new DistrictOfYear(
                                year, inYear(district, Optional.ofNullable(known.get(district.code())), settings)))
                        .toList());
        rows.insertAll(
                "year_township",
                organization.townships().stream()
                        .map(township -> new TownshipOfYear(
                                year, new YearTownship(township.code(), township.name(), township.district())))
                        .toList());
        rows.insertAll(
                "year_member_unit",
                organization.memberUnits().stream()
                        .map(unit -> new MemberUnitOfYear(
                                year,
                                new YearMemberUnit(
                                        unit.code(),
                                        unit.district(),
                                        unit.name(),
                                        unit.unitType(),
                                        unit.municipalUnit())))
                        .toList());
    }

    /**
     * Gives the year its municipal units and groups, by the names of its last day. They are copied once, when the year is
     * prepared: what the city office confirms or changes in them afterwards is the year's own.
     */
    void copyUnits(int year, Organization organization) {
        LocalDate lastDay = LocalDate.of(year, 12, 31);
        rows.insertAll(
                "year_unit",
                organization.municipalUnits().stream()
                        .filter(unit -> unit.exists()
                                || organization.namesOf(unit.code()).stream().anyMatch(name -> name.heldOn(lastDay)))
                        .map(unit -> inYear(year, unit, organization.nameAt(unit.code(), lastDay)))
                        .toList());
        organization.specialGroups().forEach(group -> insert(year, group));
    }

    /** What besides the assessed a year keeps from its start on: who may appraise, and the words of reminders. */
    void copyForStart(int year, Organization organization) {
        rows.insertAll(
                "year_rater_seat",
                organization.raterSeats().stream()
                        .map(seat -> new YearRoster.RaterSeatRow(
                                year, seat.code(), seat.name(), seat.group(), seat.district()))
                        .toList());
        rows.update("""
                insert into year_reminder_text (assessment_year, moment, body) select cast(:year as integer), moment, body from reminder_text
                """, year);
    }

    /**
     * Takes a unit over that was added or changed since: into a year that is prepared already. Whether the year assesses it is
     * the year's own, unless the unit ended before the year did.
     */
    void follow(int year, MunicipalUnit unit, List<UnitName> names) {
        LocalDate lastDay = LocalDate.of(year, 12, 31);
        Optional<UnitName> held =
                names.stream().filter(name -> name.heldOn(lastDay)).findFirst();
        Optional<YearUnit> known = roster.unit(year, unit.code());
        if (known.isEmpty()) {
            if (unit.exists()) {
                rows.insert(
                        "year_unit", inYear(year, unit, held.map(UnitName::name).orElse(unit.name())));
            }
            return;
        }
        rows.update(
                """
                update year_unit set name = :name, kind = :kind, city_own = :cityOwn, to_confirm = :toConfirm, note = :note
                where assessment_year = :year and code = :code
                """,
                held.map(UnitName::name).orElse(unit.name()),
                unit.kind(),
                unit.cityOwn(),
                unit.toConfirm(),
                unit.note(),
                year,
                unit.code());
        if (!unit.exists() && held.isEmpty() && known.get().assessed()) {
            exclude(year, unit.code(), "已经撤销");
        }
    }

    void exclude(int year, String unit, String reason) {
        rows.update("""
                update year_unit set assessed = false, reason = :reason where assessment_year = :year and code = :code
                """, reason, year, unit);
    }

    private static UnitOfYear inYear(int year, MunicipalUnit unit, String name) {
        return new UnitOfYear(
                year,
                new YearUnit(
                        unit.code(),
                        name,
                        unit.kind(),
                        unit.cityOwn(),
                        unit.assessed(),
                        unit.assessed() ? null : unit.cityOwn() ? "名册未列入考核" : "不是市直属单位，名册未列入考核",
                        unit.toConfirm(),
                        unit.note()));
    }

    private void insert(int year, SpecialGroup group) {
        rows.insert("year_group", new GroupRow(year, group.number(), group.name(), group.shortName()));
        Map<String, SpecialGroup.Seat> seats = new LinkedHashMap<>();
        group.seats().stream()
                .sorted(Comparator.comparing(SpecialGroup.Seat::role).thenComparing(SpecialGroup.Seat::seq))
                .forEach(seat -> seats.merge(seat.unit(), seat, RosterCopies::higher));
        rows.insertAll(
                "year_group_seat",
                seats.values().stream()
                        .map(seat -> new GroupRow.Seat(
                                year,
                                group.number(),
                                new YearGroup.Seat(
                                        seat.unit(),
                                        seat.role(),
                                        seat.seq(),
                                        seat.sourceName(),
                                        seat.toConfirm(),
                                        seat.note())))
                        .toList());
        rows.insertAll("year_group_duty", GroupRow.duties(year, group.number(), group.duties()));
    }

    /** Of two seats that a merger left to one unit the higher stays; of two alike the one that is sure. */
    private static SpecialGroup.Seat higher(SpecialGroup.Seat first, SpecialGroup.Seat second) {
        return first.role() == second.role() && first.toConfirm() && !second.toConfirm() ? second : first;
    }

    private static YearDistrict inYear(District district, Optional<YearDistrict> known, YearSettings settings) {
        return new YearDistrict(
                district.code(),
                district.name(),
                district.kind(),
                district.officeCode(),
                district.officeName(),
                known.map(YearDistrict::sampleSize).orElseGet(() -> AssessmentYears.sampleOf(district, settings)),
                known.map(YearDistrict::sampleReason).orElse(null));
    }
}
