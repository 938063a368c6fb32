package cn.healthylishui.assessment.filecheck;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** What one look into a file may cost, whatever is packed into it: parts, unpacked bytes, depth and time. */
final class Budget {

    private static final int MOST_PARTS = 5000;
    private static final long LARGEST_CONTENT = 400L << 20;

    /** Of a part that has to be looked into as a whole. */
    private static final int LARGEST_PART = 32 << 20;

    /** Of the documents in documents that are looked into at the same time, one in the other. */
    private static final long LARGEST_NEST = 64L << 20;

    /** What the objects of a PDF may take, by the estimate of {@link #WEIGHTS}. */
    private static final long LARGEST_OBJECTS = 192L << 20;

    /** About what an object takes that begins with a sign, or ends with a blank, in bytes. */
    private static final byte[] WEIGHTS = new byte[256];

    static {
        WEIGHTS['/'] = 120;
        WEIGHTS['['] = 80;
        WEIGHTS['('] = 56;
        WEIGHTS['<'] = 56;
        for (char blank : " \t\r\n\f\0".toCharArray()) {
            WEIGHTS[blank] = 32;
        }
    }

    /** Longer without a tag is nothing that a program writes. */
    private static final int LONGEST_TEXT = 1 << 20;

    private static final int SELDOM = 1 << 16;

    /** A part that grows more than this is no text, table or picture. */
    private static final long HIGHEST_RATIO = 500;

    private static final long RATIO_COUNTS_FROM = 8L << 20;
    private static final int DEEPEST = 3;
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final LongSupplier clock;
    private final long began;
    private int parts;
    private long bytes;
    private int depth;
    private long nested;
    private long objects;
    private int looks;

    Budget() {
        this(System::nanoTime);
    }

    /** @param clock in nanoseconds */
    Budget(LongSupplier clock) {
        this.clock = clock;
        this.began = clock.getAsLong();
    }

    void part() {
        if (++parts > MOST_PARTS) {
            throw new Finding("里面有%d个以上的部分，系统无法逐一检查".formatted(MOST_PARTS), Finding.AS_PDF);
        }
        time();
    }

    void bytes(long more) {
        bytes += more;
        if (bytes > LARGEST_CONTENT) {
            throw new Finding("解开后超过%d MB，系统无法检查".formatted(LARGEST_CONTENT >> 20), Finding.AS_PDF);
        }
        time();
    }

    private void time() {
        if (clock.getAsLong() - began > LONGEST.toNanos()) {
            throw new Finding("太复杂，%d秒内没有检查完".formatted(LONGEST.toSeconds()), Finding.AS_PDF);
        }
    }

    /** @param size of what is looked into, and kept in memory meanwhile */
    void deeper(int size, Runnable look) {
        nested += size;
        if (++depth > DEEPEST || nested > LARGEST_NEST) {
            throw new Finding("里面一层套一层地嵌了文件，系统无法检查", "请把嵌在里面的文件另存出来，单独上传。");
        }
        look.run();
        depth--;
        nested -= size;
    }

    /** A sign that is read of a PDF's objects, of which every few may become one. */
    void object(int sign) {
        objects += WEIGHTS[sign];
        if (objects > LARGEST_OBJECTS) {
            throw new Finding("里面的对象太多，系统无法检查", "请打开后选“打印”，打印成PDF，再上传。");
        }
        if (++looks % SELDOM == 0) {
            time();
        }
    }

    /**
     * Reads a part to its end, within the budget.
     *
     * @param packed its length where it is packed; 0 where that is not known
     * @param kept how much of its beginning is wanted
     */
    byte[] read(InputStream part, long packed, int kept) throws IOException {
        byte[] buffer = new byte[1 << 15];
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        long length = 0;
        for (int read = part.read(buffer); read >= 0; read = part.read(buffer)) {
            length += read;
            bytes(read);
            ratio(length, packed);
            content.write(buffer, 0, Math.min(read, kept - content.size()));
        }
        return content.toByteArray();
    }

    private static void ratio(long length, long packed) {
        if (packed > 0 && length > RATIO_COUNTS_FROM && length / packed > HIGHEST_RATIO) {
            throw new Finding("里面有压缩得过分的部分，像是用来拖垮系统的“压缩炸弹”", Finding.AS_PDF);
        }
    }

    /** All of a part whose length is not known beforehand. */
    byte[] whole(InputStream part, long packed) throws IOException {
        byte[] content = read(part, packed, LARGEST_PART + 1);
        if (content.length > LARGEST_PART) {
            throw tooLarge();
        }
        return content;
    }

    /** All of a part that says how long it is, without a second copy of it. */
    byte[] whole(InputStream part, long packed, long size) throws IOException {
        if (size > LARGEST_PART) {
            throw tooLarge();
        }
        byte[] content = new byte[(int) Math.max(0, size)];
        int length = 0;
        while (length < content.length) {
            int read = part.read(content, length, Math.min(1 << 15, content.length - length));
            if (read < 0) {
                throw Finding.damaged();
            }
            length += read;
            bytes(read);
            ratio(length, packed);
        }
        if (part.read() >= 0) {
            throw Finding.damaged();
        }
        return content;
    }

    private static Finding tooLarge() {
        return new Finding("里面有超过%d MB的部分，系统无法检查".formatted(LARGEST_PART >> 20), Finding.AS_PDF);
    }

    /** A part of tags and short texts, of which nothing is kept. */
    InputStream tags(InputStream part, long packed) {
        return new FilterInputStream(part) {

            private long length;
            private int text;

            @Override
            public int read(byte[] buffer, int from, int most) throws IOException {
                int read = super.read(buffer, from, most);
                if (read > 0) {
                    length += read;
                    bytes(read);
                    ratio(length, packed);
                    for (int i = from; i < from + read; i++) {
                        text = buffer[i] == '<' ? 0 : text + 1;
                        if (text > LONGEST_TEXT) {
                            throw new Finding("里面有一段文字长得不寻常，系统无法检查", Finding.AS_PDF);
                        }
                    }
                }
                return read;
            }

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }
        };
    }
}
