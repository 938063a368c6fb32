package cn.healthylishui.assessment.filecheck;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** 图片: one picture from the first byte to the last, of a size that a viewer can open. */
final class ImageCheck {

    /** 20,000 by 15,000: more than any camera or scanner of A3 makes. */
    private static final long MOST_PIXELS = 300_000_000;

    /** Telephones write some words of their own behind a photo. */
    private static final int LONGEST_NOTE = 16 << 10;

    private static final int[] PNG = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    private ImageCheck() {}

    static void check(Format format, byte[] content) {
        boolean png = format == Format.PNG;
        if (png ? !Traces.starts(content, 0, PNG) : !Traces.starts(content, 0, 0xFF, 0xD8, 0xFF)) {
            throw ContentCheck.otherContent(format);
        }
        size(png, content);
        int end = png ? endOfPng(content) : endOfJpeg(content, 0);
        Traces.script(content, 0).ifPresent(what -> {
            throw Finding.twoThings(what);
        });
        behind(content, end);
    }

    private static void size(boolean png, byte[] content) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(png ? "png" : "jpeg");
        ImageReader reader = readers.next();
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
            reader.setInput(input, true, true);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels <= 0 || pixels > MOST_PIXELS) {
                throw new Finding(
                        "是%d×%d的图片，太大，多数电脑打不开".formatted(reader.getWidth(0), reader.getHeight(0)), "请缩小尺寸后再上传。");
            }
        } catch (IOException | RuntimeException damaged) {
            if (damaged instanceof Finding finding) {
                throw finding;
            }
            throw Finding.damaged();
        } finally {
            reader.dispose();
        }
    }

    private static int endOfPng(byte[] content) {
        int at = PNG.length;
        while (content.length - at >= 12) {
            long length = Integer.toUnsignedLong(Integer.reverseBytes((int) Traces.number(content, at, 4)));
            if (length > content.length - at - 12) {
                throw Finding.damaged();
            }
            boolean last = Traces.starts(content, at + 4, 'I', 'E', 'N', 'D');
            at += (int) length + 12;
            if (last) {
                return at;
            }
        }
        throw Finding.damaged();
    }

    /** Behind the picture that begins at {@code at}: segments by their length, then the coded data up to its end mark. */
    private static int endOfJpeg(byte[] content, int at) {
        int next = at + 2;
        while (next + 1 < content.length) {
            if ((content[next] & 0xFF) != 0xFF) {
                next++; // coded data
                continue;
            }
            int mark = content[next + 1] & 0xFF;
            if (mark == 0xD9) {
                return next + 2;
            }
            if (mark == 0xFF) {
                next++; // a fill byte
            } else if (mark == 0 || mark == 1 || mark >= 0xD0 && mark <= 0xD8) {
                next += 2;
            } else {
                if (next + 4 > content.length) {
                    break;
                }
                next += 2 + ((content[next + 2] & 0xFF) << 8 | content[next + 3] & 0xFF);
            }
        }
        throw Finding.damaged();
    }

    /** A camera appends a second picture or a few seconds of film; anything else does not belong to a photo. */
    private static void behind(byte[] content, int end) {
        int at = end;
        while (at < content.length && content[at] == 0) {
            at++;
        }
        if (at == content.length) {
            return;
        }
        Optional<String> other = Traces.other(content, at);
        if (other.isPresent()) {
            throw Finding.twoThings(other.get());
        }
        boolean camera = Traces.starts(content, at, 0xFF, 0xD8, 0xFF)
                || Traces.starts(content, at + 4, 'f', 't', 'y', 'p')
                || Traces.starts(content, at - 1 + 4, 'f', 't', 'y', 'p')
                || Traces.starts(content, at - 2 + 4, 'f', 't', 'y', 'p')
                || Traces.starts(content, at - 3 + 4, 'f', 't', 'y', 'p');
        if (!camera && content.length - at > LONGEST_NOTE) {
            throw Finding.twoThings("图片以外的数据");
        }
    }
}
