package cn.healthylishui.assessment.appraisal.process;

import static cn.healthylishui.assessment.appraisal.AppraisalFixture.YEAR;

import cn.healthylishui.assessment.audit.Actor;
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

/** Someone who types into a form of the appraisal. */
final class Typing {

    private static final LocalDateTime NOW = LocalDateTime.of(2022, 1, 20, 9, 30);

    private final TaskForm form;
    private final TaskRef task;
    private final String office;
    private final Map<RowId, DraftRow> rows = new HashMap<>();

    private Typing(TaskForm form, TaskRef task, String office) {
        this.form = form;
        this.task = task;
        this.office = office;
    }

    static Typing into(TaskForm form, String office) {
        Map<String, Object> facts = Map.of("year", YEAR, "rater", office);
        return new Typing(form, new TaskRef("task", form.taskKey(), "任务", office, null, NOW, facts), office);
    }

    /** @param cells column and what is typed, in turn */
    Typing type(String section, String row, String... cells) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < cells.length; i += 2) {
            values.put(cells[i], cells[i + 1]);
        }
        rows.merge(new RowId(section, row), new DraftRow(values, 1, office, NOW), (old, typed) -> {
            Map<String, String> both = new HashMap<>(old.values());
            both.putAll(typed.values());
            return new DraftRow(both, 1, office, NOW);
        });
        return this;
    }

    /** The same cells in every row of a section. */
    Typing typeAll(String section, String... cells) {
        section(section).rows().forEach(row -> type(section, row.key(), cells));
        return this;
    }

    FormContent content() {
        return form.content(task, new Draft(1, Map.copyOf(rows)));
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

    Map<String, Object> submit() {
        return form.submit(task, new Draft(1, Map.copyOf(rows)), new Actor(office, office));
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

    String fact(String label) {
        return content().summary().stream()
                .filter(fact -> fact.label().equals(label))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
