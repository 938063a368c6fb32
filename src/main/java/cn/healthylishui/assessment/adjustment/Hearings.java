package cn.healthylishui.assessment.adjustment;

import cn.healthylishui.assessment.adjustment.Adjustment.ChosenDraft;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Refused;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 公开征求意见 (意见四(四)): drafts are open to everybody, anybody may comment until the last day is over, and each comment is answered.
 * Comments and answers are published together when it closes; how to reach whoever commented is for the city office alone.
 */
@Component
public class Hearings {

    /** As long as the columns that keep them. */
    public static final int LONGEST_NAME = 50;

    public static final int LONGEST_CONTACT = 100;
    public static final int LONGEST_COMMENT = 2000;
    public static final int LONGEST_ANSWER = 2000;

    /** So that nobody can flood a hearing; the sources are silent, these are ours. */
    public static final int MOST_A_MINUTE = 3;

    public static final int MOST_A_DAY = 200;

    /** How long a hearing lasts at least, and usually. */
    public static final int LEAST_WORKING_DAYS = 5;

    public static final int USUAL_WORKING_DAYS = 10;

    private record HearingRow(
            long id,
            long adjustment,
            int round,
            String notice,
            LocalDateTime openedAt,
            LocalDate endsOn,
            @Nullable LocalDateTime closedAt,
            @Nullable String outcome,
            @Nullable Boolean redraft,
            @Nullable String closedBy) {}

    private record HearingOfYear(int year, HearingRow row) {

        Hearing hearing(Map<Long, List<ChosenDraft>> drafts) {
            return new Hearing(
                    row.id(),
                    row.adjustment(),
                    year,
                    row.round(),
                    row.notice(),
                    row.openedAt(),
                    row.endsOn(),
                    row.closedAt(),
                    row.outcome(),
                    row.redraft(),
                    drafts.getOrDefault(row.id(), List.of()));
        }
    }

    private record DraftOfHearing(long hearing, DraftRow draft) {}

    private record CommentRow(
            long id,
            long hearing,
            Channel channel,
            @Nullable String person,
            @Nullable String contact,
            String commentText,
            LocalDateTime receivedAt,
            @Nullable String enteredBy,
            @Nullable Reply ruling,
            @Nullable String answer,
            @Nullable Boolean shown) {

        Comment comment() {
            return new Comment(
                    id,
                    channel,
                    person,
                    contact,
                    commentText,
                    receivedAt,
                    enteredBy,
                    ruling,
                    answer,
                    Boolean.TRUE.equals(shown));
        }
    }

    private final Rows rows;
    private final OperationLog log;
    private final Clock clock;

    Hearings(JdbcClient jdbc, OperationLog log, Clock clock) {
        this.rows = new Rows(jdbc);
        this.log = log;
        this.clock = clock;
    }

    public enum Channel {
        WEB("网上"),
        LETTER("来信"),
        PHONE("来电"),
        MEETING("座谈会");

        private final String label;

        Channel(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** What became of a comment. */
    public enum Reply {
        ADOPTED("采纳"),
        PARTLY("部分采纳"),
        DECLINED("不采纳");

        private final String label;

        Reply(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * @param number the how-manieth of its adjustment
     * @param notice what the public is told of it
     * @param endsOn the last day on which one can comment
     * @param redraft whether the drafts were changed afterwards; null while it is not closed
     */
    public record Hearing(
            long id,
            long adjustment,
            int year,
            int number,
            String notice,
            LocalDateTime openedAt,
            LocalDate endsOn,
            @Nullable LocalDateTime closedAt,
            @Nullable String outcome,
            @Nullable Boolean redraft,
            List<ChosenDraft> drafts) {

        public boolean runsOn(LocalDate day) {
            return closedAt == null && !day.isAfter(endsOn);
        }
    }

    /**
     * 一条意见.
     *
     * @param person as whoever commented wants to be called
     * @param contact never shown but to the city office
     * @param enteredBy who wrote it down; null where the person did
     * @param reply null until the hearing is closed
     * @param shown whether its words are published with the answer
     */
    public record Comment(
            long id,
            Channel channel,
            @Nullable String person,
            @Nullable String contact,
            String text,
            LocalDateTime receivedAt,
            @Nullable String enteredBy,
            @Nullable Reply reply,
            @Nullable String answer,
            boolean shown) {}

    /** A comment that did not come over the web, with what the city office says to it. */
    public record Further(
            Channel channel,
            @Nullable String person,
            @Nullable String contact,
            String text,
            Answered answered) {}

    public record Answered(Reply reply, String answer, boolean shown) {}

    public Optional<Hearing> find(long id) {
        return read("h.id = :value", id).stream().findFirst();
    }

    /** Those of an adjustment, the first one first. */
    public List<Hearing> of(long adjustment) {
        return read("h.adjustment = :value", adjustment);
    }

    /** The one that an adjustment is in, or was in last. */
    public Hearing latest(long adjustment) {
        return of(adjustment).stream()
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new IllegalArgumentException("Adjustment %d had no hearing".formatted(adjustment)));
    }

    /** All there are, the latest first. */
    public List<Hearing> all() {
        List<Hearing> all = new ArrayList<>(read("1 = :value", 1));
        Collections.reverse(all);
        return all;
    }

    /** Whether there was ever one. */
    public boolean held() {
        return rows.get(Long.class, "select count(*) from hearing") > 0;
    }

    private List<Hearing> read(String condition, Number value) {
        Map<Long, List<ChosenDraft>> drafts = rows.list(DraftOfHearing.class, """
                select d.* from hearing_draft d join hearing h on h.id = d.hearing where %s order by d.applies_to
                """.formatted(condition), value).stream()
                .collect(Collectors.groupingBy(
                        DraftOfHearing::hearing,
                        Collectors.mapping(row -> row.draft().chosen(), Collectors.toList())));
        return rows.list(HearingOfYear.class, """
                select h.*, a.assessment_year from hearing h join adjustment a on a.id = h.adjustment where %s
                order by h.id
                """.formatted(condition), value).stream()
                .map(row -> row.hearing(drafts))
                .toList();
    }

    /** The comments as they came. */
    public List<Comment> comments(long hearing) {
        return rows
                .list(CommentRow.class, "select * from hearing_comment where hearing = :hearing order by id", hearing)
                .stream()
                .map(CommentRow::comment)
                .toList();
    }

    /** Opens a hearing on the drafts that an adjustment has just chosen. */
    @Transactional
    public long open(Adjustment adjustment, String notice, LocalDate endsOn, Actor actor) {
        int number = of(adjustment.id()).size() + 1;
        long hearing = rows.insertForId(
                "hearing",
                new HearingRow(
                        0, adjustment.id(), number, notice, LocalDateTime.now(clock), endsOn, null, null, null, null));
        rows.insertAll(
                "hearing_draft",
                adjustment.drafts().stream()
                        .map(chosen -> new DraftOfHearing(hearing, DraftRow.of(chosen)))
                        .toList());
        log.record(
                actor,
                Operation.of("公开征求意见", adjustment.year(), "hearing/" + hearing)
                        .to("%s第%d次，到%s截止".formatted(adjustment.name(), number, WorkingDays.dateText(endsOn))));
        return hearing;
    }

    /**
     * Somebody of the public comments; who it is is not asked.
     *
     * @throws Refused where there is nothing to read in it, it is too long, too many come at once, or the hearing is over
     */
    @Transactional
    public void comment(long id, String person, String contact, String text) {
        Hearing hearing = locked(id).orElseThrow(() -> new Refused("没有这次征求意见。请从“征求意见”页面重新进入。"));
        LocalDateTime now = LocalDateTime.now(clock);
        if (!hearing.runsOn(now.toLocalDate())) {
            throw new Refused("本次征求意见已于%s截止，不再接收意见。".formatted(WorkingDays.dateText(hearing.endsOn())));
        }
        String words = readable(text, true);
        if (words.isEmpty()) {
            throw new Refused("请写下您的意见。");
        }
        String name = readable(person, false);
        String reach = readable(contact, false);
        requireFits("意见", words, LONGEST_COMMENT);
        requireFits("称呼", name, LONGEST_NAME);
        requireFits("联系方式", reach, LONGEST_CONTACT);
        if (received(id, now.minusMinutes(1)) >= MOST_A_MINUTE) {
            throw new Refused("现在提交意见的人较多，请过一分钟再提交。您写的内容还在。");
        }
        if (received(id, now.minusDays(1)) >= MOST_A_DAY) {
            throw new Refused("最近24小时收到的意见已达上限，请明天再提交，或者按公告里的电话、地址反映。");
        }
        insert(id, Channel.WEB, name, reach, words, null, null);
    }

    /** What a person can read of it: no control characters, and on one line where it is a name. */
    private static String readable(String typed, boolean lines) {
        String plain = typed.replace("\r\n", "\n").replace('\r', '\n');
        return plain.codePoints()
                .filter(character -> !Character.isISOControl(character) || (lines && character == '\n'))
                .filter(character -> Character.getType(character) != Character.FORMAT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    private static void requireFits(String what, String typed, int longest) {
        if (typed.length() > longest) {
            throw new Refused("%s现在有%d字，最多%d字，请精简后再提交。".formatted(what, typed.length(), longest));
        }
    }

    private int received(long hearing, LocalDateTime since) {
        return rows.get(Integer.class, """
                select count(*) from hearing_comment where hearing = :hearing and channel = 'WEB' and received_at > :since
                """, hearing, since);
    }

    /**
     * Answers every comment and publishes comments and answers.
     *
     * @param answers by id of the comment
     * @param further those that came by letter, by telephone or at a meeting
     * @throws Refused before the last day is over, or where a comment came in that nobody has answered
     */
    @Transactional
    public void close(
            long id, Map<Long, Answered> answers, List<Further> further, String outcome, boolean redraft, Actor actor) {
        Hearing hearing = locked(id).orElseThrow();
        OutOfStep.require(hearing.closedAt() == null, "这次征求意见", "已经结束");
        if (hearing.runsOn(LocalDate.now(clock))) {
            throw new Refused(stillRuns(hearing));
        }
        if (comments(id).stream().anyMatch(comment -> !answers.containsKey(comment.id()))) {
            throw new Refused("刚刚又收到一条意见，请刷新页面，答复以后再办结。");
        }
        answers.forEach((comment, answered) ->
                rows.update("""
                        update hearing_comment set ruling = :reply, answer = :answer, shown = :shown
                        where id = :comment and hearing = :hearing
                        """, answered.reply(), answered.answer(), answered.shown(), comment, id));
        further.forEach(one ->
                insert(id, one.channel(), one.person(), one.contact(), one.text(), actor.userId(), one.answered()));
        rows.update("""
                update hearing set closed_at = :now, outcome = :outcome, redraft = :redraft, closed_by = :user where id = :id
                """, LocalDateTime.now(clock), outcome, redraft, actor.userId(), id);
        log.record(
                actor,
                Operation.of("征求意见结束", hearing.year(), "hearing/" + id)
                        .to("%d条意见，%s".formatted(answers.size() + further.size(), redraft ? "草案要修改" : "草案不修改"))
                        .because(outcome));
    }

    /** Why a hearing cannot be closed yet. */
    public static String stillRuns(Hearing hearing) {
        return "征求意见到%s24时截止，截止以后才能办结；在此之前可以先答复已收到的意见。".formatted(WorkingDays.dateText(hearing.endsOn()));
    }

    private void insert(
            long hearing,
            Channel channel,
            @Nullable String person,
            @Nullable String contact,
            String text,
            @Nullable String enteredBy,
            @Nullable Answered answered) {
        rows.insert(
                "hearing_comment",
                new CommentRow(
                        0,
                        hearing,
                        channel,
                        blankToNull(person),
                        blankToNull(contact),
                        text,
                        LocalDateTime.now(clock),
                        enteredBy,
                        answered == null ? null : answered.reply(),
                        answered == null ? null : answered.answer(),
                        answered == null ? null : answered.shown()));
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** Comments queue up behind the hearing, so that their number is right, and none slips past its closing. */
    private Optional<Hearing> locked(long id) {
        return rows.find(Long.class, "select id from hearing where id = :id for update", id)
                .flatMap(this::find);
    }
}
