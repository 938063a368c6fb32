package cn.healthylishui.assessment.misconduct;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.misconduct.MisconductCase.Decision;
import cn.healthylishui.assessment.misconduct.MisconductCase.Facts;
import cn.healthylishui.assessment.misconduct.MisconductCase.Referral;
import cn.healthylishui.assessment.misconduct.MisconductCase.Stage;
import cn.healthylishui.assessment.misconduct.MisconductCase.State;
import cn.healthylishui.assessment.misconduct.MisconductCase.Verdict;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearTownship;
import cn.healthylishui.assessment.year.YearUnit;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 弄虚作假查处 (办法七(三)): the city office investigates, the accused is heard, the leading group decides. A case is logged under its number
 * and never under its object: what came to nothing is not to turn up where the object's own people look.
 */
@Component("misconductRegister") // the models call the process's own bean misconductCases
public class MisconductCases {

    // As long as the columns that keep them; where a column keeps two parts, they fit in together.
    public static final int LONGEST_SOURCE = 200;
    public static final int LONGEST_TEXT = 4000;
    public static final int LONGEST_URGING = 3900;
    public static final int LONGEST_FINDING = 3600;
    public static final int LONGEST_PROVISION = 200;
    public static final int LONGEST_RECEIVER = 200;

    /** The tasks of a case: who reads that one of them is done or open learns that there is a case. */
    public static final Set<String> TASKS = Set.of(
            "taskReportMisconduct",
            "taskInvestigateMisconduct",
            "taskHearAccused",
            "taskNoteNoStatement",
            "taskFindMisconduct",
            "taskDecideMisconduct",
            "taskRefer");

    private record NewCase(
            int year,
            String number,
            String object,
            String district,
            @Nullable String township,
            State state,
            String clueSource,
            String clue,
            String reportedBy,
            LocalDateTime reportedAt) {}

    private record CaseFile(long misconductCase, Stage stage, String evidenceId) {}

    private final Rows rows;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final WorkingDays workingDays;
    private final OperationLog log;
    private final Clock clock;

    MisconductCases(
            JdbcClient jdbc,
            AssessmentYears years,
            YearRoster roster,
            WorkingDays workingDays,
            OperationLog log,
            Clock clock) {
        this.rows = new Rows(jdbc);
        this.years = years;
        this.roster = roster;
        this.workingDays = workingDays;
        this.log = log;
        this.clock = clock;
    }

    /** Every case of a year, in the order they were opened. Who may see which is for the asking page to decide. */
    public List<MisconductCase> all(int year) {
        return cases("assessment_year = :year order by id", year);
    }

    /** The cases of a year that nobody has decided yet. */
    public List<MisconductCase> open(int year) {
        return all(year).stream().filter(MisconductCase::isOpen).toList();
    }

    public MisconductCase get(long id) {
        return cases("id = :id", id).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no misconduct case " + id));
    }

    /** By its number, such as 2021-案-001. */
    public Optional<MisconductCase> find(String number) {
        return cases("number = :number", number).stream().findFirst();
    }

    /** The ids of the files of a case, in the order they were handed in; every stage has a list. */
    public Map<Stage, List<String>> evidence(long id) {
        Map<Stage, List<String>> files = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            files.put(stage, new ArrayList<>());
        }
        rows.list(CaseFile.class, """
                select m.* from misconduct_evidence m join evidence e on e.id = m.evidence_id
                where m.misconduct_case = :id order by e.uploaded_at, e.id
                """, id)
                .forEach(file -> Objects.requireNonNull(files.get(file.stage())).add(file.evidenceId()));
        return files;
    }

    /** The cases that the audit is not to learn of yet. */
    public List<MisconductCase> withheldFromAudit() {
        return cases(
                "audit_admitted_at is null and state not in (:decided) order by id",
                List.of(State.CONFIRMED, State.NOT_CONFIRMED));
    }

    private List<MisconductCase> cases(String which, Object... values) {
        return rows.list(CaseRow.class, "select * from misconduct_case where " + which, values).stream()
                .map(CaseRow::misconductCase)
                .toList();
    }

    /** Whether a file was handed in to a case that the audit is not to learn of yet. */
    public boolean isWithheldFromAudit(String evidenceId) {
        return withheldFromAudit().stream()
                .anyMatch(one -> evidence(one.id()).values().stream().anyMatch(files -> files.contains(evidenceId)));
    }

    /** Lets the audit read an open case. */
    @Transactional
    public void admitAudit(long id, String reason, Actor actor) {
        MisconductCase one = locked(id);
        Refused.because(wrongText("理由", reason, LONGEST_SOURCE));
        if (!one.isOpen()) {
            throw new Refused("案件%s已经办结，审计本来就能查看，不用再请。".formatted(one.number()));
        }
        if (one.auditAdmittedAt() != null) {
            throw new Refused("案件%s已经请审计查看过，不用再请。".formatted(one.number()));
        }
        update(id, "audit_admitted_at = :at, audit_admitted_by = :by", LocalDateTime.now(clock), actor.userId());
        log.record(
                actor, Operation.of("请审计查看", one.year(), one.number()).to("审计").because(reason));
    }

    /** Everything done in a case so far, the latest first; also what a later round has replaced. */
    public List<OperationLog.Line> history(MisconductCase one) {
        return log.on(one.year(), one.number());
    }

    /** Such as 青田县 or 青田县温溪镇, by the year's names. */
    public String objectName(MisconductCase one) {
        return roster.fullName(one.year(), one.object());
    }

    /** The office that answers for the accused: a township has no account, its county's office speaks for it. */
    public String accusedOffice(MisconductCase one) {
        return roster.officeOf(one.year(), one.object());
    }

    /** Until when the evidence is to be gathered: counted from the report, or from the day the case came back. */
    public LocalDate investigationDue(MisconductCase one) {
        Decision returned = one.decision();
        LocalDateTime from = returned == null ? one.clue().at() : returned.at();
        return workingDays.plus(from.toLocalDate(), years.settings(one.year()).investigationWorkingDays());
    }

    /** The last day on which the accused may make its statement. */
    public LocalDate hearingDue(MisconductCase one) {
        Facts facts = one.facts();
        if (facts == null) {
            throw new IllegalStateException("Case %s has not been investigated".formatted(one.number()));
        }
        return workingDays.plus(
                facts.at().toLocalDate(), years.settings(one.year()).hearingWorkingDays());
    }

    /** Why a case on this object cannot be opened; empty where it can. */
    public Optional<String> wrongObject(int year, String object) {
        if (years.find(year).filter(AssessmentYear::isStarted).isEmpty()) {
            return Optional.of("%d年度的考核还没有启动，不能登记弄虚作假线索。".formatted(year));
        }
        if (accused(year, object).isEmpty()) {
            return Optional.of("请选择%d年度的县（市、区）、丽水开发区、乡镇（街道）或列入考核的市直单位。".formatted(year));
        }
        String name = roster.fullName(year, object);
        for (MisconductCase other : all(year)) {
            if (other.object().equals(object) && other.isOpen()) {
                return Optional.of("%s已有案件%s正在办理（%s），请把新线索并入该案。"
                        .formatted(name, other.number(), other.state().label()));
            }
            if (other.object().equals(object) && other.state() == State.CONFIRMED) {
                return Optional.of("%s已在案件%s中认定弄虚作假，%d年度考核结果已定为不合格，不能重复立案。".formatted(name, other.number(), year));
            }
        }
        return Optional.empty();
    }

    private record Accused(String district, @Nullable String township) {}

    private Optional<Accused> accused(int year, String object) {
        Map<String, List<YearTownship>> townships = roster.townships(year);
        for (YearDistrict district : roster.districts(year)) {
            if (district.code().equals(object)) {
                return Optional.of(new Accused(object, null));
            }
            if (townships.getOrDefault(district.code(), List.of()).stream()
                    .map(YearTownship::code)
                    .anyMatch(object::equals)) {
                return Optional.of(new Accused(district.code(), object));
            }
        }
        return roster.unit(year, object).filter(YearUnit::assessed).map(unit -> new Accused(object, null));
    }

    /**
     * Opens a case.
     *
     * @return its id
     */
    @Transactional
    public long report(int year, String object, String source, String clue, List<String> files, Actor actor) {
        years.lock(year); // two reports at once on the same object: the second sees the first; and numbers follow each
        // other
        Refused.because(wrongObject(year, object));
        Refused.because(wrongText("线索来源", source, LONGEST_SOURCE));
        Refused.because(wrongText("线索内容", clue, LONGEST_TEXT));
        Accused accused = accused(year, object).orElseThrow();
        String number = "%d-案-%03d".formatted(year, all(year).size() + 1);
        long id = rows.insertForId(
                "misconduct_case",
                new NewCase(
                        year,
                        number,
                        object,
                        accused.district(),
                        accused.township(),
                        State.REPORTED,
                        source,
                        clue,
                        actor.userId(),
                        LocalDateTime.now(clock)));
        attach(id, Stage.CLUE, files);
        log.record(actor, Operation.of("登记问题线索", year, number).to(clue).because(source));
        return id;
    }

    /** Notes what the investigation found; what the accused is to answer goes to it. Files of an earlier round stay. */
    @Transactional
    public void investigate(long id, String facts, String accusation, List<String> files, Actor actor) {
        MisconductCase one = locked(id, State.REPORTED);
        Refused.because(wrongText("查明的事实", facts, LONGEST_TEXT));
        Refused.because(wrongText("告知内容", accusation, LONGEST_TEXT));
        attach(id, Stage.FACTS, files);
        if (evidence(id).getOrDefault(Stage.FACTS, List.of()).isEmpty()) {
            throw new Refused("案件%s还没有证据材料，请至少上传一份。".formatted(one.number()));
        }
        update(
                id,
                "state = :state, facts = :facts, accusation = :accusation, investigated_by = :by, investigated_at = :at",
                State.HEARING,
                facts,
                accusation,
                actor.userId(),
                LocalDateTime.now(clock));
        log.record(actor, Operation.of("查明事实", one.year(), one.number()).to(facts));
        log.record(actor, Operation.of("告知被反映单位", one.year(), one.number()).to(accusation));
    }

    /**
     * The accused answers.
     *
     * @param statement null where it has nothing to say
     */
    @Transactional
    public void hear(long id, @Nullable String statement, List<String> files, Actor actor) {
        MisconductCase one = locked(id, State.HEARING);
        if (statement != null) {
            Refused.because(wrongText("陈述和申辩", statement, LONGEST_TEXT));
        }
        attach(id, Stage.STATEMENT, files);
        keepStatement(id, statement, false, actor);
        log.record(actor, Operation.of("陈述和申辩", one.year(), one.number()).to(statement == null ? "没有意见" : statement));
    }

    /** Why the accused cannot be taken to have been urged on this day; empty where it can. */
    public Optional<String> wrongUrging(MisconductCase one, LocalDate urgedOn) {
        LocalDate asked = Objects.requireNonNull(one.facts()).at().toLocalDate();
        if (urgedOn.isBefore(asked)) {
            return Optional.of("催告不能早于告知的那天（%s）。".formatted(WorkingDays.dateText(asked)));
        }
        return notInFuture(urgedOn, "催告日期");
    }

    /** Notes that the accused let the time for its statement pass although it was urged. That alone decides nothing. */
    @Transactional
    public void waive(long id, LocalDate urgedOn, String how, Actor actor) {
        MisconductCase one = locked(id, State.HEARING);
        LocalDate due = hearingDue(one);
        if (!LocalDate.now(clock).isAfter(due)) {
            throw new Refused("案件%s的陈述和申辩期限是%s，期限未满，不能记录放弃。".formatted(one.number(), WorkingDays.dateText(due)));
        }
        Refused.because(wrongUrging(one, urgedOn));
        Refused.because(wrongText("催告情况", how, LONGEST_URGING));
        String note = "%s催告：%s".formatted(WorkingDays.dateText(urgedOn), how);
        keepStatement(id, note, true, actor);
        log.record(actor, Operation.of("记录放弃陈述申辩", one.year(), one.number()).to(note));
    }

    private void keepStatement(long id, @Nullable String text, boolean waived, Actor actor) {
        update(
                id,
                "state = :state, statement = :text, statement_waived = :waived, statement_by = :by, statement_at = :at",
                State.FINDING,
                text,
                waived,
                actor.userId(),
                LocalDateTime.now(clock));
    }

    /** Why these two answers do not go together; empty where they do. */
    public static Optional<String> wrongReferral(boolean confirmed, boolean serious) {
        return serious && !confirmed ? Optional.of("没有认定就不能移送：情节严重的，请先选“认定”；不予认定的，不要选“严重”。") : Optional.empty();
    }

    /** The city office says whether it was misconduct. Where it was not, the case ends here. */
    @Transactional
    public void recordFinding(
            long id, boolean confirmed, boolean serious, String reasons, String provision, Actor actor) {
        MisconductCase one = locked(id, State.FINDING);
        Refused.because(wrongReferral(confirmed, serious));
        Refused.because(wrongText("认定理由", reasons, LONGEST_FINDING));
        Refused.because(wrongText("依据条款", provision, LONGEST_PROVISION));
        String finding = "%s\n依据：%s".formatted(reasons, provision);
        update(
                id,
                "state = :state, confirmed = :confirmed, serious = :serious, finding = :finding, found_by = :by, found_at = :at",
                confirmed ? State.DECIDING : State.NOT_CONFIRMED,
                confirmed,
                serious,
                finding,
                actor.userId(),
                LocalDateTime.now(clock));
        log.record(
                actor,
                Operation.of("提出认定意见", one.year(), one.number())
                        .to((!confirmed ? "不予认定。" : serious ? "认定，情节严重。" : "认定，情节一般。") + finding));
    }

    /** Why a decision cannot stand with this reason; empty where it can. */
    public static Optional<String> wrongReason(Verdict verdict, String reason) {
        return verdict == Verdict.APPROVED && reason.isEmpty()
                ? Optional.empty()
                : wrongText(verdict == Verdict.APPROVED ? "意见" : "理由", reason, LONGEST_TEXT);
    }

    /**
     * The leading group decides. Approved, the case waits for its result and is confirmed with it.
     *
     * @param serious looked at where it approves
     * @param reason may be empty where it approves
     */
    @Transactional
    public void decide(long id, Verdict verdict, boolean serious, String reason, Actor actor) {
        MisconductCase one = locked(id, State.DECIDING);
        Refused.because(wrongReason(verdict, reason));
        State state =
                switch (verdict) {
                    case APPROVED -> State.APPROVED;
                    case RETURNED -> State.REPORTED;
                    case REFUSED -> State.NOT_CONFIRMED;
                };
        update(
                id,
                "state = :state, serious = :serious, decision = :reason, decided_by = :by, decided_at = :at",
                state,
                verdict == Verdict.APPROVED ? serious : one.serious(),
                reason.isEmpty() ? null : reason,
                actor.userId(),
                LocalDateTime.now(clock));
        log.record(
                actor,
                Operation.of(verdict == Verdict.APPROVED ? "同意认定" : verdict.label(), one.year(), one.number())
                        .to(verdict == Verdict.APPROVED ? (serious ? "情节严重，移送。" : "情节一般，不移送。") + reason : reason));
    }

    /** Notes the result in which the object is 不合格 for it; with that the case is confirmed. */
    @Transactional
    public void confirmed(long id, @Nullable Integer revision, Actor actor) {
        MisconductCase one = locked(id, State.APPROVED);
        update(id, "state = :state, revision = :revision", State.CONFIRMED, revision);
        log.record(
                actor,
                Operation.of("定为不合格", one.year(), one.number())
                        .to(revision == null ? "记入第1号考核结果" : "第%d号考核结果".formatted(revision)));
    }

    /** Why a case cannot be referred; empty where it can. */
    public static Optional<String> wrongCaseToRefer(MisconductCase one) {
        if (one.state() != State.CONFIRMED || !one.serious()) {
            return Optional.of("案件%s没有认定为情节严重，不能移送。".formatted(one.number()));
        }
        Referral before = one.referral();
        return before == null
                ? Optional.empty()
                : Optional.of(
                        "案件%s已于%s移送%s，不能重复移送。".formatted(one.number(), WorkingDays.dateText(before.on()), before.to()));
    }

    /** Why a case cannot have been referred on this day; empty where it can. */
    public Optional<String> wrongReferralDay(MisconductCase one, LocalDate day) {
        Decision decision = one.decision();
        if (decision != null && day.isBefore(decision.at().toLocalDate())) {
            return Optional.of("移送不能早于作出决定的那天（%s）。"
                    .formatted(WorkingDays.dateText(decision.at().toLocalDate())));
        }
        return notInFuture(day, "移送日期");
    }

    /** Hands a serious case on to whoever holds persons to account by law. */
    @Transactional
    public void refer(long id, String to, LocalDate on, String paper, List<String> files, Actor actor) {
        MisconductCase one = locked(id);
        requireToRefer(id);
        Refused.because(wrongText("接收机关", to, LONGEST_RECEIVER));
        Refused.because(wrongReferralDay(one, on));
        Refused.because(wrongText("移送材料", paper, Integer.MAX_VALUE));
        attach(id, Stage.REFERRAL, files);
        update(
                id,
                "referral = :paper, referred_to = :to, referred_by = :by, referred_at = :at",
                paper,
                to,
                actor.userId(),
                on.atStartOfDay());
        log.record(
                actor, Operation.of("移送有关机关", one.year(), one.number()).to(to).because(WorkingDays.dateText(on)));
    }

    /** Why a text will not do; empty where it will. */
    public static Optional<String> wrongText(String what, String text, int longest) {
        if (text.isBlank()) {
            return Optional.of("请填写%s。".formatted(what));
        }
        return text.length() > longest
                ? Optional.of("%s有%d字，最多%d字。请精简，详细内容可作为材料上传。".formatted(what, text.length(), longest))
                : Optional.empty();
    }

    private Optional<String> notInFuture(LocalDate day, String what) {
        LocalDate today = LocalDate.now(clock);
        return day.isAfter(today)
                ? Optional.of("%s不能晚于今天（%s）。".formatted(what, WorkingDays.dateText(today)))
                : Optional.empty();
    }

    private MisconductCase locked(long id) {
        rows.find(Long.class, "select id from misconduct_case where id = :id for update", id);
        return get(id);
    }

    /** Two people at once on the same step: the second learns that it is done. */
    private MisconductCase locked(long id, State expected) {
        locked(id);
        require(id, expected);
        return get(id);
    }

    /** @throws OutOfStep where the case cannot be referred, or has been */
    public void requireToRefer(long id) {
        wrongCaseToRefer(get(id)).ifPresent(message -> {
            throw new OutOfStep(message);
        });
    }

    /** @throws OutOfStep where the case stands elsewhere */
    public void require(long id, State expected) {
        MisconductCase one = get(id);
        if (one.state() != expected) {
            throw new OutOfStep("案件%s的“%s”还没有到或已经办过，现在是“%s”，这次没有办结。请刷新页面后查看。"
                    .formatted(one.number(), expected.label(), one.state().label()));
        }
    }

    private void update(long id, String columns, @Nullable Object... values) {
        rows.update(
                "update misconduct_case set " + columns + " where id = :id",
                Stream.concat(Arrays.stream(values), Stream.of(id)).toArray());
    }

    private void attach(long id, Stage stage, List<String> files) {
        List<String> known = evidence(id).getOrDefault(stage, List.of());
        rows.insertAll(
                "misconduct_evidence",
                files.stream()
                        .distinct()
                        .filter(file -> !known.contains(file))
                        .map(file -> new CaseFile(id, stage, file))
                        .toList());
    }
}
