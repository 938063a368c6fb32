package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.scorecard.Assignments;
import cn.healthylishui.assessment.scoring.Checklist;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The tables of a form go out as a workbook and come back whole, or not at all. */
class FormWorkbookTest extends StaffTest {

    private static final String UNIT = "yunhe-wjj";
    private static final Actor SOMEBODY = new Actor("test", "test");

    @Autowired
    private IndicatorTables tables;

    @Autowired
    private Assignments assignments;

    /** A member unit before the ten townships of 云和县 and every indicator of theirs. */
    private OpenWork matrix() {
        startYear();
        assignments.confirm(
                YEAR,
                YUNHE,
                tables.ofTownshipsIn(YEAR, YUNHE).indicators().stream()
                        .collect(Collectors.toMap(Indicator::code, indicator -> UNIT)),
                SOMEBODY);
        return begin("district-assessment", FILL_MATRIX, Map.of("year", YEAR, "district", YUNHE));
    }

    private byte[] download(OpenWork work) {
        return engine.as(work.office(), () -> bytes(desk.workbook(work.taskId()).content()));
    }

    private Answer upload(Staff staff, OpenWork work, byte[] file) {
        return staff.postParts("/api/tasks/" + work.taskId() + "/workbook", "file", "填好的表格.xlsx", file);
    }

    /** The first sheet after somebody has worked on it. */
    private static byte[] after(byte[] file, Consumer<Sheet> work) {
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(file));
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            work.accept(workbook.getSheetAt(0));
            workbook.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int column(Sheet sheet, String label) {
        return StreamSupport.stream(sheet.getRow(2).spliterator(), false)
                .filter(cell -> label.length() == 1
                        ? cell.getStringCellValue().equals(label)
                        : cell.getStringCellValue().contains(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No column " + label))
                .getColumnIndex();
    }

    private static Cell cell(Sheet sheet, int row, String label) {
        return sheet.getRow(row).getCell(column(sheet, label), Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
    }

    private static String text(Cell cell) {
        return cell.getCellType() == CellType.NUMERIC
                ? String.valueOf(cell.getNumericCellValue())
                : cell.getStringCellValue();
    }

    private Indicator township(Predicate<Indicator> wanted) {
        return tables.ofTownshipsIn(YEAR, YUNHE).indicators().stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow();
    }

    private Indicator percentage() {
        return township(indicator -> "%".equals(indicator.unitOfMeasure())
                && !indicator.mustPass()
                && !indicator.yesNo()
                && !indicator.notApplicableAllowed());
    }

    private static List<String> faults(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.message()).contains("没有导入任何内容");
        return Staff.stream(answer.json().path("faults")).stream()
                .map(fault -> fault.path("place").asText() + "："
                        + fault.path("message").asText())
                .toList();
    }

    @Test
    void whatWasFilledInOfflineIsInTheFormAndTheRestIsStillToDo() {
        OpenWork work = matrix();
        Staff unit = staff(UNIT);
        Indicator percentage = percentage();
        Indicator yesNo = township(Indicator::yesNo);
        Indicator list = township(Indicator::checklist);
        byte[] file = after(download(work), sheet -> {
            cell(sheet, 3, percentage.code()).setCellValue(88.5);
            cell(sheet, 3, yesNo.code()).setCellValue("是");
            cell(sheet, 3, list.code()).setCellValue("1、2");
            cell(sheet, 4, percentage.code()).setCellValue("无");
        });
        Answer answer = upload(unit, work, file);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.message()).isEqualTo("已填入2行，请核对后继续。");
        JsonNode view = unit.form(work.taskId()).json();
        List<JsonNode> rows = Staff.stream(Staff.section(view, "matrix").path("rows"));
        assertThat(rows.get(0).path("values").path(percentage.code()).asText()).isEqualTo("88.5");
        assertThat(rows.get(0).path("values").path(yesNo.code()).asText()).isEqualTo("1");
        assertThat(rows.get(0).path("values").path(list.code()).asText()).isEqualTo("1,2");
        assertThat(rows.get(1).path("values").path(percentage.code()).asText()).isEqualTo("无");
        assertThat(rows.get(2).path("values").path(percentage.code()).asText()).isEmpty();
        assertThat(view.path("ready").asBoolean()).isFalse();
        assertThat(upload(unit, work, download(work)).message()).contains("相同");
    }

    @Test
    void oneWrongCellKeepsTheWholeTableOut() {
        OpenWork work = matrix();
        Staff unit = staff(UNIT);
        unit.form(work.taskId());
        Indicator percentage = percentage();
        State before = state(work.taskId());
        for (Map.Entry<String, String> wrong : Map.of(
                        "88.5%", "去掉百分号",
                        "约88", "不是数字",
                        "-3", "不能是负数",
                        "120", "百分比不能超过100",
                        "NaN", "不是数字",
                        "不适用", "不能填“不适用”")
                .entrySet()) {
            byte[] file = after(download(work), sheet -> {
                cell(sheet, 3, percentage.code()).setCellValue(77);
                cell(sheet, 5, percentage.code()).setCellValue(wrong.getKey());
            });
            Answer answer = upload(unit, work, file);
            assertThat(faults(answer)).singleElement().asString().contains("第6行", wrong.getValue());
            assertThat(answer.json().path("fileName").asText()).isEqualTo("标注了问题的填好的表格.xlsx");
            assertThat(state(work.taskId())).isEqualTo(before);
            assertThat(marked(answer, percentage)).contains(wrong.getValue());
        }
    }

    /** The comment on the faulty cell of the annotated copy. */
    private static String marked(Answer answer, Indicator indicator) {
        byte[] copy = Base64.getDecoder().decode(answer.json().path("annotated").asText());
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(copy))) {
            return cell(workbook.getSheetAt(1), 5, indicator.code())
                    .getCellComment()
                    .getString()
                    .getString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aNumberThatIsNoNumberOfTheListIsRefused() {
        OpenWork work = matrix();
        Indicator list = township(Indicator::checklist);
        int items = ((Checklist) list.method()).items().size();
        byte[] file = after(download(work), sheet -> cell(sheet, 3, list.code()).setCellValue("1、" + (items + 1)));
        assertThat(faults(upload(staff(UNIT), work, file)))
                .singleElement()
                .asString()
                .contains("不在可选的" + items + "项里");
    }

    @Test
    void aTownshipOfAnotherCountyAndRowsThatAreMissingOrDoubledAreNamed() {
        OpenWork work = matrix();
        byte[] file = after(download(work), sheet -> {
            String first = text(cell(sheet, 3, "乡镇（街道）"));
            cell(sheet, 3, "行").setCellValue("matrix|331121101");
            cell(sheet, 4, "行").setCellValue(text(cell(sheet, 5, "行")));
            assertThat(first).isNotEmpty();
        });
        assertThat(faults(upload(staff(UNIT), work, file)))
                .anySatisfy(fault -> assertThat(fault).contains("第4行", "这一行不在您这次要填的内容里（不是模板里的行，或从别的表格复制而来）。请删去这一行。"))
                .anySatisfy(fault -> assertThat(fault).contains("第5行", "行可能错开了"))
                .anySatisfy(fault -> assertThat(fault).contains("第6行", "这一行和第5行是同一项，重复了。请删去一行。"))
                .anySatisfy(fault -> assertThat(fault).contains("缺少“").contains("”一行"));
    }

    @Test
    void rowsMayBeSortedButNamesMayNotMoveWithoutTheirFigures() {
        OpenWork work = matrix();
        Staff unit = staff(UNIT);
        Indicator percentage = percentage();
        byte[] file = download(work);
        byte[] namesMoved = after(file, sheet -> {
            Cell first = cell(sheet, 3, "乡镇（街道）");
            Cell second = cell(sheet, 4, "乡镇（街道）");
            String name = first.getStringCellValue();
            first.setCellValue(second.getStringCellValue());
            second.setCellValue(name);
        });
        assertThat(faults(upload(unit, work, namesMoved))).hasSize(2).allSatisfy(fault -> assertThat(fault)
                .contains("行可能错开了"));
        byte[] sorted = after(file, sheet -> {
            cell(sheet, 3, percentage.code()).setCellValue(61);
            int last = sheet.getLastRowNum();
            for (Cell cell : sheet.getRow(3)) {
                Cell other =
                        sheet.getRow(last).getCell(cell.getColumnIndex(), Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
                String mine = text(cell);
                String theirs = text(other);
                other.setCellValue(mine);
                cell.setCellValue(theirs);
            }
        });
        assertThat(upload(unit, work, sorted).message()).contains("已填入1行");
        JsonNode first = Staff.stream(
                        Staff.section(unit.form(work.taskId()).json(), "matrix").path("rows"))
                .get(0);
        assertThat(first.path("values").path(percentage.code()).asText()).isEqualTo("61.0");
    }

    @Test
    void whatAColleagueChangedMeanwhileIsNotOverwritten() {
        OpenWork work = matrix();
        Indicator percentage = percentage();
        byte[] file = after(download(work), sheet -> {
            cell(sheet, 3, percentage.code()).setCellValue(50);
            cell(sheet, 4, percentage.code()).setCellValue(51);
        });
        Staff colleague = colleague(UNIT);
        String township = Staff.stream(
                        Staff.section(colleague.form(work.taskId()).json(), "matrix")
                                .path("rows"))
                .get(0)
                .path("key")
                .asText();
        colleague.change(work.taskId(), "matrix", township, Map.of(percentage.code(), "49"));
        List<String> before = typed(work.taskId());
        assertThat(faults(upload(staff(UNIT), work, file)))
                .singleElement()
                .asString()
                .contains("第4行", UNIT + "-2在网页上改过这一行");
        assertThat(typed(work.taskId())).isEqualTo(before);
    }

    @Test
    void anotherTasksWorkbookAndAnotherOfficesUploadAreRefused() {
        OpenWork work = matrix();
        OpenWork figures = task("taskEnterFigures", "shi-hsz");
        assertThat(faults(upload(staff(UNIT), work, download(figures))))
                .singleElement()
                .asString()
                .contains("不是要上传的那张表格");
        OpenWork others = task("taskEnterFigures", "shi-wjw");
        assertThat(faults(upload(staff("shi-wjw"), others, download(figures))))
                .singleElement()
                .asString()
                .contains("不是要上传的那张表格");
        Answer foreign = upload(staff("shi-wjw"), work, download(work));
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(staff("shi-wjw")
                        .get("/api/tasks/" + work.taskId() + "/workbook")
                        .status())
                .isEqualTo(404);
        assertThat(upload(stranger(), work, download(work)).status()).isEqualTo(401);
    }

    @Test
    void aRowOfAnotherUnitsIndicatorIsRefused() {
        startYear();
        OpenWork own = task("taskEnterFigures", "shi-hsz");
        String foreign = tables.ofDistrict(YEAR, YUNHE).indicators().stream()
                .filter(indicator ->
                        indicator.officiallyScored() && !indicator.owner().equals("shi-hsz"))
                .findFirst()
                .orElseThrow()
                .code();
        byte[] file = after(download(own), sheet -> cell(sheet, 3, "行").setCellValue(foreign + "|" + YUNHE));
        assertThat(faults(upload(staff("shi-hsz"), own, file)))
                .anySatisfy(fault -> assertThat(fault).contains("第4行", "这一行不在您这次要填的内容里（不是模板里的行，或从别的表格复制而来）。请删去这一行。"));
    }

    @Test
    void aFormWithoutATableToFillInOffersNone() {
        startYear();
        OpenWork confirm = task("taskConfirmAssignment", YUNHE_OFFICE);
        Staff county = staff(YUNHE_OFFICE);
        assertThat(county.form(confirm.taskId()).json().path("workbook").asBoolean())
                .isFalse();
        assertThat(county.get("/api/tasks/" + confirm.taskId() + "/workbook").message())
                .contains("这项任务没有可以下载填写的表格，请在网页上填写。");
    }
}
