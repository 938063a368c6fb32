package cn.healthylishui.assessment.workbook;

import cn.healthylishui.assessment.column.Column;
import java.util.List;
import java.util.Set;

/**
 * 版式 of one sheet: row 1 its title, row 2 what to know before filling it in, row 3 the head, the data from row 4 on.
 *
 * @param key what the program calls the sheet
 * @param name what its tab says; see {@link Workbooks#sheetName}
 * @param mayBeMissing whether a file without this sheet is read all the same
 * @param mayLack the columns without which it is read all the same: those that sheets made before they were there do not have
 */
public record Layout(
        String key,
        String name,
        String title,
        List<String> notes,
        List<Column> columns,
        boolean mayBeMissing,
        Set<String> mayLack) {

    public Layout(String key, String name, String title, List<String> notes, List<Column> columns) {
        this(key, name, title, notes, columns, false, Set.of());
    }

    /** The same for a sheet that files written for an earlier version do not have. */
    public Layout allowedToBeMissing() {
        return new Layout(key, name, title, notes, columns, true, mayLack);
    }

    /** The same, where sheets of earlier versions do without these columns. */
    public Layout allowedToLack(String... keys) {
        return new Layout(key, name, title, notes, columns, mayBeMissing, Set.of(keys));
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
