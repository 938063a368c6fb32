package cn.healthylishui.assessment.taskform;

import cn.healthylishui.assessment.column.Column;
import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.column.Width;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * 栏目: a cell that is filled in, said once: how it is labelled, how what was typed is read, and what is wrong with it. Its key stands
 * nowhere else; what shows, reads, refuses, stores, simulates or tests the cell names the field.
 *
 * <p>A field may stay empty unless it is {@link #required}. Fields never change; each method gives another one.
 *
 * @param <V> what is read from it
 */
public final class Field<V> {

    /** A ticked box by itself. */
    private static final String TICKED = "1";

    private static final String NOT_OFFERED = "请从列出的选项中选择。";

    /**
     * What a text says: a value, something wrong, or, with neither, nothing.
     *
     * @param fault what is wrong and how to mend it
     */
    public record Reading<V>(@Nullable V value, @Nullable String fault) {

        public static <V> Reading<V> of(V value) {
            return new Reading<>(value, null);
        }

        public static <V> Reading<V> wrong(String fault) {
            return new Reading<>(null, fault);
        }

        public static <V> Reading<V> nothing() {
            return new Reading<>(null, null);
        }
    }

    private final Column column;
    private final @Nullable String missing;
    private final @Nullable V empty;
    private final Function<String, Reading<V>> reader;
    private final Function<V, String> writer;

    /**
     * @param missing what is said where nothing is filled in; null where that is right
     * @param empty what an empty cell says, where it says something
     */
    private Field(
            Column column,
            @Nullable String missing,
            @Nullable V empty,
            Function<String, Reading<V>> reader,
            Function<V, String> writer) {
        this.column = column;
        this.missing = missing;
        this.empty = empty;
        this.reader = reader;
        this.writer = writer;
    }

    /** @param reader reads every text, and so also says what an empty cell means: something missing, a value, or nothing */
    public static <V> Field<V> of(
            String key, String label, InputType type, Width width, Function<String, Reading<V>> reader) {
        Reading<V> empty = reader.apply("");
        return new Field<>(
                Column.input(key, label, type, width), empty.fault(), empty.value(), reader, String::valueOf);
    }

    /** @param longest in characters */
    public static Field<String> text(String key, String label, Width width, int longest) {
        return text(key, label, width, typed -> Forms.tooLong(typed, longest));
    }

    /** @param wrong what is wrong with a text, the empty one included: one of the domain's own rules */
    public static Field<String> text(String key, String label, Width width, Function<String, Optional<String>> wrong) {
        return text(Column.input(key, label, InputType.TEXT, width), wrong);
    }

    /** The same over several lines. */
    public static Field<String> longText(String key, String label, Width width, int longest) {
        return longText(key, label, width, typed -> Forms.tooLong(typed, longest));
    }

    public static Field<String> longText(
            String key, String label, Width width, Function<String, Optional<String>> wrong) {
        return text(Column.input(key, label, InputType.LONG_TEXT, width), wrong);
    }

    private static Field<String> text(Column column, Function<String, Optional<String>> wrong) {
        return new Field<>(
                column,
                wrong.apply("").orElse(null),
                null,
                typed -> wrong.apply(typed).map(Reading::<String>wrong).orElseGet(() -> Reading.of(typed)),
                Function.identity());
    }

    /** A day as people type it. */
    public static Field<LocalDate> date(String key, String label, Width width) {
        return new Field<>(
                Column.input(key, label, InputType.DATE, width),
                null,
                null,
                typed ->
                        TypedDate.read(typed).map(Reading::of).orElseGet(() -> Reading.wrong(TypedDate.problem(typed))),
                String::valueOf);
    }

    /** Files, of which there is one cell in a row: their ids. */
    public static Field<List<String>> files(String label, Width width) {
        return new Field<>(
                Column.input(Draft.FILES, label, InputType.FILES, width),
                null,
                List.of(),
                typed -> Reading.of(Draft.ids(typed)),
                ids -> String.join(",", ids));
    }

    /** One of these few; what is none of them counts as not chosen. */
    public static Field<Option> choice(String key, String label, Width width, Option... options) {
        return new Field<>(
                Column.choice(key, label, width, List.of(options)),
                null,
                null,
                typed -> Stream.of(options)
                        .filter(option -> option.value().equals(typed))
                        .findFirst()
                        .map(Reading::of)
                        .orElseGet(() -> Reading.wrong(NOT_OFFERED)),
                Option::value);
    }

    /** One of what there is, by its code. */
    public static Field<String> choice(String key, String label, Width width, List<Option> options) {
        return new Field<>(Column.choice(key, label, width, options), null, null, Reading::of, Function.identity());
    }

    /** One of what there is, by its number, such as a year; what there is, is told by {@link #offering}. */
    public static Field<Integer> numbered(String key, String label, Width width) {
        return new Field<>(
                Column.choice(key, label, width, List.of()),
                null,
                null,
                typed -> typed.matches("\\d{1,9}") ? Reading.of(Integer.valueOf(typed)) : Reading.wrong(NOT_OFFERED),
                String::valueOf);
    }

    /** One of the constants, kept by its name. */
    public static <E extends Enum<E>> Field<E> choice(
            String key, String label, Width width, E[] constants, Function<E, String> words) {
        return new Field<>(
                Column.choice(
                        key,
                        label,
                        width,
                        Arrays.stream(constants)
                                .map(one -> new Option(one.name(), words.apply(one)))
                                .toList()),
                null,
                null,
                typed -> Arrays.stream(constants)
                        .filter(one -> one.name().equals(typed))
                        .findFirst()
                        .map(Reading::of)
                        .orElseGet(() -> Reading.wrong(NOT_OFFERED)),
                Enum::name);
    }

    /** A box that is ticked or not. */
    public static Field<Boolean> tick(String key, String label, Width width, String words) {
        return new Field<>(
                Column.checks(key, label, width, List.of(new Option(TICKED, words))),
                null,
                false,
                typed -> Reading.of(typed.equals(TICKED)),
                ticked -> ticked ? TICKED : "");
    }

    /**
     * A box that has to be ticked, as a declaration.
     *
     * @param missing what is said where it is not
     */
    public static Field<Boolean> declaration(String key, String label, Width width, String words, String missing) {
        return tick(key, label, width, words)
                .required(missing)
                .checked(ticked -> ticked ? Optional.empty() : Optional.of(missing));
    }

    /** Any number of these. */
    public static Field<List<String>> ticks(String key, String label, Width width, List<Option> options) {
        return new Field<>(
                Column.checks(key, label, width, options),
                null,
                List.of(),
                typed -> Reading.of(Draft.ids(typed)),
                values -> String.join(",", values));
    }

    /** @param missing what is said where nothing is filled in */
    public Field<V> required(String missing) {
        return new Field<>(column, missing, empty, reader, writer);
    }

    /** @param writer how a value stands in the cell */
    public Field<V> writtenBy(Function<V, String> writer) {
        return new Field<>(column, missing, empty, reader, writer);
    }

    /** @param wrong what is wrong with a value that could be read; one of the domain's own rules */
    public Field<V> checked(Function<V, Optional<String>> wrong) {
        return new Field<>(
                column,
                missing,
                empty,
                typed -> {
                    Reading<V> read = reader.apply(typed);
                    return read.value() == null
                            ? read
                            : wrong.apply(read.value()).map(Reading::<V>wrong).orElse(read);
                },
                writer);
    }

    /** The same with other things to choose from. */
    public Field<V> offering(List<Option> options) {
        return with(column.offering(options));
    }

    public Field<V> labelled(String label) {
        return with(column.labelled(label));
    }

    public Field<V> width(Width width) {
        return with(column.width(width));
    }

    public Field<V> help(@Nullable String text) {
        return with(column.help(text));
    }

    public Field<V> unit(@Nullable String text) {
        return with(column.unit(text));
    }

    public Field<V> group(@Nullable String text) {
        return with(column.group(text));
    }

    private Field<V> with(Column other) {
        return new Field<>(other, missing, empty, reader, writer);
    }

    public String key() {
        return column.key();
    }

    public String label() {
        return column.label();
    }

    public Column column() {
        return column;
    }

    /** What its cells take, where a row says nothing else. */
    public Input input() {
        return new Input(column.type(), column.unit(), column.options());
    }

    public Problem problem(String message) {
        return new Problem(key(), message);
    }

    /** What stands in the cell for a value. */
    public String written(V value) {
        return writer.apply(value);
    }

    public String written(Optional<V> value) {
        return value.map(writer).orElse("");
    }

    /** What the cell shows of what was typed: a day always in one way. */
    String shown(String typed) {
        return column.type() == InputType.DATE
                ? TypedDate.read(typed).map(String::valueOf).orElse(typed)
                : typed;
    }

    /** @param options what there is to choose from, which may be other than the field's own */
    Reading<V> read(String typed, InputType type, List<Option> options) {
        if (typed.isBlank()) {
            return missing == null ? unasked() : Reading.wrong(missing);
        }
        if (type == InputType.CHOICE
                && options.stream().noneMatch(option -> option.value().equals(typed))) {
            return Reading.wrong(missing == null ? NOT_OFFERED : missing);
        }
        Reading<V> read = reader.apply(typed);
        return missing != null && read.value() instanceof List<?> values && values.isEmpty()
                ? Reading.wrong(missing)
                : read;
    }

    /** What the cell says where it is not asked for. */
    Reading<V> unasked() {
        return new Reading<>(empty, null);
    }

    public Reading<V> read(String typed) {
        return read(typed, column.type(), column.options());
    }

    @Override
    public String toString() {
        return "%s (%s)".formatted(column.label(), key());
    }
}
