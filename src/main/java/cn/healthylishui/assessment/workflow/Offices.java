package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.organization.District;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.history.HistoricIdentityLinkLog;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells the models whose a task is: the code of an office is the candidate group of its tasks. */
@Component("offices")
public class Offices {

    private final Organization organization;
    private final IdentityService identity;
    private final AuthorizationService authorizations;
    private final HistoryService history;

    Offices(
            Organization organization,
            IdentityService identity,
            AuthorizationService authorizations,
            HistoryService history) {
        this.organization = organization;
        this.identity = identity;
        this.authorizations = authorizations;
        this.history = history;
    }

    /** The 健康办 of a county or of the zone. */
    public String countyOffice(String district) {
        return organization.districts().stream()
                .filter(one -> one.code().equals(district))
                .map(District::officeCode)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No district " + district));
    }

    /** The offices of the person logged in in whose name that person may begin a procedure. */
    public List<Office> beginning(String process) {
        return Optional.ofNullable(identity.getCurrentAuthentication())
                .map(person -> beginning(process, person))
                .orElse(List.of());
    }

    private List<Office> beginning(String process, Authentication person) {
        return organization.offices().stream()
                .filter(office ->
                        person.getGroupIds() != null && person.getGroupIds().contains(office.code()))
                .filter(office -> authorizations.isUserAuthorized(
                        person.getUserId(),
                        List.of(office.code()),
                        Permissions.CREATE_INSTANCE,
                        Resources.PROCESS_DEFINITION,
                        process))
                .toList();
    }

    /**
     * 以哪个单位的名义: settles, where a person begins a procedure, which of the person's offices does. With more than one that may, the
     * person has to have said which; what else came along is refused. The program itself says in whose name it begins one.
     */
    public void chosen(DelegateExecution execution) {
        @Nullable Object said = execution.getVariable(Variables.OFFICE);
        @Nullable Authentication person = identity.getCurrentAuthentication();
        if (person != null) {
            execution.setVariable(
                    Variables.OFFICE, chosen(beginning(process((ExecutionEntity) execution), person), said));
        } else if (said == null) {
            throw new IllegalStateException("Nobody says in the name of which office the procedure is begun");
        }
    }

    private static String chosen(List<Office> possible, @Nullable Object said) {
        if (possible.isEmpty()) {
            throw refusal("这个流程不由您所在的单位发起。");
        }
        if (said == null && possible.size() > 1) {
            throw refusal("您在%s都有账号，要先选定以哪个单位的名义发起。请刷新页面，选好后再点“发起”。".formatted(names(possible)));
        }
        return possible.stream()
                .map(Office::code)
                .filter(code -> said == null || said.equals(code))
                .findFirst()
                .orElseThrow(() -> refusal("您只能以%s的名义发起这个流程。请刷新页面，重新选择。".formatted(names(possible))));
    }

    private static String names(List<Office> offices) {
        return offices.stream().map(Office::name).collect(Collectors.joining("、"));
    }

    private static Refused refusal(String sentence) {
        Refused refusal = new Refused(sentence);
        TaskFormListener.tell(refusal);
        return refusal;
    }

    private static String process(ExecutionEntity execution) {
        return execution.getProcessDefinition().getKey();
    }

    /**
     * Whose the first task is in models of before 0.6.0, which did not ask at the start: where it comes once more, the office that had
     * it; otherwise the one in whose name the person may begin.
     */
    public String officeOf(String user) {
        ExecutionEntity execution = Context.getBpmnExecutionContext().getExecution();
        return formerly(execution).orElseGet(() -> {
            Authentication person = identity.getCurrentAuthentication();
            return person == null
                    ? user
                    : chosen(beginning(process(execution), person), execution.getVariable(Variables.OFFICE));
        });
    }

    private Optional<String> formerly(ExecutionEntity execution) {
        return CurrentUser.asEngine(identity, () -> history
                .createHistoricTaskInstanceQuery()
                .processInstanceId(execution.getProcessInstanceId())
                .taskDefinitionKey(execution.getActivityId())
                .orderByHistoricActivityInstanceStartTime()
                .desc()
                .list()
                .stream()
                .map(HistoricTaskInstance::getId)
                .flatMap(task -> history
                        .createHistoricIdentityLinkLogQuery()
                        .taskId(task)
                        .type(IdentityLinkType.CANDIDATE)
                        .operationType("add")
                        .orderByTime()
                        .desc()
                        .list()
                        .stream())
                .map(HistoricIdentityLinkLog::getGroupId)
                .filter(Objects::nonNull)
                .findFirst());
    }
}
