package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.limits.Crowded;
import cn.healthylishui.assessment.limits.DiskFull;
import cn.healthylishui.assessment.limits.Limits;
import cn.healthylishui.assessment.limits.Tally;
import cn.healthylishui.assessment.limits.TooLarge;
import cn.healthylishui.assessment.persistence.AnsweringDatabase.Away;
import cn.healthylishui.assessment.persistence.NewerValue;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.workbook.FaultyWorkbook;
import cn.healthylishui.assessment.workflow.TaskDesk.TaskNotYours;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.catalina.connector.ClientAbortException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.converter.HttpMessageConversionException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;

/**
 * What is answered where a request is not done: a status and one Chinese sentence. What its user did wrong is one line in the log, what
 * the program did wrong keeps its trace; neither is written so often that it hides the rest.
 */
@Component
public class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final int LONGEST_PART = 200;

    /** SQL's class of data that its column cannot hold: too long, or with characters that are none. */
    private static final String DATA_EXCEPTION = "22";

    /** States of a connection that is gone: SQL's own class, PostgreSQL's shutdown, H2's closed database. */
    private static final Pattern LOST = Pattern.compile("08...|57P0[1-3]|90067|90098|90121");

    private static final String GIVEN_UP = "Connection is closed";

    private static final String AWAY = "数据库现在没有应答，这一步没有办成，已填的内容没有丢。请过一会儿再试；几分钟后仍不行请联系系统管理员。";

    private static final String NO_ROOM = "服务器的磁盘空间不够了，这一步没有办成，已填的内容没有丢。请告诉系统管理员腾出空间，然后再试；已经保存的照常可以查看。";

    private static final String NEWER = "这里有更新的版本写下的内容，您连到的这台机器还没有换到那个版本，这一步没有办，什么也没有改。请过几分钟再试；一直这样的，请联系系统管理员。";

    private static final int BUSY_FOR = 5;
    private static final int ROOM_MAY_COME = 60;
    private static final int VERSION_MAY_CHANGE = 60;

    /** @param retryAfter in seconds; 0 where trying again is of no use */
    public record Answer(int status, String message, int retryAfter) {

        /** Whether it is the program that did wrong. */
        public boolean isFault() {
            return status == HttpStatus.INTERNAL_SERVER_ERROR.value();
        }

        private static Answer of(HttpStatus status, String message) {
            return new Answer(status.value(), message, 0);
        }
    }

    private final IdentityService identity;
    private final int linesAMinute;
    private final Tally lines = new Tally();
    private final Tally traces = new Tally();

    public Refusals(IdentityService identity, Limits limits) {
        this.identity = identity;
        this.linesAMinute = limits.logLinesAMinute();
    }

    /** What whoever wants to change something is told while the disk of the database is full. */
    static Crowded noRoom() {
        return Crowded.busy(ROOM_MAY_COME, NO_ROOM);
    }

    /** What to answer to a request that ended in an exception; notes it in the log. */
    public Answer of(Throwable reason, HttpServletRequest request) {
        Answer answer = answer(reason);
        if (answer.isFault() || answer.message().equals(NEWER)) { // which value it is stands in the trace alone
            fault(reason, request);
        } else {
            note(answer.status(), answer.message(), request);
        }
        return answer;
    }

    /** The same without a note; empty where it is the program that did wrong. */
    static Optional<Answer> unlessFault(Throwable reason) {
        return Optional.of(answer(reason)).filter(answer -> !answer.isFault());
    }

    private static Answer answer(Throwable reason) {
        Throwable before = beforeRollback(reason);
        if (before != null) {
            return answer(before);
        }
        if (reason instanceof Refused || reason instanceof FaultyWorkbook) {
            return Answer.of(HttpStatus.UNPROCESSABLE_ENTITY, String.valueOf(reason.getMessage()));
        }
        if (reason instanceof TaskNotYours) {
            return Answer.of(HttpStatus.NOT_FOUND, String.valueOf(reason.getMessage()));
        }
        if (reason instanceof TooLarge) {
            return Answer.of(HttpStatus.UNPROCESSABLE_ENTITY, String.valueOf(reason.getMessage()));
        }
        if (reason instanceof Crowded crowded) {
            return new Answer(crowded.status(), String.valueOf(crowded.getMessage()), crowded.retryAfter());
        }
        if (reason instanceof MaxUploadSizeExceededException) {
            return Answer.of(HttpStatus.PAYLOAD_TOO_LARGE, "文件太大，没有上传。请压缩图片或拆成几个文件后再上传。");
        }
        if (DiskFull.caused(reason)) {
            return new Answer(HttpStatus.SERVICE_UNAVAILABLE.value(), NO_ROOM, ROOM_MAY_COME);
        }
        if (reason instanceof MultipartException || reason instanceof HttpMessageConversionException) {
            return Answer.of(HttpStatus.BAD_REQUEST, "发来的内容不完整或格式不对，没有办理。请刷新页面后再试。");
        }
        if (reason instanceof TypeMismatchException) {
            return Answer.of(HttpStatus.BAD_REQUEST, "地址或填写的内容里有一项不是要求的数字、日期或选项，没有办理。请从页面上的链接重新进入。");
        }
        if (reason instanceof ErrorResponse response) {
            return byStatus(response.getStatusCode());
        }
        if (reason instanceof AsyncRequestNotUsableException) {
            return Answer.of(HttpStatus.BAD_REQUEST, "连接已断开，没有办理。");
        }
        for (Throwable cause : causes(reason).toList()) {
            if (cause instanceof Away || isLost(cause)) {
                return new Answer(HttpStatus.SERVICE_UNAVAILABLE.value(), AWAY, BUSY_FOR);
            }
            if (cause instanceof NewerValue) {
                return new Answer(HttpStatus.SERVICE_UNAVAILABLE.value(), NEWER, VERSION_MAY_CHANGE);
            }
            if (cause instanceof SQLTransientConnectionException) {
                return new Answer(HttpStatus.SERVICE_UNAVAILABLE.value(), "现在使用的人太多，这一步没有办成，已填的内容没有丢。请稍后再试。", BUSY_FOR);
            }
            if (ConflictWatch.isConflictItself(cause)) {
                return new Answer(
                        HttpStatus.SERVICE_UNAVAILABLE.value(), "别人正好在改同样的内容，这一步没有办成，已填的内容没有丢。请再试一次。", BUSY_FOR);
            }
            if (isOfClass(DATA_EXCEPTION, cause)) {
                return Answer.of(HttpStatus.UNPROCESSABLE_ENTITY, "填写的内容太长，或含有不能保存的字符，没有保存。请精简或重新输入后再试。");
            }
            if (cause instanceof IOException && isOfTheConnection(cause)) {
                return Answer.of(HttpStatus.BAD_REQUEST, "连接断开，内容没有收完整，没有办理。请再试一次。");
            }
        }
        return Answer.of(HttpStatus.INTERNAL_SERVER_ERROR, "系统出了故障，这一步没有完成，已填的内容没有丢。请稍后再试；仍不行请联系管理员。");
    }

    /** What is said of a status by itself. */
    public static Answer byStatus(HttpStatusCode status) {
        return new Answer(
                status.value(),
                switch (status.value()) {
                    case 401 -> "登录已过期，请重新登录。";
                    case 403 -> "您不能这样操作。";
                    case 404 -> "没有这个页面。";
                    case 405 -> "不能这样操作。";
                    case 406 -> "这个地址没有您要的格式。";
                    case 413 -> "发来的内容太大，没有办理。";
                    case 415 -> "发来的内容不是这里接受的格式，没有办理。请刷新页面后再试。";
                    case 429, 503 -> "现在使用的人太多，请稍后再试。";
                    default ->
                        status.is5xxServerError()
                                ? "系统出了故障，这一步没有完成，已填的内容没有丢。请稍后再试；仍不行请联系管理员。"
                                : "发来的内容缺少一项，或有一项不对，没有办理。请刷新页面后再试。";
                },
                status.value() == 429 || status.value() == 503 ? BUSY_FOR : 0);
    }

    /**
     * Whether half an answer that is there already must not look like a whole one: the exception has to reach the server, which then
     * ends the connection.
     */
    public static boolean breaksOff(Answer answer, Throwable reason) {
        return answer.isFault() || reason instanceof ClientAbortException;
    }

    /** Why a transaction was to be taken back: what is said where even that fails, since the database is gone, is not the reason. */
    private static @Nullable Throwable beforeRollback(Throwable reason) {
        return causes(reason)
                .filter(TransactionSystemException.class::isInstance)
                .map(failed -> ((TransactionSystemException) failed).getApplicationException())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static Stream<Throwable> causes(Throwable reason) {
        return Stream.iterate(
                        reason,
                        cause -> cause != null,
                        cause -> cause instanceof ServletException servlet && servlet.getRootCause() != null
                                ? servlet.getRootCause()
                                : cause.getCause())
                .limit(20);
    }

    private static boolean isOfClass(String states, Throwable cause) {
        return cause instanceof SQLException sql
                && sql.getSQLState() != null
                && sql.getSQLState().startsWith(states);
    }

    private static boolean isLost(Throwable cause) {
        if (!(cause instanceof SQLException sql)) {
            return false;
        }
        // The pool gives no state to what is asked of a connection that it has given up.
        return sql.getSQLState() == null
                ? GIVEN_UP.equals(sql.getMessage())
                : LOST.matcher(sql.getSQLState()).matches();
    }

    /** The server's own exceptions of a sender that breaks off or sends what cannot be read. */
    private static boolean isOfTheConnection(Throwable cause) {
        return cause.getClass().getName().startsWith("org.apache.c");
    }

    /** Notes in one line what was refused to whom. */
    public void note(int status, @Nullable String message, HttpServletRequest request) {
        String address = request.getRemoteAddr();
        int times = lines.add(address);
        if (times > linesAMinute) {
            return;
        }
        LOG.info(
                "{} {} {} [{}, {}] {}{}",
                status,
                plain(request.getMethod()),
                plain(request.getRequestURI()),
                plain(user()),
                plain(address),
                plain(message == null ? "" : message),
                times == linesAMinute ? " （这一分钟来自该地址的不再记）" : "");
    }

    private String user() {
        Authentication login = identity.getCurrentAuthentication();
        return login == null || login.getUserId() == null ? "-" : login.getUserId();
    }

    /** Notes what the program did wrong, with its trace. */
    void fault(Throwable fault, HttpServletRequest request) {
        StackTraceElement[] trace = fault.getStackTrace();
        if (traces.add(fault.getClass().getName() + (trace.length == 0 ? "" : trace[0])) <= linesAMinute) {
            LOG.error("{} {} failed", plain(request.getMethod()), plain(request.getRequestURI()), fault);
        }
    }

    /** On one line, and not too long. */
    private static String plain(String text) {
        return text.codePoints()
                .limit(LONGEST_PART)
                .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
