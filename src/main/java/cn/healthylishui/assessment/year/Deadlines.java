package cn.healthylishui.assessment.year;

import cn.healthylishui.assessment.persistence.Rows;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Until when each step of a year is due, for everyone or for one office with an extension. */
@Component("yearDeadlines")
public class Deadlines {

    private final Rows rows;

    public Deadlines(JdbcClient jdbc) {
        this.rows = new Rows(jdbc);
    }

    /** The dates that hold for every office without an extension. */
    public Map<DeadlineKind, LocalDate> all(int year) {
        Map<DeadlineKind, LocalDate> dates = new EnumMap<>(DeadlineKind.class);
        rows.list(DeadlineRow.class, "select * from deadline where assessment_year = :year", year)
                .forEach(row -> dates.put(row.kind(), row.dueOn()));
        return dates;
    }

    public LocalDate due(int year, DeadlineKind kind) {
        return rows.find(
                        LocalDate.class,
                        "select due_on from deadline where assessment_year = :year and kind = :kind",
                        year,
                        kind)
                .orElseThrow(() -> new IllegalArgumentException("Year %d has no deadline %s".formatted(year, kind)));
    }

    /** The date for one office: the latest extension it was granted, else everyone's. */
    public LocalDate due(int year, DeadlineKind kind, String office) {
        return extended(year, kind, office).orElseGet(() -> due(year, kind));
    }

    /** The date of the extension that was granted last. */
    public Optional<LocalDate> extended(int year, DeadlineKind kind, String office) {
        return rows.find(LocalDate.class, """
                select due_on from deadline_extension
                where assessment_year = :year and kind = :kind and office = :office and state = :granted
                order by decided_at desc, id desc fetch first 1 row only
                """, year, kind, office, Extension.State.GRANTED);
    }
}
