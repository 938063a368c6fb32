package cn.healthylishui.assessment.scorecard.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.districtwork.DistrictWork;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.scorecard.Amendments;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.ItemResult;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.ItemSheet.Line;
import cn.healthylishui.assessment.scorecard.ItemSheet.Shape;
import cn.healthylishui.assessment.scorecard.ObjectResult;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.References.Lookup;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Returns.ReturnedItem;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scorecard.TownshipBoard;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.Layout;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 本级自查打分: the county office fills in its own area item by item, field by field, with evidence (办法五(一)). */
@Component
class SelfScoreForm implements TaskForm {

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

    /** Field to lines; after a return only the returned items are open. */
    private Map<String, List<Line>> lines(TaskRef task, Draft draft) {
        IndicatorTable table = tables.ofDistrict(task.year(), task.district());
        Scorecard card = scorecards.latest(task.year(), task.district());
        List<ReturnedItem> returned = returns.open(task.year(), Returns.Stage.SELF_SCORE, task.office());
        Lookup lookup = references.ofDistricts(task.year());
        Map<String, List<Line>> lines = new LinkedHashMap<>();
        Map<String, List<Indicator>> fields = table.indicators().stream()
                .collect(Collectors.groupingBy(Indicator::field, LinkedHashMap::new, Collectors.toList()));
        fields.forEach((field, indicators) -> {
            Shape shape = shape(task, indicators, lookup);
            List<Line> ofField = new ArrayList<>();
            for (Indicator indicator : indicators) {
                if (!indicator.method().typed()) {
                    ofField.add(ItemSheet.untyped(indicator));
                    continue;
                }
                Answer stored = card.answer(indicator.code(), EntrySource.REPORTED);
                boolean open = stored == null
                        || returned.stream().anyMatch(item -> item.item().equals(indicator.code()));
                Answer shown = stored == null ? completed(task, indicator) : stored;
                ofField.add(ItemSheet.line(
                        field,
                        indicator.code(),
                        ItemSheet.title(indicator),
                        indicator,
                        shape,
                        lookup.of(task.district(), indicator),
                        shown,
                        draft,
                        open));
            }
            lines.put(field, ofField);
        });
        return lines;
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

    private static Shape shape(TaskRef task, List<Indicator> indicators, Lookup lookup) {
        return Shape.of(indicators, true, false, indicator -> lookup.of(task.district(), indicator));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        IndicatorTable table = tables.ofDistrict(task.year(), task.district());
        Map<String, List<Line>> lines = lines(task, draft);
        Lookup lookup = references.ofDistricts(task.year());
        ObjectResult result = result(task, lines);
        long todo = 0;
        List<Section> sections = new ArrayList<>();
        for (Map.Entry<String, List<Line>> field : lines.entrySet()) {
            List<ItemResult> items = field.getValue().stream()
                    .map(line -> result.item(line.indicator().code()))
                    .toList();
            BigDecimal full =
                    items.stream().map(item -> item.indicator().points()).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal subtotal =
                    items.stream().map(item -> item.score().points()).reduce(BigDecimal.ZERO, BigDecimal::add);
            todo += field.getValue().stream()
                    .mapToLong(line -> line.row().problems().size())
                    .sum();
            sections.add(new Section(
                    field.getKey(),
                    field.getKey() + (full.signum() == 0 ? "" : "（满分" + Answer.plain(full) + "分）"),
                    null,
                    Layout.TABLE,
                    ItemSheet.columns(
                            "指标",
                            shape(
                                    task,
                                    field.getValue().stream()
                                            .map(Line::indicator)
                                            .toList(),
                                    lookup)),
                    field.getValue().stream()
                            .map(line -> row(line, result.item(line.indicator().code())))
                            .toList(),
                    full.signum() == 0 ? Map.of() : Map.of("name", "小计", "points", subtotal.toPlainString())));
        }
        return new FormContent(
                "提交后进入材料上报；自查打分供对照，最后得分按“%s”的次序采用数据。按《%s》填报。"
                        .formatted(years.get(task.year()).precedence().words(), table.shownTitle()),
                List.of("办法五(一)", "办法四(一)"),
                notices(task, table),
                sections,
                List.of(
                        new Fact("自查得分", result.total().earned() + " 分"),
                        new Fact("必备指标不达标", result.mustPassFailed().size() + " 项"),
                        new Fact("待完善", todo + " 处")),
                List.of());
    }

    /** By the book, with what is typed as what would be reported. */
    private ObjectResult result(TaskRef task, Map<String, List<Line>> lines) {
        List<Entry> typed = lines.values().stream()
                .flatMap(List::stream)
                .flatMap(line -> Stream.ofNullable(line.answer())
                        .map(answer -> Entry.typed(
                                task.district(), line.indicator().code(), EntrySource.REPORTED, answer, task.office())))
                .toList();
        return scoreBook.district(
                task.year(), task.district(), TownshipBoard.AS_REPORTED, Amendments.of(typed, Set.of()));
    }

    /** The points are the book's; what names no value says so instead. */
    private static Row row(Line line, ItemResult item) {
        Answer answer = line.answer();
        if (answer == null || !answer.state().counts()) {
            return line.row();
        }
        Map<String, String> values = new HashMap<>(line.row().values());
        values.put("points", ItemSheet.points(item));
        return new Row(
                line.row().key(),
                line.row().locked(),
                values,
                line.row().inputs(),
                line.row().problems());
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
        lines(task, draft).values().stream().flatMap(List::stream).forEach(line -> {
            Answer answer = line.answer();
            if (!line.indicator().method().typed()) {
                return;
            }
            if (answer == null) {
                throw new IllegalStateException("An item without an answer passed the check: " + line);
            }
            scorecards.record(
                    task.year(), task.district(), line.indicator().code(), EntrySource.REPORTED, answer, actor);
        });
        returns.mended(task.year(), Returns.Stage.SELF_SCORE, task.office());
        return Map.of();
    }

    @Override
    public boolean inWorkbook(String section) {
        return true;
    }
}
