package cn.healthylishui.assessment.year;

import static cn.healthylishui.assessment.year.CycleFixture.CITY;
import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.OnBothDatabases;
import cn.healthylishui.assessment.calendar.WorkingDays;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemindersTest {

    private static final String OFFICE = "qingtian-jkb";

    private final Desk desk = new Desk();
    private CycleFixture fixture;
    private Reminders reminders;

    /** The open tasks of a test, and the priorities they were given. */
    private static final class Desk implements OpenTasks {

        final List<OpenTask> tasks = new ArrayList<>();
        final Map<String, Integer> priorities = new HashMap<>();

        @Nullable
        String failing;

        @Override
        public List<OpenTask> list() {
            return tasks.stream()
                    .map(task -> new OpenTask(
                            task.id(),
                            task.name(),
                            task.office(),
                            task.due(),
                            task.created(),
                            task.year(),
                            task.about(),
                            priorities.getOrDefault(task.id(), 50)))
                    .toList();
        }

        @Override
        public void setPriority(String taskId, int priority) {
            if (taskId.equals(failing)) {
                throw new IllegalStateException("gone");
            }
            priorities.put(taskId, priority);
        }

        void add(String id, String due, String created) {
            tasks.add(new OpenTask(
                    id, "上报四项材料", OFFICE, LocalDate.parse(due), LocalDateTime.parse(created), 2021, "2021年度 青田县", 50));
        }
    }

    @BeforeEach
    void open() {
        fixture = new CycleFixture("2022-01-04T08:00");
        fixture.years().prepare(2021, CITY);
        reminders =
                new Reminders(fixture.jdbc(), desk, fixture.years(), fixture.get(WorkingDays.class), fixture.clock());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void each_stage_is_sent_once_on_its_day_over_the_spring_festival() {
        desk.add("t1", "2022-01-31", "2022-01-04T10:00");

        assertThat(everyDay("2022-01-05", "2022-02-20"))
                .containsExactly(
                        "DAYS_10 on 2022-01-18",
                        "DAYS_5 on 2022-01-25",
                        "DAYS_1 on 2022-01-29",
                        "YELLOW on 2022-02-01",
                        "RED on 2022-02-08");
    }

    @Test
    void a_second_run_on_the_same_day_sends_nothing() {
        desk.add("t1", "2022-01-31", "2022-01-04T10:00");
        fixture.setNow("2022-01-18T08:00");

        assertThat(reminders.sendDue()).isEqualTo(1);
        assertThat(reminders.sendDue()).isZero();
    }

    @Test
    void a_year_started_late_gets_one_notice_a_task_and_no_storm() {
        desk.add("late", "2022-01-15", "2022-03-01T10:00");

        assertThat(everyDay("2022-03-02", "2022-03-20")).containsExactly("RED on 2022-03-02");
    }

    @Test
    void a_task_that_arrives_just_overdue_is_yellow_first() {
        desk.add("late", "2022-01-15", "2022-01-16T10:00");

        assertThat(everyDay("2022-01-17", "2022-01-31")).containsExactly("YELLOW on 2022-01-17", "RED on 2022-01-18");
    }

    @Test
    void stages_whose_day_lies_before_the_task_are_skipped() {
        desk.add("t1", "2022-01-31", "2022-01-20T10:00");

        assertThat(everyDay("2022-01-20", "2022-01-31"))
                .containsExactly("DAYS_5 on 2022-01-25", "DAYS_1 on 2022-01-29");
    }

    @Test
    void a_stage_on_the_very_day_the_task_arrives_is_sent() {
        desk.add("t1", "2022-01-15", "2022-01-13T17:00");
        fixture.setNow("2022-01-14T08:00");

        assertThat(reminders.sendDue()).isEqualTo(1);
        assertThat(reminders.latestFor(OFFICE).get(0).stage()).isEqualTo("DAYS_1");
    }

    @Test
    void days_without_a_run_are_caught_up_by_the_stage_that_holds_now() {
        desk.add("t1", "2022-01-31", "2022-01-04T10:00");
        fixture.setNow("2022-01-20T08:00");
        assertThat(reminders.sendDue()).isEqualTo(1);
        assertThat(reminders.latestFor(OFFICE).get(0).stage()).isEqualTo("DAYS_10");

        fixture.setNow("2022-02-10T08:00");
        assertThat(reminders.sendDue()).isEqualTo(1);
        assertThat(reminders.latestFor(OFFICE)).extracting(Reminder::stage).containsExactly("RED", "DAYS_10");
    }

    @Test
    void with_time_in_hand_nothing_is_sent() {
        desk.add("t1", "2022-01-31", "2022-01-04T10:00");
        fixture.setNow("2022-01-17T08:00");

        assertThat(reminders.sendDue()).isZero();
    }

    @Test
    void a_reminder_says_what_is_due_when_and_how_much_time_is_left() {
        desk.add("t1", "2022-01-15", "2022-01-04T10:00");
        fixture.setNow("2022-01-10T08:00");

        reminders.sendDue();

        assertThat(reminders.latestFor(OFFICE)).singleElement().satisfies(reminder -> assertThat(reminder.message())
                .isEqualTo("2021年度 青田县 “上报四项材料”应于2022年1月15日（星期六）办结，还剩4个工作日。"));
        assertThat(reminders.latestFor("yunhe-jkb")).isEmpty();
    }

    @Test
    void overdue_tasks_rise_in_the_list_and_fall_back_when_their_date_moves() {
        desk.add("t1", "2022-01-15", "2022-01-04T10:00");
        fixture.setNow("2022-01-14T08:00");
        reminders.sendDue();
        assertThat(desk.priorities).isEmpty();

        fixture.setNow("2022-01-17T08:00");
        reminders.sendDue();
        assertThat(desk.priorities).containsEntry("t1", 60);

        fixture.setNow("2022-01-18T08:00");
        reminders.sendDue();
        assertThat(desk.priorities).containsEntry("t1", 80);

        desk.tasks.clear();
        desk.add("t1", "2022-01-28", "2022-01-04T10:00");
        reminders.sendDue();
        assertThat(desk.priorities).containsEntry("t1", 50);
    }

    @Test
    void the_years_own_numbers_of_days_count() {
        setting("REMINDER_WORKING_DAYS", "3");
        setting("RED_AFTER_WORKING_DAYS", "4");
        desk.add("t1", "2022-01-31", "2022-01-04T10:00");

        assertThat(everyDay("2022-01-05", "2022-02-20"))
                .containsExactly("DAYS_3 on 2022-01-27", "YELLOW on 2022-02-01", "RED on 2022-02-10");
    }

    @Test
    void after_a_deadline_moved_the_new_date_counts_afresh() {
        desk.add("t1", "2022-01-15", "2022-01-04T10:00");
        desk.add("t2", "2022-01-15", "2022-01-04T10:00");
        fixture.setNow("2022-01-10T08:00");
        reminders.sendDue();

        reminders.forget(List.of("t1"));
        desk.tasks.removeIf(task -> task.id().equals("t1"));
        desk.add("t1", "2022-01-21", "2022-01-04T10:00");
        fixture.setNow("2022-01-14T08:00");

        assertThat(reminders.sendDue()).isEqualTo(2);
        assertThat(reminders.latestFor(OFFICE))
                .extracting(reminder -> reminder.taskId() + " " + reminder.stage())
                .containsExactlyInAnyOrder("t1 DAYS_5", "t2 DAYS_1", "t2 DAYS_5");
    }

    @Test
    void a_task_that_fails_does_not_keep_the_others_from_being_reminded() {
        desk.add("broken", "2022-01-15", "2022-01-04T10:00");
        desk.add("sound", "2022-01-15", "2022-01-04T10:00");
        desk.failing = "broken";
        fixture.setNow("2022-01-18T08:00");

        assertThat(reminders.sendDue()).isEqualTo(1);
        assertThat(reminders.latestFor(OFFICE)).extracting(Reminder::taskId).containsExactly("sound");
    }

    @Test
    @OnBothDatabases
    void two_runs_at_once_send_each_notice_once() throws Exception {
        for (int i = 0; i < 50; i++) {
            desk.add("t" + i, "2022-01-15", "2022-01-04T10:00");
        }
        fixture.setNow("2022-01-10T08:00");
        CyclicBarrier barrier = new CyclicBarrier(2);
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            List<Future<Integer>> runs = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                runs.add(executor.submit(() -> {
                    barrier.await(10, TimeUnit.SECONDS);
                    return reminders.sendDue();
                }));
            }
            int sent = 0;
            for (Future<Integer> run : runs) {
                sent += run.get(30, TimeUnit.SECONDS);
            }
            assertThat(sent).isEqualTo(50);
        } finally {
            executor.shutdownNow();
        }
        assertThat(reminders.latestFor(OFFICE)).hasSize(50);
    }

    private void setting(String name, String value) {
        fixture.jdbc()
                .sql("update year_setting set setting = :value where name = :name")
                .param("value", value)
                .param("name", name)
                .update();
    }

    /** Runs the job every morning and says what the office got on which day. */
    private List<String> everyDay(String first, String last) {
        List<String> got = new ArrayList<>();
        LocalDate.parse(first).datesUntil(LocalDate.parse(last).plusDays(1)).forEach(day -> {
            fixture.setNow(day + "T08:00");
            for (int left = reminders.sendDue(); left > 0; left--) {
                got.add(reminders.latestFor(OFFICE).get(left - 1).stage() + " on " + day);
            }
        });
        return got;
    }
}
