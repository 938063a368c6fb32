package cn.healthylishui.assessment.publicity.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.publicity.Objections;
import cn.healthylishui.assessment.publicity.Objections.Objection;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** 调查核实异议: the city office writes down what it found. */
@Component
class InvestigateObjectionForm implements TaskForm {

    private static final String SECTION = "investigation";

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

    private static String findings(Draft draft) {
        return draft.value(SECTION, SECTION, "findings", "");
    }

    private static List<String> files(Draft draft) {
        return Draft.ids(draft.value(SECTION, SECTION, "files", ""));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Objection objection = objections.get(task.id(Variables.OBJECTION));
        String findings = findings(draft);
        Optional<Problem> problem = Forms.wrongText(findings, "findings", "请写明调查了什么、查明了什么。", Forms.LONG);
        return new FormContent(
                "办结后转入决定；调查情况和材料随异议一并保存。",
                List.of("办法一(一)", "办法六(二)"),
                List.of(),
                List.of(
                        facts.section(objection),
                        Forms.questions(
                                SECTION,
                                "调查情况",
                                List.of(
                                        Column.input("findings", "调查情况", InputType.LONG_TEXT, Width.L),
                                        Column.input("files", "调查材料（可不传）", InputType.FILES, Width.M)),
                                Map.of("findings", findings, "files", String.join(",", files(draft))),
                                problem.stream().toList())),
                List.of(),
                List.of());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        objections.investigated(task.id(Variables.OBJECTION), findings(draft), files(draft), actor);
        return Map.of();
    }
}
