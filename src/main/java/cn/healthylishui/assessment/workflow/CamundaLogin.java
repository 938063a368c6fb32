package cn.healthylishui.assessment.workflow;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.camunda.bpm.webapp.impl.security.SecurityActions;
import org.camunda.bpm.webapp.impl.security.SecurityActions.SecurityAction;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells Camunda's web applications who is logged in. It takes the place of their own filter of the same name, which would write the
 * session at every call and keep what it knows of a person for five minutes: here a session whose person changed is gone.
 */
class CamundaLogin extends OncePerRequestFilter {

    /** By which Camunda's initializer sees that the filter is there already. */
    static final String NAME = "Authentication Filter";

    static final String SESSION_ATTRIBUTE = "authenticatedUser";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        Object kept = session == null ? null : session.getAttribute(SESSION_ATTRIBUTE);
        Authentications logins = kept instanceof Authentications known ? known : new Authentications();
        Authentications.setCurrent(logins);
        try {
            SecurityActions.runWithAuthentications(
                    (SecurityAction<Void>) () -> {
                        chain.doFilter(request, response);
                        return null;
                    },
                    logins);
        } finally {
            Authentications.clearCurrent();
        }
    }
}
