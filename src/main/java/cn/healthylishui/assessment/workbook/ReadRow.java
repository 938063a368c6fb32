package cn.healthylishui.assessment.workbook;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** 读到的一行: what stands in its cells, as text. */
public final class ReadRow {

    private static final int MOST_DIGITS = 15;

    private final Layout layout;
    private final int number;
    private final @Nullable String[] cells;
    private final int[] numbers;

    /**
     * @param cells in the order of the layout's columns
     * @param numbers where each of the layout's columns stands in the file, as Excel counts
     */
    ReadRow(Layout layout, int number, @Nullable String[] cells, int[] numbers) {
        this.layout = layout;
        this.number = number;
        this.cells = cells;
        this.numbers = numbers;
    }

    /** As Excel counts. */
    public int number() {
        return number;
    }

    /** What stands in the cell, blanks around it taken off; empty where nothing does. */
    public String text(String column) {
        int place = layout.columnNumber(column) - 1;
        if (place < 0) {
            throw new IllegalArgumentException("%s has no column %s".formatted(layout.name(), column));
        }
        String text = cells[place];
        return text == null ? "" : text;
    }

    public boolean isBlank(String column) {
        return text(column).isEmpty();
    }

    public Fault fault(String column, String message) {
        int place = layout.columnNumber(column) - 1;
        return new Fault(layout.name(), number, place < 0 ? 0 : numbers[place], message);
    }

    /** The cell as a number; none where it is empty, or is no number, which then is one of the faults. */
    public Optional<BigDecimal> number(String column, List<Fault> faults) {
        String text = text(column);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String wrong = isPlain(text) ? "" : notANumber(text);
        if (!wrong.isEmpty()) {
            faults.add(fault(column, wrong));
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(text));
    }

    /** Digits and at most one point, as almost all of them are. */
    static boolean isPlain(String text) {
        int points = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && i > 0 && i < text.length() - 1) {
                points++;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return points <= 1 && text.length() - points <= MOST_DIGITS;
    }

    private static String notANumber(String text) {
        if (text.endsWith("%")) {
            return "“%s”请去掉百分号，只填数字。".formatted(Fault.quoted(text));
        }
        if (text.contains(",")) {
            return "“%s”请去掉逗号，只填数字。".formatted(Fault.quoted(text));
        }
        if (!text.matches("[-+]?\\d+(\\.\\d+)?")) {
            return "“%s”不是数字，请只填数字，例如 35.2。".formatted(Fault.quoted(text));
        }
        return text.replaceAll("\\D", "").length() > MOST_DIGITS
                ? "“%s”位数太多，最多%d位。".formatted(Fault.quoted(text), MOST_DIGITS)
                : "";
    }
}
