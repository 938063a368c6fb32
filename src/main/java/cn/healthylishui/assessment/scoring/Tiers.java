package cn.healthylishui.assessment.scoring;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** A share of the points by the best tier that is reached, below the last tier none (分档得分). */
public record Tiers(Comparison comparison, List<Tier> tiers) implements Method {

    /** One tier (档): what must be reached, and the share of the points it earns. */
    public record Tier(BigDecimal bound, BigDecimal share) {

        public Tier {
            new Figure(bound).check("各档界线");
            new Figure(share).check("得分比例");
            if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
                throw new IllegalArgumentException("得分比例 " + new Figure(share) + " 不在 0 到 1 之间；请改正，例如八成写作 0.8");
            }
        }
    }

    public Tiers {
        tiers = List.copyOf(tiers);
        if (comparison != Comparison.AT_LEAST && comparison != Comparison.AT_MOST) {
            throw new IllegalArgumentException("分档得分不能用 " + comparison.symbol() + " 比较；请改用 >= 或 <=");
        }
        if (tiers.isEmpty()) {
            throw new IllegalArgumentException("分档得分至少要有一档；请补充界线和得分比例");
        }
        for (int i = 1; i < tiers.size(); i++) {
            refuseUnlessLower(comparison, tiers.get(i - 1), tiers.get(i));
        }
    }

    /** The first tier that holds counts: one out of order could never be reached, or would reward the worse value. */
    private static void refuseUnlessLower(Comparison comparison, Tier better, Tier next) {
        int order = next.bound().compareTo(better.bound());
        boolean highest = comparison == Comparison.AT_LEAST;
        if (highest ? order >= 0 : order <= 0) {
            throw new IllegalArgumentException("各档界线须" + (highest ? "由高到低" : "由低到高") + "，" + new Figure(better.bound())
                    + " 之后不能是 " + new Figure(next.bound()) + "；请调整各档的顺序");
        }
        if (next.share().compareTo(better.share()) >= 0) {
            throw new IllegalArgumentException(
                    "各档得分比例须逐档降低，" + new Figure(better.share()) + " 之后不能是 " + new Figure(next.share()) + "；请修改得分比例");
        }
    }

    @Override
    public ItemScore score(BigDecimal maximum, Observation observation) {
        BigDecimal value = observation.acceptedBy(this, maximum);
        for (Tier tier : tiers) {
            if (comparison.holds(value, tier.bound())) {
                return ItemScore.rounded(
                        maximum.multiply(tier.share()),
                        maximum,
                        new Figure(value) + " 达到 " + sign(tier) + " 这一档，" + new Figure(maximum) + " × "
                                + new Figure(tier.share()));
            }
        }
        return ItemScore.none(maximum, new Figure(value) + " 未达到最低一档 " + sign(tiers.get(tiers.size() - 1)));
    }

    private String sign(Tier tier) {
        return comparison.sign() + new Figure(tier.bound());
    }

    @Override
    public Optional<String> fault(BigDecimal maximum, Observation observation) {
        return observation.fault();
    }
}
