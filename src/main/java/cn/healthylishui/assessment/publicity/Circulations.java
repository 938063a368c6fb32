package cn.healthylishui.assessment.publicity;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.publicity.Notices.Notice;
import cn.healthylishui.assessment.publicity.Notices.Posted;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 通报: tells everyone the results (办法六(二)). A circulation takes in whatever may be told by then; what an objection or a period of
 * notice holds back is circulated later by itself, and so is whatever a later result changes.
 */
@Component("circulationRecords")
public class Circulations {

    public enum State {
        PREPARING,
        DONE
    }

    /** @param revision the result it rests on; null while it is being prepared */
    public record Circulation(
            long id,
            int year,
            int number,
            @Nullable Integer revision,
            State state,
            @Nullable String body,
            @Nullable String circulatedBy,
            @Nullable LocalDateTime circulatedAt) {}

    /**
     * What there is to circulate.
     *
     * @param due those that may be told now; districts first
     * @param held those that may not, with the reason
     */
    public record Pending(List<ObjectLine> due, Map<ObjectLine, String> held) {}

    private record NewCirculation(int year, int number, State state) {}

    private record YearState(int year, State state) {}

    private record ObjectTold(long circulation, String object) {}

    private final Rows rows;
    private final Clock clock;
    private final AssessmentYears years;
    private final Results results;
    private final Notices notices;
    private final Objections objections;
    private final OperationLog log;
    private final ApplicationEventPublisher events;

    Circulations(
            JdbcClient jdbc,
            Clock clock,
            AssessmentYears years,
            Results results,
            Notices notices,
            Objections objections,
            OperationLog log,
            ApplicationEventPublisher events) {
        this.rows = new Rows(jdbc);
        this.clock = clock;
        this.years = years;
        this.results = results;
        this.notices = notices;
        this.objections = objections;
        this.log = log;
        this.events = events;
    }

    /**
     * Begins a circulation where there is something to tell, the year's first notice is over and none is being prepared, which
     * would take it in. A result that changes no score and no grade is told by that very fact.
     *
     * @return its id; null where none is due
     */
    @Transactional
    public @Nullable Long draft(int year) {
        years.lock(year);
        List<Circulation> known = all(year);
        boolean preparing = known.stream().anyMatch(circulation -> circulation.state() == State.PREPARING);
        boolean firstNoticeOver = notices.first(year)
                .filter(notice -> notice.state() == Notices.State.CLOSED)
                .isPresent();
        if (preparing || !firstNoticeOver) {
            return null;
        }
        Pending pending = pending(year);
        if (pending.due().isEmpty() && (!pending.held().isEmpty() || isTold(year, results.latestNumber(year)))) {
            return null;
        }
        return rows.insertForId("circulation", new NewCirculation(year, known.size() + 1, State.PREPARING));
    }

    private boolean isTold(int year, int revision) {
        return done(year).stream()
                .anyMatch(circulation -> Integer.valueOf(revision).equals(circulation.revision()));
    }

    /** What has not been told as it stands by the latest result. */
    public Pending pending(int year) {
        Map<String, ObjectLine> told = told(year);
        Map<String, String> reasons = reasonsToWait(year);
        Set<String> cleared = notices.all(year).stream()
                .filter(notice -> notice.state() == Notices.State.CLOSED)
                .flatMap(notice -> notices.posted(notice).stream())
                .filter(Posted::stands)
                .map(Posted::code)
                .collect(Collectors.toSet());
        List<ObjectLine> untold = results.objects(year, results.latestNumber(year)).stream()
                .filter(object -> !sameNews(told.get(object.code()), object))
                .sorted(ObjectOrder.DISTRICTS_FIRST)
                .toList();
        Map<ObjectLine, String> held = new LinkedHashMap<>();
        for (ObjectLine object : untold) {
            String reason = reasons.get(object.code());
            if (reason != null) {
                held.put(object, reason);
            } else if (object.grade() == Grade.EXCELLENT && !cleared.contains(object.code())) {
                held.put(object, "还没有公示期满");
            }
        }
        return new Pending(
                untold.stream().filter(object -> !held.containsKey(object)).toList(), held);
    }

    /** A township's rank alone is no news: it moves whenever a neighbour's score does. */
    private static boolean sameNews(@Nullable ObjectLine told, ObjectLine now) {
        return told != null
                && told.score().compareTo(now.score()) == 0
                && told.grade() == now.grade()
                && told.misconduct() == now.misconduct()
                && told.mustPassMet() == now.mustPassMet()
                && Objects.equals(told.excellentTownships(), now.excellentTownships())
                && (now.isTownship() || Objects.equals(told.rank(), now.rank()));
    }

    private Map<String, String> reasonsToWait(int year) {
        Map<String, String> reasons = new HashMap<>();
        objections
                .undecided(year)
                .forEach(objection -> reasons.put(objection.object(), "异议（%s）还没有办结".formatted(objection.receipt())));
        for (Notice notice : notices.all(year)) {
            if (notice.state() == Notices.State.POSTED) {
                notices.posted(notice).stream()
                        .filter(Posted::stands)
                        .forEach(posted -> reasons.putIfAbsent(posted.code(), "正在公示"));
            }
        }
        return reasons;
    }

    /** What everyone has been told last of each object, by code: these results are open to all. */
    public Map<String, ObjectLine> told(int year) {
        Map<String, Integer> by = new HashMap<>();
        for (Circulation circulation : done(year)) {
            objects(circulation).forEach(code -> by.put(code, Objects.requireNonNull(circulation.revision())));
        }
        Map<Integer, Map<String, ObjectLine>> lines = results.objects(year, Set.copyOf(by.values()));
        Map<String, ObjectLine> told = new HashMap<>();
        by.forEach((code, revision) -> told.put(
                code,
                Objects.requireNonNull(lines.getOrDefault(revision, Map.of()).get(code))));
        return told;
    }

    /** @throws OutOfStep where the circulation has been done */
    public void requirePreparing(long id) {
        if (get(id).state() != State.PREPARING) {
            throw new OutOfStep("这次通报已经办理，不能再办一次。请刷新页面。");
        }
    }

    /** @throws OutOfStep where the circulation was done meanwhile */
    @Transactional
    public void circulate(long id, String body, Actor actor) {
        Circulation circulation = get(id);
        int year = circulation.year();
        years.lock(year);
        requirePreparing(id);
        List<ObjectLine> due = pending(year).due();
        rows.update("""
                update circulation set state = :state, revision = :revision, body = :body, circulated_by = :by, circulated_at = :at
                where id = :id
                """, State.DONE, results.latestNumber(year), body, actor.userId(), LocalDateTime.now(clock), id);
        rows.insertAll(
                "circulation_object",
                due.stream().map(object -> new ObjectTold(id, object.code())).toList());
        log.record(
                actor,
                Operation.of("通报考核结果", year, "通报%d".formatted(circulation.number()))
                        .to("%d个对象，依据第%d号考核结果".formatted(due.size(), results.latestNumber(year))));
        events.publishEvent(new Circulated(year, id));
    }

    public Circulation get(long id) {
        return rows.get(Circulation.class, "select * from circulation where id = :id", id);
    }

    /** Every circulation of a year by number. */
    public List<Circulation> all(int year) {
        return rows.list(
                Circulation.class, "select * from circulation where assessment_year = :year order by number", year);
    }

    public List<Circulation> done(int year) {
        return all(year).stream()
                .filter(circulation -> circulation.state() == State.DONE)
                .toList();
    }

    /** How far the circulations of each year are; a year without one is not in it. */
    public Map<Integer, Set<State>> states() {
        return rows.list(YearState.class, "select distinct assessment_year, state from circulation").stream()
                .collect(Collectors.groupingBy(
                        YearState::year, Collectors.mapping(YearState::state, Collectors.toSet())));
    }

    /** Codes of the objects that a circulation told of. All of its year are read at once. */
    public List<String> objects(Circulation circulation) {
        return rows.list(ObjectTold.class, """
                select o.* from circulation c join circulation_object o on o.circulation = c.id
                where c.assessment_year = :year order by o.circulation, o.object_code
                """, circulation.year()).stream()
                .filter(told -> told.circulation() == circulation.id())
                .map(ObjectTold::object)
                .toList();
    }
}
