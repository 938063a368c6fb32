package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.cycle.AssessmentYear;
import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.cycle.Reminder;
import cn.healthylishui.assessment.cycle.Reminders;
import cn.healthylishui.assessment.cycle.YearState;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.reporting.Progress;
import cn.healthylishui.assessment.reporting.ReadingRights;
import cn.healthylishui.assessment.reporting.Worklist;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** 首页: for strangers what this is and where to log in; for staff what they have to do and how the years stand. */
@Controller
class HomePage {

    private static final int REMINDERS_SHOWN = 10;

    /** @param open whether its task is still to be done */
    record ReminderLine(String taskId, String message, String sentAt, boolean open) {}

    private final CurrentUser currentUser;
    private final AssessmentYears years;
    private final Worklist worklist;
    private final Progress progress;
    private final Reminders reminders;
    private final Organization organization;
    private final boolean demonstration;

    HomePage(
            CurrentUser currentUser,
            AssessmentYears years,
            Worklist worklist,
            Progress progress,
            Reminders reminders,
            Organization organization,
            Environment environment) {
        this.currentUser = currentUser;
        this.years = years;
        this.worklist = worklist;
        this.progress = progress;
        this.reminders = reminders;
        this.organization = organization;
        this.demonstration = environment.acceptsProfiles(Profiles.of("demo"));
    }

    @GetMapping("/")
    String show(Model model) {
        List<AssessmentYear> started =
                years.all().stream().filter(AssessmentYear::isStarted).toList();
        model.addAttribute("years", started);
        if (demonstration) {
            model.addAttribute("accounts", organization.offices());
        }
        currentUser.get().ifPresent(user -> showTo(user, started, model));
        return "home";
    }

    private void showTo(User user, List<AssessmentYear> started, Model model) {
        List<Worklist.Line> open = worklist.all();
        List<Worklist.Line> mine =
                open.stream().filter(task -> user.belongsTo(task.office())).toList();
        model.addAttribute("tasks", mine);
        model.addAttribute("reminders", reminders(user, mine));
        model.addAttribute(
                "running",
                started.stream()
                        .filter(year -> year.state() == YearState.ASSESSING)
                        .map(year -> progress.of(year, open))
                        .toList());
        model.addAttribute("overseeing", ReadingRights.readsAll(user));
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
