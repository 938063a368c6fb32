package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.OnBothDatabases;
import cn.healthylishui.assessment.StaffTest;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A step that fails is tried again with growing delay, whatever its model says, and then stands. */
@OnBothDatabases
class RetriesTest extends StaffTest {

    private static final List<Duration> DELAYS =
            List.of(Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofHours(1));

    @Autowired
    private ManagementService management;

    private String deployment;

    @BeforeEach
    void aModelWithAStepThatFails() {
        deployment = repository
                .createDeployment()
                .addModelInstance(
                        "failing.bpmn",
                        Bpmn.createExecutableProcess("failing")
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .serviceTask("step")
                                .name("出错的步骤")
                                .camundaAsyncBefore()
                                .camundaExpression("${nothing.there}")
                                .endEvent()
                                .done())
                .deploy()
                .getId();
    }

    @AfterEach
    void without() {
        repository.deleteDeployment(deployment, true);
    }

    @Test
    void after_half_a_minute_two_ten_and_sixty_then_it_waits_for_somebody() {
        LocalDateTime now = LocalDateTime.of(YEAR + 1, 1, 4, 9, 0);
        String instance = processes.startProcessInstanceByKey("failing").getId();
        String id = management
                .createJobQuery()
                .processInstanceId(instance)
                .singleResult()
                .getId();

        for (Duration delay : DELAYS) {
            assertThatThrownBy(() -> management.executeJob(id)).hasMessageContaining("nothing");
            Job job = management.createJobQuery().jobId(id).singleResult();
            assertThat(new java.sql.Timestamp(job.getDuedate().getTime()).toLocalDateTime())
                    .isEqualTo(now.plus(delay));
            assertThat(processes.createIncidentQuery().count()).isZero();
            assertThat(management.createJobQuery().jobId(id).executable().count())
                    .as("not before its time")
                    .isZero();
            now = now.plus(delay);
            at(now);
            assertThat(management.createJobQuery().jobId(id).executable().count())
                    .isEqualTo(1);
        }
        assertThatThrownBy(() -> management.executeJob(id)).hasMessageContaining("nothing");

        assertThat(processes.createIncidentQuery().count()).isEqualTo(1);
        assertThat(staff("camunda-admin").get("/my/state").body()).contains("出错的步骤", "1个步骤试完仍没有办成");
    }
}
