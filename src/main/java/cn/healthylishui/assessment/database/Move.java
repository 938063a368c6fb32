package cn.healthylishui.assessment.database;

import cn.healthylishui.assessment.database.Transfer.Compared;
import cn.healthylishui.assessment.database.Transfer.Meanwhile;
import cn.healthylishui.assessment.persistence.H2File;
import cn.healthylishui.assessment.persistence.TornFile;
import cn.healthylishui.assessment.start.Command;
import cn.healthylishui.assessment.start.UnsafeStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * 换数据库: {@code move --to jdbc:postgresql://host:port/name} takes all that a stopped program has in its H2 file, or what lies in a backup
 * of it ({@code --from FILE}), to an empty PostgreSQL; {@code move --to jdbc:h2:file:FILE} with the profile {@code postgres} takes it back.
 * The target is there as a whole or not at all. Exit code 0 where both sides have the same, 1 where they differ, 2 where it could not be moved.
 */
public final class Move implements Command {

    private static final String TO = "--to";
    private static final String FROM = "--from";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    /** Under this name it is made; a program that looks for its database does not find it before it is whole. */
    private static final String IN_THE_MAKING = ".moving";

    private static final int DIFFERENT = 1;
    private static final int NOT_MOVED = 2;
    private static final int SHOWN_OF_A_HASH = 16;

    private static final String USAGE = """
            用法：move --to jdbc:postgresql://主机:端口/库名 [--from H2库文件]　　把停下的程序的库文件（或备份里的库文件）搬到空的 PostgreSQL
            　　　move --to jdbc:h2:file:库文件 --spring.profiles.active=postgres　　把 PostgreSQL 里的搬到新的库文件
            PostgreSQL 的账号和密码来自环境变量 ASSESSMENT_DATABASE_USER、ASSESSMENT_DATABASE_PASSWORD（或 ASSESSMENT_DATABASE_PASSWORD_FILE）。""";

    private final Meanwhile meanwhile;

    public Move() {
        this(target -> {});
    }

    /** @param meanwhile between copying and comparing */
    Move(Meanwhile meanwhile) {
        this.meanwhile = meanwhile;
    }

    /** Nothing is started. */
    static class SettingsAlone {}

    private record Ends(Side from, Side to) {}

    @Override
    public String name() {
        return "move";
    }

    @Override
    public int run(List<String> arguments) {
        String to = null;
        String from = null;
        List<String> settings = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            boolean hasNext = i + 1 < arguments.size();
            if (argument.equals(TO) && hasNext && to == null) {
                to = arguments.get(++i);
            } else if (argument.equals(FROM) && hasNext && from == null) {
                from = arguments.get(++i);
            } else if (argument.startsWith("--") && argument.contains("=")) {
                settings.add(argument);
            } else {
                to = null;
                break;
            }
        }
        if (to == null) {
            System.err.println(USAGE);
            return NOT_MOVED;
        }
        try {
            return move(ends(to, from, settings));
        } catch (NotMoved | UnsafeStart why) {
            System.err.println("没有搬：" + why.getMessage());
        } catch (SQLException | RuntimeException unforeseen) {
            System.err.println("没有搬成：" + unforeseen.getMessage());
        }
        return NOT_MOVED;
    }

    private static Ends ends(String to, @Nullable String from, List<String> settings) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(SettingsAlone.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .properties("logging.level.root=off", "spring.main.banner-mode=off")
                .run(settings.toArray(String[]::new))) {
            return ends(to, from, context.getEnvironment());
        }
    }

    private static Ends ends(String to, @Nullable String from, Environment settings) {
        String url = settings.getProperty("spring.datasource.url", "");
        String user = settings.getProperty("spring.datasource.username", "");
        String password = settings.getProperty("spring.datasource.password", "");
        if (to.startsWith(POSTGRESQL)) {
            if (from == null && !isFile(url)) {
                throw new NotMoved("不知道搬哪个库文件：设置里的数据库（%s）不是 H2 库文件。请用 --from 指明库文件。".formatted(url));
            }
            String account = settings.getProperty("assessment.database.user", "");
            if (account.isBlank()) {
                throw new NotMoved("不知道用哪个账号写入 PostgreSQL：请设环境变量 ASSESSMENT_DATABASE_USER。");
            }
            boolean ofSettings = isFile(url);
            return new Ends(
                    Side.h2Source(
                            from == null ? H2File.of(url).orElseThrow() : named(from),
                            ofSettings ? user : Side.H2_USER,
                            ofSettings ? password : ""),
                    Side.postgreSql(to, account, settings.getProperty("assessment.database.password", "")));
        }
        if (isFile(to)) {
            if (from != null || !url.startsWith(POSTGRESQL)) {
                throw new NotMoved("搬到库文件的，只能从 PostgreSQL 搬：请去掉 --from，加上 --spring.profiles.active=postgres。");
            }
            return new Ends(
                    Side.postgreSql(url, user, password), Side.h2(H2File.of(to).orElseThrow(), Side.H2_USER, ""));
        }
        throw new NotMoved("不认识目标“%s”：要写成 jdbc:postgresql://主机:端口/库名，或者 jdbc:h2:file:库文件。".formatted(to));
    }

    private static boolean isFile(String url) {
        return H2File.of(url).isPresent();
    }

    /** With or without the ending of its name. */
    private static Path named(String file) {
        return Path.of(file.endsWith(H2File.SUFFIX) ? file : file + H2File.SUFFIX)
                .toAbsolutePath()
                .normalize();
    }

    private int move(Ends ends) throws SQLException {
        long started = System.nanoTime();
        Side from = ends.from();
        Map<String, Compared> compared;
        if (from.dialect() == Dialect.H2 && !Files.exists(from.file())) {
            throw new NotMoved("没有库文件“%s”。请在 data/ 所在的目录运行，或者用 --from 指明。".formatted(from.file()));
        }
        if (ends.to().dialect() == Dialect.H2 && Files.exists(ends.to().file())) {
            throw new NotMoved(
                    "已经有库文件“%s”。请写一个还没有的文件，或者先把它移走。".formatted(ends.to().file()));
        }
        boolean closed = from.dialect() != Dialect.H2 || TornFile.isClosed(from.file());
        try (Connection source = open(from)) {
            if (!closed) {
                throw new NotMoved("库文件“%s”没有关好：程序被强行结束过，或者停过电。请先用这一版的程序在它上面启动一次，停下以后再搬。".formatted(from.file()));
            }
            if (!MovedTable.all(source).containsKey(Transfer.MIGRATIONS)) {
                throw new NotMoved("来源（%s）里没有本程序的表。请检查写的是不是本程序用的库。".formatted(from.name()));
            }
            refuseOtherVersion(from);
            System.out.printf("从 %s 搬到 %s ……%n", from.name(), ends.to().name());
            compared = ends.to().dialect() == Dialect.H2
                    ? intoFile(from, ends.to(), source)
                    : intoServer(from, ends.to(), source);
        }
        print(compared);
        boolean same = compared.values().stream().allMatch(Compared::isSame);
        if (!same) {
            System.out.println("有的表两边不一样，目标已经清空。请再搬一次；还是不一样的，把以上结果交给维护人员。");
            return DIFFERENT;
        }
        System.out.printf(
                "两边完全一样，用时%d秒。来源没有改动，请留着，等新的库用稳了再处理。%n",
                Duration.ofNanos(System.nanoTime() - started).toSeconds());
        return 0;
    }

    private static Connection open(Side side) throws SQLException {
        try {
            Connection connection = side.connect();
            if (side.dialect() == Dialect.POSTGRESQL && !Nodes.keepAllOut(connection)) {
                connection.close();
                throw new NotMoved("PostgreSQL 里的库（%s）正被使用：程序还在运行，或者另一个 move 正在搬。请先停下全部机器上的程序。".formatted(side.url()));
            }
            return connection;
        } catch (SQLException e) {
            if (e.getErrorCode() == H2File.IN_USE) {
                throw new NotMoved("库文件“%s”正被使用：程序还在运行。请先停下程序。".formatted(side.file()));
            }
            throw new NotMoved("打不开数据库 %s：%s。请检查地址、账号和密码。".formatted(side.name(), e.getMessage()));
        }
    }

    private static void refuseOtherVersion(Side from) {
        switch (Schema.version(from)) {
            case SAME -> {}
            case OLDER -> throw new NotMoved("来源是以前版本的程序用的。请先用这一版的程序在来源上启动一次，完成升级，停下以后再搬。");
            case NEWER -> throw new NotMoved("来源是更新版本的程序用的。请用那一版的程序搬。");
            case BROKEN -> throw new NotMoved("来源上一次升级没有完成。请先恢复备份，用这一版的程序启动一次，停下以后再搬。");
        }
    }

    private Map<String, Compared> intoServer(Side from, Side to, Connection source) throws SQLException {
        try (Connection target = open(to)) {
            if (!MovedTable.all(target).isEmpty()) {
                throw new NotMoved("PostgreSQL 里的库（%s）不是空的，里面已经有表。请新建一个空的库。".formatted(to.url()));
            }
            boolean whole = false;
            try {
                Schema.make(to, target);
                target.setAutoCommit(false);
                Map<String, Compared> compared = transfer(from, to, source, target);
                whole = compared.values().stream().allMatch(Compared::isSame);
                if (whole) {
                    target.commit();
                }
                return compared;
            } finally {
                if (!whole) {
                    empty(target);
                }
            }
        }
    }

    /** It had no table before. */
    private static void empty(Connection target) throws SQLException {
        if (!target.getAutoCommit()) {
            target.rollback();
            target.setAutoCommit(true);
        }
        try (Statement statement = target.createStatement()) {
            for (MovedTable table : MovedTable.all(target).values()) {
                statement.execute("drop table %s cascade".formatted(table.quoted()));
            }
            for (String function : Dialect.strings(statement, """
                    select oid::regprocedure::text from pg_proc
                    where pronamespace = current_schema()::regnamespace and proname like 'operation_log_guard%'
                    """)) {
                statement.execute("drop function " + function);
            }
        }
    }

    private Map<String, Compared> intoFile(Side from, Side to, Connection source) throws SQLException {
        Path made = Path.of(H2File.withoutSuffix(to.file()) + IN_THE_MAKING + H2File.SUFFIX);
        Side making = Side.h2(made, to.user(), to.password());
        boolean whole = false;
        try {
            Files.deleteIfExists(made);
            Map<String, Compared> compared;
            try (Connection target = making.connect()) {
                Schema.make(making, target);
                target.setAutoCommit(false);
                compared = transfer(from, making, source, target);
                target.commit();
                try (Statement statement = target.createStatement()) {
                    statement.execute("shutdown compact");
                }
            }
            whole = compared.values().stream().allMatch(Compared::isSame);
            if (whole) {
                Files.move(made, to.file(), StandardCopyOption.ATOMIC_MOVE);
            }
            return compared;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!whole) {
                delete(made);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Compared> transfer(Side from, Side to, Connection source, Connection target)
            throws SQLException {
        source.setAutoCommit(false);
        return new Transfer(from, to, source, target).run(meanwhile);
    }

    private static void print(Map<String, Compared> compared) {
        System.out.println("表\t来源行数\t目标行数\t内容校验值\t结果");
        compared.forEach((table, content) -> System.out.printf(
                "%s\t%d\t%d\t%s\t%s%n",
                table,
                content.there().rows(),
                content.here().rows(),
                content.isSame()
                        ? shown(content.there().hash())
                        : shown(content.there().hash()) + "≠"
                                + shown(content.here().hash()),
                content.isSame() ? "一样" : "不一样"));
        System.out.printf(
                "共%d张表，来源%d行，目标%d行%n",
                compared.size(),
                compared.values().stream().mapToLong(one -> one.there().rows()).sum(),
                compared.values().stream().mapToLong(one -> one.here().rows()).sum());
    }

    private static String shown(String hash) {
        return hash.substring(hash.length() - SHOWN_OF_A_HASH);
    }
}
