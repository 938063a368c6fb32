package cn.healthylishui.assessment.reliability;

import cn.healthylishui.assessment.taskform.EvidenceFolder;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of the program and what it said to it, kept outside of it. What was acknowledged must be found exactly once; what was
 * asked and never answered may be there or not, but not twice and not by half.
 */
final class Ledger {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A cell that is typed over and over with a greater number; also of which account it is. */
    private static final class Cell {
        private long asked;
        private long acknowledged;
    }

    private static final class Sent {
        private final String sha256;
        private boolean acknowledged;

        private Sent(String sha256) {
            this.sha256 = sha256;
        }
    }

    /** One application for an extension: begun, handed in, decided. */
    private static final class Procedure {
        private @Nullable String instance;
        private boolean handedIn;
        private boolean decided;
    }

    /**
     * What an image of the database and of the folder of evidence was found to hold.
     *
     * @param acknowledged how many things the program had said were done
     * @param found how many of them are there, once
     */
    record Found(long acknowledged, long found, List<String> lost, List<String> doubled) {

        Found {
            lost = List.copyOf(lost);
            doubled = List.copyOf(doubled);
        }

        boolean isWhole() {
            return lost.isEmpty() && doubled.isEmpty() && acknowledged == found;
        }
    }

    private final Map<String, Cell> cells = new LinkedHashMap<>();
    private final Map<String, Sent> files = new LinkedHashMap<>();
    private final Map<String, Boolean> lines = new LinkedHashMap<>();
    private final Map<String, Procedure> procedures = new LinkedHashMap<>();
    private final Map<String, long[]> starts = new LinkedHashMap<>();
    private final Set<String> hashed = new HashSet<>();
    private long acknowledged;

    /** All that was acknowledged so far, each saved cell counted as often as it was saved. */
    synchronized long acknowledged() {
        return acknowledged;
    }

    synchronized long typing(String task) {
        return ++cells.computeIfAbsent(task, any -> new Cell()).asked;
    }

    synchronized void typed(String task, long number) {
        Cell cell = cells.get(task);
        cell.acknowledged = Math.max(cell.acknowledged, number);
        acknowledged++;
    }

    /** @return why this is not what may stand in the cell; empty where it is */
    synchronized String wrong(String task, String shown) {
        Cell cell = cells.computeIfAbsent(task, any -> new Cell());
        long number = number(shown);
        return cell.acknowledged <= number && number <= cell.asked
                ? ""
                : "Cell of %s: %d is shown, %d was acknowledged, %d asked for"
                        .formatted(task, number, cell.acknowledged, cell.asked);
    }

    synchronized void sending(String name, byte[] content) {
        files.put(name, new Sent(sha256(content)));
    }

    synchronized void sent(String name) {
        files.get(name).acknowledged = true;
        acknowledged++;
    }

    synchronized void noting(String reason) {
        lines.put(reason, false);
    }

    synchronized void noted(String reason) {
        lines.put(reason, true);
        acknowledged++;
    }

    /** It has begun one that nobody counts. */
    synchronized void hasBegun(String account) {
        starts.computeIfAbsent(account, any -> new long[2])[0]++;
    }

    synchronized void beginning(String account, String mark) {
        procedures.put(mark, new Procedure());
        starts.computeIfAbsent(account, any -> new long[2])[0]++;
    }

    synchronized void begun(String account, String mark, String instance) {
        procedures.get(mark).instance = instance;
        starts.get(account)[1]++;
        acknowledged++;
    }

    synchronized void handedIn(String mark) {
        procedures.get(mark).handedIn = true;
        acknowledged++;
    }

    synchronized void decided(String mark) {
        procedures.get(mark).decided = true;
        acknowledged++;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long number(String text) {
        String digits = text.replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    /** Looks for all of it. @param evidence the folder that belongs to the database */
    synchronized Found look(Connection database, Path evidence) throws SQLException, IOException {
        Look look = new Look(database, evidence);
        look.atCells();
        look.atFiles();
        look.atLines();
        look.atProcedures();
        return new Found(look.expected, look.expected - look.missed, look.lost, look.doubled);
    }

    private final class Look {

        private final Connection database;
        private final Path evidence;
        private final List<String> lost = new ArrayList<>();
        private final List<String> doubled = new ArrayList<>();
        private long expected;
        private long missed;

        private Look(Connection database, Path evidence) {
            this.database = database;
            this.evidence = evidence;
        }

        private void expect(boolean acknowledged, boolean there, String what) {
            if (!acknowledged) {
                return;
            }
            expected++;
            if (!there) {
                missed++;
                lost.add(what);
            }
        }

        /** @param all of which each must be there at most once */
        private void once(Map<String, Long> counts, String what) {
            counts.forEach((one, count) -> {
                if (count > 1) {
                    doubled.add("%s %s is there %d times".formatted(what, one, count));
                }
            });
        }

        private void atCells() throws SQLException, IOException {
            Map<String, String> contents =
                    strings("select task_id, content from task_draft_row where section = 'application'");
            for (Map.Entry<String, Cell> entry : cells.entrySet()) {
                Cell cell = entry.getValue();
                String content = contents.get(entry.getKey());
                long number = content == null
                        ? 0
                        : number(JSON.readTree(content).path(Client.CELL).asText());
                expect(cell.acknowledged > 0, number >= cell.acknowledged, "Cell of " + entry.getKey());
                if (number > cell.asked) {
                    doubled.add("Cell of %s holds %d, which nobody has typed".formatted(entry.getKey(), number));
                }
            }
        }

        private void atFiles() throws SQLException, IOException {
            Map<String, Long> counts = counts(
                    "select file_name, count(*) from evidence where file_name like 'trial-%' group by file_name");
            Map<String, String> stored =
                    strings("select file_name, sha256 from evidence where file_name like 'trial-%'");
            once(counts, "File");
            for (Map.Entry<String, Sent> entry : files.entrySet()) {
                String there = stored.get(entry.getKey());
                boolean whole = there != null && there.equals(entry.getValue().sha256) && isWhole(there);
                expect(entry.getValue().acknowledged, whole, "File " + entry.getKey());
                if (there != null && !whole) {
                    lost.add("The row of file %s is there, its content is not".formatted(entry.getKey()));
                }
            }
        }

        private boolean isWhole(String sha256) throws IOException {
            Path file = EvidenceFolder.of(evidence, sha256);
            if (!Files.exists(file)) {
                return false;
            }
            // What was read whole in an earlier image is only looked for in a later one.
            return hashed.contains(sha256) || sha256(Files.readAllBytes(file)).equals(sha256) && hashed.add(sha256);
        }

        private void atLines() throws SQLException {
            Map<String, Long> counts = counts(
                    "select reason, count(*) from operation_log where action = '日志保存期限' and reason is not null group by reason");
            once(counts, "Line of the log");
            lines.forEach((reason, noted) -> expect(noted, counts.containsKey(reason), "Line " + reason));
        }

        private void atProcedures() throws SQLException {
            Map<String, Long> begun = counts(
                    "select start_user_id_, count(*) from act_hi_procinst where proc_def_key_ = 'deadline-extension' and start_user_id_ is not null group by start_user_id_");
            starts.forEach((account, counted) -> {
                long there = begun.getOrDefault(account, 0L);
                if (there > counted[0]) {
                    doubled.add("%s has begun %d procedures and asked for %d".formatted(account, there, counted[0]));
                }
            });
            Map<String, Long> instances = counts(
                    "select id_, count(*) from act_hi_procinst where proc_def_key_ = 'deadline-extension' group by id_");
            Map<String, Long> ended = counts(
                    "select id_, count(*) from act_hi_procinst where proc_def_key_ = 'deadline-extension' and end_time_ is not null group by id_");
            Map<String, Long> open = counts(
                    "select proc_inst_id_, count(*) from act_ru_task where task_def_key_ in ('taskApplyExtension', 'taskDecideExtension') group by proc_inst_id_");
            Map<String, Long> followed = counts(
                    "select proc_inst_id_, count(*) from act_hi_taskinst where task_def_key_ = 'taskDecideExtension' group by proc_inst_id_");
            Map<String, Long> handedIn = counts("select reason, count(*) from deadline_extension group by reason");
            Map<String, Long> refused =
                    counts("select reason, count(*) from deadline_extension where state = 'REFUSED' group by reason");
            Map<String, Long> noted = counts(
                    "select reason, count(*) from operation_log where action like '申请延期%' and reason is not null group by reason");
            once(handedIn, "Application");
            once(noted, "Line of application");
            once(followed, "Follow-up of");
            once(open, "Open task of");
            procedures.forEach((mark, procedure) -> {
                String instance = procedure.instance;
                expect(instance != null, instance != null && instances.containsKey(instance), "Procedure " + mark);
                boolean there = handedIn.containsKey(mark);
                expect(procedure.handedIn, there && noted.containsKey(mark), "Application " + mark);
                expect(procedure.decided, refused.containsKey(mark), "Decision " + mark);
                if (instance != null) {
                    // The engine and our tables say the same, whether it was acknowledged or not.
                    boolean further = followed.containsKey(instance);
                    boolean over = ended.containsKey(instance);
                    if (there != further
                            || there != noted.containsKey(mark)
                            || refused.containsKey(mark) != over
                            || over == open.containsKey(instance)) {
                        lost.add("Half of " + mark);
                    }
                }
            });
        }

        private Map<String, Long> counts(String sql) throws SQLException {
            Map<String, Long> counts = new HashMap<>();
            try (PreparedStatement statement = database.prepareStatement(sql);
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    counts.put(rows.getString(1), rows.getLong(2));
                }
            }
            return counts;
        }

        private Map<String, String> strings(String sql) throws SQLException {
            Map<String, String> strings = new HashMap<>();
            try (PreparedStatement statement = database.prepareStatement(sql);
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    strings.put(rows.getString(1), rows.getString(2));
                }
            }
            return strings;
        }
    }
}
