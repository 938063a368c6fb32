package cn.healthylishui.assessment.interview.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.interview.Interview;
import cn.healthylishui.assessment.interview.InterviewStep;
import cn.healthylishui.assessment.interview.Interviews;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** 提交书面材料: before the talk, written here or uploaded. */
@Component
class SubmitMaterialForm implements TaskForm {

    static final String MATERIAL = "material";
    static final String WRITE = "WRITE";
    static final String UPLOAD = "UPLOAD";

    private final Interviews interviews;
    private final InterviewSheet sheet;

    SubmitMaterialForm(Interviews interviews, InterviewSheet sheet) {
        this.interviews = interviews;
        this.sheet = sheet;
    }

    private record Typed(String how, String body, List<String> files) {

        boolean uploaded() {
            return how.equals(UPLOAD);
        }

        List<Problem> problems() {
            if (uploaded()) {
                return files.isEmpty() ? List.of(new Problem("files", "缺少书面材料，请上传文件。")) : List.of();
            }
            return body.isEmpty() ? List.of(new Problem("body", "缺少书面材料，请填写，或改为上传文件。")) : List.of();
        }
    }

    @Override
    public String taskKey() {
        return "taskSubmitMaterial";
    }

    @Override
    public void require(TaskRef task) {
        interviews.require(InterviewStep.MATERIAL, task.id(Variables.INTERVIEW));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Interview interview = sheet.interview(task);
        return new FormContent(
                "提交后，书面材料送%s，供约谈时使用，不能再改。".formatted(sheet.officeName(interview.interviewer())),
                InterviewSheet.CLAUSES,
                sheet.notices(interview),
                List.of(sheet.resultSection(interview), sheet.noticeSection(interview), material(read(draft))),
                List.of(new Fact("约谈日期", WorkingDays.dateText(Objects.requireNonNull(interview.heldOn())))),
                List.of());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Typed typed = read(draft);
        interviews.handInMaterial(
                sheet.interview(task).id(),
                typed.uploaded() ? null : typed.body(),
                typed.uploaded() ? typed.files() : List.of(),
                actor);
        return Map.of();
    }

    private static Typed read(Draft draft) {
        return new Typed(
                draft.value(MATERIAL, MATERIAL, "how", WRITE),
                draft.value(MATERIAL, MATERIAL, "body", ""),
                Draft.ids(draft.value(MATERIAL, MATERIAL, "files", "")));
    }

    private static Section material(Typed typed) {
        return Forms.questions(
                MATERIAL,
                "书面材料",
                List.of(
                        Column.choice(
                                "how",
                                "提交方式",
                                Width.M,
                                List.of(new Option(WRITE, "在这里填写"), new Option(UPLOAD, "上传文件"))),
                        typed.uploaded()
                                ? Column.input("files", "文件", InputType.FILES, Width.L)
                                : Column.input("body", "正文", InputType.LONG_TEXT, Width.L)),
                Map.of("how", typed.how(), "body", typed.body(), "files", String.join(",", typed.files())),
                typed.problems());
    }
}
