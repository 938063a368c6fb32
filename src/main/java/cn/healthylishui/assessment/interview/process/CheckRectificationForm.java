package cn.healthylishui.assessment.interview.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.interview.Interview;
import cn.healthylishui.assessment.interview.Interview.Item;
import cn.healthylishui.assessment.interview.InterviewStep;
import cn.healthylishui.assessment.interview.InterviewText;
import cn.healthylishui.assessment.interview.Interviews;
import cn.healthylishui.assessment.interview.Interviews.Checked;
import cn.healthylishui.assessment.interview.Interviews.Verdict;
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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 逐项核查整改: every reported item is mended or is not; what is not comes again while rounds are left. */
@Component
class CheckRectificationForm implements TaskForm {

    static final String VERDICTS = "verdicts";
    static final String NEXT = "next";
    static final String MENDED = "MENDED";
    static final String NOT_MENDED = "NOT_MENDED";

    private final Interviews interviews;
    private final InterviewSheet sheet;

    CheckRectificationForm(Interviews interviews, InterviewSheet sheet) {
        this.interviews = interviews;
        this.sheet = sheet;
    }

    private record TypedVerdict(Item item, String choice, String comment) {

        boolean mended() {
            return choice.equals(MENDED);
        }

        boolean notMended() {
            return choice.equals(NOT_MENDED);
        }
    }

    private record Typed(
            List<TypedVerdict> verdicts,
            String dateText,
            @Nullable LocalDate date) {

        boolean needsDate() {
            return verdicts.stream().anyMatch(TypedVerdict::notMended);
        }
    }

    @Override
    public String taskKey() {
        return "taskCheckRectification";
    }

    @Override
    public void require(TaskRef task) {
        interviews.require(InterviewStep.CHECK, task.id(Variables.INTERVIEW));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Interview interview = sheet.interview(task);
        List<Item> items = interviews.items(interview.id());
        Typed typed = read(interview, items, draft);
        boolean exhausted = interviews.exhausted(interview);
        int round = interview.round();
        List<Section> sections = new ArrayList<>();
        sections.add(sheet.resultSection(interview));
        sections.add(InterviewSheet.reports("reports", "本次报告的整改结果", items, round, round));
        if (round > 1) {
            sections.add(InterviewSheet.reports("earlier", "以前的报告和核查意见", items, 1, round - 1));
        }
        sections.add(verdicts(typed));
        if (!exhausted) {
            sections.add(next(interview, typed));
        }
        return new FormContent(
                exhausted
                        ? "全部到位的，约谈整改办结；仍有不到位的，已达最多报告次数，报市领导小组研究。核查意见不能再改。"
                        : "全部到位的，约谈整改办结；有不到位的，退回%s再次整改，按新的期限报告。核查意见不能再改。"
                                .formatted(sheet.officeName(interview.interviewee())),
                InterviewSheet.CLAUSES,
                sheet.notices(interview),
                sections,
                List.of(
                        new Fact("报告", "第%d次".formatted(round)),
                        new Fact(
                                "到位",
                                "%d项，本次报告%d项"
                                        .formatted(
                                                typed.verdicts().stream()
                                                        .filter(TypedVerdict::mended)
                                                        .count(),
                                                typed.verdicts().size()))),
                List.of());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Interview interview = sheet.interview(task);
        Typed typed = read(interview, interviews.items(interview.id()), draft);
        Checked checked = interviews.check(
                interview.id(),
                typed.verdicts().stream()
                        .map(verdict -> new Verdict(verdict.item().seq(), verdict.mended(), verdict.comment()))
                        .toList(),
                typed.date(),
                actor);
        return Map.of(Variables.MENDED, checked.mended(), Variables.EXHAUSTED, checked.exhausted());
    }

    private static Typed read(Interview interview, List<Item> items, Draft draft) {
        String date = draft.value(NEXT, NEXT, "date", "");
        return new Typed(
                Interviews.reported(interview, items).stream()
                        .map(item -> verdict(item, draft))
                        .toList(),
                date,
                TypedDate.read(date).orElse(null));
    }

    private static TypedVerdict verdict(Item item, Draft draft) {
        String row = String.valueOf(item.seq());
        return new TypedVerdict(
                item, draft.value(VERDICTS, row, "verdict", ""), draft.value(VERDICTS, row, "comment", ""));
    }

    private Section verdicts(Typed typed) {
        return Forms.table(
                VERDICTS,
                "核查结论",
                "逐项对照整改结果和佐证材料，选择到位或不到位。",
                List.of(
                        Column.label("no", "序号", Width.S),
                        Column.label("problem", "存在问题", Width.L),
                        Column.choice(
                                "verdict",
                                "结论",
                                Width.M,
                                List.of(new Option(MENDED, "到位"), new Option(NOT_MENDED, "不到位"))),
                        Column.input("comment", "核查意见", InputType.TEXT, Width.L).help("不到位的必填。")),
                typed.verdicts().stream()
                        .map(verdict -> new Row(
                                String.valueOf(verdict.item().seq()),
                                false,
                                Map.of(
                                        "no", InterviewSheet.no(verdict.item()),
                                        "problem", verdict.item().problem(),
                                        "verdict", verdict.choice(),
                                        "comment", verdict.comment()),
                                Map.of(),
                                problems(verdict)))
                        .toList());
    }

    private List<Problem> problems(TypedVerdict verdict) {
        List<Problem> problems = new ArrayList<>();
        if (!verdict.mended() && !verdict.notMended()) {
            problems.add(new Problem("verdict", "请选择到位或不到位。"));
        }
        Optional<String> comment = verdict.notMended()
                ? interviews.wrongComment(verdict.comment())
                : InterviewText.COMMENT.tooLong(verdict.comment());
        comment.ifPresent(message -> problems.add(new Problem("comment", message)));
        return problems;
    }

    private Section next(Interview interview, Typed typed) {
        Optional<String> problem = Optional.empty();
        if (typed.needsDate()) {
            problem = typed.date() == null
                    ? Optional.of(TypedDate.problem(typed.dateText()))
                    : interviews.wrongNextReport(interview, typed.date());
        }
        return Forms.questions(
                NEXT,
                "再次报告",
                List.of(Column.input("date", "再次报告的期限", InputType.DATE, Width.M)
                        .help("有不到位的才填；应在今天之后，不晚于%s。"
                                .formatted(WorkingDays.dateText(interviews.latestNextReport(interview))))),
                Map.of("date", typed.date() == null ? typed.dateText() : String.valueOf(typed.date())),
                problem.map(message -> new Problem("date", message)).stream().toList());
    }
}
