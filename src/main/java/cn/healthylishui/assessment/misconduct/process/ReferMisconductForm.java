package cn.healthylishui.assessment.misconduct.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.misconduct.MisconductCase;
import cn.healthylishui.assessment.misconduct.MisconductCase.Decision;
import cn.healthylishui.assessment.misconduct.MisconductCase.Facts;
import cn.healthylishui.assessment.misconduct.MisconductCase.Finding;
import cn.healthylishui.assessment.misconduct.MisconductCase.Stage;
import cn.healthylishui.assessment.misconduct.MisconductCase.Statement;
import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Evidence;
import cn.healthylishui.assessment.taskform.EvidenceStore;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.Typed;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** 移送有关机关: in a serious case persons are held to account by law; the city office hands the case on with a paper. */
@Component
public class ReferMisconductForm implements TaskForm {

    public static final String REFERRAL = "referral";

    public static final Field<String> TO =
            MisconductSheet.line("to", "接收机关", MisconductCases.LONGEST_RECEIVER).help("按问题性质和干部管理权限确定。");
    private static final Field<LocalDate> DATE = Field.date("date", "移送日期", M).required("请填写日期。");
    private static final Field<List<String>> FILES = Field.files("随附材料", L).help("可不上传；案卷里的证据材料已列入移送材料。");
    private static final Field<String> BODY = Field.longText(
                    "body", "正文", L, text -> MisconductCases.wrongText("移送材料", text, Integer.MAX_VALUE))
            .help("已按案卷写好初稿，可以修改。");

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

    @Override
    public String taskKey() {
        return "taskRefer";
    }

    @Override
    public void require(TaskRef task) {
        cases.requireToRefer(MisconductSheet.id(task));
    }

    private Filled<MisconductCase> referral(MisconductCase one, Draft draft) {
        return Table.<MisconductCase>questions(REFERRAL, "移送")
                .asks(TO)
                .asks(DATE, any -> DATE.written(LocalDate.now(clock)))
                .asks(FILES)
                .rule((any, typed) -> typed.find(DATE)
                        .flatMap(day -> cases.wrongReferralDay(one, day))
                        .map(DATE::problem))
                .read(one, draft);
    }

    /** A part of its own: as long as nobody types into it, the draft follows what is typed in the other. */
    private Filled<MisconductCase> paper(MisconductCase one, Filled<MisconductCase> referral, Draft draft) {
        return Table.<MisconductCase>questions("paper", "移送材料")
                .asks(BODY, any -> draft(one, referral.only().typed()))
                .rule((any, typed) -> Forms.unfinished(typed.text(BODY)).map(BODY::problem))
                .read(one, draft);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        MisconductCase one = cases.get(MisconductSheet.id(task));
        Filled<MisconductCase> referral = referral(one, draft);
        return FormContent.of("办结表示材料已经送达接收机关；之后的责任追究由接收机关依法办理。", MisconductSheet.CLAUSE)
                .parts(sheet.sections(one))
                .part(referral)
                .part(paper(one, referral, draft))
                .problems(MisconductCases.wrongCaseToRefer(one).stream().toList());
    }

    /** The paper as far as the case tells it. */
    private String draft(MisconductCase one, Typed letter) {
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
                        letter.isEmpty(TO) ? RECEIVER_TO_COME : letter.text(TO),
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
                        letter.find(DATE).map(WorkingDays::dateText).orElse(""));
    }

    private static String decided(Decision decision) {
        return "市委市政府健康丽水建设领导小组%s审定：认定弄虚作假，情节严重，定为不合格并通报批评%s。"
                .formatted(
                        WorkingDays.dateText(decision.at().toLocalDate()),
                        decision.revision() == null ? "" : "（第%d号考核结果）".formatted(decision.revision()));
    }

    private String files(MisconductCase one) {
        List<String> ids = Stream.of(Stage.CLUE, Stage.FACTS, Stage.STATEMENT)
                .flatMap(stage -> cases.evidence(one.id()).getOrDefault(stage, List.of()).stream())
                .toList();
        return evidence.findAll(ids).stream().map(Evidence::fileName).collect(Collectors.joining("\n"));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        MisconductCase one = cases.get(MisconductSheet.id(task));
        Filled<MisconductCase> referral = referral(one, draft);
        Line<MisconductCase> filled = referral.only();
        String body = paper(one, referral, draft).only().get(BODY);
        cases.refer(one.id(), filled.get(TO), filled.get(DATE), body, filled.get(FILES), actor);
        return Map.of();
    }
}
