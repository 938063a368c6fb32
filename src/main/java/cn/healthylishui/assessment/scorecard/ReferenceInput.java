package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.scorecard.GivenReferences.Given;
import cn.healthylishui.assessment.scoring.Observation;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** 官方参照值的填写: what is typed for a published figure, read, and what is wrong with it; columns value, body, document, files. */
public final class ReferenceInput {

    /**
     * @param number the value alone, where it can be read
     * @param given null where something is wrong
     */
    public record Reading(
            Optional<BigDecimal> number, @Nullable Given given, List<Problem> problems) {}

    private ReferenceInput() {}

    public static Reading read(Indicator indicator, String value, String body, String document, List<String> files) {
        List<Problem> problems = new ArrayList<>();
        Optional<BigDecimal> number = number(indicator, value, problems);
        text("body", body, "请填哪个单位公布的。", GivenReferences.LONGEST_BODY, problems);
        text("document", document, "请填公布在哪份文件、报告或年鉴里。", GivenReferences.LONGEST_DOCUMENT, problems);
        if (files.isEmpty()) {
            problems.add(new Problem(Draft.FILES, "缺少材料：请上传公布这个数的文件。"));
        }
        return new Reading(
                number,
                problems.isEmpty() ? new Given(number.orElseThrow(), body.strip(), document.strip(), files) : null,
                problems);
    }

    private static Optional<BigDecimal> number(Indicator indicator, String typed, List<Problem> problems) {
        if (typed.isBlank()) {
            problems.add(new Problem("value", "还没有填%s。".formatted(ItemInput.referenceName(indicator))));
            return Optional.empty();
        }
        List<ItemInput.Fault> faults = new ArrayList<>();
        Optional<BigDecimal> number = ItemInput.number(typed, "value", faults);
        faults.forEach(fault -> problems.add(new Problem("value", fault.message())));
        number.flatMap(value -> indicator.method().fault(indicator.points(), new Observation(BigDecimal.ONE, value)))
                .ifPresent(message -> problems.add(new Problem("value", message)));
        return problems.isEmpty() ? number : Optional.empty();
    }

    private static void text(String column, String text, String missing, int longest, List<Problem> problems) {
        if (text.isBlank()) {
            problems.add(new Problem(column, missing));
        } else if (text.strip().length() > longest) {
            problems.add(new Problem(column, "最多%d字，请缩短。".formatted(longest)));
        }
    }
}
