package cn.healthylishui.assessment.scorecard;

import static cn.healthylishui.assessment.verification.VerificationFixture.COUNTY;
import static cn.healthylishui.assessment.verification.VerificationFixture.QINGTIAN;
import static cn.healthylishui.assessment.verification.VerificationFixture.YEAR;
import static cn.healthylishui.assessment.verification.VerificationFixture.value;
import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Statements;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.scorecard.Scorecards.Said;
import cn.healthylishui.assessment.verification.VerificationFixture;
import cn.healthylishui.assessment.year.YearTownship;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** What a form enters takes as many statements for one township as for all. */
class EnteringStatementsTest {

    /** Two looks at the year, what is there, the entries, their change. */
    private static final int MOST = 5;

    private VerificationFixture fixture;

    @BeforeEach
    void start() {
        fixture = new VerificationFixture().started();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private int entering(List<String> townships) {
        List<String> items = fixture.get(IndicatorTables.class).ofTownshipsIn(YEAR, QINGTIAN).indicators().stream()
                .map(Indicator::code)
                .limit(4)
                .toList();
        Statements statements = new Statements(fixture.jdbc());
        fixture.get(TransactionTemplate.class).executeWithoutResult(begun -> fixture.get(Scorecards.class)
                .record(
                        YEAR,
                        townships.stream()
                                .flatMap(township -> items.stream()
                                        .map(item -> new Said(township, item, EntrySource.REPORTED, value("1"))))
                                .toList(),
                        COUNTY));
        int took = Statements.sum(statements.all());
        statements.end();
        return took;
    }

    @Test
    void all_townships_of_a_district_are_entered_in_as_many_statements_as_one() {
        List<String> townships = fixture.roster().townships(YEAR, QINGTIAN).stream()
                .map(YearTownship::code)
                .toList();
        int one = entering(townships.subList(0, 1));

        assertThat(one).isPositive().isLessThanOrEqualTo(MOST);
        assertThat(entering(townships)).isEqualTo(one);
        assertThat(fixture.jdbc()
                        .sql("select count(*) from score_entry where object_code in (select code from year_township)")
                        .query(Integer.class)
                        .single())
                .as("what was there is not entered again")
                .isEqualTo(4 * townships.size());
    }
}
