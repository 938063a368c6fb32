package cn.healthylishui.assessment.misconduct.process;

import static cn.healthylishui.assessment.misconduct.process.MisconductSheet.problem;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.misconduct.MisconductCases.Case;
import cn.healthylishui.assessment.misconduct.MisconductCases.Decision;
import cn.healthylishui.assessment.misconduct.MisconductCases.Facts;
import cn.healthylishui.assessment.misconduct.MisconductCases.Finding;
import cn.healthylishui.assessment.misconduct.MisconductCases.Stage;
import cn.healthylishui.assessment.misconduct.MisconductCases.Statement;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Evidence;
import cn.healthylishui.assessment.taskform.EvidenceStore;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TypedDate;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 移送有关机关: in a serious case persons are held to account by law; the city office hands the case on with a paper. */
@Component
class ReferMisconductForm implements TaskForm {

    static final String REFERRAL = "referral";
    static final String TO = "to";
    static final String DATE = "date";
    static final String FILES = "files";

    /** A section of its own: as long as nobody types into it, the draft follows what is typed in the other. */
    static final String PAPER = "paper";

    static final String BODY = "body";

    private static final String RECEIVER_TO_COME = "（请补充接收机关）";

    private final MisconductCases cases;
    private final MisconductSheet sheet;
    private final EvidenceStore evidence;
    private final Clock clock;

    ReferMisconductForm(MisconductCases cases, MisconductSheet sheet, EvidenceStore evidence, Clock clock) {
        this.cases = cases;
        this.sheet = sheet;
        this.evidence = evidence;
        this.clock = clock;
    }

    private record Typed(
            String to, String dateText, @Nullable LocalDate date, List<String> files, String body) {

        String dateShown() {
            return date == null ? dateText : date.toString();
        }
    }

    @Override
    public String taskKey() {
        return "taskRefer";
    }

    @Override
    public void require(TaskRef task) {
        cases.requireToRefer(MisconductSheet.id(task));
    }

    private Typed read(Case one, Draft draft) {
        String to = draft.value(REFERRAL, REFERRAL, TO, "");
        String dateText =
                draft.value(REFERRAL, REFERRAL, DATE, LocalDate.now(clock).toString());
        LocalDate date = TypedDate.read(dateText).orElse(null);
        return new Typed(
                to,
                dateText,
                date,
                MisconductSheet.ids(draft, REFERRAL, FILES),
                draft.value(PAPER, PAPER, BODY, paper(one, to, date)));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Case one = cases.get(MisconductSheet.id(task));
        Typed typed = read(one, draft);
        List<Section> sections = new ArrayList<>(sheet.sections(one));
        sections.add(Forms.questions(
                REFERRAL,
                "移送",
                List.of(
                        Column.input(TO, "接收机关", InputType.TEXT, Width.L).help("按问题性质和干部管理权限确定。"),
                        Column.input(DATE, "移送日期", InputType.DATE, Width.M),
                        Column.input(FILES, "随附材料", InputType.FILES, Width.L).help("可不上传；案卷里的证据材料已列入移送材料。")),
                Map.of(TO, typed.to(), DATE, typed.dateShown(), FILES, String.join(",", typed.files())),
                problems(one, typed)));
        sections.add(Forms.questions(
                PAPER,
                "移送材料",
                List.of(Column.input(BODY, "正文", InputType.LONG_TEXT, Width.L).help("已按案卷写好初稿，可以修改。")),
                Map.of(BODY, typed.body()),
                paperProblems(typed)));
        return new FormContent(
                "办结表示材料已经送达接收机关；之后的责任追究由接收机关依法办理。",
                List.of(MisconductSheet.CLAUSE),
                List.of(),
                sections,
                List.of(),
                MisconductCases.wrongCaseToRefer(one).stream().toList());
    }

    private List<Problem> problems(Case one, Typed typed) {
        LocalDate date = typed.date();
        return Stream.of(
                        problem(TO, MisconductCases.wrongText("接收机关", typed.to(), MisconductCases.LONGEST_RECEIVER)),
                        problem(
                                DATE,
                                date == null
                                        ? Optional.of(TypedDate.problem(typed.dateText()))
                                        : cases.wrongReferralDay(one, date)))
                .flatMap(found -> found)
                .toList();
    }

    private static List<Problem> paperProblems(Typed typed) {
        return Stream.concat(
                        problem(BODY, MisconductCases.wrongText("移送材料", typed.body(), Integer.MAX_VALUE)),
                        Forms.unfinished(typed.body(), BODY).stream())
                .toList();
    }

    /** The paper as far as the case tells it. */
    private String paper(Case one, String to, @Nullable LocalDate date) {
        Facts facts = one.facts();
        Statement statement = one.statement();
        Finding finding = one.finding();
        Decision decision = one.decision();
        return """
                关于移送%s弄虚作假问题有关材料的函

                %s：
                按照《健康丽水考核办法（试行）》七(三)的规定，现将%s在%d年度健康丽水考核中弄虚作假问题的有关材料移送你们，请依法追究相关人员责任。

                一、线索来源
                %s

                二、查明的事实
                %s

                三、陈述和申辩
                %s

                四、认定理由和依据
                %s

                五、处理决定
                %s

                六、证据材料
                %s

                市健康丽水办
                %s""".formatted(
                        cases.objectName(one),
                        to.isEmpty() ? RECEIVER_TO_COME : to,
                        cases.objectName(one),
                        one.year(),
                        one.clue().source(),
                        facts == null ? "" : facts.text(),
                        statement == null
                                ? ""
                                : statement.waived() ? "经催告未陈述申辩。" + statement.text() : MisconductSheet.said(statement),
                        finding == null ? "" : finding.text(),
                        decision == null ? "" : decided(decision),
                        files(one),
                        date == null ? "" : WorkingDays.dateText(date));
    }

    private static String decided(Decision decision) {
        return "市委市政府健康丽水建设领导小组%s审定：认定弄虚作假，情节严重，定为不合格并通报批评%s。"
                .formatted(
                        WorkingDays.dateText(decision.at().toLocalDate()),
                        decision.revision() == null ? "" : "（第%d号考核结果）".formatted(decision.revision()));
    }

    private String files(Case one) {
        List<String> ids = Stream.of(Stage.CLUE, Stage.FACTS, Stage.STATEMENT)
                .flatMap(stage -> cases.evidence(one.id()).getOrDefault(stage, List.of()).stream())
                .toList();
        return evidence.findAll(ids).stream().map(Evidence::fileName).collect(Collectors.joining("\n"));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Case one = cases.get(MisconductSheet.id(task));
        Typed typed = read(one, draft);
        if (typed.date() == null) {
            throw new IllegalStateException("A referral without its day was submitted");
        }
        cases.refer(one.id(), typed.to(), typed.date(), typed.body(), typed.files(), actor);
        return Map.of();
    }
}
