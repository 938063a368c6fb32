package cn.healthylishui.assessment.scorecard.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.Column;
import cn.healthylishui.assessment.column.Width;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Assignments;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.ItemSheet.Comparing;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.References.Lookup;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Returns.ReturnedItem;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scorecard.Scorecards.Said;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.Typed;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearTownship;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 填报乡镇（街道）考核表: a member unit gives the values of its indicators for every township, townships down, indicators across; the
 * evidence is one set of files an indicator. After a return only the returned cells are open.
 */
@Component
public class FillMatrixForm implements TaskForm {

    public static final String MATRIX = "matrix";
    public static final String EVIDENCE = "evidence";
    public static final Field<List<String>> FILES = Field.files("材料", L);

    private final YearRoster roster;
    private final IndicatorTables tables;
    private final Assignments assignments;
    private final Scorecards scorecards;
    private final Returns returns;
    private final References references;

    FillMatrixForm(
            YearRoster roster,
            IndicatorTables tables,
            Assignments assignments,
            Scorecards scorecards,
            Returns returns,
            References references) {
        this.references = references;
        this.roster = roster;
        this.tables = tables;
        this.assignments = assignments;
        this.scorecards = scorecards;
        this.returns = returns;
    }

    @Override
    public String taskKey() {
        return "taskFillMatrix";
    }

    @Override
    public void require(TaskRef task) {
        Matrix matrix = matrix(task);
        boolean reported = matrix.townships().stream().allMatch(township -> matrix.indicators().stream()
                .allMatch(indicator -> matrix.stored(township.code(), indicator.code()) != null));
        OutOfStep.require(
                !reported || !matrix.returned().isEmpty(), roster.objectName(task.year(), task.unit()), "已填报乡镇（街道）考核表");
    }

    /** What the form rests on, read once for a look or a submission. */
    private record Matrix(
            List<YearTownship> townships,
            List<Indicator> indicators,
            Map<String, Scorecard> cards,
            List<ReturnedItem> returned,
            Lookup references) {

        Compared compared(YearTownship township, Indicator indicator) {
            return references.of(township.code(), indicator);
        }

        Comparing comparing(Indicator indicator) {
            return indicator.method().needsReference()
                    ? Comparing.of(townships.stream()
                            .map(township -> compared(township, indicator))
                            .toList())
                    : Comparing.NOTHING;
        }

        List<Cells> cells() {
            return indicators.stream()
                    .map(indicator -> Cells.of(this, indicator))
                    .toList();
        }

        /** A reason is written where points are given by a person, something does not apply or another last year's value is given. */
        boolean asksReason(Indicator indicator) {
            return indicator.method().judged()
                    || indicator.notApplicableAllowed()
                    || comparing(indicator).shown();
        }

        boolean open(String township, String indicator) {
            return returned.isEmpty()
                    || returned.stream()
                            .anyMatch(item -> item.object().equals(township)
                                    && item.item().equals(indicator));
        }

        boolean open(String indicator) {
            return townships.stream().anyMatch(township -> open(township.code(), indicator));
        }

        @Nullable
        Answer stored(String township, String indicator) {
            return cards.getOrDefault(township, Scorecard.EMPTY).answer(indicator, EntrySource.REPORTED);
        }
    }

    public static Field<String> value(Indicator indicator) {
        return cell(
                        indicator,
                        "",
                        indicator.method().judged() ? "评判得分" : "数值",
                        ItemInput.input(indicator),
                        indicator.checklist() ? L : S)
                .help(ItemInput.help(indicator));
    }

    public static Field<String> reference(Indicator indicator) {
        Input input = Input.number(ItemInput.input(indicator).unit());
        return cell(indicator, ":reference", ItemInput.referenceName(indicator), input, S);
    }

    public static Field<String> reason(Indicator indicator) {
        return cell(indicator, ":reason", "理由", Input.TEXT, M);
    }

    private static Field<String> cell(Indicator indicator, String suffix, String label, Input input, Width width) {
        return Field.of(indicator.code() + suffix, label, input.type(), width, Reading::of)
                .offering(input.options())
                .unit(input.unit())
                .group(ItemSheet.title(indicator));
    }

    /**
     * The cells of an indicator, beside each other in the row of every township.
     *
     * @param reference null where nothing is typed to compare with
     * @param reason null where none is asked for
     */
    private record Cells(
            Matrix matrix,
            Indicator indicator,
            Field<String> value,
            @Nullable Field<String> reference,
            @Nullable Field<String> reason) {

        static Cells of(Matrix matrix, Indicator indicator) {
            Comparing comparing = matrix.comparing(indicator);
            Field<String> reference = FillMatrixForm.reference(indicator);
            Field<String> reason = FillMatrixForm.reason(indicator);
            return new Cells(
                    matrix,
                    indicator,
                    FillMatrixForm.value(indicator),
                    !comparing.asked() ? null : comparing.shown() ? reference.labelled("另给上年值") : reference,
                    !matrix.asksReason(indicator)
                            ? null
                            : indicator.method().judged() || comparing.shown() ? reason : reason.labelled("不适用的理由"));
        }

        void addTo(Table<YearTownship> table) {
            ask(table, value, township -> open(township) ? ItemInput.value(stored(township)) : words(township));
            if (matrix.comparing(indicator).shown()) {
                table.shows(
                        Column.label(indicator.code() + ":compared", ItemInput.referenceName(indicator), M)
                                .group(ItemSheet.title(indicator)),
                        (township, row) -> matrix.compared(township, indicator).shown());
            }
            if (reference != null) {
                ask(table, reference, township -> ItemInput.reference(stored(township)));
            }
            if (reason != null) {
                ask(table, reason, township -> ItemSheet.reason(stored(township)));
            }
            table.rules(this::faults);
        }

        private void ask(Table<YearTownship> table, Field<String> field, Function<YearTownship, String> stored) {
            table.asks(field, stored)
                    .input(field, township -> open(township) ? field.input() : Input.NOTHING)
                    .reads(field, (township, text) -> Reading.of(text));
        }

        boolean open(YearTownship township) {
            return matrix.open(township.code(), indicator.code());
        }

        private @Nullable Answer stored(YearTownship township) {
            return matrix.stored(township.code(), indicator.code());
        }

        private String words(YearTownship township) {
            Answer stored = stored(township);
            return stored == null ? "—" : Answer.words(indicator, stored.state(), stored.value(), null);
        }

        /** Where the table has no cell for it, what was given before stands. */
        private ItemInput.Reading read(YearTownship township, Typed row) {
            Answer stored = stored(township);
            return ItemInput.read(
                    indicator,
                    new ItemInput.Typed(
                            row.text(value),
                            reference == null ? ItemInput.reference(stored) : row.text(reference),
                            reason == null ? ItemSheet.reason(stored) : row.text(reason),
                            List.of(),
                            ""),
                    false,
                    matrix.compared(township, indicator));
        }

        /** What would be kept; null while something is wrong. */
        @Nullable
        Answer answer(Line<YearTownship> line) {
            return open(line.item()) ? read(line.item(), line.typed()).answer() : stored(line.item());
        }

        /** What is wrong with a cell that the table has not got is told at the value. */
        private List<Problem> faults(YearTownship township, Typed row) {
            return open(township)
                    ? read(township, row).faults().stream()
                            .map(fault -> place(fault).problem(fault.message()))
                            .toList()
                    : List.of();
        }

        private Field<String> place(Problem fault) {
            Field<String> asked = ItemInput.REFERENCE.key().equals(fault.column())
                    ? reference
                    : ItemInput.REASON.key().equals(fault.column()) ? reason : value;
            return asked == null ? value : asked;
        }
    }

    private Matrix matrix(TaskRef task) {
        Map<String, String> units = assignments.of(task.year(), task.district());
        List<YearTownship> townships = roster.townships(task.year(), task.district());
        List<Indicator> indicators = tables.ofTownshipsIn(task.year(), task.district()).indicators().stream()
                .filter(indicator -> task.unit().equals(units.get(indicator.code())))
                .toList();
        return new Matrix(
                townships,
                indicators,
                scorecards.latest(
                        task.year(),
                        townships.stream().map(YearTownship::code).toList(),
                        indicators.stream().map(Indicator::code).toList()),
                returns.open(task.year(), Returns.Stage.MATRIX, task.unit()),
                references.ofTownships(task.year(), task.district()));
    }

    /** The files that came with an indicator before: those of the first township that has any. */
    private static List<String> stored(Matrix matrix, Indicator indicator) {
        return matrix.townships().stream()
                .map(township -> matrix.stored(township.code(), indicator.code()))
                .filter(answer -> answer != null && !answer.evidence().isEmpty())
                .findFirst()
                .map(Answer::evidence)
                .orElse(List.of());
    }

    private record Form(Matrix matrix, List<Cells> cells, Filled<YearTownship> townships, Filled<Cells> evidence) {

        List<String> files(Indicator indicator) {
            return evidence.stream()
                    .filter(line -> line.item().indicator().equals(indicator))
                    .findFirst()
                    .map(line -> line.get(FILES))
                    .orElseGet(() -> stored(matrix, indicator));
        }
    }

    private Form read(TaskRef task, Draft draft) {
        Matrix matrix = matrix(task);
        List<Cells> cells = matrix.cells();
        Table<YearTownship> table = Table.<YearTownship>of(MATRIX, "乡镇（街道）考核表", YearTownship::code)
                .inWorkbook()
                .hint("一行一个乡镇（街道）；可从 Excel 复制整块数据后在单元格里粘贴。")
                .lockedWhere(township -> cells.stream().noneMatch(one -> one.open(township)))
                .shows("name", "乡镇（街道）", M, YearTownship::name);
        cells.forEach(one -> one.addTo(table));
        Filled<YearTownship> townships = table.read(matrix.townships(), draft);
        return new Form(matrix, cells, townships.totals(totals(cells, townships)), evidence(cells, townships, draft));
    }

    /** The foot row tells how many townships of each column are done. */
    private static Map<String, String> totals(List<Cells> cells, Filled<YearTownship> townships) {
        Map<String, String> totals = new LinkedHashMap<>();
        totals.put("name", "已填");
        cells.forEach(one -> totals.put(
                one.value().key(),
                "%d/%d"
                        .formatted(
                                townships.stream()
                                        .filter(line -> one.answer(line) != null)
                                        .count(),
                                townships.size())));
        return totals;
    }

    private static Filled<Cells> evidence(List<Cells> cells, Filled<YearTownship> townships, Draft draft) {
        return Table.<Cells>of(EVIDENCE, "佐证材料", one -> one.indicator().code())
                .hint("每项指标上传一套材料即可，对本单位填报的全部乡镇（街道）有效。")
                .lockedWhere(one -> !one.matrix().open(one.indicator().code()))
                .shows("name", "指标", L, one -> ItemSheet.title(one.indicator()))
                .shows(
                        "asked",
                        "材料要求",
                        L,
                        one -> Objects.requireNonNullElse(one.indicator().evidence(), ""))
                .asks(FILES, one -> FILES.written(stored(one.matrix(), one.indicator())))
                .rule((one, typed) -> unproven(one, townships, typed))
                .read(
                        cells.stream()
                                .filter(one -> one.indicator().evidenceRequired())
                                .toList(),
                        draft);
    }

    private static Optional<Problem> unproven(Cells cells, Filled<YearTownship> townships, Typed typed) {
        boolean anyValue = townships.stream()
                .map(cells::answer)
                .anyMatch(answer -> answer != null && answer.observation() != null);
        return anyValue && typed.get(FILES).isEmpty()
                ? Optional.of(
                        FILES.problem("缺少材料：%s。".formatted(cells.indicator().evidence())))
                : Optional.empty();
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Form form = read(task, draft);
        return FormContent.of("提交后，县（市、区）健康办据此汇总各乡镇（街道）得分；提交后要改，须由健康办退回。", "办法五(一)")
                .notices(notices(form.matrix()))
                .part(form.townships())
                .partUnlessEmpty(form.evidence())
                .fact("乡镇（街道）", form.townships().size() + " 个")
                .fact("指标", form.cells().size() + " 项")
                .fact("待完善", form.townships().todo() + " 处");
    }

    private List<Notice> notices(Matrix matrix) {
        return matrix.returned().stream()
                .map(item -> new Notice(
                        Level.WARNING,
                        "退回重评：%s的“%s”——%s"
                                .formatted(
                                        matrix.townships().stream()
                                                .filter(township ->
                                                        township.code().equals(item.object()))
                                                .map(YearTownship::name)
                                                .findFirst()
                                                .orElse(item.object()),
                                        matrix.indicators().stream()
                                                .filter(indicator ->
                                                        indicator.code().equals(item.item()))
                                                .map(Indicator::name)
                                                .findFirst()
                                                .orElse(item.item()),
                                        item.reason())))
                .toList();
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Form form = read(task, draft);
        scorecards.record(
                task.year(),
                form.townships().stream()
                        .flatMap(line -> form.cells().stream()
                                .filter(one -> one.open(line.item()))
                                .map(one -> new Said(
                                        line.item().code(),
                                        one.indicator().code(),
                                        EntrySource.REPORTED,
                                        Objects.requireNonNull(one.answer(line))
                                                .from(null, form.files(one.indicator())))))
                        .toList(),
                actor);
        returns.mended(task.year(), Returns.Stage.MATRIX, task.unit());
        return Map.of();
    }
}
