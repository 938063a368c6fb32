package cn.healthylishui.assessment.interview.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.interview.Interview;
import cn.healthylishui.assessment.interview.Interview.Item;
import cn.healthylishui.assessment.interview.InterviewRules;
import cn.healthylishui.assessment.interview.InterviewStep;
import cn.healthylishui.assessment.interview.Interviews;
import cn.healthylishui.assessment.interview.Interviews.Checked;
import cn.healthylishui.assessment.interview.Interviews.Verdict;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 逐项核查整改: every reported item is mended or is not; what is not comes again while rounds are left. */
@Component
public class CheckRectificationForm implements TaskForm {

    public static final String VERDICTS = "verdicts";
    public static final Option MENDED = new Option("MENDED", "到位");
    public static final Option NOT_MENDED = new Option("NOT_MENDED", "不到位");
    public static final Field<Option> VERDICT =
            Field.choice("verdict", "结论", M, MENDED, NOT_MENDED).required("请选择到位或不到位。");
    public static final Field<String> COMMENT =
            Field.text("comment", "核查意见", L, InterviewRules::wrongComment).help("不到位的必填。");

    public static final String NEXT = "next";
    public static final Field<LocalDate> DATE = Field.date("date", "再次报告的期限", M).required("请填写日期。");

    private static final Table<Item> VERDICT_TABLE = Table.<Item>of(
                    VERDICTS, "核查结论", item -> String.valueOf(item.seq()))
            .hint("逐项对照整改结果和佐证材料，选择到位或不到位。")
            .shows("no", "序号", S, InterviewSheet::no)
            .shows("problem", "存在问题", L, Item::problem)
            .asks(VERDICT)
            .asks(COMMENT)
            .requiredWhere(COMMENT, (item, typed) -> typed.is(VERDICT, NOT_MENDED));

    private final Interviews interviews;
    private final InterviewRules rules;
    private final InterviewSheet sheet;

    CheckRectificationForm(Interviews interviews, InterviewRules rules, InterviewSheet sheet) {
        this.interviews = interviews;
        this.rules = rules;
        this.sheet = sheet;
    }

    @Override
    public String taskKey() {
        return "taskCheckRectification";
    }

    @Override
    public void require(TaskRef task) {
        interviews.require(InterviewStep.CHECK, task.id(Variables.INTERVIEW));
    }

    private static Filled<Item> verdicts(Interview interview, List<Item> items, Draft draft) {
        return VERDICT_TABLE.read(Interviews.reported(interview, items), draft);
    }

    private Filled<Interview> next(Interview interview, Filled<Item> verdicts, Draft draft) {
        return Table.<Interview>questions(NEXT, "再次报告")
                .asks(DATE.checked(day -> rules.wrongNextReport(interview, day))
                        .help("有不到位的才填；应在今天之后，不晚于%s。"
                                .formatted(WorkingDays.dateText(rules.latestNextReport(interview)))))
                .askedOnlyIf(verdicts.stream().anyMatch(line -> line.is(VERDICT, NOT_MENDED)))
                .read(interview, draft);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Interview interview = sheet.interview(task);
        List<Item> items = interviews.items(interview);
        Filled<Item> verdicts = verdicts(interview, items, draft);
        boolean exhausted = interviews.exhausted(interview);
        int round = interview.round();
        List<Section> sections = new ArrayList<>();
        sections.add(sheet.resultSection(interview));
        sections.add(InterviewSheet.reports("reports", "本次报告的整改结果", items, round, round));
        if (round > 1) {
            sections.add(InterviewSheet.reports("earlier", "以前的报告和核查意见", items, 1, round - 1));
        }
        sections.add(verdicts.section());
        if (!exhausted) {
            sections.add(next(interview, verdicts, draft).section());
        }
        long mended = verdicts.stream().filter(line -> line.is(VERDICT, MENDED)).count();
        return FormContent.of(
                        exhausted
                                ? "全部到位的，约谈整改办结；仍有不到位的，已达最多报告次数，报市领导小组研究。核查意见不能再改。"
                                : "全部到位的，约谈整改办结；有不到位的，退回%s再次整改，按新的期限报告。核查意见不能再改。"
                                        .formatted(sheet.officeName(interview.interviewee())),
                        InterviewSheet.CLAUSE)
                .notices(sheet.notices(interview))
                .parts(sections)
                .fact("报告", "第%d次".formatted(round))
                .fact("到位", "%d项，本次报告%d项".formatted(mended, verdicts.size()));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Interview interview = sheet.interview(task);
        Filled<Item> verdicts = verdicts(interview, interviews.items(interview), draft);
        Checked checked = interviews.check(
                interview.id(),
                verdicts.stream()
                        .map(line -> new Verdict(line.item().seq(), line.is(VERDICT, MENDED), line.text(COMMENT)))
                        .toList(),
                next(interview, verdicts, draft).only().find(DATE).orElse(null),
                actor);
        return Map.of(Variables.MENDED, checked.mended(), Variables.EXHAUSTED, checked.exhausted());
    }
}
