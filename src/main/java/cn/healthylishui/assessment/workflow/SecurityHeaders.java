package cn.healthylishui.assessment.workflow;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * What every answer tells the browser that it must not do. Camunda's web applications write a policy of their own for their pages
 * before ours is reached, and keep it.
 */
final class SecurityHeaders {

    /** Nothing inline, nothing evaluated, nothing from elsewhere. */
    static final String POLICY =
            "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; "
                    + "script-src 'self'; style-src 'self'; img-src 'self'; worker-src 'self'";

    private static final String UNUSED =
            "camera=(), geolocation=(), microphone=(), payment=(), usb=(), serial=(), display-capture=()";

    private static final long YEAR_SECONDS = 31_536_000;

    private static final String WEB_APPLICATIONS = "/camunda/";
    private static final String THEIR_CALLS = "/camunda/api/";

    private static final List<String> FILES = List.of(".css", ".js", ".svg");

    /** Pages that are the same for everybody who is not logged in. */
    private static final List<String> PUBLIC = List.of("/notices/", "/results/", "/hearings", "/draws/");

    private SecurityHeaders() {}

    static void on(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(POLICY))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(permissions -> permissions.policy(UNUSED))
                .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
                .httpStrictTransportSecurity(
                        https -> https.maxAgeInSeconds(YEAR_SECONDS).includeSubDomains(false))
                .cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                .addHeaderWriter(keeping());
    }

    /** What was read under a login is gone from the browser with it; files are the same for everybody. */
    private static HeaderWriter keeping() {
        return (request, response) -> {
            if (isFile(LoginFilter.path(request))) {
                return;
            }
            if (isPrivate(request)) {
                response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            } else if (!response.containsHeader(HttpHeaders.CACHE_CONTROL)) {
                response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
            }
        };
    }

    private static boolean isFile(String path) {
        return path.startsWith(WEB_APPLICATIONS) && !path.startsWith(THEIR_CALLS)
                || path.startsWith("/forms/")
                || FILES.stream().anyMatch(path::endsWith);
    }

    private static boolean isPrivate(HttpServletRequest request) {
        String path = LoginFilter.path(request);
        return request.getHeader(HttpHeaders.AUTHORIZATION) != null
                || isLoggedIn(request)
                || !path.equals("/") && PUBLIC.stream().noneMatch(path::startsWith);
    }

    private static boolean isLoggedIn(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Authentications logins = session == null ? null : AuthenticationUtil.getAuthsFromSession(session);
        return logins != null && !logins.getAuthentications().isEmpty();
    }
}
