package cn.healthylishui.assessment.adjustment.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.adjustment.Adjustment.Change;
import cn.healthylishui.assessment.adjustment.Adjustments;
import cn.healthylishui.assessment.adjustment.Adjustments.NewProposal;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.taskform.Typed;
import cn.healthylishui.assessment.year.YearChoice;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** 提出调整建议: an office names the indicators that should change, how and why (办法七(四)). */
@Component
public class ProposeAdjustmentForm implements TaskForm {

    public static final String ADJUSTMENT = "adjustment";
    private static final Option PROPOSE = new Option("PROPOSE", "提出调整建议");
    private static final Option DROP = new Option("DROP", "不提出，关闭本任务");
    private static final Field<Option> DECISION =
            Field.choice("decision", "办理", L, PROPOSE, DROP).required("请选择提出，还是不提出。");
    public static final Field<String> SUMMARY = Field.longText("summary", "为什么要调整", L, Adjustments.LONGEST)
            .required("请写明为什么要调整。")
            .help("总的理由和依据：上级部署、实施情况、指标分析结果等");
    private static final Field<String> WHY_NOT =
            SUMMARY.labelled("为什么不提出").required("请写明为什么不提出。").help(null);

    public static final String PROPOSALS = "proposals";
    public static final Field<TableKind> TABLE = Field.choice(
                    "table", "指标表", S, TableKind.KEPT.toArray(TableKind[]::new), TableKind::label)
            .required("请选择哪张指标表。");
    public static final Field<Change> CHANGE =
            Field.choice("change", "调整方式", S, Change.values(), Change::label).required("请选择怎样调整。");
    public static final Field<String> INDICATOR =
            Field.choice("indicator", "指标", M, List.of()).required("请选择要调整的指标；要增加新指标的，调整方式选“增加”。");
    public static final Field<String> TEXT =
            Field.longText("text", "怎样调整", L, Adjustments.LONGEST).required("请写明怎样调整。");
    public static final Field<String> REASON =
            Field.longText("reason", "理由", L, Adjustments.LONGEST).required("请写明理由。");

    private static final int LEAST_ROWS = 5;
    private static final int MOST_ROWS = 40;

    private final Adjustments adjustments;
    private final IndicatorTables tables;
    private final OperationLog log;

    ProposeAdjustmentForm(Adjustments adjustments, IndicatorTables tables, OperationLog log) {
        this.adjustments = adjustments;
        this.tables = tables;
        this.log = log;
    }

    @Override
    public String taskKey() {
        return "taskProposeAdjustment";
    }

    @Override
    public void require(TaskRef task) {
        task.requireWithout(Variables.ADJUSTMENT);
    }

    private YearChoice openYears() {
        return new YearChoice(adjustments.openYears());
    }

    private static Filled<YearChoice> question(YearChoice open, boolean anyProposal, Draft draft) {
        Table<YearChoice> questions =
                Table.<YearChoice>questions(ADJUSTMENT, "指标调整").asks(DECISION, any -> DECISION.written(PROPOSE));
        if (questions.read(open, draft).only().is(DECISION, DROP)) {
            return questions.asks(WHY_NOT).read(open, draft);
        }
        return questions
                .asks(
                        open.field().labelled("哪个年度的指标").required("请选择年度。").help("只有还没有启动考核的年度可以调整；已经启动的，指标表已冻结"),
                        YearChoice::stored)
                .showsOnlyOffered(YearChoice.YEAR)
                .asks(SUMMARY)
                .rule((any, typed) -> anyProposal ? Optional.empty() : nothingProposed(typed))
                .read(open, draft);
    }

    /** Only with a year is there a table to write in. */
    private static Optional<Problem> nothingProposed(Typed typed) {
        return typed.find(YearChoice.YEAR).map(year -> DECISION.problem("还没有写建议，请在下表至少填一行。"));
    }

    private Filled<Integer> proposals(YearChoice open, Draft draft) {
        Optional<Integer> year = open.chosen(ADJUSTMENT, draft);
        Map<TableKind, List<Option>> indicators = new EnumMap<>(TableKind.class);
        return Table.<Integer>of(PROPOSALS, "调整建议", String::valueOf)
                .hint("一行一条。选定指标表和调整方式后再选指标；增加新指标的，在“怎样调整”里写明名称、分值、标准和数据来源。填满会自动加行。")
                .mayStayEmpty()
                .shows("no", "序号", S, AdjustmentSheet::no)
                .asks(TABLE)
                .asks(CHANGE)
                .asks(INDICATOR)
                .asks(TEXT)
                .asks(REASON)
                .input(
                        INDICATOR,
                        (no, typed) -> Input.choice(typed.find(TABLE)
                                .map(kind -> indicators.computeIfAbsent(kind, any -> indicators(year, kind)))
                                .orElse(List.of())))
                .takesWhere(INDICATOR, (no, typed) -> !typed.is(CHANGE, Change.ADD), "新增指标")
                .askedWhere(INDICATOR, (no, typed) -> typed.find(TABLE).isPresent() && !typed.is(CHANGE, Change.ADD))
                .read(Table.upTo(MOST_ROWS), draft)
                .withRoom(LEAST_ROWS, line -> !line.isEmpty());
    }

    private List<Option> indicators(Optional<Integer> year, TableKind kind) {
        return year.stream()
                .flatMap(one -> tables.table(one, kind).indicators().stream())
                .map(indicator -> new Option(indicator.code(), indicator.code() + " " + indicator.name()))
                .toList();
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        YearChoice open = openYears();
        Filled<Integer> proposals = proposals(open, draft);
        Filled<YearChoice> question = question(open, !proposals.given().isEmpty(), draft);
        FormContent content = FormContent.of(
                        "提交后由市健康丽水办逐条答复；采纳的编成草案，测算影响，报市领导小组审定后发布。办理情况和答复在“指标调整”页面查看。", "办法七(四)", "办法一(三)")
                .part(question);
        if (question.only().is(DECISION, DROP)) {
            return content.fact("建议", "不提出");
        }
        if (open.years().isEmpty()) {
            content = content.warn("现在没有可以调整的年度：已建立的年度都已启动考核，指标表随之冻结。可以等新年度建立后再提；本任务请选“不提出”关闭，或者留到那时。");
        }
        if (question.only().find(YearChoice.YEAR).isPresent()) {
            content = content.part(proposals);
        }
        return content.fact("建议", proposals.given().size() + " 条");
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        YearChoice open = openYears();
        Filled<Integer> proposals = proposals(open, draft);
        Line<YearChoice> question =
                question(open, !proposals.given().isEmpty(), draft).only();
        String summary = question.get(SUMMARY);
        if (question.is(DECISION, DROP)) {
            log.record(actor, Operation.of("不提指标调整建议", ADJUSTMENT).because(summary));
            return Map.of(Variables.PROPOSED, false);
        }
        int year = question.get(YearChoice.YEAR);
        long adjustment = adjustments.propose(
                year,
                summary,
                proposals.given().stream()
                        .map(line -> new NewProposal(
                                line.get(TABLE),
                                line.find(INDICATOR).orElse(null),
                                line.get(CHANGE),
                                line.get(TEXT),
                                line.get(REASON)))
                        .toList(),
                actor);
        return Map.of(Variables.PROPOSED, true, Variables.YEAR, year, Variables.ADJUSTMENT, adjustment);
    }
}
