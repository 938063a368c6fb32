package cn.healthylishui.assessment.indicator;

import cn.healthylishui.assessment.scoring.Tiers.Tier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** 分档 as it is written in one cell: 95得100%；90得80%. Shares are also understood as 95:1; 90:0.8. */
final class TierText {

    private static final String NUMBER = "[-+−]?\\d{1,15}(?:\\.\\d{1,15})?";
    private static final Pattern TIER =
            Pattern.compile("[≥≤<>=]*(" + NUMBER + ")[%‰]?(?:得|:)(?:满分的)?(" + NUMBER + ")(%?)");

    private TierText() {}

    static String of(List<Tier> tiers) {
        return tiers.stream()
                .map(tier -> "%s得%s%%"
                        .formatted(
                                MethodKind.plain(tier.bound()),
                                MethodKind.plain(tier.share().movePointRight(2))))
                .collect(Collectors.joining("；"));
    }

    /** @throws IllegalArgumentException in Chinese, where it cannot be understood or a tier is impossible */
    static List<Tier> read(String text) {
        List<Tier> tiers = new ArrayList<>();
        for (String part : text.split("[；;，、\\n\\r]+")) {
            String tier = part.replace('：', ':').replaceAll("[\\s\\u3000]", "");
            if (tier.isEmpty()) {
                continue;
            }
            Matcher matcher = TIER.matcher(tier);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("“%s”看不懂；请写作“95得100%%；90得80%%”的样子".formatted(part.strip()));
            }
            BigDecimal share = number(matcher.group(2));
            tiers.add(new Tier(
                    number(matcher.group(1)),
                    matcher.group(3).isEmpty() ? share : TableReader.normal(share.movePointLeft(2))));
        }
        return tiers;
    }

    private static BigDecimal number(String text) {
        return TableReader.normal(new BigDecimal(text.replace('−', '-')));
    }
}
