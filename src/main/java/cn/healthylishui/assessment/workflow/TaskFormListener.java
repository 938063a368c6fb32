package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.CurrentActor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Draft.RowId;
import cn.healthylishui.assessment.taskform.DraftStore;
import cn.healthylishui.assessment.taskform.EvidenceStore;
import cn.healthylishui.assessment.taskform.EvidenceStore.Unused;
import cn.healthylishui.assessment.taskform.FormLook;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.taskform.SecretForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.identity.User;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * The listeners that every user task of every model carries. Whatever completes a task, from a form or a bare call, its draft is
 * checked and carried out here, in the engine's own transaction: a refusal leaves task and draft as they were.
 */
@Component("taskForms")
public class TaskFormListener {

    /** Where a refusal waits for {@link EngineDoor} to show it to the user in place of the engine's own words. */
    static final String REFUSAL = TaskFormListener.class.getName() + ".refusal";

    /** How the log calls that files went which nothing had come to refer to. */
    static final String TIDIED = "清理未用的材料";

    private static final int PROBLEMS_TOLD = 8;

    private final TaskFormRegistry forms;
    private final TaskRefs refs;
    private final DraftStore drafts;
    private final EvidenceStore evidence;
    private final CurrentActor currentActor;
    private final OperationLog log;
    private final IdentityService identity;

    TaskFormListener(
            TaskFormRegistry forms,
            TaskRefs refs,
            DraftStore drafts,
            EvidenceStore evidence,
            CurrentActor currentActor,
            OperationLog log,
            IdentityService identity) {
        this.forms = forms;
        this.refs = refs;
        this.drafts = drafts;
        this.evidence = evidence;
        this.currentActor = currentActor;
        this.log = log;
        this.identity = identity;
    }

    /**
     * Opens the draft, but none for a secret form; where the office has just one account the task is that person's at once, without a
     * click.
     */
    public void arrived(DelegateTask task) {
        TaskRef ref = refs.of(task);
        if (!(forms.of(ref.key()) instanceof SecretForm)) {
            drafts.open(task.getId(), kept(ref));
        }
        String object = refs.objectFor(ref.office(), ref.variables());
        if (!object.isEmpty()) {
            task.setName(task.getName() + "——" + object);
        }
        List<User> staff =
                identity.createUserQuery().memberOfGroup(ref.office()).listPage(0, 2);
        if (staff.size() == 1) {
            task.setAssignee(staff.get(0).getId());
        }
    }

    public void submit(DelegateTask task) {
        try {
            TaskRef ref = refs.of(task);
            WorkInLogs.on(ref);
            carryOut(task, ref, currentActor.as(ref.office()));
        } catch (Refused refusal) {
            tell(refusal);
            throw refusal;
        }
    }

    /** Whoever asked over the engine's REST interface gets the sentence. */
    static void tell(Refused refusal) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null) {
            request.setAttribute(REFUSAL, refusal.getMessage(), RequestAttributes.SCOPE_REQUEST);
        }
    }

    /**
     * The task was taken away undone, by the procedure: what was typed into it and uploaded for it is erased. Older models name it
     * themselves.
     */
    public void withdrawn(DelegateTask task) {
        drafts.close(task.getId());
        tidy(
                task.getId(),
                task.getTaskDefinitionKey(),
                (Integer) task.getVariable(TaskRef.Variables.YEAR),
                Actor.SYSTEM,
                "任务没有办结就已结束");
    }

    private void carryOut(DelegateTask task, TaskRef ref, Actor actor) {
        if (forms.of(ref.key()) instanceof SecretForm secret) {
            // Cast before, in this transaction, or refused. That it was done has its line in the log already, without a
            // time.
            secret.submit(ref, Draft.EMPTY, actor);
            drafts.close(ref.id());
            return;
        }
        if (!drafts.hasBeenShownLatest(ref.id(), actor.userId())) {
            throw new Refused("您看到的内容不是最新的：同事刚改过，或您还没有打开过表单。请刷新页面，核对后再办结。");
        }
        FormLook look = FormLook.of(forms.at(ref), ref, drafts.load(ref.id()), evidence);
        List<String> problems = look.content().allProblems();
        if (!problems.isEmpty()) {
            throw new Refused(inWords(problems));
        }
        Map<String, Object> routing = forms.submit(ref, look.draft(), actor);
        // Local to the task's own execution: branches that run side by side must not write one shared variable.
        routing.forEach((name, value) -> task.getExecution().setVariableLocal(name, value));
        Set<RowId> coming = forms.of(ref.key()).comesBackWith(ref, look.draft(), routing);
        if (coming.isEmpty()) {
            drafts.close(ref.id());
        } else {
            drafts.keep(ref.id(), coming, kept(ref));
        }
        tidy(ref.id(), ref.key(), (Integer) ref.variables().get(TaskRef.Variables.YEAR), actor, "上传后又从表里删去，任务已办结");
        log.record(
                actor,
                Operation.of("办结任务", (Integer) ref.variables().get(TaskRef.Variables.YEAR), ref.key())
                        .to(ref.name() + (routing.isEmpty() ? "" : " " + routing)));
    }

    /** Under what the draft of such a task waits until it comes back. */
    private static String kept(TaskRef ref) {
        return Stream.of(
                        TaskRef.Variables.YEAR,
                        TaskRef.Variables.DISTRICT,
                        TaskRef.Variables.TOWNSHIP,
                        TaskRef.Variables.UNIT)
                .map(name -> ref.variables().get(name))
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .collect(Collectors.joining("/", "", "/" + ref.key()));
    }

    /** Names of files are not told here: those of a case of misconduct are not for every reader of the log. */
    private void tidy(String task, String key, @Nullable Integer year, Actor actor, String reason) {
        Unused unused = evidence.deleteUnused(task);
        if (unused.files() > 0) {
            log.record(
                    actor, Operation.of(TIDIED, year, key).from(inWords(unused)).because(reason));
        }
    }

    static String inWords(Unused unused) {
        return "%d个文件，共%d字节".formatted(unused.files(), unused.bytes());
    }

    private static String inWords(List<String> problems) {
        String told = problems.stream()
                .limit(PROBLEMS_TOLD)
                .map(problem -> problem.endsWith("。") ? problem.substring(0, problem.length() - 1) : problem)
                .collect(Collectors.joining("；"));
        String more = problems.size() > PROBLEMS_TOLD ? "；等等" : "";
        return "还不能办结，有%d处要改：%s%s。".formatted(problems.size(), told, more);
    }
}
