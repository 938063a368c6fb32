package cn.healthylishui.assessment.scorecard.process;

import cn.healthylishui.assessment.audit.WithoutLogin;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.scorecard.Grades;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearFrozen;
import cn.healthylishui.assessment.year.YearSettings;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.DecisionDefinitionQuery;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Grades by the decision table {@code grade}, in the version that the year started with. */
@Component
class DecisionTableGrades implements Grades {

    private static final String TABLE = "grade";

    private final RepositoryService repository;
    private final WithoutLogin withoutLogin;
    private final AssessmentYears years;

    /** Evaluates without the process engine around it, which would write history at every look at a board. */
    private final DmnEngine evaluation =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

    private final Map<Integer, DmnDecision> versions = new ConcurrentHashMap<>();

    /** All that a version of the table is asked; the same question has the same answer. */
    private record Question(
            int version,
            BigDecimal score,
            boolean mustPassMet,
            boolean excellentShareMet,
            boolean misconduct,
            BigDecimal excellentBound,
            BigDecimal passBound) {}

    private static final int REMEMBERED = 50_000;

    /** Boards ask the same at every look, and each evaluation of the table takes about a millisecond. */
    private final Map<Question, Graded> answers = new ConcurrentHashMap<>();

    DecisionTableGrades(RepositoryService repository, WithoutLogin withoutLogin, AssessmentYears years) {
        this.repository = repository;
        this.withoutLogin = withoutLogin;
        this.years = years;
    }

    @EventListener
    void keepVersion(YearFrozen frozen) {
        years.recordGradeTable(frozen.year(), currentVersion());
    }

    @Override
    public int currentVersion() {
        return definition(DecisionDefinitionQuery::latestVersion).getVersion();
    }

    @Override
    public Graded grade(
            int year, BigDecimal score, boolean mustPassMet, boolean excellentShareMet, boolean misconduct) {
        YearSettings settings = years.settings(year);
        Integer frozen = years.get(year).gradeTableVersion();
        if (answers.size() > REMEMBERED) {
            answers.clear();
        }
        return answers.computeIfAbsent(
                new Question(
                        frozen == null ? currentVersion() : frozen,
                        score,
                        mustPassMet,
                        excellentShareMet,
                        misconduct,
                        settings.excellentBound(),
                        settings.passBound()),
                this::evaluate);
    }

    private Graded evaluate(Question question) {
        DmnDecisionRuleResult result = evaluation
                .evaluateDecisionTable(
                        versions.computeIfAbsent(question.version(), this::parse),
                        Map.of(
                                "score", question.score(),
                                "mustPassMet", question.mustPassMet(),
                                "excellentShareMet", question.excellentShareMet(),
                                "misconduct", question.misconduct(),
                                "excellentBound", question.excellentBound(),
                                "passBound", question.passBound()))
                .getSingleResult();
        return new Graded(
                Grade.of(Objects.requireNonNull(result.<String>getEntry("grade"))),
                Objects.requireNonNull(result.<String>getEntry("reason")));
    }

    private DmnDecision parse(int version) {
        String id =
                definition(query -> query.decisionDefinitionVersion(version)).getId();
        return withoutLogin.ask(() -> evaluation.parseDecision(TABLE, repository.getDecisionModel(id)));
    }

    private DecisionDefinition definition(UnaryOperator<DecisionDefinitionQuery> which) {
        return withoutLogin.ask(
                () -> which.apply(repository.createDecisionDefinitionQuery().decisionDefinitionKey(TABLE))
                        .singleResult());
    }
}
