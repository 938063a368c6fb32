package cn.healthylishui.assessment.limits;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;

/**
 * 临时文件: a directory that only this program can read, for what lies on disk while it is on its way. Whoever makes a file there
 * deletes it; what a program left there that was killed goes when the next one starts. A lock tells which directories are still used.
 */
public final class TemporaryFiles {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFiles.class);
    private static final String PREFIX = "healthy-lishui-";
    private static final String LOCK = "lock";

    /** The system frees the lock when the program ends, however it does. */
    private record Own(Path directory, FileChannel lock) {}

    private static @Nullable Own own;
    private static boolean serving;

    private TemporaryFiles() {}

    /** Of this program alone. */
    public static synchronized Path directory() {
        if (own == null) {
            try {
                Path parent = Path.of(System.getProperty("java.io.tmpdir"));
                clear(parent);
                Own made = make(parent);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> leaveUnlessServing(made)));
                own = made;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return own.directory();
    }

    /** A new file, without anything in it. */
    public static Path create(String what) {
        try {
            return Files.createTempFile(directory(), what + "-", null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void delete(@Nullable Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // it goes with the directory
                LOG.warn("{} could not be deleted", file, e);
            }
        }
    }

    private static Own make(Path parent) throws IOException {
        Path directory = Files.createTempDirectory(parent, PREFIX);
        FileChannel lock =
                FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        return new Own(directory, lock);
    }

    /** Of a server they go when it has stopped, and not while it answers its last requests, whose files lie here. */
    static synchronized void keepWhileServing() {
        if (!serving) {
            Own made = Objects.requireNonNull(own);
            SpringApplication.getShutdownHandlers().add(() -> leave(made));
            serving = true;
        }
    }

    private static synchronized void leaveUnlessServing(Own own) {
        if (!serving) {
            leave(own);
        }
    }

    private static void leave(Own own) {
        try (FileChannel lock = own.lock()) {
            empty(own.directory());
        } catch (IOException e) {
            LOG.warn("{} could not be deleted", own.directory(), e);
        }
    }

    /** Deletes what belonged to programs that are no more. */
    static void clear(Path parent) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path directory : found) {
                if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                    clearIfLeft(directory);
                }
            }
        }
    }

    private static void clearIfLeft(Path directory) {
        try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                empty(directory);
            }
        } catch (OverlappingFileLockException used) {
            LOG.debug("{} is used by this very program", directory);
        } catch (IOException others) {
            LOG.debug("{} is not this user's, or just being made", directory, others);
        }
    }

    private static void empty(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(directory);
    }
}
