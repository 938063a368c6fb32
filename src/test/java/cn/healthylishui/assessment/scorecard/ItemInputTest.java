package cn.healthylishui.assessment.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.SourceKind;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.scorecard.ItemInput.Typed;
import cn.healthylishui.assessment.scoring.Checklist;
import cn.healthylishui.assessment.scoring.Comparison;
import cn.healthylishui.assessment.scoring.Method;
import cn.healthylishui.assessment.scoring.MustPass;
import cn.healthylishui.assessment.scoring.ReachTarget;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of an item that cannot be taken as it was typed. */
class ItemInputTest {

    private static final Method TARGET = new ReachTarget(Comparison.AT_LEAST, BigDecimal.TEN);

    private static Indicator indicator(
            Method method, String unit, String direction, boolean notApplicable, @Nullable String evidence) {
        return new Indicator(
                "C001",
                1,
                "绿道里程",
                "建设健康环境",
                null,
                Set.of(DistrictKind.COUNTY),
                method instanceof MustPass,
                method instanceof MustPass ? BigDecimal.ZERO : BigDecimal.TEN,
                unit,
                direction,
                method,
                SourceKind.YEARBOOK,
                "shi-jsj",
                true,
                true,
                evidence,
                "",
                null,
                notApplicable,
                null,
                "");
    }

    private static final Indicator FIGURE = indicator(TARGET, "公里", "UP", true, null);
    private static final Indicator SHARE = indicator(TARGET, "%", "UP", false, "台账");
    private static final Indicator YES_NO = indicator(TARGET, "", "YES_NO", false, null);
    private static final Indicator LIST = indicator(new Checklist(List.of("有方案", "有经费")), "项", "COUNT", false, null);

    private static List<String> said(Indicator indicator, String value, String reason) {
        return ItemInput.read(indicator, new Typed(value, "", reason, List.of("file"), ""), true, Compared.TYPED)
                .faults()
                .stream()
                .map(Problem::message)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FIGURE | ''     | 还没有填。没有数据的，请填“无”。",
                "YES_NO | ''     | 还没有填。没有数据的，请选“无数据”。",
                "FIGURE | 不适用   | 填“不适用”的，请写明理由，由市健康丽水办决定是否同意。",
                "SHARE  | 不适用   | 本项不能填“不适用”，请填数值，没有数据的填“无”。",
                "FIGURE | 1,024 | “1,024”请去掉逗号，只填数字。",
                "SHARE  | 35%   | “35%”请去掉百分号，只填数字。",
                "SHARE  | 101   | 百分比不能超过100，现在填的是101。",
                "FIGURE | -3    | 不能是负数，现在填的是-3。",
                "FIGURE | 约35   | “约35”不是数字，请只填数字，例如 35.2；没有数据的填“无”。",
                "YES_NO | 大概    | “大概”不能识别，请选“是”或“否”。",
                "LIST   | 0,1   | 已选“各项均未达到”，不能再选其他项，请核对。",
                "LIST   | 3     | “3”不在可选的2项里，请重新勾选。"
            })
    void what_cannot_be_taken_is_told_in_its_cell(String which, String value, String words) {
        Indicator indicator =
                switch (which) {
                    case "FIGURE" -> FIGURE;
                    case "SHARE" -> SHARE;
                    case "YES_NO" -> YES_NO;
                    default -> LIST;
                };
        assertThat(said(indicator, value, "")).containsExactly(words);
    }

    @Test
    void a_reason_is_no_report_and_a_figure_needs_its_proof() {
        assertThat(said(FIGURE, "12", "长".repeat(2001))).containsExactly("说明超过2000字，请精简，详细内容可作为材料上传。");
        Typed bare = new Typed("12", "", "", List.of(), "");
        assertThat(ItemInput.read(FIGURE, bare, true, Compared.TYPED).faults())
                .extracting(Problem::message)
                .containsExactly("缺少材料：请上传佐证材料。");
        assertThat(ItemInput.read(SHARE, bare, true, Compared.TYPED).faults())
                .extracting(Problem::message)
                .containsExactly("缺少材料：台账。");
    }

    @Test
    void no_data_is_no_decision() {
        Typed none = new Typed("无", "", "", List.of(), "");

        assertThat(ItemInput.readDecision(FIGURE, none, Compared.TYPED).faults())
                .extracting(Problem::message)
                .containsExactly("“无”不是审定意见。请填数值或“不适用”；要改用别的来源的数据，在“采用”里选。");
    }

    @Test
    void whoever_is_above_the_parties_is_named_with_the_document() {
        assertThat(origin(" ", "《通报》")).containsExactly("统计年鉴的数据，请写明出具单位的名称。");
        assertThat(origin("市统计局", " ")).containsExactly("统计年鉴的数据，请写明文件的名称和文号。");
        assertThat(origin("长".repeat(201), "长".repeat(301)))
                .containsExactly("出具单位超过200字，请写规范名称。", "文件名称和文号超过300字，请精简。");
    }

    private static List<String> origin(String body, String document) {
        return ProvenanceCells.problemsWhereOptional(FIGURE, body, document).stream()
                .map(Problem::message)
                .toList();
    }
}
