package cn.healthylishui.assessment.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.ApplicationTest;
import cn.healthylishui.assessment.reliability.FailingDatabase.Fault;
import cn.healthylishui.assessment.reliability.FailingDatabase.Plan;
import cn.healthylishui.assessment.verification.Draws;
import cn.healthylishui.assessment.verification.SeedSource;
import cn.healthylishui.rehearsal.process.EngineDriver;
import java.lang.reflect.InvocationTargetException;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.mockito.Mockito;
import org.mockito.invocation.InvocationOnMock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.util.AopTestUtils;
import org.springframework.test.util.ReflectionTestUtils;

/**
 * A year is rehearsed while the database fails its people and jobs: of each kind of step the first call fails, the step is done again, then
 * the second call fails, and so on through all calls that the step makes; where a commit fails, it fails once more with the work done and
 * the answer lost. What is there in the end is what an undisturbed year leaves.
 */
abstract class FailingCalls extends ApplicationTest {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** Whoever does these again makes a second one, and sees the first in the list; only the loss of the answer is not played. */
    private static final Set<String> NOT_TWICE = Set.of("attach", "start");

    /** What a job is given once more, by whoever keeps the program. */
    private static final int TRIES_OF_A_JOB = 3;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private ManagementService management;

    @Autowired
    private Draws draws;

    /** How far each kind of step has come; absent where its calls have all failed once. */
    private final Map<String, Long> next = new TreeMap<>();

    private final Set<String> through = new HashSet<>();
    private long failed;
    private boolean failing;
    private @Nullable Object chance;

    /** @return the call to fail after this one */
    abstract long after(long call);

    @BeforeEach
    void standBetween() {
        // A step that is done again asks once more for chance, which would decide otherwise.
        Object drawing = AopTestUtils.getTargetObject(draws);
        chance = ReflectionTestUtils.getField(drawing, "seeds");
        ReflectionTestUtils.setField(drawing, "seeds", (SeedSource) () -> new byte[32]);
        ReflectionTestUtils.setField(
                rehearsedYear,
                "desk",
                Mockito.mock(
                        desk.getClass().getSuperclass(),
                        Mockito.withSettings().stubOnly().defaultAnswer(this::atTheDesk)));
        ReflectionTestUtils.setField(
                rehearsedYear,
                "engine",
                Mockito.mock(
                        EngineDriver.class, Mockito.withSettings().stubOnly().defaultAnswer(this::atTheEngine)));
    }

    @AfterEach
    void standAside() {
        FailingDatabase.plan(null);
        Object drawing = AopTestUtils.getTargetObject(draws);
        ReflectionTestUtils.setField(drawing, "seeds", chance);
        ReflectionTestUtils.setField(rehearsedYear, "desk", desk);
        ReflectionTestUtils.setField(rehearsedYear, "engine", engine);
    }

    long failed() {
        return failed;
    }

    /** Those in which calls failed: the last, which was done without an answer, too. */
    Set<String> kinds() {
        return next.keySet();
    }

    /** Lets the year be run twice, the second time with failing calls, and compares. @return how many rows were compared */
    long sameWithFailures(Runnable year) throws SQLException {
        Map<String, List<String>> before = history();
        year.run();
        Map<String, List<String>> undisturbed = rows();
        Map<String, List<String>> steps = history();
        beginWithoutAnyYear();
        Map<String, List<String>> between = history();
        failing = true;
        year.run();
        failing = false;
        Map<String, List<String>> disturbed = rows();
        undisturbed.forEach(
                (table, expected) -> assertThat(disturbed.get(table)).as(table).isEqualTo(expected));
        assertThat(grown(between, history())).isEqualTo(grown(before, steps));
        return undisturbed.values().stream().mapToLong(List::size).sum();
    }

    private @Nullable Object atTheDesk(InvocationOnMock call) throws Throwable {
        Callable<@Nullable Object> real = () -> invoke(desk, call);
        String method = call.getMethod().getName();
        if (!failing || call.getArguments().length == 0 || !(call.getArgument(0) instanceof String task)) {
            return real.call();
        }
        return step(
                method + " " + key(task),
                NOT_TWICE.contains(method),
                () -> method.equals("complete") || method.equals("cast") ? isOpen(task) : true,
                real);
    }

    private @Nullable Object atTheEngine(InvocationOnMock call) throws Throwable {
        if (!failing) {
            return invoke(engine, call);
        }
        return switch (call.getMethod().getName()) {
            case "start" -> step("start " + call.getArgument(0), true, () -> true, () -> invoke(engine, call));
            case "runJobs" -> runJobs();
            default -> invoke(engine, call);
        };
    }

    private static @Nullable Object invoke(Object on, InvocationOnMock call) throws Exception {
        try {
            return call.getMethod().invoke(on, call.getArguments());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    private int runJobs() throws Exception {
        List<Job> due = management.createJobQuery().executable().list().stream()
                .sorted(Comparator.comparing(Job::getCreateTime).thenComparing(Job::getId))
                .toList();
        for (Job job : due) {
            String kind = jdbc.sql(
                            "select coalesce(process_def_key_, '') || ' ' || handler_type_ || ' ' || coalesce(handler_cfg_, '') from act_ru_job where id_ = :job")
                    .param("job", job.getId())
                    .query(String.class)
                    .optional()
                    .orElse("");
            step("job " + ID.matcher(kind).replaceAll("·"), false, () -> isWaiting(job), () -> {
                management.executeJob(job.getId());
                return null;
            });
        }
        return due.size();
    }

    private boolean isOpen(String task) {
        return count("select count(*) from act_ru_task where id_ = :id", task) == 1;
    }

    private boolean isWaiting(Job job) {
        boolean waiting = count("select count(*) from act_ru_job where id_ = :id", job.getId()) == 1;
        if (waiting) {
            management.setJobRetries(job.getId(), TRIES_OF_A_JOB); // as 运行状况 does
        }
        return waiting;
    }

    private int count(String sql, String id) {
        return jdbc.sql(sql).param("id", id).query(Integer.class).single();
    }

    private String key(String task) {
        return jdbc.sql("select task_def_key_ from act_ru_task where id_ = :id")
                .param("id", task)
                .query(String.class)
                .optional()
                .orElse("");
    }

    /** @param remains whether it still is to be done, as its user or the engine finds it after a failure */
    private @Nullable Object step(
            String kind, boolean notTwice, Callable<Boolean> remains, Callable<@Nullable Object> act) throws Exception {
        if (through.contains(kind)) {
            return act.call();
        }
        Fault fault = Fault.NOT_DONE;
        while (true) {
            long at = next.getOrDefault(kind, 1L);
            Plan plan = new Plan(at, fault);
            FailingDatabase.plan(plan);
            Object result = null;
            Exception thrown = null;
            try {
                result = act.call();
            } catch (Exception e) {
                thrown = e;
            } finally {
                FailingDatabase.plan(null);
            }
            if (!plan.hasFailed()) {
                if (thrown != null) {
                    throw thrown;
                }
                through.add(kind);
                return result;
            }
            failed++;
            boolean lostAnswer = plan.wasCommit() && fault == Fault.NOT_DONE && !notTwice;
            fault = lostAnswer ? Fault.DONE_UNANSWERED : Fault.NOT_DONE;
            if (!lostAnswer) {
                next.put(kind, after(at));
            }
            if (thrown == null) {
                return result; // it does without that call
            }
            if (!remains.call()) {
                return null; // it was done, and nobody was told
            }
        }
    }

    /** All that the tables of the years hold, without what only numbers rows. */
    private Map<String, List<String>> rows() throws SQLException {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String table : TABLES) {
            if (table.equals("kept_score")) {
                continue; // by numbers of entries; after every test all of it is held against them
            }
            Set<String> numbers = numbers(table);
            List<String> lines = new ArrayList<>(jdbc.sql("select * from " + table)
                    .query((row, i) -> {
                        StringBuilder line = new StringBuilder();
                        for (int c = 1; c <= row.getMetaData().getColumnCount(); c++) {
                            String name = row.getMetaData().getColumnName(c).toLowerCase(Locale.ROOT);
                            if (!numbers.contains(name)) {
                                String value = String.valueOf(row.getString(c));
                                line.append(name)
                                        .append('=')
                                        .append(ID.matcher(value).replaceAll("·"))
                                        .append(' ');
                            }
                        }
                        return line.toString();
                    })
                    .list());
            lines.sort(null);
            rows.put(table, lines);
        }
        rows.put("operation_log", lines("""
                select coalesce(assessment_year, 0) || ' ' || action || ' ' || user_id || ' ' || coalesce(office, '') || ' '
                  || coalesce(reason, '') from operation_log"""));
        return rows;
    }

    private Set<String> numbers(String table) throws SQLException {
        Set<String> numbers = new HashSet<>();
        try (var connection = dataSource.getConnection()) {
            DatabaseMetaData data = connection.getMetaData();
            String name = data.storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table;
            try (ResultSet keys = data.getImportedKeys(null, null, name)) {
                while (keys.next()) {
                    if (isNumber(data, keys.getString("PKTABLE_NAME"), keys.getString("PKCOLUMN_NAME"))) {
                        numbers.add(keys.getString("FKCOLUMN_NAME").toLowerCase(Locale.ROOT));
                    }
                }
            }
            try (ResultSet columns = data.getColumns(null, null, name, null)) {
                while (columns.next()) {
                    if (columns.getString("IS_AUTOINCREMENT").equals("YES")) {
                        numbers.add(columns.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
                    }
                }
            }
        }
        return numbers;
    }

    private static boolean isNumber(DatabaseMetaData data, String table, String column) throws SQLException {
        try (ResultSet columns = data.getColumns(null, null, table, column)) {
            return columns.next() && columns.getString("IS_AUTOINCREMENT").equals("YES");
        }
    }

    /** What the engine has done, by kind. */
    private Map<String, List<String>> history() {
        return Map.of(
                "procedures",
                lines("select proc_def_key_ || ' ' || state_ from act_hi_procinst"),
                "tasks",
                lines("select task_def_key_ || ' ' || coalesce(delete_reason_, '') from act_hi_taskinst"),
                "steps",
                lines("select act_id_ || ' ' || act_type_ from act_hi_actinst where end_time_ is not null"));
    }

    private static Map<String, Map<String, Integer>> grown(
            Map<String, List<String>> before, Map<String, List<String>> after) {
        Map<String, Map<String, Integer>> grown = new HashMap<>();
        after.forEach((what, lines) -> {
            Map<String, Integer> counts = new TreeMap<>();
            lines.forEach(line -> counts.merge(line, 1, Integer::sum));
            before.get(what).forEach(line -> counts.merge(line, -1, Integer::sum));
            counts.values().removeIf(count -> count == 0);
            grown.put(what, counts);
        });
        return grown;
    }

    private List<String> lines(String sql) {
        List<String> lines = new ArrayList<>(jdbc.sql(sql).query(String.class).list());
        lines.sort(null);
        return lines;
    }
}
