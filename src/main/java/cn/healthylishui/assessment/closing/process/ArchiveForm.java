package cn.healthylishui.assessment.closing.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.closing.OpenMatters;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.Revision;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Refused;
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
class ArchiveForm implements TaskForm {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy年M月d日");
    private static final String YES = "ARCHIVE";

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

    private static String decision(Draft draft) {
        return draft.value(Forms.DECISION, Forms.DECISION, "decision", "");
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        return new FormContent(
                "办结后本年度只读：所有填报、材料和结果保留可查，不能再改。以后发现弄虚作假或差错的，按“弄虚作假查处”“更正考核结果”另出新一号结果。",
                List.of("办法六", "办法四(一)"),
                List.of(),
                List.of(
                        revisions(task.year()),
                        Forms.questions(
                                Forms.DECISION,
                                "归档",
                                List.of(Column.choice(
                                        "decision", "意见", Width.M, List.of(new Option(YES, "各项工作已办完，归档")))),
                                Map.of("decision", decision(draft)),
                                decision(draft).equals(YES) ? List.of() : List.of(new Problem("decision", "请确认归档。")))),
                List.of(new Fact("现行结果", "第%d号".formatted(results.latestNumber(task.year())))),
                openMatters.of(task.year(), task.id()));
    }

    private Section revisions(int year) {
        return Forms.table(
                "revisions",
                "归档的考核结果",
                null,
                List.of(
                        Column.label("number", "编号", Width.S),
                        Column.label("at", "审定日期", Width.M),
                        Column.label("reason", "原因", Width.L)),
                results.revisions(year).stream().map(ArchiveForm::revision).toList());
    }

    private static FormContent.Row revision(Revision revision) {
        return Forms.readOnly(
                String.valueOf(revision.number()),
                Map.of(
                        "number", "第%d号".formatted(revision.number()),
                        "at", TIME.format(revision.approvedAt()),
                        "reason", revision.reason()));
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
