package cn.healthylishui.assessment.process;

import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.identityService;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** 申请延期. */
class DeadlineExtensionPathTest extends PathTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = PathEngine.coveringAllOf("deadline-extension");

    private static final String OFFICE = "qingtian-wjj";
    private static final long EXTENSION = 7;

    DeadlineExtensionPathTest() {
        super("deadline-extension");
    }

    @BeforeEach
    void login() {
        identityService().setAuthenticatedUserId("chen");
        begunInTheNameOf(OFFICE);
    }

    @AfterEach
    void logout() {
        identityService().clearAuthentication();
    }

    @Test
    void the_office_of_whoever_starts_it_applies_and_a_granted_extension_moves_the_date() {
        ProcessInstance request = start(Map.of());

        complete(open("taskApplyExtension", OFFICE, TOMORROW), Map.of("extension", EXTENSION));
        verify(deadlineExtension, never()).apply(any());
        complete(open("taskDecideExtension", CITY, TOMORROW), Map.of("granted", true));

        verify(deadlineExtension).apply(EXTENSION);
        assertThat(request).isEnded().hasPassed("endExtended").hasNotPassed("endExtensionRefused");
    }

    @Test
    void a_refused_extension_leaves_every_date_as_it_was() {
        ProcessInstance request = start(Map.of());

        complete(open("taskApplyExtension", OFFICE), Map.of("extension", EXTENSION));
        complete(open("taskDecideExtension", CITY), Map.of("granted", false));

        verify(deadlineExtension, never()).apply(any());
        assertThat(request).isEnded().hasPassed("endExtensionRefused").hasNotPassed("endExtended");
    }
}
