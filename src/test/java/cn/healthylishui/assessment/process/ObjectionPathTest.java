package cn.healthylishui.assessment.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.identityService;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** 异议办理. */
class ObjectionPathTest extends PathTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = PathEngine.coveringAllOf("objection");

    private static final long OBJECTION = 7;
    private static final Date DECIDED_BY = day(55);

    private ProcessInstance objection;

    ObjectionPathTest() {
        super("objection", "result-revision");
    }

    @BeforeEach
    void login() {
        identityService().setAuthenticatedUserId("chen");
        begunInTheNameOf(COUNTY);
        when(publicity.objectionDue(OBJECTION)).thenReturn(DECIDED_BY);
    }

    @AfterEach
    void logout() {
        identityService().clearAuthentication();
    }

    @Test
    void an_objection_that_is_not_upheld_is_answered_and_the_result_stays() {
        objection = start(Map.of());
        complete(open("taskFileObjection", COUNTY, TOMORROW), filed());
        complete(open("taskInvestigateObjection", CITY, DECIDED_BY));
        complete(open("taskDecideObjection", CITY, DECIDED_BY), Map.of("upheld", false));
        verify(resultUse, never()).begin(anyInt());
        complete(open("taskAnswerObjection", CITY, day(2)));

        verify(resultUse, times(1)).begin(YEAR);
        assertThat(objection).isEnded().hasPassed("endObjectionAnswered").hasNotPassed("callResultRevision");
    }

    @Test
    void an_upheld_objection_is_answered_once_the_result_is_put_right() {
        goToDecision();

        complete(open("taskDecideObjection", CITY), Map.of("upheld", true));
        ProcessInstance revision = called("result-revision");
        assertThat(revision.getBusinessKey()).isEqualTo("2021/objection/7");
        assertThat(revision).variables().containsOnly(Map.entry("year", YEAR), Map.entry("objection", OBJECTION));
        assertThat(openKeys()).containsExactly(CALLED_WORK);
        finishCalled(revision, Map.of("ruling", "APPROVED"));

        complete(open("taskAnswerObjection", CITY, day(2)));
        verify(resultUse, times(1)).begin(YEAR);
        assertThat(objection).isEnded().hasPassed("endObjectionAnswered");
    }

    @Test
    void where_the_leading_group_does_not_approve_the_objection_is_decided_anew() {
        goToDecision();
        complete(open("taskDecideObjection", CITY), Map.of("upheld", true));

        finishCalled(called("result-revision"), Map.of("ruling", "REFUSED"));

        assertThat(objection).isWaitingAtExactly("taskDecideObjection");
        complete(open("taskDecideObjection", CITY, DECIDED_BY), Map.of("upheld", false));
        complete(open("taskAnswerObjection", CITY));
        assertThat(objection).isEnded().hasPassed("endObjectionAnswered");
    }

    @Test
    void where_no_change_is_put_forward_the_objection_is_decided_anew() {
        goToDecision();
        complete(open("taskDecideObjection", CITY), Map.of("upheld", true));

        finishCalled(called("result-revision"));

        assertThat(objection).isWaitingAtExactly("taskDecideObjection");
        complete(open("taskDecideObjection", CITY), Map.of("upheld", true));
        finishCalled(called("result-revision"), Map.of("ruling", "APPROVED"));
        assertThat(objection).isWaitingAtExactly("taskAnswerObjection");
    }

    @Test
    void an_objection_that_is_not_filed_after_all_leaves_nothing_behind() {
        objection = start(Map.of());

        complete(open("taskFileObjection", COUNTY), Map.of("filed", false));

        assertThat(objection).isEnded().hasPassed("endNotFiled").hasNotPassed("taskInvestigateObjection");
        verify(resultUse, never()).begin(anyInt());
    }

    private void goToDecision() {
        objection = start(Map.of());
        complete(open("taskFileObjection", COUNTY), filed());
        complete(open("taskInvestigateObjection", CITY));
    }

    private static Map<String, Object> filed() {
        return Map.of("filed", true, "year", YEAR, "objection", OBJECTION, "district", DISTRICT);
    }
}
