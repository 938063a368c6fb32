package cn.healthylishui.assessment.reporting;

import static cn.healthylishui.assessment.reporting.SheetTable.column;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;

class SheetTableTest {

    private static XSSFWorkbook written(Object... values) throws IOException {
        return ReportingFixture.opened(out -> {
            Workbook workbook = new Workbook(out, "test", "1.0");
            new SheetTable(workbook, "表", "标题", List.of("说明"), List.of(column("甲", 10), column("乙", 10))).line(values);
            workbook.finish();
        });
    }

    @Test
    void title_and_notes_stand_above_a_head_that_stays_in_view() throws IOException {
        try (XSSFWorkbook workbook = written("一", "二")) {
            XSSFSheet sheet = workbook.getSheetAt(0);

            assertThat(ReportingFixture.lines(sheet))
                    .extracting(line -> line.get(0))
                    .containsExactly("标题", "说明", "甲", "一");
            assertThat(sheet.getPaneInformation().getHorizontalSplitPosition()).isEqualTo((short) 3);
            assertThat(sheet.getMergedRegions()).hasSize(2);
        }
    }

    @Test
    void what_looks_like_a_formula_stays_a_text() throws IOException {
        try (XSSFWorkbook workbook = written("=1+1", "+cmd")) {
            assertThat(workbook.getSheetAt(0).getRow(3).getCell(0).getCellType())
                    .isEqualTo(CellType.STRING);
            assertThat(ReportingFixture.line(workbook.getSheetAt(0), 3)).containsExactly("=1+1", "+cmd");
        }
    }

    @Test
    void numbers_stay_numbers_and_nothing_stays_empty() throws IOException {
        try (XSSFWorkbook workbook = written(new BigDecimal("880.5"), null)) {
            assertThat(ReportingFixture.line(workbook.getSheetAt(0), 3)).containsExactly("880.50", "");
        }
    }

    @Test
    void what_a_keyboard_cannot_type_does_not_spoil_the_file() throws IOException {
        try (XSSFWorkbook workbook = written("甲\u0001乙<&>", "二")) {
            assertThat(ReportingFixture.line(workbook.getSheetAt(0), 3).get(0)).contains("<&>");
        }
    }
}
