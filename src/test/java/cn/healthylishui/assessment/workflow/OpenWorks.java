package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.year.YearRoster;
import org.camunda.bpm.engine.ProcessEngine;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The open tasks of an engine that a test started for itself. */
public final class OpenWorks {

    private OpenWorks() {}

    public static OpenWork of(ProcessEngine engine, YearRoster roster, Organization organization) {
        return new OpenWork(
                engine.getTaskService(), engine.getIdentityService(), refs(engine, roster, organization), roster);
    }

    static TaskRefs refs(ProcessEngine engine, YearRoster roster, Organization organization) {
        return new TaskRefs(
                JdbcClient.create(engine.getProcessEngineConfiguration().getDataSource()), roster, organization);
    }
}
