package cn.healthylishui.assessment.workflow;

import java.sql.SQLException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * What a database that Camunda wrote has under Camunda's name and Operaton looks for under its own: the group of the administrators, without
 * a member of which its web applications lead everybody to their setup. Who was logged in logs in again: what is kept of a login is an object
 * of Camunda's.
 */
@Component
class LoginsOfCamunda implements JavaMigration {

    private static final String BEFORE = "camunda-admin";

    /** None: it is done once, whichever migrations follow. */
    @Override
    public @Nullable MigrationVersion getVersion() {
        return null;
    }

    @Override
    public String getDescription() {
        return "logins of camunda";
    }

    @Override
    public Integer getChecksum() {
        return 1;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        if (StagesOfRunningYears.hasEngine(context.getConnection().getMetaData())) {
            rename(new JdbcTemplate(new SingleConnectionDataSource(context.getConnection(), true)));
        }
    }

    private static void rename(JdbcTemplate jdbc) {
        String now = EngineDoor.ADMINISTRATORS;
        jdbc.update("""
                insert into ACT_ID_GROUP (ID_, REV_, NAME_, TYPE_)
                select ?, REV_, NAME_, TYPE_ from ACT_ID_GROUP where ID_ = ?
                """, now, BEFORE);
        jdbc.update("update ACT_ID_MEMBERSHIP set GROUP_ID_ = ? where GROUP_ID_ = ?", now, BEFORE);
        jdbc.update("update ACT_RU_AUTHORIZATION set GROUP_ID_ = ? where GROUP_ID_ = ?", now, BEFORE);
        jdbc.update("update ACT_RU_IDENTITYLINK set GROUP_ID_ = ? where GROUP_ID_ = ?", now, BEFORE);
        jdbc.update("delete from ACT_ID_GROUP where ID_ = ?", BEFORE);
        jdbc.update("delete from SPRING_SESSION");
    }
}
