package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.reading.Denied;
import cn.healthylishui.assessment.reporting.NoSuchPage;
import cn.healthylishui.assessment.reporting.WebPage;
import cn.healthylishui.assessment.workflow.Refusals;
import cn.healthylishui.assessment.workflow.Refusals.Answer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** What a page answers instead of its content: a page again, not the JSON that forms are answered with. */
class PageErrors {

    private PageErrors() {}

    /** Of our own pages. */
    @ControllerAdvice(annotations = WebPage.class)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static class OfPages {

        private final Head head;
        private final Refusals refusals;

        OfPages(Head head, Refusals refusals) {
            this.head = head;
            this.refusals = refusals;
        }

        @ExceptionHandler(Denied.class)
        ModelAndView denied(Denied denied, HttpServletRequest request) {
            refusals.note(HttpStatus.FORBIDDEN.value(), denied.getMessage(), request);
            return page("error/403", HttpStatus.FORBIDDEN, String.valueOf(denied.getMessage()), head.head());
        }

        @ExceptionHandler(NoSuchPage.class)
        ModelAndView missing(NoSuchPage missing) {
            return page("error/404", HttpStatus.NOT_FOUND, String.valueOf(missing.getMessage()), head.head());
        }

        @ExceptionHandler(MethodArgumentTypeMismatchException.class)
        ModelAndView malformed(MethodArgumentTypeMismatchException ignored) {
            return page("error/404", HttpStatus.NOT_FOUND, null, head.head());
        }

        /** Everything else that ends a request; null where the server has given its own answer already. */
        @ExceptionHandler(Exception.class)
        @Nullable
        ModelAndView other(Exception reason, HttpServletRequest request, HttpServletResponse response)
                throws Exception {
            Answer answer = refusals.of(reason, request);
            boolean fault = answer.isFault();
            if (response.isCommitted() && Refusals.breaksOff(answer, reason)) {
                throw reason; // half a page must not look like a whole one
            }
            if (response.isCommitted()) {
                return null;
            }
            if (answer.retryAfter() > 0) {
                response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(answer.retryAfter()));
            }
            return page(
                    fault ? "error/500" : "error/4xx",
                    HttpStatusCode.valueOf(answer.status()),
                    fault ? null : answer.message(),
                    null);
        }
    }

    /** Of addresses at which there is nothing. */
    @ControllerAdvice
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static class OfNothing {

        private final Head head;

        OfNothing(Head head) {
            this.head = head;
        }

        @ExceptionHandler(NoResourceFoundException.class)
        Object notFound(HttpServletRequest request) {
            String accepted = request.getHeader("Accept");
            boolean browser = accepted != null && accepted.contains(MediaType.TEXT_HTML_VALUE);
            return browser
                    ? page("error/404", HttpStatus.NOT_FOUND, null, head.head())
                    : ResponseEntity.status(HttpStatus.NOT_FOUND)
                            .contentType(MediaType.APPLICATION_JSON)
                            .body(Map.of("message", "没有这个页面。"));
        }
    }

    private static ModelAndView page(
            String view, HttpStatusCode status, @Nullable String message, Head.@Nullable Content head) {
        ModelAndView page = new ModelAndView(view);
        page.setStatus(status);
        page.addObject("explanation", message);
        page.addObject("head", head);
        return page;
    }
}
