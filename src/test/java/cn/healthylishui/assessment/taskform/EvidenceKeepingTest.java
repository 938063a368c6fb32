package cn.healthylishui.assessment.taskform;

import static cn.healthylishui.assessment.TestFiles.upload;
import static cn.healthylishui.assessment.TestFiles.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.spy;

import cn.healthylishui.assessment.ApplicationTest;
import cn.healthylishui.assessment.OnBothDatabases;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.filecheck.FileCheck;
import cn.healthylishui.assessment.limits.Crowded;
import cn.healthylishui.assessment.limits.TemporaryFiles;
import cn.healthylishui.assessment.taskform.EvidenceFolder.Keep;
import cn.healthylishui.assessment.taskform.EvidenceMove.Moved;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.unit.DataSize;

/** Where the content of evidence lies, comes to, and is read from. */
@OnBothDatabases
class EvidenceKeepingTest extends ApplicationTest {

    private static final Actor WANG = new Actor("wang", "qingtian-wjj");
    private static final DataSize ALL_THERE_IS = DataSize.ofTerabytes(1_000_000);

    @TempDir
    private Path directory;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private DraftStore drafts;

    @Autowired
    private EvidenceBudget budget;

    private TaskRef task;
    private EvidenceFolder outside;
    private EvidenceFolder inside;

    @BeforeEach
    void anOpenTask() {
        drafts.open("kept", "kept");
        task = new TaskRef(
                "kept",
                "taskFillMatrix",
                "任务",
                WANG.office(),
                null,
                LocalDateTime.of(YEAR, 3, 1, 10, 0),
                Map.of("year", YEAR));
        outside = folder(Keep.FOLDER, DataSize.ofMegabytes(1), clock);
        inside = folder(Keep.DATABASE, DataSize.ofMegabytes(1), clock);
    }

    private EvidenceFolder folder(Keep keep, DataSize free, Clock clock) {
        return new EvidenceFolder(
                directory.resolve("evidence").toString(), keep, free, "jdbc:h2:file:" + directory.resolve("db"), clock);
    }

    private EvidenceStore store(EvidenceFolder folder) {
        return new EvidenceStore(jdbc, dataSource, transactions, clock, drafts, budget, new FileCheck(""), folder);
    }

    private Evidence put(EvidenceFolder folder, String content) {
        return store(folder).store(task, upload("记录.txt", utf8(content)), WANG);
    }

    private static String read(EvidenceStore store, Evidence file) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.copy(file.id(), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private boolean isOutside(Evidence file) {
        return jdbc.sql("select content is null from evidence where id = :id")
                .param("id", file.id())
                .query(Boolean.class)
                .single();
    }

    private List<Path> files() throws IOException {
        Path folder = directory.resolve("evidence");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).map(folder::relativize).toList();
        }
    }

    @Test
    void a_file_lies_once_under_its_content_however_many_rows_name_it() throws Exception {
        Evidence one = put(outside, "台账");
        Evidence another = put(outside, "台账");

        String sha256 = one.sha256();
        assertThat(files()).containsExactly(Path.of(sha256.substring(0, 2), sha256.substring(2, 4), sha256));
        assertThat(isOutside(one)).isTrue();
        assertThat(read(store(outside), one)).isEqualTo("台账");
        assertThat(read(store(outside), another)).isEqualTo("台账");
    }

    @Test
    void it_is_read_from_where_its_row_says_whatever_is_chosen_now() {
        Evidence here = put(outside, "在文件夹里");
        Evidence there = put(inside, "在数据库里");

        assertThat(isOutside(there)).isFalse();
        for (EvidenceFolder chosen : List.of(outside, inside)) {
            assertThat(read(store(chosen), here)).isEqualTo("在文件夹里");
            assertThat(read(store(chosen), there)).isEqualTo("在数据库里");
        }
    }

    @Test
    void a_file_that_was_cut_off_on_disk_is_written_again_when_it_is_uploaded_again() throws Exception {
        Evidence file = put(outside, "整个文件");
        Files.writeString(outside.of(file.sha256()), "半");

        put(outside, "整个文件");

        assertThat(read(store(outside), file)).isEqualTo("整个文件");
    }

    @Test
    void what_is_not_what_it_was_is_not_given_out_and_what_is_missing_is_said() throws Exception {
        String told = "文件“记录.txt”在服务器上缺失或损坏，和上传时的不一样，没有给出。请告诉系统管理员，从备份里恢复它。";
        Evidence outsideOne = put(outside, "原来的");
        Files.writeString(outside.of(outsideOne.sha256()), "改过的");
        Evidence insideOne = put(inside, "也是原来的");
        jdbc.sql("update evidence set content = :other where id = :id")
                .param("other", utf8("也是改过的"))
                .param("id", insideOne.id())
                .update();

        for (Evidence changed : List.of(outsideOne, insideOne)) {
            assertThatThrownBy(() -> read(store(outside), changed))
                    .isInstanceOf(Refused.class)
                    .hasMessage(told);
        }
        Files.delete(outside.of(outsideOne.sha256()));
        assertThatThrownBy(() -> read(store(outside), outsideOne))
                .isInstanceOf(Refused.class)
                .hasMessage(told);
    }

    @Test
    void a_refused_file_leaves_nothing_in_the_folder() throws Exception {
        jdbc.sql("delete from task_draft where task_id = 'kept'").update();

        assertThatThrownBy(() -> put(outside, "太晚")).isInstanceOf(Refused.class);
        assertThat(files()).isEmpty();
    }

    @Test
    void with_little_room_left_nothing_more_is_taken_in_and_what_is_there_is_read_on() throws Exception {
        Evidence before = put(outside, "以前的");
        long temporary = temporaryFiles();

        for (Keep keep : Keep.values()) {
            assertThatThrownBy(() -> put(folder(keep, ALL_THERE_IS, clock), "新的"))
                    .isInstanceOf(Crowded.class)
                    .hasMessage("文件“记录.txt”没有上传：服务器的磁盘空间不够了。请告诉系统管理员腾出空间，然后再上传；已经上传的材料照常可以查看。");
        }
        assertThat(files()).hasSize(1);
        assertThat(temporaryFiles()).isEqualTo(temporary);
        assertThat(read(store(folder(Keep.FOLDER, ALL_THERE_IS, clock)), before))
                .isEqualTo("以前的");
    }

    @Test
    void a_disk_that_runs_full_in_the_middle_is_said_and_leaves_nothing_half() throws Exception {
        long temporary = temporaryFiles();
        EvidenceFolder full = spy(outside);
        doThrow(new IOException("No space left on device")).when(full).bring(any());

        assertThatThrownBy(() -> store(full).store(task, upload("记录.txt", utf8("太大")), WANG))
                .isInstanceOf(Crowded.class)
                .hasMessageContaining("没有上传：服务器的磁盘空间不够了");
        assertThat(files()).isEmpty();
        assertThat(temporaryFiles()).isEqualTo(temporary);
        assertThat(jdbc.sql("select count(*) from evidence").query(Long.class).single())
                .isZero();
    }

    private static long temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(TemporaryFiles.directory())) {
            return files.filter(file -> file.getFileName().toString().startsWith("evidence-"))
                    .count();
        }
    }

    // moving

    private Moved move(EvidenceFolder folder) throws IOException {
        return new EvidenceMove(jdbc, transactions, folder).run(line -> {});
    }

    @Test
    void existing_evidence_is_moved_to_where_it_should_be_and_back() throws Exception {
        List<Evidence> all = List.of(put(inside, "一"), put(inside, "二"), put(inside, "二"), put(outside, "三"));

        assertThat(move(outside)).isEqualTo(new Moved(3, 9, 0));
        assertThat(all).allMatch(this::isOutside);
        assertThat(files()).hasSize(3);
        assertThat(move(outside)).isEqualTo(new Moved(0, 0, 0));

        assertThat(move(inside)).isEqualTo(new Moved(4, 12, 0));
        assertThat(all).noneMatch(this::isOutside);
        assertThat(all.stream().map(file -> read(store(inside), file))).containsExactly("一", "二", "二", "三");
    }

    @Test
    void what_is_damaged_stays_where_it_is_and_the_others_go() throws Exception {
        Evidence good = put(inside, "好的");
        Evidence bad = put(inside, "坏的");
        jdbc.sql("update evidence set content = :other where id = :id")
                .param("other", utf8("不同"))
                .param("id", bad.id())
                .update();

        assertThat(move(outside)).isEqualTo(new Moved(1, 6, 1));
        assertThat(isOutside(good)).isTrue();
        assertThat(isOutside(bad)).isFalse();

        Files.delete(outside.of(good.sha256()));
        assertThat(move(inside)).isEqualTo(new Moved(0, 0, 1));
    }

    /** A move that ends anywhere, as with a kill, is gone on with. */
    @Test
    void a_move_that_was_broken_off_goes_on_where_it_was() throws Exception {
        List<Evidence> all = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            all.add(put(inside, "文件" + i));
        }
        List<String> said = new ArrayList<>();
        assertThatThrownBy(() -> new EvidenceMove(jdbc, transactions, outside).run(line -> {
                    said.add(line);
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        assertThat(said).hasSize(1).first().asString().contains("200/250个");
        assertThat(all.stream().filter(this::isOutside)).hasSize(200);

        assertThat(move(outside).files()).isEqualTo(50);
        assertThat(read(store(outside), all.get(17))).isEqualTo("文件17");
    }

    /** Twelve megabytes pass through the buffer, in pieces, either way. */
    @Test
    void a_large_file_is_moved_and_read_piece_by_piece() throws Exception {
        byte[] large = new byte[12 << 20];
        new Random(7).nextBytes(large);
        Evidence file = insert(large);

        assertThat(move(outside).bytes()).isEqualTo(large.length);
        Pieces pieces = new Pieces();
        store(outside).copy(file.id(), pieces);
        assertThat(pieces.all).isEqualTo(large.length);
        assertThat(pieces.largest).isLessThanOrEqualTo(1 << 16);
    }

    private static final class Pieces extends OutputStream {
        private long all;
        private int largest;

        @Override
        public void write(int one) {
            throw new AssertionError("byte by byte");
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            all += length;
            largest = Math.max(largest, length);
        }
    }

    /** Past the check of files, which takes no noise. */
    private Evidence insert(byte[] content) throws IOException {
        Evidence file = put(inside, "占位");
        try (EvidenceFolder.Arriving arriving = outside.bring(new ByteArrayInputStream(content))) {
            jdbc.sql("update evidence set content = :content, sha256 = :sha256, size_bytes = :size where id = :id")
                    .param("content", content)
                    .param("sha256", arriving.sha256())
                    .param("size", content.length)
                    .param("id", file.id())
                    .update();
        }
        return file;
    }

    // removing

    private EvidenceFolder.Found found(Evidence file) throws IOException {
        return outside.in(file.sha256().substring(0, 2)).get(0);
    }

    @Test
    void what_was_uploaded_again_since_it_was_looked_at_is_not_removed() throws Exception {
        Evidence file = put(outside, "又传了一次");
        EvidenceFolder.Found seen = found(file);
        clock.moveTo(LocalDateTime.now(clock).plus(Duration.ofDays(3)));
        put(outside, "又传了一次");

        assertThat(outside.remove(seen)).isFalse();
        assertThat(read(store(outside), file)).isEqualTo("又传了一次");
        assertThat(outside.remove(found(file))).isTrue();
        assertThat(files()).isEmpty();
    }

    @Test
    void what_a_killed_program_had_taken_aside_is_put_back_and_what_it_left_on_the_way_goes_in_time() throws Exception {
        Evidence file = put(outside, "拿开了");
        Path arriving = directory.resolve("evidence/.arriving");
        Files.move(outside.of(file.sha256()), arriving.resolve("aside-" + file.sha256()));
        outside.bring(new ByteArrayInputStream(utf8("半路")));

        outside.putBackAside();
        outside.clearArriving(clock.instant());
        assertThat(read(store(outside), file)).isEqualTo("拿开了");
        assertThat(files()).hasSize(2);
        outside.clearArriving(clock.instant().plusSeconds(1));
        assertThat(files()).hasSize(1);
    }
}
