package cn.healthylishui.assessment;

import cn.healthylishui.assessment.taskform.EvidenceStore.Upload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.springframework.core.io.ByteArrayResource;

/** Files as the programs of offices make them, small. */
public final class TestFiles {

    public interface Writing {
        void to(OutputStream out) throws IOException;
    }

    public interface Filling {
        void fill(DirectoryEntry root) throws IOException;
    }

    private static final String WORD =
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

    private TestFiles() {}

    public static Upload upload(String name, byte[] content) {
        return new Upload(name, null, new ByteArrayResource(content));
    }

    public static byte[] written(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** One page; {@code catalog} and {@code objects} are added as they stand, objects from number 4 on. */
    public static byte[] pdf(String catalog, String... objects) {
        StringBuilder pdf = new StringBuilder("%PDF-1.7\n%äöü\n");
        StringBuilder xref = new StringBuilder("0000000000 65535 f \n");
        String[] all = new String[objects.length + 3];
        all[0] = "<< /Type /Catalog /Pages 2 0 R " + catalog + " >>";
        all[1] = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
        all[2] = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>";
        System.arraycopy(objects, 0, all, 3, objects.length);
        for (int i = 0; i < all.length; i++) {
            xref.append("%010d 00000 n \n".formatted(pdf.length()));
            pdf.append("%d 0 obj\n%s\nendobj\n".formatted(i + 1, all[i]));
        }
        int at = pdf.length();
        pdf.append("xref\n0 %d\n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
                .formatted(all.length + 1, xref, all.length + 1, at));
        return pdf.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A text document with further parts. */
    public static Map<String, byte[]> wordParts() {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("[Content_Types].xml", utf8("""
                <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                <Default Extension="xml" ContentType="application/xml"/>
                <Override PartName="/word/document.xml" ContentType="%s"/></Types>""".formatted(WORD)));
        parts.put("_rels/.rels", utf8("""
                <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
                Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
                Target="word/document.xml"/></Relationships>"""));
        parts.put("word/document.xml", utf8("""
                <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
                <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>
                <w:t>工作台账</w:t></w:r></w:p></w:body></w:document>"""));
        return parts;
    }

    public static Map<String, byte[]> ofdParts() {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("OFD.xml", utf8("""
                <?xml version="1.0" encoding="UTF-8"?>
                <ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.0" DocType="OFD"><ofd:DocBody>
                <ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"""));
        parts.put(
                "Doc_0/Document.xml",
                utf8("<?xml version=\"1.0\"?><ofd:Document xmlns:ofd=\"http://www.ofdspec.org/2016\"/>"));
        return parts;
    }

    public static byte[] zip(Map<String, byte[]> parts) {
        return written(out -> {
            ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
            zip.finish();
        });
    }

    public static byte[] xlsx() {
        return written(out -> {
            try (XSSFWorkbook book = new XSSFWorkbook()) {
                book.createSheet("台账").createRow(0).createCell(0).setCellValue("走访人数");
                book.write(out);
            }
        });
    }

    public static byte[] xls() {
        return written(out -> {
            try (HSSFWorkbook book = new HSSFWorkbook()) {
                book.createSheet("台账").createRow(0).createCell(0).setCellValue("走访人数");
                book.write(out);
            }
        });
    }

    public static byte[] ole2(Filling filling) {
        return written(out -> {
            try (POIFSFileSystem system = new POIFSFileSystem()) {
                filling.fill(system.getRoot());
                system.writeFilesystem(out);
            }
        });
    }

    /** The head of a document of Word's and WPS's old format: the mark, the version, and the flags. */
    public static byte[] wordStream(int flags) {
        byte[] stream = new byte[4096];
        stream[0] = (byte) 0xEC;
        stream[1] = (byte) 0xA5;
        stream[2] = (byte) 0xC1;
        stream[10] = (byte) flags;
        stream[11] = (byte) (flags >> 8);
        return stream;
    }
}
