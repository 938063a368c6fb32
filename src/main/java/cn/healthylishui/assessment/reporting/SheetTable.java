package cn.healthylishui.assessment.reporting;

import cn.healthylishui.assessment.column.Column;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * 工作表: one table on a sheet of its own: title, notes, a head that stays in view, a line an item, ready to print on A4 across. A column is
 * said once, with what stands in it.
 *
 * @param <T> what a line is about
 */
final class SheetTable<T> {

    /** A column with what stands in it. */
    private record Shown<T>(Column column, Function<T, @Nullable Object> value) {}

    private record Total(String label, Map<String, ?> values) {}

    private static final String HEAD_COLOR = "E8EEF4";
    private static final String LINE_COLOR = "B9C0C9";
    private static final String NOTE_COLOR = "6B7280";
    private static final String POINTS = "0.00";

    private final String name;
    private final String title;
    private final List<String> notes;
    private final List<Shown<T>> columns = new ArrayList<>();
    private final List<Total> totals = new ArrayList<>();
    private @Nullable String noteWhereEmpty;

    private SheetTable(String name, String title, List<String> notes) {
        this.name = name;
        this.title = title;
        this.notes = notes;
    }

    static <T> SheetTable<T> of(String name, String title, List<String> notes) {
        return new SheetTable<>(name, title, notes);
    }

    /** @param value a text stands as it is, a number as a number, points with two places; null leaves the cell empty */
    SheetTable<T> column(String label, int width, Function<T, @Nullable Object> value) {
        columns.add(new Shown<>(Column.label(label, label, width), value));
        return this;
    }

    /** A line below the others: words in its first cell, values under the columns of these labels. */
    SheetTable<T> total(String label, Map<String, ?> values) {
        totals.add(new Total(label, values));
        return this;
    }

    SheetTable<T> noteWhereEmpty(String text) {
        noteWhereEmpty = text;
        return this;
    }

    void write(Workbook workbook, List<T> items) {
        new Writing(workbook.newWorksheet(name)).write(items);
    }

    /** The sheet as far as it is written. */
    private final class Writing {

        private final Worksheet sheet;
        private int row;

        Writing(Worksheet sheet) {
            this.sheet = sheet;
        }

        void write(List<T> items) {
            head();
            items.forEach(
                    item -> cells(columns.stream().map(column -> column.value().apply(item)), false));
            if (items.isEmpty() && noteWhereEmpty != null) {
                note(noteWhereEmpty);
            }
            totals.forEach(total -> cells(
                    Stream.concat(
                            Stream.of(total.label()), columns.stream().skip(1).map(column -> total.values()
                                    .get(column.column().label()))),
                    true));
        }

        private void head() {
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
            for (int column = 0; column < columns.size(); column++) {
                Column shown = columns.get(column).column();
                sheet.width(column, shown.width().characters());
                sheet.value(row, column, shown.label());
            }
            sheet.range(row, 0, row, columns.size() - 1)
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

        /** A line of words across the whole table. */
        private void note(String text) {
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
            if (columns.size() > 1) {
                sheet.range(row, 0, row, columns.size() - 1).merge();
            }
        }

        private void cells(Stream<? extends @Nullable Object> values, boolean bold) {
            int column = 0;
            for (Iterator<? extends @Nullable Object> each = values.iterator(); each.hasNext(); column++) {
                Object value = each.next();
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
}
