package cn.healthylishui.assessment.scorecard;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.scoring.Checklist;
import cn.healthylishui.assessment.scoring.Observation;
import cn.healthylishui.assessment.scoring.Reference;
import cn.healthylishui.assessment.scoring.Share;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** 填报输入: how an indicator's value is typed, and what is wrong with what was typed. What its cells say is judged together. */
public final class ItemInput {

    public static final Field<String> VALUE = Field.of("value", "填报值", InputType.NUMBER, M, Field.Reading::of);
    /** What the value is compared with, where the year does not know it. */
    public static final Field<String> REFERENCE = Field.of("reference", "参照值", InputType.NUMBER, S, Field.Reading::of);

    public static final Field<String> REASON = Field.of("reason", "说明（评判得分必填理由）", InputType.TEXT, L, Field.Reading::of);
    public static final Field<Boolean> PROVISIONAL = Field.tick("provisional", "暂用数据", S, "暂用");
    public static final Field<List<String>> FILES = Field.files("佐证材料", M);

    /** Typed in place of a value: there is none, and whoever types it says so. */
    public static final String NO_DATA = "无";

    public static final String NOT_APPLICABLE = "不适用";
    /** Typed by the city office of a must-pass item in place of a value. */
    public static final String MET = "达标";

    public static final String NOT_MET = "未达标";
    private static final String NONE_MET = "0";
    private static final String YES = "1";
    /** Only growth can be below zero; any other negative figure is a slip of the hand. */
    private static final Pattern MAY_BE_NEGATIVE = Pattern.compile("增速|增长|增幅|降幅|下降");

    /** 0（评判15）: zero beside a reference of zero, and the points that a person gives it. */
    private static final Pattern JUDGED_BESIDE_ZERO =
            Pattern.compile("([-+]?[\\d.]+)\\s*\\(" + Answer.JUDGED + "(\\d{1,4}(?:\\.\\d{1,2})?)分?\\)");

    /** What was typed into one item's cells. Files are ids; provisional is {@link #YES} or anything else. */
    public record Typed(String value, String reference, String reason, List<String> files, String provisional) {

        /**
         * What a row of a table says of an item.
         *
         * @param stored whose files, and whether it is provisional, stand where the row has no cell for them
         */
        public static Typed of(cn.healthylishui.assessment.taskform.Typed row, @Nullable Answer stored) {
            return new Typed(
                    row.text(VALUE),
                    text(row, REFERENCE),
                    text(row, REASON),
                    row.asks(FILES) ? row.or(FILES, List.of()) : stored == null ? List.of() : stored.evidence(),
                    row.asks(PROVISIONAL)
                            ? row.text(PROVISIONAL)
                            : PROVISIONAL.written(stored != null && stored.provisional()));
        }

        private static String text(cn.healthylishui.assessment.taskform.Typed row, Field<?> field) {
            return row.asks(field) ? row.text(field) : "";
        }
    }

    /** @param answer null while something is wrong */
    public record Reading(@Nullable Answer answer, List<Problem> faults) {}

    private ItemInput() {}

    /** The input that suits the indicator: a number, yes or no, or a checklist. */
    public static Input input(Indicator indicator) {
        if (indicator.yesNo()) {
            List<Option> options = new ArrayList<>(List.of(new Option(YES, "是"), new Option("0", "否")));
            options.addAll(withoutValue(indicator));
            return new Input(InputType.CHOICE, null, options);
        }
        if (indicator.method() instanceof Checklist checklist) {
            List<Option> options =
                    new ArrayList<>(IntStream.range(0, checklist.items().size())
                            .mapToObj(i -> new Option(
                                    String.valueOf(i + 1),
                                    (i + 1) + "．" + checklist.items().get(i)))
                            .toList());
            options.add(new Option(NONE_MET, "各项均未达到"));
            options.addAll(withoutValue(indicator));
            return new Input(InputType.CHECKS, null, options);
        }
        return new Input(InputType.NUMBER, indicator.unitOfMeasure(), List.of());
    }

    /** The input for a decision: nobody decides that there is no value (无). */
    public static Input decisionInput(Indicator indicator) {
        Input input = input(indicator);
        return new Input(
                input.type(),
                input.unit(),
                input.options().stream()
                        .filter(option -> !option.value().equals(NO_DATA))
                        .toList());
    }

    /** What is decided on an item: a value, 达标 or 未达标 of a must-pass item, or 不适用; 无 is no decision. */
    public static Reading readDecision(Indicator indicator, Typed typed, Compared compared) {
        String value = normal(typed.value());
        if (value.equals(NO_DATA) || value.equals("无数据")) {
            return new Reading(
                    null,
                    List.of(VALUE.problem("“无”不是审定意见。请填%s；要改用别的来源的数据，在“采用”里选。"
                            .formatted(
                                    indicator.mustPass()
                                            ? "数值、“达标”或“未达标”"
                                            : indicator.notApplicableAllowed() ? "数值或“不适用”" : "数值"))));
        }
        boolean met = value.equals(MET);
        if (indicator.mustPass() && (met || value.equals(NOT_MET) || value.equals("不达标"))) {
            String reason = typed.reason().strip();
            return new Reading(
                    new Answer(
                            met ? EntryState.MET : EntryState.NOT_MET,
                            null,
                            null,
                            null,
                            false,
                            orNull(reason),
                            typed.files()),
                    List.of());
        }
        return read(indicator, typed, false, compared);
    }

    private static List<Option> withoutValue(Indicator indicator) {
        Option none = new Option(NO_DATA, "无数据");
        return indicator.notApplicableAllowed() ? List.of(none, new Option(NOT_APPLICABLE, "不适用")) : List.of(none);
    }

    /** What the filler is told under the item's name. */
    public static String help(Indicator indicator) {
        String points = indicator.mustPass() ? "必备指标，不计分。" : "满分" + Answer.plain(indicator.points()) + "分。";
        String stage = indicator.stageTarget() == null ? "" : "阶段目标：" + indicator.stageTarget() + "。";
        String share =
                indicator.method() instanceof Reference method && method.basis().parts() != null
                        ? "知道分子和分母的填“%s/%s”，例如“120/300”，由系统算出。"
                                .formatted(
                                        method.basis().parts().numerator(),
                                        method.basis().parts().denominator())
                        : "";
        String gap = indicator.yesNo()
                        || indicator.checklist()
                        || !indicator.method().typed()
                ? ""
                : indicator.notApplicableAllowed() ? "没有数据填“无”，不适用填“不适用”。" : "没有数据填“无”。";
        return points + indicator.criterion() + stage + share + gap;
    }

    /** The cells as they would have been typed, from what is stored. */
    public static String value(@Nullable Answer answer) {
        if (answer == null) {
            return "";
        }
        return switch (answer.state()) {
            case NO_DATA -> NO_DATA;
            case NOT_APPLICABLE -> NOT_APPLICABLE;
            case MET -> MET;
            case NOT_MET -> NOT_MET;
            case VALUE ->
                answer.judged() != null
                        ? "%s（%s）".formatted(number(answer.value()), answer.ticks())
                        : answer.ticks() != null ? answer.ticks() : number(answer.value());
        };
    }

    public static String reference(@Nullable Answer answer) {
        return answer == null ? "" : number(answer.reference());
    }

    private static String number(@Nullable BigDecimal number) {
        return number == null ? "" : Answer.plain(number);
    }

    /** @param evidenceHere whether the files that prove the item are asked for beside it */
    public static Reading read(Indicator indicator, Typed typed, boolean evidenceHere) {
        return read(indicator, typed, evidenceHere, Compared.TYPED);
    }

    /**
     * @param evidenceHere whether the files that prove the item are asked for beside it
     * @param compared what it is compared with
     */
    public static Reading read(Indicator indicator, Typed typed, boolean evidenceHere, Compared compared) {
        String value = normal(typed.value());
        String reason = typed.reason().strip();
        boolean provisional = typed.provisional().equals(YES);
        List<Problem> faults = new ArrayList<>();
        if (value.isEmpty()) {
            return new Reading(
                    null,
                    List.of(VALUE.problem(
                            "还没有填。没有数据的，请" + (indicator.yesNo() || indicator.checklist() ? "选“无数据”。" : "填“无”。"))));
        }
        if (reason.length() > 2000) {
            faults.add(REASON.problem("说明超过2000字，请精简，详细内容可作为材料上传。"));
        }
        if (value.equals(NO_DATA) || value.equals("无数据")) {
            return finished(
                    new Answer(EntryState.NO_DATA, null, null, null, false, orNull(reason), typed.files()), faults);
        }
        if (value.equals(NOT_APPLICABLE)) {
            if (!indicator.notApplicableAllowed()) {
                faults.add(VALUE.problem("本项不能填“不适用”，请填数值，没有数据的填“无”。"));
            } else if (reason.isEmpty()) {
                faults.add(REASON.problem("填“不适用”的，请写明理由，由市健康丽水办决定是否同意。"));
            }
            return finished(
                    new Answer(EntryState.NOT_APPLICABLE, null, null, null, false, orNull(reason), typed.files()),
                    faults);
        }
        String ticks = null;
        Optional<BigDecimal> number;
        if (indicator.method() instanceof Checklist checklist) {
            List<String> ticked = Stream.of(value.split("[,，、]"))
                    .map(String::strip)
                    .distinct()
                    .sorted()
                    .toList();
            Optional<String> wrong = faultOfTicks(ticked, checklist.items().size());
            wrong.ifPresent(message -> faults.add(VALUE.problem(message)));
            ticks = String.join(",", ticked);
            number = wrong.isPresent()
                    ? Optional.empty()
                    : Optional.of(ticks.equals(NONE_MET) ? BigDecimal.ZERO : BigDecimal.valueOf(ticked.size()));
        } else if (indicator.yesNo()) {
            number = switch (value) {
                case "1", "是" -> Optional.of(BigDecimal.ONE);
                case "0", "否" -> Optional.of(BigDecimal.ZERO);
                default -> {
                    faults.add(VALUE.problem("“%s”不能识别，请选“是”或“否”。".formatted(value)));
                    yield Optional.empty();
                }
            };
        } else {
            Parsed parsed = parsed(indicator, value, faults);
            number = parsed.number();
            ticks = parsed.ticks();
        }
        number.filter(n -> "%".equals(indicator.unitOfMeasure()) && n.compareTo(BigDecimal.valueOf(100)) > 0)
                .ifPresent(n -> faults.add(VALUE.problem("百分比不能超过100，现在填的是%s。".formatted(Answer.plain(n)))));
        number.filter(n -> n.signum() < 0
                        && !MAY_BE_NEGATIVE.matcher(indicator.name()).find())
                .ifPresent(n -> faults.add(VALUE.problem("不能是负数，现在填的是%s。".formatted(Answer.plain(n)))));
        BigDecimal reference = indicator.method().needsReference()
                ? reference(indicator, normal(typed.reference()), reason, compared, faults)
                : null;
        Answer answer = new Answer(
                EntryState.VALUE, number.orElse(null), reference, ticks, provisional, orNull(reason), typed.files());
        if (number.isPresent() && faults.isEmpty() && !compared.pending()) {
            misfit(indicator, compared.over(answer)).ifPresent(message -> faults.add(VALUE.problem(message)));
        }
        if ((indicator.method().judged() || answer.judged() != null) && reason.isEmpty()) {
            faults.add(REASON.problem("评判得分请写明理由，被考核单位会看到。"));
        }
        if (evidenceHere && indicator.evidenceRequired() && typed.files().isEmpty()) {
            faults.add(
                    FILES.problem("缺少材料：" + (indicator.evidence() == null ? "请上传佐证材料。" : indicator.evidence() + "。")));
        }
        return finished(answer, faults);
    }

    /** What the method has against it, and how what it asks for is typed. */
    private static Optional<String> misfit(Indicator indicator, Answer answer) {
        Observation observation = Objects.requireNonNull(answer.observation());
        return indicator
                .method()
                .fault(indicator.points(), observation)
                .map(message -> indicator.method() instanceof Reference method
                                && observation.reference() != null
                                && observation.judged() == null
                                && method.leftToJudgement(observation.value(), observation.reference())
                        ? message + "；数值写作“0（评判15）”的样子"
                        : message);
    }

    /** What is typed of the value that it is compared with; null where the year knows it. */
    private static @Nullable BigDecimal reference(
            Indicator indicator, String text, String reason, Compared compared, List<Problem> faults) {
        if (!compared.mayBeTyped()) {
            if (!text.isEmpty()) {
                faults.add(REFERENCE.problem(
                        "%s由系统给出（%s），不用填，请清空。".formatted(referenceName(indicator), compared.words())));
            }
            return null;
        }
        if (text.isEmpty()) {
            if (compared.typed()) {
                faults.add(REFERENCE.problem("还没有填参照值（%s）。".formatted(referenceName(indicator))));
            } else if (compared.value() == null) {
                faults.add(REFERENCE.problem(compared.words() + "。请填上年值，并在说明里写明理由和出处。"));
            }
            return null;
        }
        BigDecimal reference = number(text, REFERENCE, faults).orElse(null);
        boolean another = reference != null
                && !compared.typed()
                && (compared.value() == null || compared.value().compareTo(reference) != 0);
        if (another && reason.isEmpty()) {
            faults.add(REASON.problem("另给上年值的，请写明理由和出处，被考核单位会看到。"));
        }
        return compared.typed() || another ? reference : null;
    }

    /** @param ticks what stands behind the number, see {@link Answer} */
    private record Parsed(
            Optional<BigDecimal> number, @Nullable String ticks) {}

    private static Parsed parsed(Indicator indicator, String value, List<Problem> faults) {
        if (indicator.method() instanceof Reference method) {
            Matcher judged = JUDGED_BESIDE_ZERO.matcher(value);
            if (judged.matches()) {
                return new Parsed(number(judged.group(1), VALUE, faults), Answer.JUDGED + judged.group(2));
            }
            if (method.basis().parts() != null && value.contains("/")) {
                return share(indicator, value, faults);
            }
        }
        return new Parsed(number(value, VALUE, faults), null);
    }

    private static Parsed share(Indicator indicator, String value, List<Problem> faults) {
        String[] both = value.split("/", -1);
        Optional<BigDecimal> numerator = number(both[0].strip(), VALUE, faults);
        Optional<BigDecimal> denominator = both.length == 2 ? number(both[1].strip(), VALUE, faults) : Optional.empty();
        if (both.length != 2) {
            faults.add(VALUE.problem("“%s”请写作“分子/分母”，例如 120/300。".formatted(value)));
        }
        if (numerator.isEmpty() || denominator.isEmpty()) {
            return new Parsed(Optional.empty(), null);
        }
        try {
            Share share = new Share(numerator.get(), denominator.get());
            return new Parsed(Optional.of(share.value(Share.factor(indicator.unitOfMeasure()))), share.toString());
        } catch (IllegalArgumentException impossible) {
            faults.add(VALUE.problem(impossible.getMessage() + "。"));
            return new Parsed(Optional.empty(), null);
        }
    }

    private static Reading finished(Answer answer, List<Problem> faults) {
        return new Reading(faults.isEmpty() ? answer : null, faults);
    }

    public static String referenceName(Indicator indicator) {
        return indicator.method() instanceof Reference reference
                ? reference.reference().words()
                : "参照值";
    }

    private static Optional<String> faultOfTicks(List<String> ticked, int items) {
        if (ticked.contains(NONE_MET) && ticked.size() > 1) {
            return Optional.of("已选“各项均未达到”，不能再选其他项，请核对。");
        }
        return ticked.stream()
                .filter(tick -> !tick.matches("\\d{1,2}") || Integer.parseInt(tick) > items)
                .findFirst()
                .map(tick -> "“%s”不在可选的%d项里，请重新勾选。".formatted(tick, items));
    }

    /** Full-width digits and signs count as what they look like. */
    private static String normal(String typed) {
        return Normalizer.normalize(typed.strip(), Normalizer.Form.NFKC).strip();
    }

    /** A number as it is typed; what is wrong with it is added to the faults of the cell. */
    public static Optional<BigDecimal> number(String typed, Field<?> cell, List<Problem> faults) {
        String text = normal(typed);
        if (text.endsWith("%")) {
            faults.add(cell.problem("“%s”请去掉百分号，只填数字。".formatted(text)));
        } else if (text.contains(",")) {
            faults.add(cell.problem("“%s”请去掉逗号，只填数字。".formatted(text)));
        } else if (!text.matches("[-+]?\\d+(\\.\\d+)?")) {
            faults.add(cell.problem("“%s”不是数字，请只填数字，例如 35.2；没有数据的填“无”。".formatted(text)));
        } else {
            return Optional.of(new BigDecimal(text));
        }
        return Optional.empty();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
