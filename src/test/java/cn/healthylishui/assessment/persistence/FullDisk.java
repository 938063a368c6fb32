package cn.healthylishui.assessment.persistence;

import cn.healthylishui.assessment.limits.DiskFull;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.h2.engine.Constants;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** A program of its own on a disk of its own, which it fills: what {@link DatabaseRoomTest} asks for, line by line. */
final class FullDisk {

    private static final String URL = "jdbc:h2:file:./data/assessment";
    private static final Path RESERVE = Path.of("data/assessment.reserve");
    private static final Path FILLER = Path.of("filler");
    private static final String FAST = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";

    private final String address;
    private final DatabaseRoom room;
    private final byte[] content = new byte[20_000];
    private int acknowledged;

    private FullDisk(String address, DatabaseRoom room) {
        this.address = address;
        this.room = room;
    }

    public static void main(String... none) throws Exception {
        StandardEnvironment settings = new StandardEnvironment();
        settings.setConversionService((ApplicationConversionService) ApplicationConversionService.getSharedInstance());
        settings.getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("assessment.database.reserve", "20MB")));
        new FullDisk(DatabaseRoom.address(URL + FAST, settings), DatabaseRoom.of(URL)).run();
        System.exit(0);
    }

    private void run() throws Exception {
        try (Connection one = open(address);
                Connection other = open(address)) {
            execute(one, "create table work (number int primary key, content varbinary)");
            save(one);
            say("reserve", Files.size(RESERVE));
            say("full before", room.isFull());

            Files.delete(RESERVE);
            awaitTheReserve();
            say("made again when somebody took it away", true);

            fillBesideTheReserve();
            save(one);
            say("saved on the full disk", acknowledged);
            say("full", room.isFull());
            say("reserve is given up", !Files.exists(RESERVE));

            fill();
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> save(one));
            say("waits", waits(waiting));
            say("read meanwhile", count(other) >= acknowledged);
            Files.delete(FILLER);
            waiting.get(10, TimeUnit.SECONDS);
            awaitTheReserve();
            say("not full again", !room.isFull());
            say("reserve again", Files.size(RESERVE));

            fillBesideTheReserve();
            save(one);
            fill();
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> save(one));
            say("waits again", waits(stopped));
            room.onApplicationEvent(new ContextClosedEvent(new StaticApplicationContext()));
            try {
                stopped.get(10, TimeUnit.SECONDS);
            } catch (ExecutionException failed) {
                say("ends when the program stops", DiskFull.caused(failed));
            }
        } catch (SQLException closed) {
            say("closed", closed.getErrorCode());
        }
        Files.delete(FILLER);
        try (Connection again = open(URL)) {
            say("found of " + acknowledged, count(again));
        }
        say("of H2", Constants.VERSION);
    }

    private static Connection open(String address) throws SQLException {
        return DriverManager.getConnection(address, "sa", "");
    }

    private static boolean waits(CompletableFuture<Void> work) throws Exception {
        try {
            work.get(1, TimeUnit.SECONDS);
            return false;
        } catch (TimeoutException waiting) {
            return true;
        }
    }

    /** Some rows, each on the disk before the next. */
    private void save(Connection connection) {
        try (var insert = connection.prepareStatement("insert into work values (?, ?)")) {
            for (int i = 0; i < 50; i++) {
                insert.setInt(1, acknowledged);
                insert.setBytes(2, content);
                insert.executeUpdate();
                acknowledged++;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(content) from work")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void awaitTheReserve() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> Files.exists(RESERVE) && Files.size(RESERVE) == 20 << 20);
    }

    /** Once more where the reserve was given up meanwhile, and its place filled with the rest: it is looked at every second. */
    private static void fillBesideTheReserve() throws IOException {
        fill();
        while (!Files.exists(RESERVE)) {
            Files.delete(FILLER);
            awaitTheReserve();
            fill();
        }
    }

    /** To the last byte. */
    private static void fill() throws IOException {
        for (int size = 1 << 20; size > 0; size /= 16) {
            try (OutputStream out =
                    Files.newOutputStream(FILLER, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                while (true) {
                    out.write(new byte[size]);
                }
            } catch (IOException full) {
                if (!String.valueOf(full.getMessage()).contains("No space left")) {
                    throw full;
                }
            }
        }
    }

    private static void say(String what, Object value) {
        System.out.println(what + ": " + value);
    }
}
