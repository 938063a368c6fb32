package cn.healthylishui.assessment.workplan.process;

import static cn.healthylishui.assessment.workplan.WorkPlanFixture.YEAR;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Draft.DraftRow;
import cn.healthylishui.assessment.taskform.Draft.RowId;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Someone who types into a form and completes its task once nothing is wrong any more. */
final class Typing {

    private static final LocalDateTime NOW = LocalDateTime.of(2021, 10, 25, 9, 0);

    private final TaskForm form;
    private final TaskRef task;
    private final Map<RowId, DraftRow> rows = new HashMap<>();

    private Typing(TaskForm form, TaskRef task) {
        this.form = form;
        this.task = task;
    }

    /** @param variables beyond the year, as name and value in turn */
    static Typing into(TaskForm form, String office, Object... variables) {
        Map<String, Object> facts = new HashMap<>(Map.of("year", YEAR));
        for (int i = 0; i < variables.length; i += 2) {
            facts.put((String) variables[i], variables[i + 1]);
        }
        return new Typing(form, new TaskRef("task", form.taskKey(), "任务", office, null, NOW, facts));
    }

    /** @param cells column and what is typed, in turn */
    Typing type(String section, String row, String... cells) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < cells.length; i += 2) {
            values.put(cells[i], cells[i + 1]);
        }
        rows.merge(new RowId(section, row), new DraftRow(values, 1, "zhang", NOW), (old, typed) -> {
            Map<String, String> both = new HashMap<>(old.values());
            both.putAll(typed.values());
            return new DraftRow(both, 1, "zhang", NOW);
        });
        return this;
    }

    FormContent content() {
        return form.content(task, new Draft(1, Map.copyOf(rows)));
    }

    List<String> problems() {
        return content().allProblems();
    }

    Optional<Section> find(String key) {
        return content().sections().stream()
                .filter(section -> section.key().equals(key))
                .findFirst();
    }

    Section section(String key) {
        return find(key).orElseThrow();
    }

    Row row(String section, String key) {
        return section(section).rows().stream()
                .filter(row -> row.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    String value(String section, String row, String column) {
        return row(section, row).values().get(column);
    }

    List<String> notices() {
        return content().notices().stream().map(FormContent.Notice::text).toList();
    }

    String fact(String label) {
        return content().summary().stream()
                .filter(fact -> fact.label().equals(label))
                .findFirst()
                .orElseThrow()
                .value();
    }

    Map<String, Object> complete() {
        if (!problems().isEmpty()) {
            throw new AssertionError("Still wrong: " + problems());
        }
        return form.submit(task, new Draft(1, Map.copyOf(rows)), new Actor("zhang", task.office()));
    }
}
