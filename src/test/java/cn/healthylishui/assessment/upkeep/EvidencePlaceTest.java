package cn.healthylishui.assessment.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.spy;

import cn.healthylishui.assessment.OnBothDatabases;
import cn.healthylishui.assessment.start.UnsafeStart;
import cn.healthylishui.assessment.taskform.EvidenceFolder;
import cn.healthylishui.assessment.taskform.EvidenceFolder.Keep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** Every node reads the same folder of evidence, and it is that of the database; a program that cannot prove it does not start. */
@OnBothDatabases
class EvidencePlaceTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2022-01-04T01:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path directory;

    private final UpkeepDatabase database = new UpkeepDatabase();

    @AfterEach
    void close() {
        database.close();
    }

    private EvidenceFolder folder(String name) {
        return UpkeepDatabase.folder(directory.resolve(name), Keep.FOLDER, CLOCK);
    }

    private void start(String name) {
        database.start(folder(name), UpkeepDatabase.SERVER, CLOCK);
    }

    @Test
    void a_new_installation_makes_its_folder_and_every_later_start_of_any_node_finds_it() throws Exception {
        start("evidence");
        start("evidence");

        assertThat(folder("evidence").mark())
                .hasValue(database.jdbc()
                        .sql("select id from evidence_folder")
                        .query(String.class)
                        .single());
    }

    @Test
    void a_node_that_has_another_folder_does_not_start_even_while_nothing_is_in_it() {
        start("evidence");

        assertThatThrownBy(() -> start("of-my-own"))
                .isInstanceOf(UnsafeStart.class)
                .hasMessageContaining("材料文件夹 %s 里没有这个数据库的材料（没有 .folder 文件）", directory.resolve("of-my-own"))
                .hasMessageContaining("请检查设置 assessment.evidence.folder 和共享盘有没有挂上");
    }

    @Test
    void a_node_that_has_an_old_copy_of_the_folder_does_not_start() throws IOException {
        start("evidence");
        FileSystemUtils.copyRecursively(directory.resolve("evidence"), directory.resolve("copy"));
        start("copy");

        assertThatThrownBy(() -> start("evidence"))
                .isInstanceOf(UnsafeStart.class)
                .hasMessageContaining("读不到上一次启动（可能是别的节点）写下的记号");
    }

    @Test
    void the_folder_of_another_database_is_refused_by_a_new_and_by_an_old_one() throws IOException {
        folder("evidence").mark("another");

        assertThatThrownBy(() -> start("evidence"))
                .isInstanceOf(UnsafeStart.class)
                .hasMessageContaining("属于另一个数据库，里面的材料不能混在一起");
        start("own");
        assertThatThrownBy(() -> start("evidence")).hasMessageContaining("属于另一个数据库");
    }

    @Test
    void on_one_machine_a_folder_in_which_nothing_was_may_be_deleted_and_one_in_which_something_was_not()
            throws Exception {
        EvidenceFolder folder = folder("evidence");
        database.start(folder, UpkeepDatabase.ONE_MACHINE, CLOCK);
        FileSystemUtils.deleteRecursively(folder.path());
        database.start(folder, UpkeepDatabase.ONE_MACHINE, CLOCK);

        database.row(UpkeepDatabase.file(folder, "台账"));
        FileSystemUtils.deleteRecursively(folder.path());
        assertThatThrownBy(() -> database.start(folder, UpkeepDatabase.ONE_MACHINE, CLOCK))
                .isInstanceOf(UnsafeStart.class)
                .hasMessageContaining("没有这个数据库的材料");
    }

    @Test
    void the_folder_is_proved_as_long_as_a_row_needs_it_and_not_asked_for_otherwise() throws Exception {
        EvidenceFolder inside = UpkeepDatabase.folder(directory.resolve("none"), Keep.DATABASE, CLOCK);
        database.start(inside, UpkeepDatabase.SERVER, CLOCK);
        assertThat(inside.path()).doesNotExist();

        start("evidence");
        database.row(UpkeepDatabase.file(folder("evidence"), "台账"));
        assertThatThrownBy(() -> database.start(inside, UpkeepDatabase.SERVER, CLOCK))
                .isInstanceOf(UnsafeStart.class);
    }

    /** The first start was killed between the database and the folder. */
    @Test
    void a_first_start_that_was_killed_in_the_middle_is_gone_on_with() throws Exception {
        database.jdbc()
                .sql("insert into evidence_folder (one, id) values (1, 'begun')")
                .update();

        start("evidence");
        assertThat(folder("evidence").mark()).hasValue("begun");
    }

    @Test
    void of_nodes_that_start_at_once_with_folders_of_their_own_one_starts() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> starts = nodes.invokeAll(List.<Callable<Boolean>>of(
                    () -> starts("a"), () -> starts("b"), () -> starts("c"), () -> starts("d")));
            int started = 0;
            for (Future<Boolean> start : starts) {
                started += start.get() ? 1 : 0;
            }
            assertThat(started).isEqualTo(1);
        } finally {
            nodes.shutdown();
        }
    }

    private boolean starts(String name) {
        try {
            start(name);
            return true;
        } catch (UnsafeStart refused) {
            return false;
        }
    }

    @Test
    void words_of_starts_are_forgotten_after_a_month_but_for_the_last() throws Exception {
        start("evidence");
        Clock later = Clock.offset(CLOCK, Duration.ofDays(31));
        database.start(folder("evidence"), UpkeepDatabase.SERVER, later);

        assertThat(directory.resolve("evidence/.starts").toFile().list()).hasSize(1);
        start("evidence");
    }

    @Test
    void a_disk_that_is_full_is_said() throws Exception {
        EvidenceFolder full = spy(folder("evidence"));
        doThrow(new IOException("No space left on device")).when(full).noteStart(any());

        assertThatThrownBy(() -> database.start(full, UpkeepDatabase.SERVER, CLOCK))
                .isInstanceOf(UnsafeStart.class)
                .hasMessageContaining("所在的磁盘满了。请腾出空间再启动；已经搬过去的材料不受影响，会接着搬。");
    }

    @Test
    void a_folder_that_cannot_be_written_is_said() throws Exception {
        Files.writeString(directory.resolve("a-file"), "");

        assertThatThrownBy(() -> start("a-file/evidence"))
                .isInstanceOf(UnsafeStart.class)
                .hasMessageContaining("不能读写。请检查它的权限（运行程序的账号要能读写），再启动。");
    }
}
