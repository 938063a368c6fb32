package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.organization.Office;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * 审计 changes nothing: whoever belongs to it may read, ask what Tasklist asks, log in and out, and look after the own password and
 * sessions. Everything else is refused here, whatever the pages and the engine would say.
 */
class AuditorsGate extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String ENGINE = "(?:/engine-rest(?:/engine/default)?|/camunda/api/engine/engine/default)";
    private static final List<Pattern> ALLOWED = Stream.of(
                    ENGINE + "/(?:task|process-instance)(?:/count)?",
                    ENGINE + "/filter/[^/\\v]+/(?:list|count|singleResult)",
                    ENGINE + "/(?:process-definition|variable-instance)",
                    ENGINE + "/user/[^/\\v]+/credentials",
                    "/camunda/api/[a-z]+/auth/user/default/(?:login/[a-z]+|logout)",
                    // the own password and the own sessions, on pages of ours
                    "/login|/logout|/my/password|/my/account/end(?:-others)?")
            .map(Pattern::compile)
            .toList();

    private final IdentityService identity;

    AuditorsGate(IdentityService identity) {
        this.identity = identity;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = LoginFilter.path(request);
        if (READING.contains(request.getMethod())
                || ALLOWED.stream().anyMatch(pattern -> pattern.matcher(path).matches())
                || !isAuditor(user(request))) {
            chain.doFilter(request, response);
            return;
        }
        Answers.refuse(response, 403, "审计账号只能查看，不能办理。");
    }

    private boolean isAuditor(@Nullable String user) {
        return user != null
                && CurrentUser.asEngine(
                        identity,
                        () -> identity.createGroupQuery()
                                        .groupMember(user)
                                        .groupId(Office.AUDIT)
                                        .count()
                                > 0);
    }

    private @Nullable String user(HttpServletRequest request) {
        Authentication current = identity.getCurrentAuthentication();
        if (current != null) {
            return current.getUserId();
        }
        HttpSession session = request.getSession(false);
        Authentications logins = session == null ? null : AuthenticationUtil.getAuthsFromSession(session);
        return logins == null || logins.getAuthenticationForProcessEngine("default") == null
                ? null
                : logins.getAuthenticationForProcessEngine("default").getIdentityId();
    }
}
