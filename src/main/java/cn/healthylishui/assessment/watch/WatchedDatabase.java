package cn.healthylishui.assessment.watch;

import cn.healthylishui.assessment.persistence.Rows;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which database it is, how large, how quick, and how many of its connections are in use. */
@Component
@Order(20)
class WatchedDatabase implements Watched {

    private static final int SECONDS = 2;
    private static final String POSTGRESQL = "PostgreSQL";

    private final DataSource source;
    private final Rows rows;
    private final WatchedPlaces places;
    private final Watching watching;

    WatchedDatabase(DataSource source, JdbcClient jdbc, WatchedPlaces places, Watching watching) {
        this.source = source;
        this.rows = new Rows(jdbc);
        this.places = places;
        this.watching = watching;
    }

    @Override
    public String name() {
        return "数据库";
    }

    @Override
    public List<Sign> look() {
        long begun = System.nanoTime();
        String product;
        String version;
        try (Connection connection = source.getConnection()) {
            if (!connection.isValid(SECONDS)) {
                return List.of(away());
            }
            DatabaseMetaData about = connection.getMetaData();
            product = about.getDatabaseProductName();
            version = about.getDatabaseProductVersion().replaceFirst(" .*", "");
        } catch (SQLException unanswered) {
            return List.of(away());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        String said = "%s %s，%s；%s%d毫秒应答。"
                .formatted(product, version, size(product), connections(), Math.max(1, took.toMillis()));
        return List.of(sign(said, took, pool()));
    }

    private Sign sign(String said, Duration took, @Nullable HikariPoolMXBean pool) {
        if (pool != null && pool.getThreadsAwaitingConnection() > 0) {
            return new Sign(
                    name(),
                    Lamp.NOTE,
                    said,
                    "连接用完了，有%d个请求在等。过几分钟仍然这样的，请看是否有人在大批导出，或者数据库变慢了。".formatted(pool.getThreadsAwaitingConnection()));
        }
        return took.compareTo(watching.slowAnswer()) > 0
                ? new Sign(name(), Lamp.NOTE, said, "应答慢。请看数据库所在的机器是否太忙，磁盘是否太慢。")
                : Sign.fine(name(), said);
    }

    private Sign away() {
        return new Sign(name(), Lamp.ACT, "没有应答。", "请看数据库是否在运行、网络是否通。恢复以后程序自己接上，不用重启；正在办理的人填写的内容还在他们的浏览器里。");
    }

    private String size(String product) {
        return places.databaseFile()
                .map(file -> "文件" + Words.size(file.toFile().length()))
                .orElseGet(() -> product.equals(POSTGRESQL)
                        ? Words.size(rows.get(Long.class, "select pg_database_size(current_database())"))
                        : "在内存里，程序停下就没有了");
    }

    private String connections() {
        HikariPoolMXBean pool = pool();
        return pool == null ? "" : "连接在用%d个，已建立%d个；".formatted(pool.getActiveConnections(), pool.getTotalConnections());
    }

    private @Nullable HikariPoolMXBean pool() {
        try {
            return source.isWrapperFor(HikariDataSource.class)
                    ? source.unwrap(HikariDataSource.class).getHikariPoolMXBean()
                    : null;
        } catch (SQLException none) {
            return null;
        }
    }
}
