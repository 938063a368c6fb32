package cn.healthylishui.assessment.keywork;

import cn.healthylishui.assessment.keywork.KeyTask.Seat;
import cn.healthylishui.assessment.organization.Collective;
import cn.healthylishui.assessment.organization.MunicipalUnit;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.Succession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 责任单位: reads the units of a task as they are typed, by any name they have or had. */
@Component
public class ResponsibleUnits {

    private final Organization organization;

    ResponsibleUnits(Organization organization) {
        this.organization = organization;
    }

    /** Which of the two cells a fault stands in. */
    public enum Cell {
        LEAD,
        UNITS
    }

    public record Fault(Cell cell, String message) {}

    /** @param seats what was read; only to be used where nothing is wrong */
    public record Reading(Responsibility form, String responsible, List<Seat> seats, List<Fault> faults) {}

    private record Named(
            String name,
            @Nullable MunicipalUnit unit,
            @Nullable Collective collective) {}

    /**
     * @param lead the one that leads (牵头); may be empty
     * @param units the others, or all where nobody leads, with 、 between them
     */
    public Reading read(String lead, String units) {
        List<Fault> faults = new ArrayList<>();
        List<String> leads = names(lead);
        List<String> others = names(units);
        if (leads.isEmpty() && others.isEmpty()) {
            faults.add(new Fault(Cell.UNITS, "没有责任单位。请填写至少一家市直单位，几家单位用顿号隔开。"));
        }
        if (leads.size() > 1) {
            faults.add(new Fault(
                    Cell.LEAD, "牵头单位只能有一家，现在填了%d家：%s。其余的请填到责任单位。".formatted(leads.size(), String.join("、", leads))));
        }
        Map<String, Seat> seats = new LinkedHashMap<>();
        leads.stream()
                .map(name -> resolve(name, Cell.LEAD, faults))
                .flatMap(Optional::stream)
                .forEach(named -> {
                    if (named.collective() != null) {
                        faults.add(new Fault(Cell.LEAD, "“%s”不是一家单位，不能牵头。请填写具体单位。".formatted(named.name())));
                    } else if (named.unit() != null) {
                        seats.put(named.unit().code(), seat(named.unit(), true, seats.size() + 1, named.name(), null));
                    }
                });
        List<Named> resolved = others.stream()
                .map(name -> resolve(name, Cell.UNITS, faults))
                .flatMap(Optional::stream)
                .toList();
        for (Named named : resolved) {
            MunicipalUnit unit = named.unit();
            if (unit != null
                    && seats.putIfAbsent(unit.code(), seat(unit, false, seats.size() + 1, named.name(), null))
                            != null) {
                faults.add(new Fault(Cell.UNITS, "“%s”重复：同一任务里一家单位只能出现一次，请删去一个。".formatted(unit.name())));
            }
        }
        // Units that the task names themselves come first: a collective adds only the others (其他成员单位).
        resolved.stream()
                .flatMap(named -> Stream.ofNullable(named.collective()))
                .forEach(collective -> collective.members().stream()
                        .flatMap(code -> organization.municipalUnit(code).stream())
                        .filter(MunicipalUnit::exists)
                        .forEach(unit -> seats.putIfAbsent(
                                unit.code(), seat(unit, false, seats.size() + 1, collective.name(), collective))));
        return new Reading(
                form(leads, others, seats),
                responsible(leads, others),
                faults.isEmpty() ? List.copyOf(seats.values()) : List.of(),
                faults);
    }

    /** A unit of the roster by any name it has or had; empty where it is none. */
    public Optional<String> unit(String typed) {
        return organization
                .unitNamed(typed)
                .or(() -> Optional.of(typed))
                .flatMap(organization::municipalUnit)
                .map(MunicipalUnit::code);
    }

    /** What a unit is called today. */
    public String name(String unit) {
        return organization.officeName(unit);
    }

    /** The names in a cell, one after the other. */
    static List<String> names(String typed) {
        return Stream.of(typed.split("[、，,；;\\s]+"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** The units as they are written at the end of a task. */
    private static String responsible(List<String> leads, List<String> others) {
        String rest = String.join("、", others);
        if (!leads.isEmpty()) {
            return String.join("、", leads) + "牵头" + (rest.isEmpty() ? "" : "，" + rest + "按职责分工负责");
        }
        return others.size() > 1 ? rest + "按职责分工负责" : rest;
    }

    private static Responsibility form(List<String> leads, List<String> others, Map<String, Seat> seats) {
        if (!leads.isEmpty() && !others.isEmpty()) {
            return Responsibility.LEAD;
        }
        return seats.size() > 1 ? Responsibility.SHARED : Responsibility.SINGLE;
    }

    private static Seat seat(MunicipalUnit unit, boolean lead, int seq, String name, @Nullable Collective collective) {
        return new Seat(
                unit.code(),
                lead,
                seq,
                name,
                collective == null ? null : collective.code(),
                collective != null,
                note(unit, name, collective),
                "",
                1,
                new TreeMap<>());
    }

    private static @Nullable String note(MunicipalUnit unit, String name, @Nullable Collective collective) {
        if (collective != null) {
            return collective.note();
        }
        return name.equals(unit.name()) ? null : "原文写作“%s”".formatted(name);
    }

    private Optional<Named> resolve(String name, Cell cell, List<Fault> faults) {
        Optional<Collective> collective = organization.collectives().stream()
                .filter(one -> one.name().equals(name) || one.code().equals(name))
                .findFirst();
        if (collective.isPresent()) {
            return collective.map(one -> new Named(one.name(), null, one));
        }
        Optional<MunicipalUnit> unit =
                organization.unitNamed(name).or(() -> Optional.of(name)).flatMap(organization::municipalUnit);
        if (unit.isEmpty()) {
            faults.add(new Fault(cell, "名册里没有“%s”。请核对单位名称，几家单位之间用顿号隔开。".formatted(shortened(name))));
            return Optional.empty();
        }
        if (!unit.get().exists()) {
            faults.add(new Fault(cell, gone(unit.get())));
            return Optional.empty();
        }
        return unit.map(one -> new Named(name.equals(one.code()) ? one.name() : name, one, null));
    }

    /** What to say of a unit that no longer exists: who has its work now. */
    public String gone(MunicipalUnit unit) {
        String successors = organization.successions().stream()
                .filter(succession -> succession.predecessor().equals(unit.code()))
                .map(Succession::unit)
                .map(organization::officeName)
                .collect(Collectors.joining("或"));
        return successors.isEmpty()
                ? "“%s”已经撤并，不能承担任务。请改填现有单位。".formatted(unit.name())
                : "“%s”已经撤并，现由%s承接，请改填。".formatted(unit.name(), successors);
    }

    private static String shortened(String name) {
        return name.length() <= 30 ? name : name.substring(0, 30) + "…";
    }
}
