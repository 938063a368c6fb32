package cn.healthylishui.assessment.year;

import cn.healthylishui.assessment.calendar.Remaining;
import cn.healthylishui.assessment.organization.DistrictKind;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * 年度参数: the numbers a year's rules run on, fixed with the year so that an old year keeps what it was decided by.
 *
 * @param excellentSharePercent the share of excellent townships a district needs to be excellent itself
 * @param minimumSpread the least distance between the highest and the lowest total (区分度)
 * @param commentWorkingDays how long a county may comment on findings
 * @param reminderWorkingDays how many working days before a deadline its office is reminded
 * @param redAfterWorkingDays from how many working days overdue a task is red instead of yellow
 * @param publicityWorkingDays how long the excellent are on public notice (公示), from the day after posting
 * @param objectionWorkingDays within how many working days an objection is decided
 * @param interviewNoticeWorkingDays within how many working days of circulation an interview (约谈) is announced
 * @param planWorkingDays within how many working days of the talk the rectification is planned
 * @param rectificationDays within how many calendar days of the talk it is reported
 * @param rectificationCheckWorkingDays within how many working days a report is checked
 * @param rectificationRounds how often what is not mended comes again at most, the first report counted
 * @param investigationWorkingDays how long evidence of misconduct may be gathered
 * @param hearingWorkingDays how long the accused has for a statement
 * @param unitReviewPercent how much the review of its tasks weighs in a municipal unit's score; the appraisal has the rest
 * @param leadTaskWeight how often a task counts that a unit leads (牵头), where one it takes part in counts once
 * @param appraisalMarks what 优秀, 良好, 一般 and 较差 are worth, of 100
 * @param raterWeights what the leading group's members, the districts' raters and the delegates (两代表一委员) weigh, in percent
 * @param smallestShownRaterGroup with fewer ballots a rater group is shown together with others only
 * @param progressWorkingDays within how many working days after a quarter progress is reported
 * @param figureWorkingDays within how many working days after a period its figures are reported
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
        int zoneSample,
        int publicityWorkingDays,
        int objectionWorkingDays,
        int interviewNoticeWorkingDays,
        int planWorkingDays,
        int rectificationDays,
        int rectificationCheckWorkingDays,
        int rectificationRounds,
        int investigationWorkingDays,
        int hearingWorkingDays,
        int unitReviewPercent,
        BigDecimal leadTaskWeight,
        List<Integer> appraisalMarks,
        List<Integer> raterWeights,
        int smallestShownRaterGroup,
        int progressWorkingDays,
        int figureWorkingDays) {

    public static final YearSettings DEFAULTS = new YearSettings(
            new BigDecimal("1000"),
            new BigDecimal("800"),
            new BigDecimal("900"),
            60,
            new BigDecimal("10"),
            2,
            List.of(10, 5, 1),
            Remaining.RED_AFTER_WORKING_DAYS,
            2,
            1,
            5,
            5,
            10,
            5,
            30,
            5,
            2,
            10,
            5,
            80,
            new BigDecimal("2"),
            List.of(100, 80, 60, 40),
            List.of(40, 40, 20),
            5,
            5,
            5);

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
        ZONE_SAMPLE("丽水开发区抽查街道数"),
        PUBLICITY_WORKING_DAYS("公示的工作日数"),
        OBJECTION_WORKING_DAYS("异议办理的工作日数"),
        INTERVIEW_NOTICE_WORKING_DAYS("通报后发出约谈通知的工作日数"),
        PLAN_WORKING_DAYS("约谈后制定整改方案的工作日数"),
        RECTIFICATION_DAYS("约谈后报告整改结果的日数"),
        RECTIFICATION_CHECK_WORKING_DAYS("核查整改的工作日数"),
        RECTIFICATION_ROUNDS("整改最多报告次数"),
        INVESTIGATION_WORKING_DAYS("弄虚作假调查取证的工作日数"),
        HEARING_WORKING_DAYS("陈述和申辩的工作日数"),
        UNIT_REVIEW_PERCENT("市直单位考评所占比例（%），其余为民主测评"),
        LEAD_TASK_WEIGHT("牵头任务的权重（其他任务为1）"),
        APPRAISAL_MARKS("民主测评优秀、良好、一般、较差的分值"),
        RATER_WEIGHTS("领导小组成员、县（市、区）和开发区代表、两代表一委员的权重（%）"),
        SMALLEST_SHOWN_RATER_GROUP("单独显示测评结果的最少票数"),
        PROGRESS_WORKING_DAYS("季度结束后填报进展的工作日数"),
        FIGURE_WORKING_DAYS("期末后报送数据的工作日数");

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
            case REMINDER_WORKING_DAYS -> joined(reminderWorkingDays);
            case RED_AFTER_WORKING_DAYS -> String.valueOf(redAfterWorkingDays);
            case COUNTY_SAMPLE -> String.valueOf(countySample);
            case ZONE_SAMPLE -> String.valueOf(zoneSample);
            case PUBLICITY_WORKING_DAYS -> String.valueOf(publicityWorkingDays);
            case OBJECTION_WORKING_DAYS -> String.valueOf(objectionWorkingDays);
            case INTERVIEW_NOTICE_WORKING_DAYS -> String.valueOf(interviewNoticeWorkingDays);
            case PLAN_WORKING_DAYS -> String.valueOf(planWorkingDays);
            case RECTIFICATION_DAYS -> String.valueOf(rectificationDays);
            case RECTIFICATION_CHECK_WORKING_DAYS -> String.valueOf(rectificationCheckWorkingDays);
            case RECTIFICATION_ROUNDS -> String.valueOf(rectificationRounds);
            case INVESTIGATION_WORKING_DAYS -> String.valueOf(investigationWorkingDays);
            case HEARING_WORKING_DAYS -> String.valueOf(hearingWorkingDays);
            case UNIT_REVIEW_PERCENT -> String.valueOf(unitReviewPercent);
            case LEAD_TASK_WEIGHT -> leadTaskWeight.toPlainString();
            case APPRAISAL_MARKS -> joined(appraisalMarks);
            case RATER_WEIGHTS -> joined(raterWeights);
            case SMALLEST_SHOWN_RATER_GROUP -> String.valueOf(smallestShownRaterGroup);
            case PROGRESS_WORKING_DAYS -> String.valueOf(progressWorkingDays);
            case FIGURE_WORKING_DAYS -> String.valueOf(figureWorkingDays);
        };
    }

    /** Reads stored settings; one that was introduced after the year was prepared has its default. */
    static YearSettings of(Map<String, String> stored) {
        Function<Name, String> text = name -> stored.getOrDefault(name.name(), DEFAULTS.text(name));
        ToIntFunction<Name> number = name -> Integer.parseInt(text.apply(name));
        Function<Name, List<Integer>> numbers =
                name -> Arrays.stream(text.apply(name).split(",", -1))
                        .map(Integer::valueOf)
                        .toList();
        return new YearSettings(
                new BigDecimal(text.apply(Name.FULL_MARK)),
                new BigDecimal(text.apply(Name.PASS_BOUND)),
                new BigDecimal(text.apply(Name.EXCELLENT_BOUND)),
                number.applyAsInt(Name.EXCELLENT_SHARE_PERCENT),
                new BigDecimal(text.apply(Name.MINIMUM_SPREAD)),
                number.applyAsInt(Name.COMMENT_WORKING_DAYS),
                numbers.apply(Name.REMINDER_WORKING_DAYS),
                number.applyAsInt(Name.RED_AFTER_WORKING_DAYS),
                number.applyAsInt(Name.COUNTY_SAMPLE),
                number.applyAsInt(Name.ZONE_SAMPLE),
                number.applyAsInt(Name.PUBLICITY_WORKING_DAYS),
                number.applyAsInt(Name.OBJECTION_WORKING_DAYS),
                number.applyAsInt(Name.INTERVIEW_NOTICE_WORKING_DAYS),
                number.applyAsInt(Name.PLAN_WORKING_DAYS),
                number.applyAsInt(Name.RECTIFICATION_DAYS),
                number.applyAsInt(Name.RECTIFICATION_CHECK_WORKING_DAYS),
                number.applyAsInt(Name.RECTIFICATION_ROUNDS),
                number.applyAsInt(Name.INVESTIGATION_WORKING_DAYS),
                number.applyAsInt(Name.HEARING_WORKING_DAYS),
                number.applyAsInt(Name.UNIT_REVIEW_PERCENT),
                new BigDecimal(text.apply(Name.LEAD_TASK_WEIGHT)),
                numbers.apply(Name.APPRAISAL_MARKS),
                numbers.apply(Name.RATER_WEIGHTS),
                number.applyAsInt(Name.SMALLEST_SHOWN_RATER_GROUP),
                number.applyAsInt(Name.PROGRESS_WORKING_DAYS),
                number.applyAsInt(Name.FIGURE_WORKING_DAYS));
    }

    private static String joined(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
