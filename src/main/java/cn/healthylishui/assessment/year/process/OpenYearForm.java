package cn.healthylishui.assessment.year.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.organization.District;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.Township;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.taskform.Typed;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.DeadlineKind;
import cn.healthylishui.assessment.year.DeadlineRules;
import cn.healthylishui.assessment.year.Deadlines;
import cn.healthylishui.assessment.year.Extensions;
import cn.healthylishui.assessment.year.StartNotice;
import cn.healthylishui.assessment.year.YearChoice;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearSettings;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** 启动年度考核: the city office starts a year's assessment, with everything filled in beforehand, or says why not. */
@Component
public class OpenYearForm implements TaskForm {

    public static final String START = "start";
    public static final Option OPEN = new Option("OPEN", "启动");
    private static final Option SKIP = new Option("SKIP", "不启动");
    public static final Field<Option> DECISION =
            Field.choice("decision", "是否启动", M, OPEN, SKIP).required("请选择启动或不启动。");
    private static final Field<String> REASON =
            Field.longText("reason", "不启动的理由", L, Extensions::wrongReason).help("选择不启动时填写。");

    private static final Field<LocalDate> DATE = Field.date("date", "本年度日期", M).required("请填写日期。");

    public static final String SAMPLES = "samples";
    public static final Field<Integer> SIZE = Field.of(
                    "size", "本年度抽查", InputType.NUMBER, S, typed -> number(typed, Integer.MAX_VALUE))
            .unit("个");
    public static final Field<String> SAMPLE_REASON =
            Field.text("reason", "不同的理由", L, OpenYearForm::wrongSampleReason).help("与原则上的数量不同时填写。");

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

    /** A district with the number of townships to be drawn that it has without a word from anybody, and the one it has now. */
    private record Sampled(District district, int townships, int usual, int size, String reason) {}

    /** The parts of the form; the last two are the chosen year's own. */
    private record Parts(
            Optional<Integer> year, Filled<TaskRef> start, Filled<DeadlineKind> deadlines, Filled<Sampled> samples) {

        boolean skips() {
            return start.only().is(DECISION, SKIP);
        }

        Map<DeadlineKind, LocalDate> dates() {
            return OpenYearForm.dates(deadlines);
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

    private Parts read(TaskRef task, Draft draft) {
        int last = LocalDate.now(clock).getYear() - 1;
        YearChoice choice = new YearChoice(
                IntStream.rangeClosed(AssessmentYears.FIRST, last)
                        .mapToObj(year -> last + AssessmentYears.FIRST - year)
                        .toList(),
                last);
        Filled<TaskRef> start = Table.<TaskRef>questions(START, "启动")
                .asks(DECISION)
                .asks(
                        choice.field()
                                .required("请选择%d年至%d年之间的考核年度。".formatted(AssessmentYears.FIRST, last))
                                .checked(this::startedBefore),
                        any -> choice.stored())
                .asks(REASON)
                .showsOnlyOffered(YearChoice.YEAR)
                .askedWhere(YearChoice.YEAR, (any, typed) -> !typed.is(DECISION, SKIP))
                .askedWhere(REASON, (any, typed) -> typed.is(DECISION, SKIP))
                .read(task, draft);
        boolean skips = start.only().is(DECISION, SKIP);
        Optional<Integer> year = choice.chosen(START, draft);
        return new Parts(year, start, deadlines(year, skips, draft), samples(year, skips, draft));
    }

    private Optional<String> startedBefore(int year) {
        return years.find(year).filter(AssessmentYear::isStarted).map(AssessmentYear::startedNotice);
    }

    /** Rows are the year's own: what was typed for one year does not stand against another that is chosen instead. */
    private static String rowKey(Optional<Integer> year, String key) {
        return year.orElseThrow() + "-" + key;
    }

    private Filled<DeadlineKind> deadlines(Optional<Integer> year, boolean skips, Draft draft) {
        Map<DeadlineKind, LocalDate> stored = year.map(deadlines::all).orElse(Map.of());
        Filled<DeadlineKind> filled = Table.<DeadlineKind>of("deadlines", "各步期限", kind -> rowKey(year, kind.name()))
                .hint("期限到当天24时为止，落在休息日也不顺延；每一步的期限应晚于前一步。")
                .shows("label", "期限", M, DeadlineKind::label)
                .shows("clause", "依据", M, kind -> Objects.requireNonNullElse(kind.clause(), "文件未规定，本系统默认"))
                .shows("usual", "通常日期", M, kind -> WorkingDays.dateText(kind.defaultFor(year.orElseThrow())))
                .asks(
                        DATE,
                        kind -> DATE.written(Optional.ofNullable(stored.get(kind))
                                .orElseGet(() -> kind.defaultFor(year.orElseThrow()))))
                .closedIf(skips)
                .read(year.map(any -> List.of(DeadlineKind.values())).orElse(List.of()), draft);
        Map<DeadlineKind, LocalDate> dates = dates(filled);
        LocalDate today = LocalDate.now(clock);
        return filled.rule(line -> Optional.of(line.item())
                .filter(kind -> !skips && dates.containsKey(kind))
                .flatMap(kind -> DeadlineRules.wrongAtStart(year.orElseThrow(), kind, dates, today))
                .map(DATE::problem));
    }

    /** As far as they can be read. */
    private static Map<DeadlineKind, LocalDate> dates(Filled<DeadlineKind> deadlines) {
        Map<DeadlineKind, LocalDate> dates = new EnumMap<>(DeadlineKind.class);
        deadlines.lines().forEach(line -> line.find(DATE).ifPresent(date -> dates.put(line.item(), date)));
        return dates;
    }

    private Filled<Sampled> samples(Optional<Integer> year, boolean skips, Draft draft) {
        return Table.<Sampled>of(
                        SAMPLES,
                        "现场核查抽查数",
                        sampled -> rowKey(year, sampled.district().code()))
                .hint("原则上每个县（市、区）抽查2个乡镇（街道），丽水开发区抽查1个街道；数量在启动时定下，以后不再改。")
                .shows("name", "县（市、区）和开发区", M, sampled -> sampled.district().name())
                .shows("townships", "乡镇（街道）数", S, sampled -> String.valueOf(sampled.townships()))
                .shows("usual", "原则上抽查", S, sampled -> String.valueOf(sampled.usual()))
                .asks(SIZE, sampled -> SIZE.written(sampled.size()))
                .asks(SAMPLE_REASON, Sampled::reason)
                .reads(SIZE, (sampled, typed) -> number(typed, sampled.townships()))
                .askedWhere(SAMPLE_REASON, (sampled, typed) -> typed.find(SIZE).isPresent())
                .rule(OpenYearForm::anotherNumberNeedsAReason)
                .closedIf(skips)
                .read(year.map(this::sampled).orElse(List.of()), draft);
    }

    private static Reading<Integer> number(String typed, int most) {
        return Optional.of(typed)
                .filter(text -> text.matches("\\d{1,4}"))
                .map(Integer::valueOf)
                .filter(number -> number >= 1 && number <= most)
                .map(Reading::of)
                .orElseGet(() -> Reading.wrong("抽查数应为1至%d的整数。".formatted(most)));
    }

    private static Optional<String> wrongSampleReason(String reason) {
        return reason.length() > AssessmentYears.LONGEST_SAMPLE_REASON
                ? Optional.of("理由最多%d字。".formatted(AssessmentYears.LONGEST_SAMPLE_REASON))
                : Optional.empty();
    }

    private static Optional<Problem> anotherNumberNeedsAReason(Sampled sampled, Typed typed) {
        return typed.find(SIZE).filter(size -> size != sampled.usual()).isPresent() && typed.isEmpty(SAMPLE_REASON)
                ? Optional.of(SAMPLE_REASON.problem("抽查数与原则上的%d个不同，请写明理由。".formatted(sampled.usual())))
                : Optional.empty();
    }

    private List<Sampled> sampled(int year) {
        Map<String, YearDistrict> stored =
                roster.districts(year).stream().collect(Collectors.toMap(YearDistrict::code, Function.identity()));
        Map<String, Long> townships = organization.townships().stream()
                .collect(Collectors.groupingBy(Township::district, Collectors.counting()));
        YearSettings settings = years.find(year).isPresent() ? years.settings(year) : years.inheritedSettings(year);
        return organization.districts().stream()
                .map(district -> {
                    Optional<YearDistrict> known = Optional.ofNullable(stored.get(district.code()));
                    return new Sampled(
                            district,
                            townships.getOrDefault(district.code(), 0L).intValue(),
                            settings.sampleFor(district.kind()),
                            known.map(YearDistrict::sampleSize)
                                    .orElseGet(() -> AssessmentYears.sampleOf(district, settings)),
                            known.map(YearDistrict::sampleReason).orElse(""));
                })
                .toList();
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Parts parts = read(task, draft);
        FormContent content = FormContent.of(
                        "启动后，当年的名册、指标和期限不再改动，各县（市、区）和丽水开发区、各市直单位立即收到任务；不启动的，本次流程结束。", "办法四(一)", "办法五(一)", "办法五(二)")
                .notices(parts.skips() ? List.of() : notices(parts))
                .part(parts.start())
                .part(parts.deadlines())
                .part(parts.samples());
        return parts.year()
                .map(year -> content.facts(facts(year, parts.samples())))
                .orElse(content);
    }

    private List<Notice> notices(Parts parts) {
        LocalDate today = LocalDate.now(clock);
        String passed = parts.dates().entrySet().stream()
                .filter(entry -> entry.getValue().isBefore(today))
                .map(entry -> entry.getKey().label())
                .collect(Collectors.joining("、"));
        List<Notice> notices = new ArrayList<>();
        if (!passed.isEmpty()) {
            notices.add(new Notice(Level.WARNING, "已过期限：%s。启动后，这些任务将显示逾期；需要时可把日期改到今天以后。".formatted(passed)));
        }
        parts.year().filter(year -> startedBefore(year).isEmpty()).ifPresent(year -> startNotices.stream()
                .map(one -> one.of(year))
                .map(said -> new Notice(said.warning() ? Level.WARNING : Level.INFO, said.text()))
                .forEach(notices::add));
        return notices;
    }

    private static List<Fact> facts(int year, Filled<Sampled> samples) {
        long counties = samples.stream()
                .filter(line -> line.item().district().kind() == DistrictKind.COUNTY)
                .count();
        int townships =
                samples.stream().mapToInt(line -> line.item().townships()).sum();
        return List.of(
                new Fact("考核年度", year + "年"),
                new Fact(
                        "考核对象",
                        "%d个县（市、区）、%d个开发区、%d个乡镇（街道）".formatted(counties, samples.size() - counties, townships)));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Parts parts = read(task, draft);
        if (parts.skips()) {
            String reason = parts.start().only().get(REASON);
            String about = parts.year().map(String::valueOf).orElse(task.key());
            log.record(
                    actor,
                    Operation.of("不启动年度考核", parts.year().orElse(null), about).because(reason));
            return Map.of(Variables.OPENED, false);
        }
        int year = parts.year().orElseThrow();
        if (years.find(year).isEmpty()) {
            years.prepare(year, actor);
        }
        years.setDeadlines(year, parts.dates(), actor);
        for (Line<Sampled> line : parts.samples().lines()) {
            YearDistrict before = roster.district(year, line.item().district().code());
            int size = line.get(SIZE);
            String reason = size == line.item().usual() ? null : line.text(SAMPLE_REASON);
            if (before.sampleSize() != size || (reason != null && !reason.equals(before.sampleReason()))) {
                years.setSample(year, before.code(), size, reason, actor);
            }
        }
        years.start(year, actor);
        return Map.of(Variables.OPENED, true, Variables.YEAR, year);
    }
}
