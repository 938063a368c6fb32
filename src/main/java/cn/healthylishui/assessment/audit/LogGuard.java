package cn.healthylishui.assessment.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * Refuses to change or delete what the log has, in H2, where a trigger is a class; PostgreSQL has the same in its own language. A
 * removal that is open ({@link LogRetention}) lets its entries go, and may be closed.
 */
public final class LogGuard implements Trigger {

    private static final String REFUSED = "操作日志只能增加，不能修改或删除。";

    private String table = "";
    private final List<String> columns = new ArrayList<>();

    @Override
    public void init(Connection connection, String schema, String trigger, String guarded, boolean before, int type)
            throws SQLException {
        table = guarded.toLowerCase(Locale.ROOT);
        try (ResultSet rs = connection.getMetaData().getColumns(null, schema, guarded, null)) {
            while (rs.next()) {
                columns.add(rs.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
            }
        }
    }

    @Override
    public void fire(Connection connection, @Nullable Object @Nullable [] before, @Nullable Object @Nullable [] after)
            throws SQLException {
        Objects.requireNonNull(before);
        boolean allowed =
                switch (table) {
                    case "operation_log" -> after == null && isBeingRemoved(connection, before);
                    case "operation_log_removal" -> after != null && closes(before, after);
                    default -> false;
                };
        if (!allowed) {
            throw new SQLException(REFUSED);
        }
    }

    private boolean isBeingRemoved(Connection connection, @Nullable Object[] entry) throws SQLException {
        if (LogRetention.KEPT_ACTIONS.contains(value(entry, "action"))) {
            return false;
        }
        boolean old = value(entry, "salt") == null;
        try (PreparedStatement question = connection.prepareStatement(
                old ? "select 1 from operation_log_removal where is_open and first_number = 1" : """
                          select 1 from operation_log_seal s join operation_log_removal r
                            on r.is_open and s.number between r.first_number and r.last_number
                          where s.entry_id = ?
                          """)) {
            if (!old) {
                question.setObject(1, value(entry, "id"));
            }
            try (ResultSet found = question.executeQuery()) {
                return found.next();
            }
        }
    }

    private boolean closes(@Nullable Object[] before, @Nullable Object[] after) {
        return Boolean.TRUE.equals(value(before, "is_open"))
                && Boolean.FALSE.equals(value(after, "is_open"))
                && List.of("id", "first_number", "last_number").stream()
                        .allMatch(column -> Objects.equals(value(before, column), value(after, column)));
    }

    private @Nullable Object value(@Nullable Object[] row, String column) {
        return row[columns.indexOf(column)];
    }
}
