package cn.healthylishui.assessment;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.http.OAuth2HttpRequest;
import no.nav.security.mock.oauth2.http.OAuth2HttpResponse;
import no.nav.security.mock.oauth2.http.Route;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A 统一身份认证 that lets everybody in, as whoever the test says. Every {@link ApplicationTest} is told where it would be; it is there
 * only while a test has started it.
 */
public final class MockProvider
        implements ApplicationContextInitializer<ConfigurableApplicationContext>, AutoCloseable {

    public static final String CLIENT = "khkh";
    public static final String SECRET = "of-tests-alone-and-of-no-use-elsewhere";
    private static final String NAME = "city";
    private static final int PORT = free();
    public static final String ISSUER = "http://localhost:" + PORT + "/" + NAME;

    /** Of another provider, which calls it as ours calls its own. */
    private static final RSAKey ANOTHERS = key();

    private final MockOAuth2Server server = new MockOAuth2Server(new Instead());

    /** What is answered at an address in place of what the provider would. */
    private final Map<String, Supplier<String>> instead = new ConcurrentHashMap<>();

    private final CountDownLatch over = new CountDownLatch(1);

    private static int free() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                        "assessment.login.issuer=" + ISSUER,
                        "assessment.login.client=" + CLIENT,
                        "assessment.login.secret=" + SECRET)
                .applyTo(context);
    }

    private final class Instead implements Route {

        @Override
        public boolean match(OAuth2HttpRequest request) {
            return instead.containsKey(request.getUrl().encodedPath());
        }

        @Override
        public OAuth2HttpResponse invoke(OAuth2HttpRequest request) {
            String body = instead.get(request.getUrl().encodedPath()).get();
            return new OAuth2HttpResponse(
                    Headers.of("Content-Type", "application/json"),
                    body.startsWith("{\"error\"") ? 400 : 200,
                    body,
                    body.getBytes(StandardCharsets.UTF_8));
        }
    }

    public MockProvider start() {
        server.start(PORT);
        return this;
    }

    @Override
    public void close() {
        over.countDown();
        server.shutdown();
    }

    /** The next one who comes. @param claims of the signed answer */
    public void lets(String subject, Map<String, Object> claims) {
        server.enqueueCallback(new DefaultOAuth2TokenCallback(NAME, subject, "JWT", null, claims, 300));
    }

    /** Whom it was told by a browser that they leave: the claims of the hint that came along. */
    public Map<String, Object> toldOfLeaving() {
        while (true) {
            HttpUrl asked = server.takeRequest(5, TimeUnit.SECONDS).getRequestUrl();
            if (asked != null && asked.encodedPath().endsWith("/endsession")) {
                try {
                    return SignedJWT.parse(asked.queryParameter("id_token_hint"))
                            .getJWTClaimsSet()
                            .getClaims();
                } catch (ParseException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    /** What it says to the program when somebody has left it. */
    public String farewell(Map<String, Object> whose) {
        Map<String, Object> claims = new HashMap<>(Map.of(
                "iss",
                ISSUER,
                "aud",
                CLIENT,
                "jti",
                "1",
                "events",
                Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of())));
        claims.putAll(whose);
        return signed(claims);
    }

    /** @param what the last part of an address: token, jwks, openid-configuration */
    public void answers(String what, Supplier<String> body) {
        instead.put(path(what), body);
    }

    public void answersAsUsual(String what) {
        instead.remove(path(what));
    }

    /** Until the test ends. */
    public void hangs(String what) {
        answers(what, () -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "{}";
        });
    }

    private static String path(String what) {
        return "/" + NAME + (what.equals("openid-configuration") ? "/.well-known/" : "/") + what;
    }

    public String signed(Map<String, Object> claims) {
        return server.getConfig()
                .getTokenProvider()
                .jwt(claims, Duration.ofMinutes(5), NAME)
                .serialize();
    }

    public static String signedByAnother(Map<String, Object> claims) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(NAME).build(), set(claims));
            token.sign(new RSASSASigner(ANOTHERS));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).keyID(NAME).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String unsigned(Map<String, Object> claims) {
        return new PlainJWT(set(claims)).serialize();
    }

    /** As whoever knows the client's secret could, were that a proof. */
    public static String signedBySecret(Map<String, Object> claims) {
        try {
            SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), set(claims));
            token.sign(new MACSigner(SECRET));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWTClaimsSet set(Map<String, Object> claims) {
        JWTClaimsSet.Builder set = new JWTClaimsSet.Builder();
        claims.forEach(set::claim);
        return set.build();
    }
}
