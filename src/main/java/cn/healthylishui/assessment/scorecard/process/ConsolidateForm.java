package cn.healthylishui.assessment.scorecard.process;

import cn.healthylishui.assessment.audit.Actor;
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
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Forms.ReturnLine;
import cn.healthylishui.assessment.taskform.Forms.ReturnTable;
import cn.healthylishui.assessment.taskform.OutOfStep;
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
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * 汇总乡镇得分、确认优秀名单: the county office sees its townships ranked; scores without 区分度 cannot pass, the way out is to send
 * judged items back to the units that judged them. The excellent list is what the grades say; the county confirms it.
 */
@Component
class ConsolidateForm implements TaskForm {

    private static final String CONFIRM = "CONFIRM";
    private static final String SEND_BACK = "SEND_BACK";
    private static final String RETURNS = "returns";

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

    private static String decision(Draft draft) {
        return draft.value(Forms.DECISION, Forms.DECISION, "decision", "");
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
                decision(draft).equals(SEND_BACK));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Board board = townshipBoard.of(task.year(), task.district(), TownshipBoard.AS_REPORTED);
        List<String> faults = new ArrayList<>(unknownMustPass(board));
        faults.addAll(TownshipBoard.faults(
                board.differentiation(), years.settings(task.year()).minimumSpread(), TownshipBoard.names(board)));
        String decision = decision(draft);
        ReturnTable returnTable = returnTable(task, draft);
        List<Problem> problems = new ArrayList<>();
        if (decision.isEmpty()) {
            problems.add(new Problem("decision", "请选择办理意见。"));
        } else if (decision.equals(CONFIRM)) {
            faults.forEach(fault -> problems.add(new Problem("decision", fault)));
        } else if (returnTable.lines().isEmpty()) {
            problems.add(new Problem("decision", "选了“退回重评”，请在退回清单里至少填写一行。"));
        }
        return new FormContent(
                "选“确认”后，乡镇（街道）得分和优秀名单随四项材料一并上报；选“退回重评”后，只有退回清单里的项目重新打开，改好后再回到这里。",
                List.of("办法五(一)", "办法六(一)"),
                faults.stream()
                        .map(fault -> new FormContent.Notice(FormContent.Level.WARNING, fault))
                        .toList(),
                List.of(
                        Forms.table(
                                "board",
                                "乡镇（街道）得分排名",
                                "优秀名单由等级自动生成：900分及以上且必备指标全部达标的乡镇（街道）。",
                                List.of(
                                        Column.label("name", "乡镇（街道）", Width.M),
                                        Column.label("rank", "名次", Width.S),
                                        Column.label("score", "得分", Width.S),
                                        Column.label("mustPass", "必备指标", Width.M),
                                        Column.label("grade", "等级", Width.S)),
                                board.lines().stream().map(ConsolidateForm::row).toList()),
                        Forms.questions(
                                Forms.DECISION,
                                "办理意见",
                                List.of(Column.choice(
                                        "decision",
                                        "意见",
                                        Width.L,
                                        List.of(new Option(CONFIRM, "确认得分和优秀名单"), new Option(SEND_BACK, "退回重评")))),
                                Map.of("decision", decision),
                                problems),
                        returnTable.section()),
                List.of(
                        new Fact("乡镇（街道）", board.lines().size() + " 个"),
                        new Fact("优秀", board.share().text()),
                        new Fact("最高与最低相差", board.differentiation().spread() + " 分")),
                List.of());
    }

    /** Nobody can say whether such a township passes; somebody has to find out. */
    private static List<String> unknownMustPass(Board board) {
        return board.lines().stream()
                .flatMap(line -> line.result().mustPassUnknown().stream()
                        .map(item -> "%s的必备指标“%s”没有数据，是否达标不明。请退回该项，由原填报单位补报。"
                                .formatted(
                                        line.township().name(), item.indicator().name())))
                .toList();
    }

    static Row row(TownshipBoard.Line line) {
        List<Indicator> failed = line.result().mustPassFailed().stream()
                .map(item -> item.indicator())
                .toList();
        long unknown = line.result().mustPassUnknown().size();
        String mustPass = failed.isEmpty() && unknown == 0
                ? "全部达标"
                : failed.stream().map(Indicator::name).collect(Collectors.joining("、"))
                        + (failed.isEmpty() ? "" : " 不达标")
                        + (unknown == 0 ? "" : " " + unknown + "项不明");
        return Forms.readOnly(
                line.township().code(),
                Map.of(
                        "name", line.township().name(),
                        "rank", String.valueOf(line.rank()),
                        "score", line.result().score().toPlainString(),
                        "mustPass", mustPass.strip(),
                        "grade", line.graded().grade().label()));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        if (!decision(draft).equals(SEND_BACK)) {
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
