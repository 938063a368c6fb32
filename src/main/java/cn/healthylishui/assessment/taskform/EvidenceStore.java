package cn.healthylishui.assessment.taskform;

import cn.healthylishui.assessment.audit.Actor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.tika.Tika;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.unit.DataSize;

/** Keeps evidence files in the database, so that a file and what it proves are saved, copied and restored together. */
@Component
public class EvidenceStore {

    /** Extension to the media types that Tika may find behind it (without its parsers a container is told by its outer form). */
    private static final Map<String, List<String>> ALLOWED = Map.of(
            "pdf", List.of("application/pdf"),
            "doc", List.of("application/msword", "application/x-tika-msoffice"),
            "xls", List.of("application/vnd.ms-excel", "application/x-tika-msoffice"),
            "docx",
                    List.of(
                            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                            "application/x-tika-ooxml"),
            "xlsx",
                    List.of(
                            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                            "application/x-tika-ooxml"),
            "jpg", List.of("image/jpeg"),
            "jpeg", List.of("image/jpeg"),
            "png", List.of("image/png"),
            "txt", List.of("text/plain"));

    private static final String ALLOWED_IN_WORDS = "PDF、Word（doc、docx）、Excel（xls、xlsx）、图片（jpg、png）和纯文本（txt）";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final DataSize largest;
    private final Tika tika = new Tika();

    EvidenceStore(JdbcClient jdbc, Clock clock, @Value("${assessment.evidence.largest}") DataSize largest) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.largest = largest;
    }

    /** @throws Refused for an empty, too large or unsuitable file */
    @Transactional
    public Evidence store(TaskRef task, String fileName, byte[] content, Actor actor) {
        String name = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1)
                .strip();
        if (name.isEmpty() || name.length() > 255) {
            throw new Refused("文件名为空或超过255个字，请改名后再上传。");
        }
        if (content.length == 0) {
            throw new Refused("文件“%s”是空的，请检查后重新选择。".formatted(name));
        }
        if (content.length > largest.toBytes()) {
            throw new Refused(tooLarge(name, content.length));
        }
        String mediaType = mediaType(name, content);
        Evidence evidence = new Evidence(
                UUID.randomUUID().toString(),
                sha256(content),
                name,
                mediaType,
                content.length,
                task.id(),
                (Integer) task.variables().get(TaskRef.Variables.YEAR),
                district(task),
                actor.office(),
                actor.userId(),
                LocalDateTime.now(clock));
        jdbc.sql("""
                insert into evidence (id, sha256, file_name, media_type, size_bytes, content, task_id, assessment_year, district,
                  office, uploaded_by, uploaded_at)
                values (:id, :sha256, :name, :type, :size, :content, :task, :year, :district, :office, :user, :at)
                """)
                .param("id", evidence.id())
                .param("sha256", evidence.sha256())
                .param("name", name)
                .param("type", mediaType)
                .param("size", evidence.sizeBytes())
                .param("content", content)
                .param("task", task.id())
                .param("year", evidence.year())
                .param("district", evidence.district())
                .param("office", evidence.office())
                .param("user", evidence.uploadedBy())
                .param("at", Timestamp.valueOf(evidence.uploadedAt()))
                .update();
        return evidence;
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

    /** What to say about a file over the limit; also said where the server refuses it before reading it whole. */
    public String tooLarge(String name, long size) {
        return "文件“%s”有%.1f MB，超过上限%d MB。请压缩图片或拆成几个文件后再上传。".formatted(name, size / 1048576.0, largest.toMegabytes());
    }

    private String mediaType(String name, byte[] content) {
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        List<String> expected = ALLOWED.get(extension);
        if (expected == null) {
            throw new Refused("不能上传“%s”：只接受%s。".formatted(name, ALLOWED_IN_WORDS));
        }
        String found;
        try {
            found = tika.detect(new ByteArrayInputStream(content), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!expected.contains(found)) {
            throw new Refused("文件“%s”的内容与扩展名 .%s 不符，可能已损坏或被改名。请用原来的程序另存后再上传。".formatted(name, extension));
        }
        return expected.get(0);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Transactional(readOnly = true)
    public Optional<Evidence> find(String id) {
        return findAll(List.of(id)).stream().findFirst();
    }

    @Transactional(readOnly = true)
    public List<Evidence> findAll(Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql("""
                        select id, sha256, file_name, media_type, size_bytes, task_id, assessment_year, district, office,
                          uploaded_by, uploaded_at
                        from evidence where id in (:ids) order by uploaded_at, id
                        """).param("ids", ids).query(EvidenceStore::map).list();
    }

    @Transactional(readOnly = true)
    public byte[] content(String id) {
        return jdbc.sql("select content from evidence where id = :id")
                .param("id", id)
                .query((rs, i) -> rs.getBytes("content"))
                .single();
    }

    private static Evidence map(ResultSet rs, int row) throws SQLException {
        return new Evidence(
                rs.getString("id"),
                rs.getString("sha256"),
                rs.getString("file_name"),
                rs.getString("media_type"),
                rs.getLong("size_bytes"),
                rs.getString("task_id"),
                rs.getObject("assessment_year", Integer.class),
                rs.getString("district"),
                rs.getString("office"),
                rs.getString("uploaded_by"),
                rs.getTimestamp("uploaded_at").toLocalDateTime());
    }
}
