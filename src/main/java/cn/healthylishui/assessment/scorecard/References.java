package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.persistence.Rows.Whole;
import cn.healthylishui.assessment.scorecard.GivenReferences.Given;
import cn.healthylishui.assessment.scoring.Mean;
import cn.healthylishui.assessment.scoring.Reference;
import cn.healthylishui.assessment.scoring.ReferenceKind;
import cn.healthylishui.assessment.scoring.Share;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.Precedence;
import cn.healthylishui.assessment.year.Stage;
import cn.healthylishui.assessment.year.Stages;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearState;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 参照值: what the values of a year are compared with, and how that came about. Nobody types it where the year can know it: a mean is
 * worked out from the values that count, last year's value comes from the archived year, an official figure is given once. It is fixed
 * when the review of the items ends; a correction works out anew what it touches.
 */
@Component
public class References {

    private static final int LONGEST_WORDS = 2000;

    /** What items are compared with, of the objects that were asked for. */
    @FunctionalInterface
    public interface Lookup {
        Compared of(String object, Indicator indicator);
    }

    private record Item(String object, String indicator) {}

    private static final Whole<ValueRow> VALUES =
            new Whole<>(ValueRow.class, "select * from reference_value where assessment_year = :year %s");

    private record ValueRow(
            int year,
            String object,
            String indicator,
            Compared.Way way,
            @Nullable BigDecimal referenceValue,
            String words,
            LocalDateTime fixedAt) {

        Item item() {
            return new Item(object, indicator);
        }

        Compared compared() {
            return new Compared(way, referenceValue, words);
        }
    }

    private final Rows rows;
    private final Clock clock;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final Stages stages;
    private final IndicatorTables tables;
    private final Scorecards scorecards;
    private final GivenReferences givenReferences;
    private final Organization organization;
    private final ScoreChanges changes;

    References(
            JdbcClient jdbc,
            Clock clock,
            AssessmentYears years,
            YearRoster roster,
            Stages stages,
            IndicatorTables tables,
            Scorecards scorecards,
            GivenReferences givenReferences,
            Organization organization) {
        this.rows = new Rows(jdbc);
        this.changes = new ScoreChanges(jdbc);
        this.clock = clock;
        this.years = years;
        this.roster = roster;
        this.stages = stages;
        this.tables = tables;
        this.scorecards = scorecards;
        this.givenReferences = givenReferences;
        this.organization = organization;
    }

    /** Of the districts themselves. */
    public Lookup ofDistricts(int year) {
        return ofDistricts(year, Amendments.NONE);
    }

    /** Of the districts themselves, as they would be with the amendments. */
    public Lookup ofDistricts(int year, Amendments amendments) {
        AssessmentYear now = years.get(year);
        return now.ownReferences()
                ? standing(year, amendments, districts(now, amendments))
                : (object, indicator) -> Compared.TYPED;
    }

    /** Of a district's townships. */
    public Lookup ofTownships(int year, String district) {
        return ofTownships(year, district, Amendments.NONE);
    }

    /** Of a district's townships, as they would be with the amendments. */
    public Lookup ofTownships(int year, String district, Amendments amendments) {
        AssessmentYear now = years.get(year);
        return now.ownReferences()
                ? standing(year, amendments, townships(now, district, amendments))
                : (object, indicator) -> Compared.TYPED;
    }

    /** The items whose values move what others of the group are compared with. */
    Set<String> moving(int year, PeerGroup group) {
        AssessmentYear now = years.get(year);
        return !now.ownReferences()
                ? Set.of()
                : switch (group.kind()) {
                    case DISTRICTS -> districts(now, Amendments.NONE).moving();
                    case TOWNSHIPS ->
                        townships(now, group.ofDistrict(), Amendments.NONE).moving();
                    case UNITS -> Set.of();
                };
    }

    /** Of any assessed object. */
    public Lookup of(int year, String object) {
        if (roster.isUnit(year, object)) {
            return (unit, task) -> Compared.TYPED;
        }
        String district = roster.districtOf(year, object);
        return district.equals(object) ? ofDistricts(year) : ofTownships(year, district);
    }

    /** What is fixed stands, but for what the amendments touch; what is not fixed is worked out. */
    private Lookup standing(int year, Amendments amendments, Group live) {
        Map<Item, Compared> fixed = fixed(year, live.objects());
        Set<String> touched = amendments.entries().values().stream()
                .flatMap(List::stream)
                .map(Entry::indicator)
                .collect(Collectors.toSet());
        return (object, indicator) -> {
            Compared known = fixed.get(new Item(object, indicator.code()));
            return known == null
                            || !amendments.tables().isEmpty()
                            || amendments.given().containsKey(indicator.code())
                            || live.rests(indicator, touched)
                    ? live.of(object, indicator)
                    : known;
        };
    }

    /** Whether somebody gives it once for all: what no one in the city can work out from the values of the year. */
    public boolean isGiven(int year, Indicator indicator) {
        AssessmentYear now = years.get(year);
        return now.ownReferences()
                && indicator.method() instanceof Reference
                && districts(now, Amendments.NONE).isGiven(indicator);
    }

    /** What a place is asked, and whether it is one of the counties. */
    public record Asked(boolean county, List<Indicator> indicators) {

        /** What it is asked that takes part in the mean with which the indicator is compared. */
        public Optional<Indicator> takingPart(Indicator indicator) {
            return indicator.method() instanceof Reference method
                            && method.basis().countiesOnly()
                            && !county
                    ? Optional.empty()
                    : same(indicators, indicator);
        }
    }

    /** The same by the tables alone: a mean of one place alone would compare that place with itself. */
    public static boolean isGiven(Indicator indicator, List<Asked> places) {
        return indicator.method() instanceof Reference method
                && switch (method.reference()) {
                    case PROVINCE_MEAN -> true;
                    case CITY_MEAN ->
                        method.basis().official()
                                || places.stream()
                                                .filter(place -> place.takingPart(indicator)
                                                        .isPresent())
                                                .count()
                                        < 2;
                    case OWN_LAST_YEAR, COUNTY_MEAN, OWN_TARGET -> false;
                };
    }

    /** What somebody gives once for all in a year, in the order of the tables. */
    public List<Indicator> published(int year) {
        return TableKind.KEPT.stream()
                .flatMap(kind -> tables.table(year, kind).indicators().stream())
                .filter(indicator -> isGiven(year, indicator))
                .toList();
    }

    /** One of those. */
    public Indicator publishedItem(int year, String item) {
        return published(year).stream()
                .filter(one -> one.code().equals(item))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("Nobody publishes what %s is compared with".formatted(item)));
    }

    /** The items of all tables of a year that are compared with the same published figure as this one, itself among them. */
    public List<String> comparedAlike(int year, String item) {
        String name = published(publishedItem(year, item));
        return published(year).stream()
                .filter(one -> published(one).equals(name))
                .map(Indicator::code)
                .toList();
    }

    /** What a published figure is called: where several tables ask the same, it is one. */
    public static String published(Indicator indicator) {
        return indicator.method() instanceof Reference method
                ? method.reference() + "|" + indicator.name() + "|" + indicator.unitOfMeasure()
                : indicator.code();
    }

    /** The indicator of another table that measures the same: tables number their own, so the name and the unit tell. */
    private static Optional<Indicator> same(List<Indicator> table, Indicator indicator) {
        return table.stream()
                .filter(other -> other.code().equals(indicator.code())
                        || other.name().equals(indicator.name())
                                && other.unitOfMeasure().equals(indicator.unitOfMeasure()))
                .filter(References::isMeasured)
                .findFirst();
    }

    private static boolean isMeasured(Indicator indicator) {
        return !indicator.method().judged() && !indicator.checklist() && !indicator.yesNo() && !indicator.mustPass();
    }

    private static List<Indicator> compared(IndicatorTable table) {
        return table.indicators().stream()
                .filter(indicator -> indicator.method() instanceof Reference)
                .toList();
    }

    /** Places whose values make a mean, with the table by which each was asked. */
    private record Peer(String code, String name, boolean county, IndicatorTable table) {

        Asked asked() {
            return new Asked(county, table.indicators());
        }
    }

    private Group districts(AssessmentYear year, Amendments amendments) {
        List<Peer> peers = roster.districts(year.year()).stream()
                .map(district -> new Peer(
                        district.code(),
                        district.name(),
                        district.kind() == DistrictKind.COUNTY,
                        Objects.requireNonNullElseGet(
                                amendments.tables().get(TableKind.of(district.kind())),
                                () -> tables.ofDistrict(year.year(), district.code()))))
                .toList();
        return new Group(year.year(), false, year.precedence(), peers, amendments);
    }

    private Group townships(AssessmentYear year, String district, Amendments amendments) {
        IndicatorTable other = amendments.tables().get(TableKind.TOWNSHIP);
        IndicatorTable table = other == null
                ? tables.ofTownshipsIn(year.year(), district)
                : other.under(roster.district(year.year(), district).kind());
        List<Peer> peers = roster.townships(year.year(), district).stream()
                .map(township -> new Peer(township.code(), township.name(), true, table))
                .toList();
        return new Group(year.year(), true, year.townshipPrecedence(), peers, amendments);
    }

    /** The districts, or the townships of one district; what one look needs is read when it is first asked for, for all at once. */
    private final class Group {

        private final int year;
        private final boolean townships;
        private final Precedence precedence;
        private final List<Peer> peers;
        private final Amendments amendments;
        private final Map<String, Compared> means = new HashMap<>();
        private final Map<String, Boolean> given = new HashMap<>();
        private @Nullable Map<String, Scorecard> cards;
        private @Nullable Map<String, Given> givenOnce;
        private @Nullable LastYear lastYear;

        Group(int year, boolean townships, Precedence precedence, List<Peer> peers, Amendments amendments) {
            this.year = year;
            this.townships = townships;
            this.precedence = precedence;
            this.peers = peers;
            this.amendments = amendments;
        }

        List<String> objects() {
            return peers.stream().map(Peer::code).toList();
        }

        /** Whether it is made of one of these items. */
        boolean rests(Indicator indicator, Set<String> items) {
            return indicator.method() instanceof Reference method
                    && isMean(method)
                    && peers.stream()
                            .flatMap(peer -> peer.asked().takingPart(indicator).stream())
                            .anyMatch(one -> items.contains(one.code()));
        }

        Compared of(String object, Indicator indicator) {
            if (!(indicator.method() instanceof Reference method)) {
                return Compared.TYPED;
            }
            if (given.computeIfAbsent(indicator.code(), code -> isGiven(indicator))) {
                return givenOnce(indicator, method);
            }
            return switch (method.reference()) {
                case CITY_MEAN, COUNTY_MEAN -> means.computeIfAbsent(indicator.code(), code -> mean(indicator, method));
                case OWN_LAST_YEAR -> lastYear(object, indicator);
                case OWN_TARGET ->
                    method.basis()
                            .target(object)
                            .map(target -> Compared.known(target, "指标表里写明的下达任务"))
                            .orElseGet(() -> Compared.pending("指标表里没有写这个地方的下达任务"));
                case PROVINCE_MEAN -> throw new IllegalStateException("Given once: " + indicator);
            };
        }

        boolean isGiven(Indicator indicator) {
            return References.isGiven(indicator, peers.stream().map(Peer::asked).toList());
        }

        private boolean isMean(Reference method) {
            return method.reference() == ReferenceKind.CITY_MEAN
                            && !method.basis().official()
                    || method.reference() == ReferenceKind.COUNTY_MEAN;
        }

        private Compared givenOnce(Indicator indicator, Reference method) {
            Map<String, Given> all = givenOnce == null ? givenOnce = givenReferences.latest(year) : givenOnce;
            Given amended = amendments.given().get(indicator.code());
            Given one = amended == null ? all.get(indicator.code()) : amended;
            return one == null
                    ? Compared.pending(
                            "%s还没有填报，由%s填报".formatted(method.reference().words(), givenBy(indicator)))
                    : Compared.known(
                            one.value(),
                            shortened(
                                    "官方数，出处：" + one.words() + (one.corrected() == null ? "" : "；" + one.corrected())));
        }

        private Compared mean(Indicator indicator, Reference method) {
            Map<String, Scorecard> all = cards == null ? cards = read() : cards;
            List<Mean.Part> parts = new ArrayList<>();
            List<String> without = new ArrayList<>();
            for (Peer peer : peers) {
                peer.asked().takingPart(indicator).ifPresent(item -> {
                    Scorecard card = amendments.over(peer.code(), all.getOrDefault(peer.code(), Scorecard.EMPTY));
                    Optional<Answer> counting = counting(precedence, item, card);
                    counting.ifPresentOrElse(
                            answer -> parts.add(
                                    new Mean.Part(peer.name(), Objects.requireNonNull(answer.value()), answer.share())),
                            () -> without.add(peer.name()));
                });
            }
            return Mean.of(
                            parts,
                            Share.factor(indicator.unitOfMeasure()),
                            method.basis().parts())
                    .map(mean -> Compared.known(mean.value(), shortened(mean.words(without))))
                    .orElseGet(() -> Compared.pending(
                            "还没有一地有数，%s算不出".formatted(method.reference().words())));
        }

        /** What items of the year make means; one question for all places. */
        private Map<String, Scorecard> read() {
            return scorecards.latest(year, objects(), moving());
        }

        /** The items that make means. */
        Set<String> moving() {
            Set<String> items = new HashSet<>();
            Collection<Asked> asked = peers.stream()
                    .collect(Collectors.toMap(
                            peer -> Map.entry(peer.county(), peer.table().id()), Peer::asked, (one, same) -> one))
                    .values();
            Stream.concat(
                            peers.stream().map(Peer::table),
                            amendments.tables().isEmpty()
                                    ? Stream.empty()
                                    : peers.stream().map(peer -> tables.ofObject(year, peer.code())))
                    .collect(Collectors.toMap(IndicatorTable::id, References::compared, (one, same) -> one))
                    .values()
                    .stream()
                    .flatMap(List::stream)
                    .filter(indicator -> isMean((Reference) indicator.method()))
                    .forEach(indicator ->
                            asked.forEach(one -> one.takingPart(indicator).ifPresent(item -> items.add(item.code()))));
            return items;
        }

        private Compared lastYear(String object, Indicator indicator) {
            LastYear last = lastYear == null ? lastYear = readLast() : lastYear;
            if (!last.why().isEmpty()) {
                return another(last.why());
            }
            if (!last.objects().contains(object)) {
                return another("%d年度没有考核这个地方".formatted(year - 1));
            }
            IndicatorTable table = last.tables().computeIfAbsent(object, code -> tables.ofObject(year - 1, code));
            return table.indicators().stream()
                    .filter(other -> other.code().equals(indicator.code()))
                    .filter(other -> other.unitOfMeasure().equals(indicator.unitOfMeasure()) && isMeasured(other))
                    .findFirst()
                    .map(item -> counting(last.precedence(), item, last.cards().getOrDefault(object, Scorecard.EMPTY))
                            .map(answer -> new Compared(
                                    Compared.Way.OWN,
                                    Objects.requireNonNull(answer.value()),
                                    "归档的%d年度计入的数".formatted(year - 1)))
                            .orElseGet(() -> another("归档的%d年度这一项没有数".formatted(year - 1))))
                    .orElseGet(() -> another("%d年度没有编码是%s、口径相同的指标".formatted(year - 1, indicator.code())));
        }

        private static Compared another(String why) {
            return new Compared(Compared.Way.OWN, null, why);
        }

        private LastYear readLast() {
            Optional<AssessmentYear> before = years.find(year - 1);
            if (before.isEmpty()) {
                return LastYear.without("系统里没有%d年度".formatted(year - 1), precedence);
            }
            if (before.get().state() != YearState.ARCHIVED) {
                return LastYear.without("%d年度还没有归档，不能取它的数".formatted(year - 1), precedence);
            }
            Set<String> items = peers.stream()
                    .flatMap(peer -> compared(peer.table()).stream())
                    .map(Indicator::code)
                    .collect(Collectors.toSet());
            return new LastYear(
                    "",
                    Set.copyOf(roster.objects(year - 1)),
                    scorecards.latest(year - 1, objects(), items),
                    new HashMap<>(),
                    townships ? before.get().townshipPrecedence() : before.get().precedence());
        }
    }

    /** @param why it says nothing; else empty */
    private record LastYear(
            String why,
            Set<String> objects,
            Map<String, Scorecard> cards,
            Map<String, IndicatorTable> tables,
            Precedence precedence) {

        static LastYear without(String why, Precedence precedence) {
            return new LastYear(why, Set.of(), Map.of(), Map.of(), precedence);
        }
    }

    /** The value that counts of an item; empty where there is none, or where it does not apply. */
    private static Optional<Answer> counting(Precedence precedence, Indicator indicator, Scorecard card) {
        for (Entry entry : ScoreBook.inOrder(precedence, indicator, card)) {
            EntryState state = entry.answer().state();
            if (state == EntryState.VALUE) {
                return Optional.of(entry.answer());
            }
            if (state == EntryState.NOT_APPLICABLE && entry.source() == EntrySource.DECIDED) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The municipal unit that gives what is given once: the owner, for townships the one that matches their member unit's kind. */
    public String giver(Indicator indicator) {
        return organization.municipalUnit(indicator.owner()).isPresent()
                ? indicator.owner()
                : organization.memberUnits().stream()
                        .filter(unit -> unit.unitType().equals(indicator.owner()))
                        .map(unit -> unit.municipalUnit())
                        .filter(Objects::nonNull)
                        .collect(Collectors.groupingBy(unit -> unit, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                        .map(Map.Entry::getKey)
                        .orElse(indicator.owner());
    }

    private String givenBy(Indicator indicator) {
        return organization.officeName(giver(indicator));
    }

    private static String shortened(String words) {
        return words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS - 1) + "…";
    }

    /** The review of one district's items ends; with the last of them the references of the year are fixed. */
    public void reviewed(int year, String district) {
        Set<String> reviewed = new HashSet<>(stages.at(year, Stage.REVIEWED));
        reviewed.add(district);
        if (years.get(year).ownReferences()
                && roster.districts(year).stream().map(YearDistrict::code).allMatch(reviewed::contains)) {
            fix(year, item -> true);
            changes.ofAll(year);
        }
    }

    /** Works out anew what the entries on these items made, where it was fixed before. */
    public void corrected(int year, Collection<String> items) {
        corrected(year, items, Set.of());
    }

    /** @param given the items for which another figure was published */
    public void corrected(int year, Collection<String> items, Set<String> given) {
        if (isFixed(year)) {
            Set<String> touched = Set.copyOf(items);
            AssessmentYear now = years.get(year);
            fixTouched(year, districts(now, Amendments.NONE), touched, given);
            roster.districts(year)
                    .forEach(district ->
                            fixTouched(year, townships(now, district.code(), Amendments.NONE), touched, given));
            changes.ofAll(year);
        }
    }

    private void fixTouched(int year, Group group, Set<String> touched, Set<String> given) {
        fix(year, group, indicator -> given.contains(indicator.code()) || group.rests(indicator, touched));
    }

    private void fix(int year, Predicate<Indicator> which) {
        AssessmentYear now = years.get(year);
        fix(year, districts(now, Amendments.NONE), which);
        roster.districts(year).forEach(district -> fix(year, townships(now, district.code(), Amendments.NONE), which));
    }

    private void fix(int year, Group group, Predicate<Indicator> which) {
        for (Peer peer : group.peers) {
            compared(peer.table()).stream()
                    .filter(which)
                    .forEach(indicator -> fix(year, peer.code(), indicator.code(), group.of(peer.code(), indicator)));
        }
    }

    private void fix(int year, String object, String indicator, Compared compared) {
        rows.update("""
                delete from reference_value
                where assessment_year = :year and object_code = :object and indicator = :indicator
                """, year, object, indicator);
        rows.insert(
                "reference_value",
                new ValueRow(
                        year,
                        object,
                        indicator,
                        compared.way(),
                        compared.value(),
                        compared.words(),
                        LocalDateTime.now(clock)));
    }

    private boolean isFixed(int year) {
        return rows.get(Integer.class, "select count(*) from reference_value where assessment_year = :year", year) > 0;
    }

    private Map<Item, Compared> fixed(int year, List<String> objects) {
        if (objects.isEmpty()) {
            return Map.of();
        }
        Set<String> wanted = Set.copyOf(objects);
        return rows
                .part(VALUES, "and object_code in (:objects)", row -> wanted.contains(row.object()), year, objects)
                .stream()
                .collect(Collectors.toMap(ValueRow::item, ValueRow::compared));
    }
}
