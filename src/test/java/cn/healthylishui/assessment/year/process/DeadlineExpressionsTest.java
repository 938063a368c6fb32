package cn.healthylishui.assessment.year.process;

import static cn.healthylishui.assessment.year.CycleFixture.CITY;
import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.year.CycleFixture;
import cn.healthylishui.assessment.year.DeadlineKind;
import cn.healthylishui.assessment.year.Deadlines;
import cn.healthylishui.assessment.year.Extensions;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class DeadlineExpressionsTest {

    private static final String OFFICE = "qingtian-jkb";

    private CycleFixture fixture;
    private DeadlineExpressions expressions;

    @BeforeEach
    void open() {
        fixture = new CycleFixture("2022-01-10T09:00");
        fixture.started(2021);
        expressions = new DeadlineExpressions(
                fixture.get(Deadlines.class), fixture.years(), fixture.get(WorkingDays.class), fixture.clock());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_task_is_due_at_the_end_of_its_day_in_lishui() {
        assertThat(expressions.dueDate(2021, "SELF_CHECK", OFFICE)).isEqualTo(at("2022-01-15T23:59:59"));
        assertThat(expressions.dueDate(2021, "SELF_CHECK")).isEqualTo(at("2022-01-15T23:59:59"));
    }

    @Test
    void an_extension_counts_for_its_office() {
        extend(DeadlineKind.SELF_CHECK, "2022-01-18");

        assertThat(expressions.dueDate(2021, "SELF_CHECK", OFFICE)).isEqualTo(at("2022-01-18T23:59:59"));
        assertThat(expressions.dueDate(2021, "SELF_CHECK", "yunhe-jkb")).isEqualTo(at("2022-01-15T23:59:59"));
    }

    @Test
    void a_timer_goes_off_at_the_midnight_after_the_day() {
        assertThat(expressions.timer(2021, "SELF_CHECK")).isEqualTo(at("2022-01-16T00:00:00"));
        assertThat(expressions.timer(2021, "CITY_ASSESSMENT")).isEqualTo(at("2022-02-01T00:00:00"));
    }

    @ParameterizedTest
    @CsvSource({
        "2022-01-01T00:00, 2022-01-05T23:59:59",
        "2022-01-05T12:00, 2022-01-05T23:59:59",
        "2022-01-06T00:00, 2022-01-06T23:59:59",
        "2022-06-30T09:00, 2022-06-30T23:59:59"
    })
    void a_year_is_to_be_started_by_5_january_or_today(String now, String due) {
        fixture.setNow(now);

        assertThat(expressions.startDue()).isEqualTo(at(due));
    }

    @Test
    void working_days_from_now_jump_over_the_spring_festival() {
        fixture.setNow("2022-01-30T22:00");

        assertThat(expressions.workingDaysFromNow(1)).isEqualTo(at("2022-02-07T23:59:59"));
    }

    @Test
    void comments_take_the_years_working_days_or_an_extended_spot_check() {
        fixture.setNow("2022-01-21T09:00");
        assertThat(expressions.commentDue(2021, OFFICE)).isEqualTo(at("2022-01-25T23:59:59"));

        extend(DeadlineKind.SPOT_CHECK, "2022-01-27");
        assertThat(expressions.commentDue(2021, OFFICE)).isEqualTo(at("2022-01-27T23:59:59"));
        assertThat(expressions.commentDue(2021, "yunhe-jkb")).isEqualTo(at("2022-01-25T23:59:59"));

        fixture.setNow("2022-01-27T09:00");
        assertThat(expressions.commentDue(2021, OFFICE)).isEqualTo(at("2022-01-29T23:59:59"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${deadlines.dueDate(year,'ASSIGNMENT',offices.countyOffice(district))} | ASSIGNMENT",
                "${deadlines.dueDate(year, 'SELF_CHECK')} | SELF_CHECK",
                "${deadlines.commentDue(year,offices.countyOffice(district))} | SPOT_CHECK",
                "${deadlines.workingDaysFromNow(1)} | ",
                "${deadlines.startDue()} | "
            })
    void a_models_due_date_names_the_deadline_it_follows(String expression, DeadlineKind kind) {
        if (kind == null) {
            assertThat(DeadlineExpressions.kindIn(expression)).isEmpty();
        } else {
            assertThat(DeadlineExpressions.kindIn(expression)).contains(kind);
        }
    }

    @Test
    void every_model_names_its_deadlines_so_that_an_extension_finds_its_tasks() throws IOException {
        List<String> byDeadline = new ArrayList<>();
        for (Resource model : new PathMatchingResourcePatternResolver().getResources("classpath:processes/*.bpmn")) {
            Bpmn.readModelFromStream(model.getInputStream()).getModelElementsByType(UserTask.class).stream()
                    .map(UserTask::getCamundaDueDate)
                    .filter(due -> due.contains("dueDate(") || due.contains("commentDue("))
                    .forEach(byDeadline::add);
        }

        assertThat(byDeadline).isNotEmpty().allSatisfy(due -> assertThat(DeadlineExpressions.kindIn(due))
                .isPresent());
    }

    private void extend(DeadlineKind kind, String date) {
        Extensions extensions = fixture.get(Extensions.class);
        long id = extensions.apply(2021, kind, OFFICE, LocalDate.parse(date), "数据核对中", new Actor("wang", OFFICE));
        extensions.decide(id, true, null, null, CITY);
    }

    private static Date at(String local) {
        return Date.from(
                LocalDateTime.parse(local).atZone(ZoneId.of("Asia/Shanghai")).toInstant());
    }
}
