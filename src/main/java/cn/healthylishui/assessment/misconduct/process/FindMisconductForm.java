package cn.healthylishui.assessment.misconduct.process;

import static cn.healthylishui.assessment.misconduct.process.MisconductSheet.problem;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.misconduct.MisconductCases.Case;
import cn.healthylishui.assessment.misconduct.MisconductCases.Statement;
import cn.healthylishui.assessment.result.EffectTable;
import cn.healthylishui.assessment.result.Revisions;
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
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** 提出认定意见: the city office weighs facts and statement and says whether it was misconduct, and how grave. */
@Component
class FindMisconductForm implements TaskForm {

    static final String FINDING = "opinion";
    static final String CONFIRMED = "confirmed";
    static final String SERIOUS = "serious";
    static final String REASONS = "reasons";
    static final String PROVISION = "provision";
    static final String YES = "YES";
    static final String NO = "NO";

    private static final String USUAL_PROVISION = "《健康丽水考核办法（试行）》七(三)";

    private final MisconductCases cases;
    private final MisconductSheet sheet;
    private final Revisions revisions;

    FindMisconductForm(MisconductCases cases, MisconductSheet sheet, Revisions revisions) {
        this.cases = cases;
        this.sheet = sheet;
        this.revisions = revisions;
    }

    private record Typed(String confirmed, String serious, String reasons, String provision) {

        boolean isConfirmed() {
            return confirmed.equals(YES);
        }

        boolean isSerious() {
            return serious.equals(YES);
        }
    }

    @Override
    public String taskKey() {
        return "taskFindMisconduct";
    }

    @Override
    public void require(TaskRef task) {
        cases.require(MisconductSheet.id(task), MisconductCases.State.FINDING);
    }

    private static Typed read(Draft draft) {
        return new Typed(
                draft.value(FINDING, FINDING, CONFIRMED, ""),
                draft.value(FINDING, FINDING, SERIOUS, ""),
                draft.value(FINDING, FINDING, REASONS, ""),
                draft.value(FINDING, FINDING, PROVISION, USUAL_PROVISION));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Case one = cases.get(MisconductSheet.id(task));
        Typed typed = read(draft);
        List<Column> columns = List.of(
                Column.choice(CONFIRMED, "意见", Width.M, List.of(new Option(YES, "认定"), new Option(NO, "不予认定"))),
                Column.choice(SERIOUS, "情节是否严重", Width.M, List.of(new Option(YES, "严重"), new Option(NO, "一般")))
                        .help("认定的必选。情节严重的，市领导小组同意后移送有关机关。"),
                Column.input(REASONS, "认定理由", InputType.LONG_TEXT, Width.L).help("写明采信了哪些证据，对方的陈述申辩采纳与否及原因。"),
                Column.input(PROVISION, "依据条款", InputType.TEXT, Width.L));
        Map<String, String> values = Map.of(
                CONFIRMED, typed.confirmed(),
                SERIOUS, typed.serious(),
                REASONS, typed.reasons(),
                PROVISION, typed.provision());
        List<Section> sections = new ArrayList<>(sheet.sections(one));
        sections.add(EffectTable.section(revisions.effectOfMisconduct(one.year(), one.object())));
        sections.add(Forms.questions(FINDING, "认定意见", columns, values, problems(typed)));
        return new FormContent(
                "认定的，报市领导小组审定；不予认定的，本案到此结束，只有市健康丽水办、市领导小组和管理员能再查看。",
                List.of(MisconductSheet.CLAUSE),
                silence(one),
                sections,
                List.of(),
                List.of());
    }

    private static List<Notice> silence(Case one) {
        Statement statement = one.statement();
        return statement != null && statement.waived()
                ? List.of(new Notice(Level.WARNING, "被反映单位经催告没有陈述申辩。没有答复不等于承认，是否认定只看查明的事实和证据。"))
                : List.of();
    }

    private static List<Problem> problems(Typed typed) {
        return Stream.of(
                        problem(
                                CONFIRMED,
                                typed.isConfirmed() || typed.confirmed().equals(NO)
                                        ? Optional.empty()
                                        : Optional.of("请选择认定或不予认定。")),
                        problem(SERIOUS, wrongSerious(typed)),
                        problem(
                                REASONS,
                                MisconductCases.wrongText("认定理由", typed.reasons(), MisconductCases.LONGEST_FINDING)),
                        problem(
                                PROVISION,
                                MisconductCases.wrongText(
                                        "依据条款", typed.provision(), MisconductCases.LONGEST_PROVISION)))
                .flatMap(found -> found)
                .toList();
    }

    private static Optional<String> wrongSerious(Typed typed) {
        return typed.isConfirmed() && !typed.isSerious() && !typed.serious().equals(NO)
                ? Optional.of("请选择情节严重或一般。")
                : MisconductCases.wrongReferral(typed.isConfirmed(), typed.isSerious());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Typed typed = read(draft);
        cases.recordFinding(
                MisconductSheet.id(task),
                typed.isConfirmed(),
                typed.isSerious(),
                typed.reasons(),
                typed.provision(),
                actor);
        return Map.of(Variables.CONFIRMED, typed.isConfirmed(), Variables.SERIOUS, typed.isSerious());
    }
}
