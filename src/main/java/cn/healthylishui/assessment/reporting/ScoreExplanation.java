package cn.healthylishui.assessment.reporting;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.reading.ReadableFiles.FileLink;
import cn.healthylishui.assessment.reading.ScoreSight;
import cn.healthylishui.assessment.reporting.ObjectReport.Field;
import cn.healthylishui.assessment.reporting.ObjectReport.ItemLine;
import cn.healthylishui.assessment.reporting.ObjectReport.ReturnLine;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 得分说明 of one assessed object: by the latest result, and before there is one as it stands now.
 *
 * @param name in full
 * @param unit whether it is a municipal unit, whose items are tasks
 * @param state what the figures are: an approved result, or the state of the moment, and how much of it the reader sees
 * @param approved whether they are those of an approved result
 * @param score null where the reader sees only some items
 * @param scoreLabel what the score is called
 * @param gradeReason how the approved score is made up and graded; null before
 * @param returned what was sent back, oldest first
 */
public record ScoreExplanation(
        int year,
        String code,
        String name,
        boolean unit,
        ScoreSight sight,
        String state,
        boolean approved,
        String standard,
        @Nullable BigDecimal score,
        String scoreLabel,
        @Nullable String gradeReason,
        List<ItemLine> mustPass,
        List<Field> fields,
        List<ReturnLine> returned) {

    public boolean isEmpty() {
        return mustPass.isEmpty() && fields.isEmpty();
    }

    /** Nobody has entered anything yet that the reader may see. */
    public boolean nothingEntered() {
        return mustPass.stream().allMatch(item -> item.history().isEmpty())
                && fields.stream().flatMap(field -> field.items().stream()).allMatch(item -> item.history()
                        .isEmpty());
    }

    /**
     * One item of it.
     *
     * @param rule how a value becomes points
     * @param provisional whether the value that counts is
     * @param precedence which source comes first, by the rules
     * @param why why this one counts here
     * @param sources side by side, in the order of the procedure
     * @param checks what was found on the spot, what was said to it and what became of it; empty where nothing was checked
     * @param changes every entry with what it changed, oldest first
     * @param revisions the results that say something new of it, oldest first
     */
    public record Item(
            ScoreExplanation object,
            ItemLine line,
            List<Fact> rule,
            boolean provisional,
            String precedence,
            String why,
            List<SourceLine> sources,
            List<String> checks,
            List<ChangeLine> changes,
            List<ReturnLine> returned,
            List<RevisionLine> revisions) {

        public Indicator indicator() {
            return line.indicator();
        }
    }

    /** A heading and what stands under it. */
    public record Fact(String label, String text) {}

    /**
     * What one source says.
     *
     * @param at null where it says nothing
     * @param enteredBy whose account, in words; empty where the reader is not to know
     * @param alone the points that it alone would bring, or whether the item would be met
     * @param standing whether it counts, and if not why
     */
    public record SourceLine(
            String source,
            String value,
            boolean provisional,
            String office,
            String enteredBy,
            @Nullable LocalDateTime at,
            String alone,
            boolean counts,
            String standing,
            String reason,
            List<FileLink> files) {}

    /** @param points how the points stood then and stand since */
    public record ChangeLine(
            LocalDateTime at,
            String source,
            String office,
            String enteredBy,
            Pair value,
            Pair points,
            String reason,
            List<FileLink> files) {}

    /** Something before and after, in words. */
    public record Pair(String before, String after) {

        public boolean changed() {
            return !before.equals(after);
        }
    }

    /** @param explanation as it has stood since that result */
    public record RevisionLine(int number, LocalDateTime approvedAt, Pair points, Pair source, String explanation) {}
}
