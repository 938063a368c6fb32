package cn.healthylishui.assessment.taskform;

import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.column.Option;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A form as its page receives it: the content with head, versions of rows, and the names of files.
 *
 * @param workbook whether its tables can be taken away as a workbook and brought back
 */
public record FormView(
        long seq,
        Head task,
        String meaning,
        List<Clause> clauses,
        List<FormContent.Notice> notices,
        List<Section> sections,
        List<FormContent.Fact> summary,
        List<String> problems,
        boolean workbook,
        boolean ready) {

    static final Set<InputType> FILES = Set.of(InputType.FILES, InputType.FILE_LIST);
    private static final DateTimeFormatter CHANGED_AT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    public record Head(
            String id,
            String key,
            String name,
            String office,
            @Nullable Integer year,
            String object,
            @Nullable LocalDate due,
            String dueText,
            String remaining,
            String light) {}

    public record Clause(String ref, String text) {}

    public record Section(
            String key,
            String title,
            @Nullable String hint,
            FormContent.Layout layout,
            List<Column> columns,
            List<Row> rows,
            Map<String, String> totals) {}

    /** How wide a column stands on a page. */
    public enum Width {
        S,
        M,
        L
    }

    public record Column(
            String key,
            String label,
            @Nullable String group,
            InputType type,
            @Nullable String unit,
            Width width,
            @Nullable String help,
            List<Option> options) {}

    public record Row(
            String key,
            long version,
            boolean locked,
            Map<String, Object> values,
            Map<String, FormContent.Input> inputs,
            List<FormContent.Problem> problems,
            @Nullable String changedBy,
            @Nullable String changedAt) {}

    public record File(String id, String name, long size) {}

    public static FormView of(Head head, FormLook look, Function<String, String> clauseText, List<Evidence> files) {
        FormContent content = look.content();
        Draft draft = look.draft();
        return new FormView(
                draft.seq(),
                head,
                content.meaning(),
                content.clauses().stream()
                        .map(ref -> new Clause(ref, clauseText.apply(ref)))
                        .toList(),
                content.notices(),
                content.sections().stream()
                        .map(section -> section(section, draft, files))
                        .toList(),
                content.summary(),
                content.problems(),
                FormWorkbook.offered(content),
                content.allProblems().isEmpty());
    }

    private static Section section(FormContent.Section section, Draft draft, List<Evidence> files) {
        return new Section(
                section.key(),
                section.title(),
                section.hint(),
                section.layout(),
                section.columns().stream().map(FormView::column).toList(),
                section.rows().stream()
                        .map(row -> row(section, row, draft, files))
                        .toList(),
                section.totals());
    }

    private static Column column(cn.healthylishui.assessment.column.Column column) {
        return new Column(
                column.key(),
                column.label(),
                column.group(),
                column.type(),
                column.unit(),
                width(column.width().characters()),
                column.help(),
                column.options());
    }

    private static Width width(int characters) {
        return characters <= S.characters() ? Width.S : characters <= M.characters() ? Width.M : Width.L;
    }

    private static Row row(FormContent.Section section, FormContent.Row row, Draft draft, List<Evidence> files) {
        Draft.@Nullable DraftRow saved = draft.row(section.key(), row.key());
        Map<String, Object> values = new LinkedHashMap<>(row.values());
        section.columns().stream()
                .filter(column -> FILES.contains(typeOf(column, row)))
                .forEach(column -> {
                    if (!row.locked()
                            && typeOf(column, row) == InputType.FILES
                            && !column.key().equals(Draft.FILES)) {
                        throw new IllegalStateException(
                                "Files are put into a cell called %s: nobody would look whose they are"
                                        .formatted(column.key()));
                    }
                    Set<String> ids = Set.copyOf(
                            new LinkedHashSet<>(Draft.ids(row.values().getOrDefault(column.key(), ""))));
                    values.put(
                            column.key(),
                            files.stream()
                                    .filter(file -> ids.contains(file.id()))
                                    .map(file -> new File(file.id(), file.fileName(), file.sizeBytes()))
                                    .toList());
                });
        return new Row(
                row.key(),
                saved == null ? 0 : saved.version(),
                row.locked(),
                values,
                row.inputs(),
                row.problems(),
                saved == null ? null : saved.changedBy(),
                saved == null ? null : CHANGED_AT.format(saved.changedAt()));
    }

    static InputType typeOf(cn.healthylishui.assessment.column.Column column, FormContent.Row row) {
        FormContent.Input own = row.inputs().get(column.key());
        return own == null ? column.type() : own.type();
    }
}
