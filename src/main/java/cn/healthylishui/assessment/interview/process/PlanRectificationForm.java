package cn.healthylishui.assessment.interview.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.interview.Interview;
import cn.healthylishui.assessment.interview.InterviewRules;
import cn.healthylishui.assessment.interview.InterviewStep;
import cn.healthylishui.assessment.interview.InterviewText;
import cn.healthylishui.assessment.interview.Interviews;
import cn.healthylishui.assessment.interview.Interviews.Planned;
import cn.healthylishui.assessment.interview.process.InterviewSheet.Loss;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** 制定整改方案: what is to be mended, how, by whom, until when; begun with what the object lost. */
@Component
public class PlanRectificationForm implements TaskForm {

    public static final String PLAN = "plan";
    public static final Field<String> PROBLEM = InterviewSheet.text("problem", InterviewText.PROBLEM, L);
    public static final Field<String> MEASURE = InterviewSheet.text("measure", InterviewText.MEASURE, L);
    public static final Field<String> RESPONSIBLE = InterviewSheet.text("responsible", InterviewText.RESPONSIBLE, M);
    public static final Field<LocalDate> DATE = Field.date("date", "完成日期", M).required("请填写日期。");

    private static final int ROWS = 15;

    private final Interviews interviews;
    private final InterviewRules rules;
    private final InterviewSheet sheet;

    PlanRectificationForm(Interviews interviews, InterviewRules rules, InterviewSheet sheet) {
        this.interviews = interviews;
        this.rules = rules;
        this.sheet = sheet;
    }

    @Override
    public String taskKey() {
        return "taskPlanRectification";
    }

    @Override
    public void require(TaskRef task) {
        interviews.require(InterviewStep.PLAN, task.id(Variables.INTERVIEW));
    }

    /** The lines are filled with what is known to be wrong, to be changed and added to. */
    private Filled<Integer> plan(Interview interview, List<Loss> losses, Draft draft) {
        List<String> known = Stream.concat(
                        sheet.result(interview).misconduct() ? Stream.of("被认定弄虚作假，考核定为不合格。") : Stream.of(),
                        losses.stream().map(Loss::problem))
                .toList();
        return Table.list(PLAN, "整改方案")
                .hint("已列出主要失分，可以修改和增加。每行要么填完整，要么整行清空；不列入方案的，请清空“存在问题”。")
                .asks(PROBLEM, no -> no <= known.size() ? known.get(no - 1) : "")
                .asks(MEASURE)
                .asks(RESPONSIBLE)
                .asks(DATE.checked(day -> rules.wrongDueDate(interview, day))
                        .help("不能晚于%s。".formatted(WorkingDays.dateText(rules.latestDueDate(interview)))))
                .read(Table.upTo(ROWS), draft);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Interview interview = sheet.interview(task);
        List<Loss> losses = sheet.losses(interview);
        Filled<Integer> plan = plan(interview, losses, draft);
        int planned = plan.given().size();
        return FormContent.of(
                        "提交后，按方案整改，并在%s前报告整改结果；方案不能再改。"
                                .formatted(WorkingDays.dateText(Objects.requireNonNull(interview.reportBy()))),
                        InterviewSheet.CLAUSE)
                .notices(sheet.notices(interview))
                .notices(warnings(interview, losses, plan))
                .part(sheet.resultSection(interview))
                .part(losses(losses))
                .part(sheet.minutesSection(interview))
                .part(plan)
                .fact("问题", planned + " 项")
                .fact("完成日期最晚", WorkingDays.dateText(rules.latestDueDate(interview)))
                .problems(planned == 0 ? List.of("整改方案还是空的，请至少列出一个问题。") : List.of());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Interview interview = sheet.interview(task);
        interviews.plan(
                interview.id(),
                plan(interview, sheet.losses(interview), draft).given().stream()
                        .map(line -> new Planned(
                                line.get(PROBLEM), line.get(MEASURE), line.get(RESPONSIBLE), line.get(DATE)))
                        .toList(),
                actor);
        return Map.of();
    }

    private static Section losses(List<Loss> losses) {
        return Table.<Loss>of("losses", "主要失分", loss -> loss.indicator().code())
                .hint("未达标的必备指标和失分最多的指标。")
                .shows("name", "指标", L, loss -> ItemSheet.title(loss.indicator()))
                .shows("points", "得分", S, loss -> points(loss, loss.points()))
                .shows("maximum", "满分", S, loss -> points(loss, loss.maximum()))
                .shows("lost", "失分", S, loss -> points(loss, loss.lost()))
                .shows("why", "得分说明", L, Loss::explanation)
                .section(losses);
    }

    private static String points(Loss loss, BigDecimal points) {
        return loss.indicator().mustPass() ? "必备" : points.toPlainString();
    }

    /** What is allowed, but not by oversight. */
    private List<Notice> warnings(Interview interview, List<Loss> losses, Filled<Integer> plan) {
        List<Notice> warnings = new ArrayList<>();
        LocalDate reportBy = Objects.requireNonNull(interview.reportBy());
        if (rules.latestDueDate(interview).isAfter(reportBy)) {
            warnings.add(new Notice(
                    Level.WARNING, "报告整改结果的期限%s已过，完成日期只能填今天，请尽快整改并报告。".formatted(WorkingDays.dateText(reportBy))));
        }
        losses.stream()
                .filter(loss -> loss.indicator().mustPass())
                .map(loss -> loss.indicator().name())
                .filter(name ->
                        plan.stream().noneMatch(line -> line.text(PROBLEM).contains(name)))
                .forEach(name -> warnings.add(new Notice(Level.WARNING, "必备指标“%s”未达标，方案里没有写到，请确认。".formatted(name))));
        return warnings;
    }
}
