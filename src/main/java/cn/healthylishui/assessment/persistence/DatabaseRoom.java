package cn.healthylishui.assessment.persistence;

import cn.healthylishui.assessment.limits.DiskFull;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.h2.store.fs.FilePath;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/**
 * 备用空间: a file beside that of an H2 database, as large as what the work under way may still have to write. H2 does not bear a disk
 * without room: a write that fails closes the database for everybody, and it opens again only where it can write. So the file is given
 * up as soon as the disk is nearly full or a write finds no room ({@link WaitingFile}), and until there is room to make it again nothing
 * new is taken in; what is there can be looked at.
 */
public final class DatabaseRoom implements ApplicationListener<ContextClosedEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseRoom.class);
    private static final String SUFFIX = ".reserve";

    /** Left on the disk, with which it counts as full: what is written within the second between two looks, not by us alone. */
    private static final long NEARLY_FULL = 8L << 20;

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);
    private static final int PIECE = 1 << 16;

    /** By the folder that the database lies in: H2 makes its files itself and knows no more of them than their names. */
    private static final Map<Path, DatabaseRoom> ROOMS = new ConcurrentHashMap<>();

    private final Path reserve;
    private final long size;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread one = new Thread(work, "database-room");
        one.setDaemon(true);
        return one;
    });
    private volatile boolean held;
    private volatile boolean stopping;

    private DatabaseRoom(Path reserve, long size) {
        this.reserve = reserve;
        this.size = size;
    }

    /** By which this program opens the database of this address; of one in an H2 file room is kept from now on. */
    public static String address(String url, Environment settings) {
        return H2File.of(url)
                .map(file -> {
                    FilePath.register(new WaitingFile());
                    Path there = real(file);
                    long size = settings.getRequiredProperty("assessment.database.reserve", DataSize.class)
                            .toBytes();
                    ROOMS.compute(
                            folder(there), (folder, room) -> room == null || room.stopping ? begun(there, size) : room);
                    return H2File.address(WaitingFile.SCHEME, there, url);
                })
                .orElse(url);
    }

    /** As H2 names it. */
    private static Path real(Path file) {
        try {
            return Files.createDirectories(folder(file))
                    .toRealPath()
                    .resolve(Objects.requireNonNull(file.getFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** That of the database of this address; one that is never full where no room is kept. */
    public static DatabaseRoom of(String url) {
        return H2File.of(url)
                .map(file -> ROOMS.get(folder(real(file))))
                .orElseGet(() -> new DatabaseRoom(Path.of("none").toAbsolutePath(), 0));
    }

    /** For the first in this program that asks, before it opens the file. */
    private static DatabaseRoom begun(Path file, long size) {
        TornFile.mend(file, WaitingFile.SCHEME + ":");
        DatabaseRoom room = new DatabaseRoom(Path.of(H2File.withoutSuffix(file) + SUFFIX), size);
        room.begin();
        return room;
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.getParent());
    }

    private void begin() {
        if (size == 0) {
            remove();
            return;
        }
        held = isThere();
        look();
        long often = BETWEEN_LOOKS.toMillis();
        looks.scheduleWithFixedDelay(this::lookAgain, often, often, TimeUnit.MILLISECONDS);
    }

    /** Whether nothing new can be taken in; where there is room, a reserve that is gone for another reason stops nobody. */
    public boolean isFull() {
        if (held && free() < NEARLY_FULL) {
            giveUp();
        }
        return size > 0 && !held && !hasRoomForReserve();
    }

    private boolean hasRoomForReserve() {
        return free() >= size + 2 * NEARLY_FULL;
    }

    /** Whether not even a start, which writes a little, is possible. */
    public boolean isUsedUp() {
        return isFull() && free() < NEARLY_FULL;
    }

    public long size() {
        return size;
    }

    private long free() {
        return folder(reserve).toFile().getUsableSpace();
    }

    private void lookAgain() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.warn("The room of the database could not be looked at", e);
        }
    }

    private boolean isThere() {
        return reserve.toFile().length() == size;
    }

    private void look() {
        synchronized (this) {
            if (!isThere()) {
                held = false; // whoever tidies up may have taken it away
            }
        }
        if (isFull() || held || !hasRoomForReserve()) {
            return;
        }
        synchronized (this) {
            if (!held && !stopping && make()) {
                held = true;
                LOG.info("The database has its reserve of {} MB", size >> 20);
            }
        }
    }

    /** Written, and with what cannot be made small, or a disk might not keep the room. */
    private boolean make() {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        long noise = size;
        try {
            try (OutputStream out = Files.newOutputStream(reserve)) {
                for (long left = size; left > 0; left -= PIECE) {
                    for (int i = 0; i < PIECE; i += Long.BYTES) {
                        noise ^= noise << 13;
                        noise ^= noise >>> 7;
                        noise ^= noise << 17;
                        piece.putLong(i, noise);
                    }
                    out.write(piece.array(), 0, (int) Math.min(left, PIECE));
                }
            }
            try (FileChannel written = FileChannel.open(reserve, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            return true;
        } catch (IOException e) {
            if (!DiskFull.caused(e)) {
                LOG.warn("The database has no reserve", e);
            }
            remove();
            return false;
        }
    }

    private void remove() {
        try {
            Files.deleteIfExists(reserve);
        } catch (IOException e) {
            LOG.error("The reserve of the database could not be given up", e);
        }
    }

    /** @return whether there was one to give */
    private synchronized boolean giveUp() {
        if (!held) {
            return false;
        }
        remove();
        held = false;
        LOG.error(
                "The disk is full: the database has its reserve of {} MB now, and nothing new is taken in", size >> 20);
        return true;
    }

    /** After a write that found no room: returns when it may be tried again, which may take until there is room. */
    static void await(Path file, IOException failed) throws IOException {
        DatabaseRoom room = ROOMS.get(folder(file));
        if (room == null || room.stopping || !DiskFull.caused(failed)) {
            throw failed;
        }
        if (!room.giveUp()) {
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
    }

    /** Whoever waits for room now fails: the program stops, and nothing that waits was said to be done. */
    @Override
    public void onApplicationEvent(ContextClosedEvent stops) {
        stopping = true;
        looks.shutdownNow();
    }
}
