package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.keywork.KeyTask;
import cn.healthylishui.assessment.keywork.KeyTasks;
import cn.healthylishui.assessment.keywork.Progress;
import cn.healthylishui.assessment.keywork.WorkPlan;
import cn.healthylishui.assessment.keywork.WorkPlans;
import cn.healthylishui.assessment.reading.Denied;
import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.reporting.NoSuchPage;
import cn.healthylishui.assessment.reporting.WebPage;
import cn.healthylishui.assessment.reporting.web.WorkViews.Section;
import cn.healthylishui.assessment.reporting.web.WorkViews.Sheet;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearGroup;
import cn.healthylishui.assessment.year.YearGroups;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * 年度重点工作: who has to do what and how far it has come. Those who oversee the year read all of it, the lead of a group its group's
 * tasks, a unit its own, a county office what its district set itself (办法二(三); 意见三(一), 四(四)).
 */
@WebPage
class WorkPage {

    private static final String NOT_FOR_YOU = "年度重点工作只对承担任务的市直单位、县（市、区）健康办、市健康丽水办和领导小组开放，您的账号不能查看。";
    private static final String NOT_YOUR_TASK = "这项任务不由您的单位承担，也不属于您的单位任组长的专项组，您的账号不能查看。";

    private final CurrentUser currentUser;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final YearGroups groups;
    private final KeyTasks keyTasks;
    private final WorkPlans plans;
    private final Progress progress;
    private final WorkViews views;
    private final VisitViews visits;

    WorkPage(
            CurrentUser currentUser,
            AssessmentYears years,
            YearRoster roster,
            YearGroups groups,
            KeyTasks keyTasks,
            WorkPlans plans,
            Progress progress,
            WorkViews views,
            VisitViews visits) {
        this.currentUser = currentUser;
        this.years = years;
        this.roster = roster;
        this.groups = groups;
        this.keyTasks = keyTasks;
        this.plans = plans;
        this.progress = progress;
        this.views = views;
        this.visits = visits;
    }

    @GetMapping("/my/work/{year}")
    String show(
            @PathVariable("year") int year,
            @RequestParam(name = "by", defaultValue = "chapter") String by,
            @RequestParam(name = "only", defaultValue = "all") String only,
            Model model) {
        User user = reader();
        requireYear(year);
        boolean all = ReadingRights.readsAll(user);
        List<YearUnit> own = roster.units(year).stream()
                .filter(unit -> user.belongsTo(unit.code()))
                .toList();
        List<YearDistrict> districts = roster.districts(year).stream()
                .filter(district -> ReadingRights.readsObject(user, district.officeCode()))
                .toList();
        List<YearGroup> groupsOfYear = groups.of(year);
        List<YearGroup> led =
                groupsOfYear.stream().filter(group -> leads(user, group)).toList();
        if (!all && own.isEmpty() && districts.isEmpty() && led.isEmpty()) {
            throw new Denied(NOT_FOR_YOU);
        }
        boolean byGroup = by.equals("group");
        boolean onlyBehind = only.equals("behind");
        Sheet sheet = views.sheet(year);
        List<Section> sections = new ArrayList<>();
        if (all) {
            List<KeyTask> tasks = keyTasks.active(year);
            sections.addAll(byGroup ? byGroup(tasks, groupsOfYear, sheet) : WorkViews.byChapter(tasks, sheet));
        } else {
            own.forEach(unit -> sections.add(own(year, unit, sheet)));
            led.forEach(group -> sections.add(group(group, keyTasks.ofGroup(year, group.number()), sheet)));
        }
        model.addAttribute("year", year);
        model.addAttribute("otherYears", OtherYears.all(years, year));
        model.addAttribute("all", all);
        model.addAttribute("byGroup", byGroup);
        model.addAttribute("onlyBehind", onlyBehind);
        model.addAttribute(
                "sections",
                onlyBehind
                        ? sections.stream()
                                .map(Section::onlyBehind)
                                .filter(section -> !section.tasks().isEmpty())
                                .toList()
                        : sections);
        model.addAttribute("withTasks", all || !own.isEmpty() || !led.isEmpty());
        model.addAttribute("batches", batches(year, all));
        model.addAttribute(
                "withdrawn",
                keyTasks.withdrawn(year).stream()
                        .filter(task -> all || reads(user, keyTasks.history(year, task.code()), groupsOfYear))
                        .toList());
        model.addAttribute(
                "urges",
                own.stream()
                        .flatMap(unit -> progress.urges(year, unit.code()).stream())
                        .toList());
        model.addAttribute("visits", visits.of(year, names(groupsOfYear), user));
        model.addAttribute("districts", sheet.districts(districts, user));
        return "work";
    }

    private Section own(int year, YearUnit unit, Sheet sheet) {
        return new Section(
                unit.code(),
                unit.name() + "承担的任务",
                "",
                keyTasks.held(year, unit.code()).stream()
                        .map(held -> sheet.line(held.task(), held.seat()))
                        .toList());
    }

    private static List<Section> byGroup(List<KeyTask> tasks, List<YearGroup> groups, Sheet sheet) {
        return Stream.concat(
                        groups.stream()
                                .map(group -> group(
                                        group,
                                        tasks.stream()
                                                .filter(task ->
                                                        task.groupNumbers().contains(group.number()))
                                                .toList(),
                                        sheet)),
                        Stream.of(new Section(
                                "no-group",
                                "不属于专项组的任务",
                                "由市健康丽水办单独评审。",
                                WorkViews.lines(
                                        tasks, task -> task.groupNumbers().isEmpty(), sheet))))
                .filter(section -> !section.tasks().isEmpty())
                .toList();
    }

    private static Section group(YearGroup group, List<KeyTask> tasks, Sheet sheet) {
        return new Section(
                "group-" + group.number(),
                "第%d专项组　%s".formatted(group.number(), group.shortName()),
                group.lead().map(lead -> "组长单位：%s。".formatted(sheet.name(lead))).orElse("还没有组长单位。"),
                WorkViews.lines(tasks, task -> true, sheet));
    }

    /** What is not adopted yet is for those who oversee the year. */
    private List<WorkPlan> batches(int year, boolean all) {
        return plans.of(year).stream()
                .filter(plan -> all ? plan.state() != WorkPlan.State.VOID : plan.state() == WorkPlan.State.ADOPTED)
                .toList();
    }

    private static Map<Integer, String> names(List<YearGroup> groups) {
        return groups.stream().collect(Collectors.toMap(YearGroup::number, group -> "第%d专项组（%s）"
                .formatted(group.number(), group.shortName())));
    }

    private static boolean leads(User user, YearGroup group) {
        return group.lead().filter(user::belongsTo).isPresent();
    }

    /** Whoever may not read a task does not learn whether there is one. */
    @GetMapping("/my/work/{year}/{code}")
    String task(@PathVariable("year") int year, @PathVariable("code") String code, Model model) {
        User user = reader();
        requireYear(year);
        List<KeyTask> wordings = keyTasks.history(year, code);
        List<YearGroup> groupsOfYear = groups.of(year);
        if (wordings.isEmpty() && ReadingRights.readsAll(user)) {
            throw new NoSuchPage("%d年度没有编号为“%s”的重点任务。".formatted(year, code));
        }
        if (!reads(user, wordings, groupsOfYear)) {
            throw new Denied(NOT_YOUR_TASK);
        }
        KeyTask task = wordings.get(wordings.size() - 1);
        boolean whole = readsWhole(user, task, groupsOfYear);
        Sheet sheet = views.sheet(year);
        model.addAttribute("year", year);
        model.addAttribute("task", task);
        model.addAttribute("withdrawn", task.state() == KeyTask.State.WITHDRAWN);
        model.addAttribute("whole", whole);
        model.addAttribute(
                "groups",
                groupsOfYear.stream()
                        .filter(group -> task.groupNumbers().contains(group.number()))
                        .map(group -> "第%d专项组（%s）".formatted(group.number(), group.shortName()))
                        .toList());
        model.addAttribute(
                "groupNotes",
                task.groups().stream().filter(group -> group.note() != null).toList());
        model.addAttribute(
                "seats",
                task.seats().stream()
                        .filter(seat -> whole || user.belongsTo(seat.unit()))
                        .map(seat -> sheet.seat(task, seat, user))
                        .toList());
        model.addAttribute("history", sheet.history(wordings));
        return "work-task";
    }

    /** The whole of a task, or the reader's own part of it. */
    private static boolean reads(User user, List<KeyTask> wordings, List<YearGroup> groups) {
        return !wordings.isEmpty()
                && (readsWhole(user, wordings.get(wordings.size() - 1), groups)
                        || user.offices().stream().anyMatch(office -> WorkViews.held(wordings, office)));
    }

    private static boolean readsWhole(User user, KeyTask task, List<YearGroup> groups) {
        return ReadingRights.readsTask(
                user,
                groups.stream()
                        .filter(group -> task.groupNumbers().contains(group.number()))
                        .flatMap(group -> group.lead().stream())
                        .toList());
    }

    private User reader() {
        return currentUser.get().orElseThrow(() -> new Denied(Denied.LOG_IN));
    }

    private AssessmentYear requireYear(int year) {
        return years.find(year).orElseThrow(() -> new NoSuchPage("没有%d年度的考核。".formatted(year)));
    }
}
