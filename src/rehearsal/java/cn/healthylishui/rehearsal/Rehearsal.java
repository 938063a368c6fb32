package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.AssessmentApplication;
import cn.healthylishui.assessment.start.Command;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearState;
import cn.healthylishui.rehearsal.process.EngineDriver;
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
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * 演练: {@code rehearse --year 2021 --seed 7 --out DIR} runs a whole year in a database of its own and leaves its results in DIR;
 * {@code --template DIR} writes the year's input as a set of workbooks instead, and {@code --input DIR} runs it from such a set.
 * Exit code 0; 2 for wrong arguments or a faulty set; 1 where the year could not be run to its end.
 */
public final class Rehearsal implements Command {

    static final String PROFILE = "rehearsal";

    private static final Set<String> OPTIONS = Set.of("--year", "--seed", "--out", "--template", "--input");
    private static final String USAGE = """
            用法：rehearse --year 年度 [--seed 整数，默认1] --out 目录　　编造数据，办完一个年度
            　　　rehearse --year 年度 [--seed 整数，默认1] --template 目录　　只生成一套填好的数据表格
            　　　rehearse --year 年度 --input 目录 --out 目录　　按一套数据表格办完一个年度（各表怎样填见 docs/workbooks.md）""";

    /**
     * @param out where the results go; null where only a set is written
     * @param template where a set is written; null where the year is run
     * @param input the set that the year is run from; null where it is made
     */
    record Arguments(
            int year,
            long seed,
            @Nullable Path out,
            @Nullable Path template,
            @Nullable Path input) {}

    @Override
    public String name() {
        return "rehearse";
    }

    @Override
    public int run(List<String> arguments) {
        Arguments read = read(arguments);
        return read == null ? 2 : rehearse(read);
    }

    private static int rehearse(Arguments arguments) {
        long started = System.nanoTime();
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(AssessmentApplication.class)
                .web(WebApplicationType.NONE)
                .profiles(PROFILE)
                .properties(Map.of(
                        "rehearsal.seed",
                        arguments.seed(),
                        "rehearsal.start",
                        RehearsedYear.planned(arguments.year()).toString()))
                .run()) {
            EngineDriver engine = context.getBean(EngineDriver.class);
            engine.setTime(Date.from(context.getBean(RehearsalClock.class).instant()));
            if (arguments.template() != null) {
                template(context, arguments, arguments.template());
            } else {
                Path out = Objects.requireNonNull(arguments.out());
                YearInput input = arguments.input() == null
                        ? made(context, arguments)
                        : given(context, arguments.year(), arguments.input());
                if (input == null) {
                    return 2;
                }
                if (!run(context, input)) {
                    System.err.println("演练没有走到年度归档，请查看以上进展。");
                    return 1;
                }
                context.getBean(RehearsalOutput.class).write(arguments.year(), out);
            }
            System.out.printf(
                    Locale.ROOT,
                    "完成，用时%d秒。结果在 %s%n",
                    Duration.ofNanos(System.nanoTime() - started).toSeconds(),
                    arguments.template() == null ? arguments.out() : arguments.template());
            return 0;
        } catch (BlockedYear blocked) {
            if (arguments.input() == null) {
                return failed(blocked);
            }
            System.err.println("按这套数据，年度考核办到这里办不下去：");
            blocked.words().forEach(line -> System.err.println("  " + line));
            return 1;
        } catch (RuntimeException | IOException e) {
            return failed(e);
        }
    }

    private static int failed(Exception e) {
        System.err.println("演练失败：" + e);
        e.printStackTrace();
        return 1;
    }

    private static void template(ConfigurableApplicationContext context, Arguments arguments, Path directory)
            throws IOException {
        System.out.printf(Locale.ROOT, "生成%d年度的演练数据，种子 %d%n", arguments.year(), arguments.seed());
        context.getBean(AssessmentYears.class).prepare(arguments.year(), RehearsalSets.ACTOR);
        context.getBean(SetWriter.class)
                .write(context.getBean(RehearsedYear.class).made(arguments.year(), arguments.seed()), directory);
    }

    private static YearInput made(ConfigurableApplicationContext context, Arguments arguments) {
        System.out.printf(Locale.ROOT, "演练%d年度考核，种子 %d%n", arguments.year(), arguments.seed());
        return context.getBean(RehearsedYear.class).made(arguments.year(), arguments.seed());
    }

    /** Null, after saying why, where the set is faulty. */
    private static @Nullable YearInput given(ConfigurableApplicationContext context, int year, Path directory)
            throws IOException {
        System.out.printf(Locale.ROOT, "演练%d年度考核，数据在 %s%n", year, directory);
        RehearsalSets sets = context.getBean(RehearsalSets.class);
        RehearsalSets.Reading reading = sets.read(year, directory);
        reading.ignored().forEach(name -> System.err.printf(Locale.ROOT, "不读 %s：不是表格。%n", name));
        if (!reading.faults().isEmpty()) {
            System.err.printf(
                    Locale.ROOT, "数据有%d处问题，什么都没有办。请改好后重新运行：%n", reading.faults().count());
            reading.faults().lines().forEach(System.err::println);
            return null;
        }
        return sets.take(year, reading.data());
    }

    /** Whether the year came to its end. */
    private static boolean run(ConfigurableApplicationContext context, YearInput input) {
        RehearsalClock clock = context.getBean(RehearsalClock.class);
        RehearsedYear rehearsed = context.getBean(RehearsedYear.class);
        Pace pace = new ClockPace(clock, context.getBean(EngineDriver.class), Duration.ofHours(20));
        Consumer<String> progress =
                line -> System.out.printf("  %s  %s%n", LocalDateTime.now(clock).toLocalDate(), line);
        rehearsed.plan(input, pace, progress);
        rehearsed.run(input, work -> true, pace, progress);
        return context.getBean(AssessmentYears.class).get(input.year()).state() == YearState.ARCHIVED;
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
        boolean template = given.containsKey("--template");
        boolean input = given.containsKey("--input");
        if (!year.matches("\\d{4}") || Integer.parseInt(year) < AssessmentYears.FIRST) {
            return wrong("--year 请填%d及以后的四位年份。".formatted(AssessmentYears.FIRST));
        }
        if (!seed.matches("-?\\d{1,18}")) {
            return wrong("--seed 请填整数，现在是“%s”。".formatted(seed));
        }
        if (template && (input || given.containsKey("--out"))) {
            return wrong("--template 只生成数据表格，不能与 --input、--out 一起用。");
        }
        if (input && given.containsKey("--seed")) {
            return wrong("--input 的结果只由数据表格决定，不能再给 --seed。");
        }
        if (!template && given.getOrDefault("--out", "").isBlank()) {
            return wrong("--out 请指定存放结果的目录。");
        }
        String directory = "";
        try {
            Path in = null;
            if (input) {
                directory = given.getOrDefault("--input", "");
                in = Path.of(directory);
                if (!Files.isDirectory(in)) {
                    return wrong("没有“%s”这个目录。--input 请指定放数据表格的目录。".formatted(directory));
                }
            }
            directory = given.getOrDefault(template ? "--template" : "--out", "");
            Path target = Path.of(directory);
            Files.createDirectories(target);
            return new Arguments(
                    Integer.parseInt(year),
                    Long.parseLong(seed),
                    template ? null : target,
                    template ? target : null,
                    in);
        } catch (InvalidPathException | IOException e) {
            return wrong("目录“%s”不能使用：%s".formatted(directory, e.getMessage()));
        }
    }

    private static @Nullable Arguments wrong(String message) {
        System.err.println(message);
        System.err.println(USAGE);
        return null;
    }
}
