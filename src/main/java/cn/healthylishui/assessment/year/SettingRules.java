package cn.healthylishui.assessment.year;

import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.year.YearSettings.Name;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a setting may be, alone and beside the others. */
final class SettingRules {

    private static final int HUNDRED = 100;

    private SettingRules() {}

    /** What was typed as it is stored: half-width, numbers without needless zeros, lists with commas, highest first where their order means nothing. */
    static String plain(Name name, String typed) {
        String text = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
        if (isList(name)) {
            Stream<String> parts = Arrays.stream(text.split("[,、;\\s/]+")).filter(part -> !part.isEmpty());
            return name == Name.REMINDER_WORKING_DAYS
                    ? parts.sorted(Comparator.comparing(SettingRules::size).reversed())
                            .collect(Collectors.joining(","))
                    : parts.collect(Collectors.joining(","));
        }
        return text.matches("\\d+\\.\\d+")
                ? new BigDecimal(text).stripTrailingZeros().toPlainString()
                : text;
    }

    private static int size(String number) {
        return number.matches("\\d{1,5}") ? Integer.parseInt(number) : Integer.MAX_VALUE;
    }

    private static boolean isList(Name name) {
        return name == Name.REMINDER_WORKING_DAYS || name == Name.APPRAISAL_MARKS || name == Name.RATER_WEIGHTS;
    }

    /**
     * Why the values will not do, with what they do not touch as it was; empty where they will.
     *
     * @param values in their plain form
     * @param townships by kind of district, how many the one with the fewest has
     */
    static Optional<String> wrong(YearSettings before, Map<Name, String> values, Map<DistrictKind, Integer> townships) {
        for (Map.Entry<Name, String> value : values.entrySet()) {
            Optional<String> wrong = wrong(value.getKey(), value.getValue(), townships);
            if (wrong.isPresent()) {
                return wrong.map(message -> "“%s”%s".formatted(value.getKey().label(), message));
            }
        }
        Map<String, String> all = new HashMap<>();
        for (Name name : Name.values()) {
            all.put(name.name(), values.getOrDefault(name, before.text(name)));
        }
        YearSettings after = YearSettings.of(all);
        return after.passBound().compareTo(after.excellentBound()) >= 0
                ? Optional.of("合格分数线（%s分）应低于优秀分数线（%s分）。"
                        .formatted(
                                after.passBound().toPlainString(),
                                after.excellentBound().toPlainString()))
                : Optional.empty();
    }

    private static Optional<String> wrong(Name name, String value, Map<DistrictKind, Integer> townships) {
        return switch (name) {
            case FULL_MARK ->
                value.equals(YearSettings.DEFAULTS.text(name))
                        ? Optional.empty()
                        : Optional.of("固定为%s分，三张指标表的分值之和都是这个数，不能改。".formatted(YearSettings.DEFAULTS.text(name)));
            case PASS_BOUND, EXCELLENT_BOUND -> decimal(value, "1", YearSettings.DEFAULTS.text(Name.FULL_MARK), "分");
            case EXCELLENT_SHARE_PERCENT, UNIT_REVIEW_PERCENT -> whole(value, 0, HUNDRED, "");
            case MINIMUM_SPREAD -> decimal(value, "0", "200", "分");
            case LEAD_TASK_WEIGHT -> decimal(value, "1", "10", "");
            case REMINDER_WORKING_DAYS -> reminders(value);
            case APPRAISAL_MARKS -> marks(value);
            case RATER_WEIGHTS -> weights(value);
            case COUNTY_SAMPLE -> sample(value, townships.getOrDefault(DistrictKind.COUNTY, 1), "乡镇（街道）最少的县（市、区）");
            case ZONE_SAMPLE -> sample(value, townships.getOrDefault(DistrictKind.ZONE, 1), "丽水开发区");
            case SMALLEST_SHOWN_RATER_GROUP -> whole(value, 3, 50, "票").map(message -> message + "少于3票单独显示，会看出是谁打的分。");
            case COMMENT_WORKING_DAYS, RED_AFTER_WORKING_DAYS, PUBLICITY_WORKING_DAYS -> whole(value, 1, 30, "个工作日");
            case RECTIFICATION_DAYS -> whole(value, 1, 365, "日");
            case RECTIFICATION_ROUNDS -> whole(value, 1, 10, "次");
            case INVESTIGATION_WORKING_DAYS -> whole(value, 1, 180, "个工作日");
            case OBJECTION_WORKING_DAYS,
                    INTERVIEW_NOTICE_WORKING_DAYS,
                    PLAN_WORKING_DAYS,
                    RECTIFICATION_CHECK_WORKING_DAYS,
                    HEARING_WORKING_DAYS,
                    PROGRESS_WORKING_DAYS,
                    FIGURE_WORKING_DAYS -> whole(value, 1, 60, "个工作日");
        };
    }

    private static Optional<String> whole(String value, int least, int most, String unit) {
        return value.matches("\\d{1,5}") && Integer.parseInt(value) >= least && Integer.parseInt(value) <= most
                ? Optional.empty()
                : Optional.of("应为%d至%d之间的整数%s，不能是“%s”。"
                        .formatted(least, most, unit.isEmpty() ? "" : "（" + unit + "）", value));
    }

    private static Optional<String> decimal(String value, String least, String most, String unit) {
        boolean fits = value.matches("\\d{1,5}(\\.\\d{1,2})?")
                && new BigDecimal(value).compareTo(new BigDecimal(least)) >= 0
                && new BigDecimal(value).compareTo(new BigDecimal(most)) <= 0;
        return fits
                ? Optional.empty()
                : Optional.of("应为%s至%s之间的数%s，最多两位小数，不能是“%s”。"
                        .formatted(least, most, unit.isEmpty() ? "" : "（" + unit + "）", value));
    }

    private static Optional<String> sample(String value, int most, String smallest) {
        return whole(value, 1, most, "个").map(message -> message + "%s有%d个乡镇（街道）。".formatted(smallest, most));
    }

    private static Optional<List<Integer>> list(String value, int most) {
        List<String> parts = List.of(value.split(",", -1));
        return parts.stream().allMatch(part -> part.matches("\\d{1,3}") && Integer.parseInt(part) <= most)
                ? Optional.of(parts.stream().map(Integer::valueOf).toList())
                : Optional.empty();
    }

    private static Optional<String> reminders(String value) {
        return list(value, 60)
                        .filter(days ->
                                days.size() <= 5 && days.stream().distinct().count() == days.size())
                        .isPresent()
                ? Optional.empty()
                : Optional.of("应为1至5个不同的整数，每个不大于60，用逗号隔开，例如“10,5,1”；0表示最后一个工作日再提醒。不能是“%s”。".formatted(value));
    }

    private static Optional<String> marks(String value) {
        Optional<List<Integer>> marks = list(value, HUNDRED);
        boolean falling = marks.filter(found -> found.size() == 4
                        && found.get(0) > found.get(1)
                        && found.get(1) > found.get(2)
                        && found.get(2) > found.get(3))
                .isPresent();
        return falling
                ? Optional.empty()
                : Optional.of("应为4个由高到低、不大于100的整数，用逗号隔开，例如“100,80,60,40”。不能是“%s”。".formatted(value));
    }

    private static Optional<String> weights(String value) {
        Optional<List<Integer>> weights = list(value, HUNDRED);
        if (weights.filter(found -> found.size() == 3).isEmpty()) {
            return Optional.of("应为3个整数，用逗号隔开，例如“40,40,20”。不能是“%s”。".formatted(value));
        }
        int sum = weights.get().stream().mapToInt(Integer::intValue).sum();
        return sum == HUNDRED ? Optional.empty() : Optional.of("三个权重之和应为100，现在是%d。".formatted(sum));
    }
}
