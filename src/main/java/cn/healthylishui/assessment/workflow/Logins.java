package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.limits.Characters;
import cn.healthylishui.assessment.limits.Crowded;
import cn.healthylishui.assessment.limits.Limits;
import cn.healthylishui.assessment.limits.Turns;
import cn.healthylishui.assessment.limits.Turns.Turn;
import cn.healthylishui.assessment.taskform.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.PasswordPolicyResult;
import org.camunda.bpm.engine.identity.PasswordPolicyRule;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthentication;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** 登录: how a login begins, what it carries, and how its person sees and ends it. */
@Component
public class Logins {

    /** How an attempt to log in came out. */
    public sealed interface Outcome {

        /** @param next where the person wanted to go, an address of our own */
        record In(String next) implements Outcome {}

        record Wrong(String message) implements Outcome {}

        record Slowed(int seconds, String message) implements Outcome {}
    }

    /** @param ref names the login without giving it away; @param here whether it is the one that asks */
    public record Login(
            String ref, LocalDateTime since, LocalDateTime lastUsed, String address, String browser, boolean here) {}

    static final String WRONG = "账号名或密码不对。账号名区分大小写；忘了密码的，请联系市健康丽水办或系统管理员重设。";

    /** No group's id has a colon. */
    private static final String PASSWORD_DEMANDED = ":password-demanded";

    private static final String ADDRESS = "login-address";
    private static final String BROWSER = "login-browser";
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_PASSWORD = 200;
    static final String BUSY = "现在登录的人很多，请过几秒再试。";

    private final IdentityService identity;
    private final ProcessEngine engine;
    private final IdentityChanges changes;
    private final LoginThrottle throttle;
    private final KnownBrowsers browsers;
    private final PasswordLetters letters;
    private final FindByIndexNameSessionRepository<? extends Session> sessions;
    private final TransactionTemplate transaction;

    /**
     * To look at a password takes a core for a while, and meanwhile the engine holds a connection of the database. Whoever waits for it
     * holds neither, and who is known to a browser does not queue with strangers.
     */
    private final Turns ofKnownBrowsers;

    private final Turns ofStrangers;

    Logins(
            IdentityService identity,
            @Lazy ProcessEngine engine,
            IdentityChanges changes,
            LoginThrottle throttle,
            KnownBrowsers browsers,
            PasswordLetters letters,
            @Lazy FindByIndexNameSessionRepository<? extends Session> sessions,
            TransactionTemplate transaction,
            Limits limits) {
        this.identity = identity;
        this.engine = engine;
        this.changes = changes;
        this.throttle = throttle;
        this.browsers = browsers;
        this.letters = letters;
        this.sessions = sessions;
        this.transaction = transaction;
        this.ofKnownBrowsers = new Turns(limits.logins(), BUSY, BUSY);
        this.ofStrangers = new Turns(limits.logins(), BUSY, BUSY);
    }

    static boolean mustChangePassword(Authentication login) {
        return login.getAuthorities().stream().anyMatch(one -> PASSWORD_DEMANDED.equals(one.getAuthority()));
    }

    static List<String> groups(Authentication login) {
        return login.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(group -> group != null && !group.startsWith(":"))
                .toList();
    }

    /** Whether whoever is logged in has to choose a new password before anything else. */
    public boolean mustChangePassword() {
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        return login != null && mustChangePassword(login);
    }

    /** Logs in from the login page, and leads on. @param next as the page got it, not yet to be trusted */
    public Outcome logIn(
            HttpServletRequest request,
            HttpServletResponse response,
            String account,
            String password,
            @Nullable String next) {
        Checked checked = check(request, account, password);
        if (checked.seconds() > 0) {
            return new Outcome.Slowed(checked.seconds(), checked.message());
        }
        Authentication login = checked.login();
        if (login == null) {
            return new Outcome.Wrong(checked.message());
        }
        begin(request, response, login, Map.of());
        return new Outcome.In(
                mustChangePassword(login)
                        ? request.getContextPath() + Doors.NEW_PASSWORD
                        : Doors.ownAddress(next, request.getContextPath()));
    }

    /**
     * After a login whose answer has been sent, and which lies in the database: an account that changed while its password was looked
     * at has no login.
     */
    public void endIfChangedMeanwhile(HttpServletRequest request) {
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        if (login != null
                && login.getDetails() instanceof Long seen
                && seen != changes.state(login.getName()).changes()) {
            all(login.getName()).forEach(session -> sessions.deleteById(session.getId()));
        }
    }

    /** @param seconds to wait, 0 where the password was looked at; @param login null where there is none, and the message says why */
    record Checked(int seconds, @Nullable Authentication login, String message) {}

    /** The one check of a password, for the login page and for HTTP Basic. */
    Checked check(HttpServletRequest request, String account, String password) {
        if (account.isEmpty() || account.length() > LONGEST_NAME || password.length() > LONGEST_PASSWORD) {
            return new Checked(0, null, WRONG);
        }
        LoginThrottle.Attempt attempt =
                throttle.attempt(request.getRemoteAddr(), browsers.known(request, account), account);
        int wait = throttle.take(attempt);
        if (wait > 0) {
            return new Checked(wait, null, "登录失败的次数多了，请在%d秒后再试。账号没有被锁定。".formatted(wait));
        }
        Turn turn;
        try {
            turn = (attempt.isOfKnownBrowser() ? ofKnownBrowsers : ofStrangers).begin(attempt.source());
        } catch (Crowded crowded) {
            throttle.leave(attempt);
            return new Checked(crowded.retryAfter(), null, BUSY);
        }
        boolean good = false;
        boolean known = true;
        try {
            IdentityChanges.State before = changes.state(account);
            good = CurrentUser.asEngine(identity, () -> isRight(account, password));
            if (!good) {
                known = changes.text(account) != null;
                return new Checked(0, null, WRONG);
            }
            if (letters.isExpired(account)) {
                return new Checked(0, null, "这个一次性密码已经过期。请联系给您重设密码的人，重新办理。");
            }
            return new Checked(0, authentication(account, before), "");
        } finally {
            turn.close();
            throttle.done(attempt, good, known ? account : null);
        }
    }

    private boolean isRight(String account, String password) {
        try {
            return identity.checkPassword(account, password);
        } catch (OptimisticLockingException keptAnewMeanwhile) {
            // Two logins at once both wanted to keep the password at today's cost.
            return identity.checkPassword(account, password);
        }
    }

    /**
     * The login of an account for whose person somebody else vouches; empty where there is no such account. A password that has to be
     * changed, or has expired, concerns those who come by it.
     */
    Optional<Authentication> vouchedFor(String account) {
        if (account.length() > LONGEST_NAME || !Characters.areReadable(account)) {
            return Optional.empty(); // a database would not even be asked
        }
        IdentityChanges.State state = changes.state(account);
        return changes.text(account) == null
                ? Optional.empty()
                : Optional.of(authentication(account, new IdentityChanges.State(state.changes(), false)));
    }

    private Authentication authentication(String account, IdentityChanges.State state) {
        List<GrantedAuthority> authorities = new ArrayList<>();
        CurrentUser.asEngine(
                        identity,
                        () -> identity.createGroupQuery().groupMember(account).list())
                .forEach(group -> authorities.add(new SimpleGrantedAuthority(group.getId())));
        if (state.passwordDemanded()) {
            authorities.add(new SimpleGrantedAuthority(PASSWORD_DEMANDED));
        }
        UsernamePasswordAuthenticationToken login =
                UsernamePasswordAuthenticationToken.authenticated(account, null, authorities);
        login.setDetails(state.changes());
        return login;
    }

    /**
     * Always a new session: nobody can have put one there before.
     *
     * @param kept what the session keeps beside
     */
    void begin(
            HttpServletRequest request, HttpServletResponse response, Authentication login, Map<String, String> kept) {
        HttpSession before = request.getSession(false);
        if (before != null) {
            before.invalidate();
        }
        HttpSession session = request.getSession(true);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(login);
        SecurityContextHolder.setContext(context);
        session.setAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY, context);
        session.setAttribute(CamundaLogin.SESSION_ATTRIBUTE, forCamunda(login));
        session.setAttribute(ADDRESS, request.getRemoteAddr());
        session.setAttribute(BROWSER, browser(request.getHeader("User-Agent")));
        kept.forEach(session::setAttribute);
        CsrfTokens.begin(request, response);
        browsers.remember(request, response, login.getName());
    }

    private Authentications forCamunda(Authentication login) {
        Authentications logins = new Authentications();
        UserAuthentication known = CurrentUser.asEngine(
                identity,
                () -> AuthenticationUtil.createAuthentication(
                        engine, login.getName(), new ArrayList<>(groups(login)), new ArrayList<>()));
        if (known != null && !mustChangePassword(login)) {
            logins.addOrReplace(known);
        }
        return logins;
    }

    /** The logins of whoever asks, the last used first. */
    public List<Login> mine(HttpServletRequest request) {
        HttpSession here = request.getSession(false);
        return all(me()).stream()
                .sorted(Comparator.comparing(Session::getLastAccessedTime).reversed())
                .map(session -> new Login(
                        ref(session.getId()),
                        time(session.getCreationTime()),
                        time(session.getLastAccessedTime()),
                        Optional.ofNullable(session.<String>getAttribute(ADDRESS))
                                .orElse("不明"),
                        Optional.ofNullable(session.<String>getAttribute(BROWSER))
                                .orElse("不明"),
                        here != null && here.getId().equals(session.getId())))
                .toList();
    }

    private List<? extends Session> all(String account) {
        Map<String, ? extends Session> found = sessions.findByPrincipalName(account);
        return found.values().stream().filter(session -> !session.isExpired()).toList();
    }

    /** @return how many were ended; @param ref one of {@link #mine}, null for all but the one that asks */
    public int end(HttpServletRequest request, @Nullable String ref) {
        List<Login> ending = mine(request).stream()
                .filter(login -> ref == null ? !login.here() : login.ref().equals(ref))
                .toList();
        List<String> refs = ending.stream().map(Login::ref).toList();
        all(me()).stream()
                .map(Session::getId)
                .filter(id -> refs.contains(ref(id)))
                .forEach(sessions::deleteById);
        return ending.size();
    }

    /** Chooses a new password: every login of the account ends, and the one that asks goes on as a new one. */
    public void changePassword(
            HttpServletRequest request, HttpServletResponse response, String old, String fresh, String repeated) {
        String me = me();
        if (!fresh.equals(repeated)) {
            throw new Refused("两次输入的新密码不一样，请重新输入。");
        }
        if (fresh.equals(old)) {
            throw new Refused("新密码和原来的一样，请换一个。");
        }
        if (fresh.length() > LONGEST_PASSWORD) {
            throw new Refused("新密码最多%d个字符。".formatted(LONGEST_PASSWORD));
        }
        Checked checked = check(request, me, old);
        if (checked.seconds() > 0) {
            throw new Refused(checked.message());
        }
        if (checked.login() == null) {
            throw new Refused(checked.message().equals(WRONG) ? "现在的密码不对，没有改。" : checked.message());
        }
        User user = CurrentUser.asEngine(
                identity, () -> identity.createUserQuery().userId(me).singleResult());
        refuseWeak(fresh, user);
        transaction.executeWithoutResult(status -> CurrentUser.asEngine(identity, () -> {
            changes.loggedByCaller(() -> {
                user.setPassword(fresh);
                identity.saveUser(user);
                return true;
            });
            changes.person().ifPresent(actor -> changes.passwordChosen(me, actor));
            letters.settled(me);
            return true;
        }));
        begin(request, response, authentication(me, changes.state(me)), ProviderLogin.kept(request.getSession(false)));
    }

    private void refuseWeak(String fresh, User user) {
        PasswordPolicyResult result = identity.checkPasswordAgainstPolicy(fresh, user);
        if (!result.isValid()) {
            throw new Refused("新密码不合要求："
                    + result.getViolatedRules().stream()
                            .map(PasswordPolicyRule::getPlaceholder)
                            .map(Logins::rule)
                            .collect(Collectors.joining("；"))
                    + "。");
        }
    }

    private static String rule(String placeholder) {
        return switch (placeholder) {
            case "PASSWORD_POLICY_LENGTH" -> "至少10个字符";
            case "PASSWORD_POLICY_LOWERCASE" -> "要有小写字母";
            case "PASSWORD_POLICY_UPPERCASE" -> "要有大写字母";
            case "PASSWORD_POLICY_DIGIT" -> "要有数字";
            case "PASSWORD_POLICY_SPECIAL" -> "要有字母、数字以外的符号，例如连字符";
            case "PASSWORD_POLICY_USER_DATA" -> "不能含有账号名或姓名";
            default -> "不够牢靠，请换一个长一些的";
        };
    }

    private String me() {
        return changes.person().orElseThrow(() -> new Refused("请先登录。")).userId();
    }

    private static String ref(String sessionId) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(sessionId.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static LocalDateTime time(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneId.systemDefault());
    }

    /** A browser in plain words, such as “Windows 上的 Edge”. */
    static String browser(@Nullable String agent) {
        if (agent == null || agent.isBlank()) {
            return "不明";
        }
        String name = Stream.of(
                        Map.entry("MicroMessenger", "微信"),
                        Map.entry("DingTalk", "钉钉"),
                        Map.entry("360SE", "360浏览器"),
                        Map.entry("QQBrowser", "QQ浏览器"),
                        Map.entry("Edg", "Edge"),
                        Map.entry("Firefox", "火狐"),
                        Map.entry("Chrome", "谷歌内核浏览器"),
                        Map.entry("Safari", "Safari"))
                .filter(known -> agent.contains(known.getKey()))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse("其他程序");
        String system = Stream.of(
                        Map.entry("HarmonyOS", "鸿蒙"),
                        Map.entry("Android", "安卓"),
                        Map.entry("iPhone", "苹果手机"),
                        Map.entry("iPad", "苹果平板"),
                        Map.entry("Windows", "Windows"),
                        Map.entry("Mac OS", "苹果电脑"),
                        Map.entry("Linux", "Linux"))
                .filter(known -> agent.contains(known.getKey()))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse("");
        return system.isEmpty() ? name : system + "上的" + name;
    }
}
