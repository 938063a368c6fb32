package cn.healthylishui.assessment.result;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.result.ReferenceChanges.Owner;
import cn.healthylishui.assessment.result.ReferenceChanges.ReferenceChange;
import cn.healthylishui.assessment.result.Revisions.Changes;
import cn.healthylishui.assessment.result.Revisions.Difference;
import cn.healthylishui.assessment.result.Revisions.Effect;
import cn.healthylishui.assessment.result.Revisions.ItemChange;
import cn.healthylishui.assessment.result.Revisions.Kind;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.Provenance;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.EvidenceLists;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.verification.Contradictions;
import cn.healthylishui.assessment.verification.Finding;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 更正官方数据: an accepted official figure that was wrong or provisional is replaced, with its reason. Before the result is approved
 * the new figure counts at once; afterwards it is a proposal to the leading group.
 */
@Component("figureCorrectionRecords") // the models call the process's own bean figureCorrections
public class FigureCorrections {

    private static final int LONGEST_PROPOSAL_REASON = 1900;

    public enum State {
        FILED("待核对"),
        RETURNED("退回修改"),
        REFUSED("不予更正"),
        ACCEPTED("已同意"),
        RECORDED("已更正"),
        PROPOSED("已报领导小组审定");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * What the city office says where the new figure alone does not settle the item: because a finding stands against it, or because
     * the item was decided before.
     *
     * @param source which of the sources counts; what was decided, where that stays as it is
     */
    public record Taken(EntrySource source, String reason) {}

    /**
     * @param before the entry that it takes the place of; null where there was none
     * @param taken null where the new figure simply takes its place among the sources
     */
    public record Item(
            ItemChange change,
            @Nullable Entry before,
            @Nullable Taken taken) {

        public String key() {
            return change.object() + "-" + change.indicator();
        }
    }

    /**
     * @param comment what the city office said
     * @param proposal what became of it after the approval; else null
     */
    public record Correction(
            long id,
            int year,
            String office,
            State state,
            String filedBy,
            LocalDateTime filedAt,
            @Nullable String comment,
            @Nullable LocalDateTime decidedAt,
            @Nullable Long proposal,
            List<Item> items,
            List<ReferenceChange> references) {

        /** As the owner put it forward. */
        public Changes changes() {
            return new Changes(items.stream().map(Item::change).toList(), references);
        }
    }

    private final JdbcClient jdbc;
    private final Clock clock;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final IndicatorTables tables;
    private final Scorecards scorecards;
    private final Revisions revisions;
    private final OperationLog log;

    private final References references;
    private final ReferenceChanges referenceChanges;
    private final Contradictions contradictions;

    FigureCorrections(
            JdbcClient jdbc,
            Clock clock,
            AssessmentYears years,
            YearRoster roster,
            IndicatorTables tables,
            Scorecards scorecards,
            Revisions revisions,
            OperationLog log,
            References references,
            ReferenceChanges referenceChanges,
            Contradictions contradictions) {
        this.references = references;
        this.referenceChanges = referenceChanges;
        this.contradictions = contradictions;
        this.jdbc = jdbc;
        this.clock = clock;
        this.years = years;
        this.roster = roster;
        this.tables = tables;
        this.scorecards = scorecards;
        this.revisions = revisions;
        this.log = log;
    }

    /** @param changes official figures of districts, and what others publish to compare with, each with its reason */
    @Transactional
    public long file(int year, String office, Changes changes, Actor actor) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                insert into figure_correction (assessment_year, office, state, filed_by, filed_at)
                values (:year, :office, :state, :by, :at)
                """)
                .param("year", year)
                .param("office", office)
                .param("state", State.FILED.name())
                .param("by", actor.userId())
                .param("at", now())
                .update(key, "id");
        long correction = Objects.requireNonNull(key.getKey()).longValue();
        for (int seq = 0; seq < changes.items().size(); seq++) {
            ItemChange change = changes.items().get(seq);
            insert(correction, seq, change, standing(year, change));
            log.record(
                    actor,
                    Operation.of("提出更正官方数据", year, change.object())
                            .from(words(year, change, standing(year, change)))
                            .to(words(year, change))
                            .because(change.answer().reason()));
        }
        referenceChanges.insert(Owner.CORRECTION, correction, year, changes.references());
        changes.references()
                .forEach(change -> log.record(
                        actor,
                        Operation.of("提出更正参照值", year, change.indicator())
                                .from(ReferenceChanges.shown(change.before()))
                                .to(ReferenceChanges.shown(change.given()))
                                .because(change.reason())));
        return correction;
    }

    /** An item on which the figure alone does not settle what counts. */
    public record Choice(@Nullable Entry decided, @Nullable Finding finding) {}

    /** What the city office has to decide with a corrected figure; empty where the figure simply takes its place. */
    public Optional<Choice> choice(int year, ItemChange change) {
        Entry decided = scorecards.latest(year, change.object()).of(change.indicator(), EntrySource.DECIDED);
        Finding finding = contradictions
                .adoptedAgainst(year, change.object(), indicator(year, change), change.answer())
                .orElse(null);
        return decided == null && finding == null ? Optional.empty() : Optional.of(new Choice(decided, finding));
    }

    /** What would come to count: the new figures, and what the city office decides with them. */
    public Changes withDecisions(int year, Correction correction, Map<String, Taken> taken) {
        List<ItemChange> changes = new ArrayList<>();
        for (Item item : correction.items()) {
            changes.add(item.change());
            decided(year, item.change(), taken.get(item.key())).ifPresent(changes::add);
        }
        return new Changes(changes, correction.references());
    }

    private Optional<ItemChange> decided(int year, ItemChange change, @Nullable Taken taken) {
        if (taken == null || taken.source() == EntrySource.DECIDED) {
            return Optional.empty();
        }
        Entry source = taken.source() == EntrySource.OFFICIAL
                ? Entry.typed(
                        change.object(),
                        change.indicator(),
                        EntrySource.OFFICIAL,
                        change.answer(),
                        Actor.SYSTEM.office())
                : Objects.requireNonNull(
                        scorecards.latest(year, change.object()).of(change.indicator(), taken.source()));
        return Optional.of(new ItemChange(
                change.object(),
                change.indicator(),
                EntrySource.DECIDED,
                ScoreBook.taken(years.get(year).precedence(), indicator(year, change), source, taken.reason())));
    }

    private @Nullable Entry standing(int year, ItemChange change) {
        return scorecards.latest(year, change.object()).of(change.indicator(), EntrySource.OFFICIAL);
    }

    private String words(int year, ItemChange change, @Nullable Entry entry) {
        Indicator indicator = indicator(year, change);
        return indicator.code() + " " + indicator.name() + "：" + ScoreBook.shown(indicator, entry);
    }

    private String words(int year, ItemChange change) {
        return change.answer().shown(indicator(year, change));
    }

    private Indicator indicator(int year, ItemChange change) {
        return tables.ofDistrict(year, change.object()).indicator(change.indicator());
    }

    private void insert(long correction, int seq, ItemChange change, @Nullable Entry before) {
        Answer answer = change.answer();
        Provenance provenance = answer.provenance();
        jdbc.sql("""
                insert into figure_correction_item (correction, object_code, indicator, seq, before_entry, state, entered_value,
                  reference_value, ticks, provisional, reason, source_kind, source_body, source_document)
                values (:correction, :object, :indicator, :seq, :before, :state, :value, :reference, :ticks, :provisional, :reason,
                  :kind, :body, :document)
                """)
                .param("correction", correction)
                .param("object", change.object())
                .param("indicator", change.indicator())
                .param("seq", seq)
                .param("before", before == null ? null : before.id())
                .param("state", answer.state().name())
                .param("value", answer.value())
                .param("reference", answer.reference())
                .param("ticks", answer.ticks())
                .param("provisional", answer.provisional())
                .param("reason", Objects.requireNonNullElse(answer.reason(), ""))
                .param("kind", provenance == null ? null : provenance.kind().name())
                .param("body", provenance == null ? null : provenance.body())
                .param("document", provenance == null ? null : provenance.document())
                .update();
        answer.evidence().forEach(file -> jdbc.sql("""
                        insert into figure_correction_evidence (correction, object_code, indicator, evidence_id)
                        values (:correction, :object, :indicator, :file)
                        """)
                .param("correction", correction)
                .param("object", change.object())
                .param("indicator", change.indicator())
                .param("file", file)
                .update());
    }

    /**
     * The city office agrees, sends it back or refuses it.
     *
     * @param taken by item, where the figure alone does not settle what counts
     */
    @Transactional
    public void decide(long correction, State state, String comment, Map<String, Taken> taken, Actor actor) {
        int decided = jdbc.sql("""
                        update figure_correction set state = :state, comment = :comment, decided_by = :by, decided_at = :at
                        where id = :id and state = :filed
                        """)
                .param("state", state.name())
                .param("comment", comment.isEmpty() ? null : comment)
                .param("by", actor.userId())
                .param("at", now())
                .param("id", correction)
                .param("filed", State.FILED.name())
                .update();
        if (decided == 0) {
            require(correction, State.FILED);
        }
        Correction known = get(correction);
        for (Item item : known.items()) {
            Taken one = taken.get(item.key());
            if (one != null) {
                take(correction, item.change(), one);
            }
        }
        log.record(
                actor,
                Operation.of("核对更正官方数据", known.year(), known.office())
                        .to(state.label())
                        .because(comment.isEmpty() ? null : comment));
    }

    private void take(long correction, ItemChange change, Taken taken) {
        jdbc.sql("""
                update figure_correction_item set taken = :taken, taken_reason = :reason
                where correction = :correction and object_code = :object and indicator = :indicator
                """)
                .param("taken", taken.source().name())
                .param("reason", taken.reason())
                .param("correction", correction)
                .param("object", change.object())
                .param("indicator", change.indicator())
                .update();
    }

    /**
     * Carries out what was agreed to. Whether the result is approved does not change while this runs.
     *
     * @return whether it is for the leading group to decide, since the result is approved
     * @throws OutOfStep where the city office has not agreed to it, or this has been done before
     */
    @Transactional
    public boolean carryOut(long id, Actor actor) {
        Correction correction = get(id);
        int year = correction.year();
        years.lock(year);
        boolean approved = years.get(year).isApproved();
        int first = jdbc.sql("update figure_correction set state = :state where id = :id and state = :accepted")
                .param("state", (approved ? State.PROPOSED : State.RECORDED).name())
                .param("id", id)
                .param("accepted", State.ACCEPTED.name())
                .update();
        if (first == 0) {
            require(id, State.ACCEPTED);
        }
        Long proposal = null;
        Map<String, Taken> taken = new HashMap<>();
        correction.items().stream()
                .filter(item -> item.taken() != null)
                .forEach(item -> taken.put(item.key(), Objects.requireNonNull(item.taken())));
        Changes changes = withDecisions(year, correction, taken);
        if (approved) {
            proposal = revisions.propose(year, Kind.LATE_FIGURE, reason(correction), changes, actor);
        } else {
            Effect effect = revisions.effect(year, changes);
            for (Item item : correction.items()) {
                // The figure stays the owner's, whoever agreed to it.
                scorecards.record(
                        year,
                        item.change().object(),
                        item.change().indicator(),
                        EntrySource.OFFICIAL,
                        item.change().answer(),
                        new Actor(correction.filedBy(), correction.office()));
                log.record(
                        actor,
                        Operation.of("更正官方数据", year, item.change().object())
                                .from(words(year, item.change(), item.before()))
                                .to(words(year, item.change()))
                                .because(item.change().answer().reason()));
            }
            changes.items().stream()
                    .filter(change -> change.source() == EntrySource.DECIDED)
                    .forEach(change -> scorecards.record(
                            year, change.object(), change.indicator(), change.source(), change.answer(), actor));
            Set<String> compared = referenceChanges.carryOut(
                    year, changes.references(), new Actor(correction.filedBy(), correction.office()));
            references.corrected(
                    year, changes.items().stream().map(ItemChange::indicator).toList(), compared);
            // Where the items are not reviewed yet, a finding that now stands against a figure is put before its owner.
            correction.items().stream()
                    .map(item -> item.change().object())
                    .distinct()
                    .forEach(district -> contradictions.open(year, district, actor));
            log.record(
                    actor, Operation.of("更正官方数据的影响", year, correction.office()).to(inWords(effect)));
        }
        jdbc.sql("update figure_correction set proposal = :proposal where id = :id")
                .param("proposal", proposal)
                .param("id", id)
                .update();
        return approved;
    }

    private String reason(Correction correction) {
        String reason = Stream.concat(
                        correction.items().stream().map(item -> "%s%s：%s"
                                .formatted(
                                        roster.objectName(
                                                correction.year(), item.change().object()),
                                        item.change().indicator(),
                                        item.change().answer().reason())),
                        correction.references().stream()
                                .map(change -> "%s的参照值：%s".formatted(change.indicator(), change.reason())))
                .collect(Collectors.joining("；"));
        return reason.length() <= LONGEST_PROPOSAL_REASON
                ? reason
                : reason.substring(0, LONGEST_PROPOSAL_REASON - 1) + "…";
    }

    /** What came of it for whom, as the log keeps it. */
    private static String inWords(Effect effect) {
        return effect.differences().isEmpty()
                ? "得分、名次和等级都没有变化"
                : effect.differences().stream().map(FigureCorrections::inWords).collect(Collectors.joining("；"));
    }

    private static String inWords(Difference difference) {
        return "%s：%s分→%s分%s%s"
                .formatted(
                        difference.name(),
                        difference.scoreBefore(),
                        difference.scoreAfter(),
                        Objects.equals(difference.rankBefore(), difference.rankAfter())
                                ? ""
                                : "，第%s名→第%s名".formatted(difference.rankBefore(), difference.rankAfter()),
                        difference.gradeBefore() == difference.gradeAfter()
                                ? ""
                                : "，%s→%s"
                                        .formatted(
                                                difference.gradeBefore().label(),
                                                difference.gradeAfter().label()));
    }

    /** @throws OutOfStep where the correction stands elsewhere */
    public void require(long id, State state) {
        State now = get(id).state();
        OutOfStep.require(now == state, "这项官方数据更正", now.label());
    }

    public Correction get(long id) {
        return read("c.id = :id", Map.of("id", id)).stream()
                .findFirst()
                .orElseThrow(() -> new OutOfStep("没有这项官方数据更正，不能办理。请刷新任务清单后查看。"));
    }

    /** Every correction of a year, oldest first. */
    public List<Correction> all(int year) {
        return read("c.assessment_year = :year", Map.of("year", year));
    }

    /** What was corrected before the result was approved, one sentence a figure. */
    public List<String> recordedInWords(int year) {
        return all(year).stream()
                .filter(correction -> correction.state() == State.RECORDED)
                .flatMap(correction -> Stream.concat(
                        correction.items().stream().map(item -> "官方数据有更正：%s的%s，现为%s。"
                                .formatted(
                                        roster.objectName(year, item.change().object()),
                                        words(year, item.change(), item.before()),
                                        words(year, item.change()))),
                        correction.references().stream().map(change -> "参照值有更正：%s，原为%s，现为%s。"
                                .formatted(
                                        ReferenceChanges.title(references.publishedItem(year, change.indicator())),
                                        ReferenceChanges.shown(change.before()),
                                        ReferenceChanges.shown(change.given())))))
                .toList();
    }

    private List<Correction> read(String condition, Map<String, ?> parameters) {
        record Cell(long correction, String object, String indicator) {}
        Map<Cell, List<String>> files = EvidenceLists.by(
                (rs, i) -> new Cell(rs.getLong("correction"), rs.getString("object_code"), rs.getString("indicator")),
                jdbc.sql("""
                select f.* from figure_correction_evidence f join figure_correction c on c.id = f.correction
                join evidence e on e.id = f.evidence_id where %s order by e.uploaded_at, e.id
                """.formatted(condition)).params(parameters));
        record Line(
                long correction,
                ItemChange change,
                @Nullable Long before,
                @Nullable Taken taken) {}
        List<Line> lines = jdbc.sql("""
                        select i.* from figure_correction_item i join figure_correction c on c.id = i.correction
                        where %s order by i.correction, i.seq
                        """.formatted(condition))
                .params(parameters)
                .query((rs, n) -> new Line(
                        rs.getLong("correction"),
                        change(
                                rs,
                                files.getOrDefault(
                                        new Cell(
                                                rs.getLong("correction"),
                                                rs.getString("object_code"),
                                                rs.getString("indicator")),
                                        List.of())),
                        rs.getObject("before_entry", Long.class),
                        rs.getString("taken") == null
                                ? null
                                : new Taken(EntrySource.valueOf(rs.getString("taken")), rs.getString("taken_reason"))))
                .list();
        List<Correction> heads = jdbc.sql(
                        "select c.* from figure_correction c where %s order by c.id".formatted(condition))
                .params(parameters)
                .query((rs, n) -> correction(rs))
                .list();
        Map<Long, Integer> yearOf = new HashMap<>();
        heads.forEach(head -> yearOf.put(head.id(), head.year()));
        Map<Long, List<Item>> items = new HashMap<>();
        for (Line line : lines) {
            int year = Objects.requireNonNull(yearOf.get(line.correction()));
            items.computeIfAbsent(line.correction(), id -> new ArrayList<>())
                    .add(new Item(line.change(), entry(year, line.change(), line.before()), line.taken()));
        }
        Map<Long, List<ReferenceChange>> compared = referenceChanges.of(
                Owner.CORRECTION, heads.stream().map(Correction::id).toList());
        return heads.stream()
                .map(head -> new Correction(
                        head.id(),
                        head.year(),
                        head.office(),
                        head.state(),
                        head.filedBy(),
                        head.filedAt(),
                        head.comment(),
                        head.decidedAt(),
                        head.proposal(),
                        items.getOrDefault(head.id(), List.of()),
                        compared.getOrDefault(head.id(), List.of())))
                .toList();
    }

    private @Nullable Entry entry(int year, ItemChange change, @Nullable Long id) {
        return id == null
                ? null
                : scorecards.history(year, change.object(), change.indicator()).stream()
                        .filter(entry -> entry.id() == id)
                        .findFirst()
                        .orElse(null);
    }

    private static ItemChange change(ResultSet rs, List<String> evidence) throws SQLException {
        return new ItemChange(
                rs.getString("object_code"),
                rs.getString("indicator"),
                EntrySource.OFFICIAL,
                new Answer(
                        EntryState.valueOf(rs.getString("state")),
                        rs.getBigDecimal("entered_value"),
                        rs.getBigDecimal("reference_value"),
                        rs.getString("ticks"),
                        rs.getBoolean("provisional"),
                        rs.getString("reason"),
                        evidence,
                        Scorecards.provenance(rs)));
    }

    private static Correction correction(ResultSet rs) throws SQLException {
        Timestamp decided = rs.getTimestamp("decided_at");
        return new Correction(
                rs.getLong("id"),
                rs.getInt("assessment_year"),
                rs.getString("office"),
                State.valueOf(rs.getString("state")),
                rs.getString("filed_by"),
                rs.getTimestamp("filed_at").toLocalDateTime(),
                rs.getString("comment"),
                decided == null ? null : decided.toLocalDateTime(),
                rs.getObject("proposal", Long.class),
                List.of(),
                List.of());
    }

    private Timestamp now() {
        return Timestamp.valueOf(LocalDateTime.now(clock));
    }
}
