package cn.healthylishui.assessment.interview.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

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
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** 报告整改结果: item by item what was done, with what proves it; what was found mended before is not reported again. */
@Component
public class ReportRectificationForm implements TaskForm {

    public static final String ITEMS = "items";
    public static final Field<String> OUTCOME = InterviewSheet.text("outcome", InterviewText.OUTCOME, L);
    public static final Field<List<String>> FILES =
            Field.files("佐证材料", M).required("缺少佐证材料，请上传。").help("每项都要有材料证明。");

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

    private Filled<Item> items(Interview interview, Draft draft) {
        boolean again = interview.round() > 0;
        Table<Item> table = Table.<Item>of(ITEMS, "整改结果", item -> String.valueOf(item.seq()))
                .hint(again ? "已核查到位的不用再报；其余各项按核查意见整改后重新报告。" : "逐项写明整改结果，并上传佐证材料。")
                .shows("no", "序号", S, InterviewSheet::no)
                .shows("problem", "存在问题", L, Item::problem)
                .shows("measure", "整改措施", L, Item::measure)
                .shows("responsible", "责任人", S, Item::responsible)
                .shows("date", "完成日期", M, item -> WorkingDays.dateText(item.dueOn()))
                .lockedWhere(Item::mended);
        if (again) {
            table.shows("check", "上次核查意见", L, item -> item.latestReport()
                    .map(InterviewSheet::check)
                    .orElse(""));
        }
        return table.asks(OUTCOME, item -> OUTCOME.written(accepted(item).map(Report::outcome)))
                .asks(FILES, item -> FILES.written(accepted(item).map(Report::files)))
                .read(interviews.items(interview), draft);
    }

    private static Optional<Report> accepted(Item item) {
        return item.mended() ? item.latestReport() : Optional.empty();
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Interview interview = sheet.interview(task);
        Filled<Item> items = items(interview, draft);
        long unmended = items.stream().filter(line -> !line.item().mended()).count();
        return FormContent.of(
                        "提交后，%s逐项核查；不到位的退回再次整改。本次报告不能再改。".formatted(sheet.officeName(interview.interviewer())),
                        InterviewSheet.CLAUSE)
                .notices(sheet.notices(interview))
                .part(sheet.resultSection(interview))
                .part(items)
                .fact("报告", "第%d次".formatted(interview.round() + 1))
                .fact("报告期限", WorkingDays.dateText(Objects.requireNonNull(interview.reportBy())))
                .fact("待报告", "%d项，共%d项".formatted(unmended, items.size()));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Interview interview = sheet.interview(task);
        interviews.report(
                interview.id(),
                items(interview, draft).stream()
                        .filter(line -> !line.item().mended())
                        .map(line -> new Outcome(line.item().seq(), line.get(OUTCOME), line.get(FILES)))
                        .toList(),
                actor);
        return Map.of();
    }
}
