package cn.healthylishui.assessment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who reaches the program over HTTP: logged in to Tasklist as a browser is, by HTTP Basic as a program is, or not at all. */
public final class Staff {

    /** @param message what the answer says to its user; empty where it says nothing */
    public record Answer(int status, String body, JsonNode json, String message, HttpHeaders headers) {

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CSRF_COOKIE = "XSRF-TOKEN";
    private static final Pattern LOGIN_TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final String BOUNDARY = "----boundary-of-the-parts";

    private final Supplier<String> base;
    private final String user;
    private final String engine;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final Map<String, String> headers = new HashMap<>();
    private final AtomicBoolean sendsCsrfToken = new AtomicBoolean(true);

    private Staff(Supplier<String> base, String user, String engine) {
        this.base = base;
        this.user = user;
        this.engine = engine;
    }

    public static Staff stranger(int port) {
        return new Staff(() -> at(port), "", "/engine-rest");
    }

    public static Staff byBasicLogin(int port, String user, String password) {
        Staff staff = new Staff(() -> at(port), user, "/engine-rest");
        staff.headers.put(
                "Authorization",
                "Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
        return staff;
    }

    /** Goes the browser's way: the login page gives a token, its form gives the session, and Tasklist goes on with both. */
    public static Staff inTasklist(int port, String user, String password) {
        Staff staff = inBrowser(port, user);
        Answer answer = staff.logIn(password, "");
        if (answer.status() != 302) {
            throw new AssertionError("Login of " + user + " failed: " + answer);
        }
        return staff;
    }

    /** A browser at the login page, not logged in yet. */
    public static Staff inBrowser(int port, String user) {
        return throughProxy(() -> port, user);
    }

    /** The same of several nodes. @param port where the proxy leads the next request to */
    public static Staff throughProxy(IntSupplier port, String user) {
        return new Staff(() -> at(port.getAsInt()), user, "/camunda/api/engine/engine/default");
    }

    private static String at(int port) {
        return "http://localhost:" + port;
    }

    /** Sends the login form, where the page with it can be had. @param next where to go afterwards */
    public Answer logIn(String password, String next) {
        Answer page = get("/login");
        if (page.status() != 200) {
            return page;
        }
        Matcher token = LOGIN_TOKEN.matcher(page.body());
        if (!token.find()) {
            throw new AssertionError("No token on the login page");
        }
        return postForm(
                "/login",
                "account=" + encoded(user) + "&password=" + encoded(password) + "&next=" + encoded(next) + "&_csrf="
                        + encoded(token.group(1)));
    }

    public List<HttpCookie> cookies() {
        return cookies.getCookieStore().getCookies();
    }

    /** Puts a cookie of another browser, or a made-up one, into this one. */
    public void takeCookie(HttpCookie cookie) {
        cookies.getCookieStore().add(URI.create(base.get()), cookie);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public String user() {
        return user;
    }

    /** Where the engine's REST interface is for this client: a browser uses Tasklist's own copy. */
    public String engine(String call) {
        return engine + call;
    }

    /** From now on without the header that proves that a request comes from our own pages. */
    public Staff withoutCsrfToken() {
        sendsCsrfToken.set(false);
        return this;
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    public Answer post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    public Answer put(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)));
    }

    public Answer send(String method, String path, String json) {
        return send(
                request(path).header("Content-Type", "application/json").method(method, BodyPublishers.ofString(json)));
    }

    /** @param form as a browser encodes it */
    public Answer postForm(String path, String form) {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    public Answer postParts(String path, String part, String fileName, byte[] content) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + part + "\"; filename=\""
                        + fileName + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /** As the script of a page sends a form. */
    public Answer postFields(String path, Map<String, String> fields) {
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> body.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\""
                + name + "\"\r\n\r\n" + value + "\r\n"));
        return send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofString(body + "--" + BOUNDARY + "--\r\n")));
    }

    // What people do with a task.

    public Answer form(String task) {
        return get("/api/tasks/" + task + "/form");
    }

    /** @param version of the row as it was shown */
    public Answer type(String task, String section, String row, long version, Map<String, String> cells) {
        return put(
                "/api/tasks/" + task + "/rows",
                text(Map.of(
                        "rows", List.of(Map.of("section", section, "key", row, "version", version, "values", cells)))));
    }

    /** Types over some cells of a row and leaves the others as they stand. */
    public Answer change(String task, String section, String row, Map<String, String> cells) {
        JsonNode view = form(task).json();
        JsonNode before = row(view, section, row);
        Map<String, String> whole = cells(section(view, section), before);
        whole.putAll(cells);
        return type(task, section, row, before.path("version").asLong(), whole);
    }

    public Answer attach(String task, String fileName, byte[] content) {
        return postParts("/api/tasks/" + task + "/files", "file", fileName, content);
    }

    /** As Tasklist does. */
    public Answer complete(String task) {
        return post(engine("/task/" + task + "/submit-form"), SHELL);
    }

    /**
     * As Tasklist does.
     *
     * @param definition id of the process as it is deployed now
     */
    public Answer start(String definition) {
        return post(engine("/process-definition/" + definition + "/submit-form"), SHELL);
    }

    /** All that Tasklist sends when a task is completed or a process started. */
    public static final String SHELL = shell("complete-task.json");

    private static String shell(String name) {
        try (InputStream file = Staff.class.getResourceAsStream("/tasklist-7.24.0/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode section(JsonNode view, String section) {
        return stream(view.path("sections")).stream()
                .filter(one -> one.path("key").asText().equals(section))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No section " + section));
    }

    public static JsonNode row(JsonNode view, String section, String row) {
        return stream(section(view, section).path("rows")).stream()
                .filter(one -> one.path("key").asText().equals(row))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No row " + row + " in " + section));
    }

    /** What stands in the row's cells that can be typed into, as its page would send it. */
    public static Map<String, String> cells(JsonNode section, JsonNode row) {
        Map<String, String> cells = new HashMap<>();
        for (JsonNode column : section.path("columns")) {
            String key = column.path("key").asText();
            String type = row.path("inputs")
                    .path(key)
                    .path("type")
                    .asText(column.path("type").asText());
            if (!type.equals("LABEL")) {
                JsonNode value = row.path("values").path(key);
                cells.put(
                        key,
                        value.isArray()
                                ? String.join(
                                        ",",
                                        stream(value).stream()
                                                .map(file -> file.path("id").asText())
                                                .toList())
                                : value.asText(""));
            }
        }
        return cells;
    }

    public static List<JsonNode> stream(JsonNode array) {
        List<JsonNode> nodes = new ArrayList<>();
        array.forEach(nodes::add);
        return nodes;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base.get() + path));
        headers.forEach(request::header);
        if (sendsCsrfToken.get()) {
            cookies.getCookieStore().getCookies().stream()
                    .filter(cookie -> cookie.getName().equals(CSRF_COOKIE))
                    .map(HttpCookie::getValue)
                    .findFirst()
                    .ifPresent(token -> request.header("X-XSRF-TOKEN", token));
        }
        return request;
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            JsonNode json = json(response.body());
            return new Answer(
                    response.statusCode(),
                    response.body(),
                    json,
                    json.path("message").asText(""),
                    response.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null ? MissingNode.getInstance() : json;
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }
}
