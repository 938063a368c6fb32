package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.OnBothDatabases;
import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.limits.Attacker;
import cn.healthylishui.assessment.organization.Office;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.digest.PasswordManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder.SecretKeyFactoryAlgorithm;

/** Logins: how they begin, what slows them, and that every change of an account ends them at once. */
class LoginTest extends StaffTest {

    private static final String NEW_PASSWORD = "Qwzp-8265-mnrt";
    private static final String ADMINISTRATOR = "second-administrator";

    @Autowired
    private DataSource dataSource;

    @Autowired
    private ProcessEngine processEngine;

    @Autowired
    private KnownBrowsers browsers;

    @BeforeEach
    @AfterEach
    void nobodyIsSlowed() {
        jdbc.sql("delete from failed_login").update();
        jdbc.sql("delete from password_letter").update();
        jdbc.sql("delete from former_account").update();
    }

    /** Logged in once: while one password is looked at, those of the same address wait. */
    private @Nullable Staff administrator;

    private Staff administrator() {
        account(ADMINISTRATOR, StaffAccounts.ADMINISTRATORS);
        if (administrator == null) {
            administrator = Staff.inTasklist(port, ADMINISTRATOR, password);
        }
        return administrator;
    }

    private Staff browser(String user) {
        return Staff.inBrowser(port, user);
    }

    private static Answer onAccount(Staff who, String act, String office, String id, String seen, String name) {
        return who.postFields(
                "/my/basic-data/offices/" + act,
                Map.of("line", office, "account", id, "seen", seen, "name", name, "reason", "试一试"));
    }

    /** Every way in which an account changes. */
    enum Change {
        DELETED_BY_ENGINE(test -> test.identity.deleteUser(ZONE_OFFICE)),
        MOVED_OUT_BY_ENGINE(test -> test.identity.deleteMembership(ZONE_OFFICE, ZONE_OFFICE)),
        MOVED_IN_BY_ENGINE(test -> test.identity.createMembership(ZONE_OFFICE, YUNHE_OFFICE)),
        RENAMED_BY_ENGINE(test -> test.change(user -> user.setFirstName("另名"))),
        PASSWORD_BY_ENGINE(test -> test.change(user -> user.setPassword(NEW_PASSWORD))),
        CLOSED_ON_OUR_PAGE(test -> test.onPage("close")),
        MOVED_OUT_ON_OUR_PAGE(test -> test.onPage("takeOut")),
        RENAMED_ON_OUR_PAGE(test -> test.onPage("rename")),
        RESET_ON_OUR_PAGE(test -> test.onPage("reset")),
        MOVED_IN_ON_OUR_PAGE(
                test -> assertThat(onAccount(test.administrator(), "putInto", YUNHE_OFFICE, ZONE_OFFICE, "", "")
                                .status())
                        .isEqualTo(200)),
        DELETED_OVER_REST(test -> test.overRest("DELETE", "/user/" + ZONE_OFFICE, "")),
        MOVED_OUT_OVER_REST(test -> test.overRest("DELETE", "/group/" + ZONE_OFFICE + "/members/" + ZONE_OFFICE, "")),
        MOVED_IN_OVER_REST(test -> test.overRest("PUT", "/group/" + YUNHE_OFFICE + "/members/" + ZONE_OFFICE, "{}"));

        private final Consumer<LoginTest> act;

        Change(Consumer<LoginTest> act) {
            this.act = act;
        }
    }

    private void change(Consumer<User> act) {
        User user = identity.createUserQuery().userId(ZONE_OFFICE).singleResult();
        act.accept(user);
        identity.saveUser(user);
    }

    private void onPage(String act) {
        Answer answer = onAccount(administrator(), act, ZONE_OFFICE, ZONE_OFFICE, ZONE_OFFICE + "，丽水开发区健康办", "另名");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    /** What the door refuses to administrators too ends nothing, and changes nothing. */
    private void overRest(String method, String call, String json) {
        Staff administrator = administrator();
        Answer answer = administrator.send(method, administrator.engine(call), json);
        if (answer.status() == 403) {
            identity.deleteUser(ZONE_OFFICE);
        } else {
            assertThat(answer.status()).as(answer.body()).isEqualTo(204);
            assertThat(jdbc.sql("select count(*) from operation_log where user_id = :admin and object_code = :account")
                            .param("admin", ADMINISTRATOR)
                            .param("account", ZONE_OFFICE)
                            .query(Integer.class)
                            .single())
                    .as("who did it to whom")
                    .isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void every_change_of_an_account_ends_its_logins_at_once(Change change) {
        account(ZONE_OFFICE, ZONE_OFFICE);
        account(ZONE_OFFICE + "-2", ZONE_OFFICE);
        startYear();
        String task = task("taskConfirmAssignment", ZONE_OFFICE).taskId();
        Staff inTasklist = inTasklist(ZONE_OFFICE);
        Staff colleague = Staff.inTasklist(port, ZONE_OFFICE + "-2", password);
        assertThat(inTasklist.get(inTasklist.engine("/filter")).status()).isEqualTo(200);
        assertThat(inTasklist.get("/my/account").status()).isEqualTo(200);

        change.act.accept(this);

        assertThat(inTasklist.get(inTasklist.engine("/filter")).status())
                .as("task list")
                .isEqualTo(401);
        assertThat(inTasklist.complete(task).status()).as("completion").isEqualTo(401);
        assertThat(inTasklist
                        .post(inTasklist.engine("/process-definition/key/objection/start"), "{}")
                        .status())
                .as("start")
                .isEqualTo(401);
        assertThat(inTasklist.form(task).status()).as("our form").isEqualTo(401);
        assertThat(inTasklist.get("/my/account").status()).as("our page").isEqualTo(401);
        assertThat(isOpen(task)).isTrue();
        assertThat(colleague.get(colleague.engine("/filter")).status())
                .as("nobody else")
                .isEqualTo(200);
    }

    /** The account changes when its password has just been found right, and before the login is there to be ended. */
    @ParameterizedTest
    @OnBothDatabases
    @EnumSource(Change.class)
    void an_account_that_changes_while_its_password_is_looked_at_has_no_login(Change change) {
        account(ZONE_OFFICE, ZONE_OFFICE);
        account(ZONE_OFFICE + "-2", ZONE_OFFICE);
        administrator();
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> change.act.accept(this));
        var configuration = (ProcessEngineConfigurationImpl) processEngine.getProcessEngineConfiguration();
        PasswordManager passwords = configuration.getPasswordManager();
        configuration.setPasswordManager(new PasswordManager(configuration.getPasswordEncryptor(), List.of()) {
            @Override
            public boolean check(String typed, String kept) {
                boolean right = passwords.check(typed, kept);
                Runnable once = meanwhile.getAndSet(null);
                if (once != null) {
                    CompletableFuture.runAsync(once).join();
                }
                return right;
            }
        });
        Staff late = browser(ZONE_OFFICE);
        try {
            assertThat(late.logIn(password, "").status())
                    .as("the password was right")
                    .isEqualTo(302);
        } finally {
            configuration.setPasswordManager(passwords);
        }

        assertThat(meanwhile.get()).as("it changed meanwhile").isNull();
        assertThat(late.get("/my/account").status()).isEqualTo(401);
        assertThat(late.get(late.engine("/filter")).status()).isEqualTo(401);
        assertThat(jdbc.sql("select count(*) from spring_session where principal_name = :account")
                        .param("account", ZONE_OFFICE)
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(Staff.inTasklist(port, ZONE_OFFICE + "-2", password)
                        .get("/my/account")
                        .status())
                .as("nobody else")
                .isEqualTo(200);
    }

    @Test
    void nobody_sets_the_password_of_an_account_past_our_pages() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        for (Staff who : List.of(administrator(), Staff.byBasicLogin(port, ZONE_OFFICE, password))) {
            Answer answer = who.put(
                    who.engine("/user/" + ZONE_OFFICE + "/credentials"),
                    Staff.text(Map.of("password", NEW_PASSWORD, "authenticatedUserPassword", password)));
            assertThat(answer.status()).as(answer.body()).isIn(400, 403, 404);
        }
        assertThat(identity.checkPassword(ZONE_OFFICE, password)).isTrue();
    }

    @Test
    void a_login_leads_back_to_where_the_person_was_and_never_to_another_place() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        Map<String, String> wishes = Map.of(
                "/my/account", "/my/account",
                "/camunda/app/tasklist/default/#/?task=1", "/camunda/app/tasklist/default/#/?task=1",
                "https://example.org/", "/camunda/app/tasklist/default/",
                "//example.org/", "/camunda/app/tasklist/default/",
                "/\\example.org/", "/camunda/app/tasklist/default/",
                "/a\r\nSet-Cookie: x=y", "/camunda/app/tasklist/default/",
                "javascript:alert(1)", "/camunda/app/tasklist/default/",
                "/login?next=/login", "/camunda/app/tasklist/default/",
                "", "/camunda/app/tasklist/default/");
        wishes.forEach((wish, place) -> {
            Answer answer = browser(ZONE_OFFICE).logIn(password, wish);
            assertThat(answer.status()).isEqualTo(302);
            assertThat(answer.header("Location").replace("http://localhost:" + port, ""))
                    .as(wish)
                    .isEqualTo(place);
        });
    }

    @Test
    void a_login_is_always_a_new_session_and_its_cookie_is_for_the_server_alone() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        Staff browser = browser(ZONE_OFFICE);
        browser.takeCookie(session("bWFkZS11cA=="));
        browser.logIn(password, "");
        HttpCookie first = session(browser);
        assertThat(first.getValue()).isNotEqualTo("bWFkZS11cA==");
        assertThat(first.isHttpOnly()).isTrue();
        Answer second = browser.logIn(password, "");
        assertThat(session(browser).getValue()).isNotEqualTo(first.getValue());
        assertThat(String.join("\n", second.headers().allValues("Set-Cookie"))).contains("SameSite=Lax");
        assertThat(jdbc.sql("select count(*) from spring_session where principal_name = :user")
                        .param("user", ZONE_OFFICE)
                        .query(Integer.class)
                        .single())
                .as("the session before is gone")
                .isEqualTo(1);
    }

    private static HttpCookie session(String madeUp) {
        HttpCookie cookie = new HttpCookie("login", madeUp);
        cookie.setPath("/");
        cookie.setVersion(0); // without quotes
        return cookie;
    }

    private static HttpCookie session(Staff browser) {
        return browser.cookies().stream()
                .filter(cookie -> cookie.getName().equals("login"))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    @Test
    void strangers_get_no_session() {
        long before = count("spring_session");
        for (String path : List.of("/", "/login", "/camunda/app/tasklist/default/", "/my/account")) {
            browser("x").get(path);
        }
        assertThat(count("spring_session")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAAA", "5Lit5paH", "bWFkZS11cA==", "not base64"})
    @OnBothDatabases
    void what_no_session_can_be_called_is_none(String madeUp) {
        Staff browser = browser(ZONE_OFFICE);
        browser.takeCookie(session(madeUp));
        assertThat(browser.get("/").status()).isEqualTo(200);
        assertThat(browser.get("/my/account").status()).isEqualTo(401);
    }

    @Test
    void an_unreadable_session_is_none() {
        Staff browser = inTasklist(ZONE_OFFICE);
        jdbc.sql("update spring_session_attributes set attribute_bytes = :bytes")
                .param("bytes", new byte[] {1, 2, 3})
                .update();
        assertThat(browser.get("/my/account").status()).isEqualTo(401);
        assertThat(browser.get("/").status()).isEqualTo(200);
    }

    @Test
    void a_failed_proof_refuses_the_call_and_keeps_the_session() {
        Staff browser = inTasklist(ZONE_OFFICE).withoutCsrfToken();
        for (String path : List.of(
                "/camunda/api/engine/engine/default/task",
                "/camunda/api/admin/auth/user/default/logout",
                "/api/tasks/1/rows",
                "/my/account/end-others",
                "/logout")) {
            Answer refused = browser.post(path, "{}");
            assertThat(refused.status()).as(path).isEqualTo(403);
            assertThat(refused.message()).as(path).contains("页面已失效，请刷新后再试。");
        }
        assertThat(browser.get("/my/account").status()).isEqualTo(200);
        assertThat(browser.get(browser.engine("/filter")).status()).isEqualTo(200);
    }

    @Test
    void the_login_form_needs_the_token_of_its_own_page() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        Answer answer = browser(ZONE_OFFICE)
                .postForm("/login", "account=" + ZONE_OFFICE + "&password=" + password + "&_csrf=made-up");
        assertThat(answer.header("Location")).contains("/login?again");
        assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("login="));
    }

    @Test
    void logging_out_ends_the_session_for_real_wherever_it_is_done() {
        for (String way : List.of("/logout", "/camunda/api/admin/auth/user/default/logout")) {
            Staff browser = inTasklist(ZONE_OFFICE);
            HttpCookie session = session(browser);
            assertThat(browser.post(way, "").status()).as(way).isIn(204, 302);
            Staff thief = browser("x");
            thief.takeCookie(session);
            assertThat(thief.get("/my/account").status()).as(way).isEqualTo(401);
        }
    }

    @Test
    void the_web_applications_own_login_is_closed() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        Answer answer = browser(ZONE_OFFICE)
                .postForm(
                        "/camunda/api/admin/auth/user/default/login/tasklist",
                        "username=" + ZONE_OFFICE + "&password=" + password);
        assertThat(answer.status()).isIn(401, 403);
        assertThat(count("spring_session where principal_name = '" + ZONE_OFFICE + "'"))
                .isZero();
    }

    @Test
    void an_unknown_account_and_a_wrong_password_are_answered_alike() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        Answer wrong = browser(ZONE_OFFICE).logIn("Wrong-0000-none", "");
        Answer unknown = browser("nobody-at-all").logIn("Wrong-0000-none", "");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(said(wrong)).isEqualTo(said(unknown)).contains("账号名或密码不对");
    }

    private static String said(Answer page) {
        return page.body().replaceAll("(?s).*role=\"alert\">([^<]*)<.*", "$1");
    }

    // Slowing

    @ParameterizedTest
    @CsvSource({"0,0", "1,0", "2,0", "3,1", "4,2", "5,4", "6,5", "60,5"})
    void a_pair_waits_longer_with_each_failure(int failures, int seconds) {
        assertThat(LoginThrottle.delayOfPair(failures)).isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "4,0", "5,1", "10,2", "25,5", "900,5"})
    void an_address_waits_longer_with_each_five_accounts(int accounts, int seconds) {
        assertThat(LoginThrottle.delayOfAddress(accounts)).isEqualTo(seconds);
    }

    private void fails(String user, int times) {
        for (int i = 0; i < times; i++) {
            Answer answer = browser(user).logIn("Wrong-0000-none", "");
            if (answer.status() == 429) { // the first attempt at an address that is slowed
                clock.moveTo(LocalDateTime.now(clock).plusSeconds(6));
                answer = browser(user).logIn("Wrong-0000-none", "");
            }
            assertThat(answer.status()).as(answer.body()).isEqualTo(401);
            clock.moveTo(LocalDateTime.now(clock).plusSeconds(6));
        }
    }

    @Test
    void a_slowed_account_is_told_how_long_is_not_locked_and_its_password_is_not_looked_at() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        fails(ZONE_OFFICE, 9);
        assertThat(browser(ZONE_OFFICE).logIn("Wrong-0000-none", "").status()).isEqualTo(401);
        for (int i = 0; i < 5; i++) {
            Answer slowed = browser(ZONE_OFFICE).logIn(password, "");
            assertThat(slowed.status()).isEqualTo(429);
            assertThat(slowed.header("Retry-After")).isEqualTo("5");
            assertThat(said(slowed)).contains("请在5秒后再试").contains("没有被锁定");
        }
        Answer basic = Staff.byBasicLogin(port, ZONE_OFFICE, password).get("/engine-rest/filter");
        assertThat(basic.status()).isEqualTo(429);
        assertThat(basic.message()).contains("请在5秒后再试");
        clock.moveTo(LocalDateTime.now(clock).plus(Duration.ofSeconds(5)));
        assertThat(browser(ZONE_OFFICE).logIn(password, "").status())
                .as("more than ten failures lock nobody out")
                .isEqualTo(302);
    }

    @Test
    void an_address_where_many_accounts_failed_slows_the_next_one_and_lets_it_in_whoever_goes_on_failing() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        int own = browsers.slot(ZONE_OFFICE, LoginThrottle.SLOTS);
        IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "made-up-" + i)
                .filter(name ->
                        browsers.slot(name, LoginThrottle.SLOTS) != own) // one in a thousand is counted together
                .limit(30)
                .forEach(name -> fails(name, 1));
        Answer first = browser(ZONE_OFFICE).logIn(password, "");
        assertThat(first.status()).isEqualTo(429);
        assertThat(first.header("Retry-After")).isEqualTo("5");
        clock.moveTo(LocalDateTime.now(clock).plusSeconds(5));
        browser("made-up-1").logIn("Wrong-0000-none", "");
        assertThat(browser(ZONE_OFFICE).logIn(password, "").status()).isEqualTo(302);
    }

    @Test
    void a_browser_known_to_the_account_is_not_slowed_and_no_other_is_taken_for_it() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        account(YUNHE_OFFICE, YUNHE_OFFICE);
        Staff known = inTasklist(ZONE_OFFICE);
        HttpCookie cookie = known.cookies().stream()
                .filter(one -> one.getName().startsWith("known-"))
                .findFirst()
                .orElseThrow();
        assertThat(cookie.isHttpOnly()).isTrue();
        fails(ZONE_OFFICE, 6);
        fails(YUNHE_OFFICE, 6);
        browser(ZONE_OFFICE).logIn("Wrong-0000-none", "");
        browser(YUNHE_OFFICE).logIn("Wrong-0000-none", "");

        assertThat(known.logIn(password, "").status()).isEqualTo(302);

        browser(ZONE_OFFICE).logIn("Wrong-0000-none", "");
        Staff forged = browser(ZONE_OFFICE);
        HttpCookie other = (HttpCookie) cookie.clone();
        other.setValue(cookie.getValue().replaceFirst("^[0-9]+", "99999999999"));
        forged.takeCookie(other);
        assertThat(forged.logIn(password, "").status()).as("forged").isEqualTo(429);

        Staff otherAccount = browser(YUNHE_OFFICE);
        otherAccount.takeCookie(cookie);
        assertThat(otherAccount.logIn(password, "").status())
                .as("of another account")
                .isEqualTo(429);

        clock.moveTo(LocalDateTime.now(clock).plusDays(31));
        fails(ZONE_OFFICE, 6);
        browser(ZONE_OFFICE).logIn("Wrong-0000-none", "");
        Staff late = browser(ZONE_OFFICE);
        late.takeCookie(cookie);
        assertThat(late.logIn(password, "").status()).as("after 30 days").isEqualTo(429);
    }

    @Test
    void an_administrator_sees_what_is_slowed_and_lifts_it_and_nobody_else_does() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        fails(ZONE_OFFICE, 6);
        browser(ZONE_OFFICE).logIn("Wrong-0000-none", "");
        assertThat(administrator().get("/my/account").body()).contains("被放慢的登录").contains(ZONE_OFFICE);
        assertThat(staff(Office.CITY).get("/my/account").body()).doesNotContain("被放慢的登录");
        String source = jdbc.sql("select max(source) from failed_login")
                .query(String.class)
                .single();
        assertThat(staff(Office.CITY)
                        .postFields("/my/account/lift", Map.of("source", source))
                        .message())
                .contains("只有系统管理员能解除放慢。");
        assertThat(administrator()
                        .postFields("/my/account/lift", Map.of("source", source))
                        .status())
                .isEqualTo(200);
        assertThat(browser(ZONE_OFFICE).logIn(password, "").status()).isEqualTo(302);
        assertThat(count("operation_log where action = '账号：解除登录放慢'")).isEqualTo(1);
    }

    @Test
    void made_up_names_and_addresses_fill_nothing() {
        assertThat(LoginThrottle.network("2001:db8:1:2:3:4:5:6")).isEqualTo(LoginThrottle.network("2001:db8:1:2::9"));
        assertThat(LoginThrottle.network("10.1.2.3")).isEqualTo("10.1.2.3");
    }

    // Passwords

    @Test
    void a_password_given_by_somebody_else_opens_nothing_but_the_page_to_change_it() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        Answer reset = onAccount(administrator(), "reset", ZONE_OFFICE, ZONE_OFFICE, "", "");
        String given = reset.json().path("secret").asText();
        assertThat(given).isNotEmpty();

        Answer basic = Staff.byBasicLogin(port, ZONE_OFFICE, given).get("/engine-rest/filter");
        assertThat(basic.status()).isEqualTo(403);
        assertThat(basic.message()).contains("这个账号要先改密码才能用。请在浏览器里登录，设好自己的密码。");

        Staff browser = browser(ZONE_OFFICE);
        assertThat(browser.logIn(given, "/my/account").header("Location")).endsWith("/my/password");
        for (String path : List.of("/my/account", "/my/indicators", "/api/tasks/1/form")) {
            assertThat(browser.get(path).status()).as(path).isEqualTo(403);
        }
        assertThat(browser.get(browser.engine("/filter")).status()).isEqualTo(403);
        assertThat(browser.get("/my/password").body())
                .contains("请先设好自己的密码")
                .contains(ADMINISTRATOR)
                .contains("重设");

        assertThat(change(browser, given, "short").message())
                .startsWith("新密码不合要求：")
                .contains("至少10个字符")
                .contains("要有大写字母");
        assertThat(change(browser, given, "Long-1" + "x".repeat(1000)).message())
                .startsWith("新密码最多")
                .endsWith("个字符。");
        assertThat(browser.postFields("/my/password", Map.of("old", given, "fresh", NEW_PASSWORD, "repeated", given))
                        .message())
                .isEqualTo("两次输入的新密码不一样，请重新输入。");
        assertThat(change(browser, given, given).message()).contains("新密码和原来的一样，请换一个。");
        assertThat(change(browser, "Wrong-0000-none", NEW_PASSWORD).message()).contains("现在的密码不对");
        Answer changed = change(browser, given, NEW_PASSWORD);
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(browser.get("/my/account").status()).isEqualTo(200);
        assertThat(browser.get(browser.engine("/filter")).status()).isEqualTo(200);
        assertThat(Staff.byBasicLogin(port, ZONE_OFFICE, NEW_PASSWORD)
                        .get("/engine-rest/filter")
                        .status())
                .isEqualTo(200);
    }

    private static Answer change(Staff who, String old, String fresh) {
        return who.postFields("/my/password", Map.of("old", old, "fresh", fresh, "repeated", fresh));
    }

    @Test
    void a_changed_password_ends_the_other_logins_and_keeps_this_one() {
        Staff here = inTasklist(ZONE_OFFICE);
        Staff there = inTasklist(ZONE_OFFICE);
        assertThat(change(here, password, NEW_PASSWORD).status()).isEqualTo(200);
        assertThat(here.get("/my/account").status()).isEqualTo(200);
        assertThat(there.get("/my/account").status()).isEqualTo(401);
    }

    @Test
    void the_one_time_password_is_told_to_a_keeper_and_never_to_who_reset_it() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        Staff keeper = colleague(ZONE_OFFICE);
        Answer reset = onAccount(administrator(), "reset", ZONE_OFFICE, ZONE_OFFICE, "", "");
        assertThat(reset.status()).as(reset.body()).isEqualTo(200);
        assertThat(reset.json().path("secret").asText("")).isIn("", "null");
        assertThat(reset.message()).contains(ZONE_OFFICE + "-2");
        assertThat(administrator()
                        .postFields("/my/account/letter", Map.of("account", ZONE_OFFICE))
                        .message())
                .contains("的密码信不由您打开，可以打开的是：");
        assertThat(staff(YUNHE_OFFICE)
                        .postFields("/my/account/letter", Map.of("account", ZONE_OFFICE))
                        .message())
                .contains("的密码信不由您打开，可以打开的是：");
        assertThat(keeper.get("/").body()).contains("密码信等您打开").contains("的密码于").contains(ADMINISTRATOR);

        Answer opened = keeper.postFields("/my/account/letter", Map.of("account", ZONE_OFFICE));
        String given = opened.json().path("secret").asText();
        assertThat(keeper.postFields("/my/account/letter", Map.of("account", ZONE_OFFICE))
                        .message())
                .contains("打开过，只能打开一次。没有收到密码的，请重新办理重设密码。");
        Staff owner = browser(ZONE_OFFICE);
        assertThat(owner.logIn(given, "").status()).isEqualTo(302);
        assertThat(owner.get("/my/password").body()).contains(ADMINISTRATOR).contains(ZONE_OFFICE + "-2");
    }

    @Test
    void a_one_time_password_ends_after_seven_days() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        String given = onAccount(administrator(), "reset", ZONE_OFFICE, ZONE_OFFICE, "", "")
                .json()
                .path("secret")
                .asText();
        clock.moveTo(LocalDateTime.now(clock).plusDays(8));
        Answer late = browser(ZONE_OFFICE).logIn(given, "");
        assertThat(late.status()).isEqualTo(401);
        assertThat(said(late)).contains("这个一次性密码已经过期。请联系给您重设密码的人，重新办理。");
    }

    @Test
    void a_letter_that_nobody_opened_in_seven_days_is_opened_no_more() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        colleague(ZONE_OFFICE);
        onAccount(administrator(), "reset", ZONE_OFFICE, ZONE_OFFICE, "", "");
        clock.moveTo(LocalDateTime.now(clock).plusDays(8));

        assertThat(colleague(ZONE_OFFICE)
                        .postFields("/my/account/letter", Map.of("account", ZONE_OFFICE))
                        .message())
                .isEqualTo(ZONE_OFFICE + "的密码信已经过期，请重新办理重设密码。");
    }

    @Test
    void a_hash_of_0_4_0_still_opens_and_is_kept_anew_with_its_cost() {
        account(ZONE_OFFICE, ZONE_OFFICE);
        String salt = jdbc.sql("select salt_ from act_id_user where id_ = :id")
                .param("id", ZONE_OFFICE)
                .query(String.class)
                .single();
        String before = "{pbkdf2-sha256}"
                + new Pbkdf2PasswordEncoder("", 16, PASSWORD_ROUNDS, SecretKeyFactoryAlgorithm.PBKDF2WithHmacSHA256)
                        .encode(password + salt);
        jdbc.sql("update act_id_user set pwd_ = :hash where id_ = :id")
                .param("hash", before)
                .param("id", ZONE_OFFICE)
                .update();
        assertThat(identity.checkPassword(ZONE_OFFICE, "Wrong-0000-none")).isFalse();
        assertThat(identity.checkPassword(ZONE_OFFICE, password)).isTrue();
        assertThat(jdbc.sql("select pwd_ from act_id_user where id_ = :id")
                        .param("id", ZONE_OFFICE)
                        .query(String.class)
                        .single())
                .startsWith("{pbkdf2-sha256}" + PASSWORD_ROUNDS + "$");
        assertThat(identity.checkPassword(ZONE_OFFICE, password)).isTrue();
    }

    @Test
    void a_password_outlives_a_change_of_the_cost() {
        String kept = new PasswordHash(1000).encrypt("Kwfm-7294-tbxe");
        PasswordHash dearer = new PasswordHash(2000);
        assertThat(dearer.check("Kwfm-7294-tbxe", kept)).isTrue();
        assertThat(dearer.check("Kwfm-7294-tbxf", kept)).isFalse();
        assertThat(dearer.isCheap("{pbkdf2-sha256}" + kept)).isTrue();
        assertThat(new PasswordHash(1000).isCheap("{pbkdf2-sha256}" + dearer.encrypt("x")))
                .isFalse();
    }

    @Test
    void a_person_sees_and_ends_its_other_logins() {
        Staff here = inTasklist(ZONE_OFFICE);
        Staff there = inTasklist(ZONE_OFFICE);
        Staff elsewhere = inTasklist(ZONE_OFFICE);
        String page = here.get("/my/account").body();
        assertThat(page).contains("正在用的").contains("127.0.0.1");
        List<String> refs = Pattern.compile("name=\"ref\" value=\"([0-9a-f]+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(refs).hasSize(2);
        assertThat(here.postFields("/my/account/end", Map.of("ref", refs.get(0)))
                        .status())
                .isEqualTo(200);
        assertThat(List.of(
                        there.get("/my/account").status(),
                        elsewhere.get("/my/account").status()))
                .containsExactlyInAnyOrder(200, 401);
        assertThat(here.postFields("/my/account/end-others", Map.of("x", "y")).status())
                .isEqualTo(200);
        assertThat(there.get("/my/account").status()).isEqualTo(401);
        assertThat(elsewhere.get("/my/account").status()).isEqualTo(401);
        assertThat(here.get("/my/account").status()).isEqualTo(200);
        assertThat(inTasklist(YUNHE_OFFICE)
                        .postFields("/my/account/end", Map.of("ref", refs.get(1)))
                        .status())
                .as("another's")
                .isEqualTo(422);
    }

    /** A password that takes long to look at: who waits for it is many, and takes no connection from anybody else. */
    @Test
    void however_many_log_in_at_once_the_database_and_the_pages_are_there_for_others() throws Exception {
        account(ZONE_OFFICE, ZONE_OFFICE);
        costly(ZONE_OFFICE);
        int connections = 0;
        List<CompletableFuture<String>> attempts = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            for (int i = 0; i < 16; i++) {
                int address = 20 + i;
                attempts.add(CompletableFuture.supplyAsync(() -> logInFrom(address), threads));
            }
            HikariPoolMXBean pool = dataSource.unwrap(HikariDataSource.class).getHikariPoolMXBean();
            while (!attempts.stream().allMatch(CompletableFuture::isDone)) {
                connections = Math.max(connections, pool.getActiveConnections());
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } finally {
            threads.shutdownNow();
        }
        List<String> answers = attempts.stream().map(CompletableFuture::join).toList();
        assertThat(answers).as("each is let in, or told to come again").allSatisfy(answer -> assertThat(answer)
                .matches("(?s)HTTP/1.1 (?:200 .*|429 .*现在登录的人很多，请过几秒再试。.*)"));
        assertThat(answers)
                .filteredOn(answer -> answer.startsWith("HTTP/1.1 200"))
                .isNotEmpty();
        assertThat(connections).as("connections taken at once").isLessThan(6);
    }

    /** As if the cost of a password had been raised. */
    private void costly(String account) {
        String salt = jdbc.sql("select salt_ from act_id_user where id_ = :id")
                .param("id", account)
                .query(String.class)
                .single();
        jdbc.sql("update act_id_user set pwd_ = :hash where id_ = :id")
                .param("hash", "{pbkdf2-sha256}" + new PasswordHash(1_500_000).encrypt(password + salt))
                .param("id", account)
                .update();
    }

    private String logInFrom(int address) {
        try (Attacker somebody = new Attacker(address, port)) {
            return somebody.ask(Attacker.get("/my/account")
                    .replace(
                            "Host:",
                            "Authorization: Basic "
                                    + Base64.getEncoder()
                                            .encodeToString(
                                                    (ZONE_OFFICE + ":" + password).getBytes(StandardCharsets.UTF_8))
                                    + "\r\nHost:"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
