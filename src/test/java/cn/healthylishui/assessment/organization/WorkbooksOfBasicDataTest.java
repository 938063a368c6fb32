package cn.healthylishui.assessment.organization;

import static cn.healthylishui.assessment.year.CycleFixture.CITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.healthylishui.assessment.workbook.Fault;
import cn.healthylishui.assessment.workbook.FaultyWorkbook;
import cn.healthylishui.assessment.year.CycleFixture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkbooksOfBasicDataTest {

    private static final String REASON = "年度核对";

    private CycleFixture fixture;
    private Townships townships;
    private TownshipWorkbook townshipWorkbook;
    private MemberUnits units;
    private MemberUnitWorkbook unitWorkbook;

    @BeforeEach
    void open() {
        fixture = new CycleFixture("2022-01-04T09:05");
        townships = fixture.get(Townships.class);
        townshipWorkbook = fixture.get(TownshipWorkbook.class);
        units = fixture.get(MemberUnits.class);
        unitWorkbook = fixture.get(MemberUnitWorkbook.class);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static byte[] edited(byte[] file, Consumer<Sheet> edit) {
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(file));
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            edit.accept(workbook.getSheetAt(0));
            workbook.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void set(Sheet sheet, int row, int column, String text) {
        Row cells = sheet.getRow(row - 1) == null ? sheet.createRow(row - 1) : sheet.getRow(row - 1);
        cells.createCell(column - 1).setCellValue(text);
    }

    private static List<String> faults(Runnable reading) {
        FaultyWorkbook faulty = catchThrowableOfType(FaultyWorkbook.class, reading::run);
        assertThat(faulty).as("a workbook with faults").isNotNull();
        return faulty.faults().stream().map(Fault::toString).toList();
    }

    @Test
    void townships_come_back_as_they_went_out() {
        List<TownshipLine> read = townshipWorkbook.read(townshipWorkbook.export());

        assertThat(read).isEqualTo(townships.open()).hasSize(173);
        assertThat(townships.difference(read)).isEmpty();
    }

    @Test
    void every_fault_of_a_township_list_is_told_with_its_cell_and_nothing_is_taken_over() {
        byte[] file = edited(townshipWorkbook.export(), sheet -> {
            String first = sheet.getRow(3).getCell(0).getStringCellValue();
            set(sheet, 5, 1, first); // a second one of this code
            set(sheet, 6, 2, "");
            set(sheet, 7, 1, "12345");
        });

        assertThat(faults(() -> townshipWorkbook.read(file)))
                .hasSize(3)
                .anySatisfy(fault -> assertThat(fault).contains("第5行A列").contains("重复"))
                .anySatisfy(fault -> assertThat(fault).contains("第6行B列").contains("请填写名称"))
                .anySatisfy(fault -> assertThat(fault).contains("第7行A列").contains("应为9位数字"));
    }

    @Test
    void a_township_in_two_districts_and_a_district_that_is_none_are_told() {
        byte[] twice = edited(townshipWorkbook.export(), sheet -> {
            Row last = sheet.getRow(sheet.getLastRowNum());
            set(sheet, last.getRowNum() + 2, 1, "331121101");
            set(sheet, last.getRowNum() + 2, 2, "温溪镇");
            set(sheet, last.getRowNum() + 2, 3, "镇");
            set(sheet, last.getRowNum() + 2, 4, "云和县");
        });
        assertThat(faults(() -> townshipWorkbook.read(twice)))
                .anySatisfy(fault -> assertThat(fault).contains("第177行A列").contains("列在青田县和云和县两处"));

        byte[] nowhere = edited(townshipWorkbook.export(), sheet -> set(sheet, 4, 4, "杭州市"));
        assertThat(faults(() -> townshipWorkbook.read(nowhere)))
                .anySatisfy(fault -> assertThat(fault).contains("第4行D列"));
    }

    @Test
    void a_list_without_a_districts_townships_or_without_any_is_refused() {
        byte[] empty = edited(townshipWorkbook.export(), sheet -> {
            for (int row = sheet.getLastRowNum(); row >= 3; row--) {
                sheet.removeRow(sheet.getRow(row));
            }
        });

        assertThat(faults(() -> townshipWorkbook.read(empty)))
                .singleElement()
                .asString()
                .contains("一行也没有");
    }

    @Test
    void member_units_come_back_as_they_went_out() {
        List<MemberUnitLine> read = unitWorkbook.read(unitWorkbook.export());

        assertThat(read).isEqualTo(units.open()).hasSize(260);
        assertThat(units.difference(read)).isEmpty();
    }

    @Test
    void what_a_list_of_member_units_would_change_is_said_before_and_done_after() {
        byte[] file = edited(unitWorkbook.export(), sheet -> set(sheet, 4, 3, "某某新单位"));

        List<MemberUnitLine> read = unitWorkbook.read(file);

        assertThat(units.difference(read)).hasSize(1).allSatisfy(change -> assertThat(change.after())
                .contains("某某新单位"));
        assertThat(units.replace(read, REASON, CITY)).hasSize(1);
        assertThat(fixture.get(Organization.class).memberUnits())
                .extracting(MemberUnit::name)
                .contains("某某新单位");
    }

    @Test
    void a_member_unit_that_is_needed_cannot_be_left_out_of_the_list() {
        fixture.use("qingtian-wjj", "有1项任务没有办结（2021年度填报乡镇（街道）考核表）");
        byte[] file = edited(unitWorkbook.export(), sheet -> {
            for (int row = 3; row <= sheet.getLastRowNum(); row++) {
                if (sheet.getRow(row).getCell(2).getStringCellValue().equals("青田县卫生健康局")) {
                    set(sheet, row + 1, 1, "");
                    for (int column = 1; column < 5; column++) {
                        set(sheet, row + 1, column + 1, "");
                    }
                }
            }
        });

        assertThat(faults(() -> unitWorkbook.read(file)))
                .singleElement()
                .asString()
                .contains("青田县卫生健康局还不能撤销", "填报乡镇（街道）考核表");
    }

    @Test
    void a_list_of_townships_is_no_list_of_member_units() {
        assertThat(faults(() -> unitWorkbook.read(townshipWorkbook.export())))
                .singleElement()
                .asString()
                .contains("不是要上传的那张表格");
    }
}
