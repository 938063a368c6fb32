package cn.healthylishui.assessment.followup.process;

import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Draft.DraftRow;
import cn.healthylishui.assessment.taskform.Draft.RowId;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Someone who types into a form of an interview. */
final class Typing {

    private static final LocalDateTime NOW = LocalDateTime.of(2022, 3, 1, 9, 0);

    private final TaskForm form;
    private final TaskRef task;
    private final Map<RowId, DraftRow> rows = new HashMap<>();

    Typing(TaskForm form, TaskRef task) {
        this.form = form;
        this.task = task;
    }

    /** @param cells column and what is typed, in turn */
    Typing type(String section, String row, String... cells) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < cells.length; i += 2) {
            values.put(cells[i], cells[i + 1]);
        }
        rows.merge(new RowId(section, row), new DraftRow(values, 1, "wang", NOW), (old, typed) -> {
            Map<String, String> both = new HashMap<>(old.values());
            both.putAll(typed.values());
            return new DraftRow(both, 1, "wang", NOW);
        });
        return this;
    }

    Draft draft() {
        return new Draft(1, Map.copyOf(rows));
    }

    FormContent content() {
        return form.content(task, draft());
    }

    List<String> problems() {
        return content().allProblems();
    }

    List<String> notices() {
        return content().notices().stream().map(Notice::text).toList();
    }

    List<String> sections() {
        return content().sections().stream().map(Section::key).toList();
    }

    Section section(String key) {
        return content().sections().stream()
                .filter(section -> section.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    Row row(String section, String key) {
        return section(section).rows().stream()
                .filter(row -> row.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    /** What stands in a cell. */
    String shown(String section, String row, String column) {
        return row(section, row).values().get(column);
    }
}
