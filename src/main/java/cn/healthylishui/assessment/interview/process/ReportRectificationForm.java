package cn.healthylishui.assessment.interview.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.interview.Interview;
import cn.healthylishui.assessment.interview.Interview.Item;
import cn.healthylishui.assessment.interview.Interview.Report;
import cn.healthylishui.assessment.interview.InterviewStep;
import cn.healthylishui.assessment.interview.InterviewText;
import cn.healthylishui.assessment.interview.Interviews;
import cn.healthylishui.assessment.interview.Interviews.Outcome;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** 报告整改结果: item by item what was done, with what proves it; what was found mended before is not reported again. */
@Component
class ReportRectificationForm implements TaskForm {

    static final String ITEMS = "items";

    private final Interviews interviews;
    private final InterviewSheet sheet;

    ReportRectificationForm(Interviews interviews, InterviewSheet sheet) {
        this.interviews = interviews;
        this.sheet = sheet;
    }

    @Override
    public String taskKey() {
        return "taskReportRectification";
    }

    @Override
    public void require(TaskRef task) {
        interviews.require(InterviewStep.REPORT, task.id(Variables.INTERVIEW));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Interview interview = sheet.interview(task);
        List<Item> items = interviews.items(interview.id());
        List<Item> unmended = Interviews.unmended(items);
        return new FormContent(
                "提交后，%s逐项核查；不到位的退回再次整改。本次报告不能再改。".formatted(sheet.officeName(interview.interviewer())),
                InterviewSheet.CLAUSES,
                sheet.notices(interview),
                List.of(sheet.resultSection(interview), items(interview, items, draft)),
                List.of(
                        new Fact("报告", "第%d次".formatted(interview.round() + 1)),
                        new Fact("报告期限", WorkingDays.dateText(Objects.requireNonNull(interview.reportBy()))),
                        new Fact("待报告", "%d项，共%d项".formatted(unmended.size(), items.size()))),
                List.of());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Interview interview = sheet.interview(task);
        interviews.report(
                interview.id(),
                Interviews.unmended(interviews.items(interview.id())).stream()
                        .map(item -> outcome(item, draft))
                        .toList(),
                actor);
        return Map.of();
    }

    private static Outcome outcome(Item item, Draft draft) {
        String row = String.valueOf(item.seq());
        return new Outcome(
                item.seq(), draft.value(ITEMS, row, "outcome", ""), Draft.ids(draft.value(ITEMS, row, "files", "")));
    }

    private static Section items(Interview interview, List<Item> items, Draft draft) {
        List<Column> columns = new ArrayList<>(List.of(
                Column.label("no", "序号", Width.S),
                Column.label("problem", "存在问题", Width.L),
                Column.label("measure", "整改措施", Width.L),
                Column.label("responsible", "责任人", Width.S),
                Column.label("date", "完成日期", Width.M)));
        if (interview.round() > 0) {
            columns.add(Column.label("check", "上次核查意见", Width.L));
        }
        columns.add(Column.input("outcome", "整改结果", InputType.TEXT, Width.L));
        columns.add(Column.input("files", "佐证材料", InputType.FILES, Width.M).help("每项都要有材料证明。"));
        return Forms.table(
                ITEMS,
                "整改结果",
                interview.round() > 0 ? "已核查到位的不用再报；其余各项按核查意见整改后重新报告。" : "逐项写明整改结果，并上传佐证材料。",
                columns,
                items.stream()
                        .map(item -> item.mended() ? mended(item) : open(item, outcome(item, draft)))
                        .toList());
    }

    private static Row mended(Item item) {
        Report report = item.latestReport().orElseThrow();
        return Forms.readOnly(
                String.valueOf(item.seq()), values(item, new Outcome(item.seq(), report.outcome(), report.files())));
    }

    private static Row open(Item item, Outcome typed) {
        List<Problem> problems = new ArrayList<>();
        InterviewText.OUTCOME.wrong(typed.text()).ifPresent(message -> problems.add(new Problem("outcome", message)));
        if (typed.files().isEmpty()) {
            problems.add(new Problem("files", "缺少佐证材料，请上传。"));
        }
        return new Row(String.valueOf(item.seq()), false, values(item, typed), Map.of(), problems);
    }

    private static Map<String, String> values(Item item, Outcome outcome) {
        return Map.of(
                "no", InterviewSheet.no(item),
                "problem", item.problem(),
                "measure", item.measure(),
                "responsible", item.responsible(),
                "date", WorkingDays.dateText(item.dueOn()),
                "check", item.latestReport().map(InterviewSheet::check).orElse(""),
                "outcome", outcome.text(),
                "files", String.join(",", outcome.files()));
    }
}
