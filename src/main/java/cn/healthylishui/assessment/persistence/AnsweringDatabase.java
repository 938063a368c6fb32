package cn.healthylishui.assessment.persistence;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * 连接池: whoever asks for a connection waits for the others as long as they need, but not for a database that does not answer. The
 * pool waits half a second at a time; then the database itself is asked by a connection of its own, once a second for all who wait.
 * While it is away everybody hears so at once, and who comes next after a second asks again.
 *
 * <p>Of a database behind a network that falls silent a statement under way would never hear: where one takes longer than a moment, a
 * connection of its own is asked for a sign of life, then a new one; where neither gives one within a second, the connections that are
 * out are given up, and whoever waits on them is told.
 */
public final class AnsweringDatabase extends DelegatingDataSource {

    private static final Logger LOG = LoggerFactory.getLogger(AnsweringDatabase.class);
    private static final long KNOWN_FOR_NANOS = Duration.ofSeconds(1).toNanos();
    private static final String PROBE_SECONDS = "1";
    private static final Duration MOMENT = Duration.ofMillis(250);
    private static final String NETWORK = "jdbc:postgresql:";

    /** SQL's states of a server that answers and has no room for one more. */
    private static final String TOO_MANY = "53300";

    /** The database itself does not answer; whoever has a connection may have lost it. */
    public static final class Away extends SQLTransientConnectionException {
        Away(Throwable why) {
            super("The database does not answer", why);
        }
    }

    /** @param url of the database itself, to ask it past the pool */
    public record Address(String url, String user, String password) {}

    private final Address address;
    private final Duration patience;
    private final boolean isFile;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile boolean away;
    private volatile long askedAt;
    private volatile boolean asked;
    private final Map<Connection, Long> out = new ConcurrentHashMap<>();
    private @Nullable Connection lifeline;

    public AnsweringDatabase(DataSource pool, Address address, Duration patience) {
        super(pool);
        this.address = address;
        this.patience = patience;
        this.isFile = H2File.of(address.url()).isPresent();
        if (address.url().startsWith(NETWORK)) {
            ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(work -> {
                Thread one = new Thread(work, "database-watch");
                one.setDaemon(true);
                return one;
            });
            watch.scheduleWithFixedDelay(
                    () -> watch(watch), MOMENT.toMillis(), MOMENT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (away && !answers()) {
            throw new Away(new SQLException("as it did not a moment ago"));
        }
        long begun = System.nanoTime();
        while (true) {
            try {
                return given(super.getConnection());
            } catch (SQLTransientConnectionException none) {
                if (!answers()) {
                    throw new Away(none);
                }
                if (System.nanoTime() - begun > patience.toNanos()) {
                    throw none;
                }
            }
        }
    }

    private Connection given(Connection connection) {
        if (address.url().startsWith(NETWORK)) {
            out.put(connection, System.nanoTime());
        }
        return isFile ? OneCommitAtATime.of(connection) : connection;
    }

    private void watch(ScheduledExecutorService watch) {
        try {
            if (getTargetDataSource() instanceof HikariDataSource pool && pool.isClosed()) {
                letGo();
                watch.shutdown();
                return;
            }
            for (Connection connection : out.keySet()) {
                if (connection.isClosed()) {
                    out.remove(connection);
                }
            }
            long moment = System.nanoTime() - MOMENT.toNanos();
            if (out.values().stream().anyMatch(since -> since < moment) && !isAlive() && !isAlive()) {
                LOG.error("The database fell silent; {} connections under way are given up", out.size());
                for (Connection connection : out.keySet()) {
                    connection.abort(Runnable::run);
                }
                out.clear();
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warn("Whether the database answers could not be watched", e);
        }
    }

    /** By a connection that is kept for this; where it failed, by a new one. */
    private boolean isAlive() {
        try {
            Connection asked = lifeline;
            if (asked == null) {
                asked = DriverManager.getConnection(address.url(), properties());
                lifeline = asked;
            }
            if (asked.isValid(1)) {
                return true;
            }
        } catch (SQLException silent) {
            if (TOO_MANY.equals(silent.getSQLState())) {
                return true;
            }
        }
        letGo();
        return false;
    }

    private void letGo() {
        Connection gone = lifeline;
        lifeline = null;
        if (gone != null) {
            try {
                gone.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("It was gone already", e);
            }
        }
    }

    /** Whether the database answered a moment ago, or does now. */
    private boolean answers() {
        if (isKnown()) {
            return !away;
        }
        if (away && asking.isLocked()) {
            return false; // somebody else is asking
        }
        asking.lock();
        try {
            if (!isKnown()) {
                ask();
            }
            return !away;
        } finally {
            asking.unlock();
        }
    }

    private boolean isKnown() {
        return asked && System.nanoTime() - askedAt < KNOWN_FOR_NANOS;
    }

    private void ask() {
        boolean was = away;
        try (Connection connection = DriverManager.getConnection(address.url(), properties())) {
            away = !connection.isValid(1);
        } catch (SQLException failed) {
            away = !TOO_MANY.equals(failed.getSQLState());
            if (away && !was) {
                LOG.error("The database does not answer: {}", failed.toString());
            }
        }
        if (was && !away) {
            LOG.info("The database answers again");
        }
        askedAt = System.nanoTime();
        asked = true;
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        if (address.url().startsWith(NETWORK)) {
            properties.setProperty("loginTimeout", PROBE_SECONDS);
            properties.setProperty("connectTimeout", PROBE_SECONDS);
            properties.setProperty("socketTimeout", PROBE_SECONDS);
        }
        return properties;
    }
}
