package cn.healthylishui.assessment.scoring;

import java.math.BigDecimal;
import java.util.Optional;

/** The result of another assessment, such as 平安丽水, brought to this indicator's points (直接采用). */
public record TakenOver(String from, BigDecimal fullMark) implements Method {

    public TakenOver {
        if (from.isBlank()) {
            throw new IllegalArgumentException("没有写明采用哪项考核的结果；请填写考核名称，例如平安丽水");
        }
        new Figure(fullMark).check("原考核满分");
        if (fullMark.signum() <= 0) {
            throw new IllegalArgumentException("原考核满分须大于 0，不能是 " + new Figure(fullMark) + "；请修改原考核满分");
        }
    }

    @Override
    public ItemScore score(BigDecimal maximum, Observation observation) {
        BigDecimal mark = observation.acceptedBy(this, maximum);
        return ItemScore.fraction(
                maximum.multiply(mark),
                fullMark,
                maximum,
                "采用" + from + "结果，" + new Figure(mark) + " ÷ " + new Figure(fullMark) + " × " + new Figure(maximum));
    }

    @Override
    public Optional<String> fault(BigDecimal maximum, Observation observation) {
        return observation.fault().or(() -> outside(observation.value()));
    }

    private Optional<String> outside(BigDecimal mark) {
        if (mark.signum() < 0) {
            return Optional.of(from + "得分不能是负数；请核对原考核结果");
        }
        if (mark.compareTo(fullMark) > 0) {
            return Optional.of(from + "得分 " + new Figure(mark) + " 高于它的满分 " + new Figure(fullMark)
                    + "；请核对原考核结果，满分有误的请市健康丽水办修改指标表");
        }
        return Optional.empty();
    }
}
