package cn.healthylishui.assessment.adjustment.process;

import cn.healthylishui.assessment.adjustment.Adjustment;
import cn.healthylishui.assessment.adjustment.Adjustment.ChosenDraft;
import cn.healthylishui.assessment.adjustment.Adjustment.Proposal;
import cn.healthylishui.assessment.adjustment.DraftDifference;
import cn.healthylishui.assessment.adjustment.DraftDifferences;
import cn.healthylishui.assessment.adjustment.Hearings;
import cn.healthylishui.assessment.adjustment.Hearings.Comment;
import cn.healthylishui.assessment.adjustment.Hearings.Hearing;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** What the later steps of an adjustment show alike: the proposals with their answers, what would change, what was said before. */
@Component
class AdjustmentSheet {

    private final DraftDifferences differences;
    private final Hearings hearings;
    private final Organization organization;

    AdjustmentSheet(DraftDifferences differences, Hearings hearings, Organization organization) {
        this.differences = differences;
        this.hearings = hearings;
        this.organization = organization;
    }

    static String title(Indicator indicator) {
        return indicator.code() + " " + indicator.name();
    }

    /** Why it came back, and what stands against going on. */
    static List<Notice> notices(Adjustment adjustment, List<String> obstacles) {
        List<Notice> notices = new ArrayList<>();
        obstacles.forEach(obstacle -> notices.add(new Notice(Level.WARNING, obstacle)));
        adjustment.returns().stream()
                .reduce((earlier, later) -> later)
                .filter(last -> adjustment.state() == Adjustment.State.REVIEW)
                .ifPresent(last -> notices.add(new Notice(
                        Level.WARNING, "%s，草案要修改：%s".formatted(last.stage().label(), last.reason()))));
        return notices;
    }

    Section origin(Adjustment adjustment) {
        return Forms.table(
                "origin",
                "调整的由来",
                null,
                List.of(Column.label("what", "事项", Width.S), Column.label("text", "内容", Width.L)),
                List.of(
                        Forms.readOnly(
                                "office",
                                Map.of(
                                        "what",
                                        "建议单位",
                                        "text",
                                        organization.officeName(adjustment.office())
                                                + "，"
                                                + WorkingDays.dateText(
                                                        adjustment.proposedAt().toLocalDate()))),
                        Forms.readOnly("summary", Map.of("what", "理由", "text", adjustment.summary()))));
    }

    /** The proposals as they were answered. */
    static Section answered(Adjustment adjustment) {
        return Forms.table(
                "answered",
                "调整建议和答复",
                null,
                List.of(
                        Column.label("no", "序号", Width.S),
                        Column.label("table", "指标表", Width.S),
                        Column.label("indicator", "指标", Width.M),
                        Column.label("text", "建议", Width.L),
                        Column.label("reason", "理由", Width.L),
                        Column.label("answer", "答复", Width.L)),
                adjustment.proposals().stream().map(AdjustmentSheet::answered).toList());
    }

    private static Row answered(Proposal proposal) {
        return Forms.readOnly(
                String.valueOf(proposal.seq()),
                Map.of(
                        "no", "第%d条".formatted(proposal.seq()),
                        "table", proposal.table().label(),
                        "indicator", proposal.subject(),
                        "text", proposal.change().label() + "：" + proposal.text(),
                        "reason", proposal.reason(),
                        "answer",
                                proposal.reply() == null
                                        ? ""
                                        : proposal.reply().label()
                                                + "。"
                                                + Objects.requireNonNullElse(proposal.answer(), "")));
    }

    /** What the drafts would change of the tables they were made from. */
    List<Section> differences(List<ChosenDraft> drafts) {
        return List.of(
                Forms.table(
                        "drafts",
                        "草案和现行指标表",
                        null,
                        List.of(
                                Column.label("table", "指标表", Width.M),
                                Column.label("versions", "版本", Width.M),
                                Column.label("summary", "差别", Width.L),
                                Column.label("compare", "全文对照", Width.S)),
                        differences.of(drafts).stream()
                                .map(one -> Forms.readOnly(
                                        one.table().name(),
                                        Map.of(
                                                "table", one.table().label(),
                                                "versions", "第%d版 → 第%d版（草案）".formatted(one.before(), one.after()),
                                                "summary", one.summary(),
                                                "compare", one.compareAddress())))
                                .toList()),
                changes(drafts));
    }

    /** The same indicator by indicator. */
    Section changes(List<ChosenDraft> drafts) {
        return Forms.table(
                "changes",
                "具体改动",
                null,
                List.of(
                        Column.label("indicator", "指标", Width.M),
                        Column.label("kind", "改动", Width.S),
                        Column.label("before", "现行", Width.L),
                        Column.label("after", "草案", Width.L)),
                differences.of(drafts).stream()
                        .flatMap(one -> rows(one).stream())
                        .toList());
    }

    private static List<Row> rows(DraftDifference difference) {
        List<Row> rows = new ArrayList<>();
        difference
                .changes()
                .forEach(change -> rows.add(Forms.readOnly(
                        "%s-%d".formatted(difference.table().name(), rows.size()),
                        Map.of(
                                "indicator", difference.table().label() + "：" + change.indicator(),
                                "kind", change.what(),
                                "before", change.before(),
                                "after", change.after()))));
        return rows;
    }

    /** What the public said; empty where it was not heard. */
    List<Section> heard(Adjustment adjustment) {
        List<Section> sections = new ArrayList<>();
        for (Hearing hearing : hearings.of(adjustment.id())) {
            if (hearing.closedAt() == null) {
                continue;
            }
            sections.add(Forms.table(
                    "hearing-" + hearing.number(),
                    "第%d次公开征求意见（到%s截止）".formatted(hearing.number(), WorkingDays.dateText(hearing.endsOn())),
                    hearing.outcome(),
                    List.of(
                            Column.label("from", "来源", Width.S),
                            Column.label("text", "意见", Width.L),
                            Column.label("answer", "答复", Width.L)),
                    hearings.comments(hearing.id()).stream()
                            .map(AdjustmentSheet::heard)
                            .toList()));
        }
        return sections;
    }

    private static Row heard(Comment comment) {
        return Forms.readOnly(
                String.valueOf(comment.id()),
                Map.of(
                        "from",
                        comment.channel().label() + "：" + Objects.requireNonNullElse(comment.person(), "匿名"),
                        "text",
                        comment.text(),
                        "answer",
                        comment.reply() == null
                                ? ""
                                : comment.reply().label() + "。" + Objects.requireNonNullElse(comment.answer(), "")));
    }
}
