package cn.healthylishui.assessment.adjustment;

import cn.healthylishui.assessment.adjustment.Adjustment.ChosenDraft;
import cn.healthylishui.assessment.adjustment.Impact.Change;
import cn.healthylishui.assessment.adjustment.Impact.Count;
import cn.healthylishui.assessment.adjustment.Impact.LeftOut;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.IndicatorDrafts;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.result.CityBoard;
import cn.healthylishui.assessment.result.CityBoard.Standing;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.scorecard.Amendments;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.scorecard.Grades;
import cn.healthylishui.assessment.scorecard.Rescoring;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 影响测算 (办法一(三)): what the last approved year would have come to under the tables that an adjustment would put in force, by the
 * rules that count in earnest. Municipal units are assessed on their tasks and not concerned.
 */
@Component
public class Impacts {

    private record KeptRow(
            long adjustment,
            int round,
            String content,
            @Nullable String note,
            String assessedBy,
            LocalDateTime assessedAt) {}

    private final Rows rows;
    private final AssessmentYears years;
    private final IndicatorTables tables;
    private final IndicatorDrafts drafts;
    private final CityBoard cityBoard;
    private final Results results;
    private final ObjectMapper json;
    private final Clock clock;

    Impacts(
            JdbcClient jdbc,
            AssessmentYears years,
            IndicatorTables tables,
            IndicatorDrafts drafts,
            CityBoard cityBoard,
            Results results,
            ObjectMapper json,
            Clock clock) {
        this.rows = new Rows(jdbc);
        this.years = years;
        this.tables = tables;
        this.drafts = drafts;
        this.cityBoard = cityBoard;
        this.results = results;
        this.json = json;
        this.clock = clock;
    }

    /**
     * An impact as it was put to the leading group.
     *
     * @param note what the city office said to it; null where nothing
     */
    public record Kept(Impact impact, @Nullable String note, String assessedBy, LocalDateTime assessedAt) {}

    /** Reckons with the figures as they are now; keeps nothing. */
    public Impact of(Adjustment adjustment) {
        Map<TableKind, IndicatorTable> wanted = wanted(adjustment);
        List<String> names = wanted.values().stream()
                .map(table -> "%s第%d版（%s）"
                        .formatted(
                                table.shownTitle(),
                                table.version(),
                                table.state().label()))
                .toList();
        Optional<Integer> known = years.all().stream()
                .filter(AssessmentYear::isApproved)
                .map(AssessmentYear::year)
                .filter(year -> year < adjustment.year())
                .findFirst();
        if (known.isEmpty()) {
            return new Impact(null, null, names, List.of(), List.of(), List.of(), List.of());
        }
        int year = known.get();
        int revision = results.latestNumber(year);
        Map<String, ObjectLine> before = results.objects(year, revision).stream()
                .collect(Collectors.toMap(ObjectLine::code, Function.identity()));
        List<Standing> after = cityBoard.of(year, Amendments.under(wanted)).districts();
        List<Change> townships = after.stream()
                .flatMap(standing -> townships(standing, before).stream())
                .toList();
        return new Impact(
                year,
                revision,
                names,
                after.stream()
                        .map(standing -> change(
                                before.get(standing.district().code()),
                                standing.district().name(),
                                standing.result().score(),
                                standing.rank(),
                                standing.graded()))
                        .flatMap(Stream::ofNullable)
                        .toList(),
                after.stream().map(standing -> count(standing, before)).toList(),
                townships.stream().filter(Change::gradeChanged).toList(),
                leftOut(year, wanted));
    }

    /** The drafts, and for the kinds that have none what is in force. */
    private Map<TableKind, IndicatorTable> wanted(Adjustment adjustment) {
        Map<TableKind, IndicatorTable> wanted = new EnumMap<>(TableKind.class);
        TableKind.KEPT.forEach(kind -> wanted.put(kind, tables.table(adjustment.year(), kind)));
        for (ChosenDraft chosen : adjustment.drafts()) {
            wanted.put(chosen.table(), drafts.version(chosen.draft()));
        }
        return wanted;
    }

    private static @Nullable Change change(
            @Nullable ObjectLine before, String name, BigDecimal score, @Nullable Integer rank, Grades.Graded graded) {
        return before == null
                ? null
                : new Change(
                        before.code(),
                        name,
                        before.score(),
                        score,
                        before.rank(),
                        rank,
                        before.grade().label(),
                        graded.grade().label(),
                        graded.reason());
    }

    private static List<Change> townships(Standing standing, Map<String, ObjectLine> before) {
        return standing.townships().lines().stream()
                .map(line -> change(
                        before.get(line.township().code()),
                        standing.district().name() + line.township().name(),
                        line.result().score(),
                        line.rank(),
                        line.graded()))
                .flatMap(Stream::ofNullable)
                .toList();
    }

    private static Count count(Standing standing, Map<String, ObjectLine> before) {
        List<Change> changes = townships(standing, before);
        return new Count(
                standing.district().name(),
                changes.size(),
                (int) changes.stream()
                        .filter(change -> change.difference().signum() > 0)
                        .count(),
                (int) changes.stream()
                        .filter(change -> change.difference().signum() < 0)
                        .count(),
                (int) changes.stream()
                        .filter(change -> !Objects.equals(change.rankBefore(), change.rankAfter()))
                        .count(),
                (int) changes.stream().filter(Change::gradeChanged).count(),
                (int) changes.stream()
                        .filter(change -> change.gradeBefore().equals(Grade.EXCELLENT.label()))
                        .count(),
                (int) changes.stream()
                        .filter(change -> change.gradeAfter().equals(Grade.EXCELLENT.label()))
                        .count());
    }

    private List<LeftOut> leftOut(int year, Map<TableKind, IndicatorTable> wanted) {
        List<LeftOut> leftOut = new ArrayList<>();
        wanted.forEach((kind, table) -> Rescoring.gaps(tables.table(year, kind), table)
                .forEach(gap -> leftOut.add(new LeftOut(
                        kind.label(), gap.indicator().code(), gap.indicator().name(), gap.reason()))));
        return leftOut;
    }

    /** Keeps what is put to the leading group. */
    @Transactional
    public void keep(long adjustment, Impact impact, @Nullable String note, Actor actor) {
        int round = rows.get(
                Integer.class,
                "select coalesce(max(round), 0) + 1 from adjustment_impact where adjustment = :adjustment",
                adjustment);
        rows.insert(
                "adjustment_impact",
                new KeptRow(adjustment, round, text(impact), note, actor.userId(), LocalDateTime.now(clock)));
    }

    /** What was last put to the leading group; empty before that. */
    public Optional<Kept> kept(long adjustment) {
        return rows
                .list(
                        KeptRow.class,
                        "select * from adjustment_impact where adjustment = :adjustment order by round",
                        adjustment)
                .stream()
                .map(row -> new Kept(read(row.content()), row.note(), row.assessedBy(), row.assessedAt()))
                .reduce((earlier, later) -> later);
    }

    private String text(Impact impact) {
        try {
            return json.writeValueAsString(impact);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An impact cannot be written", e);
        }
    }

    private Impact read(String content) {
        try {
            return json.readValue(content, Impact.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A kept impact is not readable", e);
        }
    }
}
