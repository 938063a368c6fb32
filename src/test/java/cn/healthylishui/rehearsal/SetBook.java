package cn.healthylishui.rehearsal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** One workbook of a set, opened and changed as anybody would who knows no more of it than docs/workbooks.md says. */
public final class SetBook {

    private static final int HEAD = 2;
    private static final DataFormatter SHOWN = new DataFormatter();

    private final XSSFWorkbook workbook;

    private SetBook(XSSFWorkbook workbook) {
        this.workbook = workbook;
    }

    public static void change(Path directory, String file, Consumer<SetBook> change) throws IOException {
        Path path = directory.resolve(file);
        try (InputStream in = Files.newInputStream(path);
                XSSFWorkbook workbook = new XSSFWorkbook(in)) {
            change.accept(new SetBook(workbook));
            try (OutputStream out = Files.newOutputStream(path)) {
                workbook.write(out);
            }
        }
    }

    XSSFWorkbook workbook() {
        return workbook;
    }

    public Sheet sheet(String name) {
        return workbook.getSheet(name);
    }

    static int column(Sheet sheet, String label) {
        for (Cell cell : sheet.getRow(HEAD)) {
            if (SHOWN.formatCellValue(cell).equals(label)) {
                return cell.getColumnIndex();
            }
        }
        throw new AssertionError("No column " + label + " in " + sheet.getSheetName());
    }

    /** The first row that bears all these texts. */
    static Row row(Sheet sheet, String... texts) {
        for (Row row : sheet) {
            if (row.getRowNum() > HEAD && bears(row, texts)) {
                return row;
            }
        }
        throw new AssertionError("No row " + String.join(" ", texts) + " in " + sheet.getSheetName());
    }

    private static boolean bears(Row row, String... texts) {
        for (String text : texts) {
            boolean found = false;
            for (Cell cell : row) {
                found |= SHOWN.formatCellValue(cell).equals(text);
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    /** The cell under a head, in the first row that bears all these texts. */
    public Cell cell(String sheet, String label, String... texts) {
        Sheet found = sheet(sheet);
        return row(found, texts).getCell(column(found, label), Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
    }

    public String text(String sheet, String label, String... texts) {
        return SHOWN.formatCellValue(cell(sheet, label, texts));
    }

    /** In every row, under one head what belongs to what stands under another. */
    public void fill(String sheet, String label, String by, Map<String, String> values) {
        Sheet found = sheet(sheet);
        int column = column(found, label);
        int key = column(found, by);
        for (Row row : found) {
            String value = row.getRowNum() > HEAD ? values.get(SHOWN.formatCellValue(row.getCell(key))) : null;
            if (value != null) {
                row.getCell(column, Row.MissingCellPolicy.CREATE_NULL_AS_BLANK).setCellValue(value);
            }
        }
    }

    void remove(String sheet, String... texts) {
        Sheet found = sheet(sheet);
        found.removeRow(row(found, texts));
    }

    /** A row of these cells below the others. */
    void add(String sheet, String... cells) {
        Sheet found = sheet(sheet);
        Row row = found.createRow(found.getLastRowNum() + 1);
        for (int i = 0; i < cells.length; i++) {
            row.createCell(i).setCellValue(cells[i]);
        }
    }
}
