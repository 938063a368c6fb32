package cn.healthylishui.assessment.publicity.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.publicity.Circulations;
import cn.healthylishui.assessment.publicity.Circulations.Circulation;
import cn.healthylishui.assessment.publicity.Circulations.Pending;
import cn.healthylishui.assessment.publicity.PublicTexts;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 通报考核结果: the city office reads over the circular and issues it; what is still objected to or on notice waits (办法六(二)). */
@Component
class CirculateForm implements TaskForm {

    private static final String TEXT = "text";

    private final Circulations circulations;
    private final PublicTexts texts;
    private final Results results;
    private final AssessmentYears years;
    private final YearRoster roster;

    CirculateForm(
            Circulations circulations, PublicTexts texts, Results results, AssessmentYears years, YearRoster roster) {
        this.circulations = circulations;
        this.texts = texts;
        this.results = results;
        this.years = years;
        this.roster = roster;
    }

    @Override
    public String taskKey() {
        return "taskCirculate";
    }

    @Override
    public void require(TaskRef task) {
        circulations.requirePreparing(task.id(Variables.CIRCULATION));
    }

    private String body(TaskRef task, Draft draft, Pending pending) {
        Circulation circulation = circulations.get(task.id(Variables.CIRCULATION));
        return draft.value(TEXT, TEXT, "body", texts.circular(task.year(), pending.due(), circulation.number() > 1));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Pending pending = circulations.pending(task.year());
        String body = body(task, draft, pending);
        List<Problem> problems = new ArrayList<>();
        Forms.wrongText(body, "body", "通报正文不能为空。", 40_000).ifPresent(problems::add);
        Forms.unfinished(body, "body").ifPresent(problems::add);
        pending.due().stream()
                .filter(object -> !body.contains(object.name()))
                .findFirst()
                .ifPresent(object -> problems.add(new Problem(
                        "body", "正文里没有“%s”。通报对象必须和下表一致，请补上。".formatted(roster.fullName(task.year(), object.code())))));
        pending.held().keySet().stream()
                .filter(object -> object.isDistrict() && body.contains(object.name() + "："))
                .findFirst()
                .ifPresent(
                        object -> problems.add(new Problem("body", "“%s”暂缓通报，请从正文里删去它的结果。".formatted(object.name()))));
        List<Section> sections = new ArrayList<>();
        sections.add(Forms.questions(
                TEXT,
                "通报正文",
                List.of(Column.input("body", "正文", InputType.LONG_TEXT, Width.L)),
                Map.of("body", body),
                problems));
        if (!pending.held().isEmpty()) {
            sections.add(Forms.table(
                    "held",
                    "暂缓通报",
                    "这些对象等异议办结或公示期满后另行通报，系统到时再派任务。",
                    ObjectRows.COLUMNS,
                    pending.held().entrySet().stream()
                            .map(held -> ObjectRows.row(roster, task.year(), held.getKey(), held.getValue()))
                            .toList()));
        }
        sections.add(Forms.table(
                "objects",
                "本次通报的对象",
                pending.due().isEmpty()
                        ? "第%d号考核结果没有改变任何得分和等级，通报这一点即可。".formatted(results.latestNumber(task.year()))
                        : null,
                ObjectRows.COLUMNS,
                pending.due().stream()
                        .map(object -> ObjectRows.row(roster, task.year(), object, object.gradeReason()))
                        .toList()));
        long failed = pending.due().stream()
                .filter(object -> object.grade() == Grade.UNQUALIFIED)
                .count();
        return new FormContent(
                "办结即向全社会通报，所列结果从此人人可以查看；不合格的县（市、区）、开发区和乡镇（街道）随即进入约谈。",
                List.of("办法六(二)", "办法一(一)"),
                List.of(),
                sections,
                List.of(
                        new Fact("本次通报", pending.due().size() + " 个"),
                        new Fact("其中不合格", failed + " 个"),
                        new Fact("暂缓", pending.held().size() + " 个"),
                        new Fact("依据", "第%d号考核结果".formatted(results.latestNumber(task.year())))),
                List.of());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        circulations.circulate(
                task.id(Variables.CIRCULATION), body(task, draft, circulations.pending(task.year())), actor);
        return Map.of();
    }
}
