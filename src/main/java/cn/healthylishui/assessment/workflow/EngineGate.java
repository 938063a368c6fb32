package cn.healthylishui.assessment.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Stands before the engine's REST interface and the web applications' own copy of it.
 *
 * <p>Staff may do there what Tasklist lets them do and nothing else: the engine would let whoever may work on a task also set the
 * variables of its process, its due date or its assignee, and so route the procedure around its rules. Completing takes no
 * variables at all, since a task's answer is its draft. Query expressions are let through only where they are the three that
 * filters need: the engine evaluates any expression with its own rights. A refusal of a completion is answered in Chinese.
 */
class EngineGate extends OncePerRequestFilter {

    static final String ADMINISTRATORS = "camunda-admin";

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> HARMLESS_EXPRESSIONS =
            Set.of("${currentUser()}", "${currentUserGroups()}", "${now()}");

    /** By this code the engine says that somebody else changed the task or its process in the same moment. */
    private static final String CHANGED_MEANWHILE = "ENGINE-03005";

    private static final String NOT_YOURS = "这项任务已经办结，或不归您办理。请回到任务清单查看。";

    private static final Pattern ENGINE_PATH =
            Pattern.compile("(?:/engine-rest(?:/engine/default)?|/camunda/api/engine/engine/default)(/.*)?");
    private static final Pattern SETUP =
            Pattern.compile("/camunda/(?:api/admin/setup/.*|app/(?:[^/]+/)*setup(?:/.*)?)");
    private static final Pattern COMPLETING = Pattern.compile("/task/([^/]+)/(?:complete|submit-form)");
    private static final Pattern CLAIMING = Pattern.compile("/task/([^/]+)/(?:claim|assignee)");
    private static final Pattern STARTING = Pattern.compile("/process-definition/(?:key/)?[^/]+/(?:start|submit-form)");
    private static final List<Pattern> ALLOWED_TO_STAFF = Stream.of(
                    COMPLETING.pattern(),
                    CLAIMING.pattern(),
                    STARTING.pattern(),
                    "/task/[^/]+/unclaim",
                    "/task/[^/]+/comment/create",
                    "/task",
                    "/task/count",
                    "/filter/[^/]+/(?:list|count|singleResult)",
                    "/process-definition",
                    "/process-instance",
                    "/process-instance/count",
                    "/variable-instance",
                    "/user/[^/]+/credentials")
            .map(Pattern::compile)
            .toList();

    private final IdentityService identity;
    private final ObjectMapper json;

    EngineGate(IdentityService identity, ObjectMapper json) {
        this.identity = identity;
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = LoginFilter.path(request);
        if (SETUP.matcher(path).matches()) {
            Answers.refuse(response, 403, "系统已由安装程序设好管理员，此处不开放。");
            return;
        }
        Matcher engine = ENGINE_PATH.matcher(path);
        if (!engine.matches()) {
            if (path.startsWith("/engine-rest")) {
                Answers.refuse(response, 404, "没有这个接口。");
                return;
            }
            chain.doFilter(request, response);
            return;
        }
        String call = Optional.ofNullable(engine.group(1)).orElse("").replaceAll("/+$", "");
        if (request.getParameterMap().entrySet().stream().anyMatch(EngineGate::isHostileParameter)) {
            Answers.refuse(response, 403, "查询条件中不能使用表达式。");
            return;
        }
        if (READING.contains(request.getMethod())) {
            chain.doFilter(request, response);
            return;
        }
        byte[] body = request.getInputStream().readAllBytes();
        JsonNode content = read(body);
        if (content != null && hasHostileExpression(content)) {
            Answers.refuse(response, 403, "查询条件中不能使用表达式。");
            return;
        }
        boolean completing = COMPLETING.matcher(call).matches();
        if ((completing || STARTING.matcher(call).matches())
                && body.length > 0
                && (content == null || !content.isObject())) {
            // What cannot be read here cannot be looked into, and must not reach a reader who may understand it.
            Answers.refuse(response, 400, "发来的内容格式不对，没有办理。请刷新页面后再试。");
            return;
        }
        String refusal = refusalFor(request, call, content);
        if (refusal != null) {
            Answers.refuse(response, 403, refusal);
            return;
        }
        pass(new BufferedRequest(request, body), response, chain, completing);
    }

    /** Why this call is not for this user, in Chinese; null where it is. */
    private @Nullable String refusalFor(HttpServletRequest request, String call, @Nullable JsonNode content) {
        String user = user(request);
        if ((COMPLETING.matcher(call).matches() || STARTING.matcher(call).matches())
                && content != null
                && !content.path("variables").isEmpty()) {
            return "办结和启动时不接受附带的变量：要填的内容请在表单里填写。";
        }
        if (user == null || isMember(user, ADMINISTRATORS)) {
            return null; // a stranger is turned away by the engine's own filters
        }
        if (!request.getMethod().equals("POST") && !call.matches("/user/[^/]+/credentials")
                || ALLOWED_TO_STAFF.stream()
                        .noneMatch(pattern -> pattern.matcher(call).matches())) {
            return "您的账号不能这样操作。";
        }
        if (CLAIMING.matcher(call).matches() && content != null) {
            String to = content.path("userId").asText("");
            if (!to.isEmpty() && !to.equals(user) && !shareOffice(user, to)) {
                return "任务只能交给本单位的同事；要转给别的单位，请联系市健康丽水办。";
            }
        }
        return null;
    }

    private boolean isMember(String user, String group) {
        // With the rights of staff, who may not look up their colleagues, every answer would be no.
        return CurrentUser.asEngine(
                identity,
                () -> identity.createUserQuery()
                                .userId(user)
                                .memberOfGroup(group)
                                .count()
                        == 1);
    }

    private boolean shareOffice(String user, String other) {
        return CurrentUser.asEngine(
                        identity,
                        () -> identity.createGroupQuery().groupMember(user).list())
                .stream()
                .anyMatch(group -> isMember(other, group.getId()));
    }

    private @Nullable String user(HttpServletRequest request) {
        Authentication current = identity.getCurrentAuthentication();
        if (current != null) {
            return current.getUserId();
        }
        HttpSession session = request.getSession(false);
        Authentications logins = session == null ? null : AuthenticationUtil.getAuthsFromSession(session);
        return logins == null || logins.getAuthenticationForProcessEngine("default") == null
                ? null
                : logins.getAuthenticationForProcessEngine("default").getIdentityId();
    }

    private @Nullable JsonNode read(byte[] body) {
        try {
            return body.length == 0 ? null : json.readTree(body);
        } catch (IOException notJson) {
            return null;
        }
    }

    private static boolean isHostileParameter(Map.Entry<String, String[]> parameter) {
        return parameter.getKey().endsWith("Expression")
                && Stream.of(parameter.getValue()).anyMatch(value -> !HARMLESS_EXPRESSIONS.contains(value.strip()));
    }

    private static boolean hasHostileExpression(JsonNode node) {
        if (node.isObject()) {
            return node.properties().stream()
                    .anyMatch(field -> field.getKey().endsWith("Expression")
                                    && !HARMLESS_EXPRESSIONS.contains(
                                            field.getValue().asText("").strip())
                                    && !field.getValue().isNull()
                            || hasHostileExpression(field.getValue()));
        }
        for (JsonNode child : node) {
            if (hasHostileExpression(child)) {
                return true;
            }
        }
        return false;
    }

    private static void pass(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, boolean completing)
            throws ServletException, IOException {
        if (!completing) {
            chain.doFilter(request, response);
            return;
        }
        HeldAnswer answer = new HeldAnswer(response);
        chain.doFilter(request, answer);
        Object refusal = request.getAttribute(TaskFormListener.REFUSAL);
        if (answer.getStatus() < 400) {
            answer.copyBodyToResponse();
        } else if (refusal != null) {
            Answers.refuse(response, 422, refusal.toString());
        } else if (answer.getStatus() == 401) {
            Answers.refuse(response, 401, "登录已过期，请重新登录。您填的内容已经保存。");
        } else {
            answerInChinese(response, answer.getStatus(), answer.said());
        }
    }

    /** The engine answers 500 to nearly everything; only what it says tells a task that is gone from a fault of the program. */
    private static void answerInChinese(HttpServletResponse response, int status, String said) throws IOException {
        if (said.contains(CHANGED_MEANWHILE)) {
            Answers.refuse(response, 409, "有人与您同时操作了这项任务，这次没有办结，内容没有丢。请再点一次“办结”。");
        } else if (said.contains("CSRFPreventionFilter")) {
            Answers.refuse(response, 403, "页面已失效，请刷新后再试。您填的内容已经保存。");
        } else if (status == 403) {
            Answers.refuse(response, 403, NOT_YOURS);
        } else if (status == 404 || said.contains("Cannot find task with id")) {
            Answers.refuse(response, 404, NOT_YOURS);
        } else if (status < 500) {
            Answers.refuse(response, status, "发来的内容格式不对，没有办结。请刷新页面后再试。");
        } else {
            Answers.refuse(response, status, "系统出了故障，这项任务没有办结，已填的内容没有丢。请稍后再试；仍不行请联系管理员。");
        }
    }

    /** Keeps back what the engine and the web applications' own filters answer, errors too, until it is known what to tell the user. */
    private static final class HeldAnswer extends ContentCachingResponseWrapper {

        private String error = "";

        HeldAnswer(HttpServletResponse response) {
            super(response);
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
            return error + new String(getContentAsByteArray(), StandardCharsets.UTF_8);
        }
    }

    /** The body was read to look into it, and is given on from memory. */
    private static final class BufferedRequest extends HttpServletRequestWrapper {

        private final byte[] body;

        BufferedRequest(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
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
