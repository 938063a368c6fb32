package cn.healthylishui.assessment.reporting;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.reading.ReadableFiles;
import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.reading.ScoreSight;
import cn.healthylishui.assessment.reporting.ObjectReport.ItemLine;
import cn.healthylishui.assessment.reporting.ObjectReport.ReturnLine;
import cn.healthylishui.assessment.reporting.ScoreExplanation.ChangeLine;
import cn.healthylishui.assessment.reporting.ScoreExplanation.Fact;
import cn.healthylishui.assessment.reporting.ScoreExplanation.Item;
import cn.healthylishui.assessment.reporting.ScoreExplanation.Pair;
import cn.healthylishui.assessment.reporting.ScoreExplanation.RevisionLine;
import cn.healthylishui.assessment.reporting.ScoreExplanation.SourceLine;
import cn.healthylishui.assessment.result.Decisions;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.result.Results.Revision;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Assignments;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.ItemResult;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.KeptScores;
import cn.healthylishui.assessment.scorecard.ObjectResult;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.Precedence;
import cn.healthylishui.assessment.year.SourceRank;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearSettings;
import cn.healthylishui.assessment.year.YearTownship;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts {@link ScoreExplanation}s together for whoever may read them. Only what was handed in is in them; what somebody has typed into
 * a form and not submitted is nowhere here.
 */
@Component
public class ScoreExplanations {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final String NOTHING = "没有";
    private static final String NOBODY = "";
    private static final String BY_ITSELF = "系统自动";

    private static final String PRECEDENCE =
            "办法四(一)：上级单位和统计年鉴的数据优先于自报，平安丽水、美丽丽水考核的结果直接采用，满意度由第三方调查得出。各来源都有数据的，按“%s”的顺序采用排在前面的；声明无数据的，顺延到下一个来源；都没有的，得0分。";
    /** What a year adds whose findings on the spot can change a result. */
    private static final String FINDINGS_HEEDED =
            "上级及第三方数据指上级单位、统计年鉴、第三方调查和平安、美丽丽水考核的数据，须写明出具单位和文件并附材料；暂用的、没有写明的只作市直单位记录。必备指标现场核查不达标的，没有另行审定就按不达标计。";

    private static final String PRECEDENCE_OF_TASKS =
            "办法五(一)：由专项组组长单位和市健康丽水办评审完成率，意见不同的由市健康丽水办确定并写明理由。计分用审定的完成率，审定前暂按自评。";
    private static final String PRECEDENCE_OF_REPORT = "这里只按自报的数据计算。官方数据、现场核查和审定的数据，在领导小组审定结果后显示。";
    private static final String PRECEDENCE_OF_OWN = "这里只按本单位填报或评审的数据单独计算，不是最后得分。";

    /** 考核对象 under one heading. */
    public record Section(String heading, List<Place> objects) {}

    public record Place(String code, String name) {}

    private final Clock clock;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final IndicatorTables tables;
    private final Organization organization;
    private final Assignments assignments;
    private final Scorecards scorecards;
    private final ScoreBook scoreBook;
    private final KeptScores keptScores;
    private final References references;
    private final Returns returns;
    private final Results results;
    private final ObjectReports reports;
    private final ReadableFiles files;
    private final Decisions decisions;

    ScoreExplanations(
            Clock clock,
            AssessmentYears years,
            YearRoster roster,
            IndicatorTables tables,
            Organization organization,
            Assignments assignments,
            Scorecards scorecards,
            ScoreBook scoreBook,
            KeptScores keptScores,
            Returns returns,
            Results results,
            ObjectReports reports,
            ReadableFiles files,
            Decisions decisions,
            References references) {
        this.decisions = decisions;
        this.references = references;
        this.clock = clock;
        this.years = years;
        this.roster = roster;
        this.tables = tables;
        this.organization = organization;
        this.assignments = assignments;
        this.scorecards = scorecards;
        this.scoreBook = scoreBook;
        this.keptScores = keptScores;
        this.returns = returns;
        this.results = results;
        this.reports = reports;
        this.files = files;
    }

    /**
     * An object as one reader sees it.
     *
     * @param revision the result it is told by; null where it is told as it stands
     * @param indicators those that the reader sees
     * @param entries those that the reader sees, by indicator, oldest first
     * @param sources which of them can count
     * @param precedence in what order
     */
    private record View(
            int year,
            String code,
            boolean unit,
            IndicatorTable table,
            User reader,
            ScoreSight sight,
            @Nullable Revision revision,
            List<Indicator> indicators,
            Map<String, List<Entry>> entries,
            Set<EntrySource> sources,
            Precedence precedence,
            References.Lookup references,
            Map<String, String> offices) {

        Compared compared(Indicator indicator) {
            return references.of(code, indicator);
        }

        List<Entry> of(Indicator indicator) {
            return entries.getOrDefault(indicator.code(), List.of());
        }

        String office(String code) {
            return offices.getOrDefault(code, code);
        }

        /** Who sat at the desk is for the office itself, and for those who oversee the year. */
        String account(Entry entry) {
            if (entry.enteredBy().equals(Actor.SYSTEM.userId())) {
                return BY_ITSELF;
            }
            return ReadingRights.readsAll(reader) || reader.belongsTo(entry.office())
                    ? "账号" + entry.enteredBy()
                    : NOBODY;
        }
    }

    /** Everything of a year that the reader will find an explanation of; empty where the year has not started. */
    @Transactional(readOnly = true)
    public Optional<List<Section>> readable(int year, User reader) {
        return isStarted(year) ? Optional.of(sections(year, reader)) : Optional.empty();
    }

    private List<Section> sections(int year, User reader) {
        Set<String> entered = scorecards.enteredBy(year, reader.offices());
        List<Section> sections = new ArrayList<>();
        List<YearDistrict> districts = roster.districts(year);
        sections.add(new Section(
                "县（市、区）和开发区",
                districts.stream()
                        .filter(district -> answersFor(reader, district.officeCode())
                                || entered.contains(district.code())
                                || owns(reader, tables.ofDistrict(year, district.code())))
                        .map(district -> new Place(district.code(), district.name()))
                        .toList()));
        Map<String, List<YearTownship>> townships = roster.townships(year);
        Map<String, Set<String>> assigned = assignments.units(year);
        for (YearDistrict district : districts) {
            boolean whole = answersFor(reader, district.officeCode())
                    || assigned.getOrDefault(district.code(), Set.of()).stream().anyMatch(reader::belongsTo);
            sections.add(new Section(
                    district.name() + "的乡镇（街道）",
                    townships.getOrDefault(district.code(), List.of()).stream()
                            .filter(township -> whole || entered.contains(township.code()))
                            .map(township -> new Place(township.code(), township.name()))
                            .toList()));
        }
        sections.add(new Section(
                "市直单位",
                roster.assessedUnits(year).stream()
                        .filter(unit -> answersFor(reader, unit.code()) || entered.contains(unit.code()))
                        .map(unit -> new Place(unit.code(), unit.name()))
                        .toList()));
        return sections.stream().filter(section -> !section.objects().isEmpty()).toList();
    }

    private static boolean answersFor(User reader, String office) {
        return ReadingRights.scores(reader, office, false) != ScoreSight.OWN;
    }

    /** Whether the reader's office has to give figures by this table. */
    private static boolean owns(User reader, IndicatorTable table) {
        return table.indicators().stream().anyMatch(indicator -> owns(reader, indicator));
    }

    private static boolean owns(User reader, Indicator indicator) {
        return indicator.officiallyScored() && reader.belongsTo(indicator.owner());
    }

    /** All items of an object; empty where there is none such in the year, or nothing of it is for the reader. */
    @Transactional(readOnly = true)
    public Optional<ScoreExplanation> of(int year, String code, User reader) {
        return view(year, code, reader).map(this::explanation);
    }

    /** One item of an object; empty where there is none such, or it is not for the reader. */
    @Transactional(readOnly = true)
    public Optional<Item> item(int year, String code, String item, User reader) {
        return view(year, code, reader).flatMap(view -> view.indicators().stream()
                .filter(indicator -> indicator.code().equals(item))
                .findFirst()
                .map(indicator -> item(view, indicator)));
    }

    private boolean isStarted(int year) {
        return years.find(year).filter(AssessmentYear::isStarted).isPresent();
    }

    private Optional<View> view(int year, String code, User reader) {
        if (!isStarted(year) || !roster.objects(year).contains(code)) {
            return Optional.empty();
        }
        Revision latest = results.latest(year).orElse(null);
        ScoreSight sight = ReadingRights.scores(reader, roster.officeOf(year, code), latest != null);
        Revision revision = sight == ScoreSight.WHOLE ? latest : null;
        boolean unit = roster.isUnit(year, code);
        IndicatorTable table = tables.ofObject(year, code);
        Map<String, List<Entry>> entries = scorecards.history(year, code).stream()
                .filter(seen(reader, sight, revision))
                .collect(Collectors.groupingBy(Entry::indicator));
        List<Indicator> indicators =
                sight == ScoreSight.OWN ? own(year, code, unit, table, reader, entries.keySet()) : table.indicators();
        return indicators.isEmpty() && sight == ScoreSight.OWN
                ? Optional.empty()
                : Optional.of(new View(
                        year,
                        code,
                        unit,
                        table,
                        reader,
                        sight,
                        revision,
                        indicators,
                        entries,
                        unit && sight != ScoreSight.OWN ? ScoreBook.OF_UNIT : ScoreBook.ALL,
                        unit || roster.districtOf(year, code).equals(code)
                                ? years.get(year).precedence()
                                : years.get(year).townshipPrecedence(),
                        references.of(year, code),
                        reports.offices()));
    }

    private static Predicate<Entry> seen(User reader, ScoreSight sight, @Nullable Revision revision) {
        return switch (sight) {
            case WHOLE -> entry -> revision == null || !entry.enteredAt().isAfter(revision.approvedAt());
            case REPORTED -> entry -> entry.source() == EntrySource.REPORTED;
            case OWN -> entry -> reader.belongsTo(entry.office());
        };
    }

    /** The items that the reader's office has entered something of, or has to. */
    private List<Indicator> own(
            int year, String code, boolean unit, IndicatorTable table, User reader, Set<String> entered) {
        Predicate<Indicator> mine;
        String district = roster.districtOf(year, code);
        if (unit) {
            mine = indicator -> false;
        } else if (district.equals(code)) {
            mine = indicator -> owns(reader, indicator);
        } else {
            Map<String, String> assigned = assignments.of(year, district);
            mine = indicator -> {
                String assessor = assigned.get(indicator.code());
                return assessor != null && reader.belongsTo(assessor);
            };
        }
        return table.indicators().stream()
                .filter(mine.or(indicator -> entered.contains(indicator.code())))
                .toList();
    }

    private ScoreExplanation explanation(View view) {
        ObjectReports.Notes notes = reports.notes(view.year(), view.code());
        Map<String, ItemResult> approved = approved(view, view.revision());
        List<ItemLine> items = view.indicators().stream()
                .map(indicator -> line(view, indicator, notes, approved.get(indicator.code())))
                .sorted(Comparator.comparingInt(item -> item.indicator().seq()))
                .toList();
        return explanation(view, items, returned(view, item -> true));
    }

    private ScoreExplanation explanation(View view, List<ItemLine> items, List<ReturnLine> returned) {
        return new ScoreExplanation(
                view.year(),
                view.code(),
                roster.fullName(view.year(), view.code()),
                view.unit(),
                view.sight(),
                state(view),
                view.revision() != null,
                view.table().shownTitle(),
                score(view),
                scoreLabel(view),
                approvedLine(view).map(ObjectLine::gradeReason).orElse(null),
                items.stream().filter(item -> item.indicator().mustPass()).toList(),
                ObjectReports.fields(items.stream()
                        .filter(item -> !item.indicator().mustPass())
                        .toList()),
                returned);
    }

    private String state(View view) {
        Revision revision = view.revision();
        if (revision != null) {
            return "第%d号考核结果，领导小组于%s审定。".formatted(revision.number(), minute(revision.approvedAt()));
        }
        String now = "截至" + minute(LocalDateTime.now(clock));
        return switch (view.sight()) {
            case WHOLE -> now + "，结果还没有审定，以后可能变化。";
            case REPORTED -> now + "，只按自报的数据计算，不是最后得分。官方数据、现场核查和审定的数据，在领导小组审定结果后显示。";
            case OWN -> now + "，只列本单位填报或评审的数据，并按这些数据单独计算，不是最后得分。";
        };
    }

    private static String minute(LocalDateTime at) {
        return WorkingDays.dateText(at.toLocalDate()) + TIME.format(at);
    }

    private String scoreLabel(View view) {
        if (view.sight() == ScoreSight.REPORTED) {
            return view.unit() ? "自评得分" : "自报得分";
        }
        return view.revision() == null ? (view.unit() ? "现在的考评得分" : "现在的得分") : "得分";
    }

    private @Nullable BigDecimal score(View view) {
        int year = view.year();
        String code = view.code();
        if (view.sight() == ScoreSight.OWN) {
            return null;
        }
        if (view.revision() != null) {
            return approvedLine(view).map(ObjectLine::score).orElse(null);
        }
        return (view.sight() == ScoreSight.REPORTED ? keptScores.reported(year, code) : keptScores.standing(year, code))
                .map(ObjectResult::score)
                .orElse(null);
    }

    private Optional<ObjectLine> approvedLine(View view) {
        return Optional.ofNullable(view.revision())
                .flatMap(revision -> results.object(view.year(), revision.number(), view.code()));
    }

    /** By indicator; nothing where there is no result. */
    private Map<String, ItemResult> approved(View view, @Nullable Revision revision) {
        return revision == null
                ? Map.of()
                : results.items(view.year(), revision.number(), view.code()).stream()
                        .collect(Collectors.toMap(item -> item.indicator().code(), Function.identity()));
    }

    private ItemLine line(View view, Indicator indicator, ObjectReports.Notes notes, @Nullable ItemResult approved) {
        List<Entry> entries = view.of(indicator);
        ItemResult item = approved == null ? by(view, indicator, entries) : approved;
        return reports.line(item, notes, entries, view.offices(), view.reader());
    }

    private ItemResult by(View view, Indicator indicator, List<Entry> entries) {
        return scoreBook.itemBy(view.precedence(), indicator, entries, view.sources(), view.compared(indicator));
    }

    private List<ReturnLine> returned(View view, Predicate<String> item) {
        Revision revision = view.revision();
        return returns.history(view.year(), view.code()).stream()
                .filter(returned -> item.test(returned.item()))
                .filter(returned -> view.sight() == ScoreSight.WHOLE
                        ? revision == null || !returned.returnedAt().isAfter(revision.approvedAt())
                        : view.reader().belongsTo(returned.office()))
                .map(returned -> ObjectReports.line(returned, view.table(), view.offices()))
                .toList();
    }

    private Item item(View view, Indicator indicator) {
        ItemLine line = line(
                view,
                indicator,
                reports.notes(view.year(), view.code()),
                approved(view, view.revision()).get(indicator.code()));
        ItemResult result = by(view, indicator, view.of(indicator));
        return new Item(
                explanation(view, List.of(line), List.of()),
                line,
                rule(view, indicator),
                result.provisional(),
                precedence(view),
                why(view, result),
                sources(view, indicator, result),
                view.sight() == ScoreSight.WHOLE
                                && !view.unit()
                                && view.precedence().heedsFindings()
                        ? decisions.checks(view.year(), view.code(), indicator)
                        : List.of(),
                changes(view, indicator),
                returned(view, indicator.code()::equals),
                view.sight() == ScoreSight.WHOLE ? revisions(view, indicator) : List.of());
    }

    private List<Fact> rule(View view, Indicator indicator) {
        List<Fact> rule = new ArrayList<>();
        rule.add(new Fact(view.unit() ? "任务内容和验收标准" : "评分标准", indicator.criterion()));
        rule.add(new Fact("评分方法", view.unit() ? shareOfUnit(view, indicator) : method(view, indicator)));
        if (!view.unit()) {
            rule.add(new Fact(
                    "数据来源",
                    indicator.sourceKind().label()
                            + (indicator.dataSource() == null ? "" : "：" + indicator.dataSource())));
            rule.add(new Fact("由谁填报和核实", owner(view, indicator)));
        }
        if (indicator.stageTarget() != null) {
            rule.add(new Fact("阶段目标", indicator.stageTarget() + "（只供了解，不按它计分）"));
        }
        return rule;
    }

    /** Results approved before there was a rule for a reference of zero are told as they were. */
    private String method(View view, Indicator indicator) {
        AssessmentYear year = years.get(view.year());
        boolean before = year.isApproved() && !year.precedence().heedsFindings();
        return MethodWords.of(indicator) + (before ? "" : MethodWords.ofZero(indicator));
    }

    private String shareOfUnit(View view, Indicator indicator) {
        YearSettings settings = years.settings(view.year());
        return "总分%s分按任务分摊，牵头的任务按%s倍计，本项满分%s分；得分＝满分×完成率。"
                .formatted(
                        Answer.plain(settings.fullMark()),
                        Answer.plain(settings.leadTaskWeight()),
                        indicator.points().toPlainString());
    }

    private String owner(View view, Indicator indicator) {
        String district = roster.districtOf(view.year(), view.code());
        if (district.equals(view.code())) {
            return organization.officeName(indicator.owner());
        }
        String assessor = assignments.of(view.year(), district).get(indicator.code());
        return assessor == null ? "分工还没有确认" : view.office(assessor);
    }

    private static String precedence(View view) {
        return switch (view.sight()) {
            case WHOLE ->
                view.unit()
                        ? PRECEDENCE_OF_TASKS
                        : PRECEDENCE.formatted(view.precedence().words())
                                + (view.precedence().heedsFindings() ? FINDINGS_HEEDED : "");
            case REPORTED -> PRECEDENCE_OF_REPORT;
            case OWN -> PRECEDENCE_OF_OWN;
        };
    }

    private static String why(View view, ItemResult result) {
        Entry counted = result.counted();
        if (counted == null) {
            return result.indicator().mustPass() ? "没有可用的数据，是否达标不明。" : "没有可用的数据，得0分。";
        }
        if (!result.applicable()) {
            return "市健康丽水办同意本项不适用，不计入满分。";
        }
        if (view.sight() != ScoreSight.WHOLE) {
            return "按最近一次%s的数据计算。".formatted(ScoreBook.label(view.precedence(), result.indicator(), counted));
        }
        if (counted.source() == EntrySource.REVIEWED) {
            return "按评审的完成率计算。";
        }
        if (view.unit() && counted.source() == EntrySource.REPORTED) {
            return "完成率还没有审定，暂按自评计算。";
        }
        return view.precedence().heedsFindings()
                ? byRank(view, result.indicator(), counted)
                : byEarlierOrder(counted.source());
    }

    private static String byEarlierOrder(EntrySource counted) {
        return switch (counted) {
            case DECIDED -> "市健康丽水办审定的数据排在最前，所以采用审定数据。";
            case OFFICIAL -> "没有另行审定；官方数据优先于现场核查和自报，所以采用官方数据。";
            case VERIFIED -> "没有审定数据和官方数据；现场核查优先于自报，所以采用核查数据。";
            case REVIEWED, REPORTED -> "没有审定、官方和核查的数据，所以采用自报数据。";
        };
    }

    private static String byRank(View view, Indicator indicator, Entry counted) {
        if (counted.source() == EntrySource.VERIFIED && ScoreBook.foundUnmet(indicator, counted.answer())) {
            return "现场核查这项必备指标不达标，市健康丽水办没有另行审定，所以按不达标计。";
        }
        String label = ScoreBook.label(view.precedence(), indicator, counted);
        List<SourceRank> order = view.precedence().order();
        String before = counted.rank(indicator).stream()
                .flatMap(rank -> order.subList(0, order.indexOf(rank)).stream())
                .map(view.precedence()::label)
                .collect(Collectors.joining("、"));
        return before.isEmpty()
                ? "“%s”排在最前，所以采用。".formatted(label)
                : "排在前面的（%s）都没有可用的数据，所以采用“%s”的数据。".formatted(before, label);
    }

    /** Of each source the last entry; of the reviewers of a unit each one's. Who sees the whole sees as well which source is silent. */
    private List<SourceLine> sources(View view, Indicator indicator, ItemResult result) {
        List<SourceLine> lines = new ArrayList<>();
        for (EntrySource source : ObjectReports.IN_ORDER) {
            List<Entry> of = view.of(indicator).stream()
                    .filter(entry -> entry.source() == source)
                    .toList();
            Map<String, Entry> latest = new HashMap<>();
            of.forEach(entry -> latest.put(source == EntrySource.REVIEWED ? entry.office() : "", entry));
            latest.values().stream()
                    .sorted(Comparator.comparing(Entry::office))
                    .map(entry -> source(view, result, entry))
                    .forEach(lines::add);
            if (latest.isEmpty() && view.sight() == ScoreSight.WHOLE && expected(view, source)) {
                lines.add(new SourceLine(
                        source.label(), NOTHING, false, "", NOBODY, null, "—", false, "", "", List.of()));
            }
        }
        return lines;
    }

    private boolean expected(View view, EntrySource source) {
        boolean district =
                !view.unit() && roster.districtOf(view.year(), view.code()).equals(view.code());
        return switch (source) {
            case REPORTED, DECIDED -> true;
            case REVIEWED -> view.unit();
            case VERIFIED -> !view.unit();
            case OFFICIAL -> district;
        };
    }

    private SourceLine source(View view, ItemResult result, Entry entry) {
        Indicator indicator = result.indicator();
        Entry counted = result.counted();
        boolean counts = counted != null && counted.id() == entry.id();
        Answer answer = entry.answer();
        return new SourceLine(
                ScoreBook.label(view.precedence(), indicator, entry),
                shown(indicator, entry),
                answer.provisional(),
                view.office(entry.office()),
                view.account(entry),
                entry.enteredAt(),
                alone(indicator, view.compared(indicator).over(answer)),
                counts,
                counts ? "采用" : standing(view, indicator, entry, counted),
                Objects.requireNonNullElse(answer.reason(), ""),
                files.of(answer.evidence(), view.reader()));
    }

    private static String standing(View view, Indicator indicator, Entry entry, @Nullable Entry counted) {
        if (entry.answer().state() == EntryState.NO_DATA) {
            return "声明无数据，顺延";
        }
        if (entry.answer().state() == EntryState.NOT_APPLICABLE) {
            return "申请不适用，未获同意";
        }
        if (!view.sources().contains(entry.source())) {
            return "评审意见，供审定时参考";
        }
        return counted == null ? "" : "不采用，“%s”排在前面".formatted(ScoreBook.label(view.precedence(), indicator, counted));
    }

    /** The value with the ticked items of a checklist. */
    private static String shown(Indicator indicator, Entry entry) {
        Answer answer = entry.answer();
        String value = Answer.words(indicator, answer.state(), answer.value(), answer.reference());
        return value + answer.behind(indicator);
    }

    private static String alone(Indicator indicator, Answer answer) {
        return answer.state().counts() ? ItemSheet.points(indicator, answer) : "—";
    }

    private List<ChangeLine> changes(View view, Indicator indicator) {
        List<Entry> entries = view.of(indicator);
        List<ChangeLine> changes = new ArrayList<>();
        Map<String, String> values = new HashMap<>();
        String points = "—";
        for (int number = 0; number < entries.size(); number++) {
            Entry entry = entries.get(number);
            String label = ObjectReports.label(entry, view.offices());
            String value = ScoreBook.shown(indicator, entry);
            String since = ItemSheet.points(by(view, indicator, entries.subList(0, number + 1)));
            changes.add(new ChangeLine(
                    entry.enteredAt(),
                    ScoreBook.label(view.precedence(), indicator, entry),
                    view.office(entry.office()),
                    view.account(entry),
                    new Pair(values.getOrDefault(label, "—"), value),
                    new Pair(points, since),
                    Objects.requireNonNullElse(entry.answer().reason(), ""),
                    files.of(entry.answer().evidence(), view.reader())));
            values.put(label, value);
            points = since;
        }
        return changes;
    }

    private List<RevisionLine> revisions(View view, Indicator indicator) {
        List<RevisionLine> lines = new ArrayList<>();
        ItemResult before = null;
        for (Revision revision : results.revisions(view.year())) {
            ItemResult after = approved(view, revision).get(indicator.code());
            if (after != null && !after.equals(before)) {
                lines.add(new RevisionLine(
                        revision.number(),
                        revision.approvedAt(),
                        new Pair(before == null ? "—" : ItemSheet.points(before), ItemSheet.points(after)),
                        new Pair(before == null ? "—" : source(before), source(after)),
                        after.explanation()));
            }
            before = after;
        }
        return lines;
    }

    private static String source(ItemResult item) {
        return item.counted() == null ? NOTHING : item.counted().source().label();
    }
}
