package cn.healthylishui.assessment.figurereport;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.cycle.YearDistrict;
import cn.healthylishui.assessment.cycle.YearMemberUnit;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 报送频次: how often each of a year's indicators of districts is reported, and by whom. */
@Component
public class FigureRhythms {

    public static final int LONGEST_REASON = 1000;

    /** The tables whose figures a district's own units can have. */
    private static final List<TableKind> KINDS = List.of(TableKind.COUNTY, TableKind.ZONE);

    /**
     * An indicator with its rhythm.
     *
     * @param usual the rhythm where nobody set one
     * @param obstacle why nobody can report it; null where somebody can
     */
    public record Line(
            TableKind kind,
            Indicator indicator,
            Rhythm rhythm,
            Rhythm usual,
            @Nullable String obstacle) {}

    /** What one member unit has to report to its matching municipal unit in a period. */
    public record Duty(YearDistrict district, YearMemberUnit unit, String owner, List<Indicator> indicators) {}

    private record Key(String kind, String indicator) {}

    private final JdbcClient jdbc;
    private final AssessmentYears years;
    private final IndicatorTables tables;
    private final OperationLog log;
    private final Clock clock;

    FigureRhythms(JdbcClient jdbc, AssessmentYears years, IndicatorTables tables, OperationLog log, Clock clock) {
        this.jdbc = jdbc;
        this.years = years;
        this.tables = tables;
        this.log = log;
        this.clock = clock;
    }

    /** Every indicator of the districts' tables, counties first. */
    public List<Line> of(int year) {
        Map<Key, Rhythm> set = new HashMap<>();
        jdbc.sql("select applies_to, indicator, rhythm from figure_rhythm where assessment_year = :year")
                .param("year", year)
                .query(rs -> {
                    set.put(
                            new Key(rs.getString("applies_to"), rs.getString("indicator")),
                            Rhythm.valueOf(rs.getString("rhythm")));
                });
        Map<TableKind, Set<String>> matched = years.districts(year).stream()
                .collect(Collectors.groupingBy(
                        district -> TableKind.of(district.kind()),
                        Collectors.flatMapping(
                                district -> years.memberUnits(year, district.code()).stream()
                                        .map(YearMemberUnit::municipalUnit),
                                Collectors.toSet())));
        return KINDS.stream()
                .flatMap(kind -> tables.table(year, kind).indicators().stream()
                        .map(indicator -> line(
                                kind,
                                indicator,
                                set.get(new Key(kind.name(), indicator.code())),
                                matched.getOrDefault(kind, Set.of()))))
                .toList();
    }

    private Line line(TableKind kind, Indicator indicator, @Nullable Rhythm set, Set<String> matched) {
        String obstacle = indicator.method().judged()
                ? "评判指标，年终直接评分"
                : matched.contains(indicator.owner()) ? null : "当地没有对应的成员单位";
        Rhythm usual = obstacle == null ? Rhythm.byDefault(indicator) : Rhythm.NONE;
        return new Line(kind, indicator, obstacle != null || set == null ? usual : set, usual, obstacle);
    }

    @Transactional
    public void set(int year, Line line, Rhythm rhythm, String reason, Actor actor) {
        years.requireOpen(year);
        jdbc.sql("""
                delete from figure_rhythm where assessment_year = :year and applies_to = :kind and indicator = :indicator
                """)
                .param("year", year)
                .param("kind", line.kind().name())
                .param("indicator", line.indicator().code())
                .update();
        jdbc.sql("""
                insert into figure_rhythm (assessment_year, applies_to, indicator, rhythm, reason, set_by, set_at)
                values (:year, :kind, :indicator, :rhythm, :reason, :by, :at)
                """)
                .param("year", year)
                .param("kind", line.kind().name())
                .param("indicator", line.indicator().code())
                .param("rhythm", rhythm.name())
                .param("reason", reason)
                .param("by", actor.userId())
                .param("at", Timestamp.valueOf(LocalDateTime.now(clock)))
                .update();
        log.record(actor, "调整报送频次", year, line.indicator().code(), line.rhythm().label(), rhythm.label(), reason);
    }

    /** Who reports what in a period, by municipal unit and district. Of several units that match one, the first by code reports. */
    public List<Duty> duties(int year, int month) {
        List<Line> due = of(year).stream()
                .filter(line -> line.obstacle() == null && line.rhythm().asks(month))
                .toList();
        return years.districts(year).stream()
                .flatMap(district -> duties(district, years.memberUnits(year, district.code()), due))
                .sorted(Comparator.comparing(Duty::owner)
                        .thenComparing(duty -> duty.district().code()))
                .toList();
    }

    private static Stream<Duty> duties(YearDistrict district, List<YearMemberUnit> units, List<Line> due) {
        Map<String, List<Indicator>> byOwner = due.stream()
                .filter(line -> line.kind() == TableKind.of(district.kind()))
                .map(Line::indicator)
                .collect(Collectors.groupingBy(Indicator::owner));
        return byOwner.entrySet().stream()
                .flatMap(owned -> units.stream()
                        .filter(unit -> unit.municipalUnit().equals(owned.getKey()))
                        .min(Comparator.comparing(YearMemberUnit::code))
                        .map(unit -> new Duty(district, unit, owned.getKey(), owned.getValue()))
                        .stream());
    }
}
