package cn.healthylishui.assessment.organization;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 组织机构, as it stands today; what a year started with is the year's own roster. Kept in memory, since every page names offices and
 * the data hardly ever change.
 */
@Component
public class Organization {

    private final List<District> districts;
    private final List<Township> townships;
    private final List<MemberUnit> memberUnits;
    private final List<MunicipalUnit> municipalUnits;
    private final List<UnitName> unitNames;
    private final List<Succession> successions;
    private final List<Collective> collectives;
    private final List<RaterSeat> raterSeats;
    private final List<SpecialGroup> specialGroups;
    private final Map<String, String> unitsByName;
    private final Map<String, Office> offices;
    private final Map<String, String> clauses;

    /** The loader is asked for so that nobody reads before the reference data are there. */
    Organization(JdbcClient jdbc, ReferenceData loaded) {
        this.districts = jdbc.sql("select * from district order by code")
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
        this.townships = jdbc.sql("select * from township order by code")
                .query((rs, i) -> new Township(
                        rs.getString("code"),
                        rs.getString("name"),
                        rs.getString("kind"),
                        rs.getString("area_code"),
                        rs.getString("district")))
                .list();
        this.memberUnits = jdbc.sql("select * from member_unit order by code")
                .query((rs, i) -> new MemberUnit(
                        rs.getString("code"),
                        rs.getString("district"),
                        rs.getString("name"),
                        rs.getString("unit_type"),
                        rs.getString("municipal_unit"),
                        rs.getBoolean("to_confirm")))
                .list();
        this.unitNames = jdbc.sql("select * from unit_name order by unit, valid_from nulls first")
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
        this.municipalUnits = jdbc.sql("select * from municipal_unit order by code")
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
        this.successions = jdbc.sql("select * from unit_predecessor order by unit, predecessor")
                .query((rs, i) -> new Succession(
                        rs.getString("unit"),
                        rs.getString("predecessor"),
                        rs.getBoolean("to_confirm"),
                        rs.getString("note")))
                .list();
        this.collectives = jdbc.sql("select * from unit_collective order by code")
                .query((rs, i) -> new Collective(
                        rs.getString("code"),
                        rs.getString("name"),
                        members(jdbc, rs.getString("code")),
                        rs.getBoolean("to_confirm"),
                        rs.getString("note")))
                .list();
        this.raterSeats = jdbc.sql("select * from rater_seat order by rater_group desc, code")
                .query((rs, i) -> new RaterSeat(
                        rs.getString("code"),
                        rs.getString("name"),
                        RaterGroup.valueOf(rs.getString("rater_group")),
                        rs.getString("district")))
                .list();
        this.specialGroups = SpecialGroup.read(jdbc);
        this.unitsByName = new HashMap<>();
        unitNames.forEach(name -> unitsByName.put(name.name(), name.unit()));
        municipalUnits.forEach(unit -> unitsByName.put(unit.name(), unit.code()));
        jdbc.sql("select alias, unit from unit_alias").query(rs -> {
            unitsByName.put(rs.getString("alias"), rs.getString("unit"));
        });
        this.offices = everyOffice();
        this.clauses = new HashMap<>();
        jdbc.sql("select ref, body from clause").query(rs -> {
            clauses.put(rs.getString("ref"), rs.getString("body"));
        });
    }

    private static List<String> members(JdbcClient jdbc, String collective) {
        return jdbc.sql("select unit from unit_collective_member where collective = :collective order by unit")
                .param("collective", collective)
                .query(String.class)
                .list();
    }

    private Map<String, Office> everyOffice() {
        List<Office> all = new ArrayList<>();
        all.add(new Office(Office.CITY, "市健康丽水办", Office.Kind.CITY_OFFICE, null));
        all.add(new Office(Office.LEADING_GROUP, "市健康丽水建设领导小组", Office.Kind.LEADING_GROUP, null));
        all.add(new Office(Office.RECEIVER, "市委市政府年度综合考核承接单位", Office.Kind.RECEIVER, null));
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
        return byCode;
    }

    public List<District> districts() {
        return districts;
    }

    public List<Township> townships() {
        return townships;
    }

    public List<MemberUnit> memberUnits() {
        return memberUnits;
    }

    /** Every unit that is or was, by code. */
    public List<MunicipalUnit> municipalUnits() {
        return municipalUnits;
    }

    public Optional<MunicipalUnit> municipalUnit(String code) {
        return municipalUnits.stream().filter(unit -> unit.code().equals(code)).findFirst();
    }

    /** The unit that is, was or is also called so; its code. */
    public Optional<String> unitNamed(String name) {
        return Optional.ofNullable(unitsByName.get(name));
    }

    /** Every name that a unit has had, oldest first. */
    public List<UnitName> namesOf(String unit) {
        return unitNames.stream().filter(name -> name.unit().equals(unit)).toList();
    }

    /** What a unit was called on a day; its present name where none is known for that day. */
    public String nameAt(String unit, LocalDate day) {
        return namesOf(unit).stream()
                .filter(name -> name.heldOn(day))
                .map(UnitName::name)
                .findFirst()
                .orElseGet(() -> municipalUnit(unit).map(MunicipalUnit::name).orElse(unit));
    }

    /** Who took over whom, all of it. */
    public List<Succession> successions() {
        return successions;
    }

    public List<Collective> collectives() {
        return collectives;
    }

    public List<SpecialGroup> specialGroups() {
        return specialGroups;
    }

    public List<RaterSeat> raterSeats() {
        return raterSeats;
    }

    /** Every office that can be given a task; units abolished before today have none. */
    public List<Office> offices() {
        return List.copyOf(offices.values());
    }

    public Optional<Office> office(String code) {
        return Optional.ofNullable(offices.get(code));
    }

    /** The office's name; the code itself where it is no longer in the reference data. */
    public String officeName(String code) {
        return office(code).map(Office::name).orElse(code);
    }

    /** The text of a clause of the sources, such as 办法五(一). */
    public Optional<String> clause(String ref) {
        return Optional.ofNullable(clauses.get(ref));
    }
}
