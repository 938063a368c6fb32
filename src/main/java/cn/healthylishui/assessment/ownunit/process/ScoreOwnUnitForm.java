package cn.healthylishui.assessment.ownunit.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.ownunit.OwnUnits;
import cn.healthylishui.assessment.ownunit.OwnUnits.Giver;
import cn.healthylishui.assessment.ownunit.OwnUnits.OwnScore;
import cn.healthylishui.assessment.ownunit.OwnUnits.ScoredTask;
import cn.healthylishui.assessment.scorecard.Percent;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Returns.ReturnedItem;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 直属单位自查打分: a district's member unit gives itself a percentage of each task it was given (办法三). */
@Component
class ScoreOwnUnitForm implements TaskForm {

    static final String TASKS = "tasks";

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

    /** @param percent null while something is wrong, and where the row is not open */
    private record Line(
            ScoredTask scored,
            boolean open,
            String typed,
            String reason,
            List<String> files,
            @Nullable BigDecimal percent,
            List<Problem> problems) {

        String key() {
            return String.valueOf(scored.task().id());
        }
    }

    private List<ReturnedItem> returned(TaskRef ref) {
        return returns.open(ref.year(), Returns.Stage.OWN_UNIT, ref.unit());
    }

    private List<Line> lines(TaskRef ref, Draft draft) {
        List<ReturnedItem> returned = returned(ref);
        return ownUnits.scored(ref.year(), ref.district(), ref.unit()).stream()
                .map(scored -> {
                    String key = String.valueOf(scored.task().id());
                    boolean open = scored.own() == null
                            || returned.stream().anyMatch(item -> item.item().equals(key));
                    return line(scored, key, open, draft);
                })
                .toList();
    }

    private static Line line(ScoredTask scored, String key, boolean open, Draft draft) {
        OwnScore own = scored.own();
        Draft written = open ? draft : Draft.EMPTY;
        String typed = written.value(TASKS, key, "percent", own == null ? "" : Percent.typed(own.percent()));
        String reason = written.value(TASKS, key, "reason", own == null ? "" : own.reason());
        List<String> files =
                Draft.ids(written.value(TASKS, key, "files", own == null ? "" : String.join(",", own.evidence())));
        List<Problem> problems = new ArrayList<>();
        BigDecimal percent = null;
        if (open) {
            Reading<BigDecimal> reading = Percent.read(typed);
            percent = reading.value();
            if (reading.fault() != null) {
                problems.add(new Problem("percent", reading.fault()));
            } else if (percent != null && !Percent.isFull(percent) && reason.isEmpty()) {
                problems.add(new Problem("reason", "得分率低于100的，请写明扣分理由。"));
            }
            Forms.tooLong(reason, "reason", OwnUnits.LONGEST_REASON).ifPresent(problems::add);
        }
        return new Line(scored, open, typed, reason, files, problems.isEmpty() ? percent : null, problems);
    }

    @Override
    public FormContent content(TaskRef ref, Draft draft) {
        List<Line> lines = lines(ref, draft);
        long todo = lines.stream().mapToLong(line -> line.problems().size()).sum();
        return new FormContent(
                "提交后由健康办考核、排名；提交后要改，须由健康办退回。",
                List.of("办法三"),
                returned(ref).stream()
                        .map(item -> new Notice(
                                Level.WARNING, "退回修改：%s——%s".formatted(name(lines, item.item()), item.reason())))
                        .toList(),
                List.of(Forms.table(
                        TASKS,
                        "任务自评",
                        null,
                        List.of(
                                Column.label("name", "任务", Width.L),
                                Column.label("weight", "权重", Width.S),
                                Column.input("percent", "自评得分率", InputType.NUMBER, Width.S)
                                        .unit("%")
                                        .help("0至100，可带一位小数。"),
                                Column.input("reason", "扣分理由", InputType.TEXT, Width.L)
                                        .help("得分率低于100的必填。"),
                                Column.input("files", "佐证材料", InputType.FILES, Width.M)),
                        lines.stream().map(ScoreOwnUnitForm::row).toList())),
                List.of(new Fact("任务", lines.size() + " 项"), new Fact("待完善", todo + " 处")),
                List.of());
    }

    private static String name(List<Line> lines, String key) {
        return lines.stream()
                .filter(line -> line.key().equals(key))
                .map(line -> line.scored().task().task())
                .findFirst()
                .orElse(key);
    }

    private static Row row(Line line) {
        return new Row(
                line.key(),
                !line.open(),
                Map.of(
                        "name", line.scored().task().task(),
                        "weight", OwnUnits.weightInWords(line.scored().task().weight()),
                        "percent", line.typed(),
                        "reason", line.reason(),
                        "files", String.join(",", line.files())),
                Map.of(),
                line.problems());
    }

    @Override
    public Map<String, Object> submit(TaskRef ref, Draft draft, Actor actor) {
        List<Line> open = lines(ref, draft).stream().filter(Line::open).toList();
        open.forEach(line -> ownUnits.score(
                ref.year(),
                line.scored().task().id(),
                Giver.UNIT,
                Objects.requireNonNull(line.percent()),
                line.reason().isEmpty() ? null : line.reason(),
                line.files(),
                actor));
        returns.mended(ref.year(), Returns.Stage.OWN_UNIT, ref.unit());
        log.record(actor, "直属单位自查打分", ref.year(), ref.unit(), null, open.size() + "项任务", null);
        return Map.of();
    }

    @Override
    public boolean inWorkbook(String section) {
        return section.equals(TASKS);
    }
}
