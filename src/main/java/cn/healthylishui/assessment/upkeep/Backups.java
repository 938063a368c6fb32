package cn.healthylishui.assessment.upkeep;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.database.NodeTurns;
import cn.healthylishui.assessment.limits.DiskFull;
import cn.healthylishui.assessment.persistence.H2File;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.EvidenceFolder;
import cn.healthylishui.assessment.taskform.EvidenceFolder.Found;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.upkeep.DatabaseCopy.Contents;
import cn.healthylishui.assessment.upkeep.DatabaseCopy.Outside;
import cn.healthylishui.assessment.watch.LastBackup;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * 备份: the database first, while others write, then the evidence that the copy says lies outside it. A backup is one when it was opened
 * and counted and every file is on the disk; until then it has no name, and those before are as they were.
 */
@Component
public class Backups implements LastBackup {

    /** Who began one, when, and what came of it. */
    public record Run(
            String id,
            LocalDateTime begunAt,
            String byWhom,
            @Nullable LocalDateTime endedAt,
            @Nullable String name,
            @Nullable String failure) {}

    /** The turn of whoever copies or removes files in the folder of evidence. */
    static final String EVIDENCE_FILES = "evidence-files";

    static final String SCHEMA = """
            select "version" from "flyway_schema_history" where "success" = true and "version" is not null
            order by "installed_rank" desc fetch first 1 rows only""";
    static final String VOTING = "select assessment_year from appraisal where state = 'VOTING'";
    static final String LOGGED = "select number from operation_log_head";

    private static final Logger LOG = LoggerFactory.getLogger(Backups.class);
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss");
    private static final int TRIES = 3;
    private static final int LONGEST_FAILURE = 2000;

    private final JdbcClient jdbc;
    private final Rows rows;
    private final NodeTurns turns;
    private final Optional<OperationLog> log;
    private final EvidenceFolder evidence;
    private final Clock clock;
    private final String database;
    private final DatabaseCopy.Account account;
    private final Path root;
    private final BackupFolder folder;
    private final int keepDays;
    private final int keepMonths;
    private final Duration tooOldAfter;
    private final DataSize keepFree;

    Backups(
            JdbcClient jdbc,
            NodeTurns turns,
            Optional<OperationLog> log,
            EvidenceFolder evidence,
            Clock clock,
            @Value("${spring.datasource.url}") String database,
            @Value("${spring.datasource.username}") String user,
            @Value("${spring.datasource.password}") String password,
            @Value("${assessment.backup.folder}") String root,
            @Value("${assessment.backup.keep-days}") int keepDays,
            @Value("${assessment.backup.keep-months}") int keepMonths,
            @Value("${assessment.watch.backup-too-old}") Duration tooOldAfter,
            @Value("${assessment.evidence.keep-free}") DataSize keepFree) {
        this.jdbc = jdbc;
        this.rows = new Rows(jdbc);
        this.turns = turns;
        this.log = log;
        this.evidence = evidence;
        this.clock = clock;
        this.database = database;
        this.account = new DatabaseCopy.Account(user, password);
        this.root = Path.of(root).toAbsolutePath().normalize();
        this.folder = in(this.root, clock);
        this.keepDays = keepDays;
        this.keepMonths = keepMonths;
        this.tooOldAfter = tooOldAfter;
        this.keepFree = keepFree;
    }

    static BackupFolder in(Path root, Clock clock) {
        return new BackupFolder(root, EvidenceFolder.at(root.resolve(BackupFolder.EVIDENCE), clock));
    }

    /** Whether there is anything to copy: a database in memory ends with the program. */
    public boolean isPossible() {
        return !isH2() || H2File.of(database).isPresent();
    }

    /** Of PostgreSQL a backup holds the evidence alone. */
    public boolean isH2() {
        return database.startsWith("jdbc:h2:");
    }

    public Path folder() {
        return root;
    }

    /** The whole ones, newest first. */
    public List<Manifest> all() {
        return folder.all();
    }

    @Override
    public Optional<Backup> last() {
        return all().stream()
                .findFirst()
                .map(newest -> new Backup(LocalDateTime.parse(newest.begun()), newest.bytes()));
    }

    /** The last times that one was begun, newest first. */
    public List<Run> runs() {
        return rows.list(
                Run.class,
                "select id, begun_at, by_whom, ended_at, name, failure from backup_run order by begun_at desc fetch first 20 rows only");
    }

    /** Whether one is being made, by any node. */
    public boolean isRunning() {
        return turns.isTaken(EVIDENCE_FILES);
    }

    /** What is to be said where the newest is too old; empty where it is not. */
    public Optional<String> tooOld() {
        if (!isPossible()) {
            return Optional.empty();
        }
        Optional<LocalDateTime> newest = last().map(Backup::at);
        if (newest.isEmpty()) {
            return Optional.of("还没有一份备份。请现在备份一次。");
        }
        long hours = newest.get().until(LocalDateTime.now(clock), ChronoUnit.HOURS);
        return hours < tooOldAfter.toHours()
                ? Optional.empty()
                : Optional.of(
                        "最近一份备份已经是%d小时以前的了（超过%d小时）。请看下面最近几次为什么没有做成，处理后现在备份一次。".formatted(hours, tooOldAfter.toHours()));
    }

    /**
     * Makes one, now.
     *
     * @throws Refused where it cannot be; what was there before is as it was
     */
    public Manifest make(Actor by) {
        if (!isPossible()) {
            throw new Refused("数据库在内存里，停下程序就没有了，没有可以备份的。");
        }
        try (NodeTurns.Held turn = turns.take(EVIDENCE_FILES).orElse(null)) {
            if (turn == null) {
                throw new Refused("正在备份，或者正在清理用不着的材料文件。请过几分钟再来看。");
            }
            return make(by, turn);
        }
    }

    /** Makes the one of a day, unless some node has. */
    boolean makeOf(LocalDate day) {
        try (NodeTurns.Held turn = turns.take(EVIDENCE_FILES).orElse(null)) {
            if (turn == null) {
                return false;
            }
            if (!turn.isDoneFor(day)) {
                make(Actor.SYSTEM, turn);
                turn.doneFor(day);
            }
            return true;
        }
    }

    private record Begun(String id, LocalDateTime begunAt, String byWhom) {}

    private Manifest make(Actor by, NodeTurns.Held turn) {
        LocalDateTime begun = LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
        String run = UUID.randomUUID().toString();
        rows.insert("backup_run", new Begun(run, begun, by.userId()));
        try {
            Manifest made = make(begun, turn);
            rows.update(
                    "update backup_run set ended_at = :ended, name = :name where id = :id",
                    LocalDateTime.now(clock),
                    made.name(),
                    run);
            log.ifPresent(operations -> operations.record(
                    by,
                    Operation.of("备份", made.name())
                            .to("%d行，材料%d个"
                                    .formatted(made.allRows(), made.evidence().files()))));
            tidy();
            return made;
        } catch (IOException | SQLException | RuntimeException e) {
            LOG.error("The backup was not made", e);
            String why = why(e);
            rows.update(
                    "update backup_run set ended_at = :ended, failure = :why where id = :id",
                    LocalDateTime.now(clock),
                    why.substring(0, Math.min(why.length(), LONGEST_FAILURE)),
                    run);
            throw new Refused(why);
        }
    }

    private String why(Exception failure) {
        if (failure instanceof Refused) {
            return String.valueOf(failure.getMessage());
        }
        if (DiskFull.caused(failure)) {
            return "没有备份成：备份文件夹 %s 所在的磁盘满了。请腾出空间，或把 assessment.backup.folder 设到别的磁盘。".formatted(root);
        }
        return failure instanceof IOException || failure instanceof UncheckedIOException
                ? "没有备份成：备份文件夹 %s 不能写。请检查它在不在、运行程序的账号能不能写。".formatted(root)
                : "没有备份成：复制出来的数据库打不开，或者不完整。详细的原因在日志里；反复这样的，请停下程序用命令备份。";
    }

    private Manifest make(LocalDateTime begun, NodeTurns.Held turn) throws IOException, SQLException {
        long start = System.nanoTime();
        Path making = folder.begin();
        try {
            Contents contents = isH2() ? database(making) : onServer();
            List<String> damaged = evidence(contents.outside(), making.resolve(BackupFolder.LIST), turn);
            TreeMap<String, Manifest.Content> files = new TreeMap<>();
            for (String name : isH2() ? List.of(DatabaseCopy.NAME, BackupFolder.LIST) : List.of(BackupFolder.LIST)) {
                files.put(name, BackupFolder.content(making.resolve(name)));
            }
            Manifest manifest = new Manifest(
                    folder.name(NAME.format(begun)),
                    begun.toString(),
                    Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                    Objects.requireNonNullElse(Backups.class.getPackage().getImplementationVersion(), ""),
                    contents.schema(),
                    isH2() ? "H2" : "PostgreSQL",
                    contents.rows(),
                    files,
                    new Manifest.Evidence(
                            contents.outside().size() - damaged.size(),
                            contents.outside().stream()
                                    .mapToLong(Outside::bytes)
                                    .sum(),
                            damaged),
                    contents.voting(),
                    contents.folder());
            folder.finish(making, manifest);
            return manifest;
        } finally {
            BackupFolder.discard(making); // finished, it is not there any more
        }
    }

    /** A copy that is not as it must be is made once more: nothing keeps H2 from writing meanwhile. */
    private Contents database(Path making) throws IOException, SQLException {
        requireRoom(2 * Files.size(H2File.of(database).orElseThrow()));
        for (int i = 1; ; i++) {
            long before = logged();
            try {
                Contents contents = DatabaseCopy.read(DatabaseCopy.make(jdbc, making, account), account);
                requireRight(contents, before, logged());
                return contents;
            } catch (IOException | SQLException | IllegalStateException e) {
                if (i == TRIES || DiskFull.caused(e)) {
                    throw e;
                }
                LOG.warn("A copy of the database was not right, the next one is tried", e);
            }
        }
    }

    private long logged() {
        return rows.get(Long.class, LOGGED);
    }

    /** What can be said of a copy made while others write: it is of a moment in between, and has every table. */
    private void requireRight(Contents copy, long before, long after) {
        if (copy.logged() < before || copy.logged() > after) {
            throw new IllegalStateException("The log ends with %d in the copy, with %d before and %d after it"
                    .formatted(copy.logged(), before, after));
        }
        List<String> tables = rows.list(String.class, """
                select table_name from information_schema.tables
                where table_schema = 'PUBLIC' and table_type = 'BASE TABLE'""");
        if (!copy.rows().keySet().containsAll(tables) || !copy.schema().equals(rows.get(String.class, SCHEMA))) {
            throw new IllegalStateException("The copy lacks a table, or is of another version");
        }
    }

    /** All that lies in the folder: the copy of the database is made by others, a little earlier. */
    private Contents onServer() throws IOException {
        TreeMap<String, Long> found = new TreeMap<>();
        rows.list(Outside.class, """
                select sha256, max(size_bytes) as bytes from evidence where content is null group by sha256""").forEach(one -> found.put(one.sha256(), one.bytes()));
        for (String part : EvidenceFolder.parts()) {
            for (Found file : evidence.in(part)) {
                found.putIfAbsent(file.sha256(), Files.size(file.file()));
            }
        }
        return new Contents(
                rows.get(String.class, SCHEMA),
                logged(),
                new TreeMap<>(),
                found.entrySet().stream()
                        .map(one -> new Outside(one.getKey(), one.getValue()))
                        .toList(),
                false, // ballots are not in it
                rows.find(Manifest.Folder.class, "select id, last_start from evidence_folder")
                        .orElse(null));
    }

    /** @return those that could not be copied */
    private List<String> evidence(List<Outside> files, Path list, NodeTurns.Held turn) throws IOException {
        requireRoom(files.stream()
                .filter(one -> !Files.exists(folder.evidence(one.sha256())))
                .mapToLong(Outside::bytes)
                .sum());
        List<String> damaged = new ArrayList<>();
        try (BufferedWriter lines = Files.newBufferedWriter(list)) {
            for (Outside one : files) {
                if (folder.keep(one.sha256(), one.bytes(), evidence.of(one.sha256()))) {
                    lines.write(one.sha256() + " " + one.bytes() + "\n");
                } else {
                    LOG.error("Evidence is missing or not what it was, and is not in the backup: {}", one.sha256());
                    damaged.add(one.sha256());
                }
            }
        }
        turn.requireStill();
        return damaged;
    }

    /** What lies on the same disk must not be stopped by a backup. */
    private void requireRoom(long bytes) throws IOException {
        long free = Files.getFileStore(root).getUsableSpace();
        if (free - bytes < keepFree.toBytes()) {
            throw new Refused(
                    "没有备份成：备份文件夹 %s 所在的磁盘空间不够，要用%d MB并留出%d MB，只有%d MB。请腾出空间，或把 assessment.backup.folder 设到别的磁盘。"
                            .formatted(root, bytes >> 20, keepFree.toMegabytes(), free >> 20));
        }
    }

    /** After the new one is there, older ones go. */
    private void tidy() {
        try {
            List<Manifest> oldestFirst = new ArrayList<>(all());
            Collections.reverse(oldestFirst);
            folder.remove(KeepRule.expired(
                    oldestFirst.stream()
                            .map(one -> new KeepRule.Made(
                                    one.name(), LocalDateTime.parse(one.begun()).toLocalDate(), one.voting()))
                            .toList(),
                    LocalDate.now(clock),
                    keepDays,
                    keepMonths));
        } catch (IOException | RuntimeException e) {
            LOG.error("Old backups were not removed", e);
        }
    }
}
