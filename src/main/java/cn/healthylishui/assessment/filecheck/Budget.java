package cn.healthylishui.assessment.filecheck;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** What one look into a file may cost, whatever is packed into it: parts, unpacked bytes, depth and time. */
final class Budget {

    private static final int MOST_PARTS = 5000;
    private static final long LARGEST_CONTENT = 400L << 20;

    /** Of a part that has to be looked into as a whole. */
    private static final int LARGEST_PART = 64 << 20;

    /** A part that grows more than this is no text, table or picture. */
    private static final long HIGHEST_RATIO = 500;

    private static final long RATIO_COUNTS_FROM = 8L << 20;
    private static final int DEEPEST = 3;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final long began = System.nanoTime();
    private int parts;
    private long bytes;
    private int depth;

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
        if (System.nanoTime() - began > LONGEST.toNanos()) {
            throw new Finding("太复杂，%d秒内没有检查完".formatted(LONGEST.toSeconds()), Finding.AS_PDF);
        }
    }

    void deeper(Runnable look) {
        if (++depth > DEEPEST) {
            throw new Finding("里面一层套一层地嵌了文件，系统无法检查", "请把嵌在里面的文件另存出来，单独上传。");
        }
        look.run();
        depth--;
    }

    /**
     * Reads a part to its end, within the budget.
     *
     * @param packed its length where it is packed; 0 where that is not known
     * @param kept how much of its beginning is wanted
     * @return its beginning; a part that is longer than it may be is refused where all of it is wanted
     */
    byte[] read(InputStream part, long packed, int kept) throws IOException {
        byte[] buffer = new byte[1 << 15];
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        long length = 0;
        for (int read = part.read(buffer); read >= 0; read = part.read(buffer)) {
            length += read;
            bytes(read);
            if (packed > 0 && length > RATIO_COUNTS_FROM && length / packed > HIGHEST_RATIO) {
                throw new Finding("里面有压缩得过分的部分，像是用来拖垮系统的“压缩炸弹”", Finding.AS_PDF);
            }
            content.write(buffer, 0, Math.min(read, kept - content.size()));
        }
        return content.toByteArray();
    }

    byte[] whole(InputStream part, long packed) throws IOException {
        byte[] content = read(part, packed, LARGEST_PART + 1);
        if (content.length > LARGEST_PART) {
            throw new Finding("里面有超过%d MB的部分，系统无法检查".formatted(LARGEST_PART >> 20), Finding.AS_PDF);
        }
        return content;
    }
}
