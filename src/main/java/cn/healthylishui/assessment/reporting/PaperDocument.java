package cn.healthylishui.assessment.reporting;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ooxml.POIXMLProperties.CoreProperties;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.openxml4j.opc.PackagingURIHelper;
import org.apache.poi.openxml4j.opc.TargetMode;
import org.apache.poi.wp.usermodel.HeaderFooterType;
import org.apache.poi.xwpf.usermodel.LineSpacingRule;
import org.apache.poi.xwpf.usermodel.ParagraphAlignment;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTFonts;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTPPr;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTPageMar;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTPageSz;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTSectPr;

/**
 * 材料的 Word 文件: a paper's plain text in the layout of official papers (GB/T 9704): A4, its margins, title 22 pt centred, text
 * 16 pt at a line of 28 pt. The same paper gives the same bytes, so a downloaded file can be compared with an earlier one.
 */
public final class PaperDocument {

    /** A typeface, and what a computer without it shows instead. */
    private record Face(String name, String substitute) {}

    private static final Face TITLE = new Face("方正小标宋简体", "宋体");
    private static final Face HEADING = new Face("黑体", "微软雅黑");
    private static final Face SUBHEADING = new Face("楷体_GB2312", "楷体");
    private static final Face TEXT = new Face("仿宋_GB2312", "仿宋");
    private static final String LATIN = "Times New Roman";

    private static final Pattern HEADING_LINE = Pattern.compile("[一二三四五六七八九十]+、.*");
    private static final Pattern SUBHEADING_LINE = Pattern.compile("（[一二三四五六七八九十]+）.*");

    private static final int TITLE_POINTS = 22;
    private static final int TEXT_POINTS = 16;
    private static final int LINE_POINTS = 28;
    private static final int HUNDREDTHS = 100;
    private static final double TWIPS_PER_MM = 1440 / 25.4;

    private static final String FONT_TABLE_TYPE =
            "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml";
    private static final String FONT_TABLE_RELATION =
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable";

    private PaperDocument() {}

    /**
     * Writes the document.
     *
     * @param text the first line that is not empty is the title; lines that begin with 一、 or （一） are headings
     * @param writtenAt when the paper was handed in
     */
    public static void write(String text, LocalDateTime writtenAt, OutputStream out) throws IOException {
        try (XWPFDocument document = new XWPFDocument()) {
            page(document);
            List<String> lines = text.lines()
                    .map(PaperDocument::printable)
                    .filter(line -> !line.isEmpty())
                    .toList();
            if (!lines.isEmpty()) {
                title(document, lines.get(0));
                for (int i = 1; i < lines.size(); i++) {
                    line(document, lines.get(i), i == 1 && lines.get(i).endsWith("："));
                }
            }
            substitutes(document.getPackage());
            properties(document, lines.isEmpty() ? "" : lines.get(0), writtenAt);
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            document.write(written);
            withoutTime(written.toByteArray(), out);
        }
    }

    /** The same in memory. */
    public static byte[] of(String text, LocalDateTime writtenAt) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            write(text, writtenAt, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A control character, pasted in by mistake, would make a file that no word processor opens. */
    private static String printable(String line) {
        return line.replace('\t', ' ').replaceAll("\\p{Cc}", "").strip();
    }

    private static void page(XWPFDocument document) {
        CTSectPr section = document.getDocument().getBody().addNewSectPr();
        CTPageSz size = section.addNewPgSz();
        size.setW(mm(210));
        size.setH(mm(297));
        CTPageMar margins = section.addNewPgMar();
        margins.setTop(mm(37));
        margins.setBottom(mm(35));
        margins.setLeft(mm(28));
        margins.setRight(mm(26));
        margins.setHeader(mm(15));
        margins.setFooter(mm(25));
        margins.setGutter(BigInteger.ZERO);
        XWPFParagraph footer = document.createFooter(HeaderFooterType.DEFAULT).createParagraph();
        footer.setAlignment(ParagraphAlignment.CENTER);
        footer.createRun().setText("— ");
        footer.getCTP().addNewFldSimple().setInstr("PAGE");
        footer.createRun().setText(" —");
    }

    private static BigInteger mm(int millimetres) {
        return BigInteger.valueOf(Math.round(millimetres * TWIPS_PER_MM));
    }

    private static void title(XWPFDocument document, String text) {
        XWPFParagraph paragraph = document.createParagraph();
        paragraph.setAlignment(ParagraphAlignment.CENTER);
        paragraph.setSpacingBetween(TITLE_POINTS * 1.5, LineSpacingRule.EXACT);
        paragraph.setSpacingAfter(LINE_POINTS * 20);
        write(paragraph, text, TITLE, TITLE_POINTS);
    }

    private static void line(XWPFDocument document, String text, boolean salutation) {
        XWPFParagraph paragraph = document.createParagraph();
        paragraph.setSpacingBetween(LINE_POINTS, LineSpacingRule.EXACT);
        if (!salutation) {
            indentByTwoCharacters(paragraph);
        }
        if (HEADING_LINE.matcher(text).matches()) {
            outline(paragraph, 0);
            write(paragraph, text, HEADING, TEXT_POINTS);
        } else if (SUBHEADING_LINE.matcher(text).matches()) {
            outline(paragraph, 1);
            write(paragraph, text, SUBHEADING, TEXT_POINTS);
        } else {
            write(paragraph, text, TEXT, TEXT_POINTS);
        }
    }

    private static void indentByTwoCharacters(XWPFParagraph paragraph) {
        paragraph.setIndentationFirstLine(2 * TEXT_POINTS * 20);
        properties(paragraph).getInd().setFirstLineChars(BigInteger.valueOf(2 * HUNDREDTHS));
    }

    /** Puts the heading into the navigation pane of the word processor. */
    private static void outline(XWPFParagraph paragraph, int level) {
        properties(paragraph).addNewOutlineLvl().setVal(BigInteger.valueOf(level));
    }

    private static CTPPr properties(XWPFParagraph paragraph) {
        return paragraph.getCTP().isSetPPr()
                ? paragraph.getCTP().getPPr()
                : paragraph.getCTP().addNewPPr();
    }

    private static void write(XWPFParagraph paragraph, String text, Face face, int points) {
        XWPFRun run = paragraph.createRun();
        CTFonts fonts = run.getCTR().addNewRPr().addNewRFonts();
        fonts.setEastAsia(face.name());
        fonts.setAscii(LATIN);
        fonts.setHAnsi(LATIN);
        fonts.setCs(LATIN);
        run.setFontSize(points);
        run.setText(text);
    }

    /** Few computers have the typefaces of official papers: names the ones that come nearest. */
    private static void substitutes(OPCPackage file) throws IOException {
        StringBuilder table = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
                <w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">""");
        for (Face face : List.of(TITLE, HEADING, SUBHEADING, TEXT)) {
            table.append("<w:font w:name=\"%s\"><w:altName w:val=\"%s\"/><w:charset w:val=\"86\"/></w:font>"
                    .formatted(face.name(), face.substitute()));
        }
        table.append("</w:fonts>");
        try {
            PackagePart part =
                    file.createPart(PackagingURIHelper.createPartName("/word/fontTable.xml"), FONT_TABLE_TYPE);
            try (OutputStream out = part.getOutputStream()) {
                out.write(table.toString().getBytes(StandardCharsets.UTF_8));
            }
            file.getPart(PackagingURIHelper.createPartName("/word/document.xml"))
                    .addRelationship(part.getPartName(), TargetMode.INTERNAL, FONT_TABLE_RELATION);
        } catch (InvalidFormatException e) {
            throw new IllegalStateException("The names of the parts are well formed", e);
        }
    }

    private static void properties(XWPFDocument document, String title, LocalDateTime writtenAt) {
        CoreProperties properties = document.getProperties().getCoreProperties();
        Optional<Date> time = Optional.of(Date.from(writtenAt.toInstant(ZoneOffset.ofHours(8))));
        properties.setTitle(title);
        properties.setCreator("健康丽水考核");
        properties.setCreated(time);
        properties.setModified(time);
    }

    /** The container notes when each part was packed; a fixed time in its place keeps equal papers equal. */
    private static void withoutTime(byte[] container, OutputStream repacked) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(container));
                ZipOutputStream out = new ZipOutputStream(repacked)) {
            for (ZipEntry part = in.getNextEntry(); part != null; part = in.getNextEntry()) {
                ZipEntry timeless = new ZipEntry(part.getName());
                timeless.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
                out.putNextEntry(timeless);
                in.transferTo(out);
                out.closeEntry();
            }
        }
    }
}
