package cn.healthylishui.assessment.upkeep;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.taskform.Refused;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.stereotype.Component;

/**
 * What the command {@code backup} asks the running program, behind the port for those who run it. Where the backup goes is said by the
 * settings alone: whoever reaches the port does not say what is written where.
 */
@Component
@Endpoint(id = BackupEndpoint.ID)
class BackupEndpoint {

    static final String ID = "backup";
    static final String FOLDER = "folder";
    static final String NAME = "name";
    static final String REFUSED = "refused";

    private final Backups backups;

    BackupEndpoint(Backups backups) {
        this.backups = backups;
    }

    @ReadOperation
    Map<String, String> place() {
        return Map.of(FOLDER, backups.folder().toString());
    }

    /** Answers when it is there. */
    @WriteOperation
    Map<String, String> make() {
        try {
            return Map.of(
                    FOLDER,
                    backups.folder().toString(),
                    NAME,
                    backups.make(Actor.SYSTEM).name());
        } catch (Refused refusal) {
            return Map.of(REFUSED, String.valueOf(refusal.getMessage()));
        }
    }
}
