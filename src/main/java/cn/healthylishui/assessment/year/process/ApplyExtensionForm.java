package cn.healthylishui.assessment.year.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.taskform.Typed;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.DeadlineKind;
import cn.healthylishui.assessment.year.Deadlines;
import cn.healthylishui.assessment.year.Extensions;
import cn.healthylishui.assessment.year.YearChoice;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** 填写延期申请: an office asks for a later date for one of its deadlines. */
@Component
class ApplyExtensionForm implements TaskForm {

    private static final String SECTION = "application";

    private static final Field<DeadlineKind> KIND = Field.choice(
                    "kind", "要延长的期限", L, DeadlineKind.values(), DeadlineKind::label)
            .required("请选择要延长的期限。");
    private static final Field<LocalDate> DATE =
            Field.date("date", "希望延到", M).required("请填写日期。").help("应在今天之后，并晚于现在的期限；休息日也可以。");
    private static final Field<String> REASON = Field.longText("reason", "延期理由", L, Extensions::wrongReason);

    private final AssessmentYears years;
    private final Deadlines deadlines;
    private final Extensions extensions;
    private final EngineTasks tasks;

    ApplyExtensionForm(AssessmentYears years, Deadlines deadlines, Extensions extensions, EngineTasks tasks) {
        this.years = years;
        this.deadlines = deadlines;
        this.extensions = extensions;
        this.tasks = tasks;
    }

    /** Which deadline it is about, once that is chosen. */
    private record Chosen(int year, DeadlineKind kind) {

        static Optional<Chosen> of(Typed typed) {
            return typed.find(YearChoice.YEAR).flatMap(year -> typed.find(KIND).map(kind -> new Chosen(year, kind)));
        }
    }

    @Override
    public String taskKey() {
        return "taskApplyExtension";
    }

    @Override
    public void require(TaskRef task) {
        task.requireWithout(Variables.EXTENSION);
    }

    private YearChoice running() {
        return YearChoice.of(years, AssessmentYear::isRunning);
    }

    private Filled<TaskRef> read(TaskRef task, YearChoice running, Draft draft) {
        Optional<Integer> year = running.chosen(SECTION, draft);
        List<Option> kinds = Arrays.stream(DeadlineKind.values())
                .map(kind -> new Option(kind.name(), kindText(year, kind, task.office())))
                .toList();
        return Table.<TaskRef>questions(SECTION, "延期申请")
                .asks(running.field(), any -> running.stored())
                .asks(KIND.offering(kinds))
                .asks(DATE)
                .asks(REASON)
                .showsOnlyOffered(YearChoice.YEAR)
                .showsOnlyOffered(KIND)
                .rule(this::wrongDate)
                .read(task, draft);
    }

    private String kindText(Optional<Integer> year, DeadlineKind kind, String office) {
        return year.map(one -> deadlines.due(one, kind, office))
                .map(due -> "%s：%s".formatted(kind.label(), WorkingDays.dateText(due)))
                .orElse(kind.label());
    }

    private Optional<Problem> wrongDate(TaskRef task, Typed typed) {
        return Chosen.of(typed)
                .flatMap(one -> typed.find(DATE)
                        .flatMap(date -> extensions.wrongDate(one.year(), one.kind(), task.office(), date)))
                .map(DATE::problem);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        YearChoice running = running();
        Filled<TaskRef> application = read(task, running, draft);
        FormContent content = FormContent.of("提交后，申请送市健康丽水办审批；同意的，本单位按这个期限办理的任务改到新的期限。")
                .part(application)
                .problems(running.years().isEmpty() ? List.of("目前没有正在进行的年度考核，不能申请延期。") : List.of());
        return Chosen.of(application.only().typed())
                .map(one -> about(one, task.office(), content))
                .orElse(content);
    }

    /** What is to be known of the deadline that is chosen. */
    private FormContent about(Chosen one, String office, FormContent content) {
        FormContent told = content.fact("现在的期限", WorkingDays.dateText(deadlines.due(one.year(), one.kind(), office)))
                .problems(
                        extensions.undecided(one.year(), one.kind(), office).isPresent()
                                ? List.of("本单位对这个期限的延期申请正在审批，不能重复申请。")
                                : List.of());
        return tasks.following(one.year(), one.kind(), office).isEmpty()
                ? told.inform("本单位目前没有按这个期限办理的待办任务；延期同意后，以后收到的这类任务按新的期限办理。")
                : told;
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Line<TaskRef> wanted = read(task, running(), draft).only();
        long id = extensions.apply(
                wanted.get(YearChoice.YEAR),
                wanted.get(KIND),
                task.office(),
                wanted.get(DATE),
                wanted.get(REASON),
                actor);
        return Map.of(Variables.EXTENSION, id);
    }
}
