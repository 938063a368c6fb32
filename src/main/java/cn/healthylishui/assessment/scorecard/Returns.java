package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.persistence.Rows.Whole;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 退回: which items were sent back to whom and why. Only these are open again; the rows stay as the history of the return. */
@Component
public class Returns {

    /** Where in the procedure the item is mended. */
    public enum Stage {
        MATRIX,
        SELF_SCORE,
        PAPERS,
        FIGURES,
        REVERIFY,
        REJUDGE,
        SUMMARY,
        UNIT_SELF_SCORE,
        UNIT_PAPERS,
        UNIT_REVIEW,
        OWN_UNIT
    }

    /**
     * @param item an indicator's code or the name of a paper kind
     * @param answer what whoever mended it said in return; null where nothing was said
     */
    public record ReturnedItem(
            long id,
            Stage stage,
            String office,
            String object,
            String item,
            String reason,
            String returnedBy,
            LocalDateTime returnedAt,
            @Nullable LocalDateTime mendedAt,
            @Nullable String answer) {}

    private record NewReturn(
            int year,
            Stage stage,
            String office,
            String object,
            String item,
            String reason,
            String returnedBy,
            LocalDateTime returnedAt) {}

    private static final Whole<ReturnedItem> OPEN = new Whole<>(
            ReturnedItem.class,
            "select * from returned_item where assessment_year = :year and stage = :stage and mended_at is null %s order by id");

    private final Rows rows;
    private final Clock clock;
    private final AssessmentYears years;
    private final OperationLog log;

    Returns(JdbcClient jdbc, Clock clock, AssessmentYears years, OperationLog log) {
        this.rows = new Rows(jdbc);
        this.clock = clock;
        this.years = years;
        this.log = log;
    }

    public void sendBack(int year, Stage stage, String office, String object, String item, String reason, Actor actor) {
        years.requireOpen(year);
        rows.insert(
                "returned_item",
                new NewReturn(year, stage, office, object, item, reason, actor.userId(), LocalDateTime.now(clock)));
        log.record(
                actor,
                Operation.of("退回", year, object).to(item + " → " + office).because(reason));
    }

    /** What the office still has to mend at this stage, oldest first. */
    public List<ReturnedItem> open(int year, Stage stage, String office) {
        return rows.part(OPEN, "and office = :office", item -> item.office().equals(office), year, stage, office);
    }

    /** The same of one object alone, where an office has a task of its own for each. */
    public List<ReturnedItem> open(int year, Stage stage, String office, String object) {
        return open(year, stage, office).stream()
                .filter(item -> item.object().equals(object))
                .toList();
    }

    /** The offices that still have something of this object to mend at this stage. */
    public List<String> offices(int year, Stage stage, String object) {
        return offices(year, stage).stream()
                .filter(office -> !open(year, stage, office, object).isEmpty())
                .toList();
    }

    /** The offices that still have something to mend at this stage. */
    public List<String> offices(int year, Stage stage) {
        return rows.list(String.class, """
                select distinct office from returned_item
                where assessment_year = :year and stage = :stage and mended_at is null order by office
                """, year, stage);
    }

    /** Every return on one object, oldest first. */
    public List<ReturnedItem> history(int year, String object) {
        return rows.list(
                ReturnedItem.class,
                "select * from returned_item where assessment_year = :year and object_code = :object order by id",
                year,
                object);
    }

    public void mended(int year, Stage stage, String office) {
        rows.update("""
                update returned_item set mended_at = :at
                where assessment_year = :year and stage = :stage and office = :office and mended_at is null
                """, LocalDateTime.now(clock), year, stage, office);
    }

    /** One item is mended, and whoever sent it back reads what was said in return. */
    public void answered(int year, ReturnedItem returned, String answer) {
        rows.update(
                """
                update returned_item set mended_at = :at, answer = :answer
                where assessment_year = :year and stage = :stage and office = :office and object_code = :object and item = :item
                  and mended_at is null
                """,
                LocalDateTime.now(clock),
                answer,
                year,
                returned.stage(),
                returned.office(),
                returned.object(),
                returned.item());
    }
}
