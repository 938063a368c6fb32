package cn.healthylishui.assessment.analysis;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One assessed object with what it got.
 *
 * @param group within which it is ranked; objects of different groups are never set against each other
 * @param score its total as approved
 * @param items by code of the indicator; those alone that its table has
 */
public record Subject(String code, String name, String group, BigDecimal score, Map<String, Item> items) {

    /** Whether there was anything to score. */
    public enum State {
        GIVEN,
        MISSING,
        NOT_APPLICABLE
    }

    /** @param met for a must-pass item whether it is met */
    public record Item(BigDecimal points, BigDecimal maximum, boolean met, State state, boolean provisional) {}

    public Subject {
        items = Map.copyOf(items);
    }

    @Nullable
    Item item(String indicator) {
        return items.get(indicator);
    }
}
