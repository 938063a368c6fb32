package cn.healthylishui.assessment.filecheck;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.InflaterInputStream;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.DocumentInputStream;
import org.apache.poi.poifs.filesystem.DocumentNode;
import org.apache.poi.poifs.filesystem.Entry;
import org.apache.poi.poifs.filesystem.Ole10Native;
import org.apache.poi.poifs.filesystem.Ole10NativeException;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** 旧格式文档（doc、xls、ppt、wps、et、dps）: a small file system of its own, with macros, controls and other files among its parts. */
final class OleCheck {

    private static final Charset GB18030 = Charset.forName("GB18030");

    private static final Set<String> MACROS = Set.of("vba", "_vba_project_cur", "_vba_project", "macros", "vbadata");
    private static final Set<String> ENCRYPTED =
            Set.of("encryptedpackage", "encryptioninfo", "encryptedsummary", "encryptedsummaryinformation");
    private static final Set<String> CONTROLS = Set.of("ocxname", "ocxdata", "ctls");
    private static final List<String> MAIN = List.of("WordDocument", "Workbook", "Book", "PowerPoint Document");

    /** An object of an office program has one of these; what has none is of a program that we cannot look into. */
    private static final String NATIVE = "ole10native";

    private static final String PACKAGE = "package";
    private static final String LINK = "ole";
    private static final String ACROBAT = "contents";

    private final ContentCheck parts;
    private final Budget budget;

    OleCheck(ContentCheck parts, Budget budget) {
        this.parts = parts;
        this.budget = budget;
    }

    /** A file of its own. */
    void check(Format format, byte[] content) {
        if (!Traces.isOle2(content)) {
            throw ContentCheck.otherContent(format);
        }
        if (Traces.endsAsZip(content, true)) {
            throw Finding.twoThings("压缩包");
        }
        open(content, root -> {
            List<String> main = MAIN.stream().filter(root::hasEntry).toList();
            if (main.isEmpty() && hasEncryptedPackage(root)) {
                throw Finding.locked();
            }
            if (!main.equals(List.of(format.mainPart()))
                    && !(format.mainPart().equals("Workbook") && main.equals(List.of("Book")))) {
                throw ContentCheck.otherContent(format);
            }
            walk(root);
        });
    }

    /** A part of another file. */
    void part(String name, byte[] content) {
        open(content, root -> {
            walk(root);
            if (!known(root)) {
                throw Finding.object(name);
            }
        });
    }

    private interface Look {
        void at(DirectoryNode root) throws IOException;
    }

    private void open(byte[] content, Look look) {
        try (POIFSFileSystem system = new POIFSFileSystem(new ByteArrayInputStream(content))) {
            look.at(system.getRoot());
        } catch (Finding | Unfit told) {
            throw told;
        } catch (IOException | RuntimeException | StackOverflowError damaged) {
            throw Finding.damaged();
        }
    }

    private static boolean hasEncryptedPackage(DirectoryNode root) {
        return root.hasEntryCaseInsensitive("EncryptedPackage");
    }

    private static boolean known(DirectoryNode directory) {
        return MAIN.stream().anyMatch(directory::hasEntry)
                || directory.getEntryNames().stream()
                        .map(OleCheck::plain)
                        .anyMatch(name -> Set.of(NATIVE, PACKAGE, ACROBAT).contains(name));
    }

    /** Names begin with a control character where a stream is the format's own. */
    private static String plain(String name) {
        return name.replaceAll("^[\\x00-\\x1F]+", "").toLowerCase(Locale.ROOT);
    }

    private void walk(DirectoryNode directory) throws IOException {
        for (Entry entry : directory) {
            budget.part();
            String name = plain(entry.getName());
            if (MACROS.contains(name)) {
                throw Finding.macros();
            }
            if (ENCRYPTED.contains(name)) {
                throw Finding.locked();
            }
            if (CONTROLS.contains(name)) {
                throw Finding.control();
            }
            if (entry instanceof DirectoryNode inner) {
                if (isObject(inner) && !known(inner)) {
                    throw Finding.object(inner.getName());
                }
                budget.deeper(0, () -> walkInto(inner));
            } else if (entry instanceof DocumentNode stream) {
                stream(directory, stream, name);
            }
        }
    }

    private void walkInto(DirectoryNode inner) {
        try {
            walk(inner);
        } catch (IOException damaged) {
            throw Finding.damaged();
        }
    }

    /** Storages of embedded objects; other storages are the document's own. */
    private static boolean isObject(DirectoryNode inner) {
        String parent = inner.getParent() == null ? "" : inner.getParent().getName();
        return parent.equals("ObjectPool")
                || inner.getName().startsWith("MBD")
                || inner.getName().startsWith("LNK")
                || inner.getEntryNames().stream().anyMatch(name -> name.equals("\u0001Ole"));
    }

    private void stream(DirectoryNode directory, DocumentNode stream, String name) throws IOException {
        switch (name) {
            case NATIVE -> packed(directory);
            case PACKAGE -> parts.document(stream.getName(), content(stream));
            case ACROBAT -> {
                if (directory.getParent() != null) {
                    parts.document(stream.getName(), content(stream));
                }
            }
            case LINK -> {
                byte[] link = content(stream);
                if (link.length >= 8 && (link[4] & 1) == 1) {
                    throw Finding.linked("链接的对象");
                }
            }
            case "worddocument" -> word(content(stream));
            case "workbook", "book" -> workbook(content(stream));
            case "powerpoint document" -> slides(content(stream), 0, stream.getSize(), 0);
            case "current user" -> {
                byte[] user = content(stream);
                if (user.length >= 16 && Traces.number(user, 12, 4) == 0xF3D1C4DFL) {
                    throw Finding.locked();
                }
            }
            default -> {
                if (startsAsProgram(stream) && Traces.executable(content(stream), 0)) {
                    throw Finding.program(stream.getName());
                }
            }
        }
    }

    /** So that pictures and tables, which may be most of a document, need not be taken out of it. */
    private static boolean startsAsProgram(DocumentNode stream) throws IOException {
        try (DocumentInputStream input = new DocumentInputStream(stream)) {
            byte[] head = input.readNBytes(Traces.HEAD);
            return Traces.starts(head, 0, 'M', 'Z') || Traces.executable(head, 0);
        }
    }

    private byte[] content(DocumentNode stream) throws IOException {
        try (DocumentInputStream input = new DocumentInputStream(stream)) {
            return budget.whole(input, 0, stream.getSize());
        }
    }

    private void packed(DirectoryNode directory) throws IOException {
        Ole10Native object;
        try {
            object = Ole10Native.createFromEmbeddedOleObject(directory);
        } catch (Ole10NativeException | RuntimeException unknown) {
            throw Finding.object(directory.getName());
        }
        String file = object.getFileName2() != null ? object.getFileName2() : object.getFileName();
        // The packager writes names in the code page of its machine, which POI does not know.
        String named = file == null
                ? directory.getName()
                : new String(file.getBytes(StandardCharsets.ISO_8859_1), GB18030).replaceAll("^.*[/\\\\]", "");
        parts.file(named, object.getDataBuffer());
    }

    /** [MS-DOC] 2.5.1: the flags of the document's head. */
    private static void word(byte[] document) {
        if (document.length < 12) {
            throw Finding.damaged();
        }
        if ((Traces.number(document, 10, 2) & 0x0100) != 0) {
            throw Finding.locked();
        }
    }

    /** [MS-XLS] 2.1.4: records, of which those before the first end describe the workbook. */
    private static void workbook(byte[] book) {
        int at = 0;
        while (at + 4 <= book.length) {
            int type = (int) Traces.number(book, at, 2);
            int length = (int) Traces.number(book, at + 2, 2);
            int data = at + 4;
            if (data + length > book.length || type == 0 && length == 0) {
                return;
            }
            switch (type) {
                case 0x2F -> throw Finding.locked(); // FilePass
                case 0x85 -> { // BoundSheet8: 1 is a sheet of Excel 4.0 macros, 6 a module
                    if (length >= 6 && (book[data + 5] == 1 || book[data + 5] == 6)) {
                        throw Finding.macros();
                    }
                }
                case 0x1AE -> { // SupBook: a character 3 parts a program from what it is asked
                    for (int i = data + 4; i < data + length; i++) {
                        if (book[i] == 3) {
                            throw Finding.linked("动态数据交换");
                        }
                    }
                }
                default -> {
                    // describes cells and their look
                }
            }
            at = data + length;
        }
    }

    /** [MS-PPT] 2.3.1: records in records; objects, controls and macros are files of this same kind, mostly packed. */
    private void slides(byte[] show, int from, int to, int depth) throws IOException {
        int at = from;
        while (at + 8 <= to && depth < 32) {
            budget.bytes(8);
            int version = (int) Traces.number(show, at, 2);
            int type = (int) Traces.number(show, at + 2, 2);
            long length = Traces.number(show, at + 4, 4);
            int data = at + 8;
            if (length > to - data) {
                return;
            }
            int end = data + (int) length;
            if (type == 0x0FEE) {
                throw Finding.control();
            }
            if (type == 0x0FCE) {
                throw Finding.linked("链接的对象");
            }
            if (type == 0x1011 && length > 4) {
                boolean packed = version >> 4 == 1;
                byte[] object = packed
                        ? budget.whole(
                                new InflaterInputStream(new ByteArrayInputStream(show, data + 4, (int) length - 4)),
                                length)
                        : budget.whole(new ByteArrayInputStream(show, data, (int) length), length);
                if (Traces.isOle2(object)) {
                    budget.deeper(object.length, () -> part("嵌入的对象", object));
                } else {
                    throw Finding.object("嵌入的对象");
                }
            } else if ((version & 0xF) == 0xF) {
                slides(show, data, end, depth + 1);
            }
            at = end;
        }
    }
}
