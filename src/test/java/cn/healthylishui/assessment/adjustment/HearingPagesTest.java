package cn.healthylishui.assessment.adjustment;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.OnBothDatabases;
import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.adjustment.Hearings.Answered;
import cn.healthylishui.assessment.adjustment.Hearings.Channel;
import cn.healthylishui.assessment.adjustment.Hearings.Comment;
import cn.healthylishui.assessment.adjustment.Hearings.Further;
import cn.healthylishui.assessment.adjustment.Hearings.Reply;
import cn.healthylishui.assessment.indicator.IndicatorDrafts;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** 公开征求意见: anybody reads and comments without a login, nobody can flood it, and nobody learns how to reach another. */
class HearingPagesTest extends StaffTest {

    private static final LocalDate ENDS = LocalDate.of(2022, 3, 15);
    private static final String EVIL = "<script>alert('x')</script><img src=x onerror=alert(1)>\"'&";

    @Autowired
    private AssessmentYears years;

    @Autowired
    private Adjustments adjustments;

    @Autowired
    private Hearings hearings;

    @Autowired
    private IndicatorDrafts drafts;

    @Autowired
    private IndicatorTables tables;

    private AdjustmentFixture fixture;
    private long hearing;

    @BeforeEach
    void open() {
        at(LocalDateTime.of(2022, 3, 1, 9, 0));
        years.prepare(2022, AdjustmentFixture.CITY);
        fixture = new AdjustmentFixture(2022, adjustments, hearings, drafts, tables);
        hearing = fixture.heard(ENDS);
    }

    private Answer comment(Staff who, String person, String contact, String text) {
        return who.postFields(
                "/hearings/" + hearing + "/comments", Map.of("person", person, "contact", contact, "text", text));
    }

    private void close(String answer, boolean shown) {
        at(ENDS.plusDays(1).atTime(9, 0));
        Map<Long, Answered> answers = hearings.comments(hearing).stream()
                .collect(Collectors.toMap(Comment::id, comment -> new Answered(Reply.ADOPTED, answer, shown)));
        hearings.close(
                hearing,
                answers,
                List.of(new Further(
                        Channel.PHONE, "李某", "0578-1234567", "减少台账", new Answered(Reply.DECLINED, "另行研究", true))),
                "收到意见若干",
                false,
                AdjustmentFixture.CITY);
    }

    @Test
    void a_stranger_finds_the_hearing_and_reads_the_draft_with_what_it_changes() {
        Staff stranger = stranger();

        assertThat(stranger.get("/").body()).contains("href=\"/hearings\"");
        assertThat(stranger.get("/hearings").body()).contains("2022年度考核指标调整公开征求意见", "正在征求意见");
        Answer page = stranger.get("/hearings/" + hearing);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("现征求意见", "2022年3月15日", "以台账为准", "草案全文", "提出意见")
                .contains(fixture.judged(TableKind.COUNTY).criterion())
                .doesNotContain("意见和答复 ");
        assertThat(stranger.get("/hearings/99999").status()).isEqualTo(404);
    }

    @Test
    void a_stranger_comments_and_only_the_city_office_learns_how_to_reach_him() {
        Answer answer = comment(stranger(), "张三", "13900000000", "建议写明现场走访");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.message()).contains("已经收到");
        assertThat(hearings.comments(hearing)).singleElement().satisfies(comment -> {
            assertThat(comment.channel()).isEqualTo(Channel.WEB);
            assertThat(comment.enteredBy()).isNull();
            assertThat(comment.contact()).isEqualTo("13900000000");
        });
        assertThat(stranger().get("/hearings/" + hearing).body())
                .as("nothing of it is shown before it is answered")
                .doesNotContain("建议写明现场走访", "张三", "13900000000");

        close("写进草案", true);

        for (Staff reader : List.of(stranger(), staff("shi-wjw"), staff(Office.LEADING_GROUP), staff(Office.CITY))) {
            assertThat(reader.get("/hearings/" + hearing).body())
                    .contains("建议写明现场走访", "张三", "写进草案", "减少台账", "李某", "另行研究", "收到意见若干")
                    .doesNotContain("13900000000", "0578-1234567");
            assertThat(reader.get("/my/adjustments/1").body()).doesNotContain("13900000000", "0578-1234567");
        }
    }

    @Test
    void what_the_city_office_withholds_is_answered_all_the_same() {
        comment(stranger(), "王五", "", "某某村某某家里有病人");

        close("已转有关单位核实", false);

        assertThat(stranger().get("/hearings/" + hearing).body())
                .contains("原文不公布", "已转有关单位核实")
                .doesNotContain("某某家里有病人");
    }

    @Test
    void what_people_type_never_becomes_markup() {
        comment(stranger(), EVIL.substring(0, 49), "", EVIL);
        close(EVIL, true);

        String page = stranger().get("/hearings/" + hearing).body();
        assertThat(page)
                .contains("&lt;script&gt;alert(")
                .doesNotContain("<script>alert")
                .doesNotContain("<img src=x");
    }

    @Test
    void control_characters_and_blanks_are_no_comment() {
        for (String control : List.of("\u0000\u0007\u200b  \u202e", "第一行\r\n第二行\u0000")) {
            Answer refused = comment(stranger(), "", "", control);
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.message()).contains("填写的内容里有看不见的控制字符，没有办理。请清空后重新输入。");
        }
        assertThat(comment(stranger(), "", "", "\u200b  \u202e").message()).contains("请写下您的意见");
        assertThat(hearings.comments(hearing)).isEmpty();

        comment(stranger(), "张\n三\u202e", "", "第一行\r\n第二行\u202e");

        assertThat(hearings.comments(hearing)).singleElement().satisfies(comment -> {
            assertThat(comment.person()).isEqualTo("张三");
            assertThat(comment.text()).isEqualTo("第一行\n第二行");
        });
    }

    @Test
    void what_is_too_long_is_refused_whole() {
        assertThat(comment(stranger(), "", "", "长".repeat(2001)).message()).contains("意见现在有2001字，最多2000字");
        assertThat(comment(stranger(), "长".repeat(51), "", "意见").message()).contains("称呼现在有51字，最多50字");
        assertThat(comment(stranger(), "", "长".repeat(101), "意见").message()).contains("联系方式现在有101字，最多100字");
        assertThat(hearings.comments(hearing)).isEmpty();
        assertThat(comment(stranger(), "长".repeat(50), "长".repeat(100), "长".repeat(2000))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void three_a_minute_and_no_more_whoever_they_are() {
        IntStream.range(0, 3)
                .forEach(i -> assertThat(comment(stranger(), "", "", "意见" + i).status())
                        .isEqualTo(200));

        Answer fourth = comment(stranger(), "", "", "意见三");

        assertThat(fourth.status()).isEqualTo(422);
        assertThat(fourth.message()).contains("现在提交意见的人较多，请过一分钟再提交。您写的内容还在。");
        at(LocalDateTime.of(2022, 3, 1, 9, 1, 1));
        assertThat(comment(stranger(), "", "", "意见三").status()).isEqualTo(200);
    }

    @Test
    @OnBothDatabases
    void several_at_the_same_moment_do_not_slip_past_the_limit() {
        List<CompletableFuture<Answer>> all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> comment(stranger(), "", "", "意见" + i)))
                .toList();

        assertThat(all.stream().map(CompletableFuture::join).map(Answer::status))
                .containsOnly(200, 422);
        assertThat(hearings.comments(hearing)).hasSize(3);
    }

    @Test
    void two_hundred_a_day_and_no_more() {
        LocalDateTime start = LocalDateTime.of(2022, 3, 1, 10, 0);
        for (int i = 0; i < 200; i++) {
            at(start.plusMinutes(i));
            hearings.comment(hearing, "", "", "意见" + i);
        }
        at(start.plusMinutes(200));

        assertThat(comment(stranger(), "", "", "又一条").message()).contains("最近24小时收到的意见已达上限");

        at(start.plusDays(1).plusMinutes(1));
        assertThat(comment(stranger(), "", "", "又一条").status()).isEqualTo(200);
    }

    @Test
    void the_last_day_counts_whole_and_the_next_one_not() {
        at(ENDS.atTime(23, 59, 59));
        assertThat(comment(stranger(), "", "", "赶上了").status()).isEqualTo(200);

        at(ENDS.plusDays(1).atStartOfDay());
        Answer late = comment(stranger(), "", "", "晚了");

        assertThat(late.status()).isEqualTo(422);
        assertThat(late.message()).contains("已于2022年3月15日（星期二）截止");
        assertThat(stranger().get("/hearings/" + hearing).body())
                .contains("整理后在本页公布")
                .doesNotContain("<form class=\"act comment\"");
    }

    @Test
    void somebody_logged_in_needs_the_page_he_comments_from() {
        assertThat(comment(inTasklist("shi-wjw").withoutCsrfToken(), "", "", "意见")
                        .status())
                .isEqualTo(403);
        assertThat(comment(inTasklist("shi-wjw"), "", "", "意见").status()).isEqualTo(200);
    }

    @Test
    void there_is_no_commenting_on_what_does_not_exist() {
        assertThat(stranger()
                        .postFields("/hearings/99999/comments", Map.of("text", "x"))
                        .message())
                .contains("没有这次征求意见");
        assertThat(stranger()
                        .postFields("/hearings/abc/comments", Map.of("text", "x"))
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kfq-wjj", "ld-cy-01", Office.RECEIVER})
    void who_cannot_propose_does_not_read_the_adjustments(String office) {
        assertThat(staff(office).get("/my/adjustments").status()).isEqualTo(403);
        assertThat(staff(office)
                        .get("/my/adjustments/" + adjustments.of(2022).get(0).id())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void who_proposed_reads_the_answers_and_nobody_reads_a_draft_that_was_not_put_to_the_public() {
        long other = fixture.reviewed(Adjustment.State.IMPACT, fixture.reworded(TableKind.COUNTY, "没有公布的措辞"));

        String unit = staff("shi-wjw").get("/my/adjustments/" + other).body();
        assertThat(unit).contains("2022年度第2次指标调整", "写进评分标准", "测算影响").doesNotContain("没有公布的措辞");
        assertThat(staff(Office.CITY).get("/my/adjustments/" + other).body()).contains("没有公布的措辞", "全文对照");
        String heard = staff("qingtian-jkb")
                .get("/my/adjustments/" + adjustments.of(2022).get(0).id())
                .body();
        assertThat(heard).contains("以台账为准").doesNotContain("全文对照");
        assertThat(staff("qingtian-jkb").get("/my/adjustments").body()).contains("2022年度第2次指标调整", "1条，采纳1条");
        assertThat(stranger().get("/my/adjustments").status()).isEqualTo(401);
    }

    @Test
    void a_draft_made_after_the_hearing_was_not_put_to_the_public_either() {
        long adjustment = adjustments.of(2022).get(0).id();
        close("写进草案", true);
        adjustments.sendBack(adjustment, Adjustment.Stage.HEARING, "按意见另改", AdjustmentFixture.CITY);
        fixture.review(adjustment, Adjustment.State.IMPACT, fixture.reworded(TableKind.COUNTY, "听取意见后另改的措辞"));

        assertThat(staff("shi-wjw").get("/my/adjustments/" + adjustment).body()).doesNotContain("听取意见后另改的措辞");
        assertThat(stranger().get("/hearings/" + hearing).body())
                .as("what was heard stays readable")
                .contains("以台账为准")
                .doesNotContain("听取意见后另改的措辞");
        assertThat(staff(Office.LEADING_GROUP)
                        .get("/my/adjustments/" + adjustment)
                        .body())
                .contains("听取意见后另改的措辞");
    }

    @Test
    void municipal_units_county_offices_and_the_city_office_propose_and_nobody_else() {
        for (String office : List.of("kfq-wjj", "ld-cy-01", Office.RECEIVER, Office.LEADING_GROUP)) {
            Staff staff = staff(office);
            assertThat(start(staff, "indicator-adjustment").status()).as(office).isEqualTo(403);
        }
        for (String office : List.of("shi-hg", "qingtian-jkb", "kfq-jkb", Office.CITY)) {
            Staff staff = staff(office);
            assertThat(start(staff, "indicator-adjustment").status()).as(office).isEqualTo(200);
            assertThat(task("taskProposeAdjustment", office).office()).isEqualTo(office);
        }
    }
}
