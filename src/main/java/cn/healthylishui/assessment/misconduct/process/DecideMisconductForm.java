package cn.healthylishui.assessment.misconduct.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.misconduct.MisconductCases.Case;
import cn.healthylishui.assessment.misconduct.MisconductCases.Statement;
import cn.healthylishui.assessment.misconduct.MisconductCases.Verdict;
import cn.healthylishui.assessment.result.EffectTable;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Revisions;
import cn.healthylishui.assessment.result.Ruling;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 审定处理决定: the leading group sees the whole case and what it would mean for scores and grades, and decides. */
@Component
class DecideMisconductForm implements TaskForm {

    static final String CHOICE = "decision";
    static final String SERIOUS = "serious";
    static final String COMMENT = "comment";
    static final String YES = "YES";
    static final String NO = "NO";

    private final MisconductCases cases;
    private final MisconductSheet sheet;
    private final AssessmentYears years;
    private final Results results;
    private final Revisions revisions;

    DecideMisconductForm(
            MisconductCases cases, MisconductSheet sheet, AssessmentYears years, Results results, Revisions revisions) {
        this.cases = cases;
        this.sheet = sheet;
        this.years = years;
        this.results = results;
        this.revisions = revisions;
    }

    @Override
    public String taskKey() {
        return "taskDecideMisconduct";
    }

    @Override
    public void require(TaskRef task) {
        cases.require(MisconductSheet.id(task), MisconductCases.State.DECIDING);
    }

    private static String serious(Case one, Draft draft) {
        return draft.value(Forms.DECISION, Forms.DECISION, SERIOUS, one.serious() ? YES : NO);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Case one = cases.get(MisconductSheet.id(task));
        int latest = Ruling.latest(results, one.year());
        Ruling ruling = Ruling.of(draft, latest);
        String serious = serious(one, draft);
        List<Column> columns = List.of(
                Column.choice(
                        CHOICE,
                        "决定",
                        Width.L,
                        Ruling.options(
                                latest, Verdict.APPROVED.label(), Verdict.RETURNED.label(), Verdict.REFUSED.label())),
                Column.choice(SERIOUS, "情节", Width.M, List.of(new Option(YES, "严重，移送有关机关"), new Option(NO, "一般，不移送")))
                        .help("同意认定时有效；已按市健康丽水办的意见选好，可以改。"),
                Column.input(COMMENT, "意见", InputType.LONG_TEXT, Width.L).help("退回补充调查和不予认定的，必须写明理由。"));
        Map<String, String> values = Map.of(
                // A stale choice is shown as none: there is no such option any more.
                CHOICE,
                ruling.decision().isEmpty() ? "" : ruling.chosen(),
                SERIOUS,
                serious,
                COMMENT,
                ruling.comment());
        List<Section> sections = new ArrayList<>(sheet.sections(one));
        sections.add(EffectTable.section(revisions.effectOfMisconduct(one.year(), one.object())));
        sections.add(Forms.questions(Forms.DECISION, "处理决定", columns, values, problems(ruling, latest, serious)));
        return new FormContent(
                "同意认定的，%s定为不合格，%s，并予通报批评；退回的，由市健康丽水办补充调查并再次听取陈述申辩；不予认定的，本案结束，只有市健康丽水办、市领导小组和管理员能再查看。"
                        .formatted(
                                cases.objectName(one),
                                latest == 0 ? "记入将来审定的第1号考核结果" : "随即形成第%d号考核结果".formatted(latest + 1)),
                List.of(MisconductSheet.CLAUSE),
                silence(one),
                sections,
                List.of(new Fact("现在的结果", latest == 0 ? "还没有审定" : "第%d号".formatted(latest))),
                List.of());
    }

    private static List<Notice> silence(Case one) {
        Statement statement = one.statement();
        return statement != null && statement.waived()
                ? List.of(new Notice(Level.WARNING, "被反映单位经催告没有陈述申辩。没有答复不等于承认，请只看查明的事实和证据。"))
                : List.of();
    }

    private static List<Problem> problems(Ruling ruling, int latest, String serious) {
        List<Problem> problems = new ArrayList<>(ruling.problems(latest));
        if (ruling.decision().equals(Ruling.APPROVED) && !serious.equals(YES) && !serious.equals(NO)) {
            problems.add(new Problem(SERIOUS, "请选择情节严重或一般。"));
        }
        return problems;
    }

    /** The year is locked before the number is looked at: the result that was judged is the one that is changed. */
    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Case one = cases.get(MisconductSheet.id(task));
        years.lock(one.year());
        int latest = Ruling.latest(results, one.year());
        Ruling ruling = Ruling.of(draft, latest);
        if (ruling.decision().isEmpty()) {
            throw new Refused(Ruling.stale(latest));
        }
        Verdict verdict = Verdict.valueOf(ruling.decision());
        boolean serious = verdict == Verdict.APPROVED && serious(one, draft).equals(YES);
        cases.decide(one.id(), verdict, serious, ruling.comment(), actor);
        // What was found is not for the accused, who sees the variables of its own task when it is heard again.
        return Map.of(
                Variables.RULING,
                verdict.name(),
                Variables.SERIOUS,
                serious,
                Variables.CONFIRMED,
                verdict == Verdict.APPROVED);
    }
}
