package cn.healthylishui.assessment.followup.process;

import static cn.healthylishui.assessment.followup.MisconductFixture.QINGTIAN;
import static cn.healthylishui.assessment.followup.MisconductFixture.YEAR;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Draft.DraftRow;
import cn.healthylishui.assessment.taskform.Draft.RowId;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Someone who types into a form of a misconduct case; every section has one row of its own key. */
final class CaseTyping {

    private static final LocalDateTime NOW = LocalDateTime.of(2022, 3, 1, 10, 0);

    private final TaskForm form;
    private final TaskRef task;
    private final Map<RowId, DraftRow> rows = new HashMap<>();

    private CaseTyping(TaskForm form, TaskRef task) {
        this.form = form;
        this.task = task;
    }

    /** The first task, before there is a case. */
    static CaseTyping into(TaskForm form) {
        return new CaseTyping(form, new TaskRef("task", form.taskKey(), "任务", "city-office", null, NOW, Map.of()));
    }

    static CaseTyping into(TaskForm form, long misconduct) {
        return new CaseTyping(
                form,
                new TaskRef(
                        "task",
                        form.taskKey(),
                        "任务",
                        "city-office",
                        null,
                        NOW,
                        Map.of("year", YEAR, "district", QINGTIAN, "misconduct", misconduct)));
    }

    /** @param cells column and what is typed, in turn */
    CaseTyping type(String section, String... cells) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < cells.length; i += 2) {
            values.put(cells[i], cells[i + 1]);
        }
        rows.merge(new RowId(section, section), new DraftRow(values, 1, "zhang", NOW), (old, typed) -> {
            Map<String, String> both = new HashMap<>(old.values());
            both.putAll(typed.values());
            return new DraftRow(both, 1, "zhang", NOW);
        });
        return this;
    }

    FormContent content() {
        return form.content(task, draft());
    }

    private Draft draft() {
        return new Draft(1, Map.copyOf(rows));
    }

    List<String> problems() {
        return content().allProblems();
    }

    /** Completes as the engine would, which asks for problems first. */
    Map<String, Object> submit(Actor actor) {
        if (!problems().isEmpty()) {
            throw new AssertionError("Cannot be completed: " + problems());
        }
        return submitUnasked(actor);
    }

    /** Completes in the moment in which something has changed since the problems were asked for. */
    Map<String, Object> submitUnasked(Actor actor) {
        return form.submit(task, draft(), actor);
    }

    Section section(String key) {
        return content().sections().stream()
                .filter(section -> section.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No section " + key));
    }

    List<String> sectionKeys() {
        return content().sections().stream().map(Section::key).toList();
    }

    Row row(String section) {
        return section(section).rows().get(0);
    }

    Column column(String section, String key) {
        return section(section).columns().stream()
                .filter(column -> column.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    String value(String section, String column) {
        return row(section).values().getOrDefault(column, "");
    }

    /** All that is to be read in a section. */
    String text(String section) {
        return section(section).rows().toString();
    }
}
