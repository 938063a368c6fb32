package cn.healthylishui.assessment.workplan.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.districtwork.DistrictWork;
import cn.healthylishui.assessment.districtwork.DistrictWork.Kind;
import cn.healthylishui.assessment.districtwork.DistrictWork.Mechanism;
import cn.healthylishui.assessment.keywork.KeyTask;
import cn.healthylishui.assessment.keywork.KeyTasks;
import cn.healthylishui.assessment.keywork.WorkPlan;
import cn.healthylishui.assessment.keywork.WorkPlans;
import cn.healthylishui.assessment.keywork.WorkPlans.Reply;
import cn.healthylishui.assessment.keywork.WorkPlans.SeatId;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.taskform.Typed;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** 审定年度重点工作: the city office reads the replies, answers what it does not follow, and issues the batch or sends it back. */
@Component
public class ApprovePlanForm implements TaskForm {

    private static final int LONGEST_COMMENT = 2000;

    public static final Option APPROVED = new Option("APPROVED", "审定下达");
    public static final Option RETURNED = new Option("RETURNED", "退回修改");
    /** The year was frozen meanwhile: the batch comes to nothing. */
    private static final Option VOID = new Option("VOID", "作废本批");

    public static final Field<Option> DECISION =
            Field.choice("decision", "意见", M, APPROVED, RETURNED, VOID).required("请选择审定意见。");
    public static final Field<String> COMMENT = Field.longText("comment", "具体意见", L, LONGEST_COMMENT);

    public static final String OBJECTIONS = "objections";
    private static final Field<String> ANSWER = Field.text("answer", "不采纳的理由", L, LONGEST_COMMENT);
    private static final Field<Boolean> BACK = Field.tick("back", "退回", S, "退回");
    private static final Field<String> REASON = Field.text("reason", "退回理由", L, LONGEST_COMMENT);

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

    private record Objection(KeyTask task, Reply reply) {

        String key() {
            return task.code() + "-" + reply.unit();
        }

        SeatId seat() {
            return new SeatId(reply.task(), reply.unit());
        }
    }

    private record Parts(
            WorkPlan plan,
            Filled<Objection> objections,
            Filled<KeyTask> tasks,
            Filled<Mechanism> districts,
            Filled<TaskRef> decision) {}

    @Override
    public String taskKey() {
        return "taskApprovePlan";
    }

    @Override
    public void require(TaskRef task) {
        plans.requireReplies(task.id(Variables.PLAN));
        districtWork.requireSet(plans.get(task.id(Variables.PLAN)));
    }

    private Parts read(TaskRef task, Draft draft) {
        WorkPlan plan = plans.get(task.id(Variables.PLAN));
        Optional<String> closed = plans.closed(plan.year());
        Table<TaskRef> questions = questions(closed);
        Optional<Option> decision = questions.read(task, draft).only().find(DECISION);
        Filled<Objection> objections = objections(plan, decision, draft);
        Filled<KeyTask> batch = batch(plan, draft);
        Filled<Mechanism> districts = districts(plan, decision, draft);
        boolean ticked = Stream.concat(batch.stream(), districts.stream()).anyMatch(line -> line.get(BACK));
        return new Parts(
                plan,
                objections,
                batch,
                districts,
                questions
                        .rule((one, typed) -> returnsNothing(typed, ticked || !objections.isEmpty()))
                        .rule((one, typed) -> approvesWhatIsTicked(typed, ticked))
                        .read(task, draft));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Parts parts = read(task, draft);
        return FormContent.of("选“审定下达”后，任务正式下达到各单位，按季填报进展；选“退回修改”的，重新分解后只请有关单位再次确认。", "办法二(三)", "意见四(四)", "办法三")
                .inform(parts.plan().shownTitle())
                .notices(plans.closed(parts.plan().year()).stream()
                        .map(message -> new Notice(Level.WARNING, message + "本批只能作废。"))
                        .toList())
                .partUnlessEmpty(parts.objections())
                .part(parts.tasks())
                .partUnlessEmpty(parts.districts())
                .partUnlessEmpty(mechanisms(parts))
                .part(parts.decision())
                .fact("任务", parts.tasks().size() + " 项")
                .fact("异议", parts.objections().size() + " 条")
                .fact("县（市、区）和开发区", parts.districts().size() + " 个");
    }

    private Filled<Objection> objections(WorkPlan plan, Optional<Option> decision, Draft draft) {
        Map<Long, KeyTask> byId =
                tasks.ofPlan(plan.id()).stream().collect(Collectors.toMap(KeyTask::id, Function.identity()));
        boolean issued = decision.filter(APPROVED::equals).isPresent();
        return Table.of(OBJECTIONS, "有异议的任务", Objection::key)
                .hint("审定下达的，请逐条写明不采纳的理由；采纳的，请退回修改。")
                .shows("name", "任务", L, one -> one.task().title())
                .shows(
                        "unit",
                        "单位",
                        M,
                        one -> roster.objectName(plan.year(), one.reply().unit()))
                .shows(
                        "reason",
                        "异议理由",
                        L,
                        one -> Objects.requireNonNullElse(one.reply().reason(), ""))
                .asks(issued ? ANSWER.required("请写明不采纳的理由，该单位会看到；采纳的请选“退回修改”。") : ANSWER)
                .read(
                        plans.objections(plan.id()).stream()
                                .map(reply -> new Objection(Objects.requireNonNull(byId.get(reply.task())), reply))
                                .toList(),
                        draft);
    }

    private Filled<KeyTask> batch(WorkPlan plan, Draft draft) {
        List<Reply> replies = plans.replies(plan.id());
        return Table.of("tasks", "本批任务", KeyTask::code)
                .hint("退回修改的，勾选要重新分解的任务；有异议的不用再勾。")
                .shows("name", "编号", S, KeyTask::code)
                .shows("change", "变化", S, task -> task.change().label())
                .shows("body", "任务", L, KeyTask::body)
                .shows("responsible", "责任单位", L, KeyTask::responsible)
                .shows("targets", "量化目标", M, KeyTask::targetsInWords)
                .shows("replies", "答复", M, task -> replies(task, replies))
                .asks(BACK)
                .read(tasks.ofPlan(plan.id()), draft);
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

    private Filled<Mechanism> districts(WorkPlan plan, Optional<Option> decision, Draft draft) {
        int year = plan.year();
        boolean returned = decision.filter(RETURNED::equals).isPresent();
        return Table.of("districts", "县（市、区）和开发区重点工作", Mechanism::district)
                .shows("name", "县（市、区）和开发区", M, one -> roster.objectName(year, one.district()))
                .shows("works", "年度重点工作", L, one -> words(year, one, Kind.WORK))
                .shows("indicators", "关键性指标", L, one -> words(year, one, Kind.INDICATOR))
                .asks(BACK)
                .asks(REASON)
                .requiredWhere(REASON, (one, typed) -> returned && typed.get(BACK), "请写明退回理由，对方会看到。")
                .read(
                        districtWork.mechanisms(year).stream()
                                .filter(one -> one.plan() == plan.id() && one.approvedAt() == null)
                                .toList(),
                        draft);
    }

    private Filled<Mechanism> mechanisms(Parts parts) {
        return Table.of("mechanisms", "组织协调机制", Mechanism::district)
                .shows(
                        "name",
                        "县（市、区）和开发区",
                        M,
                        one -> roster.objectName(parts.plan().year(), one.district()))
                .shows("mechanism", "机制", L, Mechanism::text)
                .showsFiles("files", "文件", M, Mechanism::evidence)
                .read(parts.districts().stream().map(Line::item).toList(), Draft.EMPTY);
    }

    private String words(int year, Mechanism district, Kind kind) {
        return districtWork.of(year, district.district()).stream()
                .filter(work -> work.kind() == kind)
                .map(work -> "%s：%s%s"
                        .formatted(work.title(), work.target(), Objects.requireNonNullElse(work.unitOfMeasure(), "")))
                .collect(Collectors.joining("；"));
    }

    private static Table<TaskRef> questions(Optional<String> closed) {
        return Table.<TaskRef>questions(Forms.DECISION, "审定意见")
                .asks(closed.map(message -> DECISION.offering(List.of(VOID)).required(message))
                        .orElse(DECISION.offering(List.of(APPROVED, RETURNED))))
                .asks(COMMENT)
                .requiredWhere(
                        COMMENT,
                        (task, typed) -> typed.is(DECISION, RETURNED) || typed.is(DECISION, VOID),
                        "请写明理由，有关单位会看到。");
    }

    private static Optional<Problem> returnsNothing(Typed typed, boolean anything) {
        return typed.is(DECISION, RETURNED) && !anything
                ? Optional.of(DECISION.problem("请在上面勾选要退回的任务，或要退回的县（市、区）、开发区。"))
                : Optional.empty();
    }

    private static Optional<Problem> approvesWhatIsTicked(Typed typed, boolean ticked) {
        return typed.is(DECISION, APPROVED) && ticked
                ? Optional.of(DECISION.problem("上面勾选了退回，请选“退回修改”，或取消勾选。"))
                : Optional.empty();
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Parts parts = read(task, draft);
        long plan = parts.plan().id();
        Option decision = parts.decision().only().get(DECISION);
        String comment = parts.decision().only().text(COMMENT);
        if (decision.equals(APPROVED)) {
            plans.approve(
                    plan,
                    parts.objections().stream()
                            .collect(Collectors.toMap(line -> line.item().seat(), line -> line.get(ANSWER))),
                    comment,
                    actor);
        } else if (decision.equals(RETURNED)) {
            sendBack(parts, comment, actor);
        } else {
            plans.discard(plan, comment, actor);
        }
        return Map.of(Variables.RULING, decision.value());
    }

    private void sendBack(Parts parts, String comment, Actor actor) {
        plans.sendBack(
                parts.plan().id(),
                parts.tasks().stream()
                        .filter(line -> line.get(BACK))
                        .map(line -> line.item().id())
                        .collect(Collectors.toSet()),
                comment,
                actor);
        WorkPlan next = plans.get(parts.plan().id());
        parts.districts().stream()
                .filter(line -> line.get(BACK))
                .forEach(line ->
                        districtWork.sendBack(next, line.item().district(), next.round(), line.get(REASON), actor));
    }
}
