package cn.healthylishui.assessment.misconduct;

import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.appraisal.AppraisalOutcomes;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.CurrentActor;
import cn.healthylishui.assessment.audit.FixedActor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.filecheck.FileCheck;
import cn.healthylishui.assessment.limits.Limits;
import cn.healthylishui.assessment.misconduct.MisconductCase.Verdict;
import cn.healthylishui.assessment.result.CityBoard;
import cn.healthylishui.assessment.result.ReferenceChanges;
import cn.healthylishui.assessment.result.ResultRevised;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Revisions;
import cn.healthylishui.assessment.result.UnitBoard;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.scorecard.Grades;
import cn.healthylishui.assessment.scorecard.KeptScores;
import cn.healthylishui.assessment.scorecard.MisconductMarks;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.TownshipBoard;
import cn.healthylishui.assessment.taskform.DraftStore;
import cn.healthylishui.assessment.taskform.EvidenceBudget;
import cn.healthylishui.assessment.taskform.EvidenceFolder;
import cn.healthylishui.assessment.taskform.EvidenceStore;
import cn.healthylishui.assessment.verification.VerificationFixture;
import cn.healthylishui.assessment.workflow.OpenWork;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.rehearsal.RehearsalClock;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;
import org.springframework.core.convert.ConversionService;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The year 2021 with its first result approved, everyone 合格, over a database of its own with a clock that tests set. */
public final class MisconductFixture implements AutoCloseable {

    public static final int YEAR = VerificationFixture.YEAR;
    public static final String QINGTIAN = VerificationFixture.QINGTIAN;
    public static final String WENXI = "331121101";
    public static final Actor CITY = VerificationFixture.CITY;
    public static final Actor COUNTY = VerificationFixture.COUNTY;
    public static final Actor LEADERS = new Actor("li", "leading-group");

    /** Two months after the first result; a Tuesday, and no day off within the next weeks. */
    public static final String REPORTED_AT = "2022-03-01T10:00";

    private final VerificationFixture fixture;

    /** @param more what a test needs beyond the cases themselves */
    public MisconductFixture(Class<?>... more) {
        fixture = new VerificationFixture(Stream.concat(
                        Stream.of(
                                Beans.class,
                                Heard.class,
                                WorkingDays.class,
                                MisconductMarks.class,
                                ScoreBook.class,
                                KeptScores.class,
                                TownshipBoard.class,
                                UnitBoard.class,
                                CityBoard.class,
                                Results.class,
                                ReferenceChanges.class,
                                Revisions.class,
                                MisconductCases.class,
                                ObjectMapper.class,
                                DraftStore.class,
                                FileCheck.class,
                                EvidenceBudget.class,
                                EvidenceFolder.class,
                                EvidenceStore.class),
                        Stream.of(more))
                .toArray(Class[]::new));
        fixture.started();
        roster().assessedUnits(YEAR).forEach(unit -> years().excludeUnit(YEAR, unit.code(), "没有任务", CITY));
        resultOf(YEAR, 1);
        setNow(REPORTED_AT);
    }

    /** The changes of results that were told of. */
    public static class Heard {

        final List<ResultRevised> events = new ArrayList<>();

        @EventListener
        void heard(ResultRevised event) {
            events.add(event);
        }
    }

    /** Everyone is 合格 who has not cheated; the decision table has tests of its own. */
    static final class HonestGrades implements Grades {

        @Override
        public Graded grade(
                int year, BigDecimal score, boolean mustPassMet, boolean excellentShareMet, boolean misconduct) {
            return misconduct ? new Graded(Grade.UNQUALIFIED, "弄虚作假") : new Graded(Grade.QUALIFIED, "评分达到合格");
        }

        @Override
        public int currentVersion() {
            return 1;
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Beans {

        @Bean
        Limits limits() {
            return Limits.standard();
        }

        @Bean
        @Primary
        RehearsalClock movingClock() {
            return new RehearsalClock(LocalDateTime.of(2022, 1, 18, 9, 30));
        }

        /** Whoever decides is of the leading group. */
        @Bean
        @Primary
        CurrentActor leader() {
            return new FixedActor(LEADERS);
        }

        @Bean
        Grades grades() {
            return new HonestGrades();
        }

        /** Nobody was appraised. */
        @Bean
        AppraisalOutcomes appraisalOutcomes() {
            return mock(AppraisalOutcomes.class);
        }

        @Bean
        OpenWork openWork() {
            OpenWork nothingOpen = mock(OpenWork.class);
            when(nothingOpen.officeOf(anyString())).thenReturn(Optional.empty());
            return nothingOpen;
        }

        @Bean
        ConversionService conversionService() {
            return ApplicationConversionService.getSharedInstance();
        }

        @Bean
        static PropertySourcesPlaceholderConfigurer properties() {
            Properties properties = new Properties();
            properties.setProperty("assessment.evidence.largest", "1MB");
            properties.setProperty("assessment.evidence.keep", "database");
            properties.setProperty("assessment.evidence.folder", "target/none");
            properties.setProperty("assessment.evidence.keep-free", "1MB");
            properties.setProperty("assessment.evidence.task-files", "100");
            properties.setProperty("assessment.evidence.task-size", "100MB");
            properties.setProperty("assessment.evidence.office-files", "100");
            properties.setProperty("assessment.evidence.office-size", "100MB");
            PropertySourcesPlaceholderConfigurer configurer = new PropertySourcesPlaceholderConfigurer();
            configurer.setProperties(properties);
            return configurer;
        }
    }

    public <T> T get(Class<T> type) {
        return fixture.get(type);
    }

    public MisconductCases cases() {
        return get(MisconductCases.class);
    }

    public AssessmentYears years() {
        return fixture.years();
    }

    public YearRoster roster() {
        return fixture.roster();
    }

    public JdbcClient jdbc() {
        return fixture.jdbc();
    }

    public List<OperationLog.Line> logOn(String object) {
        return get(OperationLog.class).on(YEAR, object);
    }

    public List<ResultRevised> heard() {
        return get(Heard.class).events;
    }

    /** @param now such as 2022-03-01T10:00 */
    public void setNow(String now) {
        get(RehearsalClock.class).moveTo(LocalDateTime.parse(now));
    }

    /** An earlier year whose assessment has begun. */
    public void begin(int year) {
        years().prepare(year, CITY);
        years().start(year, CITY);
    }

    /** As if the leading group had not approved anything yet. */
    public void noResultYet() {
        jdbc().sql("delete from result_revision").update();
    }

    /** A result of this number, without its objects: they do not matter until something is changed. */
    public void resultOf(int year, int number) {
        jdbc().sql("""
                insert into result_revision (assessment_year, number, reason, approved_by, approved_at)
                values (:year, :number, '审定', 'li', :at)
                """)
                .param("year", year)
                .param("number", number)
                .param("at", Timestamp.valueOf(LocalDateTime.of(2022, 2, 18, 9, 0)))
                .update();
    }

    public String file(Actor by) {
        return fixture.file(by);
    }

    // A case, step by step.

    public long reported(String object) {
        return cases().report(YEAR, object, "群众来信", "反映控烟数据不实", List.of(), CITY);
    }

    public long investigated(String object) {
        long id = reported(object);
        cases().investigate(id, "原始台账与上报数相差一倍", "请说明控烟数据的来源", List.of(file(CITY)), CITY);
        return id;
    }

    public long heard(String object) {
        long id = investigated(object);
        cases().hear(id, "数据由统计员误填", List.of(), COUNTY);
        return id;
    }

    public long found(String object, boolean serious) {
        long id = heard(object);
        cases().recordFinding(id, true, serious, "台账与谈话记录一致", "《健康丽水考核办法（试行）》七(三)", CITY);
        return id;
    }

    /** Confirmed as if its result had been made: that is the number 2, which is not written here. */
    public long confirmed(String object, boolean serious) {
        long id = found(object, serious);
        cases().decide(id, Verdict.APPROVED, serious, "", LEADERS);
        cases().confirmed(id, 2, LEADERS);
        return id;
    }

    /** The day after the last on which the accused could make its statement. */
    public void hearingIsOver(long id) {
        LocalDate due = cases().hearingDue(cases().get(id));
        setNow(due.plusDays(1) + "T09:00");
    }

    /** What stands in the database of a case, to see that a refusal left it alone. */
    public List<Object> stored(long id) {
        MisconductCase one = cases().get(id);
        return List.of(one, cases().evidence(id), logOn(one.number()));
    }

    @Override
    public void close() {
        fixture.close();
    }
}
