package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.organization.Organization;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.history.HistoricIdentityLinkLog;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.stereotype.Component;

/** Tells whoever comes too late by whom a task was done; nobody whose task it was not learns that there was one. */
@Component
class CompletedTasks {

    private static final Duration JUST_NOW = Duration.ofMinutes(10);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("M月d日").withZone(ZoneId.of("Asia/Shanghai"));

    private final HistoryService history;
    private final IdentityService identity;
    private final CurrentUser users;
    private final Organization organization;

    CompletedTasks(HistoryService history, IdentityService identity, CurrentUser users, Organization organization) {
        this.history = history;
        this.identity = identity;
        this.users = users;
        this.organization = organization;
    }

    /**
     * Who completed the task, in a sentence; empty where it is not done, or was not the asking person's.
     *
     * @param groups those that the person belongs to
     */
    Optional<String> told(String taskId, String user, Set<String> groups) {
        return CurrentUser.asEngine(identity, () -> {
            HistoricTaskInstance task = history.createHistoricTaskInstanceQuery()
                    .taskId(taskId)
                    .finished()
                    .taskDeleteReason(TaskEntity.DELETE_REASON_COMPLETED)
                    .singleResult();
            if (task == null) {
                return Optional.empty();
            }
            List<HistoricIdentityLinkLog> links =
                    history.createHistoricIdentityLinkLogQuery().taskId(taskId).list();
            boolean own = user.equals(task.getAssignee())
                    || links.stream()
                            .anyMatch(link -> groups.contains(link.getGroupId()) || user.equals(link.getUserId()));
            return own ? Optional.of(sentence(task, by(task, links))) : Optional.empty();
        });
    }

    private String by(HistoricTaskInstance task, List<HistoricIdentityLinkLog> links) {
        return history
                .createUserOperationLogQuery()
                .taskId(task.getId())
                .operationType(UserOperationLogEntry.OPERATION_TYPE_COMPLETE)
                .list()
                .stream()
                .map(UserOperationLogEntry::getUserId)
                .filter(Objects::nonNull)
                .map(users::name)
                .findFirst()
                .or(() -> links.stream()
                        .map(HistoricIdentityLinkLog::getGroupId)
                        .filter(Objects::nonNull)
                        .map(organization::officeName)
                        .findFirst())
                .orElse("同事");
    }

    private static String sentence(HistoricTaskInstance task, String by) {
        Duration ago = Duration.between(
                task.getEndTime().toInstant(), ClockUtil.getCurrentTime().toInstant());
        return ago.compareTo(JUST_NOW) < 0
                ? "这项任务刚刚已由%s办结。".formatted(by)
                : "这项任务已由%s于%s办结。".formatted(by, DAY.format(task.getEndTime().toInstant()));
    }
}
