package cn.healthylishui.assessment.misconduct.process;

import static cn.healthylishui.assessment.column.Width.M;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.misconduct.MisconductCase;
import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.result.EffectTable;
import cn.healthylishui.assessment.result.Revisions;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.taskform.Typed;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** 提出认定意见: the city office weighs facts and statement and says whether it was misconduct, and how grave. */
@Component
public class FindMisconductForm implements TaskForm {

    public static final String FINDING = "opinion";

    public static final Option CONFIRMED = new Option("YES", "认定");
    public static final Option NOT_CONFIRMED = new Option("NO", "不予认定");
    public static final Field<Option> OPINION =
            Field.choice("confirmed", "意见", M, CONFIRMED, NOT_CONFIRMED).required("请选择认定或不予认定。");
    public static final Option SERIOUS = new Option("YES", "严重");
    public static final Option NOT_SERIOUS = new Option("NO", "一般");
    public static final Field<Option> GRAVITY =
            Field.choice("serious", "情节是否严重", M, SERIOUS, NOT_SERIOUS).help("认定的必选。情节严重的，市领导小组同意后移送有关机关。");
    public static final Field<String> REASONS = MisconductSheet.text("reasons", "认定理由", MisconductCases.LONGEST_FINDING)
            .help("写明采信了哪些证据，对方的陈述申辩采纳与否及原因。");
    private static final Field<String> PROVISION =
            MisconductSheet.line("provision", "依据条款", MisconductCases.LONGEST_PROVISION);

    private static final String USUAL_PROVISION = "《健康丽水考核办法（试行）》七(三)";

    private static final Table<TaskRef> QUESTIONS = Table.<TaskRef>questions(FINDING, "认定意见")
            .asks(OPINION)
            .asks(GRAVITY)
            .asks(REASONS)
            .asks(PROVISION, any -> USUAL_PROVISION)
            .requiredWhere(GRAVITY, (any, typed) -> typed.is(OPINION, CONFIRMED), "请选择情节严重或一般。")
            .rule(FindMisconductForm::onlyMisconductIsSerious);

    private final MisconductCases cases;
    private final MisconductSheet sheet;
    private final Revisions revisions;

    FindMisconductForm(MisconductCases cases, MisconductSheet sheet, Revisions revisions) {
        this.cases = cases;
        this.sheet = sheet;
        this.revisions = revisions;
    }

    private static Optional<Problem> onlyMisconductIsSerious(TaskRef any, Typed typed) {
        return MisconductCases.wrongReferral(typed.is(OPINION, CONFIRMED), typed.is(GRAVITY, SERIOUS))
                .map(GRAVITY::problem);
    }

    @Override
    public String taskKey() {
        return "taskFindMisconduct";
    }

    @Override
    public void require(TaskRef task) {
        cases.require(MisconductSheet.id(task), MisconductCase.State.FINDING);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        MisconductCase one = cases.get(MisconductSheet.id(task));
        return FormContent.of("认定的，报市领导小组审定；不予认定的，本案到此结束，只有市健康丽水办、市领导小组和管理员能再查看。", MisconductSheet.CLAUSE)
                .notices(MisconductSheet.silence(one, "是否认定只看查明的事实和证据。"))
                .parts(sheet.sections(one))
                .part(EffectTable.section(revisions.effectOfMisconduct(one.year(), one.object())))
                .part(QUESTIONS.read(task, draft));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Line<TaskRef> finding = QUESTIONS.read(task, draft).only();
        boolean confirmed = finding.is(OPINION, CONFIRMED);
        boolean serious = finding.is(GRAVITY, SERIOUS);
        cases.recordFinding(
                MisconductSheet.id(task), confirmed, serious, finding.get(REASONS), finding.get(PROVISION), actor);
        return Map.of(Variables.CONFIRMED, confirmed, Variables.SERIOUS, serious);
    }
}
