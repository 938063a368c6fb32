package cn.healthylishui.assessment.indicator;

import cn.healthylishui.assessment.FixtureDatabase;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.ReferenceData;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The year 2021 in preparation over a database of its own, with the real reference data. */
final class IndicatorFixture implements AutoCloseable {

    static final int YEAR = 2021;
    static final Actor CITY = new Actor("zhang", "city-office");

    private static final LocalDateTime NOW = LocalDateTime.of(2022, 1, 4, 9, 30);

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    IndicatorFixture(Class<?>... more) {
        context.register(Beans.class);
        for (Class<?> one : more) {
            context.register(one);
        }
        context.refresh();
        prepare(YEAR);
    }

    @TestConfiguration
    @Import({
        FixtureDatabase.class,
        ReferenceData.class,
        Organization.class,
        OperationLog.class,
        AssessmentYears.class,
        YearRoster.class,
        IndicatorTables.class,
        IndicatorDrafts.class,
        Owners.class
    })
    static class Beans {

        @Bean
        Clock clock() {
            ZoneId lishui = ZoneId.of("Asia/Shanghai");
            return Clock.fixed(NOW.atZone(lishui).toInstant(), lishui);
        }

        @Bean
        UnitTasks noTasks() {
            return (year, unit) -> List.of();
        }
    }

    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    void prepare(int year) {
        get(AssessmentYears.class).prepare(year, CITY);
    }

    void startYear() {
        get(TransactionTemplate.class).executeWithoutResult(status -> {
            get(AssessmentYears.class).start(YEAR, CITY);
            get(AssessmentYears.class).freeze(YEAR);
        });
    }

    /** Starts the year, looks and then fails. */
    void failingStart(Runnable look) {
        get(TransactionTemplate.class).executeWithoutResult(status -> {
            get(AssessmentYears.class).start(YEAR, CITY);
            get(AssessmentYears.class).freeze(YEAR);
            look.run();
            status.setRollbackOnly();
        });
    }

    List<String> actions() {
        return get(JdbcClient.class)
                .sql("select action from operation_log order by id")
                .query(String.class)
                .list();
    }

    static Indicator withName(Indicator of, String name) {
        return changed(of, of.code(), name, of.points(), of.owner());
    }

    static Indicator withPoints(Indicator of, BigDecimal points) {
        return changed(of, of.code(), of.name(), points, of.owner());
    }

    static Indicator withOwner(Indicator of, String owner) {
        return changed(of, of.code(), of.name(), of.points(), owner);
    }

    private static Indicator changed(Indicator of, String code, String name, BigDecimal points, String owner) {
        return new Indicator(
                code,
                of.seq(),
                name,
                of.field(),
                of.content(),
                of.parents(),
                of.mustPass(),
                points,
                of.unitOfMeasure(),
                of.direction(),
                of.method(),
                of.sourceKind(),
                owner,
                of.key(),
                of.evidenceRequired(),
                of.evidence(),
                of.criterion(),
                of.stageTarget(),
                of.notApplicableAllowed(),
                of.dataSource(),
                of.confidence());
    }

    @Override
    public void close() {
        context.close();
    }
}
