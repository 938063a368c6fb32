package cn.healthylishui.assessment.interview.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.interview.Interview;
import cn.healthylishui.assessment.interview.InterviewStep;
import cn.healthylishui.assessment.interview.InterviewText;
import cn.healthylishui.assessment.interview.Interviews;
import cn.healthylishui.assessment.interview.Interviews.Planned;
import cn.healthylishui.assessment.interview.process.InterviewSheet.Loss;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.taskform.TypedDate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 制定整改方案: what is to be mended, how, by whom, until when; begun with what the object lost. */
@Component
class PlanRectificationForm implements TaskForm {

    static final String PLAN = "plan";
    static final int ROWS = 15;

    private final Interviews interviews;
    private final InterviewSheet sheet;

    PlanRectificationForm(Interviews interviews, InterviewSheet sheet) {
        this.interviews = interviews;
        this.sheet = sheet;
    }

    private record Line(
            String key,
            String problem,
            String measure,
            String responsible,
            String dateText,
            @Nullable LocalDate date) {

        boolean empty() {
            return (problem + measure + responsible + dateText).isEmpty();
        }
    }

    @Override
    public String taskKey() {
        return "taskPlanRectification";
    }

    @Override
    public void require(TaskRef task) {
        interviews.require(InterviewStep.PLAN, task.id(Variables.INTERVIEW));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Interview interview = sheet.interview(task);
        List<Loss> losses = sheet.losses(interview);
        List<Line> lines = lines(interview, losses, draft);
        LocalDate latest = interviews.latestDueDate(interview);
        long planned = lines.stream().filter(line -> !line.empty()).count();
        return new FormContent(
                "提交后，按方案整改，并在%s前报告整改结果；方案不能再改。"
                        .formatted(WorkingDays.dateText(Objects.requireNonNull(interview.reportBy()))),
                InterviewSheet.CLAUSES,
                Stream.concat(sheet.notices(interview).stream(), warnings(interview, losses, lines).stream())
                        .toList(),
                List.of(
                        sheet.resultSection(interview),
                        losses(losses),
                        sheet.minutesSection(interview),
                        plan(interview, lines, latest)),
                List.of(new Fact("问题", planned + " 项"), new Fact("完成日期最晚", WorkingDays.dateText(latest))),
                planned == 0 ? List.of("整改方案还是空的，请至少列出一个问题。") : List.of());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Interview interview = sheet.interview(task);
        interviews.plan(
                interview.id(),
                lines(interview, sheet.losses(interview), draft).stream()
                        .filter(line -> !line.empty())
                        .map(line -> new Planned(
                                line.problem(),
                                line.measure(),
                                line.responsible(),
                                Objects.requireNonNull(line.date())))
                        .toList(),
                actor);
        return Map.of();
    }

    private List<Line> lines(Interview interview, List<Loss> losses, Draft draft) {
        ObjectLine result = sheet.result(interview);
        List<String> known = Stream.concat(
                        result.misconduct() ? Stream.of("被认定弄虚作假，考核定为不合格。") : Stream.of(),
                        losses.stream().map(Loss::problem))
                .toList();
        return IntStream.rangeClosed(1, ROWS)
                .mapToObj(no -> {
                    String row = String.valueOf(no);
                    String date = draft.value(PLAN, row, "date", "");
                    return new Line(
                            row,
                            draft.value(PLAN, row, "problem", no <= known.size() ? known.get(no - 1) : ""),
                            draft.value(PLAN, row, "measure", ""),
                            draft.value(PLAN, row, "responsible", ""),
                            date,
                            TypedDate.read(date).orElse(null));
                })
                .toList();
    }

    private static Section losses(List<Loss> losses) {
        return Forms.table(
                "losses",
                "主要失分",
                "未达标的必备指标和失分最多的指标。",
                List.of(
                        Column.label("name", "指标", Width.L),
                        Column.label("points", "得分", Width.S),
                        Column.label("maximum", "满分", Width.S),
                        Column.label("lost", "失分", Width.S),
                        Column.label("why", "得分说明", Width.L)),
                losses.stream()
                        .map(loss -> Forms.readOnly(
                                loss.indicator().code(),
                                Map.of(
                                        "name", ItemSheet.title(loss.indicator()),
                                        "points", points(loss, loss.points().toPlainString()),
                                        "maximum", points(loss, loss.maximum().toPlainString()),
                                        "lost", points(loss, loss.lost().toPlainString()),
                                        "why", loss.explanation())))
                        .toList());
    }

    private static String points(Loss loss, String points) {
        return loss.indicator().mustPass() ? "必备" : points;
    }

    private Section plan(Interview interview, List<Line> lines, LocalDate latest) {
        return Forms.table(
                PLAN,
                "整改方案",
                "已列出主要失分，可以修改和增加。每行要么填完整，要么整行清空；不列入方案的，请清空“存在问题”。",
                List.of(
                        Column.label("no", "序号", Width.S),
                        Column.input("problem", "存在问题", InputType.TEXT, Width.L),
                        Column.input("measure", "整改措施", InputType.TEXT, Width.L),
                        Column.input("responsible", "责任人", InputType.TEXT, Width.M),
                        Column.input("date", "完成日期", InputType.DATE, Width.M)
                                .help("不能晚于%s。".formatted(WorkingDays.dateText(latest)))),
                lines.stream()
                        .map(line -> new Row(
                                line.key(),
                                false,
                                Map.of(
                                        "no", "第%s行".formatted(line.key()),
                                        "problem", line.problem(),
                                        "measure", line.measure(),
                                        "responsible", line.responsible(),
                                        "date", line.date() == null ? line.dateText() : String.valueOf(line.date())),
                                Map.of(),
                                line.empty() ? List.of() : problems(interview, line)))
                        .toList());
    }

    private List<Problem> problems(Interview interview, Line line) {
        List<Problem> problems = new ArrayList<>();
        InterviewText.PROBLEM.wrong(line.problem()).ifPresent(message -> problems.add(new Problem("problem", message)));
        InterviewText.MEASURE.wrong(line.measure()).ifPresent(message -> problems.add(new Problem("measure", message)));
        InterviewText.RESPONSIBLE
                .wrong(line.responsible())
                .ifPresent(message -> problems.add(new Problem("responsible", message)));
        if (line.date() == null) {
            problems.add(new Problem("date", TypedDate.problem(line.dateText())));
        } else {
            interviews
                    .wrongDueDate(interview, line.date())
                    .ifPresent(message -> problems.add(new Problem("date", message)));
        }
        return problems;
    }

    /** What is allowed, but not by oversight. */
    private List<Notice> warnings(Interview interview, List<Loss> losses, List<Line> lines) {
        List<Notice> warnings = new ArrayList<>();
        LocalDate reportBy = Objects.requireNonNull(interview.reportBy());
        if (interviews.latestDueDate(interview).isAfter(reportBy)) {
            warnings.add(new Notice(
                    Level.WARNING, "报告整改结果的期限%s已过，完成日期只能填今天，请尽快整改并报告。".formatted(WorkingDays.dateText(reportBy))));
        }
        losses.stream()
                .filter(loss -> loss.indicator().mustPass())
                .map(loss -> loss.indicator().name())
                .filter(name -> lines.stream().noneMatch(line -> line.problem().contains(name)))
                .forEach(name -> warnings.add(new Notice(Level.WARNING, "必备指标“%s”未达标，方案里没有写到，请确认。".formatted(name))));
        return warnings;
    }
}
