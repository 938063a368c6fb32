package cn.healthylishui.assessment.workflow;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.authentication.logout.LogoutTokenClaimNames;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * 统一身份认证, the city's own: how it describes itself, asked when somebody wants to come by it and not at the start, since it may be away
 * then. Whatever is asked of it is answered within its patience or not at all.
 */
@Component
class Provider {

    /** As addresses name it; there is one. */
    static final String ID = "city";

    private static final Logger LOG = LoggerFactory.getLogger(Provider.class);
    private static final String DESCRIPTION = "/.well-known/openid-configuration";

    /** So long it is taken to be there and as it was. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** So long a provider that did not answer is not asked again: whoever comes meanwhile hears it at once. */
    private static final Duration SPARED = Duration.ofSeconds(5);

    private static final int LARGEST_KEYS = 100_000;
    private static final String HAS_LEFT = "http://schemas.openid.net/event/backchannel-logout";
    private static final JWSAlgorithm SIGNED_BY = JWSAlgorithm.RS256;

    /** It does not answer, or not as one does. */
    static final class Away extends AuthenticationException {

        Away(String what, @Nullable Throwable why) {
            super(what, why);
        }
    }

    /** @param keys its keys, asked anew where a token names one that is not among them, twice in half a minute at most */
    private record Seen(ClientRegistration registration, JWKSource<SecurityContext> keys, long at) {}

    private final ProviderSettings settings;
    private final RestClient http;
    private final JdkClientHttpRequestFactory connections;
    private volatile @Nullable Seen seen;
    private @Nullable Away away;
    private long awayAt;

    Provider(ProviderSettings settings) {
        this.settings = settings;
        this.connections = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(settings.patience()).build());
        connections.setReadTimeout(settings.patience());
        this.http = RestClient.builder().requestFactory(connections).build();
    }

    /** As it describes itself now. */
    ClientRegistration now() {
        return seenNow().registration();
    }

    /** As it described itself when it was last asked; null for any other than {@link #ID}. */
    @Nullable
    ClientRegistration known(String id) {
        return id.equals(ID) ? seen().registration() : null;
    }

    private Seen seen() {
        Seen last = seen;
        return last == null ? seenNow() : last;
    }

    /** One asks at a time: the others wait as long and hear the same. */
    private synchronized Seen seenNow() {
        long now = System.nanoTime();
        Seen last = seen;
        if (last != null && now - last.at() < FRESH.toNanos()) {
            return last;
        }
        if (away != null && now - awayAt < SPARED.toNanos()) {
            throw new Away("没有应答", away);
        }
        try {
            Seen fresh = ask(last);
            seen = fresh;
            away = null;
            return fresh;
        } catch (Away failed) {
            LOG.warn("统一身份认证没有应答：{}", failed.getMessage());
            away = failed;
            awayAt = System.nanoTime();
            throw failed;
        }
    }

    private Seen ask(@Nullable Seen last) {
        String issuer = settings.issuer().strip();
        String address = (issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer) + DESCRIPTION;
        try {
            Map<String, Object> description = http.get()
                    .uri(URI.create(address))
                    .retrieve()
                    .body(new ParameterizedTypeReference<Map<String, Object>>() {});
            if (description == null
                    || !issuer.equals(description.get("issuer"))
                    || !(description.get("jwks_uri") instanceof String)) {
                throw new Away("%s 写的 issuer 不是“%s”，或者没有写 jwks_uri".formatted(address, issuer), null);
            }
            ClientRegistration registration = registration(description);
            String keys = registration.getProviderDetails().getJwkSetUri();
            return new Seen(
                    registration,
                    last != null
                                    && last.registration()
                                            .getProviderDetails()
                                            .getJwkSetUri()
                                            .equals(keys)
                            ? last.keys()
                            : keys(keys),
                    System.nanoTime());
        } catch (RestClientException | IllegalArgumentException | MalformedURLException unanswered) {
            throw new Away(address + "：" + unanswered.getMessage(), unanswered);
        }
    }

    private ClientRegistration registration(Map<String, Object> description) {
        ClientRegistration.Builder registration = ClientRegistrations.fromOidcConfiguration(description)
                .registrationId(ID)
                .clientId(settings.client())
                .redirectUri("{baseUrl}" + Doors.PROVIDER_ANSWER)
                .scope(Stream.concat(Stream.of(OidcScopes.OPENID), settings.scopes().stream())
                        .distinct()
                        .toList())
                // What counts is the signed answer alone: nobody is asked anything about the person afterwards.
                .userInfoUri(null);
        return (settings.secret().isEmpty() ? registration : registration.clientSecret(settings.secret())).build();
    }

    private JWKSource<SecurityContext> keys(String address) throws MalformedURLException {
        int patience = (int) settings.patience().toMillis();
        return JWKSourceBuilder.create(
                        URI.create(address).toURL(), new DefaultResourceRetriever(patience, patience, LARGEST_KEYS))
                .retrying(false)
                .build();
    }

    /** Exchanges the code for the signed answer. */
    OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> exchange() {
        RestClientAuthorizationCodeTokenResponseClient client = new RestClientAuthorizationCodeTokenResponseClient();
        client.setRestClient(RestClient.builder()
                .requestFactory(connections)
                .messageConverters(converters -> {
                    converters.clear();
                    converters.addAll(List.of(
                            new FormHttpMessageConverter(), new OAuth2AccessTokenResponseHttpMessageConverter()));
                })
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        return client;
    }

    /** Reads the answer that says who comes. */
    JwtDecoder answers(ClientRegistration registration) {
        NimbusJwtDecoder decoder = decoder(new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefault(), new OidcIdTokenValidator(registration)));
        decoder.setClaimSetConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverter());
        return decoder;
    }

    /**
     * Reads what says that somebody has left, by the rules of OpenID Connect Back-Channel Logout. Spring Security's own reader of it asks
     * for the keys anew each time that anybody sends something, and waits for them without end.
     */
    JwtDecoder farewells() {
        ClientRegistration registration = seen().registration();
        return decoder(JwtValidators.createDefaultWithValidators(
                new JwtIssuerValidator(registration.getProviderDetails().getIssuerUri()),
                new JwtClaimValidator<Collection<String>>(
                        LogoutTokenClaimNames.AUD, whom -> whom != null && whom.contains(registration.getClientId())),
                new JwtClaimValidator<Object>(
                        LogoutTokenClaimNames.EVENTS,
                        events -> events instanceof Map<?, ?> named && named.containsKey(HAS_LEFT)),
                new JwtClaimValidator<Object>(LogoutTokenClaimNames.IAT, Objects::nonNull),
                new JwtClaimValidator<Object>(LogoutTokenClaimNames.JTI, Objects::nonNull),
                new JwtClaimValidator<Object>(IdTokenClaimNames.NONCE, Objects::isNull)));
    }

    private NimbusJwtDecoder decoder(OAuth2TokenValidator<Jwt> rules) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(SIGNED_BY, seen().keys()));
        processor.setJWSTypeVerifier((type, context) -> {}); // one that says that somebody leaves has a type of its own
        processor.setJWTClaimsSetVerifier((claims, context) -> {}); // the rules do it
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(rules);
        return decoder;
    }
}
