package cn.healthylishui.assessment.reading;

import cn.healthylishui.assessment.taskform.EvidenceStore;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import java.util.List;
import org.springframework.stereotype.Component;

/** Evidence files as a page links them: those alone that the reader may open. */
@Component
public class ReadableFiles {

    public record FileLink(String id, String name) {}

    private final EvidenceStore evidence;
    private final EvidenceAccess access;

    ReadableFiles(EvidenceStore evidence, EvidenceAccess access) {
        this.evidence = evidence;
        this.access = access;
    }

    public List<FileLink> of(List<String> ids, User reader) {
        return evidence.findAll(ids).stream()
                .filter(file -> access.mayRead(reader, file))
                .map(file -> new FileLink(file.id(), file.fileName()))
                .toList();
    }
}
