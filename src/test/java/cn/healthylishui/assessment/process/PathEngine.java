package cn.healthylishui.assessment.process;

import java.util.Arrays;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.test.mock.MockExpressionManager;
import org.camunda.community.process_test_coverage.engine.platform7.ProcessCoverageConfigurator;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;

/** The bare engine that paths are walked on: in memory, no application, no clockwork of its own; one for all classes of a run. */
final class PathEngine {

    private static final String[] PROCESSES = {
        "annual-assessment",
        "district-assessment",
        "spot-check",
        "official-figures",
        "city-summary",
        "deadline-extension",
        "result-use",
        "publicity",
        "objection",
        "result-revision",
        "interview",
        "misconduct",
        "hand-over",
        "year-roster",
        "annual-work-plan",
        "quarterly-progress",
        "group-visit",
        "unit-assessment",
        "democratic-appraisal",
        "district-unit-assessment",
        "indicator-adjustment"
    };

    private static final Configuration CONFIGURATION = new Configuration();

    private PathEngine() {}

    static ProcessEngine get() {
        return CONFIGURATION.buildProcessEngine();
    }

    /** Fails a class that has not been through every step and every flow of the process. */
    static ProcessEngineCoverageExtension coveringAllOf(String process) {
        return ProcessEngineCoverageExtension.builder(CONFIGURATION)
                .excludeProcessDefinitionKeys(Arrays.stream(PROCESSES)
                        .filter(other -> !other.equals(process))
                        .toArray(String[]::new))
                .assertClassCoverageAtLeast(1.0)
                .reportDirectory("target/process-test-coverage")
                .build();
    }

    private static final class Configuration extends StandaloneInMemProcessEngineConfiguration {

        Configuration() {
            setProcessEngineName("paths");
            setJdbcUrl("jdbc:h2:mem:paths");
            setDatabaseSchemaUpdate(DB_SCHEMA_UPDATE_CREATE_DROP);
            setJobExecutorActivate(false);
            setMetricsEnabled(false);
            setExpressionManager(new MockExpressionManager());
            ProcessCoverageConfigurator.initializeProcessCoverageExtensions(this);
        }

        @Override
        public ProcessEngine buildProcessEngine() {
            return processEngine == null ? super.buildProcessEngine() : processEngine;
        }
    }
}
