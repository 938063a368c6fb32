package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.organization.BasicDataElsewhere;
import cn.healthylishui.assessment.persistence.DatabaseRoom;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.CacheControl;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProviderSettings.class)
class WebConfiguration implements WebMvcConfigurer {

    private static final int AFTER_REQUEST_CONTEXT = Ordered.LOWEST_PRECEDENCE - 100;

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        // A mended form must reach whoever opens a task after an update.
        registry.addResourceHandler("/forms/**")
                .addResourceLocations("classpath:/forms/")
                .setCacheControl(CacheControl.noCache());
    }

    /** The year that an address names stands in the log from there on. */
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new HandlerInterceptor() {
            @Override
            public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
                if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> named
                        && named.get("year") instanceof String year
                        && year.matches("\\d{4}")) {
                    WorkInLogs.on(Integer.valueOf(year), null, null);
                }
                return true;
            }
        });
    }

    @Bean
    FilterRegistrationBean<RefusalsOfFilters> refusalsOfFilters(Refusals refusals) {
        FilterRegistrationBean<RefusalsOfFilters> registration =
                new FilterRegistrationBean<>(new RefusalsOfFilters(refusals));
        registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER - 1);
        return registration;
    }

    @Bean
    FilterRegistrationBean<RoomDoor> roomDoor(DatabaseRoom room) {
        FilterRegistrationBean<RoomDoor> registration = new FilterRegistrationBean<>(new RoomDoor(room));
        registration.setOrder(AFTER_REQUEST_CONTEXT - 2);
        return registration;
    }

    @Bean
    FilterRegistrationBean<LoginFilter> loginFilter(IdentityService identity) {
        FilterRegistrationBean<LoginFilter> registration = new FilterRegistrationBean<>(new LoginFilter(identity));
        registration.setOrder(AFTER_REQUEST_CONTEXT);
        return registration;
    }

    @Bean
    FilterRegistrationBean<FreshBasicData> freshBasicData(BasicDataElsewhere elsewhere) {
        FilterRegistrationBean<FreshBasicData> registration =
                new FilterRegistrationBean<>(new FreshBasicData(elsewhere));
        registration.setOrder(AFTER_REQUEST_CONTEXT - 1);
        return registration;
    }

    @Bean
    FilterRegistrationBean<AuditorsGate> auditorsGate(IdentityService identity) {
        FilterRegistrationBean<AuditorsGate> registration = new FilterRegistrationBean<>(new AuditorsGate(identity));
        registration.setOrder(AFTER_REQUEST_CONTEXT + 1);
        return registration;
    }

    @Bean
    FilterRegistrationBean<CamundaLogin> camundaLogin() {
        FilterRegistrationBean<CamundaLogin> registration = new FilterRegistrationBean<>(new CamundaLogin());
        registration.setName(CamundaLogin.NAME);
        registration.addUrlPatterns("/camunda/api/*", "/camunda/app/*");
        registration.setOrder(AFTER_REQUEST_CONTEXT + 2);
        return registration;
    }

    @Bean
    FilterRegistrationBean<EngineDoor> engineDoor(
            IdentityService identity, CompletedTasks completed, Refusals refusals, DatabaseRoom room) {
        FilterRegistrationBean<EngineDoor> registration =
                new FilterRegistrationBean<>(new EngineDoor(identity, completed, refusals, room));
        registration.setOrder(AFTER_REQUEST_CONTEXT + 1);
        return registration;
    }
}
