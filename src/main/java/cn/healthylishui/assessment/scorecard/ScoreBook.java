package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.indicator.UnitTasks;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.scorecard.References.Lookup;
import cn.healthylishui.assessment.scoring.ItemScore;
import cn.healthylishui.assessment.scoring.TaskScore;
import cn.healthylishui.assessment.scoring.Total;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.Precedence;
import cn.healthylishui.assessment.year.SourceRank;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearSettings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 算分: turns entries into points. The value that counts is the first that exists in the year's {@link Precedence}; a declared gap
 * falls through to the next and is said in the explanation; nothing at all scores 0. Nobody else works out what counts: a form lays
 * what is typed over the book as {@link Amendments} and shows what comes of it.
 */
@Component
public class ScoreBook {

    /** Every source; a caller may leave some out, to show for instance what was reported before anybody checked. */
    public static final Set<EntrySource> ALL = EnumSet.allOf(EntrySource.class);

    /** In an explanation after a value that stands for the time being. */
    public static final String PROVISIONAL = "（暂用数据）";

    /** What the value of an item that nobody types is called. */
    private static final String ADDED_UP = "对口市直单位评审";

    private final Scorecards scorecards;
    private final IndicatorTables tables;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final Organization organization;
    private final UnitTasks unitTasks;
    private final References references;

    ScoreBook(
            Scorecards scorecards,
            IndicatorTables tables,
            AssessmentYears years,
            YearRoster roster,
            Organization organization,
            UnitTasks unitTasks,
            References references) {
        this.references = references;
        this.scorecards = scorecards;
        this.tables = tables;
        this.years = years;
        this.roster = roster;
        this.organization = organization;
        this.unitTasks = unitTasks;
    }

    /** What everybody who is assessed in a year entered last, by object, read at once: for whoever reckons all of them. */
    public Map<String, Scorecard> cards(int year) {
        return scorecards.latest(year);
    }

    /** Everybody of a year, worked out from the cards as they would be with the amendments. */
    public Scores afresh(int year, Set<EntrySource> sources, Amendments amendments, Map<String, Scorecard> cards) {
        return group -> of(year, group, group.codes(year, roster), sources, amendments, cards);
    }

    /** Some of a group, by code; what they share is looked up once. */
    Map<String, ObjectResult> of(
            int year,
            PeerGroup group,
            Collection<String> codes,
            Set<EntrySource> sources,
            Amendments amendments,
            Map<String, Scorecard> cards) {
        Map<String, ObjectResult> results = new TreeMap<>();
        switch (group.kind()) {
            case DISTRICTS -> {
                Lookup lookup = references.ofDistricts(year, amendments);
                for (String code : codes) {
                    YearDistrict district = roster.district(year, code);
                    results.put(
                            code,
                            result(
                                    years.get(year).precedence(),
                                    years.settings(year).fullMark(),
                                    code,
                                    tables.ofDistrict(year, code),
                                    amendments.tables().get(TableKind.of(district.kind())),
                                    amendments.over(code, cards.getOrDefault(code, Scorecard.EMPTY)),
                                    sources,
                                    lookup));
                }
            }
            case TOWNSHIPS -> {
                String district = group.ofDistrict();
                IndicatorTable table = tables.ofTownshipsIn(year, district);
                IndicatorTable other = amendments.tables().get(TableKind.TOWNSHIP);
                IndicatorTable instead = other == null
                        ? null
                        : other.under(roster.district(year, district).kind());
                Precedence precedence = years.get(year).townshipPrecedence();
                Lookup lookup = references.ofTownships(year, district, amendments);
                BigDecimal fullMark = years.settings(year).fullMark();
                for (String code : codes) {
                    results.put(
                            code,
                            result(
                                    precedence,
                                    fullMark,
                                    code,
                                    table,
                                    instead,
                                    amendments.over(code, cards.getOrDefault(code, Scorecard.EMPTY)),
                                    sources,
                                    lookup));
                }
            }
            case UNITS -> codes.forEach(code -> results.put(code, unit(year, code, sources, amendments, cards)));
        }
        return results;
    }

    /** The district itself, not its townships. */
    public ObjectResult district(int year, String district, Set<EntrySource> sources) {
        return district(year, district, sources, Amendments.NONE);
    }

    /** The district itself, as it would be with the amendments. */
    public ObjectResult district(int year, String district, Set<EntrySource> sources, Amendments amendments) {
        return Objects.requireNonNull(of(
                        year,
                        PeerGroup.DISTRICTS,
                        List.of(district),
                        sources,
                        amendments,
                        Map.of(district, scorecards.latest(year, district)))
                .get(district));
    }

    /** Only what was decided counts for a unit; its own percentages are shown before. */
    public static final Set<EntrySource> OF_UNIT = EnumSet.of(EntrySource.DECIDED, EntrySource.REPORTED);

    /** A municipal unit's tasks (考评得分), as they would be with the amendments. */
    public ObjectResult unit(int year, String unit, Amendments amendments) {
        return unit(year, unit, ALL, amendments, Map.of(unit, scorecards.latest(year, unit)));
    }

    /** A municipal unit's tasks by what the unit itself says of them. */
    public ObjectResult unitAsReported(int year, String unit) {
        return unitAsReported(year, unit, Amendments.NONE);
    }

    /** The same, as it would be with the amendments. */
    public ObjectResult unitAsReported(int year, String unit, Amendments amendments) {
        return unit(year, unit, TownshipBoard.AS_REPORTED, amendments, Map.of(unit, scorecards.latest(year, unit)));
    }

    /** The weighted mean is rounded once. */
    private ObjectResult unit(
            int year, String unit, Set<EntrySource> among, Amendments amendments, Map<String, Scorecard> cards) {
        Set<EntrySource> sources = EnumSet.copyOf(OF_UNIT);
        sources.retainAll(among);
        YearSettings settings = years.settings(year);
        Scorecard card = amendments.over(unit, cards.getOrDefault(unit, Scorecard.EMPTY));
        List<ItemResult> items = tables.ofUnit(year, unit).indicators().stream()
                .map(indicator -> item(years.get(year).precedence(), indicator, card, sources, task -> Compared.TYPED))
                .toList();
        Map<String, BigDecimal> percents =
                items.stream().collect(Collectors.toMap(item -> item.indicator().code(), ScoreBook::percent));
        BigDecimal score = TaskScore.of(
                unitTasks.of(year, unit).stream()
                        .map(task -> new TaskScore.Part(
                                IndicatorTables.weight(task, settings),
                                Objects.requireNonNull(percents.get(task.code()))))
                        .toList(),
                settings.fullMark());
        return new ObjectResult(unit, items, new Total(score, settings.fullMark(), score));
    }

    private static BigDecimal percent(ItemResult item) {
        Entry counted = item.counted();
        return counted == null
                ? BigDecimal.ZERO
                : Objects.requireNonNullElse(counted.answer().value(), BigDecimal.ZERO);
    }

    /** @param instead the table to score by instead of the one that the entries were made for; null for that one */
    private ObjectResult result(
            Precedence precedence,
            BigDecimal fullMark,
            String object,
            IndicatorTable table,
            @Nullable IndicatorTable instead,
            Scorecard card,
            Set<EntrySource> sources,
            Lookup lookup) {
        Function<Indicator, Compared> compared = indicator -> lookup.of(object, indicator);
        List<ItemResult> items = instead == null
                ? table.indicators().stream()
                        .map(indicator -> item(precedence, indicator, card, sources, compared))
                        .toList()
                : rescored(precedence, table, instead, card, sources, compared);
        List<ItemScore> scored = items.stream()
                .filter(item -> !item.indicator().mustPass() && item.applicable())
                .map(ItemResult::score)
                .toList();
        return new ObjectResult(object, items, Total.of(scored, fullMark));
    }

    /** One item by these entries alone, of each source the last of them; to tell step by step how its points came about. */
    public ItemResult itemBy(
            Precedence precedence,
            Indicator indicator,
            List<Entry> entries,
            Set<EntrySource> sources,
            Compared compared) {
        Scorecard card = Scorecard.EMPTY;
        for (Entry entry : entries) {
            card = card.with(entry);
        }
        return item(precedence, indicator, card, sources, any -> compared);
    }

    private List<ItemResult> rescored(
            Precedence precedence,
            IndicatorTable gathered,
            IndicatorTable table,
            Scorecard card,
            Set<EntrySource> sources,
            Function<Indicator, Compared> compared) {
        Map<String, String> gaps = Rescoring.gaps(gathered, table).stream()
                .collect(Collectors.toMap(gap -> gap.indicator().code(), Rescoring.Gap::reason));
        Scorecard carried = Rescoring.carried(card, gathered, table);
        return table.indicators().stream()
                .map(indicator -> gaps.containsKey(indicator.code())
                        ? leftOut(indicator, String.valueOf(gaps.get(indicator.code())))
                        : item(precedence, indicator, carried, sources, compared))
                .toList();
    }

    private static ItemResult leftOut(Indicator indicator, String reason) {
        BigDecimal none = BigDecimal.ZERO.setScale(2);
        return new ItemResult(
                indicator, null, new ItemScore(none, none, true, "没有可用的数据，不计入满分"), false, reason + "，没有可用的数据，不计入满分");
    }

    private ItemResult item(
            Precedence precedence,
            Indicator indicator,
            Scorecard card,
            Set<EntrySource> sources,
            Function<Indicator, Compared> compared) {
        List<String> gaps = new ArrayList<>();
        for (Entry entry : inOrder(precedence, indicator, card)) {
            if (!sources.contains(entry.source())) {
                continue;
            }
            switch (entry.answer().state()) {
                case VALUE, MET, NOT_MET -> {
                    return counted(precedence, indicator, entry, gaps, compared);
                }
                case NOT_APPLICABLE -> {
                    if (entry.source() == EntrySource.DECIDED) {
                        return notApplicable(indicator, entry);
                    }
                    gaps.add(label(precedence, indicator, entry) + "申请不适用，未获同意");
                }
                case NO_DATA -> gaps.add(label(precedence, indicator, entry) + "无数据");
            }
        }
        String gap =
                !gaps.isEmpty() ? String.join("，", gaps) : indicator.method().typed() ? "没有填报" : "由对口市直单位评审，没有自报的数";
        ItemScore missing = ItemScore.missing(indicator.points());
        return new ItemResult(
                indicator,
                null,
                missing,
                true,
                indicator.mustPass() ? gap + "，是否达标不明" : gap + "，" + missing.arithmetic());
    }

    /**
     * The entries of an item, the one that counts first in front. A must-pass item that was found unmet on the spot counts as unmet
     * whatever the figures say, unless the city office has decided otherwise.
     */
    public static List<Entry> inOrder(Precedence precedence, Indicator indicator, Scorecard card) {
        return card.entries().getOrDefault(indicator.code(), Map.of()).values().stream()
                .sorted(Comparator.comparingInt((Entry entry) -> position(precedence, indicator, entry)))
                .toList();
    }

    private static int position(Precedence precedence, Indicator indicator, Entry entry) {
        List<SourceRank> order = precedence.order();
        if (precedence.heedsFindings()
                && entry.source() == EntrySource.VERIFIED
                && foundUnmet(indicator, entry.answer())) {
            return 2 * order.indexOf(SourceRank.DECIDED) + 1;
        }
        return entry.rank(indicator)
                .map(rank -> 2 * order.indexOf(rank))
                .orElseGet(() -> 2 * order.indexOf(SourceRank.REPORTED) - 1);
    }

    /** Whether by this answer a must-pass item is not met. */
    public static boolean foundUnmet(Indicator indicator, Answer answer) {
        return indicator.mustPass()
                && answer.state().counts()
                && !answer.score(indicator).met();
    }

    /** The entry that counts, beside what it is compared with. */
    private ItemResult counted(
            Precedence precedence,
            Indicator indicator,
            Entry given,
            List<String> gaps,
            Function<Indicator, Compared> compared) {
        Compared reference = indicator.method().needsReference() ? compared.apply(indicator) : Compared.TYPED;
        Entry entry = given.with(reference.over(given.answer()));
        ItemScore score = entry.answer()
                .unsettled(indicator)
                .filter(why -> !reference.typed())
                .map(why -> ItemScore.unsettled(
                        indicator.points(), reference.value() == null && reference.pending() ? reference.words() : why))
                .orElseGet(() -> entry.answer().score(indicator));
        String origin = reference.words(given.answer());
        String explained = explain(precedence, indicator, entry, score, gaps);
        return new ItemResult(
                indicator,
                entry,
                score,
                true,
                origin.isEmpty() || reference.pending()
                        ? explained
                        : "%s。%s：%s。"
                                .formatted(
                                        withoutStop(explained),
                                        ItemInput.referenceName(indicator),
                                        withoutStop(origin)));
    }

    /** What people typed may end like a sentence or not. */
    private static String withoutStop(String text) {
        return text.endsWith("。") ? text.substring(0, text.length() - 1) : text;
    }

    /** The city office's decision that this of the shown sources counts. */
    public static Answer taken(Precedence precedence, Indicator indicator, Entry entry, String reason) {
        return entry.answer().because("采用“%s”的数据。%s".formatted(label(precedence, indicator, entry), reason));
    }

    /** What the source of an entry is called where the order applies. */
    public static String label(Precedence precedence, Indicator indicator, Entry entry) {
        if (isAddedUp(indicator, entry)) {
            return ADDED_UP;
        }
        Provenance provenance = entry.answer().provenance();
        return entry.rank(indicator)
                .map(rank -> rank == SourceRank.AUTHORITY && provenance != null && precedence.heedsFindings()
                        ? provenance.kind().label()
                        : precedence.label(rank))
                .orElse(entry.source().label());
    }

    /** Nobody gave it: it was worked out from what several offices said, whom its words name. */
    private static boolean isAddedUp(Indicator indicator, Entry entry) {
        return entry.source() == EntrySource.OFFICIAL && !indicator.method().typed();
    }

    private String explain(
            Precedence precedence, Indicator indicator, Entry entry, ItemScore score, List<String> gaps) {
        Answer answer = entry.answer();
        StringBuilder text = new StringBuilder();
        gaps.forEach(gap -> text.append(gap).append("；"));
        text.append(label(precedence, indicator, entry));
        if (!isAddedUp(indicator, entry)) {
            text.append("（").append(organization.officeName(entry.office())).append("）");
        }
        text.append("：").append(Answer.words(indicator, answer.state(), answer.value(), answer.reference()));
        text.append(answer.behind(indicator));
        if (answer.provisional()) {
            text.append(PROVISIONAL);
        }
        if (answer.provenance() != null && !answer.provenance().words().isEmpty()) {
            text.append("（出处：").append(answer.provenance().words()).append("）");
        }
        text.append("。").append(score.arithmetic());
        if (answer.reason() != null && !answer.reason().isBlank()) {
            text.append("。说明：").append(answer.reason());
        }
        return text.toString();
    }

    private static ItemResult notApplicable(Indicator indicator, Entry entry) {
        BigDecimal none = BigDecimal.ZERO.setScale(2);
        String reason = entry.answer().reason();
        return new ItemResult(
                indicator,
                entry,
                new ItemScore(none, none, true, "不适用，不计入满分"),
                false,
                "经市健康丽水办同意，本项不适用，不计入满分" + (reason == null ? "" : "。说明：" + reason));
    }

    /** The entry behind a value as a reader calls it, or a dash. */
    public static String shown(Indicator indicator, @Nullable Entry entry) {
        return entry == null ? "—" : entry.answer().shown(indicator);
    }
}
