package cn.healthylishui.assessment.model;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.scoring.ItemScore;
import cn.healthylishui.assessment.scoring.Total;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The grade table against 办法六(一) and 七(三), at its bounds. */
class GradeTableTest {

    private static final DmnEngine ENGINE =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

    @ParameterizedTest
    @CsvSource({
        "1000,   true,  true,  false, 优秀",
        "900,    true,  true,  false, 优秀",
        "899.99, true,  true,  false, 合格",
        "900,    true,  false, false, 合格",
        "800,    true,  false, false, 合格",
        "799.99, true,  true,  false, 不合格",
        "0,      true,  true,  false, 不合格",
        "1000,   false, true,  false, 不合格",
        "1000,   true,  true,  true,  不合格"
    })
    void grades_follow_the_measures(
            BigDecimal score, boolean mustPassMet, boolean excellentShareMet, boolean misconduct, String grade)
            throws Exception {
        assertThat(grade(score, mustPassMet, excellentShareMet, misconduct, "900", "800"))
                .isEqualTo(grade);
    }

    /** docs/readings.md: what is graded is the total as it is shown, rounded once to two places. */
    @ParameterizedTest(name = "{0} of {1} is {2}, {3}")
    @CsvSource({
        "1599.99, 2000,   800.00, 合格", // 799.995
        "799.99,  999.99, 800.00, 合格", // 799.998 where an item of 0.01 does not apply
        "1599.98, 2000,   799.99, 不合格", // 799.990
        "799.98,  999.99, 799.99, 不合格", // 799.988
        "1799.99, 2000,   900.00, 优秀", // 899.995
        "1799.98, 2000,   899.99, 合格" // 899.990
    })
    void grades_follow_the_total_once_it_is_rounded(
            BigDecimal earned, BigDecimal applicable, BigDecimal total, String grade) throws Exception {
        BigDecimal score = Total.of(List.of(new ItemScore(earned, applicable, false, "")), BigDecimal.valueOf(1000))
                .score();

        assertThat(score).isEqualByComparingTo(total);
        assertThat(grade(score, true, true, false, "900", "800")).isEqualTo(grade);
    }

    @ParameterizedTest
    @CsvSource({"850, 优秀", "849.99, 合格", "700, 合格", "699.99, 不合格"})
    void the_bounds_come_from_the_years_settings(BigDecimal score, String grade) throws Exception {
        assertThat(grade(score, true, true, false, "850", "700")).isEqualTo(grade);
    }

    private static String grade(
            BigDecimal score,
            boolean mustPassMet,
            boolean excellentShareMet,
            boolean misconduct,
            String excellentBound,
            String passBound)
            throws Exception {
        try (InputStream table = Files.newInputStream(Path.of("processes/grade.dmn"))) {
            DmnDecision decision = ENGINE.parseDecision("grade", table);
            return ENGINE.evaluateDecisionTable(
                            decision,
                            Map.of(
                                    "score", score,
                                    "mustPassMet", mustPassMet,
                                    "excellentShareMet", excellentShareMet,
                                    "misconduct", misconduct,
                                    "excellentBound", new BigDecimal(excellentBound),
                                    "passBound", new BigDecimal(passBound)))
                    .getSingleResult()
                    .getEntry("grade");
        }
    }
}
