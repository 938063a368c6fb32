package cn.healthylishui.assessment.workflow.web;

import cn.healthylishui.assessment.limits.Crowded;
import cn.healthylishui.assessment.limits.Downloads;
import cn.healthylishui.assessment.limits.TooLarge;
import cn.healthylishui.assessment.workbook.FaultyWorkbook;
import cn.healthylishui.assessment.workflow.Refusals;
import cn.healthylishui.assessment.workflow.Refusals.Answer;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Every refusal reaches its user as one Chinese sentence. */
@RestControllerAdvice
class Errors {

    record Message(String message) {}

    record FaultLine(String place, String message) {}

    /** @param annotated the uploaded workbook with its faults marked, which goes as Base64; null where there is none */
    record Faults(
            String message,
            List<FaultLine> faults,
            byte @Nullable [] annotated,
            @Nullable String fileName) {}

    private final Refusals refusals;
    private final Downloads downloads;
    private final ObjectMapper json;

    Errors(Refusals refusals, Downloads downloads, ObjectMapper json) {
        this.refusals = refusals;
        this.downloads = downloads;
        this.json = json;
    }

    @ExceptionHandler(FaultyWorkbook.class)
    ResponseEntity<?> faulty(FaultyWorkbook faulty, HttpServletRequest request) {
        Answer answer = refusals.of(faulty, request);
        List<FaultLine> lines = faulty.faults().stream()
                .map(fault -> new FaultLine(fault.place(), fault.message()))
                .toList();
        byte[] annotated = faulty.annotated();
        String name = faulty.fileName();
        Faults faults = new Faults(answer.message(), lines, annotated, name == null ? null : "标注了问题的" + name);
        try {
            // as large as a download
            return json(answer, downloads.body(out -> json.writeValue(out, faults)));
        } catch (Crowded | TooLarge noRoom) {
            return json(answer, new Faults(answer.message(), lines, null, null));
        }
    }

    /** @return null where the server has given its own answer already, to a request that broke off */
    @ExceptionHandler(Exception.class)
    @Nullable
    ResponseEntity<Object> refused(Exception reason, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        Answer answer = refusals.of(reason, request);
        if (response.isCommitted() && Refusals.breaksOff(answer, reason)) {
            throw reason; // must not look like a whole one
        }
        if (response.isCommitted()) {
            return null;
        }
        return json(answer, new Message(answer.message()));
    }

    /** Whatever the request would rather have had. */
    private static ResponseEntity<Object> json(Answer answer, Object body) {
        ResponseEntity.BodyBuilder response =
                ResponseEntity.status(answer.status()).contentType(MediaType.APPLICATION_JSON);
        if (answer.retryAfter() > 0) {
            response.header(HttpHeaders.RETRY_AFTER, String.valueOf(answer.retryAfter()));
        }
        return response.body(body);
    }
}
