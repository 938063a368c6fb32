package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.limits.Characters;
import cn.healthylishui.assessment.limits.Crowded;
import cn.healthylishui.assessment.limits.Limits;
import cn.healthylishui.assessment.limits.Tally;
import cn.healthylishui.assessment.taskform.Refused;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Before each of our pages: how often somebody who is not known may ask for one, and that what is asked can be read at all. */
@Configuration(proxyBeanMethods = false)
class PublicBudget implements WebMvcConfigurer, HandlerInterceptor {

    private static final int A_MINUTE = 60;
    private static final int A_MOMENT = 5;
    private static final String COUNTED = PublicBudget.class.getName();

    private final IdentityService identity;
    private final int pagesAMinute;
    private final int pagesAtOnce;
    private final Tally pages = new Tally();
    private final Map<String, Integer> beingRead = new ConcurrentHashMap<>();

    PublicBudget(IdentityService identity, Limits limits) {
        this.identity = identity;
        this.pagesAMinute = limits.address().pagesAMinute();
        this.pagesAtOnce = limits.address().pagesAtOnce();
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod) || request.getDispatcherType() != DispatcherType.REQUEST) {
            return true;
        }
        if (identity.getCurrentAuthentication() == null) {
            enter(request);
        }
        boolean readable = Stream.concat(
                        Stream.of(request.getRequestURI()),
                        request.getParameterMap().entrySet().stream()
                                .flatMap(one -> Stream.concat(Stream.of(one.getKey()), Arrays.stream(one.getValue()))))
                .allMatch(Characters::areReadable);
        if (!readable) {
            leave(request);
            throw new Refused("填写的内容里有看不见的控制字符，没有办理。请清空后重新输入。");
        }
        return true;
    }

    /** Counts a request of somebody who is not known; {@link #leave} is to be called after it. */
    void enter(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        if (pages.add(address) > pagesAMinute) {
            throw Crowded.tooOften(A_MINUTE, "您所在的网络一分钟内打开的页面太多，请过一分钟再试。登录后不受这个限制。");
        }
        if (!Doors.isReading(request)) {
            return; // what is sent, logins too, has bounds of its own
        }
        int now = beingRead.merge(address, 1, Integer::sum);
        request.setAttribute(COUNTED, address);
        if (now > pagesAtOnce) {
            leave(request);
            throw Crowded.busy(A_MOMENT, "您所在的网络同时打开的页面太多，请过几秒再试。登录后不受这个限制。");
        }
    }

    void leave(HttpServletRequest request) {
        if (request.getAttribute(COUNTED) instanceof String address) {
            request.removeAttribute(COUNTED);
            beingRead.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
        }
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception reason) {
        leave(request);
    }
}
