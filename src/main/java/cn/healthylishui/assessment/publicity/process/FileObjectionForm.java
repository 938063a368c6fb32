package cn.healthylishui.assessment.publicity.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.indicator.IndicatorTable;
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
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearChoice;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearUnit;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * 提出异议: an assessed office objects to a result of its own or to somebody on notice; the city office registers what the public
 * objects to. Whoever opened the form by mistake drops it here.
 */
@Component
public class FileObjectionForm implements TaskForm {

    public static final String SECTION = "objection";

    private static final int SHORTEST = 10;
    private static final String TOO_SHORT = "请写明事实和理由，至少%d个字。".formatted(SHORTEST);

    private static final Option FILE = new Option("FILE", "提出异议");
    private static final Option DROP = new Option("DROP", "不提了，关闭本任务");
    private static final Field<Option> CHOICE = Field.choice("decision", "办理", M, FILE, DROP);
    public static final Field<String> OBJECTOR =
            Field.text("objector", "提出人（姓名或单位）", L, 200).required("请写明是谁提出的异议。");
    public static final Field<String> CONTACT = Field.text("contact", "联系方式", L, 200)
            .required("没有联系方式，无法核实和答复。请填写电话或通信地址。")
            .help("电话或通信地址，用于核实情况和答复。");
    public static final Field<String> OBJECT = Field.choice("object", "对谁有异议", L, List.of());
    public static final Field<String> ITEM =
            Field.choice("item", "对哪一项有异议", L, List.of()).required("所选的项目不属于这个对象，请重新选择。");
    public static final Field<String> CONTENT = Field.longText("content", "事实和理由", L, Forms.LONG)
            .required(TOO_SHORT)
            .checked(text -> text.length() < SHORTEST ? Optional.of(TOO_SHORT) : Optional.empty());
    public static final Field<List<String>> FILES = Field.files("材料（可不传）", M);

    private static final Option WHOLE = new Option("WHOLE", "整体结果");

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

    /** Approved years that are not filed away yet, or have somebody on notice again. */
    private YearChoice openYears() {
        LocalDate today = LocalDate.now(clock);
        return YearChoice.of(
                years,
                year -> year.isApproved()
                        && (year.archivedAt() == null
                                || notices.all(year.year()).stream().anyMatch(notice -> notice.runsOn(today))));
    }

    private static boolean isCity(TaskRef task) {
        return task.office().equals(Office.CITY);
    }

    private Filled<TaskRef> read(TaskRef task, Draft draft) {
        YearChoice open = openYears();
        Optional<Integer> year = open.chosen(SECTION, draft);
        List<Option> objects = year.map(one -> objects(task, one)).orElse(List.of());
        Table<TaskRef> questions = Table.<TaskRef>questions(SECTION, isCity(task) ? "登记社会公众的异议" : "异议")
                .asks(CHOICE, any -> CHOICE.written(FILE))
                .asks(
                        open.years().isEmpty() ? open.field().required("目前没有可以提出异议的年度。请选“不提了”。") : open.field(),
                        any -> open.stored())
                .asks(OBJECTOR, any -> isCity(task) ? "" : organization.officeName(task.office()))
                .asks(CONTACT)
                .asks(OBJECT.offering(objects))
                .reads(OBJECT, (any, code) -> year.map(one -> object(task, one, objects, code))
                        .orElse(Reading.nothing()));
        Optional<String> object = Optional.of(questions.read(task, draft).only().text(OBJECT))
                .filter(code -> objects.stream().anyMatch(one -> one.value().equals(code)));
        return questions
                .asks(ITEM.offering(items(year, object)), any -> WHOLE.value())
                .askedWhere(ITEM, (any, typed) -> year.isPresent())
                .asks(CONTENT)
                .asks(FILES)
                .showsOnlyOffered(YearChoice.YEAR)
                .askedOnlyWhere((any, typed) -> !typed.is(CHOICE, DROP))
                .read(task, draft);
    }

    private Reading<String> object(TaskRef task, int year, List<Option> objects, String code) {
        if (code.isEmpty()) {
            return Reading.wrong(objects.isEmpty() ? "现在没有正在公示的对象，不能提出异议。" : "请选择对谁有异议。");
        }
        Optional<String> refusal = roster.objects(year).contains(code)
                ? objections.refusal(year, task.office(), isCity(task), code)
                : Optional.of("%d年度没有这个考核对象，请重新选择。".formatted(year));
        return refusal.map(Reading::<String>wrong).orElseGet(() -> Reading.of(code));
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
                .flatMap(notice -> notices.posted(notice).stream())
                .filter(Posted::stands)
                .map(Posted::code);
        return Stream.of(own, unit, onNotice)
                .flatMap(codes -> codes)
                .distinct()
                .map(code -> new Option(code, roster.fullName(year, code)))
                .toList();
    }

    private List<Option> items(Optional<Integer> year, Optional<String> object) {
        return Stream.concat(
                        Stream.of(WHOLE),
                        year
                                .flatMap(one -> object.map(code -> tables.ofObject(one, code)))
                                .map(IndicatorTable::indicators)
                                .orElse(List.of())
                                .stream()
                                .map(indicator ->
                                        new Option(indicator.code(), indicator.code() + " " + indicator.name())))
                .toList();
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Filled<TaskRef> objection = read(task, draft);
        return FormContent.of("提交后由市健康丽水办调查，作出是否成立的决定并答复；办结前，异议对象暂缓通报。", "办法六(二)", "办法一(一)")
                .part(objection)
                .facts(objection.only().find(YearChoice.YEAR).map(this::facts).orElse(List.of()));
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
        Line<TaskRef> objection = read(task, draft).only();
        if (objection.is(CHOICE, DROP)) {
            return Map.of(Variables.FILED, false);
        }
        String item = objection.get(ITEM);
        Objection filed = objections.file(
                new Filing(
                        objection.get(YearChoice.YEAR),
                        isCity(task),
                        objection.get(OBJECTOR),
                        objection.get(CONTACT),
                        objection.get(OBJECT),
                        item.equals(WHOLE.value()) ? null : item,
                        objection.get(CONTENT),
                        objection.get(FILES)),
                actor);
        Map<String, Object> facts = new HashMap<>();
        facts.put(Variables.FILED, true);
        facts.put(Variables.YEAR, filed.year());
        facts.put(Variables.OBJECTION, filed.id());
        facts.putAll(roster.variablesOf(filed.year(), filed.object()));
        return facts;
    }
}
