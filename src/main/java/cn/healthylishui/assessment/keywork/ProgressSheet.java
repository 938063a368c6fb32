package cn.healthylishui.assessment.keywork;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.keywork.KeyTask.Target;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.taskform.Typed;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** 进展的一行: state, figure reached, note and evidence, the same for a unit's tasks and a district's own key work. */
public final class ProgressSheet {

    public static final Field<ProgressState> STATE = Field.choice(
                    "state", "进展", M, ProgressState.values(), ProgressState::label)
            .required("请选择进展。");
    public static final Field<BigDecimal> FIGURE = Field.of(
                    "figure", "累计达到", InputType.NUMBER, S, ProgressSheet::figure)
            .help("有量化目标的填累计完成数，越少越好的填目前的数。");
    public static final Field<String> NOTE =
            Field.text("note", "进展情况", L, Progress.LONGEST_NOTE).help("滞后或未启动的，写明原因和下一步措施。");
    public static final Field<List<String>> FILES = Field.files("佐证材料", M);

    /** What a quarter before said, from which the row begins. */
    public record Before(ProgressState state, @Nullable BigDecimal figure, String note, List<String> evidence) {}

    private ProgressSheet() {}

    public static int quarter(TaskRef task) {
        return (Integer) task.required(Variables.QUARTER);
    }

    public static String title(TaskRef task) {
        return "%d年%s进展".formatted(task.year(), Quarters.label(quarter(task)));
    }

    /**
     * @param measured the target whose figure is asked for; empty where none is
     * @param before what the quarter before said
     */
    public static <T> Table<T> asking(
            Table<T> table, Function<T, Optional<Target>> measured, Function<T, Optional<Before>> before) {
        return table.asks(STATE, item -> STATE.written(before.apply(item).map(Before::state)))
                .asks(FIGURE, item -> measured.apply(item)
                        .flatMap(target -> before.apply(item))
                        .map(Before::figure)
                        .map(number -> number.stripTrailingZeros().toPlainString())
                        .orElse(""))
                .input(FIGURE, item -> measured.apply(item)
                        .map(target -> Input.number(target.unitOfMeasure()))
                        .orElse(Input.NOTHING))
                .asks(NOTE, item -> NOTE.written(before.apply(item).map(Before::note)))
                .asks(FILES, item -> FILES.written(before.apply(item).map(Before::evidence)))
                .rule((item, typed) -> unexplained(typed))
                .rule((item, typed) -> unproven(typed))
                .rule((item, typed) -> measured.apply(item).flatMap(target -> unmeasured(target, typed)))
                .rule((item, typed) -> measured.apply(item).flatMap(target -> unreached(target, typed)));
    }

    private static Optional<Problem> unexplained(Typed typed) {
        return typed.find(STATE)
                .filter(state -> state.behind() && typed.isEmpty(NOTE))
                .map(state -> NOTE.problem("%s的，请写明原因和下一步措施。".formatted(state.label())));
    }

    private static Optional<Problem> unproven(Typed typed) {
        return typed.is(STATE, ProgressState.DONE) && typed.get(FILES).isEmpty()
                ? Optional.of(FILES.problem("已完成的，请上传佐证材料。"))
                : Optional.empty();
    }

    private static Optional<Problem> unmeasured(Target target, Typed typed) {
        return typed.find(STATE)
                .filter(state -> state != ProgressState.NOT_STARTED && typed.isEmpty(FIGURE))
                .map(state -> FIGURE.problem(
                        "有量化目标（%s），%s。".formatted(target.bound(), target.atMost() ? "请填目前的数" : "请填累计完成数，还没有的填0")));
    }

    /** Nothing is done whose figure says otherwise. */
    private static Optional<Problem> unreached(Target target, Typed typed) {
        return typed.find(FIGURE)
                .filter(figure -> typed.is(STATE, ProgressState.DONE) && !target.reachedBy(figure))
                .map(figure -> FIGURE.problem("还没有达到目标%s，不能报“已完成”。请核对数字，或改选进展。".formatted(target.bound())));
    }

    private static Reading<BigDecimal> figure(String typed) {
        String text = Normalizer.normalize(typed, Normalizer.Form.NFKC);
        if (text.isEmpty()) {
            return Reading.nothing();
        }
        if (text.startsWith("-")) {
            return Reading.wrong("不能是负数，现在填的是%s。".formatted(text));
        }
        return text.matches("\\d{1,14}(\\.\\d{1,4})?")
                ? Reading.of(new BigDecimal(text))
                : Reading.wrong("“%s”不是数字，请只填数字，最多4位小数，不带单位和逗号。".formatted(text));
    }

    /** How many lines report such a state. */
    public static long count(Filled<?> filled, Predicate<ProgressState> which) {
        return filled.stream()
                .filter(line -> line.find(STATE).filter(which).isPresent())
                .count();
    }
}
