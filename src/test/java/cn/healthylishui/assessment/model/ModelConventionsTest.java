package cn.healthylishui.assessment.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cn.healthylishui.assessment.model.Models.Bpmns;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.Association;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Definitions;
import org.camunda.bpm.model.bpmn.instance.Documentation;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.Lane;
import org.camunda.bpm.model.bpmn.instance.LaneSet;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.MessageFlow;
import org.camunda.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.Participant;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TextAnnotation;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnPlane;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.camunda.bpm.model.bpmn.instance.di.DiagramElement;
import org.camunda.bpm.model.bpmn.instance.di.Waypoint;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every model of the repository keeps to, so that people can read it and the program finds what it names. */
class ModelConventionsTest {

    private static final Pattern KEBAB_CASE = Pattern.compile("[a-z]+(-[a-z]+)*");
    private static final Pattern CAMEL_CASE = Pattern.compile("[a-z]+([A-Z][a-z0-9]*)+");

    /** The word that an id begins with tells what the element is. */
    private static final Map<Class<? extends ModelElementInstance>, String> PREFIXES = prefixes();

    /** Chinese, with figures and Chinese punctuation; no Latin letters. */
    private static final Pattern CHINESE = Pattern.compile("(?=.*\\p{IsHan})[^\\p{IsLatin}]+", Pattern.DOTALL);

    /** Dates are worked out by the program, from the year's deadlines, its settings or what was agreed. */
    private static final Pattern DUE = Pattern.compile("\\$\\{\\w+\\.(\\w*[dD]ue|dueDate|workingDaysFromNow)\\(.*\\)}");

    private static final String FORM_KEY = "embedded:app:forms/";
    private static final String ARRIVED = "${taskForms.arrived(task)}";
    private static final String SUBMIT = "${taskForms.submit(task)}";
    private static final String WITHDRAWN = "${taskForms.withdrawn(task)}";

    private static Beans beans;

    @BeforeAll
    static void findBeans() {
        beans = new Beans();
    }

    static List<Bpmns> models() {
        return Models.bpmn();
    }

    // Names

    @ParameterizedTest
    @MethodSource("models")
    void a_file_holds_one_executable_process_of_its_own_name(Bpmns file) {
        List<Process> processes = file.all(Process.class).toList();
        assertThat(processes).hasSize(1);
        assertThat(processes.get(0).getId()).isEqualTo(file.name()).matches(KEBAB_CASE);
        assertThat(processes.get(0).isExecutable()).isTrue();
    }

    @Test
    void a_decision_is_named_after_its_file() {
        assertThat(Models.dmn()).isNotEmpty().allSatisfy(file -> assertThat(
                        file.model().getModelElementsByType(Decision.class))
                .extracting(Decision::getId)
                .contains(file.name()));
    }

    @ParameterizedTest
    @MethodSource("models")
    void ids_are_given_by_people_and_tell_the_kind_of_element(Bpmns file) {
        assertThat(file.all(BaseElement.class)
                        .filter(element -> !(element instanceof Process))
                        .filter(element -> element.getId() != null)
                        .filter(element -> !isNamedByPeople(element))
                        .map(BaseElement::getId))
                .isEmpty();
        assertThat(file.all(FlowElement.class).filter(element -> element.getId() == null))
                .isEmpty();
        assertThat(file.model().getDefinitions().getId()).matches(CAMEL_CASE);
    }

    @Test
    void ids_of_decision_tables_are_given_by_people() {
        assertThat(Models.dmn())
                .allSatisfy(file -> assertThat(file.model().getModelElementsByType(DmnElement.class).stream()
                                .filter(element -> !(element instanceof Decision))
                                .map(DmnElement::getId)
                                .filter(Objects::nonNull))
                        .allSatisfy(id -> assertThat(id).matches(CAMEL_CASE)));
    }

    @ParameterizedTest
    @MethodSource("models")
    void what_people_see_is_named_in_chinese(Bpmns file) {
        Stream<? extends BaseElement> seen = file.all(BaseElement.class)
                .filter(element -> element instanceof Activity
                        || element instanceof Event
                        || element instanceof ExclusiveGateway
                        || element instanceof Process
                        || element instanceof Participant
                        || element instanceof Lane);
        assertThat(seen.filter(element -> !isChinese(element.getAttributeValue("name")))
                        .map(BaseElement::getId))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void a_gateway_asks_a_question_and_its_flows_answer_it(Bpmns file) {
        assertThat(file.all(Gateway.class)
                        .filter(gateway -> gateway instanceof ExclusiveGateway)
                        .filter(gateway ->
                                gateway.getName() == null || !gateway.getName().endsWith("？"))
                        .map(Gateway::getId))
                .isEmpty();
        assertThat(file.all(ExclusiveGateway.class)
                        .flatMap(gateway -> gateway.getOutgoing().stream())
                        .filter(flow -> !isChinese(flow.getName()))
                        .map(SequenceFlow::getId))
                .isEmpty();
        assertThat(file.all(Gateway.class)
                        .filter(gateway -> !(gateway instanceof ExclusiveGateway || gateway instanceof ParallelGateway))
                        .map(Gateway::getId))
                .as("gateways of kinds that nobody reads at a glance")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void every_answer_of_a_gateway_has_its_condition_or_is_the_default(Bpmns file) {
        assertThat(file.all(ExclusiveGateway.class)
                        .flatMap(gateway -> gateway.getOutgoing().stream()
                                .filter(flow -> !flow.equals(gateway.getDefault()))
                                .filter(flow -> flow.getConditionExpression() == null))
                        .map(SequenceFlow::getId))
                .isEmpty();
        assertThat(file.all(SequenceFlow.class)
                        .filter(flow -> flow.getConditionExpression() != null)
                        .filter(flow -> !(flow.getSource() instanceof ExclusiveGateway)
                                || flow.equals(((ExclusiveGateway) flow.getSource()).getDefault()))
                        .map(SequenceFlow::getId))
                .as("conditions where nothing is asked")
                .isEmpty();
    }

    // What is said about processes and tasks

    @ParameterizedTest
    @MethodSource("models")
    void a_process_says_what_it_is_and_which_clause_it_rests_on(Bpmns file) {
        assertThat(documentation(file.process())).matches(CHINESE).contains("依据：办法");
    }

    @ParameterizedTest
    @MethodSource("models")
    void a_user_task_says_who_by_when_what_completing_means_and_the_clause(Bpmns file) {
        assertThat(file.all(UserTask.class)).allSatisfy(task -> assertThat(documentation(task))
                .as(task.getId())
                .matches(CHINESE)
                .startsWith("由")
                .contains("办理")
                .containsPattern("(前|内)(办完|办理)|内办完")
                .containsPattern("依据：办法[一二三四五六七八九十]"));
    }

    @ParameterizedTest
    @MethodSource("models")
    void what_the_system_does_by_itself_is_explained(Bpmns file) {
        assertThat(file.all(FlowNode.class)
                        .filter(node -> node instanceof ServiceTask
                                || node instanceof CallActivity
                                || node instanceof BoundaryEvent
                                || node instanceof IntermediateCatchEvent)
                        .filter(node -> !isChinese(documentation(node)))
                        .map(FlowNode::getId))
                .isEmpty();
    }

    // User tasks

    @ParameterizedTest
    @MethodSource("models")
    void a_user_task_goes_to_an_office_and_falls_due(Bpmns file) {
        assertThat(file.all(UserTask.class)).allSatisfy(task -> {
            assertThat(task.getCamundaCandidateGroupsList()).as(task.getId()).hasSize(1);
            assertThat(task.getCamundaDueDate()).as(task.getId()).matches(DUE);
            assertThat(task.getCamundaAssignee()).as(task.getId()).isNull();
            assertThat(task.getCamundaCandidateUsers()).as(task.getId()).isNull();
        });
    }

    @ParameterizedTest
    @MethodSource("models")
    void a_user_task_has_the_form_of_its_own_name(Bpmns file) {
        assertThat(file.all(UserTask.class)).allSatisfy(task -> assertThat(task.getCamundaFormKey())
                .isEqualTo(FORM_KEY + kebab(task.getId().substring("task".length())) + ".html"));
    }

    @ParameterizedTest
    @MethodSource("models")
    void nothing_completes_a_task_around_its_rules(Bpmns file) {
        assertThat(file.all(UserTask.class)).allSatisfy(task -> assertThat(listeners(task))
                .as(task.getId())
                .filteredOn(listener -> !listener.getCamundaEvent().equals("delete"))
                .extracting(CamundaTaskListener::getCamundaEvent, CamundaTaskListener::getCamundaExpression)
                .containsExactlyInAnyOrder(tuple("create", ARRIVED), tuple("complete", SUBMIT)));
    }

    /** What was to stay unknown must not outlive its task. */
    @ParameterizedTest
    @MethodSource("models")
    void a_secret_task_and_no_other_takes_its_draft_along_when_it_is_taken_away(Bpmns file) {
        assertThat(file.all(UserTask.class)).allSatisfy(task -> assertThat(listeners(task))
                .as(task.getId())
                .filteredOn(listener -> listener.getCamundaEvent().equals("delete"))
                .extracting(CamundaTaskListener::getCamundaExpression)
                .isEqualTo(beans.secretTaskKeys().contains(task.getId()) ? List.of(WITHDRAWN) : List.of()));
    }

    @Test
    void every_user_task_has_one_form_bean_and_every_form_bean_its_user_task() {
        List<String> tasks = models().stream()
                .flatMap(file -> file.all(UserTask.class))
                .map(UserTask::getId)
                .toList();
        assertThat(tasks).doesNotHaveDuplicates();
        assertThat(beans.taskKeys()).isEqualTo(new TreeSet<>(tasks));
    }

    @Test
    void the_hints_are_those_of_the_forms_that_the_models_name() {
        Set<String> named = models().stream()
                .flatMap(file -> file.all(FlowNode.class))
                .map(node -> node.getAttributeValueNs("http://camunda.org/schema/1.0/bpmn", "formKey"))
                .filter(Objects::nonNull)
                .peek(key -> assertThat(key).startsWith(FORM_KEY))
                .map(key -> key.substring(FORM_KEY.length()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(Models.hints()).isEqualTo(named);
    }

    @ParameterizedTest
    @MethodSource("models")
    void a_process_that_people_start_has_a_start_form_and_no_other_is_offered_to_them(Bpmns file) {
        List<String> starts = file.all(StartEvent.class)
                .filter(start -> start.getParentElement() instanceof Process)
                // A message starts a process without anybody.
                .filter(start -> !isMessage(start))
                .map(StartEvent::getCamundaFormKey)
                .toList();
        if (starts.isEmpty()) { // begun by a message alone, which no person can send
            assertThat(file.process().isCamundaStartableInTasklist()).isFalse();
            return;
        }
        assertThat(starts).hasSize(1);
        if (file.process().isCamundaStartableInTasklist()) {
            assertThat(starts).containsExactly(FORM_KEY + "start-" + file.name() + ".html");
        } else {
            assertThat(starts).containsOnlyNulls();
            assertThat(called()).contains(file.name());
        }
    }

    // What the engine needs

    @ParameterizedTest
    @MethodSource("models")
    void what_happened_is_kept_for_ten_years(Bpmns file) {
        assertThat(file.process().getCamundaHistoryTimeToLiveString()).isEqualTo("P3650D");
    }

    @Test
    void what_was_decided_is_kept_for_ten_years() {
        assertThat(Models.dmn().stream().flatMap(file -> file.model().getModelElementsByType(Decision.class).stream()))
                .isNotEmpty()
                .allSatisfy(decision ->
                        assertThat(decision.getCamundaHistoryTimeToLiveString()).isEqualTo("P3650D"));
    }

    @ParameterizedTest
    @MethodSource("models")
    void offices_that_submit_at_the_same_moment_do_not_hinder_each_other(Bpmns file) {
        assertThat(file.all(MultiInstanceLoopCharacteristics.class)
                        .filter(loop -> !loop.isCamundaAsyncAfter())
                        .map(loop -> ((BaseElement) loop.getParentElement()).getId()))
                .as("multi-instance without asyncAfter")
                .isEmpty();
        assertThat(file.all(UserTask.class)
                        .filter(task -> task.getLoopCharacteristics() == null)
                        .filter(ModelConventionsTest::endsBranch)
                        .filter(task -> !task.isCamundaAsyncAfter())
                        .map(UserTask::getId))
                .as("user tasks that end a branch without asyncAfter")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void multiple_tasks_are_given_out_at_once_one_to_each_of_a_list(Bpmns file) {
        assertThat(file.all(MultiInstanceLoopCharacteristics.class)).allSatisfy(loop -> {
            assertThat(loop.isSequential()).isFalse();
            assertThat(loop.getCamundaCollection()).startsWith("${");
            assertThat(loop.getCamundaElementVariable()).isIn(Beans.variables());
        });
    }

    @ParameterizedTest
    @MethodSource("models")
    void a_running_year_keeps_the_models_it_started_with(Bpmns file) {
        assertThat(file.all(CallActivity.class)).allSatisfy(call -> {
            assertThat(call.getCamundaCalledElementBinding()).as(call.getId()).isEqualTo("deployment");
            assertThat(Models.processFiles()).contains(call.getCalledElement() + ".bpmn");
        });
        assertThat(file.all(BusinessRuleTask.class)).allSatisfy(rule -> {
            assertThat(rule.getCamundaDecisionRefBinding()).as(rule.getId()).isEqualTo("deployment");
            assertThat(Models.processFiles()).contains(rule.getCamundaDecisionRef() + ".dmn");
        });
    }

    @ParameterizedTest
    @MethodSource("models")
    void a_called_process_is_told_its_business_key_and_just_the_facts_it_needs(Bpmns file) {
        assertThat(file.all(CallActivity.class)).allSatisfy(call -> {
            List<CamundaIn> ins = call.getExtensionElements()
                    .getElementsQuery()
                    .filterByType(CamundaIn.class)
                    .list();
            assertThat(ins.stream().map(CamundaIn::getCamundaBusinessKey).filter(Objects::nonNull))
                    .as(call.getId())
                    .hasSize(1);
            List<String> facts = ins.stream()
                    .map(CamundaIn::getCamundaSource)
                    .filter(Objects::nonNull)
                    .toList();
            assertThat(facts).as(call.getId()).contains(Variables.YEAR).isSubsetOf(Beans.variables());
            assertThat(ins)
                    .allSatisfy(in -> assertThat(in.getCamundaVariables()).isNull());
        });
    }

    @ParameterizedTest
    @MethodSource("models")
    void a_passed_deadline_never_ends_the_work(Bpmns file) {
        assertThat(file.all(BoundaryEvent.class)
                        .filter(BoundaryEvent::cancelActivity)
                        .map(BoundaryEvent::getId))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void every_expression_finds_its_bean_and_a_method_that_takes_its_arguments(Bpmns file) {
        List<Expressions> expressions = Models.words(file.model())
                .filter(Expressions::isIn)
                .map(Expressions::of)
                .toList();
        assertThat(expressions).isNotEmpty();
        assertThat(expressions.stream().flatMap(expression -> beans.unanswered(expression).stream()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void models_hold_no_scripts_and_name_no_classes(Bpmns file) {
        assertThat(file.all(ServiceTask.class))
                .allSatisfy(task ->
                        assertThat(task.getCamundaExpression()).as(task.getId()).startsWith("${"));
        assertThat(file.all(ModelElementInstance.class)
                        .map(element -> element.getElementType().getTypeName())
                        .filter(type -> type.toLowerCase().contains("script")))
                .isEmpty();
    }

    // Deployment

    @Test
    void processes_xml_lists_exactly_the_files_in_processes() throws Exception {
        Matcher listed = Pattern.compile("<resource>\\s*(\\S+)\\s*</resource>")
                .matcher(Files.readString(Path.of("src/main/resources/META-INF/processes.xml")));
        assertThat(listed.results().map(resource -> resource.group(1)))
                .containsExactlyInAnyOrderElementsOf(Models.processFiles().stream()
                        .map(name -> "processes/" + name)
                        .toList());
        assertThat(Models.processFiles()).allMatch(name -> name.endsWith(".bpmn") || name.endsWith(".dmn"));
    }

    // Diagrams

    @ParameterizedTest
    @MethodSource("models")
    void every_element_is_drawn_once_and_nothing_else_is(Bpmns file) {
        assertThat(file.all(BpmnShape.class).map(shape -> id(shape.getBpmnElement())))
                .containsExactlyInAnyOrderElementsOf(ids(
                        file,
                        element -> element instanceof FlowNode
                                || element instanceof Participant
                                || element instanceof Lane
                                || element instanceof TextAnnotation));
        assertThat(file.all(BpmnEdge.class).map(edge -> id(edge.getBpmnElement())))
                .containsExactlyInAnyOrderElementsOf(ids(
                        file,
                        element -> element instanceof SequenceFlow
                                || element instanceof MessageFlow
                                || element instanceof Association));
        assertThat(file.all(BpmnPlane.class)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("models")
    void what_is_drawn_bears_the_id_of_its_element(Bpmns file) {
        assertThat(Stream.concat(
                                file.all(BpmnShape.class).map(shape -> List.of(shape, shape.getBpmnElement())),
                                file.all(BpmnEdge.class).map(edge -> List.of(edge, edge.getBpmnElement())))
                        .filter(pair -> !((DiagramElement) pair.get(0))
                                .getId()
                                .equals(((BaseElement) pair.get(1)).getId() + "_di"))
                        .map(pair -> ((DiagramElement) pair.get(0)).getId()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void a_flow_is_drawn_from_the_edge_of_its_source_to_the_edge_of_its_target(Bpmns file) {
        assertThat(file.all(BpmnEdge.class)
                        .filter(edge -> edge.getBpmnElement() instanceof SequenceFlow)
                        .filter(edge -> {
                            SequenceFlow flow = (SequenceFlow) edge.getBpmnElement();
                            List<Waypoint> way = List.copyOf(edge.getWaypoints());
                            return way.size() < 2
                                    || !touches(way.get(0), flow.getSource(), shape(file, flow.getSource()))
                                    || !touches(
                                            way.get(way.size() - 1), flow.getTarget(), shape(file, flow.getTarget()));
                        })
                        .map(edge -> id(edge.getBpmnElement())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void where_there_are_lanes_every_step_stands_in_the_one_it_belongs_to(Bpmns file) {
        List<Lane> lanes = file.all(Lane.class).toList();
        if (lanes.isEmpty()) {
            return;
        }
        assertThat(lanes.stream()
                        .flatMap(lane -> lane.getFlowNodeRefs().stream())
                        .map(FlowNode::getId))
                .containsExactlyInAnyOrderElementsOf(ids(file, FlowNode.class::isInstance));
        assertThat(lanes).allSatisfy(lane -> assertThat(lane.getFlowNodeRefs())
                .allSatisfy(node -> assertThat(holds(shape(file, lane), shape(file, node)))
                        .as("%s in %s", node.getId(), lane.getId())
                        .isTrue()));
    }

    @ParameterizedTest
    @MethodSource("models")
    void a_step_and_its_flows_know_each_other(Bpmns file) {
        assertThat(file.all(SequenceFlow.class)
                        .filter(flow -> !flow.getSource().getOutgoing().contains(flow)
                                || !flow.getTarget().getIncoming().contains(flow))
                        .map(SequenceFlow::getId))
                .isEmpty();
        assertThat(file.all(FlowNode.class)
                        .filter(node -> !(node instanceof SubProcess part && part.triggeredByEvent()))
                        .filter(node -> !(node instanceof StartEvent || node instanceof BoundaryEvent)
                                        && node.getIncoming().isEmpty()
                                || !(node instanceof EndEvent)
                                        && node.getOutgoing().isEmpty())
                        .map(FlowNode::getId))
                .as("steps that nothing leads to or from")
                .isEmpty();
    }

    // Help

    private static Map<Class<? extends ModelElementInstance>, String> prefixes() {
        Map<Class<? extends ModelElementInstance>, String> prefixes = new LinkedHashMap<>();
        prefixes.put(UserTask.class, "task");
        prefixes.put(ServiceTask.class, "service");
        prefixes.put(BusinessRuleTask.class, "decide");
        prefixes.put(CallActivity.class, "call");
        prefixes.put(SubProcess.class, "phase|unit|event");
        prefixes.put(ExclusiveGateway.class, "gateway");
        prefixes.put(ParallelGateway.class, "fork|join");
        prefixes.put(StartEvent.class, "start");
        prefixes.put(EndEvent.class, "end");
        prefixes.put(BoundaryEvent.class, "timer");
        prefixes.put(IntermediateCatchEvent.class, "event|timer");
        prefixes.put(SequenceFlow.class, "flow");
        prefixes.put(Participant.class, "participant");
        prefixes.put(LaneSet.class, "lanes");
        prefixes.put(Lane.class, "lane");
        prefixes.put(Message.class, "message");
        prefixes.put(TextAnnotation.class, "note");
        prefixes.put(Association.class, "link");
        prefixes.put(Definitions.class, "definitions");
        return prefixes;
    }

    private static boolean isNamedByPeople(BaseElement element) {
        String prefix = PREFIXES.entrySet().stream()
                .filter(entry -> entry.getKey().isInstance(element))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
        return CAMEL_CASE.matcher(element.getId()).matches() && element.getId().matches("(" + prefix + ").*");
    }

    private static Collection<CamundaTaskListener> listeners(UserTask task) {
        return task.getExtensionElements() == null
                ? List.of()
                : task.getExtensionElements()
                        .getElementsQuery()
                        .filterByType(CamundaTaskListener.class)
                        .list();
    }

    private static boolean isMessage(StartEvent start) {
        return start.getEventDefinitions().stream().anyMatch(MessageEventDefinition.class::isInstance);
    }

    private static boolean isChinese(String text) {
        return text != null && CHINESE.matcher(text).matches();
    }

    private static String documentation(BaseElement element) {
        return element.getDocumentations().stream()
                .map(Documentation::getTextContent)
                .collect(Collectors.joining());
    }

    private static String kebab(String camelCase) {
        return camelCase.replaceAll("(?<!^)([A-Z])", "-$1").toLowerCase();
    }

    /** Nothing comes after the task but the end, or the wait for other branches. */
    private static boolean endsBranch(UserTask task) {
        return task.getOutgoing().stream()
                .map(SequenceFlow::getTarget)
                .anyMatch(next -> next instanceof EndEvent
                        || (next instanceof ParallelGateway
                                && next.getIncoming().size() > 1));
    }

    private static Set<String> called() {
        return models().stream()
                .flatMap(file -> file.all(CallActivity.class))
                .map(CallActivity::getCalledElement)
                .collect(Collectors.toSet());
    }

    /** The variables that the code declares. */
    private static Collection<String> ids(Bpmns file, Predicate<BaseElement> wanted) {
        return file.all(BaseElement.class)
                .filter(wanted)
                .map(BaseElement::getId)
                .toList();
    }

    private static String id(BaseElement element) {
        return element == null ? "(nothing)" : element.getId();
    }

    private static Bounds shape(Bpmns file, BaseElement element) {
        return file.all(BpmnShape.class)
                .filter(shape -> element.equals(shape.getBpmnElement()))
                .findFirst()
                .orElseThrow()
                .getBounds();
    }

    /** Whether a point lies on the outline: a circle for an event, a diamond for a gateway, else a rectangle; give or take a pixel. */
    private static boolean touches(Waypoint point, FlowNode node, Bounds shape) {
        double halfWidth = shape.getWidth() / 2;
        double halfHeight = shape.getHeight() / 2;
        double right = Math.abs(point.getX() - shape.getX() - halfWidth) / halfWidth;
        double down = Math.abs(point.getY() - shape.getY() - halfHeight) / halfHeight;
        double distance = node instanceof Event
                ? Math.hypot(right, down)
                : node instanceof Gateway ? right + down : Math.max(right, down);
        return Math.abs(distance - 1) <= 1 / Math.min(halfWidth, halfHeight);
    }

    private static boolean holds(Bounds outer, Bounds inner) {
        return inner.getX() >= outer.getX()
                && inner.getY() >= outer.getY()
                && inner.getX() + inner.getWidth() <= outer.getX() + outer.getWidth()
                && inner.getY() + inner.getHeight() <= outer.getY() + outer.getHeight();
    }
}
