package cn.healthylishui.assessment.reporting;

import static cn.healthylishui.assessment.reporting.ReportingFixture.JYJ;
import static cn.healthylishui.assessment.reporting.ReportingFixture.QINGTIAN;
import static cn.healthylishui.assessment.reporting.ReportingFixture.WJW;
import static cn.healthylishui.assessment.reporting.ReportingFixture.YEAR;
import static cn.healthylishui.assessment.reporting.ReportingFixture.lines;
import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.verification.VerificationFixture;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScoreWorkbookTest {

    private ReportingFixture fixture;
    private Indicator item;

    @BeforeEach
    void open() {
        fixture = new ReportingFixture();
        item = fixture.ownItem();
        fixture.reported(QINGTIAN, item, ReportingFixture.best(item));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private XSSFWorkbook workbook() throws IOException {
        return ReportingFixture.opened(out -> fixture.get(ScoreWorkbook.class).write(YEAR, out));
    }

    @Test
    void it_has_its_sheets_and_says_that_the_weights_are_examples() throws IOException {
        try (XSSFWorkbook workbook = workbook()) {
            assertThat(workbook)
                    .extracting(Sheet::getSheetName)
                    .containsExactly("县（市、区）和开发区", "乡镇（街道）", "逐项得分", "市直单位", "市直单位任务得分", "抽签");
            assertThat(lines(workbook.getSheetAt(0)).get(0)).first().isEqualTo("2021年度健康丽水建设考核县（市、区）和丽水开发区得分（示例）");
            assertThat(lines(workbook.getSheetAt(0)).get(1)).first().asString().contains("未经审定");
        }
    }

    @Test
    void the_counties_stand_in_order_of_rank_and_the_zone_last() throws IOException {
        try (XSSFWorkbook workbook = workbook()) {
            List<List<String>> lines = lines(workbook.getSheetAt(0));

            assertThat(lines).hasSize(4 + 10);
            assertThat(lines.get(3)).startsWith("名次", "县（市、区）", "得分");
            assertThat(lines.get(4)).startsWith("1", "青田县");
            assertThat(lines.get(13)).startsWith("单独评分", "丽水开发区");
        }
    }

    @Test
    void scores_are_numbers_with_two_places() throws IOException {
        try (XSSFWorkbook workbook = workbook()) {
            assertThat(workbook.getSheetAt(0).getRow(4).getCell(2).getCellType())
                    .isEqualTo(CellType.NUMERIC);
            assertThat(workbook.getSheetAt(0)
                            .getRow(5)
                            .getCell(2)
                            .getCellStyle()
                            .getDataFormatString())
                    .isEqualTo("0.00");
            assertThat(lines(workbook.getSheetAt(0)).get(5).get(2)).isEqualTo("0.00");
        }
    }

    @Test
    void every_township_has_a_line_with_the_drawn_ones_marked() throws IOException {
        fixture.year().draws().keep(YEAR, QINGTIAN, "青山绿水", VerificationFixture.COUNTY);
        List<String> drawn = fixture.year().draws().draw(YEAR, QINGTIAN).drawnTownships();

        try (XSSFWorkbook workbook = workbook()) {
            List<List<String>> lines = lines(workbook.getSheet("乡镇（街道）"));

            assertThat(lines).hasSize(4 + 173);
            assertThat(lines)
                    .filteredOn(line -> line.contains("抽中"))
                    .hasSize(drawn.size())
                    .allSatisfy(line -> {
                        assertThat(line.get(0)).isEqualTo("青田县");
                        assertThat(line.get(4)).isEqualTo(line.get(5));
                    });
        }
    }

    @Test
    void every_item_shows_value_source_points_and_explanation() throws IOException {
        fixture.official(QINGTIAN, item, "2");

        try (XSSFWorkbook workbook = workbook()) {
            assertThat(lines(workbook.getSheet("逐项得分")))
                    .filteredOn(line -> line.size() > 1
                            && line.get(0).equals("青田县")
                            && line.get(1).equals(item.code()))
                    .singleElement()
                    .satisfies(line -> {
                        assertThat(line.get(4)).isEqualTo("2 " + item.unitOfMeasure());
                        assertThat(line.get(5)).isEqualTo("官方数据");
                        assertThat(line.get(8)).startsWith("市直单位记录（市卫生健康委）：2");
                    });
        }
    }

    @Test
    void a_seed_and_its_text_are_told_only_after_the_draw() throws IOException {
        fixture.year().draws().keep(YEAR, QINGTIAN, "青山绿水", VerificationFixture.COUNTY);
        try (XSSFWorkbook workbook = workbook()) {
            assertThat(draw(workbook.getSheet("抽签"))).contains("抽签后公布", "尚未抽签").doesNotContain("青山绿水");
        }

        fixture.year().draws().draw(YEAR, QINGTIAN);
        try (XSSFWorkbook workbook = workbook()) {
            assertThat(draw(workbook.getSheet("抽签"))).contains("青山绿水").doesNotContain("抽签后公布", "尚未抽签");
        }
    }

    private static List<String> draw(XSSFSheet sheet) {
        return lines(sheet).stream()
                .filter(line -> line.get(0).equals("青田县"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void an_approved_year_keeps_the_figures_it_was_approved_with() throws IOException {
        fixture.get(Results.class).fix(YEAR, "领导小组审定", null, ReportingFixture.LEADERS);
        List<List<String>> approved;
        try (XSSFWorkbook workbook = workbook()) {
            approved = lines(workbook.getSheet("逐项得分"));
            assertThat(lines(workbook.getSheetAt(0)).get(1)).first().asString().contains("第1号考核结果");
            assertThat(lines(workbook.getSheetAt(0)).get(4)).startsWith("1", "青田县");
            assertThat(lines(workbook.getSheet("乡镇（街道）"))).hasSize(4 + 173);
        }

        fixture.official(QINGTIAN, item, "100");

        try (XSSFWorkbook workbook = workbook()) {
            assertThat(lines(workbook.getSheet("逐项得分"))).isEqualTo(approved);
        }
    }

    @Test
    void the_approved_workbook_tells_the_same_as_the_live_one_did() throws IOException {
        List<List<List<String>>> live;
        try (XSSFWorkbook workbook = workbook()) {
            live = bodies(workbook);
        }

        fixture.get(Results.class).fix(YEAR, "领导小组审定", null, ReportingFixture.LEADERS);

        try (XSSFWorkbook workbook = workbook()) {
            assertThat(bodies(workbook)).isEqualTo(live);
        }
    }

    /** All but the draw. */
    private static List<List<List<String>>> bodies(XSSFWorkbook workbook) {
        return IntStream.range(0, 5)
                .mapToObj(sheet -> body(workbook.getSheetAt(sheet)))
                .toList();
    }

    @Test
    void units_stand_by_rank_with_both_their_scores() throws IOException {
        fixture.percent(WJW, "K1-01", EntrySource.REPORTED, "100");
        fixture.percent(WJW, "K1-01", EntrySource.DECIDED, "90");
        fixture.percent(WJW, "K2-03", EntrySource.REPORTED, "60");
        fixture.percent(JYJ, "K2-03", EntrySource.REPORTED, "50");

        try (XSSFWorkbook workbook = workbook()) {
            List<List<String>> lines = lines(workbook.getSheet("市直单位"));

            assertThat(lines.get(0)).first().isEqualTo("2021年度健康丽水建设考核市直单位得分");
            assertThat(lines).hasSize(3 + 2);
            // (2 × 90 + 1 × 60) ÷ 3 = 80 %; 800 × 80 % + 900 × 20 % = 820
            assertThat(lines.get(3).subList(0, 6))
                    .containsExactly("1", "市卫生健康委", "1、2、3、4、5、6、7", "800.00", "900.00", "820.00");
            assertThat(lines.get(3).get(7)).contains("800.00 × 80%", "= 820.00分");
            assertThat(lines.get(4).subList(3, 6)).containsExactly("500.00", "没有", "500.00");
        }
    }

    @Test
    void every_task_of_a_unit_shows_who_leads_it_what_counted_and_its_points() throws IOException {
        fixture.percent(WJW, "K1-01", EntrySource.REPORTED, "100");
        fixture.percent(WJW, "K1-01", EntrySource.DECIDED, "90");

        try (XSSFWorkbook workbook = workbook()) {
            List<List<String>> lines = lines(workbook.getSheet("市直单位任务得分"));

            assertThat(lines).hasSize(3 + 3);
            assertThat(lines)
                    .filteredOn(line -> line.get(0).equals("市卫生健康委"))
                    .extracting(line -> line.subList(1, 9))
                    .containsExactly(
                            List.of("K1-01", "健康促进行动", "普及健康生活", "牵头", "90 %", "市健康丽水办审定", "600.00", "666.67"),
                            List.of("K2-03", "校园健康", "普及健康生活", "承担", "—", "—", "0.00", "333.33"));
        }
    }

    private static List<List<String>> body(XSSFSheet sheet) {
        List<List<String>> lines = lines(sheet);
        return lines.subList(4, lines.size());
    }
}
