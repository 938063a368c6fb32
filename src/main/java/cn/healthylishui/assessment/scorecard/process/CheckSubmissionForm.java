package cn.healthylishui.assessment.scorecard.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Assignments;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.ItemResult;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.ObjectResult;
import cn.healthylishui.assessment.scorecard.PaperKind;
import cn.healthylishui.assessment.scorecard.Papers;
import cn.healthylishui.assessment.scorecard.Papers.Paper;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scorecard.TownshipBoard;
import cn.healthylishui.assessment.scorecard.TownshipBoard.Board;
import cn.healthylishui.assessment.scorecard.WrittenPapers;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Forms.ReturnLine;
import cn.healthylishui.assessment.taskform.Forms.ReturnTable;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearTownship;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 审核上报材料: the city office reads what a district handed in, decides on 不适用, and accepts it or returns single items with
 * reasons; only those are open again (办法五(一)).
 */
@Component
public class CheckSubmissionForm implements TaskForm {

    public static final Option ACCEPT = new Option("ACCEPT", "受理：材料齐全，随即抽签");
    public static final Option SEND_BACK = new Option("SEND_BACK", "退回：按退回清单修改");
    public static final Field<Option> DECISION =
            Field.choice("decision", "意见", L, ACCEPT, SEND_BACK).required("请选择审核意见。");

    public static final String EXCUSES = "excuses";
    public static final Option YES = new Option("YES", "同意");
    public static final Option NO = new Option("NO", "不同意");
    public static final Field<Option> EXCUSED =
            Field.choice("decision", "意见", S, YES, NO).required("请选择是否同意。");

    public static final String RETURNS = "returns";
    public static final String PAPERS = "PAPERS";

    private static final Table<Paper> WRITTEN = Table.<Paper>of(
                    "papers", "总结和报告", paper -> paper.kind().name())
            .shows("name", "材料", M, paper -> paper.kind().label())
            .shows("version", "稿次", S, paper -> "第" + paper.version() + "稿")
            .shows("body", "正文", L, paper -> paper.body() == null ? "见文件" : paper.body())
            .showsFiles("files", "文件", M, paper -> Stream.ofNullable(paper.evidenceId())
                    .toList());

    private static final Table<ItemResult> SELF_SCORE = Table.<ItemResult>of(
                    "selfScore", "自查评分表", item -> item.indicator().code())
            .shows("name", "指标", L, item -> ItemSheet.title(item.indicator()))
            .shows("value", "自报值", M, item -> ScoreBook.shown(item.indicator(), item.counted()))
            .shows("points", "自评得分", S, CheckSubmissionForm::points)
            .shows(
                    "maximum",
                    "满分",
                    S,
                    item -> item.indicator().mustPass()
                            ? "必备"
                            : Answer.plain(item.indicator().points()))
            .shows("reason", "说明", L, item -> ItemSheet.reason(answer(item)))
            .showsFiles("files", "材料", M, item -> ItemSheet.evidence(answer(item)));

    private final YearRoster roster;
    private final IndicatorTables tables;
    private final Scorecards scorecards;
    private final ScoreBook scoreBook;
    private final TownshipBoard townshipBoard;
    private final Assignments assignments;
    private final Papers papers;
    private final Returns returns;
    private final OperationLog log;

    CheckSubmissionForm(
            YearRoster roster,
            IndicatorTables tables,
            Scorecards scorecards,
            ScoreBook scoreBook,
            TownshipBoard townshipBoard,
            Assignments assignments,
            Papers papers,
            Returns returns,
            OperationLog log) {
        this.roster = roster;
        this.tables = tables;
        this.scorecards = scorecards;
        this.scoreBook = scoreBook;
        this.townshipBoard = townshipBoard;
        this.assignments = assignments;
        this.papers = papers;
        this.returns = returns;
        this.log = log;
    }

    @Override
    public String taskKey() {
        return "taskCheckSubmission";
    }

    private static Filled<TaskRef> decision(TaskRef task, Draft draft, boolean nothingReturned) {
        return Table.<TaskRef>questions(Forms.DECISION, "审核意见")
                .asks(DECISION)
                .rule((one, typed) -> typed.is(DECISION, SEND_BACK) && nothingReturned
                        ? Optional.of(DECISION.problem("选了“退回”，请在退回清单里至少填写一行。"))
                        : Optional.empty())
                .read(task, draft);
    }

    private static boolean decides(TaskRef task, Draft draft, Option decision) {
        return decision(task, draft, false).only().is(DECISION, decision);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        ObjectResult own = scoreBook.district(task.year(), task.district(), TownshipBoard.AS_REPORTED);
        Board board = townshipBoard.reported(task.year(), task.district());
        ReturnTable returnTable = returnTable(task, draft);
        return FormContent.of("选“受理”后系统立即抽签并生成现场核查任务；选“退回”后，只有退回清单里的项目重新打开，其余保持原样。", "办法五(一)", "办法五(二)")
                .part(WRITTEN.read(written(task), Draft.EMPTY))
                .part(SELF_SCORE
                        .read(own.items(), Draft.EMPTY)
                        .totals(Map.of("name", "合计", "points", own.score().toPlainString(), "maximum", "1000")))
                .part(ConsolidateForm.board("乡镇（街道）得分和优秀名单").read(board.lines(), Draft.EMPTY))
                .partUnlessEmpty(excuses(task, draft))
                .part(decision(task, draft, returnTable.lines().isEmpty()))
                .part(returnTable.section())
                .fact("本级自查得分", own.score() + " 分")
                .fact("必备指标不达标", own.mustPassFailed().size() + " 项")
                .fact("优秀乡镇（街道）", board.share().text());
    }

    private List<Paper> written(TaskRef task) {
        return WrittenPapers.KINDS.stream()
                .flatMap(kind -> papers.latest(task.year(), task.district(), kind).stream())
                .toList();
    }

    private static String points(ItemResult item) {
        if (!item.indicator().mustPass()) {
            return item.score().points().toPlainString();
        }
        return item.counted() == null ? "不明" : item.score().met() ? "达标" : "不达标";
    }

    private static @Nullable Answer answer(ItemResult item) {
        return item.counted() == null ? null : item.counted().answer();
    }

    /** 不适用申请: an item that the district or one of its units says does not apply. */
    private record Excuse(String object, String objectName, Indicator indicator, String reason) {

        String key() {
            return object + "-" + indicator.code();
        }
    }

    private List<Excuse> excuses(TaskRef task) {
        Map<String, String> names = new LinkedHashMap<>();
        names.put(task.district(), "本级");
        roster.townships(task.year(), task.district()).forEach(township -> names.put(township.code(), township.name()));
        Map<String, Scorecard> cards = scorecards.latest(task.year(), names.keySet());
        List<Excuse> excuses = new ArrayList<>();
        names.forEach((object, name) -> {
            IndicatorTable table = object.equals(task.district())
                    ? tables.ofDistrict(task.year(), task.district())
                    : tables.ofTownshipsIn(task.year(), task.district());
            for (Indicator indicator : table.indicators()) {
                Answer answer =
                        cards.getOrDefault(object, Scorecard.EMPTY).answer(indicator.code(), EntrySource.REPORTED);
                if (answer != null && answer.state() == EntryState.NOT_APPLICABLE) {
                    excuses.add(new Excuse(object, name, indicator, ItemSheet.reason(answer)));
                }
            }
        });
        return excuses;
    }

    private Filled<Excuse> excuses(TaskRef task, Draft draft) {
        return Table.<Excuse>of(EXCUSES, "不适用申请", Excuse::key)
                .hint("同意的，该项不计入满分，总分按其余项目折算为1000分；不同意的，该项按没有数据处理。")
                .askedOnlyIf(decides(task, draft, ACCEPT))
                .shows("object", "对象", M, Excuse::objectName)
                .shows("item", "指标", L, excuse -> ItemSheet.title(excuse.indicator()))
                .shows("reason", "申请理由", L, Excuse::reason)
                .asks(EXCUSED)
                .read(excuses(task), draft);
    }

    /** Items carry the place where they are mended: PAPERS, the district's own indicators, or township indicators. */
    private ReturnTable returnTable(TaskRef task, Draft draft) {
        List<Option> objects = Stream.concat(
                        Stream.of(new Option(PAPERS, "总结和报告"), new Option(task.district(), "本级自查打分")),
                        roster.townships(task.year(), task.district()).stream()
                                .map(township -> new Option(township.code(), township.name())))
                .toList();
        List<Option> items = Stream.of(
                        WrittenPapers.KINDS.stream().map(kind -> new Option(kind.name(), "材料：" + kind.label())),
                        tables.ofDistrict(task.year(), task.district()).indicators().stream()
                                .map(indicator -> new Option(indicator.code(), "本级：" + ItemSheet.title(indicator))),
                        tables.ofTownshipsIn(task.year(), task.district()).indicators().stream()
                                .map(indicator -> new Option(indicator.code(), "乡镇：" + ItemSheet.title(indicator))))
                .flatMap(options -> options)
                .toList();
        return Forms.returns(
                RETURNS,
                "选“退回”时填写。退回总结或报告的，对象选“总结和报告”；退回自评项目的，对象选“本级自查打分”；退回某个乡镇（街道）打分的，对象选该乡镇（街道）。",
                objects,
                items,
                draft,
                decides(task, draft, SEND_BACK),
                line -> misfit(task, line));
    }

    private Optional<String> misfit(TaskRef task, ReturnLine line) {
        return line.object().isEmpty() || line.item().isEmpty() || fits(task, line)
                ? Optional.empty()
                : Optional.of("项目与对象不符，请重新选择。");
    }

    private boolean fits(TaskRef task, ReturnLine line) {
        if (line.object().equals(PAPERS)) {
            return WrittenPapers.KINDS.stream().map(PaperKind::name).anyMatch(line.item()::equals);
        }
        IndicatorTable table = line.object().equals(task.district())
                ? tables.ofDistrict(task.year(), task.district())
                : tables.ofTownshipsIn(task.year(), task.district());
        return table.indicators().stream()
                .anyMatch(indicator -> indicator.code().equals(line.item()));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        if (decides(task, draft, ACCEPT)) {
            excuses(task, draft).stream().forEach(line -> decide(task, line.item(), line.is(EXCUSED, YES), actor));
            log.record(actor, Operation.of("受理上报材料", task.year(), task.district()));
            return Map.of(Variables.SUBMISSION, "ACCEPTED");
        }
        Map<String, String> units = assignments.of(task.year(), task.district());
        List<String> townships = roster.townships(task.year(), task.district()).stream()
                .map(YearTownship::code)
                .toList();
        String office = roster.district(task.year(), task.district()).officeCode();
        String outcome = "RETURN_PAPERS";
        for (ReturnLine line : returnTable(task, draft).lines()) {
            if (townships.contains(line.object())) {
                sendBack(
                        task,
                        Returns.Stage.MATRIX,
                        units.getOrDefault(line.item(), office),
                        line.object(),
                        line,
                        actor);
                outcome = "RETURN_MATRIX";
            } else if (line.object().equals(task.district())) {
                sendBack(task, Returns.Stage.SELF_SCORE, office, task.district(), line, actor);
                outcome = outcome.equals("RETURN_MATRIX") ? outcome : "RETURN_SELF_SCORE";
            } else {
                sendBack(task, Returns.Stage.PAPERS, office, task.district(), line, actor);
            }
        }
        return Map.of(Variables.SUBMISSION, outcome);
    }

    private void sendBack(
            TaskRef task, Returns.Stage stage, String office, String object, ReturnLine line, Actor actor) {
        returns.sendBack(task.year(), stage, office, object, line.item(), line.reason(), actor);
    }

    /** An approved excuse counts as decided; a refused one leaves the item without data, which the explanation says. */
    private void decide(TaskRef task, Excuse excuse, boolean agreed, Actor actor) {
        if (agreed) {
            scorecards.record(
                    task.year(),
                    excuse.object(),
                    excuse.indicator().code(),
                    EntrySource.DECIDED,
                    new Answer(EntryState.NOT_APPLICABLE, null, null, null, false, excuse.reason(), List.of()),
                    actor);
        }
        log.record(
                actor,
                Operation.of(agreed ? "同意不适用" : "不同意不适用", task.year(), excuse.object())
                        .to(excuse.indicator().code())
                        .because(excuse.reason()));
    }
}
