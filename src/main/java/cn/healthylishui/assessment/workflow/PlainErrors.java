package cn.healthylishui.assessment.workflow;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.web.servlet.error.DefaultErrorAttributes;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * What is told of an error that no controller answered for: a sentence, and nothing of the program. Whoever asks for the error page by
 * itself asks for something that is not there.
 */
@Component
class PlainErrors extends DefaultErrorAttributes implements WebMvcConfigurer, HandlerInterceptor {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws NoResourceFoundException {
        if (handler instanceof HandlerMethod method
                && ErrorController.class.isAssignableFrom(method.getBeanType())
                && request.getDispatcherType() == DispatcherType.REQUEST) {
            throw new NoResourceFoundException(HttpMethod.valueOf(request.getMethod()), request.getRequestURI());
        }
        return true;
    }

    @Override
    public Map<String, Object> getErrorAttributes(WebRequest request, ErrorAttributeOptions options) {
        int status = super.getErrorAttributes(request, options).get("status") instanceof Integer code ? code : 500;
        Map<String, Object> told = new HashMap<>();
        told.put("status", status);
        told.put(
                "message",
                Refusals.byStatus(HttpStatusCode.valueOf(status < 400 ? 500 : status))
                        .message());
        return told;
    }
}
