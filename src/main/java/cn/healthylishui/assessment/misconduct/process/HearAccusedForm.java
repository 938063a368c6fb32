package cn.healthylishui.assessment.misconduct.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.misconduct.MisconductCase;
import cn.healthylishui.assessment.misconduct.MisconductCase.Facts;
import cn.healthylishui.assessment.misconduct.MisconductCase.Stage;
import cn.healthylishui.assessment.misconduct.MisconductCase.Statement;
import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.Lines;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.Typed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** 陈述和申辩: the accused reads what it is accused of, neither clue nor evidence, and answers; its county's office does for a township. */
@Component
public class HearAccusedForm implements TaskForm {

    public static final String STATEMENT = "statement";

    public static final Option STATES = new Option("STATES", "陈述意见");
    public static final Option NOTHING = new Option("NOTHING", "没有意见");
    public static final Field<Option> ANSWER =
            Field.choice("answer", "答复", M, STATES, NOTHING).required("请选择陈述意见，或者没有意见。");
    public static final Field<String> TEXT =
            MisconductSheet.text("text", "陈述和申辩").help("逐条说明事实、理由和依据；乡镇（街道）的意见由你们代为填写。");
    public static final Field<List<String>> FILES = Field.files("材料", L).help("可不上传。");

    private static final Table<TaskRef> QUESTIONS = Table.<TaskRef>questions(STATEMENT, "陈述和申辩")
            .asks(ANSWER)
            .asks(TEXT)
            .asks(FILES)
            .askedWhere(TEXT, (task, typed) -> typed.is(ANSWER, STATES))
            .rule(HearAccusedForm::nothingIsNothing);

    private final MisconductCases cases;

    HearAccusedForm(MisconductCases cases) {
        this.cases = cases;
    }

    /** Who says that there is nothing to say, says nothing. */
    private static Optional<Problem> nothingIsNothing(TaskRef task, Typed typed) {
        return typed.is(ANSWER, NOTHING) && !(typed.isEmpty(TEXT) && typed.isEmpty(FILES))
                ? Optional.of(ANSWER.problem("选了“没有意见”，又写了内容或上传了材料。要陈述的请改选“陈述意见”，不陈述的请删去内容和材料。"))
                : Optional.empty();
    }

    @Override
    public String taskKey() {
        return "taskHearAccused";
    }

    @Override
    public void require(TaskRef task) {
        cases.require(MisconductSheet.id(task), MisconductCase.State.HEARING);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        MisconductCase one = cases.get(MisconductSheet.id(task));
        return FormContent.of("提交后转市健康丽水办，与查明的事实和证据一并研究；提交的内容不能再改。", MisconductSheet.CLAUSE)
                .inform("请在%s当天结束前答复。这是听取意见，不是处理决定；没有意见的，选“没有意见”即可。"
                        .formatted(WorkingDays.dateText(cases.hearingDue(one))))
                .part(accusation(one))
                .parts(earlier(one).stream().toList())
                .part(QUESTIONS.read(task, draft));
    }

    private Section accusation(MisconductCase one) {
        Facts facts = one.facts();
        return new Lines("accusation", "告知事项")
                .say("案号", one.number())
                .say("考核年度", one.year() + "年度")
                .say("对象", cases.objectName(one))
                .say("需要说明的问题", facts == null ? "" : facts.accusation())
                .section();
    }

    /** In a case that came back: what the accused itself said the time before. */
    private Optional<Section> earlier(MisconductCase one) {
        Statement before = one.statement();
        return before == null || before.waived()
                ? Optional.empty()
                : Optional.of(new Lines("earlier", "上次的陈述和申辩")
                        .say("陈述和申辩", MisconductSheet.said(before))
                        .files("材料", MisconductSheet.of(cases.evidence(one.id()), Stage.STATEMENT))
                        .section());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Line<TaskRef> answer = QUESTIONS.read(task, draft).only();
        cases.hear(MisconductSheet.id(task), answer.find(TEXT).orElse(null), answer.get(FILES), actor);
        return Map.of();
    }
}
