package cn.healthylishui.assessment.ownunit;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.persistence.Rows.Whole;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.scorecard.Grades;
import cn.healthylishui.assessment.scorecard.OwnUnitsSettled;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scoring.Ranking;
import cn.healthylishui.assessment.scoring.TaskScore;
import cn.healthylishui.assessment.taskform.EvidenceLists;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearMemberUnit;
import cn.healthylishui.assessment.year.YearRoster;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 直属单位考核: a county office gives its member units tasks, they score themselves, it reviews and ranks them (办法三). The result stays
 * with the district; the city sees it and counts nothing on it.
 */
@Component("districtOwnUnits") // the models call their own bean ownUnits
public class OwnUnits implements OwnUnitsSettled {

    /** As long as the columns that keep them. */
    public static final int LONGEST_TASK = 1000;

    public static final int LONGEST_REASON = 1000;

    private record PlanOfDistrict(int year, String district, Plan plan, String setBy, LocalDateTime setAt) {}

    private record TaskOfDistrict(int year, String district, OwnTask task) {}

    private record ScoreOfDistrict(String district, ScoreRow score) {}

    private record ScoreFileOfDistrict(String district, long score, String evidenceId) {}

    private static final Whole<PlanOfDistrict> PLANS =
            new Whole<>(PlanOfDistrict.class, "select * from own_unit_plan where assessment_year = :year %s");

    private static final Whole<TaskOfDistrict> TASKS = new Whole<>(
            TaskOfDistrict.class,
            "select * from own_unit_task where assessment_year = :year %s order by district, seq");

    private static final String OF_TASKS = "and t.district = :district";

    private static final Whole<ScoreFileOfDistrict> SCORE_FILES = new Whole<>(ScoreFileOfDistrict.class, """
            select t.district, v.score, v.evidence_id from own_unit_score_evidence v
            join own_unit_score s on s.id = v.score join own_unit_task t on t.id = s.task
            where t.assessment_year = :year %s order by v.score, v.evidence_id
            """);

    /** What each giver gave last on a task. */
    private static final Whole<ScoreOfDistrict> LATEST = new Whole<>(ScoreOfDistrict.class, """
            select l.district, s.* from own_unit_score s
            join (select t.district, max(x.id) as id from own_unit_score x join own_unit_task t on t.id = x.task
                  where t.assessment_year = :year %s group by t.district, x.task, x.giver) l on l.id = s.id
            """);

    private record ScoreRow(
            long id,
            long task,
            Giver giver,
            BigDecimal scorePercent,
            @Nullable String reason,
            String enteredBy,
            LocalDateTime enteredAt) {

        OwnScore score(List<String> evidence) {
            return new OwnScore(id, task, scorePercent, reason, evidence, enteredBy, enteredAt);
        }
    }

    private record ScoreFile(long score, String evidenceId) {}

    private final Rows rows;
    private final Clock clock;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final Returns returns;
    private final Grades grades;
    private final OperationLog log;

    OwnUnits(
            JdbcClient jdbc,
            Clock clock,
            AssessmentYears years,
            YearRoster roster,
            Returns returns,
            Grades grades,
            OperationLog log) {
        this.rows = new Rows(jdbc);
        this.clock = clock;
        this.years = years;
        this.roster = roster;
        this.returns = returns;
        this.grades = grades;
        this.log = log;
    }

    /**
     * Whether a district assesses its own units in a year.
     *
     * @param reason why it leaves them out; null where it does not
     * @param assessedAt null until the assessment is done
     */
    public record Plan(
            boolean leftOut,
            @Nullable String reason,
            @Nullable LocalDateTime assessedAt) {}

    /** A task as it is given. */
    public record NewTask(String unit, String task, BigDecimal weight) {}

    public record OwnTask(long id, String unit, int seq, String task, BigDecimal weight) {}

    /** Who gives a percentage. */
    public enum Giver {
        UNIT,
        COUNTY
    }

    public record OwnScore(
            long id,
            long task,
            BigDecimal percent,
            @Nullable String reason,
            List<String> evidence,
            String enteredBy,
            LocalDateTime enteredAt) {}

    /** What the unit and the county office last gave on a task. */
    public record ScoredTask(
            OwnTask task, @Nullable OwnScore own, @Nullable OwnScore reviewed) {

        /** The county office has to say a word on it: for the first time, or because the unit has reported it anew. */
        public boolean toReview() {
            return reviewed == null || own == null || reviewed.id() < own.id();
        }
    }

    /** @param gradeReason why, in one Chinese clause */
    public record Standing(String unit, String name, BigDecimal score, int rank, Grade grade, String gradeReason) {}

    /** For whoever goes on to ask for every district in the same transaction: then nothing is asked of one by itself. */
    public void readAll(int year) {
        rows.list(PLANS, year);
        rows.list(TASKS, year);
        rows.list(SCORE_FILES, year);
        rows.list(LATEST, year);
    }

    public Optional<Plan> plan(int year, String district) {
        return rows
                .part(PLANS, "and district = :district", one -> one.district().equals(district), year, district)
                .stream()
                .map(PlanOfDistrict::plan)
                .findFirst();
    }

    public void leaveOut(int year, String district, String reason, Actor actor) {
        insert(year, district, true, reason, actor);
        log.record(actor, Operation.of("本年度不考核直属单位", year, district).because(reason));
    }

    public void give(int year, String district, List<NewTask> tasks, Actor actor) {
        insert(year, district, false, null, actor);
        Set<String> known = roster.memberUnits(year, district).stream()
                .map(YearMemberUnit::code)
                .collect(Collectors.toSet());
        List<TaskOfDistrict> given = new ArrayList<>();
        for (NewTask task : tasks) {
            if (!known.contains(task.unit())) {
                throw new Refused("%s不是%s的直属单位，不能下达任务。请重新选择单位。"
                        .formatted(roster.objectName(year, task.unit()), roster.objectName(year, district)));
            }
            given.add(new TaskOfDistrict(
                    year, district, new OwnTask(0, task.unit(), given.size() + 1, task.task(), task.weight())));
        }
        rows.insertAll("own_unit_task", given);
        long units = tasks.stream().map(NewTask::unit).distinct().count();
        log.record(actor, Operation.of("下达直属单位任务", year, district).to("%d个单位%d项任务".formatted(units, tasks.size())));
    }

    private void insert(int year, String district, boolean leftOut, @Nullable String reason, Actor actor) {
        years.requireOpen(year);
        try {
            rows.insert(
                    "own_unit_plan",
                    new PlanOfDistrict(
                            year, district, new Plan(leftOut, reason, null), actor.userId(), LocalDateTime.now(clock)));
        } catch (DuplicateKeyException e) {
            throw new Refused("%s%d年度直属单位任务已经确定，不能再次下达。请刷新页面后再办。".formatted(roster.objectName(year, district), year));
        }
    }

    public List<OwnTask> tasks(int year, String district) {
        return rows
                .part(TASKS, "and district = :district", one -> one.district().equals(district), year, district)
                .stream()
                .map(TaskOfDistrict::task)
                .toList();
    }

    /** Every task of a district's units with what was last given on it. */
    public List<ScoredTask> scored(int year, String district) {
        Map<Long, OwnScore> own = latest(year, district, Giver.UNIT);
        Map<Long, OwnScore> reviewed = latest(year, district, Giver.COUNTY);
        return tasks(year, district).stream()
                .map(task -> new ScoredTask(task, own.get(task.id()), reviewed.get(task.id())))
                .toList();
    }

    public List<ScoredTask> scored(int year, String district, String unit) {
        return scored(year, district).stream()
                .filter(scored -> scored.task().unit().equals(unit))
                .toList();
    }

    private Map<Long, OwnScore> latest(int year, String district, Giver giver) {
        Map<Long, List<String>> evidence = EvidenceLists.by(
                rows.part(SCORE_FILES, OF_TASKS, file -> file.district().equals(district), year, district),
                ScoreFileOfDistrict::score,
                ScoreFileOfDistrict::evidenceId);
        return rows.part(LATEST, OF_TASKS, score -> score.district().equals(district), year, district).stream()
                .map(ScoreOfDistrict::score)
                .filter(row -> row.giver() == giver)
                .collect(
                        Collectors.toMap(ScoreRow::task, row -> row.score(evidence.getOrDefault(row.id(), List.of()))));
    }

    /** Adds a percentage; earlier ones stay. */
    public void score(
            int year,
            long task,
            Giver giver,
            BigDecimal percent,
            @Nullable String reason,
            List<String> evidence,
            Actor actor) {
        years.requireOpen(year);
        long id = rows.insertForId(
                "own_unit_score",
                new ScoreRow(0, task, giver, percent, reason, actor.userId(), LocalDateTime.now(clock)));
        rows.insertAll(
                "own_unit_score_evidence",
                evidence.stream()
                        .distinct()
                        .map(file -> new ScoreFile(id, file))
                        .toList());
    }

    /** The units that have something to report: those with returned tasks; where nothing was returned all that have a task. */
    public List<String> unitsToAsk(int year, String district) {
        List<String> withTasks = tasks(year, district).stream()
                .map(OwnTask::unit)
                .distinct()
                .sorted()
                .toList();
        Set<String> returned = Set.copyOf(returns.offices(year, Returns.Stage.OWN_UNIT));
        List<String> again = withTasks.stream().filter(returned::contains).toList();
        return again.isEmpty() ? withTasks : again;
    }

    /** @throws OutOfStep where it is set already what the district's own units do, or that they are left out */
    public void requireToSet(int year, String district) {
        OutOfStep.require(plan(year, district).isEmpty(), ownUnitsOf(year, district), "任务已确定");
    }

    /** @throws OutOfStep where a unit has nothing to report on */
    public void requireToReport(int year, String district, String unit) {
        requireUnderWay(year, district);
        boolean reported = scored(year, district, unit).stream().allMatch(scored -> scored.own() != null)
                && returns.open(year, Returns.Stage.OWN_UNIT, unit).isEmpty();
        OutOfStep.require(!reported, roster.objectName(year, unit), "已自查打分");
    }

    /** @throws OutOfStep where a unit has still to report, or everything is reviewed */
    public void requireToReview(int year, String district) {
        requireUnderWay(year, district);
        List<ScoredTask> tasks = scored(year, district);
        boolean mended = tasks.stream().allMatch(scored -> returns.open(
                        year, Returns.Stage.OWN_UNIT, scored.task().unit())
                .isEmpty());
        OutOfStep.require(
                mended && tasks.stream().allMatch(scored -> scored.own() != null),
                ownUnitsOf(year, district),
                "自查打分还没有报齐");
    }

    private void requireUnderWay(int year, String district) {
        Optional<Plan> plan = plan(year, district);
        OutOfStep.require(
                plan.filter(one -> !one.leftOut() && one.assessedAt() == null).isPresent(),
                ownUnitsOf(year, district),
                plan.isEmpty() ? "还没有下达任务" : plan.get().leftOut() ? "本年度不考核" : "考核已完成");
    }

    private String ownUnitsOf(int year, String district) {
        return roster.objectName(year, district) + "直属单位考核";
    }

    /** The county office has reviewed every task; the ranking stands. */
    public void finish(int year, String district, Actor actor) {
        if (scored(year, district).stream().anyMatch(ScoredTask::toReview)) {
            throw new IllegalStateException("Tasks of own units of %s await review".formatted(district));
        }
        rows.update("""
                update own_unit_plan set assessed_at = :at where assessment_year = :year and district = :district
                """, LocalDateTime.now(clock), year, district);
        log.record(
                actor,
                Operation.of("完成直属单位考核", year, district)
                        .to(ranking(year, district).stream()
                                .map(standing -> "%d %s %s分 %s"
                                        .formatted(
                                                standing.rank(),
                                                standing.name(),
                                                standing.score(),
                                                standing.grade().label()))
                                .collect(Collectors.joining("；"))));
    }

    /** Whether the district has assessed its own units, or leaves them out this year. */
    public boolean settled(int year, String district) {
        return plan(year, district)
                .filter(plan -> plan.leftOut() || plan.assessedAt() != null)
                .isPresent();
    }

    @Override
    public Optional<String> fault(int year, String district) {
        return settled(year, district)
                ? Optional.empty()
                : Optional.of("直属单位考核还没有办完，不能上报。请先在任务清单里办结“下达直属单位任务”“考核直属单位”；本年度不考核的，在“下达直属单位任务”里写明理由。");
    }

    /** The district's own units in order of rank; empty until they are assessed, and where they are left out. */
    public List<Standing> ranking(int year, String district) {
        boolean assessed =
                plan(year, district).filter(plan -> plan.assessedAt() != null).isPresent();
        if (!assessed) {
            return List.of();
        }
        Map<Long, BigDecimal> percents = new HashMap<>();
        scored(year, district).forEach(scored -> Optional.ofNullable(scored.reviewed())
                .ifPresent(reviewed -> percents.put(scored.task().id(), reviewed.percent())));
        return standings(year, district, percents);
    }

    /**
     * The order that percentages make; of those units only whose tasks all have one.
     *
     * @param percents task to percentage
     */
    public List<Standing> standings(int year, String district, Map<Long, BigDecimal> percents) {
        BigDecimal fullMark = years.settings(year).fullMark();
        Map<String, List<OwnTask>> byUnit = tasks(year, district).stream()
                .collect(Collectors.groupingBy(OwnTask::unit, TreeMap::new, Collectors.toList()));
        Map<String, BigDecimal> scores = new LinkedHashMap<>();
        byUnit.forEach((unit, tasks) -> {
            List<TaskScore.Part> parts = new ArrayList<>();
            tasks.forEach(task -> Optional.ofNullable(percents.get(task.id()))
                    .ifPresent(percent -> parts.add(new TaskScore.Part(task.weight(), percent))));
            if (parts.size() == tasks.size()) {
                scores.put(unit, TaskScore.of(parts, fullMark));
            }
        });
        List<Standing> standings = new ArrayList<>();
        Ranking.of(scores).forEach((unit, rank) -> {
            BigDecimal score = Objects.requireNonNull(scores.get(unit));
            // Its own units have neither must-pass items nor townships.
            Grades.Graded graded = grades.grade(year, score, true, true, false);
            standings.add(
                    new Standing(unit, roster.objectName(year, unit), score, rank, graded.grade(), graded.reason()));
        });
        return List.copyOf(standings);
    }

    /** A weight as it was given: 1, 2, 1.5. */
    public static String weightInWords(BigDecimal weight) {
        return Answer.plain(weight);
    }
}
