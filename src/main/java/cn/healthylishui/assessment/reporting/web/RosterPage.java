package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.keywork.KeyTask;
import cn.healthylishui.assessment.keywork.KeyTasks;
import cn.healthylishui.assessment.organization.Collective;
import cn.healthylishui.assessment.organization.MunicipalUnit;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.RaterSeat;
import cn.healthylishui.assessment.organization.Succession;
import cn.healthylishui.assessment.organization.UnitName;
import cn.healthylishui.assessment.reading.Denied;
import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.reporting.NoSuchPage;
import cn.healthylishui.assessment.reporting.WebPage;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearGroup;
import cn.healthylishui.assessment.year.YearGroups;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearUnit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** 年度名册: the groups, the units with what became of them, and first of all what is still to be confirmed (意见三(一)). */
@WebPage
class RosterPage {

    private static final String NOT_FOR_YOU = "年度名册只对参加考核工作的单位开放，您的账号不能查看。";

    /** @param sourceName what the sources call it; empty where that is its name */
    record SeatLine(
            String unit,
            String role,
            String sourceName,
            boolean toConfirm,
            @Nullable String note) {}

    record GroupLine(int number, String name, List<SeatLine> seats, List<String> duties) {}

    /**
     * @param former names it had before, with their last day
     * @param predecessors the units it took over
     * @param groups the numbers of its groups
     */
    record UnitLine(YearUnit unit, String former, String predecessors, String groups) {}

    record CollectiveLine(Collective collective, String members) {}

    /** Something that the sources do not settle. */
    record Doubt(String kind, String what, String note) {}

    private final CurrentUser currentUser;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final YearGroups groups;
    private final Organization organization;
    private final KeyTasks keyTasks;

    RosterPage(
            CurrentUser currentUser,
            AssessmentYears years,
            YearRoster roster,
            YearGroups groups,
            Organization organization,
            KeyTasks keyTasks) {
        this.currentUser = currentUser;
        this.years = years;
        this.roster = roster;
        this.groups = groups;
        this.organization = organization;
        this.keyTasks = keyTasks;
    }

    @GetMapping("/my/roster/{year}")
    String show(@PathVariable("year") int year, Model model) {
        User user = currentUser.get().orElseThrow(() -> new Denied(Denied.LOG_IN));
        if (years.find(year).isEmpty()) {
            throw new NoSuchPage("没有%d年度的考核。".formatted(year));
        }
        if (!ReadingRights.takesPart(
                user, organization.raterSeats().stream().map(RaterSeat::code).toList())) {
            throw new Denied(NOT_FOR_YOU);
        }
        List<YearUnit> units = roster.units(year);
        Map<String, String> names = units.stream().collect(Collectors.toMap(YearUnit::code, YearUnit::name));
        List<YearGroup> groupsOfYear = groups.of(year);
        model.addAttribute("year", year);
        model.addAttribute("otherYears", OtherYears.all(years, year));
        model.addAttribute("mayConfirm", user.belongsTo(Office.CITY));
        List<Doubt> doubts = doubts(year, units, groupsOfYear, names);
        model.addAttribute("count", doubts.size());
        model.addAttribute(
                "kinds",
                doubts.stream().collect(Collectors.groupingBy(Doubt::kind, LinkedHashMap::new, Collectors.toList())));
        model.addAttribute(
                "groups", groupsOfYear.stream().map(group -> line(group, names)).toList());
        model.addAttribute(
                "units",
                units.stream().map(unit -> line(year, unit, groupsOfYear)).toList());
        model.addAttribute(
                "collectives",
                organization.collectives().stream()
                        .map(collective -> new CollectiveLine(
                                collective,
                                collective.members().stream()
                                        .map(unit -> name(unit, names))
                                        .collect(Collectors.joining("、"))))
                        .toList());
        return "roster";
    }

    private GroupLine line(YearGroup group, Map<String, String> names) {
        return new GroupLine(
                group.number(),
                group.name(),
                group.seats().stream().map(seat -> line(seat, names)).toList(),
                group.duties());
    }

    private SeatLine line(YearGroup.Seat seat, Map<String, String> names) {
        String name = name(seat.unit(), names);
        return new SeatLine(
                name,
                seat.role().label(),
                seat.sourceName().equals(name) ? "" : seat.sourceName(),
                seat.toConfirm(),
                seat.note());
    }

    private UnitLine line(int year, YearUnit unit, List<YearGroup> groups) {
        LocalDate lastDay = LocalDate.of(year, 12, 31);
        return new UnitLine(
                unit,
                organization.namesOf(unit.code()).stream()
                        .filter(name -> !name.heldOn(lastDay))
                        .map(RosterPage::words)
                        .collect(Collectors.joining("；")),
                organization.successions().stream()
                        .filter(one -> one.unit().equals(unit.code()))
                        .map(one -> formerName(one.predecessor()) + (one.toConfirm() ? "（待确认）" : ""))
                        .collect(Collectors.joining("、")),
                groups.stream()
                        .filter(group -> group.holds(unit.code()))
                        .map(group -> String.valueOf(group.number()))
                        .collect(Collectors.joining("、")));
    }

    private static String words(UnitName name) {
        LocalDate to = name.validTo();
        return name.name() + (to == null ? "" : "（至%d年%d月）".formatted(to.getYear(), to.getMonthValue()));
    }

    private String name(String unit, Map<String, String> names) {
        return names.getOrDefault(unit, organization.officeName(unit));
    }

    /** A unit that was merged away is in no roster and has no office any more. */
    private String formerName(String unit) {
        return organization.municipalUnit(unit).map(MunicipalUnit::name).orElse(unit);
    }

    private List<Doubt> doubts(
            int year, List<YearUnit> units, List<YearGroup> groupsOfYear, Map<String, String> names) {
        List<Doubt> doubts = new ArrayList<>();
        groupsOfYear.forEach(group -> group.seats().stream()
                .filter(YearGroup.Seat::toConfirm)
                .forEach(seat -> doubts.add(new Doubt(
                        "专项组席位",
                        "第%d专项组%s：%s".formatted(group.number(), seat.role().label(), name(seat.unit(), names)),
                        said(seat.note())))));
        units.stream()
                .filter(YearUnit::toConfirm)
                .forEach(unit -> doubts.add(new Doubt("市直单位", unit.name(), said(unit.note()))));
        organization.successions().stream()
                .filter(Succession::toConfirm)
                .filter(one -> names.containsKey(one.unit()))
                .forEach(one -> doubts.add(new Doubt(
                        "单位沿革",
                        "%s承接%s".formatted(name(one.unit(), names), formerName(one.predecessor())),
                        said(one.note()))));
        organization.collectives().stream()
                .filter(Collective::toConfirm)
                .forEach(one -> doubts.add(new Doubt(
                        "单位统称",
                        "“%s”按%d家单位展开".formatted(one.name(), one.members().size()),
                        said(one.note()))));
        keyTasks.active(year).forEach(task -> doubts.addAll(doubts(task, names)));
        return doubts;
    }

    /** The units that came in by a collective are a doubt of the collective, not of each task. */
    private Stream<Doubt> seats(KeyTask task, Map<String, String> names) {
        return task.seats().stream()
                .filter(seat -> seat.toConfirm() && seat.collective() == null)
                .map(seat -> new Doubt(
                        "任务的责任单位", "%s：%s".formatted(task.title(), name(seat.unit(), names)), said(seat.note())));
    }

    private List<Doubt> doubts(KeyTask task, Map<String, String> names) {
        return Stream.concat(
                        seats(task, names),
                        task.groups().stream()
                                .filter(group -> group.note() != null)
                                .map(group -> new Doubt(
                                        "任务的专项组",
                                        "%s：第%d专项组".formatted(task.title(), group.number()),
                                        said(group.note()))))
                .toList();
    }

    private static String said(@Nullable String note) {
        return Objects.requireNonNullElse(note, "");
    }
}
