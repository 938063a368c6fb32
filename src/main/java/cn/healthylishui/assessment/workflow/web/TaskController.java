package cn.healthylishui.assessment.workflow.web;

import cn.healthylishui.assessment.limits.Downloads;
import cn.healthylishui.assessment.limits.Heavy;
import cn.healthylishui.assessment.taskform.Draft.DraftRow;
import cn.healthylishui.assessment.taskform.Draft.RowId;
import cn.healthylishui.assessment.taskform.DraftConflict;
import cn.healthylishui.assessment.taskform.DraftStore.RowChange;
import cn.healthylishui.assessment.taskform.Evidence;
import cn.healthylishui.assessment.taskform.EvidenceStore.Upload;
import cn.healthylishui.assessment.taskform.FormView;
import cn.healthylishui.assessment.taskform.SecretForm;
import cn.healthylishui.assessment.workflow.TaskDesk;
import cn.healthylishui.assessment.workflow.TaskDesk.Workbook;
import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** What the forms in Tasklist ask: their content, saving as one types, files. Completing goes through the engine itself, but for ballots. */
@RestController
@RequestMapping("/api/tasks/{taskId}")
class TaskController {

    record Changes(List<RowChange> rows) {

        Changes {
            rows = List.copyOf(rows);
        }
    }

    record Conflict(String section, String key, String by, String at, Map<String, String> theirs) {}

    record Conflicts(String message, List<Conflict> conflicts, FormView view) {}

    record StoredFile(String id, String name, long size) {}

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private final TaskDesk desk;
    private final Downloads downloads;

    TaskController(TaskDesk desk, Downloads downloads) {
        this.desk = desk;
        this.downloads = downloads;
    }

    @GetMapping("/form")
    FormView form(@PathVariable("taskId") String taskId) {
        return desk.view(taskId);
    }

    @PutMapping("/rows")
    ResponseEntity<?> save(@PathVariable("taskId") String taskId, @RequestBody Changes changes) {
        try {
            return ResponseEntity.ok(desk.save(taskId, changes.rows()));
        } catch (DraftConflict conflict) {
            return ResponseEntity.status(HttpStatus.CONFLICT)
                    .body(new Conflicts(
                            String.valueOf(conflict.getMessage()),
                            conflict.theirs().entrySet().stream()
                                    .map(entry -> conflict(entry.getKey(), entry.getValue()))
                                    .toList(),
                            desk.view(taskId)));
        }
    }

    private static Conflict conflict(RowId id, DraftRow theirs) {
        return new Conflict(
                id.section(), id.key(), theirs.changedBy(), TIME.format(theirs.changedAt()), theirs.values());
    }

    record Ballot(@Nullable List<SecretForm.Answer> answers) {}

    record Cast(String message) {}

    /** What was filled into a secret form, whole: it is taken in and the task completed, or nothing is. */
    @PostMapping("/ballot")
    Cast cast(@PathVariable("taskId") String taskId, @RequestBody Ballot ballot) {
        desk.cast(taskId, ballot.answers() == null ? List.of() : ballot.answers());
        return new Cast("您的测评票已投入票箱。");
    }

    record Uploaded(String message, FormView view) {}

    @Heavy
    @GetMapping("/workbook")
    ResponseEntity<Resource> workbook(@PathVariable("taskId") String taskId) {
        Workbook workbook = desk.workbook(taskId);
        return downloads.of(workbook.fileName(), Downloads.XLSX, workbook.content());
    }

    @Heavy
    @PostMapping("/workbook")
    Uploaded upload(@PathVariable("taskId") String taskId, @RequestParam("file") MultipartFile file)
            throws IOException {
        String name = file.getOriginalFilename();
        TaskDesk.Uploaded done = desk.upload(taskId, name == null ? "" : name, file.getBytes());
        return new Uploaded(
                done.rows() == 0 ? "表格里的内容和网页上的相同，没有要改的。" : "已填入%d行，请核对后继续。".formatted(done.rows()), done.view());
    }

    @Heavy
    @PostMapping("/files")
    StoredFile attach(@PathVariable("taskId") String taskId, @RequestParam("file") MultipartFile file) {
        String name = file.getOriginalFilename();
        Evidence stored = desk.attach(taskId, new Upload(name == null ? "" : name, file.getContentType(), file));
        return new StoredFile(stored.id(), stored.fileName(), stored.sizeBytes());
    }
}
