package cn.healthylishui.assessment.publicity.process;

import static cn.healthylishui.assessment.column.Width.L;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.publicity.Objections;
import cn.healthylishui.assessment.publicity.Objections.Objection;
import cn.healthylishui.assessment.publicity.Objections.State;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 答复异议人: what was decided and why, and how the objector was told. */
@Component
public class AnswerObjectionForm implements TaskForm {

    public static final String SECTION = "answer";
    private static final Field<String> ANSWER =
            Field.longText("answer", "答复内容", L, Forms.LONG).required("答复内容不能为空。");
    public static final Field<String> HOW = Field.text("how", "答复方式", L, 200).required("请写明怎样答复的，例如：3月2日电话答复。");

    private final Objections objections;
    private final ObjectionFacts facts;
    private final YearRoster roster;

    AnswerObjectionForm(Objections objections, ObjectionFacts facts, YearRoster roster) {
        this.objections = objections;
        this.facts = facts;
        this.roster = roster;
    }

    @Override
    public String taskKey() {
        return "taskAnswerObjection";
    }

    @Override
    public void require(TaskRef task) {
        objections.requireToAnswer(task.id(Variables.OBJECTION));
    }

    private Filled<Objection> read(Objection objection, Draft draft) {
        return Table.<Objection>questions(SECTION, "答复")
                .asks(ANSWER, this::answer)
                .asks(HOW, any -> any.fromPublic() ? "" : "在系统内答复")
                .read(objection, draft);
    }

    private String answer(Objection objection) {
        return """
                %s：
                您对%s%d年度考核结果提出的异议（编号%s，事项：%s）已经办结。经调查核实，异议%s。理由：%s
                市健康丽水办
                """.formatted(
                objection.objector(),
                roster.fullName(objection.year(), objection.object()),
                objection.year(),
                objection.receipt(),
                facts.itemName(objection),
                objection.state() == State.REVISED ? "成立，考核结果已作更正" : "不成立，考核结果不变",
                objection.decisionReason()).strip();
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Objection objection = objections.get(task.id(Variables.OBJECTION));
        return FormContent.of("办结表示已经答复异议人，这件异议办理完毕。", "办法一(一)", "办法六(二)")
                .part(facts.section(objection))
                .part(read(objection, draft));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Objection objection = objections.get(task.id(Variables.OBJECTION));
        Line<Objection> answered = read(objection, draft).only();
        objections.answered(objection.id(), answered.get(ANSWER), answered.get(HOW), actor);
        return Map.of();
    }
}
