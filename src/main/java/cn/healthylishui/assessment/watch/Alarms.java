package cn.healthylishui.assessment.watch;

import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.workflow.EngineState;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 邮件告警: what somebody must do something about is told by mail, once for each time it comes up, whatever nodes there are: whoever
 * sends it holds its row until it is sent. What the mail server does not take is tried again a minute later. A mail says which step
 * of which year and object, never what a person typed or is called.
 */
@Component
class Alarms {

    private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);
    private static final int MOST = 200;
    private static final int LONGEST = 1000;
    private static final String STEP = "step:";
    private static final String DISK = "disk:";

    /** @param code by which it is known as long as its cause stands */
    record Alarm(String code, String words) {}

    private record Row(
            String code,
            String words,
            LocalDateTime since,
            @Nullable LocalDateTime toldAt) {}

    private final EngineState engine;
    private final WatchedDisks disks;
    private final WatchedBackups backups;
    private final WatchedLog log;
    private final Watching watching;
    private final ObjectProvider<JavaMailSender> mail;
    private final Rows rows;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final String page;
    private boolean mailFails;

    Alarms(
            EngineState engine,
            WatchedDisks disks,
            WatchedBackups backups,
            WatchedLog log,
            Watching watching,
            ObjectProvider<JavaMailSender> mail,
            JdbcClient jdbc,
            Clock clock,
            PlatformTransactionManager transactions,
            @Value("${assessment.web.public-address}") String publicAddress) {
        this.engine = engine;
        this.disks = disks;
        this.backups = backups;
        this.log = log;
        this.watching = watching;
        this.mail = mail;
        this.rows = new Rows(jdbc);
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.page = publicAddress.isBlank() ? "系统的“运行状况”页" : publicAddress + "/my/state";
    }

    @Scheduled(fixedDelayString = "${assessment.watch.every}", initialDelayString = "${assessment.watch.every}")
    void look() {
        JavaMailSender sender = mail.getIfAvailable();
        if (sender == null || watching.mailTo().isEmpty()) {
            return;
        }
        try {
            keep(now());
        } catch (RuntimeException unseen) {
            LOG.warn("What is to be told by mail could not be looked at: {}", unseen.toString());
            return;
        }
        try {
            tell(sender);
            mailFails = false;
        } catch (RuntimeException unsent) {
            if (!mailFails) {
                LOG.error("A mail about what is to be done was not sent; it is tried again every minute", unsent);
            }
            mailFails = true;
        }
    }

    private List<Alarm> now() {
        List<Alarm> now = new ArrayList<>();
        engine.failed(MOST).stream()
                .map(one -> new Alarm(
                        STEP + one.id(),
                        "失败的步骤：%s，%s%s，自%s起停在那里。"
                                .formatted(
                                        one.procedure(),
                                        one.step(),
                                        one.about().isEmpty() ? "" : "（" + one.about() + "）",
                                        Words.MINUTE.format(one.since()))))
                .forEach(now::add);
        disks.look().stream()
                .filter(sign -> sign.lamp() != Lamp.FINE)
                .map(sign -> new Alarm(disk() + sign.what() + sign.lamp(), said(sign)))
                .forEach(now::add);
        Stream.concat(backups.look().stream(), log.look().stream())
                .filter(sign -> sign.lamp() == Lamp.ACT)
                .map(sign -> new Alarm(sign.what(), said(sign)))
                .forEach(now::add);
        return now;
    }

    private static String said(Sign sign) {
        return "%s：%s%s".formatted(sign.what(), sign.state(), sign.advice());
    }

    /** Each node has disks of its own. */
    private static String disk() {
        try {
            return DISK + InetAddress.getLocalHost().getHostName() + ":";
        } catch (UnknownHostException nameless) {
            return DISK;
        }
    }

    private void keep(Collection<Alarm> now) {
        Set<String> standing = now.stream().map(Alarm::code).collect(Collectors.toCollection(HashSet::new));
        Set<String> known = new HashSet<>(rows.list(String.class, "select code from watch_alarm"));
        Predicate<String> ofAnotherNode = code -> code.startsWith(DISK) && !code.startsWith(disk());
        known.stream()
                .filter(code -> !standing.contains(code))
                .filter(ofAnotherNode.negate())
                .forEach(code -> rows.update("delete from watch_alarm where code = :code", code));
        now.stream().filter(alarm -> !known.contains(alarm.code())).forEach(this::add);
    }

    private void add(Alarm alarm) {
        try {
            transaction.executeWithoutResult(status -> rows.insert(
                    "watch_alarm", new Row(alarm.code(), cut(alarm.words()), LocalDateTime.now(clock), null)));
        } catch (DuplicateKeyException meanwhile) {
            // by another node
        }
    }

    private void tell(JavaMailSender sender) {
        transaction.executeWithoutResult(status -> {
            List<Row> untold = rows.list(
                    Row.class,
                    "select code, words, since, told_at from watch_alarm where told_at is null order by code for update");
            if (untold.isEmpty()) {
                return;
            }
            rows.update(
                    "update watch_alarm set told_at = :now where code in (:codes)",
                    LocalDateTime.now(clock),
                    untold.stream().map(Row::code).toList());
            sender.send(message(untold));
        });
    }

    private SimpleMailMessage message(List<Row> untold) {
        SimpleMailMessage message = new SimpleMailMessage();
        message.setFrom(watching.mailFrom());
        message.setTo(watching.mailTo().toArray(String[]::new));
        message.setSubject("健康丽水考核：%d项要处理".formatted(untold.size()));
        message.setText(
                Stream.concat(untold.stream().map(Row::words), Stream.of("", "原因和办法见%s。每项只告知一次。".formatted(page)))
                        .collect(Collectors.joining("\n")));
        return message;
    }

    private static String cut(String words) {
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST - 1) + "…";
    }
}
