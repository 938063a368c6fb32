package cn.healthylishui.assessment.scoring;

import java.math.BigDecimal;
import java.util.Optional;

/** A number as it stands in a sentence: without trailing zeros, with a real minus sign. */
record Figure(BigDecimal number) {

    private static final int DECIMALS = 4;
    private static final int WHOLE_DIGITS = 14;

    /** What is wrong with it in any method; tested before the number is ever written out, for it may be absurdly long. */
    Optional<String> fault(String name) {
        BigDecimal plain = number.stripTrailingZeros();
        if ((long) plain.precision() - plain.scale() > WHOLE_DIGITS) {
            return Optional.of(name + "过大，整数部分最多 " + WHOLE_DIGITS + " 位；请核对单位和小数点");
        }
        if (plain.scale() > DECIMALS) {
            return Optional.of(name + "有 " + plain.scale() + " 位小数，最多 " + DECIMALS + " 位；请四舍五入到 " + DECIMALS + " 位小数");
        }
        return Optional.empty();
    }

    /** The same for a parameter of a method, which is refused outright. */
    void check(String name) {
        fault(name).ifPresent(message -> {
            throw new IllegalArgumentException(message);
        });
    }

    boolean isWhole() {
        return number.stripTrailingZeros().scale() <= 0;
    }

    /** The difference as it is written: nobody should have to read "5 − −10". */
    String minus(Figure other) {
        return other.number.signum() < 0 ? this + " + " + new Figure(other.number.negate()) : this + " − " + other;
    }

    @Override
    public String toString() {
        return number.stripTrailingZeros().toPlainString().replace('-', '−');
    }
}
