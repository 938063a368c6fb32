package cn.healthylishui.assessment.analysis;

import cn.healthylishui.assessment.analysis.ItemAnalysis.Correlated;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** 分析发现 in words: what somebody who adjusts the indicators should look at. */
final class Findings {

    private static final double MOST = 0.8;
    private static final double HALF = 0.5;
    private static final double NOTABLE = 0.3;
    private static final double NEARLY_SAME = 0.9;

    private Findings() {}

    static List<String> of(ItemAnalysis item, Scope scope) {
        List<String> findings = new ArrayList<>();
        if (item.objects() == 0) {
            findings.add("没有适用的对象");
        } else if (item.indicator().mustPass()) {
            mustPass(item, scope, findings);
        } else {
            points(item, scope, findings);
            correlation(item, findings);
            order(item, scope, findings);
        }
        gaps(item, findings);
        return List.copyOf(findings);
    }

    private static void mustPass(ItemAnalysis item, Scope scope, List<String> findings) {
        if (item.full() == item.objects()) {
            findings.add("全部达标");
        } else {
            findings.add("%d个%s中%d个达标、%d个不达标".formatted(item.objects(), scope.label(), item.full(), item.zero()));
        }
    }

    private static void points(ItemAnalysis item, Scope scope, List<String> findings) {
        Spread spread = Objects.requireNonNull(item.spread());
        int objects = item.objects();
        if (objects < Correlation.FEWEST) {
            findings.add("只有%d个%s，不足以分析".formatted(objects, scope.label()));
        }
        if (item.tellsNobodyApart()) {
            if (item.full() == objects) {
                findings.add("全部满分，没有区分度");
            } else if (item.zero() == objects) {
                findings.add("全部零分，没有区分度");
            } else {
                findings.add("得分全部相同（%s分），没有区分度".formatted(spread.minimum().toPlainString()));
            }
        } else if (item.shareFull() >= MOST) {
            findings.add("%d个中有%d个满分，区分度小".formatted(objects, item.full()));
        } else if (item.shareZero() >= HALF) {
            findings.add("%d个中有%d个零分，请核对数据和目标值".formatted(objects, item.zero()));
        }
    }

    private static void correlation(ItemAnalysis item, List<String> findings) {
        if (item.correlated() == Correlated.REST_CONSTANT) {
            findings.add("其余得分全部相同，算不出相关系数");
        }
        Correlation correlation = item.correlation();
        if (correlation == null) {
            return;
        }
        String both =
                "（皮尔逊%s，斯皮尔曼%s）".formatted(coefficient(correlation.pearson()), coefficient(correlation.spearman()));
        if (correlation.contradictory() && correlation.strongest() >= NOTABLE) {
            findings.add("两种相关系数方向相反" + both + "，多半由个别对象造成，看不出方向");
        } else if (item.againstTheRest()) {
            findings.add("与其余得分呈%s负相关%s，请核对评分方向".formatted(correlation.strongest() < NOTABLE ? "微弱的" : "", both));
        } else if (correlation.negative() && correlation.strongest() >= NOTABLE) {
            findings.add("与其余得分略呈负相关%s，但对象少，可能只是偶然；请留意评分方向".formatted(both));
        } else if (correlation.lower() >= NEARLY_SAME) {
            findings.add("与其余得分高度一致%s，看看是否与别的指标重复".formatted(both));
        }
    }

    private static void order(ItemAnalysis item, Scope scope, List<String> findings) {
        PairChanges pairs = item.pairs();
        if (pairs.pairs() == 0 || item.tellsNobodyApart()) {
            return;
        }
        if (pairs.changed() == 0) {
            findings.add("去掉它，先后不变");
            return;
        }
        findings.add("去掉它，%d对%s中有%d对的先后会变%s"
                .formatted(
                        pairs.pairs(),
                        scope.brief(),
                        pairs.changed(),
                        pairs.joined() == 0 ? "" : "（其中%d对变成同分）".formatted(pairs.joined())));
    }

    private static void gaps(ItemAnalysis item, List<String> findings) {
        if (item.missing() > 0) {
            findings.add(
                    item.indicator().mustPass()
                            ? "%d个没有数据，是否达标不明".formatted(item.missing())
                            : "%d个没有数据，按0分计".formatted(item.missing()));
        }
        if (item.provisional() > 0) {
            findings.add("%d个是暂用数据，更正后结果会变".formatted(item.provisional()));
        }
        if (item.notApplicable() > 0) {
            findings.add("%d个不适用，没有算进去".formatted(item.notApplicable()));
        }
        if (item.absent() > 0) {
            findings.add("%d个的指标表没有这一项，没有算进去".formatted(item.absent()));
        }
    }

    /** With two places and a real minus sign. */
    static String coefficient(double value) {
        return BigDecimal.valueOf(value)
                .setScale(2, RoundingMode.HALF_UP)
                .toPlainString()
                .replace('-', '−');
    }
}
