package cn.healthylishui.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import cn.healthylishui.assessment.ApplicationTest;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.rehearsal.YearInput.ListEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** A year's input as workbooks: what is written is read again, and whatever is wrong with a set is told at once. */
class RehearsalSetTest extends ApplicationTest {

    private static final String TOWNSHIPS = "06-township-scores.xlsx";
    private static final String SELF = "07-self-scores.xlsx";
    private static final String OFFICIAL = "08-official-figures.xlsx";
    private static final String CHECKS = "09-spot-checks.xlsx";
    private static final String UNITS = "11-unit-tasks.xlsx";
    private static final String BALLOTS = "12-ballots.xlsx";

    @Autowired
    private RehearsalSets sets;

    @Autowired
    private SetWriter writer;

    @Autowired
    private AssessmentYears years;

    @Autowired
    private YearRoster roster;

    @Autowired
    private IndicatorTables tables;

    @Autowired
    private Organization organization;

    @TempDir
    private Path set;

    private YearInput made;

    @BeforeEach
    void writeASet() throws Exception {
        years.prepare(YEAR, RehearsalSets.ACTOR);
        made = rehearsedYear.made(YEAR, 7);
        writer.write(made, set);
    }

    @Test
    void what_is_written_is_read_again() throws Exception {
        RehearsalSets.Reading reading = sets.read(YEAR, set);

        assertThat(reading.faults().lines()).isEmpty();
        YearInput read = sets.take(YEAR, reading.data());
        assertThat(read.detours()).isFalse();
        List<String> districts = new ArrayList<>();
        organization.districts().stream().map(one -> one.code()).sorted().forEach(districts::add);
        assertThat(read.seeds(districts)).isEqualTo(made.seeds(districts)).hasSize(10);
        for (String district : districts) {
            assertThat(read.countyText(district)).isEqualTo(made.countyText(district));
            assertThat(read.ownList(district))
                    .extracting(ListEntry::title, ListEntry::review)
                    .isEqualTo(made.ownList(district).stream()
                            .map(entry -> tuple(entry.title(), entry.review()))
                            .toList());
            for (Indicator indicator : tables.ofDistrict(YEAR, district).indicators()) {
                if (!indicator.method().typed()) {
                    continue;
                }
                same(read.reported(district, indicator.code()), made.reported(district, indicator.code()));
            }
            for (var township : roster.townships(YEAR, district)) {
                for (Indicator indicator : tables.ofTownshipsIn(YEAR, district).indicators()) {
                    same(
                            read.reported(township.code(), indicator.code()),
                            made.reported(township.code(), indicator.code()));
                }
            }
        }
        // The unit that grades the suppliers of meals names their number; the other one has none to name.
        assertThat(read.selfScore("shi-scj", "K4-09-2", true)).isEqualTo(made.selfScore("shi-scj", "K4-09-2", true));
        assertThat(read.selfScore("shi-jyj", "K4-09-2", false))
                .isEqualTo(made.selfScore("shi-jyj", "K4-09-2", false))
                .isNotEqualTo(made.selfScore("shi-jyj", "K4-09-2", true));
        assertThat(read.objections()).isEqualTo(made.objections());
        assertThat(read.misconduct()).isEqualTo(made.misconduct());
        assertThat(read.mark("ld-cy-01", "shi-wjw")).isEqualTo(made.mark("ld-cy-01", "shi-wjw"));
        assertThat(read.ownUnitsLeftOut("331127")).isEqualTo(made.ownUnitsLeftOut("331127"));
        assertThat(read.tasks().orElseThrow())
                .anySatisfy(task -> assertThat(task.code()).isEqualTo("B2-01"))
                .noneSatisfy(task -> assertThat(task.code()).isEqualTo(LateKeyWork.WITHDRAWN));
    }

    /** 是 for 1; else to the last digit. */
    private static void same(YearInput.Figure read, YearInput.Figure made) {
        String value = read.value().equals("是") ? "1" : read.value().equals("否") ? "0" : read.value();
        assertThat(value).isEqualTo(made.value());
        assertThat(read.reference()).isEqualTo(made.reference());
    }

    @Test
    void a_set_says_all_its_faults_at_once_each_with_its_place_and_how_to_mend_it() throws Exception {
        SetBook.change(set, "01-settings.xlsx", book -> {
            book.cell("年度参数", "值", "PASS_BOUND").setCellValue("九百");
            book.cell("抽签", "抽签种子", "青田县").setCellValue("abc");
            book.cell("抽签", "抽查数", "缙云县").setCellValue(3);
            book.cell("抽签", "抽签文字", "云和县").setBlank();
        });
        SetBook.change(set, TOWNSHIPS, book -> {
            book.cell("青田县", "数值", "331121001", "T013").setCellValue("约三十");
            book.cell("青田县", "数值", "331121002", "T013").setCellValue(-3);
            book.cell("青田县", "数值", "331121003", "T013").setCellValue("NaN");
            book.cell("青田县", "数值", "331121004", "T013").setCellValue("85%");
            percent(book, book.cell("青田县", "数值", "331121106", "T013"));
            date(book, book.cell("青田县", "数值", "331121107", "T013"));
            Cell formula = book.cell("青田县", "数值", "331121101", "T013");
            formula.setCellFormula("1/0");
            book.workbook().getCreationHelper().createFormulaEvaluator().evaluateFormulaCell(formula);
            book.cell("青田县", "数值", "331121102", "T013").setBlank();
            book.cell("青田县", "数值", "331121103", "T004").setCellValue(104);
            book.cell("青田县", "数值", "331121104", "T001").setCellValue("无");
            book.cell("青田县", "不适用意见", "331121105", "T013").setCellValue("同意");
            book.cell("缙云县", "乡镇（街道）编码", "331122001", "T001").setCellValue("331121001");
            book.cell("缙云县", "乡镇（街道）编码", "331122001", "T002").setCellValue("999");
            book.cell("遂昌县", "指标编码", "331123001", "T003").setCellValue("T999");
            Sheet songyang = book.sheet("松阳县");
            copy(SetBook.row(songyang, "331124001", "T001"), songyang.createRow(songyang.getLastRowNum() + 1));
            book.remove("云和县", "331125001", "T005");
            book.remove("云和县", "331125001", "T006");
        });
        SetBook.change(
                set, SELF, book -> book.cell("本级自查", "数值", "331102", "C004").setCellValue(101));
        SetBook.change(
                set, OFFICIAL, book -> book.cell("官方数据", "数值", "331102", "C001").setCellValue("也许"));
        SetBook.change(set, OFFICIAL, book -> {
            book.cell("本地清单", "完成率", "331102", "1").setCellValue(101);
            book.cell("本地清单", "理由", "331121", "1").setBlank();
            book.cell("本地清单", "完成率", "331121", "1").setCellValue(80);
            book.cell("本地清单", "负责单位编码", "331122", "1").setCellValue("shi-jyj");
            book.cell("本地清单", "年度目标", "331123", "关键性指标", "1").setCellValue("很多");
            book.cell("本地清单", "名称", "331124", "年度重点工作", "2")
                    .setCellValue(book.text("本地清单", "名称", "331124", "年度重点工作", "1"));
            book.remove("本地清单", "331125", "关键性指标", "1");
            book.remove("本地清单", "331125", "关键性指标", "2");
            book.cell("本地清单", "序号", "331126", "年度重点工作", "3").setCellValue(5);
            book.cell("本地清单", "县区编码", "331127", "年度重点工作", "3").setCellValue("331199");
            book.add("官方数据", "C054", "", "", "331102", "", "90");
        });
        SetBook.change(set, CHECKS, book -> {
            book.cell("青田县", "核查值", "331121108", "T013").setCellValue("少");
            book.cell("本级", "不采用的理由", "331102", "C001").setCellValue("不采用");
        });
        SetBook.change(set, "10-own-units.xlsx", book -> {
            book.cell("直属单位考核", "不考核的理由", "331127").setBlank();
            book.cell("直属单位得分率", "得分率", "qingtian-wjj").setCellValue(120);
        });
        SetBook.change(set, UNITS, book -> {
            book.cell("单位任务", "自评得分率", "shi-xcb", "K1-01-1").setCellValue(100.55);
            book.cell("评审", "得分率", "shi-xcb", "K1-01-2", "city-office").setCellValue(12);
            book.cell("单位任务", "裁定得分率", "shi-xcb", "K1-01-2").setBlank();
            book.remove("评审", "K1-01-3", "city-office");
            book.cell("重点任务", "专项组", "K1-01-4").setCellValue("9");
            book.add("重点任务", "B2-05", "章", "节", "再加一项任务。", "1");
            book.add("单位任务", "shi-wu", "", "B2-05", "", "", "90");
        });
        SetBook.change(set, BALLOTS, book -> {
            book.cell("测评票", "评价", "ld-cy-01", "shi-wjw").setCellValue("还行");
            book.remove("测评票", "ld-cy-02", "shi-wjw");
            book.cell("测评人员", "姓名", "ld-cy-03").setCellValue("测评人ld-cy-04");
        });
        SetBook.change(set, "13-objections.xlsx", book -> {
            book.cell("异议", "对象编码", "city-office").setCellValue("331199");
            book.cell("异议", "更正为", "T013").setCellValue("很高");
        });
        SetBook.change(set, "14-misconduct.xlsx", book -> book.cell("弄虚作假", "情节", "群众来信")
                .setBlank());

        List<String> lines = sets.read(YEAR, set).faults().lines();

        Map<String, List<String>> expected = Map.of(
                "01-settings.xlsx",
                List.of(
                        "“年度参数”表第5行C列：“合格分数线”应为1至1000之间的数（分），最多两位小数，不能是“九百”。",
                        "“抽签”表第5行E列：抽签种子应为64位十六进制数",
                        "“抽签”表第6行D列：抽查数与“年度参数”里的2个不同，请写明理由。",
                        "F列：还没有填抽签文字"),
                TOWNSHIPS,
                List.of(
                        "“约三十”不是数字",
                        "不能是负数，现在填的是-3",
                        "“NaN”不是数字",
                        "“85%”请去掉百分号",
                        "百分比格式",
                        "这一格是日期",
                        "公式出错",
                        "还没有填。没有数据的，请填“无”。",
                        "百分比不能超过100，现在填的是104。",
                        "必备指标没有数据，是否达标不明",
                        "数值不是“不适用”，这里不用填",
                        "鹤城街道由331121青田县考核，不归缙云县。请把这一行移到“青田县”表。",
                        "编码“999”不在乡镇（街道）名单（05-townships.xlsx）里",
                        "指标“T999”不在指标表（04-indicators-township.xlsx）里",
                        "与第4行重复，只能有一行",
                        "“云和县”表：缺少331125001浮云街道的指标T005、T006的行。请补上。"),
                SELF,
                List.of("百分比不能超过100，现在填的是101。"),
                OFFICIAL,
                List.of(
                        "“也许”不能识别，请选“是”或“否”。",
                        "完成率不能超过100，现在填的是101。",
                        "不到100%的，请写明理由，当地会看到。",
                        "331122缙云县没有编码为“shi-jyj”的成员单位，请核对编码。",
                        "关键性指标的目标应是数字，最多4位小数，现在填的是“很多”。",
                        "与序号1的名称相同，请删去一行或改名称。",
                        "“本地清单”表：331125云和县没有一项关键性指标。请补上，两类各至少一项。",
                        "没有序号4。同一地方同一类从1编起，不能跳号。",
                        "没有编码为“331199”的县（市、区）或开发区",
                        "指标“C054”由对口市直单位逐项评审，填在“本地清单”表。请删去这一行。"),
                CHECKS,
                List.of("“少”不是数字", "核查值空着，就是与自报一致，这里不用填"),
                "10-own-units.xlsx",
                List.of("不考核的，请写明理由。", "应为0至100的整数，现在填的是120。"),
                UNITS,
                List.of(
                        "得分率不能超过100，现在填的是100.55。",
                        "各家评审的得分率不同，请填市健康丽水办裁定的得分率。",
                        "任务K1-01-3的行。请补上。",
                        "没有编号为“9”的专项组",
                        "新增任务的编码要依次编，这一项应为B2-02。",
                        "本年度名册里没有编码为“shi-wu”的市直单位"),
                BALLOTS,
                List.of("“还行”不在可选的范围里", "席位ld-cy-02对shi-wjw的评价", "一人只能投一票"),
                "13-objections.xlsx",
                List.of("没有编码为“331199”的县（市、区）", "“很高”不是数字"),
                "14-misconduct.xlsx",
                List.of("认定的，请选情节“严重”或“一般”。"));
        expected.forEach((file, faults) -> faults.forEach(fault -> assertThat(lines)
                .as(file + " " + fault)
                .anyMatch(line -> line.startsWith(file + " ") && line.contains(fault))));
        assertThat(lines).as("each has its place").allMatch(line -> line.contains("表"));
        assertThat(lines)
                .as("none comes of another")
                .hasSize(expected.values().stream().mapToInt(List::size).sum());
    }

    @Test
    void what_values_are_compared_with_is_given_once_and_typed_only_where_the_year_cannot_know_it() throws Exception {
        SetBook.change(set, SELF, book -> {
            book.cell("本级自查", "上年值", "331102", "C031").setCellValue(99);
            book.cell("本级自查", "上年值", "331121", "C038").setBlank();
            book.cell("本级自查", "上年值", "331102", "C016").setCellValue(1);
        });
        SetBook.change(set, OFFICIAL, book -> {
            book.cell("参照值", "发布单位", "Z021").setBlank();
            book.cell("参照值", "参照值", "Z034").setCellValue("约八成");
            Sheet published = book.sheet("参照值");
            copy(SetBook.row(published, "Z021"), published.createRow(published.getLastRowNum() + 1));
            book.add("参照值", "C031", "健康社区（村）建设覆盖率", "", "50", "某处", "某文");
            book.remove("参照值", "C022");
        });

        assertThat(sets.read(YEAR, set).faults().lines())
                .extracting(line -> line.replaceFirst("[^：]*：", ""))
                .containsExactlyInAnyOrder(
                        "全市平均值由系统给出（按各地的数算出），不用填，请清空。",
                        "演练的系统里没有上年度。请填上年值，并在说明里写明理由和出处。",
                        "这项指标不用参照值，请清空。",
                        "请填发布单位。",
                        "“约八成”不是数字，请只填数字，例如 35.2。",
                        "与第5行重复，只能有一行。请删去一行。",
                        "指标“C031”没有官方参照值要填。请核对编码，或删去这一行。");
    }

    @Test
    void two_averages_of_one_thing_are_refused_whichever_units_give_them() throws Exception {
        // C022 is 市教育局's, Z034 市市场监管局's.
        SetBook.change(set, "02-indicators-county.xlsx", book -> book.cell("指标", "指标名称", "C022")
                .setCellValue("食品安全群众满意度"));
        SetBook.change(set, OFFICIAL, book -> {
            book.cell("参照值", "参照值", "C022").setCellValue(50);
            book.cell("参照值", "参照值", "Z034").setCellValue(60);
        });

        assertThat(sets.read(YEAR, set).faults().lines()).singleElement().satisfies(line -> assertThat(line)
                .contains("“食品安全群众满意度”的全省平均值填了两个数：50和60。一项内容只能有一个，请改成一样的。"));
    }

    private static void percent(SetBook book, Cell cell) {
        CellStyle style = book.workbook().createCellStyle();
        style.setDataFormat(book.workbook().createDataFormat().getFormat("0%"));
        cell.setCellValue(0.35);
        cell.setCellStyle(style);
    }

    private static void date(SetBook book, Cell cell) {
        CellStyle style = book.workbook().createCellStyle();
        style.setDataFormat(book.workbook().createDataFormat().getFormat("yyyy-mm-dd"));
        cell.setCellValue(44000);
        cell.setCellStyle(style);
    }

    private static void copy(Row from, Row to) {
        from.forEach(cell -> {
            switch (cell.getCellType()) {
                case NUMERIC -> to.createCell(cell.getColumnIndex()).setCellValue(cell.getNumericCellValue());
                case STRING -> to.createCell(cell.getColumnIndex()).setCellValue(cell.getStringCellValue());
                default -> to.createCell(cell.getColumnIndex());
            }
        });
    }

    @Test
    void a_set_of_an_earlier_version_has_no_lists_and_a_district_that_is_not_in_them_gets_nothing() throws Exception {
        SetBook.change(set, OFFICIAL, book -> {
            book.workbook().removeSheetAt(book.workbook().getSheetIndex("本地清单"));
        });

        RehearsalSets.Reading reading = sets.read(YEAR, set);

        assertThat(reading.faults().lines()).isEmpty();
        assertThat(sets.take(YEAR, reading.data()).ownList("331121"))
                .isNotEmpty()
                .allSatisfy(entry -> {
                    assertThat(entry.review().percent()).isEqualTo("0");
                    assertThat(entry.review().reason()).contains("没有当地的行，按0计");
                });
    }

    @Test
    void files_that_are_missing_misnamed_of_another_year_or_another_kind_are_told() throws Exception {
        Files.move(set.resolve("13-objections.xlsx"), set.resolve("13-异议.xlsx"));
        Files.copy(set.resolve(SELF), set.resolve(OFFICIAL), StandardCopyOption.REPLACE_EXISTING);
        Files.write(set.resolve("14-misconduct.xlsx"), "没有".getBytes(StandardCharsets.UTF_8));
        Files.copy(
                set.resolve("05-townships.xlsx"),
                set.resolve("10-own-units.xlsx"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(set.resolve("说明.txt"), "去年的数据");
        Files.writeString(set.resolve("~$01-settings.xlsx"), "");
        SetBook.change(set, BALLOTS, book -> {
            Sheet info = book.workbook().getSheet("模板信息");
            info.forEach(row -> row.forEach(cell -> {
                if (cell.toString().equals("2021/BALLOTS")) {
                    cell.setCellValue("2020/BALLOTS");
                }
            }));
        });

        RehearsalSets.Reading reading = sets.read(YEAR, set);

        assertThat(reading.ignored()).containsExactly("说明.txt");
        assertThat(reading.faults().lines())
                .anyMatch(line -> line.startsWith("13-objections.xlsx 整个文件：缺少这个文件（异议）"))
                .anyMatch(line -> line.startsWith("13-异议.xlsx 整个文件：不是数据集里的文件"))
                .anyMatch(line -> line.startsWith(OFFICIAL + " 整个文件：放错了文件：这里应是“官方数据”"))
                .anyMatch(line -> line.startsWith("14-misconduct.xlsx 整个文件：这不是 Excel 工作簿"))
                .anyMatch(line -> line.startsWith("10-own-units.xlsx 整个文件：不是演练数据集的文件"))
                .anyMatch(line -> line.startsWith(BALLOTS + " 整个文件：这是2020年度的数据，这次演练的是2021年度"))
                .noneMatch(line -> line.contains("~$"))
                .hasSize(6);
    }

    @Test
    void a_tie_stops_the_year_and_says_who_is_level_and_where_to_mend_it() throws Exception {
        Set<String> wanted = Set.of("taskConfirmAssignment", "taskFillMatrix", "taskConsolidate");
        SetBook.change(set, TOWNSHIPS, book -> {
            for (String column : List.of("数值", "上年值")) {
                Sheet sheet = book.sheet("云和县");
                for (Row row : sheet) {
                    if (row.getRowNum() > 2 && row.getCell(0).toString().equals("331125001")) {
                        String item = row.getCell(2).toString();
                        Cell to = book.cell("云和县", column, "331125002", item);
                        Cell from = book.cell("云和县", column, "331125001", item);
                        switch (from.getCellType()) {
                            case NUMERIC -> to.setCellValue(from.getNumericCellValue());
                            case STRING -> to.setCellValue(from.getStringCellValue());
                            default -> to.setBlank();
                        }
                    }
                }
            }
        });
        RehearsalSets.Reading reading = sets.read(YEAR, set);
        assertThat(reading.faults().lines()).isEmpty();
        YearInput input = sets.take(YEAR, reading.data());

        BlockedYear blocked = catchThrowableOfType(
                BlockedYear.class,
                () -> rehearsedYear.run(
                        input,
                        work -> wanted.contains(work.key())
                                && (work.key().equals("taskConfirmAssignment")
                                        || "331125".equals(work.text("district"))),
                        Pace.STANDING,
                        line -> {}));

        assertThat(blocked.words())
                .singleElement()
                .asString()
                .contains("yunhe-jkb", "浮云街道、元和街道都是", "06-township-scores.xlsx");
    }
}
