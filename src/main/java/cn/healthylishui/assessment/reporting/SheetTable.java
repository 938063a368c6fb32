package cn.healthylishui.assessment.reporting;

import java.math.BigDecimal;
import java.util.List;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** 工作表: one table on a sheet of its own: title, notes, a head that stays in view, lines, ready to print on A4 across. */
final class SheetTable {

    /** @param width in characters */
    record Column(String label, int width) {}

    private static final String HEAD_COLOR = "E8EEF4";
    private static final String LINE_COLOR = "B9C0C9";
    private static final String NOTE_COLOR = "6B7280";
    private static final String POINTS = "0.00";

    private final Worksheet sheet;
    private final int columns;
    private int row;

    SheetTable(Workbook workbook, String name, String title, List<String> notes, List<Column> head) {
        sheet = workbook.newWorksheet(name);
        columns = head.size();
        full(title);
        sheet.style(row, 0)
                .bold()
                .fontSize(15)
                .horizontalAlignment("center")
                .verticalAlignment("center")
                .set();
        sheet.rowHeight(row, 30);
        row++;
        notes.forEach(this::note);
        for (int column = 0; column < columns; column++) {
            sheet.width(column, head.get(column).width());
            sheet.value(row, column, head.get(column).label());
        }
        sheet.range(row, 0, row, columns - 1)
                .style()
                .bold()
                .fillColor(HEAD_COLOR)
                .wrapText(true)
                .horizontalAlignment("center")
                .verticalAlignment("center")
                .borderStyle("thin")
                .borderColor(LINE_COLOR)
                .set();
        row++;
        sheet.freezePane(0, row);
        sheet.repeatRows(row - 1);
        sheet.paperSize(PaperSize.A4_PAPER);
        sheet.pageOrientation("landscape");
        sheet.fitToWidth((short) 1);
        sheet.fitToHeight((short) 0);
    }

    static Column column(String label, int width) {
        return new Column(label, width);
    }

    /** Texts stand as they are, numbers as numbers, points with two places; null leaves the cell empty. */
    void line(@Nullable Object... values) {
        cells(values, false);
    }

    void total(@Nullable Object... values) {
        cells(values, true);
    }

    /** A line of words across the whole table. */
    void note(String text) {
        full(text);
        sheet.style(row, 0)
                .fontColor(NOTE_COLOR)
                .wrapText(true)
                .verticalAlignment("center")
                .set();
        row++;
    }

    private void full(String text) {
        sheet.value(row, 0, text);
        if (columns > 1) {
            sheet.range(row, 0, row, columns - 1).merge();
        }
    }

    private void cells(@Nullable Object[] values, boolean bold) {
        for (int column = 0; column < values.length; column++) {
            Object value = values[column];
            boolean points = value instanceof BigDecimal;
            if (value instanceof Number number) {
                sheet.value(row, column, number);
            } else if (value != null) {
                sheet.value(row, column, value.toString());
            }
            var style = sheet.style(row, column)
                    .wrapText(true)
                    .verticalAlignment("center")
                    .borderStyle("thin")
                    .borderColor(LINE_COLOR);
            if (points) {
                style.format(POINTS);
            }
            if (bold) {
                style.bold();
            }
            style.set();
        }
        row++;
    }
}
