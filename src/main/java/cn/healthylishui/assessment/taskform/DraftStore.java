package cn.healthylishui.assessment.taskform;

import cn.healthylishui.assessment.limits.Characters;
import cn.healthylishui.assessment.limits.Limits;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.Draft.DraftRow;
import cn.healthylishui.assessment.taskform.Draft.RowId;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

    private record Opened(String taskId, long seq) {}

    private record Seen(String taskId, String userId, long seq) {}

    private record StoredRow(
            String taskId,
            String section,
            String rowKey,
            String content,
            long version,
            String changedBy,
            LocalDateTime changedAt) {}

    private final Rows rows;
    private final ObjectMapper json;
    private final Clock clock;
    private final Limits limits;

    DraftStore(JdbcClient jdbc, ObjectMapper json, Clock clock, Limits limits) {
        this.rows = new Rows(jdbc);
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
            rows.insert("task_draft", new Opened(taskId, 0));
        }
    }

    /** The task is done and will come back: these rows wait for it under a name, with who typed them and when. */
    @Transactional
    public void keep(String taskId, Set<RowId> kept, String name) {
        close(name);
        load(taskId).rows().keySet().stream()
                .filter(row -> !kept.contains(row))
                .forEach(row -> rows.update(
                        "delete from task_draft_row where task_id = :task and section = :section and row_key = :key",
                        taskId,
                        row.section(),
                        row.key()));
        rows.update("delete from task_draft_seen where task_id = :task", taskId);
        rename(taskId, name);
    }

    private int rename(String from, String to) {
        rows.update("update task_draft_row set task_id = :to where task_id = :from", to, from);
        return rows.update("update task_draft set task_id = :to where task_id = :from", to, from);
    }

    @Transactional(readOnly = true)
    public Draft load(String taskId) {
        Map<RowId, DraftRow> filled =
                rows.list(StoredRow.class, "select * from task_draft_row where task_id = :task", taskId).stream()
                        .collect(Collectors.toMap(
                                row -> new RowId(row.section(), row.rowKey()),
                                row -> new DraftRow(
                                        cells(row.content()), row.version(), row.changedBy(), row.changedAt())));
        long seq = rows.find(Long.class, "select seq from task_draft where task_id = :task", taskId)
                .orElse(0L);
        return new Draft(seq, filled);
    }

    /**
     * @throws DraftConflict where a colleague saved one of the rows meanwhile; then nothing is saved
     * @throws Refused where there is more in it than a draft can hold, or the task is done
     */
    @Transactional
    public void save(String taskId, List<RowChange> changes, String userId) {
        refuseTooMuch(changes);
        int locked = rows.update("update task_draft set seq = seq + 1 where task_id = :task", taskId);
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
        StoredRow row = new StoredRow(
                taskId,
                change.section(),
                change.key(),
                text(change.values()),
                stored.seq(),
                userId,
                LocalDateTime.now(clock));
        if (stored.row(change.section(), change.key()) == null) {
            rows.insert("task_draft_row", row);
        } else {
            rows.update(
                    """
                    update task_draft_row set content = :content, version = :version, changed_by = :user, changed_at = :at
                    where task_id = :task and section = :section and row_key = :key
                    """,
                    row.content(),
                    row.version(),
                    row.changedBy(),
                    row.changedAt(),
                    taskId,
                    row.section(),
                    row.rowKey());
        }
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
            rows.insert("task_draft_seen", new Seen(taskId, userId, seq));
        }
    }

    private boolean noteSeen(String taskId, String userId, long seq) {
        return rows.update(
                        "update task_draft_seen set seq = :seq where task_id = :task and user_id = :user",
                        seq,
                        taskId,
                        userId)
                > 0;
    }

    /** Holds up saving and completing until the transaction ends; tells whether the task is open at all. */
    @Transactional
    public boolean lock(String taskId) {
        return lockedSeq(taskId).isPresent();
    }

    private Optional<Long> lockedSeq(String taskId) {
        return rows.find(Long.class, "select seq from task_draft where task_id = :task for update", taskId);
    }

    /** Whether the user has been shown the draft as it stands; locks the draft until the transaction ends. */
    @Transactional
    public boolean hasBeenShownLatest(String taskId, String userId) {
        Long seq = lockedSeq(taskId).orElse(-1L);
        return rows.find(
                        Long.class,
                        "select seq from task_draft_seen where task_id = :task and user_id = :user",
                        taskId,
                        userId)
                .filter(seq::equals)
                .isPresent();
    }

    /** The task is done and its content carried over to where it belongs. */
    @Transactional
    public void close(String taskId) {
        for (String table : List.of("task_draft_row", "task_draft_seen", "task_draft")) {
            rows.update("delete from " + table + " where task_id = :task", taskId);
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
