package cn.healthylishui.assessment.scorecard.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.scorecard.Assignments;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scorecard.TownshipBoard;
import cn.healthylishui.assessment.scorecard.TownshipBoard.Board;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Forms.ReturnLine;
import cn.healthylishui.assessment.taskform.Forms.ReturnTable;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearTownship;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * 汇总乡镇得分、确认优秀名单: the county office sees its townships ranked; scores without 区分度 cannot pass, the way out is to send
 * judged items back to the units that judged them. The excellent list is what the grades say; the county confirms it.
 */
@Component
public class ConsolidateForm implements TaskForm {

    public static final Option CONFIRM = new Option("CONFIRM", "确认得分和优秀名单");
    public static final Option SEND_BACK = new Option("SEND_BACK", "退回重评");
    public static final Field<Option> DECISION =
            Field.choice("decision", "意见", L, CONFIRM, SEND_BACK).required("请选择办理意见。");
    public static final String RETURNS = "returns";

    private final AssessmentYears years;
    private final YearRoster roster;
    private final IndicatorTables tables;
    private final TownshipBoard townshipBoard;
    private final Assignments assignments;
    private final Scorecards scorecards;
    private final Returns returns;
    private final Organization organization;

    ConsolidateForm(
            AssessmentYears years,
            YearRoster roster,
            IndicatorTables tables,
            TownshipBoard townshipBoard,
            Assignments assignments,
            Scorecards scorecards,
            Returns returns,
            Organization organization) {
        this.years = years;
        this.roster = roster;
        this.tables = tables;
        this.townshipBoard = townshipBoard;
        this.assignments = assignments;
        this.scorecards = scorecards;
        this.returns = returns;
        this.organization = organization;
    }

    @Override
    public String taskKey() {
        return "taskConsolidate";
    }

    @Override
    public void require(TaskRef task) {
        List<String> townships = roster.townships(task.year(), task.district()).stream()
                .map(YearTownship::code)
                .toList();
        Map<String, Scorecard> cards = scorecards.latest(task.year(), townships);
        Set<String> indicators = assignments.of(task.year(), task.district()).keySet();
        boolean filled = townships.stream().allMatch(township -> indicators.stream()
                .allMatch(indicator ->
                        cards.getOrDefault(township, Scorecard.EMPTY).of(indicator, EntrySource.REPORTED) != null));
        boolean mended = returns.offices(task.year(), Returns.Stage.MATRIX).stream()
                .noneMatch(assignments.of(task.year(), task.district()).values()::contains);
        OutOfStep.require(
                filled && mended,
                roster.objectName(task.year(), task.district()),
                filled ? "退回的项目还没有补报" : "乡镇（街道）考核表还没有填齐");
    }

    /** @param faults what stands against confirming */
    private static Filled<TaskRef> decision(TaskRef task, Draft draft, List<String> faults, boolean nothingReturned) {
        return Table.<TaskRef>questions(Forms.DECISION, "办理意见")
                .asks(DECISION)
                .rules((one, typed) -> typed.is(DECISION, CONFIRM)
                        ? faults.stream().map(DECISION::problem).toList()
                        : List.of())
                .rule((one, typed) -> typed.is(DECISION, SEND_BACK) && nothingReturned
                        ? Optional.of(DECISION.problem("选了“退回重评”，请在退回清单里至少填写一行。"))
                        : Optional.empty())
                .read(task, draft);
    }

    private static boolean sendsBack(TaskRef task, Draft draft) {
        return decision(task, draft, List.of(), false).only().is(DECISION, SEND_BACK);
    }

    private ReturnTable returnTable(TaskRef task, Draft draft) {
        Map<String, String> units = assignments.of(task.year(), task.district());
        List<Option> townships = roster.townships(task.year(), task.district()).stream()
                .map(township -> new Option(township.code(), township.name()))
                .toList();
        List<Option> items = tables.ofTownshipsIn(task.year(), task.district()).indicators().stream()
                .map(indicator -> new Option(
                        indicator.code(),
                        ItemSheet.title(indicator) + (indicator.method().judged() ? "（评判）" : "") + "——"
                                + organization.officeName(units.getOrDefault(indicator.code(), ""))))
                .toList();
        return Forms.returns(
                RETURNS,
                "选“退回重评”时填写。得分相同的，请退回其中的评判类指标（名称后标“评判”）；数值有误的也可退回核对。",
                townships,
                items,
                draft,
                sendsBack(task, draft));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Board board = townshipBoard.reported(task.year(), task.district());
        List<String> faults = new ArrayList<>(unknownMustPass(board));
        faults.addAll(TownshipBoard.faults(
                board.differentiation(), years.settings(task.year()).minimumSpread(), TownshipBoard.names(board)));
        ReturnTable returnTable = returnTable(task, draft);
        return FormContent.of("选“确认”后，乡镇（街道）得分和优秀名单随四项材料一并上报；选“退回重评”后，只有退回清单里的项目重新打开，改好后再回到这里。", "办法五(一)", "办法六(一)")
                .notices(faults.stream()
                        .map(fault -> new Notice(Level.WARNING, fault))
                        .toList())
                .part(board("乡镇（街道）得分排名")
                        .hint("优秀名单由等级自动生成：900分及以上且必备指标全部达标的乡镇（街道）。")
                        .read(board.lines(), Draft.EMPTY))
                .part(decision(task, draft, faults, returnTable.lines().isEmpty()))
                .part(returnTable.section())
                .fact("乡镇（街道）", board.lines().size() + " 个")
                .fact("优秀", board.share().text())
                .fact("最高与最低相差", board.differentiation().spread() + " 分");
    }

    /** The townships of a district with their scores, as its county and the city office see them. */
    static Table<TownshipBoard.Line> board(String title) {
        return Table.<TownshipBoard.Line>of(
                        "board", title, line -> line.township().code())
                .shows("name", "乡镇（街道）", M, line -> line.township().name())
                .shows("rank", "名次", S, line -> String.valueOf(line.rank()))
                .shows("score", "得分", S, line -> line.result().score().toPlainString())
                .shows("mustPass", "必备指标", M, ConsolidateForm::mustPass)
                .shows("grade", "等级", S, line -> line.graded().grade().label());
    }

    /** Nobody can say whether such a township passes; somebody has to find out. */
    private static List<String> unknownMustPass(Board board) {
        return board.lines().stream()
                .flatMap(line -> line.result().mustPassUnknown().stream()
                        .map(item -> "%s的必备指标“%s”没有数据，是否达标不明。请退回该项，由原填报单位补报。"
                                .formatted(line.township().name(), item.name())))
                .toList();
    }

    private static String mustPass(TownshipBoard.Line line) {
        List<Indicator> failed = line.result().mustPassFailed();
        long unknown = line.result().mustPassUnknown().size();
        return failed.isEmpty() && unknown == 0
                ? "全部达标"
                : (failed.stream().map(Indicator::name).collect(Collectors.joining("、"))
                                + (failed.isEmpty() ? "" : " 不达标")
                                + (unknown == 0 ? "" : " " + unknown + "项不明"))
                        .strip();
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        if (!sendsBack(task, draft)) {
            return Map.of(Variables.REJUDGE, false);
        }
        Map<String, String> units = assignments.of(task.year(), task.district());
        for (ReturnLine line : returnTable(task, draft).lines()) {
            returns.sendBack(
                    task.year(),
                    Returns.Stage.MATRIX,
                    Objects.requireNonNull(units.get(line.item())),
                    line.object(),
                    line.item(),
                    line.reason(),
                    actor);
        }
        return Map.of(Variables.REJUDGE, true);
    }
}
