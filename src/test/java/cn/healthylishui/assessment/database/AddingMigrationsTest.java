package cn.healthylishui.assessment.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;

/**
 * While nodes are changed one after the other, those of the version before work on tables that the new one has migrated. So migrations since
 * the last release only add, and nothing that an earlier program writes is refused by what they add. What must go, goes a release later.
 */
class AddingMigrationsTest {

    /** Of the last release, as {@code ReleasedYearIT} has it. */
    private static final MigrationVersion RELEASED = MigrationVersion.fromVersion("22");

    private static final Pattern TABLE = Pattern.compile("create table (\\w+) .*", Pattern.DOTALL);
    private static final Pattern INDEX = Pattern.compile("create (unique )?index \\w+ on (\\w+) .*", Pattern.DOTALL);
    private static final Pattern COLUMN = Pattern.compile("alter table (\\w+) add column (\\w+) (.*)", Pattern.DOTALL);
    private static final Pattern LOOSER =
            Pattern.compile("alter table \\w+ alter column \\w+ (drop not null|set data type varchar\\(\\d+\\))");
    private static final Pattern ROW = Pattern.compile("insert into (\\w+) .*", Pattern.DOTALL);
    private static final Pattern DROPPED = Pattern.compile("drop table (\\w+)");
    private static final Pattern FILLED = Pattern.compile("update (\\w+) set (.*)", Pattern.DOTALL);
    private static final Pattern SET = Pattern.compile("(?:^|,)\\s*(\\w+) =");

    private final Set<String> tables = new HashSet<>();
    private final Set<String> columns = new HashSet<>();

    /** Whether the program of the version before goes on as before, whatever it does, after this. */
    private boolean onlyAdds(String statement) {
        Matcher table = TABLE.matcher(statement);
        if (table.matches()) {
            return tables.add(table.group(1));
        }
        Matcher index = INDEX.matcher(statement);
        if (index.matches()) {
            return index.group(1) == null || tables.contains(index.group(2));
        }
        Matcher column = COLUMN.matcher(statement);
        if (column.matches()) {
            columns.add(column.group(1) + "." + column.group(2));
            String kind = column.group(3);
            return !kind.contains("unique")
                    && !kind.contains("check")
                    && (!kind.contains("not null") || kind.contains("default"));
        }
        Matcher row = ROW.matcher(statement);
        if (row.matches()) {
            return tables.contains(row.group(1));
        }
        Matcher dropped = DROPPED.matcher(statement);
        if (dropped.matches()) {
            return tables.remove(dropped.group(1)); // no release had it
        }
        Matcher filled = FILLED.matcher(statement);
        if (filled.matches()) {
            String values = filled.group(2).split(" where ", 2)[0];
            return SET.matcher(values)
                    .results()
                    .allMatch(set ->
                            columns.contains(filled.group(1) + "." + set.group(1)) || tables.contains(filled.group(1)));
        }
        return LOOSER.matcher(statement).matches();
    }

    private static List<String> statements(String script) {
        return Arrays.stream(script.replaceAll("(?m)--.*$", "").split(";"))
                .map(statement -> statement.replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT))
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    private static MigrationVersion version(Path script) {
        return MigrationVersion.fromVersion(
                script.getFileName().toString().replaceFirst("^V", "").replaceFirst("__.*", ""));
    }

    @Test
    void migrations_since_the_last_release_only_add() throws IOException {
        List<Path> since = new ArrayList<>();
        try (Stream<Path> scripts = Files.walk(Path.of("src/main/resources/db"))) {
            scripts.filter(Files::isRegularFile)
                    .filter(script -> version(script).compareTo(RELEASED) > 0)
                    .sorted(Comparator.comparing(AddingMigrationsTest::version))
                    .forEach(since::add);
        }
        assertThat(since).isNotEmpty();
        for (Path script : since) {
            assertThat(statements(Files.readString(script)))
                    .as("%s", script)
                    .allSatisfy(statement ->
                            assertThat(onlyAdds(statement)).as(statement).isTrue());
        }
    }

    @Test
    void what_would_stop_a_program_of_before_is_told_from_what_would_not() {
        assertThat(Stream.of(
                        "drop table reminder",
                        "alter table reminder drop column message",
                        "alter table reminder rename column message to words",
                        "alter table reminder add column seen boolean not null",
                        "alter table reminder alter column message set not null",
                        "create unique index reminder_once on reminder (message)",
                        "delete from reminder",
                        "update reminder set message = ''"))
                .allSatisfy(statement ->
                        assertThat(onlyAdds(statement)).as(statement).isFalse());
        assertThat(onlyAdds("alter table reminder add column seen boolean default false not null"))
                .isTrue();
        assertThat(onlyAdds("update reminder set seen = true where stage = 'RED'"))
                .isTrue();
    }
}
