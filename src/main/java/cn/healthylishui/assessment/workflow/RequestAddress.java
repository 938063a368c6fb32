package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.audit.CallerAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The address of whoever sent the present request, as the server knows it. */
@Component
class RequestAddress implements CallerAddress {

    private static final int LONGEST = 64;

    @Override
    public @Nullable String get() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes call)) {
            return null;
        }
        String address = call.getRequest().getRemoteAddr();
        return address == null || address.length() <= LONGEST ? address : address.substring(0, LONGEST);
    }
}
