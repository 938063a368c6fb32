package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.appraisal.Appraisals;
import cn.healthylishui.assessment.appraisal.SealedSeats;
import cn.healthylishui.assessment.appraisal.SealedSeats.Held;
import cn.healthylishui.assessment.audit.CurrentActor;
import cn.healthylishui.assessment.audit.RefusedActs;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.Refused;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.db.DbEntity;
import org.camunda.bpm.engine.impl.db.entitymanager.operation.DbBulkOperation;
import org.camunda.bpm.engine.impl.db.entitymanager.operation.DbEntityOperation;
import org.camunda.bpm.engine.impl.db.entitymanager.operation.DbOperation;
import org.camunda.bpm.engine.impl.db.entitymanager.operation.DbOperationType;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.GroupEntity;
import org.camunda.bpm.engine.impl.persistence.entity.IdentityLinkEntity;
import org.camunda.bpm.engine.impl.persistence.entity.MembershipEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 投票期间，票和席位不能给别人: looks at what the engine is about to write, by whatever call it came about, Tasklist's, Cockpit's, the REST
 * interface's or a bean's, and refuses the whole transaction where a ballot or its seat would change hands. What was tried is told in
 * the log. A ballot's task keeps the office and the owner that it arrived with; its assignee is the seat's account or nobody.
 */
@Component
class SeatGuard {

    private final SealedSeats seats;
    private final Rows rows;
    private final CurrentActor currentActor;
    private final IdentityService identity;
    private final RefusedActs refusedActs;

    SeatGuard(
            SealedSeats seats,
            JdbcClient jdbc,
            CurrentActor currentActor,
            @Lazy IdentityService identity,
            RefusedActs refusedActs) {
        this.seats = seats;
        this.rows = new Rows(jdbc);
        this.currentActor = currentActor;
        this.identity = identity;
        this.refusedActs = refusedActs;
    }

    /** @param all what the engine writes at the end of one command */
    void check(List<DbOperation> all) {
        for (DbOperation operation : all) {
            try {
                if (operation instanceof DbEntityOperation one) {
                    check(one, all);
                } else if (operation instanceof DbBulkOperation many
                        && MembershipEntity.class.equals(many.getEntityType())
                        && many.getOperationType() == DbOperationType.DELETE_BULK) {
                    leaving(many.getParameter(), String.valueOf(many.getStatement()));
                }
            } catch (Refused refusal) {
                String words = String.valueOf(refusal.getMessage());
                refusedActs.record(
                        currentActor.asOneOf(StaffAccounts.ADMINISTRATORS), "改动测评票或席位", null, object(operation), words);
                throw new BadUserRequestException(words); // which the REST interface answers with 400 and these words
            }
        }
    }

    private void check(DbEntityOperation operation, List<DbOperation> all) {
        DbEntity entity = operation.getEntity();
        DbOperationType type = operation.getOperationType();
        if (entity instanceof MembershipEntity membership && type == DbOperationType.INSERT) {
            seats.joining(
                    membership.getUserId(),
                    membership.getGroupId(),
                    currentActor.asOneOf(StaffAccounts.ADMINISTRATORS));
        } else if (entity instanceof UserEntity user && type == DbOperationType.DELETE) {
            seats.refuseMovedVoter(user.getId());
        } else if (entity instanceof UserEntity user && type == DbOperationType.UPDATE) {
            password(user);
        } else if (entity instanceof GroupEntity group && type == DbOperationType.DELETE) {
            seats.refuseLostSeat(group.getId());
        } else if (entity instanceof TaskEntity task
                && Appraisals.BALLOT_TASK.equals(task.getTaskDefinitionKey())
                && type != DbOperationType.DELETE) {
            given(task, all);
        } else if (entity instanceof IdentityLinkEntity link && link.getTaskId() != null) {
            linked(link, type, all);
        }
    }

    @SuppressWarnings("unchecked")
    private void leaving(@Nullable Object parameter, String statement) {
        switch (statement) {
            case "deleteMembershipsByUserId" -> seats.refuseMovedVoter(String.valueOf(parameter));
            case "deleteMembershipsByGroupId" -> seats.refuseLostSeat(String.valueOf(parameter));
            default -> {
                Map<String, Object> one = (Map<String, Object>) Objects.requireNonNull(parameter);
                seats.leaving(String.valueOf(one.get("userId")), String.valueOf(one.get("groupId")));
            }
        }
    }

    /** Only the holder, with the old one known; what our own accounts page does is checked there, since it acts as the engine. */
    private void password(UserEntity user) {
        Authentication by = identity.getCurrentAuthentication();
        if (by == null || user.getId().equals(by.getUserId())) {
            return;
        }
        boolean same = rows.find(String.class, "select pwd_ from act_id_user where id_ = :id", user.getId())
                .filter(stored -> stored.equals(user.getPassword()))
                .isPresent();
        if (!same) {
            seats.refuseMovedVoter(user.getId());
        }
    }

    private record Given(
            @Nullable String assignee,
            @Nullable String owner,
            @Nullable String delegation) {}

    private void given(TaskEntity task, List<DbOperation> all) {
        Given now = new Given(task.getAssignee(), task.getOwner(), task.getDelegationStateString());
        Given before = rows.find(
                        Given.class,
                        "select assignee_ as assignee, owner_ as owner, delegation_ as delegation from act_ru_task where id_ = :id",
                        task.getId())
                .orElse(new Given(null, null, null));
        if (now.equals(before)) {
            return;
        }
        for (Held held : seats.ofSeat(seat(task.getId(), all))) {
            boolean own = now.assignee() == null || now.assignee().equals(held.account());
            if (!own || now.owner() != null || now.delegation() != null) {
                throw seats.refusal(held);
            }
        }
    }

    /** Groups and persons come with a ballot's task and go with it. */
    private void linked(IdentityLinkEntity link, DbOperationType type, List<DbOperation> all) {
        boolean withItsTask = all.stream()
                .anyMatch(other -> other instanceof DbEntityOperation one
                        && one.getEntity() instanceof TaskEntity task
                        && task.getId().equals(link.getTaskId())
                        && one.getOperationType() == type);
        if (!withItsTask && isBallot(link.getTaskId())) {
            seats.ofSeat(seat(link.getTaskId(), List.of())).stream().findFirst().ifPresent(held -> {
                throw seats.refusal(held);
            });
        }
    }

    private boolean isBallot(String task) {
        return rows.get(
                        Integer.class,
                        "select count(*) from act_ru_task where id_ = :id and task_def_key_ = :key",
                        task,
                        Appraisals.BALLOT_TASK)
                > 0;
    }

    /** The group of the task as it is stored, or as it is about to be. */
    private String seat(String task, List<DbOperation> all) {
        Optional<String> arriving = all.stream()
                .filter(one -> one.getOperationType() == DbOperationType.INSERT)
                .filter(DbEntityOperation.class::isInstance)
                .map(one -> ((DbEntityOperation) one).getEntity())
                .filter(IdentityLinkEntity.class::isInstance)
                .map(IdentityLinkEntity.class::cast)
                .filter(link -> task.equals(link.getTaskId()) && link.getGroupId() != null)
                .map(IdentityLinkEntity::getGroupId)
                .findFirst();
        return arriving.orElseGet(() ->
                rows.find(String.class, """
                        select group_id_ from act_ru_identitylink where task_id_ = :id and type_ = :type and group_id_ is not null
                        fetch first 1 rows only
                        """, task, IdentityLinkType.CANDIDATE).orElse(""));
    }

    /** Which account, seat or task it was about. */
    private static String object(DbOperation operation) {
        if (operation instanceof DbEntityOperation one) {
            DbEntity entity = one.getEntity();
            if (entity instanceof MembershipEntity membership) {
                return membership.getGroupId();
            }
            return entity instanceof IdentityLinkEntity link ? link.getTaskId() : entity.getId();
        }
        Object parameter = ((DbBulkOperation) operation).getParameter();
        return parameter instanceof Map<?, ?> both ? String.valueOf(both.get("groupId")) : String.valueOf(parameter);
    }
}
