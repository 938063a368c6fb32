package cn.healthylishui.assessment.upkeep;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * 保留规则: every backup of the last days, beyond them the first of each of the last months; the newest in any case. One that was made while
 * ballots were cast goes as soon as there is a newer: two of them side by side would tell whose ballot came in between.
 */
final class KeepRule {

    private KeepRule() {}

    /** Something that was made on a day. */
    record Made(String name, LocalDate on, boolean voting) {}

    /**
     * @param all those that are whole, oldest first
     * @return the names of those that may go
     */
    static List<String> expired(List<Made> all, LocalDate today, int days, int months) {
        Map<YearMonth, String> firsts = new HashMap<>();
        all.stream()
                .filter(made -> !made.voting())
                .forEach(made -> firsts.putIfAbsent(YearMonth.from(made.on()), made.name()));
        YearMonth oldest = YearMonth.from(today).minusMonths(months);
        return all.stream()
                .limit(Math.max(0, all.size() - 1))
                .filter(made -> made.voting() || !made.on().isAfter(today.minusDays(days)))
                .filter(made -> made.voting()
                        || !(made.name().equals(firsts.get(YearMonth.from(made.on())))
                                && YearMonth.from(made.on()).isAfter(oldest)))
                .map(Made::name)
                .toList();
    }
}
