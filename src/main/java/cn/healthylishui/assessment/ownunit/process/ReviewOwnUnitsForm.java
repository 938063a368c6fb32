package cn.healthylishui.assessment.ownunit.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.ownunit.OwnUnits;
import cn.healthylishui.assessment.ownunit.OwnUnits.Giver;
import cn.healthylishui.assessment.ownunit.OwnUnits.OwnScore;
import cn.healthylishui.assessment.ownunit.OwnUnits.ScoredTask;
import cn.healthylishui.assessment.ownunit.OwnUnits.Standing;
import cn.healthylishui.assessment.scorecard.Percent;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 考核直属单位: the county office gives each task of its member units a percentage or sends it back, and sees who stands where (办法三). */
@Component
class ReviewOwnUnitsForm implements TaskForm {

    static final String TASKS = "tasks";
    static final String RANKING = "ranking";
    static final String SCORE = "SCORE";
    static final String RETURN = "RETURN";

    private final OwnUnits ownUnits;
    private final AssessmentYears years;
    private final Returns returns;
    private final OperationLog log;

    ReviewOwnUnitsForm(OwnUnits ownUnits, AssessmentYears years, Returns returns, OperationLog log) {
        this.ownUnits = ownUnits;
        this.years = years;
        this.returns = returns;
        this.log = log;
    }

    @Override
    public String taskKey() {
        return "taskReviewOwnUnits";
    }

    @Override
    public void require(TaskRef ref) {
        ownUnits.requireToReview(ref.year(), ref.district());
    }

    /** @param percent what counts: typed here, or given before; null while something is wrong and where the task is sent back */
    private record Line(
            ScoredTask scored,
            boolean open,
            String verdict,
            String typed,
            String reason,
            @Nullable BigDecimal percent,
            List<Problem> problems) {

        long task() {
            return scored.task().id();
        }

        boolean returned() {
            return open && verdict.equals(RETURN);
        }
    }

    private List<Line> lines(TaskRef ref, Draft draft) {
        return ownUnits.scored(ref.year(), ref.district()).stream()
                .map(scored -> scored.toReview() ? open(scored, draft) : settled(scored))
                .toList();
    }

    private static Line settled(ScoredTask scored) {
        OwnScore given = Objects.requireNonNull(scored.reviewed());
        return new Line(
                scored,
                false,
                SCORE,
                Percent.typed(given.percent()),
                Objects.requireNonNullElse(given.reason(), ""),
                given.percent(),
                List.of());
    }

    private static Line open(ScoredTask scored, Draft draft) {
        String key = String.valueOf(scored.task().id());
        String verdict = draft.value(TASKS, key, "verdict", SCORE);
        String typed = draft.value(TASKS, key, "percent", "");
        String reason = draft.value(TASKS, key, "reason", "");
        List<Problem> problems = new ArrayList<>();
        BigDecimal percent = read(scored, verdict, typed, reason, problems);
        Forms.tooLong(reason, "reason", OwnUnits.LONGEST_REASON).ifPresent(problems::add);
        return new Line(scored, true, verdict, typed, reason, problems.isEmpty() ? percent : null, problems);
    }

    private static @Nullable BigDecimal read(
            ScoredTask scored, String verdict, String typed, String reason, List<Problem> problems) {
        if (verdict.equals(RETURN)) {
            if (reason.isEmpty()) {
                problems.add(new Problem("reason", "请写明退回理由和要补充什么，被退回的单位会看到。"));
            }
            return null;
        }
        if (!verdict.equals(SCORE)) {
            problems.add(new Problem("verdict", "请选择评分或退回。"));
            return null;
        }
        Reading<BigDecimal> percent = Percent.read(typed);
        if (percent.fault() != null) {
            problems.add(new Problem("percent", percent.fault()));
        }
        OwnScore own = scored.own();
        if (percent.value() != null
                && reason.isEmpty()
                && (own == null || percent.value().compareTo(own.percent()) != 0)) {
            problems.add(new Problem(
                    "reason", "与自评%s不同，请写明理由，被考核的单位会看到。".formatted(Percent.shown(own == null ? null : own.percent()))));
        }
        return percent.value();
    }

    @Override
    public FormContent content(TaskRef ref, Draft draft) {
        List<Line> lines = lines(ref, draft);
        long todo = lines.stream().mapToLong(line -> line.problems().size()).sum();
        long returned = lines.stream().filter(Line::returned).count();
        return new FormContent(
                returned == 0
                        ? "提交后形成直属单位的得分、排名和等级，当地即可上报自查材料；考核结果只用于当地，市里能看到，不计入其他得分。"
                        : "有退回的任务：提交后只有这些任务重新打开，其余保持原样，补充后再回到这里。",
                List.of("办法三", "办法六(一)"),
                List.of(),
                List.of(
                        Forms.table(
                                TASKS,
                                "任务考核",
                                "选“评分”的填0至100的得分率，与自评不同的写明理由；材料不全、情况不清的选“退回”并写明要补充什么。",
                                List.of(
                                        Column.label("unit", "直属单位", Width.M),
                                        Column.label("name", "任务", Width.L),
                                        Column.label("weight", "权重", Width.S),
                                        Column.label("own", "自评", Width.S),
                                        Column.label("ownReason", "自评理由", Width.M),
                                        Column.input("proof", "佐证材料", InputType.FILE_LIST, Width.M),
                                        Column.choice(
                                                "verdict",
                                                "意见",
                                                Width.S,
                                                List.of(new Option(SCORE, "评分"), new Option(RETURN, "退回"))),
                                        Column.input("percent", "得分率", InputType.NUMBER, Width.S)
                                                .unit("%"),
                                        Column.input("reason", "理由", InputType.TEXT, Width.L)
                                                .help("与自评不同或退回的必填。")),
                                lines.stream().map(line -> row(ref, line)).toList()),
                        ranking(ref, lines)),
                List.of(new Fact("退回", returned + " 项"), new Fact("待完善", todo + " 处")),
                List.of());
    }

    private Row row(TaskRef ref, Line line) {
        OwnScore own = line.scored().own();
        Map<String, String> values = new HashMap<>();
        values.put("unit", years.objectName(ref.year(), line.scored().task().unit()));
        values.put("name", line.scored().task().task());
        values.put("weight", OwnUnits.weightInWords(line.scored().task().weight()));
        values.put("own", Percent.shown(own == null ? null : own.percent()));
        values.put("ownReason", own == null || own.reason() == null ? "" : own.reason());
        values.put("proof", own == null ? "" : String.join(",", own.evidence()));
        values.put("verdict", line.verdict());
        values.put("percent", line.typed());
        values.put("reason", line.reason());
        return new Row(String.valueOf(line.task()), !line.open(), values, Map.of(), line.problems());
    }

    private Section ranking(TaskRef ref, List<Line> lines) {
        Map<Long, BigDecimal> percents = new HashMap<>();
        for (Line line : lines) {
            BigDecimal percent = line.percent();
            if (percent != null) {
                percents.put(line.task(), percent);
            }
        }
        return Forms.table(
                RANKING,
                "得分和排名",
                "随填随算；任务还没有评完的单位不列出。得分 = 1000 × 各任务（权重 × 得分率）之和 ÷ 权重之和。",
                List.of(
                        Column.label("rank", "名次", Width.S),
                        Column.label("name", "直属单位", Width.M),
                        Column.label("score", "得分", Width.S),
                        Column.label("grade", "等级", Width.S),
                        Column.label("why", "依据", Width.L)),
                ownUnits.standings(ref.year(), ref.district(), percents).stream()
                        .map(ReviewOwnUnitsForm::row)
                        .toList());
    }

    private static Row row(Standing standing) {
        return Forms.readOnly(
                standing.unit(),
                Map.of(
                        "rank", String.valueOf(standing.rank()),
                        "name", standing.name(),
                        "score", standing.score().toPlainString(),
                        "grade", standing.grade().label(),
                        "why", standing.gradeReason()));
    }

    @Override
    public Map<String, Object> submit(TaskRef ref, Draft draft, Actor actor) {
        List<Line> open = lines(ref, draft).stream().filter(Line::open).toList();
        boolean returned = false;
        for (Line line : open) {
            if (line.returned()) {
                returned = true;
                String unit = line.scored().task().unit();
                returns.sendBack(
                        ref.year(),
                        Returns.Stage.OWN_UNIT,
                        unit,
                        unit,
                        String.valueOf(line.task()),
                        line.reason(),
                        actor);
            } else {
                ownUnits.score(
                        ref.year(),
                        line.task(),
                        Giver.COUNTY,
                        Objects.requireNonNull(line.percent()),
                        line.reason().isEmpty() ? null : line.reason(),
                        List.of(),
                        actor);
            }
        }
        if (returned) {
            log.record(
                    actor,
                    "考核直属单位",
                    ref.year(),
                    ref.district(),
                    null,
                    "退回%d项任务".formatted(open.stream().filter(Line::returned).count()),
                    null);
        } else {
            ownUnits.finish(ref.year(), ref.district(), actor);
        }
        return Map.of(Variables.REJUDGE, returned);
    }

    @Override
    public boolean inWorkbook(String section) {
        return section.equals(TASKS);
    }
}
