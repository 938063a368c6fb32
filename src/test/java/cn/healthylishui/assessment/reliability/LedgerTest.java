package cn.healthylishui.assessment.reliability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.reliability.Ledger.Found;
import cn.healthylishui.assessment.taskform.EvidenceFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever counts must be able to miss something: each kind of loss, of doubling and of half done work is seen. */
class LedgerTest {

    private static final byte[] CONTENT = "台账".getBytes(UTF_8);

    @TempDir
    private Path evidence;

    private final Ledger ledger = new Ledger();
    private Connection database;

    @BeforeEach
    void everythingIsThere() throws Exception {
        database = DriverManager.getConnection("jdbc:h2:mem:");
        execute("""
                create table task_draft_row (task_id varchar, section varchar, content varchar);
                create table evidence (file_name varchar, sha256 varchar);
                create table operation_log (action varchar, reason varchar);
                create table deadline_extension (reason varchar, state varchar);
                create table act_hi_procinst (id_ varchar, proc_def_key_ varchar, start_user_id_ varchar, end_time_ timestamp);
                create table act_hi_taskinst (proc_inst_id_ varchar, task_def_key_ varchar);
                create table act_ru_task (proc_inst_id_ varchar, task_def_key_ varchar);
                insert into task_draft_row values ('t', 'application', '{"reason":"第2次"}');
                insert into operation_log values ('日志保存期限', 'line'), ('申请延期：自查上报', 'mark');
                insert into deadline_extension values ('mark', 'REFUSED');
                insert into act_hi_procinst values ('p', 'deadline-extension', 'wang', current_timestamp);
                insert into act_hi_taskinst values ('p', 'taskApplyExtension'), ('p', 'taskDecideExtension')""");
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(CONTENT));
        execute("insert into evidence values ('trial-file', '" + sha256 + "')");
        Path file = EvidenceFolder.of(evidence, sha256);
        Files.createDirectories(file.getParent());
        Files.write(file, CONTENT);
        ledger.typing("t");
        ledger.typed("t", ledger.typing("t"));
        ledger.typing("t"); // was never answered
        ledger.sending("trial-file", CONTENT);
        ledger.sent("trial-file");
        ledger.noting("line");
        ledger.noted("line");
        ledger.noting("never answered");
        ledger.beginning("wang", "mark");
        ledger.begun("wang", "mark", "p");
        ledger.handedIn("mark");
        ledger.decided("mark");
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    private void execute(String sql) throws Exception {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void what_was_acknowledged_and_what_was_never_answered_is_in_order() throws Exception {
        Found found = ledger.look(database, evidence);

        assertThat(found.lost()).isEmpty();
        assertThat(found.doubled()).isEmpty();
        assertThat(found.acknowledged()).isEqualTo(6);
        assertThat(found.found()).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update task_draft_row set content = '{\"reason\":\"第1次\"}' | Cell of t",
                "delete from task_draft_row | Cell of t",
                "delete from evidence | File trial-file",
                "update evidence set sha256 = '%064d' | The row of file trial-file is there, its content is not",
                "delete from operation_log where reason = 'line' | Line line",
                "delete from operation_log where reason = 'mark' | Application mark",
                "delete from deadline_extension | Decision mark",
                "update deadline_extension set state = 'APPLIED' | Decision mark",
                "delete from act_hi_procinst | Procedure mark",
                "update act_hi_procinst set end_time_ = null | Half of mark",
                "delete from act_hi_taskinst where task_def_key_ = 'taskDecideExtension' | Half of mark",
                "insert into act_ru_task values ('p', 'taskDecideExtension') | Half of mark"
            })
    void what_is_lost_or_only_half_there_is_seen(String loss, String seen) throws Exception {
        execute(loss.formatted(0));

        Found found = ledger.look(database, evidence);

        assertThat(found.lost()).contains(seen);
    }

    @Test
    void a_file_that_is_not_in_the_folder_is_lost() throws Exception {
        try (var files = Files.walk(evidence)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Files.writeString(file, "half");
            }
        }

        assertThat(ledger.look(database, evidence).lost()).contains("File trial-file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update task_draft_row set content = '{\"reason\":\"第4次\"}' | Cell of t holds 4",
                "insert into evidence select * from evidence | File trial-file",
                "insert into operation_log select * from operation_log | Line of the log line",
                "insert into deadline_extension select * from deadline_extension | Application mark",
                "insert into act_hi_taskinst values ('p', 'taskDecideExtension') | Follow-up of p",
                "insert into act_hi_procinst values ('q', 'deadline-extension', 'wang', null) | wang has begun 2 procedures",
            })
    void what_is_there_twice_is_seen(String doubling, String seen) throws Exception {
        execute(doubling);

        assertThat(ledger.look(database, evidence).doubled()).anyMatch(doubled -> doubled.startsWith(seen));
    }
}
