package cn.healthylishui.assessment.filecheck;

import static cn.healthylishui.assessment.TestFiles.ofdParts;
import static cn.healthylishui.assessment.TestFiles.ole2;
import static cn.healthylishui.assessment.TestFiles.pdf;
import static cn.healthylishui.assessment.TestFiles.utf8;
import static cn.healthylishui.assessment.TestFiles.wordParts;
import static cn.healthylishui.assessment.TestFiles.wordStream;
import static cn.healthylishui.assessment.TestFiles.written;
import static cn.healthylishui.assessment.TestFiles.xls;
import static cn.healthylishui.assessment.TestFiles.xlsx;
import static cn.healthylishui.assessment.TestFiles.zip;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.Ole10Native;

/** Files that offices send, and files that nobody should be able to send; real bytes of each. */
public final class SuspectFiles {

    /** @param words what the answer must say */
    public record Suspect(String name, byte[] content, List<String> words) {

        @Override
        public String toString() {
            return "“%s”: %s".formatted(FileNames.shown(name), words);
        }
    }

    public record Honest(String what, String name, byte[] content) {

        @Override
        public String toString() {
            return what;
        }
    }

    private static final byte[] PROGRAM = program();

    private SuspectFiles() {}

    public static List<Honest> honest() {
        Map<String, byte[]> linked = wordParts();
        linked.put("word/_rels/document.xml.rels", relations("""
                <Relationship Id="rId1" Type="%s/attachedTemplate" TargetMode="External"
                  Target="file:///C:\\Users\\wang\\AppData\\Roaming\\Microsoft\\Templates\\Normal.dotm"/>
                <Relationship Id="rId2" Type="%s/hyperlink" TargetMode="External" Target="https://www.lishui.gov.cn/"/>
                """));
        Map<String, byte[]> carrying = wordParts();
        carrying.put("word/embeddings/Microsoft_Excel_Sheet1.xlsx", xlsx());
        carrying.put("word/media/image1.png", png());
        carrying.put("word/printerSettings/printerSettings1.bin", new byte[400]);
        return List.of(
                new Honest("a PDF", "报告.pdf", pdf("")),
                new Honest("a PDF whose objects are packed", "报告.pdf", packedPdf()),
                new Honest("a Word document", "报告.docx", zip(wordParts())),
                new Honest("a document with a local template and a link", "报告.docx", zip(linked)),
                new Honest("a document with a table and a picture in it", "报告.docx", zip(carrying)),
                new Honest("an Excel workbook", "台账.xlsx", xlsx()),
                new Honest("an old Excel workbook", "台账.xls", xls()),
                new Honest("an old Word document", "报告.doc", doc()),
                new Honest("a WPS document", "报告.wps", doc()),
                new Honest("a WPS table", "台账.et", xls()),
                new Honest("an old presentation", "汇报.ppt", ppt(new byte[0])),
                new Honest("a WPS presentation", "汇报.dps", ppt(new byte[0])),
                new Honest("an OFD", "发票.ofd", zip(ofdParts())),
                new Honest("a photo", "现场.jpg", jpeg()),
                new Honest("a photo with a preview behind it", "现场.JPG", join(jpeg(), jpeg())),
                new Honest("a photo with a film behind it", "现场.jpeg", join(jpeg(), film())),
                new Honest("a picture", "截图.png", png()),
                new Honest("text", "说明.txt", utf8("走访记录\r\n3月1日")),
                new Honest("text in GBK", "说明.txt", "走访记录".getBytes(Charset.forName("GBK"))),
                new Honest("a name of 140 characters", "健".repeat(140) + ".txt", utf8("说明")),
                new Honest("a name with dots, brackets and spaces", "2021.12 （第1版） 报告.docx.pdf", pdf("")));
    }

    public static List<Suspect> suspects() {
        return List.of(
                suspect(
                        "报告.docx",
                        zip(with(wordParts(), "word/vbaProject.bin", vba())),
                        "“报告.docx”里带有宏。宏是程序，可能带病毒。请另存为不带宏的文档（如 .docx、.xlsx），或导出为PDF后再上传。"),
                suspect("报告.docx", zip(macroType()), "里带有宏"),
                suspect("报告.docm", zip(macroType()), "可以带宏", "另存为不带宏"),
                suspect("台账.xlsx", zip(Map.of("a.exe", PROGRAM)), "内容与扩展名 .xlsx 不符"),
                suspect(
                        "报告.docx",
                        zip(with(wordParts(), "word/media/a.exe", PROGRAM)),
                        "里藏有程序或脚本（word/media/a.exe）。请删去后另存，或导出为PDF后再上传。"),
                suspect("报告.docx", zip(with(wordParts(), "word/media/image1.png", PROGRAM)), "藏有程序或脚本", "image1.png"),
                suspect(
                        "报告.docx",
                        zip(with(wordParts(), "word/run.js", utf8("WScript.Echo(1)"))),
                        "藏有程序或脚本（word/run.js）"),
                suspect("报告.docx", zip(with(wordParts(), "word/custom.bin", vba())), "里带有宏"),
                suspect(
                        "报告.docx",
                        zip(with(wordParts(), "word/embeddings/oleObject1.bin", packed("list.exe", PROGRAM))),
                        "藏有程序或脚本（list.exe）"),
                suspect(
                        "报告.docx",
                        zip(with(wordParts(), "word/embeddings/oleObject1.bin", packed("list.txt", PROGRAM))),
                        "藏有程序或脚本"),
                suspect(
                        "报告.docx",
                        zip(with(wordParts(), "word/embeddings/oleObject1.bin", equation())),
                        "里嵌有系统无法检查的对象",
                        "。请把它截成图片放进去，或导出为PDF后再上传。"),
                suspect(
                        "报告.docx",
                        zip(with(wordParts(), "word/activeX/activeX1.bin", new byte[100])),
                        "里嵌有 ActiveX 控件。控件是程序，可能带病毒。请删去控件，或导出为PDF后再上传。"),
                suspect(
                        "报告.docx",
                        zip(with(wordParts(), "../../start.xml", utf8("<a/>"))),
                        "里有名字不正常的部分（../../start.xml），像是要写到别的文件夹去。请用原来的程序打开，另存后再上传。"),
                suspect("报告.docx", zip(with(wordParts(), "word/DOCUMENT.xml", utf8("<a/>"))), "里有两个同名的部分（"),
                suspect("报告.docx", zip(thousands()), "里面有5000个以上的部分，系统无法逐一检查。请打开后另存为PDF，再上传PDF。"),
                suspect("报告.docx", zip(fields()), "里的域太多，系统无法检查。请打开后另存为PDF，再上传PDF。"),
                suspect(
                        "报告.docx",
                        zip(with(wordParts(), "word/_rels/settings.xml.rels", relations("""
                        <Relationship Id="rId1" Type="%s/attachedTemplate" TargetMode="External" Target="http://1.2.3.4/a.dotm"/>
                        """))),
                        "会自动从别处取内容（http://1.2.3.4/a.dotm）。请断开链接（把链接的图片、模板、表格改为嵌入或粘贴为数值），或导出为PDF后再上传。"),
                suspect("报告.docx", zip(with(wordParts(), "word/_rels/settings.xml.rels", relations("""
                        <Relationship Id="rId1" Type="%s/image" TargetMode="External" Target="file:///\\\\1.2.3.4\\a.png"/>
                        """))), "自动从别处取内容"),
                suspect("报告.docx", zip(with(wordParts(), "word/_rels/document.xml.rels", relations("""
                        <Relationship Id="rId1" Type="%s/oleObject" TargetMode="External" Target="file:///C:\\a.xlsx"/>
                        """))), "自动从别处取内容"),
                suspect("报告.docx", zip(dde()), "自动从别处取内容（动态数据交换）"),
                suspect(
                        "报告.docx",
                        zip(with(wordParts(), "word/media/bomb.png", new byte[64 << 20])),
                        "里面有压缩得过分的部分，像是用来拖垮系统的“压缩炸弹”。"),
                suspect(
                        "报告.docx",
                        zip(with(wordParts(), "word/embeddings/a.bin", many(40 << 20))),
                        "里面有超过32 MB的部分，系统无法检查。"),
                suspect(
                        "报告.docx",
                        zip(with(
                                wordParts(),
                                "word/footnotes.xml",
                                join(utf8("<a>"), "ab".repeat(1 << 20).getBytes()))),
                        "里面有一段文字长得不寻常，系统无法检查。"),
                suspect("报告.docx", nested(5), "里面一层套一层地嵌了文件，系统无法检查。请把嵌在里面的文件另存出来，单独上传。"),
                suspect(
                        "报告.docx",
                        ole2(root -> root.createDocument("EncryptedPackage", new ByteArrayInputStream(new byte[99]))),
                        "设了密码或加了密，系统无法检查。请取消密码后另存，再上传。"),
                suspect("报告.docx", join(zip(wordParts()), utf8("more")), "里还接着别的内容（", "），不是单纯的一个文件。请用原来的程序打开，另存后再上传。"),
                suspect("报告.docx", join(PROGRAM, zip(wordParts())), "内容与扩展名 .docx 不符"),
                suspect("报告.docx", Arrays.copyOf(zip(wordParts()), 300), "“报告.docx”"),
                suspect("报告.docx", xlsx(), "的内容与扩展名 .docx 不符。可能已损坏或被改名。请用原来的程序打开，另存后再上传。"),
                suspect("报告.zip", zip(wordParts()), "压缩包", "解压后逐个上传"),
                suspect(
                        "报告.doc",
                        ole2(root -> {
                            word(root, 0);
                            root.createDirectory("Macros")
                                    .createDirectory("VBA")
                                    .createDocument("dir", new ByteArrayInputStream(new byte[9]));
                        }),
                        "“报告.doc”里带有宏"),
                suspect(
                        "报告.wps",
                        ole2(root -> {
                            word(root, 0);
                            root.createDirectory("_VBA_PROJECT_CUR");
                        }),
                        "“报告.wps”里带有宏"),
                suspect(
                        "台账.et",
                        ole2(root -> {
                            root.createDocument("Workbook", new ByteArrayInputStream(macroSheet()));
                        }),
                        "“台账.et”里带有宏"),
                suspect(
                        "台账.xls",
                        ole2(root -> {
                            root.createDocument("Workbook", new ByteArrayInputStream(new byte[] {0x2F, 0, 2, 0, 0, 0}));
                        }),
                        "设了密码"),
                suspect("汇报.dps", ppt(vba()), "“汇报.dps”里带有宏"),
                suspect("汇报.ppt", ppt(packed("a.vbs", utf8("x"))), "藏有程序或脚本（a.vbs）"),
                suspect("报告.doc", ole2(root -> word(root, 0x0100)), "设了密码"),
                suspect(
                        "报告.doc",
                        ole2(root -> {
                            word(root, 0);
                            DirectoryEntry object =
                                    root.createDirectory("ObjectPool").createDirectory("_1234");
                            object.createDocument(
                                    "\u0001Ole10Native",
                                    new ByteArrayInputStream(packedStream("a.bat", utf8("del *"))));
                        }),
                        "藏有程序或脚本（a.bat）"),
                suspect(
                        "报告.doc",
                        ole2(root -> {
                            word(root, 0);
                            DirectoryEntry object =
                                    root.createDirectory("ObjectPool").createDirectory("_1234");
                            object.createDocument("\u0003OCXNAME", new ByteArrayInputStream(new byte[20]));
                        }),
                        "嵌有"),
                suspect("报告.doc", utf8("<html><body>表</body></html>"), "内容与扩展名 .doc 不符"),
                suspect("发票.ofd", zip(with(ofdParts(), "Doc_0/Attachs/a.exe", PROGRAM)), "藏有程序或脚本"),
                suspect("发票.ofd", zip(with(ofdParts(), "Doc_0/Attachs/a.docx", zip(macroType()))), "里带有宏"),
                suspect("发票.ofd", zip(wordParts()), "内容与扩展名 .ofd 不符"),
                suspect("报告.pdf", pdf("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"), "“报告.pdf”里带有脚本"),
                suspect("报告.pdf", pdf("/OpenAction << /S /J#61vaScript /JS (1) >>"), "里带有脚本"),
                suspect(
                        "报告.pdf",
                        pdf("/OpenAction 4 0 R", "<< /S /Launch /F (cmd.exe) >>"),
                        "里带有脚本或会启动别的程序的动作。请打开后选“打印”，打印成PDF，再上传。"),
                suspect(
                        "报告.pdf",
                        pdf("/Names << /EmbeddedFiles << /Names [(a) 4 0 R] >> >>", "<< /Type /Filespec /F (a) >>"),
                        "里带有附件，附件看不到内容。请把附件另存出来单独上传，并用“打印”生成不带附件的PDF。"),
                suspect("报告.pdf", pdf("/AcroForm << /XFA [] >>"), "里带有动态表单或多媒体。"),
                suspect("报告.pdf", lockedPdf(), "设了密码或限制，系统无法检查。请打开后选“打印”，打印成不加密的PDF，再上传。"),
                suspect(
                        "报告.pdf",
                        pdf("", "<< /Type /ObjStm /Filter /ASCIIHexDecode /Length 2 >>\nstream\n00\nendstream"),
                        "的内部结构不寻常，系统无法检查。"),
                suspect("报告.pdf", pdfBomb(48, "a"), "的内部结构解开后超过32 MB，系统无法检查。"),
                suspect("报告.pdf", pdfBomb(8, "()"), "里面的对象太多，系统无法检查。"),
                suspect("报告.pdf", pdfBomb(8, "<<>>"), "里面的对象太多"),
                suspect("报告.pdf", pdfBomb(20, "1 "), "里面的对象太多"),
                suspect("报告.pdf", pdf("", "[" + "()".repeat(5 << 20) + "]"), "里面的对象太多"),
                suspect("报告.pdf", pdf("", "[" + "/abcd".repeat(2 << 20) + "]"), "里面的对象太多"),
                suspect("报告.pdf", join(pdf(""), zip(Map.of("a.exe", PROGRAM))), "还接着别的内容（压缩包）"),
                suspect("报告.pdf", join(utf8("GIF89a"), pdf("")), "内容与扩展名 .pdf 不符"),
                suspect("报告.pdf", utf8("%PDF-1.4 nothing else"), "已损坏或不完整，打不开。请用原来的程序打开，另存后再上传。"),
                suspect("现场.jpg", join(jpeg(), zip(Map.of("a.class", PROGRAM))), "还接着别的内容（压缩包）"),
                suspect("现场.jpg", join(jpeg(), PROGRAM), "还接着别的内容（程序）"),
                suspect("现场.jpg", join(jpeg(), noise(50_000)), "还接着别的内容"),
                suspect("现场.jpg", join(utf8("GIF89a"), jpeg()), "内容与扩展名 .jpg 不符"),
                suspect("现场.jpg", comment("<script>alert(1)</script>"), "还接着别的内容（网页或脚本）"),
                suspect("截图.png", join(png(), utf8("<html><script>alert(1)</script>")), "还接着别的内容"),
                suspect("截图.png", hugePng(), "是60000×60000的图片，太大，多数电脑打不开。请缩小尺寸后再上传。"),
                suspect("截图.png", jpeg(), "内容与扩展名 .png 不符"),
                suspect("说明.txt", utf8("<html><script>alert(1)</script>"), "的内容是网页或脚本，不是纯文本。请把要证明的内容另存为PDF或截成图片后再上传。"),
                suspect("说明.txt", PROGRAM, "内容与扩展名 .txt 不符"),
                suspect("报告.pdf.exe", PROGRAM, "不能上传“报告.pdf.exe”"),
                suspect("报告.exe.pdf", pdf(""), "的名字里有程序的扩展名 .exe，容易被误认。请去掉后再上传。"),
                suspect("报告\u202Efdp.exe", PROGRAM, "看不见的字符", "从右到左", "U+202E", "报告□fdp.exe"),
                suspect("报告\u202Efdp.pdf", pdf(""), "的名字里有看不见的字符（强制从右到左的方向标记 U+202E），可能让名字显示成别的样子。请改名，只用看得见的文字后再上传。"),
                suspect("报告\u2067.pdf", pdf(""), "方向隔离标记 U+2067"),
                suspect("报告\u200F.pdf", pdf(""), "U+200F"),
                suspect("报告\u061C.pdf", pdf(""), "U+061C"),
                suspect("报告\u200B.pdf", pdf(""), "零宽空格"),
                suspect("报告\u00AD.pdf", pdf(""), "U+00AD"),
                suspect("报告\u3164.pdf", pdf(""), "U+3164"),
                suspect("../报告.pdf", pdf(""), "的名字里有“/”，文件名里不能用这个符号。请改名后再上传。"),
                suspect("C:报告.pdf", pdf(""), "“:”"),
                suspect("报告.pdf.", pdf(""), "的名字以空格或句点开头、结尾，别的电脑可能打不开。请改名后再上传。"),
                suspect(" 报告.pdf", pdf(""), "空格"),
                suspect(".pdf", pdf(""), "句点"),
                suspect("aux.pdf", pdf(""), "的名字是电脑保留给设备用的，保存不了。请改名后再上传。"),
                suspect("长".repeat(260) + ".txt", utf8("说明"), "……”的名字有264字，超过255字。请改短后再上传。"),
                suspect(" ", utf8("说明"), "文件没有名字，请改名后再上传。"));
    }

    private static Suspect suspect(String name, byte[] content, String... words) {
        return new Suspect(name, content, List.of(words));
    }

    private static Map<String, byte[]> thousands() {
        Map<String, byte[]> parts = new LinkedHashMap<>(wordParts());
        for (int i = 0; i < 5000; i++) {
            parts.put("word/media/image%d.png".formatted(i), new byte[0]);
        }
        return parts;
    }

    private static Map<String, byte[]> fields() {
        String many = "<w:instrText>%s</w:instrText>"
                .formatted("PAGE ".repeat(1 << 14))
                .repeat(1 << 6);
        return with(wordParts(), "word/footer1.xml", utf8("<w:ftr xmlns:w=\"w\">" + many + "</w:ftr>"));
    }

    private static byte[] program() {
        byte[] program = new byte[4096];
        program[0] = 'M';
        program[1] = 'Z';
        program[0x3C] = 0x40;
        program[0x40] = 'P';
        program[0x41] = 'E';
        return program;
    }

    private static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }

    private static Map<String, byte[]> with(Map<String, byte[]> parts, String name, byte[] content) {
        Map<String, byte[]> more = new LinkedHashMap<>(parts);
        more.put(name, content);
        return more;
    }

    private static Map<String, byte[]> macroType() {
        String types = new String(wordParts().get("[Content_Types].xml"), StandardCharsets.UTF_8);
        return with(
                wordParts(),
                "[Content_Types].xml",
                utf8(types.replaceFirst(
                        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main",
                        "application/vnd.ms-word.document.macroEnabled.main")));
    }

    private static Map<String, byte[]> dde() {
        String document = new String(wordParts().get("word/document.xml"), StandardCharsets.UTF_8);
        return with(wordParts(), "word/document.xml", utf8(document.replace("<w:t>工作台账</w:t>", """
                <w:fldChar w:fldCharType="begin"/><w:instrText>DDE</w:instrText><w:instrText>AUTO c:\\\\cmd.exe</w:instrText>""")));
    }

    private static byte[] relations(String relations) {
        return utf8("""
                <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>""".formatted(relations.replace(
                "%s", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")));
    }

    private static byte[] nested(int depth) {
        return depth == 0
                ? zip(wordParts())
                : zip(with(wordParts(), "word/embeddings/Microsoft_Word_Document.docx", nested(depth - 1)));
    }

    private static void word(DirectoryEntry root, int flags) throws IOException {
        root.createDocument("WordDocument", new ByteArrayInputStream(wordStream(flags)));
    }

    private static byte[] doc() {
        return ole2(root -> {
            word(root, 0);
            root.createDocument("1Table", new ByteArrayInputStream(new byte[5000]));
        });
    }

    private static byte[] vba() {
        return ole2(root -> root.createDirectory("VBA").createDocument("dir", new ByteArrayInputStream(new byte[10])));
    }

    private static byte[] equation() {
        return ole2(root -> root.createDocument("Equation Native", new ByteArrayInputStream(new byte[100])));
    }

    private static byte[] packedStream(String name, byte[] content) {
        return written(new Ole10Native(name, name, name, content)::writeOut);
    }

    /** An object of the packager, as it is put into a document. */
    private static byte[] packed(String name, byte[] content) {
        return ole2(root ->
                root.createDocument("\u0001Ole10Native", new ByteArrayInputStream(packedStream(name, content))));
    }

    /** A first record of a sheet of Excel 4.0 macros. */
    private static byte[] macroSheet() {
        return new byte[] {(byte) 0x85, 0, 8, 0, 0, 0, 0, 0, 0, 1, 0, 0};
    }

    /** A show with an object in it, packed as PowerPoint does. */
    private static byte[] ppt(byte[] object) {
        byte[] packed = written(out -> {
            try (DeflaterOutputStream deflated = new DeflaterOutputStream(out)) {
                deflated.write(object);
            }
        });
        int length = packed.length + 4;
        byte[] head = {0x10, 0, 0x11, 0x10, (byte) length, (byte) (length >> 8), (byte) (length >> 16), 0, 0, 0, 0, 0};
        byte[] document = {0x0F, 0, (byte) 0xE8, 3, 0, 0, 0, 0};
        return ole2(root -> root.createDocument(
                "PowerPoint Document",
                new ByteArrayInputStream(object.length == 0 ? document : join(document, join(head, packed)))));
    }

    private static byte[] image(String format) {
        return written(out -> ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), format, out));
    }

    private static byte[] jpeg() {
        return image("jpeg");
    }

    private static byte[] png() {
        return image("png");
    }

    private static byte[] film() {
        byte[] film = noise(100_000);
        System.arraycopy(new byte[] {0, 0, 0, 24, 'f', 't', 'y', 'p', 'm', 'p', '4', '2'}, 0, film, 0, 12);
        return film;
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        for (int i = 0; i < length; i++) {
            noise[i] = (byte) (1 + i % 7);
        }
        return noise;
    }

    /** A photo with a comment in it. */
    private static byte[] comment(String text) {
        byte[] photo = jpeg();
        byte[] words = utf8(text);
        byte[] head = {(byte) 0xFF, (byte) 0xFE, (byte) ((words.length + 2) >> 8), (byte) (words.length + 2)};
        byte[] begin = {photo[0], photo[1]};
        byte[] rest = Arrays.copyOfRange(photo, 2, photo.length);
        return join(begin, join(join(head, words), rest));
    }

    private static byte[] hugePng() {
        byte[] picture = png();
        for (int at : new int[] {16, 20}) {
            picture[at] = 0;
            picture[at + 1] = 0;
            picture[at + 2] = (byte) 0xEA;
            picture[at + 3] = 0x60;
        }
        return picture;
    }

    private static byte[] packedPdf() {
        return written(out -> {
            try (PDDocument document = new PDDocument()) {
                document.addPage(new PDPage());
                document.save(out);
            }
        });
    }

    private static byte[] lockedPdf() {
        return written(out -> {
            try (PDDocument document = new PDDocument()) {
                document.addPage(new PDPage());
                document.protect(new StandardProtectionPolicy("owner", "", new AccessPermission()));
                document.save(out);
            }
        });
    }

    /** Objects that are 48 MB when they are unpacked. */
    /** So many bytes that pack well, but not as a bomb does. */
    private static byte[] many(int bytes) {
        byte[] piece = noise(10_000);
        byte[] many = new byte[bytes];
        for (int at = 0; at < bytes; at++) {
            many[at] = piece[at % piece.length];
        }
        return many;
    }

    private static byte[] pdfBomb(int megabytes, String repeated) {
        Deflater deflater = new Deflater(9);
        byte[] packed = written(out -> {
            try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater)) {
                byte[] piece = repeated.repeat((1 << 20) / repeated.length()).getBytes(StandardCharsets.ISO_8859_1);
                for (int i = 0; i < megabytes; i++) {
                    deflated.write(piece);
                }
            }
        });
        deflater.end();
        return pdf(
                "",
                "<< /Type /ObjStm /N 1 /First 6 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
                        .formatted(packed.length, new String(packed, StandardCharsets.ISO_8859_1)));
    }
}
