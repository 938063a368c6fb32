package cn.healthylishui.assessment.taskform;

import cn.healthylishui.assessment.limits.Crowded;
import cn.healthylishui.assessment.persistence.H2File;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * 材料文件夹: where evidence lies outside the database, each content once, under its SHA-256. What is there is whole: a file is written
 * beside, brought to the disk, and only then gets its name. The time of a file is when somebody last uploaded it.
 */
@Component
public class EvidenceFolder {

    /** Where new evidence goes, and what is there is moved to. */
    public enum Keep {
        FOLDER,
        DATABASE
    }

    /** A content that is looked for, or found. */
    public record Found(String sha256, Path file, Instant uploadedAt) {}

    private static final String MARK = ".folder";
    private static final String STARTS = ".starts";
    private static final String ARRIVING = ".arriving";
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final String ASIDE = "aside-";

    private final Path folder;
    private final Keep keep;
    private final DataSize keepFree;
    private final Clock clock;
    /** Whose volume must not run full. */
    private final Optional<Path> volume;

    public EvidenceFolder(
            @Value("${assessment.evidence.folder}") String folder,
            @Value("${assessment.evidence.keep}") Keep keep,
            @Value("${assessment.evidence.keep-free}") DataSize keepFree,
            @Value("${spring.datasource.url:}") String database,
            Clock clock) {
        this.folder = Path.of(folder).toAbsolutePath().normalize();
        this.keep = keep;
        this.keepFree = keepFree;
        this.clock = clock;
        this.volume = keep == Keep.FOLDER ? Optional.of(this.folder) : H2File.of(database);
    }

    /** One elsewhere that is made like it. */
    public static EvidenceFolder at(Path folder, Clock clock) {
        return new EvidenceFolder(folder.toString(), Keep.FOLDER, DataSize.ofBytes(0), "", clock);
    }

    /** Whether new evidence goes here, and not into the database. */
    public boolean isChosen() {
        return keep == Keep.FOLDER;
    }

    public Path path() {
        return folder;
    }

    public Path of(String sha256) {
        return of(folder, sha256);
    }

    /** The place of a content in a folder that is made like this one. */
    public static Path of(Path folder, String sha256) {
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("No SHA-256: " + sha256);
        }
        return folder.resolve(sha256.substring(0, 2))
                .resolve(sha256.substring(2, 4))
                .resolve(sha256);
    }

    // files

    /** @throws Crowded where too little room is left to take in any more; what is there can be read on */
    void requireRoom(String shownName) {
        if (volume.isEmpty()) {
            return;
        }
        long free;
        try {
            Path at = volume.get();
            Path above = at.getParent();
            while (above != null && !Files.exists(at)) {
                at = above;
                above = at.getParent();
            }
            free = Files.getFileStore(at).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (free < keepFree.toBytes()) {
            throw noRoom(shownName);
        }
    }

    static Crowded noRoom(String shownName) {
        return Crowded.busy(60, "文件“%s”没有上传：服务器的磁盘空间不够了。请告诉系统管理员腾出空间，然后再上传；已经上传的材料照常可以查看。".formatted(shownName));
    }

    /** A file on its way here: it lies beside and goes when this is closed, unless it is kept before. */
    public final class Arriving implements AutoCloseable {

        private final Path file;
        private final String sha256;
        private final long size;

        private Arriving(Path file, String sha256, long size) {
            this.file = file;
            this.sha256 = sha256;
            this.size = size;
        }

        public String sha256() {
            return sha256;
        }

        /** From here on it outlives everything but the disk. */
        public void keep() throws IOException {
            Path outer = folder.resolve(sha256.substring(0, 2));
            Path inner = outer.resolve(sha256.substring(2, 4));
            Path target = inner.resolve(sha256);
            if (!isThere(target)) {
                Files.createDirectories(inner);
                Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            }
            // whoever made the folders, or moved the file a moment ago, may not have got as far
            sync(inner);
            sync(outer);
            sync(folder);
        }

        /** Whoever removes files that nobody needs leaves what was touched, or took it away before: then there is none. */
        private boolean isThere(Path target) throws IOException {
            try {
                Files.setLastModifiedTime(target, FileTime.from(clock.instant()));
                return Files.size(target) == size;
            } catch (NoSuchFileException none) {
                return false;
            }
        }

        @Override
        public void close() throws IOException {
            Files.deleteIfExists(file);
        }
    }

    /** Copies what is read here, beside the others. */
    public Arriving bring(InputStream content) throws IOException {
        Path beside = Files.createDirectories(folder.resolve(ARRIVING))
                .resolve(UUID.randomUUID().toString());
        MessageDigest digest = sha256();
        try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), digest)) {
            content.transferTo(out);
            channel.force(true);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(beside);
            throw e;
        }
        Files.setLastModifiedTime(beside, FileTime.from(clock.instant()));
        return new Arriving(beside, HexFormat.of().formatHex(digest.digest()), Files.size(beside));
    }

    /**
     * Writes a content; where it is not what its name says, that is known only at the end.
     *
     * @throws NoSuchFileException where it is not here
     * @return whether what was written is right
     */
    boolean copy(String sha256, OutputStream out) throws IOException {
        try (InputStream in = Files.newInputStream(of(sha256))) {
            return copy(in, sha256, out);
        }
    }

    static boolean copy(InputStream in, String sha256, OutputStream out) throws IOException {
        MessageDigest digest = sha256();
        new DigestInputStream(in, digest).transferTo(out);
        return HexFormat.of().formatHex(digest.digest()).equals(sha256);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first two letters of all that may lie here; to go through it piece by piece. */
    public static List<String> parts() {
        return IntStream.range(0, 256).mapToObj("%02x"::formatted).toList();
    }

    /** The contents whose names begin so. */
    public List<Found> in(String part) throws IOException {
        List<Found> found = new ArrayList<>();
        for (Path inner : children(folder.resolve(part))) {
            for (Path file : children(inner)) {
                String name = file.getFileName().toString();
                if (SHA256.matcher(name).matches() && file.equals(of(name))) {
                    found.add(new Found(name, file, modified(file)));
                }
            }
        }
        return found;
    }

    private static List<Path> children(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            List<Path> children = new ArrayList<>();
            files.forEach(children::add);
            return children;
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        }
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException gone) {
            return Instant.MAX;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Removes a content that nobody needs, unless it was uploaded again since it was looked at. It is taken out of everybody's sight
     * first: who uploads it after that finds none and brings his own, who did before has left his time on it.
     *
     * @return whether it is gone
     */
    public boolean remove(Found unneeded) throws IOException {
        Path aside = Files.createDirectories(folder.resolve(ARRIVING)).resolve(ASIDE + unneeded.sha256());
        Files.move(unneeded.file(), aside, StandardCopyOption.ATOMIC_MOVE);
        if (!modified(aside).equals(unneeded.uploadedAt())) {
            Files.move(aside, unneeded.file(), StandardCopyOption.ATOMIC_MOVE);
            return false;
        }
        Files.deleteIfExists(aside);
        return true;
    }

    /** Puts back what was taken aside by a program that was killed before it could look at it. */
    public void putBackAside() throws IOException {
        for (Path file : children(folder.resolve(ARRIVING))) {
            String name = file.getFileName().toString();
            if (name.startsWith(ASIDE)) {
                Path target = of(name.substring(ASIDE.length()));
                if (!Files.exists(target)) {
                    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
    }

    /** Removes what a program that was killed has left on its way here before. */
    public void clearArriving(Instant before) throws IOException {
        removeOld(folder.resolve(ARRIVING), before, "");
    }

    private static void removeOld(Path directory, Instant before, String except) throws IOException {
        for (Path file : children(directory)) {
            if (modified(file).isBefore(before)
                    && !file.getFileName().toString().equals(except)) {
                Files.deleteIfExists(file);
            }
        }
    }

    // the folder itself

    /** The id that it has from its database; empty where it has none yet. */
    public Optional<String> mark() throws IOException {
        try {
            return Optional.of(Files.readString(folder.resolve(MARK)).strip()).filter(id -> !id.isEmpty());
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    public void mark(String id) throws IOException {
        mark(folder, id);
    }

    /** Marks a folder that is made like this one. */
    public static void mark(Path folder, String id) throws IOException {
        Files.createDirectories(folder);
        write(folder.resolve(MARK), id + "\n");
        sync(folder);
    }

    /** Whether what a node wrote at its start stands here. */
    public boolean knowsStart(String start) {
        return Files.exists(folder.resolve(STARTS).resolve(start));
    }

    public void noteStart(String start) throws IOException {
        noteStart(folder, start);
        Files.setLastModifiedTime(folder.resolve(STARTS).resolve(start), FileTime.from(clock.instant()));
    }

    public static void noteStart(Path folder, String start) throws IOException {
        write(Files.createDirectories(folder.resolve(STARTS)).resolve(start), "");
        sync(folder.resolve(STARTS));
    }

    /** Forgets earlier starts; the last is kept. */
    public void forgetStarts(Instant before, String last) throws IOException {
        removeOld(folder.resolve(STARTS), before, last);
    }

    private static void write(Path file, String content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            channel.write(StandardCharsets.UTF_8.encode(content));
            channel.force(true);
        }
    }

    /** Brings the names in a directory to the disk. */
    public static void sync(Path directory) throws IOException {
        if (File.separatorChar == '\\') {
            return; // Windows opens no directory, and needs it not
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
