package cn.healthylishui.assessment.appraisal;

import cn.healthylishui.assessment.FixtureDatabase;
import cn.healthylishui.assessment.appraisal.Appraisals.Named;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.RaterGroup;
import cn.healthylishui.assessment.organization.RaterSeat;
import cn.healthylishui.assessment.organization.ReferenceData;
import cn.healthylishui.assessment.scoring.AppraisalMark;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.Deadlines;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearUnit;
import cn.healthylishui.rehearsal.RehearsalClock;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The appraisal of 2021 over a database of its own, with the real reference data and real transactions. */
public final class AppraisalFixture implements AutoCloseable {

    public static final int YEAR = 2021;
    public static final Actor CITY = new Actor("zhang", "city-office");

    /** 40, 40 and 20, as the year has it by default. */
    public static final Map<RaterGroup, Integer> WEIGHTS =
            Map.of(RaterGroup.LEADER, 40, RaterGroup.DISTRICT, 40, RaterGroup.DELEGATE, 20);

    /** Children before parents. */
    private static final List<String> TABLES = List.of(
            "ballot",
            "appraisal_tally",
            "appraisal_decision",
            "appraisal_rater",
            "appraisal_unit",
            "appraisal",
            "operation_log");

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final List<String> assessed;

    public AppraisalFixture() {
        this(null);
    }

    /** @param source a migrated database without any year; null for one in memory */
    AppraisalFixture(@Nullable DataSource source) {
        if (source != null) {
            context.registerBean("dataSource", DataSource.class, () -> source); // goes before the fixture's own
        }
        context.register(Beans.class);
        context.refresh();
        get(AssessmentYears.class).prepare(YEAR, CITY);
        get(AssessmentYears.class).start(YEAR, CITY);
        assessed = get(YearRoster.class).assessedUnits(YEAR).stream()
                .map(YearUnit::code)
                .toList();
    }

    /** The year as it was at first, without an appraisal. */
    public void reset() {
        TABLES.forEach(table -> jdbc().sql("delete from " + table).update());
        jdbc().sql("update year_unit set assessed = true, reason = null where code in (:units)")
                .param("units", assessed)
                .update();
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
        BallotConfiguration.class,
        BallotBox.class,
        SealedSeats.class,
        Appraisals.class,
        AppraisalOutcomes.class
    })
    static class Beans {

        @Bean
        ObjectMapper objectMapper() {
            return new ObjectMapper();
        }

        /** One for each seat, called by its code. */
        @Bean
        SeatAccounts seatAccounts(Organization organization) {
            return () -> organization.raterSeats().stream()
                    .collect(Collectors.toMap(RaterSeat::code, seat -> List.of(seat.code())));
        }

        @Bean
        RehearsalClock clock() {
            return new RehearsalClock(LocalDateTime.of(2022, 1, 20, 9, 0));
        }
    }

    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    public Appraisals appraisals() {
        return get(Appraisals.class);
    }

    public AppraisalOutcomes appraisalOutcomes() {
        return get(AppraisalOutcomes.class);
    }

    public JdbcClient jdbc() {
        return get(JdbcClient.class);
    }

    /** So many of each group, in the order of their seats, each a person of their own. */
    public List<Named> named(int leaders, int districts, int delegates) {
        Map<RaterGroup, Integer> wanted =
                Map.of(RaterGroup.LEADER, leaders, RaterGroup.DISTRICT, districts, RaterGroup.DELEGATE, delegates);
        return get(Organization.class).raterSeats().stream()
                .filter(seat -> place(seat) < wanted.getOrDefault(seat.group(), 0))
                .map(seat -> new Named(seat.code(), "测评" + seat.code()))
                .toList();
    }

    private int place(RaterSeat seat) {
        return get(Organization.class).raterSeats().stream()
                .filter(other -> other.group() == seat.group())
                .toList()
                .indexOf(seat);
    }

    /** An appraisal with so many raters, nobody of whom has voted. */
    public void prepared(int leaders, int districts, int delegates) {
        appraisals().prepare(YEAR, WEIGHTS, delegates > 0, named(leaders, districts, delegates), CITY);
    }

    /** The same mark for every unit. */
    public Map<String, AppraisalMark> alike(AppraisalMark mark) {
        Map<String, AppraisalMark> marks = new TreeMap<>();
        appraisals().units(YEAR).forEach(unit -> marks.put(unit, mark));
        return marks;
    }

    /** One unit marked otherwise than the rest. */
    public Map<String, AppraisalMark> marks(AppraisalMark mark, String unit, AppraisalMark other) {
        Map<String, AppraisalMark> marks = alike(mark);
        marks.put(unit, other);
        return marks;
    }

    public void vote(String seat, Map<String, AppraisalMark> marks) {
        appraisals().vote(YEAR, seat, marks, new Actor(seat, seat));
    }

    /** Everybody votes, each group alike. */
    public void allVote(AppraisalMark leaders, AppraisalMark districts, AppraisalMark delegates) {
        Map<RaterGroup, AppraisalMark> marks =
                Map.of(RaterGroup.LEADER, leaders, RaterGroup.DISTRICT, districts, RaterGroup.DELEGATE, delegates);
        appraisals()
                .turnout(YEAR)
                .raters()
                .forEach(rater -> vote(rater.seat(), alike(marks.getOrDefault(rater.group(), AppraisalMark.UNKNOWN))));
    }

    public long count(String table) {
        return jdbc().sql("select count(*) from " + table).query(Long.class).single();
    }

    @Override
    public void close() {
        context.close();
    }
}
