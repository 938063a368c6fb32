package cn.healthylishui.assessment.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.database.NodeTurns;
import cn.healthylishui.assessment.taskform.EvidenceFolder;
import cn.healthylishui.assessment.taskform.EvidenceMove;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.upkeep.Restore.NotRestored;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.util.unit.DataSize;

/** Backups of a database in a file, made while others write, and what is restored of them. */
class BackupTest {

    private static final ZoneId LISHUI = ZoneId.of("Asia/Shanghai");
    private static final LocalDateTime NIGHT = LocalDateTime.of(2022, 1, 5, 2, 10);
    private static final DatabaseCopy.Account ACCOUNT = new DatabaseCopy.Account("sa", "");
    private static final Actor ADMIN = new Actor("admin", "camunda-admin");

    @TempDir
    private static Path migrated;

    @TempDir
    private Path directory;

    private JdbcConnectionPool source;
    private JdbcClient jdbc;
    private EvidenceFolder evidence;

    @BeforeAll
    static void migrate() {
        Flyway.configure()
                .dataSource("jdbc:h2:file:" + migrated.resolve("assessment"), "sa", "")
                .placeholders(Map.of("blob", "blob"))
                .load()
                .migrate();
    }

    @BeforeEach
    void aProgram() throws IOException {
        Files.copy(migrated.resolve("assessment.mv.db"), directory.resolve("assessment.mv.db"));
        open(address());
        evidence = EvidenceFolder.at(directory.resolve("evidence"), at(NIGHT));
        start(evidence);
    }

    private void open(String url) {
        source = JdbcConnectionPool.create(url + ";WRITE_DELAY=0", "sa", "");
        source.setMaxConnections(20);
        jdbc = JdbcClient.create(source);
    }

    @AfterEach
    void stop() {
        jdbc.sql("shutdown").update();
        source.dispose();
    }

    private String address() {
        return "jdbc:h2:file:" + directory.resolve("assessment");
    }

    private static Clock at(LocalDateTime time) {
        return Clock.fixed(time.atZone(LISHUI).toInstant(), LISHUI);
    }

    private void start(EvidenceFolder folder) {
        new EvidencePlace(
                        folder,
                        new EvidenceMove(jdbc, new DataSourceTransactionManager(source), folder),
                        jdbc,
                        at(NIGHT),
                        address())
                .afterSingletonsInstantiated();
    }

    private Backups backups(LocalDateTime now, DataSize keepFree) {
        return new Backups(
                jdbc,
                new NodeTurns(jdbc),
                Optional.empty(),
                evidence,
                at(now),
                address(),
                "sa",
                "",
                root().toString(),
                14,
                12,
                Duration.ofHours(36),
                keepFree);
    }

    private Backups backups(LocalDateTime now) {
        return backups(now, DataSize.ofMegabytes(1));
    }

    private Path root() {
        return directory.resolve("backups");
    }

    /** As an upload does: the file, then the row. */
    private String put(String content) throws IOException {
        String sha256 = UpkeepDatabase.file(evidence, content);
        String id = UUID.randomUUID().toString();
        jdbc.sql("""
                insert into evidence (id, sha256, file_name, media_type, size_bytes, task_id, office, uploaded_by, uploaded_at)
                values (:id, :sha256, '台账.txt', 'text/plain', :size, 't', 'city-office', 'li', localtimestamp)""")
                .param("id", id)
                .param("sha256", sha256)
                .param("size", Files.size(evidence.of(sha256)))
                .update();
        return id;
    }

    private Manifest restore(Manifest backup, String to) throws Exception {
        return new Restore(root().resolve(backup.name()), directory.resolve(to), ACCOUNT).run();
    }

    @Test
    void what_was_acknowledged_before_a_backup_under_ten_writers_is_in_it_with_its_files() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        ExecutorService writers = Executors.newFixedThreadPool(10);
        Set<String> before;
        Manifest made;
        try {
            List<Future<?>> writing = IntStream.range(0, 10)
                    .<Future<?>>mapToObj(writer -> writers.submit(() -> {
                        for (int i = 0; !enough.get(); i++) {
                            acknowledged.add(put("第%d个人的第%d个文件".formatted(writer, i)));
                        }
                        return null;
                    }))
                    .toList();
            while (acknowledged.size() < 100) {
                Thread.onSpinWait();
            }
            before = Set.copyOf(acknowledged);
            made = backups(NIGHT).make(ADMIN);
            int during = acknowledged.size() - before.size();
            assertThat(during).as("written while the backup was made").isPositive();
            enough.set(true);
            for (Future<?> one : writing) {
                one.get();
            }
        } finally {
            enough.set(true);
            writers.shutdown();
        }

        Manifest restored = restore(made, "restored");
        stop();
        open("jdbc:h2:file:" + directory.resolve("restored/assessment"));
        evidence = EvidenceFolder.at(directory.resolve("restored/evidence"), at(NIGHT));
        start(evidence); // it is proved to be the folder of this database
        List<Map<String, Object>> rows =
                jdbc.sql("select id, sha256 from evidence").query().listOfRows();
        assertThat(rows).hasSize(restored.rows().get("EVIDENCE").intValue());
        assertThat(rows.stream().map(row -> (String) row.get("id"))).containsAll(before);
        for (Map<String, Object> row : rows) {
            Path file = evidence.of((String) row.get("sha256"));
            assertThat(BackupFolder.content(file).sha256()).isEqualTo(row.get("sha256"));
        }
    }

    @Test
    void a_backup_says_what_is_in_it_and_is_compact() throws Exception {
        put("一");
        put("一");
        put("二");
        Manifest made = backups(NIGHT).make(ADMIN);

        assertThat(made.name()).isEqualTo("2022-01-05-021000");
        assertThat(made.rows())
                .containsEntry("EVIDENCE", 3L)
                .containsEntry("BACKUP_RUN", 1L)
                .hasSizeGreaterThan(60);
        assertThat(made.evidence()).isEqualTo(new Manifest.Evidence(2, 6, List.of()));
        assertThat(Integer.parseInt(made.schema())).isGreaterThanOrEqualTo(36);
        Path copy = root().resolve(made.name()).resolve("assessment.mv.db");
        assertThat(Files.size(copy))
                .isEqualTo(made.files().get("assessment.mv.db").bytes())
                .isLessThan(Files.size(directory.resolve("assessment.mv.db")));
        assertThat(backups(NIGHT).all()).containsExactly(made);
    }

    @Test
    void a_second_backup_brings_only_new_evidence_along() throws Exception {
        put("旧");
        Manifest first = backups(NIGHT).make(ADMIN);
        Path kept = EvidenceFolder.of(root().resolve("evidence"), sha("旧"));
        Object file = Files.readAttributes(kept, "unix:ino").get("ino");
        put("新");

        Manifest second = backups(NIGHT.plusDays(1)).make(ADMIN);

        assertThat(second.evidence().files()).isEqualTo(2);
        assertThat(Files.readAttributes(kept, "unix:ino").get("ino")).isEqualTo(file);
        assertThat(restore(first, "a").evidence().files()).isEqualTo(1);
        assertThat(restore(second, "b").evidence().files()).isEqualTo(2);
    }

    private String sha(String content) throws IOException {
        return UpkeepDatabase.file(EvidenceFolder.at(directory.resolve("elsewhere"), at(NIGHT)), content);
    }

    @Test
    void one_that_was_killed_in_the_middle_leaves_the_others_and_no_half_one() throws Exception {
        put("材料");
        Manifest whole = backups(NIGHT).make(ADMIN);
        Path half = Files.createDirectory(root().resolve(".making-killed"));
        Files.writeString(half.resolve("assessment.mv.db"), "半");
        try (NodeTurns.Held killed =
                new NodeTurns(jdbc).take(Backups.EVIDENCE_FILES).orElseThrow()) {
            killed.requireStill();
            assertThat(backups(NIGHT).all()).containsExactly(whole);
            assertThatThrownBy(() -> backups(NIGHT.plusHours(1)).make(ADMIN))
                    .isInstanceOf(Refused.class)
                    .hasMessage("正在备份，或者正在清理用不着的材料文件。请过几分钟再来看。");
            jdbc.sql("update node_turn set holder = 'killed', held_until = localtimestamp - interval '1' second")
                    .update();
        }
        Manifest next = backups(NIGHT.plusHours(1)).make(ADMIN);
        assertThat(backups(NIGHT).all()).containsExactly(next, whole);
        assertThat(half).doesNotExist();
        assertThat(restore(whole, "restored").evidence().files()).isEqualTo(1);
    }

    @Test
    void a_file_that_was_changed_is_not_restored_and_nothing_is_left() throws Exception {
        put("材料");
        Manifest made = backups(NIGHT).make(ADMIN);
        Path copy = root().resolve(made.name()).resolve("assessment.mv.db");
        byte[] bytes = Files.readAllBytes(copy);
        byte[] changed = bytes.clone();
        changed[changed.length / 2]++;
        Files.write(copy, changed);
        assertThatThrownBy(() -> restore(made, "to"))
                .isInstanceOf(NotRestored.class)
                .hasMessage("这份备份里的 assessment.mv.db 缺失，或者和备份时的不一样，没有恢复。请换一份备份。");

        Files.write(copy, bytes);
        Path kept = EvidenceFolder.of(root().resolve("evidence"), sha("材料"));
        Files.writeString(kept, "假料");
        assertThatThrownBy(() -> restore(made, "to"))
                .isInstanceOf(NotRestored.class)
                .hasMessageStartingWith("备份里的材料文件 ")
                .hasMessageContaining("缺失，或者和备份时的不一样，没有恢复。请换一份备份。")
                .hasMessageContaining(kept.getFileName().toString());
        assertThat(directory.resolve("to")).doesNotExist();
    }

    @Test
    void what_is_restored_must_have_as_many_rows_as_were_counted() throws Exception {
        Manifest made = backups(NIGHT).make(ADMIN);
        Path file = root().resolve(made.name()).resolve(Manifest.FILE);
        Files.writeString(file, Files.readString(file).replace("\"EVIDENCE\" : 0", "\"EVIDENCE\" : 1"));

        assertThatThrownBy(() -> restore(made, "to"))
                .isInstanceOf(NotRestored.class)
                .hasMessage("备份里的数据库和说明对不上（各表的行数不同），没有恢复。请换一份备份。");
        assertThat(directory.resolve("to")).doesNotExist();
    }

    @Test
    void it_is_restored_into_an_empty_place_only_and_from_a_backup_only() throws Exception {
        Manifest made = backups(NIGHT).make(ADMIN);
        Files.createDirectory(directory.resolve("used"));
        Files.writeString(directory.resolve("used/something"), "要紧的");
        assertThatThrownBy(() -> restore(made, "used"))
                .isInstanceOf(NotRestored.class)
                .hasMessageContaining("不是空的。恢复只写到空的文件夹里，免得盖掉还要用的数据");
        assertThat(directory.resolve("used/something")).hasContent("要紧的");

        assertThatThrownBy(() -> new Restore(directory, directory.resolve("to"), ACCOUNT).run())
                .isInstanceOf(NotRestored.class)
                .hasMessageContaining("不是一份备份：里面没有 manifest.json，或者它读不出来。请写到备份文件夹下以日期为名的那一个。");
        assertThatThrownBy(() -> new Restore(
                                root().resolve(made.name()),
                                directory.resolve("to"),
                                new DatabaseCopy.Account("sa", "other"))
                        .run())
                .isInstanceOf(NotRestored.class)
                .hasMessageContaining("备份里的数据库打不开")
                .hasMessageContaining("账号或密码改过的，请用备份时的设置。");
    }

    @Test
    void evidence_that_is_damaged_is_named_and_the_rest_is_backed_up() throws Exception {
        put("好的");
        put("坏的");
        put("没了的");
        Files.writeString(evidence.of(sha("坏的")), "改的");
        Files.delete(evidence.of(sha("没了的")));

        Manifest made = backups(NIGHT).make(ADMIN);

        assertThat(made.evidence().files()).isEqualTo(1);
        assertThat(made.evidence().damaged()).containsExactlyInAnyOrder(sha("坏的"), sha("没了的"));
        assertThat(restore(made, "to").evidence().files()).isEqualTo(1);
    }

    @Test
    void without_room_for_it_none_is_made_and_it_is_said_why() throws Exception {
        Manifest before = backups(NIGHT).make(ADMIN);
        Backups full = backups(NIGHT.plusDays(1), DataSize.ofTerabytes(1_000_000));

        assertThatThrownBy(() -> full.make(ADMIN))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("所在的磁盘空间不够，要用")
                .hasMessageContaining("请腾出空间，或把 assessment.backup.folder 设到别的磁盘");
        assertThat(full.all()).containsExactly(before);
        assertThat(children()).containsExactlyInAnyOrder(before.name());
        assertThat(full.runs().get(0).failure()).startsWith("没有备份成：备份文件夹");
    }

    @Test
    void a_copy_that_cannot_be_opened_is_no_backup() throws Exception {
        Backups wrong = new Backups(
                jdbc,
                new NodeTurns(jdbc),
                Optional.empty(),
                evidence,
                at(NIGHT),
                address(),
                "sa",
                "wrong",
                root().toString(),
                14,
                12,
                Duration.ofHours(36),
                DataSize.ofMegabytes(1));

        assertThatThrownBy(() -> wrong.make(ADMIN))
                .isInstanceOf(Refused.class)
                .hasMessage("没有备份成：复制出来的数据库打不开，或者不完整。详细的原因在日志里；反复这样的，请停下程序用命令备份。");
        assertThat(children()).isEmpty();
    }

    @Test
    void a_copy_of_a_backup_is_whole_or_is_none() throws Exception {
        put("材料");
        Manifest made = backups(NIGHT).make(ADMIN);
        Path backup = root().resolve(made.name());
        BackupFolder disk = Backups.in(directory.resolve("disk"), at(NIGHT));
        Files.writeString(EvidenceFolder.of(root().resolve("evidence"), sha("材料")), "假料");
        assertThatThrownBy(() -> disk.take(backup)).hasMessageEndingWith(sha("材料") + " 缺失或和备份时的不一样");
        Files.writeString(backup.resolve(BackupFolder.LIST), "");
        assertThatThrownBy(() -> disk.take(backup)).hasMessageEndingWith(BackupFolder.LIST + " 和备份时的不一样");
        assertThat(disk.all()).isEmpty();
    }

    /** Two of them side by side would tell whose ballot came in between. */
    @Test
    void of_those_made_while_ballots_are_cast_one_is_there() {
        Manifest before = backups(NIGHT).make(ADMIN);
        jdbc.sql("insert into assessment_year (assessment_year, state) values (2021, 'STARTED')")
                .update();
        jdbc.sql("""
                insert into appraisal (assessment_year, state, delegates_invited, leader_weight, district_weight, delegate_weight,
                  prepared_by, prepared_at)
                values (2021, 'VOTING', true, 40, 40, 20, 'li', localtimestamp)""").update();
        Manifest one = backups(NIGHT.plusDays(1)).make(ADMIN);
        assertThat(one.voting()).isTrue();
        Manifest another = backups(NIGHT.plusDays(2)).make(ADMIN);
        assertThat(backups(NIGHT).all()).containsExactly(another, before);

        jdbc.sql("update appraisal set state = 'COUNTED'").update();
        Manifest after = backups(NIGHT.plusDays(3)).make(ADMIN);
        assertThat(backups(NIGHT).all()).containsExactly(after, before);
    }

    /** H2 closes its file where a thread is interrupted that reads it: others are still being answered. */
    @Test
    void a_program_that_stops_while_a_backup_is_made_leaves_the_database_open() throws Exception {
        byte[] noise = new byte[2 << 20];
        for (int i = 0; i < 20; i++) {
            new Random(i).nextBytes(noise);
            jdbc.sql("update evidence set content = :content where id = :id")
                    .param("content", noise)
                    .param("id", put("文件" + i))
                    .update();
        }
        BackupSchedule schedule = new BackupSchedule(backups(NIGHT), at(NIGHT), "");
        schedule.start(ADMIN, Duration.ZERO);
        while (!isBeingCopied()) {
            Thread.onSpinWait();
        }
        schedule.stop();

        put("之后");
        assertThat(jdbc.sql("select count(*) from evidence").query(Long.class).single())
                .isEqualTo(21);
        assertThat(backups(NIGHT).all()).hasSize(1);
    }

    private boolean isBeingCopied() throws IOException {
        if (!Files.isDirectory(root())) {
            return false;
        }
        try (Stream<Path> files = Files.walk(root())) {
            return files.anyMatch(file -> file.endsWith("database.zip"));
        } catch (UncheckedIOException moved) {
            return false;
        }
    }

    private List<String> children() throws IOException {
        try (Stream<Path> files = Files.list(root())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void a_folder_that_cannot_be_written_is_said() throws Exception {
        Files.writeString(root(), "a file");
        assertThat(backups(NIGHT).all()).isEmpty();

        assertThatThrownBy(() -> backups(NIGHT).make(ADMIN))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("不能写。请检查它在不在、运行程序的账号能不能写。");
        assertThat(backups(NIGHT).isRunning()).isFalse();
    }

    @Test
    void old_ones_go_when_a_new_one_is_there_with_the_evidence_that_nobody_else_needs() throws Exception {
        String id = put("只有旧的有");
        put("都有");
        Manifest first = backups(NIGHT).make(ADMIN);
        backups(NIGHT.plusDays(1)).make(ADMIN);
        jdbc.sql("delete from evidence where id = :id").param("id", id).update();
        Manifest third = backups(NIGHT.plusDays(20)).make(ADMIN);
        assertThat(backups(NIGHT).all()).containsExactly(third, first);
        assertThat(EvidenceFolder.of(root().resolve("evidence"), sha("只有旧的有"))).exists();

        Manifest last = backups(NIGHT.plusYears(2)).make(ADMIN);
        assertThat(backups(NIGHT).all()).containsExactly(last);
        assertThat(EvidenceFolder.of(root().resolve("evidence"), sha("只有旧的有"))).doesNotExist();
        assertThat(EvidenceFolder.of(root().resolve("evidence"), sha("都有"))).exists();
    }

    @Test
    void the_one_of_a_night_is_made_once_by_whichever_node() {
        LocalDate day = NIGHT.toLocalDate();
        assertThat(backups(NIGHT).makeOf(day)).isTrue();
        assertThat(backups(NIGHT.plusMinutes(1)).makeOf(day)).isTrue();
        assertThat(backups(NIGHT).all()).hasSize(1);

        try (NodeTurns.Held other =
                new NodeTurns(jdbc).take(Backups.EVIDENCE_FILES).orElseThrow()) {
            assertThat(backups(NIGHT.plusDays(1)).makeOf(day.plusDays(1))).isFalse();
            other.requireStill();
        }
    }

    @Test
    void that_the_newest_is_too_old_is_said_with_its_age() {
        assertThat(backups(NIGHT).tooOld()).hasValue("还没有一份备份。请现在备份一次。");
        backups(NIGHT).make(ADMIN);
        assertThat(backups(NIGHT.plusHours(35)).tooOld()).isEmpty();
        assertThat(backups(NIGHT.plusHours(40)).tooOld())
                .hasValue("最近一份备份已经是40小时以前的了（超过36小时）。请看下面最近几次为什么没有做成，处理后现在备份一次。");
    }

    @Test
    void of_postgresql_the_evidence_is_kept_all_that_lies_in_the_folder() throws Exception {
        put("有行的");
        UpkeepDatabase.file(evidence, "行已经删去的");
        Backups onServer = new Backups(
                jdbc,
                new NodeTurns(jdbc),
                Optional.empty(),
                evidence,
                at(NIGHT),
                UpkeepDatabase.SERVER,
                "sa",
                "",
                root().toString(),
                14,
                12,
                Duration.ofHours(36),
                DataSize.ofMegabytes(1));

        Manifest made = onServer.make(ADMIN);

        assertThat(made.database()).isEqualTo("PostgreSQL");
        assertThat(made.rows()).isEmpty();
        assertThat(made.evidence().files()).isEqualTo(2);
        restore(made, "to");
        assertThat(Restore.howToStart(directory.resolve("to"), made))
                .containsExactly(
                        "--assessment.evidence.folder=" + directory.resolve("to/evidence"),
                        "--assessment.backup.folder=" + directory.resolve("to-backups"));
        assertThat(directory.resolve("to/evidence/.folder")).exists();
        assertThat(directory.resolve("to/assessment.mv.db")).doesNotExist();
    }

    @Test
    void a_database_in_memory_has_none() {
        Backups none = new Backups(
                jdbc,
                new NodeTurns(jdbc),
                Optional.empty(),
                evidence,
                at(NIGHT),
                "jdbc:h2:mem:none",
                "sa",
                "",
                root().toString(),
                14,
                12,
                Duration.ofHours(36),
                DataSize.ofMegabytes(1));
        assertThat(none.tooOld()).isEmpty();
        assertThatThrownBy(() -> none.make(ADMIN)).isInstanceOf(Refused.class).hasMessage("数据库在内存里，停下程序就没有了，没有可以备份的。");
    }

    // commands

    @Test
    void the_commands_back_up_a_file_of_which_no_program_runs_and_restore_it() throws Exception {
        put("材料");
        jdbc.sql("shutdown").update();
        source.dispose();
        List<String> arguments = List.of(
                "--to",
                directory.resolve("disk").toString(),
                "--spring.datasource.url=" + address(),
                "--assessment.evidence.folder=" + evidence.path(),
                "--assessment.evidence.keep-free=1MB",
                "--assessment.backup.folder=" + root(),
                "--management.server.port=1");

        assertThat(new BackupCommand().run(arguments)).isZero();
        open(address());
        Manifest made = backups(NIGHT).all().get(0);
        assertThat(new RestoreCommand()
                        .run(List.of(
                                "--from",
                                directory.resolve("disk").resolve(made.name()).toString(),
                                "--to",
                                directory.resolve("to").toString())))
                .isZero();
        assertThat(directory.resolve("to/assessment.mv.db")).exists();
        assertThat(new RestoreCommand()
                        .run(List.of(
                                "--from", "x", "--to", directory.resolve("to").toString())))
                .isEqualTo(1);
        assertThat(new RestoreCommand().run(List.of("--from", "x"))).isEqualTo(2);
        assertThat(new BackupCommand().run(List.of("now"))).isEqualTo(2);
    }
}
