package cn.healthylishui.assessment.workflow;

import java.sql.SQLException;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Notes for {@link EngineDoor} why a command failed, and whether because others were at the same thing and not by a fault of the
 * program. Stands outside the transaction, since some of these failures come with the commit.
 */
class ConflictWatch extends CommandInterceptor {

    static final String CONFLICT = ConflictWatch.class.getName() + ".conflict";

    /** What the command ended in. */
    static final String FAILURE = ConflictWatch.class.getName() + ".failure";

    /** What to answer where the database was too busy. */
    static final String BUSY = ConflictWatch.class.getName() + ".busy";

    /** What was taken back since another had the same before it, and locks that were waited for too long, of H2 and PostgreSQL. */
    private static final Pattern CONFLICTS = Pattern.compile("40...|55P03|HYT00|90131");

    /** H2 gives this code to a lock that was waited for too long, whatever its state says. */
    private static final int H2_LOCK_TIMEOUT = 50200;

    @Override
    public <T> T execute(Command<T> command) {
        try {
            return next.execute(command);
        } catch (RuntimeException failure) {
            RequestAttributes request = RequestContextHolder.getRequestAttributes();
            if (request != null) {
                request.setAttribute(FAILURE, failure, RequestAttributes.SCOPE_REQUEST);
            }
            if (request != null && isConflict(failure)) {
                request.setAttribute(CONFLICT, true, RequestAttributes.SCOPE_REQUEST);
            } else if (request != null) {
                Refusals.unlessFault(failure)
                        .filter(answer -> answer.status() == HttpStatus.SERVICE_UNAVAILABLE.value())
                        .ifPresent(answer -> request.setAttribute(BUSY, answer, RequestAttributes.SCOPE_REQUEST));
            }
            throw failure;
        }
    }

    static boolean isConflict(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isConflictItself(cause)) {
                return true;
            }
        }
        return false;
    }

    /** Whatever caused it. */
    static boolean isConflictItself(Throwable failure) {
        return failure instanceof OptimisticLockingException
                || failure instanceof SQLException sql
                        && (CONFLICTS.matcher(String.valueOf(sql.getSQLState())).matches()
                                || sql.getErrorCode() == H2_LOCK_TIMEOUT);
    }
}
