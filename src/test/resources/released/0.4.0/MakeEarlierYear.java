package cn.healthylishui.assessment.rehearsal;

import cn.healthylishui.assessment.AssessmentApplication;
import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.rehearsal.process.EngineDriver;
import cn.healthylishui.assessment.rehearsal.process.EngineDriver.OpenWork;
import cn.healthylishui.assessment.taskform.DraftStore.RowChange;
import cn.healthylishui.assessment.workflow.Accounts;
import cn.healthylishui.assessment.workflow.FormView;
import cn.healthylishui.assessment.workflow.TaskDesk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Runs on the classes of version 0.4.0: its rehearsal of a year, in a database that stays, with decisions of the city office that
 * there is no value (审定 无), typed into its own form of the item review. See README.md.
 *
 * <p>Arguments: the database file without its ending, the directory for the results.
 */
public class MakeEarlierYear {

    private static final int YEAR = 2021;

    /** 青田县 and the zone: in each one item that has an official figure, and one that was only reported. */
    private static final Set<String> DISTRICTS = Set.of("331121", "LSKFQ");

    public static void main(String[] arguments) throws Exception {
        Path out = Path.of(arguments[1]);
        Files.createDirectories(out);
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
            TaskDesk desk = context.getBean(TaskDesk.class);
            engine.setTime(Date.from(clock.instant()));
            System.out.println("password " + context.getBean(Accounts.class).createForEveryOffice());
            RehearsedYear rehearsed = context.getBean(RehearsedYear.class);
            Pace pace = new ClockPace(clock, engine, Duration.ofHours(20));
            rehearsed.plan(YEAR, 7, pace, System.out::println);
            rehearsed.run(YEAR, 7, work -> decided(work, engine, desk), pace, System.out::println);
            System.out.println(context.getBean(AssessmentYears.class).get(YEAR).state());
            context.getBean(RehearsalOutput.class).write(YEAR, out);
        }
    }

    private static boolean decided(OpenWork work, EngineDriver engine, TaskDesk desk) {
        if (work.key().equals("taskReviewItems") && DISTRICTS.contains(work.variables().get("district"))) {
            engine.as(work.office(), () -> {
                List<FormView.Row> rows = desk.view(work.taskId()).sections().stream()
                        .filter(section -> section.key().equals("items"))
                        .flatMap(section -> section.rows().stream())
                        .filter(row -> !row.values().get("maximum").equals("必备"))
                        .filter(row -> !row.values().get("reported").equals("—"))
                        .toList();
                for (boolean official : List.of(true, false)) {
                    rows.stream()
                            .filter(row -> official != row.values().get("official").equals("—"))
                            .findFirst()
                            .ifPresent(row -> decide(work, row, desk));
                }
                return true;
            });
        }
        return true;
    }

    private static void decide(OpenWork work, FormView.Row row, TaskDesk desk) {
        System.out.println(work.name() + " " + row.key() + " " + row.values());
        Map<String, String> cells = Map.of("decided", "无", "why", "来源不可用，按没有数据审定。");
        desk.save(work.taskId(), List.of(new RowChange("items", row.key(), row.version(), cells)));
    }
}
