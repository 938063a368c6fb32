package cn.healthylishui.assessment.result;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.result.CityBoard.Standing;
import cn.healthylishui.assessment.result.CityBoard.Standings;
import cn.healthylishui.assessment.result.ReferenceChanges.Owner;
import cn.healthylishui.assessment.result.ReferenceChanges.ReferenceChange;
import cn.healthylishui.assessment.scorecard.Amendments;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.AnswerRow;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.scorecard.MisconductMarks;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scorecard.Scorecards.Said;
import cn.healthylishui.assessment.taskform.EvidenceLists;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
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
 * 更正考核结果: whatever changes an approved result is first a proposal, whose effect is shown, and becomes the next revision when the
 * leading group approves it (办法六, 七(三)).
 */
@Component
public class Revisions {

    /** Why a result is changed. */
    public enum Kind {
        OBJECTION("异议成立"),
        LATE_FIGURE("官方数据后到或更正"),
        ERROR("发现差错"),
        MISCONDUCT("认定弄虚作假");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public enum State {
        PROPOSED("待审定"),
        RETURNED("退回修改"),
        AGREED("已同意，待形成结果"),
        APPROVED("已审定"),
        REFUSED("未同意");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** @param revision the number of the result it became */
    public record Proposal(
            long id,
            int year,
            Kind kind,
            String reason,
            State state,
            String proposedBy,
            LocalDateTime proposedAt,
            @Nullable String decidedBy,
            @Nullable LocalDateTime decidedAt,
            @Nullable String decisionReason,
            @Nullable Integer revision) {}

    /** One item of an object with the value that is to count, and why. */
    public record ItemChange(String object, String indicator, EntrySource source, Answer answer) {

        Said said() {
            return new Said(object, indicator, source, answer);
        }
    }

    /** What is put forward together: values, and what somebody publishes to compare them with. */
    public record Changes(List<ItemChange> items, List<ReferenceChange> references) {

        public static Changes of(List<ItemChange> items) {
            return new Changes(items, List.of());
        }

        public boolean isEmpty() {
            return items.isEmpty() && references.isEmpty();
        }
    }

    /** What would become of one object; codes of districts and townships alike. */
    public record Difference(
            String code,
            String name,
            BigDecimal scoreBefore,
            BigDecimal scoreAfter,
            @Nullable Integer rankBefore,
            @Nullable Integer rankAfter,
            Grade gradeBefore,
            Grade gradeAfter,
            String reasonAfter) {}

    /**
     * The objects for which something would change: districts first, each followed by its townships.
     *
     * @param ties counties that would have equal totals, in words; shown, and no bar, like ties that a spot check causes
     */
    public record Effect(List<Difference> differences, List<String> ties) {}

    private record Position(
            String name, BigDecimal score, @Nullable Integer rank, Grade grade, String reason) {}

    private record ChangeRow(
            long id, long proposal, String object, String indicator, EntrySource source, AnswerRow answer) {

        ItemChange change(Map<Long, List<String>> files) {
            return new ItemChange(object, indicator, source, answer.answer(files.getOrDefault(id, List.of())));
        }
    }

    /** A row that names no item marks the object for misconduct. */
    private record MarkRow(long proposal, String object, boolean provisional, String reason) {}

    private record ChangeFile(long changeId, String evidenceId) {}

    private final Rows rows;
    private final Clock clock;
    private final AssessmentYears years;
    private final CityBoard cityBoard;
    private final Scorecards scorecards;
    private final MisconductMarks misconductMarks;
    private final Results results;
    private final OperationLog log;
    private final ApplicationEventPublisher events;

    private final References references;
    private final ReferenceChanges referenceChanges;

    Revisions(
            JdbcClient jdbc,
            Clock clock,
            AssessmentYears years,
            CityBoard cityBoard,
            Scorecards scorecards,
            MisconductMarks misconductMarks,
            Results results,
            OperationLog log,
            ApplicationEventPublisher events,
            References references,
            ReferenceChanges referenceChanges) {
        this.references = references;
        this.referenceChanges = referenceChanges;
        this.rows = new Rows(jdbc);
        this.clock = clock;
        this.years = years;
        this.cityBoard = cityBoard;
        this.scorecards = scorecards;
        this.misconductMarks = misconductMarks;
        this.results = results;
        this.log = log;
        this.events = events;
    }

    /** What would change for whom if these values counted. */
    public Effect effect(int year, Changes changes) {
        return effect(
                year, Amendments.of(entries(changes.items()), referenceChanges.given(year, changes.references())));
    }

    /** What would change for whom if the object were found to have cheated. */
    public Effect effectOfMisconduct(int year, String object) {
        return effect(year, Amendments.of(List.of(), Set.of(object)));
    }

    private Effect effect(int year, Amendments amendments) {
        Map<String, Position> before = positions(cityBoard.of(year));
        List<Difference> differences = new ArrayList<>();
        Standings standings = cityBoard.of(year, amendments);
        positions(standings).forEach((code, after) -> {
            Position old = Objects.requireNonNull(before.get(code));
            if (!old.equals(after)) {
                differences.add(new Difference(
                        code,
                        after.name(),
                        old.score(),
                        after.score(),
                        old.rank(),
                        after.rank(),
                        old.grade(),
                        after.grade(),
                        after.reason()));
            }
        });
        return new Effect(List.copyOf(differences), ties(standings));
    }

    private static List<String> ties(Standings standings) {
        Map<String, String> names = standings.names();
        return standings.differentiation().ties().stream()
                .map(tie -> "%s都是%s分"
                        .formatted(
                                tie.codes().stream()
                                        .map(code -> names.getOrDefault(code, code))
                                        .collect(Collectors.joining("、")),
                                tie.score()))
                .toList();
    }

    private static Map<String, Position> positions(Standings standings) {
        Map<String, Position> positions = new LinkedHashMap<>();
        for (Standing standing : standings.districts()) {
            String district = standing.district().name();
            positions.put(
                    standing.district().code(),
                    new Position(
                            district,
                            standing.result().score(),
                            standing.rank(),
                            standing.graded().grade(),
                            standing.graded().reason()));
            standing.townships()
                    .lines()
                    .forEach(line -> positions.put(
                            line.township().code(),
                            new Position(
                                    district + " · " + line.township().name(),
                                    line.result().score(),
                                    line.rank(),
                                    line.graded().grade(),
                                    line.graded().reason())));
        }
        standings
                .units()
                .forEach(unit -> positions.put(
                        unit.unit().code(),
                        new Position(
                                unit.unit().name(),
                                unit.score(),
                                unit.rank(),
                                unit.graded().grade(),
                                unit.graded().reason())));
        return positions;
    }

    private static List<Entry> entries(List<ItemChange> changes) {
        return changes.stream()
                .map(change -> Entry.typed(
                        change.object(), change.indicator(), change.source(), change.answer(), Actor.SYSTEM.office()))
                .toList();
    }

    /** Puts values forward that are to count instead of those that do. */
    @Transactional
    public long propose(int year, Kind kind, String reason, Changes changes, Actor actor) {
        long proposal = insert(year, kind, reason, actor);
        changes.items().forEach(change -> insert(proposal, change));
        referenceChanges.insert(Owner.PROPOSAL, proposal, year, changes.references());
        return proposal;
    }

    /** Puts the object forward as one that has cheated. */
    @Transactional
    public long proposeMisconduct(int year, String object, String reason, Actor actor) {
        long proposal = insert(year, Kind.MISCONDUCT, reason, actor);
        rows.insert("revision_change", new MarkRow(proposal, object, false, reason));
        return proposal;
    }

    private long insert(int year, Kind kind, String reason, Actor actor) {
        long id = rows.insertForId(
                "revision_proposal",
                new Proposal(
                        0,
                        year,
                        kind,
                        reason,
                        State.PROPOSED,
                        actor.userId(),
                        LocalDateTime.now(clock),
                        null,
                        null,
                        null,
                        null));
        log.record(actor, Operation.of("拟定更正", year, kind.label()).because(reason));
        return id;
    }

    private void insert(long proposal, ItemChange change) {
        Answer answer = change.answer();
        long id = rows.insertForId(
                "revision_change",
                new ChangeRow(
                        0,
                        proposal,
                        change.object(),
                        change.indicator(),
                        change.source(),
                        AnswerRow.of(answer.because(Objects.requireNonNullElse(answer.reason(), "")))));
        rows.insertAll(
                "revision_change_evidence",
                answer.evidence().stream().map(file -> new ChangeFile(id, file)).toList());
    }

    /** The leading group agrees, and the changes take effect at once. */
    @Transactional
    public @Nullable Integer approve(long proposal, @Nullable String reason, Actor actor) {
        agree(proposal, reason, actor);
        return carryOut(proposal, actor);
    }

    /** The leading group agrees; nothing is changed by that alone. */
    @Transactional
    public void agree(long proposal, @Nullable String reason, Actor actor) {
        decide(proposal, State.PROPOSED, State.AGREED, reason, actor);
    }

    /**
     * What the leading group agreed to takes effect, and what stands then is the year's next revision. Before a year has any result
     * there is none to revise: then the changes are simply part of the first.
     *
     * @return the number of the revision; null before the first
     * @throws OutOfStep where the leading group has not agreed, or this has been done before
     */
    @Transactional
    public @Nullable Integer carryOut(long proposal, Actor actor) {
        Proposal approved = get(proposal);
        years.lock(approved.year());
        decide(proposal, State.AGREED, State.APPROVED, approved.decisionReason(), actor);
        Changes changes = changes(proposal);
        scorecards.amend(
                approved.year(), changes.items().stream().map(ItemChange::said).toList(), actor);
        Set<String> compared = referenceChanges.carryOut(approved.year(), changes.references(), actor);
        references.corrected(
                approved.year(),
                changes.items().stream().map(ItemChange::indicator).toList(),
                compared);
        marked(proposal).forEach(object -> misconductMarks.mark(approved.year(), object));
        Integer number = results.latest(approved.year()).isEmpty()
                ? null
                : Integer.valueOf(results.fix(
                        approved.year(), approved.kind().label() + "：" + approved.reason(), proposal, actor));
        if (number != null) {
            rows.update("update revision_proposal set revision = :number where id = :id", number, proposal);
            events.publishEvent(new ResultRevised(approved.year(), number));
        }
        return number;
    }

    /** The leading group does not approve, or wants it done differently. */
    @Transactional
    public void decline(long proposal, State state, String reason, Actor actor) {
        decide(proposal, State.PROPOSED, state, reason, actor);
        if (state == State.REFUSED) {
            events.publishEvent(new RevisionRefused(proposal));
        }
    }

    /** @throws OutOfStep where the proposal stands elsewhere */
    public void require(long proposal, State state) {
        State now = get(proposal).state();
        OutOfStep.require(now == state, "这项更正", now.label());
    }

    private void decide(long proposal, State from, State state, @Nullable String reason, Actor actor) {
        int decided = rows.update("""
                update revision_proposal set state = :state, decided_by = :by, decided_at = :at, decision_reason = :reason
                where id = :id and state = :from
                """, state, actor.userId(), LocalDateTime.now(clock), reason, proposal, from);
        if (decided == 0) {
            require(proposal, from);
        }
        if (state == State.AGREED) {
            return; // its carrying out is what is told of it
        }
        log.record(
                actor,
                Operation.of("更正" + state.label(), get(proposal).year(), "更正" + proposal)
                        .because(reason));
    }

    public Proposal get(long id) {
        return rows.get(Proposal.class, "select * from revision_proposal where id = :id", id);
    }

    /** Every proposal of a year, oldest first. */
    public List<Proposal> all(int year) {
        return rows.list(
                Proposal.class, "select * from revision_proposal where assessment_year = :year order by id", year);
    }

    /** What a proposal changes, in the order it was put forward. */
    public Changes changes(long proposal) {
        return new Changes(items(proposal), referenceChanges.of(Owner.PROPOSAL, proposal));
    }

    private List<ItemChange> items(long proposal) {
        Map<Long, List<String>> files = EvidenceLists.by(
                rows.list(ChangeFile.class, """
                select e.* from revision_change_evidence e join revision_change c on c.id = e.change_id
                where c.proposal = :proposal order by e.evidence_id
                """, proposal), ChangeFile::changeId, ChangeFile::evidenceId);
        return rows
                .list(
                        ChangeRow.class,
                        "select * from revision_change where proposal = :proposal and indicator is not null order by id",
                        proposal)
                .stream()
                .map(row -> row.change(files))
                .toList();
    }

    private List<String> marked(long proposal) {
        return rows.list(
                String.class,
                "select object_code from revision_change where proposal = :proposal and indicator is null",
                proposal);
    }
}
