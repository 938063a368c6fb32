package cn.healthylishui.assessment.analysis;

import java.math.BigDecimal;
import java.util.List;

/**
 * 先后的变化: of all pairs that are ranked against each other, those whose order is another one by the second figure.
 *
 * @param reversed the other one comes first
 * @param joined one came first, then both are equal
 * @param parted both were equal, then one comes first
 */
public record PairChanges(int pairs, int reversed, int joined, int parted) {

    record Standing(String group, BigDecimal before, BigDecimal after) {}

    static PairChanges of(List<Standing> standings) {
        int pairs = 0;
        int reversed = 0;
        int joined = 0;
        int parted = 0;
        for (int i = 0; i < standings.size(); i++) {
            for (int j = i + 1; j < standings.size(); j++) {
                Standing one = standings.get(i);
                Standing other = standings.get(j);
                if (!one.group().equals(other.group())) {
                    continue;
                }
                pairs++;
                int before = one.before().compareTo(other.before());
                int after = one.after().compareTo(other.after());
                if (before * after < 0) {
                    reversed++;
                } else if (before != 0 && after == 0) {
                    joined++;
                } else if (before == 0 && after != 0) {
                    parted++;
                }
            }
        }
        return new PairChanges(pairs, reversed, joined, parted);
    }

    public int changed() {
        return reversed + joined + parted;
    }

    /** Of all pairs; 0 where there are none. */
    public double share() {
        return pairs == 0 ? 0 : (double) changed() / pairs;
    }
}
