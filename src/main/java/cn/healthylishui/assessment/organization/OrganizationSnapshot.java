package cn.healthylishui.assessment.organization;

import cn.healthylishui.assessment.persistence.Rows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The organization as it was when it was read; never changed afterwards.
 *
 * @param unitsByName every name and alias that a municipal unit has or had, to its code
 * @param offices by code; those that are no more are not among them
 * @param formerNames what offices that are no more were called last, by code
 */
record OrganizationSnapshot(
        List<District> districts,
        List<Township> townships,
        List<MemberUnit> memberUnits,
        List<MunicipalUnit> municipalUnits,
        List<UnitName> unitNames,
        List<Succession> successions,
        List<Collective> collectives,
        List<RaterSeat> raterSeats,
        List<SpecialGroup> specialGroups,
        Map<String, String> unitsByName,
        Map<String, Office> offices,
        Map<String, String> formerNames,
        Map<String, String> clauses) {

    static OrganizationSnapshot read(Rows rows) {
        List<District> districts = rows.list(District.class, "select * from district order by code");
        List<Township> townships =
                rows.list(Township.class, "select * from township where closed_on is null order by code");
        List<MemberUnit> memberUnits =
                rows.list(MemberUnit.class, "select * from member_unit where closed_on is null order by code");
        List<UnitName> unitNames = unitNames(rows);
        List<MunicipalUnit> municipalUnits = municipalUnits(rows);
        List<RaterSeat> raterSeats = rows.list(RaterSeat.class, """
                select code, name, rater_group as "group", district from rater_seat
                where closed_on is null order by rater_group desc, code
                """);
        return new OrganizationSnapshot(
                districts,
                townships,
                memberUnits,
                municipalUnits,
                unitNames,
                rows.list(Succession.class, "select * from unit_predecessor order by unit, predecessor"),
                collectives(rows),
                raterSeats,
                SpecialGroup.read(rows),
                unitsByName(rows, municipalUnits, unitNames),
                offices(rows, districts, municipalUnits, memberUnits, raterSeats),
                names(rows, """
                        select code, name from member_unit where closed_on is not null
                        union select code, name from rater_seat where closed_on is not null
                        union select code, name from municipal_unit
                        """),
                names(rows, "select ref as code, body as name from clause"));
    }

    static List<UnitName> unitNames(Rows rows) {
        return rows.list(UnitName.class, "select * from unit_name order by unit, valid_from nulls first, id");
    }

    static List<MunicipalUnit> municipalUnits(Rows rows) {
        return rows.list(MunicipalUnit.class, """
                select u.*, exists (select 1 from unit_name n where n.unit = u.code and n.valid_to is null) as "exists"
                from municipal_unit u order by u.code
                """);
    }

    private record CollectiveRow(
            String code,
            String name,
            boolean toConfirm,
            @Nullable String note) {}

    private static List<Collective> collectives(Rows rows) {
        return rows.list(CollectiveRow.class, "select * from unit_collective order by code").stream()
                .map(row -> new Collective(
                        row.code(),
                        row.name(),
                        rows.list(
                                String.class,
                                "select unit from unit_collective_member where collective = :collective order by unit",
                                row.code()),
                        row.toConfirm(),
                        row.note()))
                .toList();
    }

    private static Map<String, String> unitsByName(
            Rows rows, List<MunicipalUnit> municipalUnits, List<UnitName> unitNames) {
        Map<String, String> byName = new HashMap<>();
        unitNames.forEach(name -> byName.put(name.name(), name.unit()));
        municipalUnits.forEach(unit -> byName.put(unit.name(), unit.code()));
        byName.putAll(names(rows, "select unit as name, alias as code from unit_alias"));
        return Map.copyOf(byName);
    }

    private static Map<String, Office> offices(
            Rows rows,
            List<District> districts,
            List<MunicipalUnit> municipalUnits,
            List<MemberUnit> memberUnits,
            List<RaterSeat> raterSeats) {
        List<Office> all = new ArrayList<>();
        Map<String, String> cityBodies = names(rows, "select code, name from city_body");
        cityBody(Office.CITY, Office.Kind.CITY_OFFICE, cityBodies, all);
        cityBody(Office.LEADING_GROUP, Office.Kind.LEADING_GROUP, cityBodies, all);
        cityBody(Office.RECEIVER, Office.Kind.RECEIVER, cityBodies, all);
        cityBody(Office.AUDIT, Office.Kind.AUDITOR, cityBodies, all);
        districts.forEach(district -> all.add(
                new Office(district.officeCode(), district.officeName(), Office.Kind.COUNTY_OFFICE, district.code())));
        municipalUnits.stream()
                .filter(MunicipalUnit::exists)
                .forEach(unit -> all.add(new Office(unit.code(), unit.name(), Office.Kind.MUNICIPAL_UNIT, null)));
        memberUnits.forEach(
                unit -> all.add(new Office(unit.code(), unit.name(), Office.Kind.MEMBER_UNIT, unit.district())));
        raterSeats.forEach(seat -> all.add(new Office(seat.code(), seat.name(), Office.Kind.RATER, seat.district())));
        Map<String, Office> byCode = new LinkedHashMap<>();
        all.forEach(office -> byCode.put(office.code(), office));
        return Collections.unmodifiableMap(byCode); // in this order
    }

    private static void cityBody(String code, Office.Kind kind, Map<String, String> names, List<Office> all) {
        all.add(new Office(code, names.getOrDefault(code, code), kind, null));
    }

    private record Named(String code, String name) {}

    /** Code to name. */
    private static Map<String, String> names(Rows rows, String sql) {
        return rows.list(Named.class, sql).stream().collect(Collectors.toUnmodifiableMap(Named::code, Named::name));
    }
}
