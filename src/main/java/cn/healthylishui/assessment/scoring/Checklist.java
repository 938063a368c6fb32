package cn.healthylishui.assessment.scoring;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** An equal share of the points for each item that is met (清单得分). The value is the number of items met. */
public record Checklist(List<String> items) implements Method {

    public Checklist {
        items = List.copyOf(items);
        if (items.isEmpty()) {
            throw new IllegalArgumentException("清单至少要有一项；请补充要核对的内容");
        }
        if (items.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("清单里有空白的一项；请填写内容或删去这一项");
        }
        if (new HashSet<>(items).size() < items.size()) {
            throw new IllegalArgumentException("清单里有重复的内容；请删去多余的一项");
        }
    }

    @Override
    public ItemScore score(BigDecimal maximum, Observation observation) {
        BigDecimal met = observation.acceptedBy(this, maximum);
        return ItemScore.fraction(
                maximum.multiply(met),
                BigDecimal.valueOf(items.size()),
                maximum,
                items.size() + " 项中符合 " + new Figure(met) + " 项，" + new Figure(met) + " ÷ " + items.size() + " × "
                        + new Figure(maximum));
    }

    @Override
    public Optional<String> fault(BigDecimal maximum, Observation observation) {
        return observation.fault().or(() -> miscount(observation.value()));
    }

    private Optional<String> miscount(BigDecimal met) {
        if (met.signum() < 0) {
            return Optional.of("符合的项数不能是负数；都不符合请填 0");
        }
        if (!new Figure(met).isWhole()) {
            return Optional.of("符合的项数 " + new Figure(met) + " 不是整数；请逐项核对后重新勾选");
        }
        if (met.compareTo(BigDecimal.valueOf(items.size())) > 0) {
            return Optional.of("符合的项数 " + new Figure(met) + " 多于清单的 " + items.size() + " 项；请逐项核对后重新勾选");
        }
        return Optional.empty();
    }
}
