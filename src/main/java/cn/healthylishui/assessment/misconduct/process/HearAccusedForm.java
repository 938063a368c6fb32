package cn.healthylishui.assessment.misconduct.process;

import static cn.healthylishui.assessment.misconduct.process.MisconductSheet.problem;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.misconduct.MisconductCases.Case;
import cn.healthylishui.assessment.misconduct.MisconductCases.Facts;
import cn.healthylishui.assessment.misconduct.MisconductCases.Stage;
import cn.healthylishui.assessment.misconduct.MisconductCases.Statement;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** 陈述和申辩: the accused reads what it is accused of, neither clue nor evidence, and answers; its county's office does for a township. */
@Component
class HearAccusedForm implements TaskForm {

    static final String STATEMENT = "statement";
    static final String ANSWER = "answer";
    static final String STATES = "STATES";
    static final String NOTHING = "NOTHING";
    static final String TEXT = "text";
    static final String FILES = "files";

    private final MisconductCases cases;

    HearAccusedForm(MisconductCases cases) {
        this.cases = cases;
    }

    private record Typed(String answer, String text, List<String> files) {}

    @Override
    public String taskKey() {
        return "taskHearAccused";
    }

    @Override
    public void require(TaskRef task) {
        cases.require(MisconductSheet.id(task), MisconductCases.State.HEARING);
    }

    private static Typed read(Draft draft) {
        return new Typed(
                draft.value(STATEMENT, STATEMENT, ANSWER, ""),
                draft.value(STATEMENT, STATEMENT, TEXT, ""),
                MisconductSheet.ids(draft, STATEMENT, FILES));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Case one = cases.get(MisconductSheet.id(task));
        Typed typed = read(draft);
        List<Column> columns = List.of(
                Column.choice(ANSWER, "答复", Width.M, List.of(new Option(STATES, "陈述意见"), new Option(NOTHING, "没有意见"))),
                Column.input(TEXT, "陈述和申辩", InputType.LONG_TEXT, Width.L).help("逐条说明事实、理由和依据；乡镇（街道）的意见由你们代为填写。"),
                Column.input(FILES, "材料", InputType.FILES, Width.L).help("可不上传。"));
        Map<String, String> values =
                Map.of(ANSWER, typed.answer(), TEXT, typed.text(), FILES, String.join(",", typed.files()));
        List<Section> sections = new ArrayList<>();
        sections.add(accusation(one));
        earlier(one).ifPresent(sections::add);
        sections.add(Forms.questions(STATEMENT, "陈述和申辩", columns, values, problems(typed)));
        return new FormContent(
                "提交后转市健康丽水办，与查明的事实和证据一并研究；提交的内容不能再改。",
                List.of(MisconductSheet.CLAUSE),
                List.of(new Notice(
                        Level.INFO,
                        "请在%s当天结束前答复。这是听取意见，不是处理决定；没有意见的，选“没有意见”即可。"
                                .formatted(WorkingDays.dateText(cases.hearingDue(one))))),
                sections,
                List.of(),
                List.of());
    }

    private Section accusation(Case one) {
        Facts facts = one.facts();
        return new MisconductSheet.Lines()
                .add("案号", one.number())
                .add("考核年度", one.year() + "年度")
                .add("对象", cases.objectName(one))
                .add("需要说明的问题", facts == null ? "" : facts.accusation())
                .section("accusation", "告知事项");
    }

    /** In a case that came back: what the accused itself said the time before. */
    private Optional<Section> earlier(Case one) {
        Statement before = one.statement();
        return before == null || before.waived()
                ? Optional.empty()
                : Optional.of(new MisconductSheet.Lines()
                        .add("陈述和申辩", MisconductSheet.said(before))
                        .files("材料", cases.evidence(one.id()), Stage.STATEMENT)
                        .section("earlier", "上次的陈述和申辩"));
    }

    private static List<Problem> problems(Typed typed) {
        return switch (typed.answer()) {
            case STATES ->
                problem(TEXT, MisconductCases.wrongText("陈述和申辩", typed.text(), MisconductCases.LONGEST_TEXT))
                        .toList();
            case NOTHING ->
                typed.text().isEmpty() && typed.files().isEmpty()
                        ? List.of()
                        : List.of(new Problem(ANSWER, "选了“没有意见”，又写了内容或上传了材料。要陈述的请改选“陈述意见”，不陈述的请删去内容和材料。"));
            default -> List.of(new Problem(ANSWER, "请选择陈述意见，或者没有意见。"));
        };
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Typed typed = read(draft);
        cases.hear(MisconductSheet.id(task), typed.answer().equals(STATES) ? typed.text() : null, typed.files(), actor);
        return Map.of();
    }
}
