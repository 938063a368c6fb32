package cn.healthylishui.assessment.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.healthylishui.assessment.scoring.Comparison;
import cn.healthylishui.assessment.scoring.Reference;
import cn.healthylishui.assessment.scoring.ReferenceBasis;
import cn.healthylishui.assessment.scoring.ReferenceKind;
import cn.healthylishui.assessment.scoring.Tiers;
import cn.healthylishui.assessment.workbook.Fault;
import cn.healthylishui.assessment.workbook.FaultyWorkbook;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables as workbooks, edited as Excel would and read back. */
class TableWorkbookTest {

    private static final int HEAD_ROW = 2;
    private static final String SHEET = "指标";

    private static IndicatorFixture fixture;
    private static TableWorkbook workbooks;

    @BeforeAll
    static void start() {
        fixture = new IndicatorFixture(TableWorkbook.class);
        workbooks = fixture.get(TableWorkbook.class);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = TableKind.class,
            names = {"COUNTY", "ZONE", "TOWNSHIP"})
    void nothing_of_a_table_is_lost_on_the_way_out_and_back(TableKind kind) {
        assertThat(workbooks.read(workbooks.export(table(kind)), kind)).isEqualTo(Examples.of(kind));
    }

    @Test
    void a_blank_template_is_well_formed_and_says_that_nothing_is_in_it() {
        assertThat(faults(workbooks.blank(TableKind.ZONE), TableKind.ZONE))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("表里没有指标"));
    }

    @Test
    void the_template_of_another_table_is_refused() {
        assertThat(faults(workbooks.export(table(TableKind.ZONE)), TableKind.COUNTY))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("不是要上传的那张表格"));
    }

    @ParameterizedTest(name = "{1} of {0} as “{2}”")
    @CsvSource({
        "C016, 编码, '', A, 请填写编码",
        "C016, 编码, C015, A, 编码C015和第18行重复",
        "C016, 编码, X1, A, '应是“C”加三位数字'",
        "C016, 编码, Z016, A, '应是“C”加三位数字'",
        "C016, 指标名称, '', B, 请填写“指标名称”",
        "C016, 领域, 健康水平, C, “健康水平”不在可选的范围里",
        "C016, 领域, 必备, C, “必备”只用于必备指标",
        "C001, 领域, 提升健康水平, C, 必备指标的领域应选“必备”",
        "C001, 必备内容, '', D, 必备指标请选择属于哪项必备内容",
        "C001, 必备内容, 吃饭, D, “吃饭”不在可选的范围里",
        "C016, 必备内容, 医联体建设, D, 必备内容应留空",
        "C016, 满分, '', F, 请填写满分",
        "C016, 满分, -30, F, '满分应大于0，不能是-30'",
        "C016, 满分, 0, F, 满分应大于0",
        "C016, 满分, 29.999, F, 最多两位",
        "C016, 满分, NaN, F, “NaN”不是数字",
        "C016, 满分, 三十, F, “三十”不是数字",
        "C016, 满分, 30%, F, 去掉百分号",
        "C016, 满分, 1001, F, 超过了总分1000",
        "C001, 满分, 5, F, 必备指标不计分",
        "C016, 计量单位, '', G, 请填写“计量单位”",
        "C016, 指标方向, '', H, 请选择“指标方向”",
        "C016, 指标方向, 越低越好, H, 但按评分参数是越高越好",
        "C016, 指标方向, 不分高低, H, ，指标方向不能选“不分高低”。",
        "C016, 指标方向, 是或否, H, 指标方向是“是或否”的，评分方法用“达标得分”或“必备”，比较用“等于”，目标值填1（是）或0（否）。",
        "C012, 指标方向, 越高越好, H, 清单得分的指标方向应选“计数”",
        "C013, 指标方向, 越高越好, H, 评判得分的指标方向应选“不分高低”",
        "C016, 评分方法, '', I, 请选择“评分方法”",
        "C016, 评分方法, 抓阄, I, “抓阄”不在可选的范围里",
        "C016, 评分方法, 必备, I, 评分方法“必备”只用于必备指标",
        "C001, 评分方法, 达标得分, I, 必备指标的评分方法应选“必备”",
        "C004, 比较, '', J, “必备”要填“比较”",
        "C004, 比较, 差不多, J, “差不多”不在可选的范围里",
        "C017, 比较, 等于（=）, M, '分档得分不能用 ='",
        "C016, 目标值, 77, L, 目标值和起评值都是 77",
        "C016, 目标值, '', K, “按比例得分”要填“目标值”",
        "C016, 目标值, 81.12345, L, '最多 4 位'",
        "C016, 分档, 95得100%, M, “按比例得分”用不到“分档”",
        "C017, 分档, 3得100%；2得80%, M, 各档界线须由低到高",
        "C017, 分档, 3得80%；5得80%, M, 各档得分比例须逐档降低",
        "C017, 分档, 3得120%, M, 不在 0 到 1 之间",
        "C017, 分档, 3得-10%, M, 不在 0 到 1 之间",
        "C017, 分档, 随便写的, M, 看不懂",
        "C017, 分档, '；', M, 分档得分至少要有一档",
        "C014, 每次扣分, -2, N, 每次扣分须大于 0",
        "C014, 每次扣分, 0, N, 每次扣分须大于 0",
        "C012, 清单, '', O, “清单得分”要填“清单”",
        "C012, 清单, '甲\n甲', O, 清单里有重复的内容",
        "C015, 参照, 隔壁县, P, “隔壁县”不在可选的范围里",
        "C015, 零分线（%）, 0, R, 满分线 0% 须高于零分线 0%",
        "C013, 评判说明, '', W, “评判得分”要填“评判说明”",
        "C035, 原满分, 0, Y, 原考核满分须大于 0",
        "C035, 采用的考核, '', X, “直接采用”要填“采用的考核”",
        "C016, 数据来源, 道听途说, Z, “道听途说”不在可选的范围里",
        "C016, 责任单位, 市魔法局, AA, 没有名为“市魔法局”的市直单位",
        "C016, 责任单位, shi-lwb, AA, 没有名为",
        "C016, 重点指标, 也许, AB, “也许”不在可选的范围里",
        "C016, 佐证要求, '', AD, 请写明附什么材料",
        "C016, 评分标准, '', AE, 请填写“评分标准”",
        "C001, 评分标准, '', AE, 必备指标没有写评分标准",
        "C016, 依据核对, '', AI, 请选择“依据核对”",
    })
    void a_fault_is_told_with_its_cell_and_how_to_mend_it(
            String code, String column, String value, String letters, String message) {
        assertThat(faults(typed(TableKind.COUNTY, code, column, value), TableKind.COUNTY))
                .anySatisfy(fault -> {
                    assertThat(fault.place()).isEqualTo(place(code, letters));
                    assertThat(fault.message()).contains(message);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "指标名称, 201",
        "计量单位, 51",
        "佐证要求, 501",
        "评分标准, 1001",
        "阶段目标, 501",
        "数据依据, 2001",
    })
    void a_text_longer_than_its_column_is_refused(String column, int length) {
        byte[] file = typed(TableKind.COUNTY, "C016", column, "字".repeat(length));

        assertThat(faults(file, TableKind.COUNTY)).singleElement().satisfies(fault -> assertThat(fault.message())
                .contains("有%d个字，最多%d个字".formatted(length, length - 1)));
    }

    @Test
    void guidance_too_long_for_its_column_is_refused() {
        byte[] file = typed(TableKind.COUNTY, "C013", "评判说明", "字".repeat(4000));

        assertThat(faults(file, TableKind.COUNTY)).singleElement().satisfies(fault -> assertThat(fault.message())
                .contains("太长"));
    }

    @Test
    void all_faults_of_a_workbook_are_told_at_once_and_each_once() {
        byte[] file = edited(TableKind.COUNTY, sheet -> {
            cell(sheet, "C016", "领域").setCellValue("健康水平");
            cell(sheet, "C016", "目标值").setCellValue("七十七");
            cell(sheet, "C017", "分档").setCellValue("");
            cell(sheet, "C018", "责任单位").setCellValue("");
            cell(sheet, "C020", "编码").setCellValue("C019");
        });

        assertThat(faults(file, TableKind.COUNTY))
                .extracting(Fault::place)
                .containsExactlyInAnyOrder(
                        place("C016", "C"),
                        place("C016", "K"),
                        place("C017", "M"),
                        place("C018", "AA"),
                        place("C020", "A"));
    }

    @Test
    void points_that_do_not_come_to_the_full_mark_are_told_with_the_difference() {
        byte[] file = typed(TableKind.COUNTY, "C016", "满分", "25");

        assertThat(faults(file, TableKind.COUNTY)).singleElement().satisfies(fault -> {
            assertThat(fault.place()).isEqualTo("“指标”表第3行F列");
            assertThat(fault.message()).contains("应为1000分，现在是995分，少5分");
        });
        assertThat(workbooks.read(file, TableKind.COUNTY, new BigDecimal("995")))
                .hasSameSizeAs(Examples.of(TableKind.COUNTY));
    }

    @Test
    void of_townships_both_parents_have_the_full_mark_and_the_zone_only_its_own_must_pass_items() {
        byte[] file = edited(TableKind.TOWNSHIP, sheet -> {
            cell(sheet, "T031", "适用范围").setCellValue("仅县（市、区）");
            cell(sheet, "T004", "适用范围").setCellValue("县（市、区）和开发区");
        });

        assertThat(faults(file, TableKind.TOWNSHIP))
                .extracting(Fault::message)
                .anySatisfy(message -> assertThat(message).contains("开发区的街道不含必备指标，满分合计应为1000分，现在是970分，少30分"))
                .anySatisfy(message -> assertThat(message).contains("开发区没有“基本医疗卫生和基本公共体育服务政府履责”这项必备内容"))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"市魔法局", "shi-wjw", "市卫生健康委"})
    void in_the_township_table_the_owner_is_a_type_of_member_unit(String unit) {
        byte[] file = typed(TableKind.TOWNSHIP, "T001", "责任单位", unit);

        assertThat(faults(file, TableKind.TOWNSHIP)).singleElement().satisfies(fault -> assertThat(fault.message())
                .contains("没有“%s”这类成员单位".formatted(unit)));
    }

    @Test
    void a_township_is_compared_with_its_county_itself_or_an_official_figure_only() {
        assertThat(faults(typed(TableKind.TOWNSHIP, "T019", "参照", "全市平均值"), TableKind.TOWNSHIP))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("乡镇（街道）只能与本县平均值、上年值或官方数比较"));
        assertThat(faults(typed(TableKind.TOWNSHIP, "T019", "参照", "下达任务数"), TableKind.TOWNSHIP))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("“下达任务数”不在可选的范围里"));
        assertThat(faults(typed(TableKind.TOWNSHIP, "T019", "参照", "本县平均值"), TableKind.TOWNSHIP))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("开发区只有一个街道，算不出平均"));
        assertThat(faults(typed(TableKind.COUNTY, "C031", "参照", "本县平均值"), TableKind.COUNTY))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("“本县平均值”不在可选的范围里"));
        byte[] official = edited(TableKind.TOWNSHIP, sheet -> {
            cell(sheet, "T019", "参照").setCellValue("全市平均值");
            cell(sheet, "T019", "有官方数").setCellValue("是");
        });
        assertThat(method(official, TableKind.TOWNSHIP, "T019").basis().official())
                .isTrue();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "C015, 有官方数, 是, 只有参照“全市平均值”的才填“有官方数”",
        "C015, 平均范围, 只算县（市、区）, 只有参照“全市平均值”的才填“平均范围”",
        "C015, 各地目标, 莲都区=12, 只有参照“下达任务数”的才填“各地目标”",
        "C015, 参照, 下达任务数, 请写明各地目标，每个地方一个",
        "C031, 分子和分母, 健康村数, 看不懂",
        "C016, 各地目标, 莲都区=12, “按比例得分”用不到“各地目标”",
    })
    void what_is_said_of_a_reference_fits_its_kind(String code, String column, String value, String message) {
        assertThat(faults(typed(TableKind.COUNTY, code, column, value), TableKind.COUNTY))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains(message));
    }

    @Test
    void what_is_official_is_not_worked_out() {
        byte[] file = edited(TableKind.COUNTY, sheet -> {
            cell(sheet, "C031", "有官方数").setCellValue("是");
            cell(sheet, "C031", "平均范围").setCellValue("只算县（市、区）");
            cell(sheet, "C031", "分子和分母").setCellValue("健康村数/村总数");
        });

        assertThat(faults(file, TableKind.COUNTY))
                .extracting(Fault::message)
                .containsExactlyInAnyOrder("有官方数的不用算，“平均范围”请清空。", "有官方数的不用算，“分子和分母”请清空。");
    }

    private static final String ALL_NINE = "莲都区=12；龙泉市=10；青田县=9.5；云和县=3；庆元县=4；缙云县=8；遂昌县=5；松阳县=6；景宁县：7";

    @Test
    void every_district_has_a_target_of_its_own_and_keeps_it_on_the_way_out_and_back() {
        Reference method = method(targets(ALL_NINE), TableKind.COUNTY, "C031");

        assertThat(method.reference()).isEqualTo(ReferenceKind.OWN_TARGET);
        assertThat(method.basis().targets()).hasSize(9);
        assertThat(method.basis().target("331102")).hasValue(new BigDecimal("12"));
        assertThat(method.basis().target("331127")).hasValue(new BigDecimal("7"));
        assertThat(Methods.read("REFERENCE", Methods.parameters(method))).isEqualTo(method);
        assertThat(MethodKind.words(method)).contains("莲都区=12；", "景宁畲族自治县=7");
    }

    @ParameterizedTest
    @CsvSource({
        "；龙泉市=10, '', 没有写龙泉市的目标；每个地方都要有一个",
        "莲都区=12, 莲都区=12；莲都区=13, “莲都区”有两个目标",
        "莲都区=12, 莲都区=12；丽水开发区=3, “丽水开发区”不是这张表考核的地方",
        "莲都区=12, 莲都区=一打, 看不懂",
    })
    void a_target_that_is_missing_or_means_nobody_is_refused(String instead, String of, String message) {
        assertThat(faults(targets(ALL_NINE.replace(instead, of)), TableKind.COUNTY))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains(message));
    }

    private static byte[] targets(String text) {
        return edited(TableKind.COUNTY, sheet -> {
            cell(sheet, "C031", "参照").setCellValue("下达任务数");
            cell(sheet, "C031", "各地目标").setCellValue(text);
        });
    }

    private static Reference method(byte[] file, TableKind kind, String code) {
        return (Reference) workbooks.read(file, kind).stream()
                .filter(indicator -> indicator.code().equals(code))
                .findFirst()
                .orElseThrow()
                .method();
    }

    @Test
    void a_mean_may_leave_the_zone_out_and_may_be_made_of_numerators_and_denominators() {
        byte[] file = edited(TableKind.COUNTY, sheet -> {
            cell(sheet, "C031", "平均范围").setCellValue("只算县（市、区）");
            cell(sheet, "C031", "分子和分母").setCellValue("健康社区（村）数／社区（村）总数");
        });

        Reference method = method(file, TableKind.COUNTY, "C031");

        assertThat(method.basis().countiesOnly()).isTrue();
        assertThat(method.basis().parts()).isEqualTo(new ReferenceBasis.Parts("健康社区(村)数", "社区(村)总数"));
        assertThat(Methods.read("REFERENCE", Methods.parameters(method))).isEqualTo(method);
    }

    @Test
    void parameters_published_before_there_was_a_choice_read_and_are_written_as_they_were() {
        String stored = "{\"reference\":\"CITY_MEAN\",\"better\":\"HIGHER\",\"fullAt\":\"0\",\"zeroAt\":\"-30\"}";

        Reference method = (Reference) Methods.read("REFERENCE", stored);

        assertThat(method.basis()).isEqualTo(ReferenceBasis.DEFAULT);
        assertThat(Methods.parameters(method)).isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource({
        "COUNTY, 'C015、C022、C031、C038的参照值是0时：数值大于0得满分，数值也是0的由评分单位评判并写明理由。'",
        "ZONE, 'Z012的参照值是0时：数值是0得满分，大于0不得分。'",
        "TOWNSHIP, 'T019的参照值是0时：数值大于0得满分，数值也是0的由评分单位评判并写明理由。'",
    })
    void before_a_table_is_published_it_is_said_what_a_reference_of_zero_means(TableKind kind, String notice) {
        assertThat(TableNotices.of(table(kind), fixture.get(Owners.class))).contains(notice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shi-wjw", "市卫生健康委", " 市卫生健康委　", "市卫生健康委员会"})
    void an_owner_is_known_by_code_name_and_former_name(String unit) {
        byte[] file = typed(TableKind.COUNTY, "C002", "责任单位", unit);

        assertThat(workbooks.read(file, TableKind.COUNTY).get(1).owner()).isEqualTo("shi-wjw");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "90得100%；88得80%",
                "90:1；88:0.8",
                "90：1；88：0.8",
                "≥90 得 100%\n≥88 得满分的80%",
                "90%得1，88%得0.8",
                "90 得 1；\n88 得 0.80；"
            })
    void tiers_are_understood_as_people_write_them(String text) {
        byte[] file = typed(TableKind.COUNTY, "C025", "分档", text);

        assertThat(workbooks.read(file, TableKind.COUNTY).get(placeOf("C025")).method())
                .isEqualTo(new Tiers(
                        Comparison.AT_LEAST,
                        List.of(
                                new Tiers.Tier(new BigDecimal("90"), BigDecimal.ONE),
                                new Tiers.Tier(new BigDecimal("88"), new BigDecimal("0.8")))));
    }

    @Test
    void full_width_digits_a_boolean_cell_and_swapped_rows_and_columns_are_understood() {
        byte[] file = edited(TableKind.COUNTY, sheet -> {
            cell(sheet, "C016", "满分").setCellValue("３０");
            cell(sheet, "C016", "重点指标").setCellValue(true);
            swap(sheet, "C016", "C017");
        });

        List<Indicator> read = workbooks.read(file, TableKind.COUNTY);
        int first = placeOf("C016");
        assertThat(read.get(first).code()).isEqualTo("C017");
        assertThat(read.get(first + 1).code()).isEqualTo("C016");
        assertThat(read.get(first + 1).points()).isEqualByComparingTo("30");
        assertThat(read.get(first + 1).key()).isTrue();
    }

    @Test
    void a_table_of_more_indicators_than_anyone_has_is_refused() {
        byte[] file = edited(TableKind.COUNTY, sheet -> {
            for (int i = 0; i < 200; i++) {
                Row row = sheet.createRow(60 + i);
                row.createCell(0).setCellValue("C" + (200 + i));
            }
        });

        assertThat(faults(file, TableKind.COUNTY)).anySatisfy(fault -> assertThat(fault.message())
                .contains("共有%d项指标，最多200项"
                        .formatted(200 + Examples.of(TableKind.COUNTY).size())));
    }

    @Test
    void the_annotated_copy_marks_the_faults_and_is_understood_once_mended() throws IOException {
        byte[] file =
                edited(TableKind.COUNTY, sheet -> cell(sheet, "C016", "满分").setCellValue("三十"));
        FaultyWorkbook faulty =
                catchThrowableOfType(FaultyWorkbook.class, () -> workbooks.read(file, TableKind.COUNTY));
        byte[] annotated = faulty.in("指标表.xlsx", file).annotated();

        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(annotated))) {
            assertThat(workbook.getSheetAt(0).getSheetName()).isEqualTo("问题清单");
            assertThat(cell(workbook.getSheet(SHEET), "C016", "满分")
                            .getCellComment()
                            .getString()
                            .getString())
                    .contains("“三十”不是数字");
            cell(workbook.getSheet(SHEET), "C016", "满分").setCellValue(30);
            assertThat(workbooks.read(bytes(workbook), TableKind.COUNTY)).isEqualTo(Examples.of(TableKind.COUNTY));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "领域,发展健康产业,“本地清单得分”属于“年度重点工作”（办法二(一)2），请改选这个领域。",
        "计量单位,分,“本地清单得分”的数是加权完成率，计量单位请填“%”。",
        "数据来源,SELF_REPORT,“本地清单得分”由对口市直单位评审得出，数据来源请选“单位记录”。",
        "重点指标,true,“本地清单得分”逐项由对口单位评审，不作重点指标核查。请选“否”。",
        "须附佐证,true,“本地清单得分”没有人填数，材料随当地的进展填报。请选“否”。",
        "可不适用,true,每年都要确定本地清单（意见四(四)），没有确定的得0分，不能不适用。请选“否”。",
        "指标方向,LOWER,指标方向是“越低越好”，但按评分参数是越高越好。请改其中一个。",
        "评判说明,看情况,“本地清单得分”用不到“评判说明”，请清空这一格，或检查评分方法。"
    })
    void a_list_that_others_review_cannot_be_asked_for_like_a_figure(String column, String value, String message) {
        assertThat(faults(typed(TableKind.COUNTY, "C054", column, value), TableKind.COUNTY))
                .anySatisfy(fault -> assertThat(fault.message()).isEqualTo(message));
    }

    @ParameterizedTest
    @CsvSource({
        "COUNTY,C001,必备指标都要附材料。请选“是”，并在“佐证要求”列写明附什么材料。",
        "COUNTY,C016,重点指标都要附材料。请选“是”，并在“佐证要求”列写明附什么材料。",
        "ZONE,Z001,必备指标都要附材料。请选“是”，并在“佐证要求”列写明附什么材料。",
        "TOWNSHIP,T001,必备指标都要附材料。请选“是”，并在“佐证要求”列写明附什么材料。"
    })
    void must_pass_and_key_indicators_ask_for_material(TableKind kind, String code, String message) {
        assertThat(faults(typed(kind, code, "须附佐证", "false"), kind))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.message()).isEqualTo(message);
                    assertThat(fault.sheet()).isEqualTo(SHEET);
                    assertThat(fault.place()).matches("“指标”表第\\d+行[A-Z]+列");
                });
    }

    @Test
    void a_table_has_at_most_one_such_list_and_townships_have_none() {
        assertThat(faults(typed(TableKind.COUNTY, "C053", "评分方法", "REVIEWED_LIST"), TableKind.COUNTY))
                .anySatisfy(fault -> assertThat(fault.message()).contains("已经是“本地清单得分”，一张表最多一项"));
        assertThat(faults(typed(TableKind.TOWNSHIP, "T031", "评分方法", "REVIEWED_LIST"), TableKind.TOWNSHIP))
                .anySatisfy(fault -> assertThat(fault.message()).contains("乡镇（街道）没有这种清单"));
    }

    @Test
    void every_column_and_every_method_is_explained() throws IOException {
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(workbooks.blank(TableKind.TOWNSHIP)))) {
            XSSFSheet help = workbook.getSheet("填写说明");
            XSSFSheet sheet = workbook.getSheet(SHEET);
            for (Cell head : sheet.getRow(HEAD_ROW)) {
                assertThat(help).anySatisfy(row -> {
                    assertThat(row.getCell(0).getStringCellValue()).isEqualTo(head.getStringCellValue());
                    assertThat(row.getCell(1).getStringCellValue()).isNotBlank();
                });
            }
            for (MethodKind method : MethodKind.values()) {
                assertThat(help).anySatisfy(row -> assertThat(row.getCell(0).getStringCellValue())
                        .isEqualTo(method.label()));
            }
            assertThat(sheet.getDataValidations()).isNotEmpty();
        }
    }

    @Test
    void what_is_no_workbook_is_refused_in_a_sentence() {
        assertThatThrownBy(() -> workbooks.read("不是表格，是一段文字".getBytes(StandardCharsets.UTF_8), TableKind.COUNTY))
                .isInstanceOf(FaultyWorkbook.class);
    }

    private static IndicatorTable table(TableKind kind) {
        return fixture.get(IndicatorTables.class).table(IndicatorFixture.YEAR, kind);
    }

    private static List<Fault> faults(byte[] file, TableKind kind) {
        return catchThrowableOfType(FaultyWorkbook.class, () -> workbooks.read(file, kind))
                .faults();
    }

    /** The packaged table with one cell typed over. */
    private static byte[] typed(TableKind kind, String code, String column, String value) {
        String key = TableColumns.layout(kind).columns().stream()
                .filter(one -> one.label().equals(column))
                .findFirst()
                .orElseThrow()
                .key();
        List<Map<String, String>> rows = new ArrayList<>();
        Examples.of(kind).forEach(indicator -> {
            Map<String, String> cells = new HashMap<>(TableWorkbook.cells(kind, indicator));
            if (indicator.code().equals(code)) {
                cells.put(key, value);
            }
            rows.add(cells);
        });
        return workbooks.bytes(kind, rows, 0);
    }

    private static byte[] edited(TableKind kind, Consumer<XSSFSheet> edit) {
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(workbooks.export(table(kind))))) {
            edit.accept(workbook.getSheet(SHEET));
            return bytes(workbook);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(XSSFWorkbook workbook) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        workbook.write(out);
        return out.toByteArray();
    }

    /** The packaged tables are in the order of their codes. */
    private static String place(String code, String letters) {
        return "“指标”表第%d行%s列".formatted(rowOf(code), letters);
    }

    private static int rowOf(String code) {
        return HEAD_ROW + 2 + placeOf(code);
    }

    /** Which of the example table's indicators it is, from 0. */
    private static int placeOf(String code) {
        TableKind kind = Stream.of(TableKind.COUNTY, TableKind.ZONE, TableKind.TOWNSHIP)
                .filter(one -> code.startsWith(TableColumns.prefix(one)))
                .findFirst()
                .orElseThrow();
        return Examples.of(kind).stream().map(Indicator::code).toList().indexOf(code);
    }

    private static Cell cell(XSSFSheet sheet, String code, String column) {
        for (Cell head : sheet.getRow(HEAD_ROW)) {
            if (head.getStringCellValue().equals(column)) {
                return sheet.getRow(rowOf(code) - 1)
                        .getCell(head.getColumnIndex(), Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
            }
        }
        throw new AssertionError("No column " + column);
    }

    private static void swap(XSSFSheet sheet, String one, String other) {
        Row first = sheet.getRow(rowOf(one) - 1);
        Row second = sheet.getRow(rowOf(other) - 1);
        for (int i = 0; i < first.getLastCellNum(); i++) {
            Cell left = first.getCell(i, Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
            Cell right = second.getCell(i, Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
            String kept = text(left);
            set(left, text(right));
            set(right, kept);
        }
    }

    private static String text(Cell cell) {
        return switch (cell.getCellType()) {
            case NUMERIC -> BigDecimal.valueOf(cell.getNumericCellValue()).toPlainString();
            case BOOLEAN -> cell.getBooleanCellValue() ? "是" : "否";
            case STRING -> cell.getStringCellValue();
            default -> "";
        };
    }

    private static void set(Cell cell, String text) {
        if (text.isEmpty()) {
            cell.setBlank();
        } else {
            cell.setCellValue(text);
        }
    }

    @Test
    void stored_parameters_that_say_nothing_of_the_method_are_named() {
        assertThatThrownBy(() -> Methods.read("REFERENCE", "{")).hasMessage("评分参数不是正确的 JSON：{");
        assertThatThrownBy(() -> Methods.read("REACH_TARGET", "{}")).hasMessageStartingWith("评分参数缺少“");
    }

    @Test
    void a_list_has_so_many_items() {
        String many = IntStream.rangeClosed(1, 51).mapToObj(i -> "第" + i + "项").collect(Collectors.joining("\n"));

        assertThat(faults(typed(TableKind.COUNTY, "C012", "清单", many), TableKind.COUNTY))
                .anySatisfy(fault -> assertThat(fault.message()).contains("清单有51项，最多50项；请合并或删减"));
    }
}
