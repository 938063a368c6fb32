package cn.healthylishui.assessment.year.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.organization.District;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.Township;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Layout;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.taskform.TypedDate;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.DeadlineKind;
import cn.healthylishui.assessment.year.DeadlineRules;
import cn.healthylishui.assessment.year.Deadlines;
import cn.healthylishui.assessment.year.Extensions;
import cn.healthylishui.assessment.year.StartNotice;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearSettings;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 启动年度考核: the city office starts a year's assessment, with everything filled in beforehand, or says why not. */
@Component
class OpenYearForm implements TaskForm {

    static final String START = "start";
    static final String DECISION = "decision";
    static final String OPEN = "OPEN";
    static final String SKIP = "SKIP";
    static final String YEAR = "year";
    static final String REASON = "reason";

    static final String DEADLINES = "deadlines";
    static final String DATE = "date";

    static final String SAMPLES = "samples";
    static final String SIZE = "size";

    private final AssessmentYears years;
    private final YearRoster roster;
    private final Deadlines deadlines;
    private final Organization organization;
    private final OperationLog log;
    private final Clock clock;
    private final List<StartNotice> startNotices;

    OpenYearForm(
            AssessmentYears years,
            YearRoster roster,
            Deadlines deadlines,
            Organization organization,
            OperationLog log,
            Clock clock,
            List<StartNotice> startNotices) {
        this.startNotices = startNotices;
        this.years = years;
        this.roster = roster;
        this.deadlines = deadlines;
        this.organization = organization;
        this.log = log;
        this.clock = clock;
    }

    /** A district's line, with the number it has without a word from anybody. */
    private record Sampled(District district, int townships, int usual, String size, String reason) {

        /** The number typed; none where it is not one that the district can have. */
        Optional<Integer> number() {
            return Optional.of(size)
                    .filter(text -> text.matches("\\d{1,4}"))
                    .map(Integer::valueOf)
                    .filter(number -> number >= 1 && number <= townships);
        }
    }

    /** What was typed, read as far as it can be. */
    private record Typed(
            String decision,
            @Nullable Integer year,
            String reason,
            Map<DeadlineKind, String> dates,
            List<Sampled> samples) {

        boolean skips() {
            return decision.equals(SKIP);
        }

        Map<DeadlineKind, LocalDate> readDates() {
            Map<DeadlineKind, LocalDate> read = new EnumMap<>(DeadlineKind.class);
            dates.forEach((kind, text) -> TypedDate.read(text).ifPresent(date -> read.put(kind, date)));
            return read;
        }
    }

    @Override
    public String taskKey() {
        return "taskOpenYear";
    }

    @Override
    public void require(TaskRef task) {
        task.requireWithout(Variables.YEAR);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Typed typed = read(draft);
        return new FormContent(
                "启动后，当年的名册、指标和期限不再改动，各县（市、区）和丽水开发区、各市直单位立即收到任务；不启动的，本次流程结束。",
                List.of("办法四(一)", "办法五(一)", "办法五(二)"),
                notices(typed),
                List.of(start(typed), deadlines(typed), samples(typed)),
                facts(typed),
                List.of());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Typed typed = read(draft);
        Integer year = typed.year();
        if (typed.skips()) {
            log.record(
                    actor,
                    "不启动年度考核",
                    year,
                    year == null ? task.key() : String.valueOf(year),
                    null,
                    null,
                    typed.reason());
            return Map.of(Variables.OPENED, false);
        }
        if (year == null) {
            throw new IllegalStateException("A start without a year was submitted");
        }
        if (years.find(year).isEmpty()) {
            years.prepare(year, actor);
        }
        years.setDeadlines(year, typed.readDates(), actor);
        for (Sampled sampled : typed.samples()) {
            YearDistrict before = roster.district(year, sampled.district().code());
            int size = sampled.number().orElseThrow();
            String reason = size == sampled.usual() ? null : sampled.reason();
            if (before.sampleSize() != size || (reason != null && !reason.equals(before.sampleReason()))) {
                years.setSample(year, before.code(), size, reason, actor);
            }
        }
        years.start(year, actor);
        return Map.of(Variables.OPENED, true, Variables.YEAR, year);
    }

    private int lastYear() {
        return LocalDate.now(clock).getYear() - 1;
    }

    private Typed read(Draft draft) {
        String typedYear = draft.value(START, START, YEAR, String.valueOf(lastYear()));
        Integer year = allowedYears()
                .filter(one -> String.valueOf(one).equals(typedYear))
                .findFirst()
                .orElse(null);
        return new Typed(
                draft.value(START, START, DECISION, ""),
                year,
                draft.value(START, START, REASON, ""),
                year == null ? Map.of() : dates(year, draft),
                year == null ? List.of() : sampled(year, draft));
    }

    /** Newest first. */
    private Stream<Integer> allowedYears() {
        int last = lastYear();
        return IntStream.rangeClosed(AssessmentYears.FIRST, last).mapToObj(year -> last + AssessmentYears.FIRST - year);
    }

    /** Rows are the year's own: what was typed for one year does not stand against another that is chosen instead. */
    private static String rowKey(int year, String key) {
        return year + "-" + key;
    }

    private Map<DeadlineKind, String> dates(int year, Draft draft) {
        Map<DeadlineKind, LocalDate> stored = deadlines.all(year);
        Map<DeadlineKind, String> dates = new EnumMap<>(DeadlineKind.class);
        for (DeadlineKind kind : DeadlineKind.values()) {
            LocalDate date = stored.getOrDefault(kind, kind.defaultFor(year));
            dates.put(kind, draft.value(DEADLINES, rowKey(year, kind.name()), DATE, String.valueOf(date)));
        }
        return dates;
    }

    private List<Sampled> sampled(int year, Draft draft) {
        Map<String, YearDistrict> stored =
                roster.districts(year).stream().collect(Collectors.toMap(YearDistrict::code, Function.identity()));
        Map<String, Long> townships = organization.townships().stream()
                .collect(Collectors.groupingBy(Township::district, Collectors.counting()));
        YearSettings settings = years.find(year).isPresent() ? years.settings(year) : years.inheritedSettings(year);
        return organization.districts().stream()
                .map(district -> {
                    Optional<YearDistrict> known = Optional.ofNullable(stored.get(district.code()));
                    int size = known.map(YearDistrict::sampleSize)
                            .orElseGet(() -> AssessmentYears.sampleOf(district, settings));
                    String row = rowKey(year, district.code());
                    return new Sampled(
                            district,
                            townships.getOrDefault(district.code(), 0L).intValue(),
                            settings.sampleFor(district.kind()),
                            draft.value(SAMPLES, row, SIZE, String.valueOf(size)),
                            draft.value(
                                    SAMPLES,
                                    row,
                                    REASON,
                                    known.map(YearDistrict::sampleReason).orElse("")));
                })
                .toList();
    }

    private Section start(Typed typed) {
        List<Option> offered = allowedYears()
                .map(year -> new Option(String.valueOf(year), year + "年度"))
                .toList();
        List<Column> columns = List.of(
                Column.choice(DECISION, "是否启动", Width.M, List.of(new Option(OPEN, "启动"), new Option(SKIP, "不启动"))),
                Column.choice(YEAR, "考核年度", Width.M, offered),
                Column.input(REASON, "不启动的理由", InputType.LONG_TEXT, Width.L).help("选择不启动时填写。"));
        Map<String, String> values = Map.of(
                DECISION, typed.decision(),
                YEAR, typed.year() == null ? "" : String.valueOf(typed.year()),
                REASON, typed.reason());
        return new Section(
                START,
                "启动",
                null,
                Layout.FORM,
                columns,
                List.of(new Row(START, false, values, Map.of(), startProblems(typed))),
                Map.of());
    }

    private List<Problem> startProblems(Typed typed) {
        List<Problem> problems = new ArrayList<>();
        if (typed.skips()) {
            Extensions.wrongReason(typed.reason()).ifPresent(message -> problems.add(new Problem(REASON, message)));
            return problems;
        }
        if (!typed.decision().equals(OPEN)) {
            problems.add(new Problem(DECISION, "请选择启动或不启动。"));
        }
        if (typed.year() == null) {
            problems.add(new Problem(YEAR, "请选择%d年至%d年之间的考核年度。".formatted(AssessmentYears.FIRST, lastYear())));
        } else {
            years.find(typed.year())
                    .filter(AssessmentYear::isStarted)
                    .ifPresent(year -> problems.add(new Problem(YEAR, year.startedNotice())));
        }
        return problems;
    }

    private Section deadlines(Typed typed) {
        List<Column> columns = List.of(
                Column.label("label", "期限", Width.M),
                Column.label("clause", "依据", Width.M),
                Column.label("usual", "通常日期", Width.M),
                Column.input(DATE, "本年度日期", InputType.DATE, Width.M));
        List<Row> rows = new ArrayList<>();
        Integer year = typed.year();
        if (year != null) {
            Map<DeadlineKind, LocalDate> read = typed.readDates();
            typed.dates().forEach((kind, text) -> rows.add(deadlineRow(typed, year, kind, text, read)));
        }
        return new Section(
                DEADLINES, "各步期限", "期限到当天24时为止，落在休息日也不顺延；每一步的期限应晚于前一步。", Layout.TABLE, columns, rows, Map.of());
    }

    private Row deadlineRow(Typed typed, int year, DeadlineKind kind, String text, Map<DeadlineKind, LocalDate> dates) {
        String clause = kind.clause();
        LocalDate date = dates.get(kind);
        Map<String, String> values = new HashMap<>();
        values.put("label", kind.label());
        values.put("clause", clause == null ? "文件未规定，本系统默认" : clause);
        values.put("usual", WorkingDays.dateText(kind.defaultFor(year)));
        values.put(DATE, date == null ? text : String.valueOf(date));
        List<Problem> problems = typed.skips()
                ? List.of()
                : wrongDate(year, kind, text, dates)
                        .map(message -> List.of(new Problem(DATE, message)))
                        .orElse(List.of());
        return new Row(rowKey(year, kind.name()), typed.skips(), values, Map.of(), problems);
    }

    private Optional<String> wrongDate(int year, DeadlineKind kind, String text, Map<DeadlineKind, LocalDate> dates) {
        return dates.containsKey(kind)
                ? DeadlineRules.wrongAtStart(year, kind, dates, LocalDate.now(clock))
                : Optional.of(TypedDate.problem(text));
    }

    private Section samples(Typed typed) {
        List<Column> columns = List.of(
                Column.label("name", "县（市、区）和开发区", Width.M),
                Column.label("townships", "乡镇（街道）数", Width.S),
                Column.label("usual", "原则上抽查", Width.S),
                Column.input(SIZE, "本年度抽查", InputType.NUMBER, Width.S).unit("个"),
                Column.input(REASON, "不同的理由", InputType.TEXT, Width.L).help("与原则上的数量不同时填写。"));
        Integer year = typed.year();
        List<Row> rows = year == null
                ? List.of()
                : typed.samples().stream()
                        .map(sampled -> sampleRow(typed, year, sampled))
                        .toList();
        return new Section(
                SAMPLES,
                "现场核查抽查数",
                "原则上每个县（市、区）抽查2个乡镇（街道），丽水开发区抽查1个街道；数量在启动时定下，以后不再改。",
                Layout.TABLE,
                columns,
                rows,
                Map.of());
    }

    private static Row sampleRow(Typed typed, int year, Sampled sampled) {
        Map<String, String> values = Map.of(
                "name",
                sampled.district().name(),
                "townships",
                String.valueOf(sampled.townships()),
                "usual",
                String.valueOf(sampled.usual()),
                SIZE,
                sampled.size(),
                REASON,
                sampled.reason());
        return new Row(
                rowKey(year, sampled.district().code()),
                typed.skips(),
                values,
                Map.of(),
                typed.skips() ? List.of() : sampleProblems(sampled));
    }

    private static List<Problem> sampleProblems(Sampled sampled) {
        if (sampled.number().isEmpty()) {
            return List.of(new Problem(SIZE, "抽查数应为1至%d的整数。".formatted(sampled.townships())));
        }
        if (sampled.reason().length() > AssessmentYears.LONGEST_SAMPLE_REASON) {
            return List.of(new Problem(REASON, "理由最多%d字。".formatted(AssessmentYears.LONGEST_SAMPLE_REASON)));
        }
        boolean unusual = sampled.number().get() != sampled.usual();
        return unusual && sampled.reason().isBlank()
                ? List.of(new Problem(REASON, "抽查数与原则上的%d个不同，请写明理由。".formatted(sampled.usual())))
                : List.of();
    }

    private List<Notice> notices(Typed typed) {
        if (typed.skips()) {
            return List.of();
        }
        LocalDate today = LocalDate.now(clock);
        String passed = typed.readDates().entrySet().stream()
                .filter(entry -> entry.getValue().isBefore(today))
                .map(entry -> entry.getKey().label())
                .collect(Collectors.joining("、"));
        List<Notice> notices = new ArrayList<>();
        if (!passed.isEmpty()) {
            notices.add(new Notice(Level.WARNING, "已过期限：%s。启动后，这些任务将显示逾期；需要时可把日期改到今天以后。".formatted(passed)));
        }
        Integer year = typed.year();
        if (year != null && years.find(year).filter(AssessmentYear::isStarted).isEmpty()) {
            startNotices.stream()
                    .map(one -> one.of(year))
                    .map(said -> new Notice(said.warning() ? Level.WARNING : Level.INFO, said.text()))
                    .forEach(notices::add);
        }
        return notices;
    }

    private static List<Fact> facts(Typed typed) {
        Integer year = typed.year();
        if (year == null) {
            return List.of();
        }
        long counties = typed.samples().stream()
                .filter(sampled -> sampled.district().kind() == DistrictKind.COUNTY)
                .count();
        int townships = typed.samples().stream().mapToInt(Sampled::townships).sum();
        return List.of(
                new Fact("考核年度", year + "年"),
                new Fact(
                        "考核对象",
                        "%d个县（市、区）、%d个开发区、%d个乡镇（街道）"
                                .formatted(counties, typed.samples().size() - counties, townships)));
    }
}
