package cn.healthylishui.assessment.workflow;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.filter.OncePerRequestFilter;

/** Spring Security's chain, before every page, every call and Camunda's own filters. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class SecurityConfiguration {

    @Bean
    SecurityFilterChain everything(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .headers(SecurityHeaders::on)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .build();
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
