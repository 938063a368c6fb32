package cn.healthylishui.assessment.keywork;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * 重点任务 as one batch words it; whatever a later batch changes is a wording of its own.
 *
 * @param code stays the same through all wordings
 * @param reason why it was changed or withdrawn
 * @param body the wording of the source, kept exactly
 * @param responsible the units as the source names them
 * @param decidedBy who approved this wording
 */
public record KeyTask(
        long id,
        int year,
        String code,
        long plan,
        Change change,
        @Nullable String reason,
        State state,
        int seq,
        String chapter,
        String section,
        String body,
        Responsibility form,
        String responsible,
        List<Seat> seats,
        List<Target> targets,
        List<Group> groups,
        @Nullable String decidedBy,
        @Nullable LocalDateTime decidedAt) {

    private static final int SHORT = 24;

    public enum State {
        PENDING,
        ACTIVE,
        /** A later batch worded it anew or took it away. */
        REPLACED,
        WITHDRAWN,
        VOID
    }

    /**
     * 责任单位.
     *
     * @param sourceName what the source calls the unit, or the collective it came in by
     * @param collective null where the source names the unit itself
     * @param round the round of the batch in which the unit was last asked
     * @param milestones quarter to what is to be reached in it (按季)
     */
    public record Seat(
            String unit,
            boolean lead,
            int seq,
            String sourceName,
            @Nullable String collective,
            boolean toConfirm,
            @Nullable String note,
            String acceptance,
            int round,
            SortedMap<Integer, String> milestones) {

        public Seat decomposed(String acceptanceStandard, SortedMap<Integer, String> byQuarter) {
            return new Seat(
                    unit, lead, seq, sourceName, collective, toConfirm, note, acceptanceStandard, round, byQuarter);
        }
    }

    /**
     * 量化目标.
     *
     * @param comparator empty where nobody said which way is better
     * @param targetValue a number, or a grade such as B
     * @param baseline 基期值: what it starts from; null where the source names none
     * @param reporter which of the task's units gives the figure; null where it is asked of all, or of the lead
     */
    public record Target(
            int seq,
            String text,
            String comparator,
            String targetValue,
            String unitOfMeasure,
            @Nullable String baseline,
            @Nullable String reporter) {

        /** One that neither starts from a figure nor is reported by one unit alone. */
        public static Target plain(int seq, String text, String comparator, String value, String unitOfMeasure) {
            return new Target(seq, text, comparator, value, unitOfMeasure, null, null);
        }

        /** 新建绿道 79 公里以上（≥79公里） */
        public String words() {
            return "%s（%s）".formatted(text, span());
        }

        /** 基期570元，目标≥600元; the bound alone where nothing is said of the start. */
        public String span() {
            return baseline == null ? bound() : "基期%s%s，目标%s".formatted(baseline, unitOfMeasure, bound());
        }

        /** ≥79公里 */
        public String bound() {
            return symbol() + targetValue + unitOfMeasure;
        }

        private String symbol() {
            return switch (comparator) {
                case ">=" -> "≥";
                case "<=" -> "≤";
                default -> comparator;
            };
        }

        public Optional<BigDecimal> number() {
            return targetValue.matches("-?\\d{1,14}(\\.\\d{1,4})?")
                    ? Optional.of(new BigDecimal(targetValue))
                    : Optional.empty();
        }

        /** Whether less is better: what has not begun is then not told by a 0. */
        public boolean atMost() {
            return comparator.startsWith("<");
        }

        /** Whether a figure reaches the target; a grade cannot be told from a figure. */
        public boolean reachedBy(BigDecimal figure) {
            return number().map(bound -> switch (comparator) {
                        case ">=" -> figure.compareTo(bound) >= 0;
                        case "<=" -> figure.compareTo(bound) <= 0;
                        case ">" -> figure.compareTo(bound) > 0;
                        case "<" -> figure.compareTo(bound) < 0;
                        case "=" -> figure.compareTo(bound) == 0;
                        default -> true;
                    })
                    .orElse(true);
        }
    }

    /** @param note what is doubtful about it */
    public record Group(int number, @Nullable String note) {}

    /** The task in a few words: K1-07-2 新建绿道 79 公里以上。 */
    public String title() {
        return code + " " + (body.length() <= SHORT ? body : body.substring(0, SHORT) + "…");
    }

    public Optional<Seat> seat(String unit) {
        return seats.stream().filter(seat -> seat.unit().equals(unit)).findFirst();
    }

    public SortedSet<Integer> groupNumbers() {
        return groups.stream().map(Group::number).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The one target whose figure is reported; grades are told in words. */
    public Optional<Target> measured() {
        return targets.stream().filter(target -> target.number().isPresent()).findFirst();
    }

    /** Whether the figure of the target is asked of this unit: of the one that the target names, else where one leads of the lead alone. */
    public boolean asksFigureOf(String unit) {
        return measured()
                .map(target -> Optional.ofNullable(target.reporter())
                        .flatMap(this::seat)
                        .map(reporter -> reporter.unit().equals(unit))
                        .orElseGet(() -> form != Responsibility.LEAD
                                || seat(unit).map(Seat::lead).orElse(false)))
                .orElse(false);
    }

    public String targetsInWords() {
        return targets.stream().map(Target::words).collect(Collectors.joining("；"));
    }

    /** The lead as it was named; empty where nobody leads. */
    public String leadName() {
        return seats.stream()
                .filter(Seat::lead)
                .map(Seat::sourceName)
                .findFirst()
                .orElse("");
    }

    /** The units beside the lead as they were named, a collective once. */
    public String otherNames() {
        Set<String> names = new LinkedHashSet<>();
        seats.stream().filter(seat -> !seat.lead()).map(Seat::sourceName).forEach(names::add);
        return String.join("、", new ArrayList<>(names));
    }
}
