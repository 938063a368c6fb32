package cn.healthylishui.assessment.reliability;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** 可靠性报告: what each part counted, one file a part, and the page that is made of them. */
final class Report {

    /** What is done to the program; the order is that of the page. */
    enum Part {
        KILLED_ON_H2("随机时刻 kill -9（H2）"),
        KILLED_ON_POSTGRESQL("随机时刻 kill -9（PostgreSQL）"),
        FROZEN("运行中冻结、复制，打开复制件（H2）"),
        SERVER_DOWN("数据库服务器立即停止、kill -9（PostgreSQL）"),
        DISK_FULL("磁盘写满（H2和材料）"),
        CALLS_ON_H2("每个 JDBC 调用失败一次（H2）"),
        CALLS_ON_POSTGRESQL("每个 JDBC 调用失败一次（PostgreSQL）"),
        NODE("两台中一台死在后台作业中（PostgreSQL）"),
        POWER("两台中一台连同网络没了电，死在后台作业中（PostgreSQL）");

        private final String label;

        Part(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /**
     * @param seed by which the same moments come again
     * @param trials how often the fault was brought about and everything found
     * @param acknowledged what the program had said was done, or what had to come about
     * @param recoveries how long each time until something was done again, in milliseconds
     * @param note what else was seen; for a part that could not be tried, why
     */
    record Counts(
            String day,
            long seed,
            int trials,
            long acknowledged,
            long found,
            long lost,
            long doubled,
            List<Long> recoveries,
            String note) {

        Counts {
            recoveries = List.copyOf(recoveries);
        }

        static Counts of(long seed, int trials, Ledger.Found found, List<Long> recoveries, String note) {
            return new Counts(
                    today(),
                    seed,
                    trials,
                    found.acknowledged(),
                    found.found(),
                    found.lost().size(),
                    found.doubled().size(),
                    recoveries,
                    note);
        }

        static Counts skipped(String why) {
            return new Counts(today(), 0, 0, 0, 0, 0, 0, List.of(), why);
        }

        private static String today() {
            return LocalDate.now().toString();
        }

        private String median() {
            return recoveries.isEmpty()
                    ? "—"
                    : seconds(recoveries.stream()
                            .sorted()
                            .skip(recoveries.size() / 2)
                            .findFirst()
                            .orElseThrow());
        }

        private String longest() {
            return recoveries.isEmpty()
                    ? "—"
                    : seconds(recoveries.stream().max(Long::compare).orElseThrow());
        }

        private static String seconds(long milliseconds) {
            return "%.1f秒".formatted(milliseconds / 1000.0);
        }
    }

    static final String COMMAND = "mvn -Preliability verify";
    static final String NOT_RUN = "没有做";
    static final String HEADER = "| 故障 | 次数 | 已答复办成 | 找到 | 丢失 | 重复 | 恢复用时：中位、最长 | 日期、随机种子 |";

    private static final Path FOLDER = Path.of("target", "reliability");
    private static final Path PAGE = Path.of("target", "reliability.md");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Report() {}

    /** Keeps what one part counted, and writes the page anew. */
    static void write(Part part, Counts counts) throws IOException {
        Files.createDirectories(FOLDER);
        JSON.writeValue(FOLDER.resolve(part + ".json").toFile(), counts);
        System.out.printf("%s: %s%n", part, counts);
        Files.writeString(PAGE, page());
    }

    private static String page() throws IOException {
        List<String> lines = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Part part : Part.values()) {
            Path file = FOLDER.resolve(part + ".json");
            if (Files.exists(file)) {
                Counts counts = JSON.readValue(file.toFile(), Counts.class);
                lines.add(line(part, counts));
                if (!counts.note().isEmpty()) {
                    notes.add("- %s：%s".formatted(part.label(), counts.note()));
                }
            } else {
                lines.add("| %s | %s | | | | | | |".formatted(part.label(), NOT_RUN));
            }
        }
        return """
                # 可靠性：故障以后还剩下什么

                本文由 `%s` 写成（`target/reliability.md`，抄到这里），不用手改。机器：%d核、%.0f GB内存，%s。

                十个单位同时不停地填草稿、上传材料、发起和办结流程、改一项要记日志的设置（真实的 HTTP）；程序答复“办成了”的每一件都在程序外面记账。
                故障以后按账核对：答复过的必须在，而且只有一份；没有答复的可以在也可以不在，但不能有两份，也不能只有一半（材料有行没有内容、流程走了而业务表没有记）。
                H2 的每张表按它的每个索引逐行读一遍，操作日志整条链重新校验。任何一处不符，命令以失败结束。

                %s
                |---|---|---|---|---|---|---|---|
                %s

                %s

                证明不了的：断电时磁盘自己丢掉已经答应写下的内容（`kill -9` 不丢操作系统的缓存）；数据库自己的多机热备。
                """.formatted(
                        COMMAND,
                        Runtime.getRuntime().availableProcessors(),
                        memory(),
                        System.getProperty("os.arch"),
                        HEADER,
                        String.join("\n", lines),
                        String.join("\n", notes));
    }

    private static String line(Part part, Counts counts) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %d | %s、%s | %s，%d |",
                part.label(),
                counts.trials(),
                counts.acknowledged(),
                counts.found(),
                counts.lost(),
                counts.doubled(),
                counts.median(),
                counts.longest(),
                counts.day(),
                counts.seed());
    }

    private static double memory() {
        return ((com.sun.management.OperatingSystemMXBean)
                                java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                        .getTotalMemorySize()
                / (double) (1L << 30);
    }

    /** How long since. */
    static long since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }
}
