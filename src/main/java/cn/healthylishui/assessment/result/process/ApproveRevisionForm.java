package cn.healthylishui.assessment.result.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.result.EffectTable;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Revisions;
import cn.healthylishui.assessment.result.Revisions.Changes;
import cn.healthylishui.assessment.result.Revisions.ItemChange;
import cn.healthylishui.assessment.result.Revisions.Proposal;
import cn.healthylishui.assessment.result.Revisions.State;
import cn.healthylishui.assessment.result.Ruling;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.ItemResult;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.taskform.Draft;
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
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 审定更正: the leading group sees what would change for whom and decides; only then does the result change (办法六). */
@Component
class ApproveRevisionForm implements TaskForm {

    private final Revisions revisions;
    private final Results results;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final IndicatorTables tables;

    private final References references;
    private final ReferenceCells referenceCells;

    ApproveRevisionForm(
            Revisions revisions,
            Results results,
            AssessmentYears years,
            YearRoster roster,
            IndicatorTables tables,
            References references,
            ReferenceCells referenceCells) {
        this.references = references;
        this.referenceCells = referenceCells;
        this.revisions = revisions;
        this.results = results;
        this.years = years;
        this.roster = roster;
        this.tables = tables;
    }

    @Override
    public String taskKey() {
        return "taskApproveRevision";
    }

    @Override
    public void require(TaskRef task) {
        revisions.require(task.id(Variables.PROPOSAL), State.PROPOSED);
    }

    private static Filled<TaskRef> ruling(TaskRef task, Draft draft, int latest) {
        return Ruling.of(
                        Table.<TaskRef>questions(Forms.DECISION, "审定意见")
                                .asks(Ruling.DECISION
                                        .labelled("意见")
                                        .offering(Ruling.options(
                                                latest, "同意，形成第%d号考核结果".formatted(latest + 1), "退回修改更正方案", "不同意更正")))
                                .asks(Ruling.COMMENT.labelled("具体意见")),
                        latest)
                .read(task, draft);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        roster.readAll(task.year());
        Proposal proposal = revisions.get(task.id(Variables.PROPOSAL));
        int latest = Ruling.latest(results, task.year());
        Changes changes = revisions.changes(proposal.id());
        return FormContent.of("选“同意”后形成第%d号考核结果，有变化的另行公示或通报；选其他意见的，结果不变。".formatted(latest + 1), "办法六(一)", "办法六(二)")
                .part(Table.<Map.Entry<String, String>>of("proposal", "更正原因", Map.Entry::getKey)
                        .shows("what", "事项", S, Map.Entry::getKey)
                        .shows("text", "内容", L, Map.Entry::getValue)
                        .section(List.of(Map.entry("原因", proposal.kind().label()), Map.entry("说明", proposal.reason()))))
                .partUnlessEmpty(items(task.year()).read(changes.items(), draft))
                .partUnlessEmpty(referenceCells.shown(task.year(), changes.references()))
                .part(EffectTable.section(revisions.effect(task.year(), changes)))
                .part(ruling(task, draft, latest))
                .fact("现在的结果", "第%d号".formatted(latest));
    }

    private Table<ItemChange> items(int year) {
        return Table.<ItemChange>of("items", "更正的项目", one -> one.object() + "-" + one.indicator() + "-" + one.source())
                .shows("object", "考核对象", M, one -> roster.fullName(year, one.object()))
                .shows("item", "指标", L, one -> ItemSheet.title(indicator(year, one)))
                .shows("before", "现在", L, one -> before(year, one))
                .shows(
                        "after",
                        "改为",
                        M,
                        one -> one.source().label()
                                + "："
                                + one.answer().shown(indicator(year, one))
                                + points(
                                        indicator(year, one),
                                        one.answer(),
                                        references.of(year, one.object()).of(one.object(), indicator(year, one))))
                .shows("reason", "理由和依据", L, one -> one.answer().grounds(indicator(year, one)))
                .showsFiles("files", "材料", M, one -> one.answer().evidence());
    }

    private Indicator indicator(int year, ItemChange change) {
        return tables.ofObject(year, change.object()).indicator(change.indicator());
    }

    private String before(int year, ItemChange change) {
        return results.items(year, results.latestNumber(year), change.object()).stream()
                .filter(item -> item.indicator().code().equals(change.indicator()))
                .findFirst()
                .map(ItemResult::explanation)
                .orElse("");
    }

    private static String points(Indicator indicator, Answer answer, Compared compared) {
        String points = ItemSheet.points(indicator, answer, compared);
        return switch (answer.state()) {
            case VALUE, MET, NOT_MET -> indicator.mustPass() ? "，" + points : "，得" + points + "分";
            case NO_DATA, NOT_APPLICABLE -> "";
        };
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        long proposal = task.id(Variables.PROPOSAL);
        years.lock(task.year());
        int latest = Ruling.latest(results, task.year());
        Line<TaskRef> ruling = ruling(task, draft, latest).only();
        String decision = ruling.find(Ruling.DECISION).orElseThrow(() -> new Refused(Ruling.stale(latest)));
        String comment = ruling.text(Ruling.COMMENT);
        if (decision.equals(Ruling.APPROVED)) {
            revisions.agree(proposal, comment, actor);
        } else {
            revisions.decline(
                    proposal, decision.equals(Ruling.RETURNED) ? State.RETURNED : State.REFUSED, comment, actor);
        }
        return Map.of(Variables.RULING, decision);
    }
}
