package cn.healthylishui.assessment.verification;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.Refused;
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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 核查结果: one for each item that was checked on site, with the county's comment. It changes no score by itself. */
@Component
public class Findings {

    private record Evidence(String id, boolean ofCounty) {}

    private final JdbcClient jdbc;
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
        this.jdbc = jdbc;
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
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                insert into finding (assessment_year, district, object_code, indicator, state, found_value, ticks, note,
                  checked_by, checked_office, checked_at)
                values (:year, :district, :object, :indicator, :state, :value, :ticks, :note, :by, :office, :at)
                """)
                .param("year", year)
                .param("district", district)
                .param("object", object)
                .param("indicator", item.code())
                .param("state", answer.state().name())
                .param("value", answer.value())
                .param("ticks", answer.ticks())
                .param("note", note == null || note.isBlank() ? null : note)
                .param("by", actor.userId())
                .param("office", actor.office())
                .param("at", Timestamp.valueOf(LocalDateTime.now(clock)))
                .update(key, "id");
        return Objects.requireNonNull(key.getKey()).longValue();
    }

    private Optional<Long> id(int year, String object, String indicator) {
        return jdbc.sql("""
                        select id from finding
                        where assessment_year = :year and object_code = :object and indicator = :indicator
                        """)
                .param("year", year)
                .param("object", object)
                .param("indicator", indicator)
                .query(Long.class)
                .optional();
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
        jdbc.sql("update finding set county_agrees = :agrees, county_comment = :comment where id = :id")
                .param("agrees", agrees)
                .param("comment", comment == null || comment.isBlank() ? null : comment)
                .param("id", id)
                .update();
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
        jdbc.sql("""
                update finding set ruling = :ruling, ruling_reason = :reason, ruled_by = :by, ruled_at = :at
                where assessment_year = :year and object_code = :object and indicator = :indicator
                """)
                .param("ruling", ruling.name())
                .param("reason", reason.isBlank() ? null : reason)
                .param("by", actor.userId())
                .param("at", Timestamp.valueOf(LocalDateTime.now(clock)))
                .param("year", year)
                .param("object", object)
                .param("indicator", indicator)
                .update();
        log.record(
                actor,
                Operation.of(ruling == Finding.Ruling.ADOPTED ? "采用核查结果" : "不采用核查结果", year, object)
                        .to(indicator)
                        .because(reason.isBlank() ? null : reason));
    }

    private void attach(long finding, List<String> evidence) {
        evidence.stream().distinct().forEach(id -> jdbc.sql(
                        "insert into finding_evidence (finding_id, evidence_id) values (:finding, :id)")
                .param("finding", finding)
                .param("id", id)
                .update());
    }

    /** The findings in a district: on its own items first, then township by township, in the order of the table. */
    public List<Finding> of(int year, String district) {
        Map<Long, List<Evidence>> evidence = evidence(year, district);
        Map<String, Scorecard> cards = scorecards.latest(
                year,
                jdbc.sql(
                                "select distinct object_code from finding where assessment_year = :year and district = :district")
                        .param("year", year)
                        .param("district", district)
                        .query(String.class)
                        .list());
        return jdbc.sql("""
                        select * from finding where assessment_year = :year and district = :district
                        order by case when object_code = district then 0 else 1 end, object_code, id
                        """)
                .param("year", year)
                .param("district", district)
                .query((rs, i) -> finding(
                        rs,
                        evidence.getOrDefault(rs.getLong("id"), List.of()),
                        cards.getOrDefault(rs.getString("object_code"), Scorecard.EMPTY)))
                .list();
    }

    /** The findings on one township, or on a district's own items. */
    public List<Finding> on(int year, String object) {
        return district(year, object).map(district -> of(year, district)).orElse(List.of()).stream()
                .filter(finding -> finding.object().equals(object))
                .toList();
    }

    private Optional<String> district(int year, String object) {
        return jdbc.sql("select distinct district from finding where assessment_year = :year and object_code = :object")
                .param("year", year)
                .param("object", object)
                .query(String.class)
                .optional();
    }

    /** A file is the county's where someone of its office uploaded it. */
    private Map<Long, List<Evidence>> evidence(int year, String district) {
        Map<Long, List<Evidence>> evidence = new HashMap<>();
        jdbc.sql("""
                select v.finding_id, v.evidence_id, case when e.office = :office then true else false end as of_county
                from finding_evidence v join finding f on f.id = v.finding_id join evidence e on e.id = v.evidence_id
                where f.assessment_year = :year and f.district = :district order by v.finding_id, e.uploaded_at, e.id
                """)
                .param("office", roster.district(year, district).officeCode())
                .param("year", year)
                .param("district", district)
                .query(rs -> {
                    evidence.computeIfAbsent(rs.getLong("finding_id"), key -> new ArrayList<>())
                            .add(new Evidence(rs.getString("evidence_id"), rs.getBoolean("of_county")));
                });
        return evidence;
    }

    private static Finding finding(ResultSet rs, List<Evidence> evidence, Scorecard card) throws SQLException {
        Answer reported = card.answer(rs.getString("indicator"), EntrySource.REPORTED);
        EntryState state = EntryState.valueOf(rs.getString("state"));
        Answer answer = new Answer(
                state,
                rs.getBigDecimal("found_value"),
                state == EntryState.VALUE && reported != null ? reported.reference() : null,
                rs.getString("ticks"),
                false,
                rs.getString("note"),
                ids(evidence, false));
        return new Finding(
                rs.getString("district"),
                rs.getString("object_code"),
                rs.getString("indicator"),
                answer,
                reported,
                rs.getString("checked_by"),
                rs.getTimestamp("checked_at").toLocalDateTime(),
                rs.getObject("county_agrees", Boolean.class),
                rs.getString("county_comment"),
                ids(evidence, true),
                rs.getString("checked_office"),
                rs.getString("ruling") == null ? null : Finding.Ruling.valueOf(rs.getString("ruling")),
                rs.getString("ruling_reason"));
    }

    private static List<String> ids(List<Evidence> evidence, boolean ofCounty) {
        return evidence.stream()
                .filter(file -> file.ofCounty() == ofCounty)
                .map(Evidence::id)
                .toList();
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
