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
import cn.healthylishui.assessment.ownunit.OwnUnits.Standing;
import cn.healthylishui.assessment.scorecard.Percent;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Verdict;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.YearRoster;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 考核直属单位: the county office gives each task of its member units a percentage or sends it back, and sees who stands where (办法三). */
@Component
public class ReviewOwnUnitsForm implements TaskForm {

    public static final String TASKS = "tasks";

    private static final Table<Standing> RANKING = Table.of("ranking", "得分和排名", Standing::unit)
            .hint("随填随算；任务还没有评完的单位不列出。得分 = 1000 × 各任务（权重 × 得分率）之和 ÷ 权重之和。")
            .shows("rank", "名次", S, one -> String.valueOf(one.rank()))
            .shows("name", "直属单位", M, Standing::name)
            .shows("score", "得分", S, one -> one.score().toPlainString())
            .shows("grade", "等级", S, one -> one.grade().label())
            .shows("why", "依据", L, Standing::gradeReason);

    private final OwnUnits ownUnits;
    private final YearRoster roster;
    private final Returns returns;
    private final OperationLog log;

    ReviewOwnUnitsForm(OwnUnits ownUnits, YearRoster roster, Returns returns, OperationLog log) {
        this.ownUnits = ownUnits;
        this.roster = roster;
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

    private Table<ScoredTask> table(TaskRef ref) {
        Table<ScoredTask> tasks = Table.<ScoredTask>of(
                        TASKS, "任务考核", one -> String.valueOf(one.task().id()))
                .inWorkbook()
                .hint("选“评分”的填0至100的得分率，与自评不同的写明理由；材料不全、情况不清的选“退回”并写明要补充什么。")
                .lockedWhere(one -> !one.toReview())
                .shows(
                        "unit",
                        "直属单位",
                        M,
                        one -> roster.objectName(ref.year(), one.task().unit()))
                .shows("name", "任务", L, one -> one.task().task())
                .shows(
                        "weight",
                        "权重",
                        S,
                        one -> OwnUnits.weightInWords(one.task().weight()))
                .shows("own", "自评", S, one -> Percent.shown(own(one)))
                .shows(
                        "ownReason",
                        "自评理由",
                        M,
                        one -> one.own() == null || one.own().reason() == null
                                ? ""
                                : one.own().reason())
                .showsFiles(
                        "proof",
                        "佐证材料",
                        M,
                        one -> one.own() == null ? List.of() : one.own().evidence());
        return Verdict.asked(
                tasks,
                ReviewOwnUnitsForm::settled,
                ReviewOwnUnitsForm::own,
                one -> "与自评%s不同，请写明理由，被考核的单位会看到。".formatted(Percent.shown(own(one))),
                OwnUnits.LONGEST_REASON);
    }

    private static @Nullable BigDecimal own(ScoredTask one) {
        return one.own() == null ? null : one.own().percent();
    }

    private static Optional<Verdict.Given> settled(ScoredTask one) {
        OwnScore given = one.reviewed();
        return one.toReview() || given == null
                ? Optional.empty()
                : Optional.of(new Verdict.Given(given.percent(), given.reason()));
    }

    private Filled<ScoredTask> tasks(TaskRef ref, Draft draft) {
        return table(ref).read(ownUnits.scored(ref.year(), ref.district()), draft);
    }

    private static List<Line<ScoredTask>> returned(Filled<ScoredTask> tasks) {
        return tasks.stream()
                .filter(line -> line.item().toReview() && line.is(Verdict.VERDICT, Verdict.RETURN))
                .toList();
    }

    @Override
    public FormContent content(TaskRef ref, Draft draft) {
        Filled<ScoredTask> tasks = tasks(ref, draft);
        int returned = returned(tasks).size();
        return FormContent.of(
                        returned == 0
                                ? "提交后形成直属单位的得分、排名和等级，当地即可上报自查材料；考核结果只用于当地，市里能看到，不计入其他得分。"
                                : "有退回的任务：提交后只有这些任务重新打开，其余保持原样，补充后再回到这里。",
                        "办法三",
                        "办法六(一)")
                .part(tasks)
                .part(RANKING.read(ownUnits.standings(ref.year(), ref.district(), percents(tasks)), draft))
                .fact("退回", returned + " 项")
                .fact("待完善", tasks.todo() + " 处");
    }

    /** What counts: typed here and right, or given before. */
    private static Map<Long, BigDecimal> percents(Filled<ScoredTask> tasks) {
        Map<Long, BigDecimal> percents = new HashMap<>();
        tasks.stream().filter(Line::isRight).forEach(line -> line.find(Verdict.PERCENT)
                .ifPresent(percent -> percents.put(line.item().task().id(), percent)));
        return percents;
    }

    @Override
    public Map<String, Object> submit(TaskRef ref, Draft draft, Actor actor) {
        Filled<ScoredTask> tasks = tasks(ref, draft);
        List<Line<ScoredTask>> returned = returned(tasks);
        for (Line<ScoredTask> line : returned) {
            String unit = line.item().task().unit();
            returns.sendBack(
                    ref.year(),
                    Returns.Stage.OWN_UNIT,
                    unit,
                    unit,
                    String.valueOf(line.item().task().id()),
                    line.text(Verdict.REASON),
                    actor);
        }
        tasks.stream()
                .filter(line -> line.item().toReview() && !returned.contains(line))
                .forEach(line -> ownUnits.score(
                        ref.year(),
                        line.item().task().id(),
                        Giver.COUNTY,
                        line.get(Verdict.PERCENT),
                        line.find(Verdict.REASON).orElse(null),
                        List.of(),
                        actor));
        if (returned.isEmpty()) {
            ownUnits.finish(ref.year(), ref.district(), actor);
        } else {
            log.record(
                    actor, Operation.of("考核直属单位", ref.year(), ref.district()).to("退回%d项任务".formatted(returned.size())));
        }
        return Map.of(Variables.REJUDGE, !returned.isEmpty());
    }
}
