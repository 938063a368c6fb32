package cn.healthylishui.assessment.result.process;

import cn.healthylishui.assessment.audit.CurrentActor;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Revisions;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.Stage;
import cn.healthylishui.assessment.year.Stages;
import java.util.List;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the models {@code city-summary} and {@code result-revision} ask beyond their forms. */
@Component("citySummary")
public class CitySummaryProcess {

    private final Returns returns;
    private final Results results;
    private final AssessmentYears years;
    private final Revisions revisions;
    private final Stages stages;
    private final CurrentActor currentActor;

    CitySummaryProcess(
            Returns returns,
            Results results,
            AssessmentYears years,
            Revisions revisions,
            Stages stages,
            CurrentActor currentActor) {
        this.returns = returns;
        this.results = results;
        this.years = years;
        this.revisions = revisions;
        this.stages = stages;
        this.currentActor = currentActor;
    }

    public List<String> unitsToRejudge(int year) {
        return returns.offices(year, Returns.Stage.REJUDGE);
    }

    /** Runs in the transaction of the leading group's approval, so it is whoever approved that stands on the revision. */
    @Transactional
    public void fixResult(int year) {
        stages.move(year, String.valueOf(year), Stage.RESULT_APPROVED, Stage.RESULT_FIXED);
        results.fix(year, "首次审定", null, currentActor.as(Office.LEADING_GROUP));
        years.markApproved(year);
    }

    /** Whether somebody has drawn up the proposal already, so that it only has to be approved. */
    public boolean drawnUp(VariableScope execution) {
        return execution.hasVariable(Variables.PROPOSAL);
    }

    /** Runs in the transaction of the leading group's approval, like the first result. */
    public void revise(Long proposal) {
        revisions.carryOut(proposal, currentActor.as(Office.LEADING_GROUP));
    }
}
