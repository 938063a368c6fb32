package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.database.DailyWork;
import cn.healthylishui.assessment.organization.District;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.persistence.H2File;
import cn.healthylishui.assessment.workflow.Accounts;
import cn.healthylishui.assessment.workflow.EngineCheck;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearState;
import cn.healthylishui.rehearsal.process.EngineDriver;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 演示: at the first start with the profile {@code demo}, an account for every office, the year 2020 complete and archived, and the
 * year 2021 under way, its districts spread over the stages, so that there is something to do wherever one logs in. Its time is
 * January 2022 and runs on from there, so that deadlines lie ahead as they would.
 */
@Component
@Profile(DemoYears.PROFILE)
@Order(20)
class DemoYears implements ApplicationRunner {

    static final String PROFILE = "demo";

    private static final Logger LOG = LoggerFactory.getLogger(DemoYears.class);
    private static final int COMPLETE = 2020;
    private static final int UNDER_WAY = 2021;
    private static final long SEED = 1;

    /** When the year under way was started, and where the demonstration begins. */
    private static final LocalDateTime STARTED = LocalDateTime.of(UNDER_WAY + 1, 1, 4, 9, 0);

    private static final LocalDateTime TODAY = LocalDateTime.of(UNDER_WAY + 1, 1, 11, 8, 30);

    /** By how many seconds the demonstration's time is ahead of the machine's; kept so that it runs on over a restart. */
    private static final String AHEAD = EngineCheck.DEMO_DATABASE;

    private static final Set<String> OWN_UNITS = Set.of("taskSetOwnTasks", "taskScoreOwnUnit", "taskReviewOwnUnits");

    /** How far each district has come; the rest have just been asked to confirm who assesses what. */
    private static final Map<String, Set<String>> DONE = Map.of(
            "qingtian", Set.of("taskConfirmAssignment", "taskSetOwnTasks"),
            "liandu", Set.of("taskConfirmAssignment"),
            "kfq", Set.of("taskConfirmAssignment"),
            "jinyun", Set.of("taskConfirmAssignment", "taskFillMatrix", "taskSetOwnTasks", "taskScoreOwnUnit"),
            "suichang", and(OWN_UNITS, "taskConfirmAssignment", "taskFillMatrix", "taskConsolidate"),
            "songyang", and(OWN_UNITS, "taskConfirmAssignment", "taskFillMatrix", "taskConsolidate", "taskSelfScore"),
            "yunhe",
                    and(
                            OWN_UNITS,
                            "taskConfirmAssignment",
                            "taskFillMatrix",
                            "taskConsolidate",
                            "taskSelfScore",
                            "taskSubmitPapers"),
            "jingning",
                    and(
                            OWN_UNITS,
                            "taskConfirmAssignment",
                            "taskFillMatrix",
                            "taskConsolidate",
                            "taskSelfScore",
                            "taskSubmitPapers",
                            "taskCheckSubmission"));

    /** Where the findings on site have just been sent for comment, one of them worse than the official figure. */
    private static final String CHECKED = "jingning";

    private static final Set<String> CHECKS = Set.of("taskCheckTownship", "taskCheckDistrict");

    private static final LocalDateTime CHECKED_ON = LocalDateTime.of(UNDER_WAY + 1, 1, 10, 9, 0);

    /** How far some municipal units have come; the rest have just been asked for their self-score. */
    private static final Map<String, Set<String>> DONE_BY_UNIT = Map.of(
            "shi-gaj", Set.of("taskScoreOwnTasks"),
            "shi-jyj", Set.of("taskScoreOwnTasks", "taskSubmitUnitPapers"),
            "shi-mzj", Set.of("taskScoreOwnTasks", "taskSubmitUnitPapers", "taskReviewByCity"),
            "shi-clh", Set.of("taskScoreOwnTasks", "taskSubmitUnitPapers", "taskReviewByCity", "taskReviewByGroup"),
            // So that what was found in 景宁 stands against a figure that is there.
            "shi-wjw", Set.of("taskEnterFigures"));

    /** Who has voted already; the ballots of the others are open. */
    private static final Set<String> VOTED = Set.of("ld-cy-01", "ld-cy-02", "qingtian-cpy");

    private static Set<String> and(Set<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }

    private final Accounts accounts;
    private final Organization organization;
    private final AssessmentYears years;
    private final RehearsedYear rehearsedYear;
    private final RehearsalClock clock;
    private final EngineDriver engine;
    private final OperationLog log;
    private final DailyWork daily;
    private final DemoDoor door;
    private final JdbcClient jdbc;
    private final String database;
    private final String port;

    DemoYears(
            Accounts accounts,
            Organization organization,
            AssessmentYears years,
            RehearsedYear rehearsedYear,
            RehearsalClock clock,
            EngineDriver engine,
            OperationLog log,
            DailyWork daily,
            DemoDoor door,
            JdbcClient jdbc,
            @Value("${spring.datasource.url}") String database,
            @Value("${server.port}") String port) {
        this.accounts = accounts;
        this.organization = organization;
        this.years = years;
        this.rehearsedYear = rehearsedYear;
        this.clock = clock;
        this.engine = engine;
        this.log = log;
        this.daily = daily;
        this.door = door;
        this.jdbc = jdbc;
        this.database = database;
        this.port = port;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        String password = accounts.exist() ? null : accounts.createForEveryOffice();
        if (engine.note(AHEAD).isEmpty()) {
            prepare();
            engine.note(AHEAD, String.valueOf(clock.aheadOfMachine().toSeconds()));
            onDisk();
        }
        Duration ahead = Duration.ofSeconds(Long.parseLong(engine.note(AHEAD).orElseThrow()));
        clock.run(ahead);
        daily.beginAfter(TODAY.toLocalDate());
        engine.run(ahead);
        door.open();
        announce(password);
    }

    private void tell(int year, String line) {
        String progress = "%d年度 %s".formatted(year, line);
        LOG.info("  {}", progress);
        door.tell(progress);
        atLeisure();
    }

    /**
     * While nobody is let in nobody has been told that anything is saved: it need not lie on the disk after each step, but when there is a
     * heap of it. Said again and again, since each new connection says the contrary.
     */
    private void atLeisure() {
        if (H2File.of(database).isPresent()) {
            jdbc.sql("set write_delay 3600000").update();
        }
    }

    private void onDisk() {
        if (H2File.of(database).isPresent()) {
            jdbc.sql("set write_delay 0").update();
            jdbc.sql("checkpoint sync").update();
        }
    }

    /** Goes on where it was broken off, if it was. */
    private void prepare() {
        LOG.info("正在准备演示数据：{}年度办完归档，{}年度正在办理，约需一两分钟……", COMPLETE, UNDER_WAY);
        atLeisure();
        engine.holdJobs();
        moveTo(log.lastTime().orElse(RehearsedYear.planned(COMPLETE)));
        Pace pace = new ClockPace(clock, engine, Duration.ofHours(20));
        plan(COMPLETE, SEED, pace);
        if (years.find(COMPLETE).map(AssessmentYear::state).orElse(YearState.PREPARING) != YearState.ARCHIVED) {
            rehearsedYear.run(COMPLETE, SEED, work -> true, pace, line -> tell(COMPLETE, line));
        }
        plan(UNDER_WAY, SEED + 1, pace);
        moveTo(STARTED);
        rehearsedYear.run(UNDER_WAY, SEED + 1, this::isDone, Pace.STANDING, line -> tell(UNDER_WAY, line));
        moveTo(CHECKED_ON);
        rehearsedYear.go(
                UNDER_WAY,
                SEED + 1,
                work -> CHECKS.contains(work.key()) && CHECKED.equals(slug(String.valueOf(work.text("district")))));
        moveTo(TODAY);
    }

    private void plan(int year, long seed, Pace pace) {
        if (years.find(year).isEmpty()) {
            moveTo(RehearsedYear.planned(year));
            rehearsedYear.plan(year, seed, pace, line -> tell(year, "重点工作 " + line));
        }
    }

    private void moveTo(LocalDateTime time) {
        clock.moveTo(time);
        engine.setTime(Date.from(clock.instant()));
    }

    private boolean isDone(OpenWork work) {
        if (work.key().equals("taskPrepareAppraisal")) {
            return true;
        }
        if (work.key().equals("taskVote")) {
            return VOTED.contains(work.office());
        }
        String district = work.text("district");
        if (district == null) {
            return DONE_BY_UNIT
                    .getOrDefault(String.valueOf(work.text("unit")), Set.of())
                    .contains(work.key());
        }
        return DONE.getOrDefault(slug(district), Set.of()).contains(work.key());
    }

    private String slug(String district) {
        return organization.districts().stream()
                .filter(one -> one.code().equals(district))
                .map(District::slug)
                .findFirst()
                .orElse("");
    }

    private void announce(@Nullable String password) {
        List<String> lines = List.of(
                "健康丽水考核（演示）已启动：http://localhost:" + port,
                "  演示时间：" + WorkingDays.dateText(LocalDate.now(clock)) + "，随真实时间走",
                "  市健康丽水办 city-office    领导小组 leading-group",
                "  县（市、区）健康办 qingtian-jkb、liandu-jkb 等；丽水开发区 kfq-jkb",
                "  县级成员单位 qingtian-wjj、qingtian-jyj 等；市直单位 shi-wjw、shi-jyj 等",
                "  民主测评人员 ld-cy-04、liandu-cpy、dbwy-01 等",
                "  全部账号见首页“演示账号”；账号名就是单位代码",
                password == null ? "  密码是第一次启动时显示的那个；忘了就删去 data 目录重新启动" : "  全部账号的密码：" + password);
        lines.forEach(LOG::info);
    }
}
