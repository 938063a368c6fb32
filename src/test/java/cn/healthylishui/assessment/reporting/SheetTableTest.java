package cn.healthylishui.assessment.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;

class SheetTableTest {

    private static SheetTable<Object[]> table() {
        return SheetTable.<Object[]>of("表", "标题", List.of("说明"))
                .column("甲", 10, values -> values[0])
                .column("乙", 10, values -> values[1]);
    }

    private static XSSFWorkbook written(Object... values) throws IOException {
        return written(table(), List.<Object[]>of(values));
    }

    private static XSSFWorkbook written(SheetTable<Object[]> table, List<Object[]> lines) throws IOException {
        return ReportingFixture.opened(out -> {
            Workbook workbook = new Workbook(out, "test", "1.0");
            table.write(workbook, lines);
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

    @Test
    void a_total_stands_below_under_the_columns_that_it_names() throws IOException {
        try (XSSFWorkbook workbook =
                written(table().total("合计", Map.of("乙", 7)), List.<Object[]>of(new Object[] {"一", 7}))) {
            assertThat(ReportingFixture.line(workbook.getSheetAt(0), 4)).containsExactly("合计", "7");
        }
    }

    @Test
    void a_table_without_lines_says_so() throws IOException {
        try (XSSFWorkbook workbook = written(table().noteWhereEmpty("没有。"), List.of())) {
            assertThat(ReportingFixture.line(workbook.getSheetAt(0), 3).get(0)).isEqualTo("没有。");
        }
    }
}
