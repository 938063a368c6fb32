package cn.healthylishui.assessment.ownunit.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.ownunit.OwnUnits;
import cn.healthylishui.assessment.ownunit.OwnUnits.Giver;
import cn.healthylishui.assessment.ownunit.OwnUnits.OwnScore;
import cn.healthylishui.assessment.ownunit.OwnUnits.ScoredTask;
import cn.healthylishui.assessment.scorecard.Percent;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Returns.ReturnedItem;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** 直属单位自查打分: a district's member unit gives itself a percentage of each task it was given (办法三). */
@Component
public class ScoreOwnUnitForm implements TaskForm {

    public static final String TASKS = "tasks";
    public static final Field<BigDecimal> PERCENT = Percent.field("自评得分率").help("0至100，可带一位小数。");
    public static final Field<String> REASON =
            Field.text("reason", "扣分理由", L, OwnUnits.LONGEST_REASON).help("得分率低于100的必填。");
    public static final Field<List<String>> FILES = Field.files("佐证材料", M);

    private static final Table<Item> TABLE = Table.of(TASKS, "任务自评", Item::key)
            .inWorkbook()
            .lockedWhere(item -> !item.open())
            .shows("name", "任务", L, item -> item.scored().task().task())
            .shows(
                    "weight",
                    "权重",
                    S,
                    item -> OwnUnits.weightInWords(item.scored().task().weight()))
            .asks(PERCENT, item -> PERCENT.written(item.own().map(OwnScore::percent)))
            .asks(REASON, item -> REASON.written(item.own().map(OwnScore::reason)))
            .asks(FILES, item -> FILES.written(item.own().map(OwnScore::evidence)))
            .requiredWhere(
                    REASON,
                    (item, typed) -> typed.find(PERCENT)
                            .filter(percent -> !Percent.isFull(percent))
                            .isPresent(),
                    "得分率低于100的，请写明扣分理由。");

    private final OwnUnits ownUnits;
    private final Returns returns;
    private final OperationLog log;

    ScoreOwnUnitForm(OwnUnits ownUnits, Returns returns, OperationLog log) {
        this.ownUnits = ownUnits;
        this.returns = returns;
        this.log = log;
    }

    @Override
    public String taskKey() {
        return "taskScoreOwnUnit";
    }

    @Override
    public void require(TaskRef ref) {
        ownUnits.requireToReport(ref.year(), ref.district(), ref.unit());
    }

    /** @param open whether the task is to be scored now */
    private record Item(ScoredTask scored, boolean open) {

        String key() {
            return String.valueOf(scored.task().id());
        }

        Optional<OwnScore> own() {
            return Optional.ofNullable(scored.own());
        }
    }

    private List<ReturnedItem> returned(TaskRef ref) {
        return returns.open(ref.year(), Returns.Stage.OWN_UNIT, ref.unit());
    }

    private Filled<Item> tasks(TaskRef ref, Draft draft) {
        List<ReturnedItem> returned = returned(ref);
        return TABLE.read(
                ownUnits.scored(ref.year(), ref.district(), ref.unit()).stream()
                        .map(scored -> new Item(
                                scored,
                                scored.own() == null
                                        || returned.stream().anyMatch(item -> item.item()
                                                .equals(String.valueOf(
                                                        scored.task().id())))))
                        .toList(),
                draft);
    }

    @Override
    public FormContent content(TaskRef ref, Draft draft) {
        Filled<Item> tasks = tasks(ref, draft);
        return FormContent.of("提交后由健康办考核、排名；提交后要改，须由健康办退回。", "办法三")
                .notices(returned(ref).stream()
                        .map(item -> new Notice(
                                Level.WARNING, "退回修改：%s——%s".formatted(name(tasks, item.item()), item.reason())))
                        .toList())
                .part(tasks)
                .fact("任务", tasks.size() + " 项")
                .fact("待完善", tasks.todo() + " 处");
    }

    private static String name(Filled<Item> tasks, String key) {
        return tasks.stream()
                .map(Line::item)
                .filter(item -> item.key().equals(key))
                .map(item -> item.scored().task().task())
                .findFirst()
                .orElse(key);
    }

    @Override
    public Map<String, Object> submit(TaskRef ref, Draft draft, Actor actor) {
        List<Line<Item>> open =
                tasks(ref, draft).stream().filter(line -> line.item().open()).toList();
        open.forEach(line -> ownUnits.score(
                ref.year(),
                line.item().scored().task().id(),
                Giver.UNIT,
                line.get(PERCENT),
                line.find(REASON).orElse(null),
                line.get(FILES),
                actor));
        returns.mended(ref.year(), Returns.Stage.OWN_UNIT, ref.unit());
        log.record(actor, Operation.of("直属单位自查打分", ref.year(), ref.unit()).to(open.size() + "项任务"));
        return Map.of();
    }
}
