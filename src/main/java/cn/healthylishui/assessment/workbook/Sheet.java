package cn.healthylishui.assessment.workbook;

import cn.healthylishui.assessment.column.Option;
import java.util.List;
import java.util.Map;

/**
 * 工作表 to be written.
 *
 * @param rows column key to what would be typed there; a cell without an entry stays empty
 * @param choices for the rows (counted from 0) whose cell is a choice although, or other than, its column is
 */
public record Sheet(Layout layout, List<Map<String, String>> rows, Map<Integer, Map<String, List<Option>>> choices) {

    public Sheet(Layout layout, List<Map<String, String>> rows) {
        this(layout, rows, Map.of());
    }
}
