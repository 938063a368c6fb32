package cn.healthylishui.assessment.taskform;

import java.time.LocalDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 草稿: what was typed into a task so far, exactly as typed. Rows are keyed by section and row. */
public record Draft(long seq, Map<RowId, DraftRow> rows) {

    public static final Draft EMPTY = new Draft(0, Map.of());

    public record RowId(String section, String key) {}

    /** @param version the draft's seq at which this row was last saved; a row never saved has 0 */
    public record DraftRow(Map<String, String> values, long version, String changedBy, LocalDateTime changedAt) {}

    public @Nullable DraftRow row(String section, String key) {
        return rows.get(new RowId(section, key));
    }

    /** What was typed into a cell, trimmed; the stored value where the cell was never touched. */
    public String value(String section, String key, String column, @Nullable String stored) {
        DraftRow row = row(section, key);
        String typed = row == null ? null : row.values().get(column);
        return typed == null ? (stored == null ? "" : stored) : typed.strip();
    }
}
