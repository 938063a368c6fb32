package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.limits.Asker;
import cn.healthylishui.assessment.limits.Heavy;
import cn.healthylishui.assessment.limits.Limits;
import cn.healthylishui.assessment.limits.Turns;
import cn.healthylishui.assessment.limits.Turns.Turn;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Calls marked {@link Heavy} take turns. A file is taken in before its turn comes and the answer is sent after it, so that a slow line
 * keeps nobody waiting.
 */
@ControllerAdvice
class HeavyCalls implements WebMvcConfigurer, HandlerInterceptor, ResponseBodyAdvice<Object> {

    private static final String TURN = HeavyCalls.class.getName();

    private final Asker asker;
    private final Turns turns;

    HeavyCalls(Asker asker, Limits limits) {
        this.asker = asker;
        this.turns = new Turns(limits.heavy(), "正在处理其他表格，请稍后再试。", "您的上一张表格或文件还在处理，请等它完成后再试。");
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && method.hasMethodAnnotation(Heavy.class)
                && request.getDispatcherType() == DispatcherType.REQUEST) {
            if (request instanceof MultipartHttpServletRequest parts) {
                parts.getMultiFileMap();
            }
            request.setAttribute(TURN, turns.begin(asker.name()));
        }
        return true;
    }

    /** Of a page: it is sent while it is put together. */
    @Override
    public void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView page) {
        end(request);
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception reason) {
        end(request);
    }

    @Override
    public boolean supports(MethodParameter method, Class<? extends HttpMessageConverter<?>> converter) {
        return true; // what a refused call answers is sent after its turn, too
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter method,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (request instanceof ServletServerHttpRequest servlet) {
            end(servlet.getServletRequest());
        }
        return body;
    }

    private static void end(HttpServletRequest request) {
        if (request.getAttribute(TURN) instanceof Turn turn) {
            request.removeAttribute(TURN);
            turn.close();
        }
    }
}
