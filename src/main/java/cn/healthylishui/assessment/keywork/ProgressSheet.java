package cn.healthylishui.assessment.keywork;

import cn.healthylishui.assessment.keywork.KeyTask.Target;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** 进展的一行: state, figure reached, note and evidence, the same for a unit's tasks and a district's own key work. */
public final class ProgressSheet {

    public static final String STATE = "state";
    public static final String FIGURE = "figure";
    public static final String NOTE = "note";
    public static final String FILES = "files";

    /** What a quarter before said, from which the row begins. */
    public record Before(ProgressState state, @Nullable BigDecimal figure, String note, List<String> evidence) {}

    /**
     * @param state null while none is chosen
     * @param figure null where none is asked for or none can be read
     */
    public record Reading(
            @Nullable ProgressState state,
            @Nullable BigDecimal figure,
            String note,
            List<String> files,
            Map<String, String> values,
            Map<String, Input> inputs,
            List<Problem> problems) {}

    private ProgressSheet() {}

    private static List<Column> columns() {
        return List.of(
                Column.choice(
                        STATE,
                        "进展",
                        Width.M,
                        Arrays.stream(ProgressState.values())
                                .map(state -> new Option(state.name(), state.label()))
                                .toList()),
                Column.input(FIGURE, "累计达到", InputType.NUMBER, Width.S).help("有量化目标的填累计完成数，越少越好的填目前的数。"),
                Column.input(NOTE, "进展情况", InputType.TEXT, Width.L).help("滞后或未启动的，写明原因和下一步措施。"),
                Column.input(FILES, "佐证材料", InputType.FILES, Width.M));
    }

    public static int quarter(TaskRef task) {
        return (Integer) task.required(Variables.QUARTER);
    }

    /** A row with its own columns before those of the progress. */
    public static Row row(String key, Map<String, String> own, Reading reading) {
        Map<String, String> values = new HashMap<>(reading.values());
        values.putAll(own);
        return new Row(key, false, values, reading.inputs(), reading.problems());
    }

    /** @param own the columns that stand before those of the progress */
    public static Section section(String key, TaskRef task, String hint, List<Column> own, List<Row> rows) {
        return Forms.table(
                key,
                "%d年%s进展".formatted(task.year(), Quarters.label(quarter(task))),
                hint,
                Stream.concat(own.stream(), columns().stream()).toList(),
                rows);
    }

    public static Fact done(Collection<Reading> all) {
        return new Fact(
                "已完成",
                all.stream().filter(one -> one.state() == ProgressState.DONE).count() + " 项");
    }

    /** @param measured the target whose figure is asked for; null where none is */
    public static Reading read(
            String section, String key, @Nullable Target measured, Optional<Before> before, Draft draft) {
        String state = draft.value(
                section, key, STATE, before.map(one -> one.state().name()).orElse(""));
        String figure = measured == null
                ? ""
                : draft.value(
                        section,
                        key,
                        FIGURE,
                        before.map(Before::figure)
                                .map(number -> number.stripTrailingZeros().toPlainString())
                                .orElse(""));
        String note = draft.value(section, key, NOTE, before.map(Before::note).orElse(""));
        List<String> files = Draft.ids(draft.value(
                section,
                key,
                FILES,
                before.map(one -> String.join(",", one.evidence())).orElse("")));
        List<Problem> problems = new ArrayList<>();
        ProgressState chosen = Arrays.stream(ProgressState.values())
                .filter(one -> one.name().equals(state))
                .findFirst()
                .orElse(null);
        BigDecimal number = measured == null || figure.isEmpty() ? null : number(figure, problems);
        if (chosen == null) {
            problems.add(new Problem(STATE, "请选择进展。"));
        } else {
            check(chosen, measured, figure, number, note, files, problems);
        }
        Forms.tooLong(note, NOTE, Progress.LONGEST_NOTE).ifPresent(problems::add);
        Map<String, String> values =
                new HashMap<>(Map.of(STATE, state, FIGURE, figure, NOTE, note, FILES, String.join(",", files)));
        Map<String, Input> inputs = Map.of(
                FIGURE,
                measured == null ? Input.NOTHING : new Input(InputType.NUMBER, measured.unitOfMeasure(), List.of()));
        return new Reading(chosen, number, note, files, values, inputs, problems);
    }

    private static void check(
            ProgressState state,
            @Nullable Target measured,
            String figure,
            @Nullable BigDecimal number,
            String note,
            List<String> files,
            List<Problem> problems) {
        if (state.behind() && note.isBlank()) {
            problems.add(new Problem(NOTE, "%s的，请写明原因和下一步措施。".formatted(state.label())));
        }
        if (state == ProgressState.DONE && files.isEmpty()) {
            problems.add(new Problem(FILES, "已完成的，请上传佐证材料。"));
        }
        if (measured == null) {
            return;
        }
        if (figure.isEmpty() && state != ProgressState.NOT_STARTED) {
            problems.add(new Problem(
                    FIGURE,
                    "有量化目标（%s），%s。".formatted(measured.bound(), measured.atMost() ? "请填目前的数" : "请填累计完成数，还没有的填0")));
        }
        if (number != null && state == ProgressState.DONE && !measured.reachedBy(number)) {
            problems.add(new Problem(FIGURE, "还没有达到目标%s，不能报“已完成”。请核对数字，或改选进展。".formatted(measured.bound())));
        }
    }

    private static @Nullable BigDecimal number(String typed, List<Problem> problems) {
        String text = Normalizer.normalize(typed, Normalizer.Form.NFKC);
        if (text.matches("-.*")) {
            problems.add(new Problem(FIGURE, "不能是负数，现在填的是%s。".formatted(text)));
            return null;
        }
        if (!text.matches("\\d{1,14}(\\.\\d{1,4})?")) {
            problems.add(new Problem(FIGURE, "“%s”不是数字，请只填数字，最多4位小数，不带单位和逗号。".formatted(text)));
            return null;
        }
        return new BigDecimal(text);
    }
}
