package cn.healthylishui.assessment.scoring;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a reference comes from (参照依据), as the indicator table says.
 *
 * @param official whether there is an official figure for the whole city, to be given once with its source
 * @param countiesOnly whether a mean is over the nine counties alone, without the zone
 * @param parts what the value is a share of, where both are reported: the mean is then the sum of the one by the sum of the other
 * @param targets what was set for each place (下达任务、控制指标)
 */
public record ReferenceBasis(
        boolean official, boolean countiesOnly, @Nullable Parts parts, List<Target> targets) {

    /** What tables say that were published before there was a choice. */
    public static final ReferenceBasis DEFAULT = new ReferenceBasis(false, false, null, List.of());

    /** 分子、分母 by name. */
    public record Parts(String numerator, String denominator) {

        public Parts {
            if (numerator.isBlank() || denominator.isBlank()) {
                throw new IllegalArgumentException("分子和分母都要写明");
            }
        }
    }

    /** @param place the code of the district */
    public record Target(String place, String name, BigDecimal value) {

        public Target {
            new Figure(value).check(name + "的目标");
        }
    }

    public ReferenceBasis {
        targets = List.copyOf(targets);
        Set<String> places = new HashSet<>();
        targets.forEach(target -> {
            if (!places.add(target.place())) {
                throw new IllegalArgumentException("“%s”有两个目标；请只留一个".formatted(target.name()));
            }
        });
    }

    public Optional<BigDecimal> target(String place) {
        return targets.stream()
                .filter(target -> target.place().equals(place))
                .map(Target::value)
                .findFirst();
    }
}
