package cn.healthylishui.assessment.reliability;

import cn.healthylishui.assessment.persistence.AnsweringDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.MergedBeanDefinitionPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The database of all application tests, of which one chosen call may fail: a connection is not given, a statement is not carried out, a
 * transaction is not committed, or it is and nobody is told. Whoever asks for none of it has the database itself.
 */
public final class FailingDatabase implements MergedBeanDefinitionPostProcessor {

    /** How a call fails. */
    public enum Fault {
        NOT_DONE,
        /** Of a commit: the answer is lost. Any other call is not done. */
        DONE_UNANSWERED
    }

    /** Which call of the present thread fails. */
    static final class Plan {
        private final long failing;
        private final Fault fault;
        private long calls;
        private boolean failed;
        private boolean commit;

        Plan(long failing, Fault fault) {
            this.failing = failing;
            this.fault = fault;
        }

        boolean hasFailed() {
            return failed;
        }

        /** Whether the call that failed was to end a transaction. */
        boolean wasCommit() {
            return commit;
        }

        private boolean failsNow() {
            calls++;
            if (calls == failing) {
                failed = true;
                return true;
            }
            return false;
        }
    }

    /** Of a system that failed underneath. */
    private static final String STATE = "58030";

    private static final ThreadLocal<@Nullable Plan> PLAN = new ThreadLocal<>();

    /** From now on, for this thread; null for no failure at all. */
    static void plan(@Nullable Plan plan) {
        if (plan == null) {
            PLAN.remove();
        } else {
            PLAN.set(plan);
        }
    }

    /** Such are asked last, when the program has put its own before the pool. */
    @Override
    public void postProcessMergedBeanDefinition(RootBeanDefinition definition, Class<?> type, String name) {}

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof AnsweringDatabase database ? new Chosen(database) : bean;
    }

    private static final class Chosen extends DelegatingDataSource {

        Chosen(DataSource database) {
            super(database);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Plan plan = PLAN.get();
            if (plan == null) {
                return super.getConnection();
            }
            if (plan.failsNow()) {
                throw failure();
            }
            Connection connection = super.getConnection();
            return proxy(
                    Connection.class, connection, (method, arguments) -> call(plan, connection, method, arguments));
        }
    }

    private interface Call {
        @Nullable
        Object of(Method method, @Nullable Object[] arguments) throws Throwable;
    }

    private static @Nullable Object call(Plan plan, Connection connection, Method method, @Nullable Object[] arguments)
            throws Throwable {
        if (method.getName().equals("commit")) {
            if (!plan.failsNow()) {
                return invoke(connection, method, arguments);
            }
            plan.commit = true;
            if (plan.fault == Fault.DONE_UNANSWERED) {
                connection.commit();
            } else {
                connection.rollback();
            }
            throw failure();
        }
        Object result = invoke(connection, method, arguments);
        return result instanceof Statement statement ? failing(plan, statement, method.getReturnType()) : result;
    }

    private static Object failing(Plan plan, Statement statement, Class<?> kind) {
        return proxy(kind, statement, (method, arguments) -> {
            if (method.getName().startsWith("execute") && plan.failsNow()) {
                throw failure();
            }
            return invoke(statement, method, arguments);
        });
    }

    private static <T> T proxy(Class<T> kind, Object behind, Call call) {
        return kind.cast(Proxy.newProxyInstance(
                kind.getClassLoader(),
                new Class<?>[] {kind},
                (proxy, method, arguments) -> call.of(method, arguments)));
    }

    private static @Nullable Object invoke(Object behind, Method method, @Nullable Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(behind, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static SQLException failure() {
        return new SQLException("This call fails, to see what becomes of it", STATE);
    }
}
