package cn.healthylishui.assessment.verification.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.References.Lookup;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Typed;
import cn.healthylishui.assessment.verification.Draws;
import cn.healthylishui.assessment.verification.Finding;
import cn.healthylishui.assessment.verification.Findings;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 现场核查表: what was reported and what was found, item by item, key indicators first (办法四(一)); the same for a drawn township
 * and for a district's own items.
 */
@Component
public class CheckSheet {

    public static final String KEY_ITEMS = "key";
    public static final String OTHER_ITEMS = "other";

    public static final Option SAME = new Option("SAME", "与自报一致");
    public static final Option DIFFERENT = new Option("DIFFERENT", "核查值不同");
    public static final Option UNCHECKED = new Option("UNCHECKED", "未核查");
    public static final Field<Option> RESULT =
            Field.choice("result", "核查结果", M, SAME, DIFFERENT, UNCHECKED).required("请选择核查结果。");
    public static final Field<String> VALUE = ItemInput.VALUE.labelled("核查值").help("与自报不同的必填。");
    public static final Field<String> NOTE =
            Field.text("note", "核查说明", L, CheckSheet::tooLong).help("与自报不同的必填：在哪里、看了什么、怎么算的。");
    public static final Field<List<String>> FILES = Field.files("材料和照片", M);

    private static final int LONGEST_NOTE = 2000;

    /**
     * What one check is about.
     *
     * @param table the title of the table that the items are from
     */
    record Subject(int year, String district, String object, String table, List<Indicator> indicators) {}

    /** The parts of a form that show a check. */
    record Sheet(List<Section> sections, List<Fact> summary) {}

    /** An item as it was reported. */
    private record Item(Indicator indicator, @Nullable Answer reported, Compared compared) {

        /**
         * The value that is typed as found. The site tells nothing of what it is compared with: that is what was reported, in a year
         * that keeps its references what the year knows.
         */
        ItemInput.Reading value(Typed row) {
            ItemInput.Reading read = ItemInput.read(
                    indicator,
                    new ItemInput.Typed(
                            row.text(VALUE),
                            compared.typed() ? ItemInput.reference(reported) : "",
                            row.text(NOTE),
                            List.of(),
                            ""),
                    false,
                    compared.typed() ? compared : Compared.LATER);
            Answer answer = read.answer();
            return answer != null && answer.state() == EntryState.NOT_APPLICABLE
                    ? new ItemInput.Reading(null, List.of(VALUE.problem("现场核查不能填“不适用”，是否适用在逐项审核时决定。请填核查值，没有数据的填“无”。")))
                    : read;
        }

        /** Whether a value has to be read: it is another than was reported, or stands beside the word that it is the same. */
        boolean valueMatters(Typed row) {
            return row.is(RESULT, DIFFERENT) || row.is(RESULT, SAME) && reported != null && !row.isEmpty(VALUE);
        }

        /** What was found by a row in which nothing is wrong; null where nothing was checked. */
        @Nullable
        Answer found(Typed row) {
            Answer value = row.is(RESULT, SAME)
                    ? reported
                    : row.is(RESULT, DIFFERENT) ? value(row).answer() : null;
            return value == null
                    ? null
                    : new Answer(
                            value.state(),
                            value.value(),
                            value.reference(),
                            value.ticks(),
                            false,
                            row.orNull(NOTE),
                            row.get(FILES));
        }
    }

    /** @param found null where the item was not checked or the line has problems */
    private record Line(Indicator indicator, @Nullable Answer found, boolean differs) {

        static Line of(Table.Line<Item> line) {
            Item item = line.item();
            Answer found = line.isRight() ? item.found(line.typed()) : null;
            return new Line(item.indicator(), found, found != null && Finding.differ(found, item.reported()));
        }
    }

    private final Scorecards scorecards;
    private final Findings findings;
    private final Draws draws;
    private final YearRoster roster;
    private final References references;

    CheckSheet(Scorecards scorecards, Findings findings, Draws draws, YearRoster roster, References references) {
        this.references = references;
        this.scorecards = scorecards;
        this.findings = findings;
        this.draws = draws;
        this.roster = roster;
    }

    /** @throws OutOfStep where the object was not drawn for a check, or has been checked */
    void require(int year, String district, String object) {
        boolean drawn =
                object.equals(district) || draws.drawnTownships(year, district).contains(object);
        OutOfStep.require(drawn, roster.objectName(year, object), "没有抽中");
        OutOfStep.require(findings.on(year, object).isEmpty(), roster.objectName(year, object), "已核查");
    }

    /** @throws OutOfStep where something that was drawn has not been checked */
    void requireChecked(int year, String district) {
        draws.drawnTownships(year, district)
                .forEach(township -> OutOfStep.require(
                        !findings.on(year, township).isEmpty(), roster.objectName(year, township), "现场核查"));
    }

    /** The items, key indicators first. */
    private Stream<Filled<Item>> read(Subject subject, Draft draft) {
        Map<Boolean, List<Item>> items = items(subject).stream()
                .collect(Collectors.partitioningBy(item -> item.indicator().key()));
        String source = "指标和评分标准见《%s》。".formatted(subject.table());
        return Stream.of(
                        table(KEY_ITEMS, "重点指标", RESULT.offering(List.of(SAME, DIFFERENT)))
                                .hint("先查这些，每项都要核查。" + source)
                                .read(items.getOrDefault(true, List.of()), draft),
                        table(OTHER_ITEMS, "其他指标", RESULT)
                                .hint("可以选查；没有查的保留“未核查”。" + source)
                                .read(items.getOrDefault(false, List.of()), draft))
                .filter(part -> !part.isEmpty());
    }

    private List<Item> items(Subject subject) {
        Scorecard card = scorecards.latest(subject.year(), subject.object());
        Lookup lookup = references.of(subject.year(), subject.object());
        return subject.indicators().stream()
                .filter(indicator -> indicator.key() || indicator.method().typed())
                .map(indicator -> new Item(
                        indicator,
                        card.answer(indicator.code(), EntrySource.REPORTED),
                        lookup.of(subject.object(), indicator)))
                .toList();
    }

    Sheet show(Subject subject, Draft draft) {
        List<Filled<Item>> parts = read(subject, draft).toList();
        List<Line> lines = parts.stream().flatMap(Filled::stream).map(Line::of).toList();
        long checked = lines.stream().filter(line -> line.found() != null).count();
        long different = lines.stream().filter(Line::differs).count();
        return new Sheet(
                parts.stream().map(Filled::section).toList(),
                List.of(
                        new Fact("已核查", "%d/%d 项".formatted(checked, lines.size())),
                        new Fact("与自报不同", different + " 项"),
                        new Fact("待完善", parts.stream().mapToInt(Filled::todo).sum() + " 处")));
    }

    private static Table<Item> table(String key, String title, Field<Option> result) {
        return Table.<Item>of(key, title, item -> item.indicator().code())
                .inWorkbook()
                .shows("name", "指标", L, item -> ItemSheet.title(item.indicator()))
                .shows("rule", "评分标准", L, item -> ItemInput.help(item.indicator()))
                .shows("reported", "自报值", M, item -> Answer.shown(item.indicator(), item.reported()))
                .shows(
                        "points",
                        "自报得分",
                        S,
                        item -> ItemSheet.points(item.indicator(), item.reported(), item.compared()))
                .asks(result, item -> item.indicator().key() ? "" : UNCHECKED.value())
                .reads(RESULT, (item, text) -> RESULT.read(text))
                .asks(VALUE)
                .input(VALUE, item -> input(item.indicator()))
                .reads(VALUE, (item, text) -> Reading.of(text))
                .asks(NOTE)
                .asks(FILES)
                .rule(CheckSheet::nothingToCompare)
                .rule(CheckSheet::unchecked)
                .rules(CheckSheet::wrongValue)
                .rule(CheckSheet::otherwiseThanSaid)
                .requiredWhere(NOTE, (item, row) -> row.is(RESULT, DIFFERENT), "核查值与自报不同，请写明在哪里、看了什么、怎么算的，被核查的地方会看到。");
    }

    /** Whether an item applies at all is not a matter of what is found on site. */
    private static Input input(Indicator indicator) {
        Input input = ItemInput.input(indicator);
        return new Input(
                input.type(),
                input.unit(),
                input.options().stream()
                        .filter(option -> !option.value().equals(ItemInput.NOT_APPLICABLE))
                        .toList());
    }

    private static Optional<String> tooLong(String note) {
        return note.length() > LONGEST_NOTE
                ? Optional.of("核查说明超过%d字，请精简，详细内容可作为材料上传。".formatted(LONGEST_NOTE))
                : Optional.empty();
    }

    private static Optional<Problem> nothingToCompare(Item item, Typed row) {
        return row.is(RESULT, SAME) && item.reported() == null
                ? Optional.of(RESULT.problem("本项没有自报值可比，请改选“核查值不同”并填写核查值。"))
                : Optional.empty();
    }

    private static Optional<Problem> unchecked(Item item, Typed row) {
        if (!row.is(RESULT, UNCHECKED)) {
            return Optional.empty();
        }
        if (item.indicator().key()) {
            return Optional.of(RESULT.problem("重点指标必须核查，请选择核查结果。"));
        }
        return row.isEmpty(VALUE) && row.isEmpty(NOTE) && row.isEmpty(FILES)
                ? Optional.empty()
                : Optional.of(RESULT.problem("已经填了核查内容，请选择核查结果；没有核查的，请清空所填内容。"));
    }

    private static List<Problem> wrongValue(Item item, Typed row) {
        return item.valueMatters(row)
                ? item.value(row).faults().stream()
                        .filter(fault -> !ItemInput.REASON.key().equals(fault.column()))
                        .map(fault -> VALUE.problem(message(item.indicator(), fault)))
                        .toList()
                : List.of();
    }

    private static String message(Indicator indicator, Problem fault) {
        return ItemInput.REFERENCE.key().equals(fault.column())
                ? "本项要与%s比较才能计分，而自报没有填，核查值不能计分。请填“无”，查到的数写在核查说明里，由逐项审核处理。".formatted(ItemInput.referenceName(indicator))
                : fault.message();
    }

    /** The value contradicts the word of it. */
    private static Optional<Problem> otherwiseThanSaid(Item item, Typed row) {
        Answer value = item.valueMatters(row) ? item.value(row).answer() : null;
        if (value == null || Finding.differ(value, item.reported()) == row.is(RESULT, DIFFERENT)) {
            return Optional.empty();
        }
        return Optional.of(VALUE.problem(
                row.is(RESULT, SAME) ? "所填的值与自报值不同，请更正；确实不同的，核查结果改选“核查值不同”。" : "所填的值与自报值相同，请更正；确实相同的，核查结果改选“与自报一致”。"));
    }

    /** Keeps a finding for every item that was checked. */
    void record(Subject subject, Draft draft, Actor actor) {
        read(subject, draft).flatMap(Filled::stream).map(Line::of).forEach(line -> {
            Answer found = line.found();
            if (found != null) {
                findings.record(
                        subject.year(),
                        subject.district(),
                        subject.object(),
                        line.indicator().code(),
                        found,
                        found.reason(),
                        actor);
            }
        });
    }
}
