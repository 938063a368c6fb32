package cn.healthylishui.assessment.workflow;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * A text that a browser without a session keeps for us for a little while: signed, so that it comes back as it was given, and to any
 * node; not a secret before its own user.
 */
@Component
class SignedCookies {

    private final KnownBrowsers browsers;
    private final Clock clock;

    SignedCookies(KnownBrowsers browsers, Clock clock) {
        this.browsers = browsers;
        this.clock = clock;
    }

    /** @param path to which alone the browser sends it back */
    void give(
            HttpServletRequest request,
            HttpServletResponse response,
            String name,
            String path,
            String text,
            Duration kept) {
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        String until = Long.toString(clock.instant().plus(kept).getEpochSecond());
        send(request, response, name, path, encoded + "." + until + "." + signature(name, encoded, until), kept);
    }

    /** What was given and is not too old; the browser keeps it no longer. */
    Optional<String> take(HttpServletRequest request, HttpServletResponse response, String name, String path) {
        Optional<String> sent = Stream.ofNullable(request.getCookies())
                .flatMap(Stream::of)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .findFirst();
        if (sent.isPresent()) {
            send(request, response, name, path, "", Duration.ZERO);
        }
        return sent.map(value -> value.split("\\.", -1))
                .filter(parts -> isGood(name, parts))
                .map(parts -> new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8));
    }

    private boolean isGood(String name, String[] parts) {
        return parts.length == 3
                && MessageDigest.isEqual(
                        signature(name, parts[0], parts[1]).getBytes(StandardCharsets.UTF_8),
                        parts[2].getBytes(StandardCharsets.UTF_8))
                && clock.instant().getEpochSecond() < Long.parseLong(parts[1]);
    }

    private String signature(String name, String encoded, String until) {
        return browsers.sign("cookie|" + name + "|" + until + "|" + encoded);
    }

    private static void send(
            HttpServletRequest request,
            HttpServletResponse response,
            String name,
            String path,
            String value,
            Duration kept) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name, value)
                        .path(request.getContextPath() + path)
                        .maxAge(kept)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .build()
                        .toString());
    }
}
