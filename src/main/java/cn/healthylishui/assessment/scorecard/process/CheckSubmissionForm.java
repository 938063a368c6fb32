package cn.healthylishui.assessment.scorecard.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
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
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scorecard.TownshipBoard;
import cn.healthylishui.assessment.scorecard.TownshipBoard.Board;
import cn.healthylishui.assessment.scorecard.WrittenPapers;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Forms.ReturnLine;
import cn.healthylishui.assessment.taskform.Forms.ReturnTable;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearTownship;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * 审核上报材料: the city office reads what a district handed in, decides on 不适用, and accepts it or returns single items with
 * reasons; only those are open again (办法五(一)).
 */
@Component
class CheckSubmissionForm implements TaskForm {

    private static final String ACCEPT = "ACCEPT";
    private static final String SEND_BACK = "SEND_BACK";
    private static final String RETURNS = "returns";
    private static final String EXCUSES = "excuses";
    private static final String PAPERS = "PAPERS";

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

    private static String decision(Draft draft) {
        return draft.value(Forms.DECISION, Forms.DECISION, "decision", "");
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        ObjectResult own = scoreBook.district(task.year(), task.district(), TownshipBoard.AS_REPORTED);
        Board board = townshipBoard.of(task.year(), task.district(), TownshipBoard.AS_REPORTED);
        String decision = decision(draft);
        ReturnTable returnTable = returnTable(task, draft);
        List<Excuse> excuses = excuses(task, draft);
        List<Problem> problems = new ArrayList<>();
        if (decision.isEmpty()) {
            problems.add(new Problem("decision", "请选择审核意见。"));
        } else if (decision.equals(SEND_BACK) && returnTable.lines().isEmpty()) {
            problems.add(new Problem("decision", "选了“退回”，请在退回清单里至少填写一行。"));
        }
        List<Section> sections = new ArrayList<>();
        sections.add(written(task));
        sections.add(selfScore(own));
        sections.add(Forms.table(
                "board",
                "乡镇（街道）得分和优秀名单",
                null,
                List.of(
                        Column.label("name", "乡镇（街道）", Width.M),
                        Column.label("rank", "名次", Width.S),
                        Column.label("score", "得分", Width.S),
                        Column.label("mustPass", "必备指标", Width.M),
                        Column.label("grade", "等级", Width.S)),
                board.lines().stream().map(ConsolidateForm::row).toList()));
        if (!excuses.isEmpty()) {
            sections.add(excuseTable(excuses, decision.equals(ACCEPT)));
        }
        sections.add(Forms.questions(
                Forms.DECISION,
                "审核意见",
                List.of(Column.choice(
                        "decision",
                        "意见",
                        Width.L,
                        List.of(new Option(ACCEPT, "受理：材料齐全，随即抽签"), new Option(SEND_BACK, "退回：按退回清单修改")))),
                Map.of("decision", decision),
                problems));
        sections.add(returnTable.section());
        return new FormContent(
                "选“受理”后系统立即抽签并生成现场核查任务；选“退回”后，只有退回清单里的项目重新打开，其余保持原样。",
                List.of("办法五(一)", "办法五(二)"),
                List.of(),
                sections,
                List.of(
                        new Fact("本级自查得分", own.score() + " 分"),
                        new Fact("必备指标不达标", own.mustPassFailed().size() + " 项"),
                        new Fact("优秀乡镇（街道）", board.share().text())),
                List.of());
    }

    private Section written(TaskRef task) {
        List<Row> rows = WrittenPapers.KINDS.stream()
                .flatMap(kind -> papers.latest(task.year(), task.district(), kind).stream())
                .map(paper -> Forms.readOnly(
                        paper.kind().name(),
                        Map.of(
                                "name",
                                paper.kind().label(),
                                "version",
                                "第" + paper.version() + "稿",
                                "body",
                                paper.body() == null ? "见文件" : paper.body(),
                                "files",
                                paper.evidenceId() == null ? "" : paper.evidenceId())))
                .toList();
        return Forms.table(
                "papers",
                "总结和报告",
                null,
                List.of(
                        Column.label("name", "材料", Width.M),
                        Column.label("version", "稿次", Width.S),
                        Column.label("body", "正文", Width.L),
                        Column.input("files", "文件", InputType.FILES, Width.M)),
                rows);
    }

    private static Section selfScore(ObjectResult own) {
        return new Section(
                "selfScore",
                "自查评分表",
                null,
                FormContent.Layout.TABLE,
                List.of(
                        Column.label("name", "指标", Width.L),
                        Column.label("value", "自报值", Width.M),
                        Column.label("points", "自评得分", Width.S),
                        Column.label("maximum", "满分", Width.S),
                        Column.label("reason", "说明", Width.L),
                        Column.input("files", "材料", InputType.FILES, Width.M)),
                own.items().stream().map(CheckSubmissionForm::itemRow).toList(),
                Map.of("name", "合计", "points", own.score().toPlainString(), "maximum", "1000"));
    }

    private static Row itemRow(ItemResult item) {
        Indicator indicator = item.indicator();
        Map<String, String> values = new HashMap<>();
        values.put("name", ItemSheet.title(indicator));
        values.put("value", ScoreBook.shown(indicator, item.counted()));
        values.put(
                "points",
                indicator.mustPass()
                        ? (item.counted() == null ? "不明" : item.score().met() ? "达标" : "不达标")
                        : item.score().points().toPlainString());
        values.put("maximum", indicator.mustPass() ? "必备" : Answer.plain(indicator.points()));
        Answer answer = item.counted() == null ? null : item.counted().answer();
        values.put("reason", answer == null || answer.reason() == null ? "" : answer.reason());
        values.put("files", answer == null ? "" : String.join(",", answer.evidence()));
        return Forms.readOnly(indicator.code(), values);
    }

    /** 不适用申请: an item that the district or one of its units says does not apply. */
    private record Excuse(String object, String objectName, Indicator indicator, String reason, String decision) {
        String key() {
            return object + "-" + indicator.code();
        }
    }

    private List<Excuse> excuses(TaskRef task, Draft draft) {
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
                    excuses.add(new Excuse(
                            object,
                            name,
                            indicator,
                            answer.reason() == null ? "" : answer.reason(),
                            draft.value(EXCUSES, object + "-" + indicator.code(), "decision", "")));
                }
            }
        });
        return excuses;
    }

    private static Section excuseTable(List<Excuse> excuses, boolean accepting) {
        return Forms.table(
                EXCUSES,
                "不适用申请",
                "同意的，该项不计入满分，总分按其余项目折算为1000分；不同意的，该项按没有数据处理。",
                List.of(
                        Column.label("object", "对象", Width.M),
                        Column.label("item", "指标", Width.L),
                        Column.label("reason", "申请理由", Width.L),
                        Column.choice(
                                "decision", "意见", Width.S, List.of(new Option("YES", "同意"), new Option("NO", "不同意")))),
                excuses.stream()
                        .map(excuse -> new Row(
                                excuse.key(),
                                false,
                                Map.of(
                                        "object", excuse.objectName(),
                                        "item", ItemSheet.title(excuse.indicator()),
                                        "reason", excuse.reason(),
                                        "decision", excuse.decision()),
                                Map.of(),
                                accepting && excuse.decision().isEmpty()
                                        ? List.of(new Problem("decision", "请选择是否同意。"))
                                        : List.of()))
                        .toList());
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
        ReturnTable table = Forms.returns(
                RETURNS,
                "选“退回”时填写。退回总结或报告的，对象选“总结和报告”；退回自评项目的，对象选“本级自查打分”；退回某个乡镇（街道）打分的，对象选该乡镇（街道）。",
                objects,
                items,
                draft,
                decision(draft).equals(SEND_BACK));
        return new ReturnTable(
                marked(task, table),
                table.lines().stream().filter(line -> fits(task, line)).toList());
    }

    private Section marked(TaskRef task, ReturnTable table) {
        Section section = table.section();
        List<Row> rows = section.rows().stream()
                .map(row -> {
                    ReturnLine line = new ReturnLine(
                            row.values().getOrDefault("object", ""),
                            row.values().getOrDefault("item", ""),
                            "");
                    return line.object().isEmpty() || line.item().isEmpty() || fits(task, line)
                            ? row
                            : new Row(
                                    row.key(),
                                    false,
                                    row.values(),
                                    Map.of(),
                                    List.of(new Problem("item", "项目与对象不符，请重新选择。")));
                })
                .toList();
        return new Section(
                section.key(), section.title(), section.hint(), section.layout(), section.columns(), rows, Map.of());
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
        if (decision(draft).equals(ACCEPT)) {
            excuses(task, draft).forEach(excuse -> decide(task, excuse, actor));
            log.record(actor, "受理上报材料", task.year(), task.district(), null, null, null);
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
    private void decide(TaskRef task, Excuse excuse, Actor actor) {
        boolean agreed = excuse.decision().equals("YES");
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
                agreed ? "同意不适用" : "不同意不适用",
                task.year(),
                excuse.object(),
                null,
                excuse.indicator().code(),
                excuse.reason());
    }
}
