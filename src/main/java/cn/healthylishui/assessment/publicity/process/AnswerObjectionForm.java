package cn.healthylishui.assessment.publicity.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.publicity.Objections;
import cn.healthylishui.assessment.publicity.Objections.Objection;
import cn.healthylishui.assessment.publicity.Objections.State;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 答复异议人: what was decided and why, and how the objector was told. */
@Component
class AnswerObjectionForm implements TaskForm {

    private static final String SECTION = "answer";

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

    private String answer(Objection objection, Draft draft) {
        return draft.value(SECTION, SECTION, "answer", """
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
                objection.decisionReason()).strip());
    }

    private static String how(Objection objection, Draft draft) {
        return draft.value(SECTION, SECTION, "how", objection.fromPublic() ? "" : "在系统内答复");
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Objection objection = objections.get(task.id(Variables.OBJECTION));
        String answer = answer(objection, draft);
        String how = how(objection, draft);
        List<Problem> problems = new ArrayList<>();
        Forms.wrongText(answer, "answer", "答复内容不能为空。", Forms.LONG).ifPresent(problems::add);
        Forms.wrongText(how, "how", "请写明怎样答复的，例如：3月2日电话答复。", 200).ifPresent(problems::add);
        return new FormContent(
                "办结表示已经答复异议人，这件异议办理完毕。",
                List.of("办法一(一)", "办法六(二)"),
                List.of(),
                List.of(
                        facts.section(objection),
                        Forms.questions(
                                SECTION,
                                "答复",
                                List.of(
                                        Column.input("answer", "答复内容", InputType.LONG_TEXT, Width.L),
                                        Column.input("how", "答复方式", InputType.TEXT, Width.L)),
                                Map.of("answer", answer, "how", how),
                                problems)),
                List.of(),
                List.of());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Objection objection = objections.get(task.id(Variables.OBJECTION));
        objections.answered(objection.id(), answer(objection, draft), how(objection, draft), actor);
        return Map.of();
    }
}
