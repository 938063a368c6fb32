package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.limits.Downloads;
import cn.healthylishui.assessment.limits.Heavy;
import cn.healthylishui.assessment.reading.EvidenceAccess;
import cn.healthylishui.assessment.taskform.Evidence;
import cn.healthylishui.assessment.taskform.EvidenceStore;
import cn.healthylishui.assessment.workflow.CurrentUser;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Hands out evidence files. Whoever may not read one is told the same as where there is none. */
@RestController
class FileController {

    private final CurrentUser currentUser;
    private final EvidenceStore evidence;
    private final EvidenceAccess access;
    private final Downloads downloads;

    FileController(CurrentUser currentUser, EvidenceStore evidence, EvidenceAccess access, Downloads downloads) {
        this.currentUser = currentUser;
        this.evidence = evidence;
        this.access = access;
        this.downloads = downloads;
    }

    @Heavy
    @GetMapping("/api/files/{id}")
    ResponseEntity<?> download(@PathVariable("id") String id) {
        Optional<Evidence> file =
                currentUser.get().flatMap(user -> evidence.find(id).filter(found -> access.mayRead(user, found)));
        return file.<ResponseEntity<?>>map(found ->
                        downloads.of(found.fileName(), found.mediaType(), out -> evidence.copy(found.id(), out)))
                .orElseGet(() -> ResponseEntity.status(HttpStatus.NOT_FOUND)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(Map.of("message", "没有这个文件，或您不能查看。")));
    }
}
