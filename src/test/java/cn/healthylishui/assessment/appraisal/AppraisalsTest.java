package cn.healthylishui.assessment.appraisal;

import static cn.healthylishui.assessment.appraisal.AppraisalFixture.CITY;
import static cn.healthylishui.assessment.appraisal.AppraisalFixture.WEIGHTS;
import static cn.healthylishui.assessment.appraisal.AppraisalFixture.YEAR;
import static cn.healthylishui.assessment.scoring.AppraisalMark.EXCELLENT;
import static cn.healthylishui.assessment.scoring.AppraisalMark.FAIR;
import static cn.healthylishui.assessment.scoring.AppraisalMark.GOOD;
import static cn.healthylishui.assessment.scoring.AppraisalMark.POOR;
import static cn.healthylishui.assessment.scoring.AppraisalMark.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.OnBothDatabases;
import cn.healthylishui.assessment.appraisal.AppraisalOutcomes.Ruling;
import cn.healthylishui.assessment.appraisal.AppraisalOutcomes.UnitOutcome;
import cn.healthylishui.assessment.appraisal.Appraisals.Named;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.organization.RaterGroup;
import cn.healthylishui.assessment.scoring.AppraisalMark;
import cn.healthylishui.assessment.scoring.Tally;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppraisalsTest {

    private static final String UNIT = "shi-wjw";
    private static final String LEADER = "ld-cy-01";
    private static final String QINGTIAN = "qingtian-cpy";

    private static AppraisalFixture fixture;
    private static Appraisals appraisals;
    private static AppraisalOutcomes appraisalOutcomes;

    @BeforeAll
    static void open() {
        fixture = new AppraisalFixture();
        appraisals = fixture.appraisals();
        appraisalOutcomes = fixture.appraisalOutcomes();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void begin() {
        fixture.reset();
    }

    // Who votes on whom
    // ---------------------------------------------------------------------------------------------------------

    @Test
    void the_seats_are_nine_leaders_ten_districts_and_six_delegates() {
        fixture.prepared(9, 10, 6);

        Turnout turnout = appraisals.turnout(YEAR);
        assertThat(turnout.expected(RaterGroup.LEADER)).isEqualTo(9);
        assertThat(turnout.expected(RaterGroup.DISTRICT)).isEqualTo(10);
        assertThat(turnout.expected(RaterGroup.DELEGATE)).isEqualTo(6);
        assertThat(turnout.text()).isEqualTo("0/25");
    }

    @Test
    void the_ballot_lists_every_unit_that_the_year_assesses_and_keeps_to_it() {
        AssessmentYears years = fixture.get(AssessmentYears.class);
        YearRoster roster = fixture.get(YearRoster.class);
        List<String> assessed =
                roster.assessedUnits(YEAR).stream().map(unit -> unit.code()).toList();
        fixture.prepared(9, 10, 0);
        years.excludeUnit(YEAR, UNIT, "本年度没有承担任务", CITY);

        assertThat(assessed).hasSizeGreaterThan(30).contains(UNIT);
        assertThat(appraisals.units(YEAR)).containsExactlyInAnyOrderElementsOf(assessed);
        assertThat(roster.units(YEAR).stream().filter(unit -> !unit.cityOwn()).map(unit -> unit.code()))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(appraisals.units(YEAR));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  | 40  | 40 | 19 | 三类测评人员的权重合计应是100，现在是99。请核对。",
                "true  | 40  | 40 | 21 | 三类测评人员的权重合计应是100，现在是101。请核对。",
                "false | 40  | 40 | 0  | 三类测评人员的权重合计应是100，现在是80。请核对。",
                "true  | 0   | 80 | 20 | 领导小组成员参加测评，权重不能是0。请填写1至100的整数。",
                "true  | 50  | 50 | 0  | 两代表一委员参加测评，权重不能是0。请填写1至100的整数。",
                "true  | 101 | 40 | 20 | 领导小组成员的权重应是0至100的整数，不能是101。",
                "true  | 140 | -60 | 20 | 领导小组成员的权重应是0至100的整数，不能是140。"
            })
    void weights_make_a_hundred_and_none_who_votes_weighs_nothing(
            boolean invited, int leaders, int districts, int delegates, String message) {
        Map<RaterGroup, Integer> weights = new EnumMap<>(
                Map.of(RaterGroup.LEADER, leaders, RaterGroup.DISTRICT, districts, RaterGroup.DELEGATE, delegates));

        assertThatThrownBy(
                        () -> appraisals.prepare(YEAR, weights, invited, fixture.named(9, 10, invited ? 6 : 0), CITY))
                .isInstanceOf(Refused.class)
                .hasMessage(message);
        assertThat(fixture.count("appraisal")).isZero();
    }

    @Test
    void delegates_who_are_not_invited_may_weigh_nothing() {
        Map<RaterGroup, Integer> weights =
                Map.of(RaterGroup.LEADER, 50, RaterGroup.DISTRICT, 50, RaterGroup.DELEGATE, 0);

        appraisals.prepare(YEAR, weights, false, fixture.named(9, 10, 0), CITY);

        assertThat(appraisals.get(YEAR).weights()).isEqualTo(weights);
    }

    @Test
    void a_rater_of_no_group_is_refused() {
        assertThatThrownBy(() -> prepareWith(new Named("shi-wjw", "王五")))
                .isInstanceOf(Refused.class)
                .hasMessage("席位“shi-wjw”不属于任何一类测评人员，不能参加测评。请从名单所列的席位中选择。");
        assertThatThrownBy(() -> prepareWith(new Named("dbwy-01", "王五")))
                .as("delegates are not invited")
                .isInstanceOf(Refused.class)
                .hasMessage("没有邀请两代表一委员，他们不属于本次的测评人员。请改为“不参加”，或者改选邀请。");
        assertThat(fixture.count("appraisal_rater")).isZero();
    }

    @Test
    void nobody_sits_on_two_seats_and_nobody_is_without_a_name() {
        assertThatThrownBy(() -> appraisals.prepare(
                        YEAR, WEIGHTS, false, List.of(new Named(LEADER, "王 五"), new Named(QINGTIAN, "王　五 ")), CITY))
                .isInstanceOf(Refused.class)
                .hasMessage("“王　五”已经在“领导小组成员1”填过，一人只能投一票。请改填别人；同名的，在姓名后注明单位。");
        assertThatThrownBy(() -> appraisals.prepare(YEAR, WEIGHTS, false, List.of(new Named(LEADER, " ")), CITY))
                .hasMessage("请填写测评人员姓名；不参加的选“不参加”。");
        assertThatThrownBy(() ->
                        appraisals.prepare(YEAR, WEIGHTS, false, List.of(new Named(LEADER, "王".repeat(101))), CITY))
                .hasMessage("姓名最多100字，现在有101字，请缩短。");
    }

    @Test
    void every_group_that_weighs_has_somebody() {
        assertThatThrownBy(() -> appraisals.prepare(YEAR, WEIGHTS, false, fixture.named(9, 0, 0), CITY))
                .hasMessage("县（市、区）和开发区代表没有一个人参加，这一类的权重就没有意义。请至少选一人参加。");
        assertThatThrownBy(() -> appraisals.prepare(YEAR, WEIGHTS, true, fixture.named(9, 10, 0), CITY))
                .hasMessage("两代表一委员没有一个人参加，这一类的权重就没有意义。请至少选一人参加。");
    }

    @Test
    void an_appraisal_is_prepared_once() {
        fixture.prepared(9, 10, 6);

        assertThatThrownBy(() -> fixture.prepared(9, 10, 6)).hasMessage("2021年度的测评人员已经确定，不能重复确定。");
        assertThat(fixture.count("appraisal_rater")).isEqualTo(25);
    }

    private void prepareWith(Named extra) {
        List<Named> named = new ArrayList<>(fixture.named(9, 10, 0));
        named.add(extra);
        appraisals.prepare(YEAR, WEIGHTS, false, named, CITY);
    }

    // Voting
    // --------------------------------------------------------------------------------------------------------------------

    @Test
    void that_somebody_voted_is_known_and_nothing_else_of_the_vote() {
        fixture.prepared(9, 10, 6);
        Map<String, AppraisalMark> marks = fixture.marks(GOOD, UNIT, POOR);
        fixture.vote(QINGTIAN, marks);

        assertThat(appraisals.rater(YEAR, QINGTIAN)).map(Rater::voted).contains(true);
        assertThat(appraisals.turnout(YEAR).text()).isEqualTo("1/25");
        assertThat(columns("ballot"))
                .as("no time, no user, no sequence")
                .containsExactlyInAnyOrder("ID", "ASSESSMENT_YEAR", "RATER_GROUP", "MARKS");
        assertThat(columns("appraisal_rater"))
                .as("no time of voting")
                .containsExactlyInAnyOrder(
                        "ASSESSMENT_YEAR",
                        "SEAT",
                        "PERSON",
                        "RATER_GROUP",
                        "HAS_VOTED",
                        "ACCOUNT",
                        "RELEASED_BY",
                        "RELEASED_AT",
                        "RELEASE_REASON",
                        "REISSUED_BY",
                        "REISSUED_AT");
        assertThat(fixture.jdbc()
                        .sql(
                                "select column_name from information_schema.columns where is_identity = 'YES' and table_name in ('BALLOT', 'APPRAISAL_RATER')")
                        .query(String.class)
                        .list())
                .isEmpty();
        OperationLog log = fixture.get(OperationLog.class);
        assertThat(log.on(YEAR, QINGTIAN)).isEmpty();
        assertThat(log.on(YEAR, String.valueOf(YEAR)).get(0))
                .as("by day that one voted, and not who")
                .isEqualTo(new OperationLog.Line(
                        LocalDateTime.of(2022, 1, 20, 0, 0),
                        "system",
                        "system",
                        "投票",
                        YEAR,
                        "2021",
                        null,
                        "投出一票",
                        null));
    }

    private List<String> columns(String table) {
        return fixture.jdbc()
                .sql("select column_name from information_schema.columns where table_name = :table")
                .param("table", table.toUpperCase(Locale.ROOT))
                .query(String.class)
                .list();
    }

    @Test
    void at_each_vote_every_ballot_of_the_group_is_put_back_under_another_number_and_the_others_stay() {
        fixture.prepared(9, 10, 6);
        Map<String, AppraisalMark> backwards = new LinkedHashMap<>();
        new TreeMap<>(fixture.alike(GOOD)).descendingMap().forEach(backwards::put);
        for (Rater rater : appraisals.turnout(YEAR).raters()) {
            List<Long> before = ids(rater.group());
            List<Long> others = new ArrayList<>(ids());
            others.removeAll(before);
            fixture.vote(rater.seat(), rater.group() == RaterGroup.LEADER ? backwards : fixture.alike(GOOD));

            assertThat(ids(rater.group()))
                    .hasSize(before.size() + 1)
                    .noneMatch(before::contains)
                    .allMatch(id -> id > 0);
            assertThat(ids()).containsAll(others);
        }

        assertThat(ids().get(24)).as("spread over all there are").isGreaterThan(1L << 50);
        assertThat(fixture.jdbc()
                        .sql("select distinct marks from ballot")
                        .query(String.class)
                        .list())
                .as("equal ballots are equal to the letter, in whatever order their units were marked")
                .hasSize(1);
    }

    private List<Long> ids(RaterGroup group) {
        return fixture.jdbc()
                .sql("select id from ballot where rater_group = :group order by id")
                .param("group", group.name())
                .query(Long.class)
                .list();
    }

    /** Ten in a row would be in order, or eight of ten in their places, by one chance in many thousands. */
    @Test
    void neither_number_nor_place_nor_row_of_a_ballot_follows_the_order_of_voting() {
        fixture.prepared(9, 10, 6);
        List<String> inOrderOfVoting = new ArrayList<>();
        List<Rater> raters = appraisals.turnout(YEAR).raters().stream()
                .filter(rater -> rater.group() == RaterGroup.DISTRICT)
                .toList();
        List<String> units = appraisals.units(YEAR);
        for (Rater rater : raters) { // each marks a unit of its own
            Map<String, AppraisalMark> marks = fixture.marks(GOOD, units.get(inOrderOfVoting.size()), POOR);
            fixture.vote(rater.seat(), marks);
            inOrderOfVoting.add(units.get(inOrderOfVoting.size()));
        }

        for (String order : List.of("", "order by id", "order by _rowid_")) {
            List<String> found = fixture.jdbc()
                    .sql("select marks from ballot " + order)
                    .query((rs, i) -> units.stream()
                            .filter(unit -> text(rs, 1).contains("\"" + unit + "\":\"POOR\""))
                            .findFirst()
                            .orElseThrow())
                    .list();
            assertThat(found).containsExactlyInAnyOrderElementsOf(inOrderOfVoting);
            for (List<String> guess : List.of(inOrderOfVoting, reversed(inOrderOfVoting))) {
                assertThat(inPlace(found, guess)).as(order + found).isLessThan(8);
            }
        }
    }

    private static String text(ResultSet rs, int column) {
        try {
            return rs.getString(column);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> reversed(List<String> list) {
        List<String> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }

    private static long inPlace(List<String> found, List<String> guess) {
        return IntStream.range(0, guess.size())
                .filter(i -> found.get(i).equals(guess.get(i)))
                .count();
    }

    @Test
    void many_who_vote_at_once_are_all_counted() throws Exception {
        fixture.prepared(9, 10, 6);
        List<Rater> raters = appraisals.turnout(YEAR).raters();
        ExecutorService threads = Executors.newFixedThreadPool(raters.size());
        CyclicBarrier start = new CyclicBarrier(raters.size());
        List<Future<Boolean>> votes = raters.stream()
                .map(rater -> threads.submit(() -> {
                    start.await();
                    fixture.vote(rater.seat(), fixture.alike(GOOD));
                    return true;
                }))
                .toList();
        for (Future<Boolean> vote : votes) {
            assertThat(vote.get()).isTrue();
        }
        threads.shutdown();

        assertThat(appraisals.turnout(YEAR).text()).isEqualTo("25/25");
        appraisalOutcomes.count(YEAR);
        assertThat(outcome(UNIT).tallies())
                .extracting(sum -> sum.label() + sum.tally().counts())
                .containsExactly("领导小组成员{GOOD=9}", "县（市、区）和开发区代表{GOOD=10}", "两代表一委员{GOOD=6}");
    }

    private List<Long> ids() {
        return fixture.jdbc()
                .sql("select id from ballot order by id")
                .query(Long.class)
                .list();
    }

    @Test
    void nobody_votes_twice() {
        fixture.prepared(9, 10, 6);
        fixture.vote(LEADER, fixture.alike(GOOD));

        assertThatThrownBy(() -> fixture.vote(LEADER, fixture.alike(POOR)))
                .isInstanceOf(Refused.class)
                .hasMessage("您已经投过票。一人一票，投出的票不能再改。");
        assertThat(fixture.count("ballot")).isOne();
    }

    @Test
    @OnBothDatabases
    void of_two_votes_of_one_rater_at_once_one_counts() throws Exception {
        fixture.prepared(9, 10, 6);
        int attempts = 6;
        ExecutorService threads = Executors.newFixedThreadPool(attempts);
        CyclicBarrier start = new CyclicBarrier(attempts);
        List<Future<Boolean>> votes = new ArrayList<>();
        for (int i = 0; i < attempts; i++) {
            votes.add(threads.submit(() -> {
                start.await();
                try {
                    fixture.vote(LEADER, fixture.alike(GOOD));
                    return true;
                } catch (Refused twice) {
                    assertThat(twice).hasMessageContaining("一人一票");
                    return false;
                }
            }));
        }
        int counted = 0;
        for (Future<Boolean> vote : votes) {
            counted += vote.get() ? 1 : 0;
        }
        threads.shutdown();

        assertThat(counted).isOne();
        assertThat(fixture.count("ballot")).isOne();
    }

    @Test
    void who_is_not_on_the_list_cannot_vote() {
        fixture.prepared(9, 9, 0);

        for (String seat : List.of("dbwy-01", "city-office", UNIT)) {
            assertThatThrownBy(() -> fixture.vote(seat, fixture.alike(GOOD)))
                    .isInstanceOf(Refused.class)
                    .hasMessage("您不在2021年度的测评人员名单里，不能投票。有疑问的，请联系市健康丽水办。");
        }
        assertThat(fixture.count("ballot")).isZero();
    }

    @Test
    void nobody_votes_for_somebody_else() {
        fixture.prepared(9, 10, 0);

        for (Actor other : List.of(CITY, new Actor("ld-cy-02", "ld-cy-02"), Actor.SYSTEM)) {
            assertThatThrownBy(() -> appraisals.vote(YEAR, LEADER, fixture.alike(GOOD), other))
                    .isInstanceOf(Refused.class)
                    .hasMessage("测评票只能由测评人员本人用席位自己的账号登录后填写，不能代投。");
        }
        assertThat(fixture.count("ballot")).isZero();
        assertThat(appraisals.turnout(YEAR).voted()).isZero();
    }

    @Test
    void every_unit_on_the_ballot_is_marked_and_no_other() {
        fixture.prepared(9, 10, 0);
        Map<String, AppraisalMark> tooFew = fixture.alike(GOOD);
        tooFew.remove(UNIT);
        Map<String, AppraisalMark> another = new TreeMap<>(tooFew);
        another.put("shi-xyz", GOOD);

        assertThatThrownBy(() -> fixture.vote(LEADER, tooFew)).hasMessageContaining("个单位逐一评价，现在评了");
        assertThatThrownBy(() -> fixture.vote(LEADER, another)).hasMessageContaining("个单位逐一评价，现在评了");
        assertThat(appraisals.rater(YEAR, LEADER)).map(Rater::voted).contains(false);
    }

    @Test
    void before_it_is_prepared_nobody_votes() {
        assertThatThrownBy(() -> appraisals.vote(YEAR, LEADER, Map.of(UNIT, GOOD), new Actor(LEADER, LEADER)))
                .isInstanceOf(Refused.class)
                .hasMessage("2021年度的测评人员还没有确定。");
    }

    // Closing and counting
    // ------------------------------------------------------------------------------------------------------

    @Test
    void closing_needs_a_reason_where_somebody_has_not_voted() {
        fixture.prepared(1, 1, 0);
        fixture.vote(LEADER, fixture.alike(GOOD));

        assertThatThrownBy(() -> appraisals.close(YEAR, " ", CITY))
                .isInstanceOf(Refused.class)
                .hasMessage("还有1人没有投票，截止后他们不能再投。请写明为什么不再等。");
        assertThatThrownBy(() -> appraisals.close(YEAR, "等".repeat(2001), CITY))
                .hasMessage("截止说明最多2000字，现在有2001字，请缩短。");
        appraisals.close(YEAR, "已催三次，本人出差", CITY);

        assertThat(appraisals.get(YEAR).closingReason()).isEqualTo("已催三次，本人出差");
        assertThat(fixture.get(OperationLog.class).on(YEAR, "2021").get(0).to())
                .isEqualTo("投票1/2；未投票：景宁县测评代表测评jingning-cpy");
        assertThatThrownBy(() -> fixture.vote("jingning-cpy", fixture.alike(GOOD)))
                .isInstanceOf(Refused.class)
                .hasMessage("2021年度民主测评已经截止投票，不能再投。");
        assertThatThrownBy(() -> appraisals.close(YEAR, "再次", CITY)).hasMessageContaining("不能重复截止");
    }

    @Test
    void closing_after_everybody_has_voted_needs_none() {
        fixture.prepared(1, 1, 0);
        fixture.allVote(GOOD, GOOD, GOOD);

        appraisals.close(YEAR, "", CITY);

        assertThat(appraisals.get(YEAR).closingReason()).isNull();
    }

    @Test
    void counting_waits_for_the_end_of_voting_and_is_done_once() {
        fixture.prepared(1, 1, 0);
        fixture.vote(LEADER, fixture.alike(GOOD));
        assertThatThrownBy(() -> appraisalOutcomes.count(YEAR))
                .isInstanceOf(OutOfStep.class)
                .hasMessage("2021年度民主测评还在投票，不能统计测评票。");
        assertThat(appraisalOutcomes.outcomes(YEAR)).isEmpty();

        fixture.vote("jingning-cpy", fixture.alike(GOOD));
        appraisalOutcomes.count(YEAR);
        List<Long> ids = ids();
        appraisalOutcomes.count(YEAR);

        assertThat(ids()).isEqualTo(ids);
        assertThat(appraisals.get(YEAR).state()).isEqualTo(Poll.State.COUNTED);
    }

    @Test
    void ballots_that_nobody_cast_and_ballots_that_are_gone_stop_the_count() {
        fixture.prepared(1, 1, 0);
        fixture.allVote(GOOD, GOOD, GOOD);
        fixture.jdbc()
                .sql(
                        "insert into ballot (id, assessment_year, rater_group, marks) select 7, assessment_year, rater_group, marks from ballot where rater_group = 'LEADER'")
                .update();
        assertThatThrownBy(() -> appraisalOutcomes.count(YEAR))
                .hasMessageContaining("1 voters and 2 ballots of LEADER");

        fixture.jdbc().sql("delete from ballot where rater_group = 'LEADER'").update();
        assertThatThrownBy(() -> appraisalOutcomes.count(YEAR))
                .hasMessageContaining("1 voters and 0 ballots of LEADER");
        assertThat(fixture.count("appraisal_tally")).isZero();
    }

    @Test
    void a_ballot_that_rates_all_alike_counts_and_is_told() {
        fixture.prepared(2, 5, 0);
        fixture.vote(LEADER, fixture.alike(EXCELLENT));
        fixture.vote("ld-cy-02", fixture.marks(EXCELLENT, UNIT, GOOD));
        appraisals.turnout(YEAR).missing().forEach(rater -> fixture.vote(rater.seat(), fixture.alike(UNKNOWN)));

        appraisalOutcomes.count(YEAR);

        assertThat(appraisals.get(YEAR).alikeBallots()).isEqualTo(6);
        assertThat(scoreOf(UNIT)).isEqualTo("900.00");
        assertThat(scoreOf("shi-fgw")).isEqualTo("1000.00");
    }

    // What came out
    // -------------------------------------------------------------------------------------------------------------

    @Test
    void scores_come_from_the_true_groups_and_are_told_with_their_means() {
        fixture.prepared(9, 10, 6);
        fixture.allVote(EXCELLENT, GOOD, FAIR);
        appraisalOutcomes.count(YEAR);

        UnitOutcome outcome = outcome(UNIT);
        assertThat(outcome.tallies())
                .extracting(sum -> sum.label() + sum.tally().counts())
                .containsExactly("领导小组成员{EXCELLENT=9}", "县（市、区）和开发区代表{GOOD=10}", "两代表一委员{FAIR=6}");
        assertThat(outcome.score().score()).isEqualTo("840.00");
        assertThat(outcome.score().explanation())
                .isEqualTo("领导小组成员平均100.00分（权重40）；县（市、区）和开发区代表平均80.00分（权重40）；两代表一委员平均60.00分（权重20）；按权重平均，折合1000分制");
    }

    @Test
    void delegates_who_are_not_invited_leave_their_weight_to_the_others() {
        fixture.prepared(9, 10, 0);
        fixture.allVote(EXCELLENT, GOOD, UNKNOWN);
        appraisalOutcomes.count(YEAR);

        assertThat(scoreOf(UNIT)).isEqualTo("900.00");
    }

    @Test
    void a_small_group_is_shown_with_the_others_while_the_score_is_as_it_was() {
        fixture.prepared(9, 10, 4);
        fixture.allVote(EXCELLENT, GOOD, FAIR);
        appraisalOutcomes.count(YEAR);

        UnitOutcome outcome = outcome(UNIT);
        assertThat(outcome.tallies()).singleElement().satisfies(sum -> assertThat(sum.tally())
                .isEqualTo(new Tally(Map.of(EXCELLENT, 9, GOOD, 10, FAIR, 4))));
        assertThat(appraisalOutcomes.isMerged(YEAR)).isTrue();
        assertThat(outcome.score().score()).isEqualTo("840.00");
        assertThat(outcome.score().explanation()).isEqualTo("有的测评人员类别不足5张票，各类合并列出；得分仍按各类的平均分加权计算");
    }

    @Test
    void what_counts_for_merging_is_who_voted_and_not_who_was_to() {
        fixture.prepared(9, 10, 6);
        fixture.vote("dbwy-01", fixture.alike(POOR));
        appraisals.turnout(YEAR).missing().stream()
                .filter(rater -> rater.group() != RaterGroup.DELEGATE)
                .forEach(rater -> fixture.vote(rater.seat(), fixture.alike(GOOD)));
        appraisals.close(YEAR, "其余委员出差", CITY);
        appraisalOutcomes.count(YEAR);

        assertThat(outcome(UNIT).tallies()).hasSize(1);
        assertThat(scoreOf(UNIT)).isEqualTo("720.00");
    }

    @Test
    void where_all_who_voted_are_too_few_nothing_is_shown_and_the_score_still_counts() {
        fixture.prepared(2, 2, 0);
        fixture.allVote(EXCELLENT, GOOD, UNKNOWN);
        appraisalOutcomes.count(YEAR);

        UnitOutcome outcome = outcome(UNIT);
        assertThat(appraisalOutcomes.enoughToShow(YEAR)).isFalse();
        assertThat(outcome.tallies()).isEmpty();
        assertThat(outcome.score().score()).isEqualTo("900.00");
        assertThat(outcome.score().explanation()).isEqualTo("投票不足5张，不列出票数；得分按各类测评人员的平均分加权计算");
    }

    @Test
    void a_unit_that_nobody_knows_has_no_score_and_needs_a_decision_with_a_reason() {
        fixture.prepared(9, 10, 6);
        appraisals
                .turnout(YEAR)
                .raters()
                .forEach(rater -> fixture.vote(rater.seat(), fixture.marks(GOOD, UNIT, UNKNOWN)));
        appraisalOutcomes.count(YEAR);

        assertThat(appraisalOutcomes.unrated(YEAR)).containsExactly(UNIT);
        assertThat(outcome(UNIT).score().score()).isNull();
        assertThatThrownBy(() -> appraisalOutcomes.confirm(YEAR, Map.of(), CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("没有有效的测评结果，请选择怎样处理并写明理由");
        assertThatThrownBy(() -> appraisalOutcomes.confirm(
                        YEAR, Map.of(UNIT, new Ruling(Decision.Outcome.REVIEW_ONLY, " ")), CITY))
                .hasMessage("请写明这样处理的理由。");
        assertThatThrownBy(() -> appraisalOutcomes.confirm(
                        YEAR, Map.of(UNIT, new Ruling(Decision.Outcome.REVIEW_ONLY, "因".repeat(1001))), CITY))
                .hasMessage("理由最多1000字，现在有1001字，请缩短。");
        Ruling ruling = new Ruling(Decision.Outcome.NOT_GRADED, "新组建单位");
        assertThatThrownBy(() -> appraisalOutcomes.confirm(YEAR, Map.of(UNIT, ruling, "shi-fgw", ruling), CITY))
                .hasMessageContaining("有测评得分，不需要另行处理");

        appraisalOutcomes.confirm(YEAR, Map.of(UNIT, ruling), CITY);

        assertThat(appraisalOutcomes.decision(YEAR, UNIT)).get().satisfies(decision -> {
            assertThat(decision.outcome()).isEqualTo(Decision.Outcome.NOT_GRADED);
            assertThat(decision.reason()).isEqualTo("新组建单位");
            assertThat(decision.decidedBy()).isEqualTo("zhang");
        });
        assertThat(fixture.get(YearRoster.class).unit(YEAR, UNIT)).get().satisfies(unit -> {
            assertThat(unit.assessed()).as("it gets no grade").isFalse();
            assertThat(unit.reason()).isEqualTo("新组建单位");
        });
        assertThat(appraisalOutcomes.score(YEAR, UNIT))
                .get()
                .extracting(AppraisalScore::score)
                .isNull();
        assertThat(appraisalOutcomes.score(YEAR, "shi-fgw"))
                .map(AppraisalScore::score)
                .contains(new BigDecimal("800.00"));
        assertThat(fixture.get(OperationLog.class).on(YEAR, UNIT).get(0).action())
                .isEqualTo("没有有效测评结果的处理");
    }

    @Test
    void where_nobody_voted_every_unit_needs_a_decision() {
        fixture.prepared(9, 10, 6);
        appraisals.close(YEAR, "系统故障，另行组织", CITY);
        appraisalOutcomes.count(YEAR);

        assertThat(appraisalOutcomes.unrated(YEAR)).isEqualTo(appraisals.units(YEAR));
    }

    @Test
    void scores_hold_from_the_confirmation_on() {
        fixture.prepared(9, 10, 6);
        fixture.allVote(GOOD, GOOD, GOOD);
        assertThatThrownBy(() -> appraisalOutcomes.confirm(YEAR, Map.of(), CITY))
                .hasMessage("2021年度民主测评还没有统计测评票，不能确认。");
        appraisalOutcomes.count(YEAR);
        assertThat(appraisalOutcomes.score(YEAR, UNIT)).isEmpty();

        appraisalOutcomes.confirm(YEAR, Map.of(), CITY);

        assertThat(appraisalOutcomes.score(YEAR, UNIT))
                .map(AppraisalScore::score)
                .contains(new BigDecimal("800.00"));
        assertThat(appraisalOutcomes.score(YEAR, "shi-hg"))
                .as("not on the ballot")
                .isEmpty();
        assertThat(appraisalOutcomes.score(2020, UNIT)).isEmpty();
        assertThatThrownBy(() -> appraisalOutcomes.confirm(YEAR, Map.of(), CITY))
                .hasMessage("2021年度民主测评结果已经确认，不能重复确认。");
    }

    private UnitOutcome outcome(String unit) {
        return appraisalOutcomes.outcomes(YEAR).stream()
                .filter(outcome -> outcome.unit().equals(unit))
                .findFirst()
                .orElseThrow();
    }

    private String scoreOf(String unit) {
        return String.valueOf(outcome(unit).score().score());
    }

    @Test
    void without_units_to_assess_there_is_no_appraisal() {
        List<String> assessed = appraisals.units(YEAR);
        fixture.jdbc().sql("update year_unit set assessed = false").update();
        assertThatThrownBy(() -> appraisals.prepare(YEAR, WEIGHTS, false, fixture.named(9, 10, 0), CITY))
                .isInstanceOf(Refused.class)
                .hasMessage("2021年度没有要考核的市直单位，不需要民主测评。");
        fixture.jdbc()
                .sql("update year_unit set assessed = true where code in (:assessed)")
                .param("assessed", assessed)
                .update();
    }
}
