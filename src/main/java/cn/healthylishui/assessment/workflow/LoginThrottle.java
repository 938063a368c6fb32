package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.persistence.Rows;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 登录放慢: failed logins are slowed and never locked. What counts is first the pair of address and account, then how many different
 * accounts failed at the address; nobody waits longer than five seconds for the next attempt. Nobody is kept waiting either: an
 * attempt that comes too early is answered at once, its password is not looked at, and it does not prolong the wait. Each account at
 * an address waits for itself, so that whoever hammers one account does not keep the others out.
 *
 * <p>The counts lie in the database: a restart or another node is no way round. An address has a fixed number of slots for accounts,
 * so that made-up names fill nothing.
 */
@Component
public class LoginThrottle {

    /** What an administrator sees. @param source an address, or a browser that is known to the account */
    public record Slowed(
            String source,
            int slot,
            @Nullable String account,
            int failures,
            LocalDateTime lastAt,
            int accountsFailed) {}

    static final int LONGEST_WAIT = 5;

    static final int SLOTS = 1024;
    private static final int FREE = 3;
    private static final int FREE_ACCOUNTS = 5;
    private static final int FREE_IN_KNOWN_BROWSER = 20;
    private static final int MOST_AT_ONCE = 32;
    private static final int MOST_SHOWN = 200;
    private static final int MOST_KEPT = 50_000;
    private static final Duration COUNTED_FOR = Duration.ofHours(1);

    private record Failed(String source, int slot, @Nullable String account, Slot when) {}

    private final Rows rows;
    private final KnownBrowsers browsers;
    private final OperationLog log;
    private final Clock clock;
    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();

    LoginThrottle(JdbcClient jdbc, KnownBrowsers browsers, OperationLog log, Clock clock) {
        this.rows = new Rows(jdbc);
        this.browsers = browsers;
        this.log = log;
        this.clock = clock;
    }

    /** Where an attempt is counted; the account only tells a person which it is, and is null where there is none of that name. */
    record Attempt(String source, int slot) {
        private String key() {
            return source + "/" + slot;
        }

        boolean isOfKnownBrowser() {
            return source.startsWith("browser:");
        }
    }

    Attempt attempt(String address, Optional<String> knownBrowser, String account) {
        int slot = browsers.slot(account.strip().toLowerCase(Locale.ROOT), SLOTS);
        // A browser that is known but guesses all the same is treated like any other.
        return knownBrowser
                .map(browser -> new Attempt(browser, slot))
                .filter(known -> failures(known) < FREE_IN_KNOWN_BROWSER)
                .orElseGet(() -> new Attempt(network(address), slot));
    }

    /**
     * Takes the turn for one attempt.
     *
     * @return how many seconds it has to wait; 0 where it may be made now, and {@link #done} is to be called after it
     */
    int take(Attempt attempt) {
        LocalDateTime now = LocalDateTime.now(clock);
        if (!attempt.isOfKnownBrowser()) {
            int wait = turn(attempt, now);
            if (wait > 0) {
                return wait;
            }
        }
        if (underWay.merge(attempt.key(), 1, Integer::sum) > MOST_AT_ONCE) {
            leave(attempt);
            return 1;
        }
        return 0;
    }

    private int turn(Attempt attempt, LocalDateTime now) {
        Optional<Slot> slot = slot(attempt);
        int failures = slot.filter(one -> isCounted(one.lastAt(), now))
                .map(Slot::failures)
                .orElse(0);
        int delay = Math.max(delayOfPair(failures), delayOfAddress(accountsFailed(attempt.source(), now)));
        if (delay == 0) {
            return 0;
        }
        if (slot.isEmpty()) {
            // At an address where many accounts failed the first attempt of one more waits as well.
            return insert(attempt, null, 0, now, now.plusSeconds(delay)) ? delay : 1;
        }
        if (slot.get().notBefore().isAfter(now)) {
            return (int) Math.max(
                    1,
                    Duration.between(now, slot.get().notBefore())
                            .plusMillis(999)
                            .toSeconds());
        }
        // Of several who come at once only one has the turn.
        int taken = rows.update("""
                        update failed_login set not_before = :next
                        where source = :source and slot = :slot and not_before <= :now
                        """, now.plusSeconds(delay), attempt.source(), attempt.slot(), now);
        return taken == 1 ? 0 : delay;
    }

    /** @param knownAccount the account tried, null where there is none of that name */
    void done(Attempt attempt, boolean good, @Nullable String knownAccount) {
        leave(attempt);
        if (good) {
            rows.update(
                    "delete from failed_login where source = :source and slot = :slot",
                    attempt.source(),
                    attempt.slot());
            return;
        }
        LocalDateTime now = LocalDateTime.now(clock);
        int failures = slot(attempt)
                        .filter(one -> isCounted(one.lastAt(), now))
                        .map(Slot::failures)
                        .orElse(0)
                + 1;
        int delay = Math.max(delayOfPair(failures), delayOfAddress(accountsFailed(attempt.source(), now)));
        LocalDateTime next = now.plusSeconds(delay);
        if (update(attempt, knownAccount, failures, now, next) == 0
                && !insert(attempt, knownAccount, failures, now, next)) {
            update(attempt, knownAccount, failures, now, next);
        }
    }

    /** An attempt that was not made after all. */
    void leave(Attempt attempt) {
        underWay.computeIfPresent(attempt.key(), (key, count) -> count > 1 ? count - 1 : null);
    }

    private record Slot(int failures, LocalDateTime lastAt, LocalDateTime notBefore) {}

    private Optional<Slot> slot(Attempt attempt) {
        return rows.find(
                Slot.class,
                "select * from failed_login where source = :source and slot = :slot",
                attempt.source(),
                attempt.slot());
    }

    private int failures(Attempt attempt) {
        LocalDateTime now = LocalDateTime.now(clock);
        return slot(attempt)
                .filter(one -> isCounted(one.lastAt(), now))
                .map(Slot::failures)
                .orElse(0);
    }

    private int update(
            Attempt attempt, @Nullable String account, int failures, LocalDateTime now, LocalDateTime notBefore) {
        return rows.update("""
                update failed_login set account = :account, failures = :failures, last_at = :now, not_before = :next
                where source = :source and slot = :slot
                """, account, failures, now, notBefore, attempt.source(), attempt.slot());
    }

    private boolean insert(
            Attempt attempt, @Nullable String account, int failures, LocalDateTime now, LocalDateTime notBefore) {
        try {
            rows.insert(
                    "failed_login",
                    new Failed(attempt.source(), attempt.slot(), account, new Slot(failures, now, notBefore)));
            return true;
        } catch (DuplicateKeyException meanwhile) {
            return false;
        }
    }

    private int accountsFailed(String source, LocalDateTime now) {
        return rows.get(
                Integer.class,
                "select count(*) from failed_login where source = :source and failures > 0 and last_at > :since",
                source,
                now.minus(COUNTED_FOR));
    }

    private static boolean isCounted(LocalDateTime lastAt, LocalDateTime now) {
        return lastAt.isAfter(now.minus(COUNTED_FOR));
    }

    /** 1, 2, 4, 5, 5 … seconds from the third failure on. */
    static int delayOfPair(int failures) {
        return failures < FREE ? 0 : failures - FREE > 2 ? LONGEST_WAIT : 1 << (failures - FREE);
    }

    /** One second for every five accounts that failed. */
    static int delayOfAddress(int accounts) {
        return Math.min(LONGEST_WAIT, accounts / FREE_ACCOUNTS);
    }

    /** A network of IPv6 has more addresses than anybody could count; a line has the first half for itself. */
    static String network(String address) {
        String[] groups = address.split("%", 2)[0].split(":", -1);
        if (groups.length < 3) {
            return address;
        }
        try {
            byte[] bytes =
                    java.net.InetAddress.getByName(address.split("%", 2)[0]).getAddress();
            return bytes.length == 16 ? java.util.HexFormat.ofDelimiter(":").formatHex(bytes, 0, 8) + "::/64" : address;
        } catch (java.net.UnknownHostException notAnAddress) {
            return address;
        }
    }

    /** What has to wait at the moment when it tries again, the latest first. */
    public List<Slowed> slowed() {
        LocalDateTime now = LocalDateTime.now(clock);
        return rows.list(Slowed.class, """
                        select f.*, (select count(*) from failed_login o
                          where o.source = f.source and o.failures > 0 and o.last_at > :since) as accounts_failed
                        from failed_login f where failures > 0 and last_at > :since order by last_at desc, source, slot
                        fetch first :most rows only
                        """, now.minus(COUNTED_FOR), MOST_SHOWN).stream()
                .filter(one -> delayOfPair(one.failures()) > 0
                        || !one.source().startsWith("browser:") && delayOfAddress(one.accountsFailed()) > 0)
                .toList();
    }

    /** Forgets the failures of an address, or of a browser. */
    @Transactional
    public void lift(String source, Actor actor) {
        int lifted = rows.update("delete from failed_login where source = :source", source);
        if (lifted > 0) {
            log.record(actor, Operation.of("账号：解除登录放慢", source).from(lifted + "个账号在此登录失败过"));
        }
    }

    /** Old failures count no more; of too many the oldest go first. */
    @Scheduled(cron = "0 */10 * * * *")
    void forget() {
        rows.update(
                "delete from failed_login where last_at < :before",
                LocalDateTime.now(clock).minus(COUNTED_FOR));
        rows.find(
                        LocalDateTime.class,
                        "select last_at from failed_login order by last_at desc offset :most rows fetch first 1 rows only",
                        MOST_KEPT)
                .ifPresent(oldest -> rows.update("delete from failed_login where last_at <= :oldest", oldest));
    }
}
