package cn.healthylishui.assessment.publicity;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.result.ResultRevised;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 公示: puts the excellent on public notice before they are circulated (办法六(二)). The first notice of a year names all of them;
 * whoever becomes excellent by a later result gets a notice with a full period of its own.
 */
@Component
public class Notices {

    public enum State {
        DRAFT("待发布"),
        POSTED("公示中"),
        CLOSED("公示结束");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * @param revision the result it rests on
     * @param endsOn the last day of its period, whole; null until posted
     */
    public record Notice(
            long id,
            int year,
            int number,
            int revision,
            State state,
            @Nullable String body,
            @Nullable String postedBy,
            @Nullable LocalDateTime postedAt,
            @Nullable LocalDate endsOn,
            @Nullable LocalDateTime closedAt) {

        /** Whether its period runs on this day. */
        public boolean runsOn(LocalDate day) {
            return state == State.POSTED && endsOn != null && !day.isAfter(endsOn);
        }
    }

    /** @param withdrawnRevision the result by which the object was excellent no more; null while it stands */
    public record Posted(
            String code,
            @Nullable LocalDateTime withdrawnAt,
            @Nullable Integer withdrawnRevision) {

        public boolean stands() {
            return withdrawnAt == null;
        }
    }

    private record YearState(int year, State state) {}

    private record NewNotice(int year, int number, int revision, State state) {}

    private record PostedRow(
            long notice,
            String object,
            @Nullable LocalDateTime withdrawnAt,
            @Nullable Integer withdrawnRevision) {}

    private final Rows rows;
    private final Clock clock;
    private final AssessmentYears years;
    private final WorkingDays workingDays;
    private final Results results;
    private final OperationLog log;

    Notices(
            JdbcClient jdbc,
            Clock clock,
            AssessmentYears years,
            WorkingDays workingDays,
            Results results,
            OperationLog log) {
        this.rows = new Rows(jdbc);
        this.clock = clock;
        this.years = years;
        this.workingDays = workingDays;
        this.results = results;
        this.log = log;
    }

    /**
     * Opens a notice to be posted, where one is needed: the first of a year always, since its period is the time for objections;
     * a later one where somebody has become excellent whom no notice names. One that waits to be posted takes them in.
     *
     * @return its id; null where none is needed
     */
    @Transactional
    public @Nullable Long draft(int year) {
        years.lock(year);
        if (results.latest(year).isEmpty()) {
            return null;
        }
        List<Notice> known = all(year);
        boolean waiting = known.stream().anyMatch(notice -> notice.state() == State.DRAFT);
        if (waiting || !known.isEmpty() && toPost(year).isEmpty()) {
            return null;
        }
        return rows.insertForId(
                "notice", new NewNotice(year, known.size() + 1, results.latestNumber(year), State.DRAFT));
    }

    /** Who is excellent by the latest result and stands in no notice yet; districts first. */
    public List<ObjectLine> toPost(int year) {
        Set<String> named = all(year).stream()
                .flatMap(notice -> posted(notice).stream())
                .filter(Posted::stands)
                .map(Posted::code)
                .collect(Collectors.toSet());
        return results.objects(year, results.latestNumber(year)).stream()
                .filter(object -> object.grade() == Grade.EXCELLENT && !named.contains(object.code()))
                .sorted(ObjectOrder.DISTRICTS_FIRST)
                .toList();
    }

    /** The last day of a period that would begin with a posting today. */
    public LocalDate lastDay(int year) {
        return workingDays.plus(LocalDate.now(clock), years.settings(year).publicityWorkingDays());
    }

    /** @throws OutOfStep where the notice stands elsewhere */
    public void require(long id, State state) {
        Notice notice = get(id);
        OutOfStep.require(
                notice.state() == state,
                "第%d次公示".formatted(notice.number()),
                notice.state().label());
    }

    /** Posts the notice; its period runs from the next working day. */
    @Transactional
    public void post(long id, String body, Actor actor) {
        Notice notice = get(id);
        years.lock(notice.year());
        require(id, State.DRAFT);
        List<ObjectLine> objects = toPost(notice.year());
        // A supplementary notice whose reason has gone needs no period.
        LocalDate endsOn =
                objects.isEmpty() && notice.number() > 1 ? LocalDate.now(clock).minusDays(1) : lastDay(notice.year());
        rows.update(
                """
                update notice set state = :state, body = :body, revision = :revision, posted_by = :by, posted_at = :at, ends_on = :ends
                where id = :id
                """,
                State.POSTED,
                body,
                results.latestNumber(notice.year()),
                actor.userId(),
                LocalDateTime.now(clock),
                endsOn,
                id);
        rows.insertAll(
                "notice_object",
                objects.stream()
                        .map(object -> new PostedRow(id, object.code(), null, null))
                        .toList());
        log.record(
                actor,
                Operation.of("发布公示", notice.year(), "公示%d".formatted(notice.number()))
                        .to("%d个对象，至%s".formatted(objects.size(), WorkingDays.dateText(endsOn))));
    }

    /**
     * The period is over; what follows is for people to do.
     *
     * @throws OutOfStep where it is not on notice, or its period has not run out
     */
    @Transactional
    public void close(long id) {
        Notice notice = get(id);
        years.lock(notice.year());
        require(id, State.POSTED);
        OutOfStep.require(!get(id).runsOn(LocalDate.now(clock)), "第%d次公示".formatted(notice.number()), "公示中，期限未满");
        rows.update(
                "update notice set state = :state, closed_at = :at where id = :id",
                State.CLOSED,
                LocalDateTime.now(clock),
                id);
        log.record(Actor.SYSTEM, Operation.of("公示期满", notice.year(), "公示%d".formatted(notice.number())));
    }

    /** Takes down whoever is excellent no more; a later return to excellence needs a notice of its own. */
    @EventListener
    public void takeDown(ResultRevised revised) {
        Set<String> excellent = results.objects(revised.year(), revised.number()).stream()
                .filter(line -> line.grade() == Grade.EXCELLENT)
                .map(ObjectLine::code)
                .collect(Collectors.toSet());
        for (Notice notice : all(revised.year())) {
            for (Posted object : posted(notice)) {
                if (object.stands() && !excellent.contains(object.code())) {
                    rows.update("""
                            update notice_object set withdrawn_at = :at, withdrawn_revision = :revision
                            where notice = :notice and object_code = :object
                            """, LocalDateTime.now(clock), revised.number(), notice.id(), object.code());
                    log.record(
                            Actor.SYSTEM,
                            Operation.of("撤下公示", revised.year(), object.code())
                                    .to("公示%d".formatted(notice.number()))
                                    .because("第%d号考核结果不再是优秀".formatted(revised.number())));
                }
            }
        }
    }

    public Notice get(long id) {
        return rows.get(Notice.class, "select * from notice where id = :id", id);
    }

    /** Every notice of a year by number. */
    public List<Notice> all(int year) {
        return rows.list(Notice.class, "select * from notice where assessment_year = :year order by number", year);
    }

    /** The notice whose period is the time for the assessed offices to object to their own results. */
    public Optional<Notice> first(int year) {
        return all(year).stream().findFirst();
    }

    /** How far the notices of each year are; a year without one is not in it. */
    public Map<Integer, Set<State>> states() {
        return rows.list(YearState.class, "select distinct assessment_year, state from notice").stream()
                .collect(Collectors.groupingBy(
                        YearState::year, Collectors.mapping(YearState::state, Collectors.toSet())));
    }

    /** Whom a notice names, by code. All of its year are read at once. */
    public List<Posted> posted(Notice notice) {
        return rows.list(PostedRow.class, """
                select o.* from notice n join notice_object o on o.notice = n.id
                where n.assessment_year = :year order by o.notice, o.object_code
                """, notice.year()).stream()
                .filter(row -> row.notice() == notice.id())
                .map(row -> new Posted(row.object(), row.withdrawnAt(), row.withdrawnRevision()))
                .toList();
    }
}
