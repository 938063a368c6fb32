package cn.healthylishui.assessment.workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.healthylishui.assessment.column.Column;
import cn.healthylishui.assessment.workbook.Bounds.Deadline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

/** Files made to cost the program its memory or its time are refused while they are read, with a sentence that names the limit. */
class HostileWorkbooksTest {

    private static final Template TEMPLATE = new Template("test", "", "1");
    private static final Layout LAYOUT = new Layout(
            "scores",
            "自查打分",
            "自查打分",
            List.of("白色的格子填写。"),
            List.of(
                    Column.label("code", "代码", 10),
                    Column.number("value", "填报值", 12),
                    Column.date("day", "日期", 14),
                    Column.text("reason", "说明", 30)));

    private static final String SHEET = "xl/worksheets/sheet1.xml";

    private static byte[] filled(int rows, String reason) {
        return filled(rows, reason, 0, "");
    }

    /** @param wrongDays in so many rows what is no day stands for one */
    private static byte[] filled(int rows, String reason, int wrongDays, String wrongDay) {
        return Workbooks.bytes(
                TEMPLATE,
                List.of(new Sheet(
                        LAYOUT,
                        IntStream.range(0, rows)
                                .mapToObj(i -> Map.of(
                                        "code",
                                        "C" + i,
                                        "value",
                                        "35.2",
                                        "day",
                                        i < wrongDays ? wrongDay : "2021-12-31",
                                        "reason",
                                        reason))
                                .toList())));
    }

    /** The workbook with one of its parts rewritten. */
    private static byte[] with(byte[] file, String part, UnaryOperator<String> rewriting, Charset encoding) {
        return repacked(
                file,
                (name, content) -> name.equals(part)
                        ? rewriting
                                .apply(new String(content, StandardCharsets.UTF_8))
                                .getBytes(encoding)
                        : content,
                Map.of());
    }

    private static byte[] repacked(
            byte[] file, BiFunction<String, byte[], byte[]> rewriting, Map<String, byte[]> additions) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipFile from = ZipFile.builder().setByteArray(file).get();
                ZipOutputStream to = new ZipOutputStream(out)) {
            for (ZipArchiveEntry entry : Collections.list(from.getEntries())) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(rewriting.apply(
                        entry.getName(), from.getInputStream(entry).readAllBytes()));
                to.closeEntry();
            }
            for (Map.Entry<String, byte[]> addition : additions.entrySet()) {
                to.putNextEntry(new ZipEntry(addition.getKey()));
                to.write(addition.getValue());
                to.closeEntry();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private static byte[] with(UnaryOperator<String> rewriting) {
        return with(filled(2, "据年鉴"), SHEET, rewriting, StandardCharsets.UTF_8);
    }

    private static FaultyWorkbook refused(byte[] file) {
        Instant begun = Instant.now();
        FaultyWorkbook faulty =
                catchThrowableOfType(FaultyWorkbook.class, () -> Workbooks.read(file, TEMPLATE, List.of(LAYOUT)));
        assertThat(faulty).as("the workbook is refused").isNotNull();
        FaultyWorkbook marked = faulty.in("自查打分.xlsx", file);
        marked.annotated();
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(10));
        return marked;
    }

    private static String fault(byte[] file) {
        return refused(file).faults().get(0).message();
    }

    /** Rows under the data, as a hand that fills cells down to the end of the sheet leaves them. */
    private static byte[] withRows(int rows, String cells) {
        return with(sheet ->
                sheet.replace("</sheetData>", ("<row r=\"9\">" + cells + "</row>").repeat(rows) + "</sheetData>"));
    }

    @Test
    void the_workbook_itself_is_read() {
        assertThat(Workbooks.read(filled(2, "据年鉴"), TEMPLATE, List.of(LAYOUT)).get("scores"))
                .isNotNull();
    }

    @Test
    void a_million_rows_are_refused_before_they_are_read() {
        assertThat(fault(withRows(1_000_000, ""))).contains("有一张工作表超过20000行，没有往下读。请删去表格下面多余的行（包括设了格式的空行）后再上传。");
    }

    @Test
    void a_million_cells_are_refused_before_they_are_read() {
        assertThat(fault(withRows(2_500, "<c t=\"n\"><v>1</v></c>".repeat(401))))
                .contains("500000个以上的单元格，没有往下读。请删去与填报无关的工作表和设了格式的空行空列后再上传。");
    }

    @Test
    void a_cell_far_to_the_right_does_not_make_room_for_all_before_it() {
        assertThat(fault(withRows(1, "<c r=\"XFD9\"><v>1</v></c>")))
                .contains("有一张工作表超过500列，没有往下读。请删去表格右边多余的列（包括设了格式的空列）后再上传。");
        assertThat(fault(withRows(1, "<c r=\"ZZZZZZ9\"><v>1</v></c>"))).contains("超过500列");
        assertThat(fault(withRows(1, "<c><v>1</v></c>".repeat(501)))).contains("超过500列");
    }

    @Test
    void a_file_that_grows_is_refused_while_it_is_unpacked() {
        byte[] bomb = with(sheet -> sheet.replace("</sheetData>", "</sheetData>" + " ".repeat(70 << 20)));
        assertThat(bomb.length).isLessThan(1 << 20);
        assertThat(fault(bomb)).containsAnyOf("解压后超过64兆", "文件里有填报用的表格不会有的内容，没有打开。请重新下载表格，把填好的内容按“值”粘贴进去后再上传。");
        byte[] picture = repacked(
                filled(2, "据年鉴"), (name, content) -> content, Map.of("xl/media/image1.png", new byte[70 << 20]));
        assertThat(fault(picture)).contains("文件解压后超过64兆，没有打开。表格里可能有大量设了格式的空行空列或图片：请重新下载表格，把填好的内容按“值”粘贴进去后再上传。");
    }

    @Test
    void entities_other_encodings_deep_nesting_and_endless_attributes_are_no_workbook() {
        String bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
        List.of(
                        with(sheet -> sheet.replaceFirst("\\?>", "?>" + bomb)),
                        with(
                                filled(2, "x"),
                                "xl/workbook.xml",
                                text -> text.replaceFirst("\\?>", "?>" + bomb),
                                StandardCharsets.UTF_8),
                        with(filled(2, "x"), SHEET, text -> text, StandardCharsets.UTF_16),
                        with(sheet -> sheet.replaceFirst("UTF-8", "UTF-7")),
                        with(sheet -> sheet.replace("</sheetData>", "</sheetData>" + "<a>".repeat(50_000))),
                        with(sheet -> sheet.replace(
                                "</sheetData>", "<row r=\"9\" x=\"" + "y".repeat(1 << 20) + "\"/></sheetData>")),
                        with(sheet -> sheet.replace(
                                "</sheetData>",
                                "<row r=\"9\"><c t=\"inlineStr\"><is><t>" + "文".repeat(1 << 20)
                                        + "</t></is></c></row></sheetData>")))
                .forEach(file ->
                        assertThat(fault(file)).contains("文件里有填报用的表格不会有的内容，没有打开。请重新下载表格，把填好的内容按“值”粘贴进去后再上传。", "请重新下载"));
    }

    @Test
    void a_bracket_in_a_value_and_a_comment_are_read_as_what_they_are() {
        byte[] file = with(sheet -> sheet.replaceFirst("<sheetData>", "<!-- a > b <row --><sheetData>")
                .replaceFirst("<row r=\"4\"", "<row x=\"a>b\" r=\"4\""));
        assertThat(Objects.requireNonNull(
                                Workbooks.read(file, TEMPLATE, List.of(LAYOUT)).get("scores"))
                        .rows())
                .hasSize(2);
    }

    @Test
    void texts_that_are_long_together_and_not_each_are_looked_through() {
        String cell = "<c t=\"inlineStr\"><is><t>" + "文".repeat(1_000) + "</t></is></c>";
        assertThat(PackageGuard.look(withRows(1_000, cell), new Deadline()).cells())
                .isGreaterThan(1_000);
    }

    @Test
    void one_long_word_in_many_cells_is_counted_as_often_as_it_is_read() {
        String word = " " + "长".repeat(9_000);
        assertThat(fault(filled(3_000, word))).contains("表格里的文字超过2000万字，没有往下读。请精简后再上传，详细内容可以作为材料上传。");
    }

    @Test
    void a_cell_too_long_is_named_with_its_length() {
        List<Fault> faults = refused(filled(1, "长".repeat(10_001))).faults();
        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.place()).isEqualTo("“自查打分”表第4行D列");
            assertThat(fault.message()).contains("填了10001字，一格最多10000字。请精简，详细内容可以作为材料上传。");
        });
    }

    @Test
    void what_is_quoted_in_a_fault_is_cut_short() {
        byte[] file = filled(2, "据年鉴", 1, "x".repeat(9_000));
        assertThat(fault(file)).contains("不是日期").hasSizeLessThan(200);
    }

    @Test
    void no_more_than_a_thousand_faults_are_told_and_two_hundred_marked() throws IOException {
        byte[] file = filled(2_000, "据年鉴", 2_000, "某天");
        FaultyWorkbook faulty = refused(file);
        assertThat(faulty.faults()).hasSize(1000);
        assertThat(faulty).hasMessageContaining("1000处以上");
        try (XSSFWorkbook marked =
                new XSSFWorkbook(new ByteArrayInputStream(Objects.requireNonNull(faulty.annotated())))) {
            assertThat(marked.getSheet(LAYOUT.name()).getCellComments()).hasSize(200);
            assertThat(marked.getSheetAt(0).getRow(0).getCell(0).getStringCellValue())
                    .contains("只是前200处");
        }
    }

    @Test
    void a_workbook_too_large_to_be_held_whole_gets_its_list_of_faults_without_a_copy() {
        byte[] file = filled(19_000, "据年鉴", 1, "某天");
        FaultyWorkbook faulty = refused(file);
        assertThat(faulty.faults()).hasSize(1);
        assertThat(faulty.annotated()).isNull();
    }

    @Test
    void a_workbook_of_few_cells_that_grow_large_gets_no_copy_either() {
        assertThat(refused(filled(300, "据年鉴", 1, "某天")).annotated()).isNotNull();
        byte[] padded = repacked(
                filled(300, "据年鉴", 1, "某天"),
                (name, content) -> content,
                Map.of("xl/media/image1.png", new byte[12 << 20]));
        FaultyWorkbook faulty = refused(padded);
        assertThat(faulty.faults()).hasSize(1);
        assertThat(faulty.annotated()).isNull();
    }

    @Test
    void a_file_of_more_bytes_than_a_workbook_may_have_is_not_even_opened() {
        assertThat(fault(new byte[(int) Bounds.get().file().toBytes() + 1]))
                .contains("文件有20兆，超过20兆。请删去与填报无关的图片和工作表后再上传。");
        assertThat(fault(new byte[(int) Bounds.get().file().toBytes()]))
                .contains("这不是 Excel 工作簿。请上传从本系统下载、填好后保存为 .xlsx 的表格。");
    }

    @Test
    void a_file_of_countless_parts_is_refused() {
        Map<String, byte[]> parts = IntStream.range(0, 2_000)
                .boxed()
                .collect(Collectors.toMap(i -> "xl/media/image" + i + ".png", i -> new byte[0]));
        assertThat(fault(repacked(filled(2, "据年鉴"), (name, content) -> content, parts)))
                .contains("文件里有2000个以上的部分，不像填报用的表格。请重新下载表格填写。");
    }

    @Test
    void a_file_of_countless_sheets_is_refused() {
        byte[] file = with(
                filled(2, "据年鉴"),
                "xl/workbook.xml",
                text -> text.replace(
                        "</sheets>",
                        "<sheet name=\"x\" sheetId=\"9\" r:id=\"rId9\"/>"
                                        .repeat(Bounds.get().sheets())
                                + "</sheets>"),
                StandardCharsets.UTF_8);
        assertThat(fault(file)).contains(Bounds.get().sheets() + "张以上的工作表，不像填报用的表格。请重新下载表格填写，不要把别的工作表复制进来。");
    }

    @Test
    void a_sheet_that_nobody_asks_for_is_bounded_like_the_others() {
        byte[] rows = ("<worksheet><sheetData>" + "<row r=\"9\"></row>".repeat(30_000) + "</sheetData></worksheet>")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(fault(repacked(
                        filled(2, "据年鉴"), (name, content) -> content, Map.of("xl/worksheets/sheet99.xml", rows))))
                .contains("超过20000行");
    }

    @Test
    void of_merged_cells_no_more_are_kept_than_can_be_told_of() {
        byte[] file = with(sheet -> sheet.replace(
                "</sheetData>",
                "</sheetData><mergeCells>" + "<mergeCell ref=\"A5:B6\"/>".repeat(100_000) + "</mergeCells>"));
        assertThat(PackageGuard.look(file, new Deadline()).merged().values())
                .anySatisfy(merged -> assertThat(merged).hasSize(1_000))
                .allSatisfy(merged -> assertThat(merged).hasSizeLessThanOrEqualTo(1_000));
    }

    /** The clock jumps when it is looked at for the n-th time: while the parts are unpacked, and while the rows are read. */
    @Test
    void readingEndsWhenItsTimeIsOverWhereverItIs() {
        assertThat(Bounds.get().time()).isEqualTo(Duration.ofSeconds(20));
        byte[] file = filled(500, "据年鉴");
        AtomicInteger looks = new AtomicInteger();
        PackageGuard.look(file, new Deadline(looks::incrementAndGet));
        int unpacking = looks.getAndSet(0);
        read(file, new Deadline(looks::incrementAndGet));
        int all = looks.get();
        assertThat(all).as("looks at the clock").isGreaterThan(unpacking + 400);
        for (int jump : List.of(2, unpacking, unpacking + 1, unpacking + 250, all)) {
            looks.set(0);
            FaultyWorkbook late = catchThrowableOfType(
                    FaultyWorkbook.class,
                    () -> read(
                            file,
                            new Deadline(() -> looks.incrementAndGet() < jump
                                    ? 0
                                    : Duration.ofMillis(20_001).toNanos())));
            assertThat(late).as("at look " + jump).isNotNull();
            assertThat(late.faults().get(0).message())
                    .contains("读这张表格超过了20秒，没有读完。表格里可能有大量公式或设了格式的空单元格：请重新下载表格，把填好的内容按“值”粘贴进去后再上传。");
            looks.set(0);
            read(
                    file,
                    new Deadline(() -> looks.incrementAndGet() < jump
                            ? 0
                            : Duration.ofMillis(19_999).toNanos()));
        }
    }

    private static void read(byte[] file, Deadline deadline) {
        new TemplateReader(file, found -> "", deadline).read(List.of(LAYOUT));
    }

    @Test
    void a_row_numbered_far_below_and_one_numbered_with_a_word_are_read_no_further() {
        assertThat(fault(with(xml -> xml.replaceFirst("<row r=\"5\"", "<row r=\"30000\""))))
                .contains("超过20000行，没有往下读。请删去多余的行。");
        assertThat(fault(with(xml -> xml.replaceFirst("<row r=\"5\"", "<row r=\"five\""))))
                .contains("表格里有系统读不懂的内容，打不开。请用 Excel 打开，另存一份后再上传。");
    }
}
