package cn.healthylishui.assessment.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.audit.LogExport.Hiding;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Entries go by the setting alone, by whole days, after an export of all of them; the chain goes on and tells of it. */
class LogRetentionTest {

    private final LogFixture log = LogFixture.onH2("11");
    private LogRetention retention;

    @BeforeEach
    void threeDaysAfterAnOldLog() {
        log.jdbc().sql("""
                insert into operation_log (at, user_id, office, action, assessment_year, object_code, reason)
                values (timestamp '2021-05-01 10:00:00', 'zhao', 'city-office', '旧的', 2020, 'C001', '以前')
                """).update();
        log.migrate("h2", "blob", "latest");
        retention = log.get(LogRetention.class);
        for (int day = 11; day <= 13; day++) {
            log.day(1, day);
            log.write("第%d天".formatted(day), "C001");
            log.sealer().seal();
        }
    }

    @AfterEach
    void close() {
        log.close();
    }

    private String export(Hiding hiding, LocalDate to) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LogExport export = log.get(LogExport.class);
        export.write(export.numbers(null, to).orElseThrow(), hiding, entry -> true, out, LogFixture.ZHANG);
        return out.toString(StandardCharsets.UTF_8);
    }

    private void aYearLater() {
        log.get(cn.healthylishui.rehearsal.RehearsalClock.class)
                .moveTo(LocalDate.of(2023, 1, 13).atTime(9, 0));
    }

    private List<String> actions() {
        return log.jdbc()
                .sql("select action from operation_log order by id")
                .query(String.class)
                .list();
    }

    @Test
    void an_old_log_becomes_the_first_number_of_the_chain_with_its_count_and_hash() {
        assertThat(log.check().faults()).isEmpty();
        assertThat(log.check().entries()).isEqualTo(4);
        assertThat(log.jdbc()
                        .sql("select old_count from operation_log_head")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        log.jdbc().sql("drop trigger operation_log_guard_entries").update();
        log.jdbc()
                .sql("update operation_log set reason = '别的' where action = '旧的'")
                .update();
        assertThat(log.check().faults()).anySatisfy(fault -> assertThat(fault).contains("启用封存以前的记录被改动"));
    }

    @Test
    void by_default_and_before_their_time_and_before_an_export_all_is_kept() throws IOException {
        aYearLater();
        assertThat(retention.keepDays()).isEmpty();
        assertThat(retention.removeExpired()).isEmpty();

        assertThat(retention.keep(365, "按档案规定", LogFixture.ZHANG)).isEmpty();
        assertThat(retention.expired()).hasValueSatisfying(expired -> {
            assertThat(expired.to()).isEqualTo("2022-01-12");
            assertThat(expired.exported()).isFalse();
        });
        assertThat(retention.removeExpired()).isEmpty();

        export(new Hiding(true, false, null), LocalDate.of(2022, 1, 12)); // not whole
        log.sealer().seal();
        assertThat(retention.removeExpired()).isEmpty();

        export(Hiding.NOTHING, LocalDate.of(2022, 1, 11)); // not all of it
        log.sealer().seal();
        assertThat(retention.removeExpired()).isEmpty();

        export(Hiding.NOTHING, LocalDate.of(2022, 1, 12)); // not sealed, so that anybody could have written it
        assertThat(retention.removeExpired()).isEmpty();
        assertThat(actions()).contains("旧的", "第11天", "第12天", "第13天");
    }

    @Test
    void whole_days_go_after_their_export_and_the_chain_says_when_by_whose_setting_and_how_many() throws IOException {
        aYearLater();
        retention.keep(365, "按档案规定", LogFixture.ZHANG);
        String file = export(Hiding.NOTHING, LocalDate.of(2022, 1, 12));
        assertThat(file).contains("旧的").contains("第12天").doesNotContain("第13天");
        assertThat(ExportCheck.check(new BufferedReader(new StringReader(file)), List.of())
                        .faults())
                .isEmpty();
        log.sealer().seal();

        assertThat(retention.removeExpired())
                .hasValueSatisfying(range -> assertThat(range).hasToString("1-3"));
        assertThat(actions()).doesNotContain("旧的", "第11天", "第12天").contains("第13天", "清除日志", "日志保存期限");
        assertThat(log.check().faults()).isEmpty();
        log.sealer().seal();
        LogCheck.Result result = log.check();
        assertThat(result.faults()).isEmpty();
        assertThat(result.removed()).isEqualTo(3);
        assertThat(result.removals())
                .singleElement()
                .asString()
                .contains("第1号至第3号")
                .contains("zhang")
                .contains("按档案规定");
        assertThat(retention.expired()).isEmpty();
        assertThat(retention.removeExpired()).isEmpty();

        // the way is shut again
        assertThatThrownBy(() -> log.jdbc()
                        .sql("delete from operation_log where action = '第13天'")
                        .update())
                .hasStackTraceContaining("操作日志只能增加，不能修改或删除。");
        // an export of what is left still holds together
        assertThat(ExportCheck.check(new BufferedReader(new StringReader(export(Hiding.NOTHING, null))), List.of())
                        .faults())
                .isEmpty();
    }

    @Test
    void the_entry_that_tells_of_a_removal_cannot_go_and_without_it_the_removal_is_a_loss() throws IOException {
        aYearLater();
        retention.keep(365, "按档案规定", LogFixture.ZHANG);
        export(Hiding.NOTHING, LocalDate.of(2022, 1, 12));
        log.sealer().seal();
        retention.removeExpired();
        log.sealer().seal();
        log.jdbc().sql("drop trigger operation_log_guard_entries").update();
        log.jdbc().sql("delete from operation_log where action = '清除日志'").update();
        assertThat(log.check().faults())
                .anySatisfy(fault -> assertThat(fault).contains("第2号的记录被删除"))
                .anySatisfy(fault -> assertThat(fault).contains("启用封存以前的记录被改动"));
    }

    @Test
    void the_setting_takes_a_reason_and_a_year_at_least_and_stands_in_the_log() {
        assertThat(retention.keep(365, " ", LogFixture.ZHANG)).contains("请写明理由。");
        assertThat(retention.keep(30, "腾地方", LogFixture.ZHANG)).isPresent();
        assertThat(retention.keep(364, "腾地方", LogFixture.ZHANG)).isPresent();
        assertThat(retention.keep(null, "不变", LogFixture.ZHANG)).isPresent();
        assertThat(retention.keep(3650, "按档案规定", LogFixture.ZHANG)).isEmpty();
        assertThat(retention.keepDays()).contains(3650);
        assertThat(log.log().latest("日志保存期限", null, 1)).singleElement().satisfies(line -> {
            assertThat(line.from()).isEqualTo("永久保存");
            assertThat(line.to()).isEqualTo("3650天");
            assertThat(line.reason()).isEqualTo("按档案规定");
        });
    }

    @Test
    void that_and_why_the_time_of_keeping_was_changed_stays_when_its_day_goes() throws IOException {
        retention.keep(3650, "先留十年", LogFixture.ZHANG);
        log.sealer().seal();
        log.get(cn.healthylishui.rehearsal.RehearsalClock.class)
                .moveTo(LocalDate.of(2023, 1, 14).atTime(9, 0));
        retention.keep(365, "按档案规定", LogFixture.ZHANG);
        export(Hiding.NOTHING, LocalDate.of(2022, 1, 13));
        log.sealer().seal();
        assertThat(retention.removeExpired()).isPresent();
        log.sealer().seal();
        assertThat(actions()).containsExactly("日志保存期限", "日志保存期限", "导出日志", "清除日志");
        assertThat(log.check().faults()).isEmpty();
    }

    @Test
    void an_old_log_is_exported_as_it_was_or_not_at_all_and_what_is_altered_in_it_is_found() throws IOException {
        String file = export(Hiding.NOTHING, LocalDate.of(2022, 1, 12));
        assertThat(file).contains("旧的");
        assertThat(ExportCheck.check(new BufferedReader(new StringReader(file.replace("以前", "以后"))), List.of())
                        .faults())
                .containsExactly("启用封存以前的记录被改动");
        assertThat(export(new Hiding(false, true, null), LocalDate.of(2022, 1, 12)))
                .doesNotContain("旧的");

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        log.get(LogExport.class)
                .write(
                        new LogRetention.Range(1, 2),
                        Hiding.NOTHING,
                        entry -> !entry.action().equals("旧的"),
                        out,
                        LogFixture.ZHANG);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("第11天").doesNotContain("旧的");
    }
}
