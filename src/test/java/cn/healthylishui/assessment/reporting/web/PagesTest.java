package cn.healthylishui.assessment.reporting.web;

import static org.hamcrest.Matchers.containsString;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.model;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.view;

import cn.healthylishui.assessment.limits.Downloads;
import cn.healthylishui.assessment.scorecard.PaperKind;
import cn.healthylishui.assessment.scorecard.Papers.Paper;
import cn.healthylishui.assessment.taskform.Evidence;
import cn.healthylishui.assessment.workflow.TaskReassignment;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** Who gets which page; what the pages look like is for a browser to tell. */
class PagesTest {

    private static final LocalDateTime DAY = PagesFixture.DAY;

    private final PagesFixture site = new PagesFixture();
    private final MockMvc pages = site.routed();

    private void loggedIn(String office) {
        site.loggedIn(office);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/my/results/2021",
                "/my/papers/2021",
                "/my/follow-up/2021",
                "/my/follow-up/2021/referral-1.docx",
                "/my/hand-over/4/workbook",
                "/my/hand-over/4/data",
                "/progress/2021",
                "/my/work/2021",
                "/my/work/2021/K1-01",
                "/my/roster/2021",
                "/my/own-units/2021"
            })
    void a_stranger_is_asked_to_log_in(String path) throws Exception {
        pages.perform(get(path))
                .andExpect(status().isForbidden())
                .andExpect(view().name("error/403"))
                .andExpect(model().attribute("explanation", containsString("请先登录")));
    }

    @ParameterizedTest
    @CsvSource({
        "qingtian-jkb, /my/results/2021, 200, result",
        "qingtian-jkb, /my/results/2021/331121, 200, result",
        "qingtian-jkb, /my/results/2021/331121101, 200, result",
        "qingtian-jkb, /my/results/2021/331125, 403, error/403",
        "qingtian-jkb, /my/results/2021/331125101, 403, error/403",
        "qingtian-jkb, /my/results/2021/999999, 403, error/403",
        "qingtian-jkb, /my/results/2021?revision=1, 200, result",
        "qingtian-jkb, /my/results/2021/331121101?revision=1, 200, result",
        "qingtian-jkb, /my/results/2021/331125?revision=1, 403, error/403",
        "qingtian-jkb, /my/results/2021?revision=3, 404, error/404",
        "qingtian-jkb, /my/results/2021?revision=abc, 404, error/404",
        "qingtian-jkb, /my/results/2019, 404, error/404",
        "qingtian-jkb, /my/results/abc, 404, error/404",
        "qingtian-wjj, /my/results/2021, 403, error/403",
        "qingtian-wjj, /my/results/2021/331121, 403, error/403",
        "shi-wjw, /my/results/2021, 403, error/403",
        "city-office, /my/results/2021, 200, results",
        "city-office, /my/results/2021/331121101, 200, result",
        "city-office, /my/results/2021/999999, 404, error/404",
        "city-office, /my/results/2021?revision=1, 200, results",
        "leading-group, /my/results/2021, 200, results",
        "comprehensive-assessment, /my/results/2021, 403, error/403",
        "city-office, /my/results/2021/shi-jyj, 200, result",
        "shi-jyj, /my/results/2021, 200, result",
        "shi-jyj, /my/results/2021/shi-jyj, 200, result",
        "shi-jyj, /my/results/2021/shi-hg, 403, error/403",
        "shi-jyj, /my/results/2021/331121, 403, error/403",
        "qingtian-jkb, /my/results/2021/shi-jyj, 403, error/403",
        "shi-tyj, /my/results/2021/shi-jyj, 403, error/403", // reviews it, reads its papers but not its result
        "shi-hg, /my/results/2021, 200, result-none",
        "shi-hg, /my/results/2021/shi-jyj, 403, error/403",
        "ld-cy-01, /my/results/2021, 403, error/403",
        "ld-cy-01, /my/results/2021/shi-jyj, 403, error/403",
        "shi-jyj, /my/papers/2021, 200, papers",
        "shi-tyj, /my/papers/2021, 200, papers",
        "shi-hg, /my/papers/2021, 403, error/403",
        "ld-cy-01, /my/papers/2021, 403, error/403",
        "shi-jyj, /my/follow-up/2021, 200, follow-up",
        "shi-hg, /my/follow-up/2021, 403, error/403",
        "ld-cy-01, /my/follow-up/2021, 403, error/403",
        "shi-jyj, /progress/2021, 403, error/403",
        "ld-cy-01, /progress/2021, 403, error/403",
        "qingtian-jkb, /my/papers/2021, 200, papers",
        "qingtian-wjj, /my/papers/2021, 403, error/403",
        "shi-wjw, /my/papers/2021, 403, error/403",
        "comprehensive-assessment, /my/papers/2021, 403, error/403",
        "city-office, /my/papers/2021, 200, papers",
        "leading-group, /my/papers/2021, 200, papers",
        "city-office, /my/follow-up/2021, 200, follow-up",
        "leading-group, /my/follow-up/2021, 200, follow-up",
        "qingtian-jkb, /my/follow-up/2021, 200, follow-up",
        "yunhe-jkb, /my/follow-up/2021, 200, follow-up",
        "comprehensive-assessment, /my/follow-up/2021, 200, follow-up",
        "qingtian-wjj, /my/follow-up/2021, 403, error/403",
        "shi-wjw, /my/follow-up/2021, 403, error/403",
        "city-office, /my/follow-up/2019, 404, error/404",
        "qingtian-jkb, /progress/2021, 403, error/403",
        "comprehensive-assessment, /progress/2021, 403, error/403",
        "shi-wjw, /progress/2021, 403, error/403",
        "city-office, /progress/2021, 200, progress",
        "leading-group, /progress/2021, 200, progress",
        "city-office, /my/work/2021, 200, work",
        "city-office, /my/work/2021?by=group, 200, work",
        "leading-group, /my/work/2021, 200, work",
        "shi-jyj, /my/work/2021, 200, work",
        "shi-tyj, /my/work/2021, 200, work", // leads a group
        "shi-hg, /my/work/2021, 200, work", // not assessed, but has a task
        "qingtian-jkb, /my/work/2021, 200, work",
        "qingtian-wjj, /my/work/2021, 403, error/403",
        "shi-wjw, /my/work/2021, 403, error/403",
        "ld-cy-01, /my/work/2021, 403, error/403",
        "comprehensive-assessment, /my/work/2021, 403, error/403",
        "city-office, /my/work/2019, 404, error/404",
        "city-office, /my/work/2021/K1-01, 200, work-task",
        "city-office, /my/work/2021/K9-99, 404, error/404",
        "shi-jyj, /my/work/2021/K1-01, 200, work-task",
        "shi-tyj, /my/work/2021/K1-01, 200, work-task", // leads its group
        "shi-hg, /my/work/2021/K1-01, 403, error/403",
        "shi-jyj, /my/work/2021/K2-02, 403, error/403",
        "shi-jyj, /my/work/2021/K9-99, 403, error/403", // the same whether there is one or not
        "qingtian-jkb, /my/work/2021/K1-01, 403, error/403",
        "ld-cy-01, /my/work/2021/K1-01, 403, error/403",
        "city-office, /my/roster/2021, 200, roster",
        "leading-group, /my/roster/2021, 200, roster",
        "shi-jyj, /my/roster/2021, 200, roster",
        "qingtian-jkb, /my/roster/2021, 200, roster",
        "ld-cy-01, /my/roster/2021, 403, error/403",
        "comprehensive-assessment, /my/roster/2021, 403, error/403",
        "city-office, /my/roster/2019, 404, error/404",
        "city-office, /my/own-units/2021, 200, own-units",
        "leading-group, /my/own-units/2021, 200, own-units",
        "qingtian-jkb, /my/own-units/2021, 200, own-units",
        "qingtian-wjj, /my/own-units/2021, 200, own-units",
        "shi-jyj, /my/own-units/2021, 403, error/403",
        "ld-cy-01, /my/own-units/2021, 403, error/403",
        "comprehensive-assessment, /my/own-units/2021, 403, error/403",
        "city-office, /my/own-units/2019, 404, error/404",
    })
    void each_office_gets_what_is_for_it(String office, String path, int status, String view) throws Exception {
        loggedIn(office);

        pages.perform(get(path)).andExpect(status().is(status)).andExpect(view().name(view));
    }

    @ParameterizedTest
    @CsvSource({
        "qingtian-jkb, /my/results/2021, result-pending",
        "qingtian-jkb, /my/results/2021/331121, result-pending",
        "city-office, /my/results/2021, result-pending",
        "qingtian-jkb, /my/results/2021/331125, error/403",
        "shi-jyj, /my/results/2021, result-pending",
        "shi-jyj, /my/results/2021/shi-jyj, result-pending",
    })
    void before_the_approval_nobody_sees_a_result(String office, String path, String view) throws Exception {
        site.noResult();
        loggedIn(office);

        pages.perform(get(path)).andExpect(view().name(view));

        verify(site.results, never()).objects(anyInt(), anyInt());
    }

    @ParameterizedTest
    @CsvSource({
        "/, 200, home",
        "/notices/2021, 200, notices",
        "/notices/2019, 404, error/404",
        "/notices/2021/notice-2.docx, 404, error/404", // a draft
        "/notices/2021/notice-3.docx, 404, error/404",
        "/notices/2021/notice-x.docx, 404, error/404",
        "/notices/2021/circular-2.docx, 404, error/404", // being prepared
        "/results/2021, 200, open-results",
        "/results/2019, 404, error/404",
        "/results/2021/331125, 200, open-result",
        "/results/2021/331121, 404, error/404", // not circulated
        "/results/2021/331121101, 404, error/404",
        "/results/2021/999999, 404, error/404", // no such object
    })
    void what_is_open_is_open_to_strangers_and_to_everyone_alike(String path, int status, String view)
            throws Exception {
        pages.perform(get(path)).andExpect(status().is(status)).andExpect(view().name(view));

        for (String office : List.of("qingtian-jkb", "shi-wjw", "comprehensive-assessment", "city-office")) {
            loggedIn(office);
            pages.perform(get(path)).andExpect(status().is(status)).andExpect(view().name(view));
        }
    }

    @Test
    void what_was_not_circulated_is_answered_like_what_does_not_exist() throws Exception {
        for (String code : List.of("331121", "331121101", "331125101", "999999")) {
            pages.perform(get("/results/2021/" + code))
                    .andExpect(status().isNotFound())
                    .andExpect(model().attribute("explanation", "这里没有已经通报的考核结果。"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/notices/2021/notice-1.docx, filename*=UTF-8''2021%E5%B9%B4%E5%BA%A6%E8%80%83%E6%A0%B8%E7%AC%AC1",
        "/notices/2021/circular-1.docx, filename*=UTF-8''2021%E5%B9%B4%E5%BA%A6%E8%80%83%E6%A0%B8%E7%AC%AC1",
    })
    void notices_and_circulars_come_as_word_files(String path, String name) throws Exception {
        pages.perform(get(path))
                .andExpect(status().isOk())
                .andExpect(content().contentType(Downloads.DOCX))
                .andExpect(header().string("Content-Disposition", containsString(name)));
    }

    @ParameterizedTest
    @CsvSource({
        "city-office, 200",
        "leading-group, 200",
        "comprehensive-assessment, 200",
        "qingtian-jkb, 403",
        "qingtian-wjj, 403",
        "shi-wjw, 403",
    })
    void what_is_handed_over_comes_byte_for_byte_and_only_to_those_whom_it_concerns(String office, int status)
            throws Exception {
        loggedIn(office);

        var workbook = pages.perform(get("/my/hand-over/4/workbook")).andExpect(status().is(status));
        var data = pages.perform(get("/my/hand-over/4/data")).andExpect(status().is(status));

        if (status == 200) {
            workbook.andExpect(content().bytes(PagesFixture.WORKBOOK))
                    .andExpect(content().contentType(Downloads.XLSX));
            data.andExpect(content().bytes(PagesFixture.DATA))
                    .andExpect(content().contentType(MediaType.APPLICATION_JSON));
        } else {
            verify(site.handOvers, never()).copy(anyLong(), any(), any());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/my/hand-over/5/workbook", "/my/hand-over/x/data"})
    void a_hand_over_that_there_is_not_is_not_found(String path) throws Exception {
        loggedIn("comprehensive-assessment");

        pages.perform(get(path)).andExpect(status().isNotFound()).andExpect(view().name("error/404"));
    }

    @ParameterizedTest
    @CsvSource({
        "city-office, 1, 200",
        "leading-group, 1, 200",
        "city-office, 2, 404", // never referred
        "city-office, 9, 404",
        "qingtian-jkb, 1, 403",
        "qingtian-jkb, 9, 403", // the same whether there is one or not
        "comprehensive-assessment, 1, 403",
        "shi-wjw, 1, 403",
    })
    void a_referral_is_for_those_who_oversee_the_case(String office, long id, int status) throws Exception {
        loggedIn(office);

        pages.perform(get("/my/follow-up/2021/referral-" + id + ".docx")).andExpect(status().is(status));
    }

    @Test
    void before_the_approval_there_is_no_use_of_a_result() throws Exception {
        site.noResult();
        loggedIn("city-office");

        pages.perform(get("/my/follow-up/2021"))
                .andExpect(view().name("follow-up"))
                .andExpect(
                        model().attributeDoesNotExist("revisions", "objections", "interviews", "cases", "handOvers"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/my/papers/2021/331125/SUMMARY/1",
                "/my/papers/2021/331125/self-score-table.xlsx",
                "/my/papers/2021/331125/excellent-list.xlsx",
                "/my/papers/2021/city-office/CITY_REPORT/1",
                "/my/papers/2021/score-table.xlsx",
            })
    void another_district_s_or_the_city_s_files_are_not_for_a_county(String path) throws Exception {
        loggedIn("qingtian-jkb");

        pages.perform(get(path)).andExpect(status().isForbidden()).andExpect(view().name("error/403"));

        verify(site.papers, never()).versions(anyInt(), anyString());
    }

    @ParameterizedTest
    @CsvSource({
        "shi-jyj, 200",
        "shi-tyj, 200", // reviews it
        "city-office, 200",
        "leading-group, 200",
        "shi-hg, 403",
        "shi-wjw, 403",
        "qingtian-jkb, 403",
        "ld-cy-01, 403",
        "comprehensive-assessment, 403",
    })
    void a_unit_s_papers_are_for_itself_its_reviewers_and_those_who_oversee_the_year(String office, int status)
            throws Exception {
        loggedIn(office);
        when(site.papers.versions(2021, "shi-jyj"))
                .thenReturn(List.of(new Paper("shi-jyj", PaperKind.SUMMARY, 1, "标题\n正文", null, "wang", DAY)));

        pages.perform(get("/my/papers/2021/shi-jyj/SUMMARY/1")).andExpect(status().is(status));
        pages.perform(get("/my/papers/2021/shi-jyj/self-score-table.xlsx")).andExpect(status().is(status));

        verify(site.unitWorkbook, times(status == 200 ? 1 : 0)).selfScoreTable(eq(2021), eq("shi-jyj"), any());
        verify(site.districtWorkbook, never()).selfScoreTable(anyInt(), any(), any());
    }

    @Test
    void a_unit_has_no_list_of_excellent_townships() throws Exception {
        loggedIn("shi-jyj");

        pages.perform(get("/my/papers/2021/shi-jyj/excellent-list.xlsx")).andExpect(status().isNotFound());
    }

    @Test
    void a_written_paper_comes_as_a_word_file_with_its_chinese_name() throws Exception {
        loggedIn("qingtian-jkb");
        when(site.papers.versions(2021, "331121"))
                .thenReturn(List.of(new Paper("331121", PaperKind.SELF_CHECK_REPORT, 2, "标题\n正文", null, "wang", DAY)));

        pages.perform(get("/my/papers/2021/331121/SELF_CHECK_REPORT/2"))
                .andExpect(status().isOk())
                .andExpect(header().string(
                                "Content-Disposition",
                                containsString(
                                        "filename*=UTF-8''%E9%9D%92%E7%94%B0%E5%8E%BF2021%E5%B9%B4%E5%BA%A6%E8%87%AA")))
                .andExpect(content().contentType(Downloads.DOCX));
    }

    @Test
    void an_uploaded_paper_comes_as_it_was_uploaded() throws Exception {
        loggedIn("city-office");
        when(site.papers.versions(2021, "331121"))
                .thenReturn(List.of(new Paper("331121", PaperKind.SUMMARY, 1, null, "f1", "wang", DAY)));
        stored("f1", "qingtian-jkb", "331121");

        pages.perform(get("/my/papers/2021/331121/SUMMARY/1"))
                .andExpect(status().isOk())
                .andExpect(content().contentType("application/pdf"))
                .andExpect(content().bytes(new byte[] {1, 2, 3}));
    }

    @Test
    void a_version_that_there_is_not_is_not_found() throws Exception {
        loggedIn("qingtian-jkb");
        when(site.papers.versions(2021, "331121"))
                .thenReturn(List.of(
                        new Paper("331121", PaperKind.SUMMARY, 1, "标题\n正文", null, "wang", DAY),
                        new Paper("331121", PaperKind.SELF_CHECK_REPORT, 7, "标题\n正文", null, "wang", DAY)));

        pages.perform(get("/my/papers/2021/331121/SUMMARY/1")).andExpect(status().isOk());
        pages.perform(get("/my/papers/2021/331121/SUMMARY/7"))
                .andExpect(status().isNotFound())
                .andExpect(view().name("error/404"));
    }

    private void stored(String id, String office, String district) {
        Evidence file = new Evidence(
                id, "0".repeat(64), "佐证材料.pdf", "application/pdf", 3, "task", 2021, district, office, "wang", DAY);
        when(site.evidence.find(id)).thenReturn(Optional.of(file));
        doAnswer(call -> {
                    call.getArgument(1, OutputStream.class).write(new byte[] {1, 2, 3});
                    return null;
                })
                .when(site.evidence)
                .copy(eq(id), any());
    }

    @Test
    void a_file_is_saved_under_its_name_and_never_shown_as_a_page() throws Exception {
        stored("f1", "qingtian-wjj", "331121");
        loggedIn("qingtian-jkb");
        when(site.access.mayRead(any(), any())).thenReturn(true);

        pages.perform(get("/api/files/f1"))
                .andExpect(status().isOk())
                .andExpect(content().contentType("application/pdf"))
                .andExpect(content().bytes(new byte[] {1, 2, 3}))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                .andExpect(header().string("Cache-Control", "no-store"))
                .andExpect(header().string("Content-Security-Policy", "default-src 'none'; sandbox"))
                .andExpect(header().string("Content-Disposition", containsString("attachment")))
                .andExpect(header().string(
                                "Content-Disposition",
                                containsString("filename*=UTF-8''%E4%BD%90%E8%AF%81%E6%9D%90%E6%96%99.pdf")));
    }

    @Test
    void a_file_of_others_is_as_good_as_none() throws Exception {
        stored("f1", "qingtian-wjj", "331121");
        loggedIn("yunhe-jkb");

        for (String id : List.of("f1", "nothing")) {
            pages.perform(get("/api/files/" + id))
                    .andExpect(status().isNotFound())
                    .andExpect(content().contentType(MediaType.APPLICATION_JSON))
                    .andExpect(jsonPath("$.message").value("没有这个文件，或您不能查看。"));
        }
        verify(site.evidence, never()).copy(any(), any());
    }

    @Test
    void reassigning_answers_a_person_who_may_not_with_403() throws Exception {
        MockMvc api = MockMvcBuilders.standaloneSetup(new ReassignmentController(site.reassignment))
                .build();
        doThrow(mock(TaskReassignment.NotAllowed.class)).when(site.reassignment).reassign(eq("t1"), any(), any());

        api.perform(post("/api/tasks/t1/reassign")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"office\":\"qingtian-wjj\",\"reason\":\"机构合并\"}"))
                .andExpect(status().isForbidden());
    }

    @Test
    void reassigning_hands_on_what_was_asked() throws Exception {
        MockMvc api = MockMvcBuilders.standaloneSetup(new ReassignmentController(site.reassignment))
                .build();

        api.perform(post("/api/tasks/t1/reassign")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"office\":\"qingtian-wjj\",\"reason\":\"机构合并\"}"))
                .andExpect(status().isOk());

        verify(site.reassignment).reassign("t1", "qingtian-wjj", "机构合并");
    }
}
