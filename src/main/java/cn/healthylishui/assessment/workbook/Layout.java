package cn.healthylishui.assessment.workbook;

import java.util.List;

/**
 * 版式 of one sheet: row 1 its title, row 2 what to know before filling it in, row 3 the head, the data from row 4 on.
 *
 * @param key what the program calls the sheet
 * @param name what its tab says; see {@link Workbooks#sheetName}
 */
public record Layout(String key, String name, String title, List<String> notes, List<Column> columns) {

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
