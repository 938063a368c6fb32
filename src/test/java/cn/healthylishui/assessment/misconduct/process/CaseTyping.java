package cn.healthylishui.assessment.misconduct.process;

import static cn.healthylishui.assessment.misconduct.MisconductFixture.QINGTIAN;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.Column;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.Typing;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

/** Someone who types into a form of a misconduct case; every section has one row of its own key. */
record CaseTyping(Typing typing) {

    /** The first task, before there is a case. */
    static CaseTyping into(TaskForm form) {
        LocalDateTime created = LocalDateTime.of(2022, 3, 1, 10, 0);
        return new CaseTyping(
                new Typing(form, new TaskRef("task", form.taskKey(), "任务", "city-office", null, created, Map.of())));
    }

    static CaseTyping into(TaskForm form, long misconduct) {
        return new CaseTyping(Typing.into(form, "city-office", "district", QINGTIAN, "misconduct", misconduct));
    }

    /** @param cells column and what is typed, in turn */
    CaseTyping type(String section, String... cells) {
        typing.type(section, section, cells);
        return this;
    }

    FormContent content() {
        return typing.content();
    }

    List<String> problems() {
        return typing.problems();
    }

    /** Completes as the engine would, which asks for problems first. */
    Map<String, Object> submit(Actor actor) {
        return typing.complete(actor);
    }

    /** Completes in the moment in which something has changed since the problems were asked for. */
    Map<String, Object> submitUnasked(Actor actor) {
        return typing.submit(actor);
    }

    Section section(String key) {
        return typing.section(key);
    }

    List<String> sectionKeys() {
        return typing.sections();
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
