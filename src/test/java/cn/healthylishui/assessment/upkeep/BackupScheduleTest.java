package cn.healthylishui.assessment.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.rehearsal.RehearsalClock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a backup is made by itself, and how long somebody waits who asks for one. */
class BackupScheduleTest {

    private static final LocalDate DAY = LocalDate.of(2022, 1, 5);
    private static final int SOON = 20_000;

    private final Backups backups = mock(Backups.class);
    private final RehearsalClock clock = new RehearsalClock(DAY.atTime(2, 9));
    private BackupSchedule schedule;

    @BeforeEach
    void aSchedule() {
        when(backups.isPossible()).thenReturn(true);
        when(backups.makeOf(any())).thenReturn(true);
        schedule = new BackupSchedule(backups, clock, "02:10");
    }

    @AfterEach
    void stop() throws InterruptedException {
        schedule.stop();
    }

    /** Looks until what was begun has come to its end. */
    private void lookAt(LocalDateTime time) {
        clock.moveTo(time);
        schedule.look();
        schedule.await();
    }

    @Test
    void every_night_at_its_time_one_is_made_and_no_second() {
        lookAt(DAY.atTime(2, 9)); // that of the night before was missed while the program was off
        verify(backups).makeOf(DAY.minusDays(1));
        lookAt(DAY.atTime(2, 9, 59));
        verify(backups, never()).makeOf(DAY);
        lookAt(DAY.atTime(2, 10));
        lookAt(DAY.atTime(23, 59));
        verify(backups).makeOf(DAY);
        lookAt(DAY.plusDays(1).atTime(2, 11));
        verify(backups).makeOf(DAY.plusDays(1));
    }

    @Test
    void one_that_failed_is_tried_again_an_hour_later_and_one_that_another_node_makes_is_looked_after() {
        when(backups.makeOf(DAY)).thenThrow(new Refused("磁盘满了")).thenReturn(false, true);
        lookAt(DAY.atTime(2, 10));
        lookAt(DAY.atTime(3, 9));
        verify(backups, times(1)).makeOf(DAY);
        lookAt(DAY.atTime(3, 10));
        lookAt(DAY.atTime(3, 11));
        lookAt(DAY.atTime(3, 12));
        verify(backups, times(3)).makeOf(DAY);
    }

    @Test
    void without_a_time_or_anything_to_copy_none_is_made_by_itself() throws InterruptedException {
        BackupSchedule off = new BackupSchedule(backups, clock, "");
        off.look();
        off.await();
        when(backups.isPossible()).thenReturn(false);
        lookAt(DAY.atTime(12, 0));
        off.stop();

        verify(backups, never()).makeOf(any());
    }

    @Test
    void whoever_asks_for_one_waits_a_little_and_is_told_why_it_was_refused() {
        CountDownLatch released = new CountDownLatch(1);
        Actor admin = new Actor("admin", "camunda-admin");
        when(backups.make(admin)).thenAnswer(call -> {
            released.await();
            throw new Refused("磁盘满了");
        });
        assertThat(schedule.start(admin, Duration.ofMillis(10))).isEmpty();
        released.countDown();
        verify(backups, timeout(SOON)).make(admin);
        schedule.await();
        assertThatThrownBy(() -> schedule.start(admin, Duration.ofMillis(SOON)))
                .isInstanceOf(Refused.class)
                .hasMessage("磁盘满了");

        when(backups.isRunning()).thenReturn(true);
        assertThatThrownBy(() -> schedule.start(admin, Duration.ZERO))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("正在备份");
    }
}
