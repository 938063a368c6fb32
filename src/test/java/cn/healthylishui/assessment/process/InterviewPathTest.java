package cn.healthylishui.assessment.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.runtimeService;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.when;

import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 约谈和整改. */
class InterviewPathTest extends PathTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = PathEngine.coveringAllOf("interview");

    private static final long OF_DISTRICT = 31;
    private static final long OF_TOWNSHIP = 32;

    InterviewPathTest() {
        super("interview");
    }

    @BeforeEach
    void parties() {
        when(interviews.interviewer(OF_DISTRICT)).thenReturn(LEADING_GROUP);
        when(interviews.interviewer(OF_TOWNSHIP)).thenReturn(COUNTY);
        when(interviews.interviewee(anyLong())).thenReturn(COUNTY);
        when(interviews.due(anyLong(), anyString())).thenAnswer(asked -> by(asked.getArgument(1)));
    }

    @Test
    void the_leading_group_interviews_a_failing_district_which_mends_what_was_found() {
        ProcessInstance interview = interview(OF_DISTRICT, null);

        complete(open("taskNotifyInterview", LEADING_GROUP, by("NOTICE")));
        complete(open("taskSubmitMaterial", COUNTY, by("MATERIAL")));
        complete(open("taskHoldInterview", LEADING_GROUP, by("TALK")));
        complete(open("taskPlanRectification", COUNTY, by("PLAN")));
        complete(open("taskReportRectification", COUNTY, by("REPORT")));
        complete(open("taskCheckRectification", LEADING_GROUP, by("CHECK")), checked(true, false));

        assertThat(interview).isEnded().hasPassed("endMended").hasNotPassed("taskReviewUnmended");
    }

    @Test
    void the_county_interviews_a_failing_township_and_enters_what_it_answers() {
        ProcessInstance interview = interview(OF_TOWNSHIP, "331121105");

        complete(open("taskNotifyInterview", COUNTY, by("NOTICE")));
        complete(open("taskSubmitMaterial", COUNTY));
        complete(open("taskHoldInterview", COUNTY));
        complete(open("taskPlanRectification", COUNTY));
        complete(open("taskReportRectification", COUNTY));
        complete(open("taskCheckRectification", COUNTY), checked(true, false));

        assertThat(interview).isEnded().hasPassed("endMended");
    }

    @Test
    void what_is_not_mended_is_mended_and_reported_again() {
        ProcessInstance interview = interview(OF_DISTRICT, null);
        goTo("taskCheckRectification");

        complete(open("taskCheckRectification", LEADING_GROUP), checked(false, false));

        assertThat(interview).isWaitingAtExactly("taskReportRectification");
        complete(open("taskReportRectification", COUNTY, by("REPORT")));
        complete(open("taskCheckRectification", LEADING_GROUP, by("CHECK")), checked(true, true));
        assertThat(interview).isEnded().hasPassed("endMended");
    }

    @Test
    void what_is_not_mended_in_the_last_round_goes_to_the_leading_group() {
        ProcessInstance interview = interview(OF_TOWNSHIP, "331121105");
        goTo("taskCheckRectification");
        complete(open("taskCheckRectification", COUNTY), checked(false, false));
        complete(open("taskReportRectification", COUNTY));

        complete(open("taskCheckRectification", COUNTY), checked(false, true));

        complete(open("taskReviewUnmended", LEADING_GROUP, day(5)));
        assertThat(interview).isEnded().hasPassed("endReported").hasNotPassed("endMended");
    }

    @ParameterizedTest
    @ValueSource(strings = {"taskNotifyInterview", "taskPlanRectification", "taskReviewUnmended"})
    void whoever_is_found_not_to_have_failed_is_interviewed_no_further(String reached) {
        ProcessInstance interview = interview(OF_DISTRICT, null);
        goTo(reached);
        ProcessInstance other = interview(OF_TOWNSHIP, "331121105");

        runtimeService()
                .createMessageCorrelation("failure-lifted")
                .processInstanceVariableEquals("interview", OF_DISTRICT)
                .correlateAll();

        assertThat(interview).isEnded().hasPassed("endWithdrawn");
        assertThat(other).isWaitingAtExactly("taskNotifyInterview");
        assertThat(openKeys()).containsExactly("taskNotifyInterview");
    }

    private ProcessInstance interview(long interview, String township) {
        Map<String, Object> facts = new HashMap<>(Map.of("year", YEAR, "interview", interview, "district", DISTRICT));
        facts.put("township", township);
        return start(facts);
    }

    /** Does what comes before the task, for the only interview there is; nothing is ever mended. */
    private void goTo(String key) {
        while (!openKeys().contains(key)) {
            String step = openKeys().get(0);
            complete(openAll(step).get(0), step.equals("taskCheckRectification") ? checked(false, true) : Map.of());
        }
    }

    private static Map<String, Object> checked(boolean mended, boolean exhausted) {
        return Map.of("mended", mended, "exhausted", exhausted);
    }

    private static Date by(String step) {
        return due(step, "interview");
    }
}
