package cn.healthylishui.assessment.unitreview.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.indicator.UnitTask;
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
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Layout;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.unitreview.Completion;
import cn.healthylishui.assessment.unitreview.UnitProgress;
import cn.healthylishui.assessment.unitreview.UnitReviews;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.Stage;
import cn.healthylishui.assessment.year.Stages;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 自查打分 of a municipal unit: task by task what is reached, the proof, and its own percentage (办法五(一)). */
@Component
class ScoreOwnTasksForm implements TaskForm {

    static final String TASKS = "tasks";

    private static final List<Option> COMPLETIONS = Arrays.stream(Completion.values())
            .map(completion -> new Option(completion.name(), completion.label()))
            .toList();

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

    private record Typed(String state, String figure, String percent, String reason, List<String> files) {}

    /** What a row says once nothing is wrong with it. */
    private record Reached(Completion completion, @Nullable BigDecimal figure, BigDecimal percent) {}

    /** @param reached null while the row has problems, and where it is not open */
    private record Line(
            UnitTask task,
            boolean open,
            Typed typed,
            @Nullable Reached reached,
            List<Problem> problems) {}

    private List<Line> lines(TaskRef ref, Draft draft) {
        Scorecard card = scorecards.latest(ref.year(), ref.unit());
        UnitProgress.Sheet sheet = progress.of(ref.year(), ref.unit());
        List<ReturnedItem> returned = returned(ref);
        return unitTasks.of(ref.year(), ref.unit()).stream()
                .map(task -> {
                    Answer stored = card.answer(task.code(), EntrySource.REPORTED);
                    boolean open = stored == null
                            || returned.stream().anyMatch(item -> item.item().equals(task.code()));
                    return line(task, open, stored, sheet, draft);
                })
                .toList();
    }

    private List<ReturnedItem> returned(TaskRef ref) {
        return returns.open(ref.year(), Returns.Stage.UNIT_SELF_SCORE, ref.unit());
    }

    /** State, figure and proof come from the year's last report until the unit says otherwise; the percentage never does. */
    private static Line line(
            UnitTask task, boolean open, @Nullable Answer stored, UnitProgress.Sheet sheet, Draft draft) {
        Draft written = open ? draft : Draft.EMPTY;
        Report last = sheet.last(task.code());
        String code = task.code();
        Typed typed = new Typed(
                written.value(
                        TASKS,
                        code,
                        "state",
                        last == null ? "" : Completion.of(last.state()).name()),
                written.value(TASKS, code, "figure", last == null ? "" : Percent.typed(last.figure())),
                written.value(TASKS, code, "percent", stored == null ? "" : Percent.typed(stored.value())),
                written.value(TASKS, code, "reason", stored == null ? "" : stored.reason()),
                Draft.ids(written.value(
                        TASKS,
                        code,
                        "files",
                        String.join(
                                ",",
                                stored != null ? stored.evidence() : last == null ? List.of() : last.evidence()))));
        List<Problem> problems = new ArrayList<>();
        Reached reached = open ? read(typed, sheet.target(code), problems) : null;
        return new Line(task, open, typed, problems.isEmpty() ? reached : null, problems);
    }

    private static @Nullable Reached read(Typed typed, @Nullable Target target, List<Problem> problems) {
        Optional<Completion> completion = Completion.named(typed.state());
        if (completion.isEmpty()) {
            problems.add(new Problem("state", "请选择完成情况。"));
        }
        BigDecimal figure = target == null ? null : figure(typed.figure(), target, problems);
        Reading<BigDecimal> percent = Percent.read(typed.percent());
        if (percent.fault() != null) {
            problems.add(new Problem("percent", percent.fault()));
        }
        BigDecimal value = percent.value();
        if (completion.isPresent() && value != null && Percent.isFull(value) && completion.get() != Completion.DONE) {
            problems.add(new Problem(
                    "percent",
                    "完成情况是“%s”，得分率应低于100；确已完成的，完成情况请改选“已完成”。"
                            .formatted(completion.get().label())));
        }
        String missed = target == null || figure == null || target.reachedBy(figure)
                ? ""
                : "目标是%s，填的是%s，没有达到：请写明为什么算已完成，或者把完成情况改为“部分完成”。".formatted(target.bound(), Answer.plain(figure));
        if (typed.reason().isEmpty() && value != null && !Percent.isFull(value)) {
            problems.add(new Problem("reason", "得分率低于100的，请写明扣分理由。"));
        } else if (typed.reason().isEmpty()
                && !missed.isEmpty()
                && completion.filter(one -> one == Completion.DONE).isPresent()) {
            problems.add(new Problem("reason", missed));
        }
        Forms.tooLong(typed.reason(), "reason", UnitReviews.LONGEST_REASON).ifPresent(problems::add);
        if (value != null && value.signum() > 0 && typed.files().isEmpty()) {
            problems.add(new Problem("files", "请上传能证明完成情况的材料；没有材料的，得分率只能填0。"));
        }
        return value == null || completion.isEmpty() ? null : new Reached(completion.get(), figure, value);
    }

    private static @Nullable BigDecimal figure(String typed, Target target, List<Problem> problems) {
        String text = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
        if (text.isEmpty()) {
            problems.add(new Problem(
                    "figure",
                    "还没有填达到的数值（目标%s）%s。".formatted(target.bound(), target.atMost() ? "，请填年末的数" : "；一点没有完成的填0")));
        } else if (!text.matches("-?\\d{1,14}(\\.\\d{1,4})?")) {
            problems.add(new Problem("figure", "“%s”不是数值，请只填数字，最多四位小数，例如 79。".formatted(text)));
        } else if (text.startsWith("-")) {
            problems.add(new Problem("figure", "达到的数值不能是负数，现在填的是%s。".formatted(text)));
        } else {
            return new BigDecimal(text);
        }
        return null;
    }

    @Override
    public FormContent content(TaskRef ref, Draft draft) {
        UnitProgress.Sheet sheet = progress.of(ref.year(), ref.unit());
        List<Line> lines = lines(ref, draft);
        boolean figures =
                lines.stream().anyMatch(line -> sheet.target(line.task().code()) != null);
        long todo = lines.stream().mapToLong(line -> line.problems().size()).sum();
        return new FormContent(
                "提交后接着上报三项材料，再由专项组组长单位和市健康丽水办评审；自评的得分率供评审对照，最后以评审为准。",
                List.of("办法二(三)", "办法五(一)"),
                notices(ref, lines),
                List.of(new Section(
                        TASKS,
                        "重点任务自评（%d项，牵头%d项）"
                                .formatted(
                                        lines.size(),
                                        lines.stream()
                                                .filter(line -> line.task().lead())
                                                .count()),
                        "完成情况、数值和材料已按最近一次季度进展填好，请按年终情况核对。牵头任务计分时加倍。",
                        Layout.TABLE,
                        columns(figures),
                        lines.stream().map(line -> row(line, sheet)).toList(),
                        Map.of())),
                List.of(
                        new Fact("自评得分", score(ref, lines)),
                        new Fact("任务", lines.size() + " 项"),
                        new Fact("待完善", todo + " 处")),
                lines.isEmpty() ? List.of("本单位本年度没有重点任务，不能自评。请联系市健康丽水办核对任务分解。") : List.of());
    }

    private List<Notice> notices(TaskRef ref, List<Line> lines) {
        return returned(ref).stream()
                .map(item -> new Notice(
                        Level.WARNING,
                        "退回修改：%s——%s"
                                .formatted(
                                        lines.stream()
                                                .map(Line::task)
                                                .filter(task -> task.code().equals(item.item()))
                                                .map(ScoreOwnTasksForm::title)
                                                .findFirst()
                                                .orElse(item.item()),
                                        item.reason())))
                .toList();
    }

    /** K1-07-2 新建绿道 79 公里以上（牵头） */
    static String title(UnitTask task) {
        return task.code() + " " + task.title() + (task.lead() ? "（牵头）" : "");
    }

    /** By what the task is judged: the standard that was set for it, else its wording. */
    static String standard(UnitTask task) {
        return task.acceptance().isBlank() ? task.body() : task.acceptance();
    }

    private static List<Column> columns(boolean figures) {
        return Stream.of(
                        Column.label("name", "任务", Width.L),
                        Column.label("standard", "任务要求", Width.L),
                        Column.label("progress", "各季进展", Width.M),
                        Column.choice("state", "完成情况", Width.S, COMPLETIONS),
                        figures
                                ? Column.input("figure", "达到的数值", InputType.NUMBER, Width.S)
                                        .help("有量化目标的任务必填。")
                                : null,
                        Column.input("percent", "自评得分率", InputType.NUMBER, Width.S)
                                .unit("%")
                                .help("0至100，可带一位小数。"),
                        Column.input("reason", "扣分理由", InputType.TEXT, Width.L).help("得分率低于100的必填。"),
                        Column.input("files", "佐证材料", InputType.FILES, Width.M))
                .filter(Objects::nonNull)
                .toList();
    }

    private static Row row(Line line, UnitProgress.Sheet sheet) {
        String code = line.task().code();
        Target target = sheet.target(code);
        Map<String, String> values = new HashMap<>();
        values.put("name", title(line.task()));
        values.put("standard", standard(line.task()));
        values.put("progress", sheet.ofTheYear(code));
        values.put("state", line.typed().state());
        values.put("figure", target == null ? "" : line.typed().figure());
        values.put("percent", line.typed().percent());
        values.put("reason", line.typed().reason());
        values.put("files", String.join(",", line.typed().files()));
        Map<String, Input> inputs = target == null
                ? Map.of("figure", Input.NOTHING)
                : Map.of("figure", new Input(InputType.NUMBER, target.unitOfMeasure(), List.of()));
        return new Row(code, !line.open(), values, inputs, line.problems());
    }

    /** What the percentages typed so far come to, by the book. */
    private String score(TaskRef ref, List<Line> lines) {
        List<Entry> typed = new ArrayList<>();
        for (Line line : lines) {
            BigDecimal percent = Percent.read(line.typed().percent()).value();
            if (percent != null) {
                typed.add(Entry.typed(
                        ref.unit(),
                        line.task().code(),
                        EntrySource.REPORTED,
                        new Answer(EntryState.VALUE, percent, null, null, false, null, List.of()),
                        ref.office()));
            }
        }
        int left = lines.size() - typed.size();
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
        List<Line> lines = lines(ref, draft);
        List<String> reported = new ArrayList<>();
        for (Line line : lines) {
            if (!line.open()) {
                continue;
            }
            Reached reached = line.reached();
            if (reached == null) {
                throw new IllegalStateException("A task without an answer passed the check: " + line);
            }
            String code = line.task().code();
            String reason = line.typed().reason();
            scorecards.record(
                    ref.year(),
                    ref.unit(),
                    code,
                    EntrySource.REPORTED,
                    new Answer(
                            EntryState.VALUE,
                            reached.percent(),
                            null,
                            null,
                            false,
                            reason.isEmpty() ? null : reason,
                            line.typed().files()),
                    actor);
            progress.close(
                    ref.year(),
                    ref.unit(),
                    code,
                    reached.completion(),
                    reached.figure(),
                    reason,
                    line.typed().files(),
                    actor);
            reported.add(code);
        }
        reviews.tasksReported(ref.year(), ref.unit(), reported);
        returns.mended(ref.year(), Returns.Stage.UNIT_SELF_SCORE, ref.unit());
        log.record(actor, "自查打分", ref.year(), ref.unit(), null, score(ref, lines), null);
        return Map.of();
    }

    @Override
    public boolean inWorkbook(String section) {
        return section.equals(TASKS);
    }
}
