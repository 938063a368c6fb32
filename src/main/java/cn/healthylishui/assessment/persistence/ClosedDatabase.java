package cn.healthylishui.assessment.persistence;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;

/**
 * 关闭了的库: H2 closes its file when it could not write to it, a full disk say. Connections from before stay closed for ever and still seem
 * in order to the pool; each goes at the first statement that says so, and the next one opens the file again.
 */
public final class ClosedDatabase implements SQLExceptionOverride {

    /** H2's states for it: of the database, and of a connection to it. */
    private static final Set<String> CLOSED = Set.of("90098", "90121");

    @java.lang.Override // the enum of that name hides it
    public Override adjudicate(SQLException said) {
        return said.getSQLState() != null && CLOSED.contains(said.getSQLState())
                ? Override.MUST_EVICT
                : Override.CONTINUE_EVICT;
    }
}
