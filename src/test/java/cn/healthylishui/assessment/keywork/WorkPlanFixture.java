package cn.healthylishui.assessment.keywork;

import cn.healthylishui.assessment.FixtureDatabase;
import cn.healthylishui.assessment.StandAt;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.districtwork.DistrictWork;
import cn.healthylishui.assessment.groupvisit.GroupVisits;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.keywork.KeyTask.Seat;
import cn.healthylishui.assessment.keywork.KeyTask.Target;
import cn.healthylishui.assessment.keywork.WorkPlans.Content;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.ReferenceData;
import cn.healthylishui.assessment.workplan.Laggards;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.RosterChanges;
import cn.healthylishui.assessment.year.Stage;
import cn.healthylishui.assessment.year.Stages;
import cn.healthylishui.assessment.year.YearGroups;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.rehearsal.RehearsalClock;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Key work over a database of its own, with the real reference data; it is 25 October 2021, five days after the document. */
public final class WorkPlanFixture implements AutoCloseable {

    public static final int YEAR = 2021;
    public static final String QINGTIAN = "331121";
    public static final Actor CITY = new Actor("zhang", "city-office");
    public static final Actor UNIT = new Actor("li", "shi-jsj");
    public static final Actor COUNTY = new Actor("wang", "qingtian-jkb");

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    /** @param more what a test needs beyond the root of the feature */
    public WorkPlanFixture(Class<?>... more) {
        context.register(Beans.class);
        Arrays.stream(more).forEach(context::register);
        context.refresh();
    }

    @TestConfiguration
    @Import({
        FixtureDatabase.class,
        ReferenceData.class,
        Organization.class,
        OperationLog.class,
        AssessmentYears.class,
        YearRoster.class,
        WorkingDays.class,
        YearGroups.class,
        RosterChanges.class,
        IndicatorTables.class,
        KeyTasks.class,
        KeyWorkTemplate.class,
        ResponsibleUnits.class,
        WorkPlans.class,
        Stages.class,
        Progress.class,
        DistrictWork.class,
        GroupVisits.class,
        Laggards.class,
        KeyWorkAtStart.class
    })
    static class Beans {

        @Bean
        RehearsalClock clock() {
            return new RehearsalClock(LocalDateTime.of(2021, 10, 25, 9, 0));
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

    public WorkPlans plans() {
        return get(WorkPlans.class);
    }

    public KeyTasks tasks() {
        return get(KeyTasks.class);
    }

    public Progress progress() {
        return get(Progress.class);
    }

    public DistrictWork districtWork() {
        return get(DistrictWork.class);
    }

    public GroupVisits visits() {
        return get(GroupVisits.class);
    }

    public JdbcClient jdbc() {
        return get(JdbcClient.class);
    }

    /** @param now such as 2022-01-04T09:00 */
    public void setNow(String now) {
        get(RehearsalClock.class).moveTo(LocalDateTime.parse(now));
    }

    public List<OperationLog.Line> logged(String object, String action) {
        return get(OperationLog.class).on(YEAR, object).stream()
                .filter(line -> line.action().equals(action))
                .toList();
    }

    /** The assessment of the year begins. */
    public void start() {
        years().start(YEAR, CITY);
        years().freeze(YEAR);
    }

    /** A task that a batch adds, with a target where one is named. */
    public Content added(String body, String lead, String units, Target... targets) {
        return content(null, Change.ADDED, null, body, lead, units, targets);
    }

    public Content content(
            String code, Change change, String reason, String body, String lead, String units, Target... targets) {
        ResponsibleUnits.Reading read = get(ResponsibleUnits.class).read(lead, units);
        return new Content(
                code,
                change,
                reason,
                "普及健康生活",
                "广泛开展全民科学健身运动",
                body,
                read.form(),
                read.responsible(),
                read.seats(),
                List.of(targets),
                List.of());
    }

    public static Target kilometres(String value) {
        return Target.plain(1, "新建绿道", ">=", value, "公里");
    }

    public long enter(Content... contents) {
        if (years().find(YEAR).isEmpty()) {
            years().prepare(YEAR, CITY);
        }
        return plans().enter(YEAR, "重点工作", null, LocalDate.of(2021, 10, 20), List.of(contents), CITY);
    }

    /** From being entered to counting, with everybody agreeing. */
    public long adopt(Content... contents) {
        long plan = enter(contents);
        decompose(plan);
        agree(plan, Map.of());
        plans().approve(plan, Map.of(), null, CITY);
        plans().adopt(plan);
        return plan;
    }

    /** The city office approved it, as the form of that says. */
    public void decided(long plan) {
        StandAt.stage(jdbc(), YEAR, String.valueOf(plan), Stage.PLAN_DECIDED);
    }

    public void decompose(long plan) {
        int round = plans().get(plan).round();
        Map<WorkPlans.SeatId, WorkPlans.Decomposition> decompositions = new LinkedHashMap<>();
        tasks().ofPlan(plan).forEach(task -> task.seats().stream()
                .filter(seat -> seat.round() == round)
                .forEach(seat -> decompositions.put(
                        new WorkPlans.SeatId(task.id(), seat.unit()),
                        new WorkPlans.Decomposition("按期完成", new TreeMap<>(Map.of(4, "完成年度任务"))))));
        plans().decompose(plan, decompositions, Map.of(), List.of(), Map.of(), CITY);
    }

    /** @param objections unit to the reason why it objects to all its tasks of the batch */
    public void agree(long plan, Map<String, String> objections) {
        int round = plans().get(plan).round();
        for (String unit : plans().unitsAsked(plan)) {
            Map<Long, Optional<String>> replies = new HashMap<>();
            tasks().ofPlan(plan).forEach(task -> task.seat(unit)
                    .filter(seat -> seat.round() == round)
                    .ifPresent(seat -> replies.put(task.id(), Optional.ofNullable(objections.get(unit)))));
            plans().reply(plan, unit, replies, new Actor("li", unit));
        }
    }

    public static List<String> units(KeyTask task) {
        return new ArrayList<>(task.seats().stream().map(Seat::unit).toList());
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
                .param("at", Timestamp.valueOf(LocalDateTime.of(2021, 12, 1, 9, 0)))
                .update();
        return id;
    }

    @Override
    public void close() {
        context.close();
    }
}
