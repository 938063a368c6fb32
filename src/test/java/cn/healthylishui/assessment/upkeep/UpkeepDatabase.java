package cn.healthylishui.assessment.upkeep;

import cn.healthylishui.assessment.FixtureDatabase;
import cn.healthylishui.assessment.taskform.EvidenceFolder;
import cn.healthylishui.assessment.taskform.EvidenceFolder.Keep;
import cn.healthylishui.assessment.taskform.EvidenceMove;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.unit.DataSize;

/** A migrated database, and folders of evidence beside it. */
final class UpkeepDatabase implements AutoCloseable {

    static final String ONE_MACHINE = "jdbc:h2:file:./none";
    static final String SERVER = "jdbc:postgresql://db/assessment";

    private final AnnotationConfigApplicationContext context =
            new AnnotationConfigApplicationContext(FixtureDatabase.class);

    JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    static EvidenceFolder folder(Path path, Keep keep, Clock clock) {
        return new EvidenceFolder(path.toString(), keep, DataSize.ofMegabytes(1), ONE_MACHINE, clock);
    }

    /** A start of a program with this folder. */
    void start(EvidenceFolder folder, String database, Clock clock) {
        new EvidencePlace(
                        folder,
                        new EvidenceMove(jdbc(), context.getBean(PlatformTransactionManager.class), folder),
                        jdbc(),
                        clock,
                        database)
                .afterSingletonsInstantiated();
    }

    /** A file in the folder. */
    static String file(EvidenceFolder folder, String content) throws IOException {
        try (EvidenceFolder.Arriving arriving =
                folder.bring(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)))) {
            arriving.keep();
            return arriving.sha256();
        }
    }

    /** A row that says the folder has its content. */
    void row(String sha256) {
        jdbc().sql("""
                insert into evidence (id, sha256, file_name, media_type, size_bytes, task_id, office, uploaded_by, uploaded_at)
                values (:id, :sha256, '台账.txt', 'text/plain', 1, 't', 'city-office', 'li', localtimestamp)""")
                .param("id", UUID.randomUUID().toString())
                .param("sha256", sha256)
                .update();
    }

    @Override
    public void close() {
        context.close();
    }
}
