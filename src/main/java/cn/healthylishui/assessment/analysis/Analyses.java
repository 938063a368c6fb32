package cn.healthylishui.assessment.analysis;

import cn.healthylishui.assessment.analysis.Subject.Item;
import cn.healthylishui.assessment.analysis.Subject.State;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.result.Results.Revision;
import cn.healthylishui.assessment.result.YearResult;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.ItemResult;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** Whether the year has a result, without which there is nothing to analyse. */
    public boolean isThere(int year) {
        return results.latest(year).isPresent();
    }

    @Transactional(readOnly = true)
    public Optional<Analysis> of(int year, Scope scope) {
        return results.latest(year).map(revision -> analysis(revision, results.approved(revision), scope));
    }

    /** Of each scope; none before there is a result. */
    @Transactional(readOnly = true)
    public List<Analysis> all(int year) {
        return results.latest(year).stream()
                .flatMap(revision -> {
                    YearResult result = results.approved(revision);
                    return Stream.of(Scope.values()).map(scope -> analysis(revision, result, scope));
                })
                .toList();
    }

    private Analysis analysis(Revision revision, YearResult result, Scope scope) {
        int year = revision.year();
        List<ObjectLine> objects = result.objects();
        Map<String, String> names = objects.stream().collect(Collectors.toMap(ObjectLine::code, ObjectLine::name));
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
                                items(result.items(object.code()))))
                        .toList(),
                years.settings(year).fullMark());
    }

    private static Map<String, Item> items(List<ItemResult> items) {
        return items.stream().collect(Collectors.toMap(item -> item.indicator().code(), Analyses::item));
    }

    private static Item item(ItemResult item) {
        Entry counted = item.counted();
        State state = counted == null
                ? State.MISSING
                : counted.answer().state() == EntryState.NOT_APPLICABLE ? State.NOT_APPLICABLE : State.GIVEN;
        return new Item(
                item.score().points(), item.score().maximum(), item.score().met(), state, item.provisional());
    }
}
