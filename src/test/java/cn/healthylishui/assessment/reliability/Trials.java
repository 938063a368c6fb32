package cn.healthylishui.assessment.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.healthylishui.assessment.PostgreSql;
import cn.healthylishui.assessment.audit.VerifyLog;
import cn.healthylishui.assessment.packaged.PackagedProgram;
import cn.healthylishui.assessment.reliability.Ledger.Found;
import cn.healthylishui.assessment.reliability.Report.Counts;
import cn.healthylishui.assessment.reliability.Report.Part;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** The faults that are brought about from outside, each as often as it is asked for. */
final class Trials {

    /** A change is random, a run can be had again: by the number that its report names. */
    private static final long SEED = Long.getLong("reliability.seed", new Random().nextInt(1_000_000));

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** How long an answer may take while the database is away. */
    private static final Duration SOON = Duration.ofSeconds(3);

    /** The step that a crash held longest. */
    private static final Duration TAKEN_OVER = Duration.ofSeconds(30);

    /** So much is acknowledged before the first image, and before the first fault that a program must outlive. */
    private static final int WARM = 50;

    /** They leave the machine to the programs that start. */
    private static final int A_FEW = 3;

    /** As migrations may be ({@code AddingMigrationsTest}), of tables that the others read and write at that moment. */
    private static final String NEWER = """
            create table newer (id integer primary key);
            alter table task_draft_row add column newer varchar(10);
            alter table deadline_extension add column newer integer default 0 not null;
            alter table evidence add column newer boolean default false not null;
            alter table assessment_year add column newer varchar(10);
            alter table year_setting add column newer varchar(10);
            alter table deadline add column newer varchar(10);
            """;

    private static final int SHORTEST_WORK = 300;
    private static final int LONGEST_WORK = 3000;

    private final Path directory;
    private final Random random = new Random(SEED);

    Trials(Path directory) {
        this.directory = directory;
    }

    private int someWork() {
        return SHORTEST_WORK + random.nextInt(LONGEST_WORK - SHORTEST_WORK);
    }

    private Path place(Part part) throws IOException {
        return Files.createDirectories(directory.resolve(part.name()));
    }

    private static void goesOn(PackagedProgram program, int milliseconds) throws InterruptedException {
        if (program.endsWithin(milliseconds)) {
            throw new AssertionError("The program ended by itself:\n" + program.output());
        }
    }

    private static void whole(Found found, Observed observed) {
        assertThat(found.lost()).as("lost").isEmpty();
        assertThat(found.doubled()).as("doubled").isEmpty();
        assertThat(observed.wrong()).as("answered wrongly").isEmpty();
    }

    private static void logIsWhole(List<String> settings) {
        assertThat(new VerifyLog().run(settings)).as("the chain of the log").isZero();
    }

    /** The program is killed at a random moment, looked at as it lies, and started again, which it must bear each time. */
    void killed(Part part, Installation installation, int trials) throws Exception {
        Ledger ledger = new Ledger();
        Observed observed = new Observed();
        List<Long> recoveries = new ArrayList<>();
        Found found = new Found(0, 0, List.of(), List.of());
        int done = 0;
        try (Work work = new Work(installation, ledger, observed, random, part.name())) {
            for (int trial = 0; trial < trials; trial++) {
                long begun = System.nanoTime();
                Instant started = Instant.now();
                try (PackagedProgram program = installation.start()) {
                    work.begin();
                    await().pollInterval(Duration.ofMillis(20))
                            .atMost(PATIENCE)
                            .until(() -> observed.doneSince(started));
                    if (trial > 0) {
                        recoveries.add(Report.since(begun));
                    }
                    goesOn(program, someWork());
                    work.stop();
                    program.kill();
                    work.end();
                }
                try (Connection database = installation.look()) {
                    found = ledger.look(database, installation.evidence());
                }
                whole(found, observed);
                logIsWhole(installation.unchanged());
                done++;
            }
        } finally {
            Report.write(part, Counts.of(SEED, done, found, recoveries, saved(ledger, observed)));
        }
    }

    private static String saved(Ledger ledger, Observed observed) {
        return "答复办成的一共%d件（同一格反复填的各算一件），各种答复的次数 %s。".formatted(ledger.acknowledged(), observed.answers());
    }

    /** What lies on the disk at a moment is what a crash at that moment would leave: many moments of one running program. */
    void frozen(Installation installation, int images) throws Exception {
        Ledger ledger = new Ledger();
        Observed observed = new Observed();
        Found found = new Found(0, 0, List.of(), List.of());
        int done = 0;
        try (Work work = new Work(installation, ledger, observed, random, Part.FROZEN.name());
                PackagedProgram program = installation.start()) {
            work.begin();
            await().atMost(PATIENCE).until(() -> ledger.acknowledged() > WARM);
            for (int image = 0; image < images; image++) {
                goesOn(program, someWork() / 3);
                found = whileFrozen(program, () -> image(ledger, installation.directory()));
                whole(found, observed);
                done++;
            }
            work.end();
        } finally {
            Report.write(Part.FROZEN, Counts.of(SEED, done, found, List.of(), saved(ledger, observed)));
        }
    }

    /** @param place as it is seen from here */
    private Found image(Ledger ledger, Path place) throws Exception {
        Path copy = directory.resolve("image");
        Files.copy(
                place.resolve("data/assessment.mv.db"), Path.of(copy + ".mv.db"), StandardCopyOption.REPLACE_EXISTING);
        String address = "jdbc:h2:file:" + copy;
        Found found;
        try (Connection database = Installation.mended(Path.of(copy + ".mv.db"))) {
            found = ledger.look(database, place.resolve("data/evidence"));
        }
        logIsWhole(List.of("--spring.datasource.url=" + address));
        return found;
    }

    private static <T> T whileFrozen(PackagedProgram program, Callable<T> look) throws Exception {
        signal("STOP", program.pid());
        try {
            return look.call();
        } finally {
            signal("CONT", program.pid());
        }
    }

    private static void signal(String name, long process) throws Exception {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process)).start().waitFor();
    }

    /** A server that keeps its word: what the tests' own leaves out for speed is what is tried here. */
    private static EmbeddedPostgres server(Path data, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    /** The server is stopped at once and killed by turns; the program goes on by itself, and says meanwhile what is the matter. */
    void serverDown(Installation prepared, int trials) throws Exception {
        Ledger ledger = new Ledger();
        Observed observed = new Observed();
        List<Long> recoveries = new ArrayList<>();
        Found found = new Found(0, 0, List.of(), List.of());
        int done = 0;
        Path place = place(Part.SERVER_DOWN);
        Path data = place.resolve("pg");
        int port = PackagedProgram.freePort();
        EmbeddedPostgres server = server(data, port);
        try {
            String address = "jdbc:postgresql://127.0.0.1:%d/postgres?user=%s".formatted(port, PostgreSql.USER);
            Installation installation = prepared.moved(place.resolve("program"), address);
            try (Connection database = installation.look()) {
                assertThat(ask(database, "select current_setting('fsync') || current_setting('synchronous_commit')"))
                        .isEqualTo("onon");
            }
            try (Work work = new Work(installation, ledger, observed, random, Part.SERVER_DOWN.name());
                    PackagedProgram program = installation.start()) {
                work.begin();
                await().atMost(PATIENCE).until(() -> ledger.acknowledged() > WARM);
                for (int trial = 0; trial < trials; trial++) {
                    goesOn(program, someWork());
                    Instant down = Instant.now();
                    stopAtOnce(data, trial % 2 == 0);
                    await().atMost(PATIENCE).until(() -> observed.refusedSince(down));
                    goesOn(program, someWork());
                    server.close();
                    server = server(data, port);
                    long begun = System.nanoTime();
                    Instant up = Instant.now();
                    await().pollInterval(Duration.ofMillis(20)).atMost(PATIENCE).until(() -> observed.doneSince(up));
                    recoveries.add(Report.since(begun));
                    try (Connection database = installation.look()) {
                        found = ledger.look(database, installation.evidence());
                    }
                    whole(found, observed);
                    done++;
                }
                work.end();
                assertThat(program.stop()).isEqualTo(143);
            }
            try (Connection database = installation.look()) {
                found = ledger.look(database, installation.evidence());
            }
            whole(found, observed);
            logIsWhole(installation.unchanged());
            assertThat(observed.longestRefusal()).isLessThan(SOON);
        } finally {
            server.close();
            Report.write(
                    Part.SERVER_DOWN,
                    Counts.of(
                            SEED,
                            done,
                            found,
                            recoveries,
                            "其间%d次答“数据库现在没有应答”一类的话，最慢的%d毫秒；程序没有重启。"
                                            .formatted(
                                                    observed.refused(),
                                                    observed.longestRefusal().toMillis())
                                    + saved(ledger, observed)));
        }
    }

    /** @param word whether the server is told so, or all its processes are killed */
    private static void stopAtOnce(Path data, boolean word) throws Exception {
        long postmaster = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        ProcessHandle first = ProcessHandle.of(postmaster).orElseThrow();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(first), first.descendants()).toList();
        if (word) {
            signal("QUIT", postmaster);
        } else {
            for (ProcessHandle one : all) {
                signal("KILL", one.pid());
            }
        }
        await().atMost(PATIENCE).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** A disk of its own, which fills up and is cleared again. */
    void diskFull(Installation installation, int trials) throws Exception {
        Path small = Files.createDirectories(installation.directory().resolve("small"));
        String why = cannotMount(small);
        if (!why.isEmpty()) {
            Report.write(Part.DISK_FULL, Counts.skipped("没有做：这台机器上不能另挂一个小磁盘（%s）。".formatted(why)));
            return;
        }
        Ledger ledger = new Ledger();
        Observed observed = new Observed();
        List<Long> recoveries = new ArrayList<>();
        Found found = new Found(0, 0, List.of(), List.of());
        int done = 0;
        List<String> before = List.of(
                "unshare", "--mount", "sh", "-c", MOUNT + " && cp -a data small/ && cd small && exec \"$@\"", "sh");
        try (Work work = new Work(installation, ledger, observed, random, Part.DISK_FULL.name());
                PackagedProgram program =
                        installation.start(before, "--assessment.evidence.keep-free=" + KEEP_FREE + "MB")) {
            Path disk = Path.of("/proc/%d/root%s".formatted(program.pid(), small));
            work.begin();
            await().atMost(PATIENCE).until(() -> ledger.acknowledged() > WARM);
            for (int trial = 0; trial < trials; trial++) {
                goesOn(program, someWork());
                Instant full = Instant.now();
                Path filler = disk.resolve("filler");
                fill(filler);
                await().atMost(PATIENCE).until(() -> observed.refusedSince(full));
                if (trial % 2 == 1) {
                    fill(disk.resolve("filler-of-the-reserve"));
                }
                goesOn(program, someWork());
                assertThat(program.get("/").statusCode()).as("reading goes on").isEqualTo(200);
                Files.delete(filler);
                Files.deleteIfExists(disk.resolve("filler-of-the-reserve"));
                long begun = System.nanoTime();
                long known = ledger.acknowledged();
                await().pollInterval(Duration.ofMillis(20)).atMost(PATIENCE).until(() -> ledger.acknowledged() > known);
                recoveries.add(Report.since(begun));
                found = whileFrozen(program, () -> image(ledger, disk));
                whole(found, observed);
                done++;
            }
            work.end();
        } finally {
            Report.write(Part.DISK_FULL, Counts.of(SEED, done, found, recoveries, saved(ledger, observed)));
        }
    }

    private static final int KEEP_FREE = 8;
    private static final String MOUNT = "mount -t tmpfs -o size=600m none small";

    private static String cannotMount(Path small) throws Exception {
        Process tried = new ProcessBuilder("unshare", "--mount", "sh", "-c", MOUNT)
                .directory(small.getParent().toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(tried.getInputStream().readAllBytes()).strip();
        return tried.waitFor() == 0 ? "" : said;
    }

    private static void fill(Path filler) throws IOException {
        byte[] piece = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(piece);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    /** Of two nodes on one database the one is killed over a pile of jobs, then the other. */
    void nodeDies(Installation one, int kills, int jobs) throws Exception {
        nodeDies(Part.NODE, one, List.of(), kills, jobs, () -> {}, () -> {});
    }

    /**
     * The node that stands on a machine of its own dies with its network: the database server is told nothing, and keeps what that node had
     * locked until it finds out by itself.
     */
    void nodeLosesPower(Installation prepared, int cuts, int jobs) throws Exception {
        String why = FarHost.cannot();
        if (!why.isEmpty()) {
            Report.write(Part.POWER, Counts.skipped("没有做：这台机器上不能另设一个网络（%s）。".formatted(why)));
            return;
        }
        Path place = place(Part.POWER);
        int port = PackagedProgram.freePort();
        Path whoMay = Files.writeString(
                place.resolve("pg_hba.conf"), "local all all trust%nhost all all all trust%n".formatted());
        try (FarHost far = new FarHost();
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setDataDirectory(place.resolve("pg"))
                        .setPort(port)
                        .setServerConfig("listen_addresses", "*")
                        .setServerConfig("hba_file", whoMay.toString())
                        .start()) {
            String address = "jdbc:postgresql://%s:%d/postgres?user=%s"
                    .formatted(FarHost.HERE, server.getPort(), PostgreSql.USER);
            Installation installation = prepared.moved(place.resolve("program"), address);
            nodeDies(Part.POWER, installation, far.command(), cuts, jobs, far::pullOut, far::plugIn);
        }
    }

    private interface Cut {
        void make() throws IOException, InterruptedException;
    }

    /**
     * @param elsewhere what is written before the command of the second, which alone dies then; empty where both stand here
     * @param cut what goes before the kill, and {@code mended} before it starts again
     */
    private void nodeDies(Part part, Installation one, List<String> elsewhere, int kills, int jobs, Cut cut, Cut mended)
            throws Exception {
        List<Long> recoveries = new ArrayList<>();
        long expected = 0;
        long found = 0;
        int done = 0;
        Installation two = one.node();
        List<Installation> nodes = List.of(one, two);
        PackagedProgram[] running = {one.start(), two.start(elsewhere)};
        try (Connection database = one.look()) {
            long begunBefore = number(database, BEGUN);
            long openBefore = number(database, OPENED);
            for (int kill = 0; kill < kills; kill++) {
                pile(database, kill, jobs);
                expected += jobs;
                int killed = elsewhere.isEmpty() ? random.nextInt(2) : 1;
                goesOn(running[killed], random.nextInt(LONGEST_WORK));
                cut.make();
                running[killed].kill();
                long begun = System.nanoTime();
                List<String> held = strings(database, "select id_ from act_ru_job where lock_owner_ is not null");
                await().pollInterval(Duration.ofMillis(100))
                        .atMost(PATIENCE)
                        .until(() -> strings(database, "select id_ from act_ru_job where id_ like 'pile-%'").stream()
                                .noneMatch(held::contains));
                recoveries.add(Report.since(begun));
                await().atMost(PATIENCE)
                        .until(() -> number(database, "select count(*) from act_ru_job where id_ like 'pile-%'") == 0);
                found = number(database, BEGUN) - begunBefore;
                assertThat(found).as("each once").isEqualTo(expected);
                assertThat(number(database, OPENED) - openBefore).isEqualTo(expected);
                assertThat(number(database, "select count(*) from act_ru_incident"))
                        .isZero();
                mended.make();
                running[killed] = nodes.get(killed).start(elsewhere);
                done++;
            }
            assertThat(recoveries).allMatch(taken -> taken < TAKEN_OVER.toMillis());
        } finally {
            for (PackagedProgram node : running) {
                node.close();
            }
            Report.write(
                    part,
                    new Counts(
                            Instant.now().toString().substring(0, 10),
                            SEED,
                            done,
                            expected,
                            found,
                            Math.max(0, expected - found),
                            Math.max(0, found - expected),
                            recoveries,
                            "每次%d个作业同时到期；恢复用时是从 kill 到死去的那台占着的作业都办完。".formatted(jobs)));
        }
    }

    /**
     * Of two nodes with a few people at work the one is stopped in order and a newer program begins in its place, which migrates the
     * tables that the other works on; then the other; then the first is changed back.
     */
    void changed(Installation one) throws Exception {
        Installation two = one.node();
        List<Integer> ports = List.of(one.port(), two.port());
        Path migrations = Files.createDirectories(one.directory().resolve("newer"));
        Files.writeString(migrations.resolve("V1000__newer.sql"), NEWER);
        String newer = "--spring.flyway.locations=classpath:db/migration,classpath:db/vendor/{vendor},filesystem:"
                + migrations;
        Ledger ledger = new Ledger();
        Observed observed = new Observed();
        List<PackagedProgram> running = new ArrayList<>(List.of(one.start(), two.start()));
        try (Work work = new Work(
                one.seats().subList(0, A_FEW),
                ledger,
                observed,
                random,
                "changed",
                () -> new Way.OfTwo(ports, random.nextLong()))) {
            work.begin();
            change(running, ledger, () -> one.start(newer));
            change(running, ledger, () -> two.start(newer));
            change(running, ledger, one::start);
            goesOn(ledger, WARM);
            work.end();
        } finally {
            for (PackagedProgram node : running) {
                node.close();
            }
        }
        try (Connection database = one.look()) {
            whole(ledger.look(database, one.evidence()), observed);
        }
        logIsWhole(one.unchanged());
        System.out.printf("Changed one after the other: %s%n", saved(ledger, observed));
    }

    /** The one that runs for the longest goes, and the other does what there is to do until the next is there. */
    private static void change(List<PackagedProgram> running, Ledger ledger, Callable<PackagedProgram> next)
            throws Exception {
        goesOn(ledger, WARM);
        assertThat(running.remove(0).stop()).isEqualTo(143);
        goesOn(ledger, WARM);
        running.add(next.call());
    }

    private static void goesOn(Ledger ledger, int more) {
        long before = ledger.acknowledged();
        await().atMost(PATIENCE).until(() -> ledger.acknowledged() >= before + more);
    }

    private static final String BEGUN =
            "select count(*) from act_hi_procinst where proc_def_key_ = 'annual-assessment'";
    private static final String OPENED =
            "select count(*) from act_hi_taskinst where proc_def_key_ = 'annual-assessment'";

    /** Jobs that are due, each of which begins a procedure. */
    private static void pile(Connection database, int number, int jobs) throws SQLException {
        String same = ask(database, """
                select string_agg(column_name, ', ') from information_schema.columns
                where table_name = 'act_ru_job' and column_name not in ('id_', 'duedate_', 'repeat_')
                """);
        try (Statement statement = database.createStatement()) {
            assertThat(statement.executeUpdate("""
                            insert into act_ru_job (id_, duedate_, repeat_, %s)
                            select 'pile-%d-' || n, now() - interval '1 day', null, %s
                            from act_ru_job, generate_series(1, %d) n where handler_type_ = 'timer-start-event'
                            """.formatted(same, number, same, jobs)))
                    .isEqualTo(jobs);
        }
    }

    private static String ask(Connection database, String query) throws SQLException {
        return strings(database, query).get(0);
    }

    private static long number(Connection database, String query) throws SQLException {
        return Long.parseLong(ask(database, query));
    }

    private static List<String> strings(Connection database, String query) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
        }
        return strings;
    }
}
