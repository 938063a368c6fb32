package cn.healthylishui.assessment.misconduct;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.misconduct.MisconductCase.Clue;
import cn.healthylishui.assessment.misconduct.MisconductCase.Decision;
import cn.healthylishui.assessment.misconduct.MisconductCase.Facts;
import cn.healthylishui.assessment.misconduct.MisconductCase.Finding;
import cn.healthylishui.assessment.misconduct.MisconductCase.Referral;
import cn.healthylishui.assessment.misconduct.MisconductCase.Stage;
import cn.healthylishui.assessment.misconduct.MisconductCase.State;
import cn.healthylishui.assessment.misconduct.MisconductCase.Statement;
import cn.healthylishui.assessment.misconduct.MisconductCase.Verdict;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearTownship;
import cn.healthylishui.assessment.year.YearUnit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
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

    private final JdbcClient jdbc;
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
        this.jdbc = jdbc;
        this.years = years;
        this.roster = roster;
        this.workingDays = workingDays;
        this.log = log;
        this.clock = clock;
    }

    /** Every case of a year, in the order they were opened. Who may see which is for the asking page to decide. */
    public List<MisconductCase> all(int year) {
        return jdbc.sql("select * from misconduct_case where assessment_year = :year order by id")
                .param("year", year)
                .query((rs, i) -> misconductCase(rs))
                .list();
    }

    /** The cases of a year that nobody has decided yet. */
    public List<MisconductCase> open(int year) {
        return all(year).stream().filter(MisconductCase::isOpen).toList();
    }

    public MisconductCase get(long id) {
        return jdbc.sql("select * from misconduct_case where id = :id")
                .param("id", id)
                .query((rs, i) -> misconductCase(rs))
                .optional()
                .orElseThrow(() -> new IllegalArgumentException("There is no misconduct case " + id));
    }

    /** By its number, such as 2021-案-001. */
    public Optional<MisconductCase> find(String number) {
        return jdbc.sql("select * from misconduct_case where number = :number")
                .param("number", number)
                .query((rs, i) -> misconductCase(rs))
                .optional();
    }

    /** The ids of the files of a case, in the order they were handed in; every stage has a list. */
    public Map<Stage, List<String>> evidence(long id) {
        Map<Stage, List<String>> files = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            files.put(stage, new ArrayList<>());
        }
        jdbc.sql("""
                        select m.stage, m.evidence_id from misconduct_evidence m join evidence e on e.id = m.evidence_id
                        where m.misconduct_case = :id order by e.uploaded_at, e.id
                        """).param("id", id).query(rs -> {
            Objects.requireNonNull(files.get(Stage.valueOf(rs.getString("stage"))))
                    .add(rs.getString("evidence_id"));
        });
        return files;
    }

    /** The cases that the audit is not to learn of yet. */
    public List<MisconductCase> withheldFromAudit() {
        return jdbc.sql("""
                        select * from misconduct_case where audit_admitted_at is null and state not in (:decided) order by id
                        """)
                .param("decided", List.of(State.CONFIRMED.name(), State.NOT_CONFIRMED.name()))
                .query((rs, i) -> misconductCase(rs))
                .list();
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
        update(id, "audit_admitted_at = :at, audit_admitted_by = :by")
                .param("at", now())
                .param("by", actor.userId())
                .update();
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
        for (YearDistrict district : roster.districts(year)) {
            if (district.code().equals(object)) {
                return Optional.of(new Accused(object, null));
            }
            if (roster.townships(year, district.code()).stream()
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
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                insert into misconduct_case (assessment_year, number, object_code, district, township, state, clue_source, clue,
                  reported_by, reported_at)
                values (:year, :number, :object, :district, :township, :state, :source, :clue, :by, :at)
                """)
                .param("year", year)
                .param("number", number)
                .param("object", object)
                .param("district", accused.district())
                .param("township", accused.township())
                .param("state", State.REPORTED.name())
                .param("source", source)
                .param("clue", clue)
                .param("by", actor.userId())
                .param("at", now())
                .update(key, "id");
        long id = Objects.requireNonNull(key.getKey()).longValue();
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
                        "state = :state, facts = :facts, accusation = :accusation, investigated_by = :by, investigated_at = :at")
                .param("state", State.HEARING.name())
                .param("facts", facts)
                .param("accusation", accusation)
                .param("by", actor.userId())
                .param("at", now())
                .update();
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
                        "state = :state, statement = :text, statement_waived = :waived, statement_by = :by, statement_at = :at")
                .param("state", State.FINDING.name())
                .param("text", text)
                .param("waived", waived)
                .param("by", actor.userId())
                .param("at", now())
                .update();
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
                        "state = :state, confirmed = :confirmed, serious = :serious, finding = :finding, found_by = :by, found_at = :at")
                .param("state", (confirmed ? State.DECIDING : State.NOT_CONFIRMED).name())
                .param("confirmed", confirmed)
                .param("serious", serious)
                .param("finding", finding)
                .param("by", actor.userId())
                .param("at", now())
                .update();
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
        update(id, "state = :state, serious = :serious, decision = :reason, decided_by = :by, decided_at = :at")
                .param("state", state.name())
                .param("serious", verdict == Verdict.APPROVED ? serious : one.serious())
                .param("reason", reason.isEmpty() ? null : reason)
                .param("by", actor.userId())
                .param("at", now())
                .update();
        log.record(
                actor,
                Operation.of(verdict == Verdict.APPROVED ? "同意认定" : verdict.label(), one.year(), one.number())
                        .to(verdict == Verdict.APPROVED ? (serious ? "情节严重，移送。" : "情节一般，不移送。") + reason : reason));
    }

    /** Notes the result in which the object is 不合格 for it; with that the case is confirmed. */
    @Transactional
    public void confirmed(long id, @Nullable Integer revision, Actor actor) {
        MisconductCase one = locked(id, State.APPROVED);
        update(id, "state = :state, revision = :revision")
                .param("state", State.CONFIRMED.name())
                .param("revision", revision)
                .update();
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
        update(id, "referral = :paper, referred_to = :to, referred_by = :by, referred_at = :at")
                .param("paper", paper)
                .param("to", to)
                .param("by", actor.userId())
                .param("at", Timestamp.valueOf(on.atStartOfDay()))
                .update();
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
        jdbc.sql("select id from misconduct_case where id = :id for update")
                .param("id", id)
                .query(Long.class)
                .optional();
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

    private StatementSpec update(long id, String columns) {
        return jdbc.sql("update misconduct_case set " + columns + " where id = :id")
                .param("id", id);
    }

    private void attach(long id, Stage stage, List<String> files) {
        List<String> known = evidence(id).getOrDefault(stage, List.of());
        files.stream().distinct().filter(file -> !known.contains(file)).forEach(file -> jdbc.sql(
                        "insert into misconduct_evidence (misconduct_case, stage, evidence_id) values (:id, :stage, :file)")
                .param("id", id)
                .param("stage", stage.name())
                .param("file", file)
                .update());
    }

    private Timestamp now() {
        return Timestamp.valueOf(LocalDateTime.now(clock));
    }

    private static MisconductCase misconductCase(ResultSet rs) throws SQLException {
        return new MisconductCase(
                rs.getLong("id"),
                rs.getInt("assessment_year"),
                rs.getString("number"),
                rs.getString("object_code"),
                rs.getString("district"),
                rs.getString("township"),
                State.valueOf(rs.getString("state")),
                rs.getBoolean("serious"),
                new Clue(
                        rs.getString("clue_source"),
                        rs.getString("clue"),
                        rs.getString("reported_by"),
                        rs.getTimestamp("reported_at").toLocalDateTime()),
                facts(rs),
                statement(rs),
                finding(rs),
                decision(rs),
                referral(rs),
                rs.getTimestamp("audit_admitted_at") == null
                        ? null
                        : rs.getTimestamp("audit_admitted_at").toLocalDateTime());
    }

    private static @Nullable Facts facts(ResultSet rs) throws SQLException {
        Timestamp at = rs.getTimestamp("investigated_at");
        return at == null
                ? null
                : new Facts(
                        rs.getString("facts"),
                        rs.getString("accusation"),
                        rs.getString("investigated_by"),
                        at.toLocalDateTime());
    }

    private static @Nullable Statement statement(ResultSet rs) throws SQLException {
        Timestamp at = rs.getTimestamp("statement_at");
        return at == null
                ? null
                : new Statement(
                        rs.getString("statement"),
                        rs.getBoolean("statement_waived"),
                        rs.getString("statement_by"),
                        at.toLocalDateTime());
    }

    private static @Nullable Finding finding(ResultSet rs) throws SQLException {
        Timestamp at = rs.getTimestamp("found_at");
        return at == null
                ? null
                : new Finding(
                        rs.getBoolean("confirmed"),
                        rs.getString("finding"),
                        rs.getString("found_by"),
                        at.toLocalDateTime());
    }

    private static @Nullable Decision decision(ResultSet rs) throws SQLException {
        Timestamp at = rs.getTimestamp("decided_at");
        return at == null
                ? null
                : new Decision(
                        rs.getString("decision"),
                        rs.getString("decided_by"),
                        at.toLocalDateTime(),
                        rs.getObject("revision", Integer.class));
    }

    private static @Nullable Referral referral(ResultSet rs) throws SQLException {
        Timestamp at = rs.getTimestamp("referred_at");
        return at == null
                ? null
                : new Referral(
                        rs.getString("referred_to"),
                        rs.getString("referral"),
                        rs.getString("referred_by"),
                        at.toLocalDateTime().toLocalDate());
    }
}
