package cn.healthylishui.assessment.result.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Table;
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
public class UrgeForm implements TaskForm {

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

    public static final String URGED = "urged";
    public static final Field<String> NOTE =
            Field.longText("note", "督办情况", L, Forms.LONG).required("请写明何时、以什么方式催办了哪些单位；没有逾期的写“无逾期”。");

    private static final Table<TaskRef> RECORD =
            Table.<TaskRef>questions(URGED, "督办记录").asks(NOTE);

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
        return FormContent.of("期限已到，各单位的工作照常继续。请逐个催办，并在这里记下做法；办结只表示已经督办，不代替任何单位的工作。", clause)
                .part(Table.of("late", "逾期未办的任务", OpenTask::id)
                        .hintWhereEmpty("目前没有逾期未办的任务。")
                        .shows("office", "单位", M, open -> organization.officeName(open.office()))
                        .shows("name", "任务", L, OpenTask::name)
                        .shows("due", "期限", M, open -> WorkingDays.dateText(open.due()))
                        .shows("remaining", "逾期", M, open -> days.remaining(open.due())
                                .text())
                        .section(late))
                .part(RECORD.read(task, draft))
                .fact("逾期未办", late.size() + " 项");
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        log.record(
                actor,
                Operation.of("督办", task.year(), task.key())
                        .to(RECORD.read(task, draft).only().get(NOTE)));
        return Map.of();
    }
}
