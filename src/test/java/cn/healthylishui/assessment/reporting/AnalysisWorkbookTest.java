package cn.healthylishui.assessment.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.analysis.Analyses;
import cn.healthylishui.assessment.analysis.Analysis;
import cn.healthylishui.assessment.analysis.ItemAnalysis;
import cn.healthylishui.assessment.analysis.Scope;
import cn.healthylishui.assessment.analysis.Subject;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.Scorecards;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 指标分析 over the real roster, from the approved result to the workbook. */
class AnalysisWorkbookTest {

    private static final int YEAR = ReportingFixture.YEAR;
    private static final String QINGTIAN = ReportingFixture.QINGTIAN;
    private static final String YUNHE = "331125";

    private final ReportingFixture fixture = new ReportingFixture();
    private final Analyses analyses = fixture.get(Analyses.class);
    private final Indicator item = fixture.ownItem();

    @AfterEach
    void close() {
        fixture.close();
    }

    @BeforeEach
    void approved() {
        assertThat(analyses.of(YEAR, Scope.COUNTIES)).as("before the approval").isEmpty();
        fixture.reported(QINGTIAN, item, ReportingFixture.best(item));
        entered(YUNHE, EntryState.NOT_APPLICABLE, null, false);
        entered("331122", EntryState.VALUE, "0", true);
        fixture.nearlyPerfect(fixture.townships().get(0).code());
        fixture.get(Results.class).fix(YEAR, "首次审定", null, ReportingFixture.LEADERS);
        fixture.reported(QINGTIAN, item, "0"); // after the result: no part of it
    }

    private void entered(String district, EntryState state, @Nullable String value, boolean provisional) {
        fixture.get(Scorecards.class)
                .record(
                        YEAR,
                        district,
                        item.code(),
                        EntrySource.DECIDED,
                        new Answer(
                                state,
                                value == null ? null : new BigDecimal(value),
                                null,
                                null,
                                provisional,
                                "理由",
                                List.of()),
                        new Actor("zhang", "city-office"));
    }

    private Analysis analysis(Scope scope) {
        return analyses.of(YEAR, scope).orElseThrow();
    }

    @Test
    void the_counties_are_analysed_without_the_zone() {
        Analysis counties = analysis(Scope.COUNTIES);
        ItemAnalysis analysed = counties.item(item.code()).orElseThrow();

        assertThat(counties.subjects())
                .hasSize(9)
                .extracting(Subject::name)
                .contains("青田县")
                .doesNotContain("丽水开发区");
        assertThat(counties.revision()).isEqualTo(1);
        assertThat(List.of(analysed.objects(), analysed.notApplicable(), analysed.provisional(), analysed.missing()))
                .containsExactly(8, 1, 1, 6);
        assertThat(analysed.full()).isEqualTo(1);
        assertThat(analysed.spread().maximum()).isEqualByComparingTo(item.points());
        assertThat(analysed.findings()).contains("6个没有数据，按0分计", "1个是暂用数据，更正后结果会变", "1个不适用，没有算进去");
    }

    @Test
    void the_townships_of_the_zone_are_analysed_by_their_shorter_list() {
        Analysis townships = analysis(Scope.TOWNSHIPS);
        int zone = 1;

        assertThat(townships.subjects()).hasSize(173);
        assertThat(townships.mustPass())
                .extracting(ItemAnalysis::absent)
                .contains(zone)
                .contains(0);
        assertThat(townships.warnings()).anyMatch(words -> words.contains("丽水开发区的街道必备指标较少"));
        assertThat(townships.mustPass()).filteredOn(one -> one.absent() == zone).allMatch(one -> one.objects() == 172);
        assertThat(townships.subjects())
                .extracting(Subject::name)
                .contains("青田县" + fixture.townships().get(0).name());
    }

    @Test
    void the_workbook_holds_words_figures_and_the_points_behind_them() throws IOException {
        try (XSSFWorkbook book = ReportingFixture.opened(
                out -> fixture.get(AnalysisWorkbook.class).write(YEAR, out))) {
            assertThat(book.sheetIterator())
                    .toIterable()
                    .extracting(sheet -> sheet.getSheetName())
                    .containsExactly("说明", "县（市、区）指标", "乡镇（街道）指标", "县（市、区）必备指标", "乡镇（街道）必备指标", "县（市、区）得分", "乡镇（街道）得分");
            assertThat(ReportingFixture.lines(book.getSheet("说明")).toString()).contains("相关不是因果", "第1号考核结果", "其余得分");
            List<String> line = ReportingFixture.lines(book.getSheet("县（市、区）指标")).stream()
                    .filter(cells -> cells.get(0).equals(item.code()))
                    .findFirst()
                    .orElseThrow();
            assertThat(line).contains("8", "1", "12.50").last().asString().contains("1个不适用");
            List<List<String>> points = ReportingFixture.lines(book.getSheet("县（市、区）得分"));
            int column = points.get(2).indexOf(item.code() + " " + item.name());
            Map<String, String> cells =
                    points.stream().skip(3).collect(Collectors.toMap(cell -> cell.get(0), cell -> cell.get(column)));
            assertThat(cells)
                    .hasSize(9)
                    .containsEntry("青田县", item.points().setScale(2).toPlainString())
                    .containsEntry("云和县", "不适用")
                    .containsEntry("缙云县", "0.00");
            assertThat(ReportingFixture.lines(book.getSheet("乡镇（街道）得分"))).hasSize(173 + 3);
        }
    }
}
