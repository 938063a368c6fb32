package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
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

    private final JdbcClient jdbc;
    private final Clock clock;
    private final AssessmentYears years;
    private final OperationLog log;

    Returns(JdbcClient jdbc, Clock clock, AssessmentYears years, OperationLog log) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.years = years;
        this.log = log;
    }

    public void sendBack(int year, Stage stage, String office, String object, String item, String reason, Actor actor) {
        years.requireOpen(year);
        jdbc.sql("""
                insert into returned_item (assessment_year, stage, office, object_code, item, reason, returned_by, returned_at)
                values (:year, :stage, :office, :object, :item, :reason, :by, :at)
                """)
                .param("year", year)
                .param("stage", stage.name())
                .param("office", office)
                .param("object", object)
                .param("item", item)
                .param("reason", reason)
                .param("by", actor.userId())
                .param("at", Timestamp.valueOf(LocalDateTime.now(clock)))
                .update();
        log.record(actor, "退回", year, object, null, item + " → " + office, reason);
    }

    /** What the office still has to mend at this stage, oldest first. */
    public List<ReturnedItem> open(int year, Stage stage, String office) {
        return jdbc.sql("""
                select * from returned_item
                where assessment_year = :year and stage = :stage and office = :office and mended_at is null order by id
                """)
                .param("year", year)
                .param("stage", stage.name())
                .param("office", office)
                .query(Returns::map)
                .list();
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
        return jdbc.sql("""
                select distinct office from returned_item
                where assessment_year = :year and stage = :stage and mended_at is null order by office
                """)
                .param("year", year)
                .param("stage", stage.name())
                .query(String.class)
                .list();
    }

    /** Every return on one object, oldest first. */
    public List<ReturnedItem> history(int year, String object) {
        return jdbc.sql(
                        "select * from returned_item where assessment_year = :year and object_code = :object order by id")
                .param("year", year)
                .param("object", object)
                .query(Returns::map)
                .list();
    }

    public void mended(int year, Stage stage, String office) {
        jdbc.sql("""
                update returned_item set mended_at = :at
                where assessment_year = :year and stage = :stage and office = :office and mended_at is null
                """)
                .param("at", Timestamp.valueOf(LocalDateTime.now(clock)))
                .param("year", year)
                .param("stage", stage.name())
                .param("office", office)
                .update();
    }

    /** One item is mended, and whoever sent it back reads what was said in return. */
    public void answered(int year, ReturnedItem returned, String answer) {
        jdbc.sql("""
                update returned_item set mended_at = :at, answer = :answer
                where assessment_year = :year and stage = :stage and office = :office and object_code = :object and item = :item
                  and mended_at is null
                """)
                .param("at", Timestamp.valueOf(LocalDateTime.now(clock)))
                .param("answer", answer)
                .param("year", year)
                .param("stage", returned.stage().name())
                .param("office", returned.office())
                .param("object", returned.object())
                .param("item", returned.item())
                .update();
    }

    private static ReturnedItem map(ResultSet rs, int row) throws SQLException {
        Timestamp mended = rs.getTimestamp("mended_at");
        return new ReturnedItem(
                rs.getLong("id"),
                Stage.valueOf(rs.getString("stage")),
                rs.getString("office"),
                rs.getString("object_code"),
                rs.getString("item"),
                rs.getString("reason"),
                rs.getString("returned_by"),
                rs.getTimestamp("returned_at").toLocalDateTime(),
                mended == null ? null : mended.toLocalDateTime(),
                rs.getString("answer"));
    }
}
