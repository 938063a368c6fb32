package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.CurrentActor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.workflow.TaskDesk.TaskNotYours;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 改派: the city office gives an open task to another office, say after a merger, with a reason. What was typed so far goes with
 * the task, its due date stays, and the former office can no longer open it.
 */
@Component
public class TaskReassignment {

    /** Not for whoever asks; the message says who may. */
    public static class NotAllowed extends RuntimeException {
        NotAllowed() {
            super("改派任务由市健康丽水办办理，您的账号不能改派。");
        }
    }

    /** As long as the column of the log that keeps it. */
    private static final int LONGEST_REASON = 2000;

    private final TaskService tasks;
    private final IdentityService identity;
    private final AuthorizationService authorizations;
    private final TaskRefs refs;
    private final CurrentUser currentUser;
    private final CurrentActor currentActor;
    private final Organization organization;
    private final OperationLog log;

    TaskReassignment(
            TaskService tasks,
            IdentityService identity,
            AuthorizationService authorizations,
            TaskRefs refs,
            CurrentUser currentUser,
            CurrentActor currentActor,
            Organization organization,
            OperationLog log) {
        this.tasks = tasks;
        this.identity = identity;
        this.authorizations = authorizations;
        this.refs = refs;
        this.currentUser = currentUser;
        this.currentActor = currentActor;
        this.organization = organization;
        this.log = log;
    }

    /**
     * Gives an open task to another office.
     *
     * @param office code of the office that is to do it
     * @throws NotAllowed where the current user is neither of the city office nor an administrator
     * @throws TaskNotYours where there is no such open task
     * @throws Refused where the office or the reason will not do
     */
    @Transactional
    public void reassign(String taskId, String office, String reason) {
        if (!mayReassign()) {
            throw new NotAllowed();
        }
        Actor actor = currentActor.asOneOf(Office.CITY, StaffAccounts.ADMINISTRATORS);
        CurrentUser.asEngine(identity, () -> {
            Task task = tasks.createTaskQuery().taskId(taskId).active().singleResult();
            if (task == null) {
                throw new TaskNotYours();
            }
            move(refs.find(taskId).orElseThrow(TaskNotYours::new), office.strip(), reason.strip(), actor);
            return task;
        });
    }

    /** Whether the current user may give tasks to other offices. */
    public boolean mayReassign() {
        return currentUser
                .get()
                .filter(user -> user.administrator() || user.belongsTo(Office.CITY))
                .isPresent();
    }

    private void move(TaskRef task, String officeCode, String reason, Actor actor) {
        Office to = organization.office(officeCode).orElseThrow(() -> new Refused("请选择要改派到的单位。"));
        Refused.because(wrong(task, to, reason));
        tasks.deleteCandidateGroup(task.id(), task.office());
        tasks.setAssignee(task.id(), null);
        withdrawRights(task.id());
        tasks.addCandidateGroup(task.id(), to.code());
        List<User> staff = identity.createUserQuery().memberOfGroup(to.code()).listPage(0, 2);
        if (staff.size() == 1) { // as when a task arrives
            tasks.setAssignee(task.id(), staff.get(0).getId());
        }
        log.record(
                actor,
                Operation.of("改派任务", (Integer) task.variables().get(Variables.YEAR), object(task))
                        .from("%s：%s".formatted(task.name(), organization.officeName(task.office())))
                        .to(to.name())
                        .because(reason));
    }

    /** Taking the office off the task leaves behind the right to work on it that the engine gave with it. */
    private void withdrawRights(String taskId) {
        authorizations
                .createAuthorizationQuery()
                .authorizationType(Authorization.AUTH_TYPE_GRANT)
                .resourceType(Resources.TASK)
                .resourceId(taskId)
                .list()
                .forEach(right -> authorizations.deleteAuthorization(right.getId()));
    }

    /**
     * Units merge and tasks go astray; what a district's own office or the leading group answers for stays with it, no district's
     * task leaves the district, and nobody comes to review itself.
     */
    private Optional<String> wrong(TaskRef task, Office to, String reason) {
        Optional<Office> from = organization.office(task.office());
        if (to.code().equals(task.office())) {
            return Optional.of("这项任务现在就由%s办理，请选择别的单位。".formatted(to.name()));
        }
        if (from.filter(TaskReassignment::hasMovableTasks).isEmpty()) {
            return Optional.of("只有成员单位和市直单位的任务可以改派；健康办和领导小组的任务由本单位办理，来不及的请申请延期。");
        }
        @Nullable String area = from.map(Office::district).orElse(null);
        if (to.kind() == Office.Kind.LEADING_GROUP
                || to.kind() == Office.Kind.RECEIVER
                || to.kind() == Office.Kind.RATER
                || to.kind() == Office.Kind.AUDITOR
                || !Objects.equals(area, to.district())) {
            return Optional.of(area == null ? "市直单位的任务只能改派给市直单位或市健康丽水办。" : "县（市、区）成员单位的任务只能改派给同一县（市、区）的单位。");
        }
        if (to.code().equals(task.variables().get(Variables.UNIT))
                && task.variables().containsKey(Variables.REVIEWER)) {
            return Optional.of("不能改派给%s：这项任务评审的就是它，本单位不能评审自己。".formatted(to.name()));
        }
        if (reason.isEmpty()) {
            return Optional.of("请写明改派理由，理由会记入操作日志。");
        }
        return reason.length() > LONGEST_REASON
                ? Optional.of("改派理由最多%d字，现在有%d字，请缩短。".formatted(LONGEST_REASON, reason.length()))
                : Optional.empty();
    }

    /** Whether tasks of this office may be given to another one at all. */
    public static boolean hasMovableTasks(Office office) {
        return office.kind() == Office.Kind.MEMBER_UNIT || office.kind() == Office.Kind.MUNICIPAL_UNIT;
    }

    private static String object(TaskRef task) {
        return List.of(Variables.TOWNSHIP, Variables.DISTRICT, Variables.UNIT).stream()
                .map(name -> (@Nullable String) task.variables().get(name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(task.key());
    }
}
