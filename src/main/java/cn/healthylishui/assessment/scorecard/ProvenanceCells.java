package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.column.Width;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.SourceKind;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Typed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** 数据出处的填写: the cells in which whoever gives a figure says what it rests on, and what is wrong with them. */
public final class ProvenanceCells {

    private static final String EXAMPLE = "例如浙江省统计局。";

    public static final Field<String> BODY = Field.of("body", "出具单位", InputType.TEXT, Width.M, Field.Reading::of);
    public static final Field<String> DOCUMENT =
            Field.of("document", "文件名称和文号", InputType.TEXT, Width.L, Field.Reading::of);

    private ProvenanceCells() {}

    /**
     * Asks for both.
     *
     * @param stored what is known so far; null where nothing is
     * @param takes in which rows
     */
    public static <T> Table<T> asked(
            Table<T> table, String help, Function<T, @Nullable Provenance> stored, BiPredicate<T, Typed> takes) {
        return table.asks(BODY.help(help + EXAMPLE), row -> text(stored.apply(row), Provenance::body))
                .asks(DOCUMENT.help(help), row -> text(stored.apply(row), Provenance::document))
                .takesWhere(BODY, takes)
                .takesWhere(DOCUMENT, takes);
    }

    private static String text(@Nullable Provenance known, Function<Provenance, String> part) {
        return known == null ? "" : part.apply(known);
    }

    /**
     * For who may leave both empty, and then stands for the figure with the unit's own record.
     *
     * @return what is wrong where only one of them is filled in, or one is too long
     */
    public static List<Problem> problemsWhereOptional(Indicator indicator, String body, String document) {
        return (body + document).isBlank() ? List.of() : problems(indicator, body, document);
    }

    public static List<Problem> problemsWhereOptional(Indicator indicator, Typed typed) {
        return problemsWhereOptional(indicator, typed.text(BODY), typed.text(DOCUMENT));
    }

    public static List<Problem> problems(Indicator indicator, Typed typed) {
        return problems(indicator, typed.text(BODY), typed.text(DOCUMENT));
    }

    public static Provenance read(Indicator indicator, Typed typed) {
        return read(indicator, typed.text(BODY), typed.text(DOCUMENT));
    }

    /** What the two cells, left empty or filled in, make of a figure. */
    public static Provenance read(Indicator indicator, String body, String document) {
        return !indicator.authoritative() || body.isBlank() || document.isBlank()
                ? Provenance.OWN_RECORD
                : new Provenance(indicator.sourceKind(), body.strip(), document.strip());
    }

    private static List<Problem> problems(Indicator indicator, String body, String document) {
        List<Problem> problems = new ArrayList<>();
        if (!indicator.authoritative()) {
            return problems;
        }
        SourceKind kind = indicator.sourceKind();
        if (body.isBlank()) {
            problems.add(BODY.problem("%s的数据，请写明出具单位的名称。".formatted(kind.label())));
        } else if (body.strip().length() > Provenance.LONGEST_BODY) {
            problems.add(BODY.problem("出具单位超过%d字，请写规范名称。".formatted(Provenance.LONGEST_BODY)));
        }
        if (document.isBlank()) {
            problems.add(DOCUMENT.problem("%s的数据，请写明文件的名称和文号。".formatted(kind.label())));
        } else if (document.strip().length() > Provenance.LONGEST_DOCUMENT) {
            problems.add(DOCUMENT.problem("文件名称和文号超过%d字，请精简。".formatted(Provenance.LONGEST_DOCUMENT)));
        }
        return problems;
    }
}
