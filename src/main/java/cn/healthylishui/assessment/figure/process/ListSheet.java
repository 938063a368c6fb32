package cn.healthylishui.assessment.figure.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.districtwork.DistrictWork;
import cn.healthylishui.assessment.districtwork.DistrictWork.Report;
import cn.healthylishui.assessment.figure.DistrictLists;
import cn.healthylishui.assessment.figure.DistrictLists.Given;
import cn.healthylishui.assessment.figure.DistrictLists.Item;
import cn.healthylishui.assessment.figure.DistrictLists.Review;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.keywork.Quarters;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.Percent;
import cn.healthylishui.assessment.scorecard.Returns.ReturnedItem;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.year.YearDistrict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 本地重点工作 among the figures of a unit: one row for each entry of the districts' own lists that it reviews, beside what the district
 * reported of it through the year; the same for whoever reviews and whoever checks.
 */
@Component
class ListSheet {

    static final String LIST = "list";
    static final String DECLARATION = "declaration";
    private static final String TITLE = "本地重点工作";
    private static final String DECLARED = "1";

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

    private record Line(Item item, boolean open, @Nullable BigDecimal percent, Row row) {}

    Lists of(int year, String unit) {
        List<Item> items = lists.of(year, unit);
        return new Lists(items, items.isEmpty() ? Map.of() : districtWork.latest(year));
    }

    // ---- reviewing
    // ------------------------------------------------------------------------------------------------------------

    /** Nothing where the unit has no entry to review. */
    List<Section> sections(Lists lists, List<ReturnedItem> returned, Draft draft) {
        if (lists.items().isEmpty()) {
            return List.of();
        }
        List<Line> lines = lines(lists, returned, draft);
        List<Column> columns = new ArrayList<>(columns());
        columns.add(Column.input("percent", "完成率（%）", InputType.NUMBER, Width.S).help("0至100，可带一位小数。"));
        columns.add(Column.input("reason", "理由", InputType.TEXT, Width.L)
                .help("不到100%%的必填，最多%d字，当地会看到。".formatted(DistrictLists.LONGEST_REASON)));
        return List.of(
                Forms.table(
                        LIST,
                        TITLE,
                        "县（市、区）和开发区自己确定、由本单位对口评审的年度重点工作和关键性指标（意见四(四)），逐项按目标和材料评审完成率。",
                        columns,
                        lines.stream().map(Line::row).toList()),
                declaration(lines, draft));
    }

    private static List<Column> columns() {
        return List.of(
                Column.label("district", "县（市、区）和开发区", Width.M),
                Column.label("title", "重点工作、关键性指标", Width.L),
                Column.label("target", "年度目标", Width.M),
                Column.label("reported", "当地填报的完成情况", Width.L),
                Column.input("files", "当地材料", InputType.FILE_LIST, Width.M));
    }

    private static Map<String, String> shown(Lists lists, Item item) {
        Report report = lists.reports().get(item.work().id());
        String weight = item.work().weight().stripTrailingZeros().toPlainString();
        Map<String, String> values = new HashMap<>();
        values.put("district", item.district().name());
        values.put("title", "%s（权重%s）".formatted(item.title(), weight));
        values.put("target", item.target());
        values.put(
                "reported",
                report == null
                        ? "%s年内没有填报".formatted(item.memberUnit())
                        : "%s，%s：%s%s"
                                .formatted(
                                        item.memberUnit(),
                                        Quarters.label(report.quarter()),
                                        report.state().inWords(report.figure()),
                                        report.note().isEmpty() ? "" : "，" + report.note()));
        values.put("files", report == null ? "" : String.join(",", report.evidence()));
        return values;
    }

    private static List<Line> lines(Lists lists, List<ReturnedItem> returned, Draft draft) {
        return lists.items().stream()
                .map(item -> line(lists, item, isOpen(item, returned), draft))
                .toList();
    }

    private static boolean isOpen(Item item, List<ReturnedItem> returned) {
        return returned.isEmpty()
                || returned.stream()
                        .anyMatch(one -> one.object().equals(item.district().code())
                                && one.item().equals(item.indicator().code()));
    }

    private static String key(Item item) {
        return "%s-%s-%d"
                .formatted(
                        item.district().code(),
                        item.work().kind().name(),
                        item.work().seq());
    }

    private static Line line(Lists lists, Item item, boolean open, Draft draft) {
        Review review = item.review();
        Draft typed = open ? draft : Draft.EMPTY;
        String percent = typed.value(LIST, key(item), "percent", review == null ? "" : Percent.typed(review.percent()));
        String reason = typed.value(
                LIST, key(item), "reason", review == null ? "" : Objects.requireNonNullElse(review.reason(), ""));
        Reading<BigDecimal> reading = Percent.read(percent);
        List<Problem> problems = new ArrayList<>();
        if (open) {
            if (reading.fault() != null) {
                problems.add(new Problem("percent", reading.fault().replace("得分率", "完成率")));
            }
            if (reading.value() != null) {
                DistrictLists.fault(reading.value(), reason)
                        .ifPresent(message -> problems.add(new Problem("reason", message)));
            }
        }
        Map<String, String> values = shown(lists, item);
        values.put("percent", percent);
        values.put("reason", reason);
        return new Line(item, open, reading.value(), new Row(key(item), !open, values, Map.of(), problems));
    }

    /** Who finds everything done in full says that it looked. */
    private static Section declaration(List<Line> lines, Draft draft) {
        boolean needed = needsDeclaration(lines);
        String declared = declared(lines, draft) ? DECLARED : "";
        return Forms.questions(
                DECLARATION,
                "本地重点工作评审声明",
                List.of(Column.checks(
                        "declared", "各项都是100%的，须声明", Width.L, List.of(new Option(DECLARED, "已逐项核对材料，评审的各项确已全部完成")))),
                Map.of("declared", declared),
                needed && declared.isEmpty()
                        ? List.of(new Problem("declared", "本地重点工作各项都是100%的，请声明已逐项核对材料、确已全部完成；没有全部完成的，请改填完成率和理由。"))
                        : List.of());
    }

    private static boolean needsDeclaration(List<Line> lines) {
        return lines.stream().anyMatch(Line::open)
                && lines.stream().allMatch(line -> line.percent() != null)
                && DistrictLists.needsDeclaration(lines.stream()
                        .map(Line::percent)
                        .filter(Objects::nonNull)
                        .toList());
    }

    private static boolean declared(List<Line> lines, Draft draft) {
        boolean before = lines.stream()
                .map(line -> line.item().review())
                .anyMatch(review -> review != null && review.declared());
        return draft.value(DECLARATION, DECLARATION, "declared", before ? DECLARED : "")
                .equals(DECLARED);
    }

    void submit(int year, String unit, Lists lists, List<ReturnedItem> returned, Draft draft, Actor actor) {
        List<Line> lines = lines(lists, returned, draft);
        Map<Long, Given> given = new HashMap<>();
        lines.stream()
                .filter(Line::open)
                .forEach(line -> given.put(
                        line.item().work().id(),
                        new Given(
                                Objects.requireNonNull(line.percent()),
                                line.row().values().getOrDefault("reason", ""))));
        this.lists.review(year, unit, given, needsDeclaration(lines) && declared(lines, draft), actor);
    }

    // ---- checking
    // -------------------------------------------------------------------------------------------------------------

    /** What was said, for whoever checks it. */
    Stream<Section> checked(Lists lists) {
        if (lists.items().isEmpty()) {
            return Stream.empty();
        }
        List<Column> columns = new ArrayList<>(columns());
        columns.add(Column.label("percent", "完成率", Width.S));
        columns.add(Column.label("reason", "理由", Width.L));
        columns.add(Column.label("reviewer", "评审单位", Width.M));
        return Stream.of(Forms.table(
                LIST,
                TITLE,
                "退回时，项目选%s，对象选县（市、区）或开发区：当地由这个单位评审的各项重新评审。"
                        .formatted(String.join(
                                "、",
                                lists.indicators().stream()
                                        .map(ItemSheet::title)
                                        .toList())),
                columns,
                lists.items().stream().map(item -> checkedRow(lists, item)).toList()));
    }

    private Row checkedRow(Lists lists, Item item) {
        Review review = item.review();
        Map<String, String> values = shown(lists, item);
        values.put("percent", review == null ? "尚未评审" : Percent.shown(review.percent()));
        values.put(
                "reason",
                review == null
                        ? ""
                        : review.reason() != null ? review.reason() : review.declared() ? "声明各项都已全部完成" : "");
        values.put("reviewer", review == null ? "" : organization.officeName(review.office()));
        return Forms.readOnly(key(item), values);
    }
}
