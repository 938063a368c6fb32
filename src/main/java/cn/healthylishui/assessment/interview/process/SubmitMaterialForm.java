package cn.healthylishui.assessment.interview.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.interview.Interview;
import cn.healthylishui.assessment.interview.InterviewStep;
import cn.healthylishui.assessment.interview.Interviews;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** 提交书面材料: before the talk, written here or uploaded. */
@Component
public class SubmitMaterialForm implements TaskForm {

    public static final String MATERIAL = "material";
    public static final Option WRITE = new Option("WRITE", "在这里填写");
    private static final Option UPLOAD = new Option("UPLOAD", "上传文件");
    public static final Field<Option> HOW = Field.choice("how", "提交方式", M, WRITE, UPLOAD);
    public static final Field<String> BODY =
            Field.longText("body", "正文", L, Integer.MAX_VALUE).required("缺少书面材料，请填写，或改为上传文件。");
    private static final Field<List<String>> FILES = Field.files("文件", L).required("缺少书面材料，请上传文件。");

    private final Interviews interviews;
    private final InterviewSheet sheet;

    SubmitMaterialForm(Interviews interviews, InterviewSheet sheet) {
        this.interviews = interviews;
        this.sheet = sheet;
    }

    @Override
    public String taskKey() {
        return "taskSubmitMaterial";
    }

    @Override
    public void require(TaskRef task) {
        interviews.require(InterviewStep.MATERIAL, task.id(Variables.INTERVIEW));
    }

    private static Filled<TaskRef> read(TaskRef task, Draft draft) {
        Table<TaskRef> questions = Table.<TaskRef>questions(MATERIAL, "书面材料").asks(HOW, any -> HOW.written(WRITE));
        boolean uploads = questions.read(task, draft).only().is(HOW, UPLOAD);
        return questions.asks(uploads ? FILES : BODY).read(task, draft);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Interview interview = sheet.interview(task);
        return FormContent.of(
                        "提交后，书面材料送%s，供约谈时使用，不能再改。".formatted(sheet.officeName(interview.interviewer())),
                        InterviewSheet.CLAUSE)
                .notices(sheet.notices(interview))
                .part(sheet.resultSection(interview))
                .part(sheet.noticeSection(interview))
                .part(read(task, draft))
                .fact("约谈日期", WorkingDays.dateText(Objects.requireNonNull(interview.heldOn())));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Line<TaskRef> material = read(task, draft).only();
        boolean uploads = material.is(HOW, UPLOAD);
        interviews.handInMaterial(
                sheet.interview(task).id(),
                uploads ? null : material.get(BODY),
                uploads ? material.get(FILES) : List.of(),
                actor);
        return Map.of();
    }
}
