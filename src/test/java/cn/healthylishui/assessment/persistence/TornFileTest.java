package cn.healthylishui.assessment.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.Whole;
import cn.healthylishui.assessment.upkeep.BackupCommand;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.StreamStore;
import org.h2.mvstore.db.LobStorageMap;
import org.h2.mvstore.db.ValueDataType;
import org.h2.mvstore.tx.TransactionMap;
import org.h2.mvstore.tx.TransactionStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.tools.Shell;
import org.h2.value.VersionedValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What stands in an H2 file at a moment is what a kill at that moment leaves. */
class TornFileTest {

    private static final String SETTINGS = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";

    private static Connection open(Path file) throws SQLException {
        return DriverManager.getConnection(H2File.address(file) + SETTINGS, "sa", "");
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> strings(Connection connection, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    /** A table of three rows and its index; closed in order. */
    private static Path made(Path directory) throws SQLException {
        Path file = directory.resolve("one" + H2File.SUFFIX);
        try (Connection connection = open(file)) {
            execute(
                    connection,
                    "create table note (id int primary key, words varchar(20))",
                    "create index note_words on note (words)",
                    "insert into note values (1, 'a'), (2, 'b'), (3, 'c')",
                    "shutdown");
        }
        return file;
    }

    /** As H2 has it open, for what H2 itself would not do. */
    private static MVStore store(Path file) {
        return new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .open();
    }

    private interface Change {
        void in(TransactionMap<Object, Object> table, List<Object> keys);
    }

    /** Changes a table or an index as a transaction does that never ends, without what its log says of it. */
    private static void tear(Path file, String kind, Change change) {
        MVStore store = store(file);
        TransactionStore transactions = new TransactionStore(store, new ValueDataType());
        transactions.init();
        String name = store.getMapNames().stream()
                .filter(map -> map.startsWith(kind)
                        && transactions.begin().openMap(map).sizeAsLong() == 3)
                .findFirst()
                .orElseThrow();
        TransactionMap<Object, Object> map = transactions.begin().openMap(name);
        List<Object> keys = new ArrayList<>();
        map.keyIterator(null).forEachRemaining(keys::add);
        change.in(map, keys);
        for (String log : List.copyOf(store.getMapNames())) {
            if (log.startsWith("undoLog")) {
                store.openMap(log).clear();
            }
        }
        store.commit();
        store.closeImmediately();
    }

    @Test
    void a_change_without_its_entry_in_the_log_is_taken_away(@TempDir Path directory) throws SQLException {
        Path file = made(directory);
        tear(file, "table.", (table, keys) -> {
            table.remove(keys.get(0));
            table.put(keys.get(1), table.get(keys.get(2)));
        });
        tear(file, "index.", (index, keys) -> index.remove(keys.get(2)));

        assertThat(TornFile.isClosed(file)).isFalse();
        assertThat(TornFile.mend(file)).isEqualTo(3);
        assertThat(TornFile.isClosed(file)).isTrue();
        assertThat(TornFile.mend(file)).isZero();
        try (Connection connection = open(file)) {
            assertThat(strings(connection, "select words from note order by id"))
                    .containsExactly("a", "b", "c");
            assertThat(strings(connection, "select id from note use index (note_words) where words >= 'a'"))
                    .containsExactly("1", "2", "3");
        }
    }

    /** Changes that no transaction stands for any more. */
    private static long left(Path file) {
        MVStore store = store(file);
        TransactionStore transactions = new TransactionStore(store, new ValueDataType());
        transactions.init();
        long left = 0;
        for (String name : List.copyOf(store.getMapNames())) {
            if (name.startsWith("table.") || name.startsWith("index.")) {
                Cursor<Object, VersionedValue<Object>> cursor =
                        transactions.begin().openMap(name).map.cursor(null);
                while (cursor.hasNext()) {
                    cursor.next();
                    left += cursor.getValue().isCommitted() ? 0 : 1;
                }
            }
        }
        store.closeImmediately();
        return left;
    }

    private static final int LONG = 5_000;

    /** What was under way had its entry in the file, and of its pieces neither one nor the reference to it. */
    @Test
    void what_is_saved_after_a_kill_is_not_removed_for_what_was_under_way(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("one" + H2File.SUFFIX);
        try (Connection connection = open(file)) {
            execute(
                    connection,
                    "create table note (id int primary key, words clob)",
                    "insert into note values (1, repeat('a', %d))".formatted(LONG),
                    "shutdown");
        }
        MVStore store = store(file);
        TransactionStore transactions = new TransactionStore(store, new ValueDataType());
        transactions.init();
        MVMap<Long, byte[]> pieces = LobStorageMap.openLobDataMap(transactions);
        StreamStore elsewhere = new StreamStore(new ConcurrentHashMap<>());
        elsewhere.setNextKey(pieces.lastKey() + 1);
        MVMap<Long, byte[]> temporary =
                transactions.openMap("tempLobMap", LongDataType.INSTANCE, ByteArrayDataType.INSTANCE);
        temporary.put(77L, elsewhere.put(new ByteArrayInputStream(new byte[LONG - 1])));
        store.commit();
        store.closeImmediately();

        assertThat(TornFile.mend(file)).isOne();
        try (Connection connection = open(file)) {
            execute(connection, "insert into note values (2, repeat('b', %d))".formatted(LONG), "shutdown");
        }
        try (Connection connection = open(file)) {
            assertThat(strings(connection, "select words from note order by id"))
                    .containsExactly("a".repeat(LONG), "b".repeat(LONG));
        }
    }

    @Test
    void what_could_not_be_mended_to_the_end_does_not_count_as_closed(@TempDir Path directory) throws SQLException {
        Path file = made(directory);
        MVStore store = store(file);
        store.openMap("table.999999").put("no row", "of H2");
        store.commit();
        store.closeImmediately();

        assertThatThrownBy(() -> TornFile.mend(file)).isInstanceOf(RuntimeException.class);
        assertThat(TornFile.isClosed(file)).isFalse();
    }

    private static final int BLOCK = 4096;
    private static final int CHANGES = 40;

    /** A piece that nobody needed was about to be overwritten: H2 gives its place to the next, and names it in its list for a while. */
    @Test
    void what_was_written_over_when_a_kill_came_is_forgotten_before_the_file_is_closed(@TempDir Path directory)
            throws Exception {
        Path file = made(directory);
        MVStore store = store(file);
        for (int change = 0; change < CHANGES; change++) {
            store.openMap("work").put(1, change);
            store.commit();
        }
        Map<String, String> dead = new TreeMap<>();
        store.getLayoutMap().forEach((name, chunk) -> {
            if (name.startsWith("chunk.") && chunk.contains("livePages:0,")) {
                dead.put(name, chunk);
            }
        });
        store.closeImmediately();
        assertThat(dead).hasSizeGreaterThan(CHANGES / 2);
        try (RandomAccessFile half = new RandomAccessFile(file.toFile(), "rw")) {
            for (String chunk : dead.values()) {
                half.seek(BLOCK * Long.parseLong(DataUtils.parseMap(chunk).get("block"), 16));
                half.write(new byte[BLOCK]);
            }
        }

        TornFile.mend(file);
        store = new MVStore.Builder().fileName(file.toString()).readOnly().open();
        assertThat(store.getLayoutMap()).doesNotContainKeys(dead.keySet().toArray(String[]::new));
        assertThat(store.openMap("work").get(1)).isEqualTo(CHANGES - 1);
        store.closeImmediately();
        try (Connection connection = open(file)) {
            assertThat(strings(connection, "select words from note order by id"))
                    .containsExactly("a", "b", "c");
            execute(connection, "shutdown");
        }
    }

    /** It closes the file in order, after which nobody would look it through. */
    @Test
    void the_command_that_makes_a_backup_of_it_mends_it_first(@TempDir Path directory) throws SQLException {
        Path file = made(directory);
        tear(file, "table.", (table, keys) -> table.remove(keys.get(0)));
        assertThat(left(file)).isOne();

        assertThat(new BackupCommand()
                        .run(List.of(
                                "--management.server.port=-1",
                                "--spring.datasource.url=" + H2File.address(file) + SETTINGS,
                                "--assessment.backup.folder=" + directory.resolve("backups"))))
                .as("no database of this program")
                .isNotZero();

        assertThat(left(file)).isZero();
    }

    /** By a version that did not look through a file after a kill. */
    @Test
    void a_file_that_was_torn_and_closed_before_this_was_looked_at_is_mended_once(@TempDir Path directory)
            throws Exception {
        Path file = made(directory);
        tear(file, "table.", (table, keys) -> table.remove(keys.get(0)));
        try (Connection connection = open(file)) {
            execute(connection, "shutdown");
        }
        assertThat(TornFile.isClosed(file)).isTrue();

        assertThat(TornFile.mend(file)).isOne();
        assertThat(left(file)).isZero();
        try (Connection connection = open(file)) {
            execute(connection, "insert into note values (4, 'd')", "shutdown compact");
        }
        byte[] before = Files.readAllBytes(file);
        assertThat(TornFile.mend(file)).isZero();
        assertThat(Files.readAllBytes(file))
                .as("it is not looked through again")
                .isEqualTo(before);
    }

    @Test
    void nothing_is_done_to_a_file_that_is_not_there_or_is_open(@TempDir Path directory) throws Exception {
        assertThat(TornFile.mend(directory.resolve("none" + H2File.SUFFIX))).isZero();
        assertThat(directory.resolve("none" + H2File.SUFFIX)).doesNotExist();

        Path file = made(directory);
        try (Connection connection = open(file)) {
            assertThat(TornFile.mend(file)).as("nothing is written yet").isZero();
            execute(connection, "insert into note values (4, 'd')");
            assertThat(TornFile.mend(file)).isZero();
            assertThat(strings(connection, "select count(*) from note")).containsExactly("4");
        }
    }

    /** Who closes a file gives up the locks of the whole process on it. */
    @Test
    void however_often_the_address_is_asked_for_another_program_does_not_get_the_file(@TempDir Path directory)
            throws Exception {
        Path file = made(directory);
        MockEnvironment settings = new MockEnvironment().withProperty("assessment.database.reserve", "0MB");
        settings.setConversionService(new ApplicationConversionService());
        String url = H2File.address(file) + SETTINGS;
        try (Connection connection = DriverManager.getConnection(DatabaseRoom.address(url, settings), "sa", "")) {
            execute(connection, "insert into note values (4, 'd')");
            DatabaseRoom.address(url, settings);

            Process other = java(Shell.class, "-url", H2File.address(file), "-user", "sa", "-sql", "select 1")
                    .start();
            assertThat(new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("[" + H2File.IN_USE);
        }
    }

    private static ProcessBuilder java(Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    private static final int IMAGES = 20;
    private static final int ROUNDS = Integer.getInteger("torn.rounds", 2);

    /** Ten at work, stopped at many moments: of each transaction all is there or nothing, in the tables as in the indexes. */
    @Whole
    @Test
    void of_each_transaction_all_is_there_or_nothing(@TempDir Path directory) throws Exception {
        int torn = 0;
        for (int round = 0; round < ROUNDS; round++) {
            torn += tornWhileAtWork(Files.createDirectory(directory.resolve("" + round)), new Random(round));
        }
        System.out.printf("%d of %d images were torn%n", torn, ROUNDS * IMAGES);
    }

    /** A file that is written to so hard grows by some megabytes a second. */
    private static int tornWhileAtWork(Path directory, Random random) throws Exception {
        Path file = directory.resolve("work" + H2File.SUFFIX);
        Path log = directory.resolve("log");
        Process work = java(AtWork.class, file.toString())
                .redirectOutput(Redirect.to(log.toFile()))
                .start();
        List<Path> images = new ArrayList<>();
        try {
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> Files.readString(log)
                    .contains(AtWork.READY));
            for (int image = 0; image < IMAGES; image++) {
                assertThat(work.waitFor(20 + random.nextInt(100), TimeUnit.MILLISECONDS))
                        .as(Files.readString(log))
                        .isFalse();
                Path copy = directory.resolve(image + H2File.SUFFIX);
                signal("STOP", work);
                Files.copy(file, copy);
                signal("CONT", work);
                images.add(copy);
            }
        } finally {
            work.destroyForcibly().waitFor();
        }
        int torn = 0;
        for (Path image : images) {
            torn += TornFile.mend(image) > 0 ? 1 : 0;
            assertWhole(image);
            Files.delete(image);
        }
        Files.delete(file);
        return torn;
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    private static void assertWhole(Path file) throws SQLException {
        try (Connection connection = open(file)) {
            StringBuilder all = new StringBuilder();
            for (int table = 0; table < AtWork.TABLES; table++) {
                all.append(table == 0 ? "" : " union all ")
                        .append("select mark from work_%d use index (mark_%d) where mark >= ''"
                                .formatted(table, table));
                assertThat(strings(connection, "select count(*) from work_%d".formatted(table)))
                        .as("rows and entries of the index of table %d", table)
                        .isEqualTo(strings(
                                connection,
                                "select count(words) from work_%d use index (mark_%d) where mark >= ''"
                                        .formatted(table, table)));
            }
            assertThat(strings(
                            connection,
                            "select mark || ' ' || count(*) from (%s) group by mark having count(*) <> %d"
                                    .formatted(all, AtWork.ROWS)))
                    .as("halves of transactions")
                    .isEmpty();
            execute(connection, "shutdown immediately");
        }
    }

    /** Ten threads, each with a transaction after the other, of as many rows in as many tables. */
    static final class AtWork {

        static final String READY = "at work";
        static final int TABLES = 150;
        static final int ROWS = 12;
        private static final int THREADS = 10;

        public static void main(String[] arguments) {
            HikariConfig pool = new HikariConfig();
            pool.setJdbcUrl(H2File.address(Path.of(arguments[0])) + SETTINGS);
            pool.setUsername("sa");
            pool.setMaximumPoolSize(THREADS);
            AnsweringDatabase database = new AnsweringDatabase(
                    new HikariDataSource(pool),
                    new AnsweringDatabase.Address(pool.getJdbcUrl(), "sa", ""),
                    Duration.ofMinutes(1));
            JdbcClient jdbc = JdbcClient.create(database);
            for (int table = 0; table < TABLES; table++) {
                jdbc.sql(
                                "create table work_%d (id bigint generated always as identity primary key, mark varchar(40), words varchar(200))"
                                        .formatted(table))
                        .update();
                jdbc.sql("create index mark_%d on work_%d (mark)".formatted(table, table))
                        .update();
            }
            PlatformTransactionManager transactions = new JdbcTransactionManager(database);
            for (int thread = 0; thread < THREADS; thread++) {
                Random random = new Random(thread);
                new Thread(() -> {
                            while (true) {
                                new TransactionTemplate(transactions)
                                        .executeWithoutResult(status -> insert(jdbc, random));
                                LockSupport.parkNanos(Duration.ofMillis(5 + random.nextInt(40))
                                        .toNanos());
                            }
                        })
                        .start();
            }
            System.out.println(READY);
        }

        private static void insert(JdbcClient jdbc, Random random) {
            String mark = UUID.randomUUID().toString();
            for (int row = 0; row < ROWS; row++) {
                jdbc.sql("insert into work_%d (mark, words) values (?, ?)".formatted(random.nextInt(TABLES)))
                        .params(mark, "x".repeat(100))
                        .update();
            }
        }
    }
}
