package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.workflow.Refusals.Answer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Around all filters: sessions and logins are asked of the database before any controller is, and who waits too long for it there is told
 * the same as elsewhere. The answer needs nothing of the database itself.
 */
class RefusalsOfFilters extends OncePerRequestFilter {

    private final Refusals refusals;

    RefusalsOfFilters(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException reason) {
            Optional<Answer> answer = response.isCommitted() ? Optional.empty() : Refusals.unlessFault(reason);
            if (answer.isEmpty()) {
                throw reason;
            }
            refusals.note(answer.get().status(), answer.get().message(), request);
            if (Doors.isPage(request)) {
                Answers.page(response, answer.get());
            } else {
                Answers.refuse(response, answer.get());
            }
        }
    }
}
