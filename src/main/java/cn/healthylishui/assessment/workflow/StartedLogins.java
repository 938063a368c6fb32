package cn.healthylishui.assessment.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.stereotype.Component;

/**
 * A login by the provider that has started and is not answered yet. Whoever has not logged in has no session, so the browser itself
 * keeps what the answer has to fit, for the address of the answer alone.
 */
@Component
class StartedLogins implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

    /** Of a request: where its person wanted to go. */
    static final String NEXT = "next";

    private static final String COOKIE = "started-login";
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Started(
            String provider, String client, String answer, String state, String nonce, String verifier, String next) {}

    private final SignedCookies cookies;

    StartedLogins(SignedCookies cookies) {
        this.cookies = cookies;
    }

    @Override
    public void saveAuthorizationRequest(
            @Nullable OAuth2AuthorizationRequest login, HttpServletRequest request, HttpServletResponse response) {
        if (login == null) {
            removeAuthorizationRequest(request, response);
            return;
        }
        Started started = new Started(
                login.getAuthorizationUri(),
                login.getClientId(),
                login.getRedirectUri(),
                login.getState(),
                String.valueOf(login.<String>getAttribute(OidcParameterNames.NONCE)),
                String.valueOf(login.<String>getAttribute(PkceParameterNames.CODE_VERIFIER)),
                Doors.ownAddress(request.getParameter(NEXT), request.getContextPath()));
        try {
            cookies.give(request, response, COOKIE, Doors.PROVIDER_ANSWER, JSON.writeValueAsString(started), KEPT);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        Optional<Started> kept =
                cookies.take(request, response, COOKIE, Doors.PROVIDER_ANSWER).map(StartedLogins::read);
        kept.ifPresent(started -> request.setAttribute(NEXT, started.next()));
        return kept.filter(started -> started.state().equals(request.getParameter(OAuth2ParameterNames.STATE)))
                .map(StartedLogins::request)
                .orElse(null);
    }

    /** Nobody asks for it but to answer it. */
    @Override
    public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
        return null;
    }

    private static Started read(String json) {
        try {
            return JSON.readValue(json, Started.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible); // it is signed
        }
    }

    private static OAuth2AuthorizationRequest request(Started started) {
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(started.provider())
                .clientId(started.client())
                .redirectUri(started.answer())
                .scope(OidcScopes.OPENID)
                .state(started.state())
                .attributes(attributes -> {
                    attributes.put(OAuth2ParameterNames.REGISTRATION_ID, Provider.ID);
                    attributes.put(OidcParameterNames.NONCE, started.nonce());
                    attributes.put(PkceParameterNames.CODE_VERIFIER, started.verifier());
                })
                .build();
    }
}
