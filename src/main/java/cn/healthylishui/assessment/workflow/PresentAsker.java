package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.limits.Asker;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Whoever is logged in with the engine, else the address that the request came from. */
@Component
class PresentAsker implements Asker {

    private final IdentityService identity;

    PresentAsker(IdentityService identity) {
        this.identity = identity;
    }

    @Override
    public String name() {
        Authentication login = identity.getCurrentAuthentication();
        if (login != null && login.getUserId() != null) {
            return login.getUserId();
        }
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes call
                ? call.getRequest().getRemoteAddr()
                : "";
    }
}
