package cn.healthylishui.assessment.workbook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Runs through one part of a workbook while it is unpacked, holding never more than one tag of it: whether it is XML that a reader can
 * be given, and which tags it has. Nothing is parsed, since parsing is what a hostile file is made for.
 */
final class PartScanner {

    /** Far more than any tag of a workbook has. */
    private static final int LONGEST_TAG = 1 << 16;

    /** A cell of Excel holds 32,767 characters; some of them are escaped. */
    private static final int LONGEST_TEXT = 1 << 19;

    private static final int DEEPEST = 100;

    private static final Pattern OTHER_ENCODING =
            Pattern.compile("encoding\\s*=\\s*[\"'](?!utf-8|us-ascii|ascii)", Pattern.CASE_INSENSITIVE);

    private enum In {
        START,
        TEXT,
        TAG,
        QUOTED
    }

    private final Consumer<PartScanner> tags;
    private byte[] tag = new byte[1024];
    private int length;
    private int text;
    private int depth;
    private byte quote;
    private In in = In.START;
    private boolean broken;

    /** @param tags is called for each tag that opens, and may ask what it is */
    PartScanner(Consumer<PartScanner> tags) {
        this.tags = tags;
    }

    /** Something in it that no program writes into a workbook, and that readers are attacked by. */
    static final class Hostile extends IOException {
        Hostile(String what) {
            super(what);
        }
    }

    /**
     * @param unpacked is told of every piece that was unpacked
     * @param xml false where only the size counts
     */
    void scan(InputStream part, boolean xml, Consumer<Integer> unpacked) throws IOException {
        byte[] buffer = new byte[1 << 15];
        for (int read = part.read(buffer); read >= 0; read = part.read(buffer)) {
            unpacked.accept(read);
            if (xml && !broken) {
                scan(buffer, read);
            }
        }
        if (broken) {
            throw new Hostile("Not XML in UTF-8");
        }
    }

    private void scan(byte[] buffer, int end) throws Hostile {
        for (int i = 0; i < end; i++) {
            byte b = buffer[i];
            switch (in) {
                case TEXT -> {
                    if (b == '<') {
                        in = In.TAG;
                        length = 0;
                        text = 0;
                    } else if (++text > LONGEST_TEXT) {
                        throw new Hostile("A text too long");
                    }
                }
                case TAG -> {
                    if (b == '>' && !isUnfinished()) {
                        in = In.TEXT;
                        finish();
                    } else {
                        add(b);
                        if ((b == '"' || b == '\'') && tag[0] != '!') {
                            quote = b;
                            in = In.QUOTED;
                        }
                    }
                }
                case QUOTED -> {
                    add(b);
                    if (b == quote) {
                        in = In.TAG;
                    }
                }
                case START -> {
                    // a mark of UTF-8 and blanks may stand first, anything else is no XML that is read byte by byte
                    if (b == '<') {
                        in = In.TAG;
                        length = 0;
                    } else if (b != (byte) 0xef && b != (byte) 0xbb && b != (byte) 0xbf && !isBlank(b)) {
                        broken = true;
                        return;
                    }
                }
            }
        }
    }

    /** The column that the present tag, a cell, says it stands in, A being 1; 0 where it does not say. */
    int column() {
        for (int i = 1; i + 3 < length; i++) {
            if (tag[i] == 'r' && isBlank(tag[i - 1]) && tag[i + 1] == '=') {
                int column = 0;
                for (int j = i + 3; j < length && tag[j] >= 'A' && tag[j] <= 'Z' && column < 1 << 20; j++) {
                    column = column * 26 + tag[j] - 'A' + 1;
                }
                return column;
            }
        }
        return 0;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\r' || b == '\n' || b == '\t';
    }

    private void add(byte b) throws Hostile {
        if (length == LONGEST_TAG) {
            throw new Hostile("A tag too long");
        }
        if (length == tag.length) {
            tag = Arrays.copyOf(tag, Math.min(LONGEST_TAG, 4 * length));
        }
        tag[length++] = b;
    }

    /** A bracket within a comment or a section of plain text ends nothing. */
    private boolean isUnfinished() {
        if (startsWith("!--")) {
            return length < 5 || tag[length - 1] != '-' || tag[length - 2] != '-';
        }
        return startsWith("![CDATA[") && (tag[length - 1] != ']' || tag[length - 2] != ']');
    }

    private boolean startsWith(String start) {
        if (length < start.length()) {
            return false;
        }
        for (int i = 0; i < start.length(); i++) {
            if (tag[i] != start.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void finish() throws Hostile {
        if (length == 0) {
            broken = true;
            return;
        }
        switch (tag[0]) {
            case '/' -> depth--;
            case '!' -> {
                if (!startsWith("!--") && !startsWith("![CDATA[")) {
                    throw new Hostile("A document type");
                }
            }
            case '?' -> {
                if (startsWith("?xml") && OTHER_ENCODING.matcher(words()).find()) {
                    throw new Hostile("Another encoding");
                }
            }
            default -> {
                if (tag[length - 1] != '/' && ++depth > DEEPEST) {
                    throw new Hostile("Nested too deep");
                }
                tags.accept(this);
            }
        }
    }

    /** Whether the present tag has this name, whatever its prefix. */
    boolean is(String name) {
        int end = 0;
        int start = 0;
        while (end < length && !isBlank(tag[end]) && tag[end] != '/') {
            if (tag[end] == ':') {
                start = end + 1;
            }
            end++;
        }
        if (end - start != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (tag[start + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** What stands between the brackets of the present tag. */
    String words() {
        return new String(tag, 0, length, StandardCharsets.UTF_8);
    }
}
