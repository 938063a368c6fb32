package cn.healthylishui.assessment.unitreview.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 市健康丽水办评审: the city office reviews all tasks of a unit (办法五(二)). */
@Component
class ReviewByCityForm implements TaskForm {

    private final ReviewSheet sheet;

    ReviewByCityForm(ReviewSheet sheet) {
        this.sheet = sheet;
    }

    @Override
    public String taskKey() {
        return "taskReviewByCity";
    }

    @Override
    public void require(TaskRef ref) {
        sheet.require(ref, Office.CITY);
    }

    @Override
    public FormContent content(TaskRef ref, Draft draft) {
        return sheet.content(ref, Office.CITY, draft);
    }

    @Override
    public Map<String, Object> submit(TaskRef ref, Draft draft, Actor actor) {
        sheet.record(ref, Office.CITY, draft, actor);
        return Map.of();
    }
}
