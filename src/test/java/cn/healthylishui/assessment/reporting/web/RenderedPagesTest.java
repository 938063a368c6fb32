package cn.healthylishui.assessment.reporting.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import cn.healthylishui.assessment.ownunit.OwnUnits;
import cn.healthylishui.assessment.year.YearState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.MockMvc;

/** What each reader finds on the pages of what follows the approval, and what not; with the templates as they are. */
class RenderedPagesTest {

    private static final String FOLLOW_UP = "/my/follow-up/2021";

    private final PagesFixture site = new PagesFixture();
    private final MockMvc pages = site.rendered();

    private String page(String path) throws Exception {
        return pages.perform(get(path)).andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
    }

    private String page(String office, String path) throws Exception {
        site.loggedIn(office);
        return page(path);
    }

    @Test
    void notices_tell_the_period_the_objects_and_who_was_taken_down_by_which_result() throws Exception {
        String page = page("/notices/2021");

        assertThat(page)
                .contains("第1次公示", "公示中", "2022年2月25日（星期五）", "公示正文", "第1号考核结果")
                .contains("青田县的乡镇（街道）", "温溪镇", "已撤下，见第2号考核结果")
                .contains("/notices/2021/notice-1.docx")
                .contains("第1次通报", "通报正文", "/notices/2021/circular-1.docx")
                .contains("发起“异议办理”");
    }

    @Test
    void drafts_never_show() throws Exception {
        for (String office : List.of("city-office", "leading-group", "qingtian-jkb", "shi-wjw")) {
            assertThat(page(office, "/notices/2021")).doesNotContain("草稿", "第2次公示", "第2次通报");
        }
        assertThat(page("city-office", FOLLOW_UP)).doesNotContain("草稿", "第2次公示", "第2次通报");
    }

    @Test
    void a_notice_whose_period_is_over_invites_no_objections() throws Exception {
        site.noticeOver();

        assertThat(page("/notices/2021")).contains("第1次公示", "公示结束").doesNotContain("公示中", "发起“异议办理”");
    }

    @Test
    void before_there_is_a_notice_or_a_circular_the_page_says_so() throws Exception {
        site.nothingPublished();

        assertThat(page("/notices/2021")).contains("还没有发布公示", "还没有通报").doesNotContain("发起“异议办理”", "/results/");
        assertThat(page("qingtian-jkb", "/my/results/2021")).doesNotContain("查看全市已通报的结果");
    }

    @Test
    void open_results_are_those_circulated_and_no_others() throws Exception {
        assertThat(page("/results/2021"))
                .contains("云和县", "880.00", "部分结果尚未通报")
                .doesNotContain("青田县", "温溪镇", "崇头镇", "弄虚作假");
        assertThat(page("/results/2021/331125")).contains("云和县2021年度考核结果", "依据第1号考核结果通报");
    }

    @Test
    void before_anything_is_circulated_the_page_says_just_that() throws Exception {
        site.nothingPublished();

        assertThat(page("/results/2021")).contains("考核结果还没有通报").doesNotContain("部分结果", "云和县");
    }

    @Test
    void the_office_concerned_reads_what_a_revision_changed_and_why() throws Exception {
        assertThat(page("qingtian-jkb", "/my/results/2021"))
                .contains("第2号与第1号相比", "青田县温溪镇", "认定弄虚作假", "leading-group")
                .contains("/my/results/2021/331121?revision=1", "/results/2021");
        assertThat(page("qingtian-jkb", "/my/results/2021?revision=1"))
                .contains("这是早先的第", "看现行结果")
                .contains("/my/results/2021/331121101?revision=1")
                .doesNotContain("第2号与第1号相比");
    }

    @Test
    void another_office_reads_neither_whom_a_revision_was_about_nor_why() throws Exception {
        assertThat(page("yunhe-jkb", "/my/results/2021"))
                .contains("第2号与第1号相比", "其他考核对象的结果有更正", "这里的结果没有变化")
                .doesNotContain("弄虚作假", "温溪镇", "青田县");
    }

    @ParameterizedTest
    @ValueSource(strings = {"city-office", "leading-group"})
    void those_who_oversee_the_year_read_everything(String office) throws Exception {
        assertThat(page(office, FOLLOW_UP))
                .contains("认定弄虚作假：青田县·温溪镇", "被否的更正理由", "依据不足")
                .contains("第1次公示", "第1次通报")
                .contains("2021-异-001", "0578-1111111", "群众王某", "0578-2222222", "调查经过")
                .contains("温溪镇的约谈记录", "崇头镇的约谈记录", "陈某", "吴某，副镇长", "缺少佐证", "/api/files/f1")
                .contains("2021-案-001", "2021-案-002", "2021-案-003", "查明的情况", "证据不足", "领导小组的意见")
                .contains("/my/follow-up/2021/referral-1.docx")
                .contains("aa11", "bb22", "/my/hand-over/4/workbook", "/my/hand-over/4/data", "周某");
    }

    @Test
    void a_county_reads_what_concerns_itself() throws Exception {
        assertThat(page("qingtian-jkb", FOLLOW_UP))
                .contains("认定弄虚作假：青田县·温溪镇", "第1次公示", "第1次通报")
                .contains("2021-异-001", "0578-1111111", "决定的理由", "答复的内容")
                .contains("温溪镇的约谈记录", "约谈通知正文", "整改佐证.pdf")
                .contains("2021-案-001", "定为不合格并通报批评（第2号考核结果）")
                .doesNotContain("2021-异-002", "群众王某", "0578-2222222", "调查经过")
                .doesNotContain("崇头镇", "被否的更正理由")
                .doesNotContain("2021-案-002", "2021-案-003")
                .doesNotContain("线索的内容", "查明的情况", "认定的理由", "领导小组的意见", "移送", "referral", "严重")
                .doesNotContain("aa11", "/my/hand-over/");
    }

    @Test
    void another_county_does_not_even_learn_that_there_are_cases() throws Exception {
        assertThat(page("yunhe-jkb", FOLLOW_UP))
                .contains("其他考核对象的结果有更正", "崇头镇的约谈记录", "本单位没有提出过异议")
                .doesNotContain("弄虚作假", "案-0", "查明的情况", "温溪镇", "2021-异-00", "0578-", "/my/hand-over/");
    }

    @Test
    void the_receiver_reads_what_is_handed_over_and_what_is_open_anyway() throws Exception {
        assertThat(page("comprehensive-assessment", FOLLOW_UP))
                .contains("aa11", "bb22", "/my/hand-over/4/workbook", "/my/hand-over/4/data", "第1次公示", "第1次通报")
                .doesNotContain("考核结果的各号", "弄虚作假", "约谈", "2021-异-", "温溪镇");
    }

    @ParameterizedTest
    @ValueSource(strings = {"qingtian-wjj", "shi-wjw"})
    void units_that_supply_figures_are_told_where_else_to_look(String office) throws Exception {
        assertThat(page(office, FOLLOW_UP))
                .contains("您的账号不能查看", "公示、通报和已通报的结果对所有人公开")
                .doesNotContain("案-0", "约谈记录");
    }

    @Test
    void a_year_that_is_filed_says_since_when() throws Exception {
        site.is(YearState.ARCHIVED);

        assertThat(page("city-office", FOLLOW_UP)).contains("已归档", "2022年3月31日 09:00归档");
        assertThat(page("city-office", "/")).contains("已归档", "2022年3月31日").doesNotContain("正在公示、通报或整改");
    }

    @ParameterizedTest
    @CsvSource({
        "city-office, true, true",
        "leading-group, true, true",
        "qingtian-jkb, true, true",
        "comprehensive-assessment, true, false",
        "qingtian-wjj, false, false",
        "shi-wjw, false, false",
        "shi-jyj, true, true",
        "shi-hg, false, true", // finds there why it is left out
        "ld-cy-01, false, false",
    })
    void the_home_page_leads_each_office_where_it_may_go(String office, boolean followUp, boolean results)
            throws Exception {
        String page = page(office, "/");

        assertThat(page).contains("结果已审定，正在公示、通报或整改", "/notices/2021", "href=\"/results/2021");
        assertThat(page.contains(FOLLOW_UP)).isEqualTo(followUp);
        assertThat(page.contains("/my/results/2021")).isEqualTo(results);
    }

    @Test
    void a_stranger_is_led_to_what_is_open() throws Exception {
        assertThat(page("/"))
                .contains("/notices/2021", "href=\"/results/2021", "/draws/2021")
                .doesNotContain("/my/", "正在公示、通报或整改");

        site.nothingPublished();
        assertThat(page("/")).contains("/draws/2021").doesNotContain("/notices/2021", "href=\"/results/2021");
    }

    @Test
    void a_unit_reads_how_its_score_is_put_together() throws Exception {
        assertThat(page("shi-jyj", "/my/results/2021"))
                .contains("市教育局2021年度考核结果", "902.00", "考评得分", "910.00", "民主测评得分", "870.00")
                .contains("910.00 × 80% + 民主测评得分870.00 × 20%", "各类测评人员平均分加权", "只看失分的任务")
                .doesNotContain("必备指标", "青田县", "云和县", "乡镇（街道）的结果");
    }

    @Test
    void a_unit_that_a_year_leaves_out_reads_why() throws Exception {
        assertThat(page("shi-hg", "/my/results/2021")).contains("丽水海关2021年度不列入考核", "不是市直属单位");
    }

    @Test
    void who_only_rates_is_told_that_there_is_nothing_else() throws Exception {
        assertThat(page("ld-cy-01", "/my/results/2021"))
                .contains("您的账号只用于民主测评投票，没有考核结果可看。已通报的结果对所有人公开，请从首页进入。")
                .doesNotContain("市教育局");
        assertThat(page("ld-cy-01", "/"))
                .contains("测评票不记名")
                .as("no page of the assessment, only its own logins")
                .doesNotContainPattern("/my/(?!account)");
        assertThat(page("shi-jyj", "/")).doesNotContain("测评票不记名");
    }

    @ParameterizedTest
    @ValueSource(strings = {"city-office", "leading-group"})
    void those_who_oversee_the_year_find_the_units_beside_the_districts_and_who_is_left_out(String office)
            throws Exception {
        assertThat(page(office, "/my/results/2021"))
                .contains("青田县", "云和县", "市教育局", "902.00", "/my/results/2021/shi-jyj")
                .contains("不列入考核的市直单位", "丽水海关", "不是市直属单位");
    }

    @Test
    void a_county_finds_no_unit_among_its_results() throws Exception {
        assertThat(page("qingtian-jkb", "/my/results/2021")).doesNotContain("市教育局", "丽水海关");
    }

    @Test
    void units_are_open_once_circulated_and_not_before() throws Exception {
        assertThat(page("/results/2021")).doesNotContain("市教育局");
        assertThat(page("/results/2021/shi-jyj")).contains("这里没有已经通报的考核结果");

        site.unitTold();

        assertThat(page("/results/2021")).contains("市直单位", "市教育局", "902.00").containsOnlyOnce("/results/2021/shi-jyj");
        assertThat(page("/results/2021/shi-jyj"))
                .contains("市教育局2021年度考核结果", "910.00", "870.00")
                .doesNotContain("必备指标");
        assertThat(page("/notices/2021")).contains("<dt>市直单位</dt>", "市教育局");
    }

    @Test
    void papers_of_a_unit_stand_under_its_name_without_a_list_of_townships() throws Exception {
        assertThat(page("shi-tyj", "/my/papers/2021"))
                .contains("市教育局", "/my/papers/2021/shi-jyj/self-score-table.xlsx")
                .doesNotContain("excellent-list", "青田县");
    }

    private static final String WORK = "/my/work/2021";

    @ParameterizedTest
    @ValueSource(strings = {"city-office", "leading-group"})
    void those_who_oversee_the_year_read_all_key_work(String office) throws Exception {
        assertThat(page(office, WORK))
                .contains("健康促进的任务内容", "口岸卫生的任务内容", "撤销的任务内容", "职能划转")
                .contains("滞后 1", "已完成 1", "未报") // of two units, and of the one that has not reported
                .contains("第1批《工作要点》", "第2批《增补要点》")
                .contains("青田县的重点工作", "云和县的重点工作", "青田县的协调机制", "青田的检查内容", "教育局的检查内容");
        assertThat(page(office, WORK + "?by=group"))
                .contains("第1专项组　健康促进", "不属于专项组的任务")
                .doesNotContain("普及健康生活");
    }

    @Test
    void the_list_can_be_narrowed_to_what_lags_or_was_not_reported() throws Exception {
        site.reportedInTime();

        assertThat(page("city-office", WORK)).contains("健康促进的任务内容", "口岸卫生的任务内容");
        assertThat(page("city-office", WORK + "?only=behind"))
                .contains("健康促进的任务内容")
                .doesNotContain("口岸卫生的任务内容");
        assertThat(page("shi-hg", WORK + "?only=behind")).contains("没有滞后或未报的任务");
    }

    @Test
    void a_unit_reads_its_own_key_work() throws Exception {
        assertThat(page("shi-jyj", WORK))
                .contains("市教育局承担的任务", "健康促进的任务内容", "牵头", "滞后", "请抓紧推进", "教育局的检查内容", "撤销的任务内容")
                .doesNotContain("口岸卫生", "滞后 1", "第2批", "的重点工作", "的协调机制", "青田的检查内容");
        assertThat(page("shi-hg", WORK))
                .contains("丽水海关承担的任务", "口岸卫生的任务内容", "未报")
                .doesNotContain("健康促进的任务内容", "请抓紧推进", "检查内容", "撤销的任务内容");
    }

    @Test
    void the_lead_of_a_group_reads_its_group_s_tasks() throws Exception {
        assertThat(page("shi-tyj", WORK))
                .contains("第1专项组　健康促进", "健康促进的任务内容", "滞后 1", "已完成 1", "青田的检查内容", "教育局的检查内容")
                .doesNotContain("口岸卫生", "的协调机制", "请抓紧推进");
    }

    @Test
    void a_county_reads_what_its_own_district_set() throws Exception {
        assertThat(page("qingtian-jkb", WORK))
                .contains("青田县的重点工作", "青田县的协调机制", "未报", "青田的检查内容", "青田的检查内容里的问题")
                .doesNotContain("云和县", "健康促进的任务内容", "口岸卫生", "教育局的检查内容", "撤销的任务");
    }

    @Test
    void a_task_tells_how_each_unit_stands_and_what_became_of_it() throws Exception {
        assertThat(page("city-office", WORK + "/K1-01"))
                .contains("健康促进的任务内容", "原来的任务内容", "上级有新要求", "第1批《工作要点》", "2021年10月20日")
                .contains("教育局的进展说明", "宣传部的进展说明", "四季度目标shi-jyj", "验收shi-xcb", "/api/files/f1");
        assertThat(page("shi-jyj", WORK + "/K1-01"))
                .contains("教育局的进展说明", "上级有新要求")
                .doesNotContain("宣传部的进展说明", "四季度目标shi-xcb");
        assertThat(page("shi-tyj", WORK + "/K1-01")).contains("教育局的进展说明", "宣传部的进展说明");
    }

    @Test
    void a_withdrawn_task_says_so_and_why() throws Exception {
        assertThat(page("shi-jyj", WORK + "/K1-03")).contains("这项任务已经撤销", "职能划转");
    }

    @Test
    void the_roster_begins_with_what_is_to_be_confirmed_and_tells_the_city_office_how() throws Exception {
        String page = page("city-office", "/my/roster/2021");

        assertThat(page)
                .contains("第1专项组组长单位", "机构改革后待定", "核对年度名册", "推进健康促进", "不考核：不是市直属单位")
                .containsSubsequence("待确认", "专项组", "市直单位");
        assertThat(page("shi-jyj", "/my/roster/2021")).contains("机构改革后待定").doesNotContain("核对年度名册");
    }

    @ParameterizedTest
    @ValueSource(strings = {"city-office", "leading-group"})
    void those_who_oversee_the_year_read_every_district_s_own_units(String office) throws Exception {
        assertThat(page(office, "/my/own-units/2021"))
                .contains("青田卫健", "930.00", "青田教育", "本年度不考核直属单位", "云和机构改革", "教育的任务的考核理由");
    }

    @Test
    void a_county_reads_its_own_ranking_and_a_member_unit_its_own_line() throws Exception {
        assertThat(page("qingtian-jkb", "/my/own-units/2021"))
                .contains("青田卫健", "青田教育", "卫健的任务", "考核93%")
                .doesNotContain("云和");
        assertThat(page("yunhe-jkb", "/my/own-units/2021")).contains("云和机构改革").doesNotContain("青田");
        assertThat(page("qingtian-jyj", "/my/own-units/2021"))
                .contains("青田教育", "850.00", "教育的任务的考核理由")
                .doesNotContain("青田卫健", "卫健的任务", "930.00", "云和");
    }

    @Test
    void before_a_county_has_finished_nobody_reads_a_ranking() throws Exception {
        when(site.ownUnits.plan(2021, PagesFixture.QINGTIAN))
                .thenReturn(Optional.of(new OwnUnits.Plan(false, null, null)));
        when(site.ownUnits.ranking(2021, PagesFixture.QINGTIAN)).thenReturn(List.of());

        assertThat(page("qingtian-jyj", "/my/own-units/2021"))
                .contains("还没有考核结果")
                .doesNotContain("考核理由", "850.00");
    }

    @ParameterizedTest
    @CsvSource({
        "city-office, true, true, true",
        "qingtian-jkb, true, true, true",
        "qingtian-wjj, false, true, true",
        "shi-jyj, true, true, false",
        "comprehensive-assessment, false, false, false",
        "ld-cy-01, false, false, false",
    })
    void the_navigation_leads_each_office_to_what_it_may_read(
            String office, boolean work, boolean roster, boolean ownUnits) throws Exception {
        String page = page(office, "/");

        assertThat(page.contains(WORK)).isEqualTo(work);
        assertThat(page.contains("/my/roster/2021")).isEqualTo(roster);
        assertThat(page.contains("/my/own-units/2021")).isEqualTo(ownUnits);
    }
}
