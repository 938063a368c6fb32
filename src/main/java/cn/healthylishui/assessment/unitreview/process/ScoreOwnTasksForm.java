package cn.healthylishui.assessment.unitreview.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.indicator.UnitTasks;
import cn.healthylishui.assessment.keywork.KeyTask.Target;
import cn.healthylishui.assessment.keywork.Progress.Report;
import cn.healthylishui.assessment.scorecard.Amendments;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.Percent;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Returns.ReturnedItem;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.Typed;
import cn.healthylishui.assessment.unitreview.Completion;
import cn.healthylishui.assessment.unitreview.UnitProgress;
import cn.healthylishui.assessment.unitreview.UnitReviews;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.Stage;
import cn.healthylishui.assessment.year.Stages;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 自查打分 of a municipal unit: task by task what is reached, the proof, and its own percentage (办法五(一)). */
@Component
public class ScoreOwnTasksForm implements TaskForm {

    public static final String TASKS = "tasks";
    public static final Field<Completion> STATE = Field.choice(
                    "state", "完成情况", S, Completion.values(), Completion::label)
            .required("请选择完成情况。");
    public static final Field<BigDecimal> FIGURE = Field.of(
                    "figure", "达到的数值", InputType.NUMBER, S, typed -> Reading.<BigDecimal>nothing())
            .writtenBy(Answer::plain)
            .help("有量化目标的任务必填。");
    public static final Field<BigDecimal> PERCENT = Percent.field("自评得分率").help("0至100，可带一位小数。");
    public static final Field<String> REASON =
            Field.text("reason", "扣分理由", L, UnitReviews.LONGEST_REASON).help("得分率低于100的必填。");
    public static final Field<List<String>> FILES = Field.files("佐证材料", M);

    private final AssessmentYears years;
    private final UnitTasks unitTasks;
    private final UnitProgress progress;
    private final UnitReviews reviews;
    private final Stages stages;
    private final Scorecards scorecards;
    private final ScoreBook scoreBook;
    private final Returns returns;
    private final OperationLog log;

    ScoreOwnTasksForm(
            AssessmentYears years,
            UnitTasks unitTasks,
            UnitProgress progress,
            UnitReviews reviews,
            Stages stages,
            Scorecards scorecards,
            ScoreBook scoreBook,
            Returns returns,
            OperationLog log) {
        this.years = years;
        this.unitTasks = unitTasks;
        this.progress = progress;
        this.reviews = reviews;
        this.stages = stages;
        this.scorecards = scorecards;
        this.scoreBook = scoreBook;
        this.returns = returns;
        this.log = log;
    }

    @Override
    public String taskKey() {
        return "taskScoreOwnTasks";
    }

    @Override
    public void require(TaskRef ref) {
        Stage stage = stages.of(ref.year(), Stage.Procedure.UNIT, ref.unit());
        reviews.requireUnitsTurn(ref.year(), ref.unit(), "SELF_SCORE", stage);
    }

    /**
     * State, figure and proof come from the year's last report until the unit says otherwise; the percentage never does.
     *
     * @param open whether the task is to be scored now
     */
    private record Item(Reported reported, boolean open) {

        String code() {
            return reported.task().code();
        }

        @Nullable
        Target target() {
            return reported.sheet().target(code());
        }

        Optional<Report> last() {
            return Optional.ofNullable(reported.sheet().last(code()));
        }

        String lastState() {
            return STATE.written(last().map(report -> Completion.of(report.state())));
        }

        String lastFigure() {
            return target() == null
                    ? ""
                    : last().map(report -> Percent.typed(report.figure())).orElse("");
        }

        List<String> files() {
            return reported.own() != null
                    ? reported.proof()
                    : last().map(Report::evidence).orElse(List.of());
        }

        String reason() {
            return reported.own() == null
                    ? ""
                    : Objects.requireNonNullElse(reported.own().reason(), "");
        }
    }

    private List<Item> items(TaskRef ref) {
        Scorecard card = scorecards.latest(ref.year(), ref.unit());
        UnitProgress.Sheet sheet = progress.of(ref.year(), ref.unit());
        List<ReturnedItem> returned = returned(ref);
        return unitTasks.of(ref.year(), ref.unit()).stream()
                .map(task -> Reported.of(task, sheet, card))
                .map(reported -> new Item(
                        reported,
                        reported.own() == null
                                || returned.stream().anyMatch(item -> item.item()
                                        .equals(reported.task().code()))))
                .toList();
    }

    private Filled<Item> tasks(TaskRef ref, Draft draft) {
        List<Item> items = items(ref);
        Table<Item> table = Table.of(TASKS, title(items), Item::code)
                .inWorkbook()
                .hint("完成情况、数值和材料已按最近一次季度进展填好，请按年终情况核对。牵头任务计分时加倍。")
                .lockedWhere(item -> !item.open())
                .shows("name", "任务", L, item -> item.reported().title())
                .shows("standard", "任务要求", L, item -> item.reported().standard())
                .shows("progress", "各季进展", M, item -> item.reported().ofTheYear())
                .asks(STATE, Item::lastState);
        if (items.stream().anyMatch(item -> item.target() != null)) {
            table.asks(FIGURE, Item::lastFigure)
                    .input(
                            FIGURE,
                            item -> item.target() == null
                                    ? Input.NOTHING
                                    : Input.number(item.target().unitOfMeasure()))
                    .reads(FIGURE, (item, typed) -> figure(typed, item.target()))
                    .rule(ScoreOwnTasksForm::missed);
        }
        return table.asks(PERCENT, item -> Percent.typed(item.reported().percent()))
                .asks(REASON, Item::reason)
                .asks(FILES, item -> FILES.written(item.files()))
                .rule(ScoreOwnTasksForm::doneButNotFull)
                .rule(ScoreOwnTasksForm::lossWithoutReason)
                .rule(ScoreOwnTasksForm::pointsWithoutProof)
                .read(items, draft);
    }

    private static String title(List<Item> items) {
        return "重点任务自评（%d项，牵头%d项）"
                .formatted(
                        items.size(),
                        items.stream()
                                .filter(item -> item.reported().task().lead())
                                .count());
    }

    private static Optional<Problem> doneButNotFull(Item item, Typed typed) {
        return typed.find(STATE)
                .filter(state -> state != Completion.DONE
                        && typed.find(PERCENT).filter(Percent::isFull).isPresent())
                .map(state -> PERCENT.problem("完成情况是“%s”，得分率应低于100；确已完成的，完成情况请改选“已完成”。".formatted(state.label())));
    }

    private static boolean isLoss(Typed typed) {
        return typed.find(PERCENT).filter(percent -> !Percent.isFull(percent)).isPresent();
    }

    private static Optional<Problem> lossWithoutReason(Item item, Typed typed) {
        return isLoss(typed) && typed.isEmpty(REASON)
                ? Optional.of(REASON.problem("得分率低于100的，请写明扣分理由。"))
                : Optional.empty();
    }

    /** The state says that it is done, the figure that it is not. */
    private static Optional<Problem> missed(Item item, Typed typed) {
        Target target = item.target();
        return target != null && typed.is(STATE, Completion.DONE) && typed.isEmpty(REASON) && !isLoss(typed)
                ? typed.find(FIGURE)
                        .filter(figure -> !target.reachedBy(figure))
                        .map(figure -> REASON.problem("目标是%s，填的是%s，没有达到：请写明为什么算已完成，或者把完成情况改为“部分完成”。"
                                .formatted(target.bound(), Answer.plain(figure))))
                : Optional.empty();
    }

    private static Optional<Problem> pointsWithoutProof(Item item, Typed typed) {
        return typed.find(PERCENT).filter(percent -> percent.signum() > 0).isPresent() && typed.isEmpty(FILES)
                ? Optional.of(FILES.problem("请上传能证明完成情况的材料；没有材料的，得分率只能填0。"))
                : Optional.empty();
    }

    private static Reading<BigDecimal> figure(String typed, @Nullable Target target) {
        String text = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
        if (target == null) {
            return Reading.nothing();
        }
        if (text.isEmpty()) {
            return Reading.wrong(
                    "还没有填达到的数值（目标%s）%s。".formatted(target.bound(), target.atMost() ? "，请填年末的数" : "；一点没有完成的填0"));
        }
        if (!text.matches("-?\\d{1,14}(\\.\\d{1,4})?")) {
            return Reading.wrong("“%s”不是数值，请只填数字，最多四位小数，例如 79。".formatted(text));
        }
        if (text.startsWith("-")) {
            return Reading.wrong("达到的数值不能是负数，现在填的是%s。".formatted(text));
        }
        return Reading.of(new BigDecimal(text));
    }

    private List<ReturnedItem> returned(TaskRef ref) {
        return returns.open(ref.year(), Returns.Stage.UNIT_SELF_SCORE, ref.unit());
    }

    @Override
    public FormContent content(TaskRef ref, Draft draft) {
        Filled<Item> tasks = tasks(ref, draft);
        return FormContent.of("提交后接着上报三项材料，再由专项组组长单位和市健康丽水办评审；自评的得分率供评审对照，最后以评审为准。", "办法二(三)", "办法五(一)")
                .notices(notices(ref, tasks))
                .part(tasks)
                .fact("自评得分", score(ref, tasks))
                .fact("任务", tasks.size() + " 项")
                .fact("待完善", tasks.todo() + " 处")
                .problems(tasks.isEmpty() ? List.of("本单位本年度没有重点任务，不能自评。请联系市健康丽水办核对任务分解。") : List.of());
    }

    private List<Notice> notices(TaskRef ref, Filled<Item> tasks) {
        return returned(ref).stream()
                .map(item -> new Notice(
                        Level.WARNING,
                        "退回修改：%s——%s"
                                .formatted(
                                        tasks.stream()
                                                .filter(line ->
                                                        line.item().code().equals(item.item()))
                                                .map(line ->
                                                        line.item().reported().title())
                                                .findFirst()
                                                .orElse(item.item()),
                                        item.reason())))
                .toList();
    }

    /** What the percentages typed so far come to, by the book. */
    private String score(TaskRef ref, Filled<Item> tasks) {
        List<Entry> typed = tasks.stream()
                .flatMap(line -> line.find(PERCENT).stream()
                        .map(percent -> Entry.typed(
                                ref.unit(),
                                line.item().code(),
                                EntrySource.REPORTED,
                                new Answer(EntryState.VALUE, percent, null, null, false, null, List.of()),
                                ref.office())))
                .toList();
        int left = tasks.size() - typed.size();
        return typed.isEmpty()
                ? "—"
                : scoreBook
                                .unitAsReported(ref.year(), ref.unit(), Amendments.of(typed, Set.of()))
                                .score()
                        + " 分"
                        + (left == 0 ? "" : "（还有%d项没填，暂按0计）".formatted(left));
    }

    @Override
    public Map<String, Object> submit(TaskRef ref, Draft draft, Actor actor) {
        Filled<Item> tasks = tasks(ref, draft);
        List<String> reported = new ArrayList<>();
        for (Line<Item> line : tasks.lines()) {
            if (!line.item().open()) {
                continue;
            }
            String code = line.item().code();
            String reason = line.text(REASON);
            scorecards.record(
                    ref.year(),
                    ref.unit(),
                    code,
                    EntrySource.REPORTED,
                    new Answer(
                            EntryState.VALUE,
                            line.get(PERCENT),
                            null,
                            null,
                            false,
                            reason.isEmpty() ? null : reason,
                            line.get(FILES)),
                    actor);
            progress.close(
                    ref.year(),
                    ref.unit(),
                    code,
                    line.get(STATE),
                    line.item().target() == null ? null : line.get(FIGURE),
                    reason,
                    line.get(FILES),
                    actor);
            reported.add(code);
        }
        reviews.tasksReported(ref.year(), ref.unit(), reported);
        returns.mended(ref.year(), Returns.Stage.UNIT_SELF_SCORE, ref.unit());
        log.record(actor, Operation.of("自查打分", ref.year(), ref.unit()).to(score(ref, tasks)));
        return Map.of();
    }
}
