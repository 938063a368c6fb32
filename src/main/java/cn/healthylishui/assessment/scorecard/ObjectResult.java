package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.scoring.Total;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;

/** 一个考核对象的得分: its items and their total (满分1000分, must-pass items apart), and of which items a reader is told beside it. */
public final class ObjectResult {

    /** What is told of an item beside its points. */
    enum Mark {
        MUST_PASS_FAILED(item -> item.indicator().mustPass()
                && item.counted() != null
                && !item.score().met()),
        MUST_PASS_UNKNOWN(item -> item.indicator().mustPass() && item.unknown()),
        /** There is a value, and what it comes to cannot be said yet. */
        UNSETTLED(ItemResult::unsettled),
        PROVISIONAL(ItemResult::provisional),
        /** The city office gave the value that counts (改判). */
        DECIDED(item ->
                item.applicable() && item.counted() != null && item.counted().source() == EntrySource.DECIDED),
        NOT_APPLICABLE(item -> !item.applicable());

        private final Predicate<ItemResult> which;

        Mark(Predicate<ItemResult> which) {
            this.which = which;
        }

        private static Map<Mark, List<Indicator>> on(List<ItemResult> items) {
            Map<Mark, List<Indicator>> marks = new EnumMap<>(Mark.class);
            for (Mark mark : values()) {
                List<Indicator> those = items.stream()
                        .filter(mark.which)
                        .map(ItemResult::indicator)
                        .toList();
                if (!those.isEmpty()) {
                    marks.put(mark, those);
                }
            }
            return marks;
        }
    }

    private final String code;
    private final Total total;
    private final Supplier<Map<Mark, List<Indicator>>> marks;
    private final Supplier<List<ItemResult>> items;

    public ObjectResult(String code, List<ItemResult> items, Total total) {
        this(code, total, SingletonSupplier.of(() -> Mark.on(items)), () -> items);
    }

    /** @param items asked for only where somebody wants to see them */
    ObjectResult(
            String code, Total total, Supplier<Map<Mark, List<Indicator>>> marks, Supplier<List<ItemResult>> items) {
        this.code = code;
        this.total = total;
        this.marks = marks;
        this.items = items;
    }

    public String code() {
        return code;
    }

    public Total total() {
        return total;
    }

    public BigDecimal score() {
        return total.score();
    }

    /** In the order of the table, as are those with a mark. */
    public List<ItemResult> items() {
        return items.get();
    }

    Map<Mark, List<Indicator>> marks() {
        return Objects.requireNonNull(marks.get());
    }

    private List<Indicator> marked(Mark mark) {
        return marks().getOrDefault(mark, List.of());
    }

    /** Every must-pass item is known and met. */
    public boolean mustPassMet() {
        return mustPassFailed().isEmpty() && mustPassUnknown().isEmpty();
    }

    public List<Indicator> mustPassFailed() {
        return marked(Mark.MUST_PASS_FAILED);
    }

    public List<Indicator> mustPassUnknown() {
        return marked(Mark.MUST_PASS_UNKNOWN);
    }

    /** What counts stands for the time being (暂用). */
    public List<Indicator> provisional() {
        return marked(Mark.PROVISIONAL);
    }

    /** The city office gave the value that counts (改判). */
    public List<Indicator> decided() {
        return marked(Mark.DECIDED);
    }

    public List<Indicator> notApplicable() {
        return marked(Mark.NOT_APPLICABLE);
    }

    /** There is a value, and what it comes to cannot be said yet. */
    public List<ItemResult> unsettled() {
        return marked(Mark.UNSETTLED).isEmpty()
                ? List.of()
                : items().stream().filter(ItemResult::unsettled).toList();
    }

    public ItemResult item(String indicator) {
        return items().stream()
                .filter(item -> item.indicator().code().equals(indicator))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No item " + indicator + " on " + code));
    }
}
