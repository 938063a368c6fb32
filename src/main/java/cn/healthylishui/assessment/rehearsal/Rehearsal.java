package cn.healthylishui.assessment.rehearsal;

import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.cycle.YearState;
import cn.healthylishui.assessment.rehearsal.process.EngineDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * 演练: {@code rehearse --year 2021 --seed 7 --out DIR} runs a whole year in a database of its own and leaves its results in DIR. Exit
 * code 0; 2 for wrong arguments; 1 where the year could not be run to its end.
 */
public final class Rehearsal {

    static final String PROFILE = "rehearsal";

    private static final Set<String> OPTIONS = Set.of("--year", "--seed", "--out");
    private static final String USAGE = "用法：rehearse --year 年度 [--seed 整数，默认1] --out 目录";

    record Arguments(int year, long seed, Path out) {}

    private Rehearsal() {}

    public static int run(Class<?> application, List<String> arguments) {
        Arguments read = read(arguments);
        return read == null ? 2 : rehearse(application, read);
    }

    private static int rehearse(Class<?> application, Arguments arguments) {
        long started = System.nanoTime();
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .profiles(PROFILE)
                .properties(Map.of(
                        "rehearsal.seed",
                        arguments.seed(),
                        "rehearsal.start",
                        RehearsedYear.planned(arguments.year()).toString()))
                .run()) {
            RehearsalClock clock = context.getBean(RehearsalClock.class);
            EngineDriver engine = context.getBean(EngineDriver.class);
            engine.setTime(Date.from(clock.instant()));
            System.out.printf(Locale.ROOT, "演练%d年度考核，种子 %d%n", arguments.year(), arguments.seed());
            RehearsedYear rehearsed = context.getBean(RehearsedYear.class);
            Pace pace = new ClockPace(clock, engine, Duration.ofHours(20));
            Consumer<String> progress = line ->
                    System.out.printf("  %s  %s%n", LocalDateTime.now(clock).toLocalDate(), line);
            rehearsed.plan(arguments.year(), arguments.seed(), pace, progress);
            rehearsed.run(arguments.year(), arguments.seed(), work -> true, pace, progress);
            if (context.getBean(AssessmentYears.class).get(arguments.year()).state() != YearState.ARCHIVED) {
                System.err.println("演练没有走到年度归档，请查看以上进展。");
                return 1;
            }
            context.getBean(RehearsalOutput.class).write(arguments.year(), arguments.out());
            System.out.printf(
                    Locale.ROOT,
                    "完成，用时%d秒。结果在 %s%n",
                    Duration.ofNanos(System.nanoTime() - started).toSeconds(),
                    arguments.out());
            return 0;
        } catch (RuntimeException | IOException e) {
            System.err.println("演练失败：" + e);
            e.printStackTrace();
            return 1;
        }
    }

    /** Null, after saying why, where they are wrong. */
    static @Nullable Arguments read(List<String> arguments) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            if (!OPTIONS.contains(name) || i + 1 == arguments.size() || given.put(name, arguments.get(i + 1)) != null) {
                return wrong("不认识或不完整的参数“%s”。".formatted(name));
            }
        }
        String year = given.getOrDefault("--year", "");
        String seed = given.getOrDefault("--seed", "1");
        String out = given.getOrDefault("--out", "");
        if (!year.matches("\\d{4}") || Integer.parseInt(year) < AssessmentYears.FIRST) {
            return wrong("--year 请填%d及以后的四位年份。".formatted(AssessmentYears.FIRST));
        }
        if (!seed.matches("-?\\d{1,18}")) {
            return wrong("--seed 请填整数，现在是“%s”。".formatted(seed));
        }
        if (out.isBlank()) {
            return wrong("--out 请指定存放结果的目录。");
        }
        try {
            Path directory = Path.of(out);
            Files.createDirectories(directory);
            return new Arguments(Integer.parseInt(year), Long.parseLong(seed), directory);
        } catch (InvalidPathException | IOException e) {
            return wrong("目录“%s”不能使用：%s".formatted(out, e.getMessage()));
        }
    }

    private static @Nullable Arguments wrong(String message) {
        System.err.println(message);
        System.err.println(USAGE);
        return null;
    }
}
