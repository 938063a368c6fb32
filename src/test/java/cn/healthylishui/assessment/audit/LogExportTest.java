package cn.healthylishui.assessment.audit;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.audit.LogExport.Hiding;
import cn.healthylishui.assessment.audit.LogRetention.Range;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is exported is checked by itself, whatever was left out; and verify-log says so with its exit code. */
class LogExportTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LogFixture log = LogFixture.onH2();

    @AfterEach
    void close() {
        log.close();
    }

    private String export(Hiding hiding) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LogExport export = log.get(LogExport.class);
        export.write(export.numbers(null, null).orElseThrow(), hiding, entry -> true, out, LogFixture.ZHANG);
        return out.toString(StandardCharsets.UTF_8);
    }

    private void threeEntries() {
        log.write("改动1", "C001");
        log.log()
                .record(
                        LogFixture.LI,
                        Operation.of("账号：新增", "wang").to("王五，青田县健康办").because("入职的王五"));
        log.write("改动3", "C003");
        log.sealer().seal();
    }

    private static ExportCheck.Result check(String file, String... anchors) throws IOException {
        return ExportCheck.check(new BufferedReader(new StringReader(file)), List.of(anchors));
    }

    @Test
    void a_whole_export_holds_together() throws IOException {
        threeEntries();
        ExportCheck.Result result = check(export(Hiding.NOTHING), log.check().hash());
        assertThat(result.faults()).isEmpty();
        assertThat(result.last()).isEqualTo(4);
        assertThat(result.hidden()).isZero();
    }

    @Test
    void persons_and_addresses_can_be_left_out_and_what_is_there_is_still_checked() throws IOException {
        threeEntries();
        String file = export(new Hiding(true, true, null));
        assertThat(file)
                .doesNotContain("zhang")
                .doesNotContain("10.1.2.3")
                .doesNotContain("王五")
                .doesNotContain("\"li\"")
                .contains("改动1")
                .contains("账号：新增");
        ExportCheck.Result result = check(file);
        assertThat(result.faults()).isEmpty();
        assertThat(result.hidden()).isEqualTo(3 + 3 + 4);
    }

    @Test
    void an_export_says_of_itself_what_it_leaves_out() throws IOException {
        threeEntries();
        log.get(LogExport.class)
                .write(
                        new Range(2, 4),
                        new Hiding(true, true, null),
                        entry -> true,
                        new ByteArrayOutputStream(),
                        LogFixture.LI);
        assertThat(log.jdbc()
                        .sql("select from_value from operation_log where action = '导出日志'")
                        .query(String.class)
                        .single())
                .isEqualTo("隐去：人员、地址");
    }

    @Test
    void one_person_alone_can_be_left_out() throws IOException {
        log.log().record(LogFixture.LI, Operation.of("转办", "C004").from("li").to("转给wang办"));
        threeEntries();
        String file = export(new Hiding(false, false, "wang"));
        assertThat(file)
                .doesNotContain("转给wang办")
                .doesNotContain("王五")
                .doesNotContain("\"wang\"")
                .contains("zhang")
                .contains("\"li\"");
        assertThat(check(file).faults()).isEmpty();
    }

    @Test
    void what_is_left_out_cannot_be_guessed_by_trying_since_its_salt_is_left_out_too() throws IOException {
        threeEntries();
        String salt = log.jdbc()
                .sql("select salt from operation_log where action = '改动1'")
                .query(String.class)
                .single();
        String file = export(new Hiding(true, false, null));
        assertThat(file).doesNotContain(salt).doesNotContain(LogHashes.salt(salt, LogField.USER));

        List<String> ofZhang = new ArrayList<>();
        for (String line : file.lines().skip(2).toList()) {
            ofZhang.add(
                    JSON.readTree(line).path("fields").path("user").path("hash").asText());
        }
        assertThat(ofZhang).as("the same person twice").hasSize(3).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"value", "previous", "hash", "deleted", "swapped", "cut", "number", "date"})
    void every_alteration_of_a_file_is_found(String alteration) throws IOException {
        threeEntries();
        String file = export(Hiding.NOTHING);
        List<String> lines = new ArrayList<>(file.lines().toList());
        UnaryOperator<String> line =
                switch (alteration) {
                    case "value" -> text -> text.replace("改动1", "改动9");
                    case "previous" -> text -> text.replaceFirst("\"previous\":\"..", "\"previous\":\"zz");
                    case "hash" -> text -> text.replaceFirst("\"hash\":\"..", "\"hash\":\"zz");
                    case "number" -> text -> text.replaceFirst("\"number\":2", "\"number\":7");
                    case "date" -> text -> text.replaceFirst("\"sealedOn\":\"2022", "\"sealedOn\":\"2021");
                    default -> text -> text;
                };
        lines.set(2, line.apply(lines.get(2)));
        if (alteration.equals("deleted")) {
            lines.remove(2);
        } else if (alteration.equals("swapped")) {
            Collections.swap(lines, 2, 3);
        } else if (alteration.equals("cut")) {
            lines.remove(lines.size() - 1);
        }
        assertThat(check(String.join("\n", lines)).faults()).isNotEmpty();
    }

    @Test
    void what_the_reader_may_not_see_is_there_as_hashes_and_the_export_does_not_count_as_whole() throws IOException {
        threeEntries();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        log.get(LogExport.class)
                .write(new Range(1, 4), Hiding.NOTHING, entry -> !entry.object().equals("C003"), out, LogFixture.LI);
        String file = out.toString(StandardCharsets.UTF_8);
        assertThat(file).doesNotContain("改动3").contains("改动1");
        assertThat(check(file).faults()).isEmpty();
        assertThat(log.jdbc()
                        .sql("select from_value from operation_log where action = '导出日志'")
                        .query(String.class)
                        .single())
                .isEqualTo("完整；未含不对其开放的记录");
    }

    @Test
    void verify_log_tells_a_whole_file_from_a_bad_one_and_from_none(@TempDir Path dir) throws IOException {
        threeEntries();
        String file = export(Hiding.NOTHING);
        Path whole = Files.writeString(dir.resolve("whole.jsonl"), file);
        Path bad = Files.writeString(dir.resolve("bad.jsonl"), file.replace("改动3", "改动4"));
        assertThat(new VerifyLog().run(List.of(whole.toString()))).isZero();
        String noted = log.check().hash();
        assertThat(new VerifyLog().run(List.of(whole.toString(), "--anchor", noted)))
                .isZero();
        assertThat(new VerifyLog().run(List.of(whole.toString(), "--anchor", "0".repeat(64))))
                .isEqualTo(1);
        assertThat(new VerifyLog().run(List.of(bad.toString()))).isEqualTo(1);
        assertThat(new VerifyLog().run(List.of(dir.resolve("none").toString()))).isEqualTo(2);
        assertThat(new VerifyLog().run(List.of("--unknown"))).isEqualTo(2);
    }

    @Test
    void verify_log_checks_the_database_of_a_stopped_program(@TempDir Path dir) {
        String path = dir.resolve("log").toString();
        String url = "--spring.datasource.url=jdbc:h2:file:" + path;
        String hash;
        try (LogFixture stopped = LogFixture.inH2File(path)) {
            stopped.write("改动1", "C001");
            stopped.write("改动2", "C002");
            stopped.sealer().seal();
            hash = stopped.check().hash();
            assertThat(new VerifyLog().run(List.of(url))).as("still running").isIn(0, 2);
        }
        assertThat(new VerifyLog().run(List.of(url, "--anchor", hash))).isZero();
        assertThat(new VerifyLog().run(List.of(url, "--anchor", "0".repeat(64))))
                .isEqualTo(1);
        try (LogFixture again = LogFixture.inH2File(path)) {
            again.jdbc().sql("drop trigger operation_log_guard_entries").update();
            again.jdbc()
                    .sql("update operation_log set reason = '别的' where action = '改动2'")
                    .update();
        }
        assertThat(new VerifyLog().run(List.of(url))).isEqualTo(1);
        assertThat(new VerifyLog().run(List.of("--spring.datasource.url=jdbc:h2:file:" + dir.resolve("none"))))
                .isEqualTo(2);
        assertThat(dir.resolve("none.mv.db")).doesNotExist();
    }

    /** Whoever alters a file can make the hash of a line anew, as everybody knows how it is made. */
    private static String made(String line, int number, String previous) throws IOException {
        ObjectNode made = (ObjectNode) JSON.readTree(line);
        List<String> fields = new ArrayList<>();
        for (LogField field : LogField.values()) {
            JsonNode one = made.path("fields").path(field.key());
            JsonNode value = one.path("value");
            fields.add(LogHashes.field(field, one.path("salt").asText(), value.isNull() ? null : value.asText()));
        }
        made.put("number", number).put("previous", previous);
        LocalDate on = LocalDate.parse(made.path("sealedOn").asText());
        made.put("hash", LogHashes.seal(number, on, LogHashes.entry(fields), previous));
        return made.toString();
    }

    @Test
    void a_line_made_anew_is_found_by_its_place_and_by_the_line_before() throws IOException {
        threeEntries();
        List<String> lines = export(Hiding.NOTHING).lines().toList();
        String before = JSON.readTree(lines.get(3)).path("hash").asText();
        List<String> same = new ArrayList<>(lines);
        same.set(4, made(lines.get(4), 4, before));
        assertThat(check(String.join("\n", same)).faults()).as("made the same").isEmpty();

        List<String> unlinked = new ArrayList<>(lines);
        unlinked.set(4, made(lines.get(4), 4, "ab".repeat(32)));
        assertThat(check(String.join("\n", unlinked)).faults()).containsExactly("第4号没有接上前一号");

        List<String> missing = new ArrayList<>(lines);
        missing.set(
                4,
                made(lines.get(4), 4, JSON.readTree(lines.get(2)).path("hash").asText()));
        missing.remove(3);
        assertThat(check(String.join("\n", missing)).faults()).containsExactly("第2号之后是第4号，中间缺号或次序被调换");
    }
}
