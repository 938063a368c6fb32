package cn.healthylishui.assessment.indicator;

import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.Refused;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

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

    private record TableRow(
            long id,
            int year,
            TableKind appliesTo,
            int version,
            TableState state,
            String title,
            boolean example,
            Origin origin,
            String reason,
            String madeBy,
            LocalDateTime madeAt,
            @Nullable LocalDateTime frozenAt) {}

    private record VersionRow(
            TableRow table,
            @Nullable String publishReason,
            @Nullable String publishedBy,
            @Nullable LocalDateTime publishedAt,
            @Nullable Integer publication,
            @Nullable Integer lastPublication,
            int indicators,
            BigDecimal points) {

        TableVersion version() {
            return new TableVersion(
                    table.id(),
                    table.year(),
                    table.appliesTo(),
                    table.version(),
                    table.state(),
                    table.title(),
                    table.example(),
                    table.origin(),
                    table.reason(),
                    table.madeBy(),
                    table.madeAt(),
                    publishReason,
                    publishedBy,
                    publishedAt,
                    table.frozenAt() != null,
                    publication != null && publication.equals(lastPublication),
                    indicators,
                    points);
        }
    }

    private record IndicatorRow(
            long tableId,
            String code,
            int seq,
            String name,
            String field,
            @Nullable String content,
            String parents,
            boolean mustPass,
            BigDecimal points,
            String unitOfMeasure,
            String direction,
            String method,
            String parameters,
            SourceKind sourceKind,
            String owner,
            boolean keyMark,
            boolean evidenceRequired,
            @Nullable String evidence,
            String criterion,
            @Nullable String stageTarget,
            boolean notApplicableAllowed,
            @Nullable String dataSource,
            String confidence) {

        static IndicatorRow of(long table, int seq, Indicator indicator) {
            return new IndicatorRow(
                    table,
                    indicator.code(),
                    seq,
                    indicator.name(),
                    indicator.field(),
                    indicator.content(),
                    indicator.parents().stream()
                            .map(DistrictKind::name)
                            .sorted()
                            .collect(Collectors.joining(";")),
                    indicator.mustPass(),
                    indicator.points(),
                    indicator.unitOfMeasure(),
                    indicator.direction(),
                    Methods.name(indicator.method()),
                    Methods.parameters(indicator.method()),
                    indicator.sourceKind(),
                    indicator.owner(),
                    indicator.key(),
                    indicator.evidenceRequired(),
                    indicator.evidence(),
                    indicator.criterion(),
                    indicator.stageTarget(),
                    indicator.notApplicableAllowed(),
                    indicator.dataSource(),
                    indicator.confidence());
        }

        Indicator indicator() {
            return new Indicator(
                    code,
                    seq,
                    name,
                    field,
                    content,
                    TableStore.parents(parents),
                    mustPass,
                    points,
                    unitOfMeasure,
                    direction,
                    Methods.read(method, parameters),
                    sourceKind,
                    owner,
                    keyMark,
                    evidenceRequired,
                    evidence,
                    criterion,
                    stageTarget,
                    notApplicableAllowed,
                    dataSource,
                    confidence);
        }
    }

    private final Rows rows;

    TableStore(JdbcClient jdbc) {
        this.rows = new Rows(jdbc);
    }

    /** The one that the year is assessed by: of those published the last. */
    Optional<IndicatorTable> inForce(int year, TableKind kind) {
        return rows.find(Long.class, """
                select id from indicator_table where assessment_year = :year and applies_to = :kind
                  and publication is not null order by publication desc fetch first 1 rows only
                """, year, kind).flatMap(this::find);
    }

    /** The one in force in the newest year before this. */
    Optional<IndicatorTable> before(int year, TableKind kind) {
        return rows.find(Integer.class, """
                select max(assessment_year) from indicator_table
                where assessment_year < :year and applies_to = :kind and publication is not null
                """, year, kind).flatMap(earlier -> inForce(earlier, kind));
    }

    Optional<IndicatorTable> find(long id) {
        return rows.find(TableRow.class, "select * from indicator_table where id = :id", id)
                .map(table -> new IndicatorTable(
                        id,
                        table.year(),
                        table.appliesTo(),
                        table.version(),
                        table.state(),
                        table.title(),
                        table.example(),
                        table.frozenAt() != null,
                        indicators(id)));
    }

    List<TableVersion> versions(int year) {
        return rows
                .list(VersionRow.class, VERSIONS + "where t.assessment_year = :year order by t.version desc", year)
                .stream()
                .map(VersionRow::version)
                .sorted((one, other) -> one.kind().compareTo(other.kind()))
                .toList();
    }

    Optional<TableVersion> version(long id) {
        return rows.find(VersionRow.class, VERSIONS + "where t.id = :id", id).map(VersionRow::version);
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
        int version = rows.get(Integer.class, """
                select coalesce(max(version), 0) + 1 from indicator_table
                where assessment_year = :year and applies_to = :kind
                """, year, kind);
        long id = rows.insertForId(
                "indicator_table",
                new TableRow(
                        0, year, kind, version, TableState.DRAFT, title, example, origin, reason, madeBy, now, null));
        rows.insertAll(
                "indicator",
                IntStream.range(0, indicators.size())
                        .mapToObj(i -> IndicatorRow.of(id, i + 1, indicators.get(i)))
                        .toList());
        return id;
    }

    /** @throws Refused where it is no draft any more */
    void publish(IndicatorTable draft, @Nullable String reason, String publishedBy, LocalDateTime now) {
        int published = rows.update("""
                update indicator_table set state = 'PUBLISHED', publish_reason = :reason, published_by = :publishedBy,
                  published_at = :now, publication = (select coalesce(max(o.publication), 0) + 1 from indicator_table o
                    where o.assessment_year = :year and o.applies_to = :kind)
                where id = :id and state = 'DRAFT'
                """, reason, publishedBy, now, draft.year(), draft.appliesTo(), draft.id());
        if (published == 0) {
            throw new Refused("“%s”第%d版已经不是草案，不能再发布。请刷新页面，核对后再办。".formatted(draft.title(), draft.version()));
        }
    }

    boolean discard(long id) {
        return rows.update("update indicator_table set state = 'DISCARDED' where id = :id and state = 'DRAFT'", id)
                == 1;
    }

    /** A draft that nobody published stays one: a started year has no use for it. */
    void freeze(int year, LocalDateTime now) {
        rows.update("""
                update indicator_table set frozen_at = :now
                where assessment_year = :year and frozen_at is null and publication is not null
                """, now, year);
    }

    private List<Indicator> indicators(long table) {
        return rows
                .list(IndicatorRow.class, "select * from indicator where table_id = :table order by seq", table)
                .stream()
                .map(IndicatorRow::indicator)
                .toList();
    }

    static Set<DistrictKind> parents(String text) {
        return Stream.of(text.split(";"))
                .map(DistrictKind::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(DistrictKind.class)));
    }
}
