package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.ApplicationTest;
import java.time.LocalDateTime;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the engine remembers of persons goes by a rule, and nothing of it goes before. */
class HistoryCleanupTest extends ApplicationTest {

    private static final int TEN_YEARS = 3650;

    @Autowired
    private ProcessEngine processEngine;

    @Autowired
    private RuntimeService runtimeService;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private HistoryService history;

    @Autowired
    private ManagementService management;

    @AfterEach
    void forget() {
        history.createHistoricProcessInstanceQuery().processInstanceBusinessKeyIn("long-ago", "of-late").list().stream()
                .forEach(instance -> history.deleteHistoricProcessInstance(instance.getId()));
    }

    private void instance(String key) {
        String id = runtimeService
                .startProcessInstanceByKey("annual-work-plan", key)
                .getId();
        runtimeService.deleteProcessInstance(id, "done");
    }

    private long remembered(String key) {
        return history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(key)
                .count();
    }

    @Test
    void every_night_there_is_a_window_for_it_and_every_model_says_how_long() {
        var engine = (ProcessEngineConfigurationImpl) processEngine.getProcessEngineConfiguration();
        assertThat(engine.getHistoryCleanupBatchWindowStartTime()).isEqualTo("01:00");
        assertThat(engine.getHistoryCleanupBatchWindowEndTime()).isEqualTo("05:00");
        assertThat(engine.getHistoryCleanupStrategy()).isEqualTo("removalTimeBased");
        assertThat(history.findHistoryCleanupJobs()).isNotEmpty();
        assertThat(repository.createProcessDefinitionQuery().latestVersion().list())
                .allSatisfy(model -> assertThat(model.getHistoryTimeToLive()).isEqualTo(TEN_YEARS));
    }

    @Test
    void what_began_more_than_ten_years_ago_goes_and_what_began_later_stays() {
        at(LocalDateTime.of(2011, 12, 1, 9, 0));
        instance("long-ago");
        at(LocalDateTime.of(2012, 12, 1, 9, 0));
        instance("of-late");
        at(LocalDateTime.of(2022, 1, 4, 2, 0));

        history.cleanUpHistoryAsync(true);
        history.findHistoryCleanupJobs().forEach(job -> management.executeJob(job.getId()));

        assertThat(remembered("long-ago")).isZero();
        assertThat(remembered("of-late")).isEqualTo(1);
    }
}
