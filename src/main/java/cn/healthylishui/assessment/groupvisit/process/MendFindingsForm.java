package cn.healthylishui.assessment.groupvisit.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.groupvisit.GroupVisits;
import cn.healthylishui.assessment.groupvisit.GroupVisits.Finding;
import cn.healthylishui.assessment.groupvisit.GroupVisits.Mending;
import cn.healthylishui.assessment.groupvisit.GroupVisits.Outcome;
import cn.healthylishui.assessment.groupvisit.GroupVisits.Visit;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 整改发现的问题: the visited office says how it mended each point that is still open. */
@Component
public class MendFindingsForm implements TaskForm {

    public static final String FINDINGS = "findings";

    public static final Field<String> OUTCOME =
            Field.text("outcome", "整改情况", L, GroupVisits.LONGEST_OUTCOME).required("请写明怎样整改、现在的情况。");
    public static final Field<List<String>> FILES = Field.files("佐证材料", M).required("请上传整改的佐证材料。");

    private static final Table<Finding> TABLE = Table.<Finding>of(
                    FINDINGS, "要整改的问题", finding -> String.valueOf(finding.seq()))
            .shows("text", "问题", L, Finding::text)
            .shows("due", "整改期限", M, finding -> WorkingDays.dateText(finding.dueOn()))
            .shows("before", "上次核实意见", M, finding -> finding.last()
                    .map(Mending::comment)
                    .orElse(""))
            .asks(OUTCOME)
            .asks(FILES);

    private final GroupVisits visits;
    private final YearRoster roster;

    MendFindingsForm(GroupVisits visits, YearRoster roster) {
        this.visits = visits;
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

    private static Filled<Finding> read(Visit visit, Draft draft) {
        return TABLE.read(visit.open(), draft);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Visit visit = visits.get(task.id(Variables.VISIT));
        return FormContent.of("提交后，由%s核实是否整改到位。".formatted(roster.objectName(visit.year(), visit.visitor())), "意见三(一)")
                .part(VisitRows.about(visit, roster))
                .part(read(visit, draft))
                .fact("要整改的问题", visit.open().size() + " 个");
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Visit visit = visits.get(task.id(Variables.VISIT));
        Map<Integer, Outcome> outcomes = new LinkedHashMap<>();
        read(visit, draft).stream()
                .forEach(line -> outcomes.put(line.item().seq(), new Outcome(line.get(OUTCOME), line.get(FILES))));
        visits.mend(visit.id(), outcomes, actor);
        return Map.of();
    }
}
