package cn.healthylishui.assessment.scorecard;

import static cn.healthylishui.assessment.verification.VerificationFixture.QINGTIAN;
import static cn.healthylishui.assessment.verification.VerificationFixture.YEAR;
import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.scorecard.Compared.Way;
import cn.healthylishui.assessment.scorecard.ItemInput.Reading;
import cn.healthylishui.assessment.scorecard.ItemInput.Typed;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.verification.VerificationFixture;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Items that are compared: how their values are typed, and what they come to, in a year that keeps its references. */
class ComparedItemsTest {

    private static final Actor OWNER = new Actor("li", "shi-wjw");
    private static final String LIANDU = "331102";
    private static final Compared MEAN = Compared.known(new BigDecimal("14"), "各地算术平均");
    private static final Compared ARCHIVED = new Compared(Way.OWN, new BigDecimal("51.739"), "归档的2020年度计入的数");
    private static final Compared NOT_ARCHIVED = new Compared(Way.OWN, null, "2020年度还没有归档，不能取它的数");

    private VerificationFixture fixture;

    @BeforeEach
    void start() {
        fixture = new VerificationFixture(ScoreBook.class);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Indicator item(String code) {
        return fixture.get(IndicatorTables.class).ofDistrict(YEAR, LIANDU).indicator(code);
    }

    private static Reading read(Indicator indicator, String value, String reference, String reason, Compared compared) {
        return ItemInput.read(indicator, new Typed(value, reference, reason, List.of(), ""), false, compared);
    }

    private static List<String> messages(Reading reading) {
        return reading.faults().stream().map(Problem::message).toList();
    }

    @Test
    void a_reference_typed_where_the_year_knows_it_is_refused() {
        assertThat(messages(read(item("C031"), "20", "99", "", MEAN))).containsExactly("全市平均值由系统给出（各地算术平均），不用填，请清空。");
        assertThat(messages(read(item("C031"), "20", "99", "", Compared.pending("还没有一地有数"))))
                .containsExactly("全市平均值由系统给出（还没有一地有数），不用填，请清空。");

        Answer answer = read(item("C031"), "20", "", "", MEAN).answer();

        assertThat(answer).isNotNull();
        assertThat(answer.reference()).isNull();
    }

    @Test
    void another_last_years_value_needs_a_reason_and_the_archived_one_none() {
        assertThat(messages(read(item("C015"), "52", "50", "", ARCHIVED))).containsExactly("另给上年值的，请写明理由和出处，被考核单位会看到。");
        assertThat(read(item("C015"), "52", "50", "决算调整，财政决算第3页", ARCHIVED).answer())
                .satisfies(answer -> assertThat(answer.reference()).isEqualTo("50"));
        assertThat(read(item("C015"), "52", "51.7390", "", ARCHIVED).answer())
                .satisfies(answer -> assertThat(answer.reference()).isNull());
    }

    @Test
    void from_a_year_that_is_not_archived_nothing_is_taken() {
        assertThat(messages(read(item("C015"), "52", "", "", NOT_ARCHIVED)))
                .containsExactly("2020年度还没有归档，不能取它的数。请填上年值，并在说明里写明理由和出处。");
        assertThat(messages(read(item("C015"), "52", "50", "", NOT_ARCHIVED)))
                .containsExactly("另给上年值的，请写明理由和出处，被考核单位会看到。");
        assertThat(read(item("C015"), "52", "50", "财政决算第3页", NOT_ARCHIVED).answer())
                .isNotNull();
    }

    @Test
    void in_years_before_it_is_typed_beside_each_value() {
        assertThat(messages(read(item("C031"), "20", "", "", Compared.TYPED))).containsExactly("还没有填参照值（全市平均值）。");
        assertThat(read(item("C031"), "20", "10", "", Compared.TYPED).answer())
                .satisfies(answer -> assertThat(answer.reference()).isEqualTo("10"));
    }

    @Test
    void zero_beside_a_mean_of_zero_is_judged_with_a_reason_and_only_there() {
        Compared zero = Compared.known(new BigDecimal("0.0000"), "各地算术平均");

        assertThat(messages(read(item("C031"), "0", "", "", zero)))
                .containsExactly("全市平均值和数值都是 0，比不出高低，由评分单位给分；请填写评判得分（0 到 30）和理由；数值写作“0（评判15）”的样子");
        assertThat(messages(read(item("C031"), "0（评判15）", "", "", zero))).containsExactly("评判得分请写明理由，被考核单位会看到。");
        assertThat(messages(read(item("C031"), "0（评判31）", "", "第一年起步", zero)))
                .containsExactly("评判得分 31 高于满分 30；请给出 0 到 30 之间的得分");
        assertThat(messages(read(item("C031"), "2（评判15）", "", "第一年起步", MEAN)))
                .containsExactly("只有全市平均值和数值都是 0 的越高越好的指标才由人评判；请去掉评判得分");
        assertThat(messages(read(item("C016"), "0（评判15）", "", "第一年起步", Compared.TYPED)))
                .containsExactly("“0(评判15)”不是数字，请只填数字，例如 35.2；没有数据的填“无”。");

        Answer answer = read(item("C031"), "0（评判15.5）", "", "第一年起步", zero).answer();

        assertThat(answer).isNotNull();
        assertThat(answer.judged()).isEqualTo("15.5");
        assertThat(ItemInput.value(answer)).isEqualTo("0（评判15.5）");
        assertThat(ItemSheet.points(item("C031"), answer, zero)).isEqualTo("15.50");
        assertThat(answer.behind(item("C031"))).isEqualTo("（评判15.5分）");
    }

    @ParameterizedTest
    @CsvSource({
        "120/300, 40.0000, ''",
        "１２０／３０１, 39.8671, ''",
        "120/0, , 分母须大于 0，不能是 0；请核对。",
        "-1/3, , 分子不能是负数；请核对。",
        "301/300, , '百分比不能超过100，现在填的是100.3333。'",
        "1/2/3, , “1/2/3”请写作“分子/分母”，例如 120/300。",
        "一半/2, , '“一半”不是数字，请只填数字，例如 35.2；没有数据的填“无”。'",
        "40, 40, ''"
    })
    void a_share_is_typed_as_what_it_is_made_of(String typed, String value, String message) {
        fixture.jdbc()
                .sql("update indicator set parameters = :parameters where code = 'C031'")
                .param(
                        "parameters",
                        "{\"reference\":\"CITY_MEAN\",\"better\":\"HIGHER\",\"fullAt\":\"0\",\"zeroAt\":\"-30\",\"numerator\":\"健康村数\",\"denominator\":\"村总数\"}")
                .update();

        Reading reading = read(item("C031"), typed, "", "", MEAN);

        if (value == null) {
            assertThat(messages(reading)).containsExactly(message);
        } else {
            assertThat(reading.answer()).isNotNull();
            assertThat(reading.answer().value()).isEqualTo(value);
            assertThat(ItemInput.help(item("C031"))).contains("知道分子和分母的填“健康村数/村总数”");
        }
    }

    private void official(String district, String code, Answer answer) {
        fixture.get(Scorecards.class).record(YEAR, district, code, EntrySource.OFFICIAL, answer, OWNER);
    }

    private ItemResult scored(String code, Amendments amendments) {
        return fixture.get(ScoreBook.class).district(YEAR, LIANDU, ScoreBook.ALL, amendments).items().stream()
                .filter(item -> item.indicator().code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_book_scores_by_the_citys_mean_and_says_how_it_came_about() {
        fixture.started();
        official(LIANDU, "C031", VerificationFixture.value("10"));
        official(QINGTIAN, "C031", VerificationFixture.value("15"));

        ItemResult item = scored("C031", Amendments.NONE);

        // (10 − 12.5) ÷ 12.5 = −20 %, of 30 points between −30 % and 0 %
        assertThat(item.score().points()).isEqualTo("10.00");
        assertThat(item.unsettled()).isFalse();
        assertThat(item.explanation())
                .contains("10 %（参照值 12.5）")
                .contains("。全市平均值：各地算术平均：各地的数之和 25 ÷ 2，取4位小数；参加计算的：莲都区、青田县；没有数、不参加的：");
    }

    @Test
    void a_correction_elsewhere_moves_everybody_who_is_compared() {
        fixture.started();
        official(LIANDU, "C031", VerificationFixture.value("10"));
        official(QINGTIAN, "C031", VerificationFixture.value("15"));
        Amendments amended = Amendments.of(
                List.of(new Entry(
                        0,
                        QINGTIAN,
                        "C031",
                        EntrySource.OFFICIAL,
                        VerificationFixture.value("10"),
                        "shi-wjw",
                        "li",
                        LocalDateTime.MIN)),
                Set.of());

        assertThat(scored("C031", amended).score().points()).isEqualTo("30.00");
        assertThat(scored("C031", Amendments.NONE).score().points()).isEqualTo("10.00");
    }

    @Test
    void what_is_compared_with_nothing_yet_is_worth_nothing_yet_and_says_so() {
        fixture.started();
        official(LIANDU, "C022", VerificationFixture.value("50"));

        ItemResult item = scored("C022", Amendments.NONE);

        assertThat(item.unsettled()).isTrue();
        assertThat(item.score().points()).isEqualTo("0.00");
        assertThat(item.explanation()).contains("还不能计分：全省平均值还没有填报，由市教育局填报，暂得 0.00");
    }

    @Test
    void another_last_years_value_counts_and_is_said() {
        fixture.started();
        official(
                LIANDU,
                "C015",
                new Answer(
                        EntryState.VALUE,
                        new BigDecimal("9.5"),
                        new BigDecimal("10"),
                        null,
                        false,
                        "财政决算第3页。",
                        List.of()));

        ItemResult item = scored("C015", Amendments.NONE);

        assertThat(item.score().points()).isEqualTo("10.00");
        assertThat(item.explanation())
                .as("one stop, whether it was typed or not")
                .endsWith("说明：财政决算第3页。本地上年值：另给的上年值，系统里没有2020年度。");
    }

    @Test
    void zero_beside_zero_is_not_settled_before_somebody_judged_it() {
        fixture.started();
        official(LIANDU, "C031", VerificationFixture.value("0"));
        official(QINGTIAN, "C031", VerificationFixture.value("0"));

        assertThat(scored("C031", Amendments.NONE).unsettled()).isTrue();

        official(LIANDU, "C031", new Answer(EntryState.VALUE, BigDecimal.ZERO, null, "评判20", false, "有进展", List.of()));

        assertThat(scored("C031", Amendments.NONE).unsettled()).isFalse();
        assertThat(scored("C031", Amendments.NONE).score().points()).isEqualTo("20.00");
        assertThat(scored("C031", Amendments.NONE).explanation())
                .contains("由评分单位评判，评判得 20.00（满分 30）")
                .contains("说明：有进展");
    }
}
