package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.scoring.Total;
import java.math.BigDecimal;
import java.util.List;

/** 一个考核对象的得分: its items and their total (满分1000分, must-pass items apart). */
public record ObjectResult(String code, List<ItemResult> items, Total total) {

    public BigDecimal score() {
        return total.score();
    }

    /** Every must-pass item is known and met. */
    public boolean mustPassMet() {
        return items.stream()
                .filter(item -> item.indicator().mustPass() && item.applicable())
                .allMatch(item -> item.counted() != null && item.score().met());
    }

    public List<ItemResult> mustPassFailed() {
        return items.stream()
                .filter(item -> item.indicator().mustPass()
                        && item.counted() != null
                        && !item.score().met())
                .toList();
    }

    public List<ItemResult> mustPassUnknown() {
        return items.stream()
                .filter(item -> item.indicator().mustPass() && item.unknown())
                .toList();
    }

    public ItemResult item(String indicator) {
        return items.stream()
                .filter(item -> item.indicator().code().equals(indicator))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No item " + indicator + " on " + code));
    }
}
