package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.limits.Limits;
import cn.healthylishui.assessment.persistence.DatabaseRoom;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What the door tells its user where the engine behind it answers with an error of its own. */
class EngineDoorAnswersTest {

    private static final String OFFICE = "qingtian-jkb";

    private final IdentityService identity = mock(IdentityService.class, RETURNS_DEEP_STUBS);
    private final CompletedTasks completed = mock(CompletedTasks.class);
    private final EngineDoor door = new EngineDoor(
            identity,
            completed,
            new Refusals(mock(IdentityService.class), Limits.standard()),
            DatabaseRoom.of("jdbc:h2:mem:x"));

    @BeforeEach
    void loggedIn() {
        Group office = mock(Group.class);
        when(office.getId()).thenReturn(OFFICE);
        when(identity.getCurrentAuthentication()).thenReturn(new Authentication(OFFICE, List.of(OFFICE)));
        when(identity.createGroupQuery().groupMember(anyString()).list()).thenReturn(List.of(office));
        when(identity.createUserQuery().userId(anyString()).count()).thenReturn(1L);
        when(completed.told(anyString(), anyString(), any())).thenReturn(Optional.empty());
    }

    private static MockHttpServletRequest request(String method, String path, String json) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.setServletPath(path);
        if (!json.isEmpty()) {
            request.setContentType("application/json");
            request.setContent(json.getBytes(StandardCharsets.UTF_8));
        }
        return request;
    }

    private static MockHttpServletRequest reading() {
        return request("GET", "/engine-rest/filter", "");
    }

    private static MockHttpServletRequest completing() {
        return request("POST", "/engine-rest/task/00000000-0000-0000-0000-000000000000/submit-form", Staff.SHELL);
    }

    private static MockHttpServletRequest claiming() {
        return request(
                "POST",
                "/engine-rest/task/00000000-0000-0000-0000-000000000000/claim",
                "{\"userId\": \"" + OFFICE + "\"}");
    }

    private String told(MockHttpServletRequest request, int status, String said) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        response.setCharacterEncoding("UTF-8");
        door.doFilter(request, response, (passed, answer) -> {
            ((HttpServletResponse) answer).setStatus(status);
            answer.getOutputStream().write(said.getBytes(StandardCharsets.UTF_8));
        });
        return response.getContentAsString();
    }

    @Test
    void a_login_that_ended_meanwhile_has_lost_nothing() throws Exception {
        assertThat(told(reading(), 401, "")).contains("登录已过期，请重新登录。您填的内容已经保存。");
        assertThat(told(completing(), 403, "CSRFPreventionFilter: no token")).contains("页面已失效，请刷新后再试。您填的内容已经保存。");
        when(identity.getCurrentAuthentication()).thenReturn(null);
        assertThat(told(reading(), 200, "")).contains("登录已过期，请重新登录。");
    }

    @Test
    void of_two_at_once_the_second_is_told_what_to_do() throws Exception {
        MockHttpServletRequest completion = completing();
        completion.setAttribute(ConflictWatch.CONFLICT, true);
        MockHttpServletRequest claim = claiming();
        claim.setAttribute(ConflictWatch.CONFLICT, true);

        assertThat(told(completion, 500, "")).contains("有人与您同时操作了这项任务，这次没有办结，内容没有丢。请再点一次“办结”。");
        assertThat(told(claim, 500, "")).contains("有人与您同时操作，这次没有办成。请稍等片刻，刷新页面后再试。");
    }

    @Test
    void what_the_engine_does_not_take_is_told_in_the_words_of_what_was_asked() throws Exception {
        assertThat(told(reading(), 400, "")).contains("查询的内容不对，没有查询。请刷新页面后再试。");
        assertThat(told(claiming(), 400, "")).contains("发来的内容不对，没有办理。请刷新页面后再试。");
        assertThat(told(reading(), 500, "")).contains("系统出了故障，没有查到，已填的内容没有丢。请稍后再试；仍不行请联系管理员。");
        assertThat(told(claiming(), 400, "Password does not match policy")).contains("密码没有修改：当前密码不对，或新密码不符合要求。");
    }

    @Test
    void a_query_that_cannot_be_read_is_not_passed_on() throws Exception {
        MockHttpServletRequest request = reading();
        request.setQueryString("itemCount=%zz");

        assertThat(told(request, 200, "")).contains("查询条件的写法不对，没有查询。请刷新页面后再试。");
        request.setQueryString("itemCount=" + "1".repeat(100_000));
        assertThat(told(request, 200, "")).contains("查询条件太长，没有查询。");
    }

    @Test
    void what_is_not_there_or_not_for_the_user_is_told_in_the_words_of_what_was_asked() throws Exception {
        MockHttpServletRequest start = request(
                "POST",
                "/engine-rest/process-definition/misconduct:1:00000000-0000-0000-0000-000000000000/submit-form",
                Staff.SHELL);

        assertThat(told(reading(), 403, "")).contains("这些内容不归您查看，或者已经没有了。");
        assertThat(told(reading(), 404, "")).contains("没有找到要查看的内容，可能刚被别人办理。请刷新页面查看。");
        assertThat(told(claiming(), 404, "")).contains("这项任务已经办结，或不归您办理。请回到任务清单查看。");
        assertThat(told(start, 403, "")).contains("这个流程不由您所在的单位发起。");
    }

    @Test
    void no_more_is_read_than_a_call_can_say() throws Exception {
        MockHttpServletRequest request = claiming();
        request.setContent(new byte[4 << 20]);

        assertThat(told(request, 200, "")).contains("发来的内容太大（最多", "KB），没有办理。");
    }
}
