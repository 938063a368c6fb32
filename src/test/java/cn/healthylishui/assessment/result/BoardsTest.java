package cn.healthylishui.assessment.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.appraisal.AppraisalOutcomes;
import cn.healthylishui.assessment.appraisal.AppraisalScore;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.result.CityBoard.Standing;
import cn.healthylishui.assessment.result.CityBoard.Standings;
import cn.healthylishui.assessment.result.UnitBoard.UnitStanding;
import cn.healthylishui.assessment.scorecard.Amendments;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.scorecard.Grades;
import cn.healthylishui.assessment.scorecard.KeptScores;
import cn.healthylishui.assessment.scorecard.MisconductMarks;
import cn.healthylishui.assessment.scorecard.ObjectResult;
import cn.healthylishui.assessment.scorecard.Scores;
import cn.healthylishui.assessment.scorecard.TownshipBoard;
import cn.healthylishui.assessment.scorecard.TownshipBoard.Board;
import cn.healthylishui.assessment.scoring.Differentiation;
import cn.healthylishui.assessment.scoring.ExcellentShare;
import cn.healthylishui.assessment.scoring.Total;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearSettings;
import cn.healthylishui.assessment.year.YearUnit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In which order the districts and units stand, and who of them is marked. */
class BoardsTest {

    private static final int YEAR = 2021;
    private static final BigDecimal FULL = new BigDecimal("1000");

    private final AssessmentYears years = mock(AssessmentYears.class);
    private final YearRoster roster = mock(YearRoster.class);
    private final KeptScores kept = mock(KeptScores.class);
    private final Scores scores = mock(Scores.class);
    private final TownshipBoard townships = mock(TownshipBoard.class);
    private final Grades grades = mock(Grades.class);
    private final MisconductMarks marks = mock(MisconductMarks.class);
    private final AppraisalOutcomes appraisalOutcomes = mock(AppraisalOutcomes.class);
    private final UnitBoard unitBoard = new UnitBoard(years, roster, appraisalOutcomes, grades, marks);
    private final CityBoard cityBoard = new CityBoard(years, roster, kept, townships, grades, marks, unitBoard);

    @BeforeEach
    void aYear() {
        when(years.settings(YEAR)).thenReturn(YearSettings.DEFAULTS);
        when(marks.of(YEAR)).thenReturn(Set.of());
        when(kept.standing(eq(YEAR), any(Amendments.class))).thenReturn(scores);
        when(townships.of(eq(YEAR), anyString(), any(), any()))
                .thenReturn(
                        new Board(List.of(), Differentiation.of(Map.of(), BigDecimal.TEN), new ExcellentShare(0, 0)));
        when(grades.grade(anyInt(), any(), anyBoolean(), anyBoolean(), anyBoolean()))
                .thenReturn(new Grades.Graded(Grade.QUALIFIED, ""));
    }

    private static ObjectResult result(String code, String score) {
        BigDecimal points = new BigDecimal(score);
        return new ObjectResult(code, List.of(), new Total(points, FULL, points));
    }

    /** In the order of the roster, as code and score in turn; 331199 is the zone. */
    private void districts(String... codesAndScores) {
        List<YearDistrict> districts = new ArrayList<>();
        Map<String, ObjectResult> results = new TreeMap<>();
        for (int i = 0; i < codesAndScores.length; i += 2) {
            String code = codesAndScores[i];
            DistrictKind kind = code.equals("331199") ? DistrictKind.ZONE : DistrictKind.COUNTY;
            districts.add(new YearDistrict(code, "县" + code, kind, "jkb-" + code, "健康办", 2, null));
            results.put(code, result(code, codesAndScores[i + 1]));
        }
        when(roster.districts(YEAR)).thenReturn(districts);
        when(scores.districts()).thenReturn(results);
    }

    private void units(String... codesAndScores) {
        List<YearUnit> units = new ArrayList<>();
        Map<String, ObjectResult> results = new TreeMap<>();
        for (int i = 0; i < codesAndScores.length; i += 2) {
            String code = codesAndScores[i];
            units.add(new YearUnit(code, "局" + code, "", true, true, null, false, null));
            results.put(code, result(code, codesAndScores[i + 1]));
        }
        when(roster.assessedUnits(YEAR)).thenReturn(units);
        when(scores.units()).thenReturn(results);
    }

    @Test
    void districts_stand_by_rank_and_where_they_share_one_by_code_the_zone_last() {
        districts("331199", "990", "331123", "900", "331102", "850", "331121", "900");

        Standings standings = cityBoard.of(YEAR);

        assertThat(standings.districts())
                .extracting(standing -> standing.district().code() + " " + standing.rank())
                .containsExactly("331121 1", "331123 1", "331102 3", "331199 null");
        assertThat(standings.names())
                .containsOnly(
                        Map.entry("331121", "县331121"),
                        Map.entry("331123", "县331123"),
                        Map.entry("331102", "县331102"),
                        Map.entry("331199", "县331199"));
    }

    @Test
    void whoever_is_marked_or_would_be_is_graded_as_such_and_nobody_else() {
        districts("331102", "900", "331121", "890", "331123", "880");
        units("shi-wjw", "900", "shi-tyj", "890", "shi-hbj", "880");
        when(marks.of(YEAR)).thenReturn(Set.of("331102", "shi-wjw"));

        Standings standings = cityBoard.of(YEAR, Amendments.of(List.of(), Set.of("331121", "shi-tyj")));

        assertThat(standings.districts()).extracting(Standing::misconduct).containsExactly(true, true, false);
        assertThat(standings.units()).extracting(UnitStanding::misconduct).containsExactly(true, true, false);
    }

    @Test
    void units_that_share_a_rank_stand_by_code() {
        units("shi-wjw", "900", "shi-hbj", "900");

        assertThat(unitBoard.of(YEAR, Amendments.NONE, scores))
                .extracting(standing -> standing.unit().code() + " " + standing.rank())
                .containsExactly("shi-hbj 1", "shi-wjw 1");
    }

    @Test
    void an_appraisal_in_which_nobody_rated_the_unit_leaves_the_review_alone() {
        units("shi-wjw", "900", "shi-hbj", "900", "shi-tyj", "900");
        when(appraisalOutcomes.score(YEAR, "shi-wjw")).thenReturn(Optional.of(new AppraisalScore(null, "没有人评")));
        when(appraisalOutcomes.score(YEAR, "shi-hbj"))
                .thenReturn(Optional.of(new AppraisalScore(new BigDecimal("800.00"), "")));

        Map<String, UnitStanding> standing = unitBoard.of(YEAR, Amendments.NONE, scores).stream()
                .collect(Collectors.toMap(one -> one.unit().code(), one -> one));

        assertThat(standing.get("shi-wjw").score()).isEqualByComparingTo("900");
        assertThat(standing.get("shi-tyj").score()).isEqualByComparingTo("900");
        assertThat(standing.get("shi-hbj").score())
                .as("80 % of 900 and 20 % of 800")
                .isEqualByComparingTo("880");
    }
}
