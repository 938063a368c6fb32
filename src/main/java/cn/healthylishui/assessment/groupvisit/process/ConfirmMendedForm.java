package cn.healthylishui.assessment.groupvisit.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.groupvisit.GroupVisits;
import cn.healthylishui.assessment.groupvisit.GroupVisits.Check;
import cn.healthylishui.assessment.groupvisit.GroupVisits.Finding;
import cn.healthylishui.assessment.groupvisit.GroupVisits.Mending;
import cn.healthylishui.assessment.groupvisit.GroupVisits.Visit;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.taskform.TypedDate;
import cn.healthylishui.assessment.year.YearRoster;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 核实整改: the lead of the group looks at each point again; what is not mended goes back with a new date. */
@Component
class ConfirmMendedForm implements TaskForm {

    static final String FINDINGS = "findings";
    static final String MENDED = "MENDED";
    static final String NOT_MENDED = "NOT_MENDED";

    private static final int LONGEST_COMMENT = 2000;

    private final GroupVisits visits;
    private final YearRoster roster;
    private final Clock clock;

    ConfirmMendedForm(GroupVisits visits, YearRoster roster, Clock clock) {
        this.visits = visits;
        this.roster = roster;
        this.clock = clock;
    }

    private record Line(
            Finding finding,
            String result,
            String comment,
            String dueText,
            @Nullable LocalDate due) {}

    @Override
    public String taskKey() {
        return "taskConfirmMended";
    }

    @Override
    public void require(TaskRef task) {
        visits.requireToCheck(task.id(Variables.VISIT));
    }

    private static Line line(Finding finding, Draft draft) {
        String row = String.valueOf(finding.seq());
        String due = draft.value(FINDINGS, row, "due", "");
        return new Line(
                finding,
                draft.value(FINDINGS, row, "result", ""),
                draft.value(FINDINGS, row, "comment", ""),
                due,
                TypedDate.read(due).orElse(null));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Visit visit = visits.get(task.id(Variables.VISIT));
        List<Line> lines =
                visit.open().stream().map(finding -> line(finding, draft)).toList();
        long left = lines.stream().filter(line -> !line.result().equals(MENDED)).count();
        return new FormContent(
                "全部到位的，本次指导检查办结；有不到位的，退回继续整改。",
                List.of("意见三(一)"),
                List.of(),
                List.of(
                        VisitRows.about(visit, roster),
                        evidence(lines),
                        Forms.table(
                                FINDINGS,
                                "整改情况",
                                null,
                                List.of(
                                        Column.label("text", "问题", Width.L),
                                        Column.label("outcome", "整改情况", Width.L),
                                        Column.choice(
                                                "result",
                                                "核实结果",
                                                Width.M,
                                                List.of(new Option(MENDED, "已到位"), new Option(NOT_MENDED, "未到位"))),
                                        Column.input("comment", "核实意见", InputType.TEXT, Width.L),
                                        Column.input("due", "新的整改期限", InputType.DATE, Width.M)
                                                .help("未到位的填写。")),
                                lines.stream().map(this::row).toList())),
                List.of(new Fact("未到位或未核实", left + " 个")),
                List.of());
    }

    private static Section evidence(List<Line> lines) {
        return Forms.table(
                "evidence",
                "整改材料",
                null,
                List.of(Column.label("text", "问题", Width.L), Column.input("files", "佐证材料", InputType.FILES, Width.L)),
                lines.stream()
                        .map(line -> Forms.readOnly(
                                String.valueOf(line.finding().seq()),
                                Map.of(
                                        "text", line.finding().text(),
                                        "files",
                                                line.finding()
                                                        .last()
                                                        .map(mending -> String.join(",", mending.evidence()))
                                                        .orElse(""))))
                        .toList());
    }

    private Row row(Line line) {
        List<Problem> problems = new ArrayList<>();
        switch (line.result()) {
            case MENDED ->
                Forms.tooLong(line.comment(), "comment", LONGEST_COMMENT).ifPresent(problems::add);
            case NOT_MENDED -> {
                Forms.wrongText(line.comment(), "comment", "未到位的，请写明还差什么，对方会看到。", LONGEST_COMMENT)
                        .ifPresent(problems::add);
                RecordVisitForm.wrongDue(line.dueText(), line.due(), LocalDate.now(clock))
                        .ifPresent(message -> problems.add(new Problem("due", message)));
            }
            default -> problems.add(new Problem("result", "请选择核实结果。"));
        }
        return new Row(
                String.valueOf(line.finding().seq()),
                false,
                Map.of(
                        "text", line.finding().text(),
                        "outcome", line.finding().last().map(Mending::outcome).orElse(""),
                        "result", line.result(),
                        "comment", line.comment(),
                        "due", line.due() == null ? line.dueText() : String.valueOf(line.due())),
                Map.of(),
                problems);
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Visit visit = visits.get(task.id(Variables.VISIT));
        Map<Integer, Check> checks = new LinkedHashMap<>();
        visit.open().stream().map(finding -> line(finding, draft)).forEach(line -> {
            boolean mended = line.result().equals(MENDED);
            checks.put(
                    line.finding().seq(),
                    new Check(mended, line.comment().isEmpty() ? null : line.comment(), mended ? null : line.due()));
        });
        return Map.of(Variables.MENDED, visits.check(visit.id(), checks, actor));
    }
}
