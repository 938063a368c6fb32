package cn.healthylishui.assessment.keywork.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.keywork.Change;
import cn.healthylishui.assessment.keywork.KeyTask;
import cn.healthylishui.assessment.keywork.KeyTask.Target;
import cn.healthylishui.assessment.keywork.KeyTasks;
import cn.healthylishui.assessment.keywork.KeyWorkTemplate;
import cn.healthylishui.assessment.keywork.ResponsibleUnits;
import cn.healthylishui.assessment.keywork.WorkPlans;
import cn.healthylishui.assessment.keywork.WorkPlans.Content;
import cn.healthylishui.assessment.keywork.process.BatchHead.Head;
import cn.healthylishui.assessment.keywork.process.BatchTasks.Entry;
import cn.healthylishui.assessment.keywork.process.BatchTasks.Tasks;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 录入重点工作: one batch of key work, taken over from a document or the year before, or typed; later ones change what is there. */
@Component
public class EnterKeyWorkForm implements TaskForm {

    private final WorkPlans plans;
    private final KeyTasks tasks;
    private final KeyWorkTemplate template;
    private final ResponsibleUnits units;
    private final AssessmentYears years;
    private final BatchHead heads;
    private final BatchTasks batchTasks;
    private final BatchTargets batchTargets;

    EnterKeyWorkForm(
            WorkPlans plans,
            KeyTasks tasks,
            KeyWorkTemplate template,
            ResponsibleUnits units,
            AssessmentYears years,
            Clock clock) {
        this.plans = plans;
        this.tasks = tasks;
        this.template = template;
        this.units = units;
        this.years = years;
        this.heads = new BatchHead(plans, tasks, clock);
        this.batchTasks = new BatchTasks(units);
        this.batchTargets = new BatchTargets(units);
    }

    private record Batch(
            Head head, Filled<Head> part, List<GivenTask> given, BatchTargets.Typing targets, Tasks tasks) {

        long count(Change change) {
            return tasks.entries().stream().filter(entry -> entry.is(change)).count();
        }
    }

    @Override
    public String taskKey() {
        return "taskEnterKeyWork";
    }

    @Override
    public void require(TaskRef task) {
        task.requireWithout(Variables.PLAN);
    }

    private Batch read(Draft draft) {
        Head head = heads.read(draft);
        List<GivenTask> given = head.year().map(year -> given(year, head)).orElse(List.of());
        BatchTargets.Typing targets = batchTargets.read(given, draft);
        return new Batch(
                head, heads.part(head, draft), given, targets, batchTasks.read(given, !head.first(), targets, draft));
    }

    /** What is there to begin with. */
    private List<GivenTask> given(int year, Head head) {
        if (!head.first()) {
            return tasks.active(year).stream()
                    .map(task -> GivenTask.of(year, task, pending(year, task)))
                    .toList();
        }
        if (head.isPackaged()) {
            return template.lines().stream()
                    .map(line -> GivenTask.of(year, line))
                    .toList();
        }
        return head.source().filter(BatchHead.CARRY::equals).isEmpty()
                ? List.of()
                : tasks.active(year - 1).stream()
                        .map(task -> GivenTask.of(year, task, null))
                        .toList();
    }

    private @Nullable String pending(int year, KeyTask task) {
        return plans.pendingWith(year, task.code())
                .map(other -> "正在%s里办理".formatted(other.shownTitle()))
                .orElse(null);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Batch batch = read(draft);
        List<Entry> entries = batch.tasks().entries();
        boolean nothing = batch.head().year().isPresent()
                && entries.stream().allMatch(entry -> entry.change().isEmpty());
        return FormContent.of("提交后，分解到各责任单位并请它们确认；审定下达以后才作为正式任务。", "办法二(三)", "意见四(四)")
                .notices(notices(batch))
                .part(batch.part())
                .parts(batch.tasks().given().stream().map(Filled::section).toList())
                .part(batch.tasks().fresh())
                .part(batchTargets.section(batch.given(), entries, draft))
                .fact("新增", batch.count(Change.ADDED) + " 项")
                .fact("修改", batch.count(Change.CHANGED) + " 项")
                .fact("撤销", batch.count(Change.WITHDRAWN) + " 项")
                .problems(nothing ? List.of("本批还没有任务。请新增、修改或撤销至少一项。") : List.of());
    }

    private List<Notice> notices(Batch batch) {
        List<Notice> notices = new ArrayList<>();
        Head head = batch.head();
        head.year()
                .filter(year -> head.isPackaged() && year != KeyWorkTemplate.ISSUED_ON.getYear())
                .map("导入的是2021年的工作要点，用于%d年度前请逐项核对，并改写文件标题、文号和日期。"::formatted)
                .ifPresent(text -> notices.add(new Notice(Level.WARNING, text)));
        head.year()
                .filter(year -> !head.first())
                .map(year -> "%d年度已有%s。"
                        .formatted(
                                year,
                                plans.of(year).stream()
                                        .map(plan ->
                                                plan.shownTitle() + plan.state().label())
                                        .collect(Collectors.joining("；"))))
                .ifPresent(text -> notices.add(new Notice(Level.INFO, text)));
        long doubtful = batch.tasks().entries().stream()
                .filter(entry -> entry.is(Change.ADDED) && entry.units().contains("其他成员单位"))
                .count();
        if (doubtful > 0) {
            notices.add(new Notice(Level.INFO, "有%d项任务写了“其他成员单位”，来源文件没有列出名单，将按名册中现有单位展开，逐家标注待确认。".formatted(doubtful)));
        }
        return notices;
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Batch batch = read(draft);
        Line<Head> head = batch.part().only();
        int year = head.get(BatchHead.YEAR);
        if (years.find(year).isEmpty()) {
            years.prepare(year, actor);
        }
        long plan =
                plans.enter(
                        year,
                        head.get(BatchHead.TITLE),
                        head.find(BatchHead.DOCUMENT).orElse(null),
                        head.get(BatchHead.ISSUED),
                        batch.tasks().entries().stream()
                                .flatMap(entry -> entry
                                        .change()
                                        .map(change -> content(
                                                entry, change, batch.targets().targets(entry.ref())))
                                        .stream())
                                .toList(),
                        actor);
        return Map.of(Variables.YEAR, year, Variables.PLAN, plan);
    }

    private Content content(Entry entry, Change change, List<Target> targets) {
        ResponsibleUnits.Reading read = units.read(entry.lead(), entry.units());
        GivenTask given = entry.given();
        return new Content(
                given == null ? null : given.code(),
                change,
                entry.reason().isEmpty() ? null : entry.reason(),
                entry.chapter(),
                entry.section(),
                entry.body(),
                read.form(),
                read.responsible(),
                read.seats(),
                targets,
                given == null ? List.of() : given.groups());
    }
}
