package cn.healthylishui.assessment.ownunit.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.districtwork.DistrictWork;
import cn.healthylishui.assessment.keywork.KeyTask;
import cn.healthylishui.assessment.keywork.KeyTasks;
import cn.healthylishui.assessment.ownunit.OwnUnits;
import cn.healthylishui.assessment.ownunit.OwnUnits.NewTask;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearMemberUnit;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 下达直属单位任务: the county office gives each of its member units the tasks it is assessed on, or leaves them out for a year (办法三). */
@Component
class SetOwnTasksForm implements TaskForm {

    static final String TASKS = "tasks";
    static final String ASSESS = "ASSESS";
    static final String LEAVE_OUT = "LEAVE_OUT";

    private static final int BLANK_ROWS = 10;
    /** Of a municipal unit's key tasks, as many at most are proposed for its matching unit in a district. */
    private static final int PROPOSED = 3;

    private static final String WEIGHT = "1";
    private static final BigDecimal HEAVIEST = BigDecimal.valueOf(100);

    private final AssessmentYears years;
    private final DistrictWork districtWork;
    private final KeyTasks keyTasks;
    private final OwnUnits ownUnits;

    SetOwnTasksForm(AssessmentYears years, DistrictWork districtWork, KeyTasks keyTasks, OwnUnits ownUnits) {
        this.years = years;
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

    /** @param weight null while something is wrong */
    private record Line(
            Proposed proposed,
            String unit,
            String task,
            String typedWeight,
            @Nullable BigDecimal weight,
            List<Problem> problems) {

        boolean given() {
            return !task.isEmpty();
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

    private List<Line> lines(TaskRef ref, List<YearMemberUnit> units, Draft draft) {
        Set<String> known = units.stream().map(YearMemberUnit::code).collect(Collectors.toSet());
        Set<String> seen = new HashSet<>();
        return proposed(ref, units).stream()
                .map(row -> line(row, known, seen, draft))
                .toList();
    }

    private static Line line(Proposed row, Set<String> known, Set<String> seen, Draft draft) {
        String unit = draft.value(TASKS, row.key(), "unit", row.unit());
        String task = draft.value(TASKS, row.key(), "task", row.task());
        String weight = draft.value(TASKS, row.key(), "weight", WEIGHT);
        List<Problem> problems = new ArrayList<>();
        if (task.isEmpty()) {
            if (row.blank() && !unit.isEmpty()) {
                problems.add(new Problem("task", "选了单位，没有写任务。请写明任务，或者把单位清空。"));
            }
            return new Line(row, unit, task, weight, null, problems);
        }
        if (unit.isEmpty()) {
            problems.add(new Problem("unit", "这项任务没有单位，请选择由哪个直属单位承担。"));
        } else if (!known.contains(unit)) {
            problems.add(new Problem("unit", "所选的不是本地的直属单位，请重新选择。"));
        } else if (!seen.add(unit + "\n" + task)) {
            problems.add(new Problem("task", "该单位的这项任务前面已经有了，请删去一行。"));
        }
        Forms.tooLong(task, "task", OwnUnits.LONGEST_TASK).ifPresent(problems::add);
        BigDecimal read = weight(weight, problems);
        return new Line(row, unit, task, weight, problems.isEmpty() ? read : null, problems);
    }

    private static @Nullable BigDecimal weight(String typed, List<Problem> problems) {
        String text = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
        if (text.isEmpty()) {
            problems.add(new Problem("weight", "还没有填权重；一般填1，特别重要的填2。"));
            return null;
        }
        if (!text.matches("[-+]?\\d{1,6}(\\.\\d{1,6})?")) {
            problems.add(new Problem("weight", "“%s”不是权重，请填数字，例如 1 或 2。".formatted(text)));
            return null;
        }
        BigDecimal weight = new BigDecimal(text);
        if (weight.signum() <= 0
                || weight.compareTo(HEAVIEST) > 0
                || weight.stripTrailingZeros().scale() > 2) {
            problems.add(new Problem("weight", "权重应大于0、不超过100，最多两位小数，现在填的是%s。".formatted(text)));
            return null;
        }
        return weight;
    }

    private static String decision(Draft draft) {
        return draft.value(Forms.DECISION, Forms.DECISION, "decision", "");
    }

    private static String reason(Draft draft) {
        return draft.value(Forms.DECISION, Forms.DECISION, "reason", "");
    }

    @Override
    public FormContent content(TaskRef ref, Draft draft) {
        List<YearMemberUnit> units = years.memberUnits(ref.year(), ref.district());
        String decision = decision(draft);
        boolean assessing = decision.equals(ASSESS);
        List<Line> lines = lines(ref, units, draft);
        List<Line> given = lines.stream().filter(Line::given).toList();
        Set<String> busy = given.stream().map(Line::unit).collect(Collectors.toSet());
        List<Option> options =
                units.stream().map(unit -> new Option(unit.code(), unit.name())).toList();
        List<Problem> problems = new ArrayList<>();
        if (assessing && given.isEmpty()) {
            problems.add(new Problem("decision", "选了“考核”，还没有一项任务。请至少下达一项任务；本年度不考核的，请改选并写明理由。"));
        } else if (!assessing && !decision.equals(LEAVE_OUT)) {
            problems.add(new Problem("decision", "请选择本年度是否考核直属单位。"));
        }
        if (decision.equals(LEAVE_OUT)) {
            Forms.wrongText(reason(draft), "reason", "本年度不考核的，请写明理由，市健康丽水办会看到。", OwnUnits.LONGEST_REASON)
                    .ifPresent(problems::add);
        }
        return new FormContent(
                "选“考核”的，提交后各直属单位按任务自评打分，再由您考核、排名；选“不考核”的，本年度到此为止。考核结果只用于当地，市里能看到，不计入其他得分。",
                List.of("办法三"),
                idle(units, busy, assessing),
                List.of(
                        Forms.questions(
                                Forms.DECISION,
                                "是否考核",
                                List.of(
                                        Column.choice(
                                                "decision",
                                                "本年度直属单位",
                                                Width.M,
                                                List.of(
                                                        new Option(ASSESS, "考核：按下表下达任务"),
                                                        new Option(LEAVE_OUT, "本年度不考核"))),
                                        Column.input("reason", "不考核的理由", InputType.TEXT, Width.L)),
                                Map.of("decision", decision, "reason", reason(draft)),
                                problems),
                        Forms.table(
                                TASKS,
                                "直属单位任务",
                                "已按当地重点工作填好，没有的按对口市直单位的重点任务填（全市的总量目标不分给县里）。不要的任务，把任务内容清空；要加的填在最后的空行。",
                                List.of(
                                        Column.choice("unit", "直属单位", Width.M, options),
                                        Column.input("task", "任务", InputType.TEXT, Width.L),
                                        Column.input("weight", "权重", InputType.NUMBER, Width.S)
                                                .help("一般填1，特别重要的填2。")),
                                lines.stream().map(line -> row(line, assessing)).toList())),
                List.of(
                        new Fact("任务", given.size() + " 项"),
                        new Fact("单位", "%d/%d 个".formatted(busy.size(), units.size()))),
                List.of());
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

    private static Row row(Line line, boolean assessing) {
        return new Row(
                line.proposed().key(),
                false,
                Map.of("unit", line.unit(), "task", line.task(), "weight", line.typedWeight()),
                Map.of(),
                assessing ? line.problems() : List.of());
    }

    @Override
    public Map<String, Object> submit(TaskRef ref, Draft draft, Actor actor) {
        boolean assessing = decision(draft).equals(ASSESS);
        if (assessing) {
            List<YearMemberUnit> units = years.memberUnits(ref.year(), ref.district());
            Map<String, Integer> order = IntStream.range(0, units.size())
                    .boxed()
                    .collect(Collectors.toMap(i -> units.get(i).code(), Function.identity()));
            List<NewTask> tasks = lines(ref, units, draft).stream()
                    .filter(Line::given)
                    .map(line -> new NewTask(line.unit(), line.task(), Objects.requireNonNull(line.weight())))
                    .sorted(Comparator.comparing(task -> Objects.requireNonNull(order.get(task.unit()))))
                    .toList();
            ownUnits.give(ref.year(), ref.district(), tasks, actor);
        } else {
            ownUnits.leaveOut(ref.year(), ref.district(), reason(draft), actor);
        }
        return Map.of(Variables.ASSESS_OWN, assessing);
    }
}
