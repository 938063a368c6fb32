package cn.healthylishui.assessment.year;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.calendar.StatutoryDays;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.organization.District;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.persistence.Rows.Whole;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Refused;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 考核年度: makes, starts and closes the years, and holds what is fixed with each: settings, deadlines; its roster is {@link YearRoster}. */
@Component
public class AssessmentYears {

    /** The measures (考核办法) are of 2018: no earlier year can be assessed by them. */
    public static final int FIRST = StatutoryDays.FIRST_YEAR;

    /** As long as the column that keeps it. */
    public static final int LONGEST_SAMPLE_REASON = 1000;

    /** What the log calls taking over the order of sources of today. */
    public static final String PRECEDENCE_TAKEN_OVER = "改用现行采用次序";

    /** A year as its table keeps it. */
    private static final Whole<YearRow> YEARS =
            new Whole<>(YearRow.class, "select * from assessment_year %s order by assessment_year desc");

    private record YearRow(
            int year,
            YearState state,
            @Nullable Integer gradeTableVersion,
            @Nullable LocalDateTime startedAt,
            @Nullable String startedBy,
            @Nullable LocalDateTime figuresSettledAt,
            @Nullable LocalDateTime approvedAt,
            @Nullable LocalDateTime archivedAt,
            @Nullable String sourceOrder,
            @Nullable String townshipSourceOrder,
            boolean ownReferences) {

        AssessmentYear record() {
            return new AssessmentYear(
                    year,
                    state,
                    gradeTableVersion,
                    startedAt,
                    startedBy,
                    figuresSettledAt,
                    approvedAt,
                    archivedAt,
                    precedence(sourceOrder, Precedence.OF_DISTRICTS),
                    precedence(townshipSourceOrder, Precedence.OF_TOWNSHIPS),
                    ownReferences || sourceOrder == null);
        }

        private static Precedence precedence(@Nullable String code, Precedence otherwise) {
            return code == null ? otherwise : Precedence.of(code);
        }
    }

    private record NewYear(int year, YearState state) {}

    /** The name is that of a {@link YearSettings.Name}. */
    private record SettingRow(int year, String name, String setting) {}

    private final Rows rows;
    private final OperationLog log;
    private final Organization organization;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final YearRoster roster;
    private final RosterCopies copies;
    private final Deadlines deadlines;

    public AssessmentYears(
            JdbcClient jdbc,
            OperationLog log,
            Organization organization,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rows = new Rows(jdbc);
        this.log = log;
        this.organization = organization;
        this.events = events;
        this.clock = clock;
        this.roster = new YearRoster(jdbc, organization);
        this.copies = new RosterCopies(jdbc, roster);
        this.deadlines = new Deadlines(jdbc);
    }

    /** Every year on record, newest first. */
    public List<AssessmentYear> all() {
        return rows.list(YEARS).stream().map(YearRow::record).toList();
    }

    public Optional<AssessmentYear> find(int year) {
        return rows.part(YEARS, "where assessment_year = :year", row -> row.year() == year, year).stream()
                .findFirst()
                .map(YearRow::record);
    }

    public AssessmentYear get(int year) {
        return find(year).orElseThrow(() -> new IllegalArgumentException("There is no assessment year " + year));
    }

    /**
     * Makes the record of a year, with the settings of the newest earlier one, the default deadlines and the roster as it is now.
     *
     * @throws Refused where the year is on record already or cannot be assessed
     */
    @Transactional
    public AssessmentYear prepare(int year, Actor actor) {
        return prepare(year, null, actor);
    }

    /** The same for somebody who says why. */
    @Transactional
    public AssessmentYear prepare(int year, @Nullable String reason, Actor actor) {
        int current = LocalDate.now(clock).getYear();
        if (year < FIRST || year > current) {
            throw new Refused("只能建立%d年至%d年的考核年度，不能建立%d年度。".formatted(FIRST, current, year));
        }
        try {
            rows.insert("assessment_year", new NewYear(year, YearState.PREPARING));
        } catch (DuplicateKeyException e) {
            throw new Refused("%d年度已经建立，不能重复建立。请刷新页面后再办。".formatted(year));
        }
        YearSettings inherited = inheritedSettings(year);
        rows.insertAll(
                "year_setting",
                Arrays.stream(YearSettings.Name.values())
                        .map(name -> new SettingRow(year, name.name(), inherited.text(name)))
                        .toList());
        rows.insertAll(
                "deadline",
                Arrays.stream(DeadlineKind.values())
                        .map(kind -> new DeadlineRow(year, kind, kind.defaultFor(year)))
                        .toList());
        copies.copy(year, organization, inherited);
        copies.copyUnits(year, organization);
        log.record(
                actor,
                Operation.of("建立考核年度", year, String.valueOf(year))
                        .to(YearState.PREPARING.label())
                        .because(reason));
        events.publishEvent(new YearPrepared(year));
        return get(year);
    }

    /** Sets deadlines of a year that has not started; those not named stay. Later on only an extension moves a date. */
    @Transactional
    public void setDeadlines(int year, Map<DeadlineKind, LocalDate> dates, Actor actor) {
        setDeadlines(year, dates, null, actor);
    }

    /**
     * Sets one deadline of a year that has not started.
     *
     * @throws Refused where the date does not suit the year or the other deadlines
     */
    @Transactional
    public void changeDeadline(
            int year, DeadlineKind kind, LocalDate date, LocalDate seen, String reason, Actor actor) {
        requireNotStarted(year, "期限只能通过延期改动");
        Map<DeadlineKind, LocalDate> dates = deadlines.all(year);
        LocalDate before = Objects.requireNonNull(dates.get(kind));
        if (!before.equals(seen)) {
            throw new Refused(
                    "“%s”的期限刚被改为%s，您的修改没有保存。请刷新页面，核对后再改。".formatted(kind.label(), WorkingDays.dateText(before)));
        }
        if (date.equals(before)) {
            throw new Refused("期限没有改动，不用保存。");
        }
        dates.put(kind, date);
        Refused.because(DeadlineRules.wrong(year, kind, dates, LocalDate.now(clock)));
        setDeadlines(year, Map.of(kind, date), reason, actor);
    }

    private void setDeadlines(int year, Map<DeadlineKind, LocalDate> dates, @Nullable String reason, Actor actor) {
        requireNotStarted(year, "期限只能通过延期改动");
        new TreeMap<>(dates).forEach((kind, date) -> {
            LocalDate before = rows.get(
                    LocalDate.class,
                    "select due_on from deadline where assessment_year = :year and kind = :kind",
                    year,
                    kind);
            if (before.equals(date)) {
                return;
            }
            rows.update(
                    "update deadline set due_on = :due where assessment_year = :year and kind = :kind",
                    date,
                    year,
                    kind);
            log.record(
                    actor,
                    Operation.of("设定期限：" + kind.label(), year, kind.name())
                            .from(WorkingDays.dateText(before))
                            .to(WorkingDays.dateText(date))
                            .because(reason));
        });
    }

    /**
     * Sets settings of a year that has not started; those not named stay.
     *
     * @param typed as people type them
     * @param seen the values that they are to take the place of, as they were shown
     * @throws Refused where one of them will not do, alone or beside the others
     */
    @Transactional
    public void setSettings(
            int year,
            Map<YearSettings.Name, String> typed,
            Map<YearSettings.Name, String> seen,
            String reason,
            Actor actor) {
        requireNotStarted(year, "年度参数不能再改");
        YearSettings before = settings(year);
        Map<YearSettings.Name, String> values = new TreeMap<>(typed);
        values.replaceAll((name, text) -> SettingRules.plain(name, text));
        seen.forEach((name, text) -> {
            if (!before.text(name).equals(text)) {
                throw new Refused("“%s”刚被改为%s，您的修改没有保存。请刷新页面，核对后再改。".formatted(name.label(), before.text(name)));
            }
        });
        values.entrySet().removeIf(value -> value.getValue().equals(before.text(value.getKey())));
        if (values.isEmpty()) {
            throw new Refused("没有改动，不用保存。");
        }
        Refused.because(SettingRules.wrong(before, values, smallestRosters(year)));
        values.forEach((name, value) -> {
            store(year, name, value);
            log.record(
                    actor,
                    Operation.of("设定参数：" + name.label(), year, name.name())
                            .from(before.text(name))
                            .to(value)
                            .because(reason.strip()));
        });
        YearSettings after = settings(year);
        for (DistrictKind kind : DistrictKind.values()) {
            // Districts that draw the usual number go on drawing the usual number.
            rows.update("""
                    update year_district set sample_size = :after
                    where assessment_year = :year and kind = :kind and sample_reason is null and sample_size = :before
                    """, after.sampleFor(kind), year, kind, before.sampleFor(kind));
        }
    }

    private void store(int year, YearSettings.Name name, String value) {
        int stored = rows.update(
                "update year_setting set setting = :value where assessment_year = :year and name = :name",
                value,
                year,
                name);
        if (stored == 0) { // introduced after the year was prepared
            rows.insert("year_setting", new SettingRow(year, name.name(), value));
        }
    }

    /** By kind of district, how many townships the one with the fewest has. */
    private Map<DistrictKind, Integer> smallestRosters(int year) {
        Map<DistrictKind, Integer> smallest = new EnumMap<>(DistrictKind.class);
        Map<String, List<YearTownship>> townships = roster.townships(year);
        roster.districts(year)
                .forEach(district -> smallest.merge(
                        district.kind(),
                        townships.getOrDefault(district.code(), List.of()).size(),
                        Math::min));
        return smallest;
    }

    /** How many townships of a district are drawn where nobody says otherwise: the year's number, unless it has one of its own. */
    public static int sampleOf(District district, YearSettings settings) {
        boolean ofItsOwn = district.sampleSize() != YearSettings.DEFAULTS.sampleFor(district.kind());
        return ofItsOwn ? district.sampleSize() : settings.sampleFor(district.kind());
    }

    /** The settings that a year begins with: those of the newest earlier year on record. */
    public YearSettings inheritedSettings(int year) {
        return all().stream()
                .filter(other -> other.year() < year)
                .findFirst()
                .map(newest -> settings(newest.year()))
                .orElse(YearSettings.DEFAULTS);
    }

    /**
     * Sets how many townships of a district are drawn, before the start.
     *
     * @param reason needed where the number is not the year's usual one
     */
    @Transactional
    public void setSample(int year, String district, int size, @Nullable String reason, Actor actor) {
        requireNotStarted(year, "抽查数不能再改");
        YearDistrict before = roster.district(year, district);
        int townships = roster.townships(year, district).size();
        if (size < 1 || size > townships) {
            throw new Refused("%s有%d个乡镇（街道），抽查数应为1至%d。".formatted(before.name(), townships, townships));
        }
        boolean usual = size == settings(year).sampleFor(before.kind());
        if (!usual && (reason == null || reason.isBlank())) {
            throw new Refused("%s抽查%d个乡镇（街道），与原则上的数量不同，请写明理由。".formatted(before.name(), size));
        }
        String kept = usual ? null : reason;
        rows.update("""
                update year_district set sample_size = :size, sample_reason = :reason
                where assessment_year = :year and code = :code
                """, size, kept, year, district);
        log.record(
                actor,
                Operation.of("设定抽查数", year, district)
                        .from(String.valueOf(before.sampleSize()))
                        .to(String.valueOf(size))
                        .because(reason));
    }

    /** Gives units and groups to years that an earlier version prepared and nobody has started yet. */
    @Transactional
    public void completeRosters() {
        all().stream()
                .filter(year -> !year.isStarted() && roster.units(year.year()).isEmpty())
                .forEach(year -> copies.copyUnits(year.year(), organization));
    }

    /**
     * Starts the assessment of a year with the roster as it is now.
     *
     * @throws Refused where it was started before, naming who did it and when
     */
    @Transactional
    public void start(int year, Actor actor) {
        // The condition decides between two who start at once: the second one's update waits for the first and then
        // finds nothing.
        int started = rows.update(
                """
                update assessment_year set state = :assessing, started_at = :now, started_by = :user,
                  source_order = :order, township_source_order = :townshipOrder, own_references = true
                where assessment_year = :year and state = :preparing
                """,
                YearState.ASSESSING,
                LocalDateTime.now(clock),
                actor.userId(),
                Precedence.OF_DISTRICTS.code(),
                Precedence.OF_TOWNSHIPS.code(),
                year,
                YearState.PREPARING);
        if (started == 0) {
            throw new Refused(
                    find(year).map(AssessmentYear::startedNotice).orElse("%d年度还没有建立，不能启动考核。".formatted(year)));
        }
        copies.copy(year, organization, settings(year));
        copies.copyForStart(year, organization);
        log.record(
                actor,
                Operation.of("启动年度考核", year, String.valueOf(year))
                        .from(YearState.PREPARING.label())
                        .to(YearState.ASSESSING.label()));
    }

    /**
     * Lets a year that started before go on by the order of sources of today.
     *
     * @throws Refused where it has that order, is not started, or is approved
     */
    @Transactional
    public void takeOverPrecedence(int year, String reason, Actor actor) {
        if (find(year).isEmpty()) {
            throw new Refused("没有%d年度的考核，不能改用现行次序。请刷新页面后再办。".formatted(year));
        }
        AssessmentYear now = locked(year);
        if (now.state() != YearState.ASSESSING || now.isApproved()) {
            throw new Refused("只有已启动、结果还没有审定的年度可以改用现行次序，%d年度%s。"
                    .formatted(year, now.state().label()));
        }
        if (now.precedence().equals(Precedence.OF_DISTRICTS)) {
            throw new Refused("%d年度已经按现行次序采用数据，不用再改。".formatted(year));
        }
        if (reason.isBlank()) {
            throw new Refused("请写明改用现行次序的理由，领导小组审定时会看到。");
        }
        rows.update("""
                update assessment_year set source_order = :order, township_source_order = :townshipOrder
                where assessment_year = :year
                """, Precedence.OF_DISTRICTS.code(), Precedence.OF_TOWNSHIPS.code(), year);
        log.record(
                actor,
                Operation.of(PRECEDENCE_TAKEN_OVER, year, String.valueOf(year))
                        .from(now.precedence().words())
                        .to(Precedence.OF_DISTRICTS.words())
                        .because(reason.strip()));
        events.publishEvent(new PrecedenceTakenOver(year));
    }

    /**
     * Lets the other features freeze what this year is assessed by; they do it in the same transaction.
     *
     * @throws OutOfStep where the year is not being assessed, or this has been done before
     */
    @Transactional
    public void freeze(int year) {
        int first = rows.update("""
                update assessment_year set frozen_at = :now
                where assessment_year = :year and state = :assessing and frozen_at is null
                """, LocalDateTime.now(clock), year, YearState.ASSESSING);
        if (first == 0) {
            AssessmentYear now = get(year);
            OutOfStep.require(
                    false,
                    year + "年度考核",
                    now.state() == YearState.ASSESSING
                            ? "名册和指标已冻结"
                            : now.state().label());
        }
        log.record(Actor.SYSTEM, Operation.of("冻结名册和指标", year, String.valueOf(year)));
        events.publishEvent(new YearFrozen(year));
    }

    public YearSettings settings(int year) {
        return YearSettings.of(
                rows.list(SettingRow.class, "select * from year_setting where assessment_year = :year", year).stream()
                        .collect(Collectors.toMap(SettingRow::name, SettingRow::setting)));
    }

    /** Keeps with the year which version of the grade decision it runs on. */
    @Transactional
    public void recordGradeTable(int year, int version) {
        lock(year);
        rows.update(
                "update assessment_year set grade_table_version = :version where assessment_year = :year",
                version,
                year);
    }

    /** Makes other transactions that lock this year wait until this one ends. */
    @Transactional
    public void lock(int year) {
        locked(year);
    }

    /** Whether the official figures are settled; the answer stays true or false until this transaction ends. */
    @Transactional
    public boolean figuresSettledLocking(int year) {
        return locked(year).figuresSettledAt() != null;
    }

    /** Notes that the official figures are settled; the first time counts. */
    @Transactional
    public void markFiguresSettled(int year) {
        lock(year);
        rows.update("""
                update assessment_year set figures_settled_at = :now
                where assessment_year = :year and figures_settled_at is null
                """, LocalDateTime.now(clock), year);
    }

    /** @throws OutOfStep where the year stands elsewhere */
    public void require(int year, YearState... states) {
        YearState now = get(year).state();
        OutOfStep.require(List.of(states).contains(now), year + "年度考核", now.label());
    }

    /** Notes that the leading group has approved the year's result. */
    @Transactional
    public void markApproved(int year) {
        lock(year);
        require(year, YearState.ASSESSING);
        rows.update(
                "update assessment_year set state = :state, approved_at = :now where assessment_year = :year",
                YearState.APPROVED,
                LocalDateTime.now(clock),
                year);
    }

    /**
     * Files the year: from then on nothing of it changes but by a revision. Whether everything is done is for the caller to make
     * sure of, in the same transaction.
     */
    @Transactional
    public void archive(int year, Actor actor) {
        if (locked(year).state() != YearState.APPROVED) {
            throw new OutOfStep("%d年度%s，不能归档。".formatted(year, get(year).state().label()));
        }
        rows.update(
                "update assessment_year set state = :state, archived_at = :now where assessment_year = :year",
                YearState.ARCHIVED,
                LocalDateTime.now(clock),
                year);
        log.record(
                actor,
                Operation.of("归档", year, String.valueOf(year))
                        .from(YearState.APPROVED.label())
                        .to(YearState.ARCHIVED.label()));
    }

    /** @throws Refused where the year is archived, and so is only read */
    public void requireOpen(int year) {
        if (get(year).state() == YearState.ARCHIVED) {
            throw new Refused("%d年度已经归档，只能查看，不能再改。发现差错的，由市健康丽水办发起“更正考核结果”。".formatted(year));
        }
    }

    /**
     * How a reminder is worded.
     *
     * @param year a year that has started keeps the words of its start; null where the task belongs to none
     */
    String reminderText(@Nullable Integer year, ReminderMoment moment) {
        Optional<String> text =
                year == null || find(year).filter(AssessmentYear::isStarted).isEmpty()
                        ? ReminderTexts.stored(rows, moment)
                        : ReminderTexts.stored(rows, year, moment);
        return text.orElse(ReminderMoment.USUAL_TEXT);
    }

    /** Takes a unit out of the assessment of a year. */
    @Transactional
    public void excludeUnit(int year, String unit, String reason, Actor actor) {
        copies.exclude(year, unit, reason);
        log.record(actor, Operation.of("不列入考核", year, unit).because(reason));
    }

    private AssessmentYear locked(int year) {
        return rows.find(YearRow.class, "select * from assessment_year where assessment_year = :year for update", year)
                .map(YearRow::record)
                .orElseThrow(() -> new IllegalArgumentException("There is no assessment year " + year));
    }

    private void requireNotStarted(int year, String consequence) {
        AssessmentYear locked = locked(year);
        if (locked.isStarted()) {
            throw new Refused("%s，%s。".formatted(locked.startedText(), consequence));
        }
    }
}
