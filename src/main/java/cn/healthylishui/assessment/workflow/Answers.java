package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.limits.ServerErrors;
import cn.healthylishui.assessment.workflow.Refusals.Answer;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/** The shape in which a filter says no: the engine's error JSON, with one Chinese sentence. */
final class Answers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Answers() {}

    static void refuse(HttpServletResponse response, int status, String message) throws IOException {
        response.reset();
        write(response, status, message);
    }

    static void refuse(HttpServletResponse response, Answer answer) throws IOException {
        response.reset();
        retryAfter(response, answer);
        write(response, answer.status(), answer.message());
    }

    /** The same for somebody who followed a link. */
    static void page(HttpServletResponse response, Answer answer) throws IOException {
        response.reset();
        retryAfter(response, answer);
        response.setStatus(answer.status());
        write(response, "text/html", ServerErrors.page(answer.message()));
    }

    private static void retryAfter(HttpServletResponse response, Answer answer) {
        if (answer.retryAfter() > 0) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Integer.toString(answer.retryAfter()));
        }
    }

    /** @param seconds after which a program may try again */
    static void tooEarly(HttpServletResponse response, int seconds, String message) throws IOException {
        response.reset();
        response.setHeader(HttpHeaders.RETRY_AFTER, Integer.toString(seconds));
        write(response, 429, message);
    }

    private static void write(HttpServletResponse response, int status, String message) throws IOException {
        response.setStatus(status);
        write(response, "application/json", JSON.writeValueAsBytes(Map.of("type", "Refused", "message", message)));
    }

    private static void write(HttpServletResponse response, String type, byte[] body) throws IOException {
        response.setContentType(type);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
