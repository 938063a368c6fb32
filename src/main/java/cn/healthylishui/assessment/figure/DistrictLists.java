package cn.healthylishui.assessment.figure;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.districtwork.DistrictWork;
import cn.healthylishui.assessment.districtwork.DistrictWork.Work;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.organization.MunicipalUnit;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.Percent;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scorecard.Scorecards.Said;
import cn.healthylishui.assessment.scoring.ReviewedList;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearFrozen;
import cn.healthylishui.assessment.year.YearMemberUnit;
import cn.healthylishui.assessment.year.YearRoster;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 本地清单: what each district set itself for the year (意见四(四)), entry by entry with the municipal unit that reviews it, and what the
 * reviews come to. Nobody types the value of the item: it is worked out here alone, whenever a review is handed in, and kept in the
 * scorecard with the sentence that names every entry.
 */
@Component
public class DistrictLists {

    /** So short that the explanation of a whole list has room for the reasons of all its entries. */
    public static final int LONGEST_REASON = 300;

    private static final int LONGEST_SHOWN_TITLE = 60;

    /** The system adds up; whoever reviewed stands in the words. */
    private static final Actor ADDED_UP = new Actor(Actor.SYSTEM.userId(), Office.CITY);

    /** @param declared whether the office declared with it that everything it reviews was done in full */
    public record Review(BigDecimal percent, @Nullable String reason, boolean declared, String office) {

        public boolean isFull() {
            return Percent.isFull(percent);
        }
    }

    /**
     * One entry of one district's list.
     *
     * @param indicator the item of the district's table whose points the list gives
     * @param reviewer the municipal unit that matches the member unit that answers for it; the city office where there is none
     */
    public record Item(
            YearDistrict district,
            Indicator indicator,
            Work work,
            String memberUnit,
            String reviewer,
            @Nullable Review review) {

        public String title() {
            return work.kind().label() + "：" + work.title();
        }

        public String target() {
            return work.target() + (work.unitOfMeasure() == null ? "" : " " + work.unitOfMeasure());
        }
    }

    /** What a reviewer says of an entry. */
    public record Given(BigDecimal percent, String reason) {}

    private record ReviewRow(
            long id,
            long work,
            BigDecimal percent,
            @Nullable String reason,
            boolean declared,
            String office,
            String reviewedBy,
            LocalDateTime reviewedAt) {

        Review review() {
            return new Review(percent, reason, declared, office);
        }
    }

    private final Rows rows;
    private final Clock clock;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final IndicatorTables tables;
    private final DistrictWork districtWork;
    private final Organization organization;
    private final Scorecards scorecards;
    private final OperationLog log;

    DistrictLists(
            JdbcClient jdbc,
            Clock clock,
            AssessmentYears years,
            YearRoster roster,
            IndicatorTables tables,
            DistrictWork districtWork,
            Organization organization,
            Scorecards scorecards,
            OperationLog log) {
        this.rows = new Rows(jdbc);
        this.clock = clock;
        this.years = years;
        this.roster = roster;
        this.tables = tables;
        this.districtWork = districtWork;
        this.organization = organization;
        this.scorecards = scorecards;
        this.log = log;
    }

    /** The item of a district's table that its own list gives the points of; years started before version 0.6.0 have none. */
    public Optional<Indicator> item(int year, String district) {
        return tables.ofDistrict(year, district).indicators().stream()
                .filter(indicator -> indicator.method() instanceof ReviewedList)
                .findFirst();
    }

    /** What an office has to review. */
    public List<Item> of(int year, String reviewer) {
        return all(year).stream()
                .filter(item -> item.reviewer().equals(reviewer))
                .toList();
    }

    /** Whoever has an entry to review. */
    public Set<String> reviewers(int year) {
        return all(year).stream().map(Item::reviewer).collect(Collectors.toSet());
    }

    /** All entries of all districts. */
    public List<Item> all(int year) {
        List<YearDistrict> counting = roster.districts(year).stream()
                .filter(district -> item(year, district.code()).isPresent())
                .toList();
        if (counting.isEmpty()) {
            return List.of();
        }
        Map<String, List<Work>> lists = districtWork.counting(year);
        Map<Long, Review> reviews = reviews(year);
        List<Item> items = new ArrayList<>();
        for (YearDistrict district : counting) {
            List<Work> works = lists.getOrDefault(district.code(), List.of());
            if (works.isEmpty()) {
                continue;
            }
            Indicator indicator = item(year, district.code()).orElseThrow();
            Map<String, YearMemberUnit> units = roster.memberUnits(year, district.code()).stream()
                    .collect(Collectors.toMap(YearMemberUnit::code, unit -> unit));
            works.forEach(work -> items.add(new Item(
                    district,
                    indicator,
                    work,
                    Optional.ofNullable(units.get(work.unit()))
                            .map(YearMemberUnit::name)
                            .orElseGet(() -> organization.officeName(work.unit())),
                    reviewer(units.get(work.unit())),
                    reviews.get(work.id()))));
        }
        return items;
    }

    private String reviewer(@Nullable YearMemberUnit unit) {
        return Optional.ofNullable(unit)
                .flatMap(one -> organization.municipalUnit(one.municipalUnit()))
                .filter(MunicipalUnit::exists)
                .map(MunicipalUnit::code)
                .orElse(Office.CITY);
    }

    private Map<Long, Review> reviews(int year) {
        return rows.list(ReviewRow.class, """
                select r.* from district_work_review r
                join (select max(x.id) as id from district_work_review x join district_work w on w.id = x.work
                      where w.assessment_year = :year group by x.work) latest on latest.id = r.id
                """, year).stream()
                .collect(Collectors.toMap(ReviewRow::work, ReviewRow::review));
    }

    // ---- reviewing
    // ------------------------------------------------------------------------------------------------------------

    /** Why an entry may not be reviewed so, in words for whoever does; empty where it may. */
    public static Optional<String> fault(BigDecimal percent, String reason) {
        if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
            return Optional.of("完成率应在0至100之间，现在填的是%s。".formatted(Answer.plain(percent)));
        }
        if (!Percent.isFull(percent) && reason.isBlank()) {
            return Optional.of("不到100%的，请写明理由，当地会看到。");
        }
        return reason.length() > LONGEST_REASON
                ? Optional.of("理由最多%d字，现在有%d字，请缩短。".formatted(LONGEST_REASON, reason.length()))
                : Optional.empty();
    }

    /** Whether an office whose entries stand so has to declare that it looked and that all was done in full. */
    public static boolean needsDeclaration(List<BigDecimal> percents) {
        return !percents.isEmpty() && percents.stream().allMatch(Percent::isFull);
    }

    /**
     * Keeps what an office says of entries and works out what the lists come to.
     *
     * @param reviewer the office that the entries are for; whoever acts may be another municipal unit to which its task was given
     * @param given by the id of the work
     * @throws Refused where an entry is another office's, the district would review itself, or what is said will not do
     */
    @Transactional
    public void review(int year, String reviewer, Map<Long, Given> given, boolean declared, Actor actor) {
        if (given.isEmpty()) {
            return;
        }
        years.lock(year);
        Map<Long, Item> own = of(year, reviewer).stream()
                .collect(Collectors.toMap(item -> item.work().id(), item -> item));
        String area = organization.office(actor.office()).map(Office::district).orElse(null);
        given.forEach((work, said) -> {
            Item item = own.get(work);
            if (item == null) {
                throw new Refused("本地清单里有一项不由%s评审，不能填。请刷新页面后只填列出的各项。".formatted(organization.officeName(reviewer)));
            }
            if (area != null) {
                throw new Refused("“%s”由对口的%s评审，%s是县（市、区）的单位，不能评审当地自己的清单。"
                        .formatted(
                                item.work().title(),
                                organization.officeName(item.reviewer()),
                                organization.officeName(actor.office())));
            }
            fault(said.percent(), said.reason()).ifPresent(message -> {
                throw new Refused("“%s”：%s".formatted(item.work().title(), message));
            });
        });
        if (needsDeclaration(own.values().stream()
                        .map(item -> percent(item, given.get(item.work().id())))
                        .toList())
                && !declared) {
            throw new Refused("各项都是100%的，请声明已逐项核对材料、确已全部完成。");
        }
        Set<String> touched = new TreeSet<>();
        given.forEach((work, said) -> {
            Item item = Objects.requireNonNull(own.get(work));
            insert(year, item, said, declared, actor);
            touched.add(item.district().code());
        });
        addUp(year, touched);
    }

    private static BigDecimal percent(Item item, @Nullable Given said) {
        return said != null
                ? said.percent()
                : item.review() == null ? BigDecimal.ZERO : item.review().percent();
    }

    private void insert(int year, Item item, Given said, boolean declared, Actor actor) {
        Review before = item.review();
        String reason = said.reason().isBlank() ? null : said.reason();
        rows.insert(
                "district_work_review",
                new ReviewRow(
                        0,
                        item.work().id(),
                        said.percent(),
                        reason,
                        declared,
                        actor.office(),
                        actor.userId(),
                        LocalDateTime.now(clock)));
        log.record(
                actor,
                Operation.of("评审当地清单", year, item.district().code())
                        .from(before == null ? null : Percent.shown(before.percent()))
                        .to("%s：%s".formatted(shortened(item.work().title()), Percent.shown(said.percent())))
                        .because(reason));
    }

    // ---- what it comes to
    // -----------------------------------------------------------------------------------------------------

    /** From the start on the item says how the list stands, also where there is none. */
    @EventListener
    void begin(YearFrozen frozen) {
        int year = frozen.year();
        addUp(year, roster.districts(year).stream().map(YearDistrict::code).toList());
    }

    private void addUp(int year, Collection<String> districts) {
        Map<String, List<Item>> lists = all(year).stream()
                .collect(Collectors.groupingBy(item -> item.district().code()));
        scorecards.record(
                year,
                districts.stream()
                        .flatMap(district -> addedUp(year, district, lists.getOrDefault(district, List.of())).stream())
                        .toList(),
                ADDED_UP);
    }

    private Optional<Said> addedUp(int year, String district, List<Item> items) {
        return item(year, district).map(indicator -> {
            BigDecimal percent = ReviewedList.percent(items.stream()
                    .map(item -> new ReviewedList.Part(item.work().weight(), percent(item, null)))
                    .toList());
            return new Said(
                    district,
                    indicator.code(),
                    EntrySource.OFFICIAL,
                    new Answer(EntryState.VALUE, percent, null, null, false, words(items), List.of()));
        });
    }

    private String words(List<Item> items) {
        if (items.isEmpty()) {
            return "启动考核前没有审定的当地年度重点工作和关键性指标，本项得0分，不折算到其他项";
        }
        Predicate<Item> open = item -> item.review() == null;
        long missing = items.stream().filter(open).count();
        return "清单共%d项".formatted(items.size())
                + (missing == 0 ? "" : "，%d项尚未评审，按0%%计".formatted(missing))
                + "："
                + IntStream.range(0, items.size())
                        .mapToObj(i -> "%d. %s".formatted(i + 1, words(items.get(i))))
                        .collect(Collectors.joining("；"));
    }

    private String words(Item item) {
        Review review = item.review();
        String head = "%s，权重%s，"
                .formatted(
                        shortened(item.work().title()), Answer.plain(item.work().weight()));
        if (review == null) {
            return head + organization.officeName(item.reviewer()) + "尚未评审";
        }
        return head
                + organization.officeName(review.office())
                + "评"
                + Percent.shown(review.percent())
                + (review.reason() == null ? "" : "（%s）".formatted(review.reason()))
                + (review.isFull() && review.declared() ? "（声明各项都已全部完成）" : "");
    }

    private static String shortened(String title) {
        return title.length() <= LONGEST_SHOWN_TITLE ? title : title.substring(0, LONGEST_SHOWN_TITLE - 1) + "…";
    }
}
