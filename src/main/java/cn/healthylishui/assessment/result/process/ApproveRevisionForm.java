package cn.healthylishui.assessment.result.process;

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
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Proposal proposal = revisions.get(task.id(Variables.PROPOSAL));
        int latest = Ruling.latest(results, task.year());
        Ruling ruling = Ruling.of(draft, latest);
        Changes changes = revisions.changes(proposal.id());
        return new FormContent(
                "选“同意”后形成第%d号考核结果，有变化的另行公示或通报；选其他意见的，结果不变。".formatted(latest + 1),
                List.of("办法六(一)", "办法六(二)"),
                List.of(),
                Stream.of(
                                Stream.of(reason(proposal)),
                                changes.items().isEmpty()
                                        ? Stream.<Section>empty()
                                        : Stream.of(items(task.year(), changes.items())),
                                referenceCells.shown(task.year(), changes.references()).stream(),
                                Stream.of(
                                        EffectTable.section(revisions.effect(task.year(), changes)),
                                        Forms.questions(
                                                Forms.DECISION,
                                                "审定意见",
                                                List.of(
                                                        Column.choice(
                                                                "decision",
                                                                "意见",
                                                                Width.L,
                                                                Ruling.options(
                                                                        latest,
                                                                        "同意，形成第%d号考核结果".formatted(latest + 1),
                                                                        "退回修改更正方案",
                                                                        "不同意更正")),
                                                        Column.input("comment", "具体意见", InputType.LONG_TEXT, Width.L)),
                                                Map.of("decision", ruling.chosen(), "comment", ruling.comment()),
                                                ruling.problems(latest))))
                        .flatMap(sections -> sections)
                        .toList(),
                List.of(new Fact("现在的结果", "第%d号".formatted(latest))),
                List.of());
    }

    private static Section reason(Proposal proposal) {
        return Forms.table(
                "proposal",
                "更正原因",
                null,
                List.of(Column.label("what", "事项", Width.S), Column.label("text", "内容", Width.L)),
                List.of(
                        Forms.readOnly(
                                "kind",
                                Map.of("what", "原因", "text", proposal.kind().label())),
                        Forms.readOnly("reason", Map.of("what", "说明", "text", proposal.reason()))));
    }

    private Section items(int year, List<ItemChange> changes) {
        return Forms.table(
                "items",
                "更正的项目",
                null,
                List.of(
                        Column.label("object", "考核对象", Width.M),
                        Column.label("item", "指标", Width.L),
                        Column.label("before", "现在", Width.L),
                        Column.label("after", "改为", Width.M),
                        Column.label("reason", "理由和依据", Width.L),
                        Column.input("files", "材料", InputType.FILES, Width.M)),
                changes.stream().map(change -> item(year, change)).toList());
    }

    private Row item(int year, ItemChange change) {
        Indicator indicator = tables.ofObject(year, change.object()).indicator(change.indicator());
        String before = results.items(year, results.latestNumber(year), change.object()).stream()
                .filter(item -> item.indicator().code().equals(change.indicator()))
                .findFirst()
                .map(ItemResult::explanation)
                .orElse("");
        Answer answer = change.answer();
        return Forms.readOnly(
                change.object() + "-" + change.indicator() + "-" + change.source(),
                Map.of(
                        "object", roster.fullName(year, change.object()),
                        "item", ItemSheet.title(indicator),
                        "before", before,
                        "after",
                                change.source().label() + "：" + answer.shown(indicator)
                                        + points(
                                                indicator,
                                                answer,
                                                references
                                                        .of(year, change.object())
                                                        .of(change.object(), indicator)),
                        "reason", answer.grounds(indicator),
                        "files", String.join(",", answer.evidence())));
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
        Ruling ruling = Ruling.of(draft, latest);
        if (ruling.decision().isEmpty()) {
            throw new Refused(Ruling.stale(latest));
        }
        if (ruling.decision().equals(Ruling.APPROVED)) {
            revisions.agree(proposal, ruling.comment(), actor);
        } else {
            revisions.decline(
                    proposal,
                    ruling.decision().equals(Ruling.RETURNED) ? State.RETURNED : State.REFUSED,
                    ruling.comment(),
                    actor);
        }
        return Map.of(Variables.RULING, ruling.decision());
    }
}
