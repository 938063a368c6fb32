package cn.healthylishui.assessment.organization;

import cn.healthylishui.assessment.persistence.Rows;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 待导入的表格: a workbook between the look at what it would change and the confirmation. Kept by account and page in a table of its own:
 * with the login it would be read again at every call.
 */
@Component
public class WaitingUploads {

    public record Upload(String fileName, byte[] content) {}

    private static final int DAYS_KEPT = 1;

    private record Waiting(String userId, String tab, Upload upload, LocalDateTime uploadedAt) {}

    private final Rows rows;
    private final Clock clock;

    WaitingUploads(JdbcClient jdbc, Clock clock) {
        this.rows = new Rows(jdbc);
        this.clock = clock;
    }

    public Optional<Upload> of(String user, String tab) {
        return rows.find(
                Upload.class,
                "select file_name, content from waiting_upload where user_id = :user and tab = :tab",
                user,
                tab);
    }

    /** In place of what the account uploaded there before; what nobody confirmed within a day goes too. */
    @Transactional
    public void keep(String user, String tab, Upload upload) {
        LocalDateTime now = LocalDateTime.now(clock);
        forget(user, tab);
        rows.update("delete from waiting_upload where uploaded_at < :before", now.minusDays(DAYS_KEPT));
        rows.insert("waiting_upload", new Waiting(user, tab, upload, now));
    }

    @Transactional
    public void forget(String user, String tab) {
        rows.update("delete from waiting_upload where user_id = :user and tab = :tab", user, tab);
    }

    /** By which it is told whether what was confirmed is what was shown. */
    public static String stamp(List<LineChange> changes) {
        return Integer.toHexString(changes.hashCode());
    }
}
