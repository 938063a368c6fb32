package cn.healthylishui.assessment.cycle;

import cn.healthylishui.assessment.organization.DistrictKind;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * 年度参数: the numbers a year's rules run on, fixed with the year so that an old year keeps what it was decided by.
 *
 * @param excellentSharePercent the share of excellent townships a district needs to be excellent itself
 * @param minimumSpread the least distance between the highest and the lowest total (区分度)
 * @param commentWorkingDays how long a county may comment on findings
 * @param reminderWorkingDays how many working days before a deadline its office is reminded
 * @param redAfterWorkingDays from how many working days overdue a task is red instead of yellow
 */
public record YearSettings(
        BigDecimal fullMark,
        BigDecimal passBound,
        BigDecimal excellentBound,
        int excellentSharePercent,
        BigDecimal minimumSpread,
        int commentWorkingDays,
        List<Integer> reminderWorkingDays,
        int redAfterWorkingDays,
        int countySample,
        int zoneSample) {

    public static final YearSettings DEFAULTS = new YearSettings(
            new BigDecimal("1000"),
            new BigDecimal("800"),
            new BigDecimal("900"),
            60,
            new BigDecimal("10"),
            2,
            List.of(10, 5, 1),
            2,
            2,
            1);

    /** The settings by the name they are stored under, with the words they are shown with. */
    public enum Name {
        FULL_MARK("总分"),
        PASS_BOUND("合格分数线"),
        EXCELLENT_BOUND("优秀分数线"),
        EXCELLENT_SHARE_PERCENT("优秀乡镇（街道）最低比例（%）"),
        MINIMUM_SPREAD("得分区分度（最高分与最低分至少相差）"),
        COMMENT_WORKING_DAYS("对核查结果提出意见的工作日数"),
        REMINDER_WORKING_DAYS("到期前提醒的工作日数"),
        RED_AFTER_WORKING_DAYS("逾期亮红灯的工作日数"),
        COUNTY_SAMPLE("每个县（市、区）抽查乡镇（街道）数"),
        ZONE_SAMPLE("丽水开发区抽查街道数");

        private final String label;

        Name(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** How many townships the rules foresee for a district's spot check; another number needs a reason. */
    public int sampleFor(DistrictKind kind) {
        return kind == DistrictKind.ZONE ? zoneSample : countySample;
    }

    /** A setting as it is stored. */
    public String text(Name name) {
        return switch (name) {
            case FULL_MARK -> fullMark.toPlainString();
            case PASS_BOUND -> passBound.toPlainString();
            case EXCELLENT_BOUND -> excellentBound.toPlainString();
            case EXCELLENT_SHARE_PERCENT -> String.valueOf(excellentSharePercent);
            case MINIMUM_SPREAD -> minimumSpread.toPlainString();
            case COMMENT_WORKING_DAYS -> String.valueOf(commentWorkingDays);
            case REMINDER_WORKING_DAYS ->
                reminderWorkingDays.stream().map(String::valueOf).collect(Collectors.joining(","));
            case RED_AFTER_WORKING_DAYS -> String.valueOf(redAfterWorkingDays);
            case COUNTY_SAMPLE -> String.valueOf(countySample);
            case ZONE_SAMPLE -> String.valueOf(zoneSample);
        };
    }

    /** Reads stored settings; one that was introduced after the year was prepared has its default. */
    static YearSettings of(Map<String, String> stored) {
        Function<Name, String> text = name -> stored.getOrDefault(name.name(), DEFAULTS.text(name));
        return new YearSettings(
                new BigDecimal(text.apply(Name.FULL_MARK)),
                new BigDecimal(text.apply(Name.PASS_BOUND)),
                new BigDecimal(text.apply(Name.EXCELLENT_BOUND)),
                Integer.parseInt(text.apply(Name.EXCELLENT_SHARE_PERCENT)),
                new BigDecimal(text.apply(Name.MINIMUM_SPREAD)),
                Integer.parseInt(text.apply(Name.COMMENT_WORKING_DAYS)),
                Arrays.stream(text.apply(Name.REMINDER_WORKING_DAYS).split(",", -1))
                        .map(Integer::valueOf)
                        .toList(),
                Integer.parseInt(text.apply(Name.RED_AFTER_WORKING_DAYS)),
                Integer.parseInt(text.apply(Name.COUNTY_SAMPLE)),
                Integer.parseInt(text.apply(Name.ZONE_SAMPLE)));
    }
}
