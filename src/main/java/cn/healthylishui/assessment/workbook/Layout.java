package cn.healthylishui.assessment.workbook;

import java.util.List;

/**
 * 版式 of one sheet: row 1 its title, row 2 what to know before filling it in, row 3 the head, the data from row 4 on.
 *
 * @param key what the program calls the sheet
 * @param name what its tab says; see {@link Workbooks#sheetName}
 * @param mayBeMissing whether a file without this sheet is read all the same
 */
public record Layout(
        String key, String name, String title, List<String> notes, List<Column> columns, boolean mayBeMissing) {

    public Layout(String key, String name, String title, List<String> notes, List<Column> columns) {
        this(key, name, title, notes, columns, false);
    }

    /** The same for a sheet that files written for an earlier version do not have. */
    public Layout allowedToBeMissing() {
        return new Layout(key, name, title, notes, columns, true);
    }

    /** The row of the head, as Excel counts. */
    public static final int HEAD = 3;

    int columnNumber(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).key().equals(column)) {
                return i + 1;
            }
        }
        return 0;
    }
}
