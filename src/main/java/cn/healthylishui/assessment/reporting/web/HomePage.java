package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.RaterSeat;
import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.reporting.Progress;
import cn.healthylishui.assessment.reporting.Times;
import cn.healthylishui.assessment.reporting.WebPage;
import cn.healthylishui.assessment.reporting.Worklist;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.Reminder;
import cn.healthylishui.assessment.year.Reminders;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearState;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** 首页: for strangers what this is and where to log in; for staff what they have to do and how the years stand. */
@WebPage
class HomePage {

    private static final int REMINDERS_SHOWN = 10;

    /** @param open whether its task is still to be done */
    record ReminderLine(String taskId, String message, String sentAt, boolean open) {}

    /**
     * A year and where it leads.
     *
     * @param noticed whether a notice has been posted
     * @param told whether something has been circulated
     * @param followedUp whether its use is for this person
     */
    record YearLine(AssessmentYear year, boolean noticed, boolean told, boolean followedUp) {}

    private final CurrentUser currentUser;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final Worklist worklist;
    private final Progress progress;
    private final Reminders reminders;
    private final Organization organization;
    private final Published published;
    private final Clock clock;
    private final boolean demonstration;

    HomePage(
            CurrentUser currentUser,
            AssessmentYears years,
            YearRoster roster,
            Worklist worklist,
            Progress progress,
            Reminders reminders,
            Organization organization,
            Published published,
            Clock clock,
            Environment environment) {
        this.currentUser = currentUser;
        this.years = years;
        this.roster = roster;
        this.worklist = worklist;
        this.progress = progress;
        this.reminders = reminders;
        this.organization = organization;
        this.published = published;
        this.clock = clock;
        this.demonstration = environment.acceptsProfiles(Profiles.of("demo"));
    }

    @GetMapping("/")
    String show(Model model) {
        List<AssessmentYear> started =
                years.all().stream().filter(AssessmentYear::isStarted).toList();
        Optional<User> reader = currentUser.get();
        List<String> seats =
                organization.raterSeats().stream().map(RaterSeat::code).toList();
        boolean takesPart =
                reader.filter(user -> ReadingRights.takesPart(user, seats)).isPresent();
        // Key work and roster are there before the assessment of the year begins, but not for everybody.
        IntPredicate resultUse =
                reader.map(user -> Subjects.resultUse(roster, user)).orElse(year -> false);
        List<YearLine> lines = years.all().stream()
                .filter(year -> year.isStarted() || takesPart)
                .map(year -> line(year, resultUse.test(year.year())))
                .toList();
        model.addAttribute("years", lines);
        if (demonstration) {
            model.addAttribute("accounts", organization.offices());
            model.addAttribute("demoToday", WorkingDays.dateText(LocalDate.now(clock)));
        }
        reader.ifPresent(user -> {
            showTo(user, started, seats, model);
            model.addAttribute(
                    "settled",
                    lines.stream()
                            .filter(line -> line.year().state() == YearState.APPROVED)
                            .toList());
        });
        return "home";
    }

    private YearLine line(AssessmentYear year, boolean readsResultUse) {
        return new YearLine(
                year,
                published.hasNotices(year.year()),
                published.hasResults(year.year()),
                year.isApproved() && readsResultUse);
    }

    private void showTo(User user, List<AssessmentYear> started, List<String> seats, Model model) {
        List<Worklist.Line> open = worklist.all();
        List<Worklist.Line> mine =
                open.stream().filter(task -> user.belongsTo(task.office())).toList();
        model.addAttribute("tasks", mine);
        model.addAttribute("reminders", reminders(user, mine));
        model.addAttribute(
                "running",
                started.stream()
                        .filter(year -> year.state() == YearState.ASSESSING && ReadingRights.takesPart(user, seats))
                        .map(year -> progress.of(
                                year,
                                open.stream()
                                        .filter(task -> ReadingRights.readsOpenTask(user, task.key()))
                                        .toList()))
                        .toList());
        model.addAttribute("overseeing", ReadingRights.readsAll(user));
        model.addAttribute("rating", ReadingRights.onlyRates(user, seats));
    }

    private List<ReminderLine> reminders(User user, List<Worklist.Line> mine) {
        Set<String> open = mine.stream().map(Worklist.Line::id).collect(Collectors.toSet());
        return user.offices().stream()
                .flatMap(office -> reminders.latestFor(office).stream())
                .sorted(Comparator.comparing(Reminder::sentAt).reversed())
                .limit(REMINDERS_SHOWN)
                .map(reminder -> new ReminderLine(
                        reminder.taskId(),
                        reminder.message(),
                        Times.minute(reminder.sentAt()),
                        open.contains(reminder.taskId())))
                .toList();
    }
}
