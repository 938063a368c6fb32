package cn.healthylishui.assessment.scorecard.process;

import cn.healthylishui.assessment.audit.Actor;
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
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Layout;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearTownship;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 填报乡镇（街道）考核表: a member unit gives the values of its indicators for every township, townships down, indicators across; the
 * evidence is one set of files an indicator. After a return only the returned cells are open.
 */
@Component
class FillMatrixForm implements TaskForm {

    private static final String MATRIX = "matrix";
    private static final String EVIDENCE = "evidence";

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

    private record Cell(String township, Indicator indicator, ItemInput.Typed typed, ItemInput.Reading reading) {}

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

    private Matrix matrix(TaskRef task) {
        Map<String, String> units = assignments.of(task.year(), task.district());
        List<YearTownship> townships = roster.townships(task.year(), task.district());
        return new Matrix(
                townships,
                tables.ofTownshipsIn(task.year(), task.district()).indicators().stream()
                        .filter(indicator -> task.unit().equals(units.get(indicator.code())))
                        .toList(),
                scorecards.latest(
                        task.year(), townships.stream().map(YearTownship::code).toList()),
                returns.open(task.year(), Returns.Stage.MATRIX, task.unit()),
                references.ofTownships(task.year(), task.district()));
    }

    private static List<String> files(Matrix matrix, Indicator indicator, Draft draft) {
        String stored = matrix.townships().stream()
                .map(township -> matrix.stored(township.code(), indicator.code()))
                .filter(answer -> answer != null && !answer.evidence().isEmpty())
                .findFirst()
                .map(answer -> String.join(",", answer.evidence()))
                .orElse("");
        return Draft.ids(
                matrix.open(indicator.code()) ? draft.value(EVIDENCE, indicator.code(), "files", stored) : stored);
    }

    private static Cell cell(Matrix matrix, YearTownship township, Indicator indicator, Draft draft) {
        Answer stored = matrix.stored(township.code(), indicator.code());
        Draft typed = matrix.open(township.code(), indicator.code()) ? draft : Draft.EMPTY;
        ItemInput.Typed cells = new ItemInput.Typed(
                typed.value(MATRIX, township.code(), indicator.code(), ItemInput.value(stored)),
                typed.value(MATRIX, township.code(), indicator.code() + ":reference", ItemInput.reference(stored)),
                typed.value(
                        MATRIX, township.code(), indicator.code() + ":reason", stored == null ? "" : stored.reason()),
                files(matrix, indicator, draft),
                "");
        return new Cell(
                township.code(),
                indicator,
                cells,
                ItemInput.read(indicator, cells, false, matrix.compared(township, indicator)));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Matrix matrix = matrix(task);
        List<Row> rows = matrix.townships().stream()
                .map(township -> row(matrix, township, draft))
                .toList();
        long todo = rows.stream().mapToLong(row -> row.problems().size()).sum();
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(
                MATRIX,
                "乡镇（街道）考核表",
                "一行一个乡镇（街道）；可从 Excel 复制整块数据后在单元格里粘贴。",
                Layout.TABLE,
                columns(matrix),
                rows,
                totals(matrix, draft)));
        List<Indicator> proven =
                matrix.indicators().stream().filter(Indicator::evidenceRequired).toList();
        if (!proven.isEmpty()) {
            sections.add(Forms.table(
                    EVIDENCE,
                    "佐证材料",
                    "每项指标上传一套材料即可，对本单位填报的全部乡镇（街道）有效。",
                    List.of(
                            Column.label("name", "指标", Width.L),
                            Column.label("asked", "材料要求", Width.L),
                            Column.input("files", "材料", InputType.FILES, Width.L)),
                    proven.stream()
                            .map(indicator -> evidenceRow(matrix, indicator, draft))
                            .toList()));
        }
        return new FormContent(
                "提交后，县（市、区）健康办据此汇总各乡镇（街道）得分；提交后要改，须由健康办退回。",
                List.of("办法五(一)"),
                notices(matrix),
                sections,
                List.of(
                        new Fact("乡镇（街道）", matrix.townships().size() + " 个"),
                        new Fact("指标", matrix.indicators().size() + " 项"),
                        new Fact("待完善", todo + " 处")),
                List.of());
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

    private static List<Column> columns(Matrix matrix) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.label("name", "乡镇（街道）", Width.M));
        for (Indicator indicator : matrix.indicators()) {
            Input input = ItemInput.input(indicator);
            String group = ItemSheet.title(indicator);
            columns.add(new Column(
                    indicator.code(),
                    indicator.method().judged() ? "评判得分" : "数值",
                    group,
                    input.type(),
                    input.unit(),
                    indicator.checklist() ? Width.L : Width.S,
                    ItemInput.help(indicator),
                    input.options()));
            Comparing comparing = matrix.comparing(indicator);
            if (comparing.shown()) {
                columns.add(Column.label(indicator.code() + ":compared", ItemInput.referenceName(indicator), Width.M)
                        .group(group));
            }
            if (comparing.asked()) {
                columns.add(Column.input(
                                indicator.code() + ":reference",
                                comparing.shown() ? "另给上年值" : ItemInput.referenceName(indicator),
                                InputType.NUMBER,
                                Width.S)
                        .group(group)
                        .unit(input.unit()));
            }
            if (matrix.asksReason(indicator)) {
                columns.add(Column.input(
                                indicator.code() + ":reason",
                                indicator.method().judged() || comparing.shown() ? "理由" : "不适用的理由",
                                InputType.TEXT,
                                Width.M)
                        .group(group));
            }
        }
        return columns;
    }

    private static Row row(Matrix matrix, YearTownship township, Draft draft) {
        Map<String, String> values = new HashMap<>();
        values.put("name", township.name());
        Map<String, Input> inputs = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        boolean anyOpen = false;
        for (Indicator indicator : matrix.indicators()) {
            Cell cell = cell(matrix, township, indicator, draft);
            values.put(indicator.code(), cell.typed().value());
            values.put(indicator.code() + ":reference", cell.typed().reference());
            if (indicator.method().needsReference()) {
                values.put(
                        indicator.code() + ":compared",
                        matrix.compared(township, indicator).shown());
            }
            values.put(indicator.code() + ":reason", cell.typed().reason());
            if (matrix.open(township.code(), indicator.code())) {
                anyOpen = true;
                cell.reading().problems().stream()
                        .map(fault -> new Problem(column(matrix, indicator, fault.cell()), fault.message()))
                        .forEach(problems::add);
            } else {
                Answer stored = matrix.stored(township.code(), indicator.code());
                values.put(
                        indicator.code(),
                        stored == null ? "—" : Answer.words(indicator, stored.state(), stored.value(), null));
                inputs.put(indicator.code(), Input.NOTHING);
                inputs.put(indicator.code() + ":reference", Input.NOTHING);
                inputs.put(indicator.code() + ":reason", Input.NOTHING);
            }
        }
        return new Row(township.code(), !anyOpen, values, inputs, problems);
    }

    private static String column(Matrix matrix, Indicator indicator, String cell) {
        return switch (cell) {
            case "reference" ->
                matrix.comparing(indicator).asked() ? indicator.code() + ":reference" : indicator.code();
            case "reason" -> matrix.asksReason(indicator) ? indicator.code() + ":reason" : indicator.code();
            default -> indicator.code();
        };
    }

    private static Row evidenceRow(Matrix matrix, Indicator indicator, Draft draft) {
        List<String> files = files(matrix, indicator, draft);
        boolean open = matrix.open(indicator.code());
        boolean anyValue = matrix.townships().stream()
                .map(township ->
                        cell(matrix, township, indicator, draft).reading().answer())
                .anyMatch(answer -> answer != null && answer.observation() != null);
        List<Problem> problems = open && anyValue && files.isEmpty()
                ? List.of(new Problem("files", "缺少材料：%s。".formatted(indicator.evidence())))
                : List.of();
        return new Row(
                indicator.code(),
                !open,
                Map.of(
                        "name",
                        ItemSheet.title(indicator),
                        "asked",
                        indicator.evidence() == null ? "" : indicator.evidence(),
                        "files",
                        String.join(",", files)),
                Map.of(),
                problems);
    }

    /** The foot row tells how many townships of each column are done. */
    private static Map<String, String> totals(Matrix matrix, Draft draft) {
        Map<String, String> totals = new LinkedHashMap<>();
        totals.put("name", "已填");
        for (Indicator indicator : matrix.indicators()) {
            long done = matrix.townships().stream()
                    .filter(township ->
                            cell(matrix, township, indicator, draft).reading().answer() != null)
                    .count();
            totals.put(indicator.code(), done + "/" + matrix.townships().size());
        }
        return totals;
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Matrix matrix = matrix(task);
        List<Cell> cells = matrix.townships().stream()
                .flatMap(township -> matrix.indicators().stream()
                        .filter(indicator -> matrix.open(township.code(), indicator.code()))
                        .map(indicator -> cell(matrix, township, indicator, draft)))
                .collect(Collectors.toList());
        for (Cell cell : cells) {
            Answer answer = cell.reading().answer();
            if (answer == null) {
                throw new IllegalStateException("A cell without an answer passed the check: " + cell);
            }
            scorecards.record(
                    task.year(), cell.township(), cell.indicator().code(), EntrySource.REPORTED, answer, actor);
        }
        returns.mended(task.year(), Returns.Stage.MATRIX, task.unit());
        return Map.of();
    }

    @Override
    public boolean inWorkbook(String section) {
        return section.equals(MATRIX);
    }
}
