package cn.healthylishui.assessment.appraisal;

import cn.healthylishui.assessment.appraisal.Poll.State;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.RaterGroup;
import cn.healthylishui.assessment.organization.RaterSeat;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.scoring.AppraisalMark;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearUnit;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 民主测评 (办法四(二)): persons rate the municipal units on secret ballots. That somebody has voted is known; what somebody voted is
 * kept nowhere. What the ballots come to is {@link AppraisalOutcomes}.
 */
@Component
public class Appraisals {

    /** As long as the columns that keep them. */
    public static final int LONGEST_PERSON = 100;

    public static final int LONGEST_CLOSING_REASON = 2000;

    /** The user task of a ballot. */
    public static final String BALLOT_TASK = "taskVote";

    private static final int HUNDRED = 100;

    /** Who is to sit on a seat this year. */
    public record Named(String seat, String person) {}

    private record PollRow(
            int year,
            State state,
            boolean delegatesInvited,
            int leaderWeight,
            int districtWeight,
            int delegateWeight,
            String preparedBy,
            LocalDateTime preparedAt,
            @Nullable String closingReason,
            @Nullable Integer alikeBallots) {

        Poll poll() {
            return new Poll(
                    year,
                    state,
                    delegatesInvited,
                    Map.of(
                            RaterGroup.LEADER, leaderWeight,
                            RaterGroup.DISTRICT, districtWeight,
                            RaterGroup.DELEGATE, delegateWeight),
                    closingReason,
                    alikeBallots);
        }
    }

    private record UnitRow(int year, String unit) {}

    private record RaterRow(
            int year,
            String seat,
            String person,
            RaterGroup raterGroup,
            boolean hasVoted,
            @Nullable String account) {

        Rater rater() {
            return new Rater(seat, person, raterGroup, hasVoted);
        }
    }

    private final Rows rows;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final Organization organization;
    private final BallotBox box;
    private final SealedSeats seats;
    private final OperationLog log;
    private final Clock clock;

    Appraisals(
            JdbcClient jdbc,
            AssessmentYears years,
            YearRoster roster,
            Organization organization,
            BallotBox box,
            SealedSeats seats,
            OperationLog log,
            Clock clock) {
        this.rows = new Rows(jdbc);
        this.years = years;
        this.roster = roster;
        this.organization = organization;
        this.box = box;
        this.seats = seats;
        this.log = log;
        this.clock = clock;
    }

    // Preparing
    // -----------------------------------------------------------------------------------------------------------------

    /** Why the groups cannot weigh so much; empty where they can. */
    public static Optional<String> wrongWeights(Map<RaterGroup, Integer> weights, boolean delegatesInvited) {
        for (RaterGroup group : RaterGroup.values()) {
            int weight = weights.getOrDefault(group, 0);
            if (weight < 0 || weight > HUNDRED) {
                return Optional.of("%s的权重应是0至100的整数，不能是%d。".formatted(group.label(), weight));
            }
            if (weight == 0 && Poll.groups(delegatesInvited).contains(group)) {
                return Optional.of("%s参加测评，权重不能是0。请填写1至100的整数。".formatted(group.label()));
            }
        }
        int sum = weights.values().stream().mapToInt(Integer::intValue).sum();
        return sum == HUNDRED ? Optional.empty() : Optional.of("三类测评人员的权重合计应是100，现在是%d。请核对。".formatted(sum));
    }

    /** Why somebody cannot take part on this seat; empty where they can. */
    public Optional<String> wrongSeat(String seat, boolean delegatesInvited) {
        Optional<RaterGroup> group = groupOf(seat);
        if (group.isEmpty()) {
            return Optional.of("席位“%s”不属于任何一类测评人员，不能参加测评。请从名单所列的席位中选择。".formatted(seat));
        }
        return Poll.groups(delegatesInvited).contains(group.get())
                ? Optional.empty()
                : Optional.of("没有邀请%s，他们不属于本次的测评人员。请改为“不参加”，或者改选邀请。"
                        .formatted(group.get().label()));
    }

    /** Why this will not do as a name; empty where it will. */
    public static Optional<String> wrongPerson(String person) {
        if (person.isBlank()) {
            return Optional.of("请填写测评人员姓名；不参加的选“不参加”。");
        }
        return person.strip().length() > LONGEST_PERSON
                ? Optional.of("姓名最多%d字，现在有%d字，请缩短。"
                        .formatted(LONGEST_PERSON, person.strip().length()))
                : Optional.empty();
    }

    /** Whoever sits on two seats: what is wrong by seat. Blanks in a name do not make another person of somebody. */
    public Map<String, String> doubles(List<Named> named) {
        Map<String, String> firstSeats = new TreeMap<>();
        Map<String, String> wrong = new TreeMap<>();
        for (Named one : named) {
            String name = one.person().replaceAll("[\\s\\p{Z}]", "");
            String first = name.isEmpty() ? null : firstSeats.putIfAbsent(name, one.seat());
            if (first != null) {
                wrong.put(
                        one.seat(),
                        "“%s”已经在“%s”填过，一人只能投一票。请改填别人；同名的，在姓名后注明单位。"
                                .formatted(one.person().strip(), organization.officeName(first)));
            }
        }
        return wrong;
    }

    /** Why a group has nobody to vote; empty where each has. */
    public Optional<String> emptyGroup(List<Named> named, boolean delegatesInvited) {
        Set<RaterGroup> present =
                named.stream().flatMap(one -> groupOf(one.seat()).stream()).collect(Collectors.toSet());
        return Poll.groups(delegatesInvited).stream()
                .filter(group -> !present.contains(group))
                .findFirst()
                .map(group -> "%s没有一个人参加，这一类的权重就没有意义。请至少选一人参加。".formatted(group.label()));
    }

    public Optional<RaterGroup> groupOf(String seat) {
        return organization.raterSeats().stream()
                .filter(one -> one.code().equals(seat))
                .map(RaterSeat::group)
                .findFirst();
    }

    /**
     * Fixes who votes on which units.
     *
     * @throws Refused where something is wrong with it, or the year's appraisal is prepared already
     */
    @Transactional
    public void prepare(
            int year, Map<RaterGroup, Integer> weights, boolean delegatesInvited, List<Named> named, Actor actor) {
        years.lock(year); // two who prepare at once: the second sees the first
        if (find(year).isPresent()) {
            throw new Refused("%d年度的测评人员已经确定，不能重复确定。".formatted(year));
        }
        Refused.because(wrongWeights(weights, delegatesInvited));
        Map<String, List<String>> accounts = seats.accounts();
        for (Named one : named) {
            Refused.because(wrongSeat(one.seat(), delegatesInvited));
            Refused.because(SealedSeats.wrongAccounts(accounts.getOrDefault(one.seat(), List.of())));
            Refused.because(wrongPerson(one.person()));
        }
        Refused.because(doubles(named).values().stream().findFirst());
        Refused.because(emptyGroup(named, delegatesInvited));
        List<YearUnit> units = roster.assessedUnits(year);
        if (units.isEmpty()) {
            throw new Refused("%d年度没有要考核的市直单位，不需要民主测评。".formatted(year));
        }
        rows.insert(
                "appraisal",
                new PollRow(
                        year,
                        State.VOTING,
                        delegatesInvited,
                        weights.getOrDefault(RaterGroup.LEADER, 0),
                        weights.getOrDefault(RaterGroup.DISTRICT, 0),
                        weights.getOrDefault(RaterGroup.DELEGATE, 0),
                        actor.userId(),
                        LocalDateTime.now(clock),
                        null,
                        null));
        rows.insertAll(
                "appraisal_unit",
                units.stream().map(unit -> new UnitRow(year, unit.code())).toList());
        rows.insertAll(
                "appraisal_rater",
                named.stream()
                        .map(one -> new RaterRow(
                                year,
                                one.seat(),
                                one.person().strip(),
                                groupOf(one.seat()).orElseThrow(),
                                false,
                                Objects.requireNonNull(accounts.get(one.seat())).get(0)))
                        .toList());
        log.record(actor, Operation.of("确定测评人员", year, String.valueOf(year)).to(prepared(year)));
    }

    private String prepared(int year) {
        Poll poll = get(year);
        String weights = poll.groups().stream()
                .map(group -> group.label() + poll.weights().get(group))
                .collect(Collectors.joining("、"));
        String persons = turnout(year).raters().stream()
                .map(rater -> organization.officeName(rater.seat()) + rater.person())
                .collect(Collectors.joining("、"));
        return "权重：%s；%s两代表一委员；测评人员：%s".formatted(weights, poll.delegatesInvited() ? "邀请" : "未邀请", persons);
    }

    // Looking
    // -------------------------------------------------------------------------------------------------------------------

    public Optional<Poll> find(int year) {
        return rows.find(PollRow.class, "select * from appraisal where assessment_year = :year", year)
                .map(PollRow::poll);
    }

    public Poll get(int year) {
        return find(year)
                .orElseThrow(() -> new IllegalArgumentException("The appraisal of " + year + " is not prepared"));
    }

    /** Whether what had been filled into ballots that were not cast was erased when the program was updated. */
    public boolean draftsErased(int year) {
        return rows.find(Boolean.class, "select drafts_erased from appraisal where assessment_year = :year", year)
                .orElse(false);
    }

    /** @throws OutOfStep where the year's appraisal stands elsewhere */
    public void require(int year, State state) {
        State now = find(year).map(Poll::state).orElse(null);
        OutOfStep.require(now == state, year + "年度民主测评", now == null ? "还没有确定测评人员" : now.label());
    }

    /** @throws OutOfStep where it is fixed already who votes */
    public void requireUnprepared(int year) {
        OutOfStep.require(find(year).isEmpty(), year + "年度民主测评", "测评人员已经确定");
    }

    /** Who votes in a year, group by group, and who has. */
    public Turnout turnout(int year) {
        List<Rater> raters = rows
                .list(RaterRow.class, "select * from appraisal_rater where assessment_year = :year order by seat", year)
                .stream()
                .map(RaterRow::rater)
                .toList();
        List<Rater> byGroup = new ArrayList<>();
        for (RaterGroup group : RaterGroup.values()) {
            raters.stream().filter(rater -> rater.group() == group).forEach(byGroup::add);
        }
        return new Turnout(byGroup);
    }

    /** Who sits on a seat this year; empty where nobody on it votes. */
    public Optional<Rater> rater(int year, String seat) {
        return turnout(year).raters().stream()
                .filter(rater -> rater.seat().equals(seat))
                .findFirst();
    }

    /** The codes of the units on the ballot. */
    public List<String> units(int year) {
        return rows.list(
                String.class, "select unit from appraisal_unit where assessment_year = :year order by unit", year);
    }

    // Voting
    // --------------------------------------------------------------------------------------------------------------------

    /** Why nobody can vote on this seat now; empty where one can. */
    public Optional<String> wrongVoter(int year, String seat) {
        Optional<Poll> poll = find(year);
        Optional<Rater> rater = rater(year, seat);
        if (poll.isEmpty() || rater.isEmpty()) {
            return Optional.of("您不在%d年度的测评人员名单里，不能投票。有疑问的，请联系市健康丽水办。".formatted(year));
        }
        if (rater.get().voted()) {
            return Optional.of("您已经投过票。一人一票，投出的票不能再改。");
        }
        return poll.get().state() == State.VOTING
                ? Optional.empty()
                : Optional.of("%d年度民主测评已经截止投票，不能再投。".formatted(year));
    }

    /** Whether the ballot of this seat is this account's, and nobody else's. */
    public boolean isVoter(int year, String seat, String account) {
        return rows.get(
                        Integer.class,
                        "select count(*) from appraisal_rater where assessment_year = :year and seat = :seat and account = :account",
                        year,
                        seat,
                        account)
                == 1;
    }

    /**
     * Puts a ballot into the box. Whoever votes at the same time waits: the box is shaken at each ballot.
     *
     * @param marks one for every unit on the ballot
     * @throws Refused where the voter may not, or may not any more, or where a unit is left out
     */
    @Transactional
    public void vote(int year, String seat, Map<String, AppraisalMark> marks, Actor actor) {
        lock(year); // closing waits for this vote, or this vote sees that it was closed
        Refused.because(wrongVoter(year, seat));
        if (!isVoter(year, seat, actor.userId())) {
            throw new Refused("测评票只能由测评人员本人用席位自己的账号登录后填写，不能代投。");
        }
        Set<String> units = new HashSet<>(units(year));
        if (!marks.keySet().equals(units)) {
            throw new Refused("测评票要对%d个单位逐一评价，现在评了%d个。不了解的请选“不了解”。".formatted(units.size(), marks.size()));
        }
        rows.update(
                "update appraisal_rater set has_voted = true where assessment_year = :year and seat = :seat",
                year,
                seat);
        box.put(year, groupOf(seat).orElseThrow(), marks);
        log.recordOnDay(Operation.of("投票", year, String.valueOf(year)).to("投出一票"));
    }

    // Closing
    // -------------------------------------------------------------------------------------------------------------------

    /** Why voting cannot be closed for this reason; empty where it can. */
    public Optional<String> wrongClosing(int year, String reason) {
        int missing = turnout(year).missing().size();
        if (missing > 0 && reason.isBlank()) {
            return Optional.of("还有%d人没有投票，截止后他们不能再投。请写明为什么不再等。".formatted(missing));
        }
        return reason.strip().length() > LONGEST_CLOSING_REASON
                ? Optional.of("截止说明最多%d字，现在有%d字，请缩短。"
                        .formatted(LONGEST_CLOSING_REASON, reason.strip().length()))
                : Optional.empty();
    }

    /** @param reason needed where somebody has not voted */
    @Transactional
    public void close(int year, String reason, Actor actor) {
        if (lock(year).state() != State.VOTING) {
            throw new OutOfStep("%d年度民主测评已经截止投票，不能重复截止。".formatted(year));
        }
        Refused.because(wrongClosing(year, reason));
        rows.update(
                """
                update appraisal set state = :state, closed_by = :by, closed_at = :at, closing_reason = :reason
                where assessment_year = :year
                """,
                State.CLOSED,
                actor.userId(),
                LocalDateTime.now(clock),
                reason.isBlank() ? null : reason.strip(),
                year);
        String missing = turnout(year).missing().stream()
                .map(rater -> organization.officeName(rater.seat()) + rater.person())
                .collect(Collectors.joining("、"));
        log.record(
                actor,
                Operation.of("截止投票", year, String.valueOf(year))
                        .to("投票%s%s".formatted(turnout(year).text(), missing.isEmpty() ? "" : "；未投票：" + missing))
                        .because(reason.isBlank() ? null : reason.strip()));
    }

    /** What an act changes is read behind this lock, so that of two acts at once the second sees the first. */
    Poll lock(int year) {
        return rows.find(PollRow.class, "select * from appraisal where assessment_year = :year for update", year)
                .map(PollRow::poll)
                .orElseThrow(() -> new Refused("%d年度的测评人员还没有确定。".formatted(year)));
    }
}
