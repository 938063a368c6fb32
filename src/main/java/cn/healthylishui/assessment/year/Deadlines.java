package cn.healthylishui.assessment.year;

import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.persistence.Rows.Whole;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Until when each step of a year is due, for everyone or for one office with an extension. */
@Component("yearDeadlines")
public class Deadlines {

    private record ExtendedRow(DeadlineKind kind, String office, LocalDate dueOn) {}

    private static final Whole<DeadlineRow> DATES =
            new Whole<>(DeadlineRow.class, "select * from deadline where assessment_year = :year %s");

    /** The latest of an office comes first. */
    private static final Whole<ExtendedRow> GRANTED = new Whole<>(ExtendedRow.class, """
            select kind, office, due_on from deadline_extension
            where assessment_year = :year and state = :granted %s order by decided_at desc, id desc
            """);

    private final Rows rows;

    public Deadlines(JdbcClient jdbc) {
        this.rows = new Rows(jdbc);
    }

    /** The dates that hold for every office without an extension. */
    public Map<DeadlineKind, LocalDate> all(int year) {
        Map<DeadlineKind, LocalDate> dates = new EnumMap<>(DeadlineKind.class);
        rows.list(DATES, year).forEach(row -> dates.put(row.kind(), row.dueOn()));
        return dates;
    }

    public LocalDate due(int year, DeadlineKind kind) {
        return rows.part(DATES, "and kind = :kind", row -> row.kind() == kind, year, kind).stream()
                .findFirst()
                .map(DeadlineRow::dueOn)
                .orElseThrow(() -> new IllegalArgumentException("Year %d has no deadline %s".formatted(year, kind)));
    }

    /** The date for one office: the latest extension it was granted, else everyone's. */
    public LocalDate due(int year, DeadlineKind kind, String office) {
        return extended(year, kind, office).orElseGet(() -> due(year, kind));
    }

    /** The date of the extension that was granted last. */
    public Optional<LocalDate> extended(int year, DeadlineKind kind, String office) {
        return rows
                .part(
                        GRANTED,
                        "and kind = :kind and office = :office",
                        row -> row.kind() == kind && row.office().equals(office),
                        year,
                        Extension.State.GRANTED,
                        kind,
                        office)
                .stream()
                .findFirst()
                .map(ExtendedRow::dueOn);
    }
}
