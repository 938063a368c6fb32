package cn.healthylishui.assessment.figure.process;

import cn.healthylishui.assessment.figure.DistrictLists;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.References.Lookup;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * 官方数据表 of one unit: a table for each of its indicators with all counties below one another, and one table for the development
 * zone; the same for whoever enters the figures and whoever checks them.
 */
@Component
public class FigureSheet {

    public static final String ZONE = "zone";

    /** @param title what the line is called within its block */
    record Figure(String key, String title, YearDistrict district, Indicator indicator) {}

    /** @param rules whether the lines have different rules, so that each has to tell its own */
    record Block(String key, String title, String hint, String firstColumn, boolean rules, List<Figure> figures) {

        List<Indicator> indicators() {
            return figures.stream().map(Figure::indicator).distinct().toList();
        }
    }

    /**
     * What a unit has to give, and what is known so far.
     *
     * @param published the indicators of which it gives, once for all, what somebody publishes to compare with
     */
    record Sheet(List<Block> blocks, Map<String, Scorecard> cards, Lookup references, List<Indicator> published) {

        Compared compared(Figure figure) {
            return references.of(figure.district().code(), figure.indicator());
        }

        List<Figure> figures() {
            return blocks.stream().flatMap(block -> block.figures().stream()).toList();
        }

        List<Indicator> indicators() {
            return blocks.stream().flatMap(block -> block.indicators().stream()).toList();
        }

        Scorecard card(YearDistrict district) {
            return cards.getOrDefault(district.code(), Scorecard.EMPTY);
        }
    }

    private final YearRoster roster;
    private final IndicatorTables tables;
    private final Scorecards scorecards;
    private final References references;
    private final DistrictLists lists;

    FigureSheet(
            YearRoster roster,
            IndicatorTables tables,
            Scorecards scorecards,
            References references,
            DistrictLists lists) {
        this.references = references;
        this.roster = roster;
        this.tables = tables;
        this.scorecards = scorecards;
        this.lists = lists;
    }

    /**
     * The units that own at least one official figure of a district, give what one is compared with, or review an entry of what a
     * district set itself.
     */
    List<String> owners(int year) {
        return Stream.concat(
                        Stream.of(TableKind.COUNTY, TableKind.ZONE)
                                .flatMap(kind -> tables.table(year, kind).indicators().stream())
                                .filter(Indicator::officiallyScored)
                                .map(Indicator::owner),
                        Stream.concat(
                                references.published(year).stream().map(references::giver),
                                lists.reviewers(year).stream()))
                .distinct()
                .sorted()
                .toList();
    }

    Sheet of(int year, String unit) {
        List<YearDistrict> districts = roster.districts(year);
        IndicatorTable countyTable = tables.table(year, TableKind.COUNTY);
        IndicatorTable zoneTable = tables.table(year, TableKind.ZONE);
        List<Block> blocks = new ArrayList<>();
        owned(countyTable, unit)
                .forEach(indicator -> blocks.add(new Block(
                        indicator.code(),
                        ItemSheet.title(indicator),
                        hint(indicator, countyTable),
                        "县（市、区）",
                        false,
                        of(districts, DistrictKind.COUNTY)
                                .map(county -> new Figure(county.code(), county.name(), county, indicator))
                                .toList())));
        List<Figure> zone = of(districts, DistrictKind.ZONE)
                .flatMap(district -> owned(zoneTable, unit).stream()
                        .map(indicator ->
                                new Figure(indicator.code(), ItemSheet.title(indicator), district, indicator)))
                .toList();
        if (!zone.isEmpty()) {
            blocks.add(new Block(
                    ZONE,
                    zone.get(0).district().name(),
                    "评分标准见《%s》。".formatted(zoneTable.shownTitle()),
                    "指标",
                    true,
                    zone));
        }
        return new Sheet(
                blocks,
                scorecards.latest(
                        year, districts.stream().map(YearDistrict::code).toList()),
                references.ofDistricts(year),
                references.published(year).stream()
                        .filter(indicator -> references.giver(indicator).equals(unit))
                        .toList());
    }

    private static List<Indicator> owned(IndicatorTable table, String unit) {
        return table.indicators().stream()
                .filter(indicator -> indicator.owner().equals(unit) && indicator.officiallyScored())
                .toList();
    }

    private static Stream<YearDistrict> of(List<YearDistrict> districts, DistrictKind kind) {
        return districts.stream().filter(district -> district.kind() == kind);
    }

    private static String hint(Indicator indicator, IndicatorTable table) {
        String reference =
                indicator.method().needsReference() ? "与%s比较。".formatted(ItemInput.referenceName(indicator)) : "";
        return "%s%s数据来源：%s。评分标准见《%s》。"
                .formatted(ItemInput.help(indicator), reference, source(indicator), table.shownTitle());
    }

    /** 数据来源 with what follows from it (办法四(一)); what is judged is scored by its owner, whatever it rests on. */
    static String source(Indicator indicator) {
        return indicator.sourceKind().label()
                + "，"
                + (indicator.method().judged()
                        ? "由本单位评判打分"
                        : indicator.sourceKind().meaning());
    }
}
