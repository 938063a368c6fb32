package cn.healthylishui.assessment.interview;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.interview.Interview.Act;
import cn.healthylishui.assessment.interview.Interview.Details;
import cn.healthylishui.assessment.interview.Interview.Head;
import cn.healthylishui.assessment.interview.Interview.Item;
import cn.healthylishui.assessment.interview.Interview.State;
import cn.healthylishui.assessment.interview.InterviewTables.HeadRow;
import cn.healthylishui.assessment.interview.InterviewTables.InterviewRow;
import cn.healthylishui.assessment.interview.InterviewTables.ItemRow;
import cn.healthylishui.assessment.interview.InterviewTables.Place;
import cn.healthylishui.assessment.interview.InterviewTables.ReportFile;
import cn.healthylishui.assessment.interview.InterviewTables.ReportRow;
import cn.healthylishui.assessment.interview.InterviewTables.Stage;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.publicity.Circulated;
import cn.healthylishui.assessment.publicity.Circulations;
import cn.healthylishui.assessment.publicity.Circulations.Circulation;
import cn.healthylishui.assessment.result.ResultRevised;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 约谈和整改: opens an interview for whoever is circulated as failing, takes in each of its steps, and withdraws it where a later
 * result no longer fails (办法六(二)).
 */
@Component("interviewRecords")
public class Interviews {

    /** @param heldOn the day the talk is to be held on */
    public record Invitation(LocalDate heldOn, String place, String bring, String text, List<Invited> heads) {}

    public record Invited(String post, String name) {}

    /**
     * How one of the two heads was present.
     *
     * @param substitute who came instead, name and post; null where the head came
     */
    public record Presence(
            boolean attended,
            @Nullable String substitute,
            @Nullable String reason) {}

    public record Planned(String problem, String measure, String responsible, LocalDate dueOn) {}

    public record Outcome(int seq, String text, List<String> files) {}

    public record Verdict(int seq, boolean mended, @Nullable String comment) {}

    /**
     * What became of a check.
     *
     * @param mended nothing is left to mend
     * @param exhausted it was the last round
     */
    public record Checked(boolean mended, boolean exhausted) {}

    private final Rows rows;
    private final Clock clock;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final WorkingDays workingDays;
    private final InterviewRules rules;
    private final Organization organization;
    private final Results results;
    private final Circulations circulations;
    private final OperationLog log;
    private final ApplicationEventPublisher events;
    private final InterviewTables tables;

    Interviews(
            JdbcClient jdbc,
            Clock clock,
            AssessmentYears years,
            YearRoster roster,
            WorkingDays workingDays,
            InterviewRules rules,
            Organization organization,
            Results results,
            Circulations circulations,
            OperationLog log,
            ApplicationEventPublisher events) {
        this.rows = new Rows(jdbc);
        this.clock = clock;
        this.years = years;
        this.roster = roster;
        this.workingDays = workingDays;
        this.rules = rules;
        this.organization = organization;
        this.results = results;
        this.circulations = circulations;
        this.log = log;
        this.events = events;
        this.tables = new InterviewTables(jdbc);
    }

    // what is on record
    // ---------------------------------------------------------------------------------------------------

    /** Every interview of a year in the order they were opened. */
    public List<Interview> all(int year) {
        return tables.all(year);
    }

    public List<Interview> open(int year) {
        return all(year).stream()
                .filter(interview -> interview.state() == State.OPEN)
                .toList();
    }

    /** The open interviews that a circulation led to. */
    public List<Interview> openOf(long circulation) {
        return open(circulations.get(circulation).year()).stream()
                .filter(interview -> interview.circulation() == circulation)
                .toList();
    }

    public Interview get(long id) {
        return tables.find(id).orElseThrow(() -> new IllegalArgumentException("There is no interview " + id));
    }

    /** The two heads, once the notice has named them. */
    public List<Head> heads(Interview interview) {
        return tables.heads(interview);
    }

    /** What is to be mended, once it has been planned, with every report and check. */
    public List<Item> items(Interview interview) {
        return tables.items(interview);
    }

    public Details details(long id) {
        Interview interview = get(id);
        List<Item> items = items(interview);
        return new Details(interview, heads(interview), items, acts(interview, items));
    }

    /** The step that is to be done now; empty once the interview is closed. */
    public Optional<InterviewStep> awaited(Interview interview) {
        if (interview.state() != State.OPEN) {
            return Optional.empty();
        }
        if (interview.announcement() == null) {
            return Optional.of(InterviewStep.NOTICE);
        }
        if (interview.material() == null) {
            return Optional.of(InterviewStep.MATERIAL);
        }
        if (interview.minutes() == null) {
            return Optional.of(InterviewStep.TALK);
        }
        List<Item> items = items(interview);
        if (items.isEmpty()) {
            return Optional.of(InterviewStep.PLAN);
        }
        if (items.stream().flatMap(item -> item.reports().stream()).anyMatch(report -> report.check() == null)) {
            return Optional.of(InterviewStep.CHECK);
        }
        return Optional.of(exhausted(interview) ? InterviewStep.REVIEW : InterviewStep.REPORT);
    }

    /** Whether no further report is foreseen, however much is left to mend. */
    public boolean exhausted(Interview interview) {
        return interview.round() >= years.settings(interview.year()).rectificationRounds();
    }

    private static List<Act> acts(Interview interview, List<Item> items) {
        List<Act> acts = new ArrayList<>();
        acts.add(new Act("列入约谈", null, interview.openedAt()));
        Optional.ofNullable(interview.announcement())
                .ifPresent(done -> acts.add(new Act(InterviewStep.NOTICE.label(), done.by(), done.at())));
        Optional.ofNullable(interview.material())
                .ifPresent(done -> acts.add(new Act(InterviewStep.MATERIAL.label(), done.by(), done.at())));
        Optional.ofNullable(interview.minutes())
                .ifPresent(done -> acts.add(new Act(InterviewStep.TALK.label(), done.by(), done.at())));
        items.stream()
                .findFirst()
                .ifPresent(item -> acts.add(new Act(InterviewStep.PLAN.label(), item.plannedBy(), item.plannedAt())));
        Map<Integer, Interview.Report> rounds = new TreeMap<>();
        items.forEach(item -> item.reports().forEach(report -> rounds.putIfAbsent(report.round(), report)));
        rounds.forEach((round, report) -> {
            acts.add(new Act("第%d次%s".formatted(round, InterviewStep.REPORT.label()), report.by(), report.at()));
            Optional.ofNullable(report.check())
                    .ifPresent(check -> acts.add(
                            new Act("第%d次%s".formatted(round, InterviewStep.CHECK.label()), check.by(), check.at())));
        });
        Optional.ofNullable(interview.closing())
                .ifPresent(done -> acts.add(new Act(
                        interview.state().label(),
                        done.by().equals(Actor.SYSTEM.userId()) ? null : done.by(),
                        done.at())));
        return List.copyOf(acts);
    }

    // what opens and withdraws interviews
    // ---------------------------------------------------------------------------------

    /** Opens an interview for each failing object of a circulation that has none yet; one withdrawn earlier does not count. */
    @EventListener
    void openFor(Circulated circulated) {
        int year = circulated.year();
        years.lock(year); // two circulations at once: the second sees what the first opened
        Circulation circulation = circulations.get(circulated.circulation());
        Map<String, ObjectLine> lines = results.objects(year, Objects.requireNonNull(circulation.revision())).stream()
                .collect(Collectors.toMap(ObjectLine::code, line -> line));
        Set<String> known = all(year).stream()
                .filter(interview -> interview.state() != State.WITHDRAWN)
                .map(Interview::object)
                .collect(Collectors.toSet());
        circulations.objects(circulation).stream()
                .filter(code -> !known.contains(code))
                .map(code -> Objects.requireNonNull(lines.get(code)))
                // 办法六(二) knows no interview of a municipal unit.
                .filter(object -> object.grade() == Grade.UNQUALIFIED && !object.isUnit())
                .forEach(object -> open(year, circulated.circulation(), object));
    }

    private void open(int year, long circulation, ObjectLine object) {
        String countyOffice = roster.district(year, object.district()).officeCode();
        String interviewer = object.isTownship() ? countyOffice : Office.LEADING_GROUP;
        LocalDate noticeBy = workingDays.plus(today(), years.settings(year).interviewNoticeWorkingDays());
        rows.insert(
                "interview",
                new InterviewRow(
                        0,
                        year,
                        circulation,
                        object.code(),
                        object.district(),
                        object.isTownship() ? object.code() : null,
                        interviewer,
                        countyOffice,
                        State.OPEN,
                        0,
                        LocalDateTime.now(clock),
                        noticeBy,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
        log.record(
                Actor.SYSTEM,
                Operation.of("列入约谈", year, object.code())
                        .to("由%s约谈，%s前发出通知"
                                .formatted(organization.officeName(interviewer), WorkingDays.dateText(noticeBy)))
                        .because(object.gradeReason()));
    }

    /** Withdraws the open interviews of those who fail no more; one that was closed stays as it ended. */
    @EventListener
    void withdrawAfter(ResultRevised revised) {
        for (Interview interview : open(revised.year())) {
            tables.lock(interview.id());
            boolean stillOpen = get(interview.id()).state() == State.OPEN;
            Optional<ObjectLine> object = results.object(revised.year(), revised.number(), interview.object());
            if (stillOpen
                    && object.filter(line -> line.grade() == Grade.UNQUALIFIED).isEmpty()) {
                String grade = object.map(line -> "改为" + line.grade().label()).orElse("不再有这个对象");
                close(
                        interview,
                        State.WITHDRAWN,
                        "第%d号考核结果中，等级%s，约谈撤销。".formatted(revised.number(), grade),
                        Actor.SYSTEM);
                events.publishEvent(new InterviewWithdrawn(interview.id()));
            }
        }
    }

    // the steps
    // -----------------------------------------------------------------------------------------------------------

    /** Announces the talk to the two heads. */
    @Transactional
    public void announce(long id, Invitation invitation, Actor actor) {
        Interview interview = at(InterviewStep.NOTICE, id);
        Refused.because(rules.wrongTalkDate(invitation.heldOn()));
        Refused.because(InterviewText.PLACE.wrong(invitation.place()));
        Refused.because(InterviewText.BRING.wrong(invitation.bring()));
        Refused.because(InterviewText.NOTICE.wrong(invitation.text()));
        for (Invited head : invitation.heads()) {
            Refused.because(InterviewText.POST.wrong(head.post()));
            Refused.because(InterviewText.NAME.wrong(head.name()));
        }
        Refused.because(rules.wrongHeads(invitation.heads()));
        rows.update(
                """
                update interview set held_on = :heldOn, place = :place, bring = :bring, notice = :text, notified_by = :by,
                  notified_at = :at
                where id = :id
                """,
                invitation.heldOn(),
                invitation.place().strip(),
                invitation.bring().strip(),
                invitation.text().strip(),
                actor.userId(),
                LocalDateTime.now(clock),
                id);
        rows.insertAll(
                "interview_head",
                IntStream.range(0, InterviewRules.HEADS)
                        .mapToObj(i -> head(id, i + 1, invitation.heads().get(i)))
                        .toList());
        log(
                interview,
                InterviewStep.NOTICE,
                actor,
                "%s，%s；%s"
                        .formatted(
                                WorkingDays.dateText(invitation.heldOn()),
                                invitation.place().strip(),
                                names(invitation.heads())));
    }

    private static HeadRow head(long interview, int seq, Invited head) {
        return new HeadRow(
                interview, new Head(seq, head.post().strip(), head.name().strip(), null, null, null));
    }

    private static String names(List<Invited> heads) {
        return heads.stream()
                .map(head -> head.post().strip() + head.name().strip())
                .collect(Collectors.joining("、"));
    }

    /** Takes in the written material, as a text or as files. */
    @Transactional
    public void handInMaterial(long id, @Nullable String text, List<String> files, Actor actor) {
        Interview interview = at(InterviewStep.MATERIAL, id);
        String written = stripped(text);
        if (written == null && files.isEmpty()) {
            throw new Refused("缺少书面材料，请填写，或上传文件。");
        }
        rows.update(
                "update interview set material = :text, material_by = :by, material_at = :at where id = :id",
                written,
                actor.userId(),
                LocalDateTime.now(clock),
                id);
        attach(id, Stage.MATERIAL, files);
        log(interview, InterviewStep.MATERIAL, actor, written == null ? "上传文件%d个".formatted(files.size()) : written);
    }

    /** Takes in the minutes of the talk, with who was there. */
    @Transactional
    public void hold(long id, LocalDate heldOn, List<Presence> heads, String minutes, List<String> files, Actor actor) {
        Interview interview = at(InterviewStep.TALK, id);
        Refused.because(rules.wrongHeldOn(interview, heldOn));
        Refused.because(InterviewRules.wrongMinutes(minutes));
        if (heads.size() != InterviewRules.HEADS) {
            throw new Refused("请逐个写明两位党政负责人是否到场。");
        }
        heads.forEach(Interviews::refuseAbsence);
        rows.update(
                """
                update interview set held_on = :heldOn, minutes = :minutes, minutes_by = :by, minutes_at = :at, report_by = :reportBy
                where id = :id
                """,
                heldOn,
                minutes.strip(),
                actor.userId(),
                LocalDateTime.now(clock),
                heldOn.plusDays(rules.rectificationDays(interview)),
                id);
        for (int seq = 1; seq <= InterviewRules.HEADS; seq++) {
            Presence head = heads.get(seq - 1);
            rows.update(
                    """
                    update interview_head set attended = :attended, substitute = :substitute, substitute_reason = :reason
                    where interview = :id and seq = :seq
                    """,
                    head.attended(),
                    head.attended() ? null : stripped(head.substitute()),
                    head.attended() ? null : stripped(head.reason()),
                    id,
                    seq);
        }
        attach(id, Stage.MINUTES, files);
        log(interview, InterviewStep.TALK, actor, WorkingDays.dateText(heldOn) + "：" + minutes.strip());
    }

    private static void refuseAbsence(Presence head) {
        if (!head.attended()) {
            Refused.because(InterviewText.SUBSTITUTE.wrong(head.substitute() == null ? "" : head.substitute()));
            Refused.because(InterviewText.SUBSTITUTE_REASON.wrong(head.reason() == null ? "" : head.reason()));
        }
    }

    /** Takes in what is to be mended, how, by whom and until when. */
    @Transactional
    public void plan(long id, List<Planned> items, Actor actor) {
        Interview interview = at(InterviewStep.PLAN, id);
        if (items.isEmpty()) {
            throw new Refused("整改方案还是空的，请至少列出一个问题。");
        }
        for (Planned item : items) {
            Refused.because(InterviewText.PROBLEM.wrong(item.problem()));
            Refused.because(InterviewText.MEASURE.wrong(item.measure()));
            Refused.because(InterviewText.RESPONSIBLE.wrong(item.responsible()));
            Refused.because(rules.wrongDueDate(interview, item.dueOn()));
        }
        LocalDateTime now = LocalDateTime.now(clock);
        rows.insertAll(
                "rectification_item",
                IntStream.range(0, items.size())
                        .mapToObj(i -> item(id, i + 1, items.get(i), actor, now))
                        .toList());
        log(
                interview,
                InterviewStep.PLAN,
                actor,
                items.stream()
                        .map(item -> "%s——%s（%s，%s）"
                                .formatted(
                                        item.problem().strip(),
                                        item.measure().strip(),
                                        item.responsible().strip(),
                                        item.dueOn()))
                        .collect(Collectors.joining("；")));
    }

    private static ItemRow item(long interview, int seq, Planned item, Actor actor, LocalDateTime at) {
        return new ItemRow(
                interview,
                seq,
                item.problem().strip(),
                item.measure().strip(),
                item.responsible().strip(),
                item.dueOn(),
                false,
                actor.userId(),
                at);
    }

    /** Takes in, for every item that is still to be mended, what was done and what proves it. */
    @Transactional
    public void report(long id, List<Outcome> outcomes, Actor actor) {
        Interview interview = at(InterviewStep.REPORT, id);
        requireEach(
                unmended(items(interview)), outcomes.stream().map(Outcome::seq).toList(), "每个还没有整改到位的问题都要报告整改结果，不能漏报。");
        for (Outcome outcome : outcomes) {
            Refused.because(InterviewText.OUTCOME.wrong(outcome.text()));
            if (outcome.files().isEmpty()) {
                throw new Refused("第%d项缺少佐证材料，请上传。".formatted(outcome.seq()));
            }
        }
        int round = interview.round() + 1;
        rows.update("update interview set round = :round where id = :id", round, id);
        LocalDateTime now = LocalDateTime.now(clock);
        rows.insertAll(
                "rectification_report",
                outcomes.stream()
                        .map(outcome -> new ReportRow(
                                id,
                                new Place(outcome.seq(), round),
                                outcome.text().strip(),
                                actor.userId(),
                                now,
                                null))
                        .toList());
        rows.insertAll(
                "rectification_evidence",
                outcomes.stream()
                        .flatMap(outcome -> outcome.files().stream()
                                .distinct()
                                .map(file -> new ReportFile(id, new Place(outcome.seq(), round), file)))
                        .toList());
        log(
                interview,
                InterviewStep.REPORT,
                actor,
                "第%d次：".formatted(round)
                        + outcomes.stream()
                                .map(outcome -> "第%d项——%s"
                                        .formatted(outcome.seq(), outcome.text().strip()))
                                .collect(Collectors.joining("；")));
    }

    /**
     * Takes in the word on every item reported; where nothing is left to mend the interview is closed.
     *
     * @param reportBy until when what is left is to be reported again; not looked at where nothing is left or no round
     */
    @Transactional
    public Checked check(long id, List<Verdict> verdicts, @Nullable LocalDate reportBy, Actor actor) {
        Interview interview = at(InterviewStep.CHECK, id);
        requireEach(
                reported(interview, items(interview)),
                verdicts.stream().map(Verdict::seq).toList(),
                "请对本次报告的每一项逐项作出核查结论，不能漏项。");
        for (Verdict verdict : verdicts) {
            String comment = verdict.comment() == null ? "" : verdict.comment();
            Refused.because(
                    verdict.mended() ? InterviewText.COMMENT.tooLong(comment) : InterviewRules.wrongComment(comment));
        }
        boolean mended = verdicts.stream().allMatch(Verdict::mended);
        boolean exhausted = exhausted(interview);
        if (!mended && !exhausted) {
            Refused.because(reportBy == null ? Optional.of("请填写再次报告的期限。") : rules.wrongNextReport(interview, reportBy));
            rows.update(
                    "update interview set report_by = :reportBy where id = :id", Objects.requireNonNull(reportBy), id);
        }
        verdicts.forEach(verdict -> write(interview, verdict, actor));
        log(
                interview,
                InterviewStep.CHECK,
                actor,
                "第%d次：".formatted(interview.round())
                        + verdicts.stream()
                                .map(verdict -> "第%d项%s"
                                        .formatted(verdict.seq(), verdict.mended() ? "到位" : "不到位：" + verdict.comment()))
                                .collect(Collectors.joining("；")));
        if (mended) {
            close(interview, State.MENDED, "第%d次核查，全部整改到位。".formatted(interview.round()), actor);
        }
        return new Checked(mended, exhausted);
    }

    private void write(Interview interview, Verdict verdict, Actor actor) {
        rows.update(
                """
                update rectification_report set mended = :mended, comment = :comment, checked_by = :by, checked_at = :at
                where interview = :id and seq = :seq and round = :round
                """,
                verdict.mended(),
                stripped(verdict.comment()),
                actor.userId(),
                LocalDateTime.now(clock),
                interview.id(),
                verdict.seq(),
                interview.round());
        rows.update(
                "update rectification_item set mended = :mended where interview = :id and seq = :seq",
                verdict.mended(),
                interview.id(),
                verdict.seq());
    }

    /** Closes an interview in which something was left unmended, with what the leading group decided on it. */
    @Transactional
    public void review(long id, String decision, Actor actor) {
        Interview interview = at(InterviewStep.REVIEW, id);
        Refused.because(InterviewText.DECISION.wrong(decision));
        close(interview, State.REPORTED, decision.strip(), actor);
    }

    /** What is still to be mended. */
    public static List<Item> unmended(List<Item> items) {
        return items.stream().filter(item -> !item.mended()).toList();
    }

    /** What was reported in the present round and so is to be checked. */
    public static List<Item> reported(Interview interview, List<Item> items) {
        return items.stream()
                .filter(item -> item.report(interview.round()).isPresent())
                .toList();
    }

    private static void requireEach(List<Item> items, List<Integer> named, String message) {
        List<Integer> wanted = items.stream().map(Item::seq).toList();
        if (!named.stream().sorted(Comparator.naturalOrder()).toList().equals(wanted)) {
            throw new Refused(message);
        }
    }

    /** Whatever the forms say, a step is done once, in its turn, and only while the interview is open. */
    private Interview at(InterviewStep step, long id) {
        tables.lock(id);
        require(step, id);
        return get(id);
    }

    /** @throws OutOfStep where this is not the interview's next step */
    public void require(InterviewStep step, long id) {
        Interview interview = get(id);
        Optional<InterviewStep> awaited = awaited(interview);
        if (awaited.isEmpty()) {
            throw new OutOfStep("%s的约谈%s，不能再办。请回到任务清单查看。"
                    .formatted(
                            roster.objectName(interview.year(), interview.object()),
                            interview.state() == State.WITHDRAWN ? "已经撤销" : "已经办结"));
        }
        if (awaited.get() != step) {
            throw new OutOfStep(
                    "这次约谈现在该办的是“%s”，不是“%s”。请回到任务清单查看。".formatted(awaited.get().label(), step.label()));
        }
    }

    private void close(Interview interview, State state, String note, Actor actor) {
        int closed =
                rows.update("""
                update interview set state = :state, closed_by = :by, closed_at = :at, closing_note = :note
                where id = :id and state = :open
                """, state, actor.userId(), LocalDateTime.now(clock), note, interview.id(), State.OPEN);
        if (closed == 0) {
            throw new IllegalStateException("Interview " + interview.id() + " is not open");
        }
        log.record(
                actor,
                Operation.of("约谈办结：" + state.label(), interview.year(), interview.object())
                        .from(State.OPEN.label())
                        .to(state.label())
                        .because(note));
    }

    private void attach(long id, Stage stage, List<String> files) {
        rows.insertAll(
                "interview_evidence",
                files.stream()
                        .distinct()
                        .map(file -> new InterviewTables.File(id, stage, file))
                        .toList());
    }

    private void log(Interview interview, InterviewStep step, Actor actor, String content) {
        log.record(
                actor,
                Operation.of(step.label(), interview.year(), interview.object()).to(content));
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private static @Nullable String stripped(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
