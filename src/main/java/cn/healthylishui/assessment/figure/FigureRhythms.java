package cn.healthylishui.assessment.figure;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearMemberUnit;
import cn.healthylishui.assessment.year.YearRoster;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
     * @param unmatched the districts whose own office reports it, since no member unit there matches its owner; in words
     */
    public record Line(
            TableKind kind,
            Indicator indicator,
            Rhythm rhythm,
            Rhythm usual,
            @Nullable String obstacle,
            String unmatched) {

        /** What there is to know about who reports it, in words; mostly nothing. */
        public String remark() {
            return obstacle != null
                    ? obstacle
                    : unmatched.isEmpty() ? "" : "%s没有对口的成员单位，报送时由当地健康办报；要由成员单位报的，在“基础数据”里改对口".formatted(unmatched);
        }
    }

    /**
     * What one member unit has to report to its matching municipal unit in a period. Where none matches it is the district's own
     * office that reports, which may have such a duty to several.
     */
    public record Duty(YearDistrict district, YearMemberUnit unit, String owner, List<Indicator> indicators) {

        /** Whether the district's own office stands in for a unit that is not there. */
        public boolean ofOffice() {
            return isOffice(district, unit.code());
        }

        /** Tells duties of a period apart, and the reports on them. */
        public String key() {
            return key(district, unit.code(), owner);
        }

        static boolean isOffice(YearDistrict district, String unit) {
            return unit.equals(district.officeCode());
        }

        static String key(YearDistrict district, String unit, String owner) {
            return isOffice(district, unit) ? unit + "-" + owner : unit;
        }
    }

    private record Key(TableKind kind, String indicator) {}

    private record RhythmRow(
            int year,
            TableKind appliesTo,
            String indicator,
            Rhythm rhythm,
            String reason,
            String setBy,
            LocalDateTime setAt) {}

    private final Rows rows;
    private final AssessmentYears years;
    private final YearRoster yearRoster;
    private final IndicatorTables tables;
    private final Organization organization;
    private final OperationLog log;
    private final Clock clock;

    FigureRhythms(
            JdbcClient jdbc,
            AssessmentYears years,
            YearRoster yearRoster,
            IndicatorTables tables,
            Organization organization,
            OperationLog log,
            Clock clock) {
        this.rows = new Rows(jdbc);
        this.years = years;
        this.yearRoster = yearRoster;
        this.tables = tables;
        this.organization = organization;
        this.log = log;
        this.clock = clock;
    }

    /** A district with its member units. */
    private record Roster(YearDistrict district, List<YearMemberUnit> units) {

        TableKind kind() {
            return TableKind.of(district.kind());
        }

        Optional<YearMemberUnit> matching(String owner) {
            return units.stream()
                    .filter(unit -> unit.municipalUnit().equals(owner))
                    .min(Comparator.comparing(YearMemberUnit::code));
        }
    }

    private List<Roster> rosters(int year) {
        Map<String, List<YearMemberUnit>> units = yearRoster.memberUnits(year);
        return yearRoster.districts(year).stream()
                .map(district -> new Roster(district, units.getOrDefault(district.code(), List.of())))
                .toList();
    }

    /** Every indicator of the districts' tables, counties first. */
    public List<Line> of(int year) {
        return lines(year, rosters(year));
    }

    private List<Line> lines(int year, List<Roster> rosters) {
        Map<Key, Rhythm> set =
                rows.list(RhythmRow.class, "select * from figure_rhythm where assessment_year = :year", year).stream()
                        .collect(Collectors.toMap(row -> new Key(row.appliesTo(), row.indicator()), RhythmRow::rhythm));
        return KINDS.stream()
                .flatMap(kind -> tables.table(year, kind).indicators().stream()
                        .map(indicator -> line(
                                kind,
                                indicator,
                                set.get(new Key(kind, indicator.code())),
                                unmatched(kind, indicator.owner(), rosters))))
                .toList();
    }

    private static String unmatched(TableKind kind, String owner, List<Roster> rosters) {
        List<Roster> ofKind =
                rosters.stream().filter(roster -> roster.kind() == kind).toList();
        List<String> names = ofKind.stream()
                .filter(roster -> roster.matching(owner).isEmpty())
                .map(roster -> roster.district().name())
                .toList();
        return names.size() > 1 && names.size() == ofKind.size() ? "各地都" : String.join("、", names);
    }

    private static Line line(TableKind kind, Indicator indicator, @Nullable Rhythm set, String unmatched) {
        String obstacle = !indicator.method().typed()
                ? "本地清单，年终由对口单位逐项评审"
                : indicator.method().judged()
                        ? "评判指标，年终直接评分"
                        : indicator.owner().equals(Office.CITY) ? "由市健康丽水办掌握，不用报送" : null;
        Rhythm usual = obstacle == null ? Rhythm.byDefault(indicator) : Rhythm.NONE;
        return new Line(
                kind,
                indicator,
                obstacle != null || set == null ? usual : set,
                usual,
                obstacle,
                obstacle == null ? unmatched : "");
    }

    @Transactional
    public void set(int year, Line line, Rhythm rhythm, String reason, Actor actor) {
        years.requireOpen(year);
        rows.update("""
                delete from figure_rhythm where assessment_year = :year and applies_to = :kind and indicator = :indicator
                """, year, line.kind(), line.indicator().code());
        rows.insert(
                "figure_rhythm",
                new RhythmRow(
                        year,
                        line.kind(),
                        line.indicator().code(),
                        rhythm,
                        reason,
                        actor.userId(),
                        LocalDateTime.now(clock)));
        log.record(
                actor,
                Operation.of("调整报送频次", year, line.indicator().code())
                        .from(line.rhythm().label())
                        .to(rhythm.label())
                        .because(reason));
    }

    /**
     * Who reports what in a period, by municipal unit and district. Of several units that match one, the first by code reports; where
     * none does, the district's own office.
     */
    public List<Duty> duties(int year, int month) {
        return duties(year, month, rosters(year));
    }

    /** What an office has to report to a municipal unit; empty where it has nothing to. A member unit has one to report to. */
    public Optional<Duty> duty(int year, int month, String unit, @Nullable String owner) {
        return yearRoster.districts(year).stream()
                .filter(district -> Duty.isOffice(district, unit)
                        || yearRoster
                                .memberUnit(year, unit)
                                .filter(known -> known.district().equals(district.code()))
                                .isPresent())
                .map(district -> new Roster(district, yearRoster.memberUnits(year, district.code())))
                .flatMap(roster -> duties(year, month, List.of(roster)).stream())
                .filter(duty -> duty.unit().code().equals(unit))
                .filter(duty -> !duty.ofOffice() || duty.owner().equals(owner))
                .findFirst();
    }

    private List<Duty> duties(int year, int month, List<Roster> rosters) {
        boolean byOffices = asksOffices(year, month);
        List<Line> due = lines(year, rosters).stream()
                .filter(line -> line.obstacle() == null && line.rhythm().asks(month))
                .toList();
        return rosters.stream()
                .flatMap(roster -> duties(roster, due, byOffices))
                .sorted(Comparator.comparing(Duty::owner)
                        .thenComparing(duty -> duty.district().code()))
                .toList();
    }

    /** Periods asked for before offices stood in go on without them: nobody there has a task for it. */
    private boolean asksOffices(int year, int month) {
        return rows.find(Boolean.class, """
                select district_offices from figure_period where assessment_year = :year and month_number = :month
                """, year, month).orElse(true);
    }

    private Stream<Duty> duties(Roster roster, List<Line> due, boolean byOffices) {
        Map<String, List<Indicator>> byOwner = due.stream()
                .filter(line -> line.kind() == roster.kind())
                .map(Line::indicator)
                .collect(Collectors.groupingBy(Indicator::owner));
        return byOwner.entrySet().stream()
                .flatMap(owned -> roster
                        .matching(owned.getKey())
                        .or(() -> byOffices ? Optional.of(office(roster.district(), owned.getKey())) : Optional.empty())
                        .map(unit -> new Duty(roster.district(), unit, owned.getKey(), owned.getValue()))
                        .stream());
    }

    /** The district's own office in the place of the member unit that would match. */
    private YearMemberUnit office(YearDistrict district, String owner) {
        return new YearMemberUnit(
                district.officeCode(), district.code(), organization.officeName(district.officeCode()), "", owner);
    }
}
