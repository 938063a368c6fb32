package cn.healthylishui.assessment.publicity.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.publicity.Objections;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 调查核实异议: the city office writes down what it found. */
@Component
public class InvestigateObjectionForm implements TaskForm {

    public static final String INVESTIGATION = "investigation";
    public static final Field<String> FINDINGS =
            Field.longText("findings", "调查情况", L, Forms.LONG).required("请写明调查了什么、查明了什么。");
    private static final Field<List<String>> FILES = Field.files("调查材料（可不传）", M);

    private static final Table<TaskRef> QUESTIONS =
            Table.<TaskRef>questions(INVESTIGATION, "调查情况").asks(FINDINGS).asks(FILES);

    private final Objections objections;
    private final ObjectionFacts facts;

    InvestigateObjectionForm(Objections objections, ObjectionFacts facts) {
        this.objections = objections;
        this.facts = facts;
    }

    @Override
    public String taskKey() {
        return "taskInvestigateObjection";
    }

    @Override
    public void require(TaskRef task) {
        objections.require(task.id(Variables.OBJECTION), Objections.State.FILED);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        return FormContent.of("办结后转入决定；调查情况和材料随异议一并保存。", "办法一(一)", "办法六(二)")
                .part(facts.section(objections.get(task.id(Variables.OBJECTION))))
                .part(QUESTIONS.read(task, draft));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Line<TaskRef> found = QUESTIONS.read(task, draft).only();
        objections.investigated(task.id(Variables.OBJECTION), found.get(FINDINGS), found.get(FILES), actor);
        return Map.of();
    }
}
