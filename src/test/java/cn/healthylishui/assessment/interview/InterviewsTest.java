package cn.healthylishui.assessment.interview;

import static cn.healthylishui.assessment.interview.InterviewFixture.COUNTY;
import static cn.healthylishui.assessment.interview.InterviewFixture.LEADERS;
import static cn.healthylishui.assessment.interview.InterviewFixture.MINUTES;
import static cn.healthylishui.assessment.interview.InterviewFixture.QINGTIAN;
import static cn.healthylishui.assessment.interview.InterviewFixture.YEAR;
import static cn.healthylishui.assessment.interview.InterviewFixture.YUNHE;
import static cn.healthylishui.assessment.interview.InterviewFixture.bothCame;
import static cn.healthylishui.assessment.interview.InterviewFixture.invitation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.interview.Interview.Act;
import cn.healthylishui.assessment.interview.Interview.Head;
import cn.healthylishui.assessment.interview.Interview.Item;
import cn.healthylishui.assessment.interview.Interview.State;
import cn.healthylishui.assessment.interview.Interviews.Checked;
import cn.healthylishui.assessment.interview.Interviews.Invitation;
import cn.healthylishui.assessment.interview.Interviews.Invited;
import cn.healthylishui.assessment.interview.Interviews.Outcome;
import cn.healthylishui.assessment.interview.Interviews.Planned;
import cn.healthylishui.assessment.interview.Interviews.Presence;
import cn.healthylishui.assessment.interview.Interviews.Verdict;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.taskform.Refused;
import java.time.LocalDate;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterviewsTest {

    private static final LocalDate HELD = LocalDate.of(2022, 3, 8);

    private InterviewFixture fixture;
    private Interviews interviews;

    @BeforeEach
    void open() {
        fixture = new InterviewFixture("2022-03-01T09:00");
        interviews = fixture.interviews();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static void refused(ThrowingCallable act, String message) {
        assertThatThrownBy(act).isInstanceOf(Refused.class).hasMessageContaining(message);
    }

    private State state(long id) {
        return interviews.get(id).state();
    }

    @Nested
    class Opening {

        @Test
        void a_failing_district_is_interviewed_by_the_leading_group_and_a_township_by_its_county() {
            String township = fixture.township();
            fixture.fails(1, QINGTIAN);
            fixture.fails(1, township);
            fixture.says(1, YUNHE, Grade.QUALIFIED, "850.00", "得分达到800分");

            long circulation = fixture.circulate(1, QINGTIAN, YUNHE, township);

            assertThat(interviews.all(YEAR))
                    .extracting(
                            Interview::object,
                            Interview::district,
                            Interview::township,
                            Interview::interviewer,
                            Interview::interviewee,
                            Interview::state,
                            Interview::round)
                    .containsExactlyInAnyOrder(
                            tuple(QINGTIAN, QINGTIAN, null, "leading-group", "qingtian-jkb", State.OPEN, 0),
                            tuple(township, QINGTIAN, township, "qingtian-jkb", "qingtian-jkb", State.OPEN, 0));
            assertThat(interviews.openOf(circulation)).hasSize(2);
            assertThat(interviews.openOf(fixture.circulate(1))).isEmpty();
        }

        @Test
        void it_is_to_be_announced_within_ten_working_days_of_circulation() {
            long id = fixture.opened();

            assertThat(interviews.get(id).noticeBy()).isEqualTo("2022-03-15");
            assertThat(fixture.logged(QINGTIAN, "列入约谈"))
                    .extracting(OperationLog.Line::userId, OperationLog.Line::to)
                    .containsExactly(tuple(Actor.SYSTEM.userId(), "由市健康丽水建设领导小组约谈，2022年3月15日（星期二）前发出通知"));
        }

        @Test
        void what_the_circulated_result_says_counts_and_not_an_earlier_one() {
            fixture.fails(1, QINGTIAN);
            fixture.revision(2);
            fixture.says(2, QINGTIAN, Grade.QUALIFIED, "801.00", "得分达到800分");

            fixture.circulate(2, QINGTIAN);

            assertThat(interviews.all(YEAR)).isEmpty();
        }

        @Test
        void an_object_that_has_one_gets_no_second() {
            long id = fixture.opened();

            fixture.circulate(1, QINGTIAN);

            assertThat(interviews.all(YEAR)).extracting(Interview::id).containsExactly(id);
        }

        @Test
        void nor_one_whose_interview_is_closed() {
            long id = fixture.planned();
            fixture.report(id, 1, 2);
            interviews.check(id, List.of(new Verdict(1, true, null), new Verdict(2, true, null)), null, LEADERS);

            fixture.circulate(1, QINGTIAN);

            assertThat(interviews.all(YEAR)).extracting(Interview::id).containsExactly(id);
        }

        @Test
        void but_one_that_fails_again_after_a_withdrawal_gets_a_new_one() {
            long first = fixture.opened();
            fixture.revision(2);
            fixture.says(2, QINGTIAN, Grade.QUALIFIED, "801.00", "得分达到800分");
            fixture.revised(2);
            fixture.revision(3);
            fixture.fails(3, QINGTIAN);

            fixture.circulate(3, QINGTIAN);

            assertThat(interviews.all(YEAR)).extracting(Interview::state).containsExactly(State.WITHDRAWN, State.OPEN);
            assertThat(interviews.open(YEAR)).extracting(Interview::id).doesNotContain(first);
        }
    }

    @Nested
    class Withdrawing {

        @Test
        void a_result_that_no_longer_fails_withdraws_and_says_so() {
            long id = fixture.opened();
            fixture.revision(2);
            fixture.says(2, QINGTIAN, Grade.QUALIFIED, "801.00", "得分达到800分");

            fixture.revised(2);

            Interview withdrawn = interviews.get(id);
            assertThat(withdrawn.state()).isEqualTo(State.WITHDRAWN);
            assertThat(withdrawn.closing().note()).isEqualTo("第2号考核结果中，等级改为合格，约谈撤销。");
            assertThat(fixture.withdrawn()).containsExactly(id);
            assertThat(fixture.logged(QINGTIAN, "约谈办结：已撤销"))
                    .extracting(OperationLog.Line::reason)
                    .containsExactly("第2号考核结果中，等级改为合格，约谈撤销。");
            assertThat(interviews.details(id).acts()).extracting(Act::what).containsExactly("列入约谈", "已撤销");
        }

        @Test
        void one_that_still_fails_withdraws_nothing() {
            long id = fixture.opened();
            fixture.revision(2);
            fixture.says(2, QINGTIAN, Grade.UNQUALIFIED, "799.00", "得分低于800分");

            fixture.revised(2);

            assertThat(state(id)).isEqualTo(State.OPEN);
            assertThat(fixture.withdrawn()).isEmpty();
        }

        @Test
        void an_interview_that_is_closed_stays_as_it_ended() {
            long id = fixture.planned();
            fixture.report(id, 1, 2);
            interviews.check(id, List.of(new Verdict(1, true, null), new Verdict(2, true, null)), null, LEADERS);
            fixture.revision(2);
            fixture.says(2, QINGTIAN, Grade.QUALIFIED, "801.00", "得分达到800分");

            fixture.revised(2);

            assertThat(state(id)).isEqualTo(State.MENDED);
            assertThat(fixture.withdrawn()).isEmpty();
        }

        @Test
        void nothing_more_can_be_done_on_a_withdrawn_one() {
            long id = fixture.opened();
            fixture.revision(2);
            fixture.says(2, QINGTIAN, Grade.QUALIFIED, "801.00", "得分达到800分");
            fixture.revised(2);

            refused(() -> interviews.announce(id, invitation("2022-03-08"), LEADERS), "青田县的约谈已经撤销，不能再办");
            assertThat(interviews.awaited(interviews.get(id))).isEmpty();
        }
    }

    @Nested
    class Announcing {

        @ParameterizedTest
        @CsvSource({"2022-02-28", "2022-03-01"})
        void the_talk_is_after_today(String date) {
            long id = fixture.opened();

            refused(() -> interviews.announce(id, invitation(date), LEADERS), "约谈日期应在今天（2022年3月1日（星期二））之后");
            assertThat(interviews.get(id).announcement()).isNull();
        }

        @Test
        void the_two_heads_are_two_persons() {
            long id = fixture.opened();

            refused(() -> interviews.announce(id, heads("张三", "张 三"), LEADERS), "两位负责人不能是同一个人");
            refused(() -> interviews.announce(id, heads("张三", " "), LEADERS), "请填写姓名。");
            refused(
                    () -> interviews.announce(
                            id, new Invitation(HELD, "会议室", "材料", "通知", List.of(new Invited("县委书记", "张三"))), LEADERS),
                    "党政负责人应为两位");
        }

        private Invitation heads(String one, String other) {
            return new Invitation(HELD, "会议室", "材料", "通知", List.of(new Invited("县委书记", one), new Invited("县长", other)));
        }

        @Test
        void nothing_is_left_out_and_nothing_is_too_long_for_its_column() {
            long id = fixture.opened();
            List<Invited> heads = invitation("2022-03-08").heads();

            refused(() -> interviews.announce(id, new Invitation(HELD, "", "材料", "通知", heads), LEADERS), "请填写约谈地点。");
            refused(() -> interviews.announce(id, new Invitation(HELD, "会议室", "", "通知", heads), LEADERS), "请填写需带材料。");
            refused(() -> interviews.announce(id, new Invitation(HELD, "会议室", "材料", "", heads), LEADERS), "请填写通知正文。");
            refused(
                    () -> interviews.announce(id, new Invitation(HELD, "长".repeat(201), "材料", "通知", heads), LEADERS),
                    "约谈地点最多200字，现在有201字");
            refused(
                    () -> interviews.announce(id, new Invitation(HELD, "会议室", "材料", "长".repeat(4001), heads), LEADERS),
                    "通知正文最多4000字，现在有4001字");
        }

        @Test
        void what_was_announced_is_on_record() {
            long id = fixture.opened();

            interviews.announce(id, invitation("2022-03-08"), LEADERS);

            Interview announced = interviews.get(id);
            assertThat(announced.heldOn()).isEqualTo(HELD);
            assertThat(announced.announcement().place()).isEqualTo("市行政中心1号会议室");
            assertThat(announced.announcement().by()).isEqualTo("li");
            assertThat(announced.announcement().at()).isEqualTo("2022-03-01T09:00");
            assertThat(interviews.heads(interviews.get(id)))
                    .extracting(Head::seq, Head::post, Head::name, Head::attended)
                    .containsExactly(tuple(1, "县委书记", "张三", null), tuple(2, "县长", "李四", null));
            assertThat(fixture.logged(QINGTIAN, "发出约谈通知"))
                    .extracting(OperationLog.Line::to)
                    .containsExactly("2022年3月8日（星期二），市行政中心1号会议室；县委书记张三、县长李四");
        }

        @Test
        void a_step_is_done_once_and_in_its_turn() {
            long id = fixture.opened();
            refused(
                    () -> interviews.handInMaterial(id, "原因", List.of(), COUNTY),
                    "这次约谈现在该办的是“发出约谈通知”，不是“提交书面材料”。请回到任务清单查看。");
            interviews.announce(id, invitation("2022-03-08"), LEADERS);

            refused(() -> interviews.announce(id, invitation("2022-03-09"), LEADERS), "现在该办的是“提交书面材料”，不是“发出约谈通知”");
            refused(() -> interviews.hold(id, HELD, bothCame(), MINUTES, List.of(), LEADERS), "现在该办的是“提交书面材料”");
            refused(() -> interviews.review(id, "意见", LEADERS), "现在该办的是“提交书面材料”");
            assertThat(interviews.heads(interviews.get(id))).hasSize(2);
        }
    }

    @Nested
    class Material {

        @Test
        void is_a_text_or_a_file_but_not_nothing() {
            long id = fixture.opened();
            interviews.announce(id, invitation("2022-03-08"), LEADERS);

            refused(() -> interviews.handInMaterial(id, "  ", List.of(), COUNTY), "缺少书面材料，请填写，或上传文件。");
            refused(() -> interviews.handInMaterial(id, null, List.of(), COUNTY), "缺少书面材料，请填写，或上传文件。");

            String file = fixture.file();
            interviews.handInMaterial(id, null, List.of(file, file), COUNTY);
            assertThat(interviews.get(id).material().files()).containsExactly(file);
            assertThat(interviews.get(id).material().text()).isNull();
        }
    }

    @Nested
    class Holding {

        private long announced() {
            long id = fixture.opened();
            interviews.announce(id, invitation("2022-03-08"), LEADERS);
            interviews.handInMaterial(id, "原因和打算", List.of(), COUNTY);
            return id;
        }

        @Test
        void a_talk_cannot_have_been_held_after_today_or_before_its_notice() {
            long id = announced();
            fixture.setNow("2022-03-07T09:00");

            refused(
                    () -> interviews.hold(id, HELD, bothCame(), MINUTES, List.of(), LEADERS),
                    "实际约谈日期不能晚于今天（2022年3月7日（星期一））");
            refused(
                    () -> interviews.hold(id, LocalDate.of(2022, 2, 28), bothCame(), MINUTES, List.of(), LEADERS),
                    "实际约谈日期不能早于发出通知的日期2022年3月1日（星期二）");

            interviews.hold(id, LocalDate.of(2022, 3, 7), bothCame(), MINUTES, List.of(), LEADERS);
            assertThat(interviews.get(id).heldOn()).isEqualTo("2022-03-07");
        }

        @Test
        void without_minutes_it_does_not_count() {
            long id = announced();
            fixture.setNow("2022-03-08T15:00");

            for (String nothing : List.of("", "已约谈。", " ".repeat(40), "约".repeat(19))) {
                refused(() -> interviews.hold(id, HELD, bothCame(), nothing, List.of(), LEADERS), "没有约谈记录的约谈不能办结");
            }
            assertThat(interviews.get(id).minutes()).isNull();

            interviews.hold(id, HELD, bothCame(), "约".repeat(20), List.of(), LEADERS);
            assertThat(interviews.get(id).minutes().text()).hasSize(20);
        }

        @Test
        void a_head_who_did_not_come_is_represented_and_says_why() {
            long id = announced();
            fixture.setNow("2022-03-08T15:00");
            Presence came = new Presence(true, null, null);

            refused(() -> hold(id, came, new Presence(false, null, "出差")), "请填写代为参加人的姓名和职务。");
            refused(() -> hold(id, came, new Presence(false, "王五，副县长", " ")), "请填写本人未到场的原因。");
            refused(() -> hold(id, came, new Presence(false, "王".repeat(201), "出差")), "代为参加人的姓名和职务最多200字，现在有201字");
            refused(() -> interviews.hold(id, HELD, List.of(came), MINUTES, List.of(), LEADERS), "请逐个写明两位党政负责人是否到场");
            assertThat(interviews.get(id).minutes()).isNull();

            hold(id, came, new Presence(false, "王五，副县长", "赴省开会"));
            assertThat(interviews.heads(interviews.get(id)))
                    .extracting(Head::attended, Head::substitute, Head::substituteReason)
                    .containsExactly(tuple(true, null, null), tuple(false, "王五，副县长", "赴省开会"));
        }

        private void hold(long id, Presence one, Presence other) {
            interviews.hold(id, HELD, List.of(one, other), MINUTES, List.of(), LEADERS);
        }

        @Test
        void from_the_talk_thirty_calendar_days_run_until_the_report() {
            long id = announced();
            fixture.setNow("2022-03-10T15:00");

            interviews.hold(id, LocalDate.of(2022, 3, 9), bothCame(), MINUTES, List.of(), LEADERS);

            assertThat(interviews.get(id).reportBy()).isEqualTo("2022-04-08");
        }
    }

    @Nested
    class Planning {

        @Test
        void something_is_to_be_mended() {
            long id = fixture.held();

            refused(() -> interviews.plan(id, List.of(), COUNTY), "整改方案还是空的");
        }

        @Test
        void a_line_is_complete() {
            long id = fixture.held();
            LocalDate day = LocalDate.of(2022, 3, 31);

            refused(() -> plan(id, "", "措施", "王五", day), "请填写存在问题。");
            refused(() -> plan(id, "问题", "", "王五", day), "请填写整改措施。");
            refused(() -> plan(id, "问题", "措施", "", day), "请填写责任人。");
            refused(() -> plan(id, "问题", "长".repeat(1001), "王五", day), "整改措施最多1000字，现在有1001字");
            assertThat(interviews.items(interviews.get(id))).isEmpty();
        }

        @Test
        void it_is_mended_between_today_and_thirty_days_after_the_talk() {
            long id = fixture.held();

            refused(() -> plan(id, "问题", "措施", "王五", LocalDate.of(2022, 3, 7)), "完成日期不能早于今天（2022年3月8日（星期二））");
            refused(
                    () -> plan(id, "问题", "措施", "王五", LocalDate.of(2022, 4, 8)),
                    "完成日期不能晚于2022年4月7日（星期四）：整改应在约谈后30天内完成并报告");

            plan(id, "问题", "措施", "王五", LocalDate.of(2022, 4, 7));
            assertThat(interviews.items(interviews.get(id)))
                    .extracting(Item::dueOn)
                    .containsExactly(LocalDate.of(2022, 4, 7));
        }

        @Test
        void a_plan_that_comes_too_late_leaves_today() {
            long id = fixture.held();
            fixture.setNow("2022-04-20T09:00");

            refused(() -> plan(id, "问题", "措施", "王五", LocalDate.of(2022, 4, 21)), "完成日期不能晚于2022年4月20日");

            plan(id, "问题", "措施", "王五", LocalDate.of(2022, 4, 20));
            assertThat(interviews.get(id).reportBy()).isEqualTo("2022-04-07");
        }

        private void plan(long id, String problem, String measure, String responsible, LocalDate day) {
            interviews.plan(id, List.of(new Planned(problem, measure, responsible, day)), COUNTY);
        }
    }

    @Nested
    class Reporting {

        @Test
        void every_item_is_reported_and_proven() {
            long id = fixture.planned();
            Outcome first = new Outcome(1, "已整改", List.of(fixture.file()));

            refused(() -> interviews.report(id, List.of(first), COUNTY), "每个还没有整改到位的问题都要报告整改结果");
            refused(() -> interviews.report(id, List.of(first, new Outcome(2, "已整改", List.of())), COUNTY), "第2项缺少佐证材料");
            refused(
                    () -> interviews.report(id, List.of(first, new Outcome(2, " ", List.of(fixture.file()))), COUNTY),
                    "请填写整改结果。");
            refused(
                    () -> interviews.report(
                            id, List.of(first, new Outcome(2, "长".repeat(2001), List.of(fixture.file()))), COUNTY),
                    "整改结果最多2000字，现在有2001字，请精简，详细内容可作为佐证材料上传。");
            assertThat(interviews.get(id).round()).isZero();
            assertThat(interviews.items(interviews.get(id)))
                    .allMatch(item -> item.reports().isEmpty());
        }
    }

    @Nested
    class Checking {

        @Test
        void every_reported_item_gets_a_word() {
            long id = fixture.planned();
            fixture.report(id, 1, 2);

            refused(
                    () -> interviews.check(id, List.of(new Verdict(1, true, null)), null, LEADERS),
                    "请对本次报告的每一项逐项作出核查结论，不能漏项。");
            refused(() -> check(id, LocalDate.of(2022, 4, 1), new Verdict(2, false, " ")), "不到位的，请写明哪里不到位");
            assertThat(interviews.items(interviews.get(id))).noneMatch(Item::mended);
        }

        @Test
        void what_is_not_mended_needs_a_day_for_the_next_report_while_rounds_are_left() {
            long id = fixture.planned();
            fixture.report(id, 1, 2);
            Verdict not = new Verdict(2, false, "没有派驻记录");

            refused(() -> check(id, null, not), "请填写再次报告的期限");
            refused(() -> check(id, LocalDate.of(2022, 3, 8), not), "再次报告的期限应在今天（2022年3月8日（星期二））之后");
            refused(() -> check(id, LocalDate.of(2022, 4, 8), not), "再次报告的期限不能晚于2022年4月7日（星期四）（30天内）");
            assertThat(interviews.items(interviews.get(id))).noneMatch(Item::mended);
        }

        @Test
        void all_mended_closes_the_interview() {
            long id = fixture.planned();
            fixture.report(id, 1, 2);

            assertThat(check(id, null, new Verdict(2, true, null))).isEqualTo(new Checked(true, false));

            assertThat(state(id)).isEqualTo(State.MENDED);
            assertThat(interviews.get(id).closing().by()).isEqualTo("li");
            assertThat(interviews.details(id).acts())
                    .extracting(Act::what, Act::by)
                    .containsExactly(
                            tuple("列入约谈", null),
                            tuple("发出约谈通知", "li"),
                            tuple("提交书面材料", "wang"),
                            tuple("约谈并作记录", "li"),
                            tuple("制定整改方案", "wang"),
                            tuple("第1次报告整改结果", "wang"),
                            tuple("第1次逐项核查整改", "li"),
                            tuple("整改到位", "li"));
            refused(() -> fixture.report(id), "约谈已经办结");
        }

        @Test
        void in_a_second_round_only_what_is_left_comes_again_by_the_new_day() {
            long id = fixture.planned();
            fixture.report(id, 1, 2);

            assertThat(check(id, LocalDate.of(2022, 4, 1), new Verdict(2, false, "没有派驻记录")))
                    .isEqualTo(new Checked(false, false));

            assertThat(interviews.get(id).reportBy()).isEqualTo("2022-04-01");
            assertThat(interviews.items(interviews.get(id)))
                    .extracting(Item::mended)
                    .containsExactly(true, false);
            refused(() -> fixture.report(id, 1, 2), "每个还没有整改到位的问题都要报告整改结果");
            fixture.report(id, 2);
            assertThat(interviews.get(id).round()).isEqualTo(2);
            assertThat(interviews.items(interviews.get(id)).get(0).reports()).hasSize(1);
            assertThat(interviews.items(interviews.get(id)).get(1).reports())
                    .extracting(report -> report.round(), report -> report.check() != null)
                    .containsExactly(tuple(1, true), tuple(2, false));

            assertThat(interviews.check(id, List.of(new Verdict(2, true, null)), null, LEADERS))
                    .isEqualTo(new Checked(true, true));
            assertThat(state(id)).isEqualTo(State.MENDED);
        }

        @Test
        void after_the_last_round_what_is_left_goes_to_the_leading_group() {
            long id = fixture.planned();
            fixture.report(id, 1, 2);
            check(id, LocalDate.of(2022, 4, 1), new Verdict(2, false, "没有派驻记录"));
            fixture.report(id, 2);

            assertThat(interviews.check(id, List.of(new Verdict(2, false, "仍无记录")), null, LEADERS))
                    .isEqualTo(new Checked(false, true));

            assertThat(state(id)).isEqualTo(State.OPEN);
            assertThat(interviews.awaited(interviews.get(id))).contains(InterviewStep.REVIEW);
            refused(() -> fixture.report(id, 2), "现在该办的是“研究未整改到位的问题”");
            refused(() -> interviews.review(id, "", LEADERS), "请填写研究意见。");
            refused(() -> interviews.review(id, "长".repeat(2001), LEADERS), "研究意见最多2000字，现在有2001字");

            interviews.review(id, "由县政府专题研究，列入下年度督查。", LEADERS);

            assertThat(state(id)).isEqualTo(State.REPORTED);
            assertThat(interviews.get(id).closing().note()).isEqualTo("由县政府专题研究，列入下年度督查。");
            assertThat(interviews.items(interviews.get(id)))
                    .extracting(Item::mended)
                    .containsExactly(true, false);
        }

        private Checked check(long id, LocalDate next, Verdict second) {
            return interviews.check(id, List.of(new Verdict(1, true, null), second), next, LEADERS);
        }
    }
}
