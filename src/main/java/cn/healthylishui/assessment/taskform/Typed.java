package cn.healthylishui.assessment.taskform;

import cn.healthylishui.assessment.taskform.Field.Reading;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** 所填: what stands in the cells of one row that are filled in, as typed and as read. */
public final class Typed {

    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Reading<?>> readings = new HashMap<>();

    Typed() {}

    void put(Field<?> field, String text, Reading<?> reading) {
        texts.put(field.key(), text);
        readings.put(field.key(), reading);
    }

    /** Whether the row has such a cell, for pieces that several tables share and not all ask the same. */
    public boolean asks(Field<?> field) {
        return readings.containsKey(field.key());
    }

    /** @return the value; there is one once the row has no problem and the field is required, or has been asked for */
    public <V> V get(Field<V> field) {
        return find(field)
                .orElseThrow(() -> new IllegalStateException("Nothing in %s: “%s”".formatted(field, text(field))));
    }

    /** The value, where there is one and nothing is wrong with it. */
    @SuppressWarnings("unchecked") // what is kept under a field's key was read by that field
    public <V> Optional<V> find(Field<V> field) {
        return Optional.ofNullable((V) reading(field).value());
    }

    public <V> @Nullable V orNull(Field<V> field) {
        return find(field).orElse(null);
    }

    public <V> V or(Field<V> field, V otherwise) {
        return find(field).orElse(otherwise);
    }

    public <V> boolean is(Field<V> field, V value) {
        return find(field).filter(value::equals).isPresent();
    }

    /** What is wrong with the cell by itself. */
    public Optional<String> fault(Field<?> field) {
        return Optional.ofNullable(reading(field).fault());
    }

    /** As it was typed. */
    public String text(Field<?> field) {
        reading(field);
        return texts.getOrDefault(field.key(), "");
    }

    public boolean isEmpty(Field<?> field) {
        return text(field).isBlank();
    }

    boolean isEmpty() {
        return texts.values().stream().allMatch(String::isBlank);
    }

    private Reading<?> reading(Field<?> field) {
        Reading<?> reading = readings.get(field.key());
        if (reading == null) {
            throw new IllegalArgumentException("The row does not ask for " + field);
        }
        return reading;
    }
}
