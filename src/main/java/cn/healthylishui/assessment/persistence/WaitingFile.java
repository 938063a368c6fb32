package cn.healthylishui.assessment.persistence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file of H2 in which a write that finds the disk full does not fail, but is tried again once there is room ({@link DatabaseRoom}), and
 * which no thread that is interrupted closes under everybody.
 */
public final class WaitingFile extends FilePathWrapper {

    static final String SCHEME = "waiting";

    /** H2's own, of whose files others do the work: an interrupted thread closes the usual ones, by which the database is gone for all. */
    private static final String UNDISTURBED = "async:";

    /** H2 makes them by this. */
    public WaitingFile() {}

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        String name = getBase().toString();
        return new Waiting(
                Path.of(name).toAbsolutePath(), FilePath.get(UNDISTURBED + name).open(mode));
    }

    private static final class Waiting extends FileBase {

        private final Path file;
        private final FileChannel channel;

        Waiting(Path file, FileChannel channel) {
            this.file = file;
            this.channel = channel;
        }

        private interface Writing {
            int now() throws IOException;
        }

        /** A write that failed has taken nothing of what it was to write. */
        private int written(Writing writing) throws IOException {
            while (true) {
                try {
                    return writing.now();
                } catch (IOException failed) {
                    DatabaseRoom.await(file, failed);
                }
            }
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            return written(() -> channel.write(source));
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            return written(() -> channel.write(source, position));
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return channel.read(target);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return channel.read(target, position);
        }

        @Override
        public long position() throws IOException {
            return channel.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            channel.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            channel.truncate(size);
            return this;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            channel.force(metaData);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return channel.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            channel.close();
        }

        @Override
        public String toString() {
            return SCHEME + ":" + file;
        }
    }
}
