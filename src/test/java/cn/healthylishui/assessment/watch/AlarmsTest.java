package cn.healthylishui.assessment.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.OnBothDatabases;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.audit.LogCheck;
import cn.healthylishui.assessment.audit.LogDays;
import cn.healthylishui.assessment.persistence.DatabaseRoom;
import cn.healthylishui.assessment.watch.LastBackup.Backup;
import cn.healthylishui.assessment.workflow.EngineState;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.unit.DataSize;

/** What must be done is told by mail, once, to a real mail server. */
@OnBothDatabases
@ExtendWith(OutputCaptureExtension.class)
class AlarmsTest extends StaffTest {

    private static final String WELL = "没有发现问题";

    @Autowired
    private EngineState engineState;

    @Autowired
    private ManagementService management;

    @Autowired
    private PlatformTransactionManager transactions;

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();
    private Optional<Backup> backup = Optional.empty();
    private int faults;
    private DataSize low = DataSize.ofBytes(1);

    @BeforeEach
    void startServer() {
        jdbc.sql("delete from watch_alarm").update();
        backup = Optional.of(new Backup(LocalDateTime.now(clock), 1 << 20));
        server.start();
        sender.setHost("127.0.0.1");
        sender.setPort(server.getSmtp().getPort());
    }

    @AfterEach
    void stopServer() {
        server.stop();
        jdbc.sql("delete from watch_alarm").update();
    }

    private static <T> ObjectProvider<T> given(T one) {
        return new ObjectProvider<>() {
            @Override
            public T getObject() {
                return one;
            }

            @Override
            public T getIfAvailable() {
                return one;
            }
        };
    }

    private Alarms node(String... to) {
        Watching watching = new Watching(
                low,
                DataSize.ofBytes(1),
                Duration.ofSeconds(1),
                Duration.ofHours(36),
                List.of(to),
                "khkh@lishui.example");
        LogDays days = mock(LogDays.class);
        LogCheck check = mock(LogCheck.class);
        when(check.last())
                .thenAnswer(call ->
                        Optional.of(new LogCheck.Kept(LocalDateTime.now(clock), "system", 1, 1, 0, 0, faults, "张三")));
        return new Alarms(
                engineState,
                new WatchedDisks(
                        new WatchedPlaces("jdbc:h2:mem:x", java.nio.file.Path.of("."), java.nio.file.Path.of(".")),
                        watching,
                        DatabaseRoom.of("jdbc:h2:mem:x")),
                new WatchedBackups(given((LastBackup) () -> backup), watching, clock),
                new WatchedLog(days, check, clock),
                watching,
                given((JavaMailSender) sender),
                jdbc,
                clock,
                transactions,
                "https://khkh.lishui.example");
    }

    private List<String> mails() throws Exception {
        List<String> texts = new ArrayList<>();
        for (MimeMessage message : server.getReceivedMessages()) {
            texts.add(message.getSubject() + "\n" + message.getContent());
        }
        return texts;
    }

    private Job failFor(String message) {
        Job job = management
                .createJobQuery()
                .timers()
                .orderByJobDuedate()
                .asc()
                .list()
                .get(0);
        jdbc.sql("update ACT_RU_JOB set EXCEPTION_MSG_ = :message where ID_ = :id")
                .param("message", message)
                .param("id", job.getId())
                .update();
        management.setJobRetries(job.getId(), 0);
        return job;
    }

    @Test
    void a_step_that_failed_for_good_is_told_once_with_its_year_and_without_what_people_typed() throws Exception {
        startYear();
        failFor("张三填写的内容太长");
        Alarms one = node("weihu@lishui.example", "keshi@lishui.example");
        one.look();
        one.look();
        node("weihu@lishui.example").look();

        assertThat(server.getReceivedMessages()).as("one mail to two people").hasSize(2);
        assertThat(mails().get(0))
                .contains("健康丽水考核：1项要处理", "失败的步骤：年度考核", YEAR + "年度", "https://khkh.lishui.example/my/state")
                .doesNotContain("张三");
    }

    @Test
    void what_was_put_right_and_fails_again_is_told_again() throws Exception {
        startYear();
        Job job = failFor("x");
        Alarms node = node("weihu@lishui.example");
        node.look();
        management.setJobRetries(job.getId(), 1);
        node.look();
        assertThat(jdbc.sql("select count(*) from watch_alarm")
                        .query(Integer.class)
                        .single())
                .isZero();
        management.setJobRetries(job.getId(), 0);
        node.look();

        assertThat(mails()).hasSize(2);
    }

    @Test
    void two_nodes_that_look_at_the_same_moment_send_one_mail() throws Exception {
        startYear();
        failFor("x");
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        CyclicBarrier together = new CyclicBarrier(4);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Alarms node = node("weihu@lishui.example");
                done.add(nodes.submit(() -> {
                    together.await();
                    node.look();
                    return null;
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
        } finally {
            nodes.shutdownNow();
        }
        node("weihu@lishui.example").look();

        assertThat(mails()).hasSize(1);
    }

    @Test
    void a_mail_server_that_is_down_harms_nothing_and_is_told_once(CapturedOutput log) throws Exception {
        startYear();
        failFor("x");
        server.stop();
        Alarms node = node("weihu@lishui.example");
        node.look();
        node.look();
        assertThat(log.getAll().split("A mail about what is to be done was not sent", -1))
                .hasSize(2);

        server.start();
        sender.setPort(server.getSmtp().getPort());
        node.look();
        node.look();

        assertThat(mails()).hasSize(1);
    }

    @Test
    void an_old_backup_a_full_disk_and_a_broken_log_are_told_too() throws Exception {
        backup = Optional.of(new Backup(LocalDateTime.now(clock).minusDays(3), 1));
        faults = 2;
        low = DataSize.ofTerabytes(1 << 20);
        Alarms node = node("weihu@lishui.example");
        node.look();
        node.look();

        assertThat(mails()).hasSize(1);
        assertThat(mails().get(0))
                .contains("3项要处理", "已经3天没有备份", "磁盘：", "发现2处问题")
                .doesNotContain("张三", WELL);
        faults = 0;
        node.look();
        faults = 1;
        node.look();
        assertThat(mails()).hasSize(2);
    }

    @Test
    void nobody_is_told_where_no_address_is_set() throws Exception {
        startYear();
        failFor("x");
        node().look();

        assertThat(mails()).isEmpty();
        assertThat(jdbc.sql("select count(*) from watch_alarm")
                        .query(Integer.class)
                        .single())
                .isZero();
    }
}
