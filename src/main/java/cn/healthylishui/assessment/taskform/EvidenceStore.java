package cn.healthylishui.assessment.taskform;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.filecheck.FileCheck;
import cn.healthylishui.assessment.filecheck.FileNames;
import cn.healthylishui.assessment.filecheck.Format;
import cn.healthylishui.assessment.filecheck.Unfit;
import cn.healthylishui.assessment.limits.Crowded;
import cn.healthylishui.assessment.limits.DiskFull;
import cn.healthylishui.assessment.limits.TemporaryFiles;
import cn.healthylishui.assessment.persistence.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.InputStreamSource;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.support.SqlBinaryValue;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps evidence: what is said of a file in the database, its content in the {@link EvidenceFolder} or in the database, as the row says.
 * A content is safe before its row is. On its way in and out a file lies on disk, not in memory.
 */
@Component
public class EvidenceStore {

    /** @param declared the media type that the sender names, if any */
    public record Upload(String fileName, @Nullable String declared, InputStreamSource content) {}

    /** What was unused when its task ended, and is gone. */
    public record Unused(int files, long bytes) {}

    private static final String COLUMNS = """
            select id, sha256, file_name, media_type, size_bytes, task_id, assessment_year, district, office,
              uploaded_by, uploaded_at
            from evidence where\s""";

    /** A driver may hold a file that it reads whole in memory, so few are read at once; each takes a moment only. */
    private static final int READ_AT_ONCE = 3;

    private record Stored(Evidence evidence, SqlBinaryValue content) {}

    private record Place(String sha256, String fileName, boolean outside) {}

    private static final Logger LOG = LoggerFactory.getLogger(EvidenceStore.class);

    private final JdbcClient jdbc;
    private final Rows rows;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final DraftStore drafts;
    private final EvidenceBudget budget;
    private final FileCheck check;
    private final EvidenceFolder folder;
    private final Semaphore reading = new Semaphore(READ_AT_ONCE, true);

    /** The condition that nothing refers to a file; the tables that refer to files are asked of the database. */
    private final String unused;

    EvidenceStore(
            JdbcClient jdbc,
            DataSource dataSource,
            PlatformTransactionManager transactions,
            Clock clock,
            DraftStore drafts,
            EvidenceBudget budget,
            FileCheck check,
            EvidenceFolder folder) {
        this.jdbc = jdbc;
        this.rows = new Rows(jdbc);
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.drafts = drafts;
        this.budget = budget;
        this.check = check;
        this.folder = folder;
        this.unused = unused(dataSource);
    }

    private static String unused(DataSource dataSource) {
        try {
            return JdbcUtils.extractDatabaseMetaData(dataSource, metaData -> {
                String evidence = metaData.storesUpperCaseIdentifiers() ? "EVIDENCE" : "evidence";
                try (ResultSet keys = metaData.getExportedKeys(null, null, evidence)) {
                    List<String> none = new ArrayList<>();
                    while (keys.next()) {
                        none.add("not exists (select 1 from %s x where x.%s = evidence.id)"
                                .formatted(keys.getString("FKTABLE_NAME"), keys.getString("FKCOLUMN_NAME")));
                    }
                    if (none.isEmpty()) {
                        throw new IllegalStateException(
                                "No table refers to evidence: the database is not migrated yet");
                    }
                    return String.join(" and ", none);
                }
            });
        } catch (MetaDataAccessException e) {
            throw new IllegalStateException("The tables that refer to evidence are not known", e);
        }
    }

    /**
     * Looks into the file and keeps it for an open task.
     *
     * @throws Refused for an empty, too large or unsuitable file, where the task is done, and where there is no room in its budget
     * @throws Crowded where the disk is full, or nearly
     */
    public Evidence store(TaskRef task, Upload upload, Actor actor) {
        folder.requireRoom(FileNames.shown(upload.fileName()));
        Path file = null;
        try {
            file = TemporaryFiles.create("evidence");
            return store(task, upload, file, actor);
        } catch (IOException e) {
            throw unlessFull(upload, new UncheckedIOException(e));
        } catch (RuntimeException e) {
            throw unlessFull(upload, e);
        } finally {
            TemporaryFiles.delete(file);
        }
    }

    private static RuntimeException unlessFull(Upload upload, RuntimeException failure) {
        if (!DiskFull.caused(failure)) {
            return failure;
        }
        LOG.error("A file was not taken in: no room on disk", failure);
        return EvidenceFolder.noRoom(FileNames.shown(upload.fileName()));
    }

    private Evidence store(TaskRef task, Upload upload, Path file, Actor actor) throws IOException {
        String name = upload.fileName();
        String sha256 = copy(upload, file);
        long size = Files.size(file);
        if (size == 0) {
            throw new Refused("文件“%s”是空的，请检查后重新选择。".formatted(FileNames.shown(name)));
        }
        Format format;
        try {
            format = check.check(name, upload.declared(), file, actor.userId() + "@" + actor.office());
        } catch (Unfit unfit) {
            throw new Refused(String.valueOf(unfit.getMessage()));
        }
        Integer year = (Integer) task.variables().get(TaskRef.Variables.YEAR);
        budget.prepare(actor.office(), year);
        TransactionCallback<Evidence> admitted = status -> {
            if (!drafts.lock(task.id())) {
                throw new Refused("这项任务已经办结，不能再上传文件。请回到任务清单查看。");
            }
            budget.admit(name, size, task.id(), actor.office(), year);
            return new Evidence(
                    UUID.randomUUID().toString(),
                    sha256,
                    name,
                    format.mediaType(),
                    size,
                    task.id(),
                    year,
                    district(task),
                    actor.office(),
                    actor.userId(),
                    LocalDateTime.now(clock));
        };
        return folder.isChosen() ? intoFolder(file, admitted) : intoDatabase(file, admitted);
    }

    /** The long part, bringing it to the disk, is done before anything of the database is held. */
    private Evidence intoFolder(Path file, TransactionCallback<Evidence> admitted) throws IOException {
        try (InputStream content = Files.newInputStream(file);
                EvidenceFolder.Arriving arriving = folder.bring(content)) {
            return Objects.requireNonNull(transaction.execute(status -> {
                Evidence evidence = Objects.requireNonNull(admitted.doInTransaction(status));
                try {
                    arriving.keep();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                rows.insert("evidence", evidence);
                return evidence;
            }));
        }
    }

    private Evidence intoDatabase(Path file, TransactionCallback<Evidence> admitted) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Evidence evidence = Objects.requireNonNull(admitted.doInTransaction(status));
            try (InputStream content = Files.newInputStream(file)) {
                rows.insert("evidence", new Stored(evidence, new SqlBinaryValue(content, evidence.sizeBytes())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return evidence;
        }));
    }

    /** @return the SHA-256 of what was copied */
    private String copy(Upload upload, Path file) throws IOException {
        MessageDigest digest = EvidenceFolder.sha256();
        long limit = budget.largest().toBytes();
        long size = 0;
        try (InputStream in = upload.content().getInputStream();
                OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                size += read;
                if (size <= limit) {
                    out.write(buffer, 0, read);
                }
            }
        }
        if (size > limit) {
            throw new Refused("文件“%s”有%.1f MB，超过上限%d MB。请压缩图片或拆成几个文件后再上传。"
                    .formatted(
                            FileNames.shown(upload.fileName()),
                            size / 1048576.0,
                            budget.largest().toMegabytes()));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * The district that a file is about, whose office may read it. A file in a case of misconduct is filed under none: that office is
     * the accused, and reads of the case's files only what it handed in itself.
     */
    private static @Nullable String district(TaskRef task) {
        return task.variables().containsKey(TaskRef.Variables.MISCONDUCT)
                ? null
                : (String) task.variables().get(TaskRef.Variables.DISTRICT);
    }

    /** A task has ended: what was uploaded for it and is part of nothing is of no use to anybody, and counts for nobody. */
    @Transactional
    public Unused deleteUnused(String taskId) {
        List<Evidence> files = found("task_id = :task and " + unused, taskId);
        if (!files.isEmpty()) {
            rows.update(
                    "delete from evidence where id in (:ids)",
                    files.stream().map(Evidence::id).collect(Collectors.toSet()));
        }
        return new Unused(
                files.size(), files.stream().mapToLong(Evidence::sizeBytes).sum());
    }

    /** The tasks, ended ones too, that have files which are part of nothing. */
    @Transactional(readOnly = true)
    public List<String> tasksWithUnused() {
        return rows.list(String.class, "select distinct task_id from evidence where " + unused);
    }

    @Transactional(readOnly = true)
    public Optional<Evidence> find(String id) {
        return findAll(List.of(id)).stream().findFirst();
    }

    @Transactional(readOnly = true)
    public List<Evidence> findAll(Collection<String> ids) {
        return ids.isEmpty() ? List.of() : found("id in (:ids) order by uploaded_at, id", ids);
    }

    /** The files that were uploaded for a task. */
    @Transactional(readOnly = true)
    public List<Evidence> ofTask(String taskId) {
        return found("task_id = :task", taskId);
    }

    /**
     * Writes a file's content to where it is taken fast: a connection of the database may be held until it is there.
     *
     * @throws Refused where it is not here, or not as it was uploaded; what was written until then is not to be given to anybody
     */
    public void copy(String id, OutputStream out) {
        Optional<Place> place = rows.find(
                Place.class, "select sha256, file_name, (content is null) as outside from evidence where id = :id", id);
        if (place.isEmpty()) {
            return;
        }
        boolean whole;
        try {
            // moved since it was asked where it is
            whole = (!place.get().outside() && copyFromDatabase(id, place.get(), out))
                    || folder.copy(place.get().sha256(), out);
        } catch (NoSuchFileException missing) {
            LOG.error("Evidence {} is not at {}", id, folder.of(place.get().sha256()));
            throw damaged(place.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!whole) {
            LOG.error("Evidence {} is not what it was when it was uploaded: {}", id, place.get());
            throw damaged(place.get());
        }
    }

    private static Refused damaged(Place place) {
        return new Refused(
                "文件“%s”在服务器上缺失或损坏，和上传时的不一样，没有给出。请告诉系统管理员，从备份里恢复它。".formatted(FileNames.shown(place.fileName())));
    }

    /** @return false where it is not there any more */
    private boolean copyFromDatabase(String id, Place place, OutputStream out) {
        reading.acquireUninterruptibly();
        try {
            return Boolean.TRUE.equals(transaction.execute(
                    status -> jdbc.sql("select content from evidence where id = :id and content is not null")
                            .param("id", id)
                            .query((ResultSetExtractor<Boolean>) rs -> rs.next() && copy(rs, place, out))));
        } finally {
            reading.release();
        }
    }

    private static boolean copy(ResultSet rs, Place place, OutputStream out) throws SQLException {
        try (InputStream content = rs.getBinaryStream("content")) {
            if (!EvidenceFolder.copy(content, place.sha256(), out)) {
                LOG.error("Evidence in the database is not what it was when it was uploaded: {}", place);
                throw damaged(place);
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Evidence> found(String condition, Object value) {
        return rows.list(Evidence.class, COLUMNS + condition, value).stream()
                .map(Evidence::shown)
                .toList();
    }
}
