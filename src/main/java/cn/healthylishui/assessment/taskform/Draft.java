package cn.healthylishui.assessment.taskform;

import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** 草稿: what was typed into a task so far, exactly as typed. Rows are keyed by section and row. */
public record Draft(long seq, Map<RowId, DraftRow> rows) {

    public static final Draft EMPTY = new Draft(0, Map.of());

    /** The one cell of a row into which files can be put: their ids, joined by commas. */
    public static final String FILES = "files";

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

    /** The ids in a cell of files. */
    public static List<String> ids(String joined) {
        return Stream.of(joined.split(","))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .toList();
    }

    /** The same draft with other files in its rows; a row for which there is null says nothing of files, so that the stored ones show. */
    public Draft withFiles(BiFunction<RowId, List<String>, @Nullable List<String>> files) {
        Map<RowId, DraftRow> changed = new HashMap<>(rows);
        changed.replaceAll((id, row) -> {
            String typed = row.values().get(FILES);
            if (typed == null) {
                return row;
            }
            Map<String, String> values = new HashMap<>(row.values());
            List<String> kept = files.apply(id, ids(typed));
            if (kept == null) {
                values.remove(FILES);
            } else {
                values.put(FILES, String.join(",", kept));
            }
            return new DraftRow(values, row.version(), row.changedBy(), row.changedAt());
        });
        return new Draft(seq, changed);
    }
}
