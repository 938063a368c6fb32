package cn.healthylishui.assessment.misconduct.process;

import static cn.healthylishui.assessment.column.Width.L;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.misconduct.MisconductCase;
import cn.healthylishui.assessment.misconduct.MisconductCase.Facts;
import cn.healthylishui.assessment.misconduct.MisconductCase.Stage;
import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** 调查取证: the city office gathers the evidence and puts into words what the accused is to answer. */
@Component
public class InvestigateMisconductForm implements TaskForm {

    public static final String FACTS = "facts";

    public static final Field<String> TEXT =
            MisconductSheet.text("text", "查明的事实").help("只供市健康丽水办和市领导小组使用，被反映单位看不到。");
    public static final Field<List<String>> FILES = Field.files("证据材料", L);
    public static final Field<String> ACCUSATION =
            MisconductSheet.text("accusation", "告知被反映单位的内容").help("被反映单位看到的就是这段文字，请写清要它说明的问题；不要写反映人的情况。");

    private final MisconductCases cases;
    private final MisconductSheet sheet;
    private final Organization organization;

    InvestigateMisconductForm(MisconductCases cases, MisconductSheet sheet, Organization organization) {
        this.cases = cases;
        this.sheet = sheet;
        this.organization = organization;
    }

    @Override
    public String taskKey() {
        return "taskInvestigateMisconduct";
    }

    @Override
    public void require(TaskRef task) {
        cases.require(MisconductSheet.id(task), MisconductCase.State.REPORTED);
    }

    /** A case that came back begins with the words of the time before, and keeps its evidence. */
    private Filled<MisconductCase> read(MisconductCase one, Draft draft) {
        Optional<Facts> before = Optional.ofNullable(one.facts());
        boolean gathered =
                !MisconductSheet.of(cases.evidence(one.id()), Stage.FACTS).isEmpty();
        return Table.<MisconductCase>questions(FACTS, "调查结果")
                .asks(TEXT, any -> before.map(Facts::text).orElse(""))
                .asks(
                        gathered
                                ? FILES.labelled("补充的证据材料").help("以前的证据材料都保留；有新的在这里补充。被反映单位看不到。")
                                : FILES.required("请至少上传一份证据材料，没有证据不能告知和认定。").help("必须上传，例如原始台账、比对结果、谈话记录。被反映单位看不到。"))
                .asks(ACCUSATION, any -> before.map(Facts::accusation).orElse(""))
                .read(one, draft);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        MisconductCase one = cases.get(MisconductSheet.id(task));
        return FormContent.of(
                        "办结后，“告知被反映单位的内容”发给%s，请其陈述和申辩。".formatted(organization.officeName(cases.accusedOffice(one))),
                        MisconductSheet.CLAUSE)
                .notices(MisconductSheet.returned(one))
                .parts(sheet.sections(one))
                .part(read(one, draft));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        MisconductCase one = cases.get(MisconductSheet.id(task));
        Line<MisconductCase> found = read(one, draft).only();
        cases.investigate(one.id(), found.get(TEXT), found.get(ACCUSATION), found.get(FILES), actor);
        return Map.of();
    }
}
