package cn.healthylishui.assessment.result;

import static cn.healthylishui.assessment.column.Width.L;

import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.result.Results.Revision;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.Table;
import java.util.List;

/**
 * 领导小组的意见 on something that would change a result. The choice to approve names the number of the result that was looked at: where
 * another one has come about since, the choice is stale and has to be made again.
 */
public final class Ruling {

    public static final String APPROVED = "APPROVED";
    public static final String RETURNED = "RETURNED";
    public static final String REFUSED = "REFUSED";

    /** One of the three; each form offers them in its own words, see {@link #options}. */
    public static final Field<String> DECISION = Field.choice("decision", "决定", L, List.of());

    public static final Field<String> COMMENT = Field.longText("comment", "意见", L, 2000);

    private Ruling() {}

    /** A part of a form that asks for both reads the choice against the latest result, and asks why one does not agree. */
    public static <T> Table<T> of(Table<T> questions, int latest) {
        return questions
                .reads(DECISION, (any, chosen) -> read(chosen, latest))
                .showsOnlyOffered(DECISION)
                .requiredWhere(
                        COMMENT,
                        (any, typed) -> typed.is(DECISION, RETURNED) || typed.is(DECISION, REFUSED),
                        "不同意或退回的，请写明理由。");
    }

    private static Reading<String> read(String chosen, int latest) {
        if (chosen.equals(approval(latest))) {
            return Reading.of(APPROVED);
        }
        if (chosen.startsWith(APPROVED)) {
            return Reading.wrong(stale(latest));
        }
        return List.of(RETURNED, REFUSED).contains(chosen) ? Reading.of(chosen) : Reading.wrong("请选择意见。");
    }

    private static String approval(int latest) {
        return APPROVED + "@" + latest;
    }

    public static List<Option> options(int latest, String approve, String sendBack, String refuse) {
        return List.of(
                new Option(approval(latest), approve), new Option(RETURNED, sendBack), new Option(REFUSED, refuse));
    }

    /** The number of the latest result; 0 before the first. */
    public static int latest(Results results, int year) {
        return results.latest(year).map(Revision::number).orElse(0);
    }

    /** Why an approval chosen before has to be chosen again. */
    public static String stale(int latest) {
        return "您选定意见后，第%d号考核结果已经形成，影响有变化。请核对后重新选择。".formatted(latest);
    }
}
