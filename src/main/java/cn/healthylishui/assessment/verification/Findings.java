package cn.healthylishui.assessment.verification;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.persistence.Rows.Whole;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.YearRoster;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 核查结果: one for each item that was checked on site, with the county's comment. It changes no score by itself. */
@Component
public class Findings {

    private record FindingRow(
            long id,
            int year,
            String district,
            String object,
            String indicator,
            EntryState state,
            @Nullable BigDecimal foundValue,
            @Nullable String ticks,
            @Nullable String note,
            String checkedBy,
            LocalDateTime checkedAt,
            @Nullable Boolean countyAgrees,
            @Nullable String countyComment,
            String checkedOffice,
            Finding.@Nullable Ruling ruling,
            @Nullable String rulingReason) {

        Finding finding(List<Evidence> evidence, String county, Scorecard card) {
            Answer reported = card.answer(indicator, EntrySource.REPORTED);
            Answer answer = new Answer(
                    state,
                    foundValue,
                    state == EntryState.VALUE && reported != null ? reported.reference() : null,
                    ticks,
                    false,
                    note,
                    ids(evidence, file -> !file.office().equals(county)));
            return new Finding(
                    district,
                    object,
                    indicator,
                    answer,
                    reported,
                    checkedBy,
                    checkedAt,
                    countyAgrees,
                    countyComment,
                    ids(evidence, file -> file.office().equals(county)),
                    checkedOffice,
                    ruling,
                    rulingReason);
        }
    }

    private record FindingFile(long findingId, String evidenceId) {}

    private record Evidence(String district, long findingId, String evidenceId, String office) {}

    private static final Whole<FindingRow> FINDINGS = new Whole<>(FindingRow.class, """
            select * from finding where assessment_year = :year %s
            order by district, case when object_code = district then 0 else 1 end, object_code, id
            """);

    private static final Whole<Evidence> EVIDENCE = new Whole<>(Evidence.class, """
            select f.district, v.finding_id, v.evidence_id, e.office
            from finding_evidence v join finding f on f.id = v.finding_id join evidence e on e.id = v.evidence_id
            where f.assessment_year = :year %s order by v.finding_id, e.uploaded_at, e.id
            """);

    private final Rows rows;
    private final Clock clock;
    private final OperationLog log;
    private final YearRoster roster;
    private final IndicatorTables tables;
    private final Scorecards scorecards;

    Findings(
            JdbcClient jdbc,
            Clock clock,
            OperationLog log,
            YearRoster roster,
            IndicatorTables tables,
            Scorecards scorecards) {
        this.rows = new Rows(jdbc);
        this.clock = clock;
        this.log = log;
        this.roster = roster;
        this.tables = tables;
        this.scorecards = scorecards;
    }

    /**
     * Keeps what was found on one item.
     *
     * @param object the district itself or one of its townships
     * @throws Refused where the item has been checked before
     */
    @Transactional
    public void record(
            int year,
            String district,
            String object,
            String indicator,
            Answer answer,
            @Nullable String note,
            Actor actor) {
        Indicator item = table(year, district, object).indicator(indicator);
        Answer reported = scorecards.latest(year, object).answer(indicator, EntrySource.REPORTED);
        long id = insert(year, district, object, item, answer, note, actor);
        attach(id, answer.evidence());
        log.record(
                actor,
                Operation.of("现场核查", year, object)
                        .from("%s：%s".formatted(indicator, reported == null ? "没有自报" : words(item, reported)))
                        .to("%s：%s".formatted(indicator, words(item, answer)))
                        .because(note));
    }

    private long insert(
            int year,
            String district,
            String object,
            Indicator item,
            Answer answer,
            @Nullable String note,
            Actor actor) {
        if (id(year, object, item.code()).isPresent()) {
            throw new Refused("%s的“%s”已有核查结果，不能再次填写。请刷新页面后核对。".formatted(roster.objectName(year, object), item.name()));
        }
        return rows.insertForId(
                "finding",
                new FindingRow(
                        0,
                        year,
                        district,
                        object,
                        item.code(),
                        answer.state(),
                        answer.value(),
                        answer.ticks(),
                        note == null || note.isBlank() ? null : note,
                        actor.userId(),
                        LocalDateTime.now(clock),
                        null,
                        null,
                        actor.office(),
                        null,
                        null));
    }

    private Optional<Long> id(int year, String object, String indicator) {
        return rows.find(Long.class, """
                select id from finding where assessment_year = :year and object_code = :object and indicator = :indicator
                """, year, object, indicator);
    }

    /**
     * Keeps what the county says to a finding.
     *
     * @param comment required by the form where the county does not agree
     * @param evidence ids of the files the county adds
     */
    @Transactional
    public void comment(
            int year,
            String object,
            String indicator,
            boolean agrees,
            @Nullable String comment,
            List<String> evidence,
            Actor actor) {
        long id = id(year, object, indicator)
                .orElseThrow(() -> new IllegalArgumentException(
                        "%d has no finding on %s of %s".formatted(year, indicator, object)));
        rows.update(
                "update finding set county_agrees = :agrees, county_comment = :comment where id = :id",
                agrees,
                comment == null || comment.isBlank() ? null : comment,
                id);
        attach(id, evidence);
        log.record(
                actor,
                Operation.of("对核查结果提出意见", year, object)
                        .to(indicator + "：" + (agrees ? "认可" : "不认可"))
                        .because(comment));
    }

    /** Keeps what the city office makes of a finding: whether it counts, and why. */
    @Transactional
    public void rule(int year, String object, String indicator, Finding.Ruling ruling, String reason, Actor actor) {
        rows.update(
                """
                update finding set ruling = :ruling, ruling_reason = :reason, ruled_by = :by, ruled_at = :at
                where assessment_year = :year and object_code = :object and indicator = :indicator
                """,
                ruling,
                reason.isBlank() ? null : reason,
                actor.userId(),
                LocalDateTime.now(clock),
                year,
                object,
                indicator);
        log.record(
                actor,
                Operation.of(ruling == Finding.Ruling.ADOPTED ? "采用核查结果" : "不采用核查结果", year, object)
                        .to(indicator)
                        .because(reason.isBlank() ? null : reason));
    }

    private void attach(long finding, List<String> evidence) {
        rows.insertAll(
                "finding_evidence",
                evidence.stream()
                        .distinct()
                        .map(file -> new FindingFile(finding, file))
                        .toList());
    }

    /** For whoever goes on to ask for many districts in the same transaction: then none is asked for by itself. */
    public void readAll(int year) {
        rows.list(FINDINGS, year);
        rows.list(EVIDENCE, year);
    }

    /** The findings in a district: on its own items first, then township by township, in the order of the table. */
    public List<Finding> of(int year, String district) {
        List<FindingRow> found = rows.part(
                FINDINGS, "and district = :district", row -> row.district().equals(district), year, district);
        Map<Long, List<Evidence>> evidence = rows
                .part(
                        EVIDENCE,
                        "and f.district = :district",
                        row -> row.district().equals(district),
                        year,
                        district)
                .stream()
                .collect(Collectors.groupingBy(Evidence::findingId));
        return findings(
                found,
                evidence,
                scorecards.latest(
                        year, found.stream().map(FindingRow::object).distinct().toList()),
                roster.district(year, district).officeCode());
    }

    /** The same of every district that has any, by its code, for whoever has read what everybody entered. */
    public Map<String, List<Finding>> of(int year, Map<String, Scorecard> cards) {
        Map<Long, List<Evidence>> evidence =
                rows.list(EVIDENCE, year).stream().collect(Collectors.groupingBy(Evidence::findingId));
        Map<String, List<Finding>> findings = new HashMap<>();
        rows.list(FINDINGS, year).stream()
                .collect(Collectors.groupingBy(FindingRow::district))
                .forEach((district, found) -> findings.put(
                        district,
                        findings(
                                found,
                                evidence,
                                cards,
                                roster.district(year, district).officeCode())));
        return findings;
    }

    /** A file is the county's where someone of its office uploaded it. */
    private static List<Finding> findings(
            List<FindingRow> found, Map<Long, List<Evidence>> evidence, Map<String, Scorecard> cards, String county) {
        return found.stream()
                .map(row -> row.finding(
                        evidence.getOrDefault(row.id(), List.of()),
                        county,
                        cards.getOrDefault(row.object(), Scorecard.EMPTY)))
                .toList();
    }

    /** The findings on one township, or on a district's own items. */
    public List<Finding> on(int year, String object) {
        return district(year, object).map(district -> of(year, district)).orElse(List.of()).stream()
                .filter(finding -> finding.object().equals(object))
                .toList();
    }

    private Optional<String> district(int year, String object) {
        return rows
                .part(FINDINGS, "and object_code = :object", row -> row.object().equals(object), year, object)
                .stream()
                .findFirst()
                .map(FindingRow::district);
    }

    private static List<String> ids(List<Evidence> evidence, Predicate<Evidence> wanted) {
        return evidence.stream().filter(wanted).map(Evidence::evidenceId).toList();
    }

    private IndicatorTable table(int year, String district, String object) {
        if (object.equals(district)) {
            return tables.ofDistrict(year, district);
        }
        if (!roster.township(year, object).district().equals(district)) {
            throw new IllegalArgumentException("%s is no township of %s".formatted(object, district));
        }
        return tables.ofTownshipsIn(year, district);
    }

    private static String words(Indicator indicator, Answer answer) {
        return answer.shown(indicator);
    }
}
