package cn.healthylishui.assessment.appraisal.process;

import static cn.healthylishui.assessment.appraisal.AppraisalFixture.CITY;
import static cn.healthylishui.assessment.appraisal.AppraisalFixture.YEAR;
import static cn.healthylishui.assessment.scoring.AppraisalMark.EXCELLENT;
import static cn.healthylishui.assessment.scoring.AppraisalMark.FAIR;
import static cn.healthylishui.assessment.scoring.AppraisalMark.GOOD;
import static cn.healthylishui.assessment.scoring.AppraisalMark.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.appraisal.AppraisalFixture;
import cn.healthylishui.assessment.appraisal.AppraisalOutcomes;
import cn.healthylishui.assessment.appraisal.Appraisals;
import cn.healthylishui.assessment.appraisal.Decision;
import cn.healthylishui.assessment.appraisal.Poll;
import cn.healthylishui.assessment.appraisal.Rater;
import cn.healthylishui.assessment.appraisal.SealedSeats;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.RaterGroup;
import cn.healthylishui.assessment.scoring.AppraisalMark;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.taskform.SecretForm.Answer;
import cn.healthylishui.assessment.taskform.Typing;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppraisalFormsTest {

    private static final String OFFICE = "city-office";
    private static final String LEADER = "ld-cy-01";
    private static final String UNIT = "shi-wjw";

    private static AppraisalFixture fixture;
    private static Appraisals appraisals;
    private static AppraisalOutcomes appraisalOutcomes;
    private static AssessmentYears years;
    private static YearRoster roster;
    private static SealedSeats seats;

    @BeforeAll
    static void open() {
        fixture = new AppraisalFixture();
        appraisals = fixture.appraisals();
        appraisalOutcomes = fixture.appraisalOutcomes();
        years = fixture.get(AssessmentYears.class);
        roster = fixture.get(YearRoster.class);
        seats = fixture.get(SealedSeats.class);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void begin() {
        fixture.reset();
    }

    // 确定测评人员
    // ----------------------------------------------------------------------------------------------------------------

    private Typing preparing() {
        return Typing.into(new PrepareAppraisalForm(appraisals, seats, years, roster), OFFICE);
    }

    /** Everything is typed that has to be. */
    private Typing prepared(boolean invited) {
        Typing typing = preparing().type("weights", "weights", "delegates", invited ? "INVITED" : "NOT_INVITED");
        fixture.named(9, 10, invited ? 6 : 0).forEach(one -> typing.type("raters", one.seat(), "person", one.person()));
        return typing;
    }

    @Test
    void the_weights_of_the_year_and_every_seat_stand_there_beforehand() {
        Typing typing = preparing();

        assertThat(typing.section("raters").rows()).hasSize(25);
        assertThat(typing.row("weights", "weights").values())
                .containsEntry("LEADER", "40")
                .containsEntry("DISTRICT", "40")
                .containsEntry("DELEGATE", "20")
                .containsEntry("delegates", "");
        assertThat(typing.row("raters", "qingtian-cpy").values())
                .containsEntry("seat", "青田县测评代表")
                .containsEntry("group", "县（市、区）和开发区代表")
                .containsEntry("attends", "YES");
        assertThat(typing.problems()).contains("权重：请选择是否邀请两代表一委员参加测评。", "青田县测评代表·姓名：请填写测评人员姓名；不参加的选“不参加”。");
    }

    @Test
    void what_was_typed_is_who_votes() {
        Typing typing = prepared(true)
                .type("weights", "weights", "LEADER", "50", "DISTRICT", "30")
                .type("raters", "ld-cy-09", "attends", "NO", "person", "");
        assertThat(typing.problems()).isEmpty();
        assertThat(typing.fact("测评人员")).isEqualTo("24 人");

        assertThat(typing.complete()).isEmpty();

        assertThat(appraisals.turnout(YEAR).raters())
                .hasSize(24)
                .doesNotContain(new Rater("ld-cy-09", "", RaterGroup.LEADER, false));
        assertThat(appraisals.rater(YEAR, LEADER)).contains(new Rater(LEADER, "测评ld-cy-01", RaterGroup.LEADER, false));
        assertThat(appraisals.get(YEAR).weights())
                .isEqualTo(Map.of(RaterGroup.LEADER, 50, RaterGroup.DISTRICT, 30, RaterGroup.DELEGATE, 20));
        assertThat(preparing().problems()).contains("2021年度的测评人员已经确定，不能重复确定。");
    }

    @Test
    void delegates_who_are_not_invited_do_not_take_part_and_leave_their_weight() {
        Typing typing = prepared(false);

        assertThat(typing.problems()).isEmpty();
        assertThat(typing.fact("实际权重")).isEqualTo("领导小组成员50%、县（市、区）和开发区代表50%");
        assertThat(typing.row("raters", "dbwy-01").values()).containsEntry("attends", "NO");
        assertThat(typing.type("weights", "weights", "LEADER", "30", "DISTRICT", "50")
                        .fact("实际权重"))
                .isEqualTo("领导小组成员37.5%、县（市、区）和开发区代表62.5%");
    }

    @Test
    void somebody_of_a_group_that_is_not_invited_belongs_to_none() {
        Typing typing = prepared(false).type("raters", "dbwy-01", "attends", "YES", "person", "王五");

        assertThat(typing.problems()).containsExactly("党代表1·是否参加：没有邀请两代表一委员，他们不属于本次的测评人员。请改为“不参加”，或者改选邀请。");
    }

    @Test
    void one_person_on_two_seats_is_named_with_the_first() {
        Typing typing =
                prepared(true).type("raters", LEADER, "person", "王 五").type("raters", "qingtian-cpy", "person", "王五");

        assertThat(typing.problems()).containsExactly("青田县测评代表·姓名：“王五”已经在“领导小组成员1”填过，一人只能投一票。请改填别人；同名的，在姓名后注明单位。");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LEADER   | 四十   | 权重·领导小组成员权重：“四十”不是0至100的整数，请改填，例如40。",
                "LEADER   | 40.5   | 权重·领导小组成员权重：“40.5”不是0至100的整数，请改填，例如40。",
                "LEADER   | -40    | 权重·领导小组成员权重：“-40”不是0至100的整数，请改填，例如40。",
                "DELEGATE | 30     | 权重：三类测评人员的权重合计应是100，现在是110。请核对。",
                "DELEGATE | 0      | 权重：两代表一委员参加测评，权重不能是0。请填写1至100的整数。",
                "DISTRICT | 400    | 权重：县（市、区）和开发区代表的权重应是0至100的整数，不能是400。"
            })
    void weights_that_do_not_make_a_hundred_are_named(String group, String weight, String problem) {
        assertThat(prepared(true).type("weights", "weights", group, weight).problems())
                .containsExactly(problem);
    }

    @Test
    void a_group_without_anybody_is_named() {
        Typing typing = prepared(true);
        for (int i = 1; i <= 9; i++) {
            typing.type("raters", "ld-cy-0" + i, "attends", "NO");
        }
        assertThat(typing.problems()).containsExactly("领导小组成员没有一个人参加，这一类的权重就没有意义。请至少选一人参加。");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MAYBE"})
    void whether_one_takes_part_is_one_of_two(String attends) {
        assertThat(prepared(true).type("raters", LEADER, "attends", attends).problems())
                .contains("领导小组成员1·是否参加：请选择参加或不参加。");
    }

    @Test
    void a_group_that_will_be_shown_with_the_others_is_told_beforehand() {
        Typing typing =
                prepared(true).type("raters", "dbwy-05", "attends", "NO").type("raters", "dbwy-06", "attends", "NO");

        assertThat(typing.notices()).containsExactly("两代表一委员只有4人参加，不足5人：为保密，测评结果将不分类别、合并显示；得分仍按各类计算。");
        assertThat(prepared(true).notices()).isEmpty();
    }

    // 填写测评票
    // ------------------------------------------------------------------------------------------------------------------

    private Typing voting(String seat) {
        return Typing.into(vote(), seat, "rater", seat);
    }

    private static VoteForm vote() {
        return new VoteForm(appraisals, seats, roster);
    }

    private static List<Answer> answers(String mark) {
        return new ArrayList<>(appraisals.units(YEAR).stream()
                .map(unit -> new Answer(unit, mark))
                .toList());
    }

    private void cast(String seat, List<Answer> answers) {
        vote().cast(voting(seat).task(), answers, new Actor(seat, seat));
    }

    @Test
    void the_ballot_lists_every_unit_with_five_marks_and_holds_nothing_that_was_marked() {
        fixture.prepared(9, 10, 6);
        Typing typing = voting(LEADER).typeAll("ballot", "mark", "POOR");

        assertThat(typing.section("ballot").rows())
                .hasSize(appraisals.units(YEAR).size())
                .allSatisfy(row -> assertThat(row.values()).containsEntry("mark", ""));
        assertThat(typing.section("ballot").columns().get(1).options())
                .extracting(Option::label)
                .containsExactly("优秀", "良好", "一般", "较差", "不了解");
        assertThat(typing.problems()).isEmpty();
        assertThat(typing.notices()).singleElement().asString().contains("没有传到系统");
    }

    @Test
    void a_ballot_with_every_unit_marked_goes_into_the_box_and_only_then_the_task_may_be_completed() {
        fixture.prepared(9, 10, 6);
        assertThatThrownBy(() -> voting(LEADER).complete())
                .isInstanceOf(Refused.class)
                .hasMessageContaining("测评票没有投出");
        List<Answer> answers = answers("GOOD");
        answers.set(0, new Answer(answers.get(0).key(), "UNKNOWN"));

        cast(LEADER, answers);

        assertThat(appraisals.rater(YEAR, LEADER)).map(Rater::voted).contains(true);
        assertThat(vote().submit(voting(LEADER).task(), Draft.EMPTY, CITY)).isEmpty();
        assertThat(voting(LEADER).problems()).containsExactly("您已经投过票。一人一票，投出的票不能再改。");
        assertThatThrownBy(() -> cast(LEADER, answers)).hasMessageContaining("一人一票");
    }

    @Test
    void a_ballot_that_leaves_out_a_unit_or_marks_one_twice_or_with_something_else_is_not_taken() {
        fixture.prepared(9, 10, 6);
        List<Answer> tooFew = answers("GOOD");
        tooFew.remove(3);
        List<Answer> twice = answers("GOOD");
        twice.add(new Answer(UNIT, "POOR"));
        List<Answer> another = answers("GOOD");
        another.set(3, new Answer("shi-xyz", "GOOD"));
        List<Answer> superb = answers("GOOD");
        superb.set(3, new Answer(superb.get(3).key(), "SUPERB"));
        Map<List<Answer>, String> wrong = Map.of(
                List.of(),
                "逐一评价，现在评了0个",
                tooFew,
                "个单位逐一评价，现在评了",
                twice,
                "“市卫生健康委”出现了两次",
                another,
                "测评票上有一个单位不在本年度的名单里，没有投出。请刷新页面后重填。",
                superb,
                "测评票上有一个单位的评价不是优秀、良好、一般、较差、不了解中的一个，没有投出。请刷新页面后重填。");

        wrong.forEach((answers, words) -> assertThatThrownBy(() -> cast(LEADER, answers))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(words));
        assertThat(fixture.count("ballot")).isZero();
        assertThat(appraisals.turnout(YEAR).voted()).isZero();
    }

    @Test
    void a_ballot_is_its_accounts_and_nobody_elses() {
        fixture.prepared(9, 10, 6);

        assertThat(vote().isFor(voting(LEADER).task(), LEADER)).isTrue();
        assertThat(vote().isFor(voting(LEADER).task(), "ld-cy-02")).isFalse();
        assertThat(vote().isFor(Typing.into(vote(), LEADER, "rater", "ld-cy-02").task(), "ld-cy-02"))
                .as("a task whose process names another seat than its own")
                .isFalse();
    }

    @Test
    void who_is_not_on_the_list_or_too_late_is_told() {
        fixture.prepared(9, 9, 0);

        assertThat(voting("dbwy-01").problems()).containsExactly("您不在2021年度的测评人员名单里，不能投票。有疑问的，请联系市健康丽水办。");
        appraisals.close(YEAR, "到期", CITY);
        assertThat(voting(LEADER).problems()).containsExactly("2021年度民主测评已经截止投票，不能再投。");
        assertThatThrownBy(() -> cast(LEADER, answers("GOOD"))).hasMessage("2021年度民主测评已经截止投票，不能再投。");
    }

    @Test
    void whose_draft_was_erased_by_the_update_is_told_to_fill_in_again() {
        fixture.prepared(9, 10, 6);
        fixture.jdbc().sql("update appraisal set drafts_erased = true").update();

        assertThat(voting(LEADER).notices()).anyMatch(words -> words.contains("请重新填写"));
    }

    @Test
    void an_account_reissued_while_voting_goes_on_stands_before_the_rater_and_the_city_office() {
        fixture.prepared(9, 10, 6);
        seats.release(LEADER, "本人忘了密码", CITY);
        seats.resetting(LEADER, new Actor("boss", "camunda-admin"));
        String words = "zhang于1月20日准许换发账号（理由：本人忘了密码），boss于1月20日换发";

        assertThat(voting(LEADER).notices()).anyMatch(notice -> notice.contains(words) && notice.contains("先不要投票"));
        assertThat(voting("ld-cy-02").notices()).noneMatch(notice -> notice.contains("换发"));
        assertThat(closing().notices()).containsExactly("投票期间席位“领导小组成员1”的账号有过变动：" + words + "。");
        fixture.allVote(GOOD, GOOD, GOOD);
        appraisalOutcomes.count(YEAR);
        assertThat(confirming().notices()).contains("投票期间席位“领导小组成员1”的账号有过变动：" + words + "。");
    }

    @Test
    void who_has_no_account_or_two_cannot_be_named() {
        SealedSeats some = new SealedSeats(
                fixture.jdbc(),
                () -> Map.of(LEADER, List.of("a", "b"), "qingtian-cpy", List.of("qingtian-cpy")),
                fixture.get(Organization.class),
                fixture.get(OperationLog.class),
                fixture.get(Clock.class));
        Typing typing = Typing.into(new PrepareAppraisalForm(appraisals, some, years, roster), OFFICE)
                .type("weights", "weights", "delegates", "NOT_INVITED");
        fixture.named(9, 10, 0).forEach(one -> typing.type("raters", one.seat(), "person", one.person()));

        assertThat(typing.problems())
                .hasSize(18)
                .contains("领导小组成员1·是否参加：这个席位有2个账号（a、b），一席只能有一个。请先请系统管理员移出多余的。")
                .contains("领导小组成员2·是否参加：这个席位还没有账号，办结后也不能再开。请先请系统管理员给它开好账号，或者选“不参加”。")
                .noneMatch(problem -> problem.startsWith("青田县"));
    }

    // 截止投票
    // --------------------------------------------------------------------------------------------------------------------

    private Typing closing() {
        return Typing.into(new CloseVotingForm(appraisals, seats, fixture.get(Organization.class)), OFFICE);
    }

    @Test
    void closing_shows_turnout_and_who_is_missing_and_nothing_of_any_ballot() {
        fixture.prepared(2, 2, 0);
        fixture.vote(LEADER, fixture.alike(GOOD));
        fixture.vote("jingning-cpy", fixture.alike(EXCELLENT));

        Typing typing = closing();
        assertThat(typing.sections()).containsExactly("turnout", "missing", "closing");
        assertThat(typing.section("turnout").totals())
                .containsEntry("voted", "2")
                .containsEntry("expected", "4");
        assertThat(typing.row("turnout", "DISTRICT").values()).containsEntry("voted", "1");
        assertThat(typing.section("missing").rows())
                .extracting(row -> row.values().get("seat"))
                .containsExactly("领导小组成员2", "缙云县测评代表");
        assertThat(typing.problems()).containsExactly("截止说明：还有2人没有投票，截止后他们不能再投。请写明为什么不再等。");

        Typing reasoned = typing.type("closing", "closing", "reason", "两人均在外地，已联系");
        assertThat(reasoned.problems()).isEmpty();
        assertThat(reasoned.complete()).isEmpty();
        assertThat(appraisals.get(YEAR).state()).isEqualTo(Poll.State.CLOSED);
    }

    @Test
    void when_everybody_has_voted_closing_needs_no_reason() {
        fixture.prepared(1, 1, 0);
        fixture.allVote(GOOD, GOOD, GOOD);

        assertThat(closing().problems()).isEmpty();
        assertThat(closing().sections()).doesNotContain("missing");
    }

    // 确认测评结果
    // ----------------------------------------------------------------------------------------------------------------

    private Typing confirming() {
        return Typing.into(
                new ConfirmAppraisalForm(
                        appraisals, appraisalOutcomes, seats, years, roster, fixture.get(Organization.class)),
                OFFICE);
    }

    @Test
    void confirming_shows_scores_sums_and_how_many_ballots_are_alike() {
        fixture.prepared(9, 10, 6);
        fixture.allVote(EXCELLENT, GOOD, FAIR);
        appraisalOutcomes.count(YEAR);

        Typing typing = confirming();
        assertThat(typing.sections()).containsExactly("turnout", "scores", "tallies");
        assertThat(typing.row("scores", UNIT).values()).containsEntry("score", "840.00");
        assertThat(typing.section("tallies").rows())
                .hasSize(3 * appraisals.units(YEAR).size());
        assertThat(typing.row("tallies", UNIT + "-DISTRICT").values())
                .containsEntry("GOOD", "10")
                .containsEntry("EXCELLENT", "0");
        assertThat(typing.fact("对全部单位评价相同的票")).isEqualTo("25 张");
        assertThat(typing.problems()).isEmpty();

        assertThat(typing.complete()).isEmpty();
        assertThat(appraisals.get(YEAR).state()).isEqualTo(Poll.State.CONFIRMED);
    }

    @Test
    void a_small_group_is_shown_with_the_others() {
        fixture.prepared(9, 10, 4);
        fixture.allVote(EXCELLENT, GOOD, FAIR);
        appraisalOutcomes.count(YEAR);

        Typing typing = confirming();
        assertThat(typing.section("tallies").rows())
                .hasSize(appraisals.units(YEAR).size());
        assertThat(typing.row("tallies", UNIT + "-LEADER").values())
                .containsEntry("groups", "领导小组成员、县（市、区）和开发区代表、两代表一委员")
                .containsEntry("EXCELLENT", "9")
                .containsEntry("GOOD", "10")
                .containsEntry("FAIR", "4");
        assertThat(typing.notices()).containsExactly("有的测评人员类别不足5张票，为保密各类合并列出；得分仍按各类的平均分加权计算。");
    }

    @Test
    void where_all_are_too_few_only_the_turnout_is_shown() {
        fixture.prepared(2, 2, 0);
        fixture.allVote(EXCELLENT, GOOD, UNKNOWN);
        appraisalOutcomes.count(YEAR);

        Typing typing = confirming();
        assertThat(typing.sections()).containsExactly("turnout");
        assertThat(typing.content().summary()).extracting(fact -> fact.label()).doesNotContain("对全部单位评价相同的票");
        assertThat(typing.content().toString()).doesNotContain("900.00");
        assertThat(typing.problems()).isEmpty();
    }

    @Test
    void units_that_nobody_knows_need_a_decision_one_by_one_or_for_all() {
        fixture.prepared(9, 10, 6);
        appraisals.turnout(YEAR).raters().forEach(rater -> {
            Map<String, AppraisalMark> marks = fixture.marks(GOOD, UNIT, UNKNOWN);
            marks.put("shi-fgw", UNKNOWN);
            fixture.vote(rater.seat(), marks);
        });
        appraisalOutcomes.count(YEAR);

        Typing typing = confirming();
        assertThat(typing.section("unrated").rows()).hasSize(2);
        assertThat(typing.problems())
                .contains("市卫生健康委·处理：请选择怎样处理。", "市卫生健康委·理由：请写明这样处理的理由。")
                .hasSize(4);
        typing.type("common", "common", "outcome", "REVIEW_ONLY", "reason", "职能较专")
                .type("unrated", UNIT, "outcome", "NOT_GRADED", "reason", "新组建");
        assertThat(typing.problems()).isEmpty();
        typing.complete();

        assertThat(appraisalOutcomes.decision(YEAR, UNIT)).get().satisfies(decision -> assertThat(
                        List.of(decision.outcome(), decision.reason()))
                .isEqualTo(List.of(Decision.Outcome.NOT_GRADED, "新组建")));
        assertThat(appraisalOutcomes.decision(YEAR, "shi-fgw")).get().satisfies(decision -> assertThat(
                        List.of(decision.outcome(), decision.reason()))
                .isEqualTo(List.of(Decision.Outcome.REVIEW_ONLY, "职能较专")));
    }

    @Test
    void a_reason_that_does_not_fit_is_named() {
        fixture.prepared(9, 10, 6);
        appraisals
                .turnout(YEAR)
                .raters()
                .forEach(rater -> fixture.vote(rater.seat(), fixture.marks(GOOD, UNIT, UNKNOWN)));
        appraisalOutcomes.count(YEAR);

        Typing typing = confirming().type("unrated", UNIT, "outcome", "REVIEW_ONLY", "reason", "因".repeat(1001));

        assertThat(typing.problems()).containsExactly("市卫生健康委·理由：理由最多1000字，现在有1001字，请缩短。");
        assertThat(typing.sections()).as("one unit is decided on by itself").doesNotContain("common");
    }

    @Test
    void the_reason_for_closing_stands_above_the_result() {
        fixture.prepared(9, 10, 6);
        fixture.vote(LEADER, fixture.alike(GOOD));
        appraisals.close(YEAR, "其余在外", CITY);
        appraisalOutcomes.count(YEAR);

        assertThat(confirming().notices()).contains("截止时的说明：其余在外");
    }
}
