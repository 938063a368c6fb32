package cn.healthylishui.assessment.result;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.result.ReferenceChanges.Owner;
import cn.healthylishui.assessment.result.ReferenceChanges.ReferenceChange;
import cn.healthylishui.assessment.result.Revisions.Changes;
import cn.healthylishui.assessment.result.Revisions.Difference;
import cn.healthylishui.assessment.result.Revisions.Effect;
import cn.healthylishui.assessment.result.Revisions.ItemChange;
import cn.healthylishui.assessment.result.Revisions.Kind;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.AnswerRow;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.EvidenceLists;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.verification.Contradictions;
import cn.healthylishui.assessment.verification.Finding;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
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

    /** Which item of which correction. */
    private record Place(long correction, String object, String indicator) {

        static Place of(long correction, ItemChange change) {
            return new Place(correction, change.object(), change.indicator());
        }
    }

    private record ItemFile(Place place, String evidenceId) {}

    private record ItemRow(
            Place place,
            int seq,
            @Nullable Long beforeEntry,
            AnswerRow answer,
            @Nullable EntrySource taken,
            @Nullable String takenReason) {

        ItemChange change(Map<Place, List<String>> files) {
            return new ItemChange(
                    place.object(),
                    place.indicator(),
                    EntrySource.OFFICIAL,
                    answer.answer(files.getOrDefault(place, List.of())));
        }

        @Nullable
        Taken decision() {
            return taken == null ? null : new Taken(taken, Objects.requireNonNull(takenReason));
        }
    }

    private record CorrectionRow(
            long id,
            int year,
            String office,
            State state,
            String filedBy,
            LocalDateTime filedAt,
            @Nullable String comment,
            @Nullable LocalDateTime decidedAt,
            @Nullable Long proposal) {

        Correction correction(List<Item> items, List<ReferenceChange> references) {
            return new Correction(
                    id, year, office, state, filedBy, filedAt, comment, decidedAt, proposal, items, references);
        }
    }

    private final Rows rows;
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
        this.rows = new Rows(jdbc);
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
        long correction = rows.insertForId(
                "figure_correction",
                new CorrectionRow(
                        0, year, office, State.FILED, actor.userId(), LocalDateTime.now(clock), null, null, null));
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
        Place place = Place.of(correction, change);
        rows.insert(
                "figure_correction_item",
                new ItemRow(
                        place,
                        seq,
                        before == null ? null : before.id(),
                        AnswerRow.of(answer.because(Objects.requireNonNullElse(answer.reason(), ""))),
                        null,
                        null));
        rows.insertAll(
                "figure_correction_evidence",
                answer.evidence().stream()
                        .map(file -> new ItemFile(place, file))
                        .toList());
    }

    /**
     * The city office agrees, sends it back or refuses it.
     *
     * @param taken by item, where the figure alone does not settle what counts
     */
    @Transactional
    public void decide(long correction, State state, String comment, Map<String, Taken> taken, Actor actor) {
        int decided = rows.update(
                """
                update figure_correction set state = :state, comment = :comment, decided_by = :by, decided_at = :at
                where id = :id and state = :filed
                """,
                state,
                comment.isEmpty() ? null : comment,
                actor.userId(),
                LocalDateTime.now(clock),
                correction,
                State.FILED);
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
        rows.update("""
                update figure_correction_item set taken = :taken, taken_reason = :reason
                where correction = :correction and object_code = :object and indicator = :indicator
                """, taken.source(), taken.reason(), correction, change.object(), change.indicator());
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
        int first = rows.update(
                "update figure_correction set state = :state where id = :id and state = :accepted",
                approved ? State.PROPOSED : State.RECORDED,
                id,
                State.ACCEPTED);
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
        rows.update("update figure_correction set proposal = :proposal where id = :id", proposal, id);
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
        return read("c.id = :id", id).stream()
                .findFirst()
                .orElseThrow(() -> new OutOfStep("没有这项官方数据更正，不能办理。请刷新任务清单后查看。"));
    }

    /** Every correction of a year, oldest first. */
    public List<Correction> all(int year) {
        return read("c.assessment_year = :year", year);
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

    private List<Correction> read(String condition, Number value) {
        Map<Place, List<String>> files = EvidenceLists.by(
                rows.list(ItemFile.class, """
                select f.* from figure_correction_evidence f join figure_correction c on c.id = f.correction
                join evidence e on e.id = f.evidence_id where %s order by e.uploaded_at, e.id
                """.formatted(condition), value), ItemFile::place, ItemFile::evidenceId);
        List<CorrectionRow> heads = rows.list(
                CorrectionRow.class,
                "select c.* from figure_correction c where %s order by c.id".formatted(condition),
                value);
        List<ItemRow> changed = rows.list(ItemRow.class, """
                select i.* from figure_correction_item i join figure_correction c on c.id = i.correction
                where %s order by i.correction, i.seq
                """.formatted(condition), value);
        Map<Long, Entry> before = scorecards.byIds(changed.stream()
                .map(ItemRow::beforeEntry)
                .filter(Objects::nonNull)
                .toList());
        Map<Long, List<Item>> items = new HashMap<>();
        for (ItemRow row : changed) {
            Long entry = row.beforeEntry();
            items.computeIfAbsent(row.place().correction(), id -> new ArrayList<>())
                    .add(new Item(row.change(files), entry == null ? null : before.get(entry), row.decision()));
        }
        Map<Long, List<ReferenceChange>> compared = referenceChanges.of(
                Owner.CORRECTION, heads.stream().map(CorrectionRow::id).toList());
        return heads.stream()
                .map(head -> head.correction(
                        items.getOrDefault(head.id(), List.of()), compared.getOrDefault(head.id(), List.of())))
                .toList();
    }
}
