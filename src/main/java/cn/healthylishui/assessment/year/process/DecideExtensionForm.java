package cn.healthylishui.assessment.year.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Layout;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.taskform.TypedDate;
import cn.healthylishui.assessment.year.DeadlineKind;
import cn.healthylishui.assessment.year.Deadlines;
import cn.healthylishui.assessment.year.Extension;
import cn.healthylishui.assessment.year.Extensions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 审批延期: the city office agrees, to the date asked for or another, or does not. */
@Component
class DecideExtensionForm implements TaskForm {

    static final String SECTION = "decision";
    static final String ROW = "decision";
    static final String DECISION = "decision";
    static final String GRANT = "GRANT";
    static final String REFUSE = "REFUSE";
    static final String DATE = "date";
    static final String REASON = "reason";

    private final Extensions extensions;
    private final Deadlines deadlines;
    private final Organization organization;

    DecideExtensionForm(Extensions extensions, Deadlines deadlines, Organization organization) {
        this.extensions = extensions;
        this.deadlines = deadlines;
        this.organization = organization;
    }

    /** What was typed, read as far as it can be. */
    private record Typed(
            String decision, String dateText, @Nullable LocalDate date, String reason) {
        boolean grants() {
            return decision.equals(GRANT);
        }
    }

    @Override
    public String taskKey() {
        return "taskDecideExtension";
    }

    @Override
    public void require(TaskRef task) {
        extensions.require(id(task), Extension.State.APPLIED);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Extension extension = extensions.get(id(task));
        Typed typed = read(extension, draft);
        return new FormContent(
                "同意的，该单位按这个期限办理的任务改到新的期限；不同意的，期限不变。审批意见记入操作日志。",
                List.of(),
                notices(extension, typed),
                List.of(application(extension), decision(extension, typed)),
                List.of(),
                List.of());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Typed typed = read(extensions.get(id(task)), draft);
        extensions.decide(id(task), typed.grants(), typed.date(), typed.reason(), actor);
        return Map.of(Variables.GRANTED, typed.grants());
    }

    private static long id(TaskRef task) {
        return (Long) task.required(Variables.EXTENSION);
    }

    private static Typed read(Extension extension, Draft draft) {
        String date = draft.value(SECTION, ROW, DATE, String.valueOf(extension.dueOn()));
        return new Typed(
                draft.value(SECTION, ROW, DECISION, ""),
                date,
                TypedDate.read(date).orElse(null),
                draft.value(SECTION, ROW, REASON, ""));
    }

    private Section application(Extension extension) {
        List<Column> columns = List.of(
                Column.label("office", "申请单位", Width.M),
                Column.label("year", "考核年度", Width.S),
                Column.label("kind", "期限", Width.M),
                Column.label("due", "现在的期限", Width.M),
                Column.label("wanted", "希望延到", Width.M),
                Column.label("reason", "延期理由", Width.L));
        Map<String, String> values = Map.of(
                "office", organization.officeName(extension.office()),
                "year", extension.year() + "年度",
                "kind", extension.kind().label(),
                "due", WorkingDays.dateText(deadlines.due(extension.year(), extension.kind(), extension.office())),
                "wanted", WorkingDays.dateText(extension.dueOn()),
                "reason", extension.reason());
        return new Section(
                "application",
                "延期申请",
                null,
                Layout.FORM,
                columns,
                List.of(new Row("application", true, values, Map.of(), List.of())),
                Map.of());
    }

    private Section decision(Extension extension, Typed typed) {
        List<Column> columns = List.of(
                Column.choice(DECISION, "审批意见", Width.M, List.of(new Option(GRANT, "同意"), new Option(REFUSE, "不同意"))),
                Column.input(DATE, "延到", InputType.DATE, Width.M).help("同意时填写；可以与希望的日期不同。"),
                Column.input(REASON, "理由", InputType.LONG_TEXT, Width.L).help("不同意的，必须写明理由。"));
        Map<String, String> values = Map.of(
                DECISION, typed.decision(),
                DATE, typed.date() == null ? typed.dateText() : String.valueOf(typed.date()),
                REASON, typed.reason());
        return new Section(
                SECTION,
                "审批",
                null,
                Layout.FORM,
                columns,
                List.of(new Row(ROW, false, values, Map.of(), problems(extension, typed))),
                Map.of());
    }

    private List<Problem> problems(Extension extension, Typed typed) {
        List<Problem> problems = new ArrayList<>();
        if (!typed.grants() && !typed.decision().equals(REFUSE)) {
            problems.add(new Problem(DECISION, "请选择同意或不同意。"));
        }
        if (typed.grants()) {
            if (typed.date() == null) {
                problems.add(new Problem(DATE, TypedDate.problem(typed.dateText())));
            } else {
                extensions
                        .wrongDate(extension.year(), extension.kind(), extension.office(), typed.date())
                        .ifPresent(message -> problems.add(new Problem(DATE, message)));
            }
        }
        if (typed.decision().equals(REFUSE) || !typed.reason().isBlank()) {
            Extensions.wrongReason(typed.reason()).ifPresent(message -> problems.add(new Problem(REASON, message)));
        }
        return problems;
    }

    /** A date that leaves the following step no time is allowed, but not by oversight. */
    private List<Notice> notices(Extension extension, Typed typed) {
        LocalDate date = typed.date();
        if (date == null || typed.decision().equals(REFUSE)) {
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
}
