package cn.healthylishui.assessment.indicator;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 指标表的版本: what the city office drafts for a year that has not started. Only the adjustment procedure publishes (办法七(四)); what
 * is published never changes, a later publication takes its place until the year starts.
 */
@Component
public class IndicatorDrafts {

    /** As long as the columns that keep them. */
    public static final int LONGEST_TITLE = 200;

    public static final int LONGEST_REASON = 2000;

    private final TableStore store;
    private final IndicatorTables tables;
    private final AssessmentYears years;
    private final ApplicationEventPublisher events;
    private final OperationLog log;
    private final Clock clock;

    IndicatorDrafts(
            JdbcClient jdbc,
            IndicatorTables tables,
            AssessmentYears years,
            ApplicationEventPublisher events,
            OperationLog log,
            Clock clock) {
        this.store = new TableStore(jdbc);
        this.tables = tables;
        this.years = years;
        this.events = events;
        this.log = log;
        this.clock = clock;
    }

    /** All of a year: by kind, the newest first; those given up too. */
    public List<TableVersion> versions(int year) {
        return store.versions(year);
    }

    public Optional<TableVersion> find(long id) {
        return store.version(id);
    }

    /** One version with its indicators. */
    public IndicatorTable version(long id) {
        return store.find(id).orElseThrow(() -> new Refused("没有这个版本的指标表。请回到“指标”页面重新选择。"));
    }

    /** Why nothing can be drafted for a year any more; empty while it can. */
    public Optional<String> closed(int year) {
        return years.find(year)
                .map(found -> found.isStarted() ? Optional.of(frozen(year)) : Optional.<String>empty())
                .orElseGet(() -> Optional.of("还没有建立%d年度，不能编制它的指标表。".formatted(year)));
    }

    /** A new draft version. */
    @Transactional
    public long save(
            int year,
            TableKind kind,
            String title,
            boolean example,
            Origin origin,
            String reason,
            List<Indicator> indicators,
            Actor actor) {
        requireOpen(year);
        if (title.isBlank() || title.length() > LONGEST_TITLE) {
            throw new Refused("请填写指标表的名称，不超过%d个字。".formatted(LONGEST_TITLE));
        }
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new Refused("请写明编制这份草案的理由，不超过%d个字。".formatted(LONGEST_REASON));
        }
        long id = store.insert(
                year, kind, title, example, origin, reason, indicators, actor.userId(), LocalDateTime.now(clock));
        log.record(
                actor,
                Operation.of("编制指标表草案", year, object(version(id))).to(words(id)).because(reason));
        return id;
    }

    /** A draft that is what the newest year before was assessed by. */
    @Transactional
    public long cloneLast(int year, TableKind kind, Actor actor) {
        requireOpen(year);
        IndicatorTable last = store.before(year, kind)
                .orElseThrow(() -> new Refused("%d年度以前没有%s的指标表，不能沿用。请下载空白模板或现行表，填好后上传。".formatted(year, kind.label())));
        return save(
                year,
                kind,
                IndicatorTables.retitled(last, year),
                last.example(),
                Origin.CLONE,
                IndicatorTables.taken(last),
                IndicatorTables.carried(last),
                actor);
    }

    /** @throws Refused where it is no draft, or a procedure under way needs it */
    @Transactional
    public void discard(long id, Actor actor) {
        IndicatorTable draft = version(id);
        years.lock(draft.year());
        if (!store.discard(id)) {
            throw new Refused(
                    "这个版本已经%s，不能作废。只有草案可以作废。".formatted(version(id).state() == TableState.DISCARDED ? "作废" : "发布"));
        }
        log.record(
                actor,
                Operation.of("作废指标表草案", draft.year(), object(draft))
                        .from(TableState.DRAFT.label())
                        .to(TableState.DISCARDED.label()));
        events.publishEvent(new TableDiscarded(id));
    }

    /**
     * Puts drafts in force, at most one of each kind.
     *
     * @throws Refused where the year has started, or one of them is no draft of this year any more
     */
    @Transactional
    public void publish(int year, List<Long> drafts, String reason, Actor actor) {
        requireOpen(year);
        Set<TableKind> kinds = EnumSet.noneOf(TableKind.class);
        for (long id : drafts) {
            IndicatorTable draft = version(id);
            if (draft.year() != year) {
                throw new Refused("“%s”是%d年度的草案，不能发布给%d年度。".formatted(draft.title(), draft.year(), year));
            }
            if (!kinds.add(draft.appliesTo())) {
                throw new Refused(
                        "同时发布了两份%s的指标表，请只留一份。".formatted(draft.appliesTo().label()));
            }
            String before = tables.table(year, draft.appliesTo()).version() + "";
            store.publish(draft, reason, actor.userId(), LocalDateTime.now(clock));
            log.record(
                    actor,
                    Operation.of("发布指标表", year, object(draft))
                            .from("第%s版".formatted(before))
                            .to(words(id))
                            .because(reason));
        }
        tables.forget(year);
    }

    private void requireOpen(int year) {
        Refused.because(closed(year));
        // Whoever starts the year meanwhile waits for us, or we for him and then find it started.
        years.lock(year);
        years.find(year).filter(AssessmentYear::isStarted).ifPresent(started -> {
            throw new Refused(frozen(year));
        });
    }

    private static String frozen(int year) {
        return "%d年度考核已经启动，指标表随之冻结，不能再改。请选择还没有启动的年度。".formatted(year);
    }

    private String words(long id) {
        IndicatorTable table = version(id);
        return "%s第%d版，%d项指标"
                .formatted(
                        table.shownTitle(), table.version(), table.indicators().size());
    }

    private static String object(IndicatorTable table) {
        return "indicator-table/%s/%d".formatted(table.appliesTo(), table.version());
    }
}
