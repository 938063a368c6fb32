package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.workbook.Fault;
import cn.healthylishui.assessment.workbook.Layout;
import cn.healthylishui.assessment.workbook.ReadRow;
import cn.healthylishui.assessment.workbook.ReadSheet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** 读到的数据集: the sheets of the set as far as they could be read, and what is said of their rows. */
final class SetSheets {

    private record Key(SetFile file, String sheet) {}

    private final Map<Key, ReadSheet> sheets = new HashMap<>();
    private final SetFaults faults;

    SetSheets(SetFaults faults) {
        this.faults = faults;
    }

    /** @param wrong what is wrong with the file: a sheet whose head is, is not looked at any further */
    void put(SetFile file, Map<String, ReadSheet> read, List<Fault> wrong) {
        read.forEach((key, sheet) -> {
            boolean headless = wrong.stream()
                    .anyMatch(fault -> fault.sheet().equals(sheet.layout().name()) && fault.row() <= Layout.HEAD);
            if (!headless) {
                sheets.put(new Key(file, key), sheet);
            }
        });
    }

    Page page(SetFile file, String sheet) {
        return new Page(file, sheets.get(new Key(file, sheet)));
    }

    /** One sheet, or its place where it could not be read. */
    final class Page {

        private final SetFile file;
        private final @Nullable ReadSheet sheet;
        private boolean codesWrong;

        private Page(SetFile file, @Nullable ReadSheet sheet) {
            this.file = file;
            this.sheet = sheet;
        }

        List<Line> lines() {
            return sheet == null
                    ? List.of()
                    : sheet.rows().stream().map(row -> new Line(this, row)).toList();
        }

        void fault(String message) {
            if (sheet != null) {
                faults.add(file, sheet.fault(message));
            }
        }

        /**
         * The lines by what they are about; one that is about nothing known, or about what another line is about, is a fault.
         *
         * @param key says what is wrong itself, and is then empty
         */
        <K> Map<K, Line> by(Function<Line, Optional<K>> key, String codeColumn) {
            Map<K, Line> byKey = new LinkedHashMap<>();
            for (Line line : lines()) {
                Optional<K> known = key.apply(line);
                if (known.isEmpty()) {
                    codesWrong = true;
                    continue;
                }
                Line first = byKey.putIfAbsent(known.get(), line);
                if (first != null) {
                    line.fault(codeColumn, "与第%d行重复，只能有一行。请删去一行。".formatted(first.row.number()));
                }
            }
            return byKey;
        }

        /** Says what is not there, unless codes are wrong: then it may be that these are meant. */
        <K> void requireAll(Map<K, ?> there, Collection<K> needed, Function<List<K>, List<String>> words) {
            if (sheet == null || codesWrong) {
                return;
            }
            List<K> missing =
                    needed.stream().filter(key -> !there.containsKey(key)).toList();
            if (!missing.isEmpty()) {
                words.apply(missing).forEach(text -> fault("缺少%s。请补上。".formatted(text)));
            }
        }
    }

    /** One row. */
    final class Line {

        private final Page page;
        private final ReadRow row;

        private Line(Page page, ReadRow row) {
            this.page = page;
            this.row = row;
        }

        String text(String column) {
            return row.text(column);
        }

        String text(String column, String otherwise) {
            return row.isBlank(column) ? otherwise : row.text(column);
        }

        boolean isBlank(String column) {
            return row.isBlank(column);
        }

        boolean is(String column, String value) {
            return row.text(column).equals(value);
        }

        void fault(String column, String message) {
            faults.add(page.file, row.fault(column, message));
        }

        /** Says that the cell is empty, where it is. */
        boolean require(String column, String message) {
            if (isBlank(column)) {
                fault(column, message);
                return false;
            }
            return true;
        }

        /** At most so long. */
        void limit(String column, int longest) {
            if (text(column).length() > longest) {
                fault(
                        column,
                        "最多%d字，现在有%d字，请缩短。".formatted(longest, text(column).length()));
            }
        }

        Optional<BigDecimal> number(String column) {
            List<Fault> wrong = new ArrayList<>();
            Optional<BigDecimal> number = row.number(column, wrong);
            faults.addAll(page.file, wrong);
            return number;
        }

        /** A whole number within bounds. */
        Optional<Integer> whole(String column, int least, int most) {
            if (!require(column, "还没有填，请填%d至%d的整数。".formatted(least, most))) {
                return Optional.empty();
            }
            Optional<BigDecimal> number = number(column);
            if (number.isEmpty()) {
                return Optional.empty();
            }
            BigDecimal value = number.get();
            if (value.stripTrailingZeros().scale() > 0
                    || value.compareTo(BigDecimal.valueOf(least)) < 0
                    || value.compareTo(BigDecimal.valueOf(most)) > 0) {
                fault(column, "应为%d至%d的整数，现在填的是%s。".formatted(least, most, text(column)));
                return Optional.empty();
            }
            return Optional.of(value.intValueExact());
        }
    }
}
