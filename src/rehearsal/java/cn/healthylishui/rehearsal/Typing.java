package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.taskform.Field;
import java.util.HashMap;
import java.util.Map;

/** What somebody types into one row of one section of a form. */
record Typing(String section, String row, Map<String, String> cells) {

    static Typing into(String section, String row) {
        return new Typing(section, row, Map.of());
    }

    /** Into the single questions of a section, of which the only row is named as it. */
    static Typing into(String section) {
        return into(section, section);
    }

    <V> Typing with(Field<V> field, V value) {
        return typed(field, field.written(value));
    }

    /** As it is typed, right or wrong. */
    Typing typed(Field<?> field, String text) {
        Map<String, String> more = new HashMap<>(cells);
        more.put(field.key(), text);
        return new Typing(section, row, more);
    }
}
