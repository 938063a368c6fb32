package cn.healthylishui.assessment.audit;

import cn.healthylishui.assessment.persistence.Rows;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** 校验: goes through the whole chain and says what is missing, altered, inserted or out of place, and what was removed by whom. */
@Component
public class LogCheck {

    /**
     * What a check found.
     *
     * @param through the number the chain ends with
     * @param entries how many sealed entries are there
     * @param unsealed how many wait for the sealer
     * @param removed how many were removed by the rule on keeping
     * @param removals what was removed when and by whom, in words
     * @param faults in words, the first hundred
     * @param faultCount how many there are in all
     * @param anchorsFound how many of the hashes that were asked for are in the chain
     */
    public record Result(
            long through,
            String hash,
            long entries,
            long unsealed,
            long removed,
            List<String> removals,
            List<String> faults,
            int faultCount,
            int anchorsFound) {

        public boolean isWhole() {
            return faultCount == 0;
        }
    }

    /** @param faults in words, empty where there are none */
    public record Kept(
            LocalDateTime at,
            String by,
            long through,
            long entries,
            long unsealed,
            long removed,
            int faultCount,
            String faults) {}

    private static final int AT_ONCE = 2000;
    private static final int FAULTS_TOLD = 100;
    private static final int LONGEST_FAULTS = 4000;
    private static final int TRIGGERS = 3;

    private record Seal(
            long number,
            @Nullable Long entryId,
            String entryHash,
            LocalDate sealedOn,
            String previousHash,
            String hash,
            @Nullable LogEntry entry) {

        /** Whether the entry is still what was sealed. */
        boolean isKept() {
            return entry != null
                    && entry.salt() != null
                    && LogHashes.entry(entry).equals(entryHash);
        }
    }

    private record Checked(
            LocalDateTime checkedAt,
            String checkedBy,
            long lastNumber,
            long entries,
            long unsealed,
            long removed,
            int faultCount,
            @Nullable String faults) {

        Kept kept() {
            return new Kept(
                    checkedAt,
                    checkedBy,
                    lastNumber,
                    entries,
                    unsealed,
                    removed,
                    faultCount,
                    Objects.requireNonNullElse(faults, ""));
        }
    }

    private final JdbcClient jdbc;
    private final Rows rows;
    private final Clock clock;
    private final TransactionTemplate snapshot;

    LogCheck(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.rows = new Rows(jdbc);
        this.clock = clock;
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        // The sealer goes on meanwhile: everything is looked at as it was in one moment.
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshot.setReadOnly(true);
    }

    /** @param anchors hashes noted elsewhere, which the chain must still contain */
    public Result check(Collection<String> anchors) {
        return Objects.requireNonNull(snapshot.execute(status -> new Run(anchors).result()));
    }

    /** Checks, and keeps the result for the page. */
    public Result checkAndKeep(Actor by) {
        Result result = check(List.of());
        String faults = String.join("\n", result.faults());
        rows.insert(
                "operation_log_check",
                new Checked(
                        LocalDateTime.now(clock),
                        by.userId(),
                        result.through(),
                        result.entries(),
                        result.unsealed(),
                        result.removed(),
                        result.faultCount(),
                        faults.length() > LONGEST_FAULTS ? faults.substring(0, LONGEST_FAULTS) : faults));
        return result;
    }

    /** The last result that was kept. */
    public Optional<Kept> last() {
        return rows.find(Checked.class, "select * from operation_log_check order by id desc fetch first 1 rows only")
                .map(Checked::kept);
    }

    private final class Run {

        private final Set<String> anchors;
        private final List<String> faults = new ArrayList<>();
        private final List<String> removals = new ArrayList<>();
        private final List<LogRetention.Range> ranges = new ArrayList<>();
        private final Map<Long, Day> days = new HashMap<>();
        private int faultCount;
        private int anchorsFound;
        private long entries;
        private long removed;

        private record Day(LocalDate sealedOn, long lastNumber, String hash) {}

        /** An entry and where it stands; both are empty of one that a seal or the waiting list alone tells of. */
        private record Linked(
                @Nullable Long number,
                @Nullable String sealedHash,
                @Nullable String waitingHash,
                @Nullable LogEntry entry) {}

        Run(Collection<String> anchors) {
            this.anchors = new HashSet<>(anchors);
        }

        Result result() {
            ChainEnd end = ChainEnd.read(jdbc);
            removals();
            rows.list(Day.class, "select sealed_on, last_number, hash from operation_log_day")
                    .forEach(day -> days.put(day.lastNumber(), day));
            long through = chain(end);
            oldLog(end);
            inserted();
            long unsealed = unsealed();
            guard();
            anchors.forEach(missing -> fault("链上没有校验值%s：链尾被截断，或整条链被重做".formatted(missing)));
            return new Result(
                    through,
                    end.hash(),
                    entries,
                    unsealed,
                    removed,
                    List.copyOf(removals),
                    List.copyOf(faults),
                    faultCount,
                    anchorsFound);
        }

        /** Who removed what stands in the chain itself, and is never removed. */
        private void removals() {
            rows.each(
                    Linked.class,
                    """
                            select s.number, s.entry_hash as sealed_hash, w.entry_hash as waiting_hash, e.* from operation_log e
                            left join operation_log_seal s on s.entry_id = e.id
                            left join operation_log_unsealed w on w.entry_id = e.id
                            where e.action = :action order by e.id
                            """,
                    linked -> {
                        LogEntry entry = Objects.requireNonNull(linked.entry());
                        String hash = linked.sealedHash() == null ? linked.waitingHash() : linked.sealedHash();
                        if (entry.salt() != null && LogHashes.entry(entry).equals(hash)) {
                            LogRetention.Range.parse(entry.object()).ifPresent(range -> {
                                ranges.add(range);
                                removals.add("第%d号至第%d号：%s由%s清除，理由：%s；清除前导出的文件 SHA-256：%s"
                                        .formatted(
                                                range.first(),
                                                range.last(),
                                                entry.time(),
                                                entry.userId(),
                                                entry.reason(),
                                                entry.to()));
                            });
                        }
                    },
                    LogRetention.ACTION);
        }

        private boolean wasRemoved(long number) {
            return ranges.stream().anyMatch(range -> range.contains(number));
        }

        private long chain(ChainEnd end) {
            long last = 0;
            String hash = LogHashes.NOTHING;
            LocalDate day = LocalDate.MIN;
            for (List<Seal> seals = seals(0); !seals.isEmpty(); seals = seals(last)) {
                // Nearly all of the work of a check, and each is looked at by itself.
                List<Boolean> kept = seals.parallelStream().map(Seal::isKept).toList();
                for (int i = 0; i < seals.size(); i++) {
                    Seal seal = seals.get(i);
                    if (seal.number() != last + 1) {
                        fault(
                                seal.number() == last + 2
                                        ? "第%d号的封条不见了".formatted(last + 1)
                                        : "第%d号至第%d号的封条不见了".formatted(last + 1, seal.number() - 1));
                    } else if (!seal.previousHash().equals(hash)) {
                        fault("第%d号没有接上前一号：次序被调换，或前面的封条被改动".formatted(seal.number()));
                    }
                    if (!seal.hash()
                            .equals(LogHashes.seal(
                                    seal.number(), seal.sealedOn(), seal.entryHash(), seal.previousHash()))) {
                        fault("第%d号的封条被改动".formatted(seal.number()));
                    }
                    if (seal.sealedOn().isBefore(day)) {
                        fault("第%d号的封存日期早于前一号".formatted(seal.number()));
                    }
                    if (anchors.remove(seal.hash())) {
                        anchorsFound++;
                    }
                    entry(seal, kept.get(i));
                    day(seal);
                    last = seal.number();
                    hash = seal.hash();
                    day = seal.sealedOn();
                }
            }
            if (last != end.number()) {
                fault(
                        last < end.number()
                                ? "第%d号至第%d号的封条不见了：链尾被截断".formatted(last + 1, end.number())
                                : "链尾记录被改动：封条到第%d号，链尾记录是第%d号".formatted(last, end.number()));
            } else if (!hash.equals(end.hash())) {
                fault("链尾记录的校验值与第%d号封条不符".formatted(last));
            }
            days.values().forEach(one -> fault("%s的日校验值没有对应的封条".formatted(one.sealedOn())));
            return last;
        }

        private void entry(Seal seal, boolean kept) {
            LogEntry entry = seal.entry();
            if (seal.entryId() == null) {
                if (seal.number() != 1) {
                    fault("第%d号的封条没有对应的记录".formatted(seal.number()));
                }
            } else if (entry == null) {
                if (wasRemoved(seal.number())) {
                    removed++;
                } else {
                    fault("第%d号的记录被删除".formatted(seal.number()));
                }
            } else if (!kept) {
                entries++;
                fault("第%d号的记录被改动（%s，%s，%s）".formatted(seal.number(), entry.time(), entry.userId(), entry.action()));
            } else {
                entries++;
            }
        }

        /** The ends of days lie where the days say, and nowhere else. */
        private void day(Seal seal) {
            Day day = days.remove(seal.number());
            if (day != null
                    && (!day.hash().equals(seal.hash()) || !day.sealedOn().equals(seal.sealedOn()))) {
                fault("%s的日校验值与第%d号封条不符".formatted(day.sealedOn(), seal.number()));
            }
        }

        private List<Seal> seals(long after) {
            return rows.list(Seal.class, """
                            select s.number, s.entry_id, s.entry_hash, s.sealed_on, s.previous_hash, s.hash, e.*
                            from operation_log_seal s left join operation_log e on e.id = s.entry_id
                            where s.number > :after order by s.number fetch first :most rows only
                            """, after, AT_ONCE);
        }

        /** Entries from before the chain: either all are there as they were, or all were removed by the rule. */
        private void oldLog(ChainEnd end) {
            if (end.number() == 0) {
                return;
            }
            LogHashes.OldLog old = new LogHashes.OldLog();
            rows.each(LogEntry.class, "select * from operation_log where salt is null order by id", old::add);
            String first = rows.find(String.class, "select entry_hash from operation_log_seal where number = 1")
                    .orElse("");
            if (end.oldCount() == null
                    || end.oldHash() == null
                    || !first.equals(LogHashes.oldLog(end.oldCount(), end.oldHash()))) {
                fault("第1号（启用封存以前的记录）的条数和校验值被改动");
            } else if (old.count() == 0 && end.oldCount() > 0 && wasRemoved(1)) {
                removed += end.oldCount();
            } else if (old.count() != end.oldCount() || !old.hash().equals(end.oldHash())) {
                fault("启用封存以前的记录被改动：当时%d条，现在%d条，或内容不同".formatted(end.oldCount(), old.count()));
            } else {
                entries += old.count();
            }
        }

        private void inserted() {
            rows.each(
                    LogEntry.class,
                    """
                            select e.* from operation_log e
                            left join operation_log_seal s on s.entry_id = e.id
                            left join operation_log_unsealed w on w.entry_id = e.id
                            where e.salt is not null and s.number is null and w.entry_id is null order by e.id
                            """,
                    entry -> fault("有一条不经封存插入的记录（%s，%s，%s）".formatted(entry.time(), entry.userId(), entry.action())));
        }

        private long unsealed() {
            return rows.each(Linked.class, """
                            select w.entry_hash as waiting_hash, s.entry_hash as sealed_hash, s.number, e.* from operation_log_unsealed w
                            left join operation_log e on e.id = w.entry_id
                            left join operation_log_seal s on s.entry_id = w.entry_id order by w.entry_id
                            """, waiting -> {
                LogEntry entry = waiting.entry();
                if (waiting.number() != null) {
                    fault("第%d号已经封存，却又列在待封存的记录里".formatted(waiting.number()));
                } else if (entry == null) {
                    fault("一条待封存的记录被删除");
                } else if (entry.salt() == null || !LogHashes.entry(entry).equals(waiting.waitingHash())) {
                    fault("一条待封存的记录被改动（%s，%s，%s）".formatted(entry.time(), entry.userId(), entry.action()));
                }
            });
        }

        private void guard() {
            int found = rows.get(Integer.class, """
                            select count(distinct trigger_name) from information_schema.triggers
                            where lower(trigger_name) in
                              ('operation_log_guard_entries', 'operation_log_guard_seals', 'operation_log_guard_removals')
                            """);
            if (found < TRIGGERS) {
                fault("数据库里保护操作日志的触发器少了%d个".formatted(TRIGGERS - found));
            }
            long open = rows.get(Long.class, "select count(*) from operation_log_removal where is_open");
            if (open > 0) {
                fault("有没有办完的清除：有人绕过程序放开了删除");
            }
        }

        private void fault(String words) {
            faultCount++;
            if (faults.size() < FAULTS_TOLD) {
                faults.add(words);
            }
        }
    }
}
