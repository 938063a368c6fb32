package cn.healthylishui.assessment.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.MockProvider;
import cn.healthylishui.assessment.PostgreSql;
import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** 统一身份认证 before two packaged programs on one PostgreSQL: with a browser, and from one node to the other. */
class ProviderLoginIT {

    private static final String ACCOUNT = "zhangsan-liandu";
    private static final String PERSON = "张三";
    private static final String SUBJECT = "f6a1c0de";
    private static final String OWN_PASSWORD = "Qwzp-8265-mnrt";
    private static final String ACCOUNT_MENU = "[cam-widget-header] .account";
    private static final String LEAVES = "/logout/connect/back-channel/city";

    private static final MockProvider PROVIDER = new MockProvider();
    private static PackagedProgram one;
    private static PackagedProgram two;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        PROVIDER.start();
        String database = PostgreSql.emptyDatabase();
        Path password = Files.writeString(directory.resolve("password"), "Vq7-Kd2-Lm9");
        one = start(database, directory, password);
        two = start(database, directory, password);
        Staff administrator = Staff.inTasklist(one.port(), "admin", one.password());
        administrator.postFields(
                "/my/password", Map.of("old", one.password(), "fresh", OWN_PASSWORD, "repeated", OWN_PASSWORD));
        Answer made = administrator.postFields(
                "/my/basic-data/offices/create",
                Map.of("line", "liandu-jkb", "account", ACCOUNT, "name", PERSON, "reason", "新到岗"));
        assertThat(made.status()).as(made.body()).isEqualTo(200);
    }

    private static PackagedProgram start(String database, Path directory, Path password) throws Exception {
        return PackagedProgram.startIn(
                Map.of(
                        "ASSESSMENT_DATABASE_ADDRESS",
                        database.replace("jdbc:postgresql://", ""),
                        "ASSESSMENT_DATABASE_USER",
                        PostgreSql.USER,
                        "ASSESSMENT_DATABASE_PASSWORD_FILE",
                        password.toString(),
                        "ASSESSMENT_LOGIN_SECRET",
                        MockProvider.SECRET),
                directory,
                "Started AssessmentApplication",
                "--spring.profiles.active=postgres",
                "--assessment.login.issuer=" + MockProvider.ISSUER,
                "--assessment.login.client=" + MockProvider.CLIENT);
    }

    @AfterAll
    static void stop() throws Exception {
        PROVIDER.close();
        for (PackagedProgram node : new PackagedProgram[] {one, two}) {
            if (node != null) {
                node.close();
            }
        }
    }

    private static void lets(String session) {
        PROVIDER.lets(SUBJECT, Map.of("preferred_username", ACCOUNT, "sid", session));
    }

    /** The provider tells the second node. */
    private static void hasLeft(String session) {
        String token = PROVIDER.farewell(Map.of("sub", SUBJECT, "sid", session));
        Answer answer = Staff.inBrowser(two.port(), "")
                .postForm(LEAVES, "logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void a_login_begun_at_one_node_is_answered_at_the_other_and_ends_at_both_by_what_the_provider_tells_one()
            throws Exception {
        AtomicReference<PackagedProgram> node = new AtomicReference<>(one);
        Staff browser = Staff.throughProxy(() -> node.get().port(), ACCOUNT);
        Answer begun = browser.get("/oauth2/authorization/city");
        assertThat(begun.status()).as(begun.body()).isEqualTo(302);
        lets("sid-of-two");
        URI back = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(begun.header("Location")))
                                .build(),
                        BodyHandlers.discarding())
                .headers()
                .firstValue("Location")
                .map(URI::create)
                .orElseThrow();
        String answer = back.getRawPath() + "?" + back.getRawQuery();

        node.set(two);
        Answer stranger = Staff.inBrowser(two.port(), "").get(answer);
        assertThat(stranger.header("Location")).as("another browser").contains("/login");
        assertThat(browser.get(answer).header("Location")).endsWith("/camunda/app/tasklist/default/");
        assertThat(browser.get("/my/account").body()).contains(ACCOUNT);
        node.set(one);
        assertThat(browser.get("/my/account").body()).contains(ACCOUNT);

        hasLeft("another-sid");
        assertThat(browser.get("/my/account").status()).isEqualTo(200);
        hasLeft("sid-of-two");
        assertThat(browser.get("/my/account").status()).isEqualTo(401);
        node.set(two);
        assertThat(browser.get("/my/account").status()).isEqualTo(401);
    }

    @Test
    void whoever_comes_by_the_button_is_in_tasklist_leaves_from_there_at_both_and_is_out_here_when_they_left_there() {
        WebDriver browser = Chromium.open();
        try {
            WebDriverWait soon = new WebDriverWait(browser, Duration.ofSeconds(60));
            lets("sid-1");
            comes(browser, soon);
            soon.until(ExpectedConditions.elementToBeClickable(By.cssSelector(ACCOUNT_MENU + " > a")))
                    .click();
            soon.until(ExpectedConditions.elementToBeClickable(By.cssSelector(".account .logout > a")))
                    .click();
            soon.until(driver -> driver.getPageSource().contains("您已退出登录。"));
            assertThat(browser.getCurrentUrl()).isEqualTo(one.url("/login?bye"));
            assertThat(PROVIDER.toldOfLeaving()).containsAllEntriesOf(Map.of("sub", SUBJECT, "sid", "sid-1"));

            lets("sid-2");
            comes(browser, soon);
            hasLeft("sid-2");
            browser.navigate().refresh();
            soon.until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(".by-provider")));
            assertThat(browser.getPageSource()).contains("登录");
        } finally {
            browser.quit();
        }
    }

    private static void comes(WebDriver browser, WebDriverWait soon) {
        browser.get(one.url("/login"));
        soon.until(ExpectedConditions.elementToBeClickable(By.linkText("用统一身份认证登录")))
                .click();
        soon.until(ExpectedConditions.textToBePresentInElementLocated(By.cssSelector(ACCOUNT_MENU), PERSON));
        assertThat(browser.getCurrentUrl()).startsWith(one.url("/camunda/app/tasklist/default/"));
    }
}
