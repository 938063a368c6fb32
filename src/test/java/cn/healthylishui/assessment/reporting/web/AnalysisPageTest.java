package cn.healthylishui.assessment.reporting.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import cn.healthylishui.assessment.analysis.Analysis;
import cn.healthylishui.assessment.analysis.AnalysisFixture;
import cn.healthylishui.assessment.analysis.Scope;
import cn.healthylishui.assessment.analysis.Subject;
import cn.healthylishui.assessment.analysis.Subject.Item;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.publicity.Circulations.Pending;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.MockMvc;

/** 指标分析 as its readers see it. */
class AnalysisPageTest {

    private static final String PAGE = "/my/analysis/2021";

    private final PagesFixture site = new PagesFixture();
    private final MockMvc pages = site.rendered();

    @BeforeEach
    void analysed() {
        when(site.analyses.isThere(2021)).thenReturn(true);
        when(site.analyses.of(2021, Scope.COUNTIES)).thenReturn(Optional.of(counties(9)));
        when(site.analyses.of(2021, Scope.TOWNSHIPS)).thenReturn(Optional.of(townships()));
    }

    /** C1 against the rest, C2 all at full points, C3 with the rest. */
    private static Analysis counties(int objects) {
        List<Indicator> indicators = List.of(
                AnalysisFixture.indicator("C1", "10"),
                AnalysisFixture.indicator("C2", "10"),
                AnalysisFixture.indicator("C3", "980"),
                AnalysisFixture.mustPass("C4"));
        return Analysis.of(
                2021,
                2,
                Scope.COUNTIES,
                "评分标准（示例）",
                indicators,
                IntStream.rangeClosed(1, objects)
                        .mapToObj(AnalysisPageTest::county)
                        .toList(),
                new BigDecimal("1000"));
    }

    private static Subject county(int number) {
        Map<String, Item> items = Map.of(
                "C1", AnalysisFixture.item(String.valueOf(10 - number), "10"),
                "C2", AnalysisFixture.item("10", "10"),
                "C3", AnalysisFixture.item(String.valueOf(800 + 10 * number), "980"),
                "C4", AnalysisFixture.met(number > 1));
        return AnalysisFixture.subject(String.valueOf(number), String.valueOf(820 + 9 * number), items);
    }

    private static Analysis townships() {
        List<Subject> subjects = IntStream.range(0, 60)
                .mapToObj(number -> AnalysisFixture.subject(
                        "t" + number,
                        "d" + number % 9,
                        String.valueOf(700 + number * 5),
                        Map.of(
                                "T1", AnalysisFixture.item(String.valueOf(number % 11), "10"),
                                "T2", AnalysisFixture.item(String.valueOf(700 + 4 * number), "990"))))
                .toList();
        return Analysis.of(
                2021,
                2,
                Scope.TOWNSHIPS,
                "乡镇标准",
                List.of(AnalysisFixture.indicator("T1", "10"), AnalysisFixture.indicator("T2", "990")),
                subjects,
                new BigDecimal("1000"));
    }

    private String page(String office, String path) throws Exception {
        site.loggedIn(office);
        return pages.perform(get(path)).andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
    }

    private void told() {
        when(site.circulations.pending(2021)).thenReturn(new Pending(List.of(), Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "city-office, 200",
        "leading-group, 200",
        "shi-jyj, 200",
        "qingtian-jkb, 403",
        "qingtian-wjj, 403",
        "comprehensive-assessment, 403",
        "ld-cy-01, 403",
    })
    void it_is_for_those_who_propose_or_decide_on_indicators(String office, int status) throws Exception {
        told();
        site.loggedIn(office);
        pages.perform(get(PAGE)).andExpect(status().is(status));
        pages.perform(get(PAGE + ".xlsx")).andExpect(status().is(status));
    }

    @Test
    void a_stranger_is_asked_to_log_in() throws Exception {
        pages.perform(get(PAGE)).andExpect(status().isForbidden()).andExpect(result -> assertThat(
                        result.getResponse().getContentAsString(StandardCharsets.UTF_8))
                .contains("请先登录"));
    }

    @Test
    void it_says_in_words_what_stands_out_and_how_little_that_proves() throws Exception {
        assertThat(page("city-office", PAGE))
                .contains("依据第2号考核结果；评分标准：评分标准（示例）")
                .contains("9个县（市、区），总分最高901，最低829")
                .contains("全部满分，没有区分度", "请核对评分方向", "1项所有对象得分相同")
                .contains("只有9个县（市、区），能说明的很少", "相关不是因果", "丽水开发区用单独的指标表")
                .contains("9个县（市、区）中8个达标、1个不达标")
                .contains("/my/analysis/2021.xlsx");
    }

    @Test
    void the_drawings_are_in_the_page() throws Exception {
        String page = page("city-office", PAGE + "?item=C1");

        assertThat(page).contains("散点图", "“指标C1”与其余得分", "县1：本项9分", "<circle", "直方图", "优秀线900", "满分0，中间9，零分0");
        assertThat(page).contains("<rect class=\"full\"", "class=\"dot-name\"");
        assertThat(page).doesNotContain("NaN", "Infinity", "th:");
    }

    @Test
    void of_many_objects_no_names_are_written_over_each_other() throws Exception {
        String page = page("city-office", PAGE + "?of=townships&item=T1");

        assertThat(page).contains("县t7：本项", "60个乡镇（街道）").doesNotContain("dot-name");
    }

    @Test
    void it_can_be_sorted() throws Exception {
        assertThat(page("city-office", PAGE + "?sort=full")).containsSubsequence("<tbody>", "指标C2", "指标C1");
        assertThat(page("city-office", PAGE + "?sort=pearson")).containsSubsequence("<tbody>", "指标C1", "指标C2");
        assertThat(page("city-office", PAGE + "?sort=nonsense&of=nonsense&item=nonsense"))
                .containsSubsequence("<tbody>", "指标C1", "指标C2", "指标C3");
    }

    @Test
    void municipal_units_wait_until_everybody_has_been_told() throws Exception {
        assertThat(page("shi-jyj", PAGE))
                .contains("结果还没有全部通报。全部通报后，市直单位可以在这里看指标分析。")
                .doesNotContain("县1", "相关不是因果", "829");
        pages.perform(get(PAGE + ".xlsx")).andExpect(status().isNotFound());
        told();
        assertThat(page("shi-jyj", PAGE)).contains("相关不是因果");
    }

    @Test
    void before_the_approval_there_is_nothing_to_analyse() throws Exception {
        when(site.analyses.isThere(2021)).thenReturn(false);
        when(site.analyses.of(2021, Scope.COUNTIES)).thenReturn(Optional.empty());

        assertThat(page("city-office", PAGE)).contains("结果还没有审定。领导小组审定后，才有可以分析的得分。");
        pages.perform(get(PAGE + ".xlsx")).andExpect(status().isNotFound());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void few_objects_break_nothing(int objects) throws Exception {
        when(site.analyses.of(2021, Scope.COUNTIES)).thenReturn(Optional.of(counties(objects)));

        assertThat(page("city-office", PAGE)).contains("2021年度指标分析").doesNotContain("NaN", "出了问题");
        assertThat(page("city-office", PAGE + "?item=C1")).doesNotContain("NaN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/my/analysis/2019", "/my/analysis/2019.xlsx", "/my/analysis/abc"})
    void what_is_not_there_is_answered_politely(String path) throws Exception {
        site.loggedIn("city-office");
        pages.perform(get(path)).andExpect(status().isNotFound());
    }

    @Test
    void the_workbook_goes_out_under_a_chinese_name() throws Exception {
        site.loggedIn("city-office");
        pages.perform(get(PAGE + ".xlsx"))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Disposition", Matchers.containsString("2021%E5%B9%B4%E5%BA%A6")));
    }
}
