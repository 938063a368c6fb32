package cn.healthylishui.assessment.filecheck;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/** PDF: something to read, with nothing in it that runs, opens programs or carries other files. */
final class PdfCheck {

    /** A PDF's objects, unpacked. */
    private static final int LARGEST_OBJECTS = 32 << 20;

    /** How far before its data the description of a stream may begin. */
    private static final int FARTHEST_HEAD = 8 << 10;

    private static final int LONGEST_REST = 1 << 10;

    /** Any character of a name may be written by its code. */
    private static final Pattern HEAD_OF_OBJECTS = Pattern.compile("ObjStm|XRef|#");

    private static final Pattern PLAIN_FILTER =
            Pattern.compile("/Filter\\s*(\\[\\s*)?/(FlateDecode|Fl)\\b(?!\\s*/\\w+\\s*\\])(\\s*\\])?");

    private static final Set<String> ACTIONS = Set.of("JavaScript", "Launch", "ImportData", "SubmitForm", "GoToE");
    private static final List<String> SCRIPTS = List.of("JavaScript", "OnInstantiate");
    private static final COSName FILE = COSName.getPDFName("EF");
    private static final COSName FILES = COSName.getPDFName("EmbeddedFiles");
    private static final Set<String> ACTIVE_PARTS = Set.of("RichMedia", "RichMediaContent");

    private PdfCheck() {}

    static void check(byte[] content, Budget budget) {
        if (!Traces.starts(content, 0, '%', 'P', 'D', 'F', '-')) {
            throw ContentCheck.otherContent(Format.PDF);
        }
        if (Traces.endsAsZip(content, false)) {
            throw Finding.twoThings("压缩包");
        }
        rest(content);
        objectsUnpack(content, budget);
        try (PDDocument document = Loader.loadPDF(new Source(content, budget))) {
            if (document.isEncrypted()) {
                throw encrypted();
            }
            objects(document.getDocument(), budget);
            if (document.getNumberOfPages() == 0) {
                throw Finding.damaged();
            }
        } catch (InvalidPasswordException password) {
            throw encrypted();
        } catch (IOException | IllegalArgumentException | ClassCastException | NullPointerException damaged) {
            throw Finding.damaged();
        }
    }

    private static Finding encrypted() {
        return new Finding("设了密码或限制，系统无法检查", "请打开后选“打印”，打印成不加密的PDF，再上传。");
    }

    /** What follows the last end mark is no part of the document. */
    private static void rest(byte[] content) {
        int end = lastIndexOf(content, "%%EOF");
        if (end < 0) {
            return;
        }
        int at = end + "%%EOF".length();
        while (at < content.length && (content[at] == 0 || Character.isWhitespace(content[at]))) {
            at++;
        }
        if (at == content.length) {
            return;
        }
        Traces.other(content, at).ifPresent(what -> {
            throw Finding.twoThings(what);
        });
        if (content.length - at > LONGEST_REST) {
            throw Finding.twoThings("PDF以外的数据");
        }
    }

    private static int lastIndexOf(byte[] content, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = content.length - wanted.length; at >= 0; at--) {
            int i = 0;
            while (i < wanted.length && content[at + i] == wanted[i]) {
                i++;
            }
            if (i == wanted.length) {
                return at;
            }
        }
        return -1;
    }

    /**
     * Objects may be packed, and whoever reads them unpacks them whole: so it is seen first how large they grow, and that they are packed
     * once only. Pictures and fonts are not unpacked here.
     */
    private static void objectsUnpack(byte[] content, Budget budget) {
        for (int at = 3; at < content.length - 8; at++) {
            if (content[at] != 's'
                    || !Traces.starts(content, at, 's', 't', 'r', 'e', 'a', 'm')
                    || content[at - 1] == 'd') {
                continue;
            }
            int from = Math.max(0, at - FARTHEST_HEAD);
            String before = new String(content, from, at - from, StandardCharsets.ISO_8859_1);
            int begin = before.lastIndexOf(" obj");
            String head = begin < 0 ? before : before.substring(begin);
            if (begin >= 0 && !HEAD_OF_OBJECTS.matcher(head).find()) {
                continue;
            }
            int data = at + 6;
            data += Traces.starts(content, data, '\r', '\n') ? 2 : 1;
            if (head.contains("Filter")) {
                Matcher filter = PLAIN_FILTER.matcher(head);
                if (filter.find()) {
                    unpack(content, data, budget);
                } else if (head.contains("ObjStm") || head.contains("XRef")) {
                    throw new Finding("的内部结构不寻常，系统无法检查", "请打开后选“打印”，打印成PDF，再上传。");
                }
            }
        }
    }

    private static void unpack(byte[] content, int from, Budget budget) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(content, from, content.length - from);
            byte[] buffer = new byte[1 << 15];
            long length = 0;
            int read = inflater.inflate(buffer);
            while (read > 0) {
                length += read;
                budget.bytes(read);
                for (int i = 0; i < read; i++) {
                    budget.object(buffer[i] & 0xFF);
                }
                if (length > LARGEST_OBJECTS) {
                    throw new Finding(
                            "的内部结构解开后超过%d MB，系统无法检查".formatted(LARGEST_OBJECTS >> 20), "请打开后选“打印”，打印成PDF，再上传。");
                }
                read = inflater.inflate(buffer);
            }
        } catch (DataFormatException notPacked) {
            // not data of this kind; whoever reads it finds out
        } finally {
            inflater.end();
        }
    }

    /** Lets the budget see what is read: every few signs may become an object. */
    private static final class Source extends RandomAccessReadBuffer {

        private final Budget budget;

        Source(byte[] content, Budget budget) {
            super(content);
            this.budget = budget;
        }

        @Override
        public int read() throws IOException {
            int sign = super.read();
            if (sign >= 0) {
                budget.object(sign);
            }
            return sign;
        }

        /** Looked at, not read. */
        @Override
        public int peek() throws IOException {
            int sign = super.read();
            if (sign >= 0) {
                seek(getPosition() - 1);
            }
            return sign;
        }
    }

    private static void objects(COSDocument document, Budget budget) throws IOException {
        Deque<COSBase> open = new ArrayDeque<>();
        open.add(document.getTrailer());
        for (COSObjectKey key : document.getXrefTable().keySet()) {
            budget.bytes(64);
            COSBase object = document.getObjectFromPool(key).getObject();
            if (object != null) {
                open.add(object);
            }
            // What refers to another object is not followed: every object has its turn.
            while (!open.isEmpty()) {
                COSBase next = open.removeLast();
                if (next instanceof COSDictionary dictionary) {
                    dictionary(dictionary);
                    open.addAll(dictionary.getValues());
                } else if (next instanceof COSArray array) {
                    array.forEach(open::add);
                }
            }
        }
    }

    private static void dictionary(COSDictionary dictionary) {
        COSName action = dictionary.getDictionaryObject(COSName.S) instanceof COSName name ? name : null;
        if (action != null && (ACTIONS.contains(action.getName()) || dictionary.containsKey(COSName.getPDFName("JS")))
                || SCRIPTS.stream().anyMatch(key -> dictionary.containsKey(COSName.getPDFName(key)))) {
            throw new Finding("里带有脚本或会启动别的程序的动作", "请打开后选“打印”，打印成PDF，再上传。");
        }
        if (dictionary.getDictionaryObject(FILE) instanceof COSDictionary
                || dictionary.containsKey(FILES)
                || COSName.getPDFName("EmbeddedFile").equals(dictionary.getDictionaryObject(COSName.TYPE))) {
            throw new Finding("里带有附件，附件看不到内容", "请把附件另存出来单独上传，并用“打印”生成不带附件的PDF。");
        }
        if (dictionary.containsKey(COSName.getPDFName("XFA"))
                || ACTIVE_PARTS.stream()
                        .anyMatch(part -> dictionary.containsKey(COSName.getPDFName(part))
                                || COSName.getPDFName(part).equals(dictionary.getDictionaryObject(COSName.SUBTYPE)))) {
            throw new Finding("里带有动态表单或多媒体", "请打开后选“打印”，打印成PDF，再上传。");
        }
        if (dictionary.getDictionaryObject(COSName.getPDFName("URI")) instanceof COSString link
                && link.getString().strip().toLowerCase(Locale.ROOT).startsWith("javascript:")) {
            throw new Finding("里带有脚本", "请打开后选“打印”，打印成PDF，再上传。");
        }
    }
}
