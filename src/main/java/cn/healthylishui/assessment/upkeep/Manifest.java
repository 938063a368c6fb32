package cn.healthylishui.assessment.upkeep;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * 备份说明: what a backup holds, as it lies beside it.
 *
 * @param name of its folder
 * @param begun as 2022-01-04T02:10:00, in Lishui
 * @param version of the program
 * @param schema the last migration
 * @param database H2 or PostgreSQL; of the latter it holds no more than the evidence
 * @param rows how many each table has, counted in the copy
 * @param files by name
 * @param evidence what the copy says lies outside it
 * @param voting whether ballots were being cast; such a one goes as soon as there is a newer
 * @param folder how the folder of evidence is proved to belong to the database
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Manifest(
        String name,
        String begun,
        long seconds,
        String version,
        String schema,
        String database,
        SortedMap<String, Long> rows,
        SortedMap<String, Content> files,
        Evidence evidence,
        boolean voting,
        @Nullable Folder folder) {

    /** A file as it was written. */
    public record Content(String sha256, long bytes) {}

    /** @param damaged those that were missing or not what they had been, and are not in the backup */
    public record Evidence(long files, long bytes, List<String> damaged) {}

    public record Folder(String id, @Nullable String lastStart) {}

    static final String FILE = "manifest.json";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public long allRows() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Of the database and of the evidence, which it may share with others. */
    public long bytes() {
        return files.values().stream().mapToLong(Content::bytes).sum() + evidence.bytes();
    }

    byte[] json() throws IOException {
        return JSON.writeValueAsBytes(this);
    }

    /** @throws JacksonException where it is none */
    static Manifest read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), Manifest.class);
    }
}
