package cn.healthylishui.assessment.organization;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        this.offices = offices(jdbc);
        this.clauses = new HashMap<>();
        jdbc.sql("select ref, body from clause").query(rs -> {
            clauses.put(rs.getString("ref"), rs.getString("body"));
        });
    }

    private Map<String, Office> offices(JdbcClient jdbc) {
        List<Office> all = new ArrayList<>();
        all.add(new Office(Office.CITY, "市健康丽水办", Office.Kind.CITY_OFFICE, null));
        all.add(new Office(Office.LEADING_GROUP, "市健康丽水建设领导小组", Office.Kind.LEADING_GROUP, null));
        all.add(new Office(Office.RECEIVER, "市委市政府年度综合考核承接单位", Office.Kind.RECEIVER, null));
        districts.forEach(district -> all.add(
                new Office(district.officeCode(), district.officeName(), Office.Kind.COUNTY_OFFICE, district.code())));
        jdbc.sql("""
                select code, name from municipal_unit u
                where exists (select 1 from unit_name n where n.unit = u.code and n.valid_to is null)
                order by code
                """)
                .query((rs, i) ->
                        new Office(rs.getString("code"), rs.getString("name"), Office.Kind.MUNICIPAL_UNIT, null))
                .list()
                .forEach(all::add);
        memberUnits.forEach(
                unit -> all.add(new Office(unit.code(), unit.name(), Office.Kind.MEMBER_UNIT, unit.district())));
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
