package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.adjustment.Hearings;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes what anybody has to say on a draft; who it is is not asked. */
@RestController
class HearingComments {

    record Received(String message, String next) {}

    private final Hearings hearings;

    HearingComments(Hearings hearings) {
        this.hearings = hearings;
    }

    @PostMapping("/hearings/{id:\\d{1,18}}/comments")
    Received comment(
            @PathVariable("id") long id,
            @RequestParam(name = "person", defaultValue = "") String person,
            @RequestParam(name = "contact", defaultValue = "") String contact,
            @RequestParam(name = "text", defaultValue = "") String text) {
        hearings.comment(id, person, contact, text);
        return new Received("您的意见已经收到，谢谢。征求意见结束后，意见和答复在本页公布。", "/hearings/" + id);
    }
}
