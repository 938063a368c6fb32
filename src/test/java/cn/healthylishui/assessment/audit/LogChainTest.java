package cn.healthylishui.assessment.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.persistence.Rows;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** What the chain holds and what it tells; the same on each database. */
abstract class LogChainTest {

    LogFixture log;

    abstract LogFixture open();

    abstract void withoutTriggers(String... statements);

    @BeforeEach
    void start() {
        log = open();
    }

    @AfterEach
    void close() {
        log.close();
    }

    private void entries(int count) {
        for (int i = 1; i <= count; i++) {
            log.write("改动" + i, "C%03d".formatted(i));
        }
    }

    private void faultsAre(String... words) {
        LogCheck.Result result = log.check();
        assertThat(result.faults()).hasSizeGreaterThanOrEqualTo(words.length);
        for (String word : words) {
            assertThat(result.faults()).anySatisfy(fault -> assertThat(fault).contains(word));
        }
    }

    @Test
    void entries_wait_unsealed_until_the_sealer_numbers_them_and_then_stand_in_one_chain() {
        entries(3);
        assertThat(log.check().unsealed()).isEqualTo(3);

        assertThat(log.sealer().seal()).isEqualTo(3);

        LogCheck.Result result = log.check();
        assertThat(result.faults()).isEmpty();
        assertThat(result.unsealed()).isZero();
        assertThat(result.through()).isEqualTo(4); // number 1 is the log from before the chain
        assertThat(result.entries()).isEqualTo(3);
        assertThat(log.sealer().seal()).isZero();
    }

    @Test
    void twenty_writers_at_once_some_of_whom_roll_back_are_sealed_without_a_gap_while_they_write() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(20);
        CyclicBarrier together = new CyclicBarrier(20);
        List<Future<?>> running = new ArrayList<>();
        for (int w = 0; w < 20; w++) {
            String writer = "w" + w;
            running.add(writers.submit(() -> {
                together.await();
                for (int i = 0; i < 20; i++) {
                    int turn = i;
                    log.transaction().executeWithoutResult(status -> {
                        log.write("并发", writer + "-" + turn);
                        if (turn % 4 == 3) {
                            status.setRollbackOnly();
                        }
                    });
                }
                return null;
            }));
        }
        while (running.stream().anyMatch(one -> !one.isDone())) {
            log.sealer().seal();
        }
        for (Future<?> one : running) {
            one.get(1, TimeUnit.MINUTES);
        }
        writers.shutdown();
        log.sealer().seal();

        LogCheck.Result result = log.check();
        assertThat(result.faults()).isEmpty();
        assertThat(result.entries()).isEqualTo(20 * 15);
        assertThat(result.through()).isEqualTo(20 * 15 + 1);
    }

    @Test
    void sealing_waits_for_no_writer_and_no_writer_for_sealing_and_what_commits_late_is_sealed_late() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);
        ExecutorService late = Executors.newSingleThreadExecutor();
        Future<?> slow = late.submit(() -> log.transaction().executeWithoutResult(status -> {
            log.write("迟交", "late");
            written.countDown();
            await(mayCommit);
        }));
        await(written);

        log.write("先交", "early");
        assertThat(log.sealer().seal()).isEqualTo(1);

        // the other way round: while the sealer holds the end of the chain, somebody writes and commits
        log.transaction().executeWithoutResult(status -> {
            ChainEnd.locked(log.jdbc());
            Future<?> other = Executors.newSingleThreadExecutor().submit(() -> log.write("同时", "meanwhile"));
            assertThat(other).succeedsWithin(Duration.ofSeconds(5));
        });

        mayCommit.countDown();
        slow.get(10, TimeUnit.SECONDS);
        late.shutdown();
        assertThat(log.sealer().seal()).isEqualTo(2);
        assertThat(log.check().faults()).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void two_sealers_at_once_make_one_chain() throws Exception {
        entries(300);
        ExecutorService sealers = Executors.newFixedThreadPool(4);
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(sealers.submit(() -> log.sealer().seal()));
        }
        int sealed = 0;
        for (Future<Integer> one : all) {
            sealed += one.get(1, TimeUnit.MINUTES);
        }
        sealers.shutdown();
        assertThat(sealed).isEqualTo(300);
        assertThat(log.check().faults()).isEmpty();
    }

    @Test
    void what_was_committed_before_a_crash_is_sealed_at_the_next_start() {
        entries(2);
        // nothing was sealed, not even the beginning of the chain, and a new program starts on what is there
        assertThat(log.get(LogSealer.class).seal()).isEqualTo(2);
        assertThat(log.check().entries()).isEqualTo(2);
        assertThat(log.check().faults()).isEmpty();
    }

    @Test
    void the_database_refuses_to_change_or_delete_entries_and_seals() {
        entries(2);
        log.sealer().seal();
        for (String statement : List.of(
                "update operation_log set reason = '别的' where action = '改动1'",
                "update operation_log set at = at",
                "delete from operation_log",
                "delete from operation_log where action = '改动2'",
                "update operation_log_seal set entry_hash = hash",
                "delete from operation_log_seal where number = 2")) {
            assertThatThrownBy(() -> log.jdbc().sql(statement).update())
                    .as(statement)
                    .isInstanceOf(DataAccessException.class)
                    .hasStackTraceContaining("操作日志只能增加，不能修改或删除。");
        }
        assertThat(log.check().faults()).isEmpty();
    }

    @Test
    void an_altered_entry_is_found_in_whichever_field() {
        List<String> changes = List.of(
                "at = timestamp '2021-01-01 00:00:00'",
                "user_id = 'wang'",
                "office = 'leading-group'",
                "address = '10.9.9.9'",
                "action = '别的'",
                "assessment_year = 2020",
                "object_code = 'X'",
                "from_value = null",
                "to_value = ''",
                "reason = '别的'");
        entries(changes.size());
        log.sealer().seal();
        for (int i = 1; i <= changes.size(); i++) {
            withoutTriggers("update operation_log set %s where object_code = 'C%03d'".formatted(changes.get(i - 1), i));
        }
        Set<String> found = new TreeSet<>();
        log.check().faults().forEach(fault -> found.add(fault.replaceAll("（.*", "")));
        for (int i = 1; i <= changes.size(); i++) {
            assertThat(found).contains("第%d号的记录被改动".formatted(i + 1));
        }
    }

    @Test
    void who_alters_an_entry_and_makes_its_seal_anew_is_found_by_the_next_seal_or_by_the_end_of_the_chain() {
        entries(3);
        log.sealer().seal();
        withoutTriggers("update operation_log set reason = '别的' where action in ('改动1', '改动3')");
        for (int number : new int[] {2, 4}) {
            LogEntry entry = new Rows(log.jdbc())
                    .get(
                            LogEntry.class,
                            "select e.* from operation_log e join operation_log_seal s on s.entry_id = e.id where s.number = :number",
                            number);
            String previous = log.jdbc()
                    .sql("select previous_hash from operation_log_seal where number = :number")
                    .param("number", number)
                    .query(String.class)
                    .single();
            String hash = LogHashes.entry(entry);
            log.jdbc()
                    .sql("update operation_log_seal set entry_hash = :entry, hash = :hash where number = :number")
                    .param("entry", hash)
                    .param("hash", LogHashes.seal(number, LocalDate.of(2022, 1, 11), hash, previous))
                    .param("number", number)
                    .update();
        }
        faultsAre("第3号没有接上前一号", "链尾记录的校验值与第4号封条不符", "日校验值与第4号封条不符");
    }

    @Test
    void a_deleted_entry_a_deleted_seal_and_both_are_found() {
        entries(6);
        log.sealer().seal();
        withoutTriggers(
                "delete from operation_log where action = '改动1'",
                "delete from operation_log_seal where number = 4",
                "delete from operation_log where action = '改动5'",
                "delete from operation_log_seal where number = 6");
        faultsAre("第2号的记录被删除", "第4号的封条不见了", "第6号的封条不见了", "有一条不经封存插入的记录（");
    }

    @Test
    void an_entry_inserted_past_the_log_is_found_whether_it_claims_to_be_old_or_new() {
        entries(1);
        log.sealer().seal();
        String insert = "insert into operation_log (at, user_id, office, action, object_code, salt) values"
                + " (timestamp '2022-01-01 00:00:00', 'x', 'y', '伪造', 'z', ";
        log.jdbc().sql(insert + "null)").update();
        log.jdbc().sql(insert + "'" + "ab".repeat(32) + "')").update();
        faultsAre("启用封存以前的记录被改动", "有一条不经封存插入的记录（");
    }

    @Test
    void entries_that_changed_places_are_found() {
        entries(3);
        log.sealer().seal();
        withoutTriggers(
                "update operation_log_seal set entry_id = -entry_id where number in (2, 3)",
                "update operation_log_seal set entry_id = (select max(e.id) from operation_log e where e.action = '改动2') where number = 2",
                "update operation_log_seal set entry_id = (select max(e.id) from operation_log e where e.action = '改动1') where number = 3");
        faultsAre("第2号的记录被改动", "第3号的记录被改动");
    }

    @Test
    void a_tail_that_was_cut_off_is_found_by_the_end_of_the_chain_and_by_a_hash_noted_elsewhere() {
        entries(3);
        log.sealer().seal();
        String noted = log.check().hash();
        withoutTriggers(
                "delete from operation_log where action in ('改动2', '改动3')",
                "delete from operation_log_seal where number in (3, 4)");
        faultsAre("第3号至第4号的封条不见了：链尾被截断");

        // whoever cuts carefully also sets back what says where the chain ends; only what is noted elsewhere tells
        log.jdbc()
                .sql(
                        "update operation_log_head set number = 2, hash = (select hash from operation_log_seal where number = 2)")
                .update();
        log.jdbc()
                .sql(
                        "update operation_log_day set last_number = 2, hash = (select hash from operation_log_seal where number = 2)")
                .update();
        assertThat(log.get(LogCheck.class).check(List.of()).faults().stream().filter(fault -> !fault.contains("触发器")))
                .isEmpty();
        assertThat(log.get(LogCheck.class).check(List.of(noted)).faults())
                .anySatisfy(fault -> assertThat(fault).contains("链上没有校验值" + noted));
    }

    @Test
    void the_next_sealing_tells_of_a_cut_tail_and_of_an_entry_lost_or_altered_before_it_was_sealed() {
        entries(2);
        log.sealer().seal();
        withoutTriggers(
                "delete from operation_log_seal where number = 3", "delete from operation_log where action = '改动2'");
        log.write("改动3", "C003");
        log.write("改动4", "C004");
        withoutTriggers(
                "delete from operation_log where action = '改动3'",
                "update operation_log set reason = '别的' where action = '改动4'");
        log.sealer().seal();
        log.sealer().seal();

        assertThat(log.jdbc()
                        .sql("select to_value from operation_log where action = '操作日志异常'")
                        .query(String.class)
                        .list())
                .anySatisfy(fault -> assertThat(fault).contains("封存前已经不见"))
                .anySatisfy(fault -> assertThat(fault).contains("封存前已被改动"))
                .anySatisfy(fault -> assertThat(fault).contains("链尾记录是第3号"));
        faultsAre("的封条不见了", "的记录被删除", "的记录被改动");
    }

    @Test
    void dropped_triggers_are_told() {
        entries(1);
        log.sealer().seal();
        assertThat(log.check().faults()).isEmpty();
        withoutTriggers();
        faultsAre("触发器少了3个");
    }

    @Test
    void a_removal_opened_past_the_program_is_found_with_what_it_let_go() {
        entries(3);
        log.sealer().seal();
        log.jdbc()
                .sql("insert into operation_log_removal (first_number, last_number, is_open) values (2, 3, true)")
                .update();
        assertThat(log.jdbc()
                        .sql("delete from operation_log where action = '改动1'")
                        .update())
                .isEqualTo(1);
        assertThatThrownBy(() -> log.jdbc()
                        .sql("delete from operation_log where action = '改动3'")
                        .update())
                .hasStackTraceContaining("操作日志只能增加，不能修改或删除。");
        faultsAre("第2号的记录被删除", "有没有办完的清除：有人绕过程序放开了删除");
        log.jdbc().sql("update operation_log_removal set is_open = false").update();
        assertThatThrownBy(() -> log.jdbc()
                        .sql("update operation_log_removal set is_open = true")
                        .update())
                .hasStackTraceContaining("操作日志只能增加，不能修改或删除。");
        faultsAre("第2号的记录被删除");
    }

    @Test
    void an_entry_by_day_says_neither_time_nor_address() {
        log.log().recordOnDay(Operation.of("已投票", 2021, "appraisal").to("某席位"));
        log.sealer().seal();
        assertThat(new Rows(log.jdbc()).get(LogEntry.class, "select * from operation_log"))
                .satisfies(entry -> {
                    assertThat(entry.time()).isEqualTo("2022-01-11");
                    assertThat(entry.at()).isEqualTo("2022-01-11T00:00:00");
                    assertThat(entry.address()).isNull();
                });
        assertThat(log.check().faults()).isEmpty();
    }

    private List<String> told() {
        return log.jdbc()
                .sql("select to_value from operation_log where action = '操作日志异常' order by id")
                .query(String.class)
                .list();
    }

    @Test
    void the_next_sealing_tells_of_a_last_seal_that_was_altered_and_goes_on_after_an_end_that_was_set_back() {
        entries(2);
        log.sealer().seal();
        withoutTriggers("update operation_log_seal set hash = previous_hash where number = 3");
        log.write("改动3", "C003");
        log.sealer().seal();
        assertThat(told()).containsExactly("第3号封条与链尾记录不符");

        log.jdbc()
                .sql(
                        "update operation_log_head set number = 2, hash = (select hash from operation_log_seal where number = 2)")
                .update();
        assertThat(log.sealer().seal()).as("what told of the first fault").isEqualTo(1);
        assertThat(told()).last().isEqualTo("链尾记录是第2号，最后的封条却是第4号");
        assertThat(log.check().through()).isEqualTo(5);
    }

    @Test
    void what_happens_to_an_entry_while_it_waits_for_its_seal_is_found_by_a_check_and_told_by_the_sealing() {
        log.sealer().seal();
        entries(4);
        withoutTriggers(
                "delete from operation_log where action = '改动1'",
                "update operation_log set reason = '别的' where action = '改动2'",
                "update operation_log set salt = null where action = '改动3'");
        faultsAre("一条待封存的记录被删除", "一条待封存的记录被改动（2022-01-11 09:00:00.000，zhang，改动2）", "zhang，改动3）");

        log.sealer().seal();
        assertThat(told()).contains("第2号在封存前已经不见", "第3号在封存前已被改动", "第4号在封存前已被改动").hasSize(3);
        faultsAre("第2号的记录被删除", "第3号的记录被改动", "第4号的记录被改动");

        log.jdbc()
                .sql(
                        "insert into operation_log_unsealed (entry_id, entry_hash) select entry_id, entry_hash from operation_log_seal where number = 5")
                .update();
        faultsAre("第5号已经封存，却又列在待封存的记录里");
    }

    @Test
    void days_follow_each_other_in_the_chain_even_where_the_clock_was_put_back() {
        log.day(1, 12);
        entries(1);
        log.sealer().seal();
        log.day(1, 10);
        log.write("拨回以后", "C002");
        log.sealer().seal();
        assertThat(log.jdbc()
                        .sql("select distinct sealed_on from operation_log_seal")
                        .query(LocalDate.class)
                        .list())
                .containsExactly(LocalDate.of(2022, 1, 12));
        assertThat(log.check().faults()).isEmpty();
    }

    @Test
    void a_seal_whose_hash_is_not_that_of_its_words_is_found_though_the_next_one_links_to_it() {
        entries(3);
        log.sealer().seal();
        String other = "ab".repeat(32);
        withoutTriggers(
                "update operation_log_seal set hash = '%s' where number = 2".formatted(other),
                "update operation_log_seal set previous_hash = '%s' where number = 3".formatted(other),
                "update operation_log_seal set entry_id = null where number = 4");
        faultsAre("第2号的封条被改动", "第3号的封条被改动", "第4号的封条没有对应的记录");
    }

    @Test
    void a_seal_that_was_made_anew_with_an_earlier_day_is_found_by_the_one_before() {
        entries(2);
        log.sealer().seal();
        LocalDate earlier = LocalDate.of(2021, 12, 31);
        String[] link = log.jdbc()
                .sql("select entry_hash, previous_hash from operation_log_seal where number = 3")
                .query((rs, i) -> new String[] {rs.getString(1), rs.getString(2)})
                .single();
        String hash = LogHashes.seal(3, earlier, link[0], link[1]);
        withoutTriggers(
                "update operation_log_seal set sealed_on = date '2021-12-31', hash = '%s' where number = 3"
                        .formatted(hash),
                "update operation_log_head set hash = '%s'".formatted(hash),
                "update operation_log_day set sealed_on = date '2021-12-31', hash = '%s'".formatted(hash));
        faultsAre("第3号的封存日期早于前一号");
    }

    @Test
    void the_hash_shown_for_a_day_that_no_seal_of_that_day_bears_is_found() {
        entries(1);
        log.sealer().seal();
        log.jdbc()
                .sql("update operation_log_day set sealed_on = date '2022-01-10'")
                .update();
        log.jdbc()
                .sql(
                        "insert into operation_log_day (sealed_on, first_number, last_number, hash) select date '2022-01-09', 7, 9, hash from operation_log_day")
                .update();
        faultsAre("2022-01-10的日校验值与第2号封条不符", "2022-01-09的日校验值没有对应的封条");
    }

    @Test
    void what_was_before_the_chain_is_not_altered_by_altering_its_sum_too() {
        entries(1);
        log.sealer().seal();
        log.jdbc()
                .sql("insert into operation_log (at, user_id, office, action, object_code) values"
                        + " (timestamp '2022-01-01 00:00:00', 'x', 'y', '伪造', 'z')")
                .update();
        LogHashes.OldLog old = new LogHashes.OldLog();
        new Rows(log.jdbc()).each(LogEntry.class, "select * from operation_log where salt is null", old::add);
        log.jdbc()
                .sql("update operation_log_head set old_count = 1, old_hash = :hash")
                .param("hash", old.hash())
                .update();
        assertThat(log.check().faults()).containsExactly("第1号（启用封存以前的记录）的条数和校验值被改动");
    }

    @Test
    void a_forged_word_of_a_removal_makes_no_removal() {
        entries(2);
        log.sealer().seal();
        withoutTriggers(
                "delete from operation_log where action = '改动1'",
                "insert into operation_log (at, user_id, office, action, object_code, to_value, salt) values"
                        + " (timestamp '2022-01-11 00:00:00', 'system', '', '清除日志', '2-2', 'x', '" + "ab".repeat(32)
                        + "')");
        faultsAre("第2号的记录被删除", "有一条不经封存插入的记录（");
        assertThat(log.check().removals()).isEmpty();
    }

    @Test
    void an_open_removal_lets_nothing_be_altered_and_neither_itself_nor_what_tells_of_removals_go() {
        entries(2);
        log.write("清除日志", "9-9");
        log.sealer().seal();
        log.jdbc()
                .sql("insert into operation_log_removal (first_number, last_number, is_open) values (2, 4, true)")
                .update();
        for (String statement : List.of(
                "update operation_log set reason = '别的' where action = '改动1'",
                "delete from operation_log where action = '清除日志'",
                "update operation_log_removal set is_open = false, last_number = 9",
                "delete from operation_log_removal")) {
            assertThatThrownBy(() -> log.jdbc().sql(statement).update())
                    .as(statement)
                    .hasStackTraceContaining("操作日志只能增加，不能修改或删除。");
        }
        log.jdbc().sql("update operation_log_removal set is_open = false").update();
        assertThatThrownBy(() -> log.jdbc()
                        .sql("delete from operation_log where action = '改动2'")
                        .update())
                .as("closed")
                .hasStackTraceContaining("操作日志只能增加，不能修改或删除。");
        assertThat(log.check().faults()).isEmpty();
    }
}
