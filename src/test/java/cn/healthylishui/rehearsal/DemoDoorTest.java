package cn.healthylishui.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class DemoDoorTest {

    private final DemoDoor door = new DemoDoor();

    private MockHttpServletResponse asked(String method, String path, MockFilterChain inside) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        door.doFilter(new MockHttpServletRequest(method, path), response, inside);
        return response;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /",
                "GET /login",
                "POST /login",
                "GET /camunda/app/tasklist/default/",
                "POST /engine-rest/task/1/complete",
                "GET /results/2020"
            })
    void nobody_comes_in_before_the_demonstration_is_ready(String request) throws Exception {
        door.tell("2020年度 审核上报材料：10项 <b>");

        MockFilterChain inside = new MockFilterChain();
        MockHttpServletResponse response = asked(request.split(" ")[0], request.split(" ")[1], inside);

        assertThat(inside.getRequest()).as("let in").isNull();
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("2");
        assertThat(response.getContentAsString())
                .contains("正在准备演示数据", "2020年度 审核上报材料：10项 &lt;b&gt;", "http-equiv=\"refresh\" content=\"2\"");
    }

    @Test
    void afterwards_everybody_does() throws Exception {
        door.open();

        MockFilterChain inside = new MockFilterChain();
        assertThat(asked("GET", "/", inside).getStatus()).isEqualTo(200);
        assertThat(inside.getRequest()).isNotNull();
    }
}
