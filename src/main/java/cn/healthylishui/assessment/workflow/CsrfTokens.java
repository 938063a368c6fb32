package cn.healthylishui.assessment.workflow;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/**
 * What proves that a request comes from our own pages. After login it is the token in the session that Camunda's own filter asks for
 * as well; the login page itself, where there is no session yet, has one in a cookie.
 */
class CsrfTokens implements CsrfTokenRepository {

    static final String SESSION_ATTRIBUTE = "CAMUNDA_CSRF_TOKEN";
    private static final String HEADER = "X-XSRF-TOKEN";
    private static final String PARAMETER = "_csrf";

    /** Tasklist's scripts read it. */
    private static final String COOKIE = "XSRF-TOKEN";

    private final CookieCsrfTokenRepository beforeLogin = new CookieCsrfTokenRepository();

    CsrfTokens() {
        beforeLogin.setCookieName("login-token");
        beforeLogin.setCookieCustomizer(cookie -> cookie.httpOnly(true).sameSite("Lax"));
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return isLogin(request) ? beforeLogin.generateToken(request) : token(newToken());
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        if (isLogin(request)) {
            beforeLogin.saveToken(token, request, response);
        }
        // The session's token is made with the login, and ends with the session.
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        if (isLogin(request)) {
            return beforeLogin.loadToken(request);
        }
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(SESSION_ATTRIBUTE) instanceof String kept ? token(kept) : null;
    }

    /** Gives a session that has just begun its token. */
    static void begin(HttpServletRequest request, HttpServletResponse response) {
        String token = newToken();
        request.getSession().setAttribute(SESSION_ATTRIBUTE, token);
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(COOKIE, token)
                        .path(request.getContextPath() + "/")
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .build()
                        .toString());
    }

    static boolean isLogin(HttpServletRequest request) {
        return Doors.path(request).equals(Doors.LOGIN);
    }

    private static String newToken() {
        return UUID.randomUUID().toString();
    }

    private static CsrfToken token(String value) {
        return new DefaultCsrfToken(HEADER, PARAMETER, value);
    }
}
