package cn.healthylishui.assessment.reporting;

import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.indicator.UnitTask;
import cn.healthylishui.assessment.indicator.UnitTasks;
import cn.healthylishui.assessment.reporting.ScoreTable.DistrictLine;
import cn.healthylishui.assessment.reporting.ScoreTable.Got;
import cn.healthylishui.assessment.reporting.ScoreTable.TaskLine;
import cn.healthylishui.assessment.reporting.ScoreTable.TownshipLine;
import cn.healthylishui.assessment.reporting.ScoreTable.UnitLine;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.result.Results.Revision;
import cn.healthylishui.assessment.result.YearResult;
import cn.healthylishui.assessment.scorecard.ItemResult;
import cn.healthylishui.assessment.scoring.ExcellentShare;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearGroup;
import cn.healthylishui.assessment.year.YearGroups;
import cn.healthylishui.assessment.year.YearRoster;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Puts the scores of a year together: from the latest approved revision, and before there is one from what is entered so far. */
@Component
public class ScoreTables {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final String ALL_MET = "全部达标";

    private final Clock clock;
    private final YearRoster roster;
    private final IndicatorTables tables;
    private final UnitTasks unitTasks;
    private final YearGroups groups;
    private final Results results;

    ScoreTables(
            Clock clock,
            YearRoster roster,
            IndicatorTables tables,
            UnitTasks unitTasks,
            YearGroups groups,
            Results results) {
        this.clock = clock;
        this.roster = roster;
        this.tables = tables;
        this.unitTasks = unitTasks;
        this.groups = groups;
        this.results = results;
    }

    @Transactional(readOnly = true)
    public ScoreTable of(int year) {
        return table(results.latest(year).map(results::approved).orElseGet(() -> results.live(year)));
    }

    private String state(YearResult result) {
        Revision revision = result.revision();
        return revision == null
                ? "未经审定，为%s的数据".formatted(time(LocalDateTime.now(clock)))
                : "第%d号考核结果，领导小组于%s审定".formatted(revision.number(), time(revision.approvedAt()));
    }

    private ScoreTable table(YearResult result) {
        int year = result.year();
        Map<String, String> districtNames =
                roster.districts(year).stream().collect(Collectors.toMap(YearDistrict::code, YearDistrict::name));
        List<DistrictLine> districts = new ArrayList<>();
        List<TownshipLine> townships = new ArrayList<>();
        List<Got> items = new ArrayList<>();
        List<UnitLine> units = new ArrayList<>();
        List<TaskLine> tasks = new ArrayList<>();
        Seats seats = new Seats(year);
        result.objects().stream().sorted(ObjectLine.BY_RANK).forEach(object -> {
            List<ItemResult> ofObject = result.items(object.code());
            if (object.isUnit()) {
                units.add(line(object, seats));
                Function<String, String> parts = seats.parts(object.code());
                ofObject.forEach(item ->
                        tasks.add(new TaskLine(parts.apply(item.indicator().code()), new Got(object.name(), item))));
            } else if (object.isTownship()) {
                townships.add(line(
                        object, districtNames.getOrDefault(object.district(), object.district()), failed(ofObject)));
            } else {
                districts.add(line(object, mustPass(failed(ofObject), unknown(ofObject))));
                ofObject.forEach(item -> items.add(new Got(object.name(), item)));
            }
        });
        townships.sort(Comparator.comparing(line -> order(districts, line.district())));
        List<IndicatorTable> standards =
                TableKind.KEPT.stream().map(kind -> tables.table(year, kind)).toList();
        return new ScoreTable(
                year,
                state(result),
                standards.stream().map(IndicatorTable::shownTitle).toList(),
                standards.stream().anyMatch(IndicatorTable::example),
                districts,
                townships,
                items,
                units,
                tasks);
    }

    private static String failed(List<ItemResult> items) {
        return mustPassNames(items, item -> item.counted() != null);
    }

    private static String unknown(List<ItemResult> items) {
        return mustPassNames(items, item -> item.counted() == null);
    }

    private static String mustPassNames(List<ItemResult> items, Predicate<ItemResult> wanted) {
        return items.stream()
                .filter(item -> item.indicator().mustPass() && !item.score().met())
                .filter(wanted)
                .map(item -> item.indicator().name())
                .collect(Collectors.joining("、"));
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

    private static String mustPass(String failed, String unknown) {
        if (failed.isEmpty() && unknown.isEmpty()) {
            return ALL_MET;
        }
        return Stream.of(failed.isEmpty() ? "" : "不达标：" + failed, unknown.isEmpty() ? "" : "不明：" + unknown)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("；"));
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

    private static int order(List<DistrictLine> districts, String name) {
        return districts.stream().map(DistrictLine::name).toList().indexOf(name);
    }

    private static String time(LocalDateTime at) {
        return WorkingDays.dateText(at.toLocalDate()) + TIME.format(at);
    }
}
