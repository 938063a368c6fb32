package cn.healthylishui.assessment.verification;

import cn.healthylishui.assessment.FixtureDatabase;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.districtwork.DistrictWork;
import cn.healthylishui.assessment.figure.DistrictLists;
import cn.healthylishui.assessment.figure.FigureReports;
import cn.healthylishui.assessment.figure.FigureRhythms;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.UnitTasks;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.ReferenceData;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.GivenReferences;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.Deadlines;
import cn.healthylishui.assessment.year.Stages;
import cn.healthylishui.assessment.year.YearRoster;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The year 2021 under assessment over a database of its own, with the real reference data and seeds that count up. */
public final class VerificationFixture implements AutoCloseable {

    public static final int YEAR = 2021;
    public static final String QINGTIAN = "331121";
    public static final String ZONE = "LSKFQ";
    public static final Actor CITY = new Actor("zhang", "city-office");
    public static final Actor COUNTY = new Actor("wang", "qingtian-jkb");

    public static final LocalDateTime NOW = LocalDateTime.of(2022, 1, 18, 9, 30);

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    /** @param more what a test needs beyond the root of the feature */
    public VerificationFixture(Class<?>... more) {
        context.register(Beans.class);
        Arrays.stream(more).forEach(context::register);
        context.refresh();
        years().prepare(YEAR, CITY);
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
        Scorecards.class,
        References.class,
        GivenReferences.class,
        Returns.class,
        Draws.class,
        Stages.class,
        Findings.class,
        Contradictions.class,
        Deadlines.class,
        DistrictWork.class,
        DistrictLists.class,
        FigureRhythms.class,
        FigureReports.class,
        WorkingDays.class
    })
    static class Beans {

        @Bean
        Clock clock() {
            ZoneId lishui = ZoneId.of("Asia/Shanghai");
            return Clock.fixed(NOW.atZone(lishui).toInstant(), lishui);
        }

        /** No municipal unit has a task, unless a test brings tasks of its own. */
        @Bean
        @Fallback
        UnitTasks noTasks() {
            return (year, unit) -> List.of();
        }

        /** 32 bytes of 1 for the first district, of 2 for the second, and so on. */
        @Bean
        SeedSource seedSource() {
            AtomicInteger next = new AtomicInteger();
            return () -> {
                byte[] seed = new byte[32];
                Arrays.fill(seed, (byte) next.incrementAndGet());
                return seed;
            };
        }
    }

    /** The year's assessment begins: roster and tables freeze, the draws are committed to. */
    public VerificationFixture started() {
        years().start(YEAR, CITY);
        years().freeze(YEAR);
        return this;
    }

    /** A district sets one entry before the year begins, which the city office approves; its id. */
    public long listed(String district, DistrictWork.Kind kind, int seq, String title, String unit) {
        jdbc().sql("""
                merge into work_plan (id, assessment_year, number, title, issued_on, state, round, entered_by, entered_at)
                key (id) values (1, :year, 1, '重点工作', date '2021-10-20', 'ADOPTED', 1, 'zhang', timestamp '2021-10-20 09:00:00')
                """).param("year", YEAR).update();
        jdbc().sql("""
                merge into district_mechanism
                  (assessment_year, district, plan, round, mechanism, confirmed_by, confirmed_at, approved_at)
                key (assessment_year, district)
                values (:year, :district, 1, 1, '会商', 'wang', timestamp '2021-11-01 09:00:00', timestamp '2021-11-05 09:00:00')
                """).param("year", YEAR).param("district", district).update();
        jdbc().sql("""
                insert into district_work (assessment_year, district, kind, seq, title, unit, target, unit_of_measure)
                values (:year, :district, :kind, :seq, :title, :unit, '3', '个')
                """)
                .param("year", YEAR)
                .param("district", district)
                .param("kind", kind.name())
                .param("seq", seq)
                .param("title", title)
                .param("unit", unit)
                .update();
        return jdbc().sql("select max(id) from district_work").query(Long.class).single();
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

    public Draws draws() {
        return get(Draws.class);
    }

    public Findings findings() {
        return get(Findings.class);
    }

    public JdbcClient jdbc() {
        return get(JdbcClient.class);
    }

    public List<OperationLog.Line> logged(String object, String action) {
        return get(OperationLog.class).on(YEAR, object).stream()
                .filter(line -> line.action().equals(action))
                .toList();
    }

    public Indicator townshipItem(String code) {
        return get(IndicatorTables.class).ofTownshipsIn(YEAR, QINGTIAN).indicator(code);
    }

    public static Answer value(String number) {
        return new Answer(EntryState.VALUE, new BigDecimal(number), null, null, false, null, List.of());
    }

    public void reported(String object, String indicator, Answer answer) {
        get(Scorecards.class).record(YEAR, object, indicator, EntrySource.REPORTED, answer, COUNTY);
    }

    /** A file in the store, uploaded by someone of an office. */
    public String file(Actor by) {
        String id = UUID.randomUUID().toString();
        jdbc().sql("""
                insert into evidence (id, sha256, file_name, media_type, size_bytes, content, task_id, office, uploaded_by, uploaded_at)
                values (:id, :sha256, 'a.txt', 'text/plain', 1, :content, 'task', :office, :user, :at)
                """)
                .param("id", id)
                .param("sha256", "0".repeat(64))
                .param("content", new byte[] {1})
                .param("office", by.office())
                .param("user", by.userId())
                .param("at", Timestamp.valueOf(NOW))
                .update();
        return id;
    }

    @Override
    public void close() {
        context.close();
    }
}
