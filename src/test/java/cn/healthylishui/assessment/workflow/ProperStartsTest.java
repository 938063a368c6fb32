package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.OutOfStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstantiationBuilder;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Nobody begins a procedure anywhere but at its beginning, whoever it is and whichever way is taken. */
class ProperStartsTest extends StaffTest {

    /** Whatever the models route by, as somebody would wish it. */
    private static final Map<String, Object> WISHES = Map.ofEntries(
            Map.entry("year", YEAR),
            Map.entry("district", ZONE),
            Map.entry("unit", "shi-hsz"),
            Map.entry("opened", true),
            Map.entry("approved", true),
            Map.entry("accepted", true),
            Map.entry("granted", true),
            Map.entry("ruling", "APPROVED"),
            Map.entry("correction", 1L),
            Map.entry("proposal", 1L),
            Map.entry("adjustment", 1L),
            Map.entry("objection", 1L),
            Map.entry("misconduct", 1L));

    private record Place(String process, String kind, String field, String id) {

        String call() {
            return Staff.text(Map.of(
                    "startInstructions",
                    List.of(Map.of("type", kind, field, id, "variables", Map.of("approved", Map.of("value", true)))),
                    "variables",
                    Map.of("year", Map.of("value", YEAR, "type", "Integer"))));
        }

        ProcessInstantiationBuilder from(ProcessInstantiationBuilder begun) {
            return switch (kind) {
                case "startBeforeActivity" -> begun.startBeforeActivity(id);
                case "startAfterActivity" -> begun.startAfterActivity(id);
                default -> begun.startTransition(id);
            };
        }
    }

    @Autowired
    private RepositoryService repository;

    @Autowired
    private Organization organization;

    private List<ProcessDefinition> definitions;
    private List<Place> places;

    @BeforeEach
    void readModels() {
        definitions = repository.createProcessDefinitionQuery().latestVersion().list().stream()
                .filter(definition -> definition.getResourceName().startsWith("processes/"))
                .toList();
        places = definitions.stream().flatMap(this::places).toList();
        assertThat(definitions).hasSizeGreaterThan(20);
        assertThat(places).hasSizeGreaterThan(600);
    }

    private Stream<Place> places(ProcessDefinition definition) {
        var model = repository.getBpmnModelInstance(definition.getId());
        String process = definition.getKey();
        return Stream.concat(
                model.getModelElementsByType(FlowNode.class).stream()
                        .flatMap(node -> Stream.of("startBeforeActivity", "startAfterActivity")
                                .map(kind -> new Place(process, kind, "activityId", node.getId()))),
                model.getModelElementsByType(SequenceFlow.class).stream()
                        .map(flow -> new Place(process, "startTransition", "transitionId", flow.getId())));
    }

    /** An office of each kind. */
    private Map<String, List<String>> roles() {
        Map<String, List<String>> roles = new LinkedHashMap<>();
        Arrays.stream(Office.Kind.values()).forEach(kind -> organization.offices().stream()
                .filter(office -> office.kind() == kind)
                .findFirst()
                .ifPresent(office -> roles.put(office.code(), List.of(office.code()))));
        roles.put("admin", List.of("camunda-admin"));
        roles.put("nobody", List.of());
        return roles;
    }

    @Test
    void nobodyBeginsInTheMiddleOverHttp() {
        Map<String, Long> before = counts();
        List<Staff> staff = new ArrayList<>();
        roles().forEach((user, groups) -> {
            if (!groups.isEmpty() && !user.equals("admin")) {
                staff.add(inTasklist(user));
            }
        });
        account("chief", "camunda-admin");
        staff.add(Staff.inTasklist(port, "chief", password));
        staff.add(stranger());
        // Each keeps the login it has, so that a call costs no more than its refusal.
        staff.parallelStream()
                .forEach(one -> places.forEach(place -> {
                    Staff.Answer answer =
                            one.post(one.engine("/process-definition/key/" + place.process() + "/start"), place.call());
                    assertThat(answer.status())
                            .as(one.user() + " " + place)
                            .isEqualTo(one.user().isEmpty() ? 401 : 403);
                }));
        assertThat(processes.createProcessInstanceQuery().count()).isZero();
        assertThat(counts()).isEqualTo(before);
    }

    @Test
    void nobodyBeginsInTheMiddleInTheEngine() {
        roles().forEach((user, groups) -> places.forEach(place -> {
            Throwable refusal = as(user, groups, () -> place.from(processes.createProcessInstanceByKey(place.process()))
                    .setVariables(WISHES)
                    .execute());
            assertThat(refusal)
                    .as(user + " " + place)
                    .isInstanceOf(OutOfStep.class)
                    .hasMessage("流程只能从头发起、按步骤办理，不能从中间开始、改动、跳转或者自带数据。");
        }));
        assertThat(processes.createProcessInstanceQuery().count()).isZero();
    }

    @Test
    void whatOtherProceduresCallIsStartedByNobody() {
        List<String> called = definitions.stream()
                .filter(definition -> !definition.isStartableInTasklist())
                .map(ProcessDefinition::getKey)
                .toList();
        assertThat(called).contains("district-assessment", "spot-check", "publicity", "city-summary", "hand-over");
        roles().forEach((user, groups) -> called.forEach(process -> {
            Throwable refusal = as(user, groups, () -> processes.startProcessInstanceByKey(process, "2021", WISHES));
            assertThat(refusal).as(user + " " + process).isNotNull();
            if (user.equals("admin")) {
                assertThat(refusal).as(process).isInstanceOf(OutOfStep.class).hasMessage("这个流程由别的流程办到时自动开始，不能单独发起。");
            }
        }));
        assertThat(processes.createProcessInstanceQuery().count()).isZero();
    }

    private Throwable as(String user, List<String> groups, Runnable act) {
        identity.setAuthentication(user, groups);
        try {
            return catchThrowable(act::run);
        } finally {
            identity.clearAuthentication();
        }
    }

    @Test
    void whatBeginsInTheNameOfTheCityOfficeAloneTakesNoOther() {
        List<Throwable> refusals = definitions.stream()
                .filter(ProcessDefinition::isStartableInTasklist)
                .map(ProcessDefinition::getKey)
                .map(process -> as(
                        "city-office",
                        List.of("city-office"),
                        () -> processes.startProcessInstanceByKey(process, Map.of("office", "shi-wjw"))))
                .filter(OutOfStep.class::isInstance)
                .toList();

        assertThat(refusals).isNotEmpty().allSatisfy(refusal -> assertThat(refusal)
                .hasMessage("这个流程发起时不用选单位。请刷新页面后再发起。"));
    }
}
