package cn.healthylishui.assessment.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.organization.Office;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Whatever is sent to whichever of our addresses, the program never breaks on it: each mapping that the running program has is called
 * with what no page of ours sends, and answers what is wrong in Chinese. What its user did wrong leaves no trace in the log.
 */
@ExtendWith(OutputCaptureExtension.class)
class MalformedCallsTest extends StaffTest {

    private static final List<String> BODIES = List.of(
            "",
            "null",
            "[]",
            "5",
            "\"rows\"",
            "{",
            "{\"rows\":",
            "{\"rows\":null}",
            "{\"rows\":{}}",
            "{\"rows\":5}",
            "{\"rows\":[null]}",
            "{\"rows\":[5]}",
            "{\"rows\":[[]]}",
            "{\"rows\":[{}]}",
            "{\"rows\":[{\"section\":null,\"key\":\"a\",\"version\":0,\"values\":{}}]}",
            "{\"rows\":[{\"section\":\"a\",\"key\":\"a\",\"version\":0}]}",
            "{\"rows\":[{\"section\":\"a\",\"key\":\"a\",\"version\":\"x\",\"values\":{}}]}",
            "{\"rows\":[{\"section\":\"a\",\"key\":\"a\",\"version\":99999999999999999999,\"values\":{}}]}",
            "{\"rows\":[{\"section\":\"a\",\"key\":\"a\",\"version\":0,\"values\":[]}]}",
            "{\"rows\":[{\"section\":\"a\",\"key\":\"a\",\"version\":0,\"values\":{\"x\":null}}]}",
            "{\"rows\":[{\"section\":\"a\",\"key\":\"a\",\"version\":0,\"values\":{\"x\":{\"y\":1}}}]}",
            "{\"rows\":[{\"section\":\"a\",\"key\":\"a\",\"version\":0,\"values\":{\"x\":\"\\u0000\"}}]}",
            "{\"rows\":[{\"section\":\"a\",\"key\":\"a\",\"version\":0,\"values\":{\"x\":\"\\ud800\"}}]}",
            "{\"rows\":[{\"section\":\"" + "a".repeat(500) + "\",\"key\":\"a\",\"version\":0,\"values\":{}}]}",
            "{\"rows\":[{\"section\":\"a\",\"key\":\"a\",\"version\":0,\"values\":{\"x\":\"" + "长".repeat(10_001)
                    + "\"}}]}",
            "{\"rows\":[" + "{\"section\":\"a\",\"key\":\"a\",\"version\":0,\"values\":{}},".repeat(2_000)
                    + "{\"section\":\"a\",\"key\":\"a\",\"version\":0,\"values\":{}}]}",
            "[".repeat(20_000),
            "{\"a\":".repeat(20_000),
            "{\"office\":{},\"reason\":[]}",
            "{\"office\":\"\\u0000\",\"reason\":\"\\u0000\"}");

    private static final List<String> HOSTILE = List.of(
            "abc",
            "-1",
            "0",
            "1",
            "99999999999999999999",
            "2021-02-30",
            "1'--",
            "..",
            "%00",
            "%0a",
            "%FF%FE",
            "%F0%9F%98%80",
            "%E5%B9%B4",
            "x".repeat(2_000));

    private static final Pattern VARIABLE = Pattern.compile("\\{[^/{}]+(?:\\{[^}]*}[^/{}]*)*}");
    private static final Pattern CHINESE = Pattern.compile("[\\u4e00-\\u9fff]{4,}");
    private static final String OURS = "cn.healthylishui";

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    private final HttpClient http = HttpClient.newHttpClient();
    private final SoftAssertions all = new SoftAssertions();
    private String task = "";

    private record Call(String path, HandlerMethod handler) {

        boolean takesJson() {
            return Stream.of(handler.getMethod().getParameters())
                    .anyMatch(parameter -> parameter.isAnnotationPresent(RequestBody.class));
        }

        /** Nothing that is sent can be wrong where nothing sent is looked at. */
        boolean takesNothing() {
            return Stream.of(handler.getMethod().getParameterTypes())
                    .allMatch(type -> type.getName().startsWith("jakarta.servlet."));
        }

        List<String> parameters() {
            return Stream.of(handler.getMethod().getParameters())
                    .map(parameter -> parameter.getAnnotation(RequestParam.class))
                    .filter(parameter -> parameter != null)
                    .map(parameter -> parameter.name().isEmpty() ? parameter.value() : parameter.name())
                    .filter(name -> !name.isEmpty())
                    .toList();
        }
    }

    @BeforeEach
    void someTask() {
        startYear();
        staff(Office.CITY);
        task = engine.open().stream()
                .filter(work -> work.office().equals(Office.CITY))
                .findFirst()
                .orElseThrow()
                .taskId();
    }

    private List<Call> calls(RequestMethod... methods) {
        List<Call> calls = new ArrayList<>();
        for (Map.Entry<RequestMappingInfo, HandlerMethod> mapping :
                mappings.getHandlerMethods().entrySet()) {
            if (mapping.getValue().getBeanType().getName().startsWith(OURS)
                    && Stream.of(methods)
                            .anyMatch(mapping.getKey().getMethodsCondition().getMethods()::contains)) {
                mapping.getKey().getPatternValues().forEach(path -> calls.add(new Call(path, mapping.getValue())));
            }
        }
        assertThat(calls).as("mappings").isNotEmpty();
        return calls;
    }

    /** With things in it that are there. */
    private String plain(String path) {
        return VARIABLE.matcher(path.replace("{taskId}", task).replace("{year}", "2021"))
                .replaceAll("1");
    }

    private HttpResponse<String> send(String method, String path, String type, String accept, BodyPublisher body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .method(method, body)
                    .header(
                            "Authorization",
                            "Basic "
                                    + Base64.getEncoder()
                                            .encodeToString(
                                                    (Office.CITY + ":" + password).getBytes(StandardCharsets.UTF_8)));
            if (!type.isEmpty()) {
                request.header("Content-Type", type);
            }
            if (!accept.isEmpty()) {
                request.header("Accept", accept);
            }
            return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (Exception e) {
            throw new IllegalStateException(method + " " + path, e);
        }
    }

    private void isRefused(String what, HttpResponse<String> answer, Predicate<Integer> status) {
        // The login is a page without a script: it says what is wrong when it is shown again.
        if (answer.statusCode() == 302
                && answer.headers()
                        .firstValue("Location")
                        .filter("/login?again"::equals)
                        .isPresent()) {
            return;
        }
        all.assertThat(status.test(answer.statusCode()))
                .as("%s answers %d: %s", what, answer.statusCode(), shortened(answer.body()))
                .isTrue();
        if (answer.statusCode() >= 400) {
            all.assertThat(answer.body())
                    .as(what)
                    .containsPattern(CHINESE)
                    .doesNotContain("Exception", "\tat ", "Bad Request", "Whitelabel", "timestamp");
        }
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(200, text.length()));
    }

    private static boolean isWrong(int status) {
        return status >= 400 && status < 500;
    }

    private void nothingBroke(CapturedOutput log) {
        all.assertThat(log.getAll()
                        .lines()
                        .filter(line -> line.startsWith("\tat "))
                        .limit(5))
                .as("traces in the log")
                .isEmpty();
        all.assertAll();
    }

    @Test
    void everyCallThatTakesJsonRefusesWhatIsMalformed(CapturedOutput log) {
        for (Call call : calls(RequestMethod.POST, RequestMethod.PUT)) {
            if (call.takesJson()) {
                String method = call.path().endsWith("/rows") ? "PUT" : "POST";
                for (String body : BODIES) {
                    isRefused(
                            method + " " + call.path() + " " + shortened(body),
                            send(method, plain(call.path()), "application/json", "", BodyPublishers.ofString(body)),
                            MalformedCallsTest::isWrong);
                }
                byte[] invalid = {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'};
                isRefused(
                        call.path() + " invalid UTF-8",
                        send(method, plain(call.path()), "application/json", "", BodyPublishers.ofByteArray(invalid)),
                        MalformedCallsTest::isWrong);
                for (String type : List.of("", "text/plain", "application/xml", "nonsense", "multipart/form-data")) {
                    isRefused(
                            call.path() + " as " + type,
                            send(method, plain(call.path()), type, "", BodyPublishers.ofString("{\"rows\":[]}")),
                            MalformedCallsTest::isWrong);
                }
            }
        }
        assertThat(typed(task)).isEmpty();
        nothingBroke(log);
    }

    @Test
    void everyCallThatTakesAFormOrAFileRefusesWhatIsNone(CapturedOutput log) {
        String boundary = "----boundary";
        String part = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\nx\r\n";
        for (Call call : calls(RequestMethod.POST, RequestMethod.PUT)) {
            if (!call.takesJson()) {
                Map<String, String> bodies = Map.of(
                        "",
                        "",
                        "application/json",
                        "{}",
                        "text/plain",
                        "x",
                        "application/x-www-form-urlencoded",
                        "file=x&kind=NONE&id=%00&x=%FF",
                        "multipart/form-data",
                        "x",
                        "multipart/form-data; boundary=" + boundary,
                        "--" + boundary + "\r\nbroken",
                        "multipart/form-data; boundary=" + boundary + "; x=1",
                        part.formatted("other", "") + "--" + boundary + "--\r\n",
                        "multipart/form-data; boundary=" + boundary + "; x=2",
                        part.formatted("file", "; filename=\"x.xlsx\"") + "--" + boundary + "--\r\n");
                bodies.forEach((type, body) -> isRefused(
                        call.path() + " as " + type,
                        send("POST", plain(call.path()), type, "", BodyPublishers.ofString(body)),
                        status -> isWrong(status) || (call.takesNothing() && status == 200)));
            }
        }
        nothingBroke(log);
    }

    @Test
    void everyPageAndDownloadBearsWhateverStandsInItsAddress(CapturedOutput log) {
        for (Call call : calls(RequestMethod.GET)) {
            for (String hostile : HOSTILE) {
                String path = VARIABLE.matcher(call.path()).replaceAll(hostile);
                isRefused(
                        call.path() + " with " + shortened(hostile),
                        send("GET", path, "", "", BodyPublishers.noBody()),
                        status -> status < 500);
                for (String parameter : call.parameters()) {
                    isRefused(
                            call.path() + "?" + parameter + "=" + shortened(hostile),
                            send(
                                    "GET",
                                    plain(call.path()) + "?" + URLEncoder.encode(parameter, StandardCharsets.UTF_8)
                                            + "=" + hostile,
                                    "",
                                    "text/html",
                                    BodyPublishers.noBody()),
                            status -> status < 500);
                }
            }
            for (String accept : List.of("image/png", "nonsense", "application/xml;q=x")) {
                isRefused(
                        call.path() + " accepting " + accept,
                        send("GET", plain(call.path()), "", accept, BodyPublishers.noBody()),
                        status -> status < 500);
            }
        }
        nothingBroke(log);
    }

    @Test
    void whatIsAskedForInAWrongWayIsToldSo(CapturedOutput log) {
        for (Call call : calls(RequestMethod.GET)) {
            for (String method : List.of("DELETE", "PATCH", "PUT", "TRACE")) {
                isRefused(
                        method + " " + call.path(),
                        send(method, plain(call.path()), "", "", BodyPublishers.noBody()),
                        MalformedCallsTest::isWrong);
            }
        }
        nothingBroke(log);
    }

    /** What errors are told on is no page by itself, however it is asked for. */
    @Test
    void theErrorPageAskedForByItselfIsNotThere(CapturedOutput log) {
        for (String method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")) {
            for (String path : List.of(
                    "/error", "/error/", "/error?", "/error?status=200&message=x", "/error?trace=true", "/error/500")) {
                for (String accept : List.of("", "text/html", "application/json", "*/*", "image/png")) {
                    HttpResponse<String> answer = send(method, path, "", accept, BodyPublishers.noBody());
                    String what = method + " " + path + " accepting " + accept;
                    all.assertThat(answer.statusCode()).as(what).isEqualTo(404);
                    if (!method.equals("HEAD")) {
                        all.assertThat(answer.body()).as(what).contains("没有这个页面");
                        all.assertThat(answer.body().contains("<h1>")).as(what).isEqualTo(accept.equals("text/html"));
                    }
                }
            }
        }
        nothingBroke(log);
    }

    @Test
    void aCellTooLongIsToldByItsBeginningAndItsLength() {
        String body = "{\"rows\":[{\"section\":\"a\",\"key\":\"a\",\"version\":0,\"values\":{\"x\":\""
                + "长".repeat(10_001) + "\"}}]}";
        HttpResponse<String> answer =
                send("PUT", "/api/tasks/" + task + "/rows", "application/json", "", BodyPublishers.ofString(body));
        assertThat(answer.body()).contains("填了10001字，最多10000字", "长长长");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(typed(task)).isEmpty();
    }
}
