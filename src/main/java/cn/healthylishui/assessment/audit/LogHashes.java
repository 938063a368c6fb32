package cn.healthylishui.assessment.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * How the log is hashed; docs/decisions/0026 says the same in words, so that anybody can check an export with a program of their own.
 * Every hash is the SHA-256 of lines of UTF-8, each ended by a line feed, and is written as 64 small hexadecimal digits.
 */
final class LogHashes {

    /** What comes before the first. */
    static final String NOTHING = "0".repeat(64);

    private LogHashes() {}

    /** The salt of one field: nobody who knows it, and not the entry's own, can tell the salt of another. */
    static String salt(String entrySalt, LogField field) {
        return salt(mac(entrySalt), field);
    }

    private static String salt(Mac ofEntry, LogField field) {
        return HexFormat.of().formatHex(ofEntry.doFinal(field.key().getBytes(StandardCharsets.UTF_8)));
    }

    private static Mac mac(String entrySalt) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(entrySalt), "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String field(LogField field, String salt, @Nullable String value) {
        return hash(field.key(), salt, value == null ? "0" : "1" + value);
    }

    static String field(LogField field, LogEntry entry) {
        return field(field, salt(Objects.requireNonNull(entry.salt()), field), field.of(entry));
    }

    static String entry(LogEntry entry) {
        Mac mac = mac(Objects.requireNonNull(entry.salt()));
        return entry(Stream.of(LogField.values())
                .map(field -> field(field, salt(mac, field), field.of(entry)))
                .toList());
    }

    /** @param fields the hash of every field, in their order */
    static String entry(List<String> fields) {
        return hash(Stream.concat(Stream.of("entry"), fields.stream()).toArray(String[]::new));
    }

    static String seal(long number, LocalDate sealedOn, String entryHash, String previousHash) {
        return hash("seal", Long.toString(number), sealedOn.toString(), entryHash, previousHash);
    }

    /** The first link: it stands for all entries from before the chain. */
    static String oldLog(long count, String hash) {
        return hash("old log", Long.toString(count), hash);
    }

    /** The hash over entries from before the chain, to be given one after the other in the order of their ids. */
    static final class OldLog {

        private final MessageDigest digest = sha256();
        private long count;

        void add(LogEntry entry) {
            add(field -> field.of(entry));
        }

        void add(Function<LogField, @Nullable String> values) {
            count++;
            for (LogField field : LogField.values()) {
                String value = values.apply(field);
                digest.update(
                        line(value == null ? "0" : "1" + value.getBytes(StandardCharsets.UTF_8).length + ":" + value));
            }
        }

        long count() {
            return count;
        }

        String hash() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    private static String hash(String... lines) {
        MessageDigest digest = sha256();
        for (String line : lines) {
            digest.update(line(line));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] line(String text) {
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
