package cn.healthylishui.assessment.result.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.result.CityBoard;
import cn.healthylishui.assessment.result.CityBoard.Standing;
import cn.healthylishui.assessment.result.CityBoard.Standings;
import cn.healthylishui.assessment.result.Decisions;
import cn.healthylishui.assessment.result.Decisions.Decided;
import cn.healthylishui.assessment.result.FigureCorrections;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.ItemResult;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.Papers;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.verification.Contradictions;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** 审定考核结果: the leading group approves scores, grades and the excellent list, or returns them with its comments (办法五(二), 六). */
@Component
class ApproveResultForm implements TaskForm {

    private static final String APPROVE = "APPROVE";
    private static final String SEND_BACK = "SEND_BACK";

    private final YearRoster roster;
    private final CityBoard cityBoard;
    private final Papers papers;
    private final Returns returns;
    private final FigureCorrections corrections;
    private final Decisions decisions;
    private final Contradictions contradictions;
    private final OperationLog log;

    ApproveResultForm(
            YearRoster roster,
            CityBoard cityBoard,
            Papers papers,
            Returns returns,
            FigureCorrections corrections,
            Decisions decisions,
            Contradictions contradictions,
            OperationLog log) {
        this.decisions = decisions;
        this.contradictions = contradictions;
        this.roster = roster;
        this.cityBoard = cityBoard;
        this.papers = papers;
        this.returns = returns;
        this.corrections = corrections;
        this.log = log;
    }

    @Override
    public String taskKey() {
        return "taskApproveResult";
    }

    private static String decision(Draft draft) {
        return draft.value(Forms.DECISION, Forms.DECISION, "decision", "");
    }

    private static String comment(Draft draft) {
        return draft.value(Forms.DECISION, Forms.DECISION, "comment", "");
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Standings standings = cityBoard.of(task.year());
        String decision = decision(draft);
        List<Problem> problems = new ArrayList<>();
        if (decision.isEmpty()) {
            problems.add(new Problem("decision", "请选择审定意见。"));
        }
        if (decision.equals(SEND_BACK) && comment(draft).isEmpty()) {
            problems.add(new Problem("comment", "退回的，请写明意见。"));
        }
        if (decision.equals(APPROVE)) {
            undecided(task.year()).forEach(fault -> problems.add(new Problem("decision", fault)));
        }
        List<Section> sections = new ArrayList<>();
        sections.add(StandingRows.section(standings));
        sections.add(StandingRows.townships(standings));
        sections.add(StandingRows.units(standings));
        sections.add(StandingRows.unitsLeftOut(roster.units(task.year())));
        sections.add(decisions(task.year()));
        sections.add(Forms.table(
                "papers",
                "总结和报告",
                null,
                List.of(Column.label("name", "材料", Width.M), Column.label("body", "正文", Width.L)),
                DraftPapersForm.WRITTEN.stream()
                        .flatMap(kind -> papers.latest(task.year(), Office.CITY, kind).stream())
                        .map(paper -> Forms.readOnly(
                                paper.kind().name(),
                                Map.of("name", paper.kind().label(), "body", paper.body() == null ? "" : paper.body())))
                        .toList()));
        sections.add(Forms.questions(
                Forms.DECISION,
                "审定意见",
                List.of(
                        Column.choice(
                                "decision",
                                "意见",
                                Width.L,
                                List.of(new Option(APPROVE, "审定通过"), new Option(SEND_BACK, "退回，按意见修改"))),
                        Column.input("comment", "具体意见", InputType.LONG_TEXT, Width.L)),
                Map.of("decision", decision, "comment", comment(draft)),
                problems));
        return new FormContent(
                "选“审定通过”后形成第1号考核结果，各单位即可看到本单位的逐项得分；选“退回”后，由市健康丽水办按意见修改后重新报送。",
                List.of("办法五(二)", "办法六(一)", "办法三"),
                Stream.of(
                                decisions.precedenceTakenOver(task.year()).stream(),
                                standings.districts().stream().flatMap(ApproveResultForm::worthKnowing),
                                corrections.recordedInWords(task.year()).stream())
                        .flatMap(text -> text)
                        .map(text -> new FormContent.Notice(FormContent.Level.INFO, text))
                        .toList(),
                sections,
                List.of(),
                List.of());
    }

    /** A figure that was corrected after the summary may stand against a finding that nobody has decided on. */
    private List<String> undecided(int year) {
        return roster.districts(year).stream()
                .flatMap(district -> contradictions.undecided(year, district.code()).stream()
                        .map(one -> "%s的“%s”核查结果与数据不一致，市健康丽水办还没有决定，不能审定。请选“退回”。"
                                .formatted(district.name(), one.indicator().name())))
                .toList();
    }

    /** Whatever was decided against a figure or a finding is read here before anybody approves. */
    private Section decisions(int year) {
        List<Decided> all = decisions.of(year);
        return Forms.table(
                "decisions",
                "改判和核查不一致的决定",
                all.isEmpty() ? "没有改判，核查与数据没有不一致。" : "市健康丽水办没有按次序采用数据，或者没有采用核查结果的项目，共%d项。".formatted(all.size()),
                List.of(
                        Column.label("object", "对象", Width.M),
                        Column.label("item", "指标", Width.L),
                        Column.label("sources", "各来源数据", Width.L),
                        Column.label("answer", "填报单位答复", Width.M),
                        Column.label("decided", "决定", Width.M),
                        Column.label("reason", "理由", Width.L)),
                IntStream.range(0, all.size())
                        .mapToObj(i -> Forms.readOnly(
                                String.valueOf(i + 1),
                                Map.of(
                                        "object", all.get(i).object(),
                                        "item", ItemSheet.title(all.get(i).indicator()),
                                        "sources", all.get(i).sources(),
                                        "answer", all.get(i).answer(),
                                        "decided", all.get(i).decided(),
                                        "reason", all.get(i).reason())))
                        .toList());
    }

    /** Where a person's decision or an unfinished figure stands behind a score. */
    private static Stream<String> worthKnowing(Standing standing) {
        String name = standing.district().name();
        return Stream.of(
                        items(
                                standing,
                                "改判",
                                item -> item.applicable()
                                        && item.counted() != null
                                        && item.counted().source() == EntrySource.DECIDED),
                        items(standing, "不适用", item -> !item.applicable()),
                        items(standing, "使用暂用数据", ItemResult::provisional))
                .filter(text -> !text.isEmpty())
                .map(text -> name + text);
    }

    private static String items(Standing standing, String what, Predicate<ItemResult> which) {
        List<String> names = standing.result().items().stream()
                .filter(which)
                .map(item -> item.indicator().name())
                .toList();
        return names.isEmpty() ? "" : what + "%d项：%s。".formatted(names.size(), String.join("、", names));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        boolean approved = decision(draft).equals(APPROVE);
        if (approved) {
            roster.districts(task.year()).forEach(district -> contradictions.close(task.year(), district.code()));
        } else {
            returns.sendBack(
                    task.year(), Returns.Stage.SUMMARY, Office.CITY, Office.CITY, "result", comment(draft), actor);
        }
        log.record(actor, approved ? "审定通过" : "退回考核结果", task.year(), Office.CITY, null, null, comment(draft));
        return Map.of(Variables.APPROVED, approved);
    }
}
