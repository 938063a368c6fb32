package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.scoring.Checklist;
import cn.healthylishui.assessment.scoring.Method;
import cn.healthylishui.assessment.scoring.Proportional;
import cn.healthylishui.assessment.scoring.ReachTarget;
import cn.healthylishui.assessment.scoring.Reference;
import cn.healthylishui.assessment.scoring.TakenOver;
import cn.healthylishui.assessment.scoring.Tiers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * 按另一套指标表重新计分: which figures of a year say something about an indicator of another table. Indicators answer each other by
 * code; a figure is carried over where it means the same under both, points that a person gave keep their share of the full mark.
 */
public final class Rescoring {

    private static final int DECIMALS = 2;

    private Rescoring() {}

    /** An indicator of which the year's figures say nothing, and why. */
    public record Gap(Indicator indicator, String reason) {}

    /** The indicators of a table that the figures gathered by another cannot tell anything of, in the order of the table. */
    public static List<Gap> gaps(IndicatorTable gathered, IndicatorTable table) {
        Map<String, Indicator> known = byCode(gathered);
        List<Gap> gaps = new ArrayList<>();
        table.indicators().forEach(indicator -> gap(known.get(indicator.code()), indicator)
                .ifPresent(reason -> gaps.add(new Gap(indicator, reason))));
        return gaps;
    }

    private static Map<String, Indicator> byCode(IndicatorTable table) {
        return table.indicators().stream().collect(Collectors.toMap(Indicator::code, indicator -> indicator));
    }

    private static Optional<String> gap(@Nullable Indicator gathered, Indicator wanted) {
        if (gathered == null) {
            return Optional.of("新增的指标");
        }
        if (gathered.mustPass() != wanted.mustPass()) {
            return Optional.of(wanted.mustPass() ? "由计分改为必备" : "由必备改为计分");
        }
        if (gathered.yesNo() != wanted.yesNo()) {
            return Optional.of("填报方式改变");
        }
        if (!gathered.unitOfMeasure().equals(wanted.unitOfMeasure())) {
            return Optional.of("计量单位由“%s”改为“%s”".formatted(gathered.unitOfMeasure(), wanted.unitOfMeasure()));
        }
        return sameMeaning(gathered.method(), wanted.method()) ? Optional.empty() : Optional.of("评分方法改变，原来填报的数不能用");
    }

    private static boolean sameMeaning(Method gathered, Method wanted) {
        if (isMeasured(gathered) && isMeasured(wanted)) {
            return true;
        }
        if (!gathered.getClass().equals(wanted.getClass())) {
            return false;
        }
        if (gathered instanceof Checklist one && wanted instanceof Checklist other) {
            return one.items().size() == other.items().size();
        }
        if (gathered instanceof Reference one && wanted instanceof Reference other) {
            return one.reference() == other.reference();
        }
        if (gathered instanceof TakenOver one && wanted instanceof TakenOver other) {
            return one.equals(other);
        }
        return true;
    }

    /** Its value is the thing measured, whatever points come of it. */
    private static boolean isMeasured(Method method) {
        return method instanceof ReachTarget || method instanceof Proportional || method instanceof Tiers;
    }

    /** The card as it reads under another table: points that a person gave are brought to the new full mark. */
    static Scorecard carried(Scorecard card, IndicatorTable gathered, IndicatorTable table) {
        Map<String, Indicator> known = byCode(gathered);
        Map<String, Map<EntrySource, Entry>> entries = new HashMap<>(card.entries());
        for (Indicator indicator : table.indicators()) {
            Indicator before = known.get(indicator.code());
            Map<EntrySource, Entry> given = entries.get(indicator.code());
            if (before == null
                    || given == null
                    || !before.method().judged()
                    || before.points().signum() == 0) {
                continue;
            }
            Map<EntrySource, Entry> brought = new HashMap<>();
            given.forEach((source, entry) -> brought.put(source, brought(entry, before.points(), indicator.points())));
            entries.put(indicator.code(), brought);
        }
        return new Scorecard(entries);
    }

    private static Entry brought(Entry entry, BigDecimal before, BigDecimal after) {
        Answer answer = entry.answer();
        BigDecimal value = answer.value();
        if (value == null || before.compareTo(after) == 0) {
            return entry;
        }
        return new Entry(
                entry.id(),
                entry.object(),
                entry.indicator(),
                entry.source(),
                new Answer(
                        answer.state(),
                        value.multiply(after).divide(before, DECIMALS, RoundingMode.HALF_UP),
                        answer.reference(),
                        answer.ticks(),
                        answer.provisional(),
                        answer.reason(),
                        answer.evidence(),
                        answer.provenance()),
                entry.office(),
                entry.enteredBy(),
                entry.enteredAt());
    }
}
