package cn.healthylishui.assessment.performance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFFormulaEvaluator;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** What offices do today: a workbook with a sheet for each object, an item a row, and a sheet of totals, ranks and grades. */
final class WorkbookOfCity {

    private static final String TOTALS = "汇总";
    private static final int VALUE = 1;
    private static final int POINTS = 4;

    private final List<String> objects;
    private final int items;

    WorkbookOfCity(List<String> objects, int items) {
        this.objects = objects;
        this.items = items;
    }

    /** Proportional from nothing to the target, as everybody writes it. */
    void write(Path file, BigDecimal points, BigDecimal target) throws IOException {
        try (XSSFWorkbook workbook = new XSSFWorkbook();
                OutputStream out = Files.newOutputStream(file)) {
            Sheet totals = workbook.createSheet(TOTALS);
            for (int at = 0; at < objects.size(); at++) {
                String object = objects.get(at);
                Sheet sheet = workbook.createSheet(object);
                for (int item = 0; item < items; item++) {
                    Row row = sheet.createRow(item);
                    row.createCell(0).setCellValue("指标" + item);
                    row.createCell(VALUE).setCellValue(0);
                    row.createCell(2).setCellValue(target.doubleValue());
                    row.createCell(3).setCellValue(points.doubleValue());
                    row.createCell(POINTS)
                            .setCellFormula("ROUND(MAX(0,MIN(D%1$d,B%1$d/C%1$d*D%1$d)),2)".formatted(item + 1));
                }
                sheet.createRow(items).createCell(POINTS).setCellFormula("SUM(E1:E%d)".formatted(items));
                Row row = totals.createRow(at);
                row.createCell(0).setCellValue(object);
                row.createCell(1)
                        .setCellFormula(
                                "ROUND('%1$s'!E%2$d*1000/SUM('%1$s'!D1:D%3$d),2)".formatted(object, items + 1, items));
                row.createCell(2).setCellFormula("RANK(B%d,B$1:B$%d)".formatted(at + 1, objects.size()));
                row.createCell(3)
                        .setCellFormula("IF(B%1$d>=800,\"优秀\",IF(B%1$d>=600,\"合格\",\"不合格\"))".formatted(at + 1));
            }
            workbook.write(out);
        }
    }

    @FunctionalInterface
    interface Values {
        double of(int object, int item);
    }

    /** Opens it, enters values, reckons everything and saves it; the totals by object. */
    Map<String, Double> reckon(Path file, int most, Values values) throws IOException {
        Map<String, Double> totals = new LinkedHashMap<>();
        try (InputStream in = Files.newInputStream(file);
                XSSFWorkbook workbook = new XSSFWorkbook(in)) {
            for (int object = 0, entered = 0; object < objects.size() && entered < most; object++) {
                Sheet sheet = workbook.getSheet(objects.get(object));
                for (int item = 0; item < items && entered < most; item++, entered++) {
                    sheet.getRow(item).getCell(VALUE).setCellValue(values.of(object, item));
                }
            }
            XSSFFormulaEvaluator.evaluateAllFormulaCells(workbook);
            try (OutputStream out = Files.newOutputStream(file.resolveSibling("reckoned.xlsx"))) {
                workbook.write(out);
            }
            for (Row row : workbook.getSheet(TOTALS)) {
                totals.put(row.getCell(0).getStringCellValue(), row.getCell(1).getNumericCellValue());
            }
        }
        return totals;
    }
}
