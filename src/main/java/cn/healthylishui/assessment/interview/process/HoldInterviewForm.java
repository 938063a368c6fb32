package cn.healthylishui.assessment.interview.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.interview.Interview;
import cn.healthylishui.assessment.interview.Interview.Head;
import cn.healthylishui.assessment.interview.InterviewStep;
import cn.healthylishui.assessment.interview.InterviewText;
import cn.healthylishui.assessment.interview.Interviews;
import cn.healthylishui.assessment.interview.Interviews.Presence;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.taskform.TypedDate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 约谈并作记录: when the talk was held, who was there, and the minutes, without which it does not count. */
@Component
class HoldInterviewForm implements TaskForm {

    static final String TALK = "talk";
    static final String HEADS = "heads";
    static final String RECORD = "record";
    static final String CAME = "CAME";
    static final String REPRESENTED = "REPRESENTED";

    private final Interviews interviews;
    private final InterviewSheet sheet;

    HoldInterviewForm(Interviews interviews, InterviewSheet sheet) {
        this.interviews = interviews;
        this.sheet = sheet;
    }

    private record TypedHead(Head head, String presence, String substitute, String reason) {

        boolean came() {
            return presence.equals(CAME);
        }

        List<Problem> problems() {
            List<Problem> problems = new ArrayList<>();
            if (came()) {
                if (!(substitute + reason).isEmpty()) {
                    problems.add(new Problem("presence", "选了“本人到场”，请清空代为参加人和原因；不是本人到场的，请改选“他人代为参加”。"));
                }
            } else if (presence.equals(REPRESENTED)) {
                InterviewText.SUBSTITUTE
                        .wrong(substitute)
                        .ifPresent(message -> problems.add(new Problem("substitute", message)));
                InterviewText.SUBSTITUTE_REASON
                        .wrong(reason)
                        .ifPresent(message -> problems.add(new Problem("reason", message)));
            } else {
                problems.add(new Problem("presence", "请选择本人到场或他人代为参加。"));
            }
            return problems;
        }
    }

    private record Typed(
            String dateText, @Nullable LocalDate date, List<TypedHead> heads, String minutes, List<String> files) {}

    @Override
    public String taskKey() {
        return "taskHoldInterview";
    }

    @Override
    public void require(TaskRef task) {
        interviews.require(InterviewStep.TALK, task.id(Variables.INTERVIEW));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Interview interview = sheet.interview(task);
        Typed typed = read(interview, draft);
        return new FormContent(
                "提交后，约谈记录存档，%s收到“制定整改方案”任务；整改结果应在约谈后%d天内报告。"
                        .formatted(sheet.officeName(interview.interviewee()), interviews.rectificationDays(interview)),
                InterviewSheet.CLAUSES,
                sheet.notices(interview),
                List.of(
                        sheet.resultSection(interview),
                        sheet.noticeSection(interview),
                        sheet.materialSection(interview),
                        talk(interview, typed),
                        heads(typed),
                        minutes(typed)),
                List.of(),
                List.of());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Interview interview = sheet.interview(task);
        Typed typed = read(interview, draft);
        if (typed.date() == null) {
            throw new IllegalStateException("A talk without a date was submitted");
        }
        interviews.hold(
                interview.id(),
                typed.date(),
                typed.heads().stream()
                        .map(head -> new Presence(head.came(), head.substitute(), head.reason()))
                        .toList(),
                typed.minutes(),
                typed.files(),
                actor);
        return Map.of();
    }

    private Typed read(Interview interview, Draft draft) {
        // The day announced is offered only once it has come.
        String announced = Optional.ofNullable(interview.heldOn())
                .filter(day -> interviews.wrongHeldOn(interview, day).isEmpty())
                .map(String::valueOf)
                .orElse("");
        String date = draft.value(TALK, TALK, "date", announced);
        return new Typed(
                date,
                TypedDate.read(date).orElse(null),
                interviews.heads(interview.id()).stream()
                        .map(head -> read(head, draft))
                        .toList(),
                draft.value(RECORD, RECORD, "minutes", ""),
                Draft.ids(draft.value(RECORD, RECORD, "files", "")));
    }

    private static TypedHead read(Head head, Draft draft) {
        String row = String.valueOf(head.seq());
        return new TypedHead(
                head,
                draft.value(HEADS, row, "presence", ""),
                draft.value(HEADS, row, "substitute", ""),
                draft.value(HEADS, row, "reason", ""));
    }

    private Section talk(Interview interview, Typed typed) {
        Optional<String> problem = typed.date() == null
                ? Optional.of(TypedDate.problem(typed.dateText()))
                : interviews.wrongHeldOn(interview, typed.date());
        return Forms.questions(
                TALK,
                "约谈时间",
                List.of(Column.input("date", "实际约谈日期", InputType.DATE, Width.M).help("约谈后填写，不能晚于今天。")),
                Map.of("date", typed.date() == null ? typed.dateText() : String.valueOf(typed.date())),
                problem.map(message -> new Problem("date", message)).stream().toList());
    }

    private static Section heads(Typed typed) {
        return Forms.table(
                HEADS,
                "被约谈人到场情况",
                "党政负责人应当都到场；未到场的，写明由谁代为参加和原因。",
                List.of(
                        Column.label("head", "被约谈人", Width.L),
                        Column.choice(
                                "presence",
                                "到场情况",
                                Width.M,
                                List.of(new Option(CAME, "本人到场"), new Option(REPRESENTED, "他人代为参加"))),
                        Column.input("substitute", "代为参加人的姓名和职务", InputType.TEXT, Width.M),
                        Column.input("reason", "本人未到场的原因", InputType.TEXT, Width.L)),
                typed.heads().stream()
                        .map(head -> new Row(
                                String.valueOf(head.head().seq()),
                                false,
                                Map.of(
                                        "head", InterviewSheet.head(head.head()),
                                        "presence", head.presence(),
                                        "substitute", head.substitute(),
                                        "reason", head.reason()),
                                Map.of(),
                                head.problems()))
                        .toList());
    }

    private Section minutes(Typed typed) {
        return Forms.questions(
                RECORD,
                "约谈记录",
                List.of(
                        Column.input("minutes", "记录", InputType.LONG_TEXT, Width.L)
                                .help("谈了哪些问题、提了什么要求、被约谈人怎么表态。没有记录的约谈不能办结。"),
                        Column.input("files", "附件", InputType.FILES, Width.L).help("签字的记录、照片等，可不传。")),
                Map.of("minutes", typed.minutes(), "files", String.join(",", typed.files())),
                interviews.wrongMinutes(typed.minutes()).map(message -> new Problem("minutes", message)).stream()
                        .toList());
    }
}
