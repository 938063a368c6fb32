package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.persistence.Rows;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 认得的浏览器: a browser from which an account logged in within 30 days carries a signed cookie for that account, so that the failures
 * of others at the same address do not slow it. The key lies in the database, the same for all nodes.
 */
@Component
class KnownBrowsers {

    private static final Duration KNOWN_FOR = Duration.ofDays(30);
    private static final String COOKIE = "known-";
    private static final String KEY = "known-browsers";
    private static final String ALGORITHM = "HmacSHA256";
    private static final SecureRandom RANDOM = new SecureRandom();

    private record SigningKey(String name, String secret) {}

    private final Rows rows;
    private final Clock clock;
    private volatile byte @Nullable [] key;

    KnownBrowsers(JdbcClient jdbc, Clock clock) {
        this.rows = new Rows(jdbc);
        this.clock = clock;
    }

    /** By what the browser is known for this account; empty where it is not. */
    Optional<String> known(HttpServletRequest request, String account) {
        String name = cookieName(account);
        return Stream.ofNullable(request.getCookies())
                .flatMap(Stream::of)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .filter(value -> isGood(value, account))
                .map(value -> "browser:" + value.split("\\.", -1)[1])
                .findFirst();
    }

    void remember(HttpServletRequest request, HttpServletResponse response, String account) {
        String until = Long.toString(clock.instant().plus(KNOWN_FOR).getEpochSecond());
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        String id = HexFormat.of().formatHex(random);
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(cookieName(account), until + "." + id + "." + signature(account, until, id))
                        .path(request.getContextPath() + Doors.LOGIN)
                        .maxAge(KNOWN_FOR)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .build()
                        .toString());
    }

    private boolean isGood(String value, String account) {
        String[] parts = value.split("\\.", -1);
        return parts.length == 3
                && parts[0].matches("[0-9]{1,15}")
                && clock.instant().getEpochSecond() < Long.parseLong(parts[0])
                && MessageDigest.isEqual(
                        signature(account, parts[0], parts[1]).getBytes(StandardCharsets.UTF_8),
                        parts[2].getBytes(StandardCharsets.UTF_8));
    }

    private String signature(String account, String until, String id) {
        return sign("login|" + until + "|" + id + "|" + account);
    }

    /** One cookie an account, so that a computer may be known to several colleagues. */
    private String cookieName(String account) {
        return COOKIE + sign("name|" + account).substring(0, 16);
    }

    /** The slot of an account among so many: nobody outside can choose names that fall into another's. */
    int slot(String account, int slots) {
        return Math.floorMod(Long.parseUnsignedLong(sign("slot|" + account).substring(0, 16), 16), slots);
    }

    /** By the key of all nodes; what is signed begins with what it is for. */
    String sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key(), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private byte[] key() {
        byte[] known = key;
        if (known == null) {
            known = HexFormat.of().parseHex(stored().orElseGet(this::made));
            key = known;
        }
        return known;
    }

    private Optional<String> stored() {
        return rows.find(String.class, "select secret from signing_key where name = :name", KEY);
    }

    private String made() {
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        try {
            rows.insert("signing_key", new SigningKey(KEY, HexFormat.of().formatHex(random)));
        } catch (DuplicateKeyException otherNode) {
            // made by another node in the same moment
        }
        return stored().orElseThrow();
    }
}
