package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.MockProvider;
import cn.healthylishui.assessment.OnBothDatabases;
import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.limits.Attacker;
import cn.healthylishui.assessment.organization.Office;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.test.util.ReflectionTestUtils;

/** 用统一身份认证登录: over HTTP, with a provider beside the program that lets everybody in as whoever the test says. */
class ProviderLoginTest extends StaffTest {

    private static final String START = "/oauth2/authorization/city";
    private static final String ANSWER = "/login/oauth2/code/city";
    private static final String LEAVES = "/logout/connect/back-channel/city";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String NAME = "preferred_username";
    private static final String SUBJECT = "f6a1c0de";
    private static final String TASKLIST_LOGOUT = "/camunda/api/admin/auth/user/default/logout";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Autowired
    private Provider knownProvider;

    @Autowired
    private ProviderLogin providerLogin;

    @Autowired
    private FilterChainProxy chain;

    private MockProvider provider;

    @BeforeEach
    void aProviderThatIsThere() {
        forgetTheProvider();
        provider = new MockProvider().start();
    }

    /** What the program learnt of the one before. */
    private void forgetTheProvider() {
        ReflectionTestUtils.setField(knownProvider, "seen", null);
        ReflectionTestUtils.setField(knownProvider, "away", null);
    }

    @AfterEach
    void itGoes() {
        provider.close();
        forgetTheProvider();
        jdbc.sql("delete from former_account").update();
        jdbc.sql("delete from password_letter").update();
    }

    private Staff browser() {
        return Staff.inBrowser(port, "");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, String> parameters(String address) {
        return Arrays.stream(URI.create(address).getRawQuery().split("&", -1))
                .map(one -> one.split("=", 2))
                .collect(Collectors.toMap(one -> one[0], one -> URLDecoder.decode(one[1], StandardCharsets.UTF_8)));
    }

    /** Where the button leads. */
    private static String started(Staff browser, String next) {
        Answer start = browser.get(next.isEmpty() ? START : START + "?next=" + encoded(next));
        assertThat(start.status()).as(start.body()).isEqualTo(302);
        return start.header("Location");
    }

    /** The provider lets the person in, and sends the browser back with a code. */
    private static String sentBack(String address) {
        URI back = URI.create(ask(HttpRequest.newBuilder(URI.create(address)).GET())
                .headers()
                .firstValue("Location")
                .orElseThrow());
        return back.getRawPath() + "?" + back.getRawQuery();
    }

    private static HttpResponse<String> ask(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Answer comes(Staff browser, String account, String next) {
        return comes(browser, SUBJECT, Map.of(NAME, account, "sid", "sid-1"), next);
    }

    private Answer comes(Staff browser, String subject, Map<String, Object> claims, String next) {
        provider.lets(subject, claims);
        return browser.get(sentBack(started(browser, next)));
    }

    private Staff cameBy(String account, String subject, String session) {
        Staff browser = browser();
        Answer in = comes(browser, subject, Map.of(NAME, account, "sid", session), "");
        assertThat(in.header("Location")).as(in.body()).endsWith("/camunda/app/tasklist/default/");
        return browser;
    }

    /** What the login page says to whoever is sent back to it. */
    private String said(Staff browser, Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(302);
        assertThat(path(answer)).startsWith("/login");
        assertThat(isIn(browser)).isFalse();
        Answer page = browser.get(path(answer));
        assertThat(page.status()).isEqualTo(200);
        assertThat(browser.get("/login").body()).as("once").doesNotContain("role=\"alert\"");
        return page.body().replaceAll("(?s).*role=\"alert\">([^<]*)<.*", "$1");
    }

    private String path(Answer answer) {
        return answer.header("Location").replace("http://localhost:" + port, "");
    }

    private static boolean isIn(Staff browser) {
        return browser.get("/my/account").status() == 200;
    }

    private long sessions(String account) {
        return count("spring_session where principal_name = '" + account + "'");
    }

    // Coming

    @Test
    @OnBothDatabases
    void whoever_comes_by_the_provider_is_known_to_our_pages_and_to_tasklist_and_led_on() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        Staff browser = browser();
        assertThat(browser.get("/login?next=/my/indicators").body())
                .contains("<a class=\"by-provider\" href=\"" + START + "?next=%2Fmy%2Findicators\"")
                .contains("用统一身份认证登录");

        Answer in = comes(browser, ZONE_OFFICE, "/my/indicators");

        assertThat(in.status()).isEqualTo(302);
        assertThat(path(in)).isEqualTo("/my/indicators");
        assertThat(String.join("\n", in.headers().allValues("Set-Cookie")))
                .containsPattern("login=[^;]+;[^\n]*HttpOnly; SameSite=Lax");
        assertThat(browser.get("/my/account").body()).contains(ZONE_OFFICE).contains("正在用的");
        assertThat(browser.get(browser.engine("/filter")).status()).isEqualTo(200);
        assertThat(browser.postFields("/my/account/end-others", Map.of("x", "y"))
                        .status())
                .as("with the proof of our pages")
                .isEqualTo(200);
        assertThat(browser.withoutCsrfToken().post("/logout", "").status())
                .as("and not without")
                .isEqualTo(403);
        assertThat(sessions(ZONE_OFFICE)).isEqualTo(1);

        identity.createMembership(ZONE_OFFICE, YUNHE_OFFICE);
        assertThat(isIn(browser)).as("ended like any other").isFalse();
    }

    @Test
    void the_provider_is_asked_with_state_nonce_and_pkce_for_an_answer_to_the_one_address() {
        Map<String, String> asked = parameters(started(browser(), ""));
        assertThat(asked.get("response_type")).isEqualTo("code");
        assertThat(asked.get("scope")).isEqualTo("openid profile");
        assertThat(asked.get("client_id")).isEqualTo(MockProvider.CLIENT);
        assertThat(asked.get("code_challenge_method")).isEqualTo("S256");
        assertThat(asked).containsKeys("state", "nonce", "code_challenge");
        assertThat(asked.get("redirect_uri")).isEqualTo("http://localhost:" + port + ANSWER);
    }

    @Test
    void behind_a_proxy_the_provider_is_told_the_public_address() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", START);
        request.setServletPath(START);
        request.setScheme("https"); // as the public address makes each request
        request.setServerName("khkh.lishui.example");
        request.setServerPort(443);
        MockHttpServletResponse response = new MockHttpServletResponse();
        chain.doFilter(request, response, new MockFilterChain());
        assertThat(parameters(String.valueOf(response.getRedirectedUrl())).get("redirect_uri"))
                .isEqualTo("https://khkh.lishui.example" + ANSWER);
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/, /camunda/app/tasklist/default/",
        "//example.org/, /camunda/app/tasklist/default/",
        "/login?next=/login, /camunda/app/tasklist/default/",
        "/oauth2/authorization/city, /camunda/app/tasklist/default/",
        "/camunda/app/tasklist/default/#/?task=1, /camunda/app/tasklist/default/#/?task=1"
    })
    void a_login_by_the_provider_leads_to_our_own_addresses_alone(String wish, String place) {
        account(ZONE_OFFICE, ZONE_OFFICE);
        assertThat(path(comes(browser(), ZONE_OFFICE, wish))).isEqualTo(place);
    }

    @Test
    void it_is_always_a_new_session_and_strangers_get_none() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        long before = count("spring_session");
        Staff browser = browser();
        browser.takeCookie(new HttpCookie("login", "bWFkZS11cA=="));
        started(browser, "");
        browser.get(ANSWER + "?code=x&state=y");
        assertThat(count("spring_session")).isEqualTo(before);

        comes(browser, ZONE_OFFICE, "");
        String first = session(browser);
        comes(browser, ZONE_OFFICE, "");
        assertThat(session(browser)).isNotEqualTo(first).isNotEqualTo("bWFkZS11cA==");
        assertThat(sessions(ZONE_OFFICE)).as("the one before is gone").isEqualTo(1);
    }

    private static String session(Staff browser) {
        return browser.cookies().stream()
                .filter(cookie -> cookie.getName().equals("login"))
                .reduce((first, last) -> last)
                .orElseThrow()
                .getValue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KFQ-JKB",
                " kfq-jkb",
                "kfq-jkb ",
                "ｋｆｑ-ｊｋｂ",
                "kfq\u2010jkb",
                "kfq-jkb\u200b",
                "kfq-jkb\u0000",
                "kfq-jkb' or '1'='1",
                "%",
                "nobody-at-all",
                "<script>alert(1)</script>"
            })
    @OnBothDatabases
    void what_the_provider_says_is_an_account_to_the_letter_or_nobody(String said) {
        account(ZONE_OFFICE, ZONE_OFFICE);
        long accounts = identity.createUserQuery().count();
        Staff browser = browser();
        String words = said(browser, comes(browser, said, "/my/indicators"));
        assertThat(words)
                .startsWith("统一身份认证认得您，本系统却没有账号“")
                .endsWith("”（一个字也不能差），没有登录。有账号的，请用账号和密码登录，并请市健康丽水办核对账号名；没有的，请市健康丽水办开。");
        assertThat(words)
                .contains(said.replaceAll("\\p{C}", "□")
                        .replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("'", "&#39;"));
        assertThat(identity.createUserQuery().count()).isEqualTo(accounts);
        assertThat(browser.cookies()).noneMatch(cookie -> cookie.getName().equals("login"));
    }

    @Test
    void whoever_is_sent_back_to_the_login_page_can_log_in_there_and_is_led_on() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        Staff browser = Staff.inBrowser(port, ZONE_OFFICE);
        Answer back = comes(browser, "nobody-at-all", "/my/indicators");
        assertThat(path(back)).isEqualTo("/login?next=%2Fmy%2Findicators");
        assertThat(browser.get(path(back)).body()).contains("name=\"next\" value=\"/my/indicators\"");
        assertThat(browser.logIn(password, "/my/indicators").status()).isEqualTo(302);
    }

    @Test
    void a_long_name_is_nobodys_and_is_not_shown_whole() {
        Staff browser = browser();
        assertThat(said(browser, comes(browser, "x".repeat(3000), "")))
                .contains("x".repeat(64) + "…")
                .doesNotContain("x".repeat(65));
    }

    @Test
    void an_answer_that_does_not_say_who_it_is_lets_nobody_in() {
        account("true", ZONE_OFFICE);
        for (Map<String, Object> claims : List.<Map<String, Object>>of(
                Map.of(),
                Map.of(NAME, ""),
                Map.of(NAME, "  "),
                Map.of(NAME, true),
                Map.of(NAME, List.of("true")),
                Map.of(NAME, Map.of("name", "true")))) {
            Staff browser = browser();
            assertThat(said(browser, comes(browser, SUBJECT, claims, "")))
                    .isEqualTo("统一身份认证没有说您的账号名（preferred_username），没有登录。请用账号和密码登录，并告诉系统管理员。");
        }
    }

    @Test
    void a_number_may_be_the_name_of_an_account() {
        account("10086", ZONE_OFFICE);
        Staff browser = browser();
        comes(browser, SUBJECT, Map.of(NAME, 10086), "");
        assertThat(isIn(browser)).isTrue();
    }

    @Test
    void an_address_of_mail_counts_only_where_the_provider_has_verified_it() {
        account("10086", ZONE_OFFICE);
        Object before = ReflectionTestUtils.getField(providerLogin, "settings");
        ReflectionTestUtils.setField(
                providerLogin,
                "settings",
                new ProviderSettings(
                        MockProvider.ISSUER,
                        MockProvider.CLIENT,
                        "",
                        "统一身份认证",
                        List.of("email"),
                        "email",
                        Duration.ofSeconds(3)));
        try {
            for (Map<String, Object> claims : List.<Map<String, Object>>of(
                    Map.of("email", "10086"), Map.of("email", "10086", "email_verified", false))) {
                Staff browser = browser();
                assertThat(said(browser, comes(browser, SUBJECT, claims, "")))
                        .isEqualTo("统一身份认证还没有核实您的邮箱“10086”，没有登录。请先在那里核实邮箱，或用账号和密码登录。");
            }
            Staff browser = browser();
            comes(browser, SUBJECT, Map.of("email", "10086", "email_verified", true), "");
            assertThat(isIn(browser)).isTrue();
        } finally {
            ReflectionTestUtils.setField(providerLogin, "settings", before);
        }
    }

    @Test
    void a_closed_account_stays_closed_and_says_so() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        account(ZONE_OFFICE + "-2", ZONE_OFFICE);
        account("second-administrator", StaffAccounts.ADMINISTRATORS);
        Answer closed = Staff.inTasklist(port, "second-administrator", password)
                .postFields(
                        "/my/basic-data/offices/close",
                        Map.of(
                                "line",
                                ZONE_OFFICE,
                                "account",
                                ZONE_OFFICE,
                                "seen",
                                ZONE_OFFICE + "，丽水开发区健康办",
                                "reason",
                                "调离"));
        assertThat(closed.status()).as(closed.body()).isEqualTo(200);
        Staff browser = browser();
        assertThat(said(browser, comes(browser, ZONE_OFFICE, "")))
                .isEqualTo("账号“kfq-jkb”已经停用，没有登录。还要用的，请联系市健康丽水办或系统管理员另开账号。");
    }

    @Test
    void administrators_come_by_their_password_alone_and_auditors_by_both() {
        account("second-administrator", StaffAccounts.ADMINISTRATORS);
        Staff browser = browser();
        assertThat(said(browser, comes(browser, "second-administrator", "")))
                .isEqualTo("“second-administrator”是系统管理员，只能用账号和密码登录。");

        account(Office.AUDIT, Office.AUDIT);
        Staff auditor = browser();
        comes(auditor, Office.AUDIT, "");
        assertThat(isIn(auditor)).isTrue();
        assertThat(auditor.post(auditor.engine("/process-definition/key/objection/start"), "{}")
                        .status())
                .as("reads alone")
                .isEqualTo(403);
    }

    @Test
    @OnBothDatabases
    void a_password_that_has_to_be_changed_or_has_expired_concerns_those_who_come_by_it() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        account("second-administrator", StaffAccounts.ADMINISTRATORS);
        String given = Staff.inTasklist(port, "second-administrator", password)
                .postFields(
                        "/my/basic-data/offices/reset",
                        Map.of("line", ZONE_OFFICE, "account", ZONE_OFFICE, "reason", "试一试"))
                .json()
                .path("secret")
                .asText();
        Staff byProvider = browser();
        comes(byProvider, ZONE_OFFICE, "");
        assertThat(isIn(byProvider)).isTrue();
        assertThat(byProvider.get(byProvider.engine("/filter")).status()).isEqualTo(200);

        Staff byPassword = Staff.inBrowser(port, ZONE_OFFICE);
        assertThat(byPassword.logIn(given, "").header("Location"))
                .as("still to be changed")
                .endsWith("/my/password");

        clock.moveTo(LocalDateTime.now(clock).plusDays(8));
        assertThat(Staff.inBrowser(port, ZONE_OFFICE).logIn(given, "").body()).contains("这个一次性密码已经过期。");
        Staff later = browser();
        comes(later, ZONE_OFFICE, "");
        assertThat(isIn(later)).isTrue();
    }

    @Test
    void programs_come_by_their_own_password_alone() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        String token = provider.signed(
                Map.of("iss", MockProvider.ISSUER, "aud", MockProvider.CLIENT, "sub", SUBJECT, NAME, ZONE_OFFICE));
        HttpResponse<String> answer =
                ask(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/engine-rest/filter"))
                        .header("Authorization", "Bearer " + token)
                        .GET());
        assertThat(answer.statusCode()).isEqualTo(401);
    }

    // What the provider, or somebody in its name, answers

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "access_denied | 统一身份认证没有同意，或者您取消了，没有登录。请再试一次，或者用账号和密码登录；一直这样的，请告诉系统管理员。",
                "login_required | 统一身份认证没有同意，或者您取消了，没有登录。请再试一次，或者用账号和密码登录；一直这样的，请告诉系统管理员。",
                "server_error | 统一身份认证现在没有应答，没有登录。请用账号和密码登录，或者过几分钟再试。",
                "temporarily_unavailable | 统一身份认证现在没有应答，没有登录。请用账号和密码登录，或者过几分钟再试。",
                "invalid_request | 统一身份认证的回答没有通过核对，没有登录。请再试一次；仍不行的，请用账号和密码登录，并告诉系统管理员。",
                "<b>x</b> | 统一身份认证的回答没有通过核对，没有登录。请再试一次；仍不行的，请用账号和密码登录，并告诉系统管理员。"
            })
    void what_the_provider_refuses_is_said_in_a_sentence(String error, String words) {
        Staff browser = browser();
        String state = parameters(started(browser, "")).get("state");
        Answer answer = browser.get(ANSWER + "?error=" + encoded(error) + "&error_description="
                + encoded("Zugriff\nverweigert") + "&state=" + encoded(state));
        assertThat(said(browser, answer)).isEqualTo(words);
    }

    private static final String STALE = "这次登录放得太久、已经用过，或者不是从这个浏览器开始的，没有登录。请再点一次“用统一身份认证登录”。";

    @Test
    void an_answer_counts_once_for_the_browser_that_started_and_for_ten_minutes() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        for (String made : List.of("", "?code=x", "?state=x", "?code=x&state=y", "?error=access_denied&state=y")) {
            Staff browser = browser();
            started(browser, "");
            assertThat(said(browser, browser.get(ANSWER + made))).as(made).isEqualTo(STALE);
        }

        Staff other = browser();
        provider.lets(SUBJECT, Map.of(NAME, ZONE_OFFICE));
        Staff victim = browser();
        started(victim, "");
        String anothers = sentBack(started(other, ""));
        assertThat(said(victim, victim.get(anothers))).as("of another browser").isEqualTo(STALE);
        Staff idle = browser();
        assertThat(said(idle, idle.get(anothers)))
                .as("of one that started nothing")
                .isEqualTo(STALE);

        HttpCookie kept = started(other);
        assertThat(path(other.get(anothers))).isEqualTo("/camunda/app/tasklist/default/");
        Staff again = browser();
        assertThat(said(again, again.get(anothers))).as("used before").isEqualTo(STALE);
        again.takeCookie(kept);
        provider.answers("token", () -> "{\"error\":\"invalid_grant\"}");
        assertThat(said(again, again.get(anothers)))
                .as("used before, by whoever kept the cookie")
                .isEqualTo(STALE);
        provider.answersAsUsual("token");

        Staff slow = browser();
        String late = sentBack(started(slow, ""));
        clock.moveTo(LocalDateTime.now(clock).plusMinutes(11));
        assertThat(said(slow, slow.get(late))).as("late").isEqualTo(STALE);
    }

    private static HttpCookie started(Staff browser) {
        HttpCookie cookie = browser.cookies().stream()
                .filter(one -> one.getName().equals("started-login"))
                .findFirst()
                .orElseThrow();
        assertThat(cookie.isHttpOnly()).isTrue();
        return (HttpCookie) cookie.clone();
    }

    @Test
    void what_a_browser_keeps_meanwhile_cannot_be_made_up() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        Staff browser = browser();
        provider.lets(SUBJECT, Map.of(NAME, ZONE_OFFICE));
        String back = sentBack(started(browser, ""));
        HttpCookie cookie = started(browser);
        for (UnaryOperator<String> change : List.<UnaryOperator<String>>of(
                value -> value.replaceFirst(".", "A").replaceFirst("^..", "ew"),
                value -> value.replaceFirst("\\.\\d+\\.", ".9999999999."),
                value -> value.substring(0, value.length() - 1),
                value -> "..",
                value -> "")) {
            Staff forger = browser();
            HttpCookie forged = (HttpCookie) cookie.clone();
            forged.setValue(change.apply(cookie.getValue()));
            if (!forged.getValue().equals(cookie.getValue())) {
                forger.takeCookie(forged);
                assertThat(said(forger, forger.get(back))).isEqualTo(STALE);
            }
        }
    }

    /** Answers that are not what they seem; each is right but for one thing. */
    enum Forged {
        SIGNED_BY_ANOTHER(claims -> MockProvider.signedByAnother(claims)),
        SIGNED_BY_OUR_SECRET(MockProvider::signedBySecret),
        NOT_SIGNED(MockProvider::unsigned),
        NO_TOKEN("junk"),
        FOR_ANOTHER_CLIENT("aud", "another"),
        OF_ANOTHER_ISSUER("iss", "http://localhost:1/another"),
        EXPIRED("exp", Date.from(Instant.now().minusSeconds(120))),
        OF_ANOTHER_LOGIN("nonce", "another"),
        WITHOUT_NONCE("nonce", null),
        OF_NOBODY("sub", null);

        private final @Nullable Function<Map<String, Object>, String> made;
        private final String claim;
        private final @Nullable Object value;

        Forged(Function<Map<String, Object>, String> made) {
            this.made = made;
            this.claim = "";
            this.value = null;
        }

        Forged(String junk) {
            this(claims -> junk);
        }

        Forged(String claim, @Nullable Object value) {
            this.made = null;
            this.claim = claim;
            this.value = value;
        }

        String token(MockProvider provider, Map<String, Object> good) {
            Map<String, Object> claims = new HashMap<>(good);
            if (made != null) {
                return made.apply(claims);
            }
            claims.put(claim, value);
            claims.values().removeIf(one -> one == null);
            return provider.signed(claims);
        }
    }

    private static String tokens(String idToken) {
        return Staff.text(Map.of("access_token", "x", "token_type", "Bearer", "expires_in", 60, "id_token", idToken));
    }

    private Map<String, Object> good(String nonce) {
        return Map.of(
                "iss",
                MockProvider.ISSUER,
                "aud",
                MockProvider.CLIENT,
                "sub",
                SUBJECT,
                "nonce",
                nonce,
                "iat",
                new Date(),
                "exp",
                Date.from(Instant.now().plusSeconds(300)),
                NAME,
                ZONE_OFFICE);
    }

    @ParameterizedTest
    @EnumSource(Forged.class)
    void a_forged_answer_lets_nobody_in(Forged forged) {
        account(ZONE_OFFICE, ZONE_OFFICE);
        Staff browser = browser();
        String start = started(browser, "");
        // The library keeps the nonce itself, and asks with its hash.
        String nonce = parameters(start).get("nonce");
        provider.answers("token", () -> tokens(forged.token(provider, good(nonce))));
        assertThat(said(browser, browser.get(sentBack(start))))
                .isEqualTo("统一身份认证的回答没有通过核对，没有登录。请再试一次；仍不行的，请用账号和密码登录，并告诉系统管理员。");

        Staff honest = browser();
        String again = started(honest, "");
        String itsNonce = parameters(again).get("nonce");
        provider.answers("token", () -> tokens(provider.signed(good(itsNonce))));
        honest.get(sentBack(again));
        assertThat(isIn(honest)).as("the same, honestly").isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "<html>",
                "{\"error\":\"invalid_client\"}",
                "{\"access_token\":\"x\",\"token_type\":\"Bearer\"}"
            })
    void an_answer_that_is_none_lets_nobody_in(String body) {
        Staff browser = browser();
        String start = started(browser, "");
        provider.answers("token", () -> body);
        assertThat(said(browser, browser.get(sentBack(start))))
                .startsWith("统一身份认证")
                .contains("没有登录。");
    }

    // The provider is away

    private static final String AWAY = "统一身份认证现在没有应答，没有登录。请用账号和密码登录，或者过几分钟再试。";

    @Test
    void while_the_provider_is_away_whoever_wants_to_come_by_it_hears_so_and_passwords_go_on() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        provider.close();
        Staff browser = Staff.inBrowser(port, ZONE_OFFICE);
        Answer back = browser.get(START + "?next=/my/indicators");
        assertThat(said(browser, back)).isEqualTo(AWAY);
        assertThat(browser.logIn(password, "").status()).isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openid-configuration", "token", "jwks"})
    void a_provider_that_does_not_answer_is_waited_for_three_seconds(String what) {
        account(ZONE_OFFICE, ZONE_OFFICE);
        provider.hangs(what);
        provider.lets(SUBJECT, Map.of(NAME, ZONE_OFFICE));
        Staff browser = browser();
        long begun = System.nanoTime();
        Answer answer = browser.get(START);
        if (!what.equals("openid-configuration")) {
            answer = browser.get(sentBack(answer.header("Location")));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(7));
        assertThat(said(browser, answer)).isEqualTo(AWAY);
        if (what.equals("openid-configuration")) {
            long next = System.nanoTime();
            assertThat(said(browser, browser.get(START))).isEqualTo(AWAY);
            assertThat(Duration.ofNanos(System.nanoTime() - next))
                    .as("the next hears it at once")
                    .isLessThan(Duration.ofSeconds(2));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "<html>",
                "{\"error\":\"x\"}",
                "{\"issuer\":\"http://localhost:1/another\",\"jwks_uri\":\"http://localhost:1/jwks\"}"
            })
    void a_provider_that_does_not_describe_itself_as_it_is_set_is_away(String description) {
        provider.answers("openid-configuration", () -> description);
        Staff browser = browser();
        assertThat(said(browser, browser.get(START))).isEqualTo(AWAY);
    }

    @Test
    void strangers_who_start_or_answer_too_often_wait_like_those_who_open_pages() throws IOException {
        try (Attacker attacker = new Attacker(77, port)) {
            String answer = "";
            for (int i = 0; i < 1300 && !answer.startsWith("HTTP/1.1 429"); i++) {
                answer = attacker.ask(Attacker.get(i % 2 == 0 ? START : ANSWER + "?code=x&state=y"));
            }
            assertThat(answer).startsWith("HTTP/1.1 429").contains("您所在的网络一分钟内打开的页面太多，请过一分钟再试。");
        }
    }

    // Leaving

    @ParameterizedTest
    @ValueSource(strings = {"/logout", TASKLIST_LOGOUT})
    void leaving_ends_the_login_here_and_leads_on_to_the_provider_once(String way) {
        account(ZONE_OFFICE, ZONE_OFFICE);
        Staff browser = cameBy(ZONE_OFFICE, SUBJECT, "sid-1");
        Answer left = browser.post(way, "");
        assertThat(left.status()).isIn(204, 302);
        assertThat(sessions(ZONE_OFFICE)).isZero();

        Answer page = browser.get("/login?bye");
        assertThat(page.body()).contains("您已退出本系统，正在退出统一身份认证。没有自动转过去的，请点下面的链接。");
        assertThat(page.header("Cache-Control")).contains("no-store");
        String address = page.header("Refresh").replaceFirst("^0;url=", "");
        assertThat(page.body()).contains("href=\"" + address.replace("&", "&amp;") + "\"");
        assertThat(address).startsWith(MockProvider.ISSUER + "/endsession?");
        assertThat(parameters(address).get("post_logout_redirect_uri"))
                .isEqualTo("http://localhost:" + port + "/login/left");
        assertThat(parameters(address).get("id_token_hint").split("\\.")).hasSize(3);
        assertThat(sentBack(address + "&x=y")).startsWith("/login/left");

        assertThat(path(browser.get("/login/left"))).isEqualTo("/login?bye");
        Answer after = browser.get("/login?bye");
        assertThat(after.header("Refresh")).isEmpty();
        assertThat(after.body()).contains("您已退出登录。");
    }

    @Test
    void whoever_came_by_a_password_leaves_here_alone() {
        Staff browser = inTasklist(ZONE_OFFICE);
        browser.post("/logout", "");
        Answer page = browser.get("/login?bye");
        assertThat(page.header("Refresh")).isEmpty();
        assertThat(page.body()).contains("您已退出登录。");
    }

    private static final String STILL_THERE = "您已退出本系统，统一身份认证那边还登录着。在公用电脑上，请再到那里退出，或者关掉浏览器。";

    @Test
    void where_the_provider_cannot_be_left_the_person_is_told() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        Staff browser = cameBy(ZONE_OFFICE, SUBJECT, "sid-1");
        provider.close();
        forgetTheProvider();
        browser.post("/logout", "");
        assertThat(browser.get("/login?bye").body()).as("it is away").contains(STILL_THERE);
        assertThat(sessions(ZONE_OFFICE)).isZero();

        provider = new MockProvider().start();
        forgetTheProvider();
        provider.answers(
                "openid-configuration",
                () -> Staff.text(Map.of(
                        "issuer",
                        MockProvider.ISSUER,
                        "authorization_endpoint",
                        MockProvider.ISSUER + "/authorize",
                        "token_endpoint",
                        MockProvider.ISSUER + "/token",
                        "jwks_uri",
                        MockProvider.ISSUER + "/jwks",
                        "response_types_supported",
                        List.of("code"),
                        "subject_types_supported",
                        List.of("public"),
                        "id_token_signing_alg_values_supported",
                        List.of("RS256"))));
        Staff second = cameBy(ZONE_OFFICE, SUBJECT, "sid-1");
        second.post("/logout", "");
        assertThat(second.get("/login?bye").body())
                .as("it has no address for that")
                .contains(STILL_THERE);

        provider.answersAsUsual("openid-configuration");
        forgetTheProvider();
        Staff third = browser();
        comes(third, SUBJECT, Map.of(NAME, ZONE_OFFICE, "everything", "x".repeat(4000)), "");
        third.post("/logout", "");
        assertThat(third.get("/login?bye").body())
                .as("its answer is too long to keep")
                .contains(STILL_THERE);
    }

    @Test
    void where_to_leave_to_cannot_be_made_up() {
        Staff browser = browser();
        browser.takeCookie(new HttpCookie("leaving", "aHR0cHM6Ly9leGFtcGxlLm9yZy8.9999999999.00"));
        browser.takeCookie(new HttpCookie("login-said", "aGVsbG8.9999999999.00"));
        Answer page = browser.get("/login");
        assertThat(page.header("Refresh")).isEmpty();
        assertThat(page.body()).doesNotContain("role=\"alert\"");
    }

    private Answer told(String token) {
        return browser().postForm(LEAVES, "logout_token=" + encoded(token));
    }

    private static Map<String, Object> farewell(Map<String, Object> more) {
        Map<String, Object> claims = new HashMap<>(Map.of(
                "iss",
                MockProvider.ISSUER,
                "aud",
                MockProvider.CLIENT,
                "jti",
                "1",
                "events",
                Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of())));
        claims.putAll(more);
        claims.values().removeIf("absent"::equals);
        return claims;
    }

    @Test
    @OnBothDatabases
    void whoever_leaves_at_the_provider_has_left_here_too() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        account(YUNHE_OFFICE, YUNHE_OFFICE);
        Staff here = cameBy(ZONE_OFFICE, SUBJECT, "sid-1");
        Staff there = cameBy(ZONE_OFFICE, SUBJECT, "sid-2");
        Staff byPassword = inTasklist(ZONE_OFFICE);
        Staff another = cameBy(YUNHE_OFFICE, "another", "sid-3");

        assertThat(told(provider.signed(farewell(Map.of("sub", "another", "sid", "sid-1"))))
                        .status())
                .isEqualTo(200);
        assertThat(isIn(here)).as("of another person").isTrue();

        assertThat(told(provider.signed(farewell(Map.of("sub", SUBJECT, "sid", "sid-1"))))
                        .status())
                .isEqualTo(200);
        assertThat(isIn(here)).isFalse();
        assertThat(here.get(here.engine("/filter")).status()).isEqualTo(401);
        assertThat(isIn(there)).as("from another browser").isTrue();

        assertThat(told(provider.signed(farewell(Map.of("sub", SUBJECT)))).status())
                .isEqualTo(200);
        assertThat(isIn(there)).as("wherever").isFalse();

        assertThat(told(provider.signed(farewell(Map.of("sid", "sid-3")))).status())
                .isEqualTo(200);
        assertThat(isIn(another)).isFalse();
        assertThat(isIn(byPassword)).as("came without it").isTrue();
    }

    @Test
    void a_session_that_took_the_place_of_another_still_ends_with_the_providers() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        Staff browser = cameBy(ZONE_OFFICE, SUBJECT, "sid-1");
        String fresh = "Qwzp-8265-mnrt";
        assertThat(browser.postFields("/my/password", Map.of("old", password, "fresh", fresh, "repeated", fresh))
                        .status())
                .isEqualTo(200);
        assertThat(isIn(browser)).isTrue();
        told(provider.signed(farewell(Map.of("sid", "sid-1"))));
        assertThat(isIn(browser)).isFalse();
    }

    @Test
    void only_what_the_provider_says_to_us_of_leaving_ends_anything() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        Staff browser = cameBy(ZONE_OFFICE, SUBJECT, "sid-1");
        Map<String, Object> right = farewell(Map.of("sub", SUBJECT, "iat", new Date()));
        List<String> tokens = List.of(
                "",
                "junk",
                "a.b.c",
                MockProvider.signedByAnother(right),
                MockProvider.signedBySecret(right),
                MockProvider.unsigned(right),
                provider.signed(farewell(Map.of("sub", SUBJECT, "aud", "another"))),
                provider.signed(farewell(Map.of("sub", SUBJECT, "aud", "absent"))),
                provider.signed(farewell(Map.of("sub", SUBJECT, "iss", "http://localhost:1/another"))),
                provider.signed(farewell(Map.of("sub", SUBJECT, "iss", "absent"))),
                provider.signed(farewell(Map.of("sub", SUBJECT, "events", "absent"))),
                provider.signed(farewell(Map.of("sub", SUBJECT, "events", Map.of("other", "x")))),
                provider.signed(farewell(Map.of("sub", SUBJECT, "jti", "absent"))),
                provider.signed(farewell(Map.of("sub", SUBJECT, "nonce", "x"))),
                provider.signed(farewell(Map.of())),
                provider.signed(farewell(
                        Map.of("sub", SUBJECT, "exp", Date.from(Instant.now().minusSeconds(120))))));
        assertThat(tokens).allSatisfy(token -> {
            Answer answer = told(token);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.message()).isEqualTo("这不是统一身份认证给本系统的退出通知，没有办理。");
        });
        assertThat(browser().postForm(LEAVES, "x=y").status()).isEqualTo(400);
        assertThat(browser()
                        .postForm(LEAVES, "logout_token=" + "x".repeat(70_000))
                        .status())
                .isEqualTo(413);
        assertThat(browser().get(LEAVES).status()).isEqualTo(404);
        assertThat(isIn(browser)).isTrue();

        provider.close();
        forgetTheProvider();
        Answer away = told(provider.signed(right));
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.message()).isEqualTo("向统一身份认证核对退出通知时没有应答，没有办理。请稍后再发。");
        assertThat(isIn(browser)).isTrue();
    }
}
