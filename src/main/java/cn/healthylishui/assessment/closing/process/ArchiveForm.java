package cn.healthylishui.assessment.closing.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.closing.OpenMatters;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.Revision;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearState;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 归档: the city office files the year once nothing of it is open; from then on it is only read, and changed by a revision alone. */
@Component
public class ArchiveForm implements TaskForm {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy年M月d日");
    private static final String NUMBER = "第%d号";

    public static final Option ARCHIVE = new Option("ARCHIVE", "各项工作已办完，归档");
    public static final Field<Option> DECISION =
            Field.choice("decision", "意见", M, ARCHIVE).required("请确认归档。");

    private static final Table<TaskRef> QUESTIONS =
            Table.<TaskRef>questions(Forms.DECISION, "归档").asks(DECISION);

    private static final Table<Revision> REVISIONS = Table.<Revision>of(
                    "revisions", "归档的考核结果", revision -> String.valueOf(revision.number()))
            .shows("number", "编号", S, revision -> NUMBER.formatted(revision.number()))
            .shows("at", "审定日期", M, revision -> TIME.format(revision.approvedAt()))
            .shows("reason", "原因", L, Revision::reason);

    private final AssessmentYears years;
    private final Results results;
    private final OpenMatters openMatters;

    ArchiveForm(AssessmentYears years, Results results, OpenMatters openMatters) {
        this.years = years;
        this.results = results;
        this.openMatters = openMatters;
    }

    @Override
    public String taskKey() {
        return "taskArchive";
    }

    @Override
    public void require(TaskRef task) {
        years.require(task.year(), YearState.APPROVED);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        int year = task.year();
        return FormContent.of("办结后本年度只读：所有填报、材料和结果保留可查，不能再改。以后发现弄虚作假或差错的，按“弄虚作假查处”“更正考核结果”另出新一号结果。", "办法六", "办法四(一)")
                .part(REVISIONS.read(results.revisions(year), draft))
                .part(QUESTIONS.read(task, draft))
                .fact("现行结果", NUMBER.formatted(results.latestNumber(year)))
                .problems(openMatters.of(year, task.id()));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        years.lock(task.year());
        List<String> open = openMatters.of(task.year(), task.id());
        if (!open.isEmpty()) {
            throw new Refused("还不能归档：" + String.join("", open));
        }
        years.archive(task.year(), actor);
        return Map.of();
    }
}
