package cn.healthylishui.assessment.result;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** 暂用数据: official figures that stand until the final one is known (办法四(一): yearbooks appear late). */
@Component
public class ProvisionalFigures {

    /** @param decided whether the city office has decided the item, so that the figure does not count anyway */
    public record Provisional(YearDistrict district, Indicator indicator, Entry entry, boolean decided) {}

    private final YearRoster roster;
    private final IndicatorTables tables;
    private final Scorecards scorecards;

    ProvisionalFigures(YearRoster roster, IndicatorTables tables, Scorecards scorecards) {
        this.roster = roster;
        this.tables = tables;
        this.scorecards = scorecards;
    }

    /** Those still standing in a year, by indicator and district. */
    public List<Provisional> of(int year) {
        List<YearDistrict> districts = roster.districts(year);
        Map<String, Scorecard> cards = scorecards.latest(
                year, districts.stream().map(YearDistrict::code).toList());
        return districts.stream()
                .flatMap(district -> tables.ofDistrict(year, district.code()).indicators().stream()
                        .flatMap(indicator ->
                                of(district, indicator, cards.getOrDefault(district.code(), Scorecard.EMPTY))))
                .sorted((a, b) -> a.indicator().code().compareTo(b.indicator().code()))
                .toList();
    }

    private static Stream<Provisional> of(YearDistrict district, Indicator indicator, Scorecard card) {
        Entry entry = card.of(indicator.code(), EntrySource.OFFICIAL);
        return entry == null || !entry.answer().provisional()
                ? Stream.empty()
                : Stream.of(new Provisional(
                        district, indicator, entry, card.of(indicator.code(), EntrySource.DECIDED) != null));
    }

    /** One sentence an indicator: which districts' figures are still provisional. */
    public List<String> inWords(int year) {
        return of(year).stream()
                .collect(Collectors.groupingBy(
                        provisional -> provisional.indicator().code() + " "
                                + provisional.indicator().name(),
                        TreeMap::new,
                        Collectors.mapping(provisional -> provisional.district().name(), Collectors.joining("、"))))
                .entrySet()
                .stream()
                .map(indicator -> "“%s”还在使用暂用数据：%s。".formatted(indicator.getKey(), indicator.getValue()))
                .toList();
    }
}
