package cn.healthylishui.assessment.workflow;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * Gives each record from before to the instance that had it, by what the engine has kept of running and of ended ones: one that still
 * runs goes before one that has ended, and the first to begin before the others.
 */
@Component
class RecordsOfEarlierInstances implements JavaMigration {

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("20.1");
    }

    @Override
    public String getDescription() {
        return "records of earlier instances";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        if (StagesOfRunningYears.hasEngine(context.getConnection().getMetaData())) {
            keep(new JdbcTemplate(new SingleConnectionDataSource(context.getConnection(), true)));
        }
    }

    private record Instance(String id, String process) {}

    private static void keep(JdbcTemplate jdbc) {
        Map<String, Map<String, Object>> variables = variables(jdbc);
        List<Instance> instances =
                jdbc.query("""
                select ID_, PROC_DEF_KEY_ from ACT_HI_PROCINST
                order by case when END_TIME_ is null then 0 else 1 end, START_TIME_, ID_
                """, (rs, i) -> new Instance(rs.getString("ID_"), rs.getString("PROC_DEF_KEY_")));
        Set<RecordOwners.Key> kept = new HashSet<>();
        for (Instance instance : instances) {
            RecordOwners.own(instance.process(), variables.getOrDefault(instance.id(), Map.of())::get)
                    .filter(kept::add)
                    .ifPresent(key -> jdbc.update(
                            "insert into record_instance (process, record, process_instance) values (?, ?, ?)",
                            key.process(),
                            key.record(),
                            instance.id()));
        }
    }

    /** Of each instance those that all of it sees. */
    private static Map<String, Map<String, Object>> variables(JdbcTemplate jdbc) {
        Map<String, Map<String, Object>> variables = new HashMap<>();
        Set<String> names = RecordOwners.variables();
        jdbc.query("""
                select PROC_INST_ID_, NAME_, VAR_TYPE_, LONG_, TEXT_ from ACT_HI_VARINST
                where EXECUTION_ID_ = PROC_INST_ID_ and VAR_TYPE_ in ('integer', 'long', 'string')
                """, rs -> {
            if (names.contains(rs.getString("NAME_"))) {
                Object value = "string".equals(rs.getString("VAR_TYPE_"))
                        ? rs.getString("TEXT_")
                        : (Object) rs.getLong("LONG_");
                variables
                        .computeIfAbsent(rs.getString("PROC_INST_ID_"), id -> new HashMap<>())
                        .put(rs.getString("NAME_"), value);
            }
        });
        return variables;
    }
}
