package cn.healthylishui.assessment.organization;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

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

    static OrganizationSnapshot read(JdbcClient jdbc) {
        List<District> districts = jdbc.sql("select * from district order by code")
                .query((rs, i) -> new District(
                        rs.getString("code"),
                        rs.getString("slug"),
                        rs.getString("name"),
                        rs.getString("short_name"),
                        DistrictKind.valueOf(rs.getString("kind")),
                        rs.getInt("sample_size"),
                        rs.getString("office_code"),
                        rs.getString("office_name")))
                .list();
        List<Township> townships = jdbc.sql("select * from township where closed_on is null order by code")
                .query((rs, i) -> new Township(
                        rs.getString("code"),
                        rs.getString("name"),
                        rs.getString("kind"),
                        rs.getString("area_code"),
                        rs.getString("district")))
                .list();
        List<MemberUnit> memberUnits = jdbc.sql("select * from member_unit where closed_on is null order by code")
                .query((rs, i) -> new MemberUnit(
                        rs.getString("code"),
                        rs.getString("district"),
                        rs.getString("name"),
                        rs.getString("unit_type"),
                        rs.getString("municipal_unit"),
                        rs.getBoolean("to_confirm")))
                .list();
        List<UnitName> unitNames = jdbc.sql("select * from unit_name order by unit, valid_from nulls first")
                .query((rs, i) -> new UnitName(
                        rs.getString("unit"),
                        rs.getString("name"),
                        rs.getObject("valid_from", LocalDate.class),
                        rs.getObject("valid_to", LocalDate.class),
                        rs.getBoolean("to_confirm")))
                .list();
        Set<String> existing = unitNames.stream()
                .filter(name -> name.to() == null)
                .map(UnitName::unit)
                .collect(Collectors.toSet());
        List<MunicipalUnit> municipalUnits = jdbc.sql("select * from municipal_unit order by code")
                .query((rs, i) -> new MunicipalUnit(
                        rs.getString("code"),
                        rs.getString("name"),
                        rs.getString("kind"),
                        rs.getBoolean("city_own"),
                        rs.getBoolean("assessed"),
                        rs.getBoolean("to_confirm"),
                        rs.getString("note"),
                        existing.contains(rs.getString("code"))))
                .list();
        List<RaterSeat> raterSeats = jdbc.sql(
                        "select * from rater_seat where closed_on is null order by rater_group desc, code")
                .query((rs, i) -> new RaterSeat(
                        rs.getString("code"),
                        rs.getString("name"),
                        RaterGroup.valueOf(rs.getString("rater_group")),
                        rs.getString("district")))
                .list();
        return new OrganizationSnapshot(
                districts,
                townships,
                memberUnits,
                municipalUnits,
                unitNames,
                successions(jdbc),
                collectives(jdbc),
                raterSeats,
                SpecialGroup.read(jdbc),
                unitsByName(jdbc, municipalUnits, unitNames),
                offices(jdbc, districts, municipalUnits, memberUnits, raterSeats),
                pairs(jdbc, """
                        select code, name from member_unit where closed_on is not null
                        union select code, name from rater_seat where closed_on is not null
                        union select code, name from municipal_unit
                        """),
                pairs(jdbc, "select ref, body from clause"));
    }

    private static List<Succession> successions(JdbcClient jdbc) {
        return jdbc.sql("select * from unit_predecessor order by unit, predecessor")
                .query((rs, i) -> new Succession(
                        rs.getString("unit"),
                        rs.getString("predecessor"),
                        rs.getBoolean("to_confirm"),
                        rs.getString("note")))
                .list();
    }

    private static List<Collective> collectives(JdbcClient jdbc) {
        return jdbc.sql("select * from unit_collective order by code")
                .query((rs, i) -> new Collective(
                        rs.getString("code"),
                        rs.getString("name"),
                        members(jdbc, rs.getString("code")),
                        rs.getBoolean("to_confirm"),
                        rs.getString("note")))
                .list();
    }

    private static List<String> members(JdbcClient jdbc, String collective) {
        return jdbc.sql("select unit from unit_collective_member where collective = :collective order by unit")
                .param("collective", collective)
                .query(String.class)
                .list();
    }

    private static Map<String, String> unitsByName(
            JdbcClient jdbc, List<MunicipalUnit> municipalUnits, List<UnitName> unitNames) {
        Map<String, String> byName = new HashMap<>();
        unitNames.forEach(name -> byName.put(name.name(), name.unit()));
        municipalUnits.forEach(unit -> byName.put(unit.name(), unit.code()));
        byName.putAll(pairs(jdbc, "select alias, unit from unit_alias"));
        return Map.copyOf(byName);
    }

    private static Map<String, Office> offices(
            JdbcClient jdbc,
            List<District> districts,
            List<MunicipalUnit> municipalUnits,
            List<MemberUnit> memberUnits,
            List<RaterSeat> raterSeats) {
        List<Office> all = new ArrayList<>();
        Map<String, String> cityBodies = pairs(jdbc, "select code, name from city_body");
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

    /** The first column to the second. */
    private static Map<String, String> pairs(JdbcClient jdbc, String sql) {
        Map<String, String> pairs = new HashMap<>();
        jdbc.sql(sql).query(rs -> {
            pairs.put(rs.getString(1), rs.getString(2));
        });
        return Map.copyOf(pairs);
    }
}
