package cn.healthylishui.assessment.scorecard.process;

import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.cycle.YearFrozen;
import cn.healthylishui.assessment.cycle.YearSettings;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.scorecard.Grades;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Grades by the decision table {@code grade}, in the version that the year started with. */
@Component
class DecisionTableGrades implements Grades {

    private static final String TABLE = "grade";

    private final DecisionService decisions;
    private final RepositoryService repository;
    private final AssessmentYears years;

    DecisionTableGrades(DecisionService decisions, RepositoryService repository, AssessmentYears years) {
        this.decisions = decisions;
        this.repository = repository;
        this.years = years;
    }

    @EventListener
    void keepVersion(YearFrozen frozen) {
        years.recordGradeTable(frozen.year(), currentVersion());
    }

    @Override
    public int currentVersion() {
        return repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(TABLE)
                .latestVersion()
                .singleResult()
                .getVersion();
    }

    @Override
    public Graded grade(
            int year, BigDecimal score, boolean mustPassMet, boolean excellentShareMet, boolean misconduct) {
        YearSettings settings = years.settings(year);
        DmnDecisionRuleResult result = decisions
                .evaluateDecisionTableByKey(TABLE)
                .version(years.get(year).gradeTableVersion())
                .variables(Map.of(
                        "score", score,
                        "mustPassMet", mustPassMet,
                        "excellentShareMet", excellentShareMet,
                        "misconduct", misconduct,
                        "excellentBound", settings.excellentBound(),
                        "passBound", settings.passBound()))
                .evaluate()
                .getSingleResult();
        return new Graded(
                Grade.of(Objects.requireNonNull(result.<String>getEntry("grade"))),
                Objects.requireNonNull(result.<String>getEntry("reason")));
    }
}
