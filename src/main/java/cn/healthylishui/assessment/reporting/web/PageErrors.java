package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.reporting.Denied;
import cn.healthylishui.assessment.reporting.NoSuchPage;
import cn.healthylishui.assessment.reporting.WebPage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** What a page answers instead of its content: a page again, not the JSON that forms are answered with. */
class PageErrors {

    private static final Logger LOG = LoggerFactory.getLogger(PageErrors.class);

    private PageErrors() {}

    /** Of our own pages. */
    @ControllerAdvice(annotations = WebPage.class)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static class OfPages {

        private final Head head;

        OfPages(Head head) {
            this.head = head;
        }

        @ExceptionHandler(Denied.class)
        ModelAndView denied(Denied denied) {
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

        @ExceptionHandler(Exception.class)
        ModelAndView fault(Exception fault, HttpServletResponse response) throws Exception {
            if (response.isCommitted()) {
                throw fault; // nothing can be shown any more
            }
            LOG.error("A page failed", fault);
            return page("error/500", HttpStatus.INTERNAL_SERVER_ERROR, null, null);
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
                    : ResponseEntity.status(HttpStatus.NOT_FOUND).body(Map.of("message", "没有这个页面。"));
        }
    }

    private static ModelAndView page(
            String view, HttpStatus status, @Nullable String message, Head.@Nullable Content head) {
        ModelAndView page = new ModelAndView(view);
        page.setStatus(status);
        page.addObject("explanation", message);
        page.addObject("head", head);
        return page;
    }
}
