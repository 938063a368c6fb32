package cn.healthylishui.assessment.workbook;

import cn.healthylishui.assessment.column.Column;
import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.workbook.Bounds.Deadline;
import cn.healthylishui.assessment.workbook.PackageGuard.Merged;
import cn.healthylishui.assessment.workbook.Workbooks.TemplateCheck;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;

/** Reads what was filled in. Formulas are read by the value they show; what a cell cannot be is a fault of that cell. */
final class TemplateReader {

    private static final int MOST_FAULTS = 1000;
    private static final ReadingOptions OPTIONS = new ReadingOptions(true, true);
    private static final Pattern DATE = Pattern.compile("(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?");
    private static final Pattern NOT_FORMAT = Pattern.compile("\"[^\"]*\"|\\[[^\\]]*]|\\\\.");

    private final byte[] file;
    private final TemplateCheck check;
    private final Deadline deadline;
    private final List<Fault> faults = new ArrayList<>();
    private int characters;
    private final Map<String, Shown> formats = new HashMap<>();

    /** What a number is shown as. */
    private enum Shown {
        NUMBER,
        PERCENT,
        DATE
    }

    TemplateReader(byte[] file, TemplateCheck check) {
        this(file, check, new Deadline());
    }

    TemplateReader(byte[] file, TemplateCheck check, Deadline deadline) {
        this.file = file;
        this.check = check;
        this.deadline = deadline;
    }

    Map<String, ReadSheet> read(List<Layout> layouts) {
        Map<String, ReadSheet> sheets = readable(layouts);
        if (!faults.isEmpty()) {
            throw new FaultyWorkbook(faults);
        }
        return sheets;
    }

    /** What can be read, whatever is wrong with the rest. */
    Map<String, ReadSheet> readable(List<Layout> layouts) {
        Map<String, List<Merged>> merged = PackageGuard.look(file, deadline).merged();
        Map<String, ReadSheet> sheets = new HashMap<>();
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(file), OPTIONS)) {
            String wrong = check.fault(template(workbook));
            if (!wrong.isEmpty()) {
                throw new FaultyWorkbook(List.of(Fault.whole(wrong)));
            }
            for (Layout layout : layouts) {
                Optional<org.dhatim.fastexcel.reader.Sheet> sheet = workbook.findSheet(layout.name());
                if (sheet.isEmpty() && layout.mayBeMissing()) {
                    continue;
                }
                if (sheet.isEmpty()) {
                    faults.add(Fault.whole("缺少工作表“%s”。请不要删除工作表或改它的名称。".formatted(layout.name())));
                    continue;
                }
                check(layout, merged.getOrDefault(layout.name(), List.of()));
                sheets.put(layout.key(), new ReadSheet(layout, rows(sheet.get(), layout)));
            }
        } catch (FaultyWorkbook found) {
            throw found;
        } catch (IOException | RuntimeException damaged) {
            // the parser's own exceptions differ with what is broken in the file; whatever it is, the file cannot be
            // read
            throw new FaultyWorkbook(List.of(Fault.whole("表格里有系统读不懂的内容，打不开。请用 Excel 打开，另存一份后再上传。")));
        }
        return sheets;
    }

    /** What was wrong so far. */
    List<Fault> faults() {
        return faults;
    }

    private static Template template(ReadableWorkbook workbook) throws IOException {
        Optional<org.dhatim.fastexcel.reader.Sheet> info = workbook.findSheet(TemplateWriter.TEMPLATE_SHEET);
        if (info.isEmpty()) {
            throw new FaultyWorkbook(List.of(Fault.whole("这张表格不是从本系统下载的。请先在系统里下载表格，填在下载的表格里再上传，不要另建表格或只复制工作表。")));
        }
        List<String> values;
        try (Stream<Row> rows = info.get().openStream()) {
            values = rows.limit(3)
                    .map(row -> row.getCellCount() > 1 ? row.getCellText(1) : "")
                    .toList();
        }
        return values.size() < 3 ? new Template("", "", "") : new Template(values.get(0), values.get(1), values.get(2));
    }

    private void check(Layout layout, List<Merged> merged) {
        merged.stream()
                .filter(range -> range.lastRow() >= Layout.HEAD)
                .forEach(range -> fault(new Fault(
                        layout.name(),
                        range.row(),
                        range.column(),
                        "%s合并了单元格。请取消合并，每个单元格分别填写。".formatted(range.range()))));
    }

    private List<ReadRow> rows(org.dhatim.fastexcel.reader.Sheet sheet, Layout layout) throws IOException {
        List<ReadRow> read = new ArrayList<>();
        int[] places = null;
        int[] numbers = new int[0];
        try (Stream<Row> rows = sheet.openStream()) {
            for (Row row : (Iterable<Row>) rows::iterator) {
                if (row.getRowNum() < Layout.HEAD) {
                    continue;
                }
                if (row.getRowNum() == Layout.HEAD) {
                    places = head(row, layout);
                    numbers = numbers(places, layout);
                    continue;
                }
                if (places == null || faults.size() >= MOST_FAULTS) {
                    break;
                }
                if (row.getRowNum() > Bounds.get().rows() + Layout.HEAD) {
                    fault(new Fault(
                            layout.name(),
                            row.getRowNum(),
                            0,
                            "超过%d行，没有往下读。请删去多余的行。".formatted(Bounds.get().rows())));
                    break;
                }
                deadline.check();
                @Nullable String[] cells = cells(row, places, layout);
                if (cells != null) {
                    read.add(new ReadRow(layout, row.getRowNum(), cells, numbers));
                }
            }
        }
        if (places == null) {
            fault(new Fault(layout.name(), Layout.HEAD, 0, "没有找到表头。表头应在第%d行，请不要在它上面增删行。".formatted(Layout.HEAD)));
        }
        return read;
    }

    /** Which column stands where; they may have been moved about, but not renamed, doubled or taken away. */
    private int[] head(Row row, Layout layout) {
        int[] places = new int[row.getCellCount()];
        Set<String> known = new HashSet<>();
        for (int i = 0; i < row.getCellCount(); i++) {
            places[i] = -1;
            String label = squeezed(row.getCell(i) == null ? "" : row.getCellText(i));
            if (label.isEmpty()) {
                continue;
            }
            int place = place(layout, label);
            if (place < 0) {
                fault(new Fault(
                        layout.name(), Layout.HEAD, i + 1, "表头“%s”不在模板里。请不要增加列或改表头。".formatted(Fault.quoted(label))));
            } else if (!known.add(label)) {
                fault(new Fault(layout.name(), Layout.HEAD, i + 1, "表头“%s”出现了两次，请删去多余的一列。".formatted(label)));
            } else {
                places[i] = place;
            }
        }
        layout.columns().stream()
                .filter(column -> !layout.mayLack().contains(column.key()) && !known.contains(squeezed(column.label())))
                .forEach(column -> fault(
                        new Fault(layout.name(), Layout.HEAD, 0, "缺少“%s”一列。请不要删除列或改表头。".formatted(column.label()))));
        return places;
    }

    private static int[] numbers(int[] places, Layout layout) {
        int[] numbers = new int[layout.columns().size()];
        for (int i = 0; i < places.length; i++) {
            if (places[i] >= 0) {
                numbers[places[i]] = i + 1;
            }
        }
        return numbers;
    }

    private static int place(Layout layout, String label) {
        for (int i = 0; i < layout.columns().size(); i++) {
            if (squeezed(layout.columns().get(i).label()).equals(label)) {
                return i;
            }
        }
        return -1;
    }

    private static String squeezed(String label) {
        return label.replaceAll("[\\s\\u00a0\\u3000]", "");
    }

    /** Null where the row is blank. */
    private @Nullable String @Nullable [] cells(Row row, int[] places, Layout layout) {
        @Nullable String[] cells = new String[layout.columns().size()];
        boolean blank = true;
        for (int i = 0; i < Math.min(places.length, row.getCellCount()); i++) {
            Cell cell = row.getCell(i);
            if (places[i] < 0 || cell == null || cell.getType() == CellType.EMPTY) {
                continue;
            }
            String text = bounded(
                    text(cell, layout.columns().get(places[i]), layout, row.getRowNum(), i + 1),
                    layout,
                    row.getRowNum(),
                    i + 1);
            if (!text.isEmpty()) {
                cells[places[i]] = text;
                blank = false;
            }
        }
        return blank ? null : cells;
    }

    private String bounded(String text, Layout layout, int row, int number) {
        characters += text.length();
        if (characters > Bounds.get().characters()) {
            throw Bounds.refuse("表格里的文字超过%d万字，没有往下读。请精简后再上传，详细内容可以作为材料上传。"
                    .formatted(Bounds.get().characters() / 10_000));
        }
        return text.length() <= Bounds.cell()
                ? text
                : fault(new Fault(
                        layout.name(),
                        row,
                        number,
                        "填了%d字，一格最多%d字。请精简，详细内容可以作为材料上传。".formatted(text.length(), Bounds.cell())));
    }

    private String text(Cell cell, Column column, Layout layout, int row, int number) {
        String raw = cell.getRawValue();
        if (cell.getType() == CellType.ERROR
                || cell.getType() == CellType.FORMULA && raw != null && raw.startsWith("#")) {
            return fault(new Fault(
                    layout.name(), row, number, "公式出错（%s）。请改好公式，或直接填写结果。".formatted(raw == null ? "错误" : raw)));
        }
        if (cell.getType() == CellType.FORMULA
                && (raw == null || raw.isEmpty() && column.editable() && column.type() != InputType.TEXT)) {
            return fault(new Fault(layout.name(), row, number, "公式没有算出结果。请用 Excel 打开表格保存一次，或直接填写结果；没有数据的填“无”。"));
        }
        if (cell.getType() == CellType.BOOLEAN) {
            return Boolean.TRUE.equals(cell.getValue()) ? "是" : "否";
        }
        boolean numeric = cell.getType() == CellType.NUMBER
                || cell.getType() == CellType.FORMULA && isNumber(cell, String.valueOf(raw));
        if (numeric) {
            return number(cell, String.valueOf(raw), column, layout, row, number);
        }
        String text = stripped(cell.getText());
        if (text.isEmpty() || !column.editable()) {
            return text;
        }
        return switch (column.type()) {
            case CHOICE -> value(column.options(), text, layout, row, number);
            case NUMBER -> normal(text).strip();
            case DATE -> date(text, layout, row, number);
            default -> text;
        };
    }

    private static boolean isNumber(Cell cell, String raw) {
        return cell.getValue() instanceof Number || raw.matches("[-+]?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
    }

    private String number(Cell cell, String raw, Column column, Layout layout, int row, int number) {
        String plain;
        Shown shown = shown(cell);
        try {
            // by the shortest decimal that means the same number: Excel stores 35.2 as 35.200000000000003
            plain = isShort(raw) ? raw : plain(BigDecimal.valueOf(Double.parseDouble(raw)));
        } catch (NumberFormatException notANumber) {
            return fault(new Fault(layout.name(), row, number, "“%s”不是数字，请只填数字。".formatted(Fault.quoted(raw))));
        }
        if (!column.editable()) {
            return plain;
        }
        if (shown == Shown.DATE) {
            return column.type() == InputType.DATE
                    ? day(cell, layout, row, number)
                    : fault(new Fault(layout.name(), row, number, "这一格是日期，不是数字或文字。请把单元格格式改为“常规”或“文本”后重新填写。"));
        }
        if (column.type() == InputType.DATE) {
            return fault(new Fault(layout.name(), row, number, "“%s”是数字，不是日期。请写成 2022-01-08 的样子。".formatted(plain)));
        }
        if (shown == Shown.PERCENT) {
            return fault(new Fault(
                    layout.name(),
                    row,
                    number,
                    "这一格是百分比格式，显示%s%%，实际是%s。请把单元格格式改为“常规”，再填%s。".formatted(percent(plain), plain, percent(plain))));
        }
        return column.type() == InputType.CHOICE ? value(column.options(), plain, layout, row, number) : plain;
    }

    private static String percent(String plain) {
        return plain(new BigDecimal(plain).movePointRight(2));
    }

    private static String plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
    }

    private String day(Cell cell, Layout layout, int row, int number) {
        try {
            LocalDateTime date = cell.asDate();
            return date.toLocalDate().toString();
        } catch (RuntimeException noDate) {
            return fault(new Fault(layout.name(), row, number, "日期不对。请写成 2022-01-08 的样子。"));
        }
    }

    private String date(String text, Layout layout, int row, int number) {
        Matcher matcher = DATE.matcher(normal(text));
        if (matcher.matches()) {
            try {
                return LocalDate.of(
                                Integer.parseInt(matcher.group(1)),
                                Integer.parseInt(matcher.group(2)),
                                Integer.parseInt(matcher.group(3)))
                        .toString();
            } catch (DateTimeException noSuchDay) {
                return fault(new Fault(layout.name(), row, number, "没有“%s”这一天，请核对日期。".formatted(Fault.quoted(text))));
            }
        }
        return fault(
                new Fault(layout.name(), row, number, "“%s”不是日期。请写成 2022-01-08 的样子。".formatted(Fault.quoted(text))));
    }

    private String value(List<Option> options, String text, Layout layout, int row, int number) {
        String wanted = squeezed(Normalizer.normalize(text, Normalizer.Form.NFKC));
        for (Option option : options) {
            if (squeezed(Normalizer.normalize(option.label(), Normalizer.Form.NFKC))
                            .equals(wanted)
                    || option.value().equals(text)) {
                return option.value();
            }
        }
        return fault(new Fault(
                layout.name(), row, number, "“%s”不在可选的范围里。%s".formatted(Fault.quoted(text), choices(options))));
    }

    private static String choices(List<Option> options) {
        List<String> labels = options.stream().limit(12).map(Option::label).toList();
        return "请从下拉列表里选：" + String.join("、", labels) + (options.size() > labels.size() ? "等" : "") + "。";
    }

    private Shown shown(Cell cell) {
        Integer id = cell.getDataFormatId();
        if (id != null
                && (id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58)) {
            return Shown.DATE;
        }
        String format = cell.getDataFormatString();
        return format == null ? Shown.NUMBER : formats.computeIfAbsent(format, TemplateReader::shown);
    }

    private static Shown shown(String format) {
        String signs = NOT_FORMAT.matcher(format).replaceAll("");
        if (signs.indexOf('%') >= 0) {
            return Shown.PERCENT;
        }
        return signs.matches("(?i).*[ymdhs年月日].*") && !format.equalsIgnoreCase("General") ? Shown.DATE : Shown.NUMBER;
    }

    /** A short decimal as it stands in most cells: it means just what it says. */
    private static boolean isShort(String raw) {
        return ReadRow.isPlain(raw) && !(raw.indexOf('.') >= 0 && raw.endsWith("0"));
    }

    /** Full-width letters and digits as what they look like. */
    private static String normal(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return Normalizer.normalize(text, Normalizer.Form.NFKC);
            }
        }
        return text;
    }

    /** Blanks of every kind around a text are slips of the hand. */
    private static String stripped(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || c == '\u00a0' || c == '\u3000' || c == '\u200b' || c == '\ufeff';
    }

    private String fault(Fault fault) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(fault);
        }
        return "";
    }
}
