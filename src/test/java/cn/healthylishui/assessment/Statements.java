package cn.healthylishui.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the program asked its H2 database, each statement with how often; the ends of transactions are none. */
public final class Statements {

    /** Two parts by each of the two transactions that a request is made of, and with the third all; and there are four kinds of tables. */
    private static final int REPEATED = 4;

    /** An index that is looked into for nothing but that. */
    private static final Pattern BY_ABSENCE = Pattern.compile("/\\* PUBLIC\\.\\w+: \\w+ IS NULL\\s*\\*/");

    private final JdbcClient jdbc;

    /** Counts from now on. */
    public Statements(JdbcClient jdbc) {
        this.jdbc = jdbc;
        begin();
    }

    /** Counts anew. */
    public void begin() {
        jdbc.sql("set query_statistics_max_entries 5000").update();
        jdbc.sql("set query_statistics false").update();
        jdbc.sql("set query_statistics true").update();
    }

    public void end() {
        jdbc.sql("set query_statistics false").update();
    }

    public Map<String, Integer> all() {
        Map<String, Integer> statements = new TreeMap<>();
        jdbc.sql("""
                select sql_statement, execution_count from information_schema.query_statistics
                where lower(sql_statement) not like 'set query%' and sql_statement <> 'COMMIT'
                and lower(sql_statement) not like '%information_schema.query_statistics%'
                """)
                .query((row, i) -> statements.merge(row.getString(1), row.getInt(2), Integer::sum))
                .list();
        return statements;
    }

    /** Without what each request asks for its login: that goes on while the answer is read already. */
    public Map<String, Integer> withoutLogin() {
        Map<String, Integer> statements = all();
        statements
                .keySet()
                .removeIf(statement -> statement.toLowerCase(Locale.ROOT).contains("spring_session"));
        return statements;
    }

    /**
     * Those of them for which H2 would go through all rows in which something is absent, which is nearly all of a table: it takes absence
     * for as rare as any value.
     */
    public Set<String> byAbsence(Set<String> statements) {
        return statements.stream()
                .filter(statement ->
                        statement.stripLeading().toLowerCase(Locale.ROOT).startsWith("select"))
                .filter(statement -> BY_ABSENCE
                        .matcher(jdbc.sql("explain " + statement.replace(":", "\\:"))
                                .query(String.class)
                                .single())
                        .find())
                .collect(Collectors.toSet());
    }

    public static int sum(Map<String, Integer> statements) {
        return statements.values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * And none of them for each of many.
     *
     * @param what was done
     */
    public void areAtMost(int most, String what) {
        Map<String, Integer> statements = withoutLogin();
        assertThat(statements.values()).as(() -> what + ": " + statements).allMatch(times -> times <= REPEATED);
        assertThat(sum(statements))
                .as(() -> what
                        + statements.entrySet().stream()
                                .map(one -> "%n    %d %s"
                                        .formatted(one.getValue(), one.getKey().replaceAll("\\s+", " ")))
                                .collect(Collectors.joining()))
                .isPositive()
                .isLessThanOrEqualTo(most);
    }
}
