package cn.healthylishui.assessment.result.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.result.CityBoard;
import cn.healthylishui.assessment.result.CityBoard.Standing;
import cn.healthylishui.assessment.result.CityBoard.Standings;
import cn.healthylishui.assessment.result.Decisions;
import cn.healthylishui.assessment.result.Decisions.Decided;
import cn.healthylishui.assessment.result.FigureCorrections;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.ObjectResult;
import cn.healthylishui.assessment.scorecard.Papers;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.verification.Contradictions;
import cn.healthylishui.assessment.verification.Contradictions.Contradiction;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** 审定考核结果: the leading group approves scores, grades and the excellent list, or returns them with its comments (办法五(二), 六). */
@Component
public class ApproveResultForm implements TaskForm {

    public static final Option APPROVE = new Option("APPROVE", "审定通过");
    public static final Option SEND_BACK = new Option("SEND_BACK", "退回，按意见修改");
    public static final Field<Option> DECISION =
            Field.choice("decision", "意见", L, APPROVE, SEND_BACK).required("请选择审定意见。");
    public static final Field<String> COMMENT = Field.longText("comment", "具体意见", L, Forms.LONG);

    private static final Table<Papers.Paper> PAPERS = Table.<Papers.Paper>of(
                    "papers", "总结和报告", one -> one.kind().name())
            .shows("name", "材料", M, one -> one.kind().label())
            .shows("body", "正文", L, one -> one.body() == null ? "" : one.body());

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

    private Filled<TaskRef> ruling(TaskRef task, Draft draft) {
        return Table.<TaskRef>questions(Forms.DECISION, "审定意见")
                .asks(DECISION)
                .asks(COMMENT)
                .requiredWhere(COMMENT, (one, typed) -> typed.is(DECISION, SEND_BACK), "退回的，请写明意见。")
                .rules((one, typed) -> typed.is(DECISION, APPROVE)
                        ? undecided(task.year()).stream().map(DECISION::problem).toList()
                        : List.of())
                .read(task, draft);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Standings standings = cityBoard.of(task.year());
        return FormContent.of("选“审定通过”后形成第1号考核结果，各单位即可看到本单位的逐项得分；选“退回”后，由市健康丽水办按意见修改后重新报送。", "办法五(二)", "办法六(一)", "办法三")
                .notices(Stream.of(
                                decisions.precedenceTakenOver(task.year()).stream(),
                                standings.districts().stream().flatMap(ApproveResultForm::worthKnowing),
                                corrections.recordedInWords(task.year()).stream())
                        .flatMap(text -> text)
                        .map(text -> new Notice(Level.INFO, text))
                        .toList())
                .part(StandingRows.districts(standings))
                .part(StandingRows.townships(standings))
                .parts(StandingRows.units(standings, roster.units(task.year())))
                .part(decisions(task.year()))
                .part(PAPERS.section(DraftPapersForm.WRITTEN.stream()
                        .flatMap(kind -> papers.latest(task.year(), Office.CITY, kind).stream())
                        .toList()))
                .part(ruling(task, draft));
    }

    /** A figure that was corrected after the summary may stand against a finding that nobody has decided on. */
    private List<String> undecided(int year) {
        Map<String, List<Contradiction>> undecided = contradictions.undecided(year);
        return roster.districts(year).stream()
                .flatMap(district -> undecided.getOrDefault(district.code(), List.of()).stream()
                        .map(one -> "%s的“%s”核查结果与数据不一致，市健康丽水办还没有决定，不能审定。请选“退回”。"
                                .formatted(district.name(), one.indicator().name())))
                .toList();
    }

    /** Whatever was decided against a figure or a finding is read here before anybody approves. */
    private Section decisions(int year) {
        List<Decided> all = decisions.of(year);
        return Table.<Decided>of("decisions", "改判和核查不一致的决定", one -> String.valueOf(all.indexOf(one) + 1))
                .hint("市健康丽水办没有按次序采用数据，或者没有采用核查结果的项目，共%d项。".formatted(all.size()))
                .hintWhereEmpty("没有改判，核查与数据没有不一致。")
                .shows("object", "对象", M, Decided::object)
                .shows("item", "指标", L, one -> ItemSheet.title(one.indicator()))
                .shows("sources", "各来源数据", L, Decided::sources)
                .shows("answer", "填报单位答复", M, Decided::answer)
                .shows("decided", "决定", M, Decided::decided)
                .shows("reason", "理由", L, Decided::reason)
                .section(all);
    }

    /** Where a person's decision or an unfinished figure stands behind a score. */
    private static Stream<String> worthKnowing(Standing standing) {
        String name = standing.district().name();
        ObjectResult result = standing.result();
        return Stream.of(
                        items("改判", result.decided()),
                        items("不适用", result.notApplicable()),
                        items("使用暂用数据", result.provisional()))
                .filter(text -> !text.isEmpty())
                .map(text -> name + text);
    }

    private static String items(String what, List<Indicator> items) {
        return items.isEmpty()
                ? ""
                : what
                        + "%d项：%s。"
                                .formatted(
                                        items.size(),
                                        items.stream().map(Indicator::name).collect(Collectors.joining("、")));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Line<TaskRef> ruling = ruling(task, draft).only();
        boolean approved = ruling.is(DECISION, APPROVE);
        String comment = ruling.text(COMMENT);
        if (approved) {
            roster.districts(task.year()).forEach(district -> contradictions.close(task.year(), district.code()));
        } else {
            returns.sendBack(task.year(), Returns.Stage.SUMMARY, Office.CITY, Office.CITY, "result", comment, actor);
        }
        log.record(
                actor,
                Operation.of(approved ? "审定通过" : "退回考核结果", task.year(), Office.CITY)
                        .because(comment));
        return Map.of(Variables.APPROVED, approved);
    }
}
