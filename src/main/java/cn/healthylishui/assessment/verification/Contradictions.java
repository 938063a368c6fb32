package cn.healthylishui.assessment.verification;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.persistence.Rows.Whole;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.EvidenceLists;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.DeadlineKind;
import cn.healthylishui.assessment.year.Deadlines;
import cn.healthylishui.assessment.year.Precedence;
import cn.healthylishui.assessment.year.PrecedenceTakenOver;
import cn.healthylishui.assessment.year.SourceRank;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 核查与数据不一致: findings on a district's own items that are outranked by a figure saying something else (办法四(一)). None is passed
 * over: whoever gave the figure answers, and the city office decides with a reason before the item is settled. It changes no score by
 * itself.
 */
@Component
public class Contradictions {

    /** Keeps within the spot check, whose deadline an extension moves. */
    private static final DeadlineKind OF_ANSWER = DeadlineKind.SPOT_CHECK;

    /** What whoever gave the figure says. */
    public enum Answering {
        KEPT("坚持原数据"),
        CORRECTED("更正数据");

        private final String label;

        Answering(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** A finding and the figure that says otherwise, as they stand now. */
    public record Contradiction(Indicator indicator, Finding finding, Entry figure) {}

    /**
     * One item that was put before the owner of the figure.
     *
     * @param figureEntry the figure as it was then
     * @param answer null while there is none
     */
    public record Item(
            long query,
            String owner,
            String indicator,
            long figureEntry,
            LocalDateTime openedAt,
            LocalDate dueOn,
            @Nullable Answering answer,
            @Nullable String reason,
            List<String> evidence,
            @Nullable LocalDateTime answeredAt) {

        /** Nobody has answered, and there is still time to. */
        public boolean awaited(LocalDate today) {
            return answer == null && !today.isAfter(dueOn);
        }

        /** Why nothing can be decided yet. */
        public String waiting(String ownersName) {
            return "核查与数据不一致，%s还没有答复（%s到期）。请等答复；到期仍没有答复的，再决定。".formatted(ownersName, WorkingDays.dateText(dueOn));
        }
    }

    /** @param closed whether the city office has decided what it was about */
    public record Query(long id, int year, String district, String owner, boolean closed) {}

    private record NewQuery(int year, String district, String owner, LocalDateTime openedAt) {}

    private record NewItem(long query, int year, String district, String indicator, long figureEntry) {}

    private record ItemRow(
            Asked asked,
            String owner,
            long figureEntry,
            LocalDateTime openedAt,
            @Nullable Answering answer,
            @Nullable String answerReason,
            @Nullable LocalDateTime answeredAt) {

        Item item(LocalDate dueOn, List<String> evidence) {
            return new Item(
                    asked.query(),
                    owner,
                    asked.indicator(),
                    figureEntry,
                    openedAt,
                    dueOn,
                    answer,
                    answerReason,
                    evidence,
                    answeredAt);
        }
    }

    private record Asked(long query, String indicator) {}

    private record AskedFile(Asked asked, String evidenceId) {}

    private record ItemOfDistrict(String district, ItemRow item) {}

    private record FileOfDistrict(String district, AskedFile file) {}

    private static final Whole<ItemOfDistrict> ITEMS = new Whole<>(ItemOfDistrict.class, """
            select i.*, q.owner, q.opened_at from figure_query_item i join figure_query q on q.id = i.query
            where i.assessment_year = :year %s order by i.query, i.indicator
            """);

    private static final Whole<FileOfDistrict> FILES = new Whole<>(FileOfDistrict.class, """
            select q.district, e.* from figure_query_evidence e join figure_query q on q.id = e.query
            where q.assessment_year = :year %s order by e.query, e.indicator, e.evidence_id
            """);

    private final Rows rows;
    private final Clock clock;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final Deadlines deadlines;
    private final WorkingDays workingDays;
    private final IndicatorTables tables;
    private final Scorecards scorecards;
    private final Findings findings;
    private final OperationLog log;
    private final ApplicationEventPublisher events;

    Contradictions(
            JdbcClient jdbc,
            Clock clock,
            AssessmentYears years,
            YearRoster roster,
            Deadlines deadlines,
            WorkingDays workingDays,
            IndicatorTables tables,
            Scorecards scorecards,
            Findings findings,
            OperationLog log,
            ApplicationEventPublisher events) {
        this.rows = new Rows(jdbc);
        this.clock = clock;
        this.years = years;
        this.roster = roster;
        this.deadlines = deadlines;
        this.workingDays = workingDays;
        this.tables = tables;
        this.scorecards = scorecards;
        this.findings = findings;
        this.log = log;
        this.events = events;
    }

    /**
     * The figure that outranks a finding and says something else; empty where the finding itself comes first, agrees, or names no
     * value.
     */
    public static Optional<Entry> figureAgainst(
            Precedence precedence, Indicator indicator, Scorecard card, Finding finding) {
        return ScoreBook.inOrder(precedence, indicator, card).stream()
                .filter(entry -> contradicts(precedence, indicator, entry, finding))
                .findFirst();
    }

    private static boolean contradicts(Precedence precedence, Indicator indicator, Entry entry, Finding finding) {
        return precedence.heedsFindings()
                && finding.answer().state() == EntryState.VALUE
                && entry.source() == EntrySource.OFFICIAL
                && entry.answer().state().counts()
                && entry.rank(indicator)
                        .filter(rank -> precedence.outranks(rank, SourceRank.VERIFIED))
                        .isPresent()
                && Finding.differ(finding.answer(), entry.answer());
    }

    /**
     * The finding which the city office has adopted, and which such a figure would outrank and contradict; empty where there is none.
     * One that is not ruled on yet is decided on when the items are reviewed.
     */
    public Optional<Finding> adoptedAgainst(int year, String district, Indicator indicator, Answer figure) {
        Precedence precedence = years.get(year).precedence();
        Entry typed = Entry.typed(district, indicator.code(), EntrySource.OFFICIAL, figure, indicator.owner());
        return findings.on(year, district).stream()
                .filter(finding -> finding.object().equals(district)
                        && finding.indicator().equals(indicator.code())
                        && finding.ruling() == Finding.Ruling.ADOPTED)
                .filter(finding -> contradicts(precedence, indicator, typed, finding))
                .findFirst();
    }

    /** Those on a district's own items, whether anybody has decided on them or not, in the order of the table; none of other objects. */
    public List<Contradiction> of(int year, String district) {
        Precedence precedence = years.get(year).precedence();
        if (!precedence.heedsFindings()) {
            return List.of();
        }
        Map<String, Finding> byIndicator = findings.on(year, district).stream()
                .filter(finding -> finding.object().equals(finding.district()))
                .collect(Collectors.toMap(Finding::indicator, finding -> finding));
        if (byIndicator.isEmpty()) {
            return List.of();
        }
        Scorecard card = scorecards.latest(year, district);
        return tables.ofDistrict(year, district).indicators().stream()
                .flatMap(indicator -> Optional.ofNullable(byIndicator.get(indicator.code()))
                        .flatMap(finding -> figureAgainst(precedence, indicator, card, finding)
                                .map(figure -> new Contradiction(indicator, finding, figure)))
                        .stream())
                .toList();
    }

    /** For whoever goes on to ask for many districts in the same transaction: then none is asked for by itself. */
    public void readAll(int year) {
        findings.readAll(year);
        rows.list(ITEMS, year);
        rows.list(FILES, year);
    }

    /** Those that nobody has decided on. */
    public List<Contradiction> undecided(int year, String district) {
        List<Contradiction> all = of(year, district);
        Scorecard card = all.isEmpty() ? Scorecard.EMPTY : scorecards.latest(year, district);
        return all.stream()
                .filter(one -> one.finding().ruling() != Finding.Ruling.DROPPED
                        && card.of(one.indicator().code(), EntrySource.DECIDED) == null)
                .toList();
    }

    /** The same of all districts, by code. */
    public Map<String, List<Contradiction>> undecided(int year) {
        findings.readAll(year);
        scorecards.latest(year);
        return roster.districts(year).stream()
                .map(YearDistrict::code)
                .collect(Collectors.toMap(district -> district, district -> undecided(year, district)));
    }

    /**
     * Puts before the owners of the figures what stands against them in a district and has not been put before. Whoever made the
     * finding does not answer it as well: the decision on that is the city office's, with a reason for the leading group to read.
     */
    @Transactional
    public void open(int year, String district, Actor actor) {
        List<Contradiction> found = undecided(year, district);
        if (found.isEmpty()) {
            return;
        }
        List<String> known = items(year, district).stream().map(Item::indicator).toList();
        Map<String, List<Contradiction>> byOwner = found.stream()
                .filter(one -> !known.contains(one.indicator().code()))
                .filter(one -> !one.indicator().owner().equals(one.finding().checkedOffice()))
                .collect(Collectors.groupingBy(one -> one.indicator().owner(), TreeMap::new, Collectors.toList()));
        byOwner.forEach((owner, contradictions) -> open(year, district, owner, contradictions, actor));
    }

    private void open(int year, String district, String owner, List<Contradiction> contradictions, Actor actor) {
        long query = rows.insertForId("figure_query", new NewQuery(year, district, owner, LocalDateTime.now(clock)));
        rows.insertAll(
                "figure_query_item",
                contradictions.stream()
                        .map(one -> new NewItem(
                                query,
                                year,
                                district,
                                one.indicator().code(),
                                one.figure().id()))
                        .toList());
        for (Contradiction one : contradictions) {
            log.record(
                    actor,
                    Operation.of("核查与数据不一致，请填报单位答复", year, district)
                            .from("%s：%s"
                                    .formatted(one.indicator().code(), ScoreBook.shown(one.indicator(), one.figure())))
                            .to("%s：%s"
                                    .formatted(
                                            one.indicator().code(),
                                            one.finding().answer().shown(one.indicator())))
                            .because(one.finding().note()));
        }
        events.publishEvent(new FiguresContradicted(query, year, district, owner));
    }

    @EventListener
    void openAll(PrecedenceTakenOver takenOver) {
        for (YearDistrict district : roster.districts(takenOver.year())) {
            open(takenOver.year(), district.code(), Actor.SYSTEM);
        }
    }

    public Query query(long id) {
        return rows.find(
                        Query.class,
                        "select q.*, q.closed_at is not null as closed from figure_query q where q.id = :id",
                        id)
                .orElseThrow(() -> new IllegalArgumentException("There is no query " + id));
    }

    /** What was put before owners in a district, answered or not. */
    public List<Item> items(int year, String district) {
        Map<Asked, List<String>> evidence = EvidenceLists.by(
                rows.part(
                        FILES,
                        "and q.district = :district",
                        row -> row.district().equals(district),
                        year,
                        district),
                file -> file.file().asked(),
                file -> file.file().evidenceId());
        return rows
                .part(ITEMS, "and i.district = :district", row -> row.district().equals(district), year, district)
                .stream()
                .map(ItemOfDistrict::item)
                .map(row -> row.item(
                        due(year, row.owner(), row.openedAt().toLocalDate()),
                        evidence.getOrDefault(row.asked(), List.of())))
                .toList();
    }

    public List<Item> items(long query) {
        Query known = query(query);
        return items(known.year(), known.district()).stream()
                .filter(item -> item.query() == query)
                .toList();
    }

    /** As many working days as a county has for its comment, or longer by an extension. */
    private LocalDate due(int year, String owner, LocalDate opened) {
        LocalDate usual = workingDays.plus(opened, years.settings(year).commentWorkingDays());
        return deadlines
                .extended(year, OF_ANSWER, owner)
                .filter(usual::isBefore)
                .orElse(usual);
    }

    /**
     * Keeps what the owner of the figure says; where it corrects the figure, the new one has been entered.
     *
     * @throws OutOfStep where it has answered before, or the city office has decided meanwhile
     */
    @Transactional
    public void answer(
            long query, String indicator, Answering answer, String reason, List<String> evidence, Actor actor) {
        Query known = query(query);
        OutOfStep.require(!known.closed(), "这次核查不一致", "市健康丽水办已经决定");
        int first = rows.update(
                """
                update figure_query_item set answer = :answer, answer_reason = :reason, answered_office = :office,
                  answered_by = :by, answered_at = :at
                where query = :query and indicator = :indicator and answer is null
                """, answer, reason, actor.office(), actor.userId(), LocalDateTime.now(clock), query, indicator);
        OutOfStep.require(first == 1, indicator, "已经答复");
        Asked asked = new Asked(query, indicator);
        rows.insertAll(
                "figure_query_evidence",
                evidence.stream()
                        .distinct()
                        .map(file -> new AskedFile(asked, file))
                        .toList());
        log.record(
                actor,
                Operation.of("答复核查不一致", known.year(), known.district())
                        .to(indicator + "：" + answer.label())
                        .because(reason));
    }

    /** What the owner of a figure was asked about an item of any assessed object, and nobody has answered in time yet. */
    public Optional<Item> awaited(int year, String object, String indicator) {
        LocalDate today = LocalDate.now(clock);
        return items(year, object).stream()
                .filter(item -> item.indicator().equals(indicator) && item.awaited(today))
                .findFirst();
    }

    /** Nothing is left to answer in a district once the city office has decided on its items. */
    @Transactional
    public void close(int year, String district) {
        List<Long> open = rows.list(Long.class, """
                select id from figure_query where assessment_year = :year and district = :district and closed_at is null
                """, year, district);
        for (long query : open) {
            rows.update("update figure_query set closed_at = :at where id = :id", LocalDateTime.now(clock), query);
            events.publishEvent(new ContradictionsSettled(query));
        }
    }
}
