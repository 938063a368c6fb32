package cn.healthylishui.assessment.adjustment.process;

import cn.healthylishui.assessment.adjustment.Adjustment.Change;
import cn.healthylishui.assessment.adjustment.Adjustments;
import cn.healthylishui.assessment.adjustment.Adjustments.NewProposal;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 提出调整建议: an office names the indicators that should change, how and why (办法七(四)). */
@Component
class ProposeAdjustmentForm implements TaskForm {

    static final String ADJUSTMENT = "adjustment";
    static final String PROPOSALS = "proposals";
    private static final String PROPOSE = "PROPOSE";
    private static final String DROP = "DROP";
    private static final int LEAST_ROWS = 5;
    private static final int MOST_ROWS = 40;
    private static final List<String> COLUMNS = List.of("table", "change", "indicator", "text", "reason");

    private final Adjustments adjustments;
    private final IndicatorTables tables;
    private final OperationLog log;

    ProposeAdjustmentForm(Adjustments adjustments, IndicatorTables tables, OperationLog log) {
        this.adjustments = adjustments;
        this.tables = tables;
        this.log = log;
    }

    private record Line(
            String key,
            String tableText,
            @Nullable TableKind table,
            String changeText,
            @Nullable Change change,
            String indicator,
            String text,
            String reason) {

        boolean empty() {
            return (tableText + changeText + indicator + text + reason).isEmpty();
        }

        boolean adds() {
            return change == Change.ADD;
        }
    }

    private record Typed(
            String decision,
            List<Integer> offered,
            @Nullable Integer year,
            String summary,
            List<Line> lines) {

        boolean dropped() {
            return decision.equals(DROP);
        }

        List<Line> filled() {
            return lines.stream().filter(line -> !line.empty()).toList();
        }
    }

    @Override
    public String taskKey() {
        return "taskProposeAdjustment";
    }

    @Override
    public void require(TaskRef task) {
        task.requireWithout(Variables.ADJUSTMENT);
    }

    private Typed read(Draft draft) {
        List<Integer> offered = adjustments.openYears();
        String yearText =
                draft.value(ADJUSTMENT, ADJUSTMENT, "year", offered.size() == 1 ? String.valueOf(offered.get(0)) : "");
        return new Typed(
                draft.value(ADJUSTMENT, ADJUSTMENT, "decision", PROPOSE),
                offered,
                offered.stream()
                        .filter(year -> String.valueOf(year).equals(yearText))
                        .findFirst()
                        .orElse(null),
                draft.value(ADJUSTMENT, ADJUSTMENT, "summary", ""),
                IntStream.rangeClosed(1, rows(draft))
                        .mapToObj(String::valueOf)
                        .map(row -> line(row, draft))
                        .toList());
    }

    /** There is always room for some more. */
    private static int rows(Draft draft) {
        int last = IntStream.rangeClosed(1, MOST_ROWS)
                .filter(row -> COLUMNS.stream()
                        .anyMatch(column -> !draft.value(PROPOSALS, String.valueOf(row), column, "")
                                .isEmpty()))
                .max()
                .orElse(0);
        return Math.min(MOST_ROWS, Math.max(LEAST_ROWS, last + 2));
    }

    private static Line line(String row, Draft draft) {
        String table = draft.value(PROPOSALS, row, "table", "");
        String change = draft.value(PROPOSALS, row, "change", "");
        return new Line(
                row,
                table,
                TableKind.KEPT.stream()
                        .filter(kind -> kind.name().equals(table))
                        .findFirst()
                        .orElse(null),
                change,
                Arrays.stream(Change.values())
                        .filter(one -> one.name().equals(change))
                        .findFirst()
                        .orElse(null),
                draft.value(PROPOSALS, row, "indicator", ""),
                draft.value(PROPOSALS, row, "text", ""),
                draft.value(PROPOSALS, row, "reason", ""));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Typed typed = read(draft);
        List<Section> sections = new ArrayList<>();
        sections.add(question(typed));
        Integer year = typed.year();
        if (!typed.dropped() && year != null) {
            sections.add(proposals(year, typed));
        }
        return new FormContent(
                "提交后由市健康丽水办逐条答复；采纳的编成草案，测算影响，报市领导小组审定后发布。办理情况和答复在“指标调整”页面查看。",
                List.of("办法七(四)", "办法一(三)"),
                typed.offered().isEmpty() && !typed.dropped()
                        ? List.of(new Notice(
                                Level.WARNING, "现在没有可以调整的年度：已建立的年度都已启动考核，指标表随之冻结。可以等新年度建立后再提；本任务请选“不提出”关闭，或者留到那时。"))
                        : List.of(),
                sections,
                List.of(new Fact("建议", typed.dropped() ? "不提出" : typed.filled().size() + " 条")),
                List.of());
    }

    private static Section question(Typed typed) {
        List<Column> columns = new ArrayList<>(List.of(Column.choice(
                "decision", "办理", Width.L, List.of(new Option(PROPOSE, "提出调整建议"), new Option(DROP, "不提出，关闭本任务")))));
        Map<String, String> values = new HashMap<>(Map.of("decision", typed.decision(), "summary", typed.summary()));
        List<Problem> problems = new ArrayList<>();
        if (typed.dropped()) {
            columns.add(Column.input("summary", "为什么不提出", InputType.LONG_TEXT, Width.L));
            Forms.wrongText(typed.summary(), "summary", "请写明为什么不提出。", Adjustments.LONGEST)
                    .ifPresent(problems::add);
            return Forms.questions(ADJUSTMENT, "指标调整", columns, values, problems);
        }
        columns.add(Column.choice(
                        "year",
                        "哪个年度的指标",
                        Width.M,
                        typed.offered().stream()
                                .map(year -> new Option(String.valueOf(year), year + "年度"))
                                .toList())
                .help("只有还没有启动考核的年度可以调整；已经启动的，指标表已冻结"));
        columns.add(
                Column.input("summary", "为什么要调整", InputType.LONG_TEXT, Width.L).help("总的理由和依据：上级部署、实施情况、指标分析结果等"));
        values.put("year", typed.year() == null ? "" : String.valueOf(typed.year()));
        if (!typed.decision().equals(PROPOSE)) {
            problems.add(new Problem("decision", "请选择提出，还是不提出。"));
        }
        if (typed.year() == null) {
            problems.add(new Problem("year", "请选择年度。"));
        } else if (typed.filled().isEmpty()) {
            problems.add(new Problem("decision", "还没有写建议，请在下表至少填一行。"));
        }
        Forms.wrongText(typed.summary(), "summary", "请写明为什么要调整。", Adjustments.LONGEST)
                .ifPresent(problems::add);
        return Forms.questions(ADJUSTMENT, "指标调整", columns, values, problems);
    }

    private Section proposals(int year, Typed typed) {
        return Forms.table(
                PROPOSALS,
                "调整建议",
                "一行一条。选定指标表和调整方式后再选指标；增加新指标的，在“怎样调整”里写明名称、分值、标准和数据来源。填满会自动加行。",
                List.of(
                        Column.label("no", "序号", Width.S),
                        Column.choice(
                                "table",
                                "指标表",
                                Width.S,
                                TableKind.KEPT.stream()
                                        .map(kind -> new Option(kind.name(), kind.label()))
                                        .toList()),
                        Column.choice(
                                "change",
                                "调整方式",
                                Width.S,
                                Arrays.stream(Change.values())
                                        .map(change -> new Option(change.name(), change.label()))
                                        .toList()),
                        Column.choice("indicator", "指标", Width.M, List.of()),
                        Column.input("text", "怎样调整", InputType.LONG_TEXT, Width.L),
                        Column.input("reason", "理由", InputType.LONG_TEXT, Width.L)),
                typed.lines().stream().map(line -> row(year, line)).toList());
    }

    private Row row(int year, Line line) {
        TableKind table = line.table();
        List<Indicator> indicators =
                table == null ? List.of() : tables.table(year, table).indicators();
        Map<String, Input> inputs = line.adds()
                ? Map.of("indicator", Input.NOTHING)
                : Map.of(
                        "indicator",
                        new Input(
                                InputType.CHOICE,
                                null,
                                indicators.stream()
                                        .map(indicator ->
                                                new Option(indicator.code(), AdjustmentSheet.title(indicator)))
                                        .toList()));
        return new Row(
                line.key(),
                false,
                Map.of(
                        "no", "第%s条".formatted(line.key()),
                        "table", line.tableText(),
                        "change", line.changeText(),
                        "indicator", line.adds() ? "新增指标" : line.indicator(),
                        "text", line.text(),
                        "reason", line.reason()),
                inputs,
                line.empty() ? List.of() : problems(line, indicators));
    }

    private static List<Problem> problems(Line line, List<Indicator> indicators) {
        List<Problem> problems = new ArrayList<>();
        if (line.table() == null) {
            problems.add(new Problem("table", "请选择哪张指标表。"));
        }
        if (line.change() == null) {
            problems.add(new Problem("change", "请选择怎样调整。"));
        }
        if (line.table() != null
                && !line.adds()
                && indicators.stream().noneMatch(one -> one.code().equals(line.indicator()))) {
            problems.add(new Problem("indicator", "请选择要调整的指标；要增加新指标的，调整方式选“增加”。"));
        }
        Forms.wrongText(line.text(), "text", "请写明怎样调整。", Adjustments.LONGEST).ifPresent(problems::add);
        Forms.wrongText(line.reason(), "reason", "请写明理由。", Adjustments.LONGEST).ifPresent(problems::add);
        return problems;
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Typed typed = read(draft);
        if (typed.dropped()) {
            log.record(actor, "不提指标调整建议", null, ADJUSTMENT, null, null, typed.summary());
            return Map.of(Variables.PROPOSED, false);
        }
        int year = Objects.requireNonNull(typed.year());
        long adjustment = adjustments.propose(
                year,
                typed.summary(),
                typed.filled().stream()
                        .map(line -> new NewProposal(
                                Objects.requireNonNull(line.table()),
                                line.adds() ? null : line.indicator(),
                                Objects.requireNonNull(line.change()),
                                line.text(),
                                line.reason()))
                        .toList(),
                actor);
        return Map.of(Variables.PROPOSED, true, Variables.YEAR, year, Variables.ADJUSTMENT, adjustment);
    }
}
