package cn.healthylishui.assessment.upkeep;

import cn.healthylishui.assessment.taskform.EvidenceFolder;
import cn.healthylishui.assessment.taskform.EvidenceFolder.Arriving;
import cn.healthylishui.assessment.taskform.EvidenceFolder.Found;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * 备份文件夹: a folder for each backup, and one for the evidence of all of them, by content. A backup gets its name when it is whole; what
 * has none was not brought to its end.
 */
final class BackupFolder {

    static final String EVIDENCE = "evidence";
    static final String LIST = "evidence.txt";

    private static final Logger LOG = LoggerFactory.getLogger(BackupFolder.class);
    private static final String MAKING = ".making-";
    private static final Pattern NAME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d-\\d{6}(-\\d+)?");

    private final Path root;
    private final EvidenceFolder evidence;

    /** @param evidence the one of this folder */
    BackupFolder(Path root, EvidenceFolder evidence) {
        this.root = root;
        this.evidence = evidence;
    }

    /** The whole ones, newest first. */
    List<Manifest> all() {
        List<Manifest> all = new ArrayList<>();
        for (Path one : children(root)) {
            if (NAME.matcher(one.getFileName().toString()).matches()) {
                try {
                    all.add(Manifest.read(one.resolve(Manifest.FILE)));
                } catch (IOException e) {
                    LOG.warn("No backup is in {}", one, e);
                }
            }
        }
        all.sort(Comparator.comparing(Manifest::name).reversed());
        return all;
    }

    private static List<Path> children(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            List<Path> children = new ArrayList<>();
            files.forEach(children::add);
            return children;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path of(String name) {
        return root.resolve(name);
    }

    /** Where a content of evidence is kept. */
    Path evidence(String sha256) {
        return evidence.of(sha256);
    }

    /** A place for one that is being made; those that were broken off go. */
    Path begin() throws IOException {
        if (!Files.isDirectory(root)) {
            Files.createDirectories(root);
            if (Files.getFileStore(root).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
            }
        }
        for (Path left : children(root)) {
            if (left.getFileName().toString().startsWith(MAKING)) {
                FileSystemUtils.deleteRecursively(left);
            }
        }
        return Files.createDirectory(root.resolve(MAKING + UUID.randomUUID()));
    }

    /** A name that is free. */
    String name(String wanted) {
        String name = wanted;
        for (int i = 2; Files.exists(of(name)); i++) {
            name = wanted + "-" + i;
        }
        return name;
    }

    /** From here on it is one. */
    void finish(Path made, Manifest manifest) throws IOException {
        Files.write(made.resolve(Manifest.FILE), manifest.json());
        for (Path file : children(made)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
        EvidenceFolder.sync(made);
        Files.move(made, of(manifest.name()), StandardCopyOption.ATOMIC_MOVE);
        EvidenceFolder.sync(root);
    }

    static void discard(Path made) {
        try {
            FileSystemUtils.deleteRecursively(made);
        } catch (IOException e) {
            LOG.warn("{} was not removed; the next backup tries again", made, e);
        }
    }

    /**
     * Brings a content here, unless it is.
     *
     * @return false where it is not what its name says, or is not there
     */
    boolean keep(String sha256, long bytes, Path from) throws IOException {
        Path here = evidence.of(sha256);
        if (Files.exists(here) && Files.size(here) == bytes) {
            return true;
        }
        try (InputStream in = Files.newInputStream(from);
                Arriving arriving = evidence.bring(in)) {
            if (!arriving.sha256().equals(sha256)) {
                return false;
            }
            arriving.keep();
            return true;
        } catch (NoSuchFileException missing) {
            return false;
        }
    }

    /** Takes in a copy of a backup that lies elsewhere. */
    Path take(Path backup) throws IOException {
        Manifest manifest = Manifest.read(backup.resolve(Manifest.FILE));
        if (Files.exists(of(manifest.name()))) {
            throw new IOException(of(manifest.name()) + " 已经有了");
        }
        Path making = begin();
        try {
            for (String name : manifest.files().keySet()) {
                Path copied = Files.copy(backup.resolve(name), making.resolve(name));
                if (!content(copied).equals(manifest.files().get(name))) {
                    throw new IOException(backup.resolve(name) + " 和备份时的不一样");
                }
            }
            for (String line : Files.readAllLines(making.resolve(LIST))) {
                String[] parts = line.split(" ", 2);
                Path kept = EvidenceFolder.of(backup.resolveSibling(EVIDENCE), parts[0]);
                if (!keep(parts[0], Long.parseLong(parts[1]), kept)) {
                    throw new IOException(kept + " 缺失或和备份时的不一样");
                }
            }
            finish(making, manifest);
            return of(manifest.name());
        } finally {
            discard(making);
        }
    }

    /** Removes backups, and of the evidence what no other needs. */
    void remove(List<String> names) throws IOException {
        for (String name : names) {
            Path leaving = root.resolve(MAKING + UUID.randomUUID());
            Files.move(of(name), leaving, StandardCopyOption.ATOMIC_MOVE);
            FileSystemUtils.deleteRecursively(leaving);
        }
        Set<String> needed = new HashSet<>();
        for (Path one : children(root)) {
            if (NAME.matcher(one.getFileName().toString()).matches()) {
                for (String line : Files.readAllLines(one.resolve(LIST))) {
                    needed.add(line.split(" ", 2)[0]);
                }
            }
        }
        for (String part : EvidenceFolder.parts()) {
            for (Found found : evidence.in(part)) {
                if (!needed.contains(found.sha256())) {
                    evidence.remove(found);
                }
            }
        }
    }

    static Manifest.Content content(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            long bytes = in.transferTo(OutputStream.nullOutputStream());
            return new Manifest.Content(
                    HexFormat.of().formatHex(in.getMessageDigest().digest()), bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
