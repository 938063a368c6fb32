package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.scorecard.GivenReferences.Given;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * 拟作的更正: entries that would be added, objects that would be marked for misconduct, tables that would take the place of the
 * year's own, laid over what stands, so that what would come of them is worked out by the very rules that count in earnest.
 *
 * @param entries by object, each as the latest of its item and source
 * @param misconduct codes of the objects that would be marked
 * @param tables the tables to score by instead; the kinds not named keep the year's own
 * @param given what would be published to compare with, by indicator
 */
public record Amendments(
        Map<String, List<Entry>> entries,
        Set<String> misconduct,
        Map<TableKind, IndicatorTable> tables,
        Map<String, Given> given) {

    public static final Amendments NONE = new Amendments(Map.of(), Set.of(), Map.of(), Map.of());

    public static Amendments of(List<Entry> entries, Set<String> misconduct) {
        return new Amendments(
                entries.stream().collect(Collectors.groupingBy(Entry::object)),
                Set.copyOf(misconduct),
                Map.of(),
                Map.of());
    }

    /** Figures and what is published to compare with, corrected together. */
    public static Amendments of(List<Entry> entries, Map<String, Given> given) {
        return new Amendments(
                entries.stream().collect(Collectors.groupingBy(Entry::object)), Set.of(), Map.of(), Map.copyOf(given));
    }

    /** The year's figures under other tables; an indicator of which the figures say nothing is left out like one 不适用. */
    public static Amendments under(Map<TableKind, IndicatorTable> tables) {
        return new Amendments(Map.of(), Set.of(), Map.copyOf(tables), Map.of());
    }

    /** The card as it would be. */
    Scorecard over(String object, Scorecard card) {
        Scorecard amended = card;
        for (Entry entry : entries.getOrDefault(object, List.of())) {
            amended = amended.with(entry);
        }
        return amended;
    }
}
