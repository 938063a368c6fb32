package cn.healthylishui.assessment.taskform;

import cn.healthylishui.assessment.column.Column;
import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.column.Option;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a form shows. The shared script draws it; the head (whose task, until when) is added by the bridge to the engine.
 *
 * @param meaning what completing the task means, one or two sentences
 * @param clauses references of the clauses it rests on, such as 办法五(一)
 * @param problems what is wrong with the form as a whole; problems of a cell stand in its row
 */
public record FormContent(
        String meaning,
        List<String> clauses,
        List<Notice> notices,
        List<Section> sections,
        List<Fact> summary,
        List<String> problems) {

    public enum Level {
        INFO,
        WARNING
    }

    public enum Layout {
        TABLE,
        FORM
    }

    public record Notice(Level level, String text) {}

    public record Fact(String label, String value) {}

    public record Input(InputType type, @Nullable String unit, List<Option> options) {

        /** Where a row has nothing to fill in although its column has. */
        public static final Input NOTHING = new Input(InputType.LABEL, null, List.of());

        public static final Input TEXT = new Input(InputType.TEXT, null, List.of());

        public static Input number(@Nullable String unit) {
            return new Input(InputType.NUMBER, unit, List.of());
        }

        public static Input choice(List<Option> options) {
            return new Input(InputType.CHOICE, null, options);
        }
    }

    /** @param column the column's key, or null where the whole row is meant */
    public record Problem(@Nullable String column, String message) {

        /** What is wrong with a row, and with no cell of it in particular. */
        public static Problem ofRow(String message) {
            return new Problem(null, message);
        }
    }

    /**
     * @param values column to what is shown: a text, or for files the ids joined by a comma (the bridge adds names and sizes)
     * @param inputs where this row's input differs from the column's
     */
    public record Row(
            String key,
            boolean locked,
            Map<String, String> values,
            Map<String, Input> inputs,
            List<Problem> problems) {}

    /** @param inWorkbook whether its table can be taken away as a workbook, filled in without the network, and brought back */
    public record Section(
            String key,
            String title,
            @Nullable String hint,
            Layout layout,
            List<Column> columns,
            List<Row> rows,
            Map<String, String> totals,
            boolean inWorkbook) {

        Section rows(List<Row> others) {
            return new Section(key, title, hint, layout, columns, others, totals, inWorkbook);
        }

        Section totals(Map<String, String> others) {
            return new Section(key, title, hint, layout, columns, rows, others, inWorkbook);
        }
    }

    /** A form that says nothing yet but what completing it means and what that rests on. */
    public static FormContent of(String meaning, String... clauses) {
        return new FormContent(meaning, List.of(clauses), List.of(), List.of(), List.of(), List.of());
    }

    public FormContent inform(String text) {
        return notices(List.of(new Notice(Level.INFO, text)));
    }

    public FormContent warn(String text) {
        return notices(List.of(new Notice(Level.WARNING, text)));
    }

    public FormContent notices(Collection<Notice> more) {
        return new FormContent(meaning, clauses, joined(notices, more), sections, summary, problems);
    }

    public FormContent part(Section section) {
        return parts(List.of(section));
    }

    public FormContent part(Table.Filled<?> filled) {
        return part(filled.section());
    }

    /** Only where it has rows. */
    public FormContent partUnlessEmpty(Table.Filled<?> filled) {
        return filled.isEmpty() ? this : part(filled);
    }

    public FormContent parts(Collection<Section> more) {
        return new FormContent(meaning, clauses, notices, joined(sections, more), summary, problems);
    }

    /** What stands in figures beside the button. */
    public FormContent fact(String label, String value) {
        return facts(List.of(new Fact(label, value)));
    }

    public FormContent facts(Collection<Fact> more) {
        return new FormContent(meaning, clauses, notices, sections, joined(summary, more), problems);
    }

    public FormContent problem(String message) {
        return problems(List.of(message));
    }

    public FormContent problems(Collection<String> more) {
        return new FormContent(meaning, clauses, notices, sections, summary, joined(problems, more));
    }

    private static <E> List<E> joined(List<E> some, Collection<? extends E> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** Every problem in words, with its place, in the order of the form. */
    public List<String> allProblems() {
        return Stream.concat(problems.stream(), sections.stream().flatMap(FormContent::problemsOf))
                .toList();
    }

    private static Stream<String> problemsOf(Section section) {
        return section.rows().stream().flatMap(row -> row.problems().stream()
                .map(problem -> "%s：%s".formatted(place(section, row, problem), problem.message())));
    }

    private static String place(Section section, Row row, Problem problem) {
        String first = section.columns().isEmpty()
                ? ""
                : row.values().getOrDefault(section.columns().get(0).key(), "");
        String place = section.layout() == Layout.TABLE && !first.isBlank() ? first : section.title();
        return section.columns().stream()
                .filter(column -> column.key().equals(problem.column())
                        && section.columns().indexOf(column) > 0)
                .map(column -> place + "·" + column.label())
                .findFirst()
                .orElse(place);
    }
}
