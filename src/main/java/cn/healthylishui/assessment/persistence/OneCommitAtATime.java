package cn.healthylishui.assessment.persistence;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * 逐个提交: H2 writes to its file what stands in its tables at the end of each transaction, table by table, while others go on. What is
 * under way with them comes along with its undo log, or {@link TornFile} takes it away; but of one that is just being committed a part
 * would be there already and the log no more. So each has the file for itself while it is committed or taken back, and a statement that
 * is a transaction by itself is committed after it, since it may have to wait for others until then.
 */
final class OneCommitAtATime implements InvocationHandler {

    private static final Logger LOG = LoggerFactory.getLogger(OneCommitAtATime.class);

    private interface Call {
        @Nullable
        Object run() throws Throwable;
    }

    private final Connection connection;

    private OneCommitAtATime(Connection connection) {
        this.connection = connection;
    }

    /** @param connection to an H2 in a file */
    static Connection of(Connection connection) {
        return proxy(Connection.class, new OneCommitAtATime(connection));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        Call call = () -> called(connection, method, arguments);
        boolean ends = method.getName().equals("commit") || method.getName().equals("rollback");
        if (ends && method.getParameterCount() == 0) {
            return alone(call);
        }
        Object result = call.run();
        return result instanceof Statement statement ? watched(statement, method.getReturnType()) : result;
    }

    private <T> T watched(Statement statement, Class<T> type) {
        return proxy(type, (proxy, method, arguments) -> {
            Call call = () -> called(statement, method, arguments);
            return isWriting(method) && connection.getAutoCommit() ? asTransaction(call) : call.run();
        });
    }

    private static boolean isWriting(Method method) {
        return method.getName().startsWith("execute") && !method.getName().equals("executeQuery");
    }

    @SuppressWarnings("IllegalCatch") // thrown again
    private @Nullable Object asTransaction(Call statement) throws Throwable {
        connection.setAutoCommit(false);
        try {
            Object result = statement.run();
            alone(ending(connection::commit));
            connection.setAutoCommit(true);
            return result;
        } catch (Throwable failed) {
            try {
                alone(ending(connection::rollback));
                connection.setAutoCommit(true);
            } catch (SQLException closed) {
                failed.addSuppressed(closed);
            }
            throw failed;
        }
    }

    private interface Ending {
        void run() throws SQLException;
    }

    private static Call ending(Ending ending) {
        return () -> {
            ending.run();
            return null;
        };
    }

    private static @Nullable Object called(Object of, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(of, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private @Nullable Object alone(Call ending) throws Throwable {
        MVStore store = store();
        Ended ended = new Ended(ending);
        if (store != null) {
            try {
                store.executeFilestoreOperation(ended);
            } catch (MVStoreException closed) {
                LOG.debug("The database was closed meanwhile; its connection says so", closed);
            }
        }
        return ended.result();
    }

    /** Run once, at the latest when it is asked how it ended; H2 would close its file if anything failed under its lock. */
    private static final class Ended implements Runnable {

        private final Call ending;
        private boolean over;
        private @Nullable Object result;
        private @Nullable Throwable failed;

        Ended(Call ending) {
            this.ending = ending;
        }

        @Override
        @SuppressWarnings("IllegalCatch") // thrown again where the lock is given back
        public void run() {
            over = true;
            try {
                result = ending.run();
            } catch (Throwable e) {
                failed = e;
            }
        }

        @Nullable
        Object result() throws Throwable {
            if (!over) {
                run();
            }
            if (failed != null) {
                throw failed;
            }
            return result;
        }
    }

    /** Null where the database is closed. */
    private @Nullable MVStore store() {
        try {
            if (!(connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session)
                    || session.isClosed()) {
                return null;
            }
            MVStore store = session.getDatabase().getStore().getMvStore();
            return store.isClosed() ? null : store;
        } catch (SQLException closed) {
            LOG.debug("No connection to the database any more", closed);
            return null;
        }
    }
}
