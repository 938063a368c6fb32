package cn.healthylishui.assessment.workflow;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.serializer.support.DeserializingConverter;
import org.springframework.core.serializer.support.SerializationFailedException;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.filter.OncePerRequestFilter;

/** Spring Security's chain, before every page, every call and Camunda's own filters. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class SecurityConfiguration {

    private static final Pattern CAMUNDA_LOGIN = Pattern.compile("/camunda/api/admin/auth/user/[^/]+/login/[^/]+");
    private static final Pattern CAMUNDA_LOGOUT = Pattern.compile("/camunda/api/admin/auth/user/[^/]+/logout");

    @Bean
    SecurityFilterChain everything(HttpSecurity http, Logins logins, ProviderLogin provider) throws Exception {
        provider.on(http);
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.INCLUDE)
                        .permitAll()
                        .requestMatchers(SecurityConfiguration::isCamundaLogin)
                        .denyAll()
                        .requestMatchers(Doors::isClosed)
                        .authenticated()
                        .anyRequest()
                        .permitAll())
                .httpBasic(basic -> basic.authenticationDetailsSource(request -> request)
                        .authenticationEntryPoint(SecurityConfiguration::notLoggedIn))
                .authenticationProvider(new BasicLogin(logins))
                .csrf(csrf -> csrf.csrfTokenRepository(new CsrfTokens())
                        .csrfTokenRequestHandler(new SentToken())
                        .sessionAuthenticationStrategy((login, request, response) -> {})
                        .requireCsrfProtectionMatcher(SecurityConfiguration::isToBeProven))
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(SecurityConfiguration::notLoggedIn)
                        .accessDeniedHandler(SecurityConfiguration::denied))
                .logout(logout -> logout.logoutRequestMatcher(SecurityConfiguration::isLogout)
                        .logoutSuccessHandler(SecurityConfiguration::loggedOut))
                .headers(SecurityHeaders::on)
                // A session begins with a login on our page or by the provider's answer, and nowhere else.
                .sessionManagement(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .build();
    }

    /** What changes something is asked for a proof where a browser sends the session by itself; and the login page always. */
    private static boolean isToBeProven(HttpServletRequest request) {
        return !Doors.isReading(request)
                && (isLoginForm(request) || SecurityContextHolder.getContext().getAuthentication() != null);
    }

    /** Whatever else is sent to the login page is told that it cannot be. */
    private static boolean isLoginForm(HttpServletRequest request) {
        return CsrfTokens.isLogin(request) && request.getMethod().equals("POST");
    }

    private static boolean isCamundaLogin(HttpServletRequest request) {
        return CAMUNDA_LOGIN.matcher(Doors.path(request)).matches();
    }

    private static boolean isLogout(HttpServletRequest request) {
        String path = Doors.path(request);
        return request.getMethod().equals("POST")
                && (path.equals(Doors.LOGOUT) || CAMUNDA_LOGOUT.matcher(path).matches());
    }

    private static void loggedOut(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication login)
            throws IOException {
        if (Doors.path(request).equals(Doors.LOGOUT)) {
            response.sendRedirect(request.getContextPath() + Doors.LOGIN + "?bye");
        } else {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT); // Tasklist goes on to the login page itself
        }
    }

    private static void notLoggedIn(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why) throws IOException {
        if (isCamundaLogin(request)) {
            Answers.refuse(response, 403, NO_SUCH_LOGIN);
        } else if (why instanceof BasicLogin.TooEarly early) {
            Answers.tooEarly(response, early.seconds(), String.valueOf(early.getMessage()));
        } else if (why instanceof BadCredentialsException) {
            Answers.refuse(response, 401, String.valueOf(why.getMessage()));
        } else if (Doors.isPage(request)) {
            response.sendRedirect(Doors.loginThenBack(request));
        } else {
            Answers.refuse(response, 401, "登录已失效，请重新登录。");
        }
    }

    private static final String NO_SUCH_LOGIN = "请在系统的登录页登录。";

    private static void denied(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        if (response.isCommitted()) {
            return; // the form broke off while it was read, and the server has ended the answer
        }
        if (isLoginForm(request)) {
            response.sendRedirect(request.getContextPath() + Doors.LOGIN + "?again");
        } else if (why instanceof CsrfException) {
            Answers.refuse(response, 403, "页面已失效，请刷新后再试。");
        } else {
            Answers.refuse(response, 403, isCamundaLogin(request) ? NO_SUCH_LOGIN : "您的账号不能这样操作。");
        }
    }

    /** Only the two small forms, of login and logout, are read for their token; all others send a header. */
    private static final class SentToken extends CsrfTokenRequestAttributeHandler {

        @Override
        public @Nullable String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken token) {
            String type = request.getContentType();
            boolean isForm = type != null && type.startsWith("application/x-www-form-urlencoded");
            boolean isSmall = CsrfTokens.isLogin(request) || Doors.path(request).equals(Doors.LOGOUT);
            return isSmall && isForm
                    ? request.getParameter(token.getParameterName())
                    : request.getHeader(token.getHeaderName());
        }
    }

    /**
     * A session that cannot be read, since an older program wrote it, is none.
     */
    @Bean
    ConversionService springSessionConversionService() {
        GenericConversionService conversion = new GenericConversionService();
        conversion.addConverter(Object.class, byte[].class, new SerializingConverter());
        DeserializingConverter reading = new DeserializingConverter(SecurityConfiguration.class.getClassLoader());
        conversion.addConverter(byte[].class, Object.class, bytes -> {
            try {
                return reading.convert(bytes);
            } catch (SerializationFailedException unreadable) {
                return null;
            }
        });
        return conversion;
    }

    /**
     * The firewall is asked before anything else looks at the address: Spring Security's own look at the mappings comes before its
     * firewall and fails on what the firewall would refuse.
     */
    @Bean
    FilterRegistrationBean<OncePerRequestFilter> firewall(RequestRejectedHandler refused) {
        HttpFirewall firewall = new StrictHttpFirewall();
        FilterRegistrationBean<OncePerRequestFilter> registration =
                new FilterRegistrationBean<>(new OncePerRequestFilter() {
                    @Override
                    protected void doFilterInternal(
                            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                            throws ServletException, IOException {
                        try {
                            if (!isNamedPlainly(request)) {
                                throw new RequestRejectedException("The name of a servlet is escaped");
                            }
                            firewall.getFirewalledRequest(request);
                        } catch (RequestRejectedException hostile) {
                            refused.handle(request, response, hostile);
                            return;
                        }
                        chain.doFilter(request, response);
                    }
                });
        registration.setName("firewall");
        registration.setOrder(SecurityProperties.DEFAULT_FILTER_ORDER - 1);
        return registration;
    }

    /** The web framework looks for the servlet's path in the address as it was sent, and fails where that is escaped. */
    private static boolean isNamedPlainly(HttpServletRequest request) {
        return request.getHttpServletMapping().getMappingMatch() != MappingMatch.PATH
                || request.getRequestURI().startsWith(request.getContextPath() + request.getServletPath());
    }

    /** An address or method that the firewall does not know is answered like any other mistake: with a sentence, and no trace. */
    @Bean
    RequestRejectedHandler refusedByFirewall() {
        return (request, response, refusal) -> Answers.refuse(response, 400, "这个地址的写法不对，没有处理。请从首页重新进入。");
    }
}
