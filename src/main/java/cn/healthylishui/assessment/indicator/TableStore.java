package cn.healthylishui.assessment.indicator;

import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.taskform.Refused;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** The tables as they lie in the database; only ever called inside a transaction of those who know the rules. */
final class TableStore {

    private static final String VERSIONS = """
            select t.*,
              (select count(*) from indicator i where i.table_id = t.id) as indicators,
              (select coalesce(sum(i.points), 0) from indicator i
                where i.table_id = t.id and (t.applies_to <> 'TOWNSHIP' or i.parents like '%COUNTY%')) as points,
              (select max(o.publication) from indicator_table o
                where o.assessment_year = t.assessment_year and o.applies_to = t.applies_to) as last_publication
            from indicator_table t
            """;

    private final JdbcClient jdbc;

    TableStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The one that the year is assessed by: of those published the last. */
    Optional<IndicatorTable> inForce(int year, TableKind kind) {
        return jdbc.sql("""
                        select id from indicator_table where assessment_year = :year and applies_to = :kind
                          and publication is not null order by publication desc fetch first 1 rows only
                        """)
                .param("year", year)
                .param("kind", kind.name())
                .query(Long.class)
                .optional()
                .flatMap(this::find);
    }

    /** The one in force in the newest year before this. */
    Optional<IndicatorTable> before(int year, TableKind kind) {
        return jdbc
                .sql("""
                        select max(assessment_year) from indicator_table
                        where assessment_year < :year and applies_to = :kind and publication is not null
                        """)
                .param("year", year)
                .param("kind", kind.name())
                .query((rs, i) -> rs.getObject(1, Integer.class))
                .stream()
                .flatMap(Stream::ofNullable)
                .findFirst()
                .flatMap(earlier -> inForce(earlier, kind));
    }

    Optional<IndicatorTable> find(long id) {
        return jdbc.sql("select * from indicator_table where id = :id")
                .param("id", id)
                .query((rs, i) -> new IndicatorTable(
                        id,
                        rs.getInt("assessment_year"),
                        TableKind.valueOf(rs.getString("applies_to")),
                        rs.getInt("version"),
                        TableState.valueOf(rs.getString("state")),
                        rs.getString("title"),
                        rs.getBoolean("example"),
                        rs.getTimestamp("frozen_at") != null,
                        indicators(id)))
                .optional();
    }

    List<TableVersion> versions(int year) {
        return jdbc
                .sql(VERSIONS + "where t.assessment_year = :year order by t.version desc")
                .param("year", year)
                .query((rs, i) -> version(rs))
                .list()
                .stream()
                .sorted((one, other) -> one.kind().compareTo(other.kind()))
                .toList();
    }

    Optional<TableVersion> version(long id) {
        return jdbc.sql(VERSIONS + "where t.id = :id")
                .param("id", id)
                .query((rs, i) -> version(rs))
                .optional();
    }

    /** A new draft; its number follows the last one of its year and kind. */
    long insert(
            int year,
            TableKind kind,
            String title,
            boolean example,
            Origin origin,
            String reason,
            List<Indicator> indicators,
            String madeBy,
            LocalDateTime now) {
        int version = jdbc.sql("""
                        select coalesce(max(version), 0) + 1 from indicator_table
                        where assessment_year = :year and applies_to = :kind
                        """)
                .param("year", year)
                .param("kind", kind.name())
                .query(Integer.class)
                .single();
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                insert into indicator_table (assessment_year, applies_to, version, state, title, example, origin, reason, made_by,
                  made_at)
                values (:year, :kind, :version, 'DRAFT', :title, :example, :origin, :reason, :madeBy, :now)
                """)
                .param("year", year)
                .param("kind", kind.name())
                .param("version", version)
                .param("title", title)
                .param("example", example)
                .param("origin", origin.name())
                .param("reason", reason)
                .param("madeBy", madeBy)
                .param("now", Timestamp.valueOf(now))
                .update(key, "id");
        Number id = key.getKey();
        if (id == null) {
            throw new IllegalStateException("The database gave the table no id");
        }
        for (int i = 0; i < indicators.size(); i++) {
            insert(id.longValue(), i + 1, indicators.get(i));
        }
        return id.longValue();
    }

    /** @throws Refused where it is no draft any more */
    void publish(IndicatorTable draft, @Nullable String reason, String publishedBy, LocalDateTime now) {
        int published = jdbc.sql("""
                        update indicator_table set state = 'PUBLISHED', publish_reason = :reason, published_by = :publishedBy,
                          published_at = :now, publication = (select coalesce(max(o.publication), 0) + 1 from indicator_table o
                            where o.assessment_year = :year and o.applies_to = :kind)
                        where id = :id and state = 'DRAFT'
                        """)
                .param("reason", reason)
                .param("publishedBy", publishedBy)
                .param("now", Timestamp.valueOf(now))
                .param("year", draft.year())
                .param("kind", draft.appliesTo().name())
                .param("id", draft.id())
                .update();
        if (published == 0) {
            throw new Refused("“%s”第%d版已经不是草案，不能再发布。请刷新页面，核对后再办。".formatted(draft.title(), draft.version()));
        }
    }

    boolean discard(long id) {
        return jdbc.sql("update indicator_table set state = 'DISCARDED' where id = :id and state = 'DRAFT'")
                        .param("id", id)
                        .update()
                == 1;
    }

    /** A draft that nobody published stays one: a started year has no use for it. */
    void freeze(int year, LocalDateTime now) {
        jdbc.sql("""
                update indicator_table set frozen_at = :now
                where assessment_year = :year and frozen_at is null and publication is not null
                """).param("now", Timestamp.valueOf(now)).param("year", year).update();
    }

    private List<Indicator> indicators(long table) {
        return jdbc.sql("select * from indicator where table_id = :table order by seq")
                .param("table", table)
                .query((rs, i) -> indicator(rs))
                .list();
    }

    private void insert(long table, int seq, Indicator indicator) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("table", table);
        values.put("code", indicator.code());
        values.put("seq", seq);
        values.put("name", indicator.name());
        values.put("field", indicator.field());
        values.put("content", indicator.content());
        values.put(
                "parents",
                indicator.parents().stream().map(DistrictKind::name).sorted().collect(Collectors.joining(";")));
        values.put("mustPass", indicator.mustPass());
        values.put("points", indicator.points());
        values.put("unit", indicator.unitOfMeasure());
        values.put("direction", indicator.direction());
        values.put("method", Methods.name(indicator.method()));
        values.put("parameters", Methods.parameters(indicator.method()));
        values.put("sourceKind", indicator.sourceKind().name());
        values.put("owner", indicator.owner());
        values.put("key", indicator.key());
        values.put("evidenceRequired", indicator.evidenceRequired());
        values.put("evidence", indicator.evidence());
        values.put("criterion", indicator.criterion());
        values.put("stageTarget", indicator.stageTarget());
        values.put("notApplicable", indicator.notApplicableAllowed());
        values.put("dataSource", indicator.dataSource());
        values.put("confidence", indicator.confidence());
        jdbc.sql("""
                insert into indicator (table_id, code, seq, name, field, content, parents, must_pass, points, unit_of_measure,
                  direction, method, parameters, source_kind, owner, key_mark, evidence_required, evidence, criterion, stage_target,
                  not_applicable_allowed, data_source, confidence)
                values (:table, :code, :seq, :name, :field, :content, :parents, :mustPass, :points, :unit,
                  :direction, :method, :parameters, :sourceKind, :owner, :key, :evidenceRequired, :evidence, :criterion,
                  :stageTarget, :notApplicable, :dataSource, :confidence)
                """).params(values).update();
    }

    private static Indicator indicator(ResultSet rs) throws SQLException {
        return new Indicator(
                rs.getString("code"),
                rs.getInt("seq"),
                rs.getString("name"),
                rs.getString("field"),
                rs.getString("content"),
                parents(rs.getString("parents")),
                rs.getBoolean("must_pass"),
                rs.getBigDecimal("points"),
                rs.getString("unit_of_measure"),
                rs.getString("direction"),
                Methods.read(rs.getString("method"), rs.getString("parameters")),
                SourceKind.valueOf(rs.getString("source_kind")),
                rs.getString("owner"),
                rs.getBoolean("key_mark"),
                rs.getBoolean("evidence_required"),
                rs.getString("evidence"),
                rs.getString("criterion"),
                rs.getString("stage_target"),
                rs.getBoolean("not_applicable_allowed"),
                rs.getString("data_source"),
                rs.getString("confidence"));
    }

    static Set<DistrictKind> parents(String text) {
        return Stream.of(text.split(";"))
                .map(DistrictKind::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(DistrictKind.class)));
    }

    private static TableVersion version(ResultSet rs) throws SQLException {
        Integer publication = rs.getObject("publication", Integer.class);
        BigDecimal points = rs.getBigDecimal("points");
        Timestamp publishedAt = rs.getTimestamp("published_at");
        return new TableVersion(
                rs.getLong("id"),
                rs.getInt("assessment_year"),
                TableKind.valueOf(rs.getString("applies_to")),
                rs.getInt("version"),
                TableState.valueOf(rs.getString("state")),
                rs.getString("title"),
                rs.getBoolean("example"),
                Origin.valueOf(rs.getString("origin")),
                rs.getString("reason"),
                rs.getString("made_by"),
                rs.getTimestamp("made_at").toLocalDateTime(),
                rs.getString("publish_reason"),
                rs.getString("published_by"),
                publishedAt == null ? null : publishedAt.toLocalDateTime(),
                rs.getTimestamp("frozen_at") != null,
                publication != null && publication.equals(rs.getObject("last_publication", Integer.class)),
                rs.getInt("indicators"),
                points);
    }
}
