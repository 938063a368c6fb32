package cn.healthylishui.assessment.taskform;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.taskform.Draft.DraftRow;
import cn.healthylishui.assessment.taskform.Draft.RowId;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Someone who types into a form of the year 2021 and completes its task once nothing is wrong any more. */
public final class Typing {

    private static final LocalDateTime NOW = LocalDateTime.of(2022, 1, 18, 9, 30);

    private final TaskForm form;
    private final TaskRef task;
    private final Map<RowId, DraftRow> rows = new HashMap<>();

    public Typing(TaskForm form, TaskRef task) {
        this.form = form;
        this.task = task;
    }

    /** @param variables beyond the year, as name and value in turn */
    public static Typing into(TaskForm form, String office, Object... variables) {
        Map<String, Object> facts = new HashMap<>(Map.of("year", 2021));
        for (int i = 0; i < variables.length; i += 2) {
            facts.put((String) variables[i], variables[i + 1]);
        }
        return new Typing(form, new TaskRef("task", form.taskKey(), "任务", office, null, NOW, facts));
    }

    public TaskRef task() {
        return task;
    }

    /** @param cells column and what is typed, in turn */
    public Typing type(String section, String row, String... cells) {
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

    /** The same cells in every row of a section that is open. */
    public Typing typeAll(String section, String... cells) {
        section(section).rows().stream().filter(row -> !row.locked()).forEach(row -> type(section, row.key(), cells));
        return this;
    }

    public Draft draft() {
        return new Draft(1, Map.copyOf(rows));
    }

    public FormContent content() {
        return form.content(task, draft());
    }

    public List<String> problems() {
        return content().allProblems();
    }

    public List<String> notices() {
        return content().notices().stream().map(Notice::text).toList();
    }

    public List<String> sections() {
        return content().sections().stream().map(Section::key).toList();
    }

    public Optional<Section> find(String key) {
        return content().sections().stream()
                .filter(section -> section.key().equals(key))
                .findFirst();
    }

    public Section section(String key) {
        return find(key).orElseThrow(() -> new AssertionError("No section " + key));
    }

    public Row row(String section, String key) {
        return section(section).rows().stream()
                .filter(row -> row.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    /** What stands in a cell. */
    public String value(String section, String row, String column) {
        return row(section, row).values().get(column);
    }

    public String fact(String label) {
        return content().summary().stream()
                .filter(fact -> fact.label().equals(label))
                .findFirst()
                .map(Fact::value)
                .orElseThrow();
    }

    public Map<String, Object> complete() {
        return complete(new Actor("zhang", task.office()));
    }

    /** Completes as the engine would, which asks for problems first. */
    public Map<String, Object> complete(Actor by) {
        if (!problems().isEmpty()) {
            throw new AssertionError("Still wrong: " + problems());
        }
        return submit(by);
    }

    /** Completes in the moment in which something has changed since the problems were asked for. */
    public Map<String, Object> submit(Actor by) {
        return form.submit(task, draft(), by);
    }
}
