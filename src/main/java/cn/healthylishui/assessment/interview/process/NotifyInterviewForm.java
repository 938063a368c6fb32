package cn.healthylishui.assessment.interview.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.interview.Interview;
import cn.healthylishui.assessment.interview.InterviewStep;
import cn.healthylishui.assessment.interview.InterviewText;
import cn.healthylishui.assessment.interview.Interviews;
import cn.healthylishui.assessment.interview.Interviews.Invitation;
import cn.healthylishui.assessment.interview.Interviews.Invited;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.taskform.TypedDate;
import cn.healthylishui.assessment.year.DeadlineKind;
import cn.healthylishui.assessment.year.Deadlines;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 发出约谈通知: when and where, what to bring, and which two heads are to come. */
@Component
class NotifyInterviewForm implements TaskForm {

    static final String TALK = "talk";
    static final String HEADS = "heads";
    static final String NOTICE = "letter";

    private static final List<String> POSTS = List.of("党委（工委）书记", "政府（管委会、办事处）主要负责人");
    private static final String USUAL_MATERIAL = "书面材料（考核不合格的原因、存在问题和初步整改打算）";

    /** What the drafted notice says where something has not been filled in yet. */
    private static final String GAP = "（请补充";

    private final Interviews interviews;
    private final InterviewSheet sheet;
    private final Deadlines deadlines;
    private final WorkingDays workingDays;
    private final Clock clock;

    NotifyInterviewForm(
            Interviews interviews, InterviewSheet sheet, Deadlines deadlines, WorkingDays workingDays, Clock clock) {
        this.interviews = interviews;
        this.sheet = sheet;
        this.deadlines = deadlines;
        this.workingDays = workingDays;
        this.clock = clock;
    }

    /**
     * What was typed, read as far as it can be.
     *
     * @param rewritten whether somebody changed the notice, which from then on stands as it was written
     */
    private record Typed(
            String dateText,
            @Nullable LocalDate date,
            String place,
            String bring,
            List<Invited> heads,
            String letter,
            boolean rewritten) {}

    @Override
    public String taskKey() {
        return "taskNotifyInterview";
    }

    @Override
    public void require(TaskRef task) {
        interviews.require(InterviewStep.NOTICE, task.id(Variables.INTERVIEW));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Interview interview = sheet.interview(task);
        Typed typed = read(interview, draft);
        return new FormContent(
                "提交后，通知即为发出：%s收到“提交书面材料”任务，约谈任务以约谈日期为期限。通知不能再改。".formatted(sheet.officeName(interview.interviewee())),
                InterviewSheet.CLAUSES,
                Stream.concat(
                                sheet.notices(interview).stream(),
                                warnings(interview, typed).stream().map(text -> new Notice(Level.WARNING, text)))
                        .toList(),
                List.of(sheet.resultSection(interview), talk(typed), heads(typed), letter(typed)),
                List.of(),
                List.of());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Interview interview = sheet.interview(task);
        Typed typed = read(interview, draft);
        if (typed.date() == null) {
            throw new IllegalStateException("An incomplete notice was submitted");
        }
        interviews.announce(
                interview.id(),
                new Invitation(typed.date(), typed.place(), typed.bring(), typed.letter(), typed.heads()),
                actor);
        return Map.of();
    }

    private Typed read(Interview interview, Draft draft) {
        String dateText = draft.value(TALK, TALK, "date", "");
        LocalDate date = TypedDate.read(dateText).orElse(null);
        String place = draft.value(TALK, TALK, "place", "");
        String bring = draft.value(TALK, TALK, "bring", USUAL_MATERIAL);
        List<Invited> heads = new ArrayList<>();
        for (int seq = 1; seq <= Interviews.HEADS; seq++) {
            String row = String.valueOf(seq);
            heads.add(new Invited(
                    draft.value(HEADS, row, "post", POSTS.get(seq - 1)), draft.value(HEADS, row, "name", "")));
        }
        String drafted = letter(interview, date, place, bring, heads);
        return new Typed(
                dateText,
                date,
                place,
                bring,
                heads,
                draft.value(NOTICE, NOTICE, "text", drafted),
                draft.row(NOTICE, NOTICE) != null);
    }

    private Section talk(Typed typed) {
        List<Problem> problems = new ArrayList<>();
        if (typed.date() == null) {
            problems.add(new Problem("date", TypedDate.problem(typed.dateText())));
        } else {
            interviews.wrongTalkDate(typed.date()).ifPresent(message -> problems.add(new Problem("date", message)));
        }
        InterviewText.PLACE.wrong(typed.place()).ifPresent(message -> problems.add(new Problem("place", message)));
        InterviewText.BRING.wrong(typed.bring()).ifPresent(message -> problems.add(new Problem("bring", message)));
        return Forms.questions(
                TALK,
                "时间和地点",
                List.of(
                        Column.input("date", "约谈日期", InputType.DATE, Width.M).help("应在今天之后。"),
                        Column.input("place", "约谈地点", InputType.TEXT, Width.L),
                        Column.input("bring", "需带材料", InputType.TEXT, Width.L)),
                Map.of(
                        "date", typed.date() == null ? typed.dateText() : String.valueOf(typed.date()),
                        "place", typed.place(),
                        "bring", typed.bring()),
                problems);
    }

    private Section heads(Typed typed) {
        List<Row> rows = new ArrayList<>();
        for (int seq = 1; seq <= Interviews.HEADS; seq++) {
            Invited head = typed.heads().get(seq - 1);
            List<Problem> problems = new ArrayList<>();
            InterviewText.POST.wrong(head.post()).ifPresent(message -> problems.add(new Problem("post", message)));
            InterviewText.NAME.wrong(head.name()).ifPresent(message -> problems.add(new Problem("name", message)));
            if (seq == Interviews.HEADS) {
                interviews.wrongHeads(typed.heads()).ifPresent(message -> problems.add(new Problem("name", message)));
            }
            rows.add(new Row(
                    String.valueOf(seq),
                    false,
                    Map.of("no", "第%d位".formatted(seq), "post", head.post(), "name", head.name()),
                    Map.of(),
                    problems));
        }
        return Forms.table(
                HEADS,
                "约谈对象（党政负责人）",
                "职务可按实际情况修改，两位的姓名都要填写。",
                List.of(
                        Column.label("no", "约谈对象", Width.S),
                        Column.input("post", "职务", InputType.TEXT, Width.L),
                        Column.input("name", "姓名", InputType.TEXT, Width.M)),
                rows);
    }

    private static Section letter(Typed typed) {
        List<Problem> problems = new ArrayList<>();
        InterviewText.NOTICE.wrong(typed.letter()).ifPresent(message -> problems.add(new Problem("text", message)));
        if (typed.rewritten() && typed.letter().contains(GAP)) {
            problems.add(new Problem("text", "正文里还有“（请补充……）”没有写，请补充完整。"));
        }
        return Forms.questions(
                NOTICE,
                "通知正文",
                List.of(Column.input("text", "正文", InputType.LONG_TEXT, Width.L)
                        .help("由系统按上面填的内容起草，上面改了这里跟着改；一旦在这里动手修改，就以修改后的为准。")),
                Map.of("text", typed.letter()),
                problems);
    }

    /** What is allowed, but not by oversight. */
    private List<String> warnings(Interview interview, Typed typed) {
        List<String> warnings = new ArrayList<>();
        LocalDate date = typed.date();
        if (date != null) {
            if (!workingDays.isWorkingDay(date)) {
                warnings.add("约谈日期%s是休息日，请确认。".formatted(WorkingDays.dateText(date)));
            }
            LocalDate end = deadlines.due(interview.year(), DeadlineKind.WHOLE_PROCEDURE);
            if (date.isAfter(end)) {
                warnings.add("约谈日期晚于全年考核工作应办结的日期%s，请确认。".formatted(WorkingDays.dateText(end)));
            }
        }
        if (typed.rewritten()) {
            Stream.concat(
                            Stream.of(date == null ? "" : day(date), typed.place()),
                            typed.heads().stream().map(Invited::name))
                    .filter(said -> !typed.letter().contains(said))
                    .forEach(said -> warnings.add("通知正文里没有写到“%s”，请核对正文与上面填的是否一致。".formatted(said)));
        }
        return warnings;
    }

    private String letter(
            Interview interview, @Nullable LocalDate date, String place, String bring, List<Invited> heads) {
        String object = sheet.objectName(interview);
        String interviewer = sheet.officeName(interview.interviewer());
        ObjectLine result = sheet.result(interview);
        return """
                关于约谈%1$s党政负责人的通知

                %1$s：
                在%2$d年度健康丽水建设考核中，%1$s得%3$s分，等级为%4$s（%5$s）。\
                根据《健康丽水考核办法（试行）》关于通报约谈的规定，现决定由%6$s对%1$s党政负责人进行约谈。有关事项通知如下：
                一、约谈时间：%7$s
                二、约谈地点：%8$s
                三、约谈对象：%9$s、%10$s
                四、需带材料：%11$s
                请在约谈前提交书面材料。因故不能到场的，应当说明原因，并委派其他负责人参加。

                %6$s
                %12$s""".formatted(
                        object,
                        interview.year(),
                        result.score().toPlainString(),
                        result.grade().label(),
                        result.gradeReason(),
                        interviewer,
                        date == null ? GAP + "约谈日期）" : WorkingDays.dateText(date),
                        place.isEmpty() ? GAP + "约谈地点）" : place,
                        named(heads.get(0)),
                        named(heads.get(1)),
                        bring,
                        day(LocalDate.now(clock)));
    }

    private static String named(Invited head) {
        return head.post() + (head.name().isEmpty() ? GAP + "姓名）" : head.name());
    }

    private static String day(LocalDate date) {
        return "%d年%d月%d日".formatted(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
    }
}
