package cn.healthylishui.assessment.database;

import cn.healthylishui.assessment.persistence.Rows;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 每天一次的工作: done by one of the nodes, however many there are, and by another where that one dies over it. Whoever asks every minute
 * makes up for a morning when nothing ran. The row of the work is held while it is done, by a connection that the work does not use.
 */
@Component
public class DailyWork {

    private static final Logger LOG = LoggerFactory.getLogger(DailyWork.class);

    private record Done(String name, LocalDate doneFor) {}

    private final Rows rows;
    private final Clock clock;
    private final TransactionTemplate holding;
    private final TransactionTemplate aside;
    private final Map<String, LocalDate> known = new ConcurrentHashMap<>();
    private volatile LocalDate begunAfter = LocalDate.MIN;
    private volatile boolean ready;

    public DailyWork(JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions) {
        this.rows = new Rows(jdbc);
        this.clock = clock;
        this.holding = new TransactionTemplate(transactions);
        this.holding.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.aside = new TransactionTemplate(transactions);
        this.aside.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
    }

    /** What a start does itself comes first. */
    @EventListener(ApplicationReadyEvent.class)
    public void begin() {
        ready = true;
    }

    /** A demonstration that begins on this day has missed nothing. */
    public void beginAfter(LocalDate day) {
        begunAfter = day;
    }

    /** Does the work unless it is too early in the day, or was done for today by whatever node. */
    public void onceFrom(LocalTime from, String name, Runnable work) {
        LocalDateTime now = LocalDateTime.now(clock);
        LocalDate day = now.toLocalDate();
        if (!ready || now.toLocalTime().isBefore(from) || day.equals(known.get(name))) {
            return;
        }
        begin(name, day);
        holding.executeWithoutResult(status -> {
            LocalDate done =
                    rows.get(LocalDate.class, "select done_for from daily_work where name = :name for update", name);
            if (done.isBefore(day)) {
                aside.executeWithoutResult(outside -> work.run());
                rows.update("update daily_work set done_for = :day where name = :name", day, name);
            }
        });
        known.put(name, day);
    }

    private void begin(String name, LocalDate day) {
        if (rows.get(Integer.class, "select count(*) from daily_work where name = :name", name) > 0) {
            return;
        }
        LocalDate before = day.minusDays(1);
        try {
            rows.insert("daily_work", new Done(name, begunAfter.isAfter(before) ? begunAfter : before));
        } catch (DuplicateKeyException otherNode) {
            LOG.debug("Another node was quicker with {}", name);
        }
    }
}
