package cn.healthylishui.assessment.scorecard;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.scorecard.GivenReferences.Given;
import cn.healthylishui.assessment.scoring.Observation;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Typed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** 官方参照值的填写: what is typed for a published figure, read, and what is wrong with it. */
public final class ReferenceInput {

    /** Read by its indicator, see {@link #value}. */
    public static final Field<BigDecimal> VALUE = Field.of(
                    "value", "参照值", InputType.NUMBER, S, typed -> Reading.<BigDecimal>nothing())
            .writtenBy(Answer::plain);

    public static final Field<String> BODY =
            Field.text("body", "发布单位", M, text -> wrong(text, "请填哪个单位公布的。", GivenReferences.LONGEST_BODY));
    public static final Field<String> DOCUMENT =
            Field.text("document", "文件", L, text -> wrong(text, "请填公布在哪份文件、报告或年鉴里。", GivenReferences.LONGEST_DOCUMENT));
    public static final Field<List<String>> FILES = Field.files("材料", M).required("缺少材料：请上传公布这个数的文件。");

    private ReferenceInput() {}

    private static Optional<String> wrong(String text, String missing, int longest) {
        if (text.isBlank()) {
            return Optional.of(missing);
        }
        return text.strip().length() > longest ? Optional.of("最多%d字，请缩短。".formatted(longest)) : Optional.empty();
    }

    /** What was typed of the value itself. */
    public static Reading<BigDecimal> value(Indicator indicator, String typed) {
        if (typed.isBlank()) {
            return Reading.wrong("还没有填%s。".formatted(ItemInput.referenceName(indicator)));
        }
        List<Problem> faults = new ArrayList<>();
        Optional<BigDecimal> number = ItemInput.number(typed, VALUE, faults);
        return number.flatMap(
                        value -> indicator.method().fault(indicator.points(), new Observation(BigDecimal.ONE, value)))
                .or(() -> faults.stream().map(Problem::message).findFirst())
                .map(Reading::<BigDecimal>wrong)
                .orElseGet(() -> Reading.of(number.orElseThrow()));
    }

    /** What a row in which nothing is wrong says. */
    public static Given given(Typed row) {
        return new Given(
                row.get(VALUE), row.get(BODY).strip(), row.get(DOCUMENT).strip(), row.get(FILES));
    }
}
