package cn.healthylishui.assessment.indicator;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.scoring.Method;
import cn.healthylishui.assessment.scoring.Proportional;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearFrozen;
import cn.healthylishui.assessment.year.YearPrepared;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearSettings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The tables that each year is assessed by. A new year starts with what the newest earlier year had, or with the packaged examples
 * where that was not the office's own; from the start of its assessment a year's tables are frozen and never change again, so they
 * may be kept in memory.
 */
@Component
public class IndicatorTables {

    /** Done in full is all the points, not done none, in between the share that is done. */
    private static final Method WHOLE_TASK = new Proportional(new BigDecimal("100"), BigDecimal.ZERO);

    private record Key(int year, TableKind kind) {}

    private final TableStore store;
    private final Clock clock;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final UnitTasks unitTasks;
    private final OperationLog log;
    private final Map<Key, IndicatorTable> frozenTables = new ConcurrentHashMap<>();

    IndicatorTables(
            JdbcClient jdbc,
            Clock clock,
            AssessmentYears years,
            YearRoster roster,
            UnitTasks unitTasks,
            OperationLog log) {
        this.store = new TableStore(jdbc);
        this.clock = clock;
        this.years = years;
        this.roster = roster;
        this.unitTasks = unitTasks;
        this.log = log;
    }

    /** What is published last for the year. */
    public IndicatorTable table(int year, TableKind kind) {
        IndicatorTable kept = frozenTables.get(new Key(year, kind));
        if (kept != null) {
            return kept;
        }
        IndicatorTable table = store.inForce(year, kind)
                .orElseThrow(() -> new IllegalArgumentException("No table " + kind + " of " + year));
        if (table.frozen()) {
            frozenTables.put(new Key(year, kind), table);
        }
        return table;
    }

    /** The table by which a district itself is scored. */
    public IndicatorTable ofDistrict(int year, String district) {
        return table(year, TableKind.of(roster.district(year, district).kind()));
    }

    /** The table that an assessed object, district, township or municipal unit, is scored by. */
    public IndicatorTable ofObject(int year, String code) {
        if (roster.isUnit(year, code)) {
            return ofUnit(year, code);
        }
        String district = roster.districtOf(year, code);
        return district.equals(code) ? ofDistrict(year, code) : ofTownshipsIn(year, district);
    }

    /** The tables of these units, by code. */
    public Map<String, IndicatorTable> ofUnits(int year, Collection<String> units) {
        unitTasks.readAll(year);
        return units.stream().collect(Collectors.toMap(unit -> unit, unit -> ofUnit(year, unit)));
    }

    /** A unit's tasks, each with its share of the full mark by its weight: what it has done of it, in percent, is its value. */
    public IndicatorTable ofUnit(int year, String unit) {
        YearSettings settings = years.settings(year);
        List<UnitTask> tasks = unitTasks.of(year, unit);
        BigDecimal weights =
                tasks.stream().map(task -> weight(task, settings)).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new IndicatorTable(
                0,
                year,
                TableKind.UNIT,
                1,
                TableState.PUBLISHED,
                "%d年度%s重点任务".formatted(year, roster.objectName(year, unit)),
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
                .under(roster.district(year, district).kind());
    }

    @EventListener
    void publishFirst(YearPrepared prepared) {
        int year = prepared.year();
        LocalDateTime now = LocalDateTime.now(clock);
        for (TableKind kind : TableKind.KEPT) {
            Optional<IndicatorTable> own = store.before(year, kind).filter(table -> !table.example());
            String reason = own.map(IndicatorTables::taken).orElse("系统自带的示例");
            long id = store.insert(
                    year,
                    kind,
                    own.map(table -> retitled(table, year)).orElseGet(() -> exampleTitle(year, kind)),
                    own.isEmpty(),
                    own.isPresent() ? Origin.CLONE : Origin.EXAMPLE,
                    reason,
                    own.map(IndicatorTables::carried).orElseGet(() -> Examples.of(kind)),
                    Actor.SYSTEM.userId(),
                    now);
            store.publish(store.find(id).orElseThrow(), null, Actor.SYSTEM.userId(), now);
            log.record(
                    Actor.SYSTEM,
                    Operation.of("发布指标表", year, "indicator-table/%s/1".formatted(kind))
                            .to(reason));
        }
        forget(year);
    }

    /** What a later year takes over: a table published before may have must-pass or key indicators that ask for no material. */
    static List<Indicator> carried(IndicatorTable last) {
        return last.indicators().stream().map(Indicator::withEvidence).toList();
    }

    static String taken(IndicatorTable last) {
        String mended = String.join("、", last.withoutEvidence());
        return "沿用%d年度第%d版%s"
                .formatted(
                        last.year(),
                        last.version(),
                        mended.isEmpty() ? "" : "；必备和重点指标%s原来没有要求材料，已改为须附佐证".formatted(mended));
    }

    /** Titles name their year. */
    static String retitled(IndicatorTable last, int year) {
        return last.title().replace(String.valueOf(last.year()), String.valueOf(year));
    }

    private static String exampleTitle(int year, TableKind kind) {
        return "%d年度%s健康建设考核评分标准".formatted(year, kind.label());
    }

    @EventListener
    void freeze(YearFrozen frozen) {
        store.freeze(frozen.year(), LocalDateTime.now(clock));
        forget(frozen.year());
    }

    /** What was read in a transaction that did not come to pass may be in memory. */
    void forget(int year) {
        frozenTables.keySet().removeIf(key -> key.year() == year);
    }
}
