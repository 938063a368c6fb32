package cn.healthylishui.assessment.reporting.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import cn.healthylishui.assessment.analysis.AnalysisFixture;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.reading.ReadableFiles.FileLink;
import cn.healthylishui.assessment.reading.ScoreSight;
import cn.healthylishui.assessment.reporting.ObjectReport.Field;
import cn.healthylishui.assessment.reporting.ObjectReport.ItemLine;
import cn.healthylishui.assessment.reporting.ObjectReport.ReturnLine;
import cn.healthylishui.assessment.reporting.ScoreExplanation;
import cn.healthylishui.assessment.reporting.ScoreExplanation.ChangeLine;
import cn.healthylishui.assessment.reporting.ScoreExplanation.Fact;
import cn.healthylishui.assessment.reporting.ScoreExplanation.Item;
import cn.healthylishui.assessment.reporting.ScoreExplanation.Pair;
import cn.healthylishui.assessment.reporting.ScoreExplanation.RevisionLine;
import cn.healthylishui.assessment.reporting.ScoreExplanation.SourceLine;
import cn.healthylishui.assessment.reporting.ScoreExplanations.Place;
import cn.healthylishui.assessment.reporting.ScoreExplanations.Section;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.ItemResult;
import cn.healthylishui.assessment.scoring.ItemScore;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

/** 得分说明 as its readers see it; who is shown what is decided where it is put together. */
class ScorePagesTest {

    private static final String ITEM = "/my/scores/2021/331121101/T12";

    private final PagesFixture site = new PagesFixture();
    private final MockMvc pages = site.rendered();

    @BeforeEach
    void explained() {
        when(site.explanations.readable(anyInt(), any())).thenReturn(Optional.empty());
        when(site.explanations.of(anyInt(), anyString(), any())).thenReturn(Optional.empty());
        when(site.explanations.item(anyInt(), anyString(), anyString(), any())).thenReturn(Optional.empty());
        when(site.explanations.readable(eq(2021), any()))
                .thenReturn(Optional.of(List.of(new Section("青田县的乡镇（街道）", List.of(new Place("331121101", "温溪镇"))))));
        when(site.explanations.of(eq(2021), eq("331121101"), any()))
                .thenReturn(Optional.of(explanation(List.of(line()))));
        when(site.explanations.item(eq(2021), eq("331121101"), eq("T12"), any()))
                .thenReturn(Optional.of(item()));
    }

    private static ItemLine line() {
        Indicator indicator = AnalysisFixture.indicator("T12", "10");
        return new ItemLine(
                new ItemResult(
                        indicator,
                        Entry.typed(
                                "331121101",
                                "T12",
                                EntrySource.OFFICIAL,
                                new Answer(EntryState.VALUE, new BigDecimal("30"), null, null, true, null, List.of()),
                                "shi-wjw"),
                        new ItemScore(new BigDecimal("8.00"), new BigDecimal("10.00"), false, "算式"),
                        true,
                        "官方数据（市卫生健康委）：30 %（暂用数据）。算式"),
                "★重点指标",
                Map.of("自报", "35.2 %", "官方数据", "30 %（暂用）"),
                List.of());
    }

    private static ScoreExplanation explanation(List<ItemLine> items) {
        return new ScoreExplanation(
                2021,
                "331121101",
                "青田县温溪镇",
                false,
                ScoreSight.WHOLE,
                "第2号考核结果，领导小组审定。",
                true,
                "标准（示例）",
                new BigDecimal("880.00"),
                "得分",
                "评分达到合格",
                List.of(),
                List.of(new Field("普及健康生活", items, new BigDecimal("8.00"), new BigDecimal("10.00"))),
                List.of(returned()));
    }

    private static ReturnLine returned() {
        return new ReturnLine(PagesFixture.DAY, "官方数据", "T12 健康素养", "市卫生健康委", "口径不一致", null);
    }

    private static Item item() {
        return new Item(
                explanation(List.of(line())),
                line(),
                List.of(new Fact("评分方法", "满分10分，按比例计分")),
                true,
                "办法四(一)的顺序",
                "采用官方数据的理由",
                List.of(
                        new SourceLine(
                                "自报",
                                "35.2 %",
                                false,
                                "青田县健康办",
                                "账号wang",
                                PagesFixture.DAY,
                                "10.00",
                                false,
                                "不采用，“官方数据”排在前面",
                                "",
                                List.of(new FileLink("f9", "台账.pdf"))),
                        new SourceLine("现场核查", "没有", false, "", "", null, "—", false, "", "", List.of()),
                        new SourceLine(
                                "官方数据",
                                "30 %",
                                true,
                                "市卫生健康委",
                                "",
                                PagesFixture.DAY,
                                "8.00",
                                true,
                                "采用",
                                "年鉴未出",
                                List.of())),
                List.of("核查结果：35.2 %"),
                List.of(new ChangeLine(
                        PagesFixture.DAY,
                        "官方数据",
                        "市卫生健康委",
                        "",
                        new Pair("28 %", "30 %"),
                        new Pair("7.00", "8.00"),
                        "更正",
                        List.of())),
                List.of(returned()),
                List.of(new RevisionLine(
                        2, PagesFixture.DAY, new Pair("7.00", "8.00"), new Pair("自报", "官方数据"), "第2号时的说明")));
    }

    private MockHttpServletResponse answer(String office, String path) throws Exception {
        site.loggedIn(office);
        return pages.perform(get(path)).andReturn().getResponse();
    }

    private String page(String office, String path) throws Exception {
        return answer(office, path).getContentAsString(StandardCharsets.UTF_8);
    }

    @Test
    void the_list_leads_to_the_objects() throws Exception {
        assertThat(page("qingtian-jkb", "/my/scores/2021"))
                .contains("2021年度得分说明", "青田县的乡镇（街道）", "/my/scores/2021/331121101");
    }

    @Test
    void an_office_that_nothing_is_for_is_told_so() throws Exception {
        when(site.explanations.readable(eq(2021), any())).thenReturn(Optional.of(List.of()));

        assertThat(page("comprehensive-assessment", "/my/scores/2021")).contains("这一年还没有您的单位填报、评审或负责的得分");
    }

    @Test
    void an_object_leads_to_its_items() throws Exception {
        assertThat(page("qingtian-jkb", "/my/scores/2021/331121101"))
                .contains("青田县温溪镇2021年度得分说明", "880.00", "第2号考核结果", ITEM, "★重点指标", "30 %（暂用）", "口径不一致")
                .contains("还没有填报任何数据");
    }

    @Test
    void an_item_tells_whose_value_counts_by_which_rule_and_how_it_came_about() throws Exception {
        assertThat(page("qingtian-jkb", ITEM))
                .contains("官方数据（市卫生健康委）：30 %（暂用数据）。算式", "满分10分，按比例计分", "办法四(一)的顺序", "采用官方数据的理由")
                .contains("不采用，“官方数据”排在前面", "（账号wang）", "/api/files/f9", "台账.pdf", "年鉴未出")
                .contains("暂用数据", "<em class=\"provisional\">暂用</em>")
                .contains("<del>28 %</del> → <b>30 %</b>", "<del>7.00</del> → <b>8.00</b>")
                .contains("口径不一致", "第2号时的说明", "认定弄虚作假");
    }

    @Test
    void objections_and_reasons_show_only_to_those_they_are_for() throws Exception {
        assertThat(page("qingtian-jkb", ITEM)).contains("2021-异-001").doesNotContain("2021-异-002", "群众王某");
        assertThat(page("city-office", ITEM)).contains("2021-异-001", "2021-异-002");
        assertThat(page("yunhe-jkb", ITEM)).contains("其他考核对象的结果有更正").doesNotContain("认定弄虚作假", "2021-异-00");
    }

    /** Whatever is tried: another object, an unknown one, an item that is not there, a year not started. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/my/scores/2021/331125",
                "/my/scores/2021/shi-jyj",
                "/my/scores/2021/nonsense",
                "/my/scores/2021/331121101/T99",
                "/my/scores/2021/331125/T12",
                "/my/scores/2022",
                "/my/scores/2022/331121101",
                "/my/scores/1999/331121101/T12"
            })
    void whatever_is_not_for_the_reader_is_answered_like_what_is_not_there(String path) throws Exception {
        for (String office : List.of("qingtian-jkb", "city-office", "ld-cy-01")) {
            assertThat(answer(office, path).getStatus()).isEqualTo(404);
            assertThat(page(office, path))
                    .contains("没有这份得分说明，或者您的账号不能查看。年度考核启动后，各单位可以看与自己有关的得分说明")
                    .doesNotContain("331125", "nonsense");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/my/scores/2021", "/my/scores/2021/331121101", ITEM, "/my/scores/2022/x/y"})
    void a_stranger_is_asked_to_log_in(String path) throws Exception {
        MockHttpServletResponse answer = pages.perform(get(path)).andReturn().getResponse();

        assertThat(answer.getStatus()).isEqualTo(403);
        assertThat(answer.getContentAsString(StandardCharsets.UTF_8)).contains("请先登录");
    }

    @Test
    void results_and_progress_lead_there() throws Exception {
        assertThat(page("city-office", "/my/results/2021"))
                .contains("/my/scores/2021/331121\"", "/my/scores/2021/shi-jyj\"");
        assertThat(page("qingtian-wjj", "/")).contains("/my/scores/2021\"");
        assertThat(page("ld-cy-01", "/")).doesNotContain("/my/scores/");
        site.noResult();
        assertThat(page("qingtian-jkb", "/my/results/2021")).contains("/my/scores/2021\"");
    }
}
