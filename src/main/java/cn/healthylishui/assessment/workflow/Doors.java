package cn.healthylishui.assessment.workflow;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which addresses need a login, and where whoever has none is sent. */
public final class Doors {

    public static final String LOGIN = "/login";
    public static final String LOGOUT = "/logout";
    public static final String NEW_PASSWORD = "/my/password";

    /** Where the city's login leads back to when its person has left there too. */
    public static final String LEFT = LOGIN + "/left";

    /** The addresses of logins by the provider are Spring Security's usual ones. */
    static final String PROVIDER_START = "/oauth2/authorization/" + Provider.ID;

    static final String PROVIDER_ANSWER = LOGIN + "/oauth2/code/" + Provider.ID;
    static final String PROVIDER_LEAVES = LOGOUT + "/connect/back-channel/" + Provider.ID;

    private static final List<String> CLOSED =
            List.of("/api/", "/engine-rest", "/my/", "/camunda/api/", "/camunda/app/");

    /** Where the files of the web applications lie: the only ones so large that a slow reader holds a thread. */
    private static final List<String> LARGE = List.of("/camunda/lib/", "/camunda-welcome/", "/plugin/", "/webjars/");

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final int LONGEST_ADDRESS = 1000;

    private Doors() {}

    /** The path as the server itself resolved it: the address as sent may hide it behind escapes, dots and parameters. */
    static String path(HttpServletRequest request) {
        return request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
    }

    static boolean isClosed(HttpServletRequest request) {
        return Stream.concat(CLOSED.stream(), LARGE.stream()).anyMatch(path(request)::startsWith);
    }

    static boolean isReading(HttpServletRequest request) {
        return READING.contains(request.getMethod());
    }

    static boolean isComingOrGoing(HttpServletRequest request) {
        return path(request).startsWith(LOGIN) || path(request).startsWith(LOGOUT);
    }

    /** A person who followed a link, and is better served by another page than by an error. */
    static boolean isPage(HttpServletRequest request) {
        String accepted = request.getHeader("Accept");
        return request.getMethod().equals("GET")
                && accepted != null
                && accepted.contains("text/html")
                && !path(request).startsWith("/api/")
                && !path(request).startsWith("/engine-rest")
                && !path(request).startsWith("/camunda/api/");
    }

    /** The login page that leads back to what was asked for. */
    static String loginThenBack(HttpServletRequest request) {
        String query = request.getQueryString();
        String asked = request.getRequestURI() + (query == null ? "" : "?" + query);
        return request.getContextPath() + LOGIN + "?next=" + URLEncoder.encode(asked, StandardCharsets.UTF_8);
    }

    /** Where to go after a login: an address of our own, or the tasks where it is none; never another place. */
    public static String ownAddress(@Nullable String asked, String contextPath) {
        return asked != null
                        && asked.length() <= LONGEST_ADDRESS
                        && asked.startsWith(contextPath + "/")
                        && !asked.startsWith("//")
                        && asked.chars().allMatch(c -> c > ' ' && c != '\\' && c < 127)
                        && !asked.startsWith(contextPath + LOGIN)
                        && !asked.startsWith(contextPath + LOGOUT)
                        && !asked.startsWith(contextPath + PROVIDER_START)
                ? asked
                : contextPath + "/camunda/app/tasklist/default/";
    }
}
