package cn.healthylishui.assessment.reporting.web;

import static org.hamcrest.Matchers.containsString;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
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

import cn.healthylishui.assessment.cycle.AssessmentYear;
import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.cycle.YearDistrict;
import cn.healthylishui.assessment.cycle.YearState;
import cn.healthylishui.assessment.cycle.YearTownship;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.reporting.DistrictWorkbook;
import cn.healthylishui.assessment.reporting.EvidenceAccess;
import cn.healthylishui.assessment.reporting.ObjectReports;
import cn.healthylishui.assessment.reporting.Progress;
import cn.healthylishui.assessment.reporting.ScoreWorkbook;
import cn.healthylishui.assessment.reporting.Worklist;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.result.Results.Revision;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.scorecard.PaperKind;
import cn.healthylishui.assessment.scorecard.Papers;
import cn.healthylishui.assessment.scorecard.Papers.Paper;
import cn.healthylishui.assessment.taskform.Evidence;
import cn.healthylishui.assessment.taskform.EvidenceStore;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.workflow.TaskReassignment;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.servlet.View;

/** Who gets which page; what the pages look like is for a browser to tell. */
class PagesTest {

    private static final LocalDateTime DAY = LocalDateTime.of(2022, 2, 18, 9, 0);
    private static final Revision FIRST = new Revision(2021, 1, "领导小组审定", "li", DAY, null);

    private final CurrentUser currentUser = mock(CurrentUser.class);
    private final AssessmentYears years = mock(AssessmentYears.class);
    private final Organization organization = mock(Organization.class);
    private final Results results = mock(Results.class);
    private final Papers papers = mock(Papers.class);
    private final EvidenceStore evidence = mock(EvidenceStore.class);
    private final EvidenceAccess access = mock(EvidenceAccess.class);
    private final TaskReassignment reassignment = mock(TaskReassignment.class);
    private final DistrictWorkbook districtWorkbook = mock(DistrictWorkbook.class);
    private final ScoreWorkbook scoreWorkbook = mock(ScoreWorkbook.class);

    private MockMvc pages;

    @BeforeEach
    void open() {
        Head head = new Head(currentUser, years, organization);
        pages = MockMvcBuilders.standaloneSetup(
                        new ResultPages(currentUser, years, results, mock(ObjectReports.class)),
                        new PaperPages(currentUser, years, papers, evidence, districtWorkbook, scoreWorkbook),
                        new ProgressPage(
                                currentUser,
                                years,
                                organization,
                                mock(Worklist.class),
                                mock(Progress.class),
                                reassignment),
                        new FileController(currentUser, evidence, access))
                .setControllerAdvice(new PageErrors.OfPages(head), new PageErrors.OfNothing(head))
                .setViewResolvers((name, locale) -> (View) (model, request, response) -> {})
                .build();
        when(currentUser.get()).thenReturn(Optional.empty());
        when(organization.officeName(anyString())).thenAnswer(call -> call.getArgument(0));
        when(years.find(2021))
                .thenReturn(Optional.of(new AssessmentYear(2021, YearState.APPROVED, 1, DAY, "z", DAY, DAY, null)));
        when(years.districts(2021))
                .thenReturn(List.of(
                        new YearDistrict("331121", "青田县", DistrictKind.COUNTY, "qingtian-jkb", "青田县健康办", 2, null),
                        new YearDistrict("331125", "云和县", DistrictKind.COUNTY, "yunhe-jkb", "云和县健康办", 2, null)));
        when(years.townships(2021, "331121")).thenReturn(List.of(new YearTownship("331121101", "温溪镇", "331121")));
        when(years.townships(2021, "331125")).thenReturn(List.of(new YearTownship("331125101", "崇头镇", "331125")));
        when(years.objectName(2021, "331121")).thenReturn("青田县");
        when(results.latest(2021)).thenReturn(Optional.of(FIRST));
        when(results.objects(2021, 1)).thenReturn(List.of(object("331121", "331121"), object("331121101", "331121")));
    }

    private static ObjectLine object(String code, String district) {
        BigDecimal score = new BigDecimal("880.00");
        return new ObjectLine(
                code, code, "COUNTY", district, score, null, score, true, false, 1, 0, 1, Grade.QUALIFIED, "评分达到合格");
    }

    private void loggedIn(String office) {
        when(currentUser.get()).thenReturn(Optional.of(new User(office, office, List.of(office), false)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/my/results/2021", "/my/papers/2021", "/progress/2021"})
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
        "qingtian-jkb, /my/results/2019, 404, error/404",
        "qingtian-jkb, /my/results/abc, 404, error/404",
        "qingtian-wjj, /my/results/2021, 403, error/403",
        "qingtian-wjj, /my/results/2021/331121, 403, error/403",
        "shi-wjw, /my/results/2021, 403, error/403",
        "city-office, /my/results/2021, 200, results",
        "city-office, /my/results/2021/331121101, 200, result",
        "city-office, /my/results/2021/999999, 404, error/404",
        "leading-group, /my/results/2021, 200, results",
        "qingtian-jkb, /my/papers/2021, 200, papers",
        "qingtian-wjj, /my/papers/2021, 403, error/403",
        "shi-wjw, /my/papers/2021, 403, error/403",
        "city-office, /my/papers/2021, 200, papers",
        "leading-group, /my/papers/2021, 200, papers",
        "qingtian-jkb, /progress/2021, 403, error/403",
        "shi-wjw, /progress/2021, 403, error/403",
        "city-office, /progress/2021, 200, progress",
        "leading-group, /progress/2021, 200, progress",
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
    })
    void before_the_approval_nobody_sees_a_result(String office, String path, String view) throws Exception {
        when(results.latest(2021)).thenReturn(Optional.empty());
        loggedIn(office);

        pages.perform(get(path)).andExpect(view().name(view));

        verify(results, never()).objects(anyInt(), anyInt());
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

        verify(papers, never()).versions(anyInt(), anyString());
    }

    @Test
    void a_written_paper_comes_as_a_word_file_with_its_chinese_name() throws Exception {
        loggedIn("qingtian-jkb");
        when(papers.versions(2021, "331121"))
                .thenReturn(List.of(new Paper("331121", PaperKind.SELF_CHECK_REPORT, 2, "标题\n正文", null, "wang", DAY)));

        pages.perform(get("/my/papers/2021/331121/SELF_CHECK_REPORT/2"))
                .andExpect(status().isOk())
                .andExpect(header().string(
                                "Content-Disposition",
                                containsString(
                                        "filename*=UTF-8''%E9%9D%92%E7%94%B0%E5%8E%BF2021%E5%B9%B4%E5%BA%A6%E8%87%AA")))
                .andExpect(content().contentType(Download.DOCX));
    }

    @Test
    void an_uploaded_paper_comes_as_it_was_uploaded() throws Exception {
        loggedIn("city-office");
        when(papers.versions(2021, "331121"))
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

        pages.perform(get("/my/papers/2021/331121/SUMMARY/7"))
                .andExpect(status().isNotFound())
                .andExpect(view().name("error/404"));
    }

    private void stored(String id, String office, String district) {
        Evidence file = new Evidence(
                id, "0".repeat(64), "佐证材料.pdf", "application/pdf", 3, "task", 2021, district, office, "wang", DAY);
        when(evidence.find(id)).thenReturn(Optional.of(file));
        when(evidence.content(id)).thenReturn(new byte[] {1, 2, 3});
    }

    @Test
    void a_file_is_saved_under_its_name_and_never_shown_as_a_page() throws Exception {
        stored("f1", "qingtian-wjj", "331121");
        loggedIn("qingtian-jkb");
        when(access.mayRead(any(), any())).thenReturn(true);

        pages.perform(get("/api/files/f1"))
                .andExpect(status().isOk())
                .andExpect(content().contentType("application/pdf"))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"))
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
        verify(evidence, never()).content(any());
    }

    @Test
    void reassigning_answers_a_person_who_may_not_with_403() throws Exception {
        MockMvc api = MockMvcBuilders.standaloneSetup(new ReassignmentController(reassignment))
                .build();
        doThrow(mock(TaskReassignment.NotAllowed.class)).when(reassignment).reassign(eq("t1"), any(), any());

        api.perform(post("/api/tasks/t1/reassign")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"office\":\"qingtian-wjj\",\"reason\":\"机构合并\"}"))
                .andExpect(status().isForbidden());
    }

    @Test
    void reassigning_hands_on_what_was_asked() throws Exception {
        MockMvc api = MockMvcBuilders.standaloneSetup(new ReassignmentController(reassignment))
                .build();

        api.perform(post("/api/tasks/t1/reassign")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"office\":\"qingtian-wjj\",\"reason\":\"机构合并\"}"))
                .andExpect(status().isOk());

        verify(reassignment).reassign("t1", "qingtian-wjj", "机构合并");
    }
}
