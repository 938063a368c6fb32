package cn.healthylishui.assessment.analysis;

import cn.healthylishui.assessment.indicator.Indicator;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * 指标分析 of one year: how each indicator relates to the result. Nothing but arithmetic on what was approved.
 *
 * @param revision the number of the result it is made from
 * @param totals the spread of the totals; null where there is no object
 * @param items in the order of the table
 * @param summary in a few sentences
 * @param warnings how little it proves
 */
public record Analysis(
        int year,
        int revision,
        Scope scope,
        String standard,
        List<Subject> subjects,
        @Nullable Spread totals,
        List<ItemAnalysis> items,
        List<String> summary,
        List<String> warnings) {

    private static final double CHANCE = 0.05;
    private static final int FEW = 30;

    public static Analysis of(
            int year,
            int revision,
            Scope scope,
            String standard,
            List<Indicator> indicators,
            List<Subject> subjects,
            BigDecimal fullMark) {
        List<ItemAnalysis> items = indicators.stream()
                .map(indicator -> ItemAnalysis.of(indicator, subjects, fullMark, scope))
                .toList();
        Spread totals = subjects.isEmpty()
                ? null
                : Spread.of(subjects.stream().map(Subject::score).toList());
        return new Analysis(
                year,
                revision,
                scope,
                standard,
                List.copyOf(subjects),
                totals,
                items,
                summary(scope, subjects.size(), totals, items),
                warnings(scope, subjects.size(), items));
    }

    public List<ItemAnalysis> scored() {
        return items.stream().filter(item -> !item.indicator().mustPass()).toList();
    }

    public List<ItemAnalysis> mustPass() {
        return items.stream().filter(item -> item.indicator().mustPass()).toList();
    }

    public Optional<ItemAnalysis> item(String code) {
        return items.stream()
                .filter(item -> item.indicator().code().equals(code))
                .findFirst();
    }

    private static List<String> summary(Scope scope, int objects, @Nullable Spread totals, List<ItemAnalysis> items) {
        if (totals == null) {
            return List.of("没有可以分析的%s。".formatted(scope.label()));
        }
        List<String> summary = new ArrayList<>();
        summary.add("%d个%s，总分最高%s，最低%s，相差%s，平均%s%s。"
                .formatted(
                        objects,
                        scope.label(),
                        totals.maximum().toPlainString(),
                        totals.minimum().toPlainString(),
                        totals.range().toPlainString(),
                        twoPlaces(totals.mean()),
                        totals.deviation() == null ? "" : "，标准差" + twoPlaces(totals.deviation())));
        List<ItemAnalysis> scored =
                items.stream().filter(item -> !item.indicator().mustPass()).toList();
        summary.add("%d项计分指标：%s。"
                .formatted(
                        scored.size(),
                        Stream.of(
                                        counted(scored, ItemAnalysis::tellsNobodyApart, "项所有对象得分相同，没有区分度"),
                                        counted(scored, ItemAnalysis::againstTheRest, "项与其余得分呈负相关"),
                                        counted(
                                                scored,
                                                item -> item.pairs().pairs() > 0
                                                        && item.pairs().changed() == 0
                                                        && !item.tellsNobodyApart(),
                                                "项去掉后先后不变"))
                                .collect(Collectors.joining("，"))));
        scored.stream()
                .filter(item -> item.pairs().changed() > 0)
                .max(Comparator.comparingInt(item -> item.pairs().changed()))
                .ifPresent(item -> summary.add("对先后影响最大的是“%s %s”：去掉它，%d对中有%d对（%s）的先后会变。"
                        .formatted(
                                item.indicator().code(),
                                item.indicator().name(),
                                item.pairs().pairs(),
                                item.pairs().changed(),
                                percent(item.pairs().share()))));
        List<String> failed = items.stream()
                .filter(item -> item.indicator().mustPass() && item.full() < item.objects())
                .map(item -> "“%s”%d个".formatted(item.indicator().name(), item.objects() - item.full()))
                .toList();
        if (!failed.isEmpty()) {
            summary.add("必备指标有不达标或不明的：%s。".formatted(String.join("，", failed)));
        }
        return List.copyOf(summary);
    }

    private static String counted(List<ItemAnalysis> items, Predicate<ItemAnalysis> wanted, String words) {
        return items.stream().filter(wanted).count() + words;
    }

    private static List<String> warnings(Scope scope, int objects, List<ItemAnalysis> items) {
        List<String> warnings = new ArrayList<>();
        long tested = items.stream()
                .filter(item -> item.correlated() == ItemAnalysis.Correlated.YES)
                .count();
        if (objects < Correlation.FEWEST) {
            warnings.add("只有%d个%s，不足以计算相关系数。".formatted(objects, scope.label()));
        } else {
            String bound = twoPlaces(Correlation.bound(objects));
            warnings.add(
                    objects < FEW
                            ? "只有%d个%s，能说明的很少：两组毫不相干的数字，也有5%%的可能凭偶然算出高于%s或低于−%s的相关系数。没有到这个界线的，不要当作规律。"
                                    .formatted(objects, scope.label(), bound, bound)
                            : "共%d个%s：高于%s或低于−%s的相关系数，凭偶然出现的可能不到5%%；但数值小的，即使不是偶然，关系也很弱。"
                                    .formatted(objects, scope.label(), bound, bound));
        }
        if (tested > 0) {
            warnings.add("这里同时看%d项，就算全都毫不相干，平均也会有%s项凭偶然超出界线。单凭一项的相关系数不能决定增删指标。"
                    .formatted(tested, BigDecimal.valueOf(tested * CHANCE).setScale(1, RoundingMode.HALF_UP)));
        }
        warnings.add("相关不是因果：相关系数高，不说明这项工作带动了总分；低或者为负，也不说明这项工作不重要。请结合业务和往年数据判断。");
        if (scope == Scope.COUNTIES) {
            warnings.add("丽水开发区用单独的指标表，只有一个对象，无从比较，不在其中。");
        } else {
            warnings.add("乡镇（街道）由各县（市、区）分别打分，宽严可能不同；合在一起算的相关系数也含这种差别。名次在各县（市、区）内排，所以“先后”只比同一县（市、区）内的乡镇（街道）。");
            if (items.stream().anyMatch(item -> item.absent() > 0)) {
                warnings.add("丽水开发区的街道必备指标较少，它没有的那几项不算它。");
            }
        }
        return List.copyOf(warnings);
    }

    private static String twoPlaces(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    private static String percent(double share) {
        return BigDecimal.valueOf(share * 100).setScale(1, RoundingMode.HALF_UP) + "%";
    }
}
