package cn.healthylishui.assessment.organization;

import java.sql.Timestamp;
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

    private final JdbcClient jdbc;
    private final Clock clock;

    WaitingUploads(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Optional<Upload> of(String user, String tab) {
        return jdbc.sql("select file_name, content from waiting_upload where user_id = :user and tab = :tab")
                .param("user", user)
                .param("tab", tab)
                .query((rs, i) -> new Upload(rs.getString("file_name"), rs.getBytes("content")))
                .optional();
    }

    /** In place of what the account uploaded there before; what nobody confirmed within a day goes too. */
    @Transactional
    public void keep(String user, String tab, Upload upload) {
        LocalDateTime now = LocalDateTime.now(clock);
        forget(user, tab);
        jdbc.sql("delete from waiting_upload where uploaded_at < :before")
                .param("before", Timestamp.valueOf(now.minusDays(DAYS_KEPT)))
                .update();
        jdbc.sql(
                        "insert into waiting_upload (user_id, tab, file_name, content, uploaded_at) values (:user, :tab, :name, :content, :at)")
                .param("user", user)
                .param("tab", tab)
                .param("name", upload.fileName())
                .param("content", upload.content())
                .param("at", Timestamp.valueOf(now))
                .update();
    }

    @Transactional
    public void forget(String user, String tab) {
        jdbc.sql("delete from waiting_upload where user_id = :user and tab = :tab")
                .param("user", user)
                .param("tab", tab)
                .update();
    }

    /** By which it is told whether what was confirmed is what was shown. */
    public static String stamp(List<LineChange> changes) {
        return Integer.toHexString(changes.hashCode());
    }
}
