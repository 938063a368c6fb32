package cn.healthylishui.assessment.districtwork.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.districtwork.DistrictWork;
import cn.healthylishui.assessment.districtwork.DistrictWork.Kind;
import cn.healthylishui.assessment.districtwork.DistrictWork.Mechanism;
import cn.healthylishui.assessment.districtwork.DistrictWork.Work;
import cn.healthylishui.assessment.keywork.WorkPlan;
import cn.healthylishui.assessment.keywork.WorkPlans;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 确定当地重点工作: a district's own key work and key indicators (意见四(四)), and its coordination mechanism (办法三). */
@Component
public class SetDistrictWorkForm implements TaskForm {

    public static final String WORKS = "works";
    public static final String INDICATORS = "indicators";
    public static final String MECHANISM = "mechanism";

    public static final Field<String> TITLE =
            Field.text("title", "重点工作", L, DistrictWork.LONGEST_TITLE).required("请填写重点工作。");
    public static final Field<String> UNIT =
            Field.choice("unit", "负责单位", M, List.of()).required("请选择负责的成员单位。");
    public static final Field<String> TARGET =
            Field.text("target", "年度目标", L, DistrictWork.LONGEST_TARGET).required("请填写要达到的目标。");
    /** What an indicator is to reach, in the place of the words. */
    private static final Field<String> FIGURE = Field.of(
                    TARGET.key(), "目标值", InputType.NUMBER, S, SetDistrictWorkForm::figure)
            .required("请填写要达到的目标。");

    public static final Field<String> MEASURE =
            Field.text("measure", "计量单位", S, DistrictWork.LONGEST_MEASURE).required("没有计量单位。请填写，如“%”“家”“公里”。");
    public static final Field<String> INDICATOR = Field.choice("indicator", "对应的考核指标", M, List.of());

    public static final Field<String> TEXT =
            Field.longText("text", "机制", L, DistrictWork.LONGEST_MECHANISM).required("请写明组织协调机制，如牵头领导、办公室、成员单位和议事办法。");
    public static final Field<List<String>> FILES = Field.files("文件", M).required("请上传建立协调机制的文件。");
    public static final Option RUNNING = new Option("YES", "已建立并在运行");
    public static final Field<Option> CONFIRMED =
            Field.choice("confirmed", "确认", M, RUNNING).required("请确认协调机制已经建立并在运行。");

    private static final Table<Optional<Mechanism>> QUESTIONS = Table.<Optional<Mechanism>>questions(
                    MECHANISM, "组织协调机制")
            .asks(TEXT, stored -> TEXT.written(stored.map(Mechanism::text)))
            .asks(FILES, stored -> FILES.written(stored.map(Mechanism::evidence)))
            .asks(CONFIRMED);

    private static final int ROWS = 10;

    private final WorkPlans plans;
    private final DistrictWork districtWork;
    private final YearRoster roster;

    SetDistrictWorkForm(WorkPlans plans, DistrictWork districtWork, YearRoster roster) {
        this.plans = plans;
        this.districtWork = districtWork;
        this.roster = roster;
    }

    @Override
    public String taskKey() {
        return "taskSetDistrictWork";
    }

    @Override
    public void require(TaskRef task) {
        districtWork.requireToSet(plans.get(task.id(Variables.PLAN)), task.district());
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Filled<Integer> works = read(task, Kind.WORK, draft);
        Filled<Integer> indicators = read(task, Kind.INDICATOR, draft);
        int workCount = works.given().size();
        int indicatorCount = indicators.given().size();
        return FormContent.of("提交后送市健康丽水办审定；审定后按季填报进展，完成情况可带入年度自查打分；年终由负责单位对口的市直单位逐项评审，计入“年度重点工作”。", "意见四(四)", "办法三")
                .notices(notices(task))
                .part(works)
                .part(indicators)
                .part(QUESTIONS.read(stored(task), draft))
                .fact("重点工作", workCount + " 项")
                .fact("关键性指标", indicatorCount + " 项")
                .problems(workCount == 0 ? List.of("请至少确定一项年度重点工作。") : List.of())
                .problems(indicatorCount == 0 ? List.of("请至少确定一项关键性指标。") : List.of());
    }

    private Filled<Integer> read(TaskRef task, Kind kind, Draft draft) {
        Filled<Integer> filled = table(task, kind).read(Table.upTo(ROWS), draft);
        return filled.rule(line -> filled.twin(line, TITLE)
                        .map(other -> TITLE.problem("与" + Table.LINE.formatted(other.item()) + "重复，请删去一行。")))
                .rule(line -> filled.twin(line, INDICATOR)
                        .map(other ->
                                INDICATOR.problem(Table.LINE.formatted(other.item()) + "已经对应这项考核指标，一项指标只能对应一行。")));
    }

    private Table<Integer> table(TaskRef task, Kind kind) {
        List<Work> stored = districtWork.of(task.year(), task.district()).stream()
                .filter(work -> work.kind() == kind)
                .toList();
        List<Option> units = roster.memberUnits(task.year(), task.district()).stream()
                .map(unit -> new Option(unit.code(), unit.name()))
                .toList();
        List<Option> fed = Stream.concat(
                        Stream.of(new Option("", "不对应")),
                        districtWork.fed(task.year(), task.district()).stream()
                                .map(item -> new Option(item.code(), item.code() + " " + item.name())))
                .toList();
        boolean work = kind == Kind.WORK;
        Table<Integer> table = Table.list(work ? WORKS : INDICATORS, kind.label())
                .hint("至少一项，空着的行不算。对应考核指标的，年末完成情况带入自查打分。")
                .asks(work ? TITLE : TITLE.labelled("指标").required("请填写指标名称。"), before(stored, Work::title))
                .asks(UNIT.offering(units), before(stored, Work::unit))
                .asks(work ? TARGET : FIGURE, before(stored, Work::target));
        if (!work) {
            table.asks(MEASURE, before(stored, Work::unitOfMeasure));
        }
        return table.asks(INDICATOR.offering(fed), before(stored, Work::indicator))
                .reads(INDICATOR, (no, code) -> indicator(code, fed));
    }

    private static Function<Integer, String> before(List<Work> stored, Function<Work, @Nullable String> what) {
        return no -> no > stored.size() ? "" : Objects.requireNonNullElse(what.apply(stored.get(no - 1)), "");
    }

    private static Reading<String> figure(String typed) {
        if (typed.isEmpty() || typed.matches("-?\\d{1,14}(\\.\\d{1,4})?")) {
            return typed.isEmpty() ? Reading.nothing() : Reading.of(typed);
        }
        String shown = typed.length() <= 20 ? typed : typed.substring(0, 20) + "…";
        return Reading.wrong("目标值应是数字，最多4位小数，现在填的是“%s”。".formatted(shown));
    }

    private static Reading<String> indicator(String code, List<Option> fed) {
        if (code.isEmpty()) {
            return Reading.nothing();
        }
        return fed.stream().anyMatch(option -> option.value().equals(code))
                ? Reading.of(code)
                : Reading.wrong("所选的考核指标不在本年度标准里，请重选，或选“不对应”。");
    }

    private Optional<Mechanism> stored(TaskRef task) {
        return districtWork.mechanism(task.year(), task.district());
    }

    private List<Notice> notices(TaskRef task) {
        List<Notice> notices = new ArrayList<>();
        stored(task)
                .filter(mechanism -> mechanism.returnedReason() != null)
                .ifPresent(mechanism -> notices.add(new Notice(Level.WARNING, "退回修改：" + mechanism.returnedReason())));
        notices.add(new Notice(Level.INFO, "市工作要点里全市的总数（如新建绿道79公里）是市直单位的目标，不是县（市、区）的指标；这里填当地自己确定的工作和指标。"));
        return notices;
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        WorkPlan plan = plans.get(task.id(Variables.PLAN));
        List<Work> works = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            List<Line<Integer>> given = read(task, kind, draft).given();
            for (int seq = 1; seq <= given.size(); seq++) {
                Line<Integer> line = given.get(seq - 1);
                works.add(new Work(
                        kind,
                        seq,
                        line.get(TITLE),
                        line.get(UNIT),
                        line.get(TARGET),
                        kind == Kind.INDICATOR ? line.get(MEASURE) : null,
                        line.find(INDICATOR).orElse(null)));
            }
        }
        Line<?> mechanism = QUESTIONS.read(stored(task), draft).only();
        districtWork.set(plan, task.district(), works, mechanism.get(TEXT), mechanism.get(FILES), actor);
        return Map.of();
    }
}
