package cn.healthylishui.assessment.indicator;

import cn.healthylishui.assessment.organization.DistrictKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * 两个版本的差别, indicator by indicator.
 *
 * @param reordered whether those that stay follow each other in another order
 * @param fields the points of each field in both, in the order of the tables
 * @param moved how many points went from some indicators to others, or came or went
 */
public record TableDifference(
        IndicatorTable before,
        IndicatorTable after,
        List<IndicatorLine> added,
        List<IndicatorLine> removed,
        List<Changed> changed,
        boolean reordered,
        List<FieldPoints> fields,
        BigDecimal pointsBefore,
        BigDecimal pointsAfter,
        BigDecimal moved) {

    /** One thing about an indicator that is not as it was. */
    public record Change(String what, String before, String after) {}

    public record Changed(Indicator before, Indicator after, List<Change> changes) {

        /** By how many points it counts more, or less. */
        public BigDecimal points() {
            return after.points().subtract(before.points());
        }
    }

    public record FieldPoints(String field, BigDecimal before, BigDecimal after) {

        public BigDecimal difference() {
            return after.subtract(before);
        }
    }

    private record Property(String label, Function<Indicator, String> words) {}

    public static TableDifference of(IndicatorTable before, IndicatorTable after, Owners owners) {
        Map<String, Indicator> earlier = byCode(before);
        Map<String, Indicator> later = byCode(after);
        List<Changed> changed = new ArrayList<>();
        List<Property> properties = properties(after.appliesTo(), owners);
        later.forEach((code, indicator) -> {
            Indicator was = earlier.get(code);
            if (was != null) {
                List<Change> changes = changes(was, indicator, properties);
                if (!changes.isEmpty()) {
                    changed.add(new Changed(was, indicator, changes));
                }
            }
        });
        return new TableDifference(
                before,
                after,
                lines(after, earlier.keySet(), owners),
                lines(before, later.keySet(), owners),
                changed,
                !kept(earlier, later).equals(kept(later, earlier)),
                fields(before, after),
                points(counted(before)),
                points(counted(after)),
                moved(earlier, later));
    }

    public boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty() && changed.isEmpty() && !reordered;
    }

    private static Map<String, Indicator> byCode(IndicatorTable table) {
        Map<String, Indicator> indicators = new LinkedHashMap<>();
        table.indicators().forEach(indicator -> indicators.put(indicator.code(), indicator));
        return indicators;
    }

    private static List<IndicatorLine> lines(IndicatorTable table, Set<String> inTheOther, Owners owners) {
        return table.indicators().stream()
                .filter(indicator -> !inTheOther.contains(indicator.code()))
                .map(indicator -> IndicatorLine.of(table.appliesTo(), indicator, owners))
                .toList();
    }

    private static List<String> kept(Map<String, Indicator> of, Map<String, Indicator> other) {
        return of.keySet().stream().filter(other::containsKey).toList();
    }

    private static List<Change> changes(Indicator before, Indicator after, List<Property> properties) {
        return properties.stream()
                .map(property -> new Change(
                        property.label(),
                        property.words().apply(before),
                        property.words().apply(after)))
                .filter(change -> !change.before().equals(change.after()))
                .toList();
    }

    private static List<Property> properties(TableKind kind, Owners owners) {
        return List.of(
                new Property("指标名称", Indicator::name),
                new Property("领域", Indicator::field),
                new Property("必备内容", indicator -> said(indicator.content())),
                new Property("适用范围", IndicatorLine::scope),
                new Property("必备指标", indicator -> yesNo(indicator.mustPass())),
                new Property("满分", indicator -> MethodKind.plain(indicator.points())),
                new Property("计量单位", Indicator::unitOfMeasure),
                new Property("指标方向", indicator -> Direction.valueOf(indicator.direction())
                        .label()),
                new Property("评分方法", IndicatorLine::method),
                new Property("数据来源", indicator -> indicator.sourceKind().label()),
                new Property("责任单位", indicator -> owners.name(kind, indicator.owner())),
                new Property("重点指标", indicator -> yesNo(indicator.key())),
                new Property("须附佐证", indicator -> yesNo(indicator.evidenceRequired())),
                new Property("佐证要求", indicator -> said(indicator.evidence())),
                new Property("评分标准", Indicator::criterion),
                new Property("阶段目标", indicator -> said(indicator.stageTarget())),
                new Property("可不适用", indicator -> yesNo(indicator.notApplicableAllowed())),
                new Property("数据依据", indicator -> said(indicator.dataSource())),
                new Property("依据核对", indicator -> Confidence.of(indicator.confidence())
                        .label()));
    }

    private static String yesNo(boolean value) {
        return value ? "是" : "否";
    }

    private static String said(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static List<FieldPoints> fields(IndicatorTable before, IndicatorTable after) {
        return Stream.concat(counted(after).stream(), counted(before).stream())
                .map(Indicator::field)
                .distinct()
                .map(field -> new FieldPoints(field, of(field, before), of(field, after)))
                .toList();
    }

    private static BigDecimal of(String field, IndicatorTable table) {
        return points(counted(table).stream()
                .filter(indicator -> indicator.field().equals(field))
                .toList());
    }

    private static BigDecimal points(List<Indicator> indicators) {
        return indicators.stream().map(Indicator::points).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What a full mark is made of: without the must-pass items; of the townships' table what a county's are scored by. */
    private static List<Indicator> counted(IndicatorTable table) {
        return table.indicators().stream()
                .filter(indicator -> !indicator.mustPass())
                .filter(indicator -> table.appliesTo() != TableKind.TOWNSHIP
                        || indicator.parents().contains(DistrictKind.COUNTY))
                .toList();
    }

    private static BigDecimal moved(Map<String, Indicator> before, Map<String, Indicator> after) {
        BigDecimal more = BigDecimal.ZERO;
        BigDecimal less = BigDecimal.ZERO;
        for (String code :
                Stream.concat(before.keySet().stream(), after.keySet().stream()).collect(Collectors.toSet())) {
            BigDecimal difference = points(after.get(code)).subtract(points(before.get(code)));
            if (difference.signum() > 0) {
                more = more.add(difference);
            } else {
                less = less.subtract(difference);
            }
        }
        return more.max(less);
    }

    private static BigDecimal points(@Nullable Indicator indicator) {
        return indicator == null ? BigDecimal.ZERO : indicator.points();
    }
}
