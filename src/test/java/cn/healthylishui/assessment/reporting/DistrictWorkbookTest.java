package cn.healthylishui.assessment.reporting;

import static cn.healthylishui.assessment.reporting.ReportingFixture.QINGTIAN;
import static cn.healthylishui.assessment.reporting.ReportingFixture.YEAR;
import static cn.healthylishui.assessment.reporting.ReportingFixture.lines;
import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.indicator.Indicator;
import java.io.IOException;
import java.util.List;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DistrictWorkbookTest {

    private ReportingFixture fixture;
    private DistrictWorkbook workbooks;

    @BeforeEach
    void open() {
        fixture = new ReportingFixture();
        workbooks = fixture.get(DistrictWorkbook.class);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void the_self_score_table_shows_what_the_district_said_and_nothing_else() throws IOException {
        Indicator item = fixture.ownItem();
        fixture.reported(QINGTIAN, item, "1");
        fixture.official(QINGTIAN, item, "2");

        try (XSSFWorkbook workbook = ReportingFixture.opened(out -> workbooks.selfScoreTable(YEAR, QINGTIAN, out))) {
            List<List<String>> lines = lines(workbook.getSheet("本级自查评分"));

            assertThat(lines.get(0)).first().isEqualTo("青田县2021年度自查评分表（示例）");
            assertThat(lines.get(1)).first().isEqualTo("评分标准：2021年度县（市、区）健康建设考核评分标准（示例）。");
            assertThat(lines)
                    .filteredOn(line -> line.get(0).equals(item.code()))
                    .singleElement()
                    .satisfies(line -> assertThat(line.get(4)).isEqualTo("1 " + item.unitOfMeasure()));
        }
    }

    @Test
    void must_pass_items_have_no_points_and_are_unknown_until_reported() throws IOException {
        try (XSSFWorkbook workbook = ReportingFixture.opened(out -> workbooks.selfScoreTable(YEAR, QINGTIAN, out))) {
            assertThat(lines(workbook.getSheet("本级自查评分")))
                    .filteredOn(line -> line.size() > 6 && line.get(1).equals("必备指标"))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).contains("不计分", "不明"));
        }
    }

    @Test
    void the_self_score_table_ends_with_the_totals_of_district_and_townships() throws IOException {
        try (XSSFWorkbook workbook = ReportingFixture.opened(out -> workbooks.selfScoreTable(YEAR, QINGTIAN, out))) {
            List<List<String>> own = lines(workbook.getSheet("本级自查评分"));

            assertThat(own.get(own.size() - 2)).startsWith("合计").contains("1000.00", "0.00");
            assertThat(own.get(own.size() - 1)).startsWith("总分（满分1000分）").contains("0.00");
            assertThat(lines(workbook.getSheet("乡镇（街道）得分")))
                    .hasSize(4 + fixture.townships().size());
        }
    }

    @Test
    void the_excellent_list_names_exactly_the_excellent_townships() throws IOException {
        String best = fixture.townships().get(3).code();
        fixture.nearlyPerfect(best);

        try (XSSFWorkbook workbook = ReportingFixture.opened(out -> workbooks.excellentList(YEAR, QINGTIAN, out))) {
            List<List<String>> lines = lines(workbook.getSheetAt(0));

            assertThat(lines.get(0)).first().isEqualTo("青田县2021年度考核优秀乡镇（街道）名单（示例）");
            assertThat(lines).hasSize(5);
            assertThat(lines.get(4))
                    .startsWith("1", fixture.townships().get(3).name())
                    .endsWith("1", "优秀");
        }
    }

    @Test
    void without_excellent_townships_the_list_says_so() throws IOException {
        try (XSSFWorkbook workbook = ReportingFixture.opened(out -> workbooks.excellentList(YEAR, QINGTIAN, out))) {
            List<List<String>> lines = lines(workbook.getSheetAt(0));

            assertThat(lines.get(lines.size() - 1)).first().isEqualTo("没有考核优秀的乡镇（街道）。");
        }
    }
}
