package cn.healthylishui.assessment.result.process;

import static cn.healthylishui.assessment.result.process.ReviewItemsForm.DECIDED;
import static cn.healthylishui.assessment.result.process.ReviewItemsForm.TAKE;
import static cn.healthylishui.assessment.result.process.ReviewItemsForm.WHY;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.ItemResult;
import cn.healthylishui.assessment.scorecard.Provenance;
import cn.healthylishui.assessment.scorecard.Returns.ReturnedItem;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Typed;
import cn.healthylishui.assessment.verification.Contradictions;
import cn.healthylishui.assessment.verification.Finding;
import cn.healthylishui.assessment.year.Precedence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * 审核项: one item of the district under review, and what the city office makes of it.
 *
 * @param shown by source, what is there; a finding only where it is adopted
 * @param finding what was found of it, unless that is dropped; null where nothing was
 * @param against the figure that outranks the finding and says otherwise; null where none does
 * @param query what its owner was asked and says; null where nothing was
 * @param returned the last return to its owner that was answered; null where there is none
 * @param keptFromReturning why it cannot go back to its owner; empty where it can
 */
record ReviewedItem(
        Precedence precedence,
        Indicator indicator,
        Map<EntrySource, Entry> shown,
        Compared compared,
        @Nullable Finding finding,
        @Nullable Entry against,
        Contradictions.@Nullable Item query,
        @Nullable ReturnedItem returned,
        Optional<String> keptFromReturning) {

    /** In place of a source that is taken. */
    static final String SEND_BACK = "RETURN";

    /** The sources that the city office may choose from instead of the one that comes first. */
    private static final List<EntrySource> TO_TAKE =
            List.of(EntrySource.OFFICIAL, EntrySource.VERIFIED, EntrySource.REPORTED);

    private static final String NO_REASON = "改判必须写明理由，被考核单位会看到。";

    String code() {
        return indicator.code();
    }

    String shown(EntrySource source) {
        return ScoreBook.shown(indicator, shown.get(source));
    }

    /** An official figure with what it is, where that decides whether it outranks a finding. */
    String official() {
        Entry entry = shown.get(EntrySource.OFFICIAL);
        return entry == null || !precedence.heedsFindings()
                ? ScoreBook.shown(indicator, entry)
                : "%s（%s）".formatted(ScoreBook.shown(indicator, entry), ScoreBook.label(precedence, indicator, entry));
    }

    ItemInput.Typed cells(Typed row) {
        Entry basis = shown.getOrDefault(EntrySource.OFFICIAL, shown.get(EntrySource.REPORTED));
        return new ItemInput.Typed(
                row.text(DECIDED),
                ItemInput.reference(basis == null ? null : basis.answer()),
                row.text(WHY),
                List.of(),
                "");
    }

    /** The source that is taken; null where none is, or it has nothing to take. */
    @Nullable
    Entry taken(Typed row) {
        return TO_TAKE.stream()
                .filter(source -> source.name().equals(row.text(TAKE)))
                .findFirst()
                .map(shown::get)
                .filter(entry -> entry.answer().state().counts())
                .orElse(null);
    }

    ItemInput.Reading decided(Typed row) {
        return ItemInput.readDecision(indicator, cells(row), compared);
    }

    /** What would be entered; null where there is nothing, or something is wrong with it. */
    @Nullable
    Answer decision(Typed row) {
        if (isSentBack(row) || !wrong(row).isEmpty() || !missing(row).isEmpty()) {
            return null;
        }
        Entry taken = taken(row);
        return taken != null
                ? ScoreBook.taken(precedence, indicator, taken, row.text(WHY))
                : row.isEmpty(DECIDED) ? null : decided(row).answer();
    }

    static boolean isSentBack(Typed row) {
        return row.text(TAKE).equals(SEND_BACK);
    }

    /** Whether something is decided: another source, or a value of the city's own. */
    static boolean isGiven(Typed row) {
        return !isSentBack(row) && !(row.isEmpty(TAKE) && row.isEmpty(DECIDED));
    }

    /** What cannot stand, whatever becomes of the review. */
    List<Problem> wrong(Typed row) {
        if (isSentBack(row)) {
            return Stream.of(
                            Optional.of(DECIDED.problem("退回重新核实的不填审定值，请清空；要审定的，“采用”不选退回。"))
                                    .filter(problem -> !row.isEmpty(DECIDED)),
                            Optional.of(WHY.problem("退回必须写明理由，填报单位和被考核单位会看到。")).filter(problem -> row.isEmpty(WHY)),
                            keptFromReturning.map(TAKE::problem))
                    .flatMap(Optional::stream)
                    .toList();
        }
        if (!row.isEmpty(TAKE) && !row.isEmpty(DECIDED)) {
            return List.of(DECIDED.problem("“采用”和“审定值”只能填一个：采用表中的数据就不用填审定值。"));
        }
        if (!row.isEmpty(TAKE)) {
            return taken(row) == null ? List.of(TAKE.problem("所选的来源没有数据，请改选，或者填审定值。")) : List.of();
        }
        return row.isEmpty(DECIDED)
                ? List.of()
                : decided(row).faults().stream()
                        .filter(fault -> !isReason(fault) || row.find(WHY).isPresent())
                        .map(ReviewedItem::here)
                        .toList();
    }

    /** What has to be there when the review ends. */
    List<Problem> missing(Typed row) {
        if (isSentBack(row) || !row.isEmpty(TAKE) && !row.isEmpty(DECIDED)) {
            return row.isEmpty(WHY) && !isSentBack(row) ? List.of(WHY.problem(NO_REASON)) : List.of();
        }
        if (!isGiven(row)) {
            return row.isEmpty(WHY) ? List.of() : List.of(DECIDED.problem("只写了理由，没有选“采用”，也没有填审定值；不改判的请把理由删去。"));
        }
        if (!row.isEmpty(WHY)) {
            return List.of();
        }
        List<Problem> reasons = row.isEmpty(DECIDED)
                ? List.of()
                : decided(row).faults().stream()
                        .filter(ReviewedItem::isReason)
                        .map(ReviewedItem::here)
                        .toList();
        return reasons.isEmpty() ? List.of(WHY.problem(NO_REASON)) : reasons;
    }

    private static boolean isReason(Problem fault) {
        return ItemInput.REASON.key().equals(fault.column());
    }

    /** A fault of the item's own cells at the cells that this table has for them. */
    private static Problem here(Problem fault) {
        return isReason(fault) ? WHY.problem(fault.message()) : DECIDED.problem(fault.message());
    }

    /** What a figure rests on that its owner gave anew: nobody has agreed to that yet. */
    String origin() {
        boolean anew = returned != null || query != null && query.answer() == Contradictions.Answering.CORRECTED;
        Entry official = shown.get(EntrySource.OFFICIAL);
        Provenance provenance = official == null ? null : official.answer().provenance();
        return !anew || provenance == null || provenance.words().isEmpty() ? "" : "出处：" + provenance.words();
    }

    /** What counts of it, and what that is. */
    String counted(ItemResult result) {
        Entry counted = result.counted();
        return counted == null
                ? "没有数据"
                : "%s（%s）"
                        .formatted(
                                ScoreBook.shown(indicator, counted), ScoreBook.label(precedence, indicator, counted));
    }

    /** What counts is compared with, and how that came about. */
    String compared(ItemResult result) {
        Entry counted = result.counted();
        if (!indicator.method().needsReference()) {
            return "";
        }
        return counted == null || counted.answer().reference() == null
                ? compared.shown()
                : "%s：%s".formatted(Answer.plain(counted.answer().reference()), compared.words(counted.answer()));
    }
}
