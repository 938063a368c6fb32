package cn.healthylishui.assessment.workflow;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.AuthenticationException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.webapp.impl.security.auth.Authentication;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Knows the person logged in to Tasklist on our own pages, on {@code /api/**} and on {@code /engine-rest/**}, where programs may
 * log in with HTTP Basic instead. What needs a login answers 401 without one. Groups are asked for afresh at each request, so a
 * person who leaves an office loses its tasks at once.
 */
class LoginFilter extends OncePerRequestFilter {

    private static final String ENGINE = "default";
    private static final String CSRF_HEADER = "X-XSRF-TOKEN";
    private static final String CSRF_SESSION_ATTRIBUTE = "CAMUNDA_CSRF_TOKEN";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final List<String> CLOSED = List.of("/api/", "/engine-rest", "/my/");

    private final IdentityService identity;

    LoginFilter(IdentityService identity) {
        this.identity = identity;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = path(request);
        return path.startsWith("/camunda/") || path.startsWith("/forms/") || path.startsWith("/webjars/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String user = userOfSession(request);
        boolean bySession = user != null;
        if (user == null) {
            try {
                user = userOfBasicLogin(request);
            } catch (AuthenticationException locked) {
                Answers.refuse(response, 401, "登录失败次数过多，请稍后再试。");
                return;
            }
        }
        if (user == null && isClosed(request) && isForReading(request)) {
            response.sendRedirect(request.getContextPath() + "/camunda/app/tasklist/default/");
            return;
        }
        if (user == null && isClosed(request)) {
            Answers.refuse(response, 401, "登录已过期，请重新登录。");
            return;
        }
        if (bySession && !READING.contains(request.getMethod()) && !hasCsrfToken(request)) {
            Answers.refuse(response, 403, "页面已失效，请刷新后再试。");
            return;
        }
        if (user == null) {
            chain.doFilter(request, response);
            return;
        }
        try {
            identity.setAuthentication(
                    user,
                    identity.createGroupQuery().groupMember(user).list().stream()
                            .map(Group::getId)
                            .toList());
            chain.doFilter(request, response);
        } finally {
            identity.clearAuthentication();
        }
    }

    /** A person who followed a link, and is better served by the login page than by an error. */
    private static boolean isForReading(HttpServletRequest request) {
        String accepted = request.getHeader("Accept");
        return path(request).startsWith("/my/") && accepted != null && accepted.contains("text/html");
    }

    private static boolean isClosed(HttpServletRequest request) {
        return CLOSED.stream().anyMatch(path(request)::startsWith);
    }

    /** The path as the server itself resolved it: the address as sent may hide it behind escapes, dots and parameters. */
    static String path(HttpServletRequest request) {
        return request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
    }

    private @Nullable String userOfSession(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Authentications logins = session == null ? null : AuthenticationUtil.getAuthsFromSession(session);
        Authentication login = logins == null ? null : logins.getAuthenticationForProcessEngine(ENGINE);
        String user = login == null ? null : login.getIdentityId();
        return user != null && identity.createUserQuery().userId(user).count() == 1 ? user : null;
    }

    private @Nullable String userOfBasicLogin(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.startsWith("Basic ")) {
            return null;
        }
        String login;
        try {
            login = new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
        int colon = login.indexOf(':');
        return colon > 0 && identity.checkPassword(login.substring(0, colon), login.substring(colon + 1))
                ? login.substring(0, colon)
                : null;
    }

    private static boolean hasCsrfToken(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Object expected = session == null ? null : session.getAttribute(CSRF_SESSION_ATTRIBUTE);
        String given = request.getHeader(CSRF_HEADER);
        return expected instanceof String token
                && given != null
                && MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
