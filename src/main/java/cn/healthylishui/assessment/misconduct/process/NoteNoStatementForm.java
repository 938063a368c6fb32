package cn.healthylishui.assessment.misconduct.process;

import static cn.healthylishui.assessment.column.Width.M;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.misconduct.MisconductCase;
import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import java.time.LocalDate;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 记录放弃陈述申辩: the time is over; the city office notes how the accused was urged, because silence alone decides nothing. */
@Component
class NoteNoStatementForm implements TaskForm {

    private static final Field<LocalDate> DATE = Field.date("date", "催告日期", M).required("请填写日期。");
    private static final Field<String> HOW =
            MisconductSheet.text("how", "催告情况", MisconductCases.LONGEST_URGING).help("写明用什么方式催告、谁接的、对方怎样答复。");

    private final MisconductCases cases;
    private final MisconductSheet sheet;
    private final Organization organization;

    NoteNoStatementForm(MisconductCases cases, MisconductSheet sheet, Organization organization) {
        this.cases = cases;
        this.sheet = sheet;
        this.organization = organization;
    }

    @Override
    public String taskKey() {
        return "taskNoteNoStatement";
    }

    @Override
    public void require(TaskRef task) {
        cases.require(MisconductSheet.id(task), MisconductCase.State.HEARING);
    }

    private Filled<MisconductCase> read(MisconductCase one, Draft draft) {
        return Table.<MisconductCase>questions("note", "催告记录")
                .asks(DATE.checked(day -> cases.wrongUrging(one, day)))
                .asks(HOW)
                .read(one, draft);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        MisconductCase one = cases.get(MisconductSheet.id(task));
        return FormContent.of("办结后，记为已告知、经催告未陈述申辩，转入提出认定意见。", MisconductSheet.CLAUSE)
                .warn("没有答复不等于承认：是否认定，只看查明的事实和证据。请先催告（电话、书面均可），确认对方放弃后再记录。")
                .inform("%s的陈述期限%s已满，但它的任务仍然开着：在您办结之前提交的，以它的陈述为准，本任务自动取消。"
                        .formatted(
                                organization.officeName(cases.accusedOffice(one)),
                                WorkingDays.dateText(cases.hearingDue(one))))
                .parts(sheet.sections(one))
                .part(read(one, draft));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        MisconductCase one = cases.get(MisconductSheet.id(task));
        Line<MisconductCase> note = read(one, draft).only();
        cases.waive(one.id(), note.get(DATE), note.get(HOW), actor);
        return Map.of();
    }
}
