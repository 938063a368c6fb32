package cn.healthylishui.assessment.scoring;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Whether totals can be told apart (区分度): no two are equal and the highest lies far enough above the lowest.
 *
 * @param ties the equal totals, highest first
 */
public record Differentiation(List<Tie> ties, BigDecimal spread, boolean sufficient) {

    /** Objects with the same total (同分), in the order of their codes. */
    public record Tie(BigDecimal score, List<String> codes) {

        public Tie {
            codes = codes.stream().sorted().toList();
        }
    }

    public Differentiation {
        ties = List.copyOf(ties);
    }

    public static Differentiation of(Map<String, BigDecimal> totals, BigDecimal minimumSpread) {
        // Ordered by compareTo, so that 880 and 880.00 are one total.
        NavigableMap<BigDecimal, List<String>> codesByTotal = new TreeMap<>();
        totals.forEach((code, total) ->
                codesByTotal.computeIfAbsent(total, same -> new ArrayList<>()).add(code));
        List<Tie> ties = codesByTotal.descendingMap().entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> new Tie(entry.getKey(), entry.getValue()))
                .toList();
        BigDecimal spread = codesByTotal.isEmpty()
                ? BigDecimal.ZERO
                : codesByTotal.lastKey().subtract(codesByTotal.firstKey());
        boolean nothingToTellApart = totals.size() <= 1;
        return new Differentiation(
                ties, spread, nothingToTellApart || (ties.isEmpty() && spread.compareTo(minimumSpread) >= 0));
    }
}
