package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.workflow.TaskReassignment;
import cn.healthylishui.assessment.workflow.TaskReassignment.NotAllowed;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Gives an open task to another office, for the page that shows the progress. */
@RestController
class ReassignmentController {

    record Wanted(@Nullable String office, @Nullable String reason) {}

    record Message(String message) {}

    private final TaskReassignment reassignment;

    ReassignmentController(TaskReassignment reassignment) {
        this.reassignment = reassignment;
    }

    @PostMapping("/api/tasks/{taskId}/reassign")
    Message reassign(@PathVariable("taskId") String taskId, @RequestBody Wanted wanted) {
        reassignment.reassign(
                taskId, wanted.office() == null ? "" : wanted.office(), wanted.reason() == null ? "" : wanted.reason());
        return new Message("已改派。");
    }

    @ExceptionHandler(NotAllowed.class)
    @ResponseStatus(HttpStatus.FORBIDDEN)
    Message notAllowed(NotAllowed refusal) {
        return new Message(String.valueOf(refusal.getMessage()));
    }
}
