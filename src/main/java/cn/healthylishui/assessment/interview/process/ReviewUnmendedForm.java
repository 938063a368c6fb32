package cn.healthylishui.assessment.interview.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.interview.Interview;
import cn.healthylishui.assessment.interview.Interview.Item;
import cn.healthylishui.assessment.interview.InterviewStep;
import cn.healthylishui.assessment.interview.InterviewText;
import cn.healthylishui.assessment.interview.Interviews;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 研究未整改到位的问题: the leading group decides what is to become of what no round has mended. */
@Component
class ReviewUnmendedForm implements TaskForm {

    private final Interviews interviews;
    private final InterviewSheet sheet;

    ReviewUnmendedForm(Interviews interviews, InterviewSheet sheet) {
        this.interviews = interviews;
        this.sheet = sheet;
    }

    @Override
    public String taskKey() {
        return "taskReviewUnmended";
    }

    @Override
    public void require(TaskRef task) {
        interviews.require(InterviewStep.REVIEW, task.id(Variables.INTERVIEW));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Interview interview = sheet.interview(task);
        List<Item> items = interviews.items(interview.id());
        List<Item> unmended = Interviews.unmended(items);
        String decision = decision(draft);
        return new FormContent(
                "提交后，研究意见存档，这次约谈整改办结（已报领导小组）。",
                InterviewSheet.CLAUSES,
                sheet.notices(interview),
                List.of(
                        sheet.resultSection(interview),
                        InterviewSheet.reports("unmended", "未整改到位的问题", unmended, 1, interview.round()),
                        sheet.minutesSection(interview),
                        Forms.questions(
                                Forms.DECISION,
                                "研究意见",
                                List.of(Column.input("decision", "意见", InputType.LONG_TEXT, Width.L)
                                        .help("对未整改到位的问题怎么处理、由谁负责、什么时候再看。")),
                                Map.of("decision", decision),
                                InterviewText.DECISION
                                        .wrong(decision)
                                        .map(message -> new Problem("decision", message))
                                        .stream()
                                        .toList())),
                List.of(
                        new Fact("报告", "%d次".formatted(interview.round())),
                        new Fact("未到位", "%d项，共%d项".formatted(unmended.size(), items.size()))),
                List.of());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        interviews.review(sheet.interview(task).id(), decision(draft), actor);
        return Map.of();
    }

    private static String decision(Draft draft) {
        return draft.value(Forms.DECISION, Forms.DECISION, "decision", "");
    }
}
