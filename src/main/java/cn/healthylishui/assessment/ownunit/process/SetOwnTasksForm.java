package cn.healthylishui.assessment.ownunit.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.districtwork.DistrictWork;
import cn.healthylishui.assessment.keywork.KeyTask;
import cn.healthylishui.assessment.keywork.KeyTasks;
import cn.healthylishui.assessment.ownunit.OwnUnits;
import cn.healthylishui.assessment.ownunit.OwnUnits.NewTask;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.YearMemberUnit;
import cn.healthylishui.assessment.year.YearRoster;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** 下达直属单位任务: the county office gives each of its member units the tasks it is assessed on, or leaves them out for a year (办法三). */
@Component
public class SetOwnTasksForm implements TaskForm {

    public static final Option ASSESS = new Option("ASSESS", "考核：按下表下达任务");
    public static final Option LEAVE_OUT = new Option("LEAVE_OUT", "本年度不考核");
    public static final Field<Option> DECISION =
            Field.choice("decision", "本年度直属单位", M, ASSESS, LEAVE_OUT).required("请选择本年度是否考核直属单位。");
    public static final Field<String> REASON =
            Field.text("reason", "不考核的理由", L, OwnUnits.LONGEST_REASON).required("本年度不考核的，请写明理由，市健康丽水办会看到。");

    public static final String TASKS = "tasks";
    public static final Field<String> UNIT = Field.choice("unit", "直属单位", M, List.of());
    public static final Field<String> TASK = Field.text("task", "任务", L, OwnUnits.LONGEST_TASK);
    public static final Field<BigDecimal> WEIGHT = Field.of(
                    "weight", "权重", InputType.NUMBER, S, SetOwnTasksForm::weight)
            .help("一般填1，特别重要的填2。");

    private static final int BLANK_ROWS = 10;
    /** Of a municipal unit's key tasks, as many at most are proposed for its matching unit in a district. */
    private static final int PROPOSED = 3;

    private static final String USUAL_WEIGHT = "1";
    private static final BigDecimal HEAVIEST = BigDecimal.valueOf(100);

    private final YearRoster roster;
    private final DistrictWork districtWork;
    private final KeyTasks keyTasks;
    private final OwnUnits ownUnits;

    SetOwnTasksForm(YearRoster roster, DistrictWork districtWork, KeyTasks keyTasks, OwnUnits ownUnits) {
        this.roster = roster;
        this.districtWork = districtWork;
        this.keyTasks = keyTasks;
        this.ownUnits = ownUnits;
    }

    @Override
    public String taskKey() {
        return "taskSetOwnTasks";
    }

    @Override
    public void require(TaskRef ref) {
        ownUnits.requireToSet(ref.year(), ref.district());
    }

    /** What the system proposes for a row; a blank row has nothing. */
    private record Proposed(String key, String unit, String task) {

        boolean blank() {
            return task.isEmpty();
        }
    }

    private List<Proposed> proposed(TaskRef ref, List<YearMemberUnit> units) {
        Map<String, List<DistrictWork.Work>> works = districtWork.of(ref.year(), ref.district()).stream()
                .collect(Collectors.groupingBy(DistrictWork.Work::unit));
        List<KeyTask> municipal = keyTasks.active(ref.year());
        List<Proposed> rows = new ArrayList<>();
        for (YearMemberUnit unit : units) {
            List<DistrictWork.Work> own = works.getOrDefault(unit.code(), List.of());
            own.forEach(work -> rows.add(new Proposed("work-" + work.id(), unit.code(), words(work))));
            if (own.isEmpty()) {
                matching(municipal, unit)
                        .forEach(task ->
                                rows.add(new Proposed(unit.code() + "-" + task.code(), unit.code(), task.body())));
            }
        }
        IntStream.rangeClosed(1, BLANK_ROWS)
                .mapToObj(row -> new Proposed("new-" + row, "", ""))
                .forEach(rows::add);
        return rows;
    }

    private static String words(DistrictWork.Work work) {
        return work.target().isBlank()
                ? work.title()
                : "%s（目标：%s%s）"
                        .formatted(
                                work.title(), work.target(), work.unitOfMeasure() == null ? "" : work.unitOfMeasure());
    }

    /** The tasks of the municipal unit it answers to, those it leads first; a target of the whole city is never a district's. */
    private static List<KeyTask> matching(List<KeyTask> municipal, YearMemberUnit unit) {
        return municipal.stream()
                .filter(task -> task.seat(unit.municipalUnit()).isPresent())
                .filter(task -> task.targets().isEmpty())
                .filter(task -> task.body().length() <= OwnUnits.LONGEST_TASK)
                .sorted(Comparator.comparing(task -> task.seat(unit.municipalUnit())
                        .map(seat -> !seat.lead())
                        .orElse(true)))
                .limit(PROPOSED)
                .toList();
    }

    private static Filled<TaskRef> decision(TaskRef ref, Draft draft, boolean anyTask) {
        return Table.<TaskRef>questions(Forms.DECISION, "是否考核")
                .asks(DECISION)
                .asks(REASON)
                .askedWhere(REASON, (task, typed) -> typed.is(DECISION, LEAVE_OUT))
                .rule((task, typed) -> typed.is(DECISION, ASSESS) && !anyTask
                        ? Optional.of(DECISION.problem("选了“考核”，还没有一项任务。请至少下达一项任务；本年度不考核的，请改选并写明理由。"))
                        : Optional.empty())
                .read(ref, draft);
    }

    private static boolean assessing(TaskRef ref, Draft draft) {
        return decision(ref, draft, true).only().is(DECISION, ASSESS);
    }

    private Filled<Proposed> tasks(TaskRef ref, List<YearMemberUnit> units, Draft draft) {
        Set<String> seen = new HashSet<>();
        return Table.of(TASKS, "直属单位任务", Proposed::key)
                .hint("已按当地重点工作填好，没有的按对口市直单位的重点任务填（全市的总量目标不分给县里）。不要的任务，把任务内容清空；要加的填在最后的空行。")
                .askedOnlyIf(assessing(ref, draft))
                .asks(
                        UNIT.offering(units.stream()
                                .map(unit -> new Option(unit.code(), unit.name()))
                                .toList()),
                        Proposed::unit)
                .asks(TASK, Proposed::task)
                .asks(WEIGHT, row -> USUAL_WEIGHT)
                .reads(UNIT, (row, typed) -> unit(typed, units))
                .askedWhere(UNIT, (row, typed) -> !typed.isEmpty(TASK))
                .askedWhere(WEIGHT, (row, typed) -> !typed.isEmpty(TASK))
                .requiredWhere(UNIT, (row, typed) -> !typed.isEmpty(TASK), "这项任务没有单位，请选择由哪个直属单位承担。")
                .requiredWhere(TASK, (row, typed) -> row.blank() && !typed.isEmpty(UNIT), "选了单位，没有写任务。请写明任务，或者把单位清空。")
                .read(proposed(ref, units), draft)
                .rule(line -> line.find(UNIT).isPresent() && !seen.add(line.text(UNIT) + "\n" + line.text(TASK))
                        ? Optional.of(TASK.problem("该单位的这项任务前面已经有了，请删去一行。"))
                        : Optional.empty());
    }

    private static Reading<String> unit(String typed, List<YearMemberUnit> units) {
        return typed.isEmpty()
                ? Reading.nothing()
                : units.stream().anyMatch(unit -> unit.code().equals(typed))
                        ? Reading.of(typed)
                        : Reading.wrong("所选的不是本地的直属单位，请重新选择。");
    }

    private static List<Line<Proposed>> given(Filled<Proposed> tasks) {
        return tasks.stream().filter(line -> !line.text(TASK).isEmpty()).toList();
    }

    private static Reading<BigDecimal> weight(String typed) {
        String text = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
        if (text.isEmpty()) {
            return Reading.wrong("还没有填权重；一般填1，特别重要的填2。");
        }
        if (!text.matches("[-+]?\\d{1,6}(\\.\\d{1,6})?")) {
            return Reading.wrong("“%s”不是权重，请填数字，例如 1 或 2。".formatted(text));
        }
        BigDecimal weight = new BigDecimal(text);
        return weight.signum() <= 0
                        || weight.compareTo(HEAVIEST) > 0
                        || weight.stripTrailingZeros().scale() > 2
                ? Reading.wrong("权重应大于0、不超过100，最多两位小数，现在填的是%s。".formatted(text))
                : Reading.of(weight);
    }

    @Override
    public FormContent content(TaskRef ref, Draft draft) {
        List<YearMemberUnit> units = roster.memberUnits(ref.year(), ref.district());
        Filled<Proposed> tasks = tasks(ref, units, draft);
        List<Line<Proposed>> given = given(tasks);
        Set<String> busy = given.stream().map(line -> line.text(UNIT)).collect(Collectors.toSet());
        return FormContent.of("选“考核”的，提交后各直属单位按任务自评打分，再由您考核、排名；选“不考核”的，本年度到此为止。考核结果只用于当地，市里能看到，不计入其他得分。", "办法三")
                .notices(idle(units, busy, assessing(ref, draft)))
                .part(decision(ref, draft, !given.isEmpty()))
                .part(tasks)
                .fact("任务", given.size() + " 项")
                .fact("单位", "%d/%d 个".formatted(busy.size(), units.size()));
    }

    private static List<Notice> idle(List<YearMemberUnit> units, Set<String> busy, boolean assessing) {
        List<String> idle = units.stream()
                .filter(unit -> !busy.contains(unit.code()))
                .map(YearMemberUnit::name)
                .toList();
        return !assessing || idle.isEmpty()
                ? List.of()
                : List.of(new Notice(
                        Level.INFO, "没有任务、本年度不考核的直属单位%d个：%s。".formatted(idle.size(), String.join("、", idle))));
    }

    @Override
    public Map<String, Object> submit(TaskRef ref, Draft draft, Actor actor) {
        boolean assessing = assessing(ref, draft);
        if (assessing) {
            List<YearMemberUnit> units = roster.memberUnits(ref.year(), ref.district());
            List<String> order = units.stream().map(YearMemberUnit::code).toList();
            ownUnits.give(
                    ref.year(),
                    ref.district(),
                    given(tasks(ref, units, draft)).stream()
                            .map(line -> new NewTask(line.get(UNIT), line.get(TASK), line.get(WEIGHT)))
                            .sorted(Comparator.comparing(task -> order.indexOf(task.unit())))
                            .toList(),
                    actor);
        } else {
            ownUnits.leaveOut(
                    ref.year(),
                    ref.district(),
                    decision(ref, draft, false).only().get(REASON),
                    actor);
        }
        return Map.of(Variables.ASSESS_OWN, assessing);
    }
}
