package cn.healthylishui.assessment.year;

import cn.healthylishui.assessment.FixtureDatabase;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.calendar.StatutoryDays;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.organization.BasicData;
import cn.healthylishui.assessment.organization.InUse;
import cn.healthylishui.assessment.organization.MemberUnitWorkbook;
import cn.healthylishui.assessment.organization.MemberUnits;
import cn.healthylishui.assessment.organization.MunicipalUnits;
import cn.healthylishui.assessment.organization.OfficeNames;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.RaterSeats;
import cn.healthylishui.assessment.organization.ReferenceData;
import cn.healthylishui.assessment.organization.TownshipWorkbook;
import cn.healthylishui.assessment.organization.Townships;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.rehearsal.RehearsalClock;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The beans of a year over a database of their own, with the real reference data, real transactions and a clock that tests set. */
public final class CycleFixture implements AutoCloseable {

    public static final Actor CITY = new Actor("zhang", "city-office");

    private final AnnotationConfigApplicationContext context =
            new AnnotationConfigApplicationContext(Beans.class, Heard.class, Uses.class);

    public CycleFixture(String now) {
        setNow(now);
    }

    /** The events that a year publishes. */
    public static class Heard {

        final List<Object> events = new ArrayList<>();
        boolean refusing;

        @EventListener
        void heard(YearPrepared event) {
            if (refusing) {
                throw new Refused("没有可用的指标表。");
            }
            events.add(event);
        }

        @EventListener
        void heard(YearFrozen event) {
            events.add(event);
        }
    }

    /** What tests say that an office is still needed for. */
    public static class Uses implements InUse {

        final Map<String, String> uses = new HashMap<>();

        @Override
        public List<String> of(String office) {
            return uses.containsKey(office) ? List.of(uses.get(office)) : List.of();
        }
    }

    @TestConfiguration
    @Import({
        FixtureDatabase.class,
        ReferenceData.class,
        Organization.class,
        OperationLog.class,
        AssessmentYears.class,
        YearRoster.class,
        Deadlines.class,
        WorkingDays.class,
        Extensions.class,
        YearGroups.class,
        RosterChanges.class,
        BasicData.class,
        Townships.class,
        TownshipWorkbook.class,
        MemberUnits.class,
        MemberUnitWorkbook.class,
        MunicipalUnits.class,
        RaterSeats.class,
        OfficeNames.class,
        StatutoryDays.class,
        ReminderTexts.class,
        RosterFollowsUnits.class
    })
    static class Beans {

        @Bean
        RehearsalClock clock() {
            return new RehearsalClock(LocalDateTime.of(2022, 1, 4, 9, 0));
        }
    }

    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    public AssessmentYears years() {
        return get(AssessmentYears.class);
    }

    public YearRoster roster() {
        return get(YearRoster.class);
    }

    public Clock clock() {
        return get(RehearsalClock.class);
    }

    public JdbcClient jdbc() {
        return get(JdbcClient.class);
    }

    public OperationLog log() {
        return get(OperationLog.class);
    }

    public List<Object> events() {
        return get(Heard.class).events;
    }

    /** From now on an office cannot be closed. */
    public void use(String office, String what) {
        get(Uses.class).uses.put(office, what);
    }

    /** From now on a listener refuses every year that is prepared. */
    void refuseYears() {
        get(Heard.class).refusing = true;
    }

    /** @param now such as 2022-01-04T09:00 */
    public void setNow(String now) {
        get(RehearsalClock.class).moveTo(LocalDateTime.parse(now));
    }

    /** A year whose assessment runs. */
    public void started(int year) {
        years().prepare(year, CITY);
        years().start(year, CITY);
    }

    @Override
    public void close() {
        context.close();
    }
}
