package cn.healthylishui.assessment.adjustment;

import cn.healthylishui.assessment.adjustment.Adjustment.Change;
import cn.healthylishui.assessment.adjustment.Adjustment.ChosenDraft;
import cn.healthylishui.assessment.adjustment.Adjustment.Proposal;
import cn.healthylishui.assessment.adjustment.Adjustment.Reply;
import cn.healthylishui.assessment.adjustment.Adjustment.Return;
import cn.healthylishui.assessment.adjustment.Adjustment.Stage;
import cn.healthylishui.assessment.adjustment.Adjustment.State;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.indicator.IndicatorDrafts;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableDiscarded;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.indicator.TableVersion;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 指标调整 (办法七(四)): from proposal to publication. A draft was made from the version in force when it was chosen; where another
 * adjustment puts a newer one in force meanwhile, the drafts have to be made and chosen anew.
 */
@Component("adjustmentRecords")
public class Adjustments {

    /** As long as the columns that keep them. */
    public static final int LONGEST = 2000;

    private record AdjustmentRow(
            long id,
            int year,
            int number,
            String office,
            String summary,
            State state,
            String proposedBy,
            LocalDateTime proposedAt,
            @Nullable String hearingReason,
            @Nullable String reviewReason,
            @Nullable String reviewedBy,
            @Nullable LocalDateTime reviewedAt,
            @Nullable String decisionReason,
            @Nullable String decidedBy,
            @Nullable LocalDateTime decidedAt) {

        Adjustment adjustment(List<Proposal> proposals, List<ChosenDraft> drafts, List<Return> returns) {
            return new Adjustment(
                    id,
                    year,
                    number,
                    office,
                    summary,
                    state,
                    proposedBy,
                    proposedAt,
                    hearingReason,
                    reviewReason,
                    reviewedBy,
                    reviewedAt,
                    decisionReason,
                    decidedBy,
                    decidedAt,
                    proposals,
                    drafts,
                    returns);
        }
    }

    private record ProposalRow(
            long adjustment,
            int seq,
            TableKind appliesTo,
            @Nullable String indicator,
            @Nullable String indicatorName,
            Change changeKind,
            String proposal,
            String reason,
            @Nullable Reply ruling,
            @Nullable String answer) {

        Proposal proposed() {
            return new Proposal(seq, appliesTo, indicator, indicatorName, changeKind, proposal, reason, ruling, answer);
        }
    }

    private record DraftOfAdjustment(long adjustment, DraftRow draft) {}

    private record ReturnRow(
            long id, long adjustment, Stage stage, String reason, String returnedBy, LocalDateTime returnedAt) {

        Return back() {
            return new Return(stage, reason, returnedBy, returnedAt);
        }
    }

    private final Rows rows;
    private final AssessmentYears years;
    private final IndicatorTables tables;
    private final IndicatorDrafts drafts;
    private final OperationLog log;
    private final Clock clock;

    Adjustments(
            JdbcClient jdbc,
            AssessmentYears years,
            IndicatorTables tables,
            IndicatorDrafts drafts,
            OperationLog log,
            Clock clock) {
        this.rows = new Rows(jdbc);
        this.years = years;
        this.tables = tables;
        this.drafts = drafts;
        this.log = log;
        this.clock = clock;
    }

    /** @param indicator null for a new one */
    public record NewProposal(TableKind table, @Nullable String indicator, Change change, String text, String reason) {}

    public record Answered(Reply reply, String answer) {}

    public Adjustment get(long id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("There is no adjustment " + id));
    }

    public Optional<Adjustment> find(long id) {
        return read("a.id = :value", id).stream().findFirst();
    }

    /** Those of a year, the first one first. */
    public List<Adjustment> of(int year) {
        return read("a.assessment_year = :value", year);
    }

    /** All there are, the latest first. */
    public List<Adjustment> all() {
        List<Adjustment> all = new ArrayList<>(read("1 = :value", 1));
        Collections.reverse(all);
        return all;
    }

    /** The years whose tables can still be adjusted, the newest first. */
    public List<Integer> openYears() {
        return years.all().stream()
                .filter(year -> !year.isStarted())
                .map(AssessmentYear::year)
                .toList();
    }

    private List<Adjustment> read(String condition, Number value) {
        Map<Long, List<Proposal>> proposals = parts(
                ProposalRow.class,
                "adjustment_proposal",
                "seq",
                condition,
                value,
                ProposalRow::adjustment,
                ProposalRow::proposed);
        Map<Long, List<ChosenDraft>> chosen = parts(
                DraftOfAdjustment.class,
                "adjustment_draft",
                "applies_to",
                condition,
                value,
                DraftOfAdjustment::adjustment,
                row -> row.draft().chosen());
        Map<Long, List<Return>> returns = parts(
                ReturnRow.class, "adjustment_return", "id", condition, value, ReturnRow::adjustment, ReturnRow::back);
        return rows
                .list(
                        AdjustmentRow.class,
                        "select a.* from adjustment a where %s order by a.assessment_year, a.number"
                                .formatted(condition),
                        value)
                .stream()
                .map(row -> row.adjustment(
                        proposals.getOrDefault(row.id(), List.of()),
                        chosen.getOrDefault(row.id(), List.of()),
                        returns.getOrDefault(row.id(), List.of())))
                .toList();
    }

    private <R, T> Map<Long, List<T>> parts(
            Class<R> type,
            String table,
            String order,
            String condition,
            Number value,
            Function<R, Long> adjustment,
            Function<R, T> part) {
        return rows.list(type, """
                select p.* from adjustment a join %s p on p.adjustment = a.id where %s order by p.adjustment, p.%s
                """.formatted(table, condition, order), value).stream()
                .collect(Collectors.groupingBy(adjustment, Collectors.mapping(part, Collectors.toList())));
    }

    /** @return the id of the adjustment */
    @Transactional
    public long propose(int year, String summary, List<NewProposal> proposals, Actor actor) {
        years.lock(year);
        Refused.because(drafts.closed(year));
        int number = rows.get(
                Integer.class,
                "select coalesce(max(number), 0) + 1 from adjustment where assessment_year = :year",
                year);
        long adjustment = rows.insertForId(
                "adjustment",
                new AdjustmentRow(
                        0,
                        year,
                        number,
                        actor.office(),
                        summary,
                        State.REVIEW,
                        actor.userId(),
                        LocalDateTime.now(clock),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
        for (int i = 0; i < proposals.size(); i++) {
            NewProposal proposal = proposals.get(i);
            String code = proposal.indicator();
            rows.insert(
                    "adjustment_proposal",
                    new ProposalRow(
                            adjustment,
                            i + 1,
                            proposal.table(),
                            code,
                            code == null
                                    ? null
                                    : tables.table(year, proposal.table())
                                            .indicator(code)
                                            .name(),
                            proposal.change(),
                            proposal.text(),
                            proposal.reason(),
                            null,
                            null));
        }
        log.record(
                actor,
                Operation.of("提出指标调整建议", year, object(number))
                        .to("%d条建议".formatted(proposals.size()))
                        .because(summary));
        return adjustment;
    }

    /**
     * The city office answers each proposal, and goes on with the drafts or ends it here.
     *
     * @param next {@code HEARING}, {@code IMPACT} or {@code REFUSED}
     * @param chosen the draft of each kind that is to change; empty where it ends
     */
    @Transactional
    public void review(
            long id,
            State next,
            Map<Integer, Answered> answers,
            Map<TableKind, Long> chosen,
            @Nullable String hearingReason,
            String reason,
            Actor actor) {
        Adjustment adjustment = locked(id, State.REVIEW);
        answers.forEach((seq, answered) -> rows.update("""
                update adjustment_proposal set ruling = :reply, answer = :answer
                where adjustment = :adjustment and seq = :seq
                """, answered.reply(), answered.answer(), id, seq));
        rows.update("delete from adjustment_draft where adjustment = :id", id);
        new TreeMap<>(chosen).forEach((kind, draft) -> {
            Refused.because(unfit(adjustment.year(), kind, drafts.find(draft)));
            rows.insert(
                    "adjustment_draft",
                    new DraftOfAdjustment(
                            id,
                            new DraftRow(
                                    kind,
                                    draft,
                                    tables.table(adjustment.year(), kind).id())));
        });
        rows.update("""
                update adjustment set state = :state, hearing_reason = :hearing, review_reason = :reason, reviewed_by = :user,
                  reviewed_at = :now
                where id = :id
                """, next, hearingReason, reason, actor.userId(), LocalDateTime.now(clock), id);
        log.record(
                actor,
                Operation.of("审核指标调整建议", adjustment.year(), object(adjustment.number()))
                        .from(adjustment.state().label())
                        .to(next.label() + names(chosen))
                        .because(reason));
    }

    private String names(Map<TableKind, Long> chosen) {
        return new TreeMap<>(chosen)
                .values().stream()
                        .map(draft ->
                                "；" + drafts.find(draft).map(TableVersion::name).orElse(""))
                        .collect(Collectors.joining());
    }

    /** Why a draft cannot be chosen; empty where it can. */
    public Optional<String> unfit(int year, TableKind kind, Optional<TableVersion> found) {
        if (found.isEmpty() || found.get().year() != year || found.get().kind() != kind) {
            return Optional.of("没有这份%s指标表草案，请重新选择。".formatted(kind.label()));
        }
        TableVersion draft = found.get();
        if (!draft.isDraft()) {
            return Optional.of(
                    "%s%s，不能再选。请重新选择草案。".formatted(draft.name(), draft.state().label()));
        }
        List<String> bare = drafts.version(draft.id()).withoutEvidence();
        if (!bare.isEmpty()) {
            return Optional.of("%s里，必备和重点指标%s没有要求材料。请下载这份草案，“须附佐证”改选“是”、写明“佐证要求”，上传成新的草案再选。"
                    .formatted(draft.name(), String.join("、", bare)));
        }
        TableVersion current = inForce(year, kind);
        LocalDateTime publishedAt = current.publishedAt();
        return publishedAt != null && draft.madeAt().isBefore(publishedAt)
                ? Optional.of(
                        "%s是在现行的第%d版发布以前编的，直接采用会丢掉那次调整的内容。请按现行版重新编制一份草案再选。".formatted(draft.name(), current.version()))
                : Optional.empty();
    }

    private TableVersion inForce(int year, TableKind kind) {
        return drafts.find(tables.table(year, kind).id()).orElseThrow();
    }

    /** Why an adjustment cannot go on with its drafts; empty where nothing stands against it. */
    public List<String> obstacles(Adjustment adjustment) {
        if (drafts.closed(adjustment.year()).isPresent()) {
            return List.of("%d年度考核已经启动，指标表随之冻结，本次调整不能再发布，只能结束：市领导小组选“不同意调整”，或者退回后由市健康丽水办选“都不采纳”。建议可以在下一年度再提。"
                    .formatted(adjustment.year()));
        }
        return adjustment.drafts().stream()
                .map(chosen -> obstacle(adjustment, chosen))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> obstacle(Adjustment adjustment, ChosenDraft chosen) {
        TableVersion current = inForce(adjustment.year(), chosen.table());
        if (current.id() != chosen.base()) {
            return Optional.of("%s指标表已由%s发布为第%d版，本次选的草案是按第%s版编的。请退回修改，按现行版重新编制并选择草案。"
                    .formatted(
                            chosen.table().label(),
                            publisher(adjustment, current),
                            current.version(),
                            drafts.find(chosen.base())
                                    .map(base -> String.valueOf(base.version()))
                                    .orElse("")));
        }
        return drafts.find(chosen.draft()).filter(TableVersion::isDraft).isPresent()
                ? Optional.empty()
                : Optional.of(
                        "选定的%s指标表草案已经不是草案。请退回修改，重新选择。".formatted(chosen.table().label()));
    }

    private String publisher(Adjustment adjustment, TableVersion current) {
        return of(adjustment.year()).stream()
                .filter(other -> other.state() == State.PUBLISHED)
                .filter(other -> other.drafts().stream().anyMatch(one -> one.draft() == current.id()))
                .map(other -> "“%s”".formatted(other.name()))
                .findFirst()
                .orElse("另一次调整");
    }

    /** Back to the city office's review, for other drafts. */
    @Transactional
    public void sendBack(long id, Stage stage, String reason, Actor actor) {
        Adjustment adjustment = locked(id, State.valueOf(stage.name()));
        rows.insert("adjustment_return", new ReturnRow(0, id, stage, reason, actor.userId(), LocalDateTime.now(clock)));
        move(adjustment, State.REVIEW, reason, actor);
    }

    /** On to the next step with the drafts as they are. */
    @Transactional
    public void goOn(long id, State next, @Nullable String reason, Actor actor) {
        Adjustment adjustment = locked(id, next == State.APPROVAL ? State.IMPACT : State.HEARING);
        requireUnobstructed(adjustment);
        move(adjustment, next, reason, actor);
    }

    /** The leading group decides for good; where it agrees the tables are published next, in the same transaction. */
    @Transactional
    public void decide(long id, boolean agreed, String reason, Actor actor) {
        Adjustment adjustment = locked(id, State.APPROVAL);
        if (agreed) {
            years.lock(adjustment.year());
            requireUnobstructed(adjustment);
        }
        rows.update("""
                update adjustment set decision_reason = :reason, decided_by = :user, decided_at = :now where id = :id
                """, reason, actor.userId(), LocalDateTime.now(clock), id);
        move(adjustment, agreed ? State.AGREED : State.REFUSED, reason, actor);
    }

    /**
     * @throws OutOfStep where the leading group has not agreed, or this has been done before
     * @throws Refused where the year has been started or another version put in force meanwhile
     */
    @Transactional
    public void publish(long id, Actor actor) {
        Adjustment adjustment = locked(id, State.AGREED);
        requireUnobstructed(adjustment);
        drafts.publish(
                adjustment.year(),
                adjustment.drafts().stream().map(ChosenDraft::draft).toList(),
                "%s，市领导小组审定".formatted(adjustment.name()),
                actor);
        move(adjustment, State.PUBLISHED, adjustment.decisionReason(), actor);
    }

    private void requireUnobstructed(Adjustment adjustment) {
        List<String> obstacles = obstacles(adjustment);
        if (!obstacles.isEmpty()) {
            throw new Refused(String.join("", obstacles));
        }
    }

    @EventListener
    void keepWhatIsNeeded(TableDiscarded discarded) {
        rows.list(AdjustmentRow.class, """
                select a.* from adjustment a
                join adjustment_draft d on d.adjustment = a.id
                where d.table_id = :draft and a.state in ('HEARING', 'IMPACT', 'APPROVAL', 'AGREED')
                order by a.number
                """, discarded.id()).stream()
                .findFirst()
                .map(row -> row.adjustment(List.of(), List.of(), List.of()).name())
                .ifPresent(name -> {
                    throw new Refused("“%s”正在用这份草案，不能作废。请等它办结，或者先退回修改、另选草案。".formatted(name));
                });
    }

    private void move(Adjustment adjustment, State next, @Nullable String reason, Actor actor) {
        rows.update("update adjustment set state = :state where id = :id", next, adjustment.id());
        log.record(
                actor,
                Operation.of("办理指标调整", adjustment.year(), object(adjustment.number()))
                        .from(adjustment.state().label())
                        .to(next.label())
                        .because(reason));
    }

    private static String object(int number) {
        return "adjustment/" + number;
    }

    /** @throws OutOfStep where the adjustment stands elsewhere */
    public void require(long id, State state) {
        Adjustment adjustment = get(id);
        OutOfStep.require(
                adjustment.state() == state,
                adjustment.name(),
                adjustment.state().label());
    }

    private Adjustment locked(long id, State state) {
        rows.find(Long.class, "select id from adjustment where id = :id for update", id);
        require(id, state);
        return get(id);
    }
}
