package cn.healthylishui.assessment.scorecard;

import static cn.healthylishui.assessment.verification.VerificationFixture.QINGTIAN;
import static cn.healthylishui.assessment.verification.VerificationFixture.YEAR;
import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.scorecard.Compared.Way;
import cn.healthylishui.assessment.scorecard.ItemSheet.Asked;
import cn.healthylishui.assessment.scorecard.ItemSheet.Comparing;
import cn.healthylishui.assessment.scorecard.ItemSheet.Shape;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Draft.DraftRow;
import cn.healthylishui.assessment.taskform.Draft.RowId;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.verification.VerificationFixture;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A row that asks for an item, as every table of items has it. */
class ItemSheetTest {

    private record Item(
            Indicator indicator,
            Compared compared,
            @Nullable Answer stored) implements Asked {}

    private final VerificationFixture fixture = new VerificationFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private Item item(String code, Compared compared, @Nullable Answer stored) {
        return new Item(
                fixture.get(IndicatorTables.class).ofDistrict(YEAR, QINGTIAN).indicator(code), compared, stored);
    }

    private static Filled<Item> read(List<Item> items, Shape shape, Map<String, Map<String, String>> typed) {
        Map<RowId, DraftRow> rows = new HashMap<>();
        typed.forEach((row, cells) ->
                rows.put(new RowId("items", row), new DraftRow(cells, 1, "li", LocalDateTime.of(2022, 1, 18, 9, 30))));
        return ItemSheet.asks(
                        Table.<Item>of("items", "指标", item -> item.indicator().code()), shape)
                .read(items, new Draft(1, rows));
    }

    private static Answer answer(Line<Item> line) {
        return Objects.requireNonNull(line.item().read(line.typed()).answer());
    }

    @Test
    void what_the_row_has_no_cell_for_stands_as_it_was_given() {
        Answer stored = new Answer(EntryState.VALUE, new BigDecimal("52"), null, null, true, "据台账", List.of("f1"));
        List<Item> items = List.of(item("C045", Compared.TYPED, stored));
        Map<String, Map<String, String>> typed = Map.of("C045", Map.of("value", "60"));

        Answer kept = answer(
                read(items, new Shape(Comparing.NOTHING, false, false), typed).only());
        assertThat(kept.value()).isEqualByComparingTo("60");
        assertThat(kept.provisional()).isTrue();
        assertThat(kept.evidence()).containsExactly("f1");
        assertThat(kept.reason()).isEqualTo("据台账");

        Map<String, Map<String, String>> other =
                Map.of("C045", Map.of("value", "60", "files", "f2", "provisional", "", "reason", ""));
        Answer changed = answer(
                read(items, new Shape(Comparing.NOTHING, true, true), other).only());
        assertThat(changed.provisional()).isFalse();
        assertThat(changed.evidence()).containsExactly("f2");
        assertThat(changed.reason()).isNull();
    }

    @Test
    void what_it_is_compared_with_is_asked_for_only_where_the_year_does_not_know_it() {
        Compared mean = Compared.known(new BigDecimal("14"), "各地算术平均");
        Compared own = new Compared(Way.OWN, null, "2020年度还没有归档，不能取它的数");
        List<Item> items =
                List.of(item("C031", mean, null), item("C015", own, null), item("C045", Compared.TYPED, null));
        Filled<Item> empty = read(items, Shape.of(items, false), Map.of());

        assertThat(empty.stream().map(line -> line.row().inputs().get("reference")))
                .containsExactly(Input.NOTHING, null, Input.NOTHING);
        assertThat(empty.stream().map(line -> line.row().values().get("compared")))
                .containsExactly("14：各地算术平均", "2020年度还没有归档，不能取它的数", "");

        Line<Item> slipped = read(
                        items, Shape.of(items, false), Map.of("C031", Map.of("value", "20", "reference", "99")))
                .lines()
                .get(0);
        assertThat(slipped.row().inputs()).doesNotContainKey("reference");
        assertThat(slipped.row().problems()).containsExactly(new Problem("reference", "全市平均值由系统给出（各地算术平均），不用填，请清空。"));
    }

    @Test
    void an_item_that_nobody_types_says_so_and_takes_nothing() {
        Item own = item("C054", Compared.TYPED, null);
        assertThat(own.indicator().method().typed()).isFalse();

        Line<Item> line = read(
                        List.of(own), new Shape(Comparing.NOTHING, true, false), Map.of("C054", Map.of("value", "5")))
                .only();

        assertThat(line.row().values()).containsEntry("value", "由对口市直单位评审");
        assertThat(line.row().inputs())
                .isEqualTo(Map.of("value", Input.NOTHING, "reason", Input.NOTHING, "files", Input.NOTHING));
    }
}
