package cn.healthylishui.assessment.publicity;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.publicity.Notices.Notice;
import cn.healthylishui.assessment.result.ResultRevised;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.RevisionRefused;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
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

    private record NewObjection(
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
            LocalDateTime filedAt) {}

    private record ObjectionFile(long objection, Stage stage, String evidenceId) {}

    private final Rows rows;
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
        this.rows = new Rows(jdbc);
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
                .filter(notice -> notices.posted(notice).stream()
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
        long id = rows.insertForId(
                "objection",
                new NewObjection(
                        filing.year(),
                        receipt,
                        filing.fromPublic(),
                        actor.office(),
                        filing.objector(),
                        filing.contact(),
                        filing.object(),
                        filing.indicator(),
                        filing.content(),
                        State.FILED,
                        actor.userId(),
                        LocalDateTime.now(clock)));
        attach(id, Stage.FILED, filing.evidence());
        log.record(
                actor,
                Operation.of("提出异议", filing.year(), filing.object()).to(receipt).because(filing.content()));
        return get(id);
    }

    @Transactional
    public void investigated(long id, String findings, List<String> evidence, Actor actor) {
        Objection objection = locked(id, State.FILED);
        rows.update("""
                update objection set state = :state, investigation = :findings, investigated_by = :by, investigated_at = :at
                where id = :id
                """, State.INVESTIGATED, findings, actor.userId(), LocalDateTime.now(clock), id);
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
        rows.update("""
                update objection set state = :state, decision_reason = :reason, decided_by = :by, decided_at = :at where id = :id
                """, upheld ? State.UPHELD : State.REJECTED, reason, actor.userId(), LocalDateTime.now(clock), id);
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
        rows.update("update objection set proposal = :proposal where id = :id", proposal, id);
    }

    /** No change is put forward after all: it is decided anew. */
    @Transactional
    public void notProposed(long id) {
        locked(id, State.UPHELD);
        rows.update("update objection set state = :state where id = :id", State.DECLINED, id);
    }

    /** The leading group refused the change that an objection asked for: it is decided anew. */
    @EventListener
    void refused(RevisionRefused refused) {
        rows.update(
                "update objection set state = :state where proposal = :proposal and state = :upheld",
                State.DECLINED,
                refused.proposal(),
                State.UPHELD);
    }

    /** The result has been changed as an objection asked for. */
    @EventListener
    void revised(ResultRevised revised) {
        rows.update("""
                update objection set state = :state
                where proposal = (select r.proposal from result_revision r where r.assessment_year = :year and r.number = :number)
                """, State.REVISED, revised.year(), revised.number());
    }

    @Transactional
    public void answered(long id, String answer, String how, Actor actor) {
        Objection objection = locked(id, State.REVISED, State.REJECTED);
        requireUnanswered(objection);
        rows.update("""
                update objection set answer = :answer, answered_how = :how, answered_by = :by, answered_at = :at where id = :id
                """, answer, how, actor.userId(), LocalDateTime.now(clock), id);
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
        rows.find(Long.class, "select id from objection where id = :id for update", id);
        require(id, states);
        return get(id);
    }

    private void attach(long id, Stage stage, List<String> evidence) {
        rows.insertAll(
                "objection_evidence",
                evidence.stream()
                        .map(file -> new ObjectionFile(id, stage, file))
                        .toList());
    }

    public List<String> evidence(long id, Stage stage) {
        return rows.list(String.class, """
                select evidence_id from objection_evidence where objection = :id and stage = :stage order by evidence_id
                """, id, stage);
    }

    public Objection get(long id) {
        return rows.get(Objection.class, "select * from objection where id = :id", id);
    }

    /** Every objection of a year, oldest first. */
    public List<Objection> all(int year) {
        return rows.list(Objection.class, "select * from objection where assessment_year = :year order by id", year);
    }

    /** Those that circulation waits for. */
    public List<Objection> undecided(int year) {
        return all(year).stream()
                .filter(objection -> !objection.state().isDecided())
                .toList();
    }
}
