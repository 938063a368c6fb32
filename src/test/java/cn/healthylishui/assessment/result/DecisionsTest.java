package cn.healthylishui.assessment.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.audit.OperationLog.Line;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.SourceKind;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scoring.Comparison;
import cn.healthylishui.assessment.scoring.ReachTarget;
import cn.healthylishui.assessment.verification.Contradictions;
import cn.healthylishui.assessment.verification.Finding;
import cn.healthylishui.assessment.verification.Finding.Ruling;
import cn.healthylishui.assessment.verification.Findings;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is told of a check on the spot, and of a year that took over another order. */
class DecisionsTest {

    private static final int YEAR = 2021;
    private static final String TOWNSHIP = "331121101";
    private static final LocalDateTime NOW = LocalDateTime.of(2022, 1, 20, 9, 0);

    private static final Indicator BEDS = new Indicator(
            "T001",
            1,
            "床位",
            "优化健康服务",
            null,
            Set.of(DistrictKind.COUNTY),
            false,
            BigDecimal.TEN,
            "张",
            "UP",
            new ReachTarget(Comparison.AT_LEAST, BigDecimal.TEN),
            SourceKind.UNIT_RECORD,
            "wjj",
            false,
            false,
            null,
            "",
            null,
            false,
            null,
            "");

    private final Findings findings = mock(Findings.class);
    private final OperationLog log = mock(OperationLog.class);
    private final Decisions decisions = new Decisions(
            mock(AssessmentYears.class),
            mock(YearRoster.class),
            mock(IndicatorTables.class),
            mock(Scorecards.class),
            findings,
            mock(Contradictions.class),
            mock(Organization.class),
            log);

    private List<String> checks(
            @Nullable String note,
            @Nullable Boolean agrees,
            @Nullable String comment,
            @Nullable Ruling ruling,
            @Nullable String why) {
        Answer found = new Answer(EntryState.VALUE, new BigDecimal("8"), null, null, false, note, List.of());
        when(findings.on(YEAR, TOWNSHIP))
                .thenReturn(List.of(new Finding(
                        "331121", TOWNSHIP, "T001", found, null, "li", NOW, agrees, comment, List.of(), "city", ruling,
                        why)));
        return decisions.checks(YEAR, TOWNSHIP, BEDS);
    }

    @Test
    void a_check_is_told_with_what_the_county_said_and_what_became_of_it() {
        assertThat(checks("现场数过", false, "漏数两张", Ruling.ADOPTED, "以现场为准"))
                .containsExactly("核查结果：8 张。现场数过", "当地意见：不认可。漏数两张", "市健康丽水办采用核查结果：以现场为准");
    }

    @Test
    void what_nobody_said_is_not_told() {
        assertThat(checks(null, true, null, Ruling.DROPPED, null))
                .containsExactly("核查结果：8 张", "当地意见：认可", "市健康丽水办没有采用核查结果");
        assertThat(checks(null, null, null, null, null)).containsExactly("核查结果：8 张");
    }

    @Test
    void a_year_that_took_over_another_order_says_so_and_others_do_not() {
        Line other = new Line(NOW, "li", "city", "启动年度考核", YEAR, "2021", null, "已启动", null);
        when(log.on(YEAR, "2021")).thenReturn(List.of(other));
        assertThat(decisions.precedenceTakenOver(YEAR)).isEmpty();

        when(log.on(YEAR, "2021"))
                .thenReturn(List.of(
                        other,
                        new Line(
                                NOW,
                                "li",
                                "city",
                                AssessmentYears.PRECEDENCE_TAKEN_OVER,
                                YEAR,
                                "2021",
                                "旧",
                                "新",
                                "来文")));
        assertThat(decisions.precedenceTakenOver(YEAR)).contains("本年度启动后改用现行采用次序“新”（原为“旧”），理由：来文");
    }
}
