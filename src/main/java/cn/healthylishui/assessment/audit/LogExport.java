package cn.healthylishui.assessment.audit;

import cn.healthylishui.assessment.persistence.Rows;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 校验文件: the sealed entries of some days as lines of JSON that can be checked without the database. A field that is left out is there
 * as its hash. The lines are described in docs/decisions/0026.
 */
@Component
public class LogExport {

    /**
     * What to leave out.
     *
     * @param persons who did it, everywhere; of entries on accounts also what they say of their persons
     * @param person one person alone: wherever the account is named; null for none
     */
    public record Hiding(
            boolean persons, boolean addresses, @Nullable String person) {

        public static final Hiding NOTHING = new Hiding(false, false, null);

        boolean hides(LogField field, LogEntry entry) {
            if (addresses && field == LogField.ADDRESS) {
                return entry.address() != null;
            }
            if (persons && (field == LogField.USER || (entry.action().contains(ACCOUNT) && SAID.contains(field)))) {
                return true;
            }
            String value = field.of(entry);
            return person != null
                    && (field == LogField.USER || SAID.contains(field))
                    && value != null
                    && (value.equals(person)
                            || (!person.equals(entry.office()) && value.contains(person))
                            || (entry.object().equals(person) && SAID.contains(field)));
        }

        private String words() {
            List<String> hidden = Stream.of(
                            persons ? "人员" : "", addresses ? "地址" : "", person == null ? "" : "账号" + person)
                    .filter(word -> !word.isEmpty())
                    .toList();
            return hidden.isEmpty() ? LogRetention.WHOLE : "隐去：" + String.join("、", hidden);
        }
    }

    /** How the actions on accounts are called. */
    private static final String ACCOUNT = "账号";

    private static final List<LogField> SAID =
            List.of(LogField.OBJECT, LogField.BEFORE, LogField.AFTER, LogField.REASON);

    static final String FORMAT = "healthy-lishui-operation-log";
    private static final int AT_ONCE = 2000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Sealed(
            long number,
            LocalDate sealedOn,
            String entryHash,
            String previousHash,
            String hash,
            @Nullable LogEntry entry) {}

    private final JdbcClient jdbc;
    private final Rows rows;
    private final OperationLog log;

    LogExport(JdbcClient jdbc, OperationLog log) {
        this.jdbc = jdbc;
        this.rows = new Rows(jdbc);
        this.log = log;
    }

    /** The numbers sealed from one day to another; empty where there are none. */
    public Optional<LogRetention.Range> numbers(@Nullable LocalDate from, @Nullable LocalDate to) {
        return rows.get(
                        LogRetention.Range.OfDays.class,
                        LogRetention.Range.OfDays.SELECT + "sealed_on >= :from and sealed_on <= :to",
                        from == null ? LocalDate.of(1970, 1, 1) : from,
                        to == null ? LocalDate.of(9999, 12, 31) : to)
                .numbers();
    }

    /**
     * Writes the file, and that it was written into the log.
     *
     * @param visible what the reader may see; of other entries the hashes of all fields are given
     */
    public void write(
            LogRetention.Range numbers, Hiding hiding, Predicate<LogEntry> visible, OutputStream out, Actor by)
            throws IOException {
        MessageDigest digest = LogHashes.sha256();
        DigestOutputStream file = new DigestOutputStream(out, digest);
        line(file, Map.of("format", FORMAT, "version", 1, "first", numbers.first(), "last", numbers.last()));
        ChainEnd end = ChainEnd.read(jdbc);
        boolean whole = numbers.first() > 1 || oldLog(file, hiding, visible);
        long next = numbers.first();
        while (next <= numbers.last()) {
            List<Sealed> sealed = sealed(next, numbers.last());
            if (sealed.isEmpty()) {
                break;
            }
            for (Sealed one : sealed) {
                LogEntry entry = one.entry();
                boolean shown = entry == null || visible.test(entry);
                whole &= shown;
                line(file, line(one, hiding, shown, end));
                next = one.number() + 1;
            }
        }
        file.flush();
        log.record(
                by,
                Operation.of(LogRetention.EXPORTED, numbers.toString())
                        .from(whole ? hiding.words() : hiding.words() + "；未含不对其开放的记录")
                        .to(HexFormat.of().formatHex(digest.digest())));
    }

    /** Entries from before the chain have one hash for all: they are there together, or none is. */
    private boolean oldLog(OutputStream file, Hiding hiding, Predicate<LogEntry> visible) throws IOException {
        // All of them were written before any that was sealed by itself: nothing behind those is looked at.
        long sealed = rows.get(
                Long.class, "select coalesce(min(entry_id), %d) from operation_log_seal".formatted(Long.MAX_VALUE));
        String old = "select * from operation_log where salt is null and id < :sealed order by id";
        boolean[] shown = {hiding.equals(Hiding.NOTHING)};
        if (shown[0]) {
            rows.each(LogEntry.class, old, entry -> shown[0] &= visible.test(entry), sealed);
        }
        if (shown[0]) {
            try {
                rows.each(LogEntry.class, old, entry -> oldLine(file, entry), sealed);
            } catch (UncheckedIOException broken) {
                throw broken.getCause();
            }
        }
        return shown[0];
    }

    private static void oldLine(OutputStream file, LogEntry entry) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (LogField field : LogField.values()) {
            values.put(field.key(), field.of(entry));
        }
        try {
            line(file, Map.of("old", values));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> line(Sealed one, Hiding hiding, boolean shown, ChainEnd end) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("number", one.number());
        line.put("sealedOn", one.sealedOn().toString());
        line.put("previous", one.previousHash());
        line.put("hash", one.hash());
        LogEntry entry = one.entry();
        if (one.number() == 1) {
            line.put(
                    "oldLog",
                    Map.of("count", Objects.requireNonNull(end.oldCount()), "hash", String.valueOf(end.oldHash())));
        } else if (entry == null || entry.salt() == null) {
            line.put("entryHash", one.entryHash());
        } else {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (LogField field : LogField.values()) {
                fields.put(
                        field.key(),
                        shown && !hiding.hides(field, entry)
                                ? told(field, entry)
                                : Map.of("hash", LogHashes.field(field, entry)));
            }
            line.put("fields", fields);
        }
        return line;
    }

    private static Map<String, @Nullable Object> told(LogField field, LogEntry entry) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("value", field.of(entry));
        told.put("salt", LogHashes.salt(Objects.requireNonNull(entry.salt()), field));
        return told;
    }

    private List<Sealed> sealed(long from, long to) {
        return rows.list(Sealed.class, """
                        select s.number, s.entry_hash, s.sealed_on, s.previous_hash, s.hash, e.*
                        from operation_log_seal s left join operation_log e on e.id = s.entry_id
                        where s.number >= :from and s.number <= :to order by s.number fetch first :most rows only
                        """, from, to, AT_ONCE);
    }

    private static void line(OutputStream out, Map<String, ?> content) throws IOException {
        try {
            out.write((JSON.writeValueAsString(content) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
