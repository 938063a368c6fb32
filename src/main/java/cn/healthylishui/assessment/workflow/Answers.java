package cn.healthylishui.assessment.workflow;

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

    /** @param seconds after which a program may try again */
    static void tooEarly(HttpServletResponse response, int seconds, String message) throws IOException {
        response.reset();
        response.setHeader(HttpHeaders.RETRY_AFTER, Integer.toString(seconds));
        write(response, 429, message);
    }

    private static void write(HttpServletResponse response, int status, String message) throws IOException {
        byte[] body = JSON.writeValueAsBytes(Map.of("type", "Refused", "message", message));
        response.setStatus(status);
        response.setContentType("application/json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
