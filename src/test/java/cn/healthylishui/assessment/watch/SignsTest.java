package cn.healthylishui.assessment.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.audit.LogCheck;
import cn.healthylishui.assessment.watch.LastBackup.Backup;
import cn.healthylishui.assessment.watch.WatchedPlaces.Volume;
import cn.healthylishui.assessment.workflow.EngineState.Counts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

/** Which lamp stands for what. */
class SignsTest {

    private static final LocalDateTime NOW = LocalDateTime.of(2022, 1, 11, 9, 0);
    private static final Watching BOUNDS = new Watching(
            DataSize.ofGigabytes(5),
            DataSize.ofGigabytes(1),
            Duration.ofMillis(500),
            Duration.ofHours(36),
            List.of(),
            "");

    @ParameterizedTest
    @CsvSource({"5368709120, FINE", "5368709119, NOTE", "1073741824, NOTE", "1073741823, ACT", "0, ACT"})
    void a_volume_by_what_is_left_on_it(long free, Lamp lamp) {
        Sign sign = WatchedDisks.sign(new Volume(List.of("数据库", "材料"), Path.of("/var"), free, 1L << 40), BOUNDS);

        assertThat(sign.lamp()).isEqualTo(lamp);
        assertThat(sign.what()).isEqualTo("磁盘：数据库、材料");
        assertThat(sign.advice().isEmpty()).isEqualTo(lamp == Lamp.FINE);
    }

    @Test
    void a_full_disk_says_what_is_still_possible() {
        Sign sign = WatchedDisks.used(64 << 20);

        assertThat(sign.lamp()).isEqualTo(Lamp.ACT);
        assertThat(sign.state()).isEqualTo("磁盘写满了，数据库只剩备用的64 MB。现在只能查看，不能办理；已经保存的都在。");
        assertThat(sign.advice()).contains("几秒钟后自己恢复办理，不用重新启动");
    }

    @Test
    void a_backup_by_its_age_and_none_at_all_is_said() {
        Duration tooOld = Duration.ofHours(36);
        assertThat(WatchedBackups.sign(Optional.empty(), tooOld, NOW)).satisfies(none -> {
            assertThat(none.lamp()).isEqualTo(Lamp.ACT);
            assertThat(none.state()).isEqualTo("还没有备份。");
        });
        assertThat(WatchedBackups.sign(Optional.of(new Backup(NOW.minusHours(36), 3L << 30)), tooOld, NOW))
                .isEqualTo(Sign.fine("备份", "最近一次2022年1月9日 21:00，3.0 GB。"));
        assertThat(WatchedBackups.sign(Optional.of(new Backup(NOW.minusHours(37), 3L << 30)), tooOld, NOW))
                .satisfies(old -> {
                    assertThat(old.lamp()).isEqualTo(Lamp.ACT);
                    assertThat(old.advice()).contains("已经1天13小时没有备份");
                });
    }

    /** Otherwise one of a day to come would count as new until that day, and nobody would be told that none is made any more. */
    @Test
    void what_was_done_later_than_now_is_not_taken_for_new() {
        assertThat(WatchedBackups.sign(Optional.of(new Backup(NOW.plusDays(300), 1)), Duration.ofHours(36), NOW))
                .satisfies(ahead -> {
                    assertThat(ahead.lamp()).isEqualTo(Lamp.ACT);
                    assertThat(ahead.advice()).contains("机器的时钟被拨回来过");
                });
        assertThat(WatchedLog.sign(0, check(NOW.plusDays(300), 0), NOW)).satisfies(ahead -> {
            assertThat(ahead.lamp()).isEqualTo(Lamp.NOTE);
            assertThat(ahead.advice()).contains("机器的时钟被拨回来过");
        });
    }

    private static Counts counts(long waiting, long retried, long late, long incidents) {
        return new Counts(waiting, retried, incidents, late, incidents, 180);
    }

    @Test
    void the_engine_by_what_waits_failed_and_is_late() {
        assertThat(WatchedEngine.jobs(counts(2000, 0, 0, 0), true).lamp()).isEqualTo(Lamp.FINE);
        assertThat(WatchedEngine.jobs(counts(2001, 0, 0, 0), true).lamp()).isEqualTo(Lamp.NOTE);
        assertThat(WatchedEngine.jobs(counts(0, 1, 0, 0), true).lamp()).isEqualTo(Lamp.NOTE);
        assertThat(WatchedEngine.jobs(counts(0, 0, 0, 0), false).lamp()).isEqualTo(Lamp.ACT);
        assertThat(WatchedEngine.failed(counts(0, 0, 0, 0)).lamp()).isEqualTo(Lamp.FINE);
        assertThat(WatchedEngine.failed(counts(0, 0, 0, 3)))
                .extracting(Sign::lamp, Sign::state)
                .containsExactly(Lamp.ACT, "3个步骤试完仍没有办成，停在那里。");
        assertThat(WatchedEngine.late(counts(0, 0, 0, 0)).lamp()).isEqualTo(Lamp.FINE);
        assertThat(WatchedEngine.late(counts(0, 0, 1, 0)).lamp()).isEqualTo(Lamp.NOTE);
    }

    private static Optional<LogCheck.Kept> check(LocalDateTime at, int faults) {
        return Optional.of(new LogCheck.Kept(at, "system", 10, 10, 0, 0, faults, ""));
    }

    @Test
    void the_operation_log_by_its_last_check_and_what_waits_for_the_sealer() {
        assertThat(WatchedLog.sign(0, Optional.empty(), NOW).lamp()).isEqualTo(Lamp.FINE);
        assertThat(WatchedLog.sign(5000, check(NOW.minusHours(50), 0), NOW).lamp())
                .isEqualTo(Lamp.FINE);
        assertThat(WatchedLog.sign(5001, check(NOW, 0), NOW).lamp()).isEqualTo(Lamp.NOTE);
        assertThat(WatchedLog.sign(0, check(NOW.minusHours(51), 0), NOW).lamp()).isEqualTo(Lamp.NOTE);
        assertThat(WatchedLog.sign(0, check(NOW, 2), NOW)).satisfies(broken -> {
            assertThat(broken.lamp()).isEqualTo(Lamp.ACT);
            assertThat(broken.state()).contains("发现2处问题");
        });
    }

    @Test
    void what_cannot_be_looked_at_is_said_and_hides_nothing() {
        Watched broken = mock(Watched.class);
        when(broken.name()).thenReturn("登录");
        when(broken.look()).thenThrow(new IllegalStateException("no database"));
        Watched well = mock(Watched.class);
        when(well.look()).thenReturn(List.of(Sign.fine("程序", "在运行。")));

        List<Sign> signs = new ProgramState(List.of(broken, well)).signs();

        assertThat(signs).extracting(Sign::what).containsExactly("登录", "程序");
        assertThat(ProgramState.worst(signs)).isEqualTo(Lamp.ACT);
    }

    @Test
    void sizes_and_spans_are_said_as_people_say_them() {
        assertThat(List.of(0L, 1L, 2048L, 5L << 20, 3L << 29))
                .map(Words::size)
                .containsExactly("0 KB", "1 KB", "2 KB", "5 MB", "1.5 GB");
        assertThat(List.of(59L, 3599L, 7260L, 86400L, 90000L))
                .map(seconds -> Words.span(Duration.ofSeconds(seconds)))
                .containsExactly("0分钟", "59分钟", "2小时1分钟", "1天", "1天1小时");
    }
}
