package cn.healthylishui.assessment.year.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
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
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.DeadlineKind;
import cn.healthylishui.assessment.year.Deadlines;
import cn.healthylishui.assessment.year.Extensions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 填写延期申请: an office asks for a later date for one of its deadlines. */
@Component
class ApplyExtensionForm implements TaskForm {

    static final String SECTION = "application";
    static final String ROW = "application";
    static final String YEAR = "year";
    static final String KIND = "kind";
    static final String DATE = "date";
    static final String REASON = "reason";

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

    /** What was typed, read as far as it can be. */
    private record Typed(
            List<Integer> running,
            @Nullable Integer year,
            @Nullable DeadlineKind kind,
            String dateText,
            @Nullable LocalDate date,
            String reason) {}

    @Override
    public String taskKey() {
        return "taskApplyExtension";
    }

    @Override
    public void require(TaskRef task) {
        task.requireWithout(Variables.EXTENSION);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Typed typed = read(draft);
        return new FormContent(
                "提交后，申请送市健康丽水办审批；同意的，本单位按这个期限办理的任务改到新的期限。",
                List.of(),
                notices(task.office(), typed),
                List.of(section(task.office(), typed)),
                facts(task.office(), typed),
                problems(task.office(), typed));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Typed typed = read(draft);
        if (typed.year() == null || typed.kind() == null || typed.date() == null) {
            throw new IllegalStateException("An incomplete application was submitted");
        }
        long id = extensions.apply(typed.year(), typed.kind(), task.office(), typed.date(), typed.reason(), actor);
        return Map.of(Variables.EXTENSION, id);
    }

    private Typed read(Draft draft) {
        List<Integer> running = years.all().stream()
                .filter(AssessmentYear::isRunning)
                .map(AssessmentYear::year)
                .toList();
        String only = running.size() == 1 ? String.valueOf(running.get(0)) : "";
        String year = draft.value(SECTION, ROW, YEAR, only);
        String kind = draft.value(SECTION, ROW, KIND, "");
        String date = draft.value(SECTION, ROW, DATE, "");
        return new Typed(
                running,
                running.stream()
                        .filter(one -> String.valueOf(one).equals(year))
                        .findFirst()
                        .orElse(null),
                Arrays.stream(DeadlineKind.values())
                        .filter(one -> one.name().equals(kind))
                        .findFirst()
                        .orElse(null),
                date,
                TypedDate.read(date).orElse(null),
                draft.value(SECTION, ROW, REASON, ""));
    }

    private Section section(String office, Typed typed) {
        List<Option> runningYears = typed.running().stream()
                .map(year -> new Option(String.valueOf(year), year + "年度"))
                .toList();
        List<Option> kinds = Arrays.stream(DeadlineKind.values())
                .map(kind -> new Option(kind.name(), kindText(typed.year(), kind, office)))
                .toList();
        List<Column> columns = List.of(
                Column.choice(YEAR, "考核年度", Width.M, runningYears),
                Column.choice(KIND, "要延长的期限", Width.L, kinds),
                Column.input(DATE, "希望延到", InputType.DATE, Width.M).help("应在今天之后，并晚于现在的期限；休息日也可以。"),
                Column.input(REASON, "延期理由", InputType.LONG_TEXT, Width.L));
        Map<String, String> values = Map.of(
                YEAR, typed.year() == null ? "" : String.valueOf(typed.year()),
                KIND, typed.kind() == null ? "" : typed.kind().name(),
                DATE, typed.date() == null ? typed.dateText() : String.valueOf(typed.date()),
                REASON, typed.reason());
        return new Section(
                SECTION,
                "延期申请",
                null,
                Layout.FORM,
                columns,
                List.of(new Row(ROW, false, values, Map.of(), cellProblems(office, typed))),
                Map.of());
    }

    private String kindText(@Nullable Integer year, DeadlineKind kind, String office) {
        return year == null
                ? kind.label()
                : "%s：%s".formatted(kind.label(), WorkingDays.dateText(deadlines.due(year, kind, office)));
    }

    private List<Problem> cellProblems(String office, Typed typed) {
        List<Problem> problems = new ArrayList<>();
        if (typed.year() == null) {
            problems.add(new Problem(YEAR, "请选择考核年度。"));
        }
        if (typed.kind() == null) {
            problems.add(new Problem(KIND, "请选择要延长的期限。"));
        }
        if (typed.date() == null) {
            problems.add(new Problem(DATE, TypedDate.problem(typed.dateText())));
        } else if (typed.year() != null && typed.kind() != null) {
            extensions
                    .wrongDate(typed.year(), typed.kind(), office, typed.date())
                    .ifPresent(message -> problems.add(new Problem(DATE, message)));
        }
        Extensions.wrongReason(typed.reason()).ifPresent(message -> problems.add(new Problem(REASON, message)));
        return problems;
    }

    private List<String> problems(String office, Typed typed) {
        if (typed.running().isEmpty()) {
            return List.of("目前没有正在进行的年度考核，不能申请延期。");
        }
        return undecided(office, typed) ? List.of("本单位对这个期限的延期申请正在审批，不能重复申请。") : List.of();
    }

    private boolean undecided(String office, Typed typed) {
        return typed.year() != null
                && typed.kind() != null
                && extensions.undecided(typed.year(), typed.kind(), office).isPresent();
    }

    private List<Notice> notices(String office, Typed typed) {
        return typed.year() == null
                        || typed.kind() == null
                        || !tasks.following(typed.year(), typed.kind(), office).isEmpty()
                ? List.of()
                : List.of(new Notice(Level.INFO, "本单位目前没有按这个期限办理的待办任务；延期同意后，以后收到的这类任务按新的期限办理。"));
    }

    private List<Fact> facts(String office, Typed typed) {
        return typed.year() == null || typed.kind() == null
                ? List.of()
                : Optional.of(deadlines.due(typed.year(), typed.kind(), office))
                        .map(due -> new Fact("现在的期限", WorkingDays.dateText(due)))
                        .stream()
                        .toList();
    }
}
