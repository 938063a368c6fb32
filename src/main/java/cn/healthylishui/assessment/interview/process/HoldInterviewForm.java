package cn.healthylishui.assessment.interview.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.interview.Interview;
import cn.healthylishui.assessment.interview.Interview.Head;
import cn.healthylishui.assessment.interview.InterviewRules;
import cn.healthylishui.assessment.interview.InterviewStep;
import cn.healthylishui.assessment.interview.InterviewText;
import cn.healthylishui.assessment.interview.Interviews;
import cn.healthylishui.assessment.interview.Interviews.Presence;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.taskform.Typed;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** 约谈并作记录: when the talk was held, who was there, and the minutes, without which it does not count. */
@Component
public class HoldInterviewForm implements TaskForm {

    public static final String TALK = "talk";
    public static final Field<LocalDate> DATE =
            Field.date("date", "实际约谈日期", M).required("请填写日期。").help("约谈后填写，不能晚于今天。");

    public static final String HEADS = "heads";
    public static final Option CAME = new Option("CAME", "本人到场");
    public static final Option REPRESENTED = new Option("REPRESENTED", "他人代为参加");
    public static final Field<Option> PRESENCE =
            Field.choice("presence", "到场情况", M, CAME, REPRESENTED).required("请选择本人到场或他人代为参加。");
    public static final Field<String> SUBSTITUTE = InterviewSheet.text("substitute", InterviewText.SUBSTITUTE, M);
    public static final Field<String> REASON = InterviewSheet.text("reason", InterviewText.SUBSTITUTE_REASON, L);

    public static final String RECORD = "record";
    public static final Field<String> MINUTES = Field.longText("minutes", "记录", L, InterviewRules::wrongMinutes)
            .help("谈了哪些问题、提了什么要求、被约谈人怎么表态。没有记录的约谈不能办结。");
    private static final Field<List<String>> FILES = Field.files("附件", L).help("签字的记录、照片等，可不传。");

    private static final Table<Head> HEAD_TABLE = Table.<Head>of(HEADS, "被约谈人到场情况", head -> String.valueOf(head.seq()))
            .hint("党政负责人应当都到场；未到场的，写明由谁代为参加和原因。")
            .shows("head", "被约谈人", L, InterviewSheet::head)
            .asks(PRESENCE)
            .asks(SUBSTITUTE)
            .asks(REASON)
            .askedWhere(SUBSTITUTE, (head, typed) -> typed.is(PRESENCE, REPRESENTED))
            .askedWhere(REASON, (head, typed) -> typed.is(PRESENCE, REPRESENTED))
            .rule(HoldInterviewForm::nobodyStandsInForWhoCame);

    private static final Table<Interview> RECORD_TABLE =
            Table.<Interview>questions(RECORD, "约谈记录").asks(MINUTES).asks(FILES);

    private final Interviews interviews;
    private final InterviewRules rules;
    private final InterviewSheet sheet;

    HoldInterviewForm(Interviews interviews, InterviewRules rules, InterviewSheet sheet) {
        this.interviews = interviews;
        this.rules = rules;
        this.sheet = sheet;
    }

    private static Optional<Problem> nobodyStandsInForWhoCame(Head head, Typed typed) {
        return typed.is(PRESENCE, CAME) && !(typed.isEmpty(SUBSTITUTE) && typed.isEmpty(REASON))
                ? Optional.of(PRESENCE.problem("选了“本人到场”，请清空代为参加人和原因；不是本人到场的，请改选“他人代为参加”。"))
                : Optional.empty();
    }

    @Override
    public String taskKey() {
        return "taskHoldInterview";
    }

    @Override
    public void require(TaskRef task) {
        interviews.require(InterviewStep.TALK, task.id(Variables.INTERVIEW));
    }

    private Filled<Interview> talk(Interview interview, Draft draft) {
        // The day announced is offered only once it has come.
        Optional<LocalDate> announced = Optional.ofNullable(interview.heldOn())
                .filter(day -> rules.wrongHeldOn(interview, day).isEmpty());
        return Table.<Interview>questions(TALK, "约谈时间")
                .asks(DATE.checked(day -> rules.wrongHeldOn(interview, day)), any -> DATE.written(announced))
                .read(interview, draft);
    }

    private Filled<Head> heads(Interview interview, Draft draft) {
        return HEAD_TABLE.read(interviews.heads(interview), draft);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Interview interview = sheet.interview(task);
        return FormContent.of(
                        "提交后，约谈记录存档，%s收到“制定整改方案”任务；整改结果应在约谈后%d天内报告。"
                                .formatted(
                                        sheet.officeName(interview.interviewee()), rules.rectificationDays(interview)),
                        InterviewSheet.CLAUSE)
                .notices(sheet.notices(interview))
                .part(sheet.resultSection(interview))
                .part(sheet.noticeSection(interview))
                .part(sheet.materialSection(interview))
                .part(talk(interview, draft))
                .part(heads(interview, draft))
                .part(RECORD_TABLE.read(interview, draft));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Interview interview = sheet.interview(task);
        Line<Interview> record = RECORD_TABLE.read(interview, draft).only();
        interviews.hold(
                interview.id(),
                talk(interview, draft).only().get(DATE),
                heads(interview, draft).stream()
                        .map(line -> new Presence(line.is(PRESENCE, CAME), line.text(SUBSTITUTE), line.text(REASON)))
                        .toList(),
                record.get(MINUTES),
                record.get(FILES),
                actor);
        return Map.of();
    }
}
