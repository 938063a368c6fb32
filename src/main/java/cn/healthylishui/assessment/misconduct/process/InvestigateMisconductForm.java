package cn.healthylishui.assessment.misconduct.process;

import static cn.healthylishui.assessment.misconduct.process.MisconductSheet.problem;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.misconduct.MisconductCases.Case;
import cn.healthylishui.assessment.misconduct.MisconductCases.Facts;
import cn.healthylishui.assessment.misconduct.MisconductCases.Stage;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 调查取证: the city office gathers the evidence and puts into words what the accused is to answer. */
@Component
class InvestigateMisconductForm implements TaskForm {

    static final String FACTS = "facts";
    static final String TEXT = "text";
    static final String FILES = "files";
    static final String ACCUSATION = "accusation";

    private final MisconductCases cases;
    private final MisconductSheet sheet;
    private final Organization organization;

    InvestigateMisconductForm(MisconductCases cases, MisconductSheet sheet, Organization organization) {
        this.cases = cases;
        this.sheet = sheet;
        this.organization = organization;
    }

    private record Typed(String text, List<String> files, String accusation) {}

    @Override
    public String taskKey() {
        return "taskInvestigateMisconduct";
    }

    @Override
    public void require(TaskRef task) {
        cases.require(MisconductSheet.id(task), MisconductCases.State.REPORTED);
    }

    /** A case that came back begins with the words of the time before. */
    private static Typed read(Case one, Draft draft) {
        @Nullable Facts before = one.facts();
        return new Typed(
                draft.value(FACTS, FACTS, TEXT, before == null ? "" : before.text()),
                MisconductSheet.ids(draft, FACTS, FILES),
                draft.value(FACTS, FACTS, ACCUSATION, before == null ? "" : before.accusation()));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Case one = cases.get(MisconductSheet.id(task));
        Typed typed = read(one, draft);
        boolean gathered =
                !cases.evidence(one.id()).getOrDefault(Stage.FACTS, List.of()).isEmpty();
        List<Column> columns = List.of(
                Column.input(TEXT, "查明的事实", InputType.LONG_TEXT, Width.L).help("只供市健康丽水办和市领导小组使用，被反映单位看不到。"),
                Column.input(FILES, gathered ? "补充的证据材料" : "证据材料", InputType.FILES, Width.L)
                        .help(gathered ? "以前的证据材料都保留；有新的在这里补充。被反映单位看不到。" : "必须上传，例如原始台账、比对结果、谈话记录。被反映单位看不到。"),
                Column.input(ACCUSATION, "告知被反映单位的内容", InputType.LONG_TEXT, Width.L)
                        .help("被反映单位看到的就是这段文字，请写清要它说明的问题；不要写反映人的情况。"));
        Map<String, String> values =
                Map.of(TEXT, typed.text(), FILES, String.join(",", typed.files()), ACCUSATION, typed.accusation());
        List<Section> sections = new ArrayList<>(sheet.sections(one));
        sections.add(Forms.questions(FACTS, "调查结果", columns, values, problems(typed, gathered)));
        return new FormContent(
                "办结后，“告知被反映单位的内容”发给%s，请其陈述和申辩。".formatted(organization.officeName(cases.accusedOffice(one))),
                List.of(MisconductSheet.CLAUSE),
                MisconductSheet.returned(one),
                sections,
                List.of(),
                List.of());
    }

    private static List<Problem> problems(Typed typed, boolean gathered) {
        return Stream.of(
                        problem(TEXT, MisconductCases.wrongText("查明的事实", typed.text(), MisconductCases.LONGEST_TEXT)),
                        problem(
                                FILES,
                                gathered || !typed.files().isEmpty()
                                        ? Optional.empty()
                                        : Optional.of("请至少上传一份证据材料，没有证据不能告知和认定。")),
                        problem(
                                ACCUSATION,
                                MisconductCases.wrongText(
                                        "告知被反映单位的内容", typed.accusation(), MisconductCases.LONGEST_TEXT)))
                .flatMap(found -> found)
                .toList();
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        long id = MisconductSheet.id(task);
        Typed typed = read(cases.get(id), draft);
        cases.investigate(id, typed.text(), typed.accusation(), typed.files(), actor);
        return Map.of();
    }
}
