package cn.healthylishui.assessment.unitreview.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 专项组评审: the lead of a group, or the first deputy where the lead is the unit itself, reviews the unit's tasks of its group (办法二(三)). */
@Component
class ReviewByGroupForm implements TaskForm {

    private final ReviewSheet sheet;

    ReviewByGroupForm(ReviewSheet sheet) {
        this.sheet = sheet;
    }

    @Override
    public String taskKey() {
        return "taskReviewByGroup";
    }

    @Override
    public void require(TaskRef ref) {
        sheet.require(ref, reviewer(ref));
    }

    @Override
    public FormContent content(TaskRef ref, Draft draft) {
        return sheet.content(ref, reviewer(ref), draft);
    }

    @Override
    public Map<String, Object> submit(TaskRef ref, Draft draft, Actor actor) {
        sheet.record(ref, reviewer(ref), draft, actor);
        return Map.of();
    }

    private static String reviewer(TaskRef ref) {
        return (String) ref.required(Variables.REVIEWER);
    }
}
