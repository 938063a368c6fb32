package cn.healthylishui.assessment.year.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.DeadlineKind;
import cn.healthylishui.assessment.year.Deadlines;
import cn.healthylishui.assessment.year.Extension;
import cn.healthylishui.assessment.year.Extensions;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 审批延期: the city office agrees, to the date asked for or another, or does not. */
@Component
class DecideExtensionForm implements TaskForm {

    private static final Option GRANT = new Option("GRANT", "同意");
    private static final Option REFUSE = new Option("REFUSE", "不同意");
    private static final Field<Option> DECISION =
            Field.choice("decision", "审批意见", M, GRANT, REFUSE).required("请选择同意或不同意。");
    private static final Field<LocalDate> DATE =
            Field.date("date", "延到", M).required("请填写日期。").help("同意时填写；可以与希望的日期不同。");
    private static final Field<String> REASON =
            Field.longText("reason", "理由", L, Extensions::wrongReason).help("不同意的，必须写明理由。");

    private final Extensions extensions;
    private final Deadlines deadlines;
    private final Organization organization;

    DecideExtensionForm(Extensions extensions, Deadlines deadlines, Organization organization) {
        this.extensions = extensions;
        this.deadlines = deadlines;
        this.organization = organization;
    }

    @Override
    public String taskKey() {
        return "taskDecideExtension";
    }

    @Override
    public void require(TaskRef task) {
        extensions.require(id(task), Extension.State.APPLIED);
    }

    private static long id(TaskRef task) {
        return task.id(Variables.EXTENSION);
    }

    private Filled<Extension> read(Extension extension, Draft draft) {
        return Table.<Extension>questions(Forms.DECISION, "审批")
                .asks(DECISION)
                .asks(
                        DATE.checked(day ->
                                extensions.wrongDate(extension.year(), extension.kind(), extension.office(), day)),
                        any -> DATE.written(extension.dueOn()))
                .asks(REASON)
                .askedWhere(DATE, (any, typed) -> typed.is(DECISION, GRANT))
                .requiredWhere(REASON, (any, typed) -> typed.is(DECISION, REFUSE))
                .read(extension, draft);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Extension extension = extensions.get(id(task));
        Filled<Extension> decision = read(extension, draft);
        return FormContent.of("同意的，该单位按这个期限办理的任务改到新的期限；不同意的，期限不变。审批意见记入操作日志。")
                .notices(warnings(extension, decision.only()))
                .part(application(extension))
                .part(decision);
    }

    private Section application(Extension extension) {
        return Table.<Extension>questions("application", "延期申请")
                .shows("office", "申请单位", M, one -> organization.officeName(one.office()))
                .shows("year", "考核年度", S, one -> one.year() + "年度")
                .shows("kind", "期限", M, one -> one.kind().label())
                .shows(
                        "due",
                        "现在的期限",
                        M,
                        one -> WorkingDays.dateText(deadlines.due(one.year(), one.kind(), one.office())))
                .shows("wanted", "希望延到", M, one -> WorkingDays.dateText(one.dueOn()))
                .shows("reason", "延期理由", L, Extension::reason)
                .section(extension);
    }

    /** A date that leaves the following step no time is allowed, but not by oversight; it is told before anything is decided. */
    private List<Notice> warnings(Extension extension, Line<Extension> decision) {
        LocalDate date = DATE.read(decision.text(DATE)).value();
        if (date == null || decision.is(DECISION, REFUSE)) {
            return List.of();
        }
        Map<DeadlineKind, LocalDate> all = deadlines.all(extension.year());
        return Arrays.stream(DeadlineKind.values())
                .filter(next -> next.needs().contains(extension.kind()))
                .filter(next -> !date.isBefore(all.getOrDefault(next, LocalDate.MAX)))
                .map(next -> new Notice(
                        Level.WARNING,
                        "延到这一天，不早于下一步“%s”的期限%s，请考虑对全市进度的影响。"
                                .formatted(next.label(), WorkingDays.dateText(all.getOrDefault(next, date)))))
                .toList();
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Line<Extension> decision = read(extensions.get(id(task)), draft).only();
        boolean granted = decision.is(DECISION, GRANT);
        extensions.decide(id(task), granted, decision.find(DATE).orElse(null), decision.text(REASON), actor);
        return Map.of(Variables.GRANTED, granted);
    }
}
