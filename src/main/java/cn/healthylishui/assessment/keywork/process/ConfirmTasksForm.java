package cn.healthylishui.assessment.keywork.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.keywork.KeyTask.Seat;
import cn.healthylishui.assessment.keywork.KeyTasks;
import cn.healthylishui.assessment.keywork.Quarters;
import cn.healthylishui.assessment.keywork.UnitKeyTask;
import cn.healthylishui.assessment.keywork.WorkPlan;
import cn.healthylishui.assessment.keywork.WorkPlans;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.YearGroups;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** 确认承担的任务: a unit agrees to what it is to do, or objects with reasons. */
@Component
public class ConfirmTasksForm implements TaskForm {

    public static final String TASKS = "tasks";

    public static final Option AGREE_ALL = new Option("AGREE_ALL", "全部同意");
    public static final Option EACH = new Option("EACH", "逐项答复（有异议的写明理由）");
    public static final Field<Option> DECISION =
            Field.choice("decision", "本单位意见", L, AGREE_ALL, EACH).required("请选择全部同意或逐项答复。");

    private static final Option AGREE = new Option("AGREE", "同意");
    public static final Option OBJECT = new Option("OBJECT", "有异议");
    public static final Field<Option> REPLY =
            Field.choice("reply", "答复", M, AGREE, OBJECT).required("请选择同意或有异议。");
    public static final Field<String> REASON = Field.text("reason", "异议理由", L, WorkPlans.LONGEST_REASON);

    private static final Table<TaskRef> QUESTIONS =
            Table.<TaskRef>questions(Forms.DECISION, "答复").asks(DECISION);

    private final WorkPlans plans;
    private final KeyTasks tasks;
    private final YearGroups groups;

    ConfirmTasksForm(WorkPlans plans, KeyTasks tasks, YearGroups groups) {
        this.plans = plans;
        this.tasks = tasks;
        this.groups = groups;
    }

    @Override
    public String taskKey() {
        return "taskConfirmTasks";
    }

    @Override
    public void require(TaskRef task) {
        plans.requireToReply(task.id(Variables.PLAN), task.unit());
    }

    private List<UnitKeyTask> asked(TaskRef task) {
        WorkPlan plan = plan(task);
        return tasks.ofPlan(plan.id()).stream()
                .flatMap(one -> one.seat(task.unit()).stream().map(seat -> new UnitKeyTask(one, seat)))
                .filter(one -> one.seat().round() == plan.round())
                .toList();
    }

    private WorkPlan plan(TaskRef task) {
        return plans.get(task.id(Variables.PLAN));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        WorkPlan plan = plan(task);
        Filled<TaskRef> decision = QUESTIONS.read(task, draft);
        Filled<UnitKeyTask> replies = replies(task, draft);
        long objections =
                replies.stream().filter(line -> line.is(REPLY, OBJECT)).count();
        return FormContent.of("提交后，答复送市健康丽水办；同意的，审定下达后就是本单位的年度任务，有异议的由市健康丽水办研究。", "办法二(三)")
                .notices(notices(plan, asked(task)))
                .part(decision)
                .part(replies)
                .fact("任务", replies.size() + " 项")
                .fact("有异议", objections + " 项");
    }

    private Filled<UnitKeyTask> replies(TaskRef task, Draft draft) {
        Optional<Option> decision = QUESTIONS.read(task, draft).only().find(DECISION);
        boolean each = decision.filter(EACH::equals).isPresent();
        Map<Integer, String> names = new HashMap<>();
        groups.of(plan(task).year()).forEach(group -> names.put(group.number(), group.shortName()));
        return Table.<UnitKeyTask>of(TASKS, "本单位承担的任务", one -> one.task().code())
                .shows("name", "编号", S, one -> one.task().code())
                .shows("change", "变化", S, one -> one.task().change().label())
                .shows("body", "任务", L, one -> one.task().body())
                .shows(
                        "role",
                        "责任",
                        M,
                        one -> one.seat().lead() ? "牵头" : one.task().responsible())
                .shows("targets", "量化目标", M, one -> one.task().targetsInWords())
                .shows("milestones", "按季节点", L, one -> milestones(one.seat()))
                .shows("acceptance", "验收标准", L, one -> one.seat().acceptance())
                .shows("groups", "专项组", M, one -> one.task().groupNumbers().stream()
                        .map(number -> names.getOrDefault(number, "第%d组".formatted(number)))
                        .collect(Collectors.joining("、")))
                .asks(REPLY, one -> REPLY.written(decision.map(any -> AGREE)))
                .asks(REASON)
                .requiredWhere(REASON, (one, typed) -> typed.is(REPLY, OBJECT), "请写明异议理由，如职责不符、时限太紧，应由哪家单位承担。")
                .lockedWhere(one -> !each)
                .read(asked(task), draft);
    }

    private static String milestones(Seat seat) {
        return seat.milestones().entrySet().stream()
                .map(entry -> Quarters.label(entry.getKey()) + "：" + entry.getValue())
                .collect(Collectors.joining("；"));
    }

    private static List<Notice> notices(WorkPlan plan, List<UnitKeyTask> asked) {
        List<Notice> notices = new ArrayList<>();
        notices.add(new Notice(Level.INFO, plan.shownTitle()));
        if (plan.round() > 1) {
            notices.add(new Notice(Level.INFO, "下列任务经修改后重新征求意见：" + Objects.requireNonNullElse(plan.comment(), "")));
        }
        asked.stream()
                .filter(one -> one.task().reason() != null)
                .map(one -> new Notice(
                        Level.INFO,
                        "%s%s，理由：%s"
                                .formatted(
                                        one.task().change().label(),
                                        one.task().title(),
                                        one.task().reason())))
                .forEach(notices::add);
        long expanded = asked.stream().filter(one -> one.seat().toConfirm()).count();
        if (expanded > 0) {
            notices.add(new Notice(Level.INFO, "有%d项是按“其他成员单位”展开到本单位的，名单待确认；不应由本单位承担的，请提出异议。".formatted(expanded)));
        }
        return notices;
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Map<Long, Optional<String>> objections = new LinkedHashMap<>();
        replies(task, draft).stream()
                .forEach(line -> objections.put(
                        line.item().task().id(),
                        line.is(REPLY, OBJECT) ? Optional.of(line.get(REASON)) : Optional.empty()));
        plans.reply(task.id(Variables.PLAN), task.unit(), objections, actor);
        return Map.of();
    }
}
