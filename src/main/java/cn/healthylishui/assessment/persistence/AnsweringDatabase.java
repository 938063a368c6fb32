package cn.healthylishui.assessment.persistence;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * 连接池: whoever asks for a connection waits for the others as long as they need, but not for a database that does not answer. The
 * pool waits half a second at a time; then the database itself is asked by a connection of its own, once a second for all who wait.
 * While it is away everybody hears so at once, and who comes next after a second asks again.
 */
public final class AnsweringDatabase extends DelegatingDataSource {

    private static final Logger LOG = LoggerFactory.getLogger(AnsweringDatabase.class);
    private static final long KNOWN_FOR_NANOS = Duration.ofSeconds(1).toNanos();
    private static final String PROBE_SECONDS = "1";

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
    private final ReentrantLock asking = new ReentrantLock();
    private volatile boolean away;
    private volatile long askedAt;
    private volatile boolean asked;

    public AnsweringDatabase(DataSource pool, Address address, Duration patience) {
        super(pool);
        this.address = address;
        this.patience = patience;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (away && !answers()) {
            throw new Away(new SQLException("as it did not a moment ago"));
        }
        long begun = System.nanoTime();
        while (true) {
            try {
                return super.getConnection();
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
        if (address.url().startsWith("jdbc:postgresql:")) {
            properties.setProperty("loginTimeout", PROBE_SECONDS);
            properties.setProperty("connectTimeout", PROBE_SECONDS);
            properties.setProperty("socketTimeout", PROBE_SECONDS);
        }
        return properties;
    }
}
