package cn.healthylishui.assessment.audit;

import cn.healthylishui.assessment.persistence.Rows;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds entries, the newest first. One index leads: that of the filter expected to leave the least; what else is asked for is looked at
 * entry by entry, up to a bound, so that a page costs the same however long the log is.
 */
@Component
public class LogSearch {

    /** The most entries looked at for one page; what lies beyond is found by going on from there. */
    static final int MOST_LOOKED_AT = 20_000;

    private static final int AT_ONCE = 1000;

    /**
     * What to find; every part may be null.
     *
     * @param to the last day
     * @param person id of the account
     * @param office code
     * @param action the whole action, or a part of it
     * @param object the whole code, or a part of it
     * @param text somewhere in action, object, values or reason
     */
    public record Query(
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String person,
            @Nullable String office,
            @Nullable String action,
            @Nullable Integer year,
            @Nullable String object,
            @Nullable String text) {}

    /** Where a page ended: the next begins with what is older. */
    public record Place(LocalDateTime at, long id) {

        private static final String SEPARATOR = "_";

        /** As an address carries it; empty where it is none. */
        public static Optional<Place> parse(@Nullable String text) {
            if (text == null || !text.matches("\\d{4}-\\d{2}-\\d{2}T[\\d:.]{5,18}_\\d{1,18}")) {
                return Optional.empty();
            }
            String[] parts = text.split(SEPARATOR);
            try {
                return Optional.of(new Place(LocalDateTime.parse(parts[0]), Long.parseLong(parts[1])));
            } catch (java.time.DateTimeException noTime) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            return at + SEPARATOR + id;
        }
    }

    /** @param number null while it is not sealed */
    public record Found(
            LogEntry entry, @Nullable Long number, @Nullable String hash) {}

    /**
     * One page.
     *
     * @param next where the next page begins; null where there is nothing older
     * @param cut whether it ends because enough was looked at, not because it is full
     */
    public record Page(List<Found> lines, @Nullable Place next, boolean cut) {}

    private record Lead(String column, Object value) {}

    private final Rows rows;

    LogSearch(JdbcClient jdbc) {
        this.rows = new Rows(jdbc);
    }

    /**
     * One page of what was asked for.
     *
     * @param visible what the reader may see at all
     * @param after null for the newest
     */
    public Page find(Query query, Predicate<LogEntry> visible, @Nullable Place after, int most) {
        List<Predicate<LogEntry>> rest = new ArrayList<>();
        Lead lead = lead(query, rest);
        rest.add(visible);
        Predicate<LogEntry> wanted = rest.stream().reduce(entry -> true, Predicate::and);
        List<LogEntry> found = new ArrayList<>();
        Place place = after;
        int lookedAt = 0;
        int chunk = rest.size() == 1 ? most + 1 : AT_ONCE;
        while (lookedAt < MOST_LOOKED_AT) {
            List<LogEntry> entries = chunk(query, lead, place, chunk);
            for (LogEntry entry : entries) {
                if (wanted.test(entry)) {
                    if (found.size() == most) {
                        return new Page(sealed(found), place, false);
                    }
                    found.add(entry);
                }
                place = new Place(entry.at(), entry.id());
            }
            lookedAt += entries.size();
            if (entries.size() < chunk) {
                return new Page(sealed(found), null, false);
            }
            chunk = AT_ONCE;
        }
        return new Page(sealed(found), place, true);
    }

    /** The actions of late, for choosing from. */
    public List<String> lateActions() {
        return rows.list(String.class, """
                        select distinct action from
                          (select action from operation_log order by at desc, id desc fetch first 2000 rows only) late order by action
                        """);
    }

    /** @param rest gets what the index does not answer */
    private @Nullable Lead lead(Query query, List<Predicate<LogEntry>> rest) {
        List<Lead> leads = new ArrayList<>();
        exactly("object_code", query.object(), LogEntry::object, leads, rest);
        exactly("user_id", query.person(), LogEntry::userId, leads, rest);
        exactly("action", query.action(), LogEntry::action, leads, rest);
        String office = query.office();
        if (office != null) {
            leads.add(new Lead("office", office));
        }
        Integer year = query.year();
        if (year != null) {
            leads.add(new Lead("assessment_year", year));
        }
        leads.stream().skip(1).forEach(lead -> rest.add(entry -> lead.value().equals(valueOf(entry, lead.column()))));
        String text = query.text();
        if (text != null) {
            String word = text.toLowerCase(Locale.ROOT);
            rest.add(entry -> Stream.of(entry.action(), entry.object(), entry.from(), entry.to(), entry.reason())
                    .filter(Objects::nonNull)
                    .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(word)));
        }
        return leads.isEmpty() ? null : leads.get(0);
    }

    /** What is no whole value in the log is looked for as a part of one. */
    private void exactly(
            String column,
            @Nullable String value,
            Function<LogEntry, String> of,
            List<Lead> leads,
            List<Predicate<LogEntry>> rest) {
        if (value == null) {
            return;
        }
        boolean known = !rows.list(
                        Integer.class,
                        "select 1 from operation_log where " + column + " = :value fetch first 1 rows only",
                        value)
                .isEmpty();
        if (known) {
            leads.add(new Lead(column, value));
        } else {
            rest.add(entry -> of.apply(entry).contains(value));
        }
    }

    private static @Nullable Object valueOf(LogEntry entry, String column) {
        return switch (column) {
            case "user_id" -> entry.userId();
            case "action" -> entry.action();
            case "office" -> entry.office();
            case "assessment_year" -> entry.year();
            default -> entry.object();
        };
    }

    private List<LogEntry> chunk(Query query, @Nullable Lead lead, @Nullable Place after, int most) {
        List<String> where = new ArrayList<>(List.of("1 = 1"));
        List<Object> values = new ArrayList<>();
        if (lead != null) {
            where.add(lead.column() + " = :lead");
            values.add(lead.value());
        }
        if (query.from() != null) {
            where.add("at >= :from");
            values.add(query.from().atStartOfDay());
        }
        if (after != null) {
            where.add("at <= :at and (at < :at or id < :id)");
            values.add(after.at());
            values.add(after.id());
        } else if (query.to() != null) {
            where.add("at < :to");
            values.add(query.to().plusDays(1).atStartOfDay());
        }
        return rows.list(
                LogEntry.class,
                "select * from operation_log where " + String.join(" and ", where) + " order by "
                        + (lead == null ? "" : lead.column() + ", ") + "at desc, id desc fetch first " + most
                        + " rows only",
                values.toArray());
    }

    private List<Found> sealed(List<LogEntry> entries) {
        if (entries.isEmpty()) {
            return List.of();
        }
        record Seal(long entryId, long number, String hash) {}
        Map<Long, Seal> seals = rows
                .list(
                        Seal.class,
                        "select entry_id, number, hash from operation_log_seal where entry_id in (:ids)",
                        entries.stream().map(LogEntry::id).collect(Collectors.toSet()))
                .stream()
                .collect(Collectors.toMap(Seal::entryId, seal -> seal));
        return entries.stream()
                .map(entry -> {
                    Seal seal = seals.get(entry.id());
                    return new Found(entry, seal == null ? null : seal.number(), seal == null ? null : seal.hash());
                })
                .toList();
    }
}
