package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.persistence.Rows;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 弄虚作假的认定, as far as grades need it: who is 不合格 whatever the score (办法七(三)). Set by a revision, never taken back here. */
@Component
public class MisconductMarks {

    private record Mark(int year, String object, LocalDateTime markedAt) {}

    private final Rows rows;
    private final Clock clock;

    MisconductMarks(JdbcClient jdbc, Clock clock) {
        this.rows = new Rows(jdbc);
        this.clock = clock;
    }

    public Set<String> of(int year) {
        return Set.copyOf(
                rows.list(String.class, "select object_code from misconduct_mark where assessment_year = :year", year));
    }

    public void mark(int year, String object) {
        rows.insert("misconduct_mark", new Mark(year, object, LocalDateTime.now(clock)));
    }
}
