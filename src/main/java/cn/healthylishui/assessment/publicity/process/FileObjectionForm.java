package cn.healthylishui.assessment.publicity.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.publicity.Notices;
import cn.healthylishui.assessment.publicity.Notices.Notice;
import cn.healthylishui.assessment.publicity.Notices.Posted;
import cn.healthylishui.assessment.publicity.Objections;
import cn.healthylishui.assessment.publicity.Objections.Filing;
import cn.healthylishui.assessment.publicity.Objections.Objection;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearUnit;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 提出异议: an assessed office objects to a result of its own or to somebody on notice; the city office registers what the public
 * objects to. Whoever opened the form by mistake drops it here.
 */
@Component
class FileObjectionForm implements TaskForm {

    private static final String SECTION = "objection";
    private static final String FILE = "FILE";
    private static final String DROP = "DROP";
    private static final String WHOLE = "WHOLE";
    private static final int SHORTEST = 10;

    private final AssessmentYears years;
    private final YearRoster roster;
    private final IndicatorTables tables;
    private final Notices notices;
    private final Objections objections;
    private final Organization organization;
    private final Clock clock;

    FileObjectionForm(
            AssessmentYears years,
            YearRoster roster,
            IndicatorTables tables,
            Notices notices,
            Objections objections,
            Organization organization,
            Clock clock) {
        this.years = years;
        this.roster = roster;
        this.tables = tables;
        this.notices = notices;
        this.objections = objections;
        this.organization = organization;
        this.clock = clock;
    }

    @Override
    public String taskKey() {
        return "taskFileObjection";
    }

    @Override
    public void require(TaskRef task) {
        task.requireWithout(Variables.OBJECTION);
    }

    private record Typed(
            String decision,
            @Nullable Integer year,
            String objector,
            String contact,
            String object,
            String item,
            String content,
            List<String> files) {

        boolean dropped() {
            return decision.equals(DROP);
        }
    }

    /** Approved years that are not filed away yet, or have somebody on notice again. */
    private List<Integer> openYears() {
        LocalDate today = LocalDate.now(clock);
        return years.all().stream()
                .filter(AssessmentYear::isApproved)
                .filter(year -> year.archivedAt() == null
                        || notices.all(year.year()).stream().anyMatch(notice -> notice.runsOn(today)))
                .map(AssessmentYear::year)
                .toList();
    }

    private Typed read(TaskRef task, Draft draft) {
        List<Integer> open = openYears();
        String only = open.size() == 1 ? String.valueOf(open.get(0)) : "";
        String year = draft.value(SECTION, SECTION, "year", only);
        String name = isCity(task) ? "" : organization.officeName(task.office());
        return new Typed(
                draft.value(SECTION, SECTION, "decision", FILE),
                open.stream()
                        .filter(one -> String.valueOf(one).equals(year))
                        .findFirst()
                        .orElse(null),
                draft.value(SECTION, SECTION, "objector", name),
                draft.value(SECTION, SECTION, "contact", ""),
                draft.value(SECTION, SECTION, "object", ""),
                draft.value(SECTION, SECTION, "item", WHOLE),
                draft.value(SECTION, SECTION, "content", ""),
                Draft.ids(draft.value(SECTION, SECTION, "files", "")));
    }

    private static boolean isCity(TaskRef task) {
        return task.office().equals(Office.CITY);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Typed typed = read(task, draft);
        List<Option> objects = typed.year() == null ? List.of() : objects(task, typed.year());
        Map<String, String> values = new HashMap<>();
        values.put("decision", typed.decision());
        values.put("year", typed.year() == null ? "" : String.valueOf(typed.year()));
        values.put("objector", typed.objector());
        values.put("contact", typed.contact());
        values.put("object", typed.object());
        values.put("item", typed.item());
        values.put("content", typed.content());
        values.put("files", String.join(",", typed.files()));
        return new FormContent(
                "提交后由市健康丽水办调查，作出是否成立的决定并答复；办结前，异议对象暂缓通报。",
                List.of("办法六(二)", "办法一(一)"),
                List.of(),
                List.of(Forms.questions(
                        SECTION,
                        isCity(task) ? "登记社会公众的异议" : "异议",
                        List.of(
                                Column.choice(
                                        "decision",
                                        "办理",
                                        Width.M,
                                        List.of(new Option(FILE, "提出异议"), new Option(DROP, "不提了，关闭本任务"))),
                                Column.choice(
                                        "year",
                                        "考核年度",
                                        Width.M,
                                        openYears().stream()
                                                .map(year -> new Option(String.valueOf(year), year + "年度"))
                                                .toList()),
                                Column.input("objector", "提出人（姓名或单位）", InputType.TEXT, Width.L),
                                Column.input("contact", "联系方式", InputType.TEXT, Width.L)
                                        .help("电话或通信地址，用于核实情况和答复。"),
                                Column.choice("object", "对谁有异议", Width.L, objects),
                                Column.choice("item", "对哪一项有异议", Width.L, items(typed, objects)),
                                Column.input("content", "事实和理由", InputType.LONG_TEXT, Width.L),
                                Column.input("files", "材料（可不传）", InputType.FILES, Width.M)),
                        values,
                        problems(task, typed, objects))),
                typed.year() == null ? List.of() : facts(typed.year()),
                List.of());
    }

    /** Own results, and whoever is on notice; for the public only the latter. */
    private List<Option> objects(TaskRef task, int year) {
        LocalDate today = LocalDate.now(clock);
        Stream<String> own = isCity(task)
                ? Stream.of()
                : roster.districts(year).stream()
                        .filter(district -> district.officeCode().equals(task.office()))
                        .map(YearDistrict::code)
                        .flatMap(district -> Stream.concat(
                                Stream.of(district),
                                roster.townships(year, district).stream().map(township -> township.code())));
        Stream<String> unit =
                roster.assessedUnits(year).stream().map(YearUnit::code).filter(task.office()::equals);
        Stream<String> onNotice = notices.all(year).stream()
                .filter(notice -> notice.runsOn(today))
                .flatMap(notice -> notices.posted(notice.id()).stream())
                .filter(Posted::stands)
                .map(Posted::code);
        return Stream.of(own, unit, onNotice)
                .flatMap(codes -> codes)
                .distinct()
                .map(code -> new Option(code, roster.fullName(year, code)))
                .toList();
    }

    private List<Option> items(Typed typed, List<Option> objects) {
        List<Option> items = new ArrayList<>(List.of(new Option(WHOLE, "整体结果")));
        if (typed.year() != null && isAmong(objects, typed.object())) {
            tables.ofObject(typed.year(), typed.object())
                    .indicators()
                    .forEach(indicator ->
                            items.add(new Option(indicator.code(), indicator.code() + " " + indicator.name())));
        }
        return items;
    }

    private static boolean isAmong(List<Option> options, String value) {
        return options.stream().anyMatch(option -> option.value().equals(value));
    }

    private List<Problem> problems(TaskRef task, Typed typed, List<Option> objects) {
        List<Problem> problems = new ArrayList<>();
        if (typed.dropped()) {
            return problems;
        }
        if (typed.year() == null) {
            problems.add(new Problem("year", openYears().isEmpty() ? "目前没有可以提出异议的年度。请选“不提了”。" : "请选择考核年度。"));
        }
        Forms.wrongText(typed.objector(), "objector", "请写明是谁提出的异议。", 200).ifPresent(problems::add);
        Forms.wrongText(typed.contact(), "contact", "没有联系方式，无法核实和答复。请填写电话或通信地址。", 200)
                .ifPresent(problems::add);
        if (typed.year() != null) {
            if (typed.object().isEmpty()) {
                problems.add(new Problem("object", objects.isEmpty() ? "现在没有正在公示的对象，不能提出异议。" : "请选择对谁有异议。"));
            } else {
                refusal(task, typed.year(), typed.object())
                        .ifPresent(message -> problems.add(new Problem("object", message)));
            }
            if (!isAmong(items(typed, objects), typed.item())) {
                problems.add(new Problem("item", "所选的项目不属于这个对象，请重新选择。"));
            }
        }
        if (typed.content().length() < SHORTEST) {
            problems.add(new Problem("content", "请写明事实和理由，至少%d个字。".formatted(SHORTEST)));
        }
        Forms.tooLong(typed.content(), "content", Forms.LONG).ifPresent(problems::add);
        return problems;
    }

    private Optional<String> refusal(TaskRef task, int year, String object) {
        return roster.objects(year).contains(object)
                ? objections.refusal(year, task.office(), isCity(task), object)
                : Optional.of("%d年度没有这个考核对象，请重新选择。".formatted(year));
    }

    private List<Fact> facts(int year) {
        return notices.all(year).stream()
                .filter(notice -> notice.state() == Notices.State.POSTED)
                .map(Notice::endsOn)
                .flatMap(Stream::ofNullable)
                .map(ends -> new Fact("公示到", WorkingDays.dateText(ends)))
                .toList();
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Typed typed = read(task, draft);
        if (typed.dropped()) {
            return Map.of(Variables.FILED, false);
        }
        if (typed.year() == null) {
            throw new IllegalStateException("An incomplete objection was submitted");
        }
        Objection filed = objections.file(
                new Filing(
                        typed.year(),
                        isCity(task),
                        typed.objector(),
                        typed.contact(),
                        typed.object(),
                        typed.item().equals(WHOLE) ? null : typed.item(),
                        typed.content(),
                        typed.files()),
                actor);
        Map<String, Object> facts = new HashMap<>();
        facts.put(Variables.FILED, true);
        facts.put(Variables.YEAR, filed.year());
        facts.put(Variables.OBJECTION, filed.id());
        facts.putAll(roster.variablesOf(filed.year(), filed.object()));
        return facts;
    }
}
