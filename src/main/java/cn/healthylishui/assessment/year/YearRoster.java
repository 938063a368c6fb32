package cn.healthylishui.assessment.year;

import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.RaterGroup;
import cn.healthylishui.assessment.organization.RaterSeat;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.persistence.Rows.Whole;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 名册: the districts, townships and units of a year as it took them over, and what it calls them. */
@Component("rosterOfYear") // models call another bean yearRoster
public class YearRoster {

    record RaterSeatRow(
            int year,
            String code,
            String name,
            RaterGroup raterGroup,
            @Nullable String district) {}

    private record CodeAndName(String code, String name) {}

    private static final Whole<YearDistrict> DISTRICTS = new Whole<>(
            YearDistrict.class, "select * from year_district where assessment_year = :year %s order by code");

    private static final Whole<YearTownship> TOWNSHIPS = new Whole<>(
            YearTownship.class, "select * from year_township where assessment_year = :year %s order by district, code");

    private static final Whole<YearMemberUnit> MEMBER_UNITS = new Whole<>(
            YearMemberUnit.class,
            "select * from year_member_unit where assessment_year = :year %s order by district, code");

    private static final Whole<YearUnit> UNITS =
            new Whole<>(YearUnit.class, "select * from year_unit where assessment_year = :year %s order by code");

    private static final Whole<CodeAndName> NAMES = new Whole<>(CodeAndName.class, """
            select code, name from year_district where assessment_year = :year %1$s
            union all select code, name from year_township where assessment_year = :year %1$s
            union all select code, name from year_member_unit where assessment_year = :year %1$s
            union all select code, name from year_unit where assessment_year = :year %1$s
            """);

    private static final String OF_CODE = "and code = :code";
    private static final String OF_DISTRICT = "and district = :district";

    private final Rows rows;
    private final Organization organization;

    public YearRoster(JdbcClient jdbc, Organization organization) {
        this.rows = new Rows(jdbc);
        this.organization = organization;
    }

    /** The seats of those who appraise, as they were when the year started; before, as they are now. */
    public List<RaterSeat> raterSeats(int year) {
        List<RaterSeat> own = rows
                .list(
                        RaterSeatRow.class,
                        "select * from year_rater_seat where assessment_year = :year order by rater_group desc, code",
                        year)
                .stream()
                .map(row -> new RaterSeat(row.code(), row.name(), row.raterGroup(), row.district()))
                .toList();
        return own.isEmpty() ? organization.raterSeats() : own;
    }

    /** The municipal units of a year by code, those that it does not assess too. */
    public List<YearUnit> units(int year) {
        return rows.list(UNITS, year);
    }

    public Optional<YearUnit> unit(int year, String code) {
        return rows.part(UNITS, OF_CODE, unit -> unit.code().equals(code), year, code).stream()
                .findFirst();
    }

    /** What the year calls its districts, townships and units, by code. */
    private Map<String, String> names(int year) {
        return rows.list(NAMES, year).stream()
                .collect(Collectors.toMap(CodeAndName::code, CodeAndName::name, (first, second) -> second));
    }

    /** The districts of a year by code. */
    public List<YearDistrict> districts(int year) {
        return rows.list(DISTRICTS, year);
    }

    private Optional<YearDistrict> findDistrict(int year, String code) {
        return rows.part(DISTRICTS, OF_CODE, district -> district.code().equals(code), year, code).stream()
                .findFirst();
    }

    /** The townships that a district assesses, by code. */
    public List<YearTownship> townships(int year, String district) {
        return rows.part(TOWNSHIPS, OF_DISTRICT, township -> township.district().equals(district), year, district);
    }

    /** The same for every district that has any, for whoever wants those of many. */
    public Map<String, List<YearTownship>> townships(int year) {
        return rows.list(TOWNSHIPS, year).stream().collect(Collectors.groupingBy(YearTownship::district));
    }

    private Optional<YearTownship> findTownship(int year, String code) {
        return rows.part(TOWNSHIPS, OF_CODE, township -> township.code().equals(code), year, code).stream()
                .findFirst();
    }

    /** The member units of a district, by code. */
    public List<YearMemberUnit> memberUnits(int year, String district) {
        return rows.part(MEMBER_UNITS, OF_DISTRICT, unit -> unit.district().equals(district), year, district);
    }

    /** The same for every district that has any, for whoever wants those of many. */
    public Map<String, List<YearMemberUnit>> memberUnits(int year) {
        return rows.list(MEMBER_UNITS, year).stream().collect(Collectors.groupingBy(YearMemberUnit::district));
    }

    public Optional<YearMemberUnit> memberUnit(int year, String code) {
        return rows.part(MEMBER_UNITS, OF_CODE, unit -> unit.code().equals(code), year, code).stream()
                .findFirst();
    }

    public YearDistrict district(int year, String code) {
        return findDistrict(year, code).orElseThrow(() -> notInRoster(year, code));
    }

    public YearTownship township(int year, String code) {
        return findTownship(year, code).orElseThrow(() -> notInRoster(year, code));
    }

    /** For whoever goes on to ask for many districts, townships and units in the same transaction: then none is asked for by itself. */
    public void readAll(int year) {
        rows.list(DISTRICTS, year);
        rows.list(TOWNSHIPS, year);
        rows.list(UNITS, year);
        rows.list(NAMES, year);
    }

    /** The codes of all that is assessed in a year: each district, followed by its townships; then the municipal units. */
    public List<String> objects(int year) {
        Map<String, List<YearTownship>> townships = townships(year);
        return Stream.concat(
                        districts(year).stream()
                                .flatMap(district -> Stream.concat(
                                        Stream.of(district.code()),
                                        townships.getOrDefault(district.code(), List.of()).stream()
                                                .map(YearTownship::code))),
                        assessedUnits(year).stream().map(YearUnit::code))
                .toList();
    }

    /** The years in which one of these offices answers for something that is assessed. */
    public Set<Integer> assessedIn(Collection<String> offices) {
        return Set.copyOf(rows.listOf(Integer.class, """
                select distinct assessment_year from (
                  select assessment_year, office_code as office from year_district
                  union all select assessment_year, code from year_unit where assessed
                ) assessed where office = any(:offices)
                """, offices));
    }

    public List<YearUnit> assessedUnits(int year) {
        return units(year).stream().filter(YearUnit::assessed).toList();
    }

    /** Whether the code is that of a municipal unit in the year's  */
    public boolean isUnit(int year, String code) {
        return unit(year, code).isPresent();
    }

    /** The code of the district that an assessed object is or belongs to; a municipal unit's own. */
    public String districtOf(int year, String code) {
        return findDistrict(year, code)
                .map(YearDistrict::code)
                .or(() -> findTownship(year, code).map(YearTownship::district))
                .or(() -> unit(year, code).map(YearUnit::code))
                .orElseThrow(() -> notInRoster(year, code));
    }

    /** The office that answers for an assessed object: a unit itself, for a district and its townships the county office. */
    public String officeOf(int year, String code) {
        return isUnit(year, code)
                ? code
                : district(year, districtOf(year, code)).officeCode();
    }

    /** What a process about one assessed object carries of it: its district, and its township, or the municipal unit. */
    public Map<String, String> variablesOf(int year, String code) {
        if (isUnit(year, code)) {
            return Map.of(Variables.UNIT, code);
        }
        String district = districtOf(year, code);
        return district.equals(code)
                ? Map.of(Variables.DISTRICT, district)
                : Map.of(Variables.DISTRICT, district, Variables.TOWNSHIP, code);
    }

    /** An assessed object in full: 青田县, 青田县温溪镇. */
    public String fullName(int year, String code) {
        String district = districtOf(year, code);
        String name = objectName(year, district);
        return district.equals(code) ? name : name + objectName(year, code);
    }

    /** The name of a district, township or unit as the year knows it. */
    public String objectName(int year, String code) {
        return rows.part(NAMES, OF_CODE, one -> one.code().equals(code), year, code).stream()
                .findFirst()
                .map(CodeAndName::name)
                .orElseGet(() -> organization.officeName(code));
    }

    /** As {@link #objectName} for whoever has many to name: asks once, however many it is asked for then. */
    public UnaryOperator<String> objectNames(int year) {
        Map<String, String> names = names(year);
        return code -> {
            String name = names.get(code);
            return name == null ? organization.officeName(code) : name;
        };
    }

    private static IllegalArgumentException notInRoster(int year, String code) {
        return new IllegalArgumentException("The roster of %d has no %s".formatted(year, code));
    }
}
