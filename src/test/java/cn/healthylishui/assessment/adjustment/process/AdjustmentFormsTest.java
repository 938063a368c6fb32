package cn.healthylishui.assessment.adjustment.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.ApplicationTest;
import cn.healthylishui.assessment.adjustment.Adjustment.Reply;
import cn.healthylishui.assessment.adjustment.Adjustment.State;
import cn.healthylishui.assessment.adjustment.AdjustmentFixture;
import cn.healthylishui.assessment.adjustment.Adjustments;
import cn.healthylishui.assessment.adjustment.Hearings;
import cn.healthylishui.assessment.adjustment.Impacts;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.indicator.IndicatorDrafts;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.taskform.Typing;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** 指标调整 form by form: what each says is wrong, and what completing it writes. */
class AdjustmentFormsTest extends ApplicationTest {

    private static final int NEXT = 2022;
    private static final LocalDate ENDS = LocalDate.of(2022, 3, 15);

    @Autowired
    private AssessmentYears years;

    @Autowired
    private Adjustments adjustments;

    @Autowired
    private Hearings hearings;

    @Autowired
    private Impacts impacts;

    @Autowired
    private IndicatorDrafts drafts;

    @Autowired
    private IndicatorTables tables;

    @Autowired
    private ProposeAdjustmentForm proposing;

    @Autowired
    private ReviewAdjustmentForm reviewing;

    @Autowired
    private HoldHearingForm holding;

    @Autowired
    private AssessImpactForm assessing;

    @Autowired
    private ApproveAdjustmentForm approving;

    private AdjustmentFixture fixture;

    @BeforeEach
    void prepare() {
        at(LocalDateTime.of(2022, 3, 1, 9, 0));
        years.prepare(NEXT, AdjustmentFixture.CITY);
        fixture = new AdjustmentFixture(NEXT, adjustments, hearings, drafts, tables);
    }

    private String judged() {
        return fixture.judged(TableKind.COUNTY).code();
    }

    // 提出调整建议

    private Typing proposal() {
        return Typing.into(proposing, "shi-wjw")
                .type("adjustment", "adjustment", "summary", "评分依据掌握不一")
                .type(
                        "proposals",
                        "1",
                        "table",
                        "COUNTY",
                        "change",
                        "CRITERION",
                        "indicator",
                        judged(),
                        "text",
                        "写明评分依据",
                        "reason",
                        "尺度一致");
    }

    @Test
    void an_office_proposes_for_a_year_that_has_not_started() {
        assertThat(proposal().value("adjustment", "adjustment", "year")).isEqualTo("2022");

        Map<String, Object> facts = proposal()
                .type("proposals", "2", "table", "TOWNSHIP", "change", "ADD", "text", "健身设施完好率，20分", "reason", "群众反映")
                .complete();

        assertThat(facts).containsEntry("proposed", true).containsEntry("year", NEXT);
        assertThat(adjustments.get((Long) facts.get("adjustment"))).satisfies(adjustment -> {
            assertThat(adjustment.office()).isEqualTo("shi-wjw");
            assertThat(adjustment.state()).isEqualTo(State.REVIEW);
            assertThat(adjustment.proposals())
                    .extracting(one -> one.subject())
                    .containsExactly(
                            judged() + " " + fixture.judged(TableKind.COUNTY).name(), "新增指标");
        });
    }

    @ParameterizedTest(name = "{0} {1} “{2}”: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "adjustment | summary | '' | 请写明为什么要调整",
                "adjustment | year | 2019 | 请选择年度",
                "proposals | table | '' | 请选择哪张指标表",
                "proposals | change | '' | 请选择怎样调整",
                "proposals | indicator | T001 | 请选择要调整的指标",
                "proposals | indicator | '' | 请选择要调整的指标",
                "proposals | text | '' | 请写明怎样调整",
                "proposals | reason | '' | 请写明理由"
            })
    void what_is_wrong_with_a_proposal_is_named(String section, String column, String typed, String said) {
        Typing form = proposal().type(section, section.equals("adjustment") ? "adjustment" : "1", column, typed);

        assertThat(form.problems()).singleElement().satisfies(problem -> assertThat(problem)
                .contains(said));
    }

    @Test
    void one_proposal_at_least_and_never_one_too_long() {
        assertThat(Typing.into(proposing, "shi-wjw")
                        .type("adjustment", "adjustment", "summary", "理由")
                        .problems())
                .anyMatch(problem -> problem.contains("至少填一行"));
        assertThat(proposal().type("proposals", "1", "text", "长".repeat(2001)).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("现在有2001字，最多2000字"));
    }

    @Test
    void there_is_always_room_for_another_proposal() {
        assertThat(proposal().section("proposals").rows()).hasSize(5);
        assertThat(proposal()
                        .type("proposals", "5", "text", "又一条")
                        .section("proposals")
                        .rows())
                .hasSize(7);
    }

    @Test
    void where_no_year_is_open_one_is_told_so_and_can_close_the_task() {
        jdbc.sql("update assessment_year set state = 'ASSESSING'").update();

        assertThat(proposal().notices()).singleElement().satisfies(notice -> assertThat(notice)
                .contains("现在没有可以调整的年度"));
        assertThat(proposal().problems()).isNotEmpty();
        assertThat(proposal()
                        .type("adjustment", "adjustment", "decision", "DROP")
                        .complete())
                .containsEntry("proposed", false);
        assertThat(adjustments.all()).isEmpty();
    }

    @Test
    void a_year_started_since_the_form_was_looked_at_takes_no_proposal() {
        Typing form = proposal();
        form.content();
        assertThatThrownBy(() -> {
                    jdbc.sql("update assessment_year set state = 'ASSESSING'").update();
                    adjustments.propose(NEXT, "晚了", List.of(), AdjustmentFixture.UNIT);
                })
                .isInstanceOf(Refused.class)
                .hasMessageContaining("2022年度考核已经启动");
    }

    // 审核建议、编制草案

    private Typing review(long adjustment) {
        return Typing.into(reviewing, Office.CITY, "year", NEXT, "adjustment", adjustment)
                .type("replies", "1", "reply", "ADOPTED", "answer", "写进评分标准")
                .type("decision", "decision", "decision", "DIRECT", "hearingReason", "只改措辞");
    }

    private Typing reviewed(long adjustment, long draft) {
        return review(adjustment).type("choice", "choice", "COUNTY", String.valueOf(draft));
    }

    @Test
    void a_review_answers_each_proposal_and_goes_on_with_a_draft() {
        long adjustment = fixture.proposed();
        long draft = fixture.reworded(TableKind.COUNTY, "以台账为准");

        Typing form = reviewed(adjustment, draft);
        assertThat(form.section("changes").rows()).singleElement().satisfies(row -> assertThat(row.values())
                .containsEntry("after", "以台账为准"));
        assertThat(form.section("versions").rows()).singleElement().satisfies(row -> assertThat(
                        row.values().get("compare"))
                .matches("/my/indicators/compare\\?before=\\d+&after=" + draft));
        assertThat(form.complete()).containsEntry("ruling", "DIRECT");

        assertThat(adjustments.get(adjustment)).satisfies(one -> {
            assertThat(one.state()).isEqualTo(State.IMPACT);
            assertThat(one.proposals().get(0).reply()).isEqualTo(Reply.ADOPTED);
            assertThat(one.drafts()).extracting(chosen -> chosen.draft()).containsExactly(draft);
        });
    }

    @Test
    void drafts_are_made_on_their_own_page_and_one_has_to_be_chosen_that_changes_something() {
        long adjustment = fixture.proposed();
        assertThat(review(adjustment).section("versions").hint()).contains("还没有草案");
        assertThat(review(adjustment).problems()).anyMatch(problem -> problem.contains("请至少给一张指标表选定草案"));
        long same = fixture.draft(TableKind.COUNTY, indicators -> indicators);
        assertThat(reviewed(adjustment, same).problems())
                .anyMatch(problem -> problem.contains("这份草案和现行版没有差别。请选另一份，或者选“不改这张表”。"));
        assertThat(reviewed(adjustment, 999_999).problems())
                .anyMatch(problem -> problem.endsWith("没有这份县（市、区）指标表草案，请重新选择。"));
        long townships = fixture.reworded(TableKind.TOWNSHIP, "以台账为准");
        assertThat(reviewed(adjustment, townships).problems())
                .anyMatch(problem -> problem.endsWith("没有这份县（市、区）指标表草案，请重新选择。"));
        long given = fixture.reworded(TableKind.COUNTY, "以台账为准");
        drafts.discard(given, AdjustmentFixture.CITY);
        assertThat(reviewed(adjustment, given).problems()).anyMatch(problem -> problem.contains("请重新选择"));
        assertThat(adjustments.unfit(NEXT, TableKind.COUNTY, drafts.find(given)).orElseThrow())
                .endsWith("，不能再选。请重新选择草案。");
    }

    @ParameterizedTest(name = "{0} {1} “{2}”: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "replies | 1 | reply | '' | 请选择是否采纳",
                "replies | 1 | answer | '' | 请写明答复和理由",
                "replies | 1 | reply | DECLINED | 没有采纳任何建议，请选“都不采纳”，或者改变上面的答复。",
                "decision | decision | decision | '' | 请选择怎样办理",
                "decision | decision | hearingReason | '' | 请写明为什么公开征求意见，或者为什么不征求"
            })
    void what_is_wrong_with_a_review_is_named(String section, String row, String column, String typed, String said) {
        long adjustment = fixture.proposed();
        Typing form = reviewed(adjustment, fixture.reworded(TableKind.COUNTY, "以台账为准"))
                .type(section, row, column, typed);

        assertThat(form.problems()).singleElement().satisfies(problem -> assertThat(problem)
                .contains(said));
    }

    @Test
    void what_is_refused_adopts_nothing_and_says_why() {
        long adjustment = fixture.proposed();
        Typing form = review(adjustment).type("decision", "decision", "decision", "REFUSED");
        assertThat(form.problems())
                .anyMatch(problem -> problem.contains("办理选了“都不采纳”，这里不能选采纳；已由另一次调整办理的，请选“"))
                .anyMatch(problem -> problem.contains("请写明为什么不作调整"));

        form.type("replies", "1", "reply", "MERGED")
                .type("decision", "decision", "reason", "并入第2次")
                .complete();

        assertThat(adjustments.get(adjustment).state()).isEqualTo(State.REFUSED);
        assertThat(adjustments.get(adjustment).drafts()).isEmpty();
    }

    @ParameterizedTest(name = "until {0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {"2022-03-07 | 截止日不能早于2022年3月8日", "2022-09-02 | 截止日不能在半年以后", "月底 | “月底”不是日期", "2022-03-08 | ''"})
    void a_hearing_lasts_five_working_days_at_least(String ends, String said) {
        long adjustment = fixture.proposed();
        Typing form = reviewed(adjustment, fixture.reworded(TableKind.COUNTY, "以台账为准"))
                .type("decision", "decision", "decision", "HEARING");
        assertThat(form.value("hearing", "hearing", "ends")).isEqualTo("2022-03-15");
        assertThat(form.problems()).singleElement().satisfies(problem -> assertThat(problem)
                .contains("（请补充"));

        form.type("hearing", "hearing", "ends", ends, "notice", "公告全文");

        if (said.isEmpty()) {
            assertThat(form.complete()).containsEntry("ruling", "HEARING");
            assertThat(hearings.latest(adjustment).endsOn()).isEqualTo(LocalDate.of(2022, 3, 8));
            assertThat(adjustments.get(adjustment).state()).isEqualTo(State.HEARING);
        } else {
            assertThat(form.problems()).singleElement().satisfies(problem -> assertThat(problem)
                    .contains(said));
            assertThat(hearings.all()).isEmpty();
        }
    }

    @Test
    void other_adjustments_of_the_year_are_named_to_whoever_reviews() {
        long adjustment = fixture.proposed();
        fixture.proposed();

        assertThat(review(adjustment).notices()).singleElement().satisfies(notice -> assertThat(notice)
                .contains("第2次（审核中）", "并入同年度的另一次调整"));
    }

    // 公开征求意见

    private Typing hold(long adjustment) {
        return Typing.into(holding, Office.CITY, "year", NEXT, "adjustment", adjustment)
                .type("decision", "decision", "decision", "GO", "outcome", "收到意见若干");
    }

    private long heard() {
        long hearing = fixture.heard(ENDS);
        return hearings.find(hearing).orElseThrow().adjustment();
    }

    @Test
    void a_hearing_stays_open_until_its_last_day_is_over_and_every_comment_is_answered() {
        long adjustment = heard();
        long hearing = hearings.latest(adjustment).id();
        hearings.comment(hearing, "张三", "139", "写明走访");
        String row = String.valueOf(hearings.comments(hearing).get(0).id());
        Typing form = hold(adjustment);
        assertThat(form.row("comments", row).values())
                .containsEntry("contact", "139")
                .containsEntry("person", "张三");
        assertThat(form.fact("还没答复")).isEqualTo("1 条");
        form.type("comments", row, "reply", "ADOPTED", "answer", "写进草案");
        assertThat(form.problems()).singleElement().satisfies(problem -> assertThat(problem)
                .contains("到2022年3月15日（星期二）24时截止"));
        at(ENDS.atTime(23, 59));
        assertThat(form.problems()).isNotEmpty();

        at(ENDS.plusDays(1).atStartOfDay());

        assertThat(form.complete()).containsEntry("ruling", "GO");
        assertThat(adjustments.get(adjustment).state()).isEqualTo(State.IMPACT);
        assertThat(hearings.comments(hearing)).singleElement().satisfies(comment -> {
            assertThat(comment.reply()).isEqualTo(Hearings.Reply.ADOPTED);
            assertThat(comment.shown()).isTrue();
        });
    }

    @Test
    void a_comment_that_came_in_since_is_not_lost() {
        long adjustment = heard();
        long hearing = hearings.latest(adjustment).id();
        at(ENDS.plusDays(1).atStartOfDay());
        Typing form = hold(adjustment);
        assertThat(form.problems()).isEmpty();

        assertThatThrownBy(() -> {
                    jdbc.sql("""
                            insert into hearing_comment (hearing, channel, comment_text, received_at)
                            values (:hearing, 'WEB', '最后一刻', :at)
                            """)
                            .param("hearing", hearing)
                            .param("at", java.sql.Timestamp.valueOf(ENDS.atTime(23, 59, 59)))
                            .update();
                    hearings.close(hearing, Map.of(), List.of(), "没有意见", false, AdjustmentFixture.CITY);
                })
                .isInstanceOf(Refused.class)
                .hasMessageContaining("刚刚又收到一条意见");
        assertThat(hearings.latest(adjustment).closedAt()).isNull();
        assertThat(form.problems()).as("and the form shows it").hasSize(2);
    }

    @ParameterizedTest(name = "{0} “{1}”: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "channel | '' | 请选择意见的来源。",
                "channel | WEB | 请选择意见的来源",
                "text | '' | 请写明意见的内容",
                "reply | '' | 请选择是否采纳",
                "answer | '' | 请写明答复，会公布。",
                "shown | '' | 请选择原文是否公布"
            })
    void what_is_wrong_with_a_letter_is_named(String column, String typed, String said) {
        long adjustment = heard();
        at(ENDS.plusDays(1).atStartOfDay());
        Typing form = hold(adjustment)
                .type("further", "1", "channel", "LETTER", "text", "同意", "reply", "ADOPTED", "answer", "谢谢")
                .type("further", "1", column, typed);

        assertThat(form.problems()).singleElement().satisfies(problem -> assertThat(problem)
                .contains(said));
    }

    @Test
    void what_the_public_said_may_change_the_draft() {
        long adjustment = heard();
        at(ENDS.plusDays(1).atStartOfDay());

        assertThat(hold(adjustment)
                        .type("decision", "decision", "decision", "REDRAFT", "outcome", "评分依据要写得更细")
                        .complete())
                .containsEntry("ruling", "REDRAFT");

        assertThat(adjustments.get(adjustment).state()).isEqualTo(State.REVIEW);
        assertThat(hearings.latest(adjustment).redraft()).isTrue();
        Typing again = review(adjustment);
        assertThat(again.notices()).anyMatch(notice -> notice.contains("评分依据要写得更细"));
        assertThat(again.value("replies", "1", "answer")).isEqualTo("写进评分标准");
        assertThat(again.sections()).contains("hearing-1");
    }

    // 测算影响、审定

    @Test
    void what_is_put_to_the_leading_group_is_what_was_shown() {
        long adjustment = fixture.reviewed(State.IMPACT, fixture.reworded(TableKind.COUNTY, "以台账为准"));
        Typing form = Typing.into(assessing, Office.CITY, "year", NEXT, "adjustment", adjustment);
        assertThat(form.problems()).singleElement().satisfies(problem -> assertThat(problem)
                .contains("请选择提请审定"));
        assertThat(form.type("decision", "decision", "decision", "REDRAFT").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("请写明草案要怎样修改"));

        form.type("decision", "decision", "decision", "GO", "note", "没有可比的年度").complete();

        assertThat(impacts.kept(adjustment).orElseThrow()).satisfies(kept -> {
            assertThat(kept.impact().reckoned()).isFalse();
            assertThat(kept.note()).isEqualTo("没有可比的年度");
        });
        Typing approval = Typing.into(approving, Office.LEADING_GROUP, "year", NEXT, "adjustment", adjustment);
        assertThat(approval.notices()).containsExactly("市健康丽水办对测算结果的说明：没有可比的年度");
        assertThat(approval.section("decision").columns().get(0).options())
                .extracting(Option::value)
                .containsExactly("APPROVED", "RETURNED", "REFUSED");
    }

    @ParameterizedTest(name = "{0} with “{1}”: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | '' | 请选择意见",
                "RETURNED | '' | 不同意或者退回的，请写明理由。",
                "REFUSED | '' | 不同意或者退回的，请写明理由。",
                "APPROVED | '' | ''",
                "RETURNED | 再听听各地意见 | ''",
                "REFUSED | 今年不调 | ''"
            })
    void whoever_does_not_agree_says_why(String decision, String comment, String said) {
        long adjustment = fixture.reviewed(State.IMPACT, fixture.reworded(TableKind.COUNTY, "以台账为准"));
        impacts.keep(adjustment, impacts.of(adjustments.get(adjustment)), null, AdjustmentFixture.CITY);
        adjustments.goOn(adjustment, State.APPROVAL, null, AdjustmentFixture.CITY);
        Typing form = Typing.into(approving, Office.LEADING_GROUP, "year", NEXT, "adjustment", adjustment)
                .type("decision", "decision", "decision", decision, "comment", comment);

        if (said.isEmpty()) {
            assertThat(form.complete()).containsEntry("ruling", decision);
            assertThat(adjustments.get(adjustment).state())
                    .as("what is agreed to is published by the next step")
                    .isEqualTo(Map.of(
                                    "APPROVED", State.AGREED,
                                    "RETURNED", State.REVIEW,
                                    "REFUSED", State.REFUSED)
                            .get(decision));
        } else {
            assertThat(form.problems()).singleElement().satisfies(problem -> assertThat(problem)
                    .contains(said));
        }
    }

    @Test
    void what_is_left_out_of_each_form_is_asked_for() {
        assertThat(Typing.into(proposing, "shi-wjw")
                        .type("adjustment", "adjustment", "decision", " ", "summary", "评分依据掌握不一")
                        .problems())
                .anyMatch(problem -> problem.endsWith("请选择提出，还是不提出。"))
                .anyMatch(problem -> problem.endsWith("还没有写建议，请在下表至少填一行。"));
        assertThat(Typing.into(proposing, "shi-wjw")
                        .type("adjustment", "adjustment", "decision", "DROP", "summary", " ")
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem).endsWith("请写明为什么不提出。"));
        long adjustment = fixture.proposed();
        assertThat(reviewed(adjustment, fixture.reworded(TableKind.COUNTY, "以台账为准"))
                        .type("decision", "decision", "decision", "HEARING")
                        .type("hearing", "hearing", "notice", " ")
                        .problems())
                .anyMatch(problem -> problem.endsWith("请写好征求意见的公告。"));
        long heard = heard();
        at(ENDS.plusDays(1).atStartOfDay());
        assertThat(hold(heard)
                        .type("decision", "decision", "decision", " ", "outcome", " ")
                        .problems())
                .anyMatch(problem -> problem.endsWith("请选择草案要不要修改。"))
                .anyMatch(problem -> problem.endsWith("请写明征求意见的总的情况，会公布。"));
    }

    @Test
    void after_the_start_of_the_year_a_review_can_only_be_ended() {
        long adjustment = fixture.proposed();
        Typing form = reviewed(adjustment, fixture.reworded(TableKind.COUNTY, "以台账为准"));
        jdbc.sql("update assessment_year set state = 'ASSESSING' where assessment_year = :year")
                .param("year", NEXT)
                .update();

        assertThat(form.problems()).anyMatch(problem -> problem.endsWith("本次调整只能选“都不采纳”结束，建议可以在下一年度再提。"));
    }

    @Test
    void a_draft_that_is_none_any_more_or_lies_behind_the_table_in_force_cannot_be_published() {
        long draft = fixture.reworded(TableKind.COUNTY, "以台账为准");
        long adjustment = fixture.reviewed(State.IMPACT, draft);
        jdbc.sql("update indicator_table set state = 'DISCARDED' where id = :id")
                .param("id", draft)
                .update();
        assertThat(adjustments.obstacles(adjustments.get(adjustment)))
                .containsExactly("选定的县（市、区）指标表草案已经不是草案。请退回修改，重新选择。");

        jdbc.sql("update adjustment_draft set base_id = :id").param("id", draft).update();
        assertThat(adjustments.obstacles(adjustments.get(adjustment)))
                .singleElement()
                .satisfies(obstacle ->
                        assertThat(obstacle).startsWith("县（市、区）指标表已由").endsWith("版编的。请退回修改，按现行版重新编制并选择草案。"));
    }

    @Test
    void a_comment_that_comes_too_late_or_is_too_long_is_refused() {
        long hearing = fixture.heard(ENDS);

        assertThatThrownBy(() -> hearings.comment(hearing, "", "", "长".repeat(Hearings.LONGEST_COMMENT + 1)))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("意见现在有")
                .hasMessageEndingWith("字，请精简后再提交。");
        at(ENDS.plusDays(1).atStartOfDay());
        assertThatThrownBy(() -> hearings.comment(hearing, "", "", "来晚了"))
                .isInstanceOf(Refused.class)
                .hasMessage("本次征求意见已于2022年3月15日（星期二）截止，不再接收意见。");
    }
}
