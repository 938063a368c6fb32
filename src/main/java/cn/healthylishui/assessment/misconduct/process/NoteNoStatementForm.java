package cn.healthylishui.assessment.misconduct.process;

import static cn.healthylishui.assessment.misconduct.process.MisconductSheet.problem;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.misconduct.MisconductCases.Case;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TypedDate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 记录放弃陈述申辩: the time is over; the city office notes how the accused was urged, because silence alone decides nothing. */
@Component
class NoteNoStatementForm implements TaskForm {

    static final String NOTE = "note";
    static final String DATE = "date";
    static final String HOW = "how";

    private final MisconductCases cases;
    private final MisconductSheet sheet;
    private final Organization organization;

    NoteNoStatementForm(MisconductCases cases, MisconductSheet sheet, Organization organization) {
        this.cases = cases;
        this.sheet = sheet;
        this.organization = organization;
    }

    private record Typed(String dateText, @Nullable LocalDate date, String how) {

        String dateShown() {
            return date == null ? dateText : date.toString();
        }
    }

    @Override
    public String taskKey() {
        return "taskNoteNoStatement";
    }

    @Override
    public void require(TaskRef task) {
        cases.require(MisconductSheet.id(task), MisconductCases.State.HEARING);
    }

    private static Typed read(Draft draft) {
        String date = draft.value(NOTE, NOTE, DATE, "");
        return new Typed(date, TypedDate.read(date).orElse(null), draft.value(NOTE, NOTE, HOW, ""));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Case one = cases.get(MisconductSheet.id(task));
        Typed typed = read(draft);
        String accused = organization.officeName(cases.accusedOffice(one));
        List<Column> columns = List.of(
                Column.input(DATE, "催告日期", InputType.DATE, Width.M),
                Column.input(HOW, "催告情况", InputType.LONG_TEXT, Width.L).help("写明用什么方式催告、谁接的、对方怎样答复。"));
        Map<String, String> values = Map.of(DATE, typed.dateShown(), HOW, typed.how());
        List<Section> sections = new ArrayList<>(sheet.sections(one));
        sections.add(Forms.questions(NOTE, "催告记录", columns, values, problems(one, typed)));
        return new FormContent(
                "办结后，记为已告知、经催告未陈述申辩，转入提出认定意见。",
                List.of(MisconductSheet.CLAUSE),
                List.of(
                        new Notice(Level.WARNING, "没有答复不等于承认：是否认定，只看查明的事实和证据。请先催告（电话、书面均可），确认对方放弃后再记录。"),
                        new Notice(
                                Level.INFO,
                                "%s的陈述期限%s已满，但它的任务仍然开着：在您办结之前提交的，以它的陈述为准，本任务自动取消。"
                                        .formatted(accused, WorkingDays.dateText(cases.hearingDue(one))))),
                sections,
                List.of(),
                List.of());
    }

    private List<Problem> problems(Case one, Typed typed) {
        LocalDate date = typed.date();
        return Stream.of(
                        problem(
                                DATE,
                                date == null
                                        ? Optional.of(TypedDate.problem(typed.dateText()))
                                        : cases.wrongUrging(one, date)),
                        problem(HOW, MisconductCases.wrongText("催告情况", typed.how(), MisconductCases.LONGEST_URGING)))
                .flatMap(found -> found)
                .toList();
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Typed typed = read(draft);
        if (typed.date() == null) {
            throw new IllegalStateException("An urging without its day was submitted");
        }
        cases.waive(MisconductSheet.id(task), typed.date(), typed.how(), actor);
        return Map.of();
    }
}
