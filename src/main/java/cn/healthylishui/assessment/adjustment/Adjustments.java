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
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
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

    private final JdbcClient jdbc;
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
        this.jdbc = jdbc;
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
        return read("id = :value", id).stream().findFirst();
    }

    /** Those of a year, the first one first. */
    public List<Adjustment> of(int year) {
        return read("assessment_year = :value", year);
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
        Map<Long, List<Proposal>> proposals =
                parts("adjustment_proposal", "seq", condition, value, Adjustments::proposal);
        Map<Long, List<ChosenDraft>> chosen =
                parts("adjustment_draft", "applies_to", condition, value, Adjustments::chosen);
        Map<Long, List<Return>> returns = parts("adjustment_return", "id", condition, value, Adjustments::returned);
        return jdbc.sql("select * from adjustment where %s order by assessment_year, number".formatted(condition))
                .param("value", value)
                .query((rs, i) -> new Adjustment(
                        rs.getLong("id"),
                        rs.getInt("assessment_year"),
                        rs.getInt("number"),
                        rs.getString("office"),
                        rs.getString("summary"),
                        State.valueOf(rs.getString("state")),
                        rs.getString("proposed_by"),
                        rs.getObject("proposed_at", LocalDateTime.class),
                        rs.getString("hearing_reason"),
                        rs.getString("review_reason"),
                        rs.getString("reviewed_by"),
                        rs.getObject("reviewed_at", LocalDateTime.class),
                        rs.getString("decision_reason"),
                        rs.getString("decided_by"),
                        rs.getObject("decided_at", LocalDateTime.class),
                        proposals.getOrDefault(rs.getLong("id"), List.of()),
                        chosen.getOrDefault(rs.getLong("id"), List.of()),
                        returns.getOrDefault(rs.getLong("id"), List.of())))
                .list();
    }

    private interface Part<T> {
        T of(ResultSet rs) throws SQLException;
    }

    private record Owned<T>(long adjustment, T part) {}

    private <T> Map<Long, List<T>> parts(String table, String order, String condition, Number value, Part<T> part) {
        return jdbc
                .sql("""
                        select p.* from %s p where p.adjustment in (select id from adjustment where %s)
                        order by p.adjustment, p.%s
                        """.formatted(table, condition, order))
                .param("value", value)
                .query((rs, i) -> new Owned<>(rs.getLong("adjustment"), part.of(rs)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Owned::adjustment, HashMap::new, Collectors.mapping(Owned::part, Collectors.toList())));
    }

    private static Proposal proposal(ResultSet rs) throws SQLException {
        String reply = rs.getString("ruling");
        return new Proposal(
                rs.getInt("seq"),
                TableKind.valueOf(rs.getString("applies_to")),
                rs.getString("indicator"),
                rs.getString("indicator_name"),
                Change.valueOf(rs.getString("change_kind")),
                rs.getString("proposal"),
                rs.getString("reason"),
                reply == null ? null : Reply.valueOf(reply),
                rs.getString("answer"));
    }

    static ChosenDraft chosen(ResultSet rs) throws SQLException {
        return new ChosenDraft(
                TableKind.valueOf(rs.getString("applies_to")), rs.getLong("table_id"), rs.getLong("base_id"));
    }

    private static Return returned(ResultSet rs) throws SQLException {
        return new Return(
                Stage.valueOf(rs.getString("stage")),
                rs.getString("reason"),
                rs.getString("returned_by"),
                rs.getObject("returned_at", LocalDateTime.class));
    }

    /** @return the id of the adjustment */
    @Transactional
    public long propose(int year, String summary, List<NewProposal> proposals, Actor actor) {
        years.lock(year);
        Refused.because(drafts.closed(year));
        int number = jdbc.sql("select coalesce(max(number), 0) + 1 from adjustment where assessment_year = :year")
                .param("year", year)
                .query(Integer.class)
                .single();
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                insert into adjustment (assessment_year, number, office, summary, state, proposed_by, proposed_at)
                values (:year, :number, :office, :summary, :state, :user, :now)
                """)
                .param("year", year)
                .param("number", number)
                .param("office", actor.office())
                .param("summary", summary)
                .param("state", State.REVIEW.name())
                .param("user", actor.userId())
                .param("now", now())
                .update(key, "id");
        long adjustment = Objects.requireNonNull(key.getKey()).longValue();
        for (int i = 0; i < proposals.size(); i++) {
            NewProposal proposal = proposals.get(i);
            String code = proposal.indicator();
            jdbc.sql("""
                    insert into adjustment_proposal (adjustment, seq, applies_to, indicator, indicator_name, change_kind, proposal,
                      reason)
                    values (:adjustment, :seq, :table, :indicator, :name, :change, :text, :reason)
                    """)
                    .param("adjustment", adjustment)
                    .param("seq", i + 1)
                    .param("table", proposal.table().name())
                    .param("indicator", code)
                    .param(
                            "name",
                            code == null
                                    ? null
                                    : tables.table(year, proposal.table())
                                            .indicator(code)
                                            .name())
                    .param("change", proposal.change().name())
                    .param("text", proposal.text())
                    .param("reason", proposal.reason())
                    .update();
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
        answers.forEach((seq, answered) -> jdbc.sql("""
                        update adjustment_proposal set ruling = :reply, answer = :answer
                        where adjustment = :adjustment and seq = :seq
                        """)
                .param("reply", answered.reply().name())
                .param("answer", answered.answer())
                .param("adjustment", id)
                .param("seq", seq)
                .update());
        jdbc.sql("delete from adjustment_draft where adjustment = :id")
                .param("id", id)
                .update();
        new TreeMap<>(chosen).forEach((kind, draft) -> {
            Refused.because(unfit(adjustment.year(), kind, drafts.find(draft)));
            jdbc.sql("""
                    insert into adjustment_draft (adjustment, applies_to, table_id, base_id) values (:id, :kind, :draft, :base)
                    """)
                    .param("id", id)
                    .param("kind", kind.name())
                    .param("draft", draft)
                    .param("base", tables.table(adjustment.year(), kind).id())
                    .update();
        });
        jdbc.sql("""
                update adjustment set state = :state, hearing_reason = :hearing, review_reason = :reason, reviewed_by = :user,
                  reviewed_at = :now
                where id = :id
                """)
                .param("state", next.name())
                .param("hearing", hearingReason)
                .param("reason", reason)
                .param("user", actor.userId())
                .param("now", now())
                .param("id", id)
                .update();
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
        jdbc.sql("""
                insert into adjustment_return (adjustment, stage, reason, returned_by, returned_at)
                values (:id, :stage, :reason, :user, :now)
                """)
                .param("id", id)
                .param("stage", stage.name())
                .param("reason", reason)
                .param("user", actor.userId())
                .param("now", now())
                .update();
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
        jdbc.sql("""
                update adjustment set decision_reason = :reason, decided_by = :user, decided_at = :now where id = :id
                """)
                .param("reason", reason)
                .param("user", actor.userId())
                .param("now", now())
                .param("id", id)
                .update();
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
        jdbc
                .sql("""
                select a.assessment_year, a.number from adjustment a join adjustment_draft d on d.adjustment = a.id
                where d.table_id = :draft and a.state in ('HEARING', 'IMPACT', 'APPROVAL', 'AGREED') order by a.number
                """)
                .param("draft", discarded.id())
                .query((rs, i) -> "%d年度第%d次指标调整".formatted(rs.getInt("assessment_year"), rs.getInt("number")))
                .list()
                .stream()
                .findFirst()
                .ifPresent(name -> {
                    throw new Refused("“%s”正在用这份草案，不能作废。请等它办结，或者先退回修改、另选草案。".formatted(name));
                });
    }

    private void move(Adjustment adjustment, State next, @Nullable String reason, Actor actor) {
        jdbc.sql("update adjustment set state = :state where id = :id")
                .param("state", next.name())
                .param("id", adjustment.id())
                .update();
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
        jdbc.sql("select id from adjustment where id = :id for update")
                .param("id", id)
                .query(Long.class)
                .optional();
        require(id, state);
        return get(id);
    }

    private Timestamp now() {
        return Timestamp.valueOf(LocalDateTime.now(clock));
    }
}
