package cn.healthylishui.assessment.year.process;

import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Draft.DraftRow;
import cn.healthylishui.assessment.taskform.Draft.RowId;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;

/** What somebody typed into a form, cell by cell. */
final class Drafts {

    private final Map<RowId, DraftRow> rows = new HashMap<>();

    Drafts type(String section, String row, String column, String value) {
        rows.merge(
                new RowId(section, row),
                new DraftRow(Map.of(column, value), 1, "zhang", LocalDateTime.of(2022, 1, 4, 9, 0)),
                (before, added) -> {
                    Map<String, String> values = new HashMap<>(before.values());
                    values.putAll(added.values());
                    return new DraftRow(values, before.version() + 1, added.changedBy(), added.changedAt());
                });
        return this;
    }

    Draft draft() {
        return new Draft(rows.size(), Map.copyOf(rows));
    }

    static Row row(FormContent content, String section, String key) {
        return content.sections().stream()
                .filter(one -> one.key().equals(section))
                .flatMap(one -> one.rows().stream())
                .filter(row -> row.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
