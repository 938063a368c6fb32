package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.persistence.DatabaseRoom;
import cn.healthylishui.assessment.workflow.EngineCalls.Call;
import cn.healthylishui.assessment.workflow.EngineCalls.Role;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.servlet.http.HttpSession;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskAlreadyClaimedException;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The one door before the engine's REST interface and the web applications' own copies of it: what {@link EngineCalls} lists passes,
 * everything else is refused, whatever it is and however it is spelled. A body is read only once it is known who sends it, and no
 * further than it may be long; what passes on is what was understood here, written anew.
 */
class EngineDoor extends OncePerRequestFilter {

    static final String ADMINISTRATORS = "camunda-admin";

    static final int LONGEST_BODY = 64 * 1024;

    private static final int LONGEST_QUERY = 8 * 1024;

    /** What the engine says, with status 500, of something that is not there. */
    static final Pattern NOT_THERE =
            Pattern.compile("(?:Cannot find task|no deployed process definition found|no resource found)"
                    + " with id|Cannot invoke \\S*ProcessDefinitionEntity\\.getId\\(\\)");

    private static final String TOO_MANY = "一次最多查询%d条，没有查询。请分页查询，或加上条件。".formatted(JsonShape.MOST_RESULTS);

    private static final List<String> GUARDED = List.of("/engine-rest", "/camunda/api");
    private static final Pattern SETUP = Pattern.compile("(?i)/camunda/app/(?:[^/]+/)*setup(?:/.*)?", Pattern.DOTALL);
    private static final Pattern PLAIN_PATH = Pattern.compile("\\A(?:/[A-Za-z0-9:_-]+(?:\\.(?:js|css))?)+/?\\z");
    private static final Set<String> OTHER_METHOD =
            Set.of("x-http-method-override", "x-http-method", "x-method-override");

    private final IdentityService identity;
    private final CompletedTasks completed;
    private final Refusals refusals;
    private final DatabaseRoom room;
    private final JsonMapper json = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    EngineDoor(IdentityService identity, CompletedTasks completed, Refusals refusals, DatabaseRoom room) {
        this.identity = identity;
        this.room = room;
        this.completed = completed;
        this.refusals = refusals;
    }

    /** Somebody logged in, with the codes of the groups the account belongs to now. */
    private record Login(String user, Set<String> groups) {}

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = LoginFilter.path(request);
        if (SETUP.matcher(path).matches()) {
            refuse(request, response, 403, "系统已由安装程序设好管理员，此处不开放。");
            return;
        }
        if (!guards(path)) {
            chain.doFilter(request, response);
            return;
        }
        @Nullable Login login = login(request);
        try {
            pass(request, response, chain, path, login);
        } catch (NotAllowed refusal) {
            refuse(request, response, refusal.status, refusal.sentence);
        }
    }

    static boolean guards(String path) {
        return GUARDED.stream().anyMatch(path.toLowerCase(Locale.ROOT)::startsWith);
    }

    private void pass(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            String path,
            @Nullable Login login)
            throws ServletException, IOException {
        Role role =
                login == null ? Role.ANYONE : login.groups().contains(ADMINISTRATORS) ? Role.ADMINISTRATOR : Role.STAFF;
        String user = login == null ? "" : login.user();
        String address = isPlain(request, path) ? EngineCalls.address(path) : "";
        List<Call> calls = EngineCalls.find(role, request.getMethod(), address, user);
        if (calls.isEmpty()) {
            throw notAllowed(role, request.getMethod(), address);
        }
        JsonShape.Caller caller = new JsonShape.Caller() {
            @Override
            public String user() {
                return user;
            }

            @Override
            public boolean isColleague(String account) {
                return login != null && shareOffice(login, account);
            }

            @Override
            public boolean belongsTo(String office) {
                return login != null && login.groups().contains(office);
            }
        };
        Map<String, String> parameters = parameters(request);
        List<Call> asked =
                calls.stream().filter(call -> takes(call, parameters, caller)).toList();
        if (asked.isEmpty()) {
            throw wrongParameter(calls, parameters, caller);
        }
        byte[] body = reads(request.getMethod()) ? new byte[0] : read(request);
        JsonNode content = body.length == 0 ? JsonNodeFactory.instance.objectNode() : parsed(request, body);
        Call call = asked.stream()
                .filter(one -> one.shape().wrong(content, caller).isEmpty())
                .findFirst()
                .orElseThrow(() -> wrongContent(address, asked.get(asked.size() - 1), content, caller));
        if (call.acts() && role != Role.ANYONE && room.isFull()) {
            throw Refusals.noRoom();
        }
        HttpServletRequest bounded = call.lists() && !parameters.containsKey(EngineCalls.MAX_RESULTS)
                ? new BoundedRequest(request)
                : request;
        // What a reading request carries beside its address is not read by the engine.
        HttpServletRequest passed = reads(call.method())
                ? bounded
                : new BufferedRequest(bounded, body.length == 0 ? body : json.writeValueAsBytes(content));
        answerInChinese(passed, response, chain, call, address, login);
    }

    private static final class NotAllowed extends RuntimeException {
        private final int status;
        private final String sentence;

        NotAllowed(int status, String sentence) {
            super(sentence, null, false, false);
            this.status = status;
            this.sentence = sentence;
        }
    }

    private static NotAllowed notAllowed(Role role, String method, String address) {
        if (role == Role.ANYONE) {
            return new NotAllowed(401, "登录已过期，请重新登录。");
        }
        if (EngineCalls.bringsAnswers(address)) {
            return new NotAllowed(403, "您的账号不能这样操作：发起和办结请在待办任务里进行。");
        }
        return new NotAllowed(
                403,
                Optional.of(role)
                        .filter(Role.ADMINISTRATOR::equals)
                        .flatMap(administrator -> EngineCalls.elsewhere(method, address))
                        .orElse("您的账号不能这样操作。"));
    }

    private static boolean reads(String method) {
        return method.equals("GET") || method.equals("OPTIONS");
    }

    /**
     * Whether the address was sent as the server resolved it: without escapes (but for the colon, which some of the web applications'
     * scripts escape), dots, parameters of the path and double slashes, and without another method hidden in a header.
     */
    private static boolean isPlain(HttpServletRequest request, String path) {
        String sent = request.getRequestURI().replace("%3A", ":").replace("%3a", ":");
        return PLAIN_PATH.matcher(path).matches()
                && sent.equals(request.getContextPath() + path)
                && OTHER_METHOD.stream().noneMatch(header -> request.getHeader(header) != null);
    }

    private static Map<String, String> parameters(HttpServletRequest request) {
        String query = request.getQueryString();
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query == null || query.isEmpty()) {
            return parameters;
        }
        if (query.length() > LONGEST_QUERY) {
            throw new NotAllowed(414, "查询条件太长，没有查询。");
        }
        for (String part : query.split("&", -1)) {
            int equals = part.indexOf('=');
            try {
                String name = URLDecoder.decode(equals < 0 ? part : part.substring(0, equals), StandardCharsets.UTF_8);
                String value = equals < 0 ? "" : URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8);
                if (parameters.put(name, value) != null) {
                    throw new NotAllowed(400, "查询条件重复了，没有查询。请刷新页面后再试。");
                }
            } catch (IllegalArgumentException malformed) {
                throw new NotAllowed(400, "查询条件的写法不对，没有查询。请刷新页面后再试。");
            }
        }
        return parameters;
    }

    private static boolean takes(Call call, Map<String, String> parameters, JsonShape.Caller caller) {
        return parameters.keySet().containsAll(call.required())
                && parameters.entrySet().stream().allMatch(parameter -> {
                    JsonShape.@Nullable Kind kind = call.parameters().get(parameter.getKey());
                    return kind != null && kind.accepts(parameter.getValue(), caller);
                });
    }

    private static NotAllowed wrongParameter(
            List<Call> calls, Map<String, String> parameters, JsonShape.Caller caller) {
        boolean expression = parameters.entrySet().stream()
                .anyMatch(parameter -> parameter.getKey().endsWith("Expression")
                        && !QueryExpressions.isHarmless(parameter.getValue()));
        if (expression) {
            return new NotAllowed(403, "查询条件中不能使用表达式。");
        }
        boolean tooMany = calls.stream()
                .anyMatch(call -> parameters.entrySet().stream().anyMatch(parameter -> {
                    JsonShape.@Nullable Kind kind = call.parameters().get(parameter.getKey());
                    return kind != null
                            && isPage(kind)
                            && parameter.getValue().matches("-?[0-9]+")
                            && !kind.accepts(parameter.getValue(), caller);
                }));
        if (tooMany) {
            return new NotAllowed(403, TOO_MANY);
        }
        return new NotAllowed(
                403,
                parameters.keySet().stream()
                        .filter(name -> calls.stream()
                                .noneMatch(call -> call.parameters().containsKey(name)))
                        .findFirst()
                        .map(name -> "您的账号不能这样查询：不接受条件“%s”。".formatted(shown(name)))
                        .orElse("您的账号不能这样查询。"));
    }

    private static NotAllowed wrongContent(String address, Call call, JsonNode content, JsonShape.Caller caller) {
        if (EngineCalls.bringsAnswers(address)) {
            return content.isObject() && !content.isEmpty()
                    ? new NotAllowed(403, "办结和启动时不接受附带的变量和其他内容：要填的内容请在表单里填写。")
                    : new NotAllowed(400, "发来的内容格式不对，没有办理。请刷新页面后再试。");
        }
        if (hasHostileExpression(content)) {
            return new NotAllowed(403, "查询条件中不能使用表达式。");
        }
        String field = call.shape().wrong(content, caller).orElse("");
        if (field.isEmpty()) {
            return new NotAllowed(400, "发来的内容格式不对，没有办理。请刷新页面后再试。");
        }
        if (call.shape().fields().get(field) == JsonShape.Kind.COLLEAGUE) {
            return new NotAllowed(403, "任务只能交给本单位的同事；要转给别的单位，请联系市健康丽水办。");
        }
        if (isPage(call.shape().fields().get(field)) && content.path(field).isIntegralNumber()) {
            return new NotAllowed(403, TOO_MANY);
        }
        if (field.equals("executionDate")) {
            return new NotAllowed(403, "只能立即暂停或恢复，不能定时。请选择“立即执行”。");
        }
        return new NotAllowed(403, "您的账号不能这样操作：不接受“%s”或它的内容。".formatted(shown(field)));
    }

    private static boolean isPage(JsonShape.@Nullable Kind kind) {
        return kind == JsonShape.Kind.PAGE_SIZE || kind == JsonShape.Kind.PAGE_START;
    }

    /** A name as it was sent, fit to be shown. */
    private static String shown(String name) {
        String line = name.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029<>\"&]", "");
        return line.length() <= 40 ? line : line.substring(0, 40) + "…";
    }

    private static boolean hasHostileExpression(JsonNode node) {
        return node.properties().stream()
                        .anyMatch(field -> field.getKey().endsWith("Expression")
                                && !field.getValue().isNull()
                                && !(field.getValue().isTextual()
                                        && QueryExpressions.isHarmless(
                                                field.getValue().asText())))
                || Stream.generate(node.elements()::next).limit(node.size()).anyMatch(EngineDoor::hasHostileExpression);
    }

    private JsonNode parsed(HttpServletRequest request, byte[] body) {
        String type = String.valueOf(request.getContentType())
                .toLowerCase(Locale.ROOT)
                .replace(" ", "");
        if (!type.equals("application/json") && !type.equals("application/json;charset=utf-8")) {
            throw new NotAllowed(415, "发来的内容格式不对，没有办理。请刷新页面后再试。");
        }
        try {
            return json.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (JsonProcessingException | CharacterCodingException notJson) {
            throw new NotAllowed(400, "发来的内容格式不对，没有办理。请刷新页面后再试。");
        }
    }

    /** Reads no further than it may be long; what a header says of the length is believed only where it says too much. */
    private static byte[] read(HttpServletRequest request) throws IOException {
        byte[] body = request.getContentLengthLong() > LONGEST_BODY
                ? new byte[LONGEST_BODY + 1]
                : request.getInputStream().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            throw new NotAllowed(413, "发来的内容太大（最多%dKB），没有办理。".formatted(LONGEST_BODY / 1024));
        }
        return body;
    }

    private @Nullable Login login(HttpServletRequest request) {
        Authentication current = identity.getCurrentAuthentication();
        String user = current != null ? current.getUserId() : userOfSession(request);
        if (user == null) {
            return null;
        }
        // With the rights of staff, who may not look up their colleagues, every answer would be no.
        return CurrentUser.asEngine(identity, () -> {
                    Set<String> groups = identity.createGroupQuery().groupMember(user).list().stream()
                            .map(Group::getId)
                            .collect(Collectors.toSet());
                    boolean known = !groups.isEmpty()
                            || identity.createUserQuery().userId(user).count() == 1;
                    return Optional.ofNullable(known ? new Login(user, groups) : null);
                })
                .orElse(null);
    }

    private static @Nullable String userOfSession(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Authentications logins = session == null ? null : AuthenticationUtil.getAuthsFromSession(session);
        return logins == null || logins.getAuthenticationForProcessEngine("default") == null
                ? null
                : logins.getAuthenticationForProcessEngine("default").getIdentityId();
    }

    private boolean shareOffice(Login login, String other) {
        return CurrentUser.asEngine(identity, () -> identity.createGroupQuery().groupMember(other).list().stream()
                .map(Group::getId)
                .anyMatch(login.groups()::contains));
    }

    private void answerInChinese(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            Call call,
            String address,
            @Nullable Login login)
            throws ServletException, IOException {
        ErrorsHeldBack answer = new ErrorsHeldBack(response);
        chain.doFilter(request, answer);
        if (!answer.isError()) {
            return;
        }
        Object refusal = request.getAttribute(TaskFormListener.REFUSAL);
        Matcher task = EngineCalls.ON_TASK.matcher(address);
        Optional<String> done = task.matches() && login != null
                ? completed.told(task.group(1), login.user(), login.groups())
                : Optional.empty();
        if (done.isPresent()) {
            // whatever it failed at: what the form refuses may be so because somebody else was quicker
            refuse(request, response, 409, done.get());
        } else if (refusal != null) {
            refuse(request, response, 422, refusal.toString());
        } else if (answer.getStatus() == 401) {
            refuse(request, response, 401, "登录已过期，请重新登录。您填的内容已经保存。");
        } else if (request.getAttribute(ConflictWatch.CONFLICT) != null) {
            refuse(
                    request,
                    response,
                    409,
                    EngineCalls.COMPLETING.matcher(address).matches()
                            ? "有人与您同时操作了这项任务，这次没有办结，内容没有丢。请再点一次“办结”。"
                            : "有人与您同时操作，这次没有办成。请稍等片刻，刷新页面后再试。");
        } else {
            sayWhatWentWrong(request, response, call, address, answer);
        }
    }

    /** The engine answers 500 to nearly everything; only what it says tells a task that is gone from a fault of the program. */
    private void sayWhatWentWrong(
            HttpServletRequest request, HttpServletResponse response, Call call, String address, ErrorsHeldBack answer)
            throws IOException {
        int status = answer.getStatus();
        String said = answer.said();
        boolean onTask = EngineCalls.ON_TASK.matcher(address).matches();
        Object failure = request.getAttribute(ConflictWatch.FAILURE);
        if (said.contains("CSRFPreventionFilter")) {
            refuse(request, response, 403, "页面已失效，请刷新后再试。您填的内容已经保存。");
        } else if (failure instanceof TaskAlreadyClaimedException) {
            refuse(request, response, 409, "这项任务已由同事领办。要由您来办的，请同事先放回任务清单。");
        } else if (onTask && (status == 403 || status == 404 || said.contains("Cannot find task with id"))) {
            refuse(request, response, status == 403 ? 403 : 404, "这项任务已经办结，或不归您办理。请回到任务清单查看。");
        } else if (status == 403 && EngineCalls.STARTING.matcher(address).matches()) {
            refuse(request, response, 403, "这个流程不由您所在的单位发起。");
        } else if (status == 403) {
            refuse(request, response, 403, call.acts() ? "您的账号不能这样操作。" : "这些内容不归您查看，或者已经没有了。");
        } else if (status == 404 || NOT_THERE.matcher(said).find()) {
            refuse(request, response, 404, "没有找到要%s的内容，可能刚被别人办理。请刷新页面查看。".formatted(call.acts() ? "操作" : "查看"));
        } else if (status < 500 && !call.acts()) {
            refuse(request, response, status, "查询的内容不对，没有查询。请刷新页面后再试。");
        } else if (status < 500) {
            refuse(request, response, status, refused(said));
        } else if (request.getAttribute(ConflictWatch.BUSY) instanceof Refusals.Answer busy) {
            refusals.note(busy.status(), busy.message(), request);
            Answers.refuse(response, busy);
        } else {
            String undone = !call.acts()
                    ? "没有查到"
                    : EngineCalls.COMPLETING.matcher(address).matches() ? "这项任务没有办结" : "这一步没有办成";
            refusals.fault(
                    failure instanceof Throwable thrown
                            ? thrown
                            : new IllegalStateException("The engine answered " + status + ": " + said),
                    request);
            refuse(request, response, status, "系统出了故障，%s，已填的内容没有丢。请稍后再试；仍不行请联系管理员。".formatted(undone));
        }
    }

    /** What a user did wrong is one line in the log. */
    private void refuse(HttpServletRequest request, HttpServletResponse response, int status, String sentence)
            throws IOException {
        Answers.refuse(response, status, sentence);
        if (status < 500) {
            refusals.note(status, sentence, request);
        }
    }

    private static String refused(String said) {
        return said.contains("assword") ? "密码没有修改：当前密码不对，或新密码不符合要求。" : "发来的内容不对，没有办理。请刷新页面后再试。";
    }

    /**
     * Keeps back what the engine and the web applications' own filters answer where it is an error, until it is known what to tell the
     * user; everything else goes on as it comes.
     */
    private static final class ErrorsHeldBack extends HttpServletResponseWrapper {

        private static final int MOST_KEPT = 64 * 1024;

        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private String error = "";
        private @Nullable ServletOutputStream out;
        private @Nullable PrintWriter writer;

        ErrorsHeldBack(HttpServletResponse response) {
            super(response);
        }

        boolean isError() {
            return getStatus() >= 400 && !isCommitted();
        }

        @Override
        public void sendError(int status) {
            setStatus(status);
        }

        @Override
        public void sendError(int status, @Nullable String message) {
            setStatus(status);
            error = String.valueOf(message);
        }

        String said() {
            if (writer != null) {
                writer.flush();
            }
            return error + kept.toString(StandardCharsets.UTF_8);
        }

        @Override
        public void flushBuffer() throws IOException {
            if (writer != null) {
                writer.flush();
            }
            if (getStatus() < 400) {
                super.flushBuffer();
            }
        }

        @Override
        public PrintWriter getWriter() throws IOException {
            if (writer == null) {
                writer = new PrintWriter(new OutputStreamWriter(getOutputStream(), getCharacterEncoding()), true);
            }
            return writer;
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            if (out == null) {
                ServletOutputStream passing = super.getOutputStream();
                out = new ServletOutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        write(new byte[] {(byte) b}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int from, int length) throws IOException {
                        if (getStatus() < 400) {
                            passing.write(bytes, from, length);
                        } else {
                            kept.write(bytes, from, Math.max(0, Math.min(length, MOST_KEPT - kept.size())));
                        }
                    }

                    @Override
                    public void flush() throws IOException {
                        flushBuffer();
                    }

                    @Override
                    public boolean isReady() {
                        return passing.isReady();
                    }

                    @Override
                    public void setWriteListener(WriteListener listener) {
                        passing.setWriteListener(listener);
                    }
                };
            }
            return out;
        }
    }

    /** A list of which nobody said how much is wanted. */
    private static final class BoundedRequest extends HttpServletRequestWrapper {

        BoundedRequest(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getQueryString() {
            String sent = super.getQueryString();
            return (sent == null || sent.isEmpty() ? "" : sent + "&") + EngineCalls.MAX_RESULTS + "="
                    + JsonShape.MOST_RESULTS;
        }
    }

    /** What passes on in place of what was sent. */
    private static final class BufferedRequest extends HttpServletRequestWrapper {

        private final byte[] body;
        private final Map<String, String> headers;

        BufferedRequest(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
            this.headers = body.length == 0
                    ? Map.of("content-length", "0")
                    : Map.of("content-length", String.valueOf(body.length), "content-type", "application/json");
        }

        @Override
        public @Nullable String getHeader(String name) {
            String own = headers.get(name.toLowerCase(Locale.ROOT));
            return own == null ? super.getHeader(name) : own;
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            String own = headers.get(name.toLowerCase(Locale.ROOT));
            return own == null ? super.getHeaders(name) : Collections.enumeration(List.of(own));
        }

        @Override
        public @Nullable String getContentType() {
            return getHeader("Content-Type");
        }

        @Override
        public int getContentLength() {
            return body.length;
        }

        @Override
        public long getContentLengthLong() {
            return body.length;
        }

        @Override
        public ServletInputStream getInputStream() {
            ByteArrayInputStream bytes = new ByteArrayInputStream(body);
            return new ServletInputStream() {
                @Override
                public int read() {
                    return bytes.read();
                }

                @Override
                public boolean isFinished() {
                    return bytes.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new IllegalStateException("Engine calls are read synchronously");
                }
            };
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }
}
