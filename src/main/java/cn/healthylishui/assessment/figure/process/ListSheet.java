package cn.healthylishui.assessment.figure.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.districtwork.DistrictWork;
import cn.healthylishui.assessment.districtwork.DistrictWork.Report;
import cn.healthylishui.assessment.figure.DistrictLists;
import cn.healthylishui.assessment.figure.DistrictLists.Given;
import cn.healthylishui.assessment.figure.DistrictLists.Item;
import cn.healthylishui.assessment.figure.DistrictLists.Review;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.keywork.Quarters;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.Percent;
import cn.healthylishui.assessment.scorecard.Returns.ReturnedItem;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Typed;
import cn.healthylishui.assessment.year.YearDistrict;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 本地重点工作 among the figures of a unit: one row for each entry of the districts' own lists that it reviews, beside what the district
 * reported of it through the year; the same for whoever reviews and whoever checks.
 */
@Component
public class ListSheet {

    public static final String LIST = "list";
    public static final Field<BigDecimal> PERCENT = Field.of(
                    "percent", "完成率（%）", InputType.NUMBER, S, ListSheet::completion)
            .writtenBy(Answer::plain)
            .help("0至100，可带一位小数。");
    public static final Field<String> REASON = Field.of("reason", "理由", InputType.TEXT, L, Reading::of)
            .help("不到100%%的必填，最多%d字，当地会看到。".formatted(DistrictLists.LONGEST_REASON));

    public static final String DECLARATION = "declaration";
    public static final Field<Boolean> DECLARED = Field.tick("declared", "各项都是100%的，须声明", L, "已逐项核对材料，评审的各项确已全部完成");

    private static final String TITLE = "本地重点工作";

    private static final Table<Entry> REVIEW = table("县（市、区）和开发区自己确定、由本单位对口评审的年度重点工作和关键性指标（意见四(四)），逐项按目标和材料评审完成率。")
            .inWorkbook()
            .lockedWhere(entry -> !entry.open())
            .asks(PERCENT, entry -> entry.said(review -> Percent.typed(review.percent())))
            .asks(REASON, entry -> entry.said(Review::reason))
            .rule(ListSheet::unreasoned);

    private final DistrictLists lists;
    private final DistrictWork districtWork;
    private final Organization organization;

    ListSheet(DistrictLists lists, DistrictWork districtWork, Organization organization) {
        this.lists = lists;
        this.districtWork = districtWork;
        this.organization = organization;
    }

    /**
     * What a unit reviews, and what the districts reported of it.
     *
     * @param reports the last of each entry
     */
    record Lists(List<Item> items, Map<Long, Report> reports) {

        /** The items of the tables that the entries give the points of. */
        List<Indicator> indicators() {
            return items.stream().map(Item::indicator).distinct().toList();
        }

        List<YearDistrict> districts() {
            return items.stream().map(Item::district).distinct().toList();
        }

        /** Whether anything of it can be sent back so. */
        boolean has(String district, String indicator) {
            return items.stream()
                    .anyMatch(item -> item.district().code().equals(district)
                            && item.indicator().code().equals(indicator));
        }
    }

    /** An entry among the others. */
    private record Entry(Item item, boolean open, @Nullable Report report) {

        String key() {
            return "%s-%s-%d"
                    .formatted(
                            item.district().code(),
                            item.work().kind().name(),
                            item.work().seq());
        }

        String title() {
            return "%s（权重%s）"
                    .formatted(
                            item.title(),
                            item.work().weight().stripTrailingZeros().toPlainString());
        }

        String reported() {
            return report == null
                    ? "%s年内没有填报".formatted(item.memberUnit())
                    : "%s，%s：%s%s"
                            .formatted(
                                    item.memberUnit(),
                                    Quarters.label(report.quarter()),
                                    report.state().inWords(report.figure()),
                                    report.note().isEmpty() ? "" : "，" + report.note());
        }

        List<String> evidence() {
            return report == null ? List.of() : report.evidence();
        }

        /** What was said of it; empty where nothing was. */
        String said(Function<Review, @Nullable String> part) {
            Review review = item.review();
            return review == null ? "" : Objects.requireNonNullElse(part.apply(review), "");
        }
    }

    Lists of(int year, String unit) {
        List<Item> items = lists.of(year, unit);
        return new Lists(items, items.isEmpty() ? Map.of() : districtWork.latest(year));
    }

    private static Table<Entry> table(String hint) {
        return Table.<Entry>of(LIST, TITLE, Entry::key)
                .hint(hint)
                .shows("district", "县（市、区）和开发区", M, entry -> entry.item()
                        .district()
                        .name())
                .shows("title", "重点工作、关键性指标", L, Entry::title)
                .shows("target", "年度目标", M, entry -> entry.item().target())
                .shows("reported", "当地填报的完成情况", L, Entry::reported)
                .showsFiles("files", "当地材料", M, Entry::evidence);
    }

    private static List<Entry> entries(Lists lists, Predicate<Item> open) {
        return lists.items().stream()
                .map(item -> new Entry(
                        item, open.test(item), lists.reports().get(item.work().id())))
                .toList();
    }

    // ---- reviewing
    // ------------------------------------------------------------------------------------------------------------

    private static Reading<BigDecimal> completion(String typed) {
        Reading<BigDecimal> read = Percent.read(typed);
        return read.fault() == null ? read : Reading.wrong(read.fault().replace("得分率", "完成率"));
    }

    private static Optional<Problem> unreasoned(Entry entry, Typed typed) {
        return typed.find(PERCENT)
                .flatMap(percent -> DistrictLists.fault(percent, typed.text(REASON)))
                .map(REASON::problem);
    }

    private static Filled<Entry> review(Lists lists, List<ReturnedItem> returned, Draft draft) {
        return REVIEW.read(entries(lists, item -> isOpen(item, returned)), draft);
    }

    private static boolean isOpen(Item item, List<ReturnedItem> returned) {
        return returned.isEmpty()
                || returned.stream()
                        .anyMatch(one -> one.object().equals(item.district().code())
                                && one.item().equals(item.indicator().code()));
    }

    /** Who finds everything done in full says that it looked. */
    private static Filled<Filled<Entry>> declaration(Filled<Entry> review, Draft draft) {
        boolean before =
                review.stream().map(line -> line.item().item().review()).anyMatch(one -> one != null && one.declared());
        return Table.<Filled<Entry>>questions(DECLARATION, "本地重点工作评审声明")
                .asks(DECLARED, one -> DECLARED.written(before))
                .rule(ListSheet::undeclared)
                .read(review, draft);
    }

    private static Optional<Problem> undeclared(Filled<Entry> review, Typed typed) {
        return needsDeclaration(review) && !typed.is(DECLARED, true)
                ? Optional.of(DECLARED.problem("本地重点工作各项都是100%的，请声明已逐项核对材料、确已全部完成；没有全部完成的，请改填完成率和理由。"))
                : Optional.empty();
    }

    private static boolean needsDeclaration(Filled<Entry> review) {
        List<BigDecimal> percents =
                review.stream().flatMap(line -> line.find(PERCENT).stream()).toList();
        return review.stream().anyMatch(line -> line.item().open())
                && percents.size() == review.size()
                && DistrictLists.needsDeclaration(percents);
    }

    /** Nothing where the unit has no entry to review. */
    List<Section> sections(Lists lists, List<ReturnedItem> returned, Draft draft) {
        if (lists.items().isEmpty()) {
            return List.of();
        }
        Filled<Entry> review = review(lists, returned, draft);
        return List.of(review.section(), declaration(review, draft).section());
    }

    void submit(int year, String unit, Lists lists, List<ReturnedItem> returned, Draft draft, Actor actor) {
        Filled<Entry> review = review(lists, returned, draft);
        Map<Long, Given> given = review.stream()
                .filter(line -> line.item().open())
                .collect(Collectors.toMap(
                        line -> line.item().item().work().id(),
                        line -> new Given(line.get(PERCENT), line.text(REASON))));
        boolean declared =
                needsDeclaration(review) && declaration(review, draft).only().get(DECLARED);
        this.lists.review(year, unit, given, declared, actor);
    }

    // ---- checking
    // -------------------------------------------------------------------------------------------------------------

    /** What was said, for whoever checks it. */
    Stream<Section> checked(Lists lists) {
        return lists.items().isEmpty()
                ? Stream.empty()
                : Stream.of(table("退回时，项目选%s，对象选县（市、区）或开发区：当地由这个单位评审的各项重新评审。"
                                .formatted(lists.indicators().stream()
                                        .map(ItemSheet::title)
                                        .collect(Collectors.joining("、"))))
                        .shows(
                                "percent",
                                "完成率",
                                S,
                                entry -> entry.item().review() == null
                                        ? "尚未评审"
                                        : entry.said(review -> Percent.shown(review.percent())))
                        .shows("reason", "理由", L, entry -> entry.said(ListSheet::reason))
                        .shows(
                                "reviewer",
                                "评审单位",
                                M,
                                entry -> entry.said(review -> organization.officeName(review.office())))
                        .read(entries(lists, item -> false), Draft.EMPTY)
                        .section());
    }

    private static @Nullable String reason(Review review) {
        return review.reason() == null && review.declared() ? "声明各项都已全部完成" : review.reason();
    }
}
