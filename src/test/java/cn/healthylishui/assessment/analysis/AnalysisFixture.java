package cn.healthylishui.assessment.analysis;

import cn.healthylishui.assessment.analysis.Subject.Item;
import cn.healthylishui.assessment.analysis.Subject.State;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.SourceKind;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.scoring.Judged;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Objects and indicators of a few figures each. */
public final class AnalysisFixture {

    private AnalysisFixture() {}

    public static Indicator indicator(String code, String points) {
        return indicator(code, points, false);
    }

    public static Indicator mustPass(String code) {
        return indicator(code, "0", true);
    }

    private static Indicator indicator(String code, String points, boolean mustPass) {
        return new Indicator(
                code,
                Integer.parseInt(code.substring(1)),
                "指标" + code,
                "领域",
                null,
                Set.of(DistrictKind.COUNTY),
                mustPass,
                new BigDecimal(points),
                "分",
                "HIGHER",
                new Judged("看情况"),
                SourceKind.UNIT_RECORD,
                "shi-wjw",
                false,
                false,
                null,
                "标准",
                null,
                true,
                null,
                "ours");
    }

    public static Item item(String points, String maximum) {
        return new Item(new BigDecimal(points), new BigDecimal(maximum), false, State.GIVEN, false);
    }

    public static Item missing(String maximum) {
        return new Item(BigDecimal.ZERO, new BigDecimal(maximum), false, State.MISSING, false);
    }

    public static Item notApplicable() {
        return new Item(BigDecimal.ZERO, BigDecimal.ZERO, true, State.NOT_APPLICABLE, false);
    }

    public static Item met(boolean met) {
        return new Item(BigDecimal.ZERO, BigDecimal.ZERO, met, State.GIVEN, false);
    }

    public static Subject subject(String code, String score, Map<String, Item> items) {
        return subject(code, "", score, items);
    }

    public static Subject subject(String code, String group, String score, Map<String, Item> items) {
        return new Subject(code, "县" + code, group, new BigDecimal(score), items);
    }

    /** Objects with the same indicators of 10 points each; a total is the sum. */
    public static List<Subject> subjects(List<List<Integer>> rows) {
        return IntStream.range(0, rows.size())
                .mapToObj(number -> {
                    Map<String, Item> items = new HashMap<>();
                    int total = 0;
                    for (int column = 0; column < rows.get(number).size(); column++) {
                        int points = rows.get(number).get(column);
                        total += points;
                        items.put("C" + (column + 1), item(String.valueOf(points), "10"));
                    }
                    return subject(String.valueOf(number), String.valueOf(total), items);
                })
                .toList();
    }

    public static List<Indicator> indicators(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> indicator("C" + number, "10"))
                .toList();
    }
}
