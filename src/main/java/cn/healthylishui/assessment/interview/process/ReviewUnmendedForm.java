package cn.healthylishui.assessment.interview.process;

import static cn.healthylishui.assessment.column.Width.L;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.interview.Interview;
import cn.healthylishui.assessment.interview.Interview.Item;
import cn.healthylishui.assessment.interview.InterviewStep;
import cn.healthylishui.assessment.interview.InterviewText;
import cn.healthylishui.assessment.interview.Interviews;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 研究未整改到位的问题: the leading group decides what is to become of what no round has mended. */
@Component
class ReviewUnmendedForm implements TaskForm {

    private static final Field<String> OPINION =
            Field.longText("decision", "意见", L, InterviewText.DECISION::wrong).help("对未整改到位的问题怎么处理、由谁负责、什么时候再看。");

    private static final Table<TaskRef> QUESTIONS =
            Table.<TaskRef>questions(Forms.DECISION, "研究意见").asks(OPINION);

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
        List<Item> items = interviews.items(interview);
        List<Item> unmended = Interviews.unmended(items);
        return FormContent.of("提交后，研究意见存档，这次约谈整改办结（已报领导小组）。", InterviewSheet.CLAUSE)
                .notices(sheet.notices(interview))
                .part(sheet.resultSection(interview))
                .part(InterviewSheet.reports("unmended", "未整改到位的问题", unmended, 1, interview.round()))
                .part(sheet.minutesSection(interview))
                .part(QUESTIONS.read(task, draft))
                .fact("报告", "%d次".formatted(interview.round()))
                .fact("未到位", "%d项，共%d项".formatted(unmended.size(), items.size()));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        String opinion = QUESTIONS.read(task, draft).only().get(OPINION);
        interviews.review(sheet.interview(task).id(), opinion, actor);
        return Map.of();
    }
}
