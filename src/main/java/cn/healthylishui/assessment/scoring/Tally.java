package cn.healthylishui.assessment.scoring;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** 得票: how many raters gave a unit which mark. */
public record Tally(Map<AppraisalMark, Integer> counts) {

    public static final Tally NONE = new Tally(Map.of());

    public Tally {
        Map<AppraisalMark, Integer> copy = new EnumMap<>(AppraisalMark.class);
        copy.putAll(counts);
        copy.forEach((mark, count) -> {
            if (count < 0) {
                throw new IllegalArgumentException("“" + mark.label() + "”的票数不能是负数 " + count + "；请重新统计测评票");
            }
        });
        copy.values().removeIf(count -> count == 0);
        counts = Collections.unmodifiableMap(copy);
    }

    public int count(AppraisalMark mark) {
        return counts.getOrDefault(mark, 0);
    }

    /** Every ballot, those that say 不了解 too. */
    public int ballots() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The ballots that count. */
    public int rated() {
        return ballots() - count(AppraisalMark.UNKNOWN);
    }

    public Tally plus(Tally other) {
        Map<AppraisalMark, Integer> sum = new EnumMap<>(AppraisalMark.class);
        sum.putAll(counts);
        other.counts.forEach((mark, count) -> sum.merge(mark, count, Integer::sum));
        return new Tally(sum);
    }

    /** @param worth what 优秀, 良好, 一般 and 较差 are worth */
    long points(List<Integer> worth) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey() != AppraisalMark.UNKNOWN)
                .mapToLong(entry -> (long) worth.get(entry.getKey().ordinal()) * entry.getValue())
                .sum();
    }
}
