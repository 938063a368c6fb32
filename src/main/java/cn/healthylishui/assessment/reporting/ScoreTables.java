package cn.healthylishui.assessment.reporting;

import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.cycle.WorkingDays;
import cn.healthylishui.assessment.cycle.YearDistrict;
import cn.healthylishui.assessment.cycle.YearGroup;
import cn.healthylishui.assessment.cycle.YearGroups;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.indicator.UnitTask;
import cn.healthylishui.assessment.indicator.UnitTasks;
import cn.healthylishui.assessment.reporting.ScoreTable.DistrictLine;
import cn.healthylishui.assessment.reporting.ScoreTable.ItemLine;
import cn.healthylishui.assessment.reporting.ScoreTable.TaskLine;
import cn.healthylishui.assessment.reporting.ScoreTable.TownshipLine;
import cn.healthylishui.assessment.reporting.ScoreTable.UnitLine;
import cn.healthylishui.assessment.result.CityBoard;
import cn.healthylishui.assessment.result.CityBoard.Standing;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.result.Results.Revision;
import cn.healthylishui.assessment.result.UnitBoard.UnitStanding;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.ItemResult;
import cn.healthylishui.assessment.scorecard.ObjectResult;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.TownshipBoard;
import cn.healthylishui.assessment.scorecard.TownshipBoard.Board;
import cn.healthylishui.assessment.scoring.ExcellentShare;
import cn.healthylishui.assessment.verification.Draws;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Puts the scores of a year together: from the latest approved revision, and before there is one from what is entered so far. */
@Component
public class ScoreTables {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final String ALL_MET = "全部达标";

    private record ItemKey(String object, String indicator) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final AssessmentYears years;
    private final IndicatorTables tables;
    private final UnitTasks unitTasks;
    private final YearGroups groups;
    private final CityBoard cityBoard;
    private final TownshipBoard townshipBoard;
    private final Draws draws;
    private final Results results;

    ScoreTables(
            JdbcClient jdbc,
            Clock clock,
            AssessmentYears years,
            IndicatorTables tables,
            UnitTasks unitTasks,
            YearGroups groups,
            CityBoard cityBoard,
            TownshipBoard townshipBoard,
            Draws draws,
            Results results) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.years = years;
        this.tables = tables;
        this.unitTasks = unitTasks;
        this.groups = groups;
        this.cityBoard = cityBoard;
        this.townshipBoard = townshipBoard;
        this.draws = draws;
        this.results = results;
    }

    @Transactional(readOnly = true)
    public ScoreTable of(int year) {
        return results.latest(year).map(this::approved).orElseGet(() -> current(year));
    }

    private ScoreTable current(int year) {
        CityBoard.Standings city = cityBoard.of(year);
        List<Standing> standings = city.districts();
        Seats seats = new Seats(year);
        return table(
                year,
                "未经审定，为%s的数据".formatted(time(LocalDateTime.now(clock))),
                standings.stream().map(ScoreTables::line).toList(),
                standings.stream()
                        .flatMap(standing -> townships(year, standing))
                        .toList(),
                standings.stream().flatMap(ScoreTables::items).toList(),
                city.units().stream().map(standing -> line(standing, seats)).toList(),
                city.units().stream()
                        .flatMap(standing -> tasks(standing, seats))
                        .toList());
    }

    /** Who sits in which groups and leads which tasks; asked for once a table. */
    private final class Seats {

        private final int year;
        private final List<YearGroup> all;

        Seats(int year) {
            this.year = year;
            this.all = groups.of(year);
        }

        String of(String unit) {
            return all.stream()
                    .filter(group -> group.holds(unit))
                    .map(group -> String.valueOf(group.number()))
                    .collect(Collectors.joining("、"));
        }

        Function<String, String> parts(String unit) {
            List<String> led = unitTasks.of(year, unit).stream()
                    .filter(UnitTask::lead)
                    .map(UnitTask::code)
                    .toList();
            return task -> led.contains(task) ? "牵头" : "承担";
        }
    }

    private static UnitLine line(UnitStanding standing, Seats seats) {
        return new UnitLine(
                standing.rank(),
                standing.unit().code(),
                standing.unit().name(),
                seats.of(standing.unit().code()),
                standing.review().score(),
                standing.appraisal(),
                standing.score(),
                standing.graded().grade().label(),
                reason(standing));
    }

    /** As it will stand in the approved result. */
    private static String reason(UnitStanding standing) {
        return standing.graded().reason() + "。" + standing.composition();
    }

    private static Stream<TaskLine> tasks(UnitStanding standing, Seats seats) {
        Function<String, String> parts = seats.parts(standing.unit().code());
        return standing.review().items().stream()
                .map(item -> new TaskLine(
                        standing.unit().name(),
                        item.indicator(),
                        parts.apply(item.indicator().code()),
                        ScoreBook.shown(item.indicator(), item.counted()),
                        item.counted() == null ? "—" : item.counted().source().label(),
                        item.score().points(),
                        item.score().maximum(),
                        item.explanation()));
    }

    private static DistrictLine line(Standing standing) {
        ExcellentShare share = standing.townships().share();
        return new DistrictLine(
                standing.rank(),
                standing.district().code(),
                standing.district().name(),
                standing.result().score(),
                mustPass(standing.result()),
                share.all(),
                share.excellent(),
                share.text(),
                standing.graded().grade().label(),
                standing.graded().reason());
    }

    private static String mustPass(ObjectResult result) {
        return mustPass(names(result.mustPassFailed()), names(result.mustPassUnknown()));
    }

    private static String mustPass(String failed, String unknown) {
        if (failed.isEmpty() && unknown.isEmpty()) {
            return ALL_MET;
        }
        return Stream.of(failed.isEmpty() ? "" : "不达标：" + failed, unknown.isEmpty() ? "" : "不明：" + unknown)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("；"));
    }

    private static String names(List<ItemResult> items) {
        return items.stream().map(item -> item.indicator().name()).collect(Collectors.joining("、"));
    }

    private Stream<TownshipLine> townships(int year, Standing standing) {
        String district = standing.district().code();
        Board reported = townshipBoard.of(year, district, CityBoard.REPORTED_AND_EXCUSED);
        List<String> drawn = draws.drawnTownships(year, district);
        return standing.townships().lines().stream().map(line -> {
            String code = line.township().code();
            return new TownshipLine(
                    standing.district().name(),
                    code,
                    line.township().name(),
                    reported.of(code).result().score(),
                    drawn.contains(code),
                    drawn.contains(code) ? line.result().score() : null,
                    line.result().score(),
                    line.rank(),
                    line.graded().grade().label(),
                    names(line.result().mustPassFailed()));
        });
    }

    private static Stream<ItemLine> items(Standing standing) {
        return standing.result().items().stream()
                .map(item -> new ItemLine(
                        standing.district().name(),
                        item.indicator(),
                        ScoreBook.shown(item.indicator(), item.counted()),
                        item.counted() == null ? "—" : item.counted().source().label(),
                        item.score().points(),
                        item.score().maximum(),
                        item.explanation()));
    }

    private ScoreTable approved(Revision revision) {
        int year = revision.year();
        List<ObjectLine> objects = results.objects(year, revision.number());
        Map<String, String> districtNames =
                years.districts(year).stream().collect(Collectors.toMap(YearDistrict::code, YearDistrict::name));
        Map<ItemKey, Answer> counted = counted(revision);
        List<DistrictLine> districts = new ArrayList<>();
        List<TownshipLine> townships = new ArrayList<>();
        List<ItemLine> items = new ArrayList<>();
        List<UnitLine> units = new ArrayList<>();
        List<TaskLine> tasks = new ArrayList<>();
        Seats seats = new Seats(year);
        objects.stream().sorted(byRank(ObjectLine::rank, ObjectLine::code)).forEach(object -> {
            IndicatorTable table = tables.ofObject(year, object.code());
            List<Results.ItemLine> scored = results.items(year, revision.number(), object.code());
            if (object.isUnit()) {
                units.add(line(object, seats));
                tasks.addAll(tasks(object, table, scored, counted, seats));
                return;
            }
            String failed = mustPassNames(table, scored, item -> !item.met() && item.countedSource() != null);
            String unknown = mustPassNames(table, scored, item -> !item.met() && item.countedSource() == null);
            if (object.isTownship()) {
                townships.add(line(object, districtNames.getOrDefault(object.district(), object.district()), failed));
            } else {
                districts.add(line(object, mustPass(failed, unknown)));
                items.addAll(inOrder(object, table, scored, counted));
            }
        });
        townships.sort(Comparator.comparing(line -> order(districts, line.district())));
        return table(
                year,
                "第%d号考核结果，领导小组于%s审定".formatted(revision.number(), time(revision.approvedAt())),
                districts,
                townships,
                items,
                units,
                tasks);
    }

    private static UnitLine line(ObjectLine object, Seats seats) {
        return new UnitLine(
                object.rank(),
                object.code(),
                object.name(),
                seats.of(object.code()),
                Objects.requireNonNull(object.reviewScore()),
                object.appraisalScore(),
                object.score(),
                object.grade().label(),
                object.gradeReason());
    }

    private static List<TaskLine> tasks(
            ObjectLine object,
            IndicatorTable table,
            List<Results.ItemLine> scored,
            Map<ItemKey, Answer> counted,
            Seats seats) {
        Function<String, String> parts = seats.parts(object.code());
        return inOrder(object, table, scored, counted).stream()
                .map(line -> new TaskLine(
                        object.name(),
                        line.indicator(),
                        parts.apply(line.indicator().code()),
                        line.value(),
                        line.source(),
                        line.points(),
                        line.maximum(),
                        line.explanation()))
                .toList();
    }

    private static DistrictLine line(ObjectLine object, String mustPass) {
        ExcellentShare share = new ExcellentShare(
                Objects.requireNonNullElse(object.excellentTownships(), 0),
                Objects.requireNonNullElse(object.townships(), 0));
        return new DistrictLine(
                object.rank(),
                object.code(),
                object.name(),
                object.score(),
                mustPass,
                share.all(),
                share.excellent(),
                share.text(),
                object.grade().label(),
                object.gradeReason());
    }

    private static TownshipLine line(ObjectLine object, String district, String failed) {
        return new TownshipLine(
                district,
                object.code(),
                object.name(),
                object.reportedScore(),
                object.verifiedScore() != null,
                object.verifiedScore(),
                object.score(),
                object.rank(),
                object.grade().label(),
                failed);
    }

    private static String mustPassNames(
            IndicatorTable table, List<Results.ItemLine> scored, Predicate<Results.ItemLine> wanted) {
        return scored.stream()
                .filter(wanted)
                .map(item -> table.indicator(item.indicator()))
                .filter(Indicator::mustPass)
                .sorted(Comparator.comparingInt(Indicator::seq))
                .map(Indicator::name)
                .collect(Collectors.joining("、"));
    }

    private static List<ItemLine> inOrder(
            ObjectLine object, IndicatorTable table, List<Results.ItemLine> scored, Map<ItemKey, Answer> counted) {
        return scored.stream()
                .map(item -> {
                    Indicator indicator = table.indicator(item.indicator());
                    Answer answer = counted.get(new ItemKey(object.code(), item.indicator()));
                    return new ItemLine(
                            object.name(),
                            indicator,
                            answer == null ? "—" : answer.shown(indicator),
                            item.countedSource() == null
                                    ? "—"
                                    : EntrySource.valueOf(item.countedSource()).label(),
                            item.points(),
                            item.maximum(),
                            item.explanation());
                })
                .sorted(Comparator.comparingInt(line -> line.indicator().seq()))
                .toList();
    }

    /** The entries that counted in a revision, as they were then. */
    private Map<ItemKey, Answer> counted(Revision revision) {
        Map<ItemKey, Answer> counted = new HashMap<>();
        jdbc.sql("""
                select i.code, i.indicator, e.state, e.entered_value, e.reference_value, e.ticks, e.provisional, e.reason
                from result_item i join score_entry e on e.id = i.entry_id
                where i.assessment_year = :year and i.revision = :revision
                """)
                .param("year", revision.year())
                .param("revision", revision.number())
                .query(rs -> {
                    counted.put(
                            new ItemKey(rs.getString("code"), rs.getString("indicator")),
                            new Answer(
                                    EntryState.valueOf(rs.getString("state")),
                                    rs.getBigDecimal("entered_value"),
                                    rs.getBigDecimal("reference_value"),
                                    rs.getString("ticks"),
                                    rs.getBoolean("provisional"),
                                    rs.getString("reason"),
                                    List.of()));
                });
        return counted;
    }

    private ScoreTable table(
            int year,
            String state,
            List<DistrictLine> districts,
            List<TownshipLine> townships,
            List<ItemLine> items,
            List<UnitLine> units,
            List<TaskLine> tasks) {
        List<IndicatorTable> standards =
                TableKind.KEPT.stream().map(kind -> tables.table(year, kind)).toList();
        return new ScoreTable(
                year,
                state,
                standards.stream().map(IndicatorTable::shownTitle).toList(),
                standards.stream().anyMatch(IndicatorTable::example),
                districts,
                townships,
                items,
                units,
                tasks);
    }

    private static <T> Comparator<T> byRank(Function<T, @Nullable Integer> rank, Function<T, String> code) {
        return Comparator.comparing((T object) -> Objects.requireNonNullElse(rank.apply(object), Integer.MAX_VALUE))
                .thenComparing(code);
    }

    private static int order(List<DistrictLine> districts, String name) {
        return districts.stream().map(DistrictLine::name).toList().indexOf(name);
    }

    private static String time(LocalDateTime at) {
        return WorkingDays.dateText(at.toLocalDate()) + TIME.format(at);
    }
}
