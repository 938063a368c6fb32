package cn.healthylishui.assessment.adjustment.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.adjustment.Adjustment;
import cn.healthylishui.assessment.adjustment.Adjustment.Stage;
import cn.healthylishui.assessment.adjustment.Adjustment.State;
import cn.healthylishui.assessment.adjustment.Adjustments;
import cn.healthylishui.assessment.adjustment.Hearings;
import cn.healthylishui.assessment.adjustment.Hearings.Answered;
import cn.healthylishui.assessment.adjustment.Hearings.Channel;
import cn.healthylishui.assessment.adjustment.Hearings.Comment;
import cn.healthylishui.assessment.adjustment.Hearings.Further;
import cn.healthylishui.assessment.adjustment.Hearings.Hearing;
import cn.healthylishui.assessment.adjustment.Hearings.Reply;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.taskform.Typed;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** 公开征求意见: the comments as they come, each answered and adopted or not; done once the last day is over (意见四(四)). */
@Component
public class HoldHearingForm implements TaskForm {

    public static final String COMMENTS = "comments";
    public static final String FURTHER = "further";
    public static final Field<Channel> CHANNEL = Field.choice(
                    "channel",
                    "来源",
                    S,
                    EnumSet.complementOf(EnumSet.of(Channel.WEB)).toArray(Channel[]::new),
                    Channel::label)
            .required("请选择意见的来源。");
    public static final Field<String> PERSON = Field.text("person", "称呼", S, Hearings.LONGEST_NAME);
    private static final Field<String> CONTACT = Field.text("contact", "联系方式", M, Hearings.LONGEST_CONTACT);
    public static final Field<String> TEXT =
            Field.longText("text", "意见", L, Hearings.LONGEST_COMMENT).required("请写明意见的内容。");

    public static final Field<Reply> REPLY =
            Field.choice("reply", "是否采纳", S, Reply.values(), Reply::label).required("请选择是否采纳。");
    public static final Field<String> ANSWER =
            Field.longText("answer", "答复", L, Hearings.LONGEST_ANSWER).required("请写明答复，会公布。");
    private static final Option SHOWN = new Option("SHOWN", "公布");
    private static final Option WITHHELD = new Option("WITHHELD", "不公布");
    private static final Field<Option> WORDS = Field.choice("shown", "原文", S, SHOWN, WITHHELD)
            .required("请选择原文是否公布。")
            .help("含有个人信息、侮辱性或者与草案无关内容的，原文可以不公布；答复照样公布");

    public static final Field<Onward> ONWARD =
            Onward.field("草案", "不修改，转入测算影响", "要修改，退回重新编制").required("请选择草案要不要修改。");
    public static final Field<String> OUTCOME = Field.longText("outcome", "征求意见的情况", L, Adjustments.LONGEST)
            .required("请写明征求意见的总的情况，会公布。")
            .help("收到多少意见、主要说什么、采纳了什么；和意见、答复一起公布");

    private static final int LEAST_ROWS = 3;
    private static final int MOST_ROWS = 200;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private static final Table<Integer> FURTHER_TABLE =
            answered(Table.<Integer>of(FURTHER, "来信、来电和座谈会的意见", String::valueOf)
                    .hint("没有的不用填；一行一条，填满会自动加行。")
                    .askedOnlyWhere((no, typed) -> isWritten(typed))
                    .shows("no", "序号", S, AdjustmentSheet::no)
                    .asks(CHANNEL)
                    .asks(PERSON)
                    .asks(CONTACT)
                    .asks(TEXT));

    /** About what stands against going on. */
    private static final Table<List<String>> QUESTIONS = Table.<List<String>>questions(Forms.DECISION, "办理")
            .asks(ONWARD)
            .asks(OUTCOME)
            .rule((obstacles, typed) -> AdjustmentSheet.unobstructed(ONWARD, Onward.GO, obstacles, typed));

    private final Adjustments adjustments;
    private final Hearings hearings;
    private final AdjustmentSheet sheet;
    private final Clock clock;

    HoldHearingForm(Adjustments adjustments, Hearings hearings, AdjustmentSheet sheet, Clock clock) {
        this.adjustments = adjustments;
        this.hearings = hearings;
        this.sheet = sheet;
        this.clock = clock;
    }

    /** What is said to a comment, however it came. */
    private static <T> Table<T> answered(Table<T> comments) {
        return comments.asks(REPLY).asks(ANSWER).asks(WORDS, any -> WORDS.written(SHOWN));
    }

    private static Answered answer(Line<?> line) {
        return new Answered(line.get(REPLY), line.get(ANSWER), line.is(WORDS, SHOWN));
    }

    /** That words are shown unless somebody withholds them writes nothing on a line yet. */
    private static boolean isWritten(Typed typed) {
        return !Stream.of(CHANNEL, PERSON, CONTACT, TEXT, REPLY, ANSWER).allMatch(typed::isEmpty);
    }

    @Override
    public String taskKey() {
        return "taskHoldHearing";
    }

    @Override
    public void require(TaskRef task) {
        adjustments.require(task.id(Variables.ADJUSTMENT), State.HEARING);
    }

    /** @param no the how-manieth of its hearing */
    private record Received(int no, Comment comment) {}

    private Filled<Received> comments(Hearing hearing, Draft draft) {
        List<Comment> comments = hearings.comments(hearing.id());
        return answered(Table.<Received>of(
                                COMMENTS,
                                "网上收到的意见",
                                one -> String.valueOf(one.comment().id()))
                        .hint(comments.isEmpty() ? "还没有收到。新的意见会出现在这里，请刷新查看。" : "随到随列。联系方式只有市健康丽水办能看到，请不要写进答复。")
                        .shows("no", "序号", S, one -> AdjustmentSheet.no(one.no()))
                        .shows(PERSON.key(), PERSON.label(), S, one -> AdjustmentSheet.person(one.comment()))
                        .shows(
                                CONTACT.key(),
                                CONTACT.label(),
                                M,
                                one -> Objects.requireNonNullElse(one.comment().contact(), "—"))
                        .shows(
                                "received",
                                "时间",
                                S,
                                one -> TIME.format(one.comment().receivedAt()))
                        .shows(TEXT.key(), TEXT.label(), L, one -> one.comment().text()))
                .read(
                        IntStream.range(0, comments.size())
                                .mapToObj(i -> new Received(i + 1, comments.get(i)))
                                .toList(),
                        draft);
    }

    private static Filled<Integer> further(Draft draft) {
        return FURTHER_TABLE.read(Table.upTo(MOST_ROWS), draft).withRoom(LEAST_ROWS, line -> isWritten(line.typed()));
    }

    private static List<Line<Integer>> written(Filled<Integer> further) {
        return further.stream().filter(line -> isWritten(line.typed())).toList();
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Adjustment adjustment = adjustments.get(task.id(Variables.ADJUSTMENT));
        Hearing hearing = hearings.latest(adjustment.id());
        List<String> obstacles = adjustments.obstacles(adjustment);
        Filled<Received> comments = comments(hearing, draft);
        Filled<Integer> further = further(draft);
        return FormContent.of("提交后，意见和答复在征求意见的页面公布（联系方式不公布）；草案不修改的转入测算影响，要修改的退回重新编制。", "办法七(四)", "意见四(四)")
                .notices(AdjustmentSheet.notices(adjustment, obstacles))
                .part(comments)
                .part(further)
                .part(QUESTIONS.read(obstacles, draft))
                .parts(sheet.differences(hearing.drafts()))
                .fact("截止", WorkingDays.dateText(hearing.endsOn()))
                .fact("网上意见", comments.size() + " 条")
                .fact("其他意见", written(further).size() + " 条")
                .fact("还没答复", comments.stream().filter(line -> !line.isRight()).count() + " 条")
                .problems(hearing.runsOn(LocalDate.now(clock)) ? List.of(Hearings.stillRuns(hearing)) : List.of());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Adjustment adjustment = adjustments.get(task.id(Variables.ADJUSTMENT));
        Hearing hearing = hearings.latest(adjustment.id());
        Line<List<String>> decided =
                QUESTIONS.read(adjustments.obstacles(adjustment), draft).only();
        boolean redraft = decided.is(ONWARD, Onward.REDRAFT);
        String outcome = decided.get(OUTCOME);
        hearings.close(
                hearing.id(),
                comments(hearing, draft).stream()
                        .collect(Collectors.toMap(line -> line.item().comment().id(), HoldHearingForm::answer)),
                written(further(draft)).stream()
                        .map(line -> new Further(
                                line.get(CHANNEL), line.text(PERSON), line.text(CONTACT), line.get(TEXT), answer(line)))
                        .toList(),
                outcome,
                redraft,
                actor);
        if (redraft) {
            adjustments.sendBack(adjustment.id(), Stage.HEARING, outcome, actor);
        } else {
            adjustments.goOn(adjustment.id(), State.IMPACT, outcome, actor);
        }
        return Map.of(Variables.RULING, decided.get(ONWARD).name());
    }
}
