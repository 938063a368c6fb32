package cn.healthylishui.assessment.scorecard.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.districtwork.DistrictWork;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.scorecard.Amendments;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.ItemSheet.Asked;
import cn.healthylishui.assessment.scorecard.ItemSheet.Shape;
import cn.healthylishui.assessment.scorecard.ObjectResult;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.References.Lookup;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Returns.ReturnedItem;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scorecard.Scorecards.Said;
import cn.healthylishui.assessment.scorecard.TownshipBoard;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.Typed;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 本级自查打分: the county office fills in its own area item by item, field by field, with evidence (办法五(一)). */
@Component
public class SelfScoreForm implements TaskForm {

    static final String TAKEN_OVER = "由年度重点工作完成情况带入";

    private final IndicatorTables tables;
    private final Scorecards scorecards;
    private final Returns returns;
    private final DistrictWork districtWork;
    private final AssessmentYears years;
    private final ScoreBook scoreBook;
    private final References references;

    SelfScoreForm(
            IndicatorTables tables,
            Scorecards scorecards,
            Returns returns,
            DistrictWork districtWork,
            AssessmentYears years,
            ScoreBook scoreBook,
            References references) {
        this.references = references;
        this.tables = tables;
        this.years = years;
        this.scoreBook = scoreBook;
        this.scorecards = scorecards;
        this.returns = returns;
        this.districtWork = districtWork;
    }

    @Override
    public String taskKey() {
        return "taskSelfScore";
    }

    /** @param open whether it is to be filled in; what nobody types never is */
    private record Item(
            Indicator indicator,
            Compared compared,
            @Nullable Answer stored,
            boolean open) implements Asked {

        /** What would be kept of it; null while something is wrong with it. */
        @Nullable
        Answer answer(Typed row) {
            return open ? read(row).answer() : stored;
        }
    }

    private List<Item> items(TaskRef task) {
        Scorecard card = scorecards.latest(task.year(), task.district());
        List<ReturnedItem> returned = returns.open(task.year(), Returns.Stage.SELF_SCORE, task.office());
        Lookup lookup = references.ofDistricts(task.year());
        return tables.ofDistrict(task.year(), task.district()).indicators().stream()
                .map(indicator -> {
                    Answer stored = card.answer(indicator.code(), EntrySource.REPORTED);
                    boolean open = stored == null
                            || returned.stream().anyMatch(item -> item.item().equals(indicator.code()));
                    return new Item(
                            indicator,
                            lookup.of(task.district(), indicator),
                            stored == null ? completed(task, indicator) : stored,
                            open && indicator.method().typed());
                })
                .toList();
    }

    /** A part for each field; after a return only the returned items are open. */
    private static List<Filled<Item>> parts(List<Item> items, BiFunction<Item, Typed, String> points, Draft draft) {
        return items.stream()
                .collect(Collectors.groupingBy(
                        item -> item.indicator().field(), LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(field -> part(field.getKey(), field.getValue(), points).read(field.getValue(), draft))
                .toList();
    }

    private static Table<Item> part(String field, List<Item> items, BiFunction<Item, Typed, String> points) {
        BigDecimal full = full(items);
        Table<Item> table = Table.<Item>of(
                        field,
                        field + (full.signum() == 0 ? "" : "（满分" + Answer.plain(full) + "分）"),
                        item -> item.indicator().code())
                .inWorkbook()
                .lockedWhere(item -> !item.open())
                .shows("name", "指标", L, item -> ItemSheet.title(item.indicator()))
                .shows("rule", "评分标准", L, item -> ItemInput.help(item.indicator()));
        return ItemSheet.asks(table, Shape.of(items, false)).shows("points", "得分", S, points);
    }

    private static BigDecimal full(List<Item> items) {
        return items.stream().map(item -> item.indicator().points()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What the district's own key work came to; the county office may still write something else. */
    private @Nullable Answer completed(TaskRef task, Indicator indicator) {
        return indicator.field().equals(DistrictWork.FIELD)
                ? districtWork
                        .completion(task.year(), task.district(), indicator.code())
                        .map(work -> new Answer(
                                EntryState.VALUE, work.value(), null, null, false, TAKEN_OVER, work.evidence()))
                        .orElse(null)
                : null;
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        IndicatorTable table = tables.ofDistrict(task.year(), task.district());
        List<Item> items = items(task);
        ObjectResult result = result(task, parts(items, Item::points, draft));
        List<Filled<Item>> parts = parts(items, (item, row) -> points(result, item, row), draft);
        return FormContent.of(
                        "提交后进入材料上报；自查打分供对照，最后得分按“%s”的次序采用数据。按《%s》填报。"
                                .formatted(years.get(task.year()).precedence().words(), table.shownTitle()),
                        "办法五(一)",
                        "办法四(一)")
                .notices(notices(task, table))
                .parts(parts.stream()
                        .map(part -> part.totals(totals(result, part)).section())
                        .toList())
                .fact("自查得分", result.total().earned() + " 分")
                .fact("必备指标不达标", result.mustPassFailed().size() + " 项")
                .fact("待完善", parts.stream().mapToInt(Filled::todo).sum() + " 处");
    }

    /** By the book, with what is typed as what would be reported. */
    private ObjectResult result(TaskRef task, List<Filled<Item>> parts) {
        List<Entry> typed = parts.stream()
                .flatMap(Filled::stream)
                .flatMap(line -> Stream.ofNullable(line.item().answer(line.typed()))
                        .map(answer -> Entry.typed(
                                task.district(),
                                line.item().indicator().code(),
                                EntrySource.REPORTED,
                                answer,
                                task.office())))
                .toList();
        return scoreBook.district(
                task.year(), task.district(), TownshipBoard.AS_REPORTED, Amendments.of(typed, Set.of()));
    }

    /** The points are the book's; what names no value says so instead. */
    private static String points(ObjectResult result, Item item, Typed row) {
        Answer answer = item.answer(row);
        return answer != null && answer.state().counts()
                ? ItemSheet.points(result.item(item.indicator().code()))
                : item.points(row);
    }

    private static Map<String, String> totals(ObjectResult result, Filled<Item> part) {
        List<Item> items = part.stream().map(Line::item).toList();
        BigDecimal subtotal = items.stream()
                .map(item -> result.item(item.indicator().code()).score().points())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return full(items).signum() == 0 ? Map.of() : Map.of("name", "小计", "points", subtotal.toPlainString());
    }

    private List<Notice> notices(TaskRef task, IndicatorTable table) {
        List<ReturnedItem> returned = returns.open(task.year(), Returns.Stage.SELF_SCORE, task.office());
        if (returned.isEmpty() && !returns.history(task.year(), task.district()).isEmpty()) {
            return List.of(new Notice(Level.INFO, "这次退回不涉及本级自查打分，核对后直接提交即可。"));
        }
        return returned.stream()
                .map(item -> new Notice(
                        Level.WARNING,
                        "退回修改：%s——%s".formatted(ItemSheet.title(table.indicator(item.item())), item.reason())))
                .toList();
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        scorecards.record(
                task.year(),
                parts(items(task), Item::points, draft).stream()
                        .flatMap(Filled::stream)
                        .filter(line -> line.item().indicator().method().typed())
                        .map(line -> new Said(
                                task.district(),
                                line.item().indicator().code(),
                                EntrySource.REPORTED,
                                Objects.requireNonNull(line.item().answer(line.typed()))))
                        .toList(),
                actor);
        returns.mended(task.year(), Returns.Stage.SELF_SCORE, task.office());
        return Map.of();
    }
}
