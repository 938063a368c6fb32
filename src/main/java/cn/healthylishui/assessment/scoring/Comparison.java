package cn.healthylishui.assessment.scoring;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How a value is held against a bound (比较方式). */
public enum Comparison {
    AT_LEAST(">=", "≥", "达到"),
    AT_MOST("<=", "≤", "不高于"),
    ABOVE(">", ">", "高于"),
    BELOW("<", "<", "低于"),
    EQUAL("=", "=", "等于");

    private final String symbol;
    private final String sign;
    private final String words;

    Comparison(String symbol, String sign, String words) {
        this.symbol = symbol;
        this.sign = sign;
        this.words = words;
    }

    /** Reads the symbol that stands in an indicator table. */
    public static Comparison of(String symbol) {
        return Arrays.stream(values())
                .filter(comparison -> comparison.symbol.equals(symbol))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("不认识比较符号“" + symbol + "”；请改用"
                        + Arrays.stream(values()).map(Comparison::symbol).collect(Collectors.joining(" ", " ", " "))
                        + "之一"));
    }

    /** Bounds are inclusive where the symbol says so; 95 and 95.00 are the same. */
    public boolean holds(BigDecimal value, BigDecimal bound) {
        int order = value.compareTo(bound);
        return switch (this) {
            case AT_LEAST -> order >= 0;
            case AT_MOST -> order <= 0;
            case ABOVE -> order > 0;
            case BELOW -> order < 0;
            case EQUAL -> order == 0;
        };
    }

    /** As it is stored: {@code >=}. */
    public String symbol() {
        return symbol;
    }

    /** As it is printed before a number: ≥. */
    public String sign() {
        return sign;
    }

    /** As it is read aloud: 达到. */
    public String words() {
        return words;
    }
}
