package cn.healthylishui.assessment.organization;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.Refused;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * 基础数据: what every change of them has in common. One is made at a time, from what its author saw, with a reason, and is logged from
 * what to what; the organization is read again once it is committed. No change reaches a year that has started: such a year has its
 * own roster.
 */
@Component
public class BasicData {

    public static final int LONGEST_REASON = 500;
    public static final int LONGEST_NAME = 50;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("M月d日HH:mm");

    private final Rows rows;
    private final OperationLog log;
    private final Organization organization;
    private final ObjectProvider<InUse> uses;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    BasicData(
            JdbcClient jdbc,
            OperationLog log,
            Organization organization,
            ObjectProvider<InUse> uses,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rows = new Rows(jdbc);
        this.log = log;
        this.organization = organization;
        this.uses = uses;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Begins a change: everyone else who wants to make one waits until this transaction ends.
     *
     * @throws Refused where the reason will not do
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void begin(String reason) {
        Refused.because(wrongReason(reason));
        rows.update("update basic_data set revision = revision + 1 where id = 1");
        organization.readAgainAfterCommit();
    }

    /**
     * Refuses a change of something that has been changed since its author looked at it.
     *
     * @param kind how the actions of this kind of data begin in the log
     * @param seen what was shown to the author
     * @param now what it is
     */
    public void requireUnchanged(String kind, String object, String seen, String now) {
        if (seen.equals(now)) {
            return;
        }
        String by = log.latest(kind, object, 1).stream()
                .map(line -> "已由%s于%s改过".formatted(line.userId(), TIME.format(line.at())))
                .findFirst()
                .orElse("刚被改过");
        throw new Refused("这一行%s，现在是“%s”。您的修改没有保存，请刷新页面，核对后再改。".formatted(by, now));
    }

    /** Logs a change. */
    public void record(
            Actor actor, String action, String object, @Nullable String from, @Nullable String to, String reason) {
        log.record(actor, Operation.of(action, object).from(from).to(to).because(reason.strip()));
    }

    /** What still needs an office; it is not closed before there is nothing left. */
    public List<String> usesOf(String office) {
        return uses.orderedStream().flatMap(use -> use.of(office).stream()).toList();
    }

    /** Why an office cannot be closed now; empty where it can. */
    Optional<String> inUse(String office, String name) {
        List<String> found = usesOf(office);
        return found.isEmpty() ? Optional.empty() : Optional.of("%s还不能撤销：%s。".formatted(name, String.join("；", found)));
    }

    /** Lets the other features take back, in the same transaction, what an office had. */
    void closing(String office, String reason, Actor actor) {
        events.publishEvent(new OfficeClosed(office, reason, actor));
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    /** Why a text will not do as a reason; empty where it will. */
    public static Optional<String> wrongReason(String reason) {
        if (reason.isBlank()) {
            return Optional.of("请写明修改的理由，例如“机构改革文件〔2022〕3号”。理由会记入操作日志。");
        }
        int length = reason.strip().length();
        return length > LONGEST_REASON
                ? Optional.of("理由最多%d字，现在有%d字，请缩短。".formatted(LONGEST_REASON, length))
                : Optional.empty();
    }

    /** Why a text will not do as a name; empty where it will. */
    public static Optional<String> wrongName(String name) {
        if (name.isBlank()) {
            return Optional.of("请填写名称。");
        }
        if (name.length() > LONGEST_NAME) {
            return Optional.of("名称最多%d字，现在有%d字，请缩短。".formatted(LONGEST_NAME, name.length()));
        }
        return name.codePoints().anyMatch(one -> Character.isWhitespace(one) || Character.isISOControl(one))
                        || name.contains("\u3000")
                ? Optional.of("名称“%s”里有空格或换行，请去掉。".formatted(name.replaceAll("\\s", " ")))
                : Optional.empty();
    }

    /** Refuses with the first few of the problems. */
    static void refuseAny(List<LineFault> faults) {
        if (faults.isEmpty()) {
            return;
        }
        String more = faults.size() > 5 ? "……共%d处".formatted(faults.size()) : "";
        throw new Refused(faults.stream().limit(5).map(LineFault::message).collect(Collectors.joining()) + more);
    }

    /** Text parts that are there, joined for the log and for the comparison with what was seen. */
    static String said(@Nullable String... parts) {
        return Stream.of(parts).filter(part -> part != null && !part.isEmpty()).collect(Collectors.joining("，"));
    }

    static String closedText(@Nullable LocalDate closedOn) {
        return closedOn == null
                ? ""
                : "%d年%d月%d日起撤销".formatted(closedOn.getYear(), closedOn.getMonthValue(), closedOn.getDayOfMonth());
    }
}
