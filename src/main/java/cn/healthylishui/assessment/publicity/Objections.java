package cn.healthylishui.assessment.publicity;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.publicity.Notices.Notice;
import cn.healthylishui.assessment.result.ResultRevised;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.RevisionRefused;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 异议: of the assessed offices on any result of theirs and on whoever is on notice, of the public on whoever is on notice; within the
 * period, each with a receipt number, decided with a reason and answered. What is objected to is not circulated meanwhile.
 */
@Component
public class Objections {

    public enum State {
        FILED("调查中"),
        INVESTIGATED("待决定"),
        UPHELD("成立，正在更正"),
        DECLINED("更正未成，待重新决定"),
        REVISED("成立，已更正"),
        REJECTED("不成立");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        /** Decided for good: circulation no longer waits for it. */
        public boolean isDecided() {
            return this == REVISED || this == REJECTED;
        }
    }

    /** At which step a file was added. */
    public enum Stage {
        FILED,
        INVESTIGATED
    }

    /**
     * What somebody objects to.
     *
     * @param indicator null where the result as a whole is meant
     */
    public record Filing(
            int year,
            boolean fromPublic,
            String objector,
            String contact,
            String object,
            @Nullable String indicator,
            String content,
            List<String> evidence) {}

    /**
     * @param office who filed it here: the assessed office, or the city office for somebody of the public
     * @param proposal the change of the result it led to
     */
    public record Objection(
            long id,
            int year,
            String receipt,
            boolean fromPublic,
            String office,
            String objector,
            String contact,
            String object,
            @Nullable String indicator,
            String content,
            State state,
            String filedBy,
            LocalDateTime filedAt,
            @Nullable String investigation,
            @Nullable String investigatedBy,
            @Nullable LocalDateTime investigatedAt,
            @Nullable String decisionReason,
            @Nullable String decidedBy,
            @Nullable LocalDateTime decidedAt,
            @Nullable String answer,
            @Nullable String answeredHow,
            @Nullable String answeredBy,
            @Nullable LocalDateTime answeredAt,
            @Nullable Long proposal) {

        public boolean isAnswered() {
            return answeredAt != null;
        }
    }

    private final JdbcClient jdbc;
    private final Clock clock;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final Notices notices;
    private final Results results;
    private final OperationLog log;

    Objections(
            JdbcClient jdbc,
            Clock clock,
            AssessmentYears years,
            YearRoster roster,
            Notices notices,
            Results results,
            OperationLog log) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.years = years;
        this.roster = roster;
        this.notices = notices;
        this.results = results;
        this.log = log;
    }

    /**
     * Why this office cannot object to this object now, in Chinese; empty where it can.
     *
     * @param fromPublic the city office registers it for somebody of the public
     */
    public Optional<String> refusal(int year, String office, boolean fromPublic, String object) {
        if (results.latest(year).isEmpty()) {
            return Optional.of("%d年度的考核结果还没有审定，不能提出异议。".formatted(year));
        }
        LocalDate today = LocalDate.now(clock);
        List<Notice> naming = notices.all(year).stream()
                .filter(notice -> notices.posted(notice.id()).stream()
                        .anyMatch(posted -> posted.stands() && posted.code().equals(object)))
                .toList();
        if (naming.stream().anyMatch(notice -> notice.runsOn(today))) {
            return Optional.empty();
        }
        String name = roster.objectName(year, object);
        boolean own = !fromPublic && isOwn(year, office, object);
        if (own) {
            Optional<Notice> first = notices.first(year);
            LocalDate ends = first.map(Notice::endsOn).orElse(null);
            return ends == null || !today.isAfter(ends)
                    ? Optional.empty()
                    : Optional.of(over(ends) + "确有差错的，请直接告知市健康丽水办。");
        }
        return naming.stream()
                .map(Notice::endsOn)
                .filter(Objects::nonNull)
                .max(LocalDate::compareTo)
                .map(Objections::over)
                .or(() -> Optional.of(
                        "“%s”不在公示名单里，%s".formatted(name, fromPublic ? "公众只能对公示的优秀对象提出异议。" : "本单位只能对自己和公示的优秀对象提出异议。")));
    }

    private static String over(LocalDate ends) {
        return "公示期已于%s结束，不能再提出异议。".formatted(WorkingDays.dateText(ends));
    }

    private boolean isOwn(int year, String office, String object) {
        return roster.objects(year).contains(object)
                && roster.officeOf(year, object).equals(office);
    }

    /** @throws Refused where {@link #refusal} has something against it at this very moment */
    @Transactional
    public Objection file(Filing filing, Actor actor) {
        // Behind the lock, so that circulation sees either the objection or none for good.
        years.lock(filing.year());
        Refused.because(refusal(filing.year(), actor.office(), filing.fromPublic(), filing.object()));
        String receipt = "%d-异-%03d".formatted(filing.year(), all(filing.year()).size() + 1);
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                insert into objection (assessment_year, receipt, from_public, office, objector, contact, object_code, indicator,
                  content, state, filed_by, filed_at)
                values (:year, :receipt, :public, :office, :objector, :contact, :object, :indicator, :content, :state, :by, :at)
                """)
                .param("year", filing.year())
                .param("receipt", receipt)
                .param("public", filing.fromPublic())
                .param("office", actor.office())
                .param("objector", filing.objector())
                .param("contact", filing.contact())
                .param("object", filing.object())
                .param("indicator", filing.indicator())
                .param("content", filing.content())
                .param("state", State.FILED.name())
                .param("by", actor.userId())
                .param("at", now())
                .update(key, "id");
        long id = Objects.requireNonNull(key.getKey()).longValue();
        attach(id, Stage.FILED, filing.evidence());
        log.record(
                actor,
                Operation.of("提出异议", filing.year(), filing.object()).to(receipt).because(filing.content()));
        return get(id);
    }

    @Transactional
    public void investigated(long id, String findings, List<String> evidence, Actor actor) {
        Objection objection = locked(id, State.FILED);
        jdbc.sql("""
                update objection set state = :state, investigation = :findings, investigated_by = :by, investigated_at = :at
                where id = :id
                """)
                .param("state", State.INVESTIGATED.name())
                .param("findings", findings)
                .param("by", actor.userId())
                .param("at", now())
                .param("id", id)
                .update();
        attach(id, Stage.INVESTIGATED, evidence);
        log.record(
                actor,
                Operation.of("调查异议", objection.year(), objection.object())
                        .to(objection.receipt())
                        .because(findings));
    }

    @Transactional
    public void decided(long id, boolean upheld, String reason, Actor actor) {
        years.lock(get(id).year());
        Objection objection = locked(id, State.INVESTIGATED, State.DECLINED);
        jdbc.sql("""
                update objection set state = :state, decision_reason = :reason, decided_by = :by, decided_at = :at where id = :id
                """)
                .param("state", (upheld ? State.UPHELD : State.REJECTED).name())
                .param("reason", reason)
                .param("by", actor.userId())
                .param("at", now())
                .param("id", id)
                .update();
        log.record(
                actor,
                Operation.of(upheld ? "异议成立" : "异议不成立", objection.year(), objection.object())
                        .to(objection.receipt())
                        .because(reason));
    }

    /** The change that the objection is to lead to; a later one takes its place. */
    @Transactional
    public void proposed(long id, long proposal) {
        locked(id, State.UPHELD);
        jdbc.sql("update objection set proposal = :proposal where id = :id")
                .param("proposal", proposal)
                .param("id", id)
                .update();
    }

    /** No change is put forward after all: it is decided anew. */
    @Transactional
    public void notProposed(long id) {
        locked(id, State.UPHELD);
        jdbc.sql("update objection set state = :state where id = :id")
                .param("state", State.DECLINED.name())
                .param("id", id)
                .update();
    }

    /** The leading group refused the change that an objection asked for: it is decided anew. */
    @EventListener
    void refused(RevisionRefused refused) {
        jdbc.sql("update objection set state = :state where proposal = :proposal and state = :upheld")
                .param("state", State.DECLINED.name())
                .param("proposal", refused.proposal())
                .param("upheld", State.UPHELD.name())
                .update();
    }

    /** The result has been changed as an objection asked for. */
    @EventListener
    void revised(ResultRevised revised) {
        jdbc.sql("""
                update objection set state = :state
                where proposal = (select r.proposal from result_revision r where r.assessment_year = :year and r.number = :number)
                """)
                .param("state", State.REVISED.name())
                .param("year", revised.year())
                .param("number", revised.number())
                .update();
    }

    @Transactional
    public void answered(long id, String answer, String how, Actor actor) {
        Objection objection = locked(id, State.REVISED, State.REJECTED);
        requireUnanswered(objection);
        jdbc.sql("""
                update objection set answer = :answer, answered_how = :how, answered_by = :by, answered_at = :at where id = :id
                """)
                .param("answer", answer)
                .param("how", how)
                .param("by", actor.userId())
                .param("at", now())
                .param("id", id)
                .update();
        log.record(
                actor,
                Operation.of("答复异议", objection.year(), objection.object())
                        .to(objection.receipt())
                        .because(answer));
    }

    /** @throws OutOfStep where the objection stands elsewhere */
    public void require(long id, State... states) {
        require(get(id), states);
    }

    private static void require(Objection objection, State... states) {
        OutOfStep.require(
                List.of(states).contains(objection.state()),
                "异议" + objection.receipt(),
                objection.state().label());
    }

    /** @throws OutOfStep where it waits for no answer */
    public void requireToAnswer(long id) {
        Objection objection = get(id);
        require(objection, State.REVISED, State.REJECTED);
        requireUnanswered(objection);
    }

    private static void requireUnanswered(Objection objection) {
        OutOfStep.require(!objection.isAnswered(), "异议" + objection.receipt(), "已答复");
    }

    /** Of two at once on the same step the second learns that it is done. */
    private Objection locked(long id, State... states) {
        jdbc.sql("select id from objection where id = :id for update")
                .param("id", id)
                .query(Long.class)
                .optional();
        require(id, states);
        return get(id);
    }

    private void attach(long id, Stage stage, List<String> evidence) {
        for (String file : evidence) {
            jdbc.sql("insert into objection_evidence (objection, stage, evidence_id) values (:id, :stage, :file)")
                    .param("id", id)
                    .param("stage", stage.name())
                    .param("file", file)
                    .update();
        }
    }

    public List<String> evidence(long id, Stage stage) {
        return jdbc.sql("""
                select evidence_id from objection_evidence where objection = :id and stage = :stage order by evidence_id
                """)
                .param("id", id)
                .param("stage", stage.name())
                .query(String.class)
                .list();
    }

    public Objection get(long id) {
        return jdbc.sql("select * from objection where id = :id")
                .param("id", id)
                .query((rs, i) -> objection(rs))
                .single();
    }

    /** Every objection of a year, oldest first. */
    public List<Objection> all(int year) {
        return jdbc.sql("select * from objection where assessment_year = :year order by id")
                .param("year", year)
                .query((rs, i) -> objection(rs))
                .list();
    }

    /** Those that circulation waits for. */
    public List<Objection> undecided(int year) {
        return all(year).stream()
                .filter(objection -> !objection.state().isDecided())
                .toList();
    }

    private Timestamp now() {
        return Timestamp.valueOf(LocalDateTime.now(clock));
    }

    private static Objection objection(ResultSet rs) throws SQLException {
        return new Objection(
                rs.getLong("id"),
                rs.getInt("assessment_year"),
                rs.getString("receipt"),
                rs.getBoolean("from_public"),
                rs.getString("office"),
                rs.getString("objector"),
                rs.getString("contact"),
                rs.getString("object_code"),
                rs.getString("indicator"),
                rs.getString("content"),
                State.valueOf(rs.getString("state")),
                rs.getString("filed_by"),
                rs.getTimestamp("filed_at").toLocalDateTime(),
                rs.getString("investigation"),
                rs.getString("investigated_by"),
                rs.getObject("investigated_at", LocalDateTime.class),
                rs.getString("decision_reason"),
                rs.getString("decided_by"),
                rs.getObject("decided_at", LocalDateTime.class),
                rs.getString("answer"),
                rs.getString("answered_how"),
                rs.getString("answered_by"),
                rs.getObject("answered_at", LocalDateTime.class),
                rs.getObject("proposal", Long.class));
    }
}
