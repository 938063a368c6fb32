package cn.healthylishui.assessment.misconduct.process;

import static cn.healthylishui.assessment.column.Width.M;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.misconduct.MisconductCase;
import cn.healthylishui.assessment.misconduct.MisconductCase.Verdict;
import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.result.EffectTable;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Revisions;
import cn.healthylishui.assessment.result.Ruling;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 审定处理决定: the leading group sees the whole case and what it would mean for scores and grades, and decides. */
@Component
public class DecideMisconductForm implements TaskForm {

    public static final Option SERIOUS = new Option("YES", "严重，移送有关机关");
    public static final Option NOT_SERIOUS = new Option("NO", "一般，不移送");
    public static final Field<Option> GRAVITY = Field.choice("serious", "情节", M, SERIOUS, NOT_SERIOUS)
            .required("请选择情节严重或一般。")
            .help("同意认定时有效；已按市健康丽水办的意见选好，可以改。");

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
        cases.require(MisconductSheet.id(task), MisconductCase.State.DECIDING);
    }

    private static Filled<MisconductCase> read(MisconductCase one, int latest, Draft draft) {
        List<Option> options =
                Ruling.options(latest, Verdict.APPROVED.label(), Verdict.RETURNED.label(), Verdict.REFUSED.label());
        Table<MisconductCase> questions = Table.<MisconductCase>questions(Forms.DECISION, "处理决定")
                .asks(Ruling.DECISION.offering(options))
                .asks(GRAVITY, any -> GRAVITY.written(any.serious() ? SERIOUS : NOT_SERIOUS))
                .asks(Ruling.COMMENT.help("退回补充调查和不予认定的，必须写明理由。"))
                .askedWhere(GRAVITY, (any, typed) -> typed.is(Ruling.DECISION, Ruling.APPROVED));
        return Ruling.of(questions, latest).read(one, draft);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        MisconductCase one = cases.get(MisconductSheet.id(task));
        int latest = Ruling.latest(results, one.year());
        return FormContent.of(
                        "同意认定的，%s定为不合格，%s，并予通报批评；退回的，由市健康丽水办补充调查并再次听取陈述申辩；不予认定的，本案结束，只有市健康丽水办、市领导小组和管理员能再查看。"
                                .formatted(
                                        cases.objectName(one),
                                        latest == 0 ? "记入将来审定的第1号考核结果" : "随即形成第%d号考核结果".formatted(latest + 1)),
                        MisconductSheet.CLAUSE)
                .notices(MisconductSheet.silence(one, "请只看查明的事实和证据。"))
                .parts(sheet.sections(one))
                .part(EffectTable.section(revisions.effectOfMisconduct(one.year(), one.object())))
                .part(read(one, latest, draft))
                .fact("现在的结果", latest == 0 ? "还没有审定" : "第%d号".formatted(latest));
    }

    /** The year is locked before the number is looked at: the result that was judged is the one that is changed. */
    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        MisconductCase one = cases.get(MisconductSheet.id(task));
        years.lock(one.year());
        int latest = Ruling.latest(results, one.year());
        Line<MisconductCase> ruling = read(one, latest, draft).only();
        Verdict verdict =
                ruling.find(Ruling.DECISION).map(Verdict::valueOf).orElseThrow(() -> new Refused(Ruling.stale(latest)));
        boolean serious = ruling.is(GRAVITY, SERIOUS);
        cases.decide(one.id(), verdict, serious, ruling.text(Ruling.COMMENT), actor);
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
