package cn.healthylishui.assessment.publicity.process;

import static cn.healthylishui.assessment.column.Width.L;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.publicity.Objections;
import cn.healthylishui.assessment.publicity.Objections.Objection;
import cn.healthylishui.assessment.result.Revisions;
import cn.healthylishui.assessment.result.Revisions.Proposal;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 决定异议是否成立: with a reason; one that is upheld leads to a change of the result, which the leading group approves. */
@Component
public class DecideObjectionForm implements TaskForm {

    public static final Option UPHOLD = new Option("UPHOLD", "异议成立，更正考核结果");
    public static final Option REJECT = new Option("REJECT", "异议不成立，结果不变");
    public static final Field<Option> DECISION =
            Field.choice("decision", "决定", L, UPHOLD, REJECT).required("请选择异议是否成立。");
    public static final Field<String> REASON =
            Field.longText("reason", "理由", L, 2000).required("请写明理由，会答复给异议人。");

    private static final Table<TaskRef> QUESTIONS =
            Table.<TaskRef>questions(Forms.DECISION, "决定").asks(DECISION).asks(REASON);

    private final Objections objections;
    private final Revisions revisions;
    private final ObjectionFacts facts;

    DecideObjectionForm(Objections objections, Revisions revisions, ObjectionFacts facts) {
        this.objections = objections;
        this.revisions = revisions;
        this.facts = facts;
    }

    @Override
    public String taskKey() {
        return "taskDecideObjection";
    }

    @Override
    public void require(TaskRef task) {
        objections.require(task.id(Variables.OBJECTION), Objections.State.INVESTIGATED, Objections.State.DECLINED);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Objection objection = objections.get(task.id(Variables.OBJECTION));
        return FormContent.of("选“成立”的，接着拟定更正方案，先看影响，再报领导小组审定；选“不成立”的，接着答复异议人。", "办法一(一)", "办法六(二)")
                .notices(declined(objection))
                .part(facts.section(objection))
                .part(QUESTIONS.read(task, draft));
    }

    /** It has been upheld once, but the change did not come about. */
    private List<Notice> declined(Objection objection) {
        if (objection.state() != Objections.State.DECLINED) {
            return List.of();
        }
        Long proposal = objection.proposal();
        if (proposal == null) {
            return List.of(new Notice(Level.WARNING, "上次决定异议成立，但没有提请更正。请重新决定。"));
        }
        Proposal declined = revisions.get(proposal);
        return List.of(new Notice(
                Level.WARNING,
                "领导小组没有同意更正：%s。请重新决定。".formatted(declined.decisionReason() == null ? "" : declined.decisionReason())));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Line<TaskRef> decided = QUESTIONS.read(task, draft).only();
        boolean upheld = decided.is(DECISION, UPHOLD);
        objections.decided(task.id(Variables.OBJECTION), upheld, decided.get(REASON), actor);
        return Map.of(Variables.UPHELD, upheld);
    }
}
