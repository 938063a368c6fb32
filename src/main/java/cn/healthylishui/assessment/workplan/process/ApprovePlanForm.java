package cn.healthylishui.assessment.workplan.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.districtwork.DistrictWork;
import cn.healthylishui.assessment.districtwork.DistrictWork.Kind;
import cn.healthylishui.assessment.districtwork.DistrictWork.Mechanism;
import cn.healthylishui.assessment.districtwork.DistrictWork.Work;
import cn.healthylishui.assessment.keywork.KeyTask;
import cn.healthylishui.assessment.keywork.KeyTasks;
import cn.healthylishui.assessment.keywork.WorkPlan;
import cn.healthylishui.assessment.keywork.WorkPlans;
import cn.healthylishui.assessment.keywork.WorkPlans.Reply;
import cn.healthylishui.assessment.keywork.WorkPlans.SeatId;
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
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** 审定年度重点工作: the city office reads the replies, answers what it does not follow, and issues the batch or sends it back. */
@Component
class ApprovePlanForm implements TaskForm {

    static final String TASKS = "tasks";
    static final String OBJECTIONS = "objections";
    static final String DISTRICTS = "districts";
    static final String BACK = "back";
    static final String YES = "1";

    static final String APPROVED = "APPROVED";
    static final String RETURNED = "RETURNED";
    /** The year was frozen meanwhile: the batch comes to nothing. */
    static final String VOID = "VOID";

    private static final int LONGEST_COMMENT = 2000;

    private final WorkPlans plans;
    private final KeyTasks tasks;
    private final DistrictWork districtWork;
    private final YearRoster roster;

    ApprovePlanForm(WorkPlans plans, KeyTasks tasks, DistrictWork districtWork, YearRoster roster) {
        this.plans = plans;
        this.tasks = tasks;
        this.districtWork = districtWork;
        this.roster = roster;
    }

    private record Typed(
            WorkPlan plan,
            Optional<String> closed,
            List<KeyTask> content,
            List<Reply> replies,
            List<Reply> objections,
            List<Mechanism> districts,
            String decision,
            String comment,
            Map<SeatId, String> answers,
            Set<Long> backTasks,
            Map<String, String> backDistricts) {

        boolean returns() {
            return decision.equals(RETURNED);
        }
    }

    @Override
    public String taskKey() {
        return "taskApprovePlan";
    }

    @Override
    public void require(TaskRef task) {
        plans.requireReplies(task.id(Variables.PLAN));
        districtWork.requireSet(plans.get(task.id(Variables.PLAN)));
    }

    private static String key(KeyTask task, Reply reply) {
        return task.code() + "-" + reply.unit();
    }

    private Typed read(TaskRef task, Draft draft) {
        WorkPlan plan = plans.get(task.id(Variables.PLAN));
        List<KeyTask> content = tasks.ofPlan(plan.id());
        Map<Long, KeyTask> byId = new HashMap<>();
        content.forEach(one -> byId.put(one.id(), one));
        List<Reply> objections = plans.objections(plan.id());
        Map<SeatId, String> answers = new LinkedHashMap<>();
        objections.forEach(reply -> answers.put(
                new SeatId(reply.task(), reply.unit()),
                draft.value(OBJECTIONS, key(Objects.requireNonNull(byId.get(reply.task())), reply), "answer", "")));
        Set<Long> backTasks = new HashSet<>();
        content.stream()
                .filter(one -> draft.value(TASKS, one.code(), BACK, "").equals(YES))
                .forEach(one -> backTasks.add(one.id()));
        List<Mechanism> districts = districtWork.mechanisms(plan.year()).stream()
                .filter(one -> one.plan() == plan.id() && one.approvedAt() == null)
                .toList();
        Map<String, String> backDistricts = new LinkedHashMap<>();
        districts.stream()
                .filter(one -> draft.value(DISTRICTS, one.district(), BACK, "").equals(YES))
                .forEach(
                        one -> backDistricts.put(one.district(), draft.value(DISTRICTS, one.district(), "reason", "")));
        return new Typed(
                plan,
                plans.closed(plan.year()),
                content,
                plans.replies(plan.id()),
                objections,
                districts,
                draft.value(Forms.DECISION, Forms.DECISION, "decision", ""),
                draft.value(Forms.DECISION, Forms.DECISION, "comment", ""),
                answers,
                backTasks,
                backDistricts);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Typed typed = read(task, draft);
        List<Section> sections = new ArrayList<>();
        if (!typed.objections().isEmpty()) {
            sections.add(objections(typed));
        }
        sections.add(tasks(typed));
        if (!typed.districts().isEmpty()) {
            sections.add(districts(typed, draft));
            sections.add(mechanisms(typed));
        }
        sections.add(decision(typed));
        return new FormContent(
                "选“审定下达”后，任务正式下达到各单位，按季填报进展；选“退回修改”的，重新分解后只请有关单位再次确认。",
                List.of("办法二(三)", "意见四(四)", "办法三"),
                notices(typed),
                sections,
                List.of(
                        new Fact("任务", typed.content().size() + " 项"),
                        new Fact("异议", typed.objections().size() + " 条"),
                        new Fact("县（市、区）和开发区", typed.districts().size() + " 个")),
                List.of());
    }

    private List<Notice> notices(Typed typed) {
        List<Notice> notices = new ArrayList<>();
        notices.add(new Notice(Level.INFO, typed.plan().shownTitle()));
        typed.closed().ifPresent(message -> notices.add(new Notice(Level.WARNING, message + "本批只能作废。")));
        return notices;
    }

    private Section objections(Typed typed) {
        Map<Long, KeyTask> byId = new HashMap<>();
        typed.content().forEach(one -> byId.put(one.id(), one));
        return Forms.table(
                OBJECTIONS,
                "有异议的任务",
                "审定下达的，请逐条写明不采纳的理由；采纳的，请退回修改。",
                List.of(
                        Column.label("name", "任务", Width.L),
                        Column.label("unit", "单位", Width.M),
                        Column.label("reason", "异议理由", Width.L),
                        Column.input("answer", "不采纳的理由", InputType.TEXT, Width.L)),
                typed.objections().stream()
                        .map(reply -> {
                            KeyTask task = Objects.requireNonNull(byId.get(reply.task()));
                            String answer = typed.answers().getOrDefault(new SeatId(reply.task(), reply.unit()), "");
                            List<Problem> problems = typed.decision().equals(APPROVED)
                                    ? Forms.wrongText(
                                                    answer, "answer", "请写明不采纳的理由，该单位会看到；采纳的请选“退回修改”。", LONGEST_COMMENT)
                                            .stream()
                                            .toList()
                                    : Forms.tooLong(answer, "answer", LONGEST_COMMENT).stream()
                                            .toList();
                            return new Row(
                                    key(task, reply),
                                    false,
                                    Map.of(
                                            "name", task.title(),
                                            "unit",
                                                    roster.objectName(
                                                            typed.plan().year(), reply.unit()),
                                            "reason", Objects.requireNonNullElse(reply.reason(), ""),
                                            "answer", answer),
                                    Map.of(),
                                    problems);
                        })
                        .toList());
    }

    private static Section tasks(Typed typed) {
        return Forms.table(
                TASKS,
                "本批任务",
                "退回修改的，勾选要重新分解的任务；有异议的不用再勾。",
                List.of(
                        Column.label("name", "编号", Width.S),
                        Column.label("change", "变化", Width.S),
                        Column.label("body", "任务", Width.L),
                        Column.label("responsible", "责任单位", Width.L),
                        Column.label("targets", "量化目标", Width.M),
                        Column.label("replies", "答复", Width.M),
                        Column.checks(BACK, "退回", Width.S, List.of(new Option(YES, "退回")))),
                typed.content().stream()
                        .map(task -> new Row(
                                task.code(),
                                false,
                                Map.of(
                                        "name",
                                        task.code(),
                                        "change",
                                        task.change().label(),
                                        "body",
                                        task.body(),
                                        "responsible",
                                        task.responsible(),
                                        "targets",
                                        task.targetsInWords(),
                                        "replies",
                                        replies(task, typed.replies()),
                                        BACK,
                                        typed.backTasks().contains(task.id()) ? YES : ""),
                                Map.of(),
                                List.of()))
                        .toList());
    }

    /** By the last word of each unit. */
    private static String replies(KeyTask task, List<Reply> all) {
        Map<String, Boolean> last = new HashMap<>();
        all.stream()
                .filter(reply -> reply.task() == task.id())
                .forEach(reply -> last.put(reply.unit(), reply.agrees()));
        long agreed = last.values().stream().filter(agrees -> agrees).count();
        long objected = last.size() - agreed;
        return "同意%d家".formatted(agreed) + (objected == 0 ? "" : "，有异议%d家".formatted(objected));
    }

    private Section districts(Typed typed, Draft draft) {
        int year = typed.plan().year();
        return Forms.table(
                DISTRICTS,
                "县（市、区）和开发区重点工作",
                null,
                List.of(
                        Column.label("name", "县（市、区）和开发区", Width.M),
                        Column.label("works", "年度重点工作", Width.L),
                        Column.label("indicators", "关键性指标", Width.L),
                        Column.checks(BACK, "退回", Width.S, List.of(new Option(YES, "退回"))),
                        Column.input("reason", "退回理由", InputType.TEXT, Width.L)),
                typed.districts().stream()
                        .map(one -> {
                            List<Work> works = districtWork.of(year, one.district());
                            String reason = draft.value(DISTRICTS, one.district(), "reason", "");
                            boolean back = typed.backDistricts().containsKey(one.district());
                            List<Problem> problems = typed.returns() && back
                                    ? Forms.wrongText(reason, "reason", "请写明退回理由，对方会看到。", LONGEST_COMMENT).stream()
                                            .toList()
                                    : Forms.tooLong(reason, "reason", LONGEST_COMMENT).stream()
                                            .toList();
                            return new Row(
                                    one.district(),
                                    false,
                                    Map.of(
                                            "name",
                                            roster.objectName(year, one.district()),
                                            "works",
                                            words(works, Kind.WORK),
                                            "indicators",
                                            words(works, Kind.INDICATOR),
                                            "mechanism",
                                            one.text(),
                                            BACK,
                                            back ? YES : "",
                                            "reason",
                                            reason),
                                    Map.of(),
                                    problems);
                        })
                        .toList());
    }

    private Section mechanisms(Typed typed) {
        return Forms.table(
                "mechanisms",
                "组织协调机制",
                null,
                List.of(
                        Column.label("name", "县（市、区）和开发区", Width.M),
                        Column.label("mechanism", "机制", Width.L),
                        Column.input("files", "文件", InputType.FILES, Width.M)),
                typed.districts().stream()
                        .map(one -> Forms.readOnly(
                                one.district(),
                                Map.of(
                                        "name",
                                        roster.objectName(typed.plan().year(), one.district()),
                                        "mechanism",
                                        one.text(),
                                        "files",
                                        String.join(",", one.evidence()))))
                        .toList());
    }

    private static String words(List<Work> works, Kind kind) {
        return works.stream()
                .filter(work -> work.kind() == kind)
                .map(work -> "%s：%s%s"
                        .formatted(work.title(), work.target(), Objects.requireNonNullElse(work.unitOfMeasure(), "")))
                .collect(Collectors.joining("；"));
    }

    private static Section decision(Typed typed) {
        List<Option> options = typed.closed().isPresent()
                ? List.of(new Option(VOID, "作废本批"))
                : List.of(new Option(APPROVED, "审定下达"), new Option(RETURNED, "退回修改"));
        List<Problem> problems = new ArrayList<>();
        if (options.stream().noneMatch(option -> option.value().equals(typed.decision()))) {
            problems.add(new Problem("decision", typed.closed().orElse("请选择审定意见。")));
        }
        if (typed.returns() || typed.decision().equals(VOID)) {
            Forms.wrongText(typed.comment(), "comment", "请写明理由，有关单位会看到。", LONGEST_COMMENT)
                    .ifPresent(problems::add);
        } else {
            Forms.tooLong(typed.comment(), "comment", LONGEST_COMMENT).ifPresent(problems::add);
        }
        boolean nothingBack = typed.backTasks().isEmpty()
                && typed.objections().isEmpty()
                && typed.backDistricts().isEmpty();
        if (typed.returns() && nothingBack) {
            problems.add(new Problem("decision", "请在上面勾选要退回的任务，或要退回的县（市、区）、开发区。"));
        }
        if (typed.decision().equals(APPROVED)
                && !(typed.backTasks().isEmpty() && typed.backDistricts().isEmpty())) {
            problems.add(new Problem("decision", "上面勾选了退回，请选“退回修改”，或取消勾选。"));
        }
        return Forms.questions(
                Forms.DECISION,
                "审定意见",
                List.of(
                        Column.choice("decision", "意见", Width.M, options),
                        Column.input("comment", "具体意见", InputType.LONG_TEXT, Width.L)),
                Map.of("decision", typed.decision(), "comment", typed.comment()),
                problems);
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Typed typed = read(task, draft);
        long plan = typed.plan().id();
        switch (typed.decision()) {
            case APPROVED -> plans.approve(plan, typed.answers(), typed.comment(), actor);
            case RETURNED -> {
                plans.sendBack(plan, typed.backTasks(), typed.comment(), actor);
                WorkPlan next = plans.get(plan);
                typed.backDistricts()
                        .forEach((district, reason) ->
                                districtWork.sendBack(next, district, next.round(), reason, actor));
            }
            default -> plans.discard(plan, typed.comment(), actor);
        }
        return Map.of(Variables.RULING, typed.decision());
    }
}
