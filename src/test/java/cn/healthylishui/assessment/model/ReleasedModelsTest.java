package cn.healthylishui.assessment.model;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.model.Models.Bpmns;
import cn.healthylishui.assessment.model.Models.Dmns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.InputExpression;
import org.camunda.bpm.model.dmn.instance.Output;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A year keeps the models of the version it was started on, and today's program runs it: whatever a released model names is there.
 * CONTRIBUTING.md says what a release owes to the years that run on it.
 */
class ReleasedModelsTest {

    private static final String FORM_KEY = "embedded:app:forms/";

    /** Read once; nobody changes them. */
    private static final List<Bpmns> MODELS = Models.releasedBpmn();

    private static final List<Dmns> DECISIONS = Models.releasedDmn();

    private static Beans beans;

    @BeforeAll
    static void findBeans() {
        beans = new Beans();
    }

    static List<Bpmns> models() {
        return MODELS;
    }

    static List<Dmns> decisions() {
        return DECISIONS;
    }

    @Test
    void every_version_that_the_change_log_dates_has_its_models_here() throws IOException {
        List<String> released = Pattern.compile("(?m)^## ([0-9.]+)（")
                .matcher(Files.readString(Path.of("CHANGELOG.md")))
                .results()
                .map(version -> version.group(1))
                .sorted()
                .toList();
        assertThat(released).contains("0.5.0");
        try (Stream<Path> kept = Files.list(Models.RELEASED)) {
            assertThat(kept.map(version -> version.getFileName().toString()).sorted())
                    .isEqualTo(released);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void every_bean_and_method_that_it_calls_is_there(Bpmns file) {
        assertThat(Models.wordsByElement(file.model())
                        .filter(word -> Expressions.isIn(word.text()))
                        .flatMap(word -> beans.unanswered(Expressions.of(word.text())).stream()
                                .map(fault -> word.element() + ": " + fault)))
                .as(file.toString())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void every_user_task_has_its_form(Bpmns file) {
        assertThat(file.all(UserTask.class).map(UserTask::getId))
                .as("tasks of %s, which no form completes", file)
                .isSubsetOf(beans.taskKeys());
        assertThat(file.all(FlowNode.class)
                        .map(node -> node.getAttributeValueNs("http://camunda.org/schema/1.0/bpmn", "formKey"))
                        .filter(key -> key != null))
                .as("form keys of %s, for which there is no page", file)
                .isSubsetOf(Models.hints().stream().map(hint -> FORM_KEY + hint).toList());
    }

    @ParameterizedTest
    @MethodSource("models")
    void what_it_calls_was_released_with_it(Bpmns file) {
        Set<String> together = Stream.concat(
                        MODELS.stream().map(Bpmns::name), DECISIONS.stream().map(Dmns::name))
                .collect(Collectors.toSet());
        String release = file.name().replaceFirst("/.*", "/");
        assertThat(Stream.concat(
                        file.all(CallActivity.class).map(CallActivity::getCalledElement),
                        file.all(BusinessRuleTask.class).map(BusinessRuleTask::getCamundaDecisionRef)))
                .as("what %s calls", file)
                .allSatisfy(called -> assertThat(together).contains(release + called));
        assertThat(file.all(CallActivity.class)).allSatisfy(call -> assertThat(call.getCamundaCalledElementBinding())
                .as(call.getId())
                .isEqualTo("deployment"));
    }

    @ParameterizedTest
    @MethodSource("models")
    void every_message_that_it_waits_for_is_sent_still(Bpmns file) {
        assertThat(file.all(Message.class).map(Message::getName))
                .as("messages of %s, which nothing sends", file)
                .isSubsetOf(beans.textsOfProcessBeans());
    }

    @ParameterizedTest
    @MethodSource("models")
    void every_group_that_it_names_is_one_that_models_name_today(Bpmns file) {
        Set<String> today =
                Models.bpmn().stream().flatMap(ReleasedModelsTest::groups).collect(Collectors.toSet());
        assertThat(groups(file)).as("groups of %s", file).isSubsetOf(today);
    }

    private static Stream<String> groups(Bpmns file) {
        return file.all(UserTask.class)
                .map(UserTask::getCamundaCandidateGroups)
                .filter(group -> group != null && !Expressions.isIn(group));
    }

    /** The program asks by these names; a year that runs is asked by its own table. */
    @ParameterizedTest
    @MethodSource("decisions")
    void a_decision_is_asked_and_answers_under_the_names_of_today(Dmns file) {
        String decision = file.name().replaceFirst(".*/", "");
        Dmns today = Models.dmn().stream()
                .filter(one -> one.name().equals(decision))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No decision " + decision));
        assertThat(names(file)).as(file.name()).containsExactlyInAnyOrderElementsOf(names(today));
    }

    private static List<String> names(Dmns file) {
        Pattern name = Pattern.compile("[a-zA-Z]\\w*");
        return Stream.of(
                        file.model().getModelElementsByType(Decision.class).stream()
                                .map(Decision::getId),
                        file.model().getModelElementsByType(InputExpression.class).stream()
                                .map(input -> input.getText().getTextContent())
                                .flatMap(text -> name.matcher(text).results())
                                .map(MatchResult::group),
                        file.model().getModelElementsByType(Output.class).stream()
                                .map(Output::getName))
                .flatMap(names -> names)
                .toList();
    }
}
