package cn.healthylishui.assessment.taskform;

import cn.healthylishui.assessment.persistence.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.support.SqlBinaryValue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 搬材料: brings evidence to where the settings want it, file by file, each in a transaction of its own; whoever stops it anywhere loses
 * nothing, and the next start goes on with it. A file that is not what it was stays where it is.
 */
@Component
public class EvidenceMove {

    private static final Logger LOG = LoggerFactory.getLogger(EvidenceMove.class);
    private static final int AT_ONCE = 200;

    private record File(String id, String sha256, long sizeBytes) {}

    private record All(long files, long bytes) {}

    /** @param left how many stay where they were, being damaged */
    public record Moved(long files, long bytes, long left) {}

    private final JdbcClient jdbc;
    private final Rows rows;
    private final TransactionTemplate transaction;
    private final EvidenceFolder folder;

    /** The condition that evidence is not where it should be. */
    private final String elsewhere;

    public EvidenceMove(JdbcClient jdbc, PlatformTransactionManager transactions, EvidenceFolder folder) {
        this.jdbc = jdbc;
        this.rows = new Rows(jdbc);
        this.transaction = new TransactionTemplate(transactions);
        this.folder = folder;
        this.elsewhere = folder.isChosen() ? "content is not null" : "content is null";
    }

    /** Whether some evidence lies in the folder. */
    public boolean needsFolder() {
        return folder.isChosen()
                || !rows.list(String.class, "select id from evidence where content is null fetch first 1 rows only")
                        .isEmpty();
    }

    /** @param progress is told from time to time how far it is */
    public Moved run(Consumer<String> progress) throws IOException {
        All all = rows.get(
                All.class,
                "select count(*) as files, coalesce(sum(size_bytes), 0) as bytes from evidence where " + elsewhere);
        long files = 0;
        long bytes = 0;
        long left = 0;
        String after = "";
        List<File> some = some(after);
        while (!some.isEmpty()) {
            for (File file : some) {
                if (folder.isChosen() ? toFolder(file) : toDatabase(file)) {
                    files++;
                    bytes += file.sizeBytes();
                } else {
                    left++;
                    LOG.error("Evidence is not what it was when it was uploaded and stays where it is: {}", file);
                }
                after = file.id();
            }
            progress.accept("正在把材料文件搬到%s：%d/%d个，%.1f/%.1f MB"
                    .formatted(
                            folder.isChosen() ? folder.path() : "数据库",
                            files + left,
                            all.files(),
                            bytes / 1048576.0,
                            all.bytes() / 1048576.0));
            some = some(after);
        }
        return new Moved(files, bytes, left);
    }

    private List<File> some(String after) {
        return rows.list(
                File.class,
                "select id, sha256, size_bytes from evidence where %s and id > :after order by id fetch first %d rows only"
                        .formatted(elsewhere, AT_ONCE),
                after);
    }

    /** @return false where it is damaged */
    private boolean toFolder(File file) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            boolean whole =
                    Boolean.TRUE.equals(jdbc.sql("select content from evidence where id = :id and content is not null")
                            .param("id", file.id())
                            .query((ResultSetExtractor<Boolean>) rs -> !rs.next() || intoFolder(rs, file)));
            if (whole) {
                rows.update("update evidence set content = null where id = :id", file.id());
            }
            return whole;
        }));
    }

    private boolean intoFolder(ResultSet rs, File file) throws SQLException {
        try (InputStream content = rs.getBinaryStream("content");
                EvidenceFolder.Arriving arriving = folder.bring(content)) {
            if (!arriving.sha256().equals(file.sha256())) {
                return false;
            }
            arriving.keep();
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean toDatabase(File file) throws IOException {
        try {
            if (!folder.copy(file.sha256(), OutputStream.nullOutputStream())) {
                return false;
            }
            try (InputStream content = Files.newInputStream(folder.of(file.sha256()))) {
                rows.update(
                        "update evidence set content = :content where id = :id and content is null",
                        new SqlBinaryValue(content, file.sizeBytes()),
                        file.id());
            }
            return true;
        } catch (NoSuchFileException missing) {
            return false;
        }
    }
}
