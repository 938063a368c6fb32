package cn.healthylishui.assessment.filecheck;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.tika.Tika;

/** Tells by content what bytes are, and what else hides among them. */
final class Traces {

    static final int HEAD = 1 << 16;

    private static final Tika TIKA = new Tika();

    /** What runs, unpacks or is rendered, by the types that Tika finds. */
    private static final List<String> ACTIVE = List.of(
            "application/x-dosexec",
            "application/x-msdownload",
            "application/x-elf",
            "application/x-executable",
            "application/x-sharedlib",
            "application/x-object",
            "application/x-mach-o",
            "application/java-vm",
            "application/java-archive",
            "application/x-sh",
            "application/javascript",
            "text/javascript",
            "application/x-bat",
            "text/x-perl",
            "text/x-python",
            "text/x-php",
            "application/x-php",
            "application/x-ms-shortcut",
            "application/x-ms-installer",
            "application/x-msi",
            "application/vnd.ms-htmlhelp",
            "application/winhlp",
            "application/x-shockwave-flash",
            "text/html",
            "application/xhtml",
            "application/zip",
            "application/x-rar",
            "application/x-7z",
            "application/x-tar",
            "application/x-gtar",
            "application/x-bzip",
            "application/x-xz",
            "application/vnd.ms-cab",
            "application/x-iso9660",
            "application/x-tika-",
            "application/rtf",
            "text/rtf",
            "application/pdf",
            "message/rfc822",
            "multipart/related");

    private static final List<String> SCRIPT = List.of(
            "<script", "<html", "<!doctype html", "<?php", "<iframe", "<svg ", "<hta:", "javascript:", "<%@ page");

    private static final int WINDOW = 1 << 20;
    static final int OVERLAP = 32;

    private Traces() {}

    /** What the first bytes are, by content alone. */
    static String type(byte[] content) {
        return TIKA.detect(content.length > HEAD ? Arrays.copyOf(content, HEAD) : content);
    }

    static boolean active(byte[] content) {
        return executable(content, 0) || ACTIVE.stream().anyMatch(type(content)::startsWith);
    }

    static boolean isOle2(byte[] content) {
        return starts(content, 0, 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1);
    }

    static boolean isZip(byte[] content) {
        return starts(content, 0, 'P', 'K', 3, 4);
    }

    static boolean starts(byte[] content, int at, int... signature) {
        if (at < 0 || content.length - at < signature.length) {
            return false;
        }
        for (int i = 0; i < signature.length; i++) {
            if ((content[at + i] & 0xFF) != signature[i]) {
                return false;
            }
        }
        return true;
    }

    /** A program of Windows, Linux, macOS or Java that begins here. */
    static boolean executable(byte[] content, int at) {
        if (starts(content, at, 0x7F, 'E', 'L', 'F')
                || starts(content, at, 0xCA, 0xFE, 0xBA, 0xBE)
                || starts(content, at, 0xCF, 0xFA, 0xED, 0xFE)
                || starts(content, at, 0xCE, 0xFA, 0xED, 0xFE)
                || starts(content, at, 0x4C, 0, 0, 0, 1, 0x14, 2, 0)) {
            return true;
        }
        if (!starts(content, at, 'M', 'Z') || content.length - at < 0x40) {
            return false;
        }
        long head = number(content, at + 0x3C, 4);
        return head < content.length - at - 4 && starts(content, (int) (at + head), 'P', 'E', 0, 0);
    }

    static long number(byte[] content, int at, int bytes) {
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 8 | content[at + i] & 0xFF;
        }
        return value;
    }

    /** A zip's directory at the end: whatever stands before it, programs that unpack find an archive here. */
    static boolean endsAsZip(byte[] content, boolean exactly) {
        int end = content.length - 22;
        for (int at = end; at >= Math.max(0, end - 0xFFFF); at--) {
            if (starts(content, at, 'P', 'K', 5, 6)) {
                long length = number(content, at + 12, 4);
                boolean directory = length <= at && starts(content, (int) (at - length), 'P', 'K', 1, 2);
                boolean toTheEnd = number(content, at + 20, 2) == end - at;
                if (directory && (toTheEnd || !exactly)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Anything from here on that another program would take for a file of its own, in words. */
    static Optional<String> other(byte[] content, int from) {
        if (starts(content, from, 'M', 'Z')) {
            return Optional.of("程序");
        }
        for (int at = from; at < content.length - 4; at++) {
            switch (content[at] & 0xFF) {
                case 'P' -> {
                    if (starts(content, at, 'P', 'K', 3, 4) || starts(content, at, 'P', 'K', 5, 6)) {
                        return Optional.of("压缩包");
                    }
                }
                case 'R' -> {
                    if (starts(content, at, 'R', 'a', 'r', '!', 0x1A, 7)) {
                        return Optional.of("压缩包");
                    }
                }
                case '7' -> {
                    if (starts(content, at, '7', 'z', 0xBC, 0xAF, 0x27, 0x1C)) {
                        return Optional.of("压缩包");
                    }
                }
                case '%' -> {
                    if (starts(content, at, '%', 'P', 'D', 'F', '-')) {
                        return Optional.of("PDF");
                    }
                }
                case 0xD0 -> {
                    if (starts(content, at, 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1)) {
                        return Optional.of("文档");
                    }
                }
                case 'M', 0x7F, 0xCA, 0xCF, 0xCE, 0x4C -> {
                    if (executable(content, at)) {
                        return Optional.of("程序");
                    }
                }
                default -> {
                    // no signature begins with it
                }
            }
        }
        return script(content, from);
    }

    /** Text that a browser or a server would run. */
    static Optional<String> script(byte[] content, int from) {
        for (int at = from; at < content.length; at += WINDOW - OVERLAP) {
            if (isScript(new String(content, at, Math.min(WINDOW, content.length - at), StandardCharsets.ISO_8859_1))) {
                return Optional.of("网页或脚本");
            }
        }
        return Optional.empty();
    }

    static boolean isScript(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return SCRIPT.stream().anyMatch(lower::contains);
    }
}
