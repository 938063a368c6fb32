package cn.healthylishui.assessment.reporting;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.reading.ReadableFiles.FileLink;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.result.Results.Revision;
import cn.healthylishui.assessment.scorecard.ItemResult;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * 考核结果反馈: what one assessed object got, item by item, and why (办法一(一)).
 *
 * @param mustPass the must-pass items
 * @param fields the scored items by field
 * @param lost how many points it lost in all; of a unit, by the review of its tasks
 * @param returned what was sent back on the way, oldest first
 */
public record ObjectReport(
        Revision revision,
        ObjectLine object,
        String standard,
        List<ItemLine> mustPass,
        List<Field> fields,
        BigDecimal lost,
        List<ReturnLine> returned) {

    /** How many of the figures that counted stand for the time being only. */
    public long provisional() {
        return Stream.concat(mustPass.stream(), fields.stream().flatMap(field -> field.items().stream()))
                .filter(ItemLine::provisional)
                .count();
    }

    public record Field(String name, List<ItemLine> items, BigDecimal points, BigDecimal maximum) {}

    /**
     * One item: what was said of it, what counted, what it brought.
     *
     * @param note what makes it special, such as 重点指标; empty where nothing does
     * @param values by whose value it is: what was reported, found, given officially, decided; only those there are
     * @param history every entry, oldest first
     */
    public record ItemLine(ItemResult item, String note, Map<String, String> values, List<HistoryLine> history) {

        public Indicator indicator() {
            return item.indicator();
        }

        /** Whose value counted; null where there was none. */
        public @Nullable String countedSource() {
            return item.counted() == null ? null : item.counted().source().label();
        }

        public BigDecimal points() {
            return item.score().points();
        }

        public BigDecimal maximum() {
            return item.score().maximum();
        }

        public boolean met() {
            return item.score().met();
        }

        /** False where 不适用 was approved. */
        public boolean applicable() {
            return item.applicable();
        }

        public String explanation() {
            return item.explanation();
        }

        public boolean provisional() {
            return item.provisional();
        }

        public BigDecimal lost() {
            return maximum().subtract(points());
        }

        public boolean loses() {
            return indicator().mustPass() ? applicable() && !met() : lost().signum() > 0;
        }
    }

    /**
     * An entry, as it was made.
     *
     * @param files those that the reader may open
     */
    public record HistoryLine(
            LocalDateTime at, String source, String office, String value, String reason, List<FileLink> files) {}

    public record ReturnLine(
            LocalDateTime at,
            String stage,
            String item,
            String office,
            String reason,
            @Nullable LocalDateTime mendedAt) {}
}
