package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.organization.Office;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What answers tell the browser, and that our pages work under it. */
class SecurityHeadersTest extends StaffTest {

    private static final Pattern INLINE =
            Pattern.compile("<script(?![^>]*\\bsrc=)|<style|\\s(th:)?style(append)?=|\\s(th:)?on[a-z]+=\"|javascript:");

    private static final Pattern EVALUATED = Pattern.compile(
            "\\beval\\(|new Function\\(|\\.style\\b|cssText|setTimeout\\(['\"]|setAttribute\\('(style|on)");

    private record Head(int status, Map<String, String> fields) {
        String of(String field) {
            return fields.getOrDefault(field.toLowerCase(Locale.ROOT), "");
        }
    }

    private Head ask(String path, String user, String... more) throws IOException {
        StringBuilder request =
                new StringBuilder("GET " + path + " HTTP/1.1\r\nConnection: close\r\nAccept: text/html\r\n");
        if (!user.isEmpty()) {
            request.append("Authorization: Basic ")
                    .append(Base64.getEncoder()
                            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)))
                    .append("\r\n");
        }
        Stream.of(more).forEach(line -> request.append(line).append("\r\n"));
        if (more.length == 0) {
            request.append("Host: localhost\r\n");
        }
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            List<String> lines =
                    answer.substring(0, answer.indexOf("\r\n\r\n")).lines().toList();
            Map<String, String> fields = new TreeMap<>();
            lines.stream()
                    .skip(1)
                    .forEach(line -> fields.merge(
                            line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT),
                            line.substring(line.indexOf(':') + 1).strip(),
                            (one, other) -> one + " | " + other));
            return new Head(Integer.parseInt(lines.get(0).split(" ")[1]), fields);
        }
    }

    @Test
    void every_answer_of_ours_forbids_what_is_inline_framed_guessed_or_from_elsewhere() throws Exception {
        account(Office.CITY, Office.CITY);
        account(YUNHE_OFFICE, YUNHE_OFFICE);
        Map<Head, Integer> answers = Map.of(
                ask("/", ""), 200,
                ask("/", Office.CITY), 200,
                ask("/pages.css", ""), 200,
                ask("/my/indicators", YUNHE_OFFICE), 302,
                ask("/progress/" + YEAR, YUNHE_OFFICE), 403,
                ask("/no-such-page", ""), 404,
                ask("/notices/" + YEAR, ""), 404,
                ask("/engine-rest/task", ""), 401);
        answers.forEach((answer, status) -> {
            assertThat(answer.status()).as(answer.toString()).isIn(status, 200, 404);
            assertThat(answer.of("Content-Security-Policy"))
                    .as(answer.toString())
                    .isEqualTo(SecurityHeaders.POLICY)
                    .doesNotContain("unsafe-");
            assertThat(answer.of("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.of("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.of("Referrer-Policy")).isEqualTo("same-origin");
            assertThat(answer.of("Permissions-Policy")).contains("camera=()");
        });
    }

    @Test
    void what_is_read_under_a_login_is_not_kept_by_the_browser() throws Exception {
        account(Office.CITY, Office.CITY);
        for (String path : List.of("/", "/my/basic-data/units", "/engine-rest/task", "/no-such-page")) {
            assertThat(ask(path, Office.CITY).of("Cache-Control")).as(path).isEqualTo("no-store");
        }
        assertThat(ask("/camunda/api/engine/engine/", Office.CITY).of("Cache-Control"))
                .isEqualTo("no-store");
        assertThat(ask("/", "").of("Cache-Control")).isEqualTo("no-cache");
        assertThat(ask("/pages.css", Office.CITY).of("Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void camundas_own_pages_keep_their_own_policy() throws Exception {
        account(Office.CITY, Office.CITY);
        assertThat(ask("/camunda/app/tasklist/default/", "").of("Location")).startsWith("/login?next=");
        Head tasklist = ask("/camunda/app/tasklist/default/", Office.CITY);
        assertThat(tasklist.status()).isEqualTo(200);
        assertThat(tasklist.of("Content-Security-Policy"))
                .containsPattern("script-src 'nonce-[^' ]+' 'strict-dynamic'")
                .contains("frame-ancestors 'none'")
                .isNotEqualTo(SecurityHeaders.POLICY);
        assertThat(tasklist.of("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void the_host_that_a_request_names_is_in_no_address_we_send_it_to() throws Exception {
        account(Office.CITY, Office.CITY);
        for (String path :
                List.of("/my/papers/" + YEAR, "/camunda", "/camunda/", "/camunda/app/", "/camunda/app/tasklist")) {
            Head stranger = ask(path, "", "Host: evil.example");
            assertThat(stranger.of("Location")).as(path + stranger).doesNotContain("evil.example", "://");
        }
        assertThat(ask("/my/papers/" + YEAR, "", "Host: evil.example").of("Location"))
                .isEqualTo("/login?next=%2Fmy%2Fpapers%2F" + YEAR);
        Head redirected = ask("/my/basic-data", Office.CITY, "Host: evil.example");
        assertThat(redirected.status()).isEqualTo(302);
        assertThat(redirected.of("Location")).startsWith("/my/basic-data/");
    }

    @Test
    void no_page_has_anything_inline_and_no_script_evaluates_or_styles() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path template : files("src/main/resources/templates", ".html")) {
            found.addAll(matches(template, INLINE));
        }
        for (Path script : files("src/main/resources/static", ".js")) {
            found.addAll(matches(script, EVALUATED));
        }
        assertThat(found).isEmpty();
    }

    private static List<Path> files(String directory, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(directory))) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static List<String> matches(Path file, Pattern pattern) throws IOException {
        return Files.readString(file)
                .lines()
                .filter(line -> pattern.matcher(line).find())
                .map(line -> file.getFileName() + ": " + line.strip())
                .toList();
    }
}
