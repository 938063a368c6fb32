package cn.healthylishui.assessment.workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.healthylishui.assessment.column.Column;
import cn.healthylishui.assessment.column.Option;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people do to a workbook between downloading and uploading it, done with the library that is not the one that reads it. */
class WorkbooksTest {

    private static final Template TEMPLATE = new Template("test", "2021/331121", "1");
    private static final Layout LAYOUT = new Layout(
            "scores",
            "自查打分",
            "青田县 · 自查打分",
            List.of("白色的格子填写。"),
            List.of(
                    Column.label("code", "代码", 10),
                    Column.label("name", "指标", 20),
                    Column.number("value", "填报值", 12),
                    Column.choice("met", "是否达标", 12, List.of(new Option("1", "是"), new Option("0", "否"))),
                    Column.date("day", "日期", 14),
                    Column.text("reason", "说明", 30)));

    private static byte[] filled() {
        return Workbooks.bytes(
                TEMPLATE,
                List.of(new cn.healthylishui.assessment.workbook.Sheet(
                        LAYOUT,
                        List.of(
                                Map.of(
                                        "code",
                                        "C001",
                                        "name",
                                        "居民健康素养水平",
                                        "value",
                                        "35.2",
                                        "met",
                                        "1",
                                        "day",
                                        "2021-12-31",
                                        "reason",
                                        "见统计公报"),
                                Map.of("code", "C002", "name", "国民体质合格率", "value", "无")))));
    }

    /** The workbook as it is after somebody has worked on its sheet. */
    private static byte[] after(byte[] file, Consumer<Sheet> work) {
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(file));
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            work.accept(workbook.getSheet(LAYOUT.name()));
            workbook.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Cell cell(Sheet sheet, String address) {
        int column = address.charAt(0) - 'A';
        int row = Integer.parseInt(address.substring(1)) - 1;
        Row found = sheet.getRow(row) == null ? sheet.createRow(row) : sheet.getRow(row);
        return found.getCell(column, Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
    }

    private static List<ReadRow> read(byte[] file) {
        return Objects.requireNonNull(
                        Workbooks.read(file, TEMPLATE, List.of(LAYOUT)).get("scores"))
                .rows();
    }

    private static List<String> faultsOf(byte[] file) {
        FaultyWorkbook faulty = catchThrowableOfType(FaultyWorkbook.class, () -> read(file));
        assertThat(faulty).as("the workbook is refused").isNotNull();
        return faulty.faults().stream().map(Fault::toString).toList();
    }

    @Test
    void whatWasWrittenIsReadBackAsItWouldBeTyped() {
        List<ReadRow> rows = read(filled());
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).number()).isEqualTo(4);
        assertThat(List.of("code", "name", "value", "met", "day", "reason"))
                .extracting(rows.get(0)::text)
                .containsExactly("C001", "居民健康素养水平", "35.2", "1", "2021-12-31", "见统计公报");
        assertThat(rows.get(1).text("value")).isEqualTo("无");
        assertThat(rows.get(1).isBlank("reason")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"３５．２,35.2", "'  35.2 ',35.2", "'\u300035.2\u00a0',35.2", "－3,-3"})
    void fullWidthDigitsAndBlanksAroundThemAreReadAsTheNumberTheyShow(String typed, String number) {
        byte[] file = after(filled(), sheet -> cell(sheet, "C4").setCellValue(typed));
        assertThat(read(file).get(0).number("value", new ArrayList<>()))
                .hasValueSatisfying(value -> assertThat(value).isEqualByComparingTo(number));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 35.2, 99.99, -3.75, 100, 1e-4, 123456.7891})
    void numbersAreReadByTheDecimalThatExcelShows(double number) {
        byte[] file = after(filled(), sheet -> cell(sheet, "C4").setCellValue(number));
        assertThat(read(file).get(0).number("value", new ArrayList<>())).hasValueSatisfying(value -> assertThat(value)
                .isEqualByComparingTo(java.math.BigDecimal.valueOf(number)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "35.2%|请去掉百分号",
                "1,024|请去掉逗号",
                "约35|“约35”不是数字，请只填数字，例如 35.2。",
                "NaN|不是数字",
                "Infinity|不是数字",
                "1e5|不是数字",
                "--3|不是数字",
                "1234567890123456|位数太多，最多"
            })
    void whatIsNoNumberIsAFaultOfItsCell(String typed, String message) {
        List<Fault> faults = new ArrayList<>();
        ReadRow row = read(after(filled(), sheet -> cell(sheet, "C4").setCellValue(typed)))
                .get(0);
        assertThat(row.number("value", faults)).isEmpty();
        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.place()).isEqualTo("“自查打分”表第4行C列");
            assertThat(fault.message()).contains(message);
        });
    }

    @Test
    void formulasAreReadByTheValueTheyShow() {
        byte[] file = after(filled(), sheet -> {
            cell(sheet, "C4").setCellFormula("30+5.2");
            cell(sheet, "F4").setCellFormula("\"统计\"&\"年鉴\"");
            sheet.getWorkbook().getCreationHelper().createFormulaEvaluator().evaluateAll();
        });
        assertThat(read(file).get(0).text("value")).isEqualTo("35.2");
        assertThat(read(file).get(0).text("reason")).isEqualTo("统计年鉴");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1/0|#DIV/0!", "NA()|#N/A", "VALUE(\"a\")|#VALUE!"})
    void aFormulaInErrorIsAFaultOfItsCell(String formula, String shown) {
        byte[] file = after(filled(), sheet -> {
            cell(sheet, "C5").setCellFormula(formula);
            sheet.getWorkbook().getCreationHelper().createFormulaEvaluator().evaluateAll();
        });
        assertThat(faultsOf(file)).singleElement().asString().contains("第5行C列", "公式出错（" + shown + "）。请改好公式，或直接填写结果。");
    }

    @Test
    void aFormulaThatNobodyHasWorkedOutIsAFaultAndOneThatShowsNothingIsEmpty() {
        byte[] never = after(filled(), sheet -> cell(sheet, "C6").setCellFormula("1+1"));
        assertThat(faultsOf(never))
                .singleElement()
                .asString()
                .contains("第6行C列", "公式没有算出结果。请用 Excel 打开表格保存一次，或直接填写结果；没有数据的填“无”。");
        byte[] blank = after(filled(), sheet -> {
            cell(sheet, "C6").setCellFormula("IF(1=1,\"\",\"x\")");
            cell(sheet, "F4").setCellFormula("IF(1=1,\"\",\"x\")");
            sheet.getWorkbook().getCreationHelper().createFormulaEvaluator().evaluateAll();
        });
        assertThat(faultsOf(blank))
                .as("a number is asked for")
                .singleElement()
                .asString()
                .contains("第6行C列");
        byte[] noReason = after(filled(), sheet -> {
            cell(sheet, "F4").setCellFormula("IF(1=1,\"\",\"x\")");
            sheet.getWorkbook().getCreationHelper().createFormulaEvaluator().evaluateAll();
        });
        assertThat(read(noReason).get(0).isBlank("reason")).isTrue();
    }

    @Test
    void aPercentageIsNotTakenForTheNumberBehindIt() {
        byte[] file = after(filled(), sheet -> {
            Cell cell = cell(sheet, "C4");
            cell.setCellStyle(format(sheet, "0.0%"));
            cell.setCellValue(0.352);
        });
        assertThat(faultsOf(file))
                .singleElement()
                .asString()
                .contains("第4行C列", "这一格是百分比格式，显示35.2%，实际是0.352。请把单元格格式改为“常规”，再填35.2。");
    }

    private static CellStyle format(Sheet sheet, String format) {
        CellStyle style = sheet.getWorkbook().createCellStyle();
        style.setDataFormat(sheet.getWorkbook().createDataFormat().getFormat(format));
        return style;
    }

    @ParameterizedTest
    @ValueSource(strings = {"yyyy-mm-dd", "m/d/yy", "yyyy\"年\"m\"月\"d\"日\"", "h:mm"})
    void aDateIsNoNumber(String format) {
        byte[] file = after(filled(), sheet -> {
            Cell cell = cell(sheet, "C4");
            cell.setCellStyle(format(sheet, format));
            cell.setCellValue(44561.25);
        });
        assertThat(faultsOf(file))
                .singleElement()
                .asString()
                .contains("第4行C列", "这一格是日期，不是数字或文字。请把单元格格式改为“常规”或“文本”后重新填写。");
    }

    @Test
    void aNumberIsNoDate() {
        byte[] file = after(filled(), sheet -> {
            cell(sheet, "E4").setCellStyle(format(sheet, "General"));
            cell(sheet, "E4").setCellValue(44561);
        });
        assertThat(faultsOf(file)).singleElement().asString().contains("第4行E列", "“44561”是数字，不是日期。请写成 2022-01-08 的样子。");
    }

    @ParameterizedTest
    @CsvSource({"2022年1月8日,2022-01-08", "2022/1/8,2022-01-08", "2022.01.08,2022-01-08", "２０２２-１-８,2022-01-08"})
    void datesAreReadAsPeopleWriteThem(String typed, String day) {
        assertThat(read(after(filled(), sheet -> cell(sheet, "E4").setCellValue(typed)))
                        .get(0)
                        .text("day"))
                .isEqualTo(day);
    }

    @Test
    void aDateOfExcelIsReadAsTheDayItShows() {
        byte[] file = after(filled(), sheet -> {
            cell(sheet, "E4").setCellStyle(format(sheet, "yyyy-mm-dd"));
            cell(sheet, "E4").setCellValue(LocalDate.of(2022, 1, 8));
        });
        assertThat(read(file).get(0).text("day")).isEqualTo("2022-01-08");
    }

    @Test
    void aDayThatDoesNotExistAndAWordThatIsNoChoiceAreFaults() {
        byte[] file = after(filled(), sheet -> {
            cell(sheet, "E4").setCellValue("2022-02-30");
            cell(sheet, "D4").setCellValue("大概");
        });
        assertThat(faultsOf(file))
                .anySatisfy(fault -> assertThat(fault).contains("第4行E列", "没有“2022-02-30”这一天，请核对日期。"))
                .anySatisfy(fault -> assertThat(fault).contains("第4行D列", "“大概”不在可选的范围里", "是、否"));
    }

    @Test
    void mergedCellsAreAFaultUnlessTheyAreTheTitles() {
        byte[] file = after(filled(), sheet -> sheet.addMergedRegion(CellRangeAddress.valueOf("C4:C5")));
        assertThat(faultsOf(file)).singleElement().asString().contains("第4行C列", "C4:C5合并了单元格。请取消合并，每个单元格分别填写。");
    }

    @Test
    void aHeadThatWasMovedDownIsMissed() {
        byte[] file = after(filled(), sheet -> sheet.removeRow(sheet.getRow(2)));

        assertThat(faultsOf(file)).singleElement().asString().contains("没有找到表头。表头应在第3行，请不要在它上面增删行。");
    }

    @Test
    void whatIsNoDateAtAllIsAFaultOfItsCell() {
        byte[] word = after(filled(), sheet -> cell(sheet, "E4").setCellValue("年底"));
        byte[] negative = after(filled(), sheet -> {
            cell(sheet, "E4").setCellStyle(format(sheet, "yyyy-mm-dd"));
            cell(sheet, "E4").setCellValue(-5e9);
        });

        assertThat(faultsOf(word)).singleElement().asString().contains("第4行E列", "“年底”不是日期。请写成 2022-01-08 的样子。");
        assertThat(faultsOf(negative)).singleElement().asString().contains("第4行E列", "日期不对。请写成 2022-01-08 的样子。");
    }

    @Test
    void columnsMayBeMovedButNotRenamedDoubledOrTakenAway() {
        byte[] moved = after(filled(), sheet -> {
            for (int row = 2; row < 5; row++) {
                for (int column = 0; column < 6; column++) {
                    Cell from = sheet.getRow(row).getCell(column);
                    Cell to = sheet.getRow(row).createCell(column + 10);
                    if (from != null && from.getCellType() == org.apache.poi.ss.usermodel.CellType.NUMERIC) {
                        to.setCellValue(from.getNumericCellValue());
                    } else if (from != null) {
                        to.setCellValue(from.getStringCellValue());
                    }
                    if (from != null) {
                        sheet.getRow(row).removeCell(from);
                    }
                }
            }
        });
        assertThat(read(moved).get(0).text("value")).isEqualTo("35.2");
        assertThat(read(moved).get(0).fault("value", "").place())
                .as("where it stands in the file")
                .isEqualTo("“自查打分”表第4行M列");
        byte[] spoilt = after(filled(), sheet -> {
            cell(sheet, "C3").setCellValue("数值");
            cell(sheet, "F3").setCellValue("日期");
        });
        assertThat(faultsOf(spoilt))
                .anySatisfy(fault -> assertThat(fault).contains("C列", "表头“数值”不在模板里。请不要增加列或改表头。"))
                .anySatisfy(fault -> assertThat(fault).contains("表头“日期”出现了两次，请删去多余的一列。"))
                .anySatisfy(fault -> assertThat(fault).contains("缺少“填报值”一列。请不要删除列或改表头。"))
                .anySatisfy(fault -> assertThat(fault).contains("缺少“说明”一列"));
    }

    @Test
    void rowsThatAreBlankAreSkippedAndTheOthersKeepTheirNumber() {
        byte[] file = after(filled(), sheet -> {
            cell(sheet, "A9").setCellValue("C003");
            cell(sheet, "B7").setCellValue("  ");
        });
        assertThat(read(file)).extracting(ReadRow::number).containsExactly(4, 5, 9);
    }

    @Nested
    class OfTheWholeFile {

        private String faultOf(byte[] file) {
            List<String> faults = faultsOf(file);
            assertThat(faults).hasSize(1);
            return faults.get(0);
        }

        @Test
        void anythingButAWorkbookIsRefused() throws IOException {
            assertThat(faultOf(new byte[0])).contains("文件是空的。请选择填好的 Excel 表格。");
            assertThat(faultOf("代码,指标\nC001,35.2\n".getBytes(StandardCharsets.UTF_8)))
                    .contains("不是 Excel 工作簿");
            assertThat(faultOf(zip("word/document.xml", "<w/>".getBytes(StandardCharsets.UTF_8))))
                    .contains("不是 Excel 工作簿");
            byte[] half = filled();
            assertThat(faultOf(java.util.Arrays.copyOf(half, half.length / 2)))
                    .isEqualTo("整个文件：文件已损坏或不完整，打不开。请重新上传；仍不行的，用 Excel 打开另存一份。");
        }

        private byte[] zip(String name, byte[] content) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(content);
                zip.closeEntry();
            }
            return out.toByteArray();
        }

        @Test
        void anOldWorkbookIsToldHowToBecomeANewOne() throws IOException {
            try (HSSFWorkbook old = new HSSFWorkbook();
                    ByteArrayOutputStream out = new ByteArrayOutputStream()) {
                old.createSheet("自查打分");
                old.write(out);
                assertThat(faultOf(out.toByteArray())).contains("这是旧格式（.xls）的文件。请在 Excel 里另存为“Excel 工作簿（.xlsx）”后再上传。");
            }
        }

        @Test
        void anEncryptedWorkbookIsToldToTakeThePasswordOff() throws Exception {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (POIFSFileSystem system = new POIFSFileSystem()) {
                Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
                encryptor.confirmPassword("密码");
                try (var stream = encryptor.getDataStream(system)) {
                    stream.write(filled());
                }
                system.writeFilesystem(out);
            }
            assertThat(faultOf(out.toByteArray()))
                    .contains("表格设了打开密码，系统读不了。请在 Excel 里取消密码（文件—信息—保护工作簿），保存后再上传。", "取消密码");
        }

        @Test
        void aBombIsNotUnpacked() throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
                byte[] blanks = new byte[1 << 20];
                for (int i = 0; i < 300; i++) {
                    zip.write(blanks);
                }
                zip.closeEntry();
            }
            assertThat(out.size()).isLessThan(1 << 20);
            assertThat(faultOf(out.toByteArray())).contains("文件解压后超过");
        }

        @Test
        void twoHundredSheetsAreTooMany() throws IOException {
            try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(filled()));
                    ByteArrayOutputStream out = new ByteArrayOutputStream()) {
                IntStream.range(0, 200).forEach(i -> workbook.createSheet("副本" + i));
                workbook.write(out);
                assertThat(faultOf(out.toByteArray())).contains("100张以上的工作表");
            }
        }

        @Test
        void aWorkbookOfOnesOwnIsRefused() throws IOException {
            try (XSSFWorkbook workbook = new XSSFWorkbook();
                    ByteArrayOutputStream out = new ByteArrayOutputStream()) {
                workbook.createSheet(LAYOUT.name());
                workbook.write(out);
                assertThat(faultOf(out.toByteArray())).contains("这张表格不是从本系统下载的。请先在系统里下载表格，填在下载的表格里再上传，不要另建表格或只复制工作表。");
            }
        }

        @Test
        void aForeignTemplateAndAnOlderOneAreToldApart() {
            List<cn.healthylishui.assessment.workbook.Sheet> sheets =
                    List.of(new cn.healthylishui.assessment.workbook.Sheet(LAYOUT, List.of()));
            assertThat(faultOf(Workbooks.bytes(new Template("test", "2021/331122", "1"), sheets)))
                    .contains("不是要上传的那张表格");
            assertThat(faultOf(Workbooks.bytes(new Template("other", "2021/331121", "1"), sheets)))
                    .contains("不是要上传的那张表格");
            assertThat(faultOf(Workbooks.bytes(new Template("test", "2021/331121", "0"), sheets)))
                    .contains("旧版本");
        }

        @Test
        void aSheetThatWasRenamedIsMissed() throws IOException {
            try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(filled()));
                    ByteArrayOutputStream out = new ByteArrayOutputStream()) {
                workbook.setSheetName(workbook.getSheetIndex(LAYOUT.name()), "我的打分");
                workbook.write(out);
                assertThat(faultOf(out.toByteArray())).contains("缺少工作表“自查打分”。请不要删除工作表或改它的名称。");
            }
        }
    }

    @Test
    void theAnnotatedCopyListsTheFaultsMarksTheCellsAndCanBeUploadedAgainOnceMended() throws IOException {
        byte[] file = after(filled(), sheet -> cell(sheet, "D5").setCellValue("大概"));
        FaultyWorkbook faulty = catchThrowableOfType(FaultyWorkbook.class, () -> read(file));
        byte[] annotated = Objects.requireNonNull(faulty.in("自查打分.xlsx", file).annotated());
        byte[] mended;
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(annotated));
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            assertThat(workbook.getSheetName(0)).isEqualTo("问题清单");
            assertThat(workbook.getSheetAt(0).getRow(2).getCell(0).getStringCellValue())
                    .isEqualTo("“自查打分”表第5行D列");
            Cell marked = cell(workbook.getSheet(LAYOUT.name()), "D5");
            assertThat(marked.getCellComment().getString().getString()).contains("大概");
            assertThat(marked.getCellStyle().getFillForegroundColor())
                    .isNotEqualTo(cell(workbook.getSheet(LAYOUT.name()), "D4")
                            .getCellStyle()
                            .getFillForegroundColor());
            marked.setCellValue("否");
            workbook.write(out);
            mended = out.toByteArray();
        }
        assertThat(read(mended).get(1).text("met")).isEqualTo("0");
    }
}
