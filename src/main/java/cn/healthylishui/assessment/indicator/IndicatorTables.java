package cn.healthylishui.assessment.indicator;

import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.cycle.YearFrozen;
import cn.healthylishui.assessment.cycle.YearPrepared;
import cn.healthylishui.assessment.cycle.YearSettings;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.organization.ReferenceData;
import cn.healthylishui.assessment.scoring.Method;
import cn.healthylishui.assessment.scoring.Proportional;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The tables of each year. A new year starts with the packaged examples; from the start of its assessment a year's tables are
 * frozen and never change again, so they may be kept in memory.
 */
@Component
public class IndicatorTables {

    private static final Map<TableKind, String> EXAMPLES = Map.of(
            TableKind.COUNTY, "indicators-county",
            TableKind.ZONE, "indicators-zone",
            TableKind.TOWNSHIP, "indicators-township");

    /** Done in full is all the points, not done none, in between the share that is done. */
    private static final Method WHOLE_TASK = new Proportional(new BigDecimal("100"), BigDecimal.ZERO);

    private record Key(int year, TableKind kind) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final AssessmentYears years;
    private final UnitTasks unitTasks;
    private final Map<Key, IndicatorTable> frozenTables = new ConcurrentHashMap<>();

    IndicatorTables(JdbcClient jdbc, Clock clock, AssessmentYears years, UnitTasks unitTasks) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.years = years;
        this.unitTasks = unitTasks;
    }

    public IndicatorTable table(int year, TableKind kind) {
        IndicatorTable kept = frozenTables.get(new Key(year, kind));
        if (kept != null) {
            return kept;
        }
        IndicatorTable table = read(year, kind);
        if (table.frozen()) {
            frozenTables.put(new Key(year, kind), table);
        }
        return table;
    }

    /** The table by which a district itself is scored. */
    public IndicatorTable ofDistrict(int year, String district) {
        return table(year, TableKind.of(years.district(year, district).kind()));
    }

    /** The table that an assessed object, district, township or municipal unit, is scored by. */
    public IndicatorTable ofObject(int year, String code) {
        if (years.isUnit(year, code)) {
            return ofUnit(year, code);
        }
        String district = years.districtOf(year, code);
        return district.equals(code) ? ofDistrict(year, code) : ofTownshipsIn(year, district);
    }

    /** A unit's tasks, each with its share of the full mark by its weight: what it has done of it, in percent, is its value. */
    public IndicatorTable ofUnit(int year, String unit) {
        YearSettings settings = years.settings(year);
        List<UnitTask> tasks = unitTasks.of(year, unit);
        BigDecimal weights =
                tasks.stream().map(task -> weight(task, settings)).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new IndicatorTable(
                year,
                TableKind.UNIT,
                "%d年度%s重点任务".formatted(year, years.objectName(year, unit)),
                false,
                true,
                tasks.stream()
                        .map(task -> item(
                                unit,
                                task,
                                settings.fullMark()
                                        .multiply(weight(task, settings))
                                        .divide(weights, 2, RoundingMode.HALF_UP)))
                        .toList());
    }

    public static BigDecimal weight(UnitTask task, YearSettings settings) {
        return task.lead() ? settings.leadTaskWeight() : BigDecimal.ONE;
    }

    private static Indicator item(String unit, UnitTask task, BigDecimal points) {
        return new Indicator(
                task.code(),
                task.seq(),
                task.title(),
                task.chapter(),
                null,
                Set.of(),
                false,
                points,
                "%",
                "HIGHER",
                WHOLE_TASK,
                SourceKind.SELF_REPORT,
                unit,
                false,
                false,
                null,
                task.acceptance().isEmpty() ? task.body() : task.body() + "验收标准：" + task.acceptance(),
                null,
                false,
                null,
                "found");
    }

    /** The table by which the townships of a district are scored. */
    public IndicatorTable ofTownshipsIn(int year, String district) {
        return table(year, TableKind.TOWNSHIP)
                .under(years.district(year, district).kind());
    }

    @EventListener
    void addExamples(YearPrepared prepared) {
        for (TableKind kind : TableKind.KEPT) {
            jdbc.sql("""
                    insert into indicator_table (assessment_year, applies_to, title, example) values (:year, :kind, :title, true)
                    """)
                    .param("year", prepared.year())
                    .param("kind", kind.name())
                    .param("title", "%d年度%s健康建设考核评分标准".formatted(prepared.year(), kind.label()))
                    .update();
            long table = jdbc.sql("select id from indicator_table where assessment_year = :year and applies_to = :kind")
                    .param("year", prepared.year())
                    .param("kind", kind.name())
                    .query(Long.class)
                    .single();
            List<Map<String, String>> lines = ReferenceData.read("reference/%s.csv".formatted(EXAMPLES.get(kind)));
            for (int seq = 0; seq < lines.size(); seq++) {
                insert(table, seq + 1, lines.get(seq));
            }
        }
    }

    @EventListener
    void freeze(YearFrozen frozen) {
        jdbc.sql("update indicator_table set frozen_at = :now where assessment_year = :year and frozen_at is null")
                .param("now", Timestamp.valueOf(LocalDateTime.now(clock)))
                .param("year", frozen.year())
                .update();
    }

    private void insert(long table, int seq, Map<String, String> line) {
        Map<String, @Nullable Object> values = new HashMap<>();
        line.forEach((header, text) -> values.put(header, text.isEmpty() ? null : text));
        values.put("table", table);
        values.put("seq", seq);
        values.put("points", new BigDecimal(line.getOrDefault("points", "")));
        for (String flag : List.of("must_pass", "key", "evidence_required", "not_applicable_allowed")) {
            values.put(flag, Boolean.valueOf(line.get(flag)));
        }
        jdbc.sql("""
                insert into indicator (table_id, code, seq, name, field, content, parents, must_pass, points, unit_of_measure,
                  direction, method, parameters, source_kind, owner, key_mark, evidence_required, evidence, criterion, stage_target,
                  not_applicable_allowed, data_source, confidence)
                values (:table, :code, :seq, :name, :field, :content, :applies_to, :must_pass, :points, :unit_of_measure,
                  :direction, :method, :parameters, :source_kind, :owner, :key, :evidence_required, :evidence, :criterion,
                  :stage_target, :not_applicable_allowed, :data_source, :confidence)
                """).params(values).update();
    }

    private IndicatorTable read(int year, TableKind kind) {
        List<Indicator> indicators = jdbc.sql("""
                        select i.* from indicator i join indicator_table t on t.id = i.table_id
                        where t.assessment_year = :year and t.applies_to = :kind order by i.seq
                        """)
                .param("year", year)
                .param("kind", kind.name())
                .query(IndicatorTables::indicator)
                .list();
        return jdbc.sql("select * from indicator_table where assessment_year = :year and applies_to = :kind")
                .param("year", year)
                .param("kind", kind.name())
                .query((rs, i) -> new IndicatorTable(
                        year,
                        kind,
                        rs.getString("title"),
                        rs.getBoolean("example"),
                        rs.getTimestamp("frozen_at") != null,
                        indicators))
                .single();
    }

    private static Indicator indicator(ResultSet rs, int row) throws SQLException {
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

    private static Set<DistrictKind> parents(String text) {
        return Stream.of(text.split(";"))
                .map(DistrictKind::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(DistrictKind.class)));
    }
}
