package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.CurrentActor;
import cn.healthylishui.assessment.audit.RefusedActs;
import cn.healthylishui.assessment.calendar.Remaining;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.limits.Writing;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Draft.RowId;
import cn.healthylishui.assessment.taskform.DraftStore;
import cn.healthylishui.assessment.taskform.DraftStore.RowChange;
import cn.healthylishui.assessment.taskform.Evidence;
import cn.healthylishui.assessment.taskform.EvidenceStore;
import cn.healthylishui.assessment.taskform.EvidenceStore.Upload;
import cn.healthylishui.assessment.taskform.FormLook;
import cn.healthylishui.assessment.taskform.FormView;
import cn.healthylishui.assessment.taskform.FormWorkbook;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.taskform.SecretForm;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.workbook.Fault;
import cn.healthylishui.assessment.workbook.FaultyWorkbook;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

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

    /** Each waits as long as the database lets it wait for the others. */
    private static final int MOST_TRIES = 5;

    private final TaskService tasks;
    private final IdentityService identity;
    private final TaskRefs refs;
    private final TaskFormRegistry forms;
    private final DraftStore drafts;
    private final EvidenceStore evidence;
    private final CurrentActor currentActor;
    private final Organization organization;
    private final WorkingDays workingDays;
    private final RefusedActs refusedActs;
    private final TransactionTemplate transaction;

    TaskDesk(
            TaskService tasks,
            IdentityService identity,
            TaskRefs refs,
            TaskFormRegistry forms,
            DraftStore drafts,
            EvidenceStore evidence,
            CurrentActor currentActor,
            Organization organization,
            WorkingDays workingDays,
            RefusedActs refusedActs,
            PlatformTransactionManager transactions) {
        this.tasks = tasks;
        this.identity = identity;
        this.refs = refs;
        this.forms = forms;
        this.drafts = drafts;
        this.evidence = evidence;
        this.currentActor = currentActor;
        this.organization = organization;
        this.workingDays = workingDays;
        this.refusedActs = refusedActs;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Transactional
    public FormView view(String taskId) {
        TaskRef task = open(taskId);
        TaskForm form = forms.at(task);
        if (form instanceof SecretForm secret) {
            refuseOthers(secret, task, "查看测评票");
            return look(task, new FormLook(Draft.EMPTY, form.content(task, Draft.EMPTY), Set.of()));
        }
        return show(task, look(task, form));
    }

    /** A row that the form does not offer takes the whole save back. */
    @Transactional
    public FormView save(String taskId, List<RowChange> changes) {
        TaskRef task = mine(taskId);
        drafts.save(taskId, changes, actor(task).userId());
        FormLook look = look(task);
        for (RowChange change : changes) {
            if (look.foreign().contains(new RowId(change.section(), change.key()))) {
                throw new Refused(FormLook.NO_SUCH_FILE);
            }
        }
        FormView view = show(task, look);
        refuseLocked(view, changes);
        return view;
    }

    /** Not one transaction: while a file is looked into, nothing in the database waits for it. */
    public Evidence attach(String taskId, Upload upload) {
        TaskRef task = mine(taskId);
        forms.at(task); // the others ask when they look
        return evidence.store(task, upload, actor(task));
    }

    /** @param fileName what the workbook is called */
    public record Workbook(String fileName, Writing content) {}

    /** The tables of the task's form as a workbook to be filled in elsewhere. */
    @Transactional
    public Workbook workbook(String taskId) {
        TaskRef task = open(taskId);
        FormWorkbook workbook = workbook(task);
        return new Workbook("%s-%s.xlsx".formatted(task.name(), about(task)), workbook::write);
    }

    /** @param rows in how many rows something else was filled in than before */
    public record Uploaded(int rows, FormView view) {}

    /**
     * Types what was filled in into the draft.
     *
     * @throws FaultyWorkbook where anything in it is wrong; then nothing is taken over
     */
    @Transactional
    public Uploaded upload(String taskId, String fileName, byte[] file) {
        TaskRef task = mine(taskId);
        try {
            List<FormWorkbook.Upload> uploads = workbook(task).read(file);
            Draft draft = drafts.load(taskId);
            if (!uploads.isEmpty()) {
                drafts.save(
                        taskId,
                        uploads.stream()
                                .map(upload -> upload.change(version(draft, upload)))
                                .toList(),
                        actor(task).userId());
            }
            FormLook after = look(task);
            List<Fault> faults = FormWorkbook.faults(uploads, after.content());
            if (!faults.isEmpty()) {
                throw new FaultyWorkbook(faults);
            }
            return new Uploaded(uploads.size(), show(task, after));
        } catch (FaultyWorkbook faulty) {
            throw faulty.in(fileName, file);
        }
    }

    private static long version(Draft draft, FormWorkbook.Upload upload) {
        Draft.@Nullable DraftRow row =
                draft.row(upload.section().key(), upload.row().key());
        return row == null ? 0 : row.version();
    }

    private FormWorkbook workbook(TaskRef task) {
        requireDraft(task);
        FormLook look = look(task);
        if (!FormWorkbook.offered(look.content())) {
            throw new Refused("这项任务没有可以下载填写的表格，请在网页上填写。");
        }
        return new FormWorkbook(task, about(task), look.content(), look.draft());
    }

    private String about(TaskRef task) {
        String office = organization.officeName(task.office());
        String object = refs.object(task.variables());
        return object.isEmpty() || object.equals(office) ? office : office + "（" + object + "）";
    }

    /**
     * Casts a secret form and completes its task. Whoever does so at the same time as many others waits for them.
     *
     * @throws TaskNotYours where the task is not this account's own
     * @throws Refused where anything is wrong with what is cast; then nothing of it is kept
     */
    public void cast(String taskId, List<SecretForm.Answer> answers) {
        for (int tries = 1; ; tries++) {
            try {
                transaction.executeWithoutResult(status -> castOnce(taskId, answers));
                return;
            } catch (PessimisticLockingFailureException | OptimisticLockingException busy) {
                if (tries == MOST_TRIES) {
                    throw new Refused("现在投票的人太多，这一次没有投出，您选的都还在。请过一会儿再点一次。");
                }
            }
        }
    }

    private void castOnce(String taskId, List<SecretForm.Answer> answers) {
        TaskRef task = open(taskId);
        if (!(forms.at(task) instanceof SecretForm form)) {
            throw new Refused("这项任务不是投票，请在表单里填写后办结。");
        }
        refuseOthers(form, task, "投测评票");
        form.cast(task, answers, actor(task));
        tasks.complete(taskId);
    }

    /** Completes as the engine's own REST interface would. */
    public void complete(String taskId) {
        tasks.complete(taskId);
    }

    /** Whoever works on a task acts for the office whose it is. */
    private Actor actor(TaskRef task) {
        return currentActor.as(task.office());
    }

    private FormLook look(TaskRef task) {
        return look(task, forms.at(task));
    }

    private FormLook look(TaskRef task, TaskForm form) {
        return FormLook.of(form, task, drafts.load(task.id()), evidence);
    }

    private FormView show(TaskRef task, FormLook look) {
        drafts.shown(task.id(), actor(task).userId(), look.draft().seq());
        return look(task, look);
    }

    private FormView look(TaskRef task, FormLook look) {
        return FormView.of(
                head(task), look, clause -> organization.clause(clause).orElse(""), evidence.findAll(look.files()));
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
                throw new Refused(DraftStore.FOREIGN_ROW);
            }
        }
    }

    /** Whoever belongs to the office whose it is may see it; of everybody else the engine says who may. */
    private TaskRef open(String taskId) {
        TaskRef task = refs.find(taskId).orElseThrow(TaskNotYours::new);
        Authentication user = identity.getCurrentAuthentication();
        boolean member = user != null && isOf(user, task.office());
        if (!member && tasks.createTaskQuery().taskId(taskId).count() == 0) {
            throw new TaskNotYours();
        }
        WorkInLogs.on(task);
        return task;
    }

    /** Whoever may see the task in the engine, an administrator say, and is not the one whose it is: refused, and told in the log. */
    private void refuseOthers(SecretForm form, TaskRef task, String act) {
        Actor actor = currentActor.asOneOf(task.office());
        if (!form.isFor(task, actor.userId())) {
            refusedActs.record(
                    actor,
                    act,
                    (Integer) task.variables().get(Variables.YEAR),
                    task.office(),
                    "这张票只归席位“%s”自己的账号。".formatted(organization.officeName(task.office())));
            throw new TaskNotYours();
        }
    }

    /** What is typed into a secret form never comes here before it is cast. */
    private void requireDraft(TaskRef task) {
        if (forms.isSecret(task.key())) {
            throw new Refused("测评票没有草稿，也没有附件和表格：您选的只在您的浏览器里，确认投出时一次交来。请刷新页面后填写。");
        }
    }

    /** Reading is not enough to write: the user must belong to the task's office or have been given the task. */
    private TaskRef mine(String taskId) {
        TaskRef task = open(taskId);
        Authentication user = identity.getCurrentAuthentication();
        if (user == null || !(isOf(user, task.office()) || isGiven(user, taskId))) {
            throw new TaskNotYours();
        }
        requireDraft(task);
        return task;
    }

    private static boolean isOf(Authentication user, String office) {
        return user.getGroupIds() != null && user.getGroupIds().contains(office);
    }

    private boolean isGiven(Authentication user, String taskId) {
        return tasks.createTaskQuery()
                        .taskId(taskId)
                        .taskAssignee(user.getUserId())
                        .count()
                == 1;
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
