package cn.healthylishui.assessment.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.OnBothDatabases;
import cn.healthylishui.assessment.database.NodeTurns;
import cn.healthylishui.assessment.taskform.EvidenceFolder;
import cn.healthylishui.assessment.taskform.EvidenceFolder.Keep;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody needs goes, later; and who may remove it, or copies it, when. */
@OnBothDatabases
class OrphansTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2022-01-04T01:00:00Z"), ZoneOffset.UTC);
    private static final Clock LATER = Clock.offset(CLOCK, Duration.ofHours(49));

    @TempDir
    private Path directory;

    private final UpkeepDatabase database = new UpkeepDatabase();
    private final NodeTurns turns = new NodeTurns(database.jdbc());
    private EvidenceFolder folder;

    @BeforeEach
    void aFolder() {
        folder = UpkeepDatabase.folder(directory, Keep.FOLDER, CLOCK);
        database.start(folder, UpkeepDatabase.SERVER, CLOCK);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Orphans orphans(Clock clock) {
        return new Orphans(folder, turns, database.jdbc(), clock, Duration.ofHours(48));
    }

    @Test
    void what_no_row_names_goes_after_its_time_and_what_one_names_stays() throws Exception {
        String needed = UpkeepDatabase.file(folder, "有主");
        String orphan = UpkeepDatabase.file(folder, "无主");
        database.row(needed);

        orphans(CLOCK).everyNight();
        assertThat(folder.of(orphan)).exists();
        orphans(LATER).everyNight();
        assertThat(folder.of(orphan)).doesNotExist();
        assertThat(folder.of(needed)).exists();
    }

    @Test
    void what_was_moved_into_the_database_needs_no_file_any_more() throws Exception {
        String moved = UpkeepDatabase.file(folder, "在库里");
        database.row(moved);
        database.jdbc()
                .sql("update evidence set content = :content")
                .param("content", new byte[] {1})
                .update();

        orphans(LATER).everyNight();
        assertThat(folder.of(moved)).doesNotExist();
    }

    @Test
    void nothing_is_removed_while_a_backup_is_made() throws Exception {
        String orphan = UpkeepDatabase.file(folder, "无主");

        try (NodeTurns.Held backup = turns.take(Backups.EVIDENCE_FILES).orElseThrow()) {
            orphans(LATER).everyNight();
            assertThat(folder.of(orphan)).exists();
            backup.requireStill();
        }
        orphans(LATER).everyNight();
        assertThat(folder.of(orphan)).doesNotExist();
    }

    @Test
    void in_a_folder_of_another_database_nothing_is_removed() throws Exception {
        String others = UpkeepDatabase.file(folder, "别人的");
        folder.mark("another");

        orphans(LATER).everyNight();
        assertThat(folder.of(others)).exists();
    }
}
