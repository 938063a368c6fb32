package cn.healthylishui.assessment.groupvisit.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.groupvisit.GroupVisits;
import cn.healthylishui.assessment.groupvisit.GroupVisits.Finding;
import cn.healthylishui.assessment.groupvisit.GroupVisits.Mending;
import cn.healthylishui.assessment.groupvisit.GroupVisits.Outcome;
import cn.healthylishui.assessment.groupvisit.GroupVisits.Visit;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** 整改发现的问题: the visited office says how it mended each point that is still open. */
@Component
class MendFindingsForm implements TaskForm {

    static final String FINDINGS = "findings";

    private final GroupVisits visits;
    private final AssessmentYears years;
    private final YearRoster roster;

    MendFindingsForm(GroupVisits visits, AssessmentYears years, YearRoster roster) {
        this.visits = visits;
        this.years = years;
        this.roster = roster;
    }

    @Override
    public String taskKey() {
        return "taskMendFindings";
    }

    @Override
    public void require(TaskRef task) {
        visits.requireToMend(task.id(Variables.VISIT));
    }

    private static String outcome(Finding finding, Draft draft) {
        return draft.value(FINDINGS, String.valueOf(finding.seq()), "outcome", "");
    }

    private static List<String> files(Finding finding, Draft draft) {
        return Draft.ids(draft.value(FINDINGS, String.valueOf(finding.seq()), "files", ""));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Visit visit = visits.get(task.id(Variables.VISIT));
        return new FormContent(
                "提交后，由%s核实是否整改到位。".formatted(roster.objectName(visit.year(), visit.visitor())),
                List.of("意见三(一)"),
                List.of(),
                List.of(
                        VisitRows.about(visit, roster),
                        Forms.table(
                                FINDINGS,
                                "要整改的问题",
                                null,
                                List.of(
                                        Column.label("text", "问题", Width.L),
                                        Column.label("due", "整改期限", Width.M),
                                        Column.label("before", "上次核实意见", Width.M),
                                        Column.input("outcome", "整改情况", InputType.TEXT, Width.L),
                                        Column.input("files", "佐证材料", InputType.FILES, Width.M)),
                                visit.open().stream()
                                        .map(finding -> row(finding, draft))
                                        .toList())),
                List.of(new Fact("要整改的问题", visit.open().size() + " 个")),
                List.of());
    }

    private static Row row(Finding finding, Draft draft) {
        List<Problem> problems = new ArrayList<>();
        Forms.wrongText(outcome(finding, draft), "outcome", "请写明怎样整改、现在的情况。", GroupVisits.LONGEST_OUTCOME)
                .ifPresent(problems::add);
        if (files(finding, draft).isEmpty()) {
            problems.add(new Problem("files", "请上传整改的佐证材料。"));
        }
        return new Row(
                String.valueOf(finding.seq()),
                false,
                Map.of(
                        "text", finding.text(),
                        "due", WorkingDays.dateText(finding.dueOn()),
                        "before",
                                finding.last()
                                        .map(Mending::comment)
                                        .map(comment -> Objects.requireNonNullElse(comment, ""))
                                        .orElse(""),
                        "outcome", outcome(finding, draft),
                        "files", String.join(",", files(finding, draft))),
                Map.of(),
                problems);
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Visit visit = visits.get(task.id(Variables.VISIT));
        Map<Integer, Outcome> outcomes = new LinkedHashMap<>();
        visit.open()
                .forEach(finding ->
                        outcomes.put(finding.seq(), new Outcome(outcome(finding, draft), files(finding, draft))));
        visits.mend(visit.id(), outcomes, actor);
        return Map.of();
    }
}
