package cn.healthylishui.assessment.taskform;

import cn.healthylishui.assessment.column.Column;
import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.column.Width;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.Layout;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * 表格: the declaration of a part of a form: what is shown of an item, what is asked of it, and what of that does not go together. A row an
 * item; {@link #questions} are one row, its cells below each other. {@link #read} lays a draft over items; everything else (what the page
 * shows, what is refused, what is stored) is taken from what comes of it.
 *
 * @param <T> what a row is about
 */
public final class Table<T> {

    private static final class Cell<T> {

        final Column column;
        final @Nullable Field<?> field;
        final BiFunction<T, Typed, String> shown;
        Function<T, String> stored = item -> "";

        @Nullable
        BiFunction<T, Typed, Input> input;

        @Nullable
        BiPredicate<T, Typed> takes;

        @Nullable
        String otherwise;

        @Nullable
        BiPredicate<T, Typed> asked;

        @Nullable
        BiPredicate<T, Typed> required;

        boolean onlyOffered;

        @Nullable
        BiFunction<T, String, ? extends Reading<?>> reader;

        Cell(Column column, @Nullable Field<?> field, BiFunction<T, Typed, String> shown) {
            this.column = column;
            this.field = field;
            this.shown = shown;
        }

        Input input(T item, Typed typed) {
            return input == null ? ofColumn() : input.apply(item, typed);
        }

        boolean isAsked(T item, Typed typed) {
            return (asked == null || asked.test(item, typed))
                    && (required == null
                            || !typed.isEmpty(Objects.requireNonNull(field))
                            || required.test(item, typed));
        }

        Input ofColumn() {
            return new Input(column.type(), column.unit(), column.options());
        }

        boolean takes(T item, Typed typed) {
            return input(item, typed).type() != InputType.LABEL && (takes == null || takes.test(item, typed));
        }

        String shown(T item, Typed typed) {
            return otherwise != null && !takes(item, typed) ? otherwise : shown.apply(item, typed);
        }
    }

    /** What a line of a list is called, also where another part speaks of it. */
    public static final String LINE = "第%s行";

    /** How many lines a list that grows has after the last one that is written on. */
    private static final int MORE = 2;

    private final String key;
    private final String title;
    private final Layout layout;
    private final Function<T, String> id;
    private final List<Cell<T>> cells = new ArrayList<>();
    private final List<BiFunction<T, Typed, List<Problem>>> rules = new ArrayList<>();
    private @Nullable String hint;
    private @Nullable String hintWhereEmpty;
    private Predicate<T> locked = item -> false;
    private boolean mayStayEmpty;
    private boolean asking = true;
    private boolean closed;
    private boolean inWorkbook;
    private BiPredicate<T, Typed> matters = (item, typed) -> true;

    private Table(String key, String title, Layout layout, Function<T, String> id) {
        this.key = key;
        this.title = title;
        this.layout = layout;
        this.id = id;
    }

    /** @param id what tells the row of an item from the others for as long as the task is open */
    public static <T> Table<T> of(String key, String title, Function<T, String> id) {
        return new Table<>(key, title, Layout.TABLE, id);
    }

    /** Single questions, one below the other; read with {@link #read(Object, Draft)}. */
    public static <T> Table<T> questions(String key, String title) {
        return new Table<>(key, title, Layout.FORM, item -> key);
    }

    /** Numbered lines to write on, of which any number may stay empty. */
    public static Table<Integer> list(String key, String title) {
        return Table.<Integer>of(key, title, String::valueOf)
                .shows("no", "序号", Width.S, no -> LINE.formatted(no))
                .mayStayEmpty();
    }

    /** The lines of a {@link #list}. */
    public static List<Integer> upTo(int lines) {
        return IntStream.rangeClosed(1, lines).boxed().toList();
    }

    /** What is said above the rows. */
    public Table<T> hint(@Nullable String text) {
        hint = text;
        return this;
    }

    /** What is said in its place where there are no rows. */
    public Table<T> hintWhereEmpty(String text) {
        hintWhereEmpty = text;
        return this;
    }

    /** Can be taken away as a workbook as long as a row is open, filled in without the network, and brought back. */
    public Table<T> inWorkbook() {
        if (layout != Layout.TABLE) {
            throw new IllegalStateException("Questions do not go into a workbook: " + key);
        }
        inWorkbook = true;
        return this;
    }

    /** Rows that are shown as they are stored and take nothing. */
    public Table<T> lockedWhere(Predicate<T> which) {
        locked = which;
        return this;
    }

    /** Rows into which nothing is typed at all are left alone, as the empty lines at the end of a list. */
    public Table<T> mayStayEmpty() {
        mayStayEmpty = true;
        return this;
    }

    /** Where something else decides that the part does not matter now; what is typed stays, nothing is asked for. */
    public Table<T> askedOnlyIf(boolean matters) {
        asking = matters;
        return this;
    }

    /** Where something else decides that nothing can be typed now; what is typed stays in sight. */
    public Table<T> closedIf(boolean shut) {
        closed = shut;
        return this;
    }

    /** The same row by row, such as where an answer in the row itself makes all others superfluous. */
    public Table<T> askedOnlyWhere(BiPredicate<T, Typed> which) {
        matters = which;
        return this;
    }

    // ---- cells

    public Table<T> shows(String key, String label, Width width, Function<T, String> text) {
        return shows(Column.label(key, label, width), (item, typed) -> text.apply(item));
    }

    /** What follows from what is typed, such as points. */
    public Table<T> shows(String key, String label, Width width, BiFunction<T, Typed, String> text) {
        return shows(Column.label(key, label, width), text);
    }

    public Table<T> shows(Column column, BiFunction<T, Typed, String> text) {
        return add(new Cell<>(column, null, text));
    }

    private Table<T> add(Cell<T> cell) {
        if (cells.stream().anyMatch(other -> other.column.key().equals(cell.column.key()))) {
            throw new IllegalArgumentException("Two columns of %s are called %s".formatted(key, cell.column.key()));
        }
        cells.add(cell);
        return this;
    }

    /** Files to look at. */
    public Table<T> showsFiles(String key, String label, Width width, Function<T, List<String>> files) {
        return shows(
                Column.input(key, label, InputType.FILE_LIST, width),
                (item, typed) -> String.join(",", files.apply(item)));
    }

    public Table<T> asks(Field<?> field) {
        return asks(field, item -> "");
    }

    /** @param stored what stands there as long as nobody typed anything */
    public Table<T> asks(Field<?> field, Function<T, String> stored) {
        Cell<T> cell = new Cell<>(field.column(), field, (item, typed) -> typed.text(field));
        cell.stored = stored;
        return add(cell);
    }

    /** What a cell takes in the row of an item, where that differs; {@link Input#NOTHING} where it takes nothing there. */
    public Table<T> input(Field<?> field, Function<T, Input> input) {
        return input(field, (item, typed) -> input.apply(item));
    }

    /** The same where it also depends on what the cells before it say, such as what there is to choose from. */
    public Table<T> input(Field<?> field, BiFunction<T, Typed, Input> input) {
        cell(field).input = input;
        return this;
    }

    /** A choice that was made before and is no choice any more shows as not made; it is still read as it was made. */
    public Table<T> showsOnlyOffered(Field<?> field) {
        cell(field).onlyOffered = true;
        return this;
    }

    /**
     * Only there does the cell take anything; what was typed into it all the same stays in sight and is not read. What decides knows
     * what was typed into the cell itself, and what the cells before it say.
     */
    public Table<T> takesWhere(Field<?> field, BiPredicate<T, Typed> takes) {
        cell(field).takes = takes;
        return this;
    }

    /** @param otherwise what stands in sight instead where the cell takes nothing */
    public Table<T> takesWhere(Field<?> field, BiPredicate<T, Typed> takes, String otherwise) {
        cell(field).otherwise = otherwise;
        return takesWhere(field, takes);
    }

    /** Only then does the cell matter, is anything wrong with it, and has it a value. */
    public Table<T> askedWhere(Field<?> field, BiPredicate<T, Typed> asked) {
        cell(field).asked = asked;
        return this;
    }

    /** Elsewhere the cell may stay empty, although its field is required or knows an empty text to be wrong. */
    public Table<T> requiredWhere(Field<?> field, BiPredicate<T, Typed> required) {
        cell(field).required = required;
        return this;
    }

    /** A cell that may stay empty otherwise. */
    public Table<T> requiredWhere(Field<?> field, BiPredicate<T, Typed> required, String missing) {
        cell(field);
        return rule((item, typed) -> typed.isEmpty(field) && required.test(item, typed)
                ? Optional.of(field.problem(missing))
                : Optional.empty());
    }

    /** How the cell is read, where that depends on the item; empty texts are read as well. */
    public <V> Table<T> reads(Field<V> field, BiFunction<T, String, Reading<V>> reader) {
        cell(field).reader = reader;
        return this;
    }

    private Cell<T> cell(Field<?> field) {
        return cells.stream()
                .filter(cell -> cell.field != null && cell.field.key().equals(field.key()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("%s does not ask for %s".formatted(key, field)));
    }

    // ---- rules

    /** What the cells of a row together must not say. */
    public Table<T> rule(BiFunction<T, Typed, Optional<Problem>> rule) {
        return rules((item, typed) -> rule.apply(item, typed).stream().toList());
    }

    public Table<T> rules(BiFunction<T, Typed, List<Problem>> rule) {
        rules.add(rule);
        return this;
    }

    // ---- reading

    /** A row as it stands: its item with what is typed for it. */
    public record Line<T>(T item, Typed typed, Row row) {

        public boolean isRight() {
            return row.problems().isEmpty();
        }

        /** The row with more that is wrong with it. */
        Line<T> with(List<Problem> more) {
            return having(Stream.concat(row.problems().stream(), more.stream()).toList());
        }

        Line<T> having(List<Problem> problems) {
            return new Line<>(item, typed, new Row(row.key(), row.locked(), row.values(), row.inputs(), problems));
        }

        /** Whether nothing at all is typed. */
        public boolean isEmpty() {
            return typed.isEmpty();
        }

        public <V> V get(Field<V> field) {
            return typed.get(field);
        }

        public <V> Optional<V> find(Field<V> field) {
            return typed.find(field);
        }

        public <V> boolean is(Field<V> field, V value) {
            return typed.is(field, value);
        }

        public String text(Field<?> field) {
            return typed.text(field);
        }
    }

    /** The part of the form with what was typed into it. */
    public record Filled<T>(Section section, List<Line<T>> lines) {

        public boolean isEmpty() {
            return lines.isEmpty();
        }

        public int size() {
            return lines.size();
        }

        /** The lines into which something is typed. */
        public List<Line<T>> given() {
            return lines.stream().filter(line -> !line.typed().isEmpty()).toList();
        }

        public Stream<Line<T>> stream() {
            return lines.stream();
        }

        public boolean isRight() {
            return lines.stream().allMatch(Line::isRight);
        }

        /** In how many places something is still wrong or missing. */
        public int todo() {
            return lines.stream().mapToInt(line -> line.row().problems().size()).sum();
        }

        /** The only line, that of questions. */
        public Line<T> only() {
            if (lines.size() != 1) {
                throw new IllegalStateException("%s has %d lines".formatted(section.key(), lines.size()));
            }
            return lines.get(0);
        }

        /** Another line that says the same in a cell, where anything stands there. */
        public Optional<Line<T>> twin(Line<T> line, Field<?> field) {
            return line.typed().isEmpty(field)
                    ? Optional.empty()
                    : lines.stream()
                            .filter(other ->
                                    !other.row().key().equals(line.row().key()))
                            .filter(other -> other.text(field).equals(line.text(field)))
                            .findFirst();
        }

        /** The part where something else decides that nothing of it has to be finished yet. */
        public Filled<T> unasked() {
            return with(lines.stream().map(line -> line.having(List.of())).toList());
        }

        /** What a line must not say beside the others. */
        public Filled<T> rules(Function<Line<T>, List<Problem>> wrong) {
            return with(lines.stream().map(line -> line.with(wrong.apply(line))).toList());
        }

        private Filled<T> with(List<Line<T>> others) {
            return new Filled<>(section.rows(others.stream().map(Line::row).toList()), others);
        }

        /**
         * Of very many lines those that are needed: there is always room for some more after the last one that is written on.
         *
         * @param least as many at least
         */
        public Filled<T> withRoom(int least, Predicate<Line<T>> written) {
            int last = IntStream.range(0, lines.size())
                    .filter(i -> written.test(lines.get(i)))
                    .reduce(-1, (earlier, later) -> later);
            return with(lines.subList(0, Math.min(lines.size(), Math.max(least, last + 1 + MORE))));
        }

        public Filled<T> rule(Function<Line<T>, Optional<Problem>> wrong) {
            return rules(line -> wrong.apply(line).stream().toList());
        }

        public Filled<T> totals(Map<String, String> totals) {
            return new Filled<>(section.totals(totals), lines);
        }
    }

    /** The part that is only read. */
    public Section section(List<T> items) {
        return read(items, Draft.EMPTY).section();
    }

    public Section section(T item) {
        return section(List.of(item));
    }

    public Filled<T> read(T item, Draft draft) {
        return read(List.of(item), draft);
    }

    public Filled<T> read(List<T> items, Draft draft) {
        List<Line<T>> lines = items.stream().map(item -> line(item, draft)).toList();
        return new Filled<>(
                new Section(
                        key,
                        title,
                        items.isEmpty() && hintWhereEmpty != null ? hintWhereEmpty : hint,
                        layout,
                        cells.stream().map(cell -> cell.column).toList(),
                        lines.stream().map(Line::row).toList(),
                        Map.of(),
                        inWorkbook),
                lines);
    }

    private Line<T> line(T item, Draft draft) {
        boolean takes = cells.stream().anyMatch(cell -> cell.field != null) && !locked.test(item);
        Typed typed = typed(item, takes ? draft : Draft.EMPTY);
        Map<String, String> values = new HashMap<>();
        Map<String, Input> inputs = new HashMap<>();
        for (Cell<T> cell : cells) {
            values.put(cell.column.key(), cell.shown(item, typed));
            if (cell.field != null) {
                Input input = cell.takes(item, typed) ? cell.input(item, typed) : Input.NOTHING;
                if (!input.equals(cell.ofColumn())) {
                    inputs.put(cell.column.key(), input);
                }
            }
        }
        boolean asked = takes && asking && !closed && !(mayStayEmpty && typed.isEmpty()) && matters.test(item, typed);
        return new Line<>(
                item,
                typed,
                new Row(id.apply(item), !takes || closed, values, inputs, asked ? problems(item, typed) : List.of()));
    }

    private Typed typed(T item, Draft draft) {
        Typed all = new Typed();
        for (Cell<T> cell : cells) {
            if (cell.field != null) {
                Input input = cell.input(item, all);
                String text = input.type() == InputType.LABEL
                        ? cell.stored.apply(item)
                        : draft.value(key, id.apply(item), cell.field.key(), cell.stored.apply(item));
                String shown = cell.onlyOffered && !offers(input, text) ? "" : cell.field.shown(text);
                all.put(cell.field, shown, cell.field.unasked());
                if (cell.takes(item, all)) {
                    all.put(
                            cell.field,
                            shown,
                            cell.reader != null
                                    ? cell.reader.apply(item, text)
                                    : cell.field.read(text, input.type(), input.options()));
                }
            }
        }
        for (Cell<T> cell : cells) {
            if (cell.field != null && !cell.isAsked(item, all)) {
                all.put(cell.field, all.text(cell.field), cell.field.unasked());
            }
        }
        return all;
    }

    private static boolean offers(Input input, String text) {
        return input.options().stream().anyMatch(option -> option.value().equals(text));
    }

    private List<Problem> problems(T item, Typed typed) {
        return Stream.concat(
                        cells.stream().flatMap(cell -> Stream.ofNullable(cell.field)
                                .flatMap(field -> typed.fault(field).map(field::problem).stream())),
                        rules.stream().flatMap(rule -> rule.apply(item, typed).stream()))
                .toList();
    }
}
