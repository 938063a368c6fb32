package cn.healthylishui.assessment.workbook;

import cn.healthylishui.assessment.column.Column;
import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.column.Option;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;

/**
 * How long 10,000 rows take, beside what the library underneath takes for the same file: {@code mvn test -Dtest=WorkbookBenchmark}.
 * Not among the tests, since a busy machine says nothing about the code.
 */
class WorkbookBenchmark {

    private static final int ROWS = 10_000;
    private static final int ROUNDS = 25;
    private static final Template TEMPLATE = new Template("benchmark", "", "1");
    private static final List<Option> YES_NO = List.of(new Option("1", "是"), new Option("0", "否"));
    private static final Layout LAYOUT = new Layout(
            "figures",
            "官方数据",
            "官方数据",
            List.of("没有数据的填“无”。"),
            List.of(
                    Column.label("object", "代码", 12),
                    Column.label("name", "名称", 20),
                    Column.label("indicator", "指标", 12),
                    Column.number("value", "数值", 12),
                    Column.number("reference", "参照值", 12),
                    Column.choice("provisional", "暂用", 8, YES_NO),
                    Column.date("day", "数据日期", 14),
                    Column.text("reason", "说明", 40)));

    @Test
    void tellHowLongItTakes() throws Exception {
        List<Map<String, String>> rows = rows();
        byte[] file = export(rows);
        // in turn, so that whatever else the machine does falls on both alike
        double[] bareRead = new double[ROUNDS];
        double[] read = new double[ROUNDS];
        double[] bareWrite = new double[ROUNDS];
        double[] write = new double[ROUNDS];
        for (int round = -10; round < ROUNDS; round++) {
            double a = millis(() -> bareRead(file));
            double b = millis(() -> importAndCheck(file));
            double c = millis(() -> bareWrite(rows));
            double d = millis(() -> export(rows));
            if (round >= 0) {
                bareRead[round] = a;
                read[round] = b;
                bareWrite[round] = c;
                write[round] = d;
            }
        }
        System.out.printf("%d 行 × %d 列，%d 次的中位数%n", ROWS, LAYOUT.columns().size(), ROUNDS);
        tell("导入（含全部检查）", median(read), "fastexcel 只读", median(bareRead), 2.0);
        tell("导出", median(write), "fastexcel 只写", median(bareWrite), 1.5);
    }

    private static void tell(String ours, double time, String bare, double bareTime, double allowed) {
        System.out.printf(
                "%s %.0f 毫秒，%s %.0f 毫秒，比 %.2f（要求不超过 %.1f）%n", ours, time, bare, bareTime, time / bareTime, allowed);
    }

    private static List<Map<String, String>> rows() {
        return IntStream.range(0, ROWS)
                .mapToObj(i -> Map.of(
                        "object", String.valueOf(331_102_000 + i),
                        "name", "第" + i + "个乡镇（街道）",
                        "indicator", "T%03d".formatted(i % 31 + 1),
                        "value", BigDecimal.valueOf(i * 37L % 100_000, 2).toPlainString(),
                        "reference", String.valueOf(i % 97),
                        "provisional", String.valueOf(i % 2),
                        "day", "2021-12-%02d".formatted(i % 28 + 1),
                        "reason", "据统计年鉴第" + i % 300 + "页"))
                .toList();
    }

    private static Integer importAndCheck(byte[] file) {
        List<Fault> faults = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int sum = 0;
        for (ReadRow row : Objects.requireNonNull(
                        Workbooks.read(file, TEMPLATE, List.of(LAYOUT)).get("figures"))
                .rows()) {
            if (!seen.add(row.text("object"))) {
                faults.add(row.fault("object", "重复"));
            }
            sum += row.number("value", faults).orElseThrow().intValue()
                    + row.number("reference", faults).orElseThrow().intValue();
        }
        if (!faults.isEmpty()) {
            throw new FaultyWorkbook(faults);
        }
        return sum;
    }

    private static Integer bareRead(byte[] file) throws IOException {
        int length = 0;
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(file));
                Stream<Row> rows = workbook.getFirstSheet().openStream()) {
            for (Row row : (Iterable<Row>) rows::iterator) {
                for (Cell cell : row) {
                    length += cell == null ? 0 : cell.getText().length();
                }
            }
        }
        return length;
    }

    private static byte[] export(List<Map<String, String>> rows) {
        return Workbooks.bytes(TEMPLATE, List.of(new Sheet(LAYOUT, rows)));
    }

    private static byte[] bareWrite(List<Map<String, String>> rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(out, "benchmark", null)) {
            Worksheet sheet = workbook.newWorksheet("官方数据");
            List<Column> columns = LAYOUT.columns();
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < columns.size(); column++) {
                    String text = rows.get(row).getOrDefault(columns.get(column).key(), "");
                    if (columns.get(column).type() == InputType.NUMBER) {
                        sheet.value(row, column, Double.valueOf(text));
                    } else {
                        sheet.value(row, column, text);
                    }
                }
            }
        }
        return out.toByteArray();
    }

    private static double millis(Callable<?> work) throws Exception {
        long started = System.nanoTime();
        if (work.call() == null) {
            throw new IllegalStateException("Nothing came of it");
        }
        return (System.nanoTime() - started) / 1e6;
    }

    private static double median(double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
