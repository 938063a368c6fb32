package cn.healthylishui.assessment.workflow.web;

import cn.healthylishui.assessment.workflow.Offices;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What the start forms in Tasklist ask. Starting goes through the engine itself. */
@RestController
class StartController {

    record StartingOffice(String code, String name) {}

    private final Offices offices;

    StartController(Offices offices) {
        this.offices = offices;
    }

    /** In the name of which of their own offices the person may begin the procedure. */
    @GetMapping("/api/starts/{process}/offices")
    List<StartingOffice> offices(@PathVariable("process") String process) {
        return offices.beginning(process).stream()
                .map(office -> new StartingOffice(office.code(), office.name()))
                .toList();
    }
}
