package cn.healthylishui.assessment.workbook;

import cn.healthylishui.assessment.column.Column;
import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.column.Option;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** Writes a workbook to be filled in: what may be changed is white, the rest grey; choices have their list to choose from. */
final class TemplateWriter {

    static final String TEMPLATE_SHEET = "模板信息";

    private static final String HEAD_COLOR = "E8EEF4";
    private static final String FIXED_COLOR = "F3F4F6";
    private static final String LINE_COLOR = "B9C0C9";
    private static final String NOTE_COLOR = "6B7280";
    private static final int WIDEST_FROZEN = 60;
    /** Where the lists to choose from begin on the sheet of the template. */
    private static final int FIRST_LIST = 3;

    private final OutputStream out;
    private final Template template;
    private final Map<List<Option>, String> lists = new HashMap<>();

    TemplateWriter(OutputStream out, Template template) {
        this.out = out;
        this.template = template;
    }

    void write(List<Sheet> sheets) throws IOException {
        try (Workbook workbook = new Workbook(out, "healthy-lishui", null)) {
            List<Worksheet> worksheets = sheets.stream()
                    .map(sheet -> workbook.newWorksheet(sheet.layout().name()))
                    .toList();
            Worksheet info = workbook.newWorksheet(TEMPLATE_SHEET);
            info.setVisibilityState(VisibilityState.VERY_HIDDEN);
            write(info, List.of("模板", "对象", "版本"), List.of(template.kind(), template.subject(), template.version()));
            for (int i = 0; i < sheets.size(); i++) {
                write(worksheets.get(i), info, sheets.get(i));
            }
        }
    }

    private static void write(Worksheet info, List<String> names, List<String> values) {
        for (int row = 0; row < names.size(); row++) {
            info.value(row, 0, names.get(row));
            info.value(row, 1, values.get(row));
        }
    }

    private void write(Worksheet worksheet, Worksheet info, Sheet sheet) {
        Layout layout = sheet.layout();
        List<Column> columns = layout.columns();
        int last = columns.size() - 1;
        head(worksheet, layout, last);
        int first = Layout.HEAD;
        int end = first + sheet.rows().size() - 1;
        for (int column = 0; column <= last; column++) {
            Column shape = columns.get(column);
            if (sheet.rows().isEmpty()) {
                continue;
            }
            var style = worksheet
                    .range(first, column, end, column)
                    .style()
                    .borderStyle("thin")
                    .borderColor(LINE_COLOR);
            if (shape.type() != InputType.NUMBER) {
                style.wrapText(true);
            }
            if (isText(shape) || shape.type() == InputType.DATE) {
                // as text, so that Excel turns neither codes into numbers nor anything into a date
                style.format("@");
            }
            if (!shape.editable()) {
                style.fillColor(FIXED_COLOR);
            }
            style.verticalAlignment("center").set();
        }
        for (int i = 0; i < sheet.rows().size(); i++) {
            cells(
                    worksheet,
                    columns,
                    first + i,
                    sheet.rows().get(i),
                    sheet.choices().getOrDefault(i, Map.of()));
        }
        choices(worksheet, info, sheet, first, Math.max(end, first + 200));
    }

    private static boolean isText(Column column) {
        return column.type() == InputType.TEXT || !column.editable();
    }

    private static void head(Worksheet worksheet, Layout layout, int last) {
        worksheet.value(0, 0, layout.title());
        worksheet.style(0, 0).bold().fontSize(14).verticalAlignment("center").set();
        worksheet.rowHeight(0, 28);
        worksheet.value(1, 0, String.join("\n", layout.notes()));
        worksheet
                .style(1, 0)
                .fontColor(NOTE_COLOR)
                .wrapText(true)
                .verticalAlignment("top")
                .set();
        worksheet.rowHeight(1, Math.min(400, 8 + 16.0 * Math.max(1, lines(layout))));
        if (last > 0) {
            worksheet.range(0, 0, 0, last).merge();
            worksheet.range(1, 0, 1, last).merge();
        }
        for (int column = 0; column <= last; column++) {
            Column shape = layout.columns().get(column);
            if (shape.width().hidden()) {
                worksheet.hideColumn(column);
            } else {
                worksheet.width(column, shape.width().characters());
            }
            worksheet.value(2, column, shape.label());
            if (shape.help() != null) {
                worksheet.comment(2, column, shape.help());
            }
        }
        worksheet
                .range(2, 0, 2, last)
                .style()
                .bold()
                .fillColor(HEAD_COLOR)
                .wrapText(true)
                .horizontalAlignment("center")
                .verticalAlignment("center")
                .borderStyle("thin")
                .borderColor(LINE_COLOR)
                .set();
        worksheet.freezePane(Math.min(frozen(layout), last), 3);
    }

    /** How many lines the notes take over the width of the sheet, a Chinese character being two wide. */
    private static int lines(Layout layout) {
        int width = Math.max(
                20,
                layout.columns().stream()
                        .mapToInt(column -> column.width().characters())
                        .sum());
        return layout.notes().stream()
                .mapToInt(note -> 1 + note.length() * 2 / width)
                .sum();
    }

    /** The columns that name a row stay in view, as long as they leave room for the others. */
    private static int frozen(Layout layout) {
        int count = 0;
        int width = 0;
        for (Column column : layout.columns()) {
            width += column.width().characters();
            if (count == 2 || !isText(column) || width > WIDEST_FROZEN) {
                break;
            }
            count++;
        }
        return count;
    }

    private static void cells(
            Worksheet worksheet,
            List<Column> columns,
            int row,
            Map<String, String> values,
            Map<String, List<Option>> choices) {
        for (int column = 0; column < columns.size(); column++) {
            Column shape = columns.get(column);
            String text = values.getOrDefault(shape.key(), "");
            if (text.isEmpty()) {
                continue;
            }
            List<Option> options = choices.get(shape.key());
            if (options == null && shape.type() == InputType.NUMBER) {
                Double number = number(text);
                if (number != null) {
                    worksheet.value(row, column, number);
                    continue;
                }
            }
            List<Option> known = options == null ? shape.options() : options;
            worksheet.value(row, column, known.isEmpty() ? text : label(known, text));
        }
    }

    private static String label(List<Option> options, String value) {
        for (Option option : options) {
            if (option.value().equals(value)) {
                return option.label();
            }
        }
        return value;
    }

    /** Only what a number of Excel holds without loss; anything else stays the text it is. */
    private static @Nullable Double number(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (!(c == '.' && i > 0 && i < text.length() - 1) && !(c == '-' && i == 0)) {
                return null;
            }
        }
        return digits == 0 || digits > 15 || text.indexOf('.') != text.lastIndexOf('.') ? null : Double.valueOf(text);
    }

    private void choices(Worksheet worksheet, Worksheet info, Sheet sheet, int first, int end) {
        List<Column> columns = sheet.layout().columns();
        for (int column = 0; column < columns.size(); column++) {
            if (columns.get(column).type() == InputType.CHOICE
                    && columns.get(column).editable()) {
                worksheet
                        .range(first, column, end, column)
                        .validateWithListByFormula(
                                list(info, columns.get(column).options()));
            }
        }
        sheet.choices()
                .forEach((row, cells) -> cells.forEach((key, options) -> {
                    int column = sheet.layout().columnNumber(key) - 1;
                    worksheet
                            .range(first + row, column, first + row, column)
                            .validateWithListByFormula(list(info, options));
                }));
    }

    /** Where the list stands on the sheet of the template; lists too long for a formula are common. */
    private String list(Worksheet info, List<Option> options) {
        return lists.computeIfAbsent(options, added -> {
            int column = FIRST_LIST + lists.size();
            for (int row = 0; row < added.size(); row++) {
                info.value(row, column, added.get(row).label());
            }
            String letters = Fault.letters(column + 1);
            return "'%s'!$%s$1:$%s$%d".formatted(TEMPLATE_SHEET, letters, letters, added.size());
        });
    }
}
