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
import java.util.Optional;
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

    /** A district with its member units. */
    private record Roster(YearDistrict district, List<YearMemberUnit> units) {

        TableKind kind() {
            return TableKind.of(district.kind());
        }
    }

    private List<Roster> rosters(int year) {
        return years.districts(year).stream()
                .map(district -> new Roster(district, years.memberUnits(year, district.code())))
                .toList();
    }

    /** Every indicator of the districts' tables, counties first. */
    public List<Line> of(int year) {
        return lines(year, rosters(year));
    }

    private List<Line> lines(int year, List<Roster> rosters) {
        Map<Key, Rhythm> set = new HashMap<>();
        jdbc.sql("select applies_to, indicator, rhythm from figure_rhythm where assessment_year = :year")
                .param("year", year)
                .query(rs -> {
                    set.put(
                            new Key(rs.getString("applies_to"), rs.getString("indicator")),
                            Rhythm.valueOf(rs.getString("rhythm")));
                });
        Map<TableKind, Set<String>> matched = rosters.stream()
                .collect(Collectors.groupingBy(
                        Roster::kind,
                        Collectors.flatMapping(
                                roster -> roster.units().stream().map(YearMemberUnit::municipalUnit),
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
        String obstacle = !indicator.method().typed()
                ? "本地清单，年终由对口单位逐项评审"
                : indicator.method().judged()
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
        return duties(year, month, rosters(year));
    }

    /** What one member unit has to report; empty where it has nothing to. */
    public Optional<Duty> duty(int year, int month, String unit) {
        return years.memberUnit(year, unit)
                .map(known -> years.district(year, known.district()))
                .map(district -> new Roster(district, years.memberUnits(year, district.code())))
                .flatMap(roster -> duties(year, month, List.of(roster)).stream()
                        .filter(duty -> duty.unit().code().equals(unit))
                        .findFirst());
    }

    private List<Duty> duties(int year, int month, List<Roster> rosters) {
        List<Line> due = lines(year, rosters).stream()
                .filter(line -> line.obstacle() == null && line.rhythm().asks(month))
                .toList();
        return rosters.stream()
                .flatMap(roster -> duties(roster, due))
                .sorted(Comparator.comparing(Duty::owner)
                        .thenComparing(duty -> duty.district().code()))
                .toList();
    }

    private static Stream<Duty> duties(Roster roster, List<Line> due) {
        Map<String, List<Indicator>> byOwner = due.stream()
                .filter(line -> line.kind() == roster.kind())
                .map(Line::indicator)
                .collect(Collectors.groupingBy(Indicator::owner));
        return byOwner.entrySet().stream()
                .flatMap(owned -> roster.units().stream()
                        .filter(unit -> unit.municipalUnit().equals(owned.getKey()))
                        .min(Comparator.comparing(YearMemberUnit::code))
                        .map(unit -> new Duty(roster.district(), unit, owned.getKey(), owned.getValue()))
                        .stream());
    }
}
