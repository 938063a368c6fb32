package cn.healthylishui.assessment.database;

import cn.healthylishui.assessment.persistence.DatabaseRoom;
import cn.healthylishui.assessment.persistence.H2File;
import cn.healthylishui.assessment.start.UnsafeStart;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * 启动的次序: before anything touches the database, it is asked whether this program may have it. On a PostgreSQL one program at a time
 * prepares it, from the migrations to what is done once all is up; the others wait for it. An H2 file belongs to one program.
 */
@Component
class StartTurn implements BeanFactoryPostProcessor, EnvironmentAware {

    private static final Logger LOG = LoggerFactory.getLogger(StartTurn.class);
    /** What the pool's connections have too. */
    private static final String OF_EACH_CONNECTION = "spring.datasource.hikari.data-source-properties";

    private static final String BEAN = "databaseOfThisNode";

    private @Nullable Environment settings;

    @Override
    public void setEnvironment(Environment settings) {
        this.settings = settings;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        Environment given = Objects.requireNonNull(settings);
        String url = given.getProperty("spring.datasource.url", "");
        boolean isServer = url.startsWith("jdbc:postgresql:");
        if (!isServer && H2File.of(url).isEmpty()) {
            return;
        }
        String address = DatabaseRoom.address(url, given);
        if (DatabaseRoom.of(url).isUsedUp()) {
            throw new UnsafeStart(List.of("库文件所在的磁盘一点空间也没有了，没有启动，库文件没有动。请先腾出空间（不要动程序自己的文件），再启动。"));
        }
        Properties account = new Properties();
        account.putAll(Binder.get(given)
                .bind(OF_EACH_CONNECTION, Bindable.mapOf(String.class, String.class))
                .orElse(Map.of()));
        account.setProperty("user", given.getProperty("spring.datasource.username", ""));
        account.setProperty("password", given.getProperty("spring.datasource.password", ""));
        Held held = new Held(address, account, isServer);
        // The first of all to be there, and so the last to go.
        beans.registerSingleton(BEAN, held);
        ((DefaultSingletonBeanRegistry) beans).registerDisposableBean(BEAN, held);
        held.take();
    }

    /** A connection of its own, which nothing else uses. */
    static final class Held implements ApplicationListener<ApplicationReadyEvent>, DisposableBean {

        private static final String STOPPED = "还没有轮到启动，程序就被停下了，什么也没有做。";
        private static final int LOOK_SECONDS = 10;
        private static final int ANSWER_SECONDS = 5;

        private final String url;
        private final Properties account;
        private final boolean isServer;
        private @Nullable Connection connection;
        private @Nullable ScheduledExecutorService watch;

        Held(String url, Properties account, boolean isServer) {
            this.url = url;
            this.account = account;
            this.isServer = isServer;
        }

        private synchronized void take() {
            try {
                Connection own = connect();
                if (isServer) {
                    refuseWhileMoved(own);
                    if (!Nodes.takeTurn(own)) {
                        LOG.info("另一台机器上的程序正在启动，等它准备好数据库以后接着启动……");
                        waitForTurn(own);
                    }
                    watch();
                }
            } catch (SQLException e) {
                throw new UnsafeStart(List.of(
                        e.getErrorCode() == H2File.IN_USE
                                ? "库文件 %s 正被另一个程序使用。一个库文件同时只能由一个程序使用：请先停下另一个；要几台机器一起用，请换 PostgreSQL（docs/operations.md）。"
                                        .formatted(H2File.of(url)
                                                .map(Object::toString)
                                                .orElse(url))
                                : "连不上数据库 %s：%s。请检查它是否已经启动，地址、账号和密码对不对。".formatted(url, e.getMessage())));
            }
        }

        /** However long that may be: whoever stops the program meanwhile waits for nobody. */
        private static void waitForTurn(Connection own) throws SQLException {
            Thread stop = new Thread(() -> abort(own), "start-turn-stop");
            Runtime.getRuntime().addShutdownHook(stop);
            try {
                Nodes.waitForTurn(own);
                Runtime.getRuntime().removeShutdownHook(stop);
            } catch (IllegalStateException stopping) {
                throw new UnsafeStart(List.of(STOPPED));
            } catch (SQLException e) {
                if (own.isClosed()) {
                    throw new UnsafeStart(List.of(STOPPED));
                }
                throw e;
            }
        }

        private static void abort(Connection own) {
            try {
                own.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.warn("The wait for the turn to start was not broken off", e);
            }
        }

        private Connection connect() throws SQLException {
            Connection own = DriverManager.getConnection(url, account);
            connection = own;
            return own;
        }

        private static void refuseWhileMoved(Connection own) throws SQLException {
            if (!Nodes.isAlive(own)) {
                throw new UnsafeStart(List.of("数据库里的数据正在搬（move）。请等它搬完再启动。"));
            }
        }

        /** All is there: the next may begin. */
        @Override
        public synchronized void onApplicationEvent(ApplicationReadyEvent ready) {
            Connection own = connection;
            if (own == null) {
                return;
            }
            try {
                if (isServer) {
                    Nodes.passTurn(own);
                } else {
                    close();
                }
            } catch (SQLException e) {
                LOG.warn("The turn to start was not passed on; it ends with its connection: {}", e.getMessage());
            }
        }

        /** A server that was started again has forgotten that we are alive. */
        private void watch() {
            ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
                Thread one = new Thread(work, "database-of-this-node");
                one.setDaemon(true);
                return one;
            });
            watch = thread;
            thread.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
        }

        synchronized void look() {
            try {
                Connection own = connection;
                if (own == null || own.isValid(ANSWER_SECONDS)) {
                    return;
                }
                close();
                if (!Nodes.isAlive(connect())) {
                    LOG.error("The data are being moved to another database while this program uses them");
                }
            } catch (SQLException e) {
                LOG.debug("The database is away; the next look follows", e);
            }
        }

        private void close() throws SQLException {
            Connection own = connection;
            if (own != null) {
                own.close();
            }
        }

        @Override
        public synchronized void destroy() throws SQLException {
            ScheduledExecutorService thread = watch;
            if (thread != null) {
                thread.shutdownNow();
            }
            close();
            connection = null;
        }
    }
}
