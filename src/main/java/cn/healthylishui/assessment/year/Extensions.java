package cn.healthylishui.assessment.year;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Refused;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 延期: applied for by an office, decided by the city office, for one deadline of a running year. */
@Component
public class Extensions {

    /** As long as the column that keeps it. */
    public static final int LONGEST_REASON = 2000;

    private final Rows rows;
    private final AssessmentYears years;
    private final Deadlines deadlines;
    private final OperationLog log;
    private final Clock clock;

    public Extensions(JdbcClient jdbc, AssessmentYears years, Deadlines deadlines, OperationLog log, Clock clock) {
        this.rows = new Rows(jdbc);
        this.years = years;
        this.deadlines = deadlines;
        this.log = log;
        this.clock = clock;
    }

    /** Why an office's deadline cannot be moved to this date; empty where it can. A day off is as good as any. */
    public Optional<String> wrongDate(int year, DeadlineKind kind, String office, LocalDate date) {
        LocalDate today = LocalDate.now(clock);
        if (!date.isAfter(today)) {
            return Optional.of("新的期限应在今天（%s）之后。".formatted(WorkingDays.dateText(today)));
        }
        LocalDate due = deadlines.due(year, kind, office);
        return date.isAfter(due)
                ? Optional.empty()
                : Optional.of("新的期限应晚于现在的期限%s。".formatted(WorkingDays.dateText(due)));
    }

    /** The application of an office for a deadline that nobody has decided on yet. */
    public Optional<Extension> undecided(int year, DeadlineKind kind, String office) {
        return rows.find(Extension.class, """
                select * from deadline_extension
                where assessment_year = :year and kind = :kind and office = :office and state = :applied
                """, year, kind, office, Extension.State.APPLIED);
    }

    public Extension get(long id) {
        return rows.find(Extension.class, "select * from deadline_extension where id = :id", id)
                .orElseThrow(() -> new IllegalArgumentException("There is no extension " + id));
    }

    /** @throws OutOfStep where the application stands elsewhere */
    public void require(long id, Extension.State state) {
        Extension extension = get(id);
        OutOfStep.require(
                extension.state() == state,
                "“%s”的延期申请".formatted(extension.kind().label()),
                extension.state().label());
    }

    /** Every application of a year, newest first. */
    public List<Extension> of(int year) {
        return rows.list(
                Extension.class,
                "select * from deadline_extension where assessment_year = :year order by id desc",
                year);
    }

    /**
     * Applies for a later date.
     *
     * @return the id of the application
     */
    @Transactional
    public long apply(int year, DeadlineKind kind, String office, LocalDate wanted, String reason, Actor actor) {
        years.lock(year); // two applications at once for the same deadline: the second sees the first
        if (!years.get(year).isRunning()) {
            throw new Refused("%d年度不在办理中，不能申请延期。".formatted(year));
        }
        if (undecided(year, kind, office).isPresent()) {
            throw new Refused("本单位“%s”的延期申请正在审批，不能重复申请。".formatted(kind.label()));
        }
        Refused.because(wrongDate(year, kind, office, wanted));
        Refused.because(wrongReason(reason));
        long id = rows.insertForId(
                "deadline_extension",
                new Extension(
                        0,
                        year,
                        kind,
                        office,
                        wanted,
                        reason.strip(),
                        actor.userId(),
                        LocalDateTime.now(clock),
                        Extension.State.APPLIED,
                        null,
                        null,
                        null));
        log.record(
                actor,
                Operation.of("申请延期：" + kind.label(), year, office)
                        .from(WorkingDays.dateText(deadlines.due(year, kind, office)))
                        .to(WorkingDays.dateText(wanted))
                        .because(reason.strip()));
        return id;
    }

    /**
     * Decides on an application.
     *
     * @param newDate the date granted; not looked at where nothing is granted
     * @param reason needed where nothing is granted
     */
    @Transactional
    public void decide(long id, boolean granted, @Nullable LocalDate newDate, @Nullable String reason, Actor actor) {
        Extension extension = get(id);
        LocalDate before = deadlines.due(extension.year(), extension.kind(), extension.office());
        LocalDate date = granted && newDate != null ? newDate : extension.dueOn();
        if (granted) {
            Refused.because(wrongDate(extension.year(), extension.kind(), extension.office(), date));
        }
        if (!granted || (reason != null && !reason.isBlank())) {
            Refused.because(wrongReason(reason == null ? "" : reason));
        }
        Extension.State state = granted ? Extension.State.GRANTED : Extension.State.REFUSED;
        int decided = rows.update(
                """
                update deadline_extension
                set state = :state, due_on = :due, decided_by = :user, decided_at = :now, decision_reason = :reason
                where id = :id and state = :applied
                """,
                state,
                date,
                actor.userId(),
                LocalDateTime.now(clock),
                reason == null || reason.isBlank() ? null : reason.strip(),
                id,
                Extension.State.APPLIED);
        if (decided == 0) {
            throw new OutOfStep("这项延期申请已经审批，不能重复审批。");
        }
        log.record(
                actor,
                Operation.of(
                                (granted ? "同意延期：" : "不同意延期：")
                                        + extension.kind().label(),
                                extension.year(),
                                extension.office())
                        .from(WorkingDays.dateText(before))
                        .to(WorkingDays.dateText(granted ? date : before))
                        .because(reason == null ? null : reason.strip()));
    }

    /** Why a text will not do as a reason; empty where it will. */
    public static Optional<String> wrongReason(String reason) {
        if (reason.isBlank()) {
            return Optional.of("请写明理由。");
        }
        return reason.strip().length() > LONGEST_REASON
                ? Optional.of("理由最多%d字，现在有%d字。"
                        .formatted(LONGEST_REASON, reason.strip().length()))
                : Optional.empty();
    }
}
