package cn.healthylishui.assessment.appraisal;

import cn.healthylishui.assessment.appraisal.Poll.State;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.organization.RaterGroup;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.scoring.Appraisal;
import cn.healthylishui.assessment.scoring.Tally;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearSettings;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 民主测评结果: the ballots are counted, shown, and put in force as scores (办法四(二)). Figures leave here only as sums of enough ballots,
 * while scores are computed from the rater groups as they are.
 */
@Component
public class AppraisalOutcomes {

    /** As long as the column that keeps it. */
    public static final int LONGEST_DECISION_REASON = 1000;

    /** How a unit was decided on that nobody rated. */
    public record Ruling(Decision.Outcome outcome, String reason) {}

    /** The votes of some rater groups together for one unit. */
    public record ShownTally(Set<RaterGroup> groups, Tally tally) {

        public String label() {
            return groups.stream().map(RaterGroup::label).collect(Collectors.joining("、"));
        }
    }

    /**
     * What came out for a unit.
     *
     * @param tallies empty where too few voted
     */
    public record UnitOutcome(String unit, List<ShownTally> tallies, AppraisalScore score) {}

    private record UnitDecision(int year, String unit, Decision decision) {}

    private final Rows rows;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final Appraisals appraisals;
    private final BallotBox box;
    private final OperationLog log;
    private final Clock clock;

    AppraisalOutcomes(
            JdbcClient jdbc,
            AssessmentYears years,
            YearRoster roster,
            Appraisals appraisals,
            BallotBox box,
            OperationLog log,
            Clock clock) {
        this.rows = new Rows(jdbc);
        this.years = years;
        this.roster = roster;
        this.appraisals = appraisals;
        this.box = box;
        this.log = log;
        this.clock = clock;
    }

    /** Counts once voting is closed or everybody has voted; once counted, nothing more happens. */
    @Transactional
    public void count(int year) {
        Poll poll = appraisals.lock(year);
        if (poll.isCounted()) {
            return;
        }
        Turnout turnout = appraisals.turnout(year);
        if (poll.state() == State.VOTING && !turnout.missing().isEmpty()) {
            throw new OutOfStep("%d年度民主测评还在投票，不能统计测评票。".formatted(year));
        }
        Map<RaterGroup, Integer> ballots = box.ballots(year);
        for (RaterGroup group : RaterGroup.values()) {
            if (ballots.getOrDefault(group, 0) != turnout.voted(group)) {
                throw new IllegalStateException("%d: %d voters and %d ballots of %s"
                        .formatted(year, turnout.voted(group), ballots.getOrDefault(group, 0), group));
            }
        }
        int alike = box.count(year);
        rows.update("""
                update appraisal set state = :state, alike_ballots = :alike, counted_at = :at where assessment_year = :year
                """, State.COUNTED, alike, LocalDateTime.now(clock), year);
        log.record(
                Actor.SYSTEM,
                Operation.of("统计测评票", year, String.valueOf(year))
                        .to("投票%s，对全部单位评价相同的%d张".formatted(turnout.text(), alike)));
    }

    /** Whether enough voted for any figure to be shown. */
    public boolean enoughToShow(int year) {
        return !shownGroups(year).isEmpty();
    }

    /** Whether the rater groups are shown as one, since one of them is too small. */
    public boolean isMerged(int year) {
        return shownGroups(year).stream().anyMatch(groups -> groups.size() > 1);
    }

    private List<Set<RaterGroup>> shownGroups(int year) {
        Turnout turnout = appraisals.turnout(year);
        Map<RaterGroup, Integer> ballots = new EnumMap<>(RaterGroup.class);
        for (RaterGroup group : RaterGroup.values()) {
            ballots.put(group, turnout.voted(group));
        }
        return ShownGroups.of(ballots, years.settings(year).smallestShownRaterGroup());
    }

    /** What came out for each unit on the ballot, as it may be shown; empty before the count. */
    public List<UnitOutcome> outcomes(int year) {
        Poll poll = appraisals.get(year);
        if (!poll.isCounted()) {
            return List.of();
        }
        List<Set<RaterGroup>> shown = shownGroups(year);
        YearSettings settings = years.settings(year);
        return appraisals.units(year).stream()
                .map(unit -> outcome(unit, box.tallies(year, unit), shown, poll, settings))
                .toList();
    }

    private static UnitOutcome outcome(
            String unit,
            Map<RaterGroup, Tally> tallies,
            List<Set<RaterGroup>> shown,
            Poll poll,
            YearSettings settings) {
        List<ShownTally> sums = shown.stream()
                .map(groups -> new ShownTally(
                        groups,
                        groups.stream()
                                .map(group -> tallies.getOrDefault(group, Tally.NONE))
                                .reduce(Tally.NONE, Tally::plus)))
                .toList();
        List<Appraisal.Group> groups = tallies.entrySet().stream()
                .map(entry -> new Appraisal.Group(poll.weights().getOrDefault(entry.getKey(), 0), entry.getValue()))
                .toList();
        @Nullable
        BigDecimal score = Appraisal.score(groups, settings.appraisalMarks(), settings.fullMark())
                .orElse(null);
        return new UnitOutcome(unit, sums, new AppraisalScore(score, explanation(score, sums, poll, settings)));
    }

    private static String explanation(
            @Nullable BigDecimal score, List<ShownTally> sums, Poll poll, YearSettings settings) {
        if (score == null) {
            return "没有人投票，或者投票的人都选“不了解”，没有有效的测评结果";
        }
        if (sums.isEmpty()) {
            return "投票不足%d张，不列出票数；得分按各类测评人员的平均分加权计算".formatted(settings.smallestShownRaterGroup());
        }
        boolean merged = sums.stream().anyMatch(sum -> sum.groups().size() > 1);
        if (merged) {
            return "有的测评人员类别不足%d张票，各类合并列出；得分仍按各类的平均分加权计算".formatted(settings.smallestShownRaterGroup());
        }
        return sums.stream().map(sum -> part(sum, poll, settings)).collect(Collectors.joining("；"))
                + "；按权重平均，折合%s分制"
                        .formatted(settings.fullMark().stripTrailingZeros().toPlainString());
    }

    private static String part(ShownTally sum, Poll poll, YearSettings settings) {
        RaterGroup group = sum.groups().iterator().next();
        return Appraisal.mean(sum.tally(), settings.appraisalMarks())
                .map(mean -> "%s平均%s分（权重%d）"
                        .formatted(group.label(), mean, poll.weights().get(group)))
                .orElse("%s都选“不了解”，权重归其他各类".formatted(group.label()));
    }

    /** A unit's score once the appraisal is confirmed; empty before, and for a unit that was not on the ballot. */
    public Optional<AppraisalScore> score(int year, String unit) {
        return appraisals
                .find(year)
                .filter(poll -> poll.state() == State.CONFIRMED)
                .filter(poll -> appraisals.units(year).contains(unit))
                .map(poll -> outcome(unit, box.tallies(year, unit), shownGroups(year), poll, years.settings(year))
                        .score());
    }

    /** What was decided on a unit that nobody rated. */
    public Optional<Decision> decision(int year, String unit) {
        return rows.find(
                Decision.class,
                "select * from appraisal_decision where assessment_year = :year and unit = :unit",
                year,
                unit);
    }

    /** Why a unit that nobody rated cannot be decided on for this reason; empty where it can. */
    public static Optional<String> wrongDecisionReason(String reason) {
        if (reason.isBlank()) {
            return Optional.of("请写明这样处理的理由。");
        }
        return reason.strip().length() > LONGEST_DECISION_REASON
                ? Optional.of("理由最多%d字，现在有%d字，请缩短。"
                        .formatted(LONGEST_DECISION_REASON, reason.strip().length()))
                : Optional.empty();
    }

    /** The units that nobody rated. */
    public List<String> unrated(int year) {
        return outcomes(year).stream()
                .filter(outcome -> outcome.score().score() == null)
                .map(UnitOutcome::unit)
                .toList();
    }

    /**
     * Puts the scores in force.
     *
     * @param rulings one for each unit that nobody rated
     */
    @Transactional
    public void confirm(int year, Map<String, Ruling> rulings, Actor actor) {
        Poll poll = appraisals.lock(year);
        if (poll.state() != State.COUNTED) {
            throw new Refused(
                    poll.state() == State.CONFIRMED
                            ? "%d年度民主测评结果已经确认，不能重复确认。".formatted(year)
                            : "%d年度民主测评还没有统计测评票，不能确认。".formatted(year));
        }
        List<String> unrated = unrated(year);
        for (String unit : unrated) {
            Ruling ruling = rulings.get(unit);
            if (ruling == null) {
                throw new Refused("“%s”没有有效的测评结果，请选择怎样处理并写明理由。".formatted(roster.objectName(year, unit)));
            }
            Refused.because(wrongDecisionReason(ruling.reason()));
            decide(year, unit, ruling, actor);
        }
        rulings.keySet().stream()
                .filter(unit -> !unrated.contains(unit))
                .findFirst()
                .ifPresent(unit -> {
                    throw new Refused("“%s”有测评得分，不需要另行处理。".formatted(roster.objectName(year, unit)));
                });
        rows.update("""
                update appraisal set state = :state, confirmed_by = :by, confirmed_at = :at where assessment_year = :year
                """, State.CONFIRMED, actor.userId(), LocalDateTime.now(clock), year);
        log.record(
                actor,
                Operation.of("确认测评结果", year, String.valueOf(year))
                        .to("投票" + appraisals.turnout(year).text()));
    }

    private void decide(int year, String unit, Ruling ruling, Actor actor) {
        rows.insert(
                "appraisal_decision",
                new UnitDecision(
                        year,
                        unit,
                        new Decision(
                                ruling.outcome(), ruling.reason().strip(), actor.userId(), LocalDateTime.now(clock))));
        if (ruling.outcome() == Decision.Outcome.NOT_GRADED) {
            years.excludeUnit(year, unit, ruling.reason().strip(), actor);
        }
        log.record(
                actor,
                Operation.of("没有有效测评结果的处理", year, unit)
                        .to(ruling.outcome().label())
                        .because(ruling.reason().strip()));
    }
}
