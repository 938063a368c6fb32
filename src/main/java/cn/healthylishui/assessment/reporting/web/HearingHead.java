package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.adjustment.Hearings;
import cn.healthylishui.assessment.reporting.WebPage;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Leads from every page to what the public can comment on, once there was anything. */
@ControllerAdvice(annotations = WebPage.class)
class HearingHead {

    private final Hearings hearings;

    HearingHead(Hearings hearings) {
        this.hearings = hearings;
    }

    @ModelAttribute("hearingsHeld")
    boolean held() {
        return hearings.held();
    }
}
