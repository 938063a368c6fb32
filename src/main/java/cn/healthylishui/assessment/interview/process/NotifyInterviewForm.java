package cn.healthylishui.assessment.interview.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.interview.Interview;
import cn.healthylishui.assessment.interview.InterviewRules;
import cn.healthylishui.assessment.interview.InterviewStep;
import cn.healthylishui.assessment.interview.InterviewText;
import cn.healthylishui.assessment.interview.Interviews;
import cn.healthylishui.assessment.interview.Interviews.Invitation;
import cn.healthylishui.assessment.interview.Interviews.Invited;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.taskform.Typed;
import cn.healthylishui.assessment.year.DeadlineKind;
import cn.healthylishui.assessment.year.Deadlines;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** 发出约谈通知: when and where, what to bring, and which two heads are to come. */
@Component
public class NotifyInterviewForm implements TaskForm {

    public static final String TALK = "talk";
    public static final Field<LocalDate> DATE =
            Field.date("date", "约谈日期", M).required("请填写日期。").help("应在今天之后。");
    public static final Field<String> PLACE = InterviewSheet.text("place", InterviewText.PLACE, L);
    private static final Field<String> BRING = InterviewSheet.text("bring", InterviewText.BRING, L);

    public static final String HEADS = "heads";
    private static final Field<String> POST = InterviewSheet.text("post", InterviewText.POST, L);
    public static final Field<String> NAME = InterviewSheet.text("name", InterviewText.NAME, M);

    private static final String NOTICE = "letter";
    private static final Field<String> TEXT = Field.longText("text", "正文", L, InterviewText.NOTICE::wrong)
            .help("由系统按上面填的内容起草，上面改了这里跟着改；一旦在这里动手修改，就以修改后的为准。");

    private static final List<String> POSTS = List.of("党委（工委）书记", "政府（管委会、办事处）主要负责人");
    private static final String USUAL_MATERIAL = "书面材料（考核不合格的原因、存在问题和初步整改打算）";

    /** What the drafted notice says where something has not been filled in yet. */
    private static final String GAP = "（请补充";

    private static final Table<Integer> HEAD_TABLE = Table.<Integer>of(HEADS, "约谈对象（党政负责人）", String::valueOf)
            .hint("职务可按实际情况修改，两位的姓名都要填写。")
            .shows("no", "约谈对象", S, no -> "第%d位".formatted(no))
            .asks(POST, no -> POSTS.get(no - 1))
            .asks(NAME);

    private final Interviews interviews;
    private final InterviewRules rules;
    private final InterviewSheet sheet;
    private final Deadlines deadlines;
    private final WorkingDays workingDays;
    private final Clock clock;

    NotifyInterviewForm(
            Interviews interviews,
            InterviewRules rules,
            InterviewSheet sheet,
            Deadlines deadlines,
            WorkingDays workingDays,
            Clock clock) {
        this.interviews = interviews;
        this.rules = rules;
        this.sheet = sheet;
        this.deadlines = deadlines;
        this.workingDays = workingDays;
        this.clock = clock;
    }

    /** @param rewritten whether somebody changed the letter, which from then on stands as it was written */
    private record Parts(
            Filled<Interview> talkPart, Filled<Integer> headPart, Filled<Interview> letterPart, boolean rewritten) {

        Typed talk() {
            return talkPart.only().typed();
        }

        List<Invited> heads() {
            return invited(headPart);
        }

        String letter() {
            return letterPart.only().text(TEXT);
        }
    }

    @Override
    public String taskKey() {
        return "taskNotifyInterview";
    }

    @Override
    public void require(TaskRef task) {
        interviews.require(InterviewStep.NOTICE, task.id(Variables.INTERVIEW));
    }

    private Parts read(Interview interview, Draft draft) {
        Filled<Interview> talk = Table.<Interview>questions(TALK, "时间和地点")
                .asks(DATE)
                .asks(PLACE)
                .asks(BRING, any -> USUAL_MATERIAL)
                .rule((any, typed) ->
                        typed.find(DATE).flatMap(rules::wrongTalkDate).map(DATE::problem))
                .read(interview, draft);
        Filled<Integer> named = HEAD_TABLE.read(Table.upTo(InterviewRules.HEADS), draft);
        Filled<Integer> heads = named.rule(line -> line.item() == InterviewRules.HEADS
                ? rules.wrongHeads(invited(named)).map(NAME::problem)
                : Optional.empty());
        boolean rewritten = draft.row(NOTICE, NOTICE) != null;
        Filled<Interview> letter = Table.<Interview>questions(NOTICE, "通知正文")
                .asks(TEXT, any -> drafted(interview, talk.only().typed(), invited(heads)))
                .rule((any, typed) -> rewritten && typed.text(TEXT).contains(GAP)
                        ? Optional.of(TEXT.problem("正文里还有“（请补充……）”没有写，请补充完整。"))
                        : Optional.empty())
                .read(interview, draft);
        return new Parts(talk, heads, letter, rewritten);
    }

    private static List<Invited> invited(Filled<Integer> heads) {
        return heads.stream()
                .map(line -> new Invited(line.text(POST), line.text(NAME)))
                .toList();
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Interview interview = sheet.interview(task);
        Parts parts = read(interview, draft);
        return FormContent.of(
                        "提交后，通知即为发出：%s收到“提交书面材料”任务，约谈任务以约谈日期为期限。通知不能再改。"
                                .formatted(sheet.officeName(interview.interviewee())),
                        InterviewSheet.CLAUSE)
                .notices(sheet.notices(interview))
                .notices(warnings(interview, parts).stream()
                        .map(text -> new Notice(Level.WARNING, text))
                        .toList())
                .part(sheet.resultSection(interview))
                .part(parts.talkPart())
                .part(parts.headPart())
                .part(parts.letterPart());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Interview interview = sheet.interview(task);
        Parts parts = read(interview, draft);
        Typed talk = parts.talk();
        interviews.announce(
                interview.id(),
                new Invitation(talk.get(DATE), talk.get(PLACE), talk.get(BRING), parts.letter(), parts.heads()),
                actor);
        return Map.of();
    }

    /** What is allowed, but not by oversight. */
    private List<String> warnings(Interview interview, Parts parts) {
        List<String> warnings = new ArrayList<>();
        Optional<LocalDate> date = parts.talk().find(DATE);
        date.filter(day -> !workingDays.isWorkingDay(day))
                .ifPresent(day -> warnings.add("约谈日期%s是休息日，请确认。".formatted(WorkingDays.dateText(day))));
        LocalDate end = deadlines.due(interview.year(), DeadlineKind.WHOLE_PROCEDURE);
        date.filter(day -> day.isAfter(end))
                .ifPresent(day -> warnings.add("约谈日期晚于全年考核工作应办结的日期%s，请确认。".formatted(WorkingDays.dateText(end))));
        if (parts.rewritten()) {
            Stream.concat(
                            Stream.of(
                                    date.map(NotifyInterviewForm::day).orElse(""),
                                    parts.talk().text(PLACE)),
                            parts.heads().stream().map(Invited::name))
                    .filter(said -> !parts.letter().contains(said))
                    .forEach(said -> warnings.add("通知正文里没有写到“%s”，请核对正文与上面填的是否一致。".formatted(said)));
        }
        return warnings;
    }

    private String drafted(Interview interview, Typed talk, List<Invited> heads) {
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
                        talk.find(DATE).map(WorkingDays::dateText).orElse(GAP + "约谈日期）"),
                        talk.isEmpty(PLACE) ? GAP + "约谈地点）" : talk.text(PLACE),
                        named(heads.get(0)),
                        named(heads.get(1)),
                        talk.text(BRING),
                        day(LocalDate.now(clock)));
    }

    private static String named(Invited head) {
        return head.post() + (head.name().isEmpty() ? GAP + "姓名）" : head.name());
    }

    private static String day(LocalDate date) {
        return "%d年%d月%d日".formatted(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
    }
}
