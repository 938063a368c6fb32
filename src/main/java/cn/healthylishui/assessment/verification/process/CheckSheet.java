package cn.healthylishui.assessment.verification.process;

import cn.healthylishui.assessment.audit.Actor;
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
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.verification.Draws;
import cn.healthylishui.assessment.verification.Finding;
import cn.healthylishui.assessment.verification.Findings;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 现场核查表: what was reported and what was found, item by item, key indicators first (办法四(一)); the same for a drawn township
 * and for a district's own items.
 */
@Component
class CheckSheet {

    static final String KEY_ITEMS = "key";
    static final String OTHER_ITEMS = "other";
    static final String SAME = "SAME";
    static final String DIFFERENT = "DIFFERENT";
    static final String UNCHECKED = "UNCHECKED";

    private static final int LONGEST_NOTE = 2000;
    private static final List<Option> CHECKED = List.of(new Option(SAME, "与自报一致"), new Option(DIFFERENT, "核查值不同"));
    private static final List<Option> CHECKED_OR_NOT = Stream.concat(
                    CHECKED.stream(), Stream.of(new Option(UNCHECKED, "未核查")))
            .toList();

    /**
     * What one check is about.
     *
     * @param table the title of the table that the items are from
     */
    record Subject(int year, String district, String object, String table, List<Indicator> indicators) {}

    /** The parts of a form that show a check. */
    record Sheet(List<Section> sections, List<Fact> summary) {}

    private record Typed(String result, String value, String note, List<String> files) {}

    /** @param found null where the item was not checked or the line has problems */
    private record Line(
            Indicator indicator, Row row, @Nullable Answer found, boolean differs) {}

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

    Sheet show(Subject subject, Draft draft) {
        List<Line> lines = lines(subject, draft);
        List<Section> sections = new ArrayList<>();
        add(sections, KEY_ITEMS, "重点指标", "先查这些，每项都要核查。" + source(subject), CHECKED, lines, true);
        add(sections, OTHER_ITEMS, "其他指标", "可以选查；没有查的保留“未核查”。" + source(subject), CHECKED_OR_NOT, lines, false);
        long checked = lines.stream().filter(line -> line.found() != null).count();
        long different = lines.stream().filter(Line::differs).count();
        long todo =
                lines.stream().mapToLong(line -> line.row().problems().size()).sum();
        return new Sheet(
                sections,
                List.of(
                        new Fact("已核查", "%d/%d 项".formatted(checked, lines.size())),
                        new Fact("与自报不同", different + " 项"),
                        new Fact("待完善", todo + " 处")));
    }

    private static String source(Subject subject) {
        return "指标和评分标准见《%s》。".formatted(subject.table());
    }

    private static void add(
            List<Section> sections,
            String section,
            String title,
            String hint,
            List<Option> results,
            List<Line> lines,
            boolean key) {
        List<Row> rows = lines.stream()
                .filter(line -> line.indicator().key() == key)
                .map(Line::row)
                .toList();
        if (!rows.isEmpty()) {
            sections.add(Forms.table(section, title, hint, columns(results), rows));
        }
    }

    private static List<Column> columns(List<Option> results) {
        return List.of(
                Column.label("name", "指标", Width.L),
                Column.label("rule", "评分标准", Width.L),
                Column.label("reported", "自报值", Width.M),
                Column.label("points", "自报得分", Width.S),
                Column.choice("result", "核查结果", Width.M, results),
                Column.input("value", "核查值", InputType.NUMBER, Width.M).help("与自报不同的必填。"),
                Column.input("note", "核查说明", InputType.TEXT, Width.L).help("与自报不同的必填：在哪里、看了什么、怎么算的。"),
                Column.input("files", "材料和照片", InputType.FILES, Width.M));
    }

    /** Keeps a finding for every item that was checked. */
    void record(Subject subject, Draft draft, Actor actor) {
        for (Line line : lines(subject, draft)) {
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
        }
    }

    private List<Line> lines(Subject subject, Draft draft) {
        Scorecard card = scorecards.latest(subject.year(), subject.object());
        Lookup lookup = references.of(subject.year(), subject.object());
        return subject.indicators().stream()
                .filter(indicator -> indicator.key() || indicator.method().typed())
                .map(indicator -> line(
                        indicator,
                        card.answer(indicator.code(), EntrySource.REPORTED),
                        lookup.of(subject.object(), indicator),
                        draft))
                .toList();
    }

    private static Line line(Indicator indicator, @Nullable Answer reported, Compared compared, Draft draft) {
        String section = indicator.key() ? KEY_ITEMS : OTHER_ITEMS;
        Typed typed = new Typed(
                draft.value(section, indicator.code(), "result", indicator.key() ? "" : UNCHECKED),
                draft.value(section, indicator.code(), "value", ""),
                draft.value(section, indicator.code(), "note", ""),
                Draft.ids(draft.value(section, indicator.code(), "files", "")));
        List<Problem> problems = new ArrayList<>();
        Answer read = read(indicator, reported, compared, typed, problems);
        Answer found = problems.isEmpty() ? read : null;
        Row row = new Row(
                indicator.code(),
                false,
                Map.of(
                        "name", ItemSheet.title(indicator),
                        "rule", ItemInput.help(indicator),
                        "reported", Answer.shown(indicator, reported),
                        "points", ItemSheet.points(indicator, reported, compared),
                        "result", typed.result(),
                        "value", typed.value(),
                        "note", typed.note(),
                        "files", String.join(",", typed.files())),
                Map.of("value", input(indicator)),
                problems);
        return new Line(indicator, row, found, found != null && Finding.differ(found, reported));
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

    /** What the line says was found; null where nothing was checked. */
    private static @Nullable Answer read(
            Indicator indicator, @Nullable Answer reported, Compared compared, Typed typed, List<Problem> problems) {
        if (typed.note().length() > LONGEST_NOTE) {
            problems.add(new Problem("note", "核查说明超过%d字，请精简，详细内容可作为材料上传。".formatted(LONGEST_NOTE)));
        }
        return switch (typed.result()) {
            case SAME -> same(indicator, reported, compared, typed, problems);
            case DIFFERENT -> different(indicator, reported, compared, typed, problems);
            case UNCHECKED -> unchecked(indicator, typed, problems);
            default -> {
                problems.add(new Problem("result", "请选择核查结果。"));
                yield null;
            }
        };
    }

    private static @Nullable Answer same(
            Indicator indicator, @Nullable Answer reported, Compared compared, Typed typed, List<Problem> problems) {
        if (reported == null) {
            problems.add(new Problem("result", "本项没有自报值可比，请改选“核查值不同”并填写核查值。"));
            return null;
        }
        if (!typed.value().isEmpty()) {
            Answer value = value(indicator, reported, compared, typed, problems);
            if (value != null && Finding.differ(value, reported)) {
                problems.add(new Problem("value", "所填的值与自报值不同，请更正；确实不同的，核查结果改选“核查值不同”。"));
            }
        }
        return with(reported, typed);
    }

    private static @Nullable Answer different(
            Indicator indicator, @Nullable Answer reported, Compared compared, Typed typed, List<Problem> problems) {
        Answer value = value(indicator, reported, compared, typed, problems);
        if (value != null && !Finding.differ(value, reported)) {
            problems.add(new Problem("value", "所填的值与自报值相同，请更正；确实相同的，核查结果改选“与自报一致”。"));
        }
        if (typed.note().isEmpty()) {
            problems.add(new Problem("note", "核查值与自报不同，请写明在哪里、看了什么、怎么算的，被核查的地方会看到。"));
        }
        return value == null ? null : with(value, typed);
    }

    private static @Nullable Answer unchecked(Indicator indicator, Typed typed, List<Problem> problems) {
        if (indicator.key()) {
            problems.add(new Problem("result", "重点指标必须核查，请选择核查结果。"));
        } else if (!(typed.value() + typed.note()).isEmpty() || !typed.files().isEmpty()) {
            problems.add(new Problem("result", "已经填了核查内容，请选择核查结果；没有核查的，请清空所填内容。"));
        }
        return null;
    }

    /**
     * The found value. The site tells nothing of what it is compared with: that is what was reported, in a year that keeps its
     * references what the year knows.
     */
    private static @Nullable Answer value(
            Indicator indicator, @Nullable Answer reported, Compared compared, Typed typed, List<Problem> problems) {
        String reference = compared.typed() ? ItemInput.reference(reported) : "";
        ItemInput.Reading reading = ItemInput.read(
                indicator,
                new ItemInput.Typed(typed.value(), reference, typed.note(), List.of(), ""),
                false,
                compared.typed() ? compared : Compared.LATER);
        reading.problems().stream()
                .filter(fault -> !fault.cell().equals("reason"))
                .map(fault -> new Problem("value", message(indicator, fault)))
                .forEach(problems::add);
        Answer answer = reading.answer();
        if (answer != null && answer.state() == EntryState.NOT_APPLICABLE) {
            problems.add(new Problem("value", "现场核查不能填“不适用”，是否适用在逐项审核时决定。请填核查值，没有数据的填“无”。"));
            return null;
        }
        return answer;
    }

    private static String message(Indicator indicator, ItemInput.Fault fault) {
        return fault.cell().equals("reference")
                ? "本项要与%s比较才能计分，而自报没有填，核查值不能计分。请填“无”，查到的数写在核查说明里，由逐项审核处理。".formatted(ItemInput.referenceName(indicator))
                : fault.message();
    }

    private static Answer with(Answer value, Typed typed) {
        return new Answer(
                value.state(),
                value.value(),
                value.reference(),
                value.ticks(),
                false,
                typed.note().isEmpty() ? null : typed.note(),
                typed.files());
    }
}
