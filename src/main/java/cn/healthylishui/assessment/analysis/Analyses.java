package cn.healthylishui.assessment.analysis;

import cn.healthylishui.assessment.analysis.Subject.Item;
import cn.healthylishui.assessment.analysis.Subject.State;
import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.result.Results.Revision;
import cn.healthylishui.assessment.result.Results.ScoredItem;
import cn.healthylishui.assessment.scorecard.EntryState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes {@link Analysis} from the latest approved result; before there is one, there is nothing to analyse. */
@Component
public class Analyses {

    private final AssessmentYears years;
    private final IndicatorTables tables;
    private final Results results;

    Analyses(AssessmentYears years, IndicatorTables tables, Results results) {
        this.years = years;
        this.tables = tables;
        this.results = results;
    }

    @Transactional(readOnly = true)
    public Optional<Analysis> of(int year, Scope scope) {
        return results.latest(year).map(revision -> analysis(revision, scope));
    }

    private Analysis analysis(Revision revision, Scope scope) {
        int year = revision.year();
        List<ObjectLine> objects = results.objects(year, revision.number());
        Map<String, String> names = objects.stream().collect(Collectors.toMap(ObjectLine::code, ObjectLine::name));
        Map<String, Map<String, Item>> items = new HashMap<>();
        results.scoredItems(year, revision.number())
                .forEach(item -> items.computeIfAbsent(item.code(), code -> new HashMap<>())
                        .put(item.indicator(), item(item)));
        IndicatorTable table = tables.table(year, scope == Scope.COUNTIES ? TableKind.COUNTY : TableKind.TOWNSHIP);
        return Analysis.of(
                year,
                revision.number(),
                scope,
                table.shownTitle(),
                table.indicators(),
                objects.stream()
                        .filter(object -> scope == Scope.COUNTIES
                                ? object.kind().equals(TableKind.COUNTY.name())
                                : object.isTownship())
                        .map(object -> new Subject(
                                object.code(),
                                object.isTownship()
                                        ? names.getOrDefault(object.district(), "") + object.name()
                                        : object.name(),
                                object.isTownship() ? object.district() : "",
                                object.score(),
                                items.getOrDefault(object.code(), Map.of())))
                        .toList(),
                years.settings(year).fullMark());
    }

    private static Item item(ScoredItem item) {
        State state = item.state() == null
                ? State.MISSING
                : item.state() == EntryState.NOT_APPLICABLE ? State.NOT_APPLICABLE : State.GIVEN;
        return new Item(item.points(), item.maximum(), item.met(), state, item.provisional());
    }
}
