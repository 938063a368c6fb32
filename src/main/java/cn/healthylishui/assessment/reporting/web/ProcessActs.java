package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.workflow.RunningProcesses;
import cn.healthylishui.assessment.workflow.RunningProcesses.NotAllowed;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Ends a procedure, for the page that shows what it leaves undone. */
@RestController
class ProcessActs {

    record Message(String message) {}

    private final RunningProcesses processes;

    ProcessActs(RunningProcesses processes) {
        this.processes = processes;
    }

    @PostMapping("/my/processes/{id}/end")
    Done end(
            @PathVariable("id") String id,
            @RequestParam(name = "seen", defaultValue = "") String seen,
            @RequestParam(name = "reason", defaultValue = "") String reason) {
        processes.end(id, seen, reason);
        return new Done("已结束。", "/my/processes");
    }

    @ExceptionHandler(NotAllowed.class)
    @ResponseStatus(HttpStatus.FORBIDDEN)
    Message notAllowed(NotAllowed refusal) {
        return new Message(String.valueOf(refusal.getMessage()));
    }
}
