package cn.healthylishui.assessment.taskform;

import cn.healthylishui.assessment.limits.Characters;
import cn.healthylishui.assessment.limits.Limits;
import cn.healthylishui.assessment.taskform.Draft.DraftRow;
import cn.healthylishui.assessment.taskform.Draft.RowId;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps drafts. Saves of one task queue up behind its {@code task_draft} row, so two people never overwrite each other unseen:
 * a row is saved only against the version that its writer saw.
 */
@Component
public class DraftStore {

    /** @param version the version of the row that the writer had before typing */
    public record RowChange(String section, String key, long version, Map<String, String> values) {

        public RowChange {
            Objects.requireNonNull(section);
            Objects.requireNonNull(key);
            values.forEach((column, value) -> {
                Objects.requireNonNull(column);
                Objects.requireNonNull(value);
            });
        }
    }

    /** Of the columns that rows are told by. */
    private static final int LONGEST_SECTION = 50;

    private static final int LONGEST_KEY = 100;

    /** More than any form has. */
    private static final int MOST_COLUMNS = 1000;

    public static final String FOREIGN_ROW = "这一行不在您这次要填的内容里，没有保存。请刷新页面后再填。";

    private static final TypeReference<Map<String, String>> CELLS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;
    private final Limits limits;

    DraftStore(JdbcClient jdbc, ObjectMapper json, Clock clock, Limits limits) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.limits = limits;
    }

    /**
     * Opens the draft of a task that has just arrived.
     *
     * @param name under which rows were kept for it, if any were
     */
    @Transactional
    public void open(String taskId, String name) {
        if (rename(name, taskId) == 0) {
            jdbc.sql("insert into task_draft (task_id, seq) values (:task, 0)")
                    .param("task", taskId)
                    .update();
        }
    }

    /** The task is done and will come back: these rows wait for it under a name, with who typed them and when. */
    @Transactional
    public void keep(String taskId, Set<RowId> rows, String name) {
        close(name);
        load(taskId).rows().keySet().stream().filter(row -> !rows.contains(row)).forEach(row -> jdbc.sql(
                        "delete from task_draft_row where task_id = :task and section = :section and row_key = :key")
                .param("task", taskId)
                .param("section", row.section())
                .param("key", row.key())
                .update());
        jdbc.sql("delete from task_draft_seen where task_id = :task")
                .param("task", taskId)
                .update();
        rename(taskId, name);
    }

    private int rename(String from, String to) {
        jdbc.sql("update task_draft_row set task_id = :to where task_id = :from")
                .param("to", to)
                .param("from", from)
                .update();
        return jdbc.sql("update task_draft set task_id = :to where task_id = :from")
                .param("to", to)
                .param("from", from)
                .update();
    }

    @Transactional(readOnly = true)
    public Draft load(String taskId) {
        Map<RowId, DraftRow> rows = new HashMap<>();
        jdbc.sql(
                        "select section, row_key, content, version, changed_by, changed_at from task_draft_row where task_id = :task")
                .param("task", taskId)
                .query(rs -> {
                    rows.put(
                            new RowId(rs.getString("section"), rs.getString("row_key")),
                            new DraftRow(
                                    cells(rs.getString("content")),
                                    rs.getLong("version"),
                                    rs.getString("changed_by"),
                                    rs.getTimestamp("changed_at").toLocalDateTime()));
                });
        long seq = jdbc.sql("select seq from task_draft where task_id = :task")
                .param("task", taskId)
                .query(Long.class)
                .optional()
                .orElse(0L);
        return new Draft(seq, rows);
    }

    /**
     * @throws DraftConflict where a colleague saved one of the rows meanwhile; then nothing is saved
     * @throws Refused where there is more in it than a draft can hold, or the task is done
     */
    @Transactional
    public void save(String taskId, List<RowChange> changes, String userId) {
        refuseTooMuch(changes);
        int locked = jdbc.sql("update task_draft set seq = seq + 1 where task_id = :task")
                .param("task", taskId)
                .update();
        if (locked == 0) {
            throw new Refused("这项任务已经办结，内容不能再改。请回到任务清单查看。");
        }
        Draft stored = load(taskId);
        Map<RowId, DraftRow> conflicts = new LinkedHashMap<>();
        for (RowChange change : changes) {
            DraftRow row = stored.row(change.section(), change.key());
            if (row != null
                    && row.version() != change.version()
                    && !row.values().equals(change.values())) {
                conflicts.put(new RowId(change.section(), change.key()), row);
            }
        }
        if (!conflicts.isEmpty()) {
            throw new DraftConflict(conflicts);
        }
        changes.forEach(change -> write(taskId, change, stored, userId));
    }

    private void refuseTooMuch(List<RowChange> changes) {
        if (changes.size() > limits.rowsASave()) {
            throw new Refused("一次最多保存%d行，这次有%d行，没有保存。请分几次填写。".formatted(limits.rowsASave(), changes.size()));
        }
        for (RowChange change : changes) {
            if (change.section().length() > LONGEST_SECTION
                    || change.key().length() > LONGEST_KEY
                    || change.values().size() > MOST_COLUMNS) {
                throw new Refused(FOREIGN_ROW);
            }
            change.values().forEach((column, value) -> {
                if (column.length() > LONGEST_KEY) {
                    throw new Refused(FOREIGN_ROW);
                }
                refuseUnreadable(column);
                refuseUnreadable(value);
                if (value.length() > limits.cell()) {
                    throw new Refused("有一格填了%d字，最多%d字，没有保存（以“%s…”开头的一格）。请精简，详细内容可以作为材料上传。"
                            .formatted(value.length(), limits.cell(), value.substring(0, 12)));
                }
            });
            refuseUnreadable(change.section());
            refuseUnreadable(change.key());
        }
    }

    private static void refuseUnreadable(String text) {
        if (!Characters.areReadable(text)) {
            throw new Refused("有一格里有看不见的控制字符，没有保存。请清空这一格，重新输入。");
        }
    }

    private void write(String taskId, RowChange change, Draft stored, String userId) {
        String statement = stored.row(change.section(), change.key()) == null ? """
                insert into task_draft_row (task_id, section, row_key, content, version, changed_by, changed_at)
                values (:task, :section, :key, :content, :version, :user, :at)
                """ : """
                update task_draft_row set content = :content, version = :version, changed_by = :user, changed_at = :at
                where task_id = :task and section = :section and row_key = :key
                """;
        jdbc.sql(statement)
                .param("task", taskId)
                .param("section", change.section())
                .param("key", change.key())
                .param("content", text(change.values()))
                .param("version", stored.seq())
                .param("user", userId)
                .param("at", Timestamp.valueOf(LocalDateTime.now(clock)))
                .update();
    }

    /** Notes that this user has been shown the draft as of {@code seq}. */
    @Transactional
    public void shown(String taskId, String userId, long seq) {
        if (noteSeen(taskId, userId, seq)) {
            return;
        }
        // Two first looks at once would collide on the primary key: behind the lock the second finds the first one's
        // row.
        if (lockedSeq(taskId).isEmpty()) {
            throw new Refused("这项任务刚刚办结，或已经收回。请回到任务清单查看。");
        }
        if (!noteSeen(taskId, userId, seq)) {
            jdbc.sql("insert into task_draft_seen (task_id, user_id, seq) values (:task, :user, :seq)")
                    .param("task", taskId)
                    .param("user", userId)
                    .param("seq", seq)
                    .update();
        }
    }

    private boolean noteSeen(String taskId, String userId, long seq) {
        return jdbc.sql("update task_draft_seen set seq = :seq where task_id = :task and user_id = :user")
                        .param("seq", seq)
                        .param("task", taskId)
                        .param("user", userId)
                        .update()
                > 0;
    }

    /** Holds up saving and completing until the transaction ends; tells whether the task is open at all. */
    @Transactional
    public boolean lock(String taskId) {
        return lockedSeq(taskId).isPresent();
    }

    private Optional<Long> lockedSeq(String taskId) {
        return jdbc.sql("select seq from task_draft where task_id = :task for update")
                .param("task", taskId)
                .query(Long.class)
                .optional();
    }

    /** Whether the user has been shown the draft as it stands; locks the draft until the transaction ends. */
    @Transactional
    public boolean hasBeenShownLatest(String taskId, String userId) {
        Long seq = lockedSeq(taskId).orElse(-1L);
        return jdbc.sql("select seq from task_draft_seen where task_id = :task and user_id = :user")
                .param("task", taskId)
                .param("user", userId)
                .query(Long.class)
                .optional()
                .filter(seq::equals)
                .isPresent();
    }

    /** The task is done and its content carried over to where it belongs. */
    @Transactional
    public void close(String taskId) {
        for (String table : List.of("task_draft_row", "task_draft_seen", "task_draft")) {
            jdbc.sql("delete from " + table + " where task_id = :task")
                    .param("task", taskId)
                    .update();
        }
    }

    private Map<String, String> cells(String content) {
        try {
            return json.readValue(content, CELLS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored draft row is not readable", e);
        }
    }

    private String text(Map<String, String> values) {
        try {
            return json.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A draft row cannot be written", e);
        }
    }
}
