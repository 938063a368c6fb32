package cn.healthylishui.assessment.workflow;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells the engine who is logged in, for as long as a request lasts. Whether somebody is was decided before, by Spring Security's
 * chain; whoever has to choose a new password can do nothing else until then.
 */
class LoginFilter extends OncePerRequestFilter {

    private final IdentityService identity;

    LoginFilter(IdentityService identity) {
        this.identity = identity;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            pass(request, response, chain);
        } finally {
            WorkInLogs.nothing();
        }
    }

    private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        if (login == null) {
            chain.doFilter(request, response);
            return;
        }
        if (Logins.mustChangePassword(login) && !isForChangingPassword(request)) {
            if (Doors.isPage(request)) {
                response.sendRedirect(request.getContextPath() + Doors.NEW_PASSWORD);
                return;
            }
            if (Doors.isClosed(request)) {
                Answers.refuse(response, 403, "这个账号要先改密码才能用。请在浏览器里登录，设好自己的密码。");
                return;
            }
        }
        try {
            List<String> groups = Logins.groups(login);
            identity.setAuthentication(login.getName(), groups);
            if (groups.size() == 1) {
                WorkInLogs.on(null, groups.get(0), null);
            }
            chain.doFilter(request, response);
        } finally {
            identity.clearAuthentication();
        }
    }

    private static boolean isForChangingPassword(HttpServletRequest request) {
        String path = path(request);
        return path.equals(Doors.NEW_PASSWORD) || path.equals(Doors.LOGIN) || path.equals(Doors.LOGOUT);
    }

    /** The path as the server itself resolved it: the address as sent may hide it behind escapes, dots and parameters. */
    static String path(HttpServletRequest request) {
        return Doors.path(request);
    }
}
