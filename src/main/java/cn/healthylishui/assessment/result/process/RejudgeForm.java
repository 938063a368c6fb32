package cn.healthylishui.assessment.result.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Returns.ReturnedItem;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.verification.Contradictions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 重新评判: whoever scored an item looks at it again, with a reason; there is no other way to change a score (办法七(一)). */
@Component
class RejudgeForm implements TaskForm {

    private static final String ITEMS = "items";

    private final AssessmentYears years;
    private final IndicatorTables tables;
    private final Scorecards scorecards;
    private final Returns returns;
    private final Contradictions contradictions;
    private final Organization organization;

    private final References references;

    RejudgeForm(
            AssessmentYears years,
            IndicatorTables tables,
            Scorecards scorecards,
            Returns returns,
            Organization organization,
            Contradictions contradictions,
            References references) {
        this.references = references;
        this.contradictions = contradictions;
        this.organization = organization;
        this.years = years;
        this.tables = tables;
        this.scorecards = scorecards;
        this.returns = returns;
    }

    @Override
    public String taskKey() {
        return "taskRejudge";
    }

    @Override
    public void require(TaskRef task) {
        boolean returned =
                !returns.open(task.year(), Returns.Stage.REJUDGE, task.unit()).isEmpty();
        OutOfStep.require(returned, years.objectName(task.year(), task.unit()), "没有退回重评的项目");
    }

    /**
     * @param source where the new value is kept: in place of the one that counts
     * @param waiting why the city office cannot decide yet; empty where it can
     */
    private record Item(
            ReturnedItem returned,
            Indicator indicator,
            String districtName,
            @Nullable Answer before,
            EntrySource source,
            Compared compared,
            ItemInput.Typed typed,
            ItemInput.Reading reading,
            Optional<String> waiting) {

        String key() {
            return returned.object() + "-" + indicator.code();
        }

        List<Problem> problems() {
            List<Problem> problems = new ArrayList<>(reading.problems().stream()
                    .map(fault -> new Problem(fault.cell().equals("files") ? "value" : fault.cell(), fault.message()))
                    .toList());
            if (typed.reason().isEmpty() && problems.stream().noneMatch(p -> "reason".equals(p.column()))) {
                problems.add(new Problem("reason", "请写明重新评判的理由，维持原值的也要写明。"));
            }
            waiting.ifPresent(message -> problems.add(new Problem("value", message)));
            return problems;
        }
    }

    private List<Item> items(TaskRef task, Draft draft) {
        Map<String, Item> items = new HashMap<>();
        List<Item> ordered = new ArrayList<>();
        for (ReturnedItem returned : returns.open(task.year(), Returns.Stage.REJUDGE, task.unit())) {
            Item item = item(task, returned, draft);
            if (items.putIfAbsent(item.key(), item) == null) {
                ordered.add(item);
            }
        }
        return ordered;
    }

    private Item item(TaskRef task, ReturnedItem returned, Draft draft) {
        Indicator indicator = tables.ofObject(task.year(), returned.object()).indicator(returned.item());
        Scorecard card = scorecards.latest(task.year(), returned.object());
        EntrySource source = card.of(returned.item(), EntrySource.DECIDED) != null
                        || contradictions.undecided(task.year(), returned.object()).stream()
                                .anyMatch(one -> one.indicator().equals(indicator))
                ? EntrySource.DECIDED
                : EntrySource.OFFICIAL;
        Answer before = card.answer(returned.item(), source);
        Compared compared = references.of(task.year(), returned.object()).of(returned.object(), indicator);
        String key = returned.object() + "-" + indicator.code();
        ItemInput.Typed typed = new ItemInput.Typed(
                draft.value(ITEMS, key, "value", ItemInput.value(before)),
                draft.value(ITEMS, key, "reference", ItemInput.reference(before)),
                draft.value(ITEMS, key, "reason", ""),
                before == null ? List.of() : before.evidence(),
                before != null && before.provisional() ? "1" : "");
        return new Item(
                returned,
                indicator,
                years.objectName(task.year(), returned.object()),
                before,
                source,
                compared,
                typed,
                source == EntrySource.DECIDED
                        ? ItemInput.readDecision(indicator, typed, compared)
                        : ItemInput.read(indicator, typed, false, compared),
                source == EntrySource.DECIDED
                        ? contradictions
                                .awaited(task.year(), returned.object(), indicator.code())
                                .map(query -> query.waiting(organization.officeName(query.owner())))
                        : Optional.empty());
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        List<Item> items = items(task, draft);
        return new FormContent(
                "提交后按新的评判重新算分，市健康丽水办再行汇总；原值、新值和理由都会留存，被考核单位会看到。",
                List.of("办法七(一)", "办法五(二)"),
                List.of(),
                List.of(Forms.table(
                        ITEMS,
                        "退回重评的项目",
                        null,
                        List.of(
                                Column.label("district", "对象", Width.M),
                                Column.label("name", "指标或任务", Width.L),
                                Column.label("rule", "评分标准", Width.L),
                                Column.label("why", "退回理由", Width.M),
                                Column.label("before", "原值", Width.S),
                                Column.input("value", "重新评判", InputType.NUMBER, Width.M),
                                Column.label("compared", "参照值", Width.M),
                                Column.input("reference", "另填参照值", InputType.NUMBER, Width.S),
                                Column.input("reason", "理由", InputType.TEXT, Width.L),
                                Column.label("points", "得分", Width.S)),
                        items.stream().map(RejudgeForm::row).toList())),
                List.of(new Fact("退回重评", items.size() + " 项")),
                List.of());
    }

    private static Row row(Item item) {
        Map<String, String> values = new HashMap<>();
        values.put("district", item.districtName());
        values.put("name", ItemSheet.title(item.indicator()));
        values.put("rule", ItemInput.help(item.indicator()));
        values.put("why", item.returned().reason());
        Answer before = item.before();
        values.put("before", before == null ? "—" : before.shown(item.indicator()));
        values.put("value", item.typed().value());
        values.put("reference", item.typed().reference());
        values.put("reason", item.typed().reason());
        values.put("points", ItemSheet.points(item.indicator(), item.reading().answer(), item.compared()));
        Map<String, FormContent.Input> inputs = new HashMap<>();
        inputs.put(
                "value",
                item.source() == EntrySource.DECIDED
                        ? ItemInput.decisionInput(item.indicator())
                        : ItemInput.input(item.indicator()));
        ItemSheet.comparing(item.indicator(), item.compared(), values, inputs);
        return new Row(item.key(), false, values, inputs, item.problems());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        for (Item item : items(task, draft)) {
            Answer before = item.before();
            scorecards.record(
                    task.year(),
                    item.returned().object(),
                    item.indicator().code(),
                    item.source(),
                    Objects.requireNonNull(item.reading().answer())
                            .from(
                                    before == null ? null : before.provenance(),
                                    item.typed().files()),
                    actor);
        }
        references.corrected(
                task.year(),
                items(task, draft).stream().map(item -> item.indicator().code()).toList());
        returns.mended(task.year(), Returns.Stage.REJUDGE, task.unit());
        return Map.of();
    }

    @Override
    public boolean inWorkbook(String section) {
        return section.equals(ITEMS);
    }
}
