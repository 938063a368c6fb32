package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.Mockito.mock;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import cn.healthylishui.assessment.limits.Limits;
import cn.healthylishui.assessment.taskform.Refused;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.multipart.MultipartException;

/** What is refused leaves one line and no trace, and never so many of them that the log is filled with nothing else. */
class RefusalsTest {

    private final Limits limits = Limits.standard();
    private final Refusals refusals = new Refusals(mock(IdentityService.class), limits);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Logger logger = listen(Refusals.class.getName());

    private Logger listen(String name) {
        Logger listened = (Logger) LoggerFactory.getLogger(name);
        listened.setLevel(Level.INFO);
        listened.addAppender(log);
        log.start();
        return listened;
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    private static MockHttpServletRequest from(String address) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/my/page");
        request.setRemoteAddr(address);
        return request;
    }

    private List<String> lines() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static final Refusals.Answer ANOTHER = new Refusals.Answer(503, "别人正好在改同样的内容，这一步没有办成，已填的内容没有丢。请再试一次。", 5);

    @Test
    void what_the_database_took_back_for_another_s_sake_is_to_be_tried_again_and_no_fault() {
        for (String state : List.of("40P01", "40001", "55P03")) {
            assertThat(refusals.of(new IllegalStateException(new SQLException("deadlock", state)), from("10.0.0.1")))
                    .isEqualTo(ANOTHER);
        }
        assertThat(refusals.of(new OptimisticLockingException("changed meanwhile"), from("10.0.0.1")))
                .isEqualTo(ANOTHER);
    }

    @Test
    void who_waited_too_long_for_what_another_is_changing_is_to_try_again() throws SQLException {
        String address = "jdbc:h2:mem:waiting;LOCK_TIMEOUT=50";
        try (Connection first = DriverManager.getConnection(address);
                Connection second = DriverManager.getConnection(address)) {
            first.createStatement().execute("create table head (id int primary key)");
            first.createStatement().execute("insert into head values (1)");
            first.setAutoCommit(false);
            first.createStatement().executeQuery("select * from head where id = 1 for update");

            Throwable waited = catchThrowable(() -> JdbcClient.create(new SingleConnectionDataSource(second, true))
                    .sql("select * from head where id = 1 for update")
                    .query()
                    .listOfRows());
            assertThat(refusals.of(waited, from("10.0.0.1"))).isEqualTo(ANOTHER);
        }
    }

    @Test
    void a_database_that_is_away_is_not_taken_for_one_that_is_busy() {
        for (String state : List.of("08006", "57P01", "90098")) {
            assertThat(refusals.of(new IllegalStateException(new SQLException("gone", state)), from("10.0.0.1")))
                    .as(state)
                    .extracting(Refusals.Answer::status, Refusals.Answer::message)
                    .containsExactly(503, "数据库现在没有应答，这一步没有办成，已填的内容没有丢。请过一会儿再试；几分钟后仍不行请联系系统管理员。");
        }
        assertThat(refusals.of(new SQLTransientConnectionException("all taken"), from("10.0.0.1"))
                        .message())
                .startsWith("现在使用的人太多");
    }

    @Test
    void where_a_transaction_cannot_even_be_taken_back_the_reason_is_what_broke_it_off() {
        TransactionSystemException failed =
                new TransactionSystemException("JDBC rollback failed", new SQLException("Connection is closed"));
        failed.initApplicationException(new IllegalStateException(new SQLException("gone", "57P02")));

        assertThat(refusals.of(failed, from("10.0.0.1")).status()).isEqualTo(503);
        assertThat(refusals.of(new IllegalStateException(new SQLException("Connection is closed")), from("10.0.0.1"))
                        .status())
                .as("said by the pool of a connection that it gave up")
                .isEqualTo(503);
    }

    /** Twice as many where a minute ends meanwhile. */
    @Test
    void of_one_address_so_many_refusals_are_noted_a_minute_and_others_all_the_same() {
        int most = limits.logLinesAMinute();
        for (int i = 0; i < 10 * most; i++) {
            refusals.of(new Refused("不行。"), from("10.0.0.1"));
        }
        assertThat(lines()).hasSizeBetween(most, 2 * most);
        assertThat(lines().get(most - 1)).endsWith("（这一分钟来自该地址的不再记）");
        log.list.clear();
        refusals.of(new Refused("不行。"), from("10.0.0.2"));
        assertThat(lines()).containsExactly("422 GET /my/page [-, 10.0.0.2] 不行。");
        assertThat(log.list.get(0).getThrowableProxy()).as("trace").isNull();
    }

    @Test
    void a_full_disk_is_said_and_is_not_the_fault_of_whoever_sent_something() {
        Refusals.Answer answer = refusals.of(
                new MultipartException("Could not parse", new IOException("No space left on device")),
                from("10.0.0.1"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.retryAfter()).isPositive();
        assertThat(answer.message()).isEqualTo("服务器的磁盘空间不够了，这一步没有办成，已填的内容没有丢。请告诉系统管理员腾出空间，然后再试；已经保存的照常可以查看。");
        assertThat(refusals.of(new MultipartException("Could not parse"), from("10.0.0.1"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void of_one_fault_of_the_program_so_many_traces_are_written_a_minute_and_of_another_all_the_same() {
        int most = limits.logLinesAMinute();
        for (int i = 0; i < 10 * most; i++) {
            assertThat(refusals.of(new IllegalStateException("broken"), from("10.0.0." + i))
                            .status())
                    .isEqualTo(500);
        }
        assertThat(log.list).hasSizeBetween(most, 2 * most).allMatch(line -> line.getThrowableProxy() != null);
        log.list.clear();
        refusals.of(new IllegalArgumentException("another"), from("10.0.0.1"));
        assertThat(log.list).hasSize(1);
    }

    @Test
    void a_line_stays_one_line_of_bounded_length_whatever_was_asked_for() {
        MockHttpServletRequest request = new MockHttpServletRequest("GET\r\n200", "/my/" + "x".repeat(5_000));
        refusals.note(404, "没有\n2026-11-29 伪造的一行\u2028又一行", request);
        assertThat(lines())
                .singleElement()
                .asString()
                .doesNotContain("\n", "\r", "\u2028")
                .hasSizeLessThan(500);
    }

    @Test
    void whoever_waited_too_long_for_the_database_is_told_so_and_when_to_come_again() {
        Refusals.Answer answer = refusals.of(
                new IllegalStateException(new SQLTransientConnectionException("total=20, active=20")),
                from("10.0.0.1"));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.message()).contains("现在使用的人太多").doesNotContain("total");
        assertThat(answer.retryAfter()).isEqualTo(5);
        assertThat(log.list).singleElement().satisfies(line -> assertThat(line.getThrowableProxy())
                .isNull());
    }

    /** The door writes it down: the engine's REST layer, which writes every refusal too, is silent. */
    @Test
    void what_a_command_of_the_engine_ends_in_is_known_to_the_door() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        try {
            IllegalStateException broken = new IllegalStateException("broken");
            CommandInterceptor failing = new CommandInterceptor() {
                @Override
                public <T> T execute(Command<T> command) {
                    throw broken;
                }
            };
            ConflictWatch watch = new ConflictWatch();
            watch.setNext(failing);
            assertThatThrownBy(() -> watch.execute(context -> null)).isSameAs(broken);
            assertThat(request.getAttribute(ConflictWatch.FAILURE)).isSameAs(broken);
            assertThat(request.getAttribute(ConflictWatch.CONFLICT)).isNull();
        } finally {
            RequestContextHolder.resetRequestAttributes();
        }
    }
}
