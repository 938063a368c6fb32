package cn.healthylishui.assessment.scoring;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The order of totals (排名): the highest is first, equal totals share a rank and the next one is skipped (1, 1, 3). */
public final class Ranking {

    private Ranking() {}

    /** The rank of every code; the map runs from the first to the last, equal totals in the order of their codes. */
    public static Map<String, Integer> of(Map<String, BigDecimal> totals) {
        Map<BigDecimal, List<String>> codesByTotal = new TreeMap<>(Comparator.reverseOrder());
        totals.forEach((code, total) ->
                codesByTotal.computeIfAbsent(total, same -> new ArrayList<>()).add(code));
        Map<String, Integer> ranks = new LinkedHashMap<>();
        for (List<String> sharing : codesByTotal.values()) {
            int rank = ranks.size() + 1;
            sharing.stream().sorted().forEach(code -> ranks.put(code, rank));
        }
        return Collections.unmodifiableMap(ranks);
    }
}
