package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.audit.CurrentActor;
import cn.healthylishui.assessment.cycle.Remaining;
import cn.healthylishui.assessment.cycle.WorkingDays;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.DraftStore;
import cn.healthylishui.assessment.taskform.DraftStore.RowChange;
import cn.healthylishui.assessment.taskform.Evidence;
import cn.healthylishui.assessment.taskform.EvidenceStore;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 办事台: what the current user can do with an open task: look, type, add files, complete. Whoever may not see the task in the
 * engine does not learn here that it exists.
 */
@Component
public class TaskDesk {

    /** There is no such open task, or it is not for the current user; which of the two is not told. */
    public static class TaskNotYours extends RuntimeException {
        TaskNotYours() {
            super("这项任务已经办结，或不归您办理。请回到任务清单查看。");
        }
    }

    private final TaskService tasks;
    private final IdentityService identity;
    private final TaskRefs refs;
    private final TaskFormRegistry forms;
    private final DraftStore drafts;
    private final EvidenceStore evidence;
    private final CurrentActor currentActor;
    private final Organization organization;
    private final WorkingDays workingDays;

    TaskDesk(
            TaskService tasks,
            IdentityService identity,
            TaskRefs refs,
            TaskFormRegistry forms,
            DraftStore drafts,
            EvidenceStore evidence,
            CurrentActor currentActor,
            Organization organization,
            WorkingDays workingDays) {
        this.tasks = tasks;
        this.identity = identity;
        this.refs = refs;
        this.forms = forms;
        this.drafts = drafts;
        this.evidence = evidence;
        this.currentActor = currentActor;
        this.organization = organization;
        this.workingDays = workingDays;
    }

    @Transactional
    public FormView view(String taskId) {
        TaskRef task = open(taskId);
        return look(forms.of(task.key()).secret() ? mine(taskId) : task);
    }

    /** A row that the form does not offer takes the whole save back. */
    @Transactional
    public FormView save(String taskId, List<RowChange> changes) {
        TaskRef task = mine(taskId);
        drafts.save(taskId, changes, currentActor.get().userId());
        FormView view = look(task);
        refuseLocked(view, changes);
        return view;
    }

    @Transactional
    public Evidence attach(String taskId, String fileName, byte[] content) {
        return evidence.store(mine(taskId), fileName, content, currentActor.get());
    }

    /** Completes as the engine's own REST interface would. */
    public void complete(String taskId) {
        tasks.complete(taskId);
    }

    private FormView look(TaskRef task) {
        Draft draft = drafts.load(task.id());
        FormContent content = forms.of(task.key()).content(task, draft);
        drafts.shown(task.id(), currentActor.get().userId(), draft.seq());
        return FormView.of(
                head(task),
                content,
                draft,
                clause -> organization.clause(clause).orElse(""),
                this::files);
    }

    /** Only rows that the form shows open can be typed into; a locked or foreign row was never offered. */
    private static void refuseLocked(FormView view, List<RowChange> changes) {
        Set<String> open = view.sections().stream()
                .flatMap(section -> section.rows().stream()
                        .filter(row -> !row.locked())
                        .map(row -> section.key() + "/" + row.key()))
                .collect(Collectors.toSet());
        for (RowChange change : changes) {
            if (!open.contains(change.section() + "/" + change.key())) {
                throw new Refused("这一行不在您这次要填的内容里，没有保存。请刷新页面后再填。");
            }
        }
    }

    private List<Evidence> files(String ids) {
        return ids.isBlank()
                ? List.of()
                : evidence.findAll(Stream.of(ids.split(",")).map(String::strip).toList());
    }

    /** The engine answers only what the current user may read. */
    private TaskRef open(String taskId) {
        Task task = tasks.createTaskQuery().taskId(taskId).singleResult();
        if (task == null) {
            throw new TaskNotYours();
        }
        return refs.of(task);
    }

    /**
     * Reading is not enough to write: the user must belong to the task's office or have been given the task. A secret one cannot be
     * given: whoever hands out tasks could hand it to themselves.
     */
    private TaskRef mine(String taskId) {
        TaskRef task = open(taskId);
        Authentication user = identity.getCurrentAuthentication();
        boolean given = user != null
                && !forms.of(task.key()).secret()
                && tasks.createTaskQuery()
                                .taskId(taskId)
                                .taskAssignee(user.getUserId())
                                .count()
                        == 1;
        if (user == null
                || !(given || user.getGroupIds() != null && user.getGroupIds().contains(task.office()))) {
            throw new TaskNotYours();
        }
        return task;
    }

    private FormView.Head head(TaskRef task) {
        @Nullable Remaining remaining = task.due() == null ? null : workingDays.remaining(task.due());
        return new FormView.Head(
                task.id(),
                task.key(),
                task.name(),
                organization.officeName(task.office()),
                (Integer) task.variables().get(Variables.YEAR),
                refs.object(task.variables()),
                task.due(),
                task.due() == null ? "" : WorkingDays.dateText(task.due()),
                remaining == null ? "" : remaining.text(),
                remaining == null ? "NONE" : remaining.light().name());
    }
}
