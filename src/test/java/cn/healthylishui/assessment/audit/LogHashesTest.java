package cn.healthylishui.assessment.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** The hashes are those of docs/decisions/0026, by which others write checkers of their own: here made anew from its words alone. */
class LogHashesTest {

    private static final String SALT = "0123456789abcdef".repeat(4);
    private static final LogEntry ENTRY = new LogEntry(
            7,
            LocalDateTime.of(2022, 1, 11, 9, 0),
            false,
            "zhang",
            "city-office",
            "10.1.2.3",
            "改动",
            2021,
            "C001",
            null,
            "",
            "理由",
            SALT);

    private static String hash(String... lines) throws GeneralSecurityException {
        String text = Stream.of(lines).map(line -> line + "\n").reduce("", String::concat);
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String field(String key, String value) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(HexFormat.of().parseHex(SALT), "HmacSHA256"));
        return hash(key, HexFormat.of().formatHex(mac.doFinal(key.getBytes(StandardCharsets.UTF_8))), value);
    }

    @Test
    void an_entry_is_hashed_over_its_ten_salted_fields_and_nothing_is_not_the_empty_text()
            throws GeneralSecurityException {
        assertThat(LogHashes.entry(ENTRY))
                .isEqualTo(hash(
                        "entry",
                        field("time", "12022-01-11 09:00:00.000"),
                        field("user", "1zhang"),
                        field("office", "1city-office"),
                        field("address", "110.1.2.3"),
                        field("action", "1改动"),
                        field("year", "12021"),
                        field("object", "1C001"),
                        field("before", "0"),
                        field("after", "1"),
                        field("reason", "1理由")));
    }

    @Test
    void a_seal_is_hashed_over_its_number_its_day_its_entry_and_the_seal_before() throws GeneralSecurityException {
        String entry = "ab".repeat(32);
        String before = "cd".repeat(32);
        assertThat(LogHashes.seal(12, LocalDate.of(2022, 1, 11), entry, before))
                .isEqualTo(hash("seal", "12", "2022-01-11", entry, before));
    }

    @Test
    void what_was_before_the_chain_is_hashed_with_the_length_of_each_value() throws GeneralSecurityException {
        LogHashes.OldLog old = new LogHashes.OldLog();
        old.add(ENTRY);
        String sum = old.hash();
        assertThat(sum)
                .isEqualTo(hash(
                        "123:2022-01-11 09:00:00.000",
                        "15:zhang",
                        "111:city-office",
                        "18:10.1.2.3",
                        "16:改动",
                        "14:2021",
                        "14:C001",
                        "0",
                        "10:",
                        "16:理由"));
        assertThat(LogHashes.oldLog(1, sum)).isEqualTo(hash("old log", "1", sum));
        assertThat(LogHashes.NOTHING).isEqualTo("0".repeat(64));
    }
}
