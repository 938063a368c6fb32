package cn.healthylishui.assessment.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.SourceKind;
import cn.healthylishui.assessment.indicator.UnitTasks;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.scoring.Comparison;
import cn.healthylishui.assessment.scoring.Method;
import cn.healthylishui.assessment.scoring.MustPass;
import cn.healthylishui.assessment.scoring.ReachTarget;
import cn.healthylishui.assessment.scoring.ReviewedList;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.Precedence;
import cn.healthylishui.assessment.year.YearRoster;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the explanation of an item says of where its value comes from, and of the sources that had none. */
class ExplainedItemTest {

    private static final String OBJECT = "331121";

    private static final Indicator SCORED =
            indicator(new ReachTarget(Comparison.AT_LEAST, new BigDecimal("10")), "20", SourceKind.YEARBOOK);
    private static final Indicator MUST_PASS =
            indicator(new MustPass(Comparison.AT_LEAST, BigDecimal.ONE), "0", SourceKind.UNIT_RECORD);
    private static final Indicator OWN_LIST = indicator(new ReviewedList(), "30", SourceKind.UNIT_RECORD);

    private final Organization organization = mock(Organization.class);
    private final ScoreBook book = new ScoreBook(
            mock(Scorecards.class),
            mock(IndicatorTables.class),
            mock(AssessmentYears.class),
            mock(YearRoster.class),
            organization,
            mock(UnitTasks.class),
            mock(References.class));

    private static Indicator indicator(Method method, String points, SourceKind kind) {
        boolean mustPass = method instanceof MustPass;
        return new Indicator(
                "C001",
                1,
                "人均预期寿命",
                "提升健康水平",
                null,
                Set.of(DistrictKind.COUNTY),
                mustPass,
                new BigDecimal(points),
                "岁",
                "UP",
                method,
                kind,
                "shi-wjw",
                false,
                false,
                null,
                "",
                null,
                true,
                null,
                "");
    }

    private static Entry entry(
            EntrySource source,
            EntryState state,
            @Nullable String value,
            @Nullable String reason,
            @Nullable Provenance provenance) {
        return Entry.typed(
                OBJECT,
                "C001",
                source,
                new Answer(
                        state,
                        value == null ? null : new BigDecimal(value),
                        null,
                        null,
                        false,
                        reason,
                        List.of("file"),
                        provenance),
                "shi-wjw");
    }

    private ItemResult item(Indicator indicator, Entry... entries) {
        when(organization.officeName("shi-wjw")).thenReturn("市卫生健康委");
        return book.itemBy(Precedence.OF_DISTRICTS, indicator, Arrays.asList(entries), ScoreBook.ALL, Compared.TYPED);
    }

    @Test
    void a_source_that_declares_a_gap_is_named_before_the_one_that_counts() {
        ItemResult result = item(
                SCORED,
                entry(EntrySource.OFFICIAL, EntryState.NO_DATA, null, null, null),
                entry(EntrySource.REPORTED, EntryState.VALUE, "12", "按年报填", null));

        assertThat(result.explanation())
                .startsWith("市直单位记录无数据；自报（市卫生健康委）：12 岁。")
                .endsWith("。说明：按年报填");
        assertThat(result.score().points()).isEqualByComparingTo("20");
    }

    @Test
    void where_nobody_gave_anything_that_is_said_in_the_words_of_the_item() {
        assertThat(item(SCORED).explanation()).isEqualTo("没有填报，没有任何可用数据，得 0.00");
        assertThat(item(OWN_LIST).explanation()).startsWith("由对口市直单位评审，没有自报的数，");
        assertThat(item(MUST_PASS).explanation()).isEqualTo("没有填报，是否达标不明");
        assertThat(item(MUST_PASS).unknown()).isTrue();
        assertThat(item(SCORED, entry(EntrySource.REPORTED, EntryState.NO_DATA, null, null, null))
                        .explanation())
                .startsWith("自报无数据，");
    }

    @Test
    void what_does_not_apply_leaves_the_full_mark_only_once_it_is_decided() {
        ItemResult asked = item(SCORED, entry(EntrySource.REPORTED, EntryState.NOT_APPLICABLE, null, "没有海岸", null));
        ItemResult decided = item(SCORED, entry(EntrySource.DECIDED, EntryState.NOT_APPLICABLE, null, "没有海岸", null));
        ItemResult silent = item(SCORED, entry(EntrySource.DECIDED, EntryState.NOT_APPLICABLE, null, null, null));

        assertThat(asked.applicable()).isTrue();
        assertThat(asked.explanation()).startsWith("自报申请不适用，未获同意，");
        assertThat(decided.applicable()).isFalse();
        assertThat(decided.explanation()).isEqualTo("经市健康丽水办同意，本项不适用，不计入满分。说明：没有海岸");
        assertThat(silent.explanation()).isEqualTo("经市健康丽水办同意，本项不适用，不计入满分");
    }

    @Test
    void a_figure_names_the_document_it_rests_on_and_a_units_own_record_none() {
        Provenance yearbook = new Provenance(SourceKind.YEARBOOK, "市统计局", "《丽水统计年鉴2022》");

        assertThat(item(SCORED, entry(EntrySource.OFFICIAL, EntryState.VALUE, "12", null, yearbook))
                        .explanation())
                .contains("（出处：市统计局，《丽水统计年鉴2022》）");
        assertThat(item(SCORED, entry(EntrySource.OFFICIAL, EntryState.VALUE, "12", null, Provenance.OWN_RECORD))
                        .explanation())
                .doesNotContain("出处");
        assertThat(item(SCORED, entry(EntrySource.OFFICIAL, EntryState.VALUE, "12", null, null))
                        .explanation())
                .doesNotContain("出处");
    }

    @Test
    void what_the_reviewers_of_a_list_add_up_to_is_nobodys_figure() {
        ItemResult added = item(OWN_LIST, entry(EntrySource.OFFICIAL, EntryState.VALUE, "50", null, null));

        assertThat(added.explanation()).startsWith("对口市直单位评审：");
        assertThat(added.explanation()).doesNotContain("市卫生健康委");
    }

    @Test
    void a_reviewers_word_stands_before_what_was_reported_and_after_every_figure() {
        Scorecard card = Scorecard.EMPTY;
        for (EntrySource source : EntrySource.values()) {
            card = card.with(entry(source, EntryState.VALUE, "12", null, null));
        }

        assertThat(ScoreBook.inOrder(Precedence.OF_DISTRICTS, SCORED, card))
                .extracting(Entry::source)
                .containsExactly(
                        EntrySource.DECIDED,
                        EntrySource.VERIFIED,
                        EntrySource.OFFICIAL,
                        EntrySource.REVIEWED,
                        EntrySource.REPORTED);
    }
}
