package cn.healthylishui.assessment.reporting;

import static cn.healthylishui.assessment.reporting.ReportingFixture.WJW;
import static cn.healthylishui.assessment.reporting.ReportingFixture.YEAR;
import static cn.healthylishui.assessment.reporting.ReportingFixture.lines;
import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.scorecard.EntrySource;
import java.io.IOException;
import java.util.List;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnitWorkbookTest {

    private ReportingFixture fixture;

    @BeforeEach
    void open() {
        fixture = new ReportingFixture();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private List<List<String>> table(String unit) throws IOException {
        try (XSSFWorkbook workbook =
                ReportingFixture.opened(out -> fixture.get(UnitWorkbook.class).selfScoreTable(YEAR, unit, out))) {
            return lines(workbook.getSheetAt(0));
        }
    }

    @Test
    void it_tells_what_the_unit_says_of_itself_and_not_what_was_settled() throws IOException {
        fixture.percent(WJW, "K1-01", EntrySource.REPORTED, "100");
        fixture.percent(WJW, "K1-01", EntrySource.DECIDED, "90");
        fixture.percent(WJW, "K2-03", EntrySource.REPORTED, "50");

        List<List<String>> lines = table(WJW);

        assertThat(lines.get(0)).first().isEqualTo("市卫生健康委2021年度自查评分表");
        assertThat(lines.get(1)).first().asString().contains("满分1000分", "2倍");
        assertThat(lines.get(3).subList(0, 8))
                .containsExactly("K1-01", "普及健康生活", "健康促进行动的全文。", "牵头", "有总结", "100 %", "666.67", "666.67");
        assertThat(lines.get(4).subList(3, 8)).containsExactly("承担", "有总结", "50 %", "333.33", "166.67");
        assertThat(lines.get(5)).startsWith("总分").contains("833.33");
    }

    @Test
    void a_unit_without_tasks_has_an_empty_table_that_says_so() throws IOException {
        assertThat(table("shi-tyj")).last().asString().contains("还没有下达任务");
    }
}
