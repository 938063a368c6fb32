package cn.healthylishui.assessment.adjustment;

import cn.healthylishui.assessment.adjustment.Adjustment.ChosenDraft;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Refused;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
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

    private final JdbcClient jdbc;
    private final OperationLog log;
    private final Clock clock;

    Hearings(JdbcClient jdbc, OperationLog log, Clock clock) {
        this.jdbc = jdbc;
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
        return jdbc.sql("select count(*) from hearing").query(Long.class).single() > 0;
    }

    private List<Hearing> read(String condition, Number value) {
        Map<Long, List<ChosenDraft>> drafts = new HashMap<>();
        jdbc.sql("""
                select d.* from hearing_draft d join hearing h on h.id = d.hearing where %s order by d.applies_to
                """.formatted(condition)).param("value", value).query(rs -> {
            drafts.computeIfAbsent(rs.getLong("hearing"), any -> new ArrayList<>())
                    .add(Adjustments.chosen(rs));
        });
        return jdbc.sql("""
                select h.*, a.assessment_year from hearing h join adjustment a on a.id = h.adjustment where %s order by h.id
                """.formatted(condition))
                .param("value", value)
                .query((rs, i) -> hearing(rs, drafts.getOrDefault(rs.getLong("id"), List.of())))
                .list();
    }

    private static Hearing hearing(ResultSet rs, List<ChosenDraft> drafts) throws SQLException {
        return new Hearing(
                rs.getLong("id"),
                rs.getLong("adjustment"),
                rs.getInt("assessment_year"),
                rs.getInt("round"),
                rs.getString("notice"),
                rs.getObject("opened_at", LocalDateTime.class),
                rs.getDate("ends_on").toLocalDate(),
                rs.getObject("closed_at", LocalDateTime.class),
                rs.getString("outcome"),
                rs.getObject("redraft", Boolean.class),
                drafts);
    }

    /** The comments as they came. */
    public List<Comment> comments(long hearing) {
        return jdbc.sql("select * from hearing_comment where hearing = :hearing order by id")
                .param("hearing", hearing)
                .query((rs, i) -> comment(rs))
                .list();
    }

    private static Comment comment(ResultSet rs) throws SQLException {
        String reply = rs.getString("ruling");
        return new Comment(
                rs.getLong("id"),
                Channel.valueOf(rs.getString("channel")),
                rs.getString("person"),
                rs.getString("contact"),
                rs.getString("comment_text"),
                rs.getObject("received_at", LocalDateTime.class),
                rs.getString("entered_by"),
                reply == null ? null : Reply.valueOf(reply),
                rs.getString("answer"),
                rs.getBoolean("shown"));
    }

    /** Opens a hearing on the drafts that an adjustment has just chosen. */
    @Transactional
    public long open(Adjustment adjustment, String notice, LocalDate endsOn, Actor actor) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        int number = of(adjustment.id()).size() + 1;
        jdbc.sql("""
                insert into hearing (adjustment, round, notice, opened_at, ends_on) values (:adjustment, :round, :notice, :now, :ends)
                """)
                .param("adjustment", adjustment.id())
                .param("round", number)
                .param("notice", notice)
                .param("now", now())
                .param("ends", Date.valueOf(endsOn))
                .update(key, "id");
        long hearing = Objects.requireNonNull(key.getKey()).longValue();
        adjustment.drafts().forEach(chosen -> jdbc.sql("""
                        insert into hearing_draft (hearing, applies_to, table_id, base_id) values (:hearing, :kind, :draft, :base)
                        """)
                .param("hearing", hearing)
                .param("kind", chosen.table().name())
                .param("draft", chosen.draft())
                .param("base", chosen.base())
                .update());
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
        return jdbc.sql("""
                select count(*) from hearing_comment where hearing = :hearing and channel = 'WEB' and received_at > :since
                """)
                .param("hearing", hearing)
                .param("since", Timestamp.valueOf(since))
                .query(Integer.class)
                .single();
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
        answers.forEach((comment, answered) -> jdbc.sql("""
                        update hearing_comment set ruling = :reply, answer = :answer, shown = :shown
                        where id = :comment and hearing = :hearing
                        """)
                .param("reply", answered.reply().name())
                .param("answer", answered.answer())
                .param("shown", answered.shown())
                .param("comment", comment)
                .param("hearing", id)
                .update());
        further.forEach(one ->
                insert(id, one.channel(), one.person(), one.contact(), one.text(), actor.userId(), one.answered()));
        jdbc.sql("""
                update hearing set closed_at = :now, outcome = :outcome, redraft = :redraft, closed_by = :user where id = :id
                """)
                .param("now", now())
                .param("outcome", outcome)
                .param("redraft", redraft)
                .param("user", actor.userId())
                .param("id", id)
                .update();
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
        jdbc.sql("""
                insert into hearing_comment (hearing, channel, person, contact, comment_text, received_at, entered_by, ruling, answer,
                  shown)
                values (:hearing, :channel, :person, :contact, :text, :now, :user, :reply, :answer, :shown)
                """)
                .param("hearing", hearing)
                .param("channel", channel.name())
                .param("person", blankToNull(person))
                .param("contact", blankToNull(contact))
                .param("text", text)
                .param("now", now())
                .param("user", enteredBy)
                .param("reply", answered == null ? null : answered.reply().name())
                .param("answer", answered == null ? null : answered.answer())
                .param("shown", answered == null ? null : answered.shown())
                .update();
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** Comments queue up behind the hearing, so that their number is right, and none slips past its closing. */
    private Optional<Hearing> locked(long id) {
        return jdbc.sql("select id from hearing where id = :id for update")
                .param("id", id)
                .query(Long.class)
                .optional()
                .flatMap(this::find);
    }

    private Timestamp now() {
        return Timestamp.valueOf(LocalDateTime.now(clock));
    }
}
