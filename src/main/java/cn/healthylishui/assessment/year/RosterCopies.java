package cn.healthylishui.assessment.year;

import cn.healthylishui.assessment.organization.District;
import cn.healthylishui.assessment.organization.MemberUnit;
import cn.healthylishui.assessment.organization.MunicipalUnit;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.RaterSeat;
import cn.healthylishui.assessment.organization.SpecialGroup;
import cn.healthylishui.assessment.organization.Township;
import cn.healthylishui.assessment.organization.UnitName;
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

    private final JdbcClient jdbc;
    private final YearRoster roster;

    RosterCopies(JdbcClient jdbc, YearRoster roster) {
        this.jdbc = jdbc;
        this.roster = roster;
    }

    /** Takes the organization over as it is now; sample sizes that the year has already stay as they were set. */
    void copy(int year, Organization organization, YearSettings settings) {
        Map<String, YearDistrict> known =
                roster.districts(year).stream().collect(Collectors.toMap(YearDistrict::code, Function.identity()));
        for (String table : List.of("year_member_unit", "year_township", "year_district")) {
            jdbc.sql("delete from " + table + " where assessment_year = :year")
                    .param("year", year)
                    .update();
        }
        organization
                .districts()
                .forEach(district -> insert(year, district, Optional.ofNullable(known.get(district.code())), settings));
        organization.townships().forEach(township -> insert(year, township));
        organization.memberUnits().forEach(unit -> insert(year, unit));
    }

    /**
     * Gives the year its municipal units and groups, by the names of its last day. They are copied once, when the year is
     * prepared: what the city office confirms or changes in them afterwards is the year's own.
     */
    void copyUnits(int year, Organization organization) {
        LocalDate lastDay = LocalDate.of(year, 12, 31);
        organization.municipalUnits().stream()
                .filter(unit -> unit.exists()
                        || organization.namesOf(unit.code()).stream().anyMatch(name -> name.heldOn(lastDay)))
                .forEach(unit -> insert(year, unit, organization.nameAt(unit.code(), lastDay)));
        organization.specialGroups().forEach(group -> insert(year, group));
    }

    /** What besides the assessed a year keeps from its start on: who may appraise, and the words of reminders. */
    void copyForStart(int year, Organization organization) {
        for (RaterSeat seat : organization.raterSeats()) {
            jdbc.sql("""
                    insert into year_rater_seat (assessment_year, code, name, rater_group, district)
                    values (:year, :code, :name, :group, :district)
                    """)
                    .param("year", year)
                    .param("code", seat.code())
                    .param("name", seat.name())
                    .param("group", seat.group().name())
                    .param("district", seat.district())
                    .update();
        }
        jdbc.sql("""
                insert into year_reminder_text (assessment_year, moment, body) select cast(:year as integer), moment, body from reminder_text
                """).param("year", year).update();
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
                insert(year, unit, held.map(UnitName::name).orElse(unit.name()));
            }
            return;
        }
        jdbc.sql("""
                update year_unit set name = :name, kind = :kind, city_own = :cityOwn, to_confirm = :toConfirm, note = :note
                where assessment_year = :year and code = :code
                """)
                .param("name", held.map(UnitName::name).orElse(unit.name()))
                .param("kind", unit.kind())
                .param("cityOwn", unit.cityOwn())
                .param("toConfirm", unit.toConfirm())
                .param("note", unit.note())
                .param("year", year)
                .param("code", unit.code())
                .update();
        if (!unit.exists() && held.isEmpty() && known.get().assessed()) {
            exclude(year, unit.code(), "已经撤销");
        }
    }

    void exclude(int year, String unit, String reason) {
        jdbc.sql("""
                update year_unit set assessed = false, reason = :reason where assessment_year = :year and code = :code
                """)
                .param("reason", reason)
                .param("year", year)
                .param("code", unit)
                .update();
    }

    private void insert(int year, MunicipalUnit unit, String name) {
        jdbc.sql("""
                insert into year_unit (assessment_year, code, name, kind, city_own, assessed, reason, to_confirm, note)
                values (:year, :code, :name, :kind, :cityOwn, :assessed, :reason, :toConfirm, :note)
                """)
                .param("year", year)
                .param("code", unit.code())
                .param("name", name)
                .param("kind", unit.kind())
                .param("cityOwn", unit.cityOwn())
                .param("assessed", unit.assessed())
                .param("reason", unit.assessed() ? null : unit.cityOwn() ? "名册未列入考核" : "不是市直属单位，名册未列入考核")
                .param("toConfirm", unit.toConfirm())
                .param("note", unit.note())
                .update();
    }

    private void insert(int year, SpecialGroup group) {
        jdbc.sql("""
                insert into year_group (assessment_year, number, name, short_name) values (:year, :number, :name, :shortName)
                """)
                .param("year", year)
                .param("number", group.number())
                .param("name", group.name())
                .param("shortName", group.shortName())
                .update();
        Map<String, SpecialGroup.Seat> seats = new LinkedHashMap<>();
        group.seats().stream()
                .sorted(Comparator.comparing(SpecialGroup.Seat::role).thenComparing(SpecialGroup.Seat::seq))
                .forEach(seat -> seats.merge(seat.unit(), seat, RosterCopies::higher));
        seats.values().forEach(seat -> insert(year, group.number(), seat));
        for (int seq = 0; seq < group.duties().size(); seq++) {
            jdbc.sql("""
                    insert into year_group_duty (assessment_year, group_number, seq, duty) values (:year, :group, :seq, :duty)
                    """)
                    .param("year", year)
                    .param("group", group.number())
                    .param("seq", seq + 1)
                    .param("duty", group.duties().get(seq))
                    .update();
        }
    }

    /** Of two seats that a merger left to one unit the higher stays; of two alike the one that is sure. */
    private static SpecialGroup.Seat higher(SpecialGroup.Seat first, SpecialGroup.Seat second) {
        return first.role() == second.role() && first.toConfirm() && !second.toConfirm() ? second : first;
    }

    private void insert(int year, int group, SpecialGroup.Seat seat) {
        jdbc.sql("""
                insert into year_group_seat (assessment_year, group_number, unit, role, seq, source_name, to_confirm, note)
                values (:year, :group, :unit, :role, :seq, :sourceName, :toConfirm, :note)
                """)
                .param("year", year)
                .param("group", group)
                .param("unit", seat.unit())
                .param("role", seat.role().name())
                .param("seq", seat.seq())
                .param("sourceName", seat.sourceName())
                .param("toConfirm", seat.toConfirm())
                .param("note", seat.note())
                .update();
    }

    private void insert(int year, District district, Optional<YearDistrict> known, YearSettings settings) {
        jdbc.sql("""
                insert into year_district
                  (assessment_year, code, name, kind, office_code, office_name, sample_size, sample_reason)
                values (:year, :code, :name, :kind, :officeCode, :officeName, :size, :reason)
                """)
                .param("year", year)
                .param("code", district.code())
                .param("name", district.name())
                .param("kind", district.kind().name())
                .param("officeCode", district.officeCode())
                .param("officeName", district.officeName())
                .param(
                        "size",
                        known.map(YearDistrict::sampleSize)
                                .orElseGet(() -> AssessmentYears.sampleOf(district, settings)))
                .param("reason", known.map(YearDistrict::sampleReason).orElse(null))
                .update();
    }

    private void insert(int year, Township township) {
        jdbc.sql("""
                insert into year_township (assessment_year, code, name, district) values (:year, :code, :name, :district)
                """)
                .param("year", year)
                .param("code", township.code())
                .param("name", township.name())
                .param("district", township.district())
                .update();
    }

    private void insert(int year, MemberUnit unit) {
        jdbc.sql("""
                insert into year_member_unit (assessment_year, code, district, name, unit_type, municipal_unit)
                values (:year, :code, :district, :name, :type, :municipalUnit)
                """)
                .param("year", year)
                .param("code", unit.code())
                .param("district", unit.district())
                .param("name", unit.name())
                .param("type", unit.unitType())
                .param("municipalUnit", unit.municipalUnit())
                .update();
    }
}
