package cn.healthylishui.assessment.audit;

import cn.healthylishui.assessment.persistence.Rows;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 封存: gives committed entries their numbers and links each to the one before. What one sealing finds committed comes before all that
 * a later one finds; within a sealing the order is that of writing. One sealer works at a time, whatever nodes there are: it holds the
 * row that says where the chain ends. A writer holds nothing that a sealer needs, and the other way round.
 */
@Component
public class LogSealer {

    private static final Logger LOG = LoggerFactory.getLogger(LogSealer.class);
    private static final int AT_ONCE = 1000;

    /** What an entry says that tells of a fault found by the sealer. */
    static final String FAULT = "操作日志异常";

    private record Waiting(
            long entryId, String entryHash, @Nullable LogEntry entry) {}

    private record Seal(
            long number,
            @Nullable Long entryId,
            String entryHash,
            LocalDate sealedOn,
            String previousHash,
            String hash) {}

    private record Day(LocalDate sealedOn, long firstNumber, long lastNumber, String hash) {}

    private final JdbcClient jdbc;
    private final Rows rows;
    private final TransactionTemplate transaction;
    private final OperationLog log;
    private final Clock clock;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    LogSealer(JdbcClient jdbc, PlatformTransactionManager transactions, OperationLog log, Clock clock) {
        this.jdbc = jdbc;
        this.rows = new Rows(jdbc);
        this.log = log;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Seals all that is committed.
     *
     * @return how many entries
     */
    public int seal() {
        int all = 0;
        while (isWaiting()) {
            Integer sealed = transaction.execute(status -> sealSome());
            all += sealed == null ? 0 : sealed;
            if (sealed == null || sealed < AT_ONCE) {
                break;
            }
        }
        return all;
    }

    private boolean isWaiting() {
        return rows.get(Long.class, """
                        select (select count(*) from operation_log_head where number = 0)
                          + (select count(*) from (select entry_id from operation_log_unsealed fetch first 1 rows only) w)
                        """) > 0;
    }

    private int sealSome() {
        ChainEnd end = ChainEnd.locked(jdbc);
        List<String> faults = new ArrayList<>();
        long last = rows.get(Long.class, "select coalesce(max(number), 0) from operation_log_seal");
        String hash = end.hash();
        long number = Math.max(end.number(), last);
        if (last != end.number()) {
            faults.add("链尾记录是第%d号，最后的封条却是第%d号".formatted(end.number(), last));
        } else if (last > 0 && !hashOf(last).equals(hash)) {
            faults.add("第%d号封条与链尾记录不符".formatted(last));
        }
        LocalDate day = day();
        List<Seal> seals = new ArrayList<>();
        long first = number + 1;
        if (number == 0) {
            LogHashes.OldLog old = oldLog();
            String oldHash = old.hash();
            rows.update(
                    "update operation_log_head set old_count = :count, old_hash = :hash where id = 1",
                    old.count(),
                    oldHash);
            number = 1;
            String link = LogHashes.oldLog(old.count(), oldHash);
            seals.add(seal(1, null, link, day, hash));
            hash = seals.get(0).hash();
        }
        List<Waiting> waiting = waiting();
        for (Waiting one : waiting) {
            number++;
            if (one.entry() == null) {
                faults.add("第%d号在封存前已经不见".formatted(number));
            } else if (one.entry().salt() == null
                    || !LogHashes.entry(one.entry()).equals(one.entryHash())) {
                faults.add("第%d号在封存前已被改动".formatted(number));
            }
            // What was written is sealed, so that a lost or altered entry shows at every check.
            seals.add(seal(number, one.entryId(), one.entryHash(), day, hash));
            hash = seals.get(seals.size() - 1).hash();
        }
        rows.insertAll("operation_log_seal", seals);
        if (!waiting.isEmpty()) {
            rows.update(
                    "delete from operation_log_unsealed where entry_id in (:ids)",
                    waiting.stream().map(Waiting::entryId).toList());
        }
        moveEnd(first, number, hash, day);
        faults.stream().filter(told::add).forEach(fault -> {
            LOG.error("The operation log does not hold together: {}", fault);
            log.record(Actor.SYSTEM, Operation.of(FAULT, "operation-log").to(fault));
        });
        return waiting.size();
    }

    private void moveEnd(long first, long number, String hash, LocalDate day) {
        rows.update("update operation_log_head set number = :number, hash = :hash where id = 1", number, hash);
        int known = rows.update(
                "update operation_log_day set last_number = :number, hash = :hash where sealed_on = :day",
                number,
                hash,
                day);
        if (known == 0) {
            rows.insert("operation_log_day", new Day(day, first, number, hash));
        }
    }

    /** Days follow each other in the chain even where the clock was put back. */
    private LocalDate day() {
        LocalDate today = LocalDate.now(clock);
        return rows.find(LocalDate.class, "select max(sealed_on) from operation_log_day")
                .filter(last -> last.isAfter(today))
                .orElse(today);
    }

    private String hashOf(long number) {
        return rows.get(String.class, "select hash from operation_log_seal where number = :number", number);
    }

    private LogHashes.OldLog oldLog() {
        LogHashes.OldLog old = new LogHashes.OldLog();
        rows.each(LogEntry.class, "select * from operation_log where salt is null order by id", old::add);
        return old;
    }

    private List<Waiting> waiting() {
        return rows.list(Waiting.class, """
                        select w.entry_id, w.entry_hash, e.* from operation_log_unsealed w left join operation_log e on e.id = w.entry_id
                        order by w.entry_id fetch first :most rows only
                        """, AT_ONCE);
    }

    private static Seal seal(long number, @Nullable Long entry, String entryHash, LocalDate day, String previous) {
        return new Seal(number, entry, entryHash, day, previous, LogHashes.seal(number, day, entryHash, previous));
    }
}
