package cn.healthylishui.assessment.limits;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * 下载: a file that the browser saves under its Chinese name and never opens as a page of ours. It is made whole before it is sent and
 * lies on disk meanwhile, so that a slow reader keeps neither memory nor a connection of the database; what is small stays in memory.
 * How large it may be, how many lie there and how slowly they are taken is bounded.
 */
@Component
public class Downloads {

    public static final String DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    public static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static final int RETRY_AFTER = 30;
    private static final long BETWEEN_LOOKS = 16L << 20;

    private final Limits.Answer limits;
    private final Asker asker;

    /** How many files of each asker lie on disk. */
    private final Map<String, Integer> lying = new HashMap<>();

    public Downloads(Limits limits, Asker asker) {
        this.limits = limits.answer();
        this.asker = asker;
        TemporaryFiles.directory(); // clears away what was left there
    }

    /**
     * @throws TooLarge where the file becomes larger than one may be
     * @throws Crowded where too many are on their way already
     */
    public ResponseEntity<Resource> of(String fileName, String mediaType, Writing writing) {
        return file(fileName, mediaType, keep(writing, limits.largest().toBytes()));
    }

    /**
     * As large as the disk lets it be: what must be whole to be of use.
     *
     * @throws Crowded where too many are on their way already, or no room is left for others
     */
    public ResponseEntity<Resource> ofAnySize(String fileName, String mediaType, Writing writing) {
        return file(fileName, mediaType, keep(writing, Long.MAX_VALUE));
    }

    private static ResponseEntity<Resource> file(String fileName, String mediaType, Kept kept) {
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(fileName, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .contentType(MediaType.parseMediaType(mediaType))
                .contentLength(kept.size)
                .body(kept.resource(fileName));
    }

    /** The body of an answer that is no file but may be as large as one. */
    public Resource body(Writing writing) {
        return keep(writing, limits.largest().toBytes()).resource("answer");
    }

    private Kept keep(Writing writing, long most) {
        Kept kept = new Kept(most);
        try (kept) {
            writing.to(kept);
        } catch (IOException e) {
            kept.release();
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            kept.release();
            throw e;
        }
        return kept;
    }

    private synchronized void enter(String who) {
        int all = lying.values().stream().mapToInt(Integer::intValue).sum();
        int own = lying.getOrDefault(who, 0);
        if (own >= limits.ofOne()) {
            throw Crowded.tooOften(RETRY_AFTER, "您正在下载的文件太多（最多同时%d个），请等它们下载完再试。".formatted(limits.ofOne()));
        }
        if (all >= limits.atOnce()) {
            throw Crowded.busy(RETRY_AFTER, "现在正在下载的文件太多，请稍后再试。");
        }
        lying.put(who, own + 1);
    }

    private synchronized void leave(String who) {
        lying.computeIfPresent(who, (key, count) -> count == 1 ? null : count - 1);
    }

    /** For one more of the largest, so that others go on. */
    private void requireRoom(Path file) throws IOException {
        if (Files.getFileStore(file).getUsableSpace() < limits.largest().toBytes()) {
            throw Crowded.busy(RETRY_AFTER, "服务器的磁盘空间不够，暂时不能下载。请告诉系统管理员。");
        }
    }

    /** What was made, until it is sent or nobody takes it any more. */
    private final class Kept extends OutputStream {

        private @Nullable ByteArrayOutputStream memory = new ByteArrayOutputStream();
        private @Nullable OutputStream disk;
        private @Nullable Path file;
        private @Nullable String who;
        private final long most;
        private long size;

        Kept(long most) {
            this.most = most;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            boolean lookAgain = size / BETWEEN_LOOKS != (size + length) / BETWEEN_LOOKS;
            size += length;
            if (size > most) {
                throw new TooLarge("要下载的内容超过%dMB，没有生成。请缩小范围，分几次下载；确实要一次下载的，请系统管理员调高 assessment.limits.answer.largest。"
                        .formatted(limits.largest().toMegabytes()));
            }
            if (memory != null && size > limits.inMemory().toBytes()) {
                toDisk(memory);
                memory = null;
            }
            if (lookAgain && file != null) {
                requireRoom(file);
            }
            OutputStream out = memory == null ? disk : memory;
            if (out == null) {
                throw new IOException("closed");
            }
            out.write(bytes, from, length);
        }

        private void toDisk(ByteArrayOutputStream begun) throws IOException {
            String name = asker.name();
            enter(name);
            who = name;
            // sent, broken off or failed: at the end of the request it goes
            RequestContextHolder.currentRequestAttributes()
                    .registerDestructionCallback(
                            "download" + System.identityHashCode(this), this::release, RequestAttributes.SCOPE_REQUEST);
            Path made = TemporaryFiles.create("download");
            file = made;
            requireRoom(made);
            disk = Files.newOutputStream(made);
            begun.writeTo(disk);
        }

        @Override
        public void close() throws IOException {
            if (disk != null) {
                disk.close();
            }
        }

        synchronized void release() {
            try {
                close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                TemporaryFiles.delete(file);
                file = null;
                if (who != null) {
                    leave(who);
                    who = null;
                }
            }
        }

        /** Not to be asked for in parts, which could be those of two different files. */
        Resource resource(String name) {
            return new InputStreamResource(() -> new Taken(open()), name);
        }

        private InputStream open() throws IOException {
            if (memory != null) {
                return new ByteArrayInputStream(memory.toByteArray());
            }
            Path made = file;
            if (made == null) {
                throw new IOException("closed");
            }
            return Files.newInputStream(made);
        }
    }

    /** Ends the connection of a reader who is so slow that he only holds a thread. */
    private final class Taken extends FilterInputStream {

        private final long begun = System.nanoTime();
        private long taken;

        Taken(InputStream content) {
            super(content);
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            double late = (System.nanoTime() - begun - limits.patience().toNanos()) / 1e9;
            if (late > 0 && taken < late * limits.slowest().toBytes()) {
                throw new ClientAbortException("The answer is taken too slowly");
            }
            int got = super.read(bytes, from, length);
            taken += Math.max(0, got);
            return got;
        }
    }
}
