package cn.healthylishui.assessment.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.List;
import org.apache.poi.xwpf.usermodel.ParagraphAlignment;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.junit.jupiter.api.Test;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTSectPr;

class PaperDocumentTest {

    private static final LocalDateTime WRITTEN = LocalDateTime.of(2022, 1, 14, 16, 30);
    private static final String REPORT = """

            青田县2021年度健康建设自查报告

            市健康丽水办：
            现将情况报告如下。

            一、自查得分
            （一）总体情况
            本级自查得分867.06分。
            十二、其他
            青田县健康办
            """;

    @Test
    void the_first_line_is_the_title_in_the_middle() throws IOException {
        XWPFParagraph title = opened(REPORT).get(0);

        assertThat(title.getText()).isEqualTo("青田县2021年度健康建设自查报告");
        assertThat(title.getAlignment()).isEqualTo(ParagraphAlignment.CENTER);
        assertThat(face(title)).isEqualTo("方正小标宋简体");
    }

    @Test
    void headings_stand_out_and_show_in_the_outline() throws IOException {
        assertThat(opened(REPORT))
                .filteredOn(paragraph -> paragraph.getCTP().getPPr().isSetOutlineLvl())
                .extracting(XWPFParagraph::getText, PaperDocumentTest::face, paragraph -> paragraph
                        .getCTP()
                        .getPPr()
                        .getOutlineLvl()
                        .getVal()
                        .intValue())
                .containsExactly(tuple("一、自查得分", "黑体", 0), tuple("（一）总体情况", "楷体_GB2312", 1), tuple("十二、其他", "黑体", 0));
    }

    @Test
    void paragraphs_are_indented_by_two_characters_and_the_salutation_is_not() throws IOException {
        List<XWPFParagraph> paragraphs = opened(REPORT);

        assertThat(paragraphs.get(1).getText()).isEqualTo("市健康丽水办：");
        assertThat(paragraphs.get(1).getFirstLineIndent()).isLessThanOrEqualTo(0);
        assertThat(paragraphs.get(2).getText()).isEqualTo("现将情况报告如下。");
        assertThat(paragraphs.get(2).getFirstLineIndent()).isEqualTo(640);
        assertThat(face(paragraphs.get(2))).isEqualTo("仿宋_GB2312");
    }

    @Test
    void the_page_is_A4_with_the_margins_of_official_papers() throws IOException {
        try (XWPFDocument document = document(PaperDocument.of(REPORT, WRITTEN))) {
            CTSectPr section = document.getDocument().getBody().getSectPr();

            assertThat(section.getPgSz().getW()).hasToString("11906");
            assertThat(section.getPgSz().getH()).hasToString("16838");
            assertThat(section.getPgMar().getLeft()).hasToString("1587");
        }
    }

    @Test
    void equal_papers_are_equal_files() {
        byte[] first = PaperDocument.of(REPORT, WRITTEN);
        byte[] second = PaperDocument.of(REPORT, WRITTEN);

        assertThat(second).isEqualTo(first);
        assertThat(PaperDocument.of(REPORT + "又及", WRITTEN)).isNotEqualTo(first);
    }

    @Test
    void what_a_keyboard_cannot_type_does_not_spoil_the_file() throws IOException {
        try (XWPFDocument document = document(PaperDocument.of("标题\u0001<&>\n正\u000b文\t完", WRITTEN))) {
            assertThat(document.getParagraphs())
                    .extracting(XWPFParagraph::getText)
                    .containsExactly("标题<&>", "正文 完");
            assertThat(document.getProperties().getCoreProperties().getTitle()).isEqualTo("标题<&>");
        }
    }

    @Test
    void an_empty_paper_is_an_empty_document() throws IOException {
        assertThat(opened(" \n ")).isEmpty();
    }

    private static List<XWPFParagraph> opened(String text) throws IOException {
        try (XWPFDocument document = document(PaperDocument.of(text, WRITTEN))) {
            return document.getParagraphs();
        }
    }

    private static XWPFDocument document(byte[] file) throws IOException {
        return new XWPFDocument(new ByteArrayInputStream(file));
    }

    private static String face(XWPFParagraph paragraph) {
        return paragraph.getRuns().get(0).getCTR().getRPr().getRFontsArray(0).getEastAsia();
    }
}
