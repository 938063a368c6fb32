package cn.healthylishui.assessment.scoring;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * 平均 of several places: what all have together by what all have together where every place reported both, else the plain mean. Rounded
 * once, half up.
 *
 * @param arithmetic how it comes about, so that anybody can work it out again
 */
public record Mean(BigDecimal value, String arithmetic, List<String> places) {

    private static final int DECIMALS = 4;

    /** @param share what the value is made of, where that was reported */
    public record Part(
            String place, BigDecimal value, @Nullable Share share) {}

    public Mean {
        places = List.copyOf(places);
    }

    /**
     * @param factor what a share is multiplied with to make a value
     * @param named what the value is a share of, where the table says so
     * @return empty where there is no place
     */
    public static Optional<Mean> of(List<Part> parts, BigDecimal factor, ReferenceBasis.@Nullable Parts named) {
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        List<String> places = parts.stream().map(Part::place).toList();
        if (named == null) {
            return Optional.of(plain(parts, places, ""));
        }
        List<String> without = parts.stream()
                .filter(part -> part.share() == null)
                .map(Part::place)
                .toList();
        if (!without.isEmpty()) {
            return Optional.of(plain(parts, places, "（%s没有报分子和分母，不能合计相除）".formatted(String.join("、", without))));
        }
        Share sum = parts.stream()
                .map(part -> Objects.requireNonNull(part.share()))
                .reduce(Share::plus)
                .orElseThrow();
        return Optional.of(new Mean(
                sum.value(factor),
                "合计相除：%s合计 %s ÷ %s合计 %s%s"
                        .formatted(
                                named.numerator(),
                                new Figure(sum.numerator()),
                                named.denominator(),
                                new Figure(sum.denominator()),
                                factor.compareTo(BigDecimal.ONE) == 0 ? "" : " × " + new Figure(factor)),
                places));
    }

    private static Mean plain(List<Part> parts, List<String> places, String why) {
        BigDecimal sum = parts.stream().map(Part::value).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal count = BigDecimal.valueOf(parts.size());
        return new Mean(
                sum.divide(count, DECIMALS, RoundingMode.HALF_UP),
                "各地算术平均%s：各地的数之和 %s ÷ %s".formatted(why, new Figure(sum), new Figure(count)),
                places);
    }

    /** @param without the places that have no value */
    public String words(List<String> without) {
        return "%s，取4位小数；参加计算的：%s%s"
                .formatted(
                        arithmetic,
                        String.join("、", places),
                        without.isEmpty() ? "" : without.stream().collect(Collectors.joining("、", "；没有数、不参加的：", "")));
    }
}
