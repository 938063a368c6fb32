package cn.healthylishui.assessment.keywork.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.keywork.KeyTask.Seat;
import cn.healthylishui.assessment.keywork.KeyTasks;
import cn.healthylishui.assessment.keywork.Quarters;
import cn.healthylishui.assessment.keywork.UnitKeyTask;
import cn.healthylishui.assessment.keywork.WorkPlan;
import cn.healthylishui.assessment.keywork.WorkPlans;
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
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
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
class ConfirmTasksForm implements TaskForm {

    static final String TASKS = "tasks";
    static final String AGREE_ALL = "AGREE_ALL";
    static final String EACH = "EACH";
    static final String AGREE = "AGREE";
    static final String OBJECT = "OBJECT";

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

    private static String decision(Draft draft) {
        return draft.value(Forms.DECISION, Forms.DECISION, "decision", "");
    }

    private static String reply(Draft draft, UnitKeyTask one) {
        return decision(draft).equals(EACH)
                ? draft.value(TASKS, one.task().code(), "reply", AGREE)
                : decision(draft).equals(AGREE_ALL) ? AGREE : "";
    }

    private static String reason(Draft draft, UnitKeyTask one) {
        return draft.value(TASKS, one.task().code(), "reason", "");
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        WorkPlan plan = plan(task);
        List<UnitKeyTask> asked = asked(task);
        long objections =
                asked.stream().filter(one -> reply(draft, one).equals(OBJECT)).count();
        boolean decided = List.of(AGREE_ALL, EACH).contains(decision(draft));
        return new FormContent(
                "提交后，答复送市健康丽水办；同意的，审定下达后就是本单位的年度任务，有异议的由市健康丽水办研究。",
                List.of("办法二(三)"),
                notices(plan, asked),
                List.of(
                        Forms.questions(
                                Forms.DECISION,
                                "答复",
                                List.of(Column.choice(
                                        "decision",
                                        "本单位意见",
                                        Width.L,
                                        List.of(new Option(AGREE_ALL, "全部同意"), new Option(EACH, "逐项答复（有异议的写明理由）")))),
                                Map.of("decision", decision(draft)),
                                decided ? List.of() : List.of(new Problem("decision", "请选择全部同意或逐项答复。"))),
                        section(plan, asked, draft)),
                List.of(new Fact("任务", asked.size() + " 项"), new Fact("有异议", objections + " 项")),
                List.of());
    }

    private Section section(WorkPlan plan, List<UnitKeyTask> asked, Draft draft) {
        Map<Integer, String> names = new HashMap<>();
        groups.of(plan.year()).forEach(group -> names.put(group.number(), group.shortName()));
        return Forms.table(
                TASKS,
                "本单位承担的任务",
                null,
                List.of(
                        Column.label("name", "编号", Width.S),
                        Column.label("change", "变化", Width.S),
                        Column.label("body", "任务", Width.L),
                        Column.label("role", "责任", Width.M),
                        Column.label("targets", "量化目标", Width.M),
                        Column.label("milestones", "按季节点", Width.L),
                        Column.label("acceptance", "验收标准", Width.L),
                        Column.label("groups", "专项组", Width.M),
                        Column.choice(
                                "reply", "答复", Width.M, List.of(new Option(AGREE, "同意"), new Option(OBJECT, "有异议"))),
                        Column.input("reason", "异议理由", InputType.TEXT, Width.L)),
                asked.stream().map(one -> row(one, names, draft)).toList());
    }

    private static Row row(UnitKeyTask one, Map<Integer, String> groupNames, Draft draft) {
        Seat seat = one.seat();
        List<Problem> problems = new ArrayList<>();
        String reply = reply(draft, one);
        if (reply.equals(OBJECT)) {
            Forms.wrongText(reason(draft, one), "reason", "请写明异议理由，如职责不符、时限太紧，应由哪家单位承担。", WorkPlans.LONGEST_REASON)
                    .ifPresent(problems::add);
        } else if (decision(draft).equals(EACH) && !reply.equals(AGREE)) {
            problems.add(new Problem("reply", "请选择同意或有异议。"));
        }
        Map<String, String> values = new HashMap<>();
        values.put("name", one.task().code());
        values.put("change", one.task().change().label());
        values.put("body", one.task().body());
        values.put("role", seat.lead() ? "牵头" : one.task().responsible());
        values.put("targets", one.task().targetsInWords());
        values.put(
                "milestones",
                seat.milestones().entrySet().stream()
                        .map(entry -> Quarters.label(entry.getKey()) + "：" + entry.getValue())
                        .collect(Collectors.joining("；")));
        values.put("acceptance", seat.acceptance());
        values.put(
                "groups",
                one.task().groupNumbers().stream()
                        .map(number -> groupNames.getOrDefault(number, "第%d组".formatted(number)))
                        .collect(Collectors.joining("、")));
        values.put("reply", reply);
        values.put("reason", reason(draft, one));
        return new Row(one.task().code(), !decision(draft).equals(EACH), values, Map.of(), problems);
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
        asked(task)
                .forEach(one -> objections.put(
                        one.task().id(),
                        reply(draft, one).equals(OBJECT) ? Optional.of(reason(draft, one)) : Optional.empty()));
        plans.reply(task.id(Variables.PLAN), task.unit(), objections, actor);
        return Map.of();
    }
}
