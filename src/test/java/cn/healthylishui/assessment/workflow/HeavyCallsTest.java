package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import cn.healthylishui.assessment.limits.Crowded;
import cn.healthylishui.assessment.limits.Heavy;
import cn.healthylishui.assessment.limits.Limits;
import cn.healthylishui.assessment.taskform.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartHttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;

/** One turn for all: whoever else wants it gets it before and after the work, and not meanwhile. */
class HeavyCallsTest {

    private final Map<String, String> turn = new LinkedHashMap<>();
    private final HeavyCalls heavy = new HeavyCalls(() -> "somebody " + turn.size(), oneAtOnce());

    private static Limits oneAtOnce() {
        Limits usual = Limits.standard();
        return new Limits(
                usual.cell(),
                usual.rowsASave(),
                usual.workbook(),
                usual.request(),
                usual.address(),
                new Limits.Turns(1, 5, 2, Duration.ofMillis(20)),
                usual.logins(),
                usual.answer(),
                usual.logLinesAMinute());
    }

    @Controller
    private final class Calls {

        @Heavy
        @ResponseBody
        @GetMapping("/workbook")
        public String workbook() {
            look("at work");
            return "done";
        }

        @Heavy
        @GetMapping("/page")
        View page() {
            look("at work");
            return (model, request, response) -> look("being sent");
        }

        @Heavy
        @ResponseBody
        @GetMapping("/refused")
        String refused() {
            look("at work");
            throw new Refused("不行。");
        }

        @ResponseBody
        @GetMapping("/light")
        String light() {
            look("at work");
            return "done";
        }

        @ResponseBody
        @ExceptionHandler
        String told(Refused reason) {
            return String.valueOf(reason.getMessage());
        }
    }

    /** Notes whether somebody else would get the turn now. */
    private void look(String when) {
        MockHttpServletRequest other = new MockHttpServletRequest();
        try {
            HandlerMethod work = new HandlerMethod(new Calls(), "workbook");
            heavy.preHandle(other, new MockHttpServletResponse(), work);
            heavy.afterCompletion(other, new MockHttpServletResponse(), work, null);
            turn.put(when, "free");
        } catch (Crowded taken) {
            turn.put(when, "taken");
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private final class Sending extends AbstractHttpMessageConverter<String> {

        Sending() {
            super(StandardCharsets.UTF_8, MediaType.ALL);
        }

        @Override
        protected boolean supports(Class<?> type) {
            return type == String.class;
        }

        @Override
        protected String readInternal(Class<? extends String> type, HttpInputMessage message) {
            throw new AssertionError("nothing is sent here");
        }

        @Override
        protected void writeInternal(String answer, HttpOutputMessage message) {
            look("being sent");
        }
    }

    private void ask(String path) throws Exception {
        MockMvc program = MockMvcBuilders.standaloneSetup(new Calls())
                .addInterceptors(heavy)
                .setControllerAdvice(heavy)
                .setMessageConverters(new Sending())
                .build();
        program.perform(get(path)).andReturn();
        look("afterwards");
    }

    @Test
    void a_heavy_call_holds_its_turn_while_it_works_and_not_while_its_answer_is_sent() throws Exception {
        for (String path : List.of("/workbook", "/page", "/refused")) {
            turn.clear();
            ask(path);
            assertThat(turn)
                    .as(path)
                    .containsExactlyEntriesOf(inOrder("at work", "taken", "being sent", "free", "afterwards", "free"));
        }
    }

    @Test
    void a_light_call_takes_no_turn() throws Exception {
        ask("/light");
        assertThat(turn.values()).containsOnly("free");
    }

    @Test
    void a_file_is_taken_in_before_its_turn_comes() throws Exception {
        MockMultipartHttpServletRequest upload = new MockMultipartHttpServletRequest() {
            @Override
            public MultiValueMap<String, MultipartFile> getMultiFileMap() {
                look("taking in");
                return super.getMultiFileMap();
            }
        };
        heavy.preHandle(upload, new MockHttpServletResponse(), new HandlerMethod(new Calls(), "workbook"));
        look("at work");
        assertThat(turn).containsExactlyEntriesOf(inOrder("taking in", "free", "at work", "taken"));
    }

    private static Map<String, String> inOrder(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
