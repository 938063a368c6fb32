package cn.healthylishui.assessment.filecheck;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * 新格式文档（docx、xlsx、pptx）和 OFD: packages of parts. Only parts of the kinds that such a document is made of are accepted, each
 * with the content that its name promises.
 */
final class ZipCheck {

    private static final Set<String> XML = Set.of("xml", "rels", "vml", "psmdcp");

    private static final Set<String> MEDIA = Set.of(
            "jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp", "dib", "tif", "tiff", "emf", "wmf", "emz", "wmz", "wdp",
            "jxr", "hdp", "ico", "webp", "pcx", "jb2", "jbig2", "gbig2", "jp2", "heic", "mp3", "m4a", "wav", "wma",
            "mid", "mp4", "m4v", "mov", "wmv", "avi", "mpg", "mpeg", "ttf", "otf", "ttc", "cff", "odttf", "fntdata",
            "glb");

    /** Data of printers, pivots, seals and signatures. */
    private static final Set<String> DATA = Set.of("bin", "data", "dat", "esl", "sigs");

    private static final Pattern MACRO_PART =
            Pattern.compile(".*(vbaproject|vbadata|vbaprojectsignature)[^/]*|.*/macrosheets/.*");
    private static final Pattern CONTROL_PART = Pattern.compile(".*(^|/)activex/.*|.*(^|/)activex[^/]*");
    private static final Pattern MACRO_TYPE = Pattern.compile(".*(macroenabled|vbaproject|vbadata|macrosheet).*");
    private static final Pattern FIELD = Pattern.compile("(?im)^\\s*DDE(AUTO)?\\b");
    private static final Pattern SCHEME = Pattern.compile("([a-z][a-z0-9+.-]+):.*", Pattern.DOTALL);
    private static final Pattern DRIVE = Pattern.compile("/*[a-z][:|].*", Pattern.DOTALL);
    private static final Set<String> CLICKED = Set.of("http", "https", "mailto", "ftp", "tel", "file");
    private static final String OFD_NAMESPACE = "http://www.ofdspec.org/2016";
    private static final String CONTENT_TYPES = "[Content_Types].xml";

    /** Each takes some hundred bytes before it is looked at. */
    private static final int MOST_ENTRIES = 20_000;

    private static final int LONGEST_INSTRUCTIONS = 1 << 20;

    private static final XMLInputFactory STAX = XMLInputFactory.newInstance();

    static {
        STAX.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        STAX.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        STAX.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    }

    private final ContentCheck inside;
    private final Budget budget;

    ZipCheck(ContentCheck inside, Budget budget) {
        this.inside = inside;
        this.budget = budget;
    }

    /** A file of its own. */
    void check(Format format, byte[] content) {
        if (Traces.isOle2(content)) {
            throw encrypted(content) ? Finding.locked() : ContentCheck.otherContent(format);
        }
        if (!Traces.isZip(content)) {
            throw ContentCheck.otherContent(format);
        }
        look(content, format, "");
    }

    /** A document in another. */
    void part(String name, byte[] content) {
        look(content, null, name);
    }

    private static boolean encrypted(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_16LE);
        return text.contains("EncryptedPackage");
    }

    /** @param format what it has to be; null where any document will do */
    private void look(byte[] content, @Nullable Format format, String name) {
        if (directory(content) > MOST_ENTRIES) {
            throw new Finding("里面有%d个以上的部分，系统无法逐一检查".formatted(MOST_ENTRIES), Finding.AS_PDF);
        }
        try (ZipFile zip = ZipFile.builder().setByteArray(content).get()) {
            if (zip.getFirstLocalFileHeaderOffset() != 0) {
                throw Finding.twoThings("压缩包以外的数据");
            }
            List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
            if (!endsHere(content)) {
                throw Finding.twoThings("压缩包以外的数据");
            }
            names(entries);
            boolean ofd = format == Format.OFD;
            if (ofd) {
                isOfd(zip);
            } else {
                isOffice(zip, format, name);
            }
            for (ZipArchiveEntry entry : entries) {
                budget.part();
                if (!entry.isDirectory()) {
                    part(zip, entry, ofd);
                }
            }
        } catch (IOException | XMLStreamException | IllegalArgumentException | ArithmeticException damaged) {
            throw Finding.damaged();
        }
    }

    /** How many entries whoever reads the directory may find, those of packages within counted, too. */
    private static int directory(byte[] content) {
        int entries = 0;
        for (int at = 0; at < content.length - 4; at++) {
            if (content[at] == 'P' && Traces.starts(content, at, 'P', 'K', 1, 2)) {
                entries++;
            }
        }
        return entries;
    }

    /** Behind the directory's end there is nothing but its comment. */
    private static boolean endsHere(byte[] content) {
        int at = content.length - 22;
        while (at >= 0 && !Traces.starts(content, at, 'P', 'K', 5, 6)) {
            at--;
        }
        return at >= 0 && at + 22 + Traces.number(content, at + 20, 2) == content.length;
    }

    private static void names(List<ZipArchiveEntry> entries) {
        Set<String> seen = new HashSet<>();
        for (ZipArchiveEntry entry : entries) {
            String name = entry.getName();
            boolean outside = name.startsWith("/")
                    || name.contains("\\")
                    || name.contains(":")
                    || List.of(name.split("/", -1)).contains("..")
                    || !FileNames.shown(name).equals(name);
            if (outside) {
                throw new Finding("里有名字不正常的部分（%s），像是要写到别的文件夹去".formatted(FileNames.shown(name)), Finding.SAVE_AGAIN);
            }
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                throw new Finding("里有两个同名的部分（%s）".formatted(name), Finding.SAVE_AGAIN);
            }
            if (entry.getGeneralPurposeBit().usesEncryption()) {
                throw Finding.locked();
            }
        }
    }

    private void isOfd(ZipFile zip) throws IOException, XMLStreamException {
        ZipArchiveEntry root = zip.getEntry("OFD.xml");
        if (root == null) {
            throw ContentCheck.otherContent(Format.OFD);
        }
        boolean[] found = {false};
        elements(zip, root, reader -> {
            if (reader.getLocalName().equals("OFD") && OFD_NAMESPACE.equals(reader.getNamespaceURI())) {
                found[0] = true;
            }
        });
        if (!found[0]) {
            throw ContentCheck.otherContent(Format.OFD);
        }
    }

    private void isOffice(ZipFile zip, @Nullable Format format, String name) throws IOException, XMLStreamException {
        ZipArchiveEntry types = zip.getEntry(CONTENT_TYPES);
        if (types == null) {
            throw format == null ? Finding.object(name) : ContentCheck.otherContent(format);
        }
        Set<String> main = new HashSet<>();
        elements(zip, types, reader -> {
            String type = reader.getAttributeValue(null, "ContentType");
            if (type != null) {
                type(type.strip().toLowerCase(Locale.ROOT));
                main.add(type.strip());
            }
        });
        boolean right = format == null
                ? List.of(Format.DOCX, Format.XLSX, Format.PPTX).stream().anyMatch(one -> main.contains(one.mainPart()))
                : main.contains(format.mainPart());
        if (!right) {
            throw format == null ? Finding.object(name) : ContentCheck.otherContent(format);
        }
    }

    private static void type(String type) {
        if (MACRO_TYPE.matcher(type).matches()) {
            throw Finding.macros();
        }
        if (type.contains("activex")) {
            throw Finding.control();
        }
        if (type.contains("html") || type.startsWith("message/") || type.contains("rtf")) {
            throw Finding.object(type);
        }
    }

    private void part(ZipFile zip, ZipArchiveEntry entry, boolean ofd) throws IOException, XMLStreamException {
        String name = entry.getName();
        String lower = name.toLowerCase(Locale.ROOT);
        String extension = lower.substring(Math.max(lower.lastIndexOf('/'), lower.lastIndexOf('.')) + 1);
        if (MACRO_PART.matcher(lower).matches()) {
            throw Finding.macros();
        }
        if (CONTROL_PART.matcher(lower).matches()) {
            throw Finding.control();
        }
        if (FileNames.PROGRAMS.contains(extension)) {
            throw Finding.program(name);
        }
        if (name.equals(CONTENT_TYPES)) {
            return;
        }
        if (XML.contains(extension)) {
            xml(zip, entry, lower, ofd);
        } else if (MEDIA.contains(extension)) {
            media(zip, entry);
        } else if (Format.of(extension).isPresent()) {
            inside.file(name, whole(zip, entry));
        } else if (DATA.contains(extension)) {
            data(zip, entry, lower);
        } else {
            throw Finding.object(name);
        }
    }

    private void media(ZipFile zip, ZipArchiveEntry entry) throws IOException {
        byte[] head;
        try (InputStream input = zip.getInputStream(entry)) {
            head = budget.read(input, entry.getCompressedSize(), Traces.HEAD);
        }
        if (Traces.active(head)) {
            throw Finding.program(entry.getName());
        }
    }

    private void data(ZipFile zip, ZipArchiveEntry entry, String lower) throws IOException {
        byte[] content = whole(zip, entry);
        if (lower.contains("/embeddings/") || Traces.isOle2(content) || Traces.isZip(content)) {
            inside.document(entry.getName(), content);
        } else if (Traces.active(content)) {
            throw Finding.program(entry.getName());
        }
    }

    private byte[] whole(ZipFile zip, ZipArchiveEntry entry) throws IOException {
        try (InputStream input = zip.getInputStream(entry)) {
            return budget.whole(input, entry.getCompressedSize(), entry.getSize());
        }
    }

    private void xml(ZipFile zip, ZipArchiveEntry entry, String lower, boolean ofd)
            throws IOException, XMLStreamException {
        if (ofd) {
            startsAsXml(zip, entry);
        } else if (lower.endsWith(".rels")) {
            elements(zip, entry, ZipCheck::relationship);
        } else if (lower.startsWith("xl/externallinks/")) {
            elements(zip, entry, reader -> {
                if (reader.getLocalName().equals("ddeLink")
                        || reader.getLocalName().equals("oleLink")) {
                    throw Finding.linked("动态数据交换");
                }
            });
        } else if (lower.startsWith("word/")) {
            fields(zip, entry);
        } else {
            startsAsXml(zip, entry);
        }
    }

    private void startsAsXml(ZipFile zip, ZipArchiveEntry entry) throws IOException {
        byte[] head;
        try (InputStream input = zip.getInputStream(entry)) {
            head = budget.read(input, entry.getCompressedSize(), Traces.HEAD);
        }
        if (head.length == 0) {
            return;
        }
        int at = 0;
        while (at < head.length
                && (Character.isWhitespace(head[at])
                        || head[at] == 0
                        || Set.of(0xEF, 0xBB, 0xBF, 0xFE, 0xFF).contains(head[at] & 0xFF))) {
            at++;
        }
        if (at == head.length || head[at] != '<') {
            throw Traces.active(head) ? Finding.program(entry.getName()) : Finding.object(entry.getName());
        }
    }

    /** What a document fetches by itself, when it is opened: everything outside that is not a link to be clicked. */
    private static void relationship(XMLStreamReader reader) {
        if (!reader.getLocalName().equals("Relationship")) {
            return;
        }
        String type = attribute(reader, "Type").toLowerCase(Locale.ROOT);
        String target = attribute(reader, "Target");
        if (type.endsWith("/vbaproject") || type.endsWith("/wordvbadata")) {
            throw Finding.macros();
        }
        if (type.endsWith("/control") || type.endsWith("/activexcontrolbinary")) {
            throw Finding.control();
        }
        if (type.endsWith("/afchunk")) {
            throw Finding.object("插入的网页");
        }
        if (!attribute(reader, "TargetMode").equalsIgnoreCase("External")) {
            return;
        }
        if (type.endsWith("/hyperlink")) {
            var scheme = SCHEME.matcher(decoded(target));
            if (scheme.matches() && !CLICKED.contains(scheme.group(1))) {
                throw Finding.linked(target);
            }
        } else if (type.endsWith("/oleobject") || !onThisMachine(decoded(target))) {
            throw Finding.linked(target);
        }
    }

    private static String attribute(XMLStreamReader reader, String name) {
        String value = reader.getAttributeValue(null, name);
        return value == null ? "" : value.strip();
    }

    private static String decoded(String target) {
        String plain = target;
        try {
            plain = URLDecoder.decode(target.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            // taken as it stands
        }
        return plain.strip().replace('\\', '/').toLowerCase(Locale.ROOT);
    }

    /** A drive of one's own machine or a name beside the document; a name of a server is neither. */
    private static boolean onThisMachine(String target) {
        if (target.startsWith("file:")) {
            return DRIVE.matcher(target.substring("file:".length())).matches();
        }
        return DRIVE.matcher(target).matches()
                || !target.startsWith("//") && !SCHEME.matcher(target).matches();
    }

    /** The instructions of fields, joined, since they may be cut into pieces. */
    private void fields(ZipFile zip, ZipArchiveEntry entry) throws IOException, XMLStreamException {
        StringBuilder instructions = new StringBuilder();
        boolean[] inside = {false};
        events(zip, entry, reader -> {
            switch (reader.getEventType()) {
                case XMLStreamReader.START_ELEMENT -> {
                    inside[0] = reader.getLocalName().equals("instrText");
                    if (reader.getLocalName().equals("fldSimple")) {
                        for (int i = 0; i < reader.getAttributeCount(); i++) {
                            instructions.append(reader.getAttributeValue(i)).append('\n');
                        }
                    } else if (reader.getLocalName().equals("fldChar")) {
                        instructions.append('\n');
                    }
                }
                case XMLStreamReader.END_ELEMENT -> inside[0] = false;
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA, XMLStreamReader.SPACE -> {
                    if (inside[0]) {
                        instructions.append(reader.getText());
                    }
                }
                default -> {
                    // says nothing
                }
            }
            if (instructions.length() > LONGEST_INSTRUCTIONS) {
                throw new Finding("里的域太多，系统无法检查", Finding.AS_PDF);
            }
        });
        if (FIELD.matcher(instructions).find()) {
            throw Finding.linked("动态数据交换");
        }
    }

    private interface Event {
        void at(XMLStreamReader reader) throws XMLStreamException;
    }

    private void elements(ZipFile zip, ZipArchiveEntry entry, Event element) throws IOException, XMLStreamException {
        events(zip, entry, reader -> {
            if (reader.getEventType() == XMLStreamReader.START_ELEMENT) {
                element.at(reader);
            }
        });
    }

    /** Nothing of it is kept. */
    private void events(ZipFile zip, ZipArchiveEntry entry, Event each) throws IOException, XMLStreamException {
        try (InputStream packed = zip.getInputStream(entry)) {
            XMLStreamReader reader = STAX.createXMLStreamReader(budget.tags(packed, entry.getCompressedSize()));
            try {
                while (reader.hasNext()) {
                    if (reader.next() == XMLStreamReader.DTD) {
                        throw Finding.damaged();
                    }
                    each.at(reader);
                }
            } finally {
                reader.close();
            }
        }
    }
}
