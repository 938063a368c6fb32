package cn.healthylishui.assessment.groupvisit.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.groupvisit.GroupVisits;
import cn.healthylishui.assessment.groupvisit.GroupVisits.Check;
import cn.healthylishui.assessment.groupvisit.GroupVisits.Finding;
import cn.healthylishui.assessment.groupvisit.GroupVisits.Mending;
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
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 核实整改: the lead of the group looks at each point again; what is not mended goes back with a new date. */
@Component
public class ConfirmMendedForm implements TaskForm {

    public static final String FINDINGS = "findings";

    public static final Option MENDED = new Option("MENDED", "已到位");
    public static final Option NOT_MENDED = new Option("NOT_MENDED", "未到位");
    public static final Field<Option> RESULT =
            Field.choice("result", "核实结果", M, MENDED, NOT_MENDED).required("请选择核实结果。");
    public static final Field<String> COMMENT = Field.text("comment", "核实意见", L, 2000);
    public static final Field<LocalDate> DUE = VisitRows.DUE;

    private static final Table<Finding> EVIDENCE = Table.<Finding>of(
                    "evidence", "整改材料", finding -> String.valueOf(finding.seq()))
            .shows("text", "问题", L, Finding::text)
            .showsFiles("files", "佐证材料", L, finding -> finding.last()
                    .map(Mending::evidence)
                    .orElse(List.of()));

    private final GroupVisits visits;
    private final YearRoster roster;
    private final Clock clock;

    ConfirmMendedForm(GroupVisits visits, YearRoster roster, Clock clock) {
        this.visits = visits;
        this.roster = roster;
        this.clock = clock;
    }

    @Override
    public String taskKey() {
        return "taskConfirmMended";
    }

    @Override
    public void require(TaskRef task) {
        visits.requireToCheck(task.id(Variables.VISIT));
    }

    private Filled<Finding> read(Visit visit, Draft draft) {
        return Table.<Finding>of(FINDINGS, "整改情况", finding -> String.valueOf(finding.seq()))
                .shows("text", "问题", L, Finding::text)
                .shows("outcome", "整改情况", L, finding -> finding.last()
                        .map(Mending::outcome)
                        .orElse(""))
                .asks(RESULT)
                .asks(COMMENT)
                .asks(VisitRows.dueAfter(LocalDate.now(clock))
                        .labelled("新的整改期限")
                        .help("未到位的填写。"))
                .requiredWhere(COMMENT, (finding, typed) -> typed.is(RESULT, NOT_MENDED), "未到位的，请写明还差什么，对方会看到。")
                .askedWhere(DUE, (finding, typed) -> typed.is(RESULT, NOT_MENDED))
                .read(visit.open(), draft);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Visit visit = visits.get(task.id(Variables.VISIT));
        Filled<Finding> read = read(visit, draft);
        long left = read.stream().filter(line -> !line.is(RESULT, MENDED)).count();
        return FormContent.of("全部到位的，本次指导检查办结；有不到位的，退回继续整改。", "意见三(一)")
                .part(VisitRows.about(visit, roster))
                .part(EVIDENCE.read(visit.open(), draft))
                .part(read)
                .fact("未到位或未核实", left + " 个");
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Visit visit = visits.get(task.id(Variables.VISIT));
        Map<Integer, Check> checks = new LinkedHashMap<>();
        read(visit, draft).stream()
                .forEach(line -> checks.put(
                        line.item().seq(),
                        new Check(
                                line.is(RESULT, MENDED),
                                line.find(COMMENT).orElse(null),
                                line.find(DUE).orElse(null))));
        return Map.of(Variables.MENDED, visits.check(visit.id(), checks, actor));
    }
}
