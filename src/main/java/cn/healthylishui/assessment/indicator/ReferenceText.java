package cn.healthylishui.assessment.indicator;

import cn.healthylishui.assessment.scoring.ReferenceBasis.Parts;
import cn.healthylishui.assessment.scoring.ReferenceBasis.Target;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** 参照依据 as text in one cell: “莲都区=12；龙泉市=10” and “健康村数/村总数”. */
final class ReferenceText {

    private static final Pattern TARGET = Pattern.compile("(.+?)[=:](-?\\d+(?:\\.\\d+)?)[%‰]?");

    private ReferenceText() {}

    static String of(List<Target> targets) {
        return targets.stream()
                .map(target -> target.name() + "=" + MethodKind.plain(target.value()))
                .collect(Collectors.joining("；"));
    }

    static String of(Parts parts) {
        return parts.numerator() + "/" + parts.denominator();
    }

    /**
     * One target for each of the places, in their order.
     *
     * @param places code to the names by which a place may be called, the proper one first
     * @throws IllegalArgumentException in Chinese, where it cannot be understood or one is missing
     */
    static List<Target> targets(String text, Map<String, List<String>> places) {
        Map<String, BigDecimal> found = new HashMap<>();
        for (String part : text.split("[；;，、\\n\\r]+")) {
            String one = Normalizer.normalize(part, Normalizer.Form.NFKC)
                    .replace('−', '-')
                    .replaceAll("\\s", "");
            if (one.isEmpty()) {
                continue;
            }
            Matcher matcher = TARGET.matcher(one);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("“%s”看不懂；请写作“莲都区=12；龙泉市=10”的样子".formatted(part.strip()));
            }
            String place = places.entrySet().stream()
                    .filter(known -> known.getValue().contains(matcher.group(1)))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("“%s”不是这张表考核的地方；这里要写%s的目标"
                            .formatted(matcher.group(1), names(places, List.copyOf(places.keySet())))));
            if (found.put(place, TableReader.normal(new BigDecimal(matcher.group(2)))) != null) {
                throw new IllegalArgumentException("“%s”有两个目标；请只留一个".formatted(matcher.group(1)));
            }
        }
        List<String> missing = places.keySet().stream()
                .filter(place -> !found.containsKey(place))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("没有写%s的目标；每个地方都要有一个".formatted(names(places, missing)));
        }
        List<Target> targets = new ArrayList<>();
        places.forEach((place, names) -> targets.add(new Target(place, names.get(0), value(found, place))));
        return targets;
    }

    private static BigDecimal value(Map<String, BigDecimal> found, String place) {
        return found.getOrDefault(place, BigDecimal.ZERO);
    }

    private static String names(Map<String, List<String>> places, List<String> codes) {
        return codes.stream()
                .map(code -> places.getOrDefault(code, List.of(code)).get(0))
                .collect(Collectors.joining("、"));
    }

    /** @throws IllegalArgumentException in Chinese, where it cannot be understood */
    static Parts parts(String text) {
        String[] both = Normalizer.normalize(text, Normalizer.Form.NFKC).split("/", -1);
        if (both.length != 2 || both[0].isBlank() || both[1].isBlank()) {
            throw new IllegalArgumentException("“%s”看不懂；请写作“健康村数/村总数”的样子，斜线前面是分子，后面是分母".formatted(text));
        }
        return new Parts(both[0].strip(), both[1].strip());
    }
}
