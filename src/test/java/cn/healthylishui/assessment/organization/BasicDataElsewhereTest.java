package cn.healthylishui.assessment.organization;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.FixtureDatabase;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.rehearsal.RehearsalClock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** This node, while another writes into the same database. */
class BasicDataElsewhereTest {

    private static final String OFFICE = "liandu-jkb";

    private final AnnotationConfigApplicationContext node = new AnnotationConfigApplicationContext();
    private final JdbcClient jdbc;
    private final Organization organization;
    private final WorkingDays days;

    BasicDataElsewhereTest() {
        node.register(FixtureDatabase.class, ReferenceData.class, Organization.class, WorkingDays.class);
        node.registerBean(RehearsalClock.class, () -> new RehearsalClock(LocalDateTime.of(2022, 1, 10, 9, 0)));
        node.refresh();
        jdbc = node.getBean(JdbcClient.class);
        organization = node.getBean(Organization.class);
        days = node.getBean(WorkingDays.class);
    }

    private BasicDataElsewhere on(String url) {
        return new BasicDataElsewhere(jdbc, organization, node, url);
    }

    @AfterEach
    void close() {
        node.close();
    }

    /** What counts up is what {@link BasicData} counts. */
    private void renameElsewhere(String name) {
        jdbc.sql("update district set office_name = :name where office_code = :office")
                .param("name", name)
                .param("office", OFFICE)
                .update();
        jdbc.sql("update basic_data set revision = revision + 1 where id = 1").update();
    }

    @Test
    void what_another_node_has_changed_is_there_at_the_next_look() {
        BasicDataElsewhere elsewhere = on("jdbc:postgresql://db/assessment");
        LocalDate holiday = LocalDate.of(2031, 10, 1);
        elsewhere.look();
        assertThat(days.isWorkingDay(holiday)).isTrue();

        jdbc.sql(
                        "insert into statutory_day (calendar_day, kind, occasion) values (date '2031-10-01', 'holiday', '国庆节')")
                .update();
        renameElsewhere("莲都区健康办（新）");
        assertThat(organization.officeName(OFFICE)).isNotEqualTo("莲都区健康办（新）");
        elsewhere.look();

        assertThat(organization.officeName(OFFICE)).isEqualTo("莲都区健康办（新）");
        assertThat(days.isWorkingDay(holiday)).isFalse();
    }

    @Test
    void nothing_is_read_again_while_nobody_changes_anything() {
        BasicDataElsewhere elsewhere = on("jdbc:postgresql://db/assessment");
        elsewhere.look();
        jdbc.sql("update district set office_name = '不算数' where office_code = :office")
                .param("office", OFFICE)
                .update();
        elsewhere.look();

        assertThat(organization.officeName(OFFICE)).isNotEqualTo("不算数");
    }

    @Test
    void a_database_of_one_program_is_not_asked() {
        BasicDataElsewhere elsewhere = on("jdbc:h2:file:./data/assessment");
        renameElsewhere("没有别的机器");
        elsewhere.look();

        assertThat(organization.officeName(OFFICE)).isNotEqualTo("没有别的机器");
    }
}
