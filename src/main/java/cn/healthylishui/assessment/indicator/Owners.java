package cn.healthylishui.assessment.indicator;

import cn.healthylishui.assessment.organization.MemberUnit;
import cn.healthylishui.assessment.organization.MunicipalUnit;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * 责任单位 by name: in the tables of the districts a municipal unit or the city office, in that of the townships the type of member
 * unit, called as most districts call theirs.
 */
@Component
public class Owners {

    private final Organization organization;

    Owners(Organization organization) {
        this.organization = organization;
    }

    /** Who can own an indicator of such a table: code and name. */
    public Map<String, String> of(TableKind kind) {
        return kind == TableKind.TOWNSHIP ? memberTypes() : municipalUnits();
    }

    /** The code itself where it is no longer known. */
    public String name(TableKind kind, String owner) {
        return kind == TableKind.TOWNSHIP
                ? memberTypes().getOrDefault(owner, owner)
                : organization
                        .municipalUnit(owner)
                        .map(MunicipalUnit::name)
                        .orElseGet(() -> organization.officeName(owner));
    }

    /** The owner that is meant by a code, a name or an earlier or other name of it. */
    Optional<String> meant(TableKind kind, String text) {
        Map<String, String> known = of(kind);
        if (known.containsKey(text)) {
            return Optional.of(text);
        }
        Optional<String> named = known.entrySet().stream()
                .filter(owner -> owner.getValue().equals(text))
                .map(Map.Entry::getKey)
                .findFirst();
        return kind == TableKind.TOWNSHIP
                ? named
                : named.or(() -> organization.unitNamed(text).filter(known::containsKey));
    }

    /** Which districts such a table assesses: the code, and the names by which each is called, the proper one first. */
    Map<String, List<String>> assessed(TableKind kind) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        organization.districts().stream()
                .filter(district -> TableKind.of(district.kind()) == kind)
                .forEach(district -> names.put(district.code(), List.of(district.name(), district.shortName())));
        return names;
    }

    private Map<String, String> municipalUnits() {
        Map<String, String> units = new LinkedHashMap<>();
        units.put(Office.CITY, organization.officeName(Office.CITY));
        organization.municipalUnits().stream()
                .filter(MunicipalUnit::exists)
                .forEach(unit -> units.put(unit.code(), unit.name()));
        return units;
    }

    private Map<String, String> memberTypes() {
        Map<String, List<String>> names = organization.memberUnits().stream()
                .collect(Collectors.groupingBy(
                        MemberUnit::unitType,
                        TreeMap::new,
                        Collectors.mapping(this::withoutDistrict, Collectors.toList())));
        Map<String, String> types = new LinkedHashMap<>();
        names.forEach((type, called) -> types.put(type, most(called)));
        return types;
    }

    private String withoutDistrict(MemberUnit unit) {
        return organization.districts().stream()
                .filter(district -> district.code().equals(unit.district()))
                .flatMap(district -> List.of(district.name(), district.shortName()).stream())
                .filter(unit.name()::startsWith)
                .map(prefix -> unit.name().substring(prefix.length()))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse(unit.name());
    }

    private static String most(List<String> names) {
        return names.stream()
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElseThrow();
    }
}
