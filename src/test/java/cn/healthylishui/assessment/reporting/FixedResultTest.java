package cn.healthylishui.assessment.reporting;

import static cn.healthylishui.assessment.reporting.ReportingFixture.LEADERS;
import static cn.healthylishui.assessment.reporting.ReportingFixture.QINGTIAN;
import static cn.healthylishui.assessment.reporting.ReportingFixture.YEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.result.CityBoard;
import cn.healthylishui.assessment.result.Results;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is approved is what was shown, and that is what the figures come to. */
class FixedResultTest {

    @Test
    void a_result_is_not_fixed_where_something_else_was_shown() {
        try (ReportingFixture fixture = new ReportingFixture()) {
            CityBoard board = fixture.get(CityBoard.class);
            Results results = fixture.get(Results.class);
            board.of(YEAR);
            fixture.get(JdbcClient.class)
                    .sql("update kept_score set score = score + 1 where object_code = :object")
                    .param("object", QINGTIAN)
                    .update();

            assertThatThrownBy(() -> results.fix(YEAR, "首次审定", null, LEADERS))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(QINGTIAN);
            assertThat(results.latest(YEAR)).isEmpty();

            fixture.get(JdbcClient.class).sql("delete from kept_score").update();
            results.fix(YEAR, "首次审定", null, LEADERS);
            assertThat(results.object(YEAR, 1, QINGTIAN).orElseThrow().score())
                    .isEqualTo(board.of(YEAR).districts().stream()
                            .filter(standing -> standing.district().code().equals(QINGTIAN))
                            .findFirst()
                            .orElseThrow()
                            .result()
                            .score());
        }
    }
}
