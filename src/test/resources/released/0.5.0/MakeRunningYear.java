package cn.healthylishui.assessment.rehearsal;

import cn.healthylishui.assessment.AssessmentApplication;
import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.rehearsal.process.EngineDriver;
import cn.healthylishui.assessment.rehearsal.process.EngineDriver.OpenWork;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Runs on the classes of version 0.5.0: its rehearsal of a year, in a database that stays, up to the middle of the assessment. No
 * two districts stand at the same step. See README.md.
 *
 * <p>Argument: the database file without its ending.
 */
public class MakeRunningYear {

    private static final int YEAR = 2021;

    /** Where a district stops: each of its tasks of this kind, and whatever would follow. */
    private static final Map<String, Set<String>> STOPS = Map.of(
            "331102", Set.of("taskConfirmAssignment"),
            "331181", Set.of("taskFillMatrix"),
            "331121", Set.of("taskConsolidate"),
            "331122", Set.of("taskSelfScore"),
            "331123", Set.of("taskSubmitPapers"),
            "331124", Set.of("taskCheckSubmission"),
            "331125", Set.of("taskCheckTownship", "taskCheckDistrict"),
            "331126", Set.of("taskCommentFindings"),
            "331127", Set.of("taskReviewOwnUnits", "taskSubmitPapers"),
            "LSKFQ", Set.of("taskReviewItems"));

    /** Left open for whomever they fall to. */
    private static final Set<String> OPEN = Set.of(
            "taskReviewByGroup", "taskDecideDifferences", "taskVote", "taskCheckFigures", "taskReportProgress");

    public static void main(String[] arguments) throws Exception {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(AssessmentApplication.class)
                .web(WebApplicationType.NONE)
                .profiles("rehearsal")
                .run(
                        "--rehearsal.seed=7",
                        "--rehearsal.start=" + RehearsedYear.planned(YEAR),
                        "--assessment.security.password-rounds=1000",
                        "--spring.datasource.url=jdbc:h2:file:" + arguments[0])) {
            EngineDriver engine = context.getBean(EngineDriver.class);
            RehearsalClock clock = context.getBean(RehearsalClock.class);
            engine.setTime(Date.from(clock.instant()));
            RehearsedYear rehearsed = context.getBean(RehearsedYear.class);
            rehearsed.plan(YEAR, 7, new ClockPace(clock, engine, Duration.ofHours(20)), System.out::println);
            rehearsed.run(YEAR, 7, MakeRunningYear::wanted, Pace.STANDING, System.out::println);
            System.out.println(context.getBean(AssessmentYears.class).get(YEAR).state() + " " + clock.instant());
            new TreeMap<>(engine.open().stream().collect(Collectors.groupingBy(OpenWork::key, Collectors.counting())))
                    .forEach((key, count) -> System.out.println(key + " " + count));
        }
    }

    private static boolean wanted(OpenWork work) {
        Object district = work.variables().get("district");
        return !OPEN.contains(work.key())
                && (district == null || !STOPS.getOrDefault(Objects.toString(district), Set.of()).contains(work.key()));
    }
}
