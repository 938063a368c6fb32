package cn.healthylishui.assessment.scorecard;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 弄虚作假的认定, as far as grades need it: who is 不合格 whatever the score (办法七(三)). Set by a revision, never taken back here. */
@Component
public class MisconductMarks {

    private final JdbcClient jdbc;
    private final Clock clock;

    MisconductMarks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Set<String> of(int year) {
        return Set.copyOf(jdbc.sql("select object_code from misconduct_mark where assessment_year = :year")
                .param("year", year)
                .query(String.class)
                .list());
    }

    public void mark(int year, String object) {
        jdbc.sql("insert into misconduct_mark (assessment_year, object_code, marked_at) values (:year, :object, :at)")
                .param("year", year)
                .param("object", object)
                .param("at", Timestamp.valueOf(LocalDateTime.now(clock)))
                .update();
    }
}
