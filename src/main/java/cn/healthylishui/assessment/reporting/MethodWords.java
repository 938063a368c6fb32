package cn.healthylishui.assessment.reporting;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.MethodKind;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scoring.Checklist;
import cn.healthylishui.assessment.scoring.Deduction;
import cn.healthylishui.assessment.scoring.Judged;
import cn.healthylishui.assessment.scoring.Method;
import cn.healthylishui.assessment.scoring.MustPass;
import cn.healthylishui.assessment.scoring.Proportional;
import cn.healthylishui.assessment.scoring.ReachTarget;
import cn.healthylishui.assessment.scoring.Reference;
import cn.healthylishui.assessment.scoring.ReviewedList;
import cn.healthylishui.assessment.scoring.TakenOver;
import cn.healthylishui.assessment.scoring.Tiers;
import java.math.BigDecimal;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** 评分方法 in words: how a value becomes points, with the parameters of the indicator. */
final class MethodWords {

    private MethodWords() {}

    static String of(Indicator indicator) {
        String unit = indicator.yesNo() ? "" : unit(indicator);
        return (indicator.mustPass() ? "必备指标，不计分。" : "满分%s分。".formatted(Answer.plain(indicator.points())))
                + rule(indicator, indicator.method(), unit);
    }

    /** What holds where the reference is zero; empty where nothing is compared. */
    static String ofZero(Indicator indicator) {
        return indicator.method() instanceof Reference reference
                ? "参照值是0时，%s。".formatted(Reference.zeroRule(reference.better()))
                : "";
    }

    private static String unit(Indicator indicator) {
        String unit = indicator.unitOfMeasure();
        return unit.isBlank() || unit.equals("%") ? unit : " " + unit;
    }

    private static String rule(Indicator indicator, Method method, String unit) {
        if (method instanceof ReachTarget target) {
            return indicator.yesNo()
                    ? "“是”得满分，“否”得0分。"
                    : "%s%s得满分，否则得0分。".formatted(target.comparison().words(), number(target.target(), unit));
        }
        if (method instanceof Proportional line) {
            boolean higher = line.target().compareTo(line.floor()) > 0;
            return "%s%s得满分，%s%s得0分，中间按比例计分。"
                    .formatted(
                            higher ? "达到" : "不高于",
                            number(line.target(), unit),
                            higher ? "不高于" : "达到",
                            number(line.floor(), unit));
        }
        if (method instanceof Tiers tiers) {
            return "分档计分：%s；达不到最低一档得0分。"
                    .formatted(tiers.tiers().stream()
                            .map(tier -> "%s%s得满分的%s%%"
                                    .formatted(
                                            tiers.comparison().words(),
                                            number(tier.bound(), unit),
                                            Answer.plain(tier.share().movePointRight(2))))
                            .collect(Collectors.joining("，")));
        }
        if (method instanceof Deduction deduction) {
            return "每发生一次扣%s分，扣完为止。".formatted(Answer.plain(deduction.perOccurrence()));
        }
        if (method instanceof Checklist list) {
            return "共%d项，每符合一项得满分的1/%d：%s。"
                    .formatted(
                            list.items().size(),
                            list.items().size(),
                            IntStream.range(0, list.items().size())
                                    .mapToObj(i -> (i + 1) + ". " + list.items().get(i))
                                    .collect(Collectors.joining("；")));
        }
        if (method instanceof Reference reference) {
            return "与%s比较（%s），优于参照值的幅度（差于的为负）达到%s%%得满分，不高于%s%%得0分，中间按比例计分。"
                    .formatted(
                            reference.reference().words() + MethodKind.basis(reference.basis()),
                            reference.better().words(),
                            Answer.plain(reference.fullAt()).replace('-', '−'),
                            Answer.plain(reference.zeroAt()).replace('-', '−'));
        }
        if (method instanceof Judged judged) {
            return "评判得分，须写明理由：" + judged.guidance();
        }
        if (method instanceof MustPass must) {
            return indicator.yesNo()
                    ? "“%s”为达标。".formatted(must.target().signum() == 0 ? "否" : "是")
                    : "%s%s为达标。".formatted(must.comparison().words(), number(must.target(), unit));
        }
        if (method instanceof TakenOver taken) {
            return "直接采用%s的结果，按满分%s分折算。".formatted(taken.from(), Answer.plain(taken.fullMark()));
        }
        if (method instanceof ReviewedList) {
            return "当地自己确定的年度重点工作和关键性指标，由对口市直单位逐项评审0%至100%，按加权完成率计分；没有确定的得0分。";
        }
        throw new IllegalStateException("A method without words: " + method);
    }

    private static String number(BigDecimal number, String unit) {
        return Answer.plain(number) + unit;
    }
}
