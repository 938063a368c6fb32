package cn.healthylishui.assessment.publicity.process;

import static cn.healthylishui.assessment.column.Width.L;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.publicity.Circulations;
import cn.healthylishui.assessment.publicity.Circulations.Circulation;
import cn.healthylishui.assessment.publicity.Circulations.Pending;
import cn.healthylishui.assessment.publicity.PublicTexts;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** 通报考核结果: the city office reads over the circular and issues it; what is still objected to or on notice waits (办法六(二)). */
@Component
class CirculateForm implements TaskForm {

    private static final Field<String> BODY =
            Field.longText("body", "正文", L, 40_000).required("通报正文不能为空。");

    private final Circulations circulations;
    private final PublicTexts texts;
    private final Results results;
    private final YearRoster roster;

    CirculateForm(Circulations circulations, PublicTexts texts, Results results, YearRoster roster) {
        this.circulations = circulations;
        this.texts = texts;
        this.results = results;
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

    private Filled<TaskRef> text(TaskRef task, Pending pending, Draft draft) {
        Circulation circulation = circulations.get(task.id(Variables.CIRCULATION));
        return Table.<TaskRef>questions("text", "通报正文")
                .asks(BODY, any -> texts.circular(task.year(), pending.due(), circulation.number() > 1))
                .rule((any, typed) -> Forms.unfinished(typed.text(BODY)).map(BODY::problem))
                .rule((any, typed) -> ObjectRows.leftOut(roster, task.year(), pending.due(), typed.text(BODY), "通报对象")
                        .map(BODY::problem))
                .rule((any, typed) -> heldIsNotSaid(pending, typed.text(BODY)))
                .read(task, draft);
    }

    private static Optional<Problem> heldIsNotSaid(Pending pending, String body) {
        return pending.held().keySet().stream()
                .filter(object -> object.isDistrict() && body.contains(object.name() + "："))
                .findFirst()
                .map(object -> BODY.problem("“%s”暂缓通报，请从正文里删去它的结果。".formatted(object.name())));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Pending pending = circulations.pending(task.year());
        FormContent content = FormContent.of("办结即向全社会通报，所列结果从此人人可以查看；不合格的县（市、区）、开发区和乡镇（街道）随即进入约谈。", "办法六(二)", "办法一(一)")
                .part(text(task, pending, draft));
        if (!pending.held().isEmpty()) {
            content = content.part(ObjectRows.section(
                    roster,
                    task.year(),
                    "held",
                    "暂缓通报",
                    "这些对象等异议办结或公示期满后另行通报，系统到时再派任务。",
                    pending.held().keySet(),
                    object -> pending.held().getOrDefault(object, "")));
        }
        long failed = pending.due().stream()
                .filter(object -> object.grade() == Grade.UNQUALIFIED)
                .count();
        int latest = results.latestNumber(task.year());
        return content.part(ObjectRows.section(
                        roster,
                        task.year(),
                        "objects",
                        "本次通报的对象",
                        pending.due().isEmpty() ? "第%d号考核结果没有改变任何得分和等级，通报这一点即可。".formatted(latest) : null,
                        pending.due(),
                        ObjectLine::gradeReason))
                .fact("本次通报", pending.due().size() + " 个")
                .fact("其中不合格", failed + " 个")
                .fact("暂缓", pending.held().size() + " 个")
                .fact("依据", "第%d号考核结果".formatted(latest));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        String body =
                text(task, circulations.pending(task.year()), draft).only().get(BODY);
        circulations.circulate(task.id(Variables.CIRCULATION), body, actor);
        return Map.of();
    }
}
