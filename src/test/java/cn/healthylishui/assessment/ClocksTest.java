package cn.healthylishui.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.year.Reminders;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.support.CronExpression;

/**
 * Clocks that are put back and zones with summer time. Days of the operation log that follow each other even so are in {@code
 * LogChainTest}, backups and checks of a day to come in {@code SignsTest}.
 */
class ClocksTest extends ApplicationTest {

    private static final ZoneId LISHUI = ZoneId.of("Asia/Shanghai");

    @Autowired
    private Reminders reminders;

    @Autowired
    private ApplicationContext context;

    private long reminded() {
        return jdbc.sql("select count(*) from reminder").query(Long.class).single();
    }

    @Test
    void a_day_that_comes_twice_because_the_clock_was_put_back_reminds_nobody_twice() {
        runYear(work -> false);
        LocalDateTime morning = LocalDate.of(YEAR + 1, 1, 10).atTime(8, 0);
        at(morning);
        reminders.sendDue();
        long sent = reminded();
        assertThat(sent).isPositive();

        at(morning.minusDays(3));
        reminders.sendDue();
        at(morning);
        reminders.sendDue();

        assertThat(reminded()).isEqualTo(sent);
    }

    @Test
    void daily_work_comes_once_a_day_of_lishui_whatever_summer_time_the_machine_has() {
        List<Scheduled> daily = Arrays.stream(context.getBeanDefinitionNames())
                .map(context::getType)
                .filter(Objects::nonNull)
                .filter(type -> type.getName().startsWith("cn.healthylishui.assessment."))
                .flatMap(type -> Arrays.stream(
                        type.getName().contains("$$")
                                ? type.getSuperclass().getDeclaredMethods()
                                : type.getDeclaredMethods()))
                .map(method -> AnnotatedElementUtils.findMergedAnnotation(method, Scheduled.class))
                .filter(Objects::nonNull)
                .filter(one -> one.cron().matches("\\d+ \\d+ \\d+ .*"))
                .toList();
        assertThat(daily).hasSizeGreaterThan(0).allSatisfy(one -> {
            assertThat(one.zone()).isEqualTo(LISHUI.getId());
            CronExpression cron = CronExpression.parse(one.cron());
            // over the days on which New York and Berlin change
            for (LocalDate day :
                    List.of(LocalDate.of(2022, 3, 12), LocalDate.of(2022, 3, 26), LocalDate.of(2022, 11, 5))) {
                ZonedDateTime first = Objects.requireNonNull(cron.next(day.atStartOfDay(LISHUI)));
                ZonedDateTime second = Objects.requireNonNull(cron.next(first));
                ZonedDateTime third = Objects.requireNonNull(cron.next(second));
                assertThat(Duration.between(first, second)).isEqualTo(Duration.ofDays(1));
                assertThat(Duration.between(second, third)).isEqualTo(Duration.ofDays(1));
            }
        });
    }
}
