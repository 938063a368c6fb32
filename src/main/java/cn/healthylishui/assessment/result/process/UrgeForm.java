package cn.healthylishui.assessment.result.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.OpenTask;
import cn.healthylishui.assessment.year.OpenTasks;
import cn.healthylishui.assessment.year.YearState;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** 督办: a great deadline has passed; the city office sees who is late and notes what it did about it. The work itself goes on. */
class UrgeForm implements TaskForm {

    @Configuration(proxyBeanMethods = false)
    static class UrgeForms {

        @Bean
        TaskForm urgeSelfCheckForm(
                AssessmentYears years,
                OpenTasks tasks,
                Organization organization,
                WorkingDays days,
                OperationLog log,
                Clock clock) {
            return new UrgeForm("taskUrgeSelfCheck", "办法五(一)", years, tasks, organization, days, log, clock);
        }

        @Bean
        TaskForm urgeCityAssessmentForm(
                AssessmentYears years,
                OpenTasks tasks,
                Organization organization,
                WorkingDays days,
                OperationLog log,
                Clock clock) {
            return new UrgeForm("taskUrgeCityAssessment", "办法五(二)", years, tasks, organization, days, log, clock);
        }
    }

    private static final String URGED = "urged";

    private final String taskKey;
    private final String clause;
    private final AssessmentYears years;
    private final OpenTasks tasks;
    private final Organization organization;
    private final WorkingDays days;
    private final OperationLog log;
    private final Clock clock;

    UrgeForm(
            String taskKey,
            String clause,
            AssessmentYears years,
            OpenTasks tasks,
            Organization organization,
            WorkingDays days,
            OperationLog log,
            Clock clock) {
        this.taskKey = taskKey;
        this.clause = clause;
        this.years = years;
        this.tasks = tasks;
        this.organization = organization;
        this.days = days;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public String taskKey() {
        return taskKey;
    }

    @Override
    public void require(TaskRef task) {
        years.require(task.year(), YearState.ASSESSING, YearState.APPROVED);
    }

    /** The overdue tasks of the year, longest overdue first; urging itself is not among them. */
    private List<OpenTask> late(TaskRef task) {
        LocalDate today = LocalDate.now(clock);
        return tasks.list().stream()
                .filter(open -> Integer.valueOf(task.year()).equals(open.year()))
                .filter(open -> !open.id().equals(task.id()) && !open.name().startsWith("督办"))
                .filter(open -> open.due().isBefore(today))
                .toList();
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        List<OpenTask> late = late(task);
        String note = draft.value(URGED, URGED, "note", "");
        return new FormContent(
                "期限已到，各单位的工作照常继续。请逐个催办，并在这里记下做法；办结只表示已经督办，不代替任何单位的工作。",
                List.of(clause),
                List.of(),
                List.of(
                        Forms.table(
                                "late",
                                "逾期未办的任务",
                                late.isEmpty() ? "目前没有逾期未办的任务。" : null,
                                List.of(
                                        Column.label("office", "单位", Width.M),
                                        Column.label("name", "任务", Width.L),
                                        Column.label("due", "期限", Width.M),
                                        Column.label("remaining", "逾期", Width.M)),
                                late.stream()
                                        .map(open -> Forms.readOnly(
                                                open.id(),
                                                Map.of(
                                                        "office", organization.officeName(open.office()),
                                                        "name", open.name(),
                                                        "due", WorkingDays.dateText(open.due()),
                                                        "remaining",
                                                                days.remaining(open.due())
                                                                        .text())))
                                        .toList()),
                        Forms.questions(
                                URGED,
                                "督办记录",
                                List.of(Column.input("note", "督办情况", InputType.LONG_TEXT, Width.L)),
                                Map.of("note", note),
                                note.isEmpty()
                                        ? List.of(new Problem("note", "请写明何时、以什么方式催办了哪些单位；没有逾期的写“无逾期”。"))
                                        : List.of())),
                List.of(new Fact("逾期未办", late.size() + " 项")),
                List.of());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        log.record(actor, "督办", task.year(), task.key(), null, draft.value(URGED, URGED, "note", ""), null);
        return Map.of();
    }
}
