package cn.healthylishui.assessment.reporting.web;

import static org.hamcrest.Matchers.equalTo;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.model;

import cn.healthylishui.assessment.year.YearState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.servlet.MockMvc;

/** What somebody reads in place of a page that is not for the account, or not there. */
class RefusedPagesTest {

    private final PagesFixture site = new PagesFixture();
    private final MockMvc pages = site.routed();

    private void refused(String path, String words) throws Exception {
        pages.perform(get(path)).andExpect(model().attribute("explanation", equalTo(words)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "qingtian-wjj | /my/results/2021 | 考核结果只对被考核的县（市、区）健康办和市直单位、市健康丽水办、领导小组开放，您的账号不能查看。",
                "qingtian-wjj | /my/papers/2021 | 考核材料只对县（市、区）健康办、列入考核的市直单位和它的评审单位、市健康丽水办、领导小组开放，您的账号不能查看。",
                "qingtian-jkb | /progress/2021 | 考核进度只对市健康丽水办和领导小组开放，您的账号不能查看。本单位的任务请看首页的“我的待办”。",
                "qingtian-wjj | /my/work/2021 | 年度重点工作只对承担任务的市直单位、县（市、区）健康办、市健康丽水办和领导小组开放，您的账号不能查看。",
                "shi-hg | /my/work/2021/K1-01 | 这项任务不由您的单位承担，也不属于您的单位任组长的专项组，您的账号不能查看。",
                "ld-cy-01 | /my/roster/2021 | 年度名册只对参加考核工作的单位开放，您的账号不能查看。",
                "shi-jyj | /my/own-units/2021 | 直属单位考核只对县（市、区）健康办和它的直属单位、市健康丽水办、领导小组开放，您的账号不能查看。",
                "qingtian-jkb | /my/follow-up/2021/referral-1.docx | 这份材料不对您的账号开放。",
                "qingtian-jkb | /my/hand-over/4/data | 移交文件只对市健康丽水办、领导小组和结果承接单位开放，您的账号不能下载。",
                "qingtian-jkb | /my/analysis/2021 | 指标分析供提出和审核指标调整建议时参考，对市健康丽水办、领导小组和市直单位开放，您的账号不能查看。"
            })
    void a_page_that_is_for_others_says_for_whom(String office, String path, String words) throws Exception {
        site.loggedIn(office);
        refused(path, words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/my/results/2021/999999 | 2021年度没有代码为“999999”的考核对象。",
                "/my/results/2021?revision=3 | 2021年度没有第3号考核结果。",
                "/my/work/2021/K9-99 | 2021年度没有编号为“K9-99”的重点任务。",
                "/my/roster/2019 | 没有2019年度的考核。",
                "/my/analysis/2019 | 没有2019年度的考核。",
                "/my/follow-up/2021/referral-999.docx | 没有这份移送材料。",
                "/my/hand-over/999/data | 没有这个移交文件，或者还没有移交。",
                "/my/papers/2021/331121/SUMMARY/99 | 没有这份材料。",
                "/notices/2021/notice-99.docx | 2021年度没有第99次公示。",
                "/notices/2021/circular-99.docx | 2021年度没有第99次通报。"
            })
    void a_page_that_is_not_there_says_what_is_not(String path, String words) throws Exception {
        site.loggedIn("city-office");
        refused(path, words);
    }

    @Test
    void a_stranger_is_asked_to_log_in_first() throws Exception {
        refused("/my/results/2021", "请先登录，再打开这个页面。");
    }

    @Test
    void before_the_start_there_is_no_table_of_scores() throws Exception {
        site.is(YearState.PREPARING);
        site.loggedIn("city-office");
        refused("/my/papers/2021/score-table.xlsx", "2021年度考核尚未启动，还没有评分表。");
    }

    @Test
    void whoever_was_not_in_a_result_has_no_page_of_it() throws Exception {
        site.loggedIn("city-office");
        site.noObjectIn(1);
        refused("/my/results/2021/331121?revision=1", "第1号结果里没有这个考核对象。");
    }
}
