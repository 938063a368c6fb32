package cn.healthylishui.assessment.audit;

import cn.healthylishui.assessment.persistence.Rows;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 保存期限: entries are kept for ever unless somebody sets how many days. Then whole sealed days that are older, and that were exported
 * whole, are removed; their seals stay, so that the chain can still be checked and says who removed what.
 */
@Component
public class LogRetention {

    /** What the entry says that tells of a removal; its object is the range of numbers. */
    public static final String ACTION = "清除日志";

    /** What the entry says that tells of an export, with the range and the hash of the file. */
    public static final String EXPORTED = "导出日志";

    /** What an export says of itself that leaves nothing out. */
    public static final String WHOLE = "完整";

    /** What the entry says that tells of a changed time. */
    public static final String SETTING = "日志保存期限";

    /** What is never removed: that and why others were. */
    static final List<String> KEPT_ACTIONS = List.of(ACTION, SETTING);

    /** Less would be a way to make traces disappear. */
    public static final int SHORTEST_DAYS = 365;

    public static final int LONGEST_DAYS = 36_500;

    /** Numbers from first to last, written {@code 1-5234}. */
    public record Range(long first, long last) {

        /** Those of some days. */
        record OfDays(
                @Nullable LocalDate fromDay,
                @Nullable LocalDate toDay,
                @Nullable Long firstNumber,
                @Nullable Long lastNumber) {

            static final String SELECT =
                    "select min(sealed_on) as from_day, max(sealed_on) as to_day, min(first_number) as first_number, "
                            + "max(last_number) as last_number from operation_log_day where ";

            /** Empty where there are none. */
            Optional<Range> numbers() {
                return firstNumber == null || lastNumber == null
                        ? Optional.empty()
                        : Optional.of(new Range(firstNumber, lastNumber));
            }
        }

        private static final Pattern WRITTEN = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

        static Optional<Range> parse(String text) {
            Matcher matcher = WRITTEN.matcher(text);
            return matcher.matches()
                    ? Optional.of(new Range(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                    : Optional.empty();
        }

        boolean contains(long number) {
            return first <= number && number <= last;
        }

        boolean contains(Range other) {
            return contains(other.first) && contains(other.last);
        }

        @Override
        public String toString() {
            return first + "-" + last;
        }
    }

    /** Days that are over their time, and whether they were exported, as they must be before they go. */
    public record Expired(LocalDate from, LocalDate to, Range numbers, boolean exported) {}

    private record Removal(long firstNumber, long lastNumber, boolean isOpen) {}

    private final JdbcClient jdbc;
    private final Rows rows;
    private final OperationLog log;
    private final Clock clock;

    LogRetention(JdbcClient jdbc, OperationLog log, Clock clock) {
        this.jdbc = jdbc;
        this.rows = new Rows(jdbc);
        this.log = log;
        this.clock = clock;
    }

    /** How many days entries are kept; empty for ever. */
    public Optional<Integer> keepDays() {
        return Optional.ofNullable(ChainEnd.read(jdbc).keepDays());
    }

    /**
     * @param days null for ever
     * @return why not, in words; empty where it is done
     */
    @Transactional
    public Optional<String> keep(@Nullable Integer days, String reason, Actor actor) {
        if (reason.isBlank()) {
            return Optional.of("请写明理由。");
        }
        if (days != null && (days < SHORTEST_DAYS || days > LONGEST_DAYS)) {
            return Optional.of("保存期限要在%d天至%d天之间；不填就是永久保存。".formatted(SHORTEST_DAYS, LONGEST_DAYS));
        }
        Integer before = ChainEnd.locked(jdbc).keepDays();
        if (Objects.equals(before, days)) {
            return Optional.of("保存期限没有改动，不用保存。");
        }
        rows.update("update operation_log_head set keep_days = :days where id = 1", days);
        log.record(
                actor,
                Operation.of(SETTING, "operation-log")
                        .from(words(before))
                        .to(words(days))
                        .because(reason));
        return Optional.empty();
    }

    public static String words(@Nullable Integer days) {
        return days == null ? "永久保存" : days + "天";
    }

    /** Whole days older than they are kept that still have entries; empty where there are none. */
    public Optional<Expired> expired() {
        Integer days = ChainEnd.read(jdbc).keepDays();
        if (days == null) {
            return Optional.empty();
        }
        long removed = rows.get(
                Long.class, "select coalesce(max(last_number), 0) from operation_log_removal where not is_open");
        Range.OfDays over = rows.get(
                Range.OfDays.class,
                Range.OfDays.SELECT + "sealed_on < :before and last_number > :removed",
                LocalDate.now(clock).minusDays(days),
                removed);
        return over.numbers()
                .map(numbers -> new Expired(
                        Objects.requireNonNull(over.fromDay()),
                        Objects.requireNonNull(over.toDay()),
                        numbers,
                        exportOf(numbers).isPresent()));
    }

    /** The hash of a file that holds these numbers and leaves nothing out, by the log itself. */
    private Optional<String> exportOf(Range numbers) {
        List<LogEntry> exports = rows.list(LogEntry.class, """
                select e.* from operation_log e join operation_log_seal s on s.entry_id = e.id
                where e.action = :action and e.from_value = :whole order by e.id desc
                """, EXPORTED, WHOLE);
        return exports.stream()
                .filter(export -> Range.parse(export.object())
                        .filter(range -> range.contains(numbers))
                        .isPresent())
                .map(LogEntry::to)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /**
     * Removes the days that are over their time, if they were exported; who set the time and why stands in the entry that tells of it.
     *
     * @return the numbers removed
     */
    @Transactional
    public Optional<Range> removeExpired() {
        ChainEnd end = ChainEnd.locked(jdbc);
        Optional<Range> found = expired().map(Expired::numbers);
        Optional<String> export = found.flatMap(this::exportOf);
        if (found.isEmpty() || export.isEmpty()) {
            return Optional.empty();
        }
        Range numbers = found.get();
        long removal = rows.insertForId("operation_log_removal", new Removal(numbers.first(), numbers.last(), true));
        int gone = rows.update("""
                        delete from operation_log where action not in (:kept) and exists
                          (select 1 from operation_log_seal s where s.entry_id = operation_log.id and s.number between :first and :last)
                        """, KEPT_ACTIONS, numbers.first(), numbers.last());
        if (numbers.first() == 1) {
            gone += rows.update("delete from operation_log where salt is null");
        }
        rows.update("update operation_log_removal set is_open = false where id = :id", removal);
        log.record(
                Actor.SYSTEM,
                Operation.of(ACTION, numbers.toString())
                        .from(gone + "条")
                        .to(export.get())
                        .because("保存期限" + setting(end)));
        return Optional.of(numbers);
    }

    private String setting(ChainEnd end) {
        return rows.find(LogEntry.class, """
                        select * from operation_log where action = :action order by at desc, id desc fetch first 1 rows only
                        """, SETTING)
                .map(entry -> "%s（%s由%s设定，理由：%s）"
                        .formatted(words(end.keepDays()), entry.at().toLocalDate(), entry.userId(), entry.reason()))
                .orElse(words(end.keepDays()));
    }
}
