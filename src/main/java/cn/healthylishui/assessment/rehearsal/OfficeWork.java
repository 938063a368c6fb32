package cn.healthylishui.assessment.rehearsal;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.rehearsal.PlausibleFigures.Figure;
import cn.healthylishui.assessment.rehearsal.PlausibleFigures.Part;
import cn.healthylishui.assessment.rehearsal.process.EngineDriver.OpenWork;
import cn.healthylishui.assessment.scoring.Proportional;
import cn.healthylishui.assessment.taskform.DraftStore.RowChange;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.workflow.FormView;
import cn.healthylishui.assessment.workflow.TaskDesk;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * 各单位的办理: fills in one open task as its office would, by the same form that the office has before it: looks, types, uploads,
 * looks again. What it types comes from the {@link PlausibleFigures}.
 */
final class OfficeWork {

    /** No grade is this wide: who loses so much falls by one at least. */
    private static final BigDecimal ENOUGH_TO_FALL = new BigDecimal("115");

    private static final String MATERIAL = "演练用佐证材料：%s\n";

    private final int year;
    private final TaskDesk desk;
    private final IndicatorTables tables;
    private final Clock clock;
    private final Supplier<PlausibleFigures> figures;
    private final ResultUseWork resultUse;
    private final UnitWork unitWork;
    private final Set<String> returned = new HashSet<>();
    private final Set<String> gradeChanged = new HashSet<>();

    /** @param figures asked for only once the year has been started, since they rest on its tables */
    OfficeWork(
            int year,
            long seed,
            TaskDesk desk,
            IndicatorTables tables,
            Clock clock,
            Supplier<PlausibleFigures> figures) {
        this.year = year;
        this.desk = desk;
        this.tables = tables;
        this.figures = figures;
        this.clock = clock;
        this.resultUse = new ResultUseWork(year, clock, figures, this::upload);
        this.unitWork = new UnitWork(year, seed, clock, this::upload);
    }

    PlausibleFigures figures() {
        return figures.get();
    }

    /**
     * Fills in and completes; the caller acts as the task's office.
     *
     * @return whether it is done; some tasks have to wait for their day
     */
    boolean complete(OpenWork work) {
        FormView view = desk.view(work.taskId());
        if (ResultUseWork.waits(work, view, LocalDate.now(clock))) {
            return false;
        }
        FormView asked = view;
        List<Typing> typings =
                resultUse.of(work, view).or(() -> unitWork.of(work, asked)).orElseGet(() -> typings(work, asked));
        if (!typings.isEmpty()) {
            view = save(work, view, typings);
        }
        if (!view.ready()) {
            throw new IllegalStateException(
                    "%s (%s) is not ready: %s".formatted(work.name(), work.office(), problems(view)));
        }
        desk.complete(work.taskId());
        return true;
    }

    private List<Typing> typings(OpenWork work, FormView view) {
        return switch (work.key()) {
            case "taskOpenYear" ->
                List.of(typing(view, "start", "start", Map.of("decision", "OPEN", "year", String.valueOf(year))));
            case "taskFillMatrix" -> matrix(work, view);
            case "taskConsolidate" -> consolidate(view);
            case "taskSelfScore" -> selfScore(work, view);
            case "taskSubmitPapers" -> papers(work, view);
            case "taskCheckSubmission" -> checkSubmission(work);
            case "taskCheckTownship" -> checkTownship(work, view);
            case "taskCheckDistrict" -> same(view);
            case "taskCommentFindings" -> comment(view);
            case "taskReviewItems" -> review(view);
            case "taskEnterFigures" -> officialFigures(work, view);
            case "taskCheckFigures" -> List.of(new Typing("decision", "decision", Map.of("decision", "ACCEPT")));
            case "taskSummarise" -> summarise(view);
            case "taskRejudge" -> rejudge(view);
            case "taskApproveResult" ->
                List.of(new Typing("decision", "decision", Map.of("decision", "APPROVE", "comment", "同意")));
            case "taskUrgeSelfCheck", "taskUrgeCityAssessment" ->
                List.of(new Typing("urged", "urged", Map.of("note", "已逐个电话催办。")));
            case "taskConfirmAssignment", "taskDraftPapers" -> List.of();
            default -> throw new IllegalStateException("Nobody has been told how to do " + work.key());
        };
    }

    private static List<String> problems(FormView view) {
        List<String> problems = new ArrayList<>(view.problems());
        view.sections().forEach(section -> section.rows().forEach(row -> row.problems()
                .forEach(problem -> problems.add("%s/%s/%s %s %s"
                        .formatted(section.key(), row.key(), problem.column(), problem.message(), row.values())))));
        return problems;
    }

    /** A row is saved whole: what is typed over what stands there. */
    private FormView save(OpenWork work, FormView view, List<Typing> typings) {
        Map<String, RowChange> changes = new HashMap<>();
        for (Typing typing : typings) {
            FormView.Row row = row(view, typing.section(), typing.row());
            Map<String, String> values = new HashMap<>();
            section(view, typing.section()).columns().stream()
                    .filter(column -> type(column.key(), column.type(), row) != InputType.LABEL)
                    .forEach(
                            column -> values.put(column.key(), text(row.values().get(column.key()))));
            values.putAll(typing.cells());
            changes.put(
                    typing.section() + "/" + typing.row(),
                    new RowChange(typing.section(), typing.row(), row.version(), values));
        }
        return desk.save(work.taskId(), List.copyOf(changes.values()));
    }

    private static InputType type(String column, InputType usual, FormView.Row row) {
        return Optional.ofNullable(row.inputs().get(column))
                .map(input -> input.type())
                .orElse(usual);
    }

    private static String text(@Nullable Object value) {
        if (value instanceof List<?> files) {
            return String.join(
                    ",", files.stream().map(file -> ((FormView.File) file).id()).toList());
        }
        return value == null ? "" : value.toString();
    }

    private static FormView.Section section(FormView view, String key) {
        return view.sections().stream()
                .filter(section -> section.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No section " + key));
    }

    private static FormView.Row row(FormView view, String section, String key) {
        return section(view, section).rows().stream()
                .filter(row -> row.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No row " + key + " in " + section));
    }

    private static Typing typing(FormView view, String section, String row, Map<String, String> cells) {
        row(view, section, row);
        return new Typing(section, row, cells);
    }

    private String upload(OpenWork work, String name) {
        return desk.attach(work.taskId(), "佐证材料.txt", MATERIAL.formatted(name).getBytes(StandardCharsets.UTF_8))
                .id();
    }

    private List<Typing> matrix(OpenWork work, FormView view) {
        List<Typing> typings = new ArrayList<>();
        List<Indicator> indicators = tables.ofTownshipsIn(year, district(work)).indicators();
        FormView.Section matrix = section(view, "matrix");
        for (FormView.Row row : matrix.rows()) {
            Map<String, String> cells = new HashMap<>();
            for (Indicator indicator : indicators) {
                if (matrix.columns().stream().noneMatch(column -> column.key().equals(indicator.code()))
                        || type(indicator.code(), InputType.NUMBER, row) == InputType.LABEL) {
                    continue;
                }
                Figure figure = figures.get().of(row.key(), indicator.code());
                cells.put(indicator.code(), figure.value());
                cells.put(indicator.code() + ":reference", figure.reference());
                if (indicator.method().judged()) {
                    cells.put(indicator.code() + ":reason", "对照评分标准，按现有台账和走访情况评判。");
                }
            }
            if (!cells.isEmpty() && !row.locked()) {
                typings.add(new Typing("matrix", row.key(), cells));
            }
        }
        view.sections().stream()
                .filter(section -> section.key().equals("evidence"))
                .flatMap(section -> section.rows().stream())
                .filter(row -> !row.locked() && noFiles(row))
                .forEach(row ->
                        typings.add(new Typing("evidence", row.key(), Map.of("files", upload(work, row.key())))));
        return typings;
    }

    private static boolean noFiles(FormView.Row row) {
        return row.values().get("files") instanceof List<?> files && files.isEmpty();
    }

    /** Confirms, unless equal scores stand against it: then a judged item of one of the two goes back. */
    private List<Typing> consolidate(FormView view) {
        return confirmOrSendBack(view, "CONFIRM", "SEND_BACK", this::judgedTownshipItem);
    }

    private List<Typing> summarise(FormView view) {
        return confirmOrSendBack(view, "CONFIRM", "SEND_BACK", this::judgedDistrictItem);
    }

    private List<Typing> confirmOrSendBack(
            FormView view, String confirm, String sendBack, UnaryOperator<String> judgedItem) {
        List<FormView.Row> board = view.sections().get(0).rows();
        Optional<String> tied = board.stream()
                .filter(row -> !"—".equals(row.values().get("rank")))
                .filter(row -> board.stream()
                        .anyMatch(other -> !other.key().equals(row.key())
                                && !"—".equals(other.values().get("rank"))
                                && Objects.equals(
                                        other.values().get("score"),
                                        row.values().get("score"))))
                .map(FormView.Row::key)
                .findFirst();
        if (tied.isEmpty()) {
            return List.of(new Typing("decision", "decision", Map.of("decision", confirm)));
        }
        String object = tied.get();
        String item = judgedItem.apply(object);
        figures.get().rejudge(object, item, new BigDecimal("1.5"));
        return List.of(
                new Typing("decision", "decision", Map.of("decision", sendBack)),
                new Typing("returns", "1", Map.of("object", object, "item", item, "reason", "与另一单位得分相同，请重新评判。")));
    }

    private String judgedTownshipItem(String township) {
        return tables.table(year, TableKind.TOWNSHIP).indicators().stream()
                .filter(indicator -> indicator.method().judged())
                .map(Indicator::code)
                .findFirst()
                .orElseThrow();
    }

    private String judgedDistrictItem(String district) {
        return tables.ofDistrict(year, district).indicators().stream()
                .filter(indicator -> indicator.method().judged())
                .map(Indicator::code)
                .findFirst()
                .orElseThrow();
    }

    private List<Typing> selfScore(OpenWork work, FormView view) {
        List<Typing> typings = new ArrayList<>();
        for (FormView.Section section : view.sections()) {
            for (FormView.Row row : section.rows()) {
                if (!row.locked()) {
                    typings.add(new Typing(section.key(), row.key(), item(work, district(work), row.key(), row, true)));
                }
            }
        }
        return typings;
    }

    private Map<String, String> item(
            OpenWork work, String object, String indicator, FormView.Row row, boolean withFiles) {
        Figure figure = figures.get().of(object, indicator);
        Map<String, String> cells = new HashMap<>();
        cells.put("value", figure.value());
        cells.put("reference", figure.reference());
        cells.put("reason", "按年度台账填报。");
        if (withFiles && row.values().containsKey("files") && noFiles(row)) {
            cells.put("files", upload(work, indicator));
        }
        return cells;
    }

    private List<Typing> officialFigures(OpenWork work, FormView view) {
        List<Typing> typings = new ArrayList<>();
        for (FormView.Section section : view.sections()) {
            for (FormView.Row row : section.rows()) {
                if (row.locked()) {
                    continue;
                }
                if (section.key().equals("evidence")) {
                    typings.add(new Typing("evidence", row.key(), Map.of("files", upload(work, row.key()))));
                } else {
                    boolean zone = section.key().equals("zone");
                    String object = zone ? "LSKFQ" : row.key();
                    String indicator = zone ? row.key() : section.key();
                    typings.add(new Typing(section.key(), row.key(), item(work, object, indicator, row, false)));
                }
            }
        }
        return typings;
    }

    private List<Typing> papers(OpenWork work, FormView view) {
        List<Typing> typings = new ArrayList<>();
        for (String paper : List.of("SUMMARY", "SELF_CHECK_REPORT")) {
            FormView.Row row = row(view, paper, paper);
            if (!row.locked()) {
                String body = text(row.values().get("body"));
                typings.add(new Typing(
                        paper, paper, Map.of("how", "WRITE", "body", body.replaceAll("（请补充[^）]*）", "各项工作按年度计划完成。"))));
            }
        }
        typings.add(new Typing("draw", "draw", Map.of("text", "健康同行" + year + district(work))));
        return typings;
    }

    /** One district gets a paper and an item back at first. */
    private List<Typing> checkSubmission(OpenWork work) {
        String district = district(work);
        if (figures.get().part(district) != Part.RETURNED || !returned.add(district)) {
            return List.of(new Typing("decision", "decision", Map.of("decision", "ACCEPT")));
        }
        String item = tables.ofDistrict(year, district).indicators().stream()
                .filter(indicator -> !indicator.mustPass())
                .map(Indicator::code)
                .findFirst()
                .orElseThrow();
        return List.of(
                new Typing("decision", "decision", Map.of("decision", "SEND_BACK")),
                new Typing("returns", "1", Map.of("object", "PAPERS", "item", "SUMMARY", "reason", "存在问题部分过于笼统，请补充。")),
                new Typing("returns", "2", Map.of("object", district, "item", item, "reason", "材料与填报值对不上，请核对。")));
    }

    /** In one district the first township checked is found so much weaker than reported that its grade falls. */
    private List<Typing> checkTownship(OpenWork work, FormView view) {
        List<Typing> typings = new ArrayList<>(same(view));
        if (figures.get().part(district(work)) != Part.GRADE_CHANGED_BY_CHECK || !gradeChanged.add(district(work))) {
            return typings;
        }
        IndicatorTable table = tables.ofTownshipsIn(year, district(work));
        BigDecimal lost = BigDecimal.ZERO;
        for (FormView.Row row : section(view, "key").rows()) {
            if (lost.compareTo(ENOUGH_TO_FALL) < 0
                    && table.indicator(row.key()).method() instanceof Proportional method) {
                lost = lost.add(new BigDecimal(text(row.values().get("points"))));
                typings.removeIf(typing -> typing.row().equals(row.key()));
                typings.add(new Typing(
                        "key",
                        row.key(),
                        Map.of(
                                "result",
                                "DIFFERENT",
                                "value",
                                method.floor().toPlainString(),
                                "note",
                                "现场查阅台账并抽样核对，达不到自报水平。")));
            }
        }
        return typings;
    }

    private static List<Typing> same(FormView view) {
        return view.sections().stream()
                .filter(section -> section.key().equals("key"))
                .flatMap(section -> section.rows().stream())
                .map(row -> new Typing("key", row.key(), Map.of("result", "SAME")))
                .toList();
    }

    private static List<Typing> comment(FormView view) {
        return view.sections().stream()
                .filter(section -> section.key().equals("opinions"))
                .flatMap(section -> section.rows().stream())
                .map(row ->
                        new Typing("opinions", row.key(), Map.of("opinion", "DISAGREES", "comment", "台账存放在村里，请再核实。")))
                .toList();
    }

    private static List<Typing> review(FormView view) {
        return section(view, "findings").rows().stream()
                .filter(row -> !row.problems().isEmpty())
                .map(row ->
                        new Typing("findings", row.key(), Map.of("decision", "ADOPT", "reason", "已会同成员单位复核，维持现场核查结果。")))
                .toList();
    }

    private List<Typing> rejudge(FormView view) {
        return section(view, "items").rows().stream()
                .map(row -> {
                    String[] key = row.key().split("-", 2);
                    Figure figure = figures.get().of(key[0], key[1]);
                    return new Typing(
                            "items",
                            row.key(),
                            Map.of("value", figure.value(), "reference", figure.reference(), "reason", "重新比对材料后调整。"));
                })
                .toList();
    }

    private static String district(OpenWork work) {
        return Objects.requireNonNull(work.text(Variables.DISTRICT));
    }
}
