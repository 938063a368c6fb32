package cn.healthylishui.assessment.reporting.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import cn.healthylishui.assessment.cycle.YearState;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
}
