package cn.healthylishui.assessment.database;

import cn.healthylishui.assessment.database.MovedTable.Content;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * 搬数据: every row of every table, ours, the engine's, logins and what migrations there were, from one database into the tables of another
 * that was made for it. All of it is looked at again there afterwards.
 */
final class Transfer {

    /** The record of migrations: the checksum of a script that each database has in its own words is its own. */
    static final String MIGRATIONS = "flyway_schema_history";

    private static final String CHECKSUM = "checksum";

    /** What a table has on both sides. */
    record Compared(Content there, Content here) {
        boolean isSame() {
            return there.equals(here);
        }
    }

    /** Between copying and looking; tests alter a value there. */
    interface Meanwhile {
        void act(Connection target) throws SQLException;
    }

    private final Side from;
    private final Side to;
    private final Connection source;
    private final Connection target;

    /** @param source and target in transactions of their own */
    Transfer(Side from, Side to, Connection source, Connection target) {
        this.from = from;
        this.to = to;
        this.source = source;
        this.target = target;
    }

    /** @return what both sides have of each table, by its name; where they differ the transaction is to be taken back */
    Map<String, Compared> run(Meanwhile meanwhile) throws SQLException {
        Map<String, MovedTable> there = MovedTable.all(source);
        Map<String, MovedTable> here = MovedTable.all(target);
        refuseOtherTables(there, here);
        Map<String, Content> copied = new LinkedHashMap<>();
        try (Statement statement = target.createStatement();
                Statement asking = source.createStatement()) {
            to.dialect().letRowsComeInAnyOrder(statement);
            Map<String, @Nullable Object> checksums = checksums(statement);
            for (MovedTable table : here.values()) {
                if (!table.isEmpty(target)) {
                    statement.executeUpdate("delete from " + table.quoted());
                }
            }
            for (Map.Entry<String, MovedTable> one : there.entrySet()) {
                MovedTable table = comparable(one.getKey(), one.getValue());
                copied.put(
                        one.getKey(),
                        table.copyTo(
                                comparable(one.getKey(), Objects.requireNonNull(here.get(one.getKey()))),
                                from,
                                source,
                                target));
            }
            restore(checksums);
            goOnCounting(here, from.dialect().nextNumbers(asking), statement);
            to.dialect().holdKeysAgain(statement);
        }
        meanwhile.act(target);
        Map<String, Compared> compared = new TreeMap<>();
        for (Map.Entry<String, Content> one : copied.entrySet()) {
            MovedTable table = comparable(one.getKey(), Objects.requireNonNull(here.get(one.getKey())));
            compared.put(one.getKey(), new Compared(one.getValue(), table.content(to, target)));
        }
        return compared;
    }

    private static void refuseOtherTables(Map<String, MovedTable> there, Map<String, MovedTable> here) {
        Set<String> all = new TreeSet<>(there.keySet());
        all.addAll(here.keySet());
        List<String> other = all.stream()
                .filter(name -> !shape(there.get(name)).equals(shape(here.get(name))))
                .toList();
        if (!other.isEmpty()) {
            throw new NotMoved("来源的表和本程序的不一样：%s。来源里有别的程序建的表，或者表被改过；请换成只有本程序的表的库。".formatted(String.join("、", other)));
        }
    }

    private static List<String> shape(@Nullable MovedTable table) {
        return table == null
                ? List.of("none")
                : table.columns().stream()
                        .map(column -> column.key() + " " + column.kind())
                        .toList();
    }

    private static MovedTable comparable(String key, MovedTable table) {
        return key.equals(MIGRATIONS) ? table.without(CHECKSUM) : table;
    }

    /** By script, as the migrations of the target have written them; not all have a version. */
    private static Map<String, @Nullable Object> checksums(Statement statement) throws SQLException {
        Map<String, @Nullable Object> checksums = new HashMap<>();
        try (ResultSet rows =
                statement.executeQuery("select \"script\", \"checksum\" from \"%s\"".formatted(MIGRATIONS))) {
            while (rows.next()) {
                checksums.put(rows.getString(1), rows.getObject(2));
            }
        }
        return checksums;
    }

    private void restore(Map<String, @Nullable Object> checksums) throws SQLException {
        try (PreparedStatement update = target.prepareStatement(
                "update \"%s\" set \"checksum\" = ? where \"script\" = ?".formatted(MIGRATIONS))) {
            for (Map.Entry<String, @Nullable Object> one : checksums.entrySet()) {
                update.setObject(1, one.getValue(), Types.INTEGER);
                update.setString(2, one.getKey());
                update.executeUpdate();
            }
        }
    }

    /** A number that was given once is not given again, though its row is gone: it may stand in the log. */
    private void goOnCounting(Map<String, MovedTable> here, Map<String, Long> next, Statement statement)
            throws SQLException {
        for (Map.Entry<String, Long> one : next.entrySet()) {
            String[] parts = one.getKey().split("\\.", 2);
            MovedTable table = Objects.requireNonNull(here.get(parts[0]));
            String column = table.columns().stream()
                    .filter(candidate -> candidate.key().equals(parts[1]))
                    .findFirst()
                    .orElseThrow()
                    .name();
            statement.execute(to.dialect().goOnFrom(table.name(), column, one.getValue()));
        }
    }
}
