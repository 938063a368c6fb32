package cn.healthylishui.assessment.adjustment.process;

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
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
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
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 公开征求意见: the comments as they come, each answered and adopted or not; done once the last day is over (意见四(四)). */
@Component
class HoldHearingForm implements TaskForm {

    private static final String COMMENTS = "comments";
    private static final String FURTHER = "further";
    private static final String SHOWN = "SHOWN";
    private static final String WITHHELD = "WITHHELD";
    private static final int LEAST_ROWS = 3;
    private static final int MOST_ROWS = 200;
    private static final List<String> FURTHER_COLUMNS =
            List.of("channel", "person", "contact", "text", "reply", "answer");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

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

    private record Reading(String replyText, @Nullable Reply reply, String answer, String shown) {

        static Reading of(String section, String row, Draft draft) {
            String reply = draft.value(section, row, "reply", "");
            return new Reading(
                    reply,
                    Arrays.stream(Reply.values())
                            .filter(one -> one.name().equals(reply))
                            .findFirst()
                            .orElse(null),
                    draft.value(section, row, "answer", ""),
                    draft.value(section, row, "shown", SHOWN));
        }

        List<Problem> problems() {
            List<Problem> problems = new ArrayList<>();
            if (reply == null) {
                problems.add(new Problem("reply", "请选择是否采纳。"));
            }
            Forms.wrongText(answer, "answer", "请写明答复，会公布。", Hearings.LONGEST_ANSWER)
                    .ifPresent(problems::add);
            if (!List.of(SHOWN, WITHHELD).contains(shown)) {
                problems.add(new Problem("shown", "请选择原文是否公布。"));
            }
            return problems;
        }

        Answered answered() {
            return new Answered(Objects.requireNonNull(reply), answer, shown.equals(SHOWN));
        }

        Map<String, String> over(Map<String, String> values) {
            Map<String, String> all = new HashMap<>(values);
            all.putAll(Map.of("reply", replyText, "answer", answer, "shown", shown));
            return all;
        }
    }

    private record Line(
            String key,
            String channelText,
            @Nullable Channel channel,
            String person,
            String contact,
            String text,
            Reading reading) {

        boolean empty() {
            return (channelText + person + contact + text + reading.replyText() + reading.answer()).isEmpty();
        }
    }

    private record Typed(
            Adjustment adjustment,
            Hearing hearing,
            List<Comment> comments,
            Map<Long, Reading> readings,
            List<Line> further,
            String decision,
            String outcome) {

        List<Line> filled() {
            return further.stream().filter(line -> !line.empty()).toList();
        }

        Reading of(Comment comment) {
            return Objects.requireNonNull(readings.get(comment.id()));
        }

        long unanswered() {
            return comments.stream()
                    .filter(comment -> !of(comment).problems().isEmpty())
                    .count();
        }
    }

    @Override
    public String taskKey() {
        return "taskHoldHearing";
    }

    @Override
    public void require(TaskRef task) {
        adjustments.require(task.id(Variables.ADJUSTMENT), State.HEARING);
    }

    private Typed read(TaskRef task, Draft draft) {
        Adjustment adjustment = adjustments.get(task.id(Variables.ADJUSTMENT));
        Hearing hearing = hearings.latest(adjustment.id());
        List<Comment> comments = hearings.comments(hearing.id());
        Map<Long, Reading> readings = new HashMap<>();
        comments.forEach(
                comment -> readings.put(comment.id(), Reading.of(COMMENTS, String.valueOf(comment.id()), draft)));
        return new Typed(
                adjustment,
                hearing,
                comments,
                readings,
                IntStream.rangeClosed(1, rows(draft))
                        .mapToObj(String::valueOf)
                        .map(row -> line(row, draft))
                        .toList(),
                draft.value(Forms.DECISION, Forms.DECISION, "decision", ""),
                draft.value(Forms.DECISION, Forms.DECISION, "outcome", ""));
    }

    private static int rows(Draft draft) {
        int last = IntStream.rangeClosed(1, MOST_ROWS)
                .filter(row -> FURTHER_COLUMNS.stream()
                        .anyMatch(column -> !draft.value(FURTHER, String.valueOf(row), column, "")
                                .isEmpty()))
                .max()
                .orElse(0);
        return Math.min(MOST_ROWS, Math.max(LEAST_ROWS, last + 2));
    }

    private static Line line(String row, Draft draft) {
        String channel = draft.value(FURTHER, row, "channel", "");
        return new Line(
                row,
                channel,
                channels().filter(one -> one.name().equals(channel)).findFirst().orElse(null),
                draft.value(FURTHER, row, "person", ""),
                draft.value(FURTHER, row, "contact", ""),
                draft.value(FURTHER, row, "text", ""),
                Reading.of(FURTHER, row, draft));
    }

    private static Stream<Channel> channels() {
        return Arrays.stream(Channel.values()).filter(channel -> channel != Channel.WEB);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Typed typed = read(task, draft);
        Hearing hearing = typed.hearing();
        boolean runs = hearing.runsOn(LocalDate.now(clock));
        List<Section> sections = new ArrayList<>(List.of(comments(typed), further(typed), decision(typed)));
        sections.addAll(sheet.differences(hearing.drafts()));
        return new FormContent(
                "提交后，意见和答复在征求意见的页面公布（联系方式不公布）；草案不修改的转入测算影响，要修改的退回重新编制。",
                List.of("办法七(四)", "意见四(四)"),
                AdjustmentSheet.notices(typed.adjustment(), adjustments.obstacles(typed.adjustment())),
                sections,
                List.of(
                        new Fact("截止", WorkingDays.dateText(hearing.endsOn())),
                        new Fact("网上意见", typed.comments().size() + " 条"),
                        new Fact("其他意见", typed.filled().size() + " 条"),
                        new Fact("还没答复", typed.unanswered() + " 条")),
                runs ? List.of(Hearings.stillRuns(hearing)) : List.of());
    }

    private static List<Column> answerColumns() {
        return List.of(
                Column.choice(
                        "reply",
                        "是否采纳",
                        Width.S,
                        Arrays.stream(Reply.values())
                                .map(reply -> new Option(reply.name(), reply.label()))
                                .toList()),
                Column.input("answer", "答复", InputType.LONG_TEXT, Width.L),
                Column.choice("shown", "原文", Width.S, List.of(new Option(SHOWN, "公布"), new Option(WITHHELD, "不公布")))
                        .help("含有个人信息、侮辱性或者与草案无关内容的，原文可以不公布；答复照样公布"));
    }

    private static Section comments(Typed typed) {
        return Forms.table(
                COMMENTS,
                "网上收到的意见",
                typed.comments().isEmpty() ? "还没有收到。新的意见会出现在这里，请刷新查看。" : "随到随列。联系方式只有市健康丽水办能看到，请不要写进答复。",
                Stream.concat(
                                Stream.of(
                                        Column.label("no", "序号", Width.S),
                                        Column.label("person", "称呼", Width.S),
                                        Column.label("contact", "联系方式", Width.M),
                                        Column.label("received", "时间", Width.S),
                                        Column.label("text", "意见", Width.L)),
                                answerColumns().stream())
                        .toList(),
                IntStream.range(0, typed.comments().size())
                        .mapToObj(i -> comment(i + 1, typed.comments().get(i), typed))
                        .toList());
    }

    private static Row comment(int number, Comment comment, Typed typed) {
        Reading reading = typed.of(comment);
        return new Row(
                String.valueOf(comment.id()),
                false,
                reading.over(Map.of(
                        "no", "第%d条".formatted(number),
                        "person", Objects.requireNonNullElse(comment.person(), "匿名"),
                        "contact", Objects.requireNonNullElse(comment.contact(), "—"),
                        "received", TIME.format(comment.receivedAt()),
                        "text", comment.text())),
                Map.of(),
                reading.problems());
    }

    private static Section further(Typed typed) {
        return Forms.table(
                FURTHER,
                "来信、来电和座谈会的意见",
                "没有的不用填；一行一条，填满会自动加行。",
                Stream.concat(
                                Stream.of(
                                        Column.label("no", "序号", Width.S),
                                        Column.choice(
                                                "channel",
                                                "来源",
                                                Width.S,
                                                channels()
                                                        .map(channel -> new Option(channel.name(), channel.label()))
                                                        .toList()),
                                        Column.input("person", "称呼", InputType.TEXT, Width.S),
                                        Column.input("contact", "联系方式", InputType.TEXT, Width.M),
                                        Column.input("text", "意见", InputType.LONG_TEXT, Width.L)),
                                answerColumns().stream())
                        .toList(),
                typed.further().stream().map(HoldHearingForm::row).toList());
    }

    private static Row row(Line line) {
        List<Problem> problems = new ArrayList<>();
        if (!line.empty()) {
            if (line.channel() == null) {
                problems.add(new Problem("channel", "请选择意见的来源。"));
            }
            Forms.tooLong(line.person(), "person", Hearings.LONGEST_NAME).ifPresent(problems::add);
            Forms.tooLong(line.contact(), "contact", Hearings.LONGEST_CONTACT).ifPresent(problems::add);
            Forms.wrongText(line.text(), "text", "请写明意见的内容。", Hearings.LONGEST_COMMENT)
                    .ifPresent(problems::add);
            problems.addAll(line.reading().problems());
        }
        return new Row(
                line.key(),
                false,
                line.reading()
                        .over(Map.of(
                                "no", "第%s条".formatted(line.key()),
                                "channel", line.channelText(),
                                "person", line.person(),
                                "contact", line.contact(),
                                "text", line.text())),
                Map.of(),
                problems);
    }

    private Section decision(Typed typed) {
        List<Problem> problems = new ArrayList<>();
        Onward.problem(typed.decision(), "请选择草案要不要修改。").ifPresent(problems::add);
        if (typed.decision().equals(Onward.GO)) {
            adjustments.obstacles(typed.adjustment()).stream()
                    .findFirst()
                    .ifPresent(obstacle -> problems.add(new Problem(Onward.COLUMN, obstacle)));
        }
        Forms.wrongText(typed.outcome(), "outcome", "请写明征求意见的总的情况，会公布。", Adjustments.LONGEST)
                .ifPresent(problems::add);
        return Forms.questions(
                Forms.DECISION,
                "办理",
                List.of(
                        Column.choice(
                                Onward.COLUMN,
                                "草案",
                                Width.L,
                                List.of(new Option(Onward.GO, "不修改，转入测算影响"), new Option(Onward.REDRAFT, "要修改，退回重新编制"))),
                        Column.input("outcome", "征求意见的情况", InputType.LONG_TEXT, Width.L)
                                .help("收到多少意见、主要说什么、采纳了什么；和意见、答复一起公布")),
                Map.of(Onward.COLUMN, typed.decision(), "outcome", typed.outcome()),
                problems);
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Typed typed = read(task, draft);
        boolean redraft = typed.decision().equals(Onward.REDRAFT);
        Map<Long, Answered> answers = new HashMap<>();
        typed.comments()
                .forEach(comment -> answers.put(comment.id(), typed.of(comment).answered()));
        hearings.close(
                typed.hearing().id(),
                answers,
                typed.filled().stream()
                        .map(line -> new Further(
                                Objects.requireNonNull(line.channel()),
                                line.person(),
                                line.contact(),
                                line.text(),
                                line.reading().answered()))
                        .toList(),
                typed.outcome(),
                redraft,
                actor);
        if (redraft) {
            adjustments.sendBack(typed.adjustment().id(), Stage.HEARING, typed.outcome(), actor);
        } else {
            adjustments.goOn(typed.adjustment().id(), State.IMPACT, typed.outcome(), actor);
        }
        return Map.of(Variables.RULING, typed.decision());
    }
}
