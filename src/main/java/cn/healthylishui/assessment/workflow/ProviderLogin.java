package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.limits.Characters;
import cn.healthylishui.assessment.limits.Limits;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.Refused;
import com.nimbusds.jose.KeySourceException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.authentication.logout.LogoutTokenClaimNames;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2LoginAuthenticationFilter;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.stereotype.Component;

/**
 * 用统一身份认证登录: whoever the city's provider vouches for comes in under the account whose name is what the provider says, and with the
 * groups that the account has here. Spring Security speaks with the provider; what begins is a session like any other
 * ({@link Logins}). Leaving it leads on to the provider, and whoever leaves there has left here.
 */
@Component
public class ProviderLogin {

    /** @param address where the provider ends its own login; null where that cannot be done, and the words say why */
    public record Leaving(@Nullable String address, String words) {}

    /** Of a session: what stands there of the provider begins so. The second and third end with whose it is, and are looked for. */
    private static final String OF_PROVIDER = "provider-";

    private static final String HINT = OF_PROVIDER + "hint";
    private static final String PERSON = OF_PROVIDER + "person:";
    private static final String SESSION = OF_PROVIDER + "session:";

    /** Longer ones do not fit into a cookie; their people are told to leave at the provider themselves. */
    private static final int LONGEST_HINT = 2700;

    private static final String SID = LogoutTokenClaimNames.SID;
    private static final String LEAVING = "leaving";
    private static final String SAID = "login-said";
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String EMAIL = "email";
    private static final int LONGEST_SHOWN = 64;

    private static final Set<String> DECLINED = Set.of(
            "access_denied",
            "login_required",
            "interaction_required",
            "consent_required",
            "account_selection_required");

    private static final Set<String> AWAY = Set.of("server_error", "temporarily_unavailable");

    /** Of what was started elsewhere, long ago, or answered before. */
    private static final Set<String> STALE =
            Set.of("authorization_request_not_found", "invalid_state_parameter", OAuth2ErrorCodes.INVALID_GRANT);

    private final ProviderSettings settings;
    private final Provider provider;
    private final ProviderDoor door;
    private final StartedLogins started;
    private final SignedCookies cookies;
    private final Logins logins;
    private final IdentityChanges changes;
    private final Refusals refusals;
    private final Rows rows;

    ProviderLogin(
            ProviderSettings settings,
            Provider provider,
            PublicBudget budget,
            Limits limits,
            StartedLogins started,
            SignedCookies cookies,
            Logins logins,
            IdentityChanges changes,
            Refusals refusals,
            JdbcClient jdbc) {
        this.settings = settings;
        this.provider = provider;
        this.door = new ProviderDoor(budget, limits, this::hasLeft);
        this.started = started;
        this.cookies = cookies;
        this.logins = logins;
        this.changes = changes;
        this.refusals = refusals;
        this.rows = new Rows(jdbc);
    }

    /** As people call the provider; null where there is none. */
    public @Nullable String name() {
        return settings.isOffered() ? settings.name() : null;
    }

    /** Where a login by the provider starts. */
    public String start(HttpServletRequest request, @Nullable String next) {
        String start = request.getContextPath() + Doors.PROVIDER_START;
        return next == null || next.isEmpty()
                ? start
                : start + "?" + StartedLogins.NEXT + "=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }

    /** Lets the chain know the provider, where there is one. */
    void on(HttpSecurity http) throws Exception {
        if (!settings.isOffered()) {
            return;
        }
        http.addFilterAfter(door, HeaderWriterFilter.class)
                .logout(logout -> logout.addLogoutHandler(this::leaves))
                .oauth2Login(login -> login.loginPage(Doors.LOGIN)
                        .clientRegistrationRepository(provider::known)
                        .authorizedClientRepository(new NothingKept())
                        .authorizationEndpoint(start -> start.authorizationRequestResolver(new Start(provider))
                                .authorizationRequestRepository(started))
                        .redirectionEndpoint(answer -> answer.baseUri(Doors.PROVIDER_ANSWER))
                        .tokenEndpoint(token -> token.accessTokenResponseClient(provider.exchange()))
                        .successHandler(this::answered)
                        .failureHandler(this::failed)
                        .withObjectPostProcessor(new Ours()));
    }

    // Coming

    private void answered(HttpServletRequest request, HttpServletResponse response, Authentication answer)
            throws IOException {
        SecurityContextHolder.clearContext();
        OidcIdToken token = ((OidcUser) answer.getPrincipal()).getIdToken();
        try {
            logins.begin(request, response, person(token), kept(token));
        } catch (Refused refused) {
            String words = String.valueOf(refused.getMessage());
            back(request, response, words, words);
            return;
        }
        response.sendRedirect(
                Doors.ownAddress((String) request.getAttribute(StartedLogins.NEXT), request.getContextPath()));
        response.flushBuffer();
        logins.endIfChangedMeanwhile(request);
    }

    /** One person or none: what the provider says is the account's name to the letter, or somebody else's. */
    private Authentication person(OidcIdToken token) {
        String account = account(token);
        Authentication login = logins.vouchedFor(account)
                .orElseThrow(() -> new Refused(
                        Characters.areReadable(account) && changes.isFormer(account)
                                ? "账号“%s”已经停用，没有登录。还要用的，请联系市健康丽水办或系统管理员另开账号。".formatted(shown(account))
                                : "%s认得您，本系统却没有账号“%s”（一个字也不能差），没有登录。有账号的，请用账号和密码登录，并请市健康丽水办核对账号名；没有的，请市健康丽水办开。"
                                        .formatted(settings.name(), shown(account))));
        if (Logins.groups(login).contains(StaffAccounts.ADMINISTRATORS)) {
            throw new Refused("“%s”是系统管理员，只能用账号和密码登录。".formatted(shown(account)));
        }
        return login;
    }

    private String account(OidcIdToken token) {
        Object said = token.getClaim(settings.claim());
        String account =
                said instanceof String || said instanceof Integer || said instanceof Long ? String.valueOf(said) : "";
        if (account.isBlank()) {
            throw new Refused("%s没有说您的账号名（%s），没有登录。请用账号和密码登录，并告诉系统管理员。".formatted(settings.name(), settings.claim()));
        }
        if (settings.claim().equals(EMAIL) && !Boolean.TRUE.equals(token.getEmailVerified())) {
            throw new Refused("%s还没有核实您的邮箱“%s”，没有登录。请先在那里核实邮箱，或用账号和密码登录。".formatted(settings.name(), shown(account)));
        }
        return account;
    }

    private static String shown(String text) {
        String plain = text.replaceAll("\\p{C}", "□");
        return plain.length() > LONGEST_SHOWN ? plain.substring(0, LONGEST_SHOWN) + "…" : plain;
    }

    private void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        String words = words(request, why).formatted(settings.name());
        back(request, response, words, words + "（" + why.getMessage() + "）");
    }

    private static String words(HttpServletRequest request, AuthenticationException why) {
        String code = why instanceof OAuth2AuthenticationException named
                ? named.getError().getErrorCode()
                : "";
        if (isAway(why) || AWAY.contains(code)) {
            return "%s现在没有应答，没有登录。请用账号和密码登录，或者过几分钟再试。";
        }
        if (DECLINED.contains(code)) {
            return "%s没有同意，或者您取消了，没有登录。请再试一次，或者用账号和密码登录；一直这样的，请告诉系统管理员。";
        }
        boolean isNoAnswer = code.equals(OAuth2ErrorCodes.INVALID_REQUEST)
                && request.getParameter(OAuth2ParameterNames.ERROR) == null;
        if (STALE.contains(code) || isNoAnswer) {
            return "这次登录放得太久、已经用过，或者不是从这个浏览器开始的，没有登录。请再点一次“用%s登录”。";
        }
        return "%s的回答没有通过核对，没有登录。请再试一次；仍不行的，请用账号和密码登录，并告诉系统管理员。";
    }

    private static boolean isAway(Throwable why) {
        return Stream.iterate(why, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .anyMatch(cause -> cause instanceof Provider.Away
                        || cause instanceof IOException
                        || cause instanceof KeySourceException);
    }

    /** Back to the login page, which says it once. @param noted for those who run the program */
    private void back(HttpServletRequest request, HttpServletResponse response, String words, String noted)
            throws IOException {
        SecurityContextHolder.clearContext();
        refusals.note(HttpServletResponse.SC_UNAUTHORIZED, noted, request);
        cookies.give(request, response, SAID, Doors.LOGIN, words, SOON);
        Object next = request.getAttribute(StartedLogins.NEXT);
        response.sendRedirect(request.getContextPath()
                + Doors.LOGIN
                + (next == null ? "" : "?next=" + URLEncoder.encode(next.toString(), StandardCharsets.UTF_8)));
    }

    /** Why a login by the provider, which just ended at the login page, was none. */
    public @Nullable String said(HttpServletRequest request, HttpServletResponse response) {
        return cookies.take(request, response, SAID, Doors.LOGIN).orElse(null);
    }

    // Leaving

    /** What a session that begins keeps of the provider's answer. */
    private static Map<String, String> kept(OidcIdToken token) {
        Map<String, String> kept = new HashMap<>();
        kept.put(mark(PERSON, token.getSubject()), "");
        if (token.getClaim(SID) instanceof String session) {
            kept.put(mark(SESSION, session), "");
        }
        String hint = token.getTokenValue();
        kept.put(HINT, hint.length() > LONGEST_HINT ? "" : hint);
        return kept;
    }

    /** The same of a session that another takes the place of. */
    static Map<String, String> kept(@Nullable HttpSession session) {
        Map<String, String> kept = new HashMap<>();
        if (session != null) {
            Collections.list(session.getAttributeNames()).stream()
                    .filter(name -> name.startsWith(OF_PROVIDER))
                    .forEach(name -> kept.put(name, String.valueOf(session.getAttribute(name))));
        }
        return kept;
    }

    /** As a name of one length that gives nothing away. */
    private static String mark(String kind, String whose) {
        try {
            return kind
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256")
                                    .digest(whose.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Whoever leaves by a form or by Tasklist's script comes to the login page next, and from there to the provider: a form's answer may
     * not lead elsewhere, and a script's not at all.
     */
    private void leaves(HttpServletRequest request, HttpServletResponse response, @Nullable Authentication login) {
        HttpSession session = request.getSession(false);
        if (session != null && session.getAttribute(HINT) instanceof String hint) {
            cookies.give(request, response, LEAVING, Doors.LOGIN, hint, SOON);
        }
    }

    /** Whether this person has just left here and is still logged in at the provider; said once. */
    public Optional<Leaving> leaving(HttpServletRequest request, HttpServletResponse response) {
        return cookies.take(request, response, LEAVING, Doors.LOGIN)
                .filter(hint -> settings.isOffered())
                .map(hint -> leaving(request, response, hint));
    }

    private Leaving leaving(HttpServletRequest request, HttpServletResponse response, String hint) {
        boolean canEnd;
        try {
            canEnd = !hint.isEmpty()
                    && provider.now()
                                    .getProviderDetails()
                                    .getConfigurationMetadata()
                                    .get("end_session_endpoint")
                            != null;
        } catch (Provider.Away away) {
            canEnd = false;
        }
        return canEnd
                ? new Leaving(
                        new Farewell(provider).address(request, response, hint),
                        "您已退出本系统，正在退出%s。没有自动转过去的，请点下面的链接。".formatted(settings.name()))
                : new Leaving(null, "您已退出本系统，%s那边还登录着。在公用电脑上，请再到那里退出，或者关掉浏览器。".formatted(settings.name()));
    }

    /** Whoever has left at the provider: their sessions here end, on whatever node they began. */
    private void hasLeft(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String token = request.getParameter("logout_token");
        try {
            if (token == null) {
                throw new BadJwtException("None sent");
            }
            end(provider.farewells().decode(token));
        } catch (BadJwtException forged) {
            Answers.refuse(response, HttpServletResponse.SC_BAD_REQUEST, "这不是统一身份认证给本系统的退出通知，没有办理。");
        } catch (JwtException | Provider.Away away) {
            Answers.refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "向统一身份认证核对退出通知时没有应答，没有办理。请稍后再发。");
        }
    }

    private void end(Jwt told) {
        String person = told.getSubject() == null ? null : mark(PERSON, told.getSubject());
        String session = told.getClaim(SID) instanceof String sid ? mark(SESSION, sid) : null;
        String first = session != null ? session : person;
        if (first == null) {
            throw new BadJwtException("Neither sub nor sid");
        }
        rows.update("""
                delete from spring_session where exists (
                  select 1 from spring_session_attributes a
                  where a.session_primary_id = spring_session.primary_id and a.attribute_name = :first)
                and exists (
                  select 1 from spring_session_attributes a
                  where a.session_primary_id = spring_session.primary_id and a.attribute_name = :second)
                """, first, person != null ? person : first);
    }

    /** What the provider gives for asking it more is not kept: nothing more is asked. */
    private static final class NothingKept implements OAuth2AuthorizedClientRepository {

        @Override
        public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
                String provider, Authentication login, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                Authentication login,
                HttpServletRequest request,
                HttpServletResponse response) {
            // see above
        }

        @Override
        public void removeAuthorizedClient(
                String provider, Authentication login, HttpServletRequest request, HttpServletResponse response) {
            // see above
        }
    }

    /** At its one address, with a proof that whoever starts is who ends it (PKCE). */
    private static final class Start implements OAuth2AuthorizationRequestResolver {

        private final DefaultOAuth2AuthorizationRequestResolver resolver;

        Start(Provider provider) {
            resolver = new DefaultOAuth2AuthorizationRequestResolver(
                    id -> provider.now(),
                    OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI);
            resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        }

        @Override
        public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
            return Doors.path(request).equals(Doors.PROVIDER_START) ? resolver.resolve(request, Provider.ID) : null;
        }

        @Override
        public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String id) {
            return null;
        }
    }

    private static final class Farewell extends OidcClientInitiatedLogoutSuccessHandler {

        Farewell(Provider provider) {
            super(provider::known);
            setPostLogoutRedirectUri("{baseUrl}" + Doors.LEFT);
        }

        String address(HttpServletRequest request, HttpServletResponse response, String hint) {
            OidcIdToken token = new OidcIdToken(hint, null, null, Map.of("sub", "-"));
            return determineTargetUrl(
                    request,
                    response,
                    new OAuth2AuthenticationToken(new DefaultOidcUser(List.of(), token), List.of(), Provider.ID));
        }
    }

    /** What Spring Security makes for the chain goes on with ours, where it offers no other way to say so. */
    private final class Ours implements ObjectPostProcessor<Object> {

        @Override
        public <O> O postProcess(O made) {
            if (made instanceof OidcAuthorizationCodeAuthenticationProvider reader) {
                reader.setJwtDecoderFactory(provider::answers);
            } else if (made instanceof OAuth2AuthorizationRequestRedirectFilter start) {
                start.setAuthenticationFailureHandler(ProviderLogin.this::failed);
            } else if (made instanceof OAuth2LoginAuthenticationFilter answer) {
                // Whose login it is we decide: before that there is no session of anybody.
                answer.setSecurityContextRepository(new RequestAttributeSecurityContextRepository());
            }
            return made;
        }
    }
}
