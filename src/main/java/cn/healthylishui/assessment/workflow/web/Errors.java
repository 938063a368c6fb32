package cn.healthylishui.assessment.workflow.web;

import cn.healthylishui.assessment.workbook.FaultyWorkbook;
import cn.healthylishui.assessment.workflow.Refusals;
import cn.healthylishui.assessment.workflow.Refusals.Answer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Base64;
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

    /** @param annotated the uploaded workbook with its faults marked, in Base64; null where there is none */
    record Faults(
            String message,
            List<FaultLine> faults,
            @Nullable String annotated,
            @Nullable String fileName) {}

    private final Refusals refusals;

    Errors(Refusals refusals) {
        this.refusals = refusals;
    }

    @ExceptionHandler(FaultyWorkbook.class)
    ResponseEntity<Object> faulty(FaultyWorkbook faulty, HttpServletRequest request) {
        Answer answer = refusals.of(faulty, request);
        byte[] annotated = faulty.annotated();
        String name = faulty.fileName();
        return json(
                answer,
                new Faults(
                        answer.message(),
                        faulty.faults().stream()
                                .map(fault -> new FaultLine(fault.place(), fault.message()))
                                .toList(),
                        annotated == null ? null : Base64.getEncoder().encodeToString(annotated),
                        name == null ? null : "标注了问题的" + name));
    }

    /** @return null where the server has given its own answer already, to a request that broke off */
    @ExceptionHandler(Exception.class)
    @Nullable
    ResponseEntity<Object> refused(Exception reason, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        Answer answer = refusals.of(reason, request);
        if (response.isCommitted() && answer.isFault()) {
            throw reason; // half an answer must not look like a whole one
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
