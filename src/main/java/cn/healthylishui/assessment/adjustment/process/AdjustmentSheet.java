package cn.healthylishui.assessment.adjustment.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.adjustment.Adjustment;
import cn.healthylishui.assessment.adjustment.Adjustment.ChosenDraft;
import cn.healthylishui.assessment.adjustment.Adjustment.Proposal;
import cn.healthylishui.assessment.adjustment.DraftDifference;
import cn.healthylishui.assessment.adjustment.DraftDifferences;
import cn.healthylishui.assessment.adjustment.Hearings;
import cn.healthylishui.assessment.adjustment.Hearings.Comment;
import cn.healthylishui.assessment.adjustment.Hearings.Hearing;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Typed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the later steps of an adjustment show alike: the proposals with their answers, what would change, what was said before. */
@Component
public class AdjustmentSheet {

    /** What the key of the part with a hearing begins with. */
    public static final String HEARD = "hearing-";

    private final DraftDifferences differences;
    private final Hearings hearings;
    private final Organization organization;

    AdjustmentSheet(DraftDifferences differences, Hearings hearings, Organization organization) {
        this.differences = differences;
        this.hearings = hearings;
        this.organization = organization;
    }

    /** What one of several proposals or comments is called. */
    static String no(int number) {
        return "第%d条".formatted(number);
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

    /** Nobody goes on with drafts against which something stands. */
    static <V> Optional<Problem> unobstructed(Field<V> decision, V on, List<String> obstacles, Typed typed) {
        return typed.is(decision, on) ? obstacles.stream().findFirst().map(decision::problem) : Optional.empty();
    }

    private record Said(String key, String what, String text) {}

    Section origin(Adjustment adjustment) {
        return Table.of("origin", "调整的由来", Said::key)
                .shows("what", "事项", S, Said::what)
                .shows("text", "内容", L, Said::text)
                .section(List.of(
                        new Said(
                                "office",
                                "建议单位",
                                "%s，%s"
                                        .formatted(
                                                organization.officeName(adjustment.office()),
                                                WorkingDays.dateText(
                                                        adjustment.proposedAt().toLocalDate()))),
                        new Said("summary", "理由", adjustment.summary())));
    }

    /** The proposals as they were made. */
    static Table<Proposal> proposals(String key, String title) {
        return Table.<Proposal>of(key, title, one -> String.valueOf(one.seq()))
                .shows("no", "序号", S, one -> no(one.seq()))
                .shows("table", "指标表", S, one -> one.table().label())
                .shows("indicator", "指标", M, Proposal::subject)
                .shows("text", "建议", L, one -> one.change().label() + "：" + one.text())
                .shows("reason", "理由", L, Proposal::reason);
    }

    /** The proposals as they were answered. */
    static Section answered(Adjustment adjustment) {
        return proposals("answered", "调整建议和答复")
                .shows(
                        "answer",
                        "答复",
                        L,
                        one -> one.reply() == null ? "" : answer(one.reply().label(), one.answer()))
                .section(adjustment.proposals());
    }

    private static String answer(String reply, @Nullable String words) {
        return reply + "。" + Objects.requireNonNullElse(words, "");
    }

    /** What the drafts would change of the tables they were made from. */
    List<Section> differences(List<ChosenDraft> drafts) {
        return List.of(
                Table.<DraftDifference>of(
                                "drafts", "草案和现行指标表", one -> one.table().name())
                        .shows("table", "指标表", M, one -> one.table().label())
                        .shows("versions", "版本", M, one -> "第%d版 → 第%d版（草案）".formatted(one.before(), one.after()))
                        .shows("summary", "差别", L, DraftDifference::summary)
                        .shows("compare", "全文对照", S, DraftDifference::compareAddress)
                        .section(differences.of(drafts)),
                changes(drafts));
    }

    /** @param place among the changes of its table, from 0 on */
    private record Changed(TableKind table, int place, DraftDifference.Line change) {

        static Stream<Changed> of(DraftDifference difference) {
            return IntStream.range(0, difference.changes().size())
                    .mapToObj(i -> new Changed(
                            difference.table(), i, difference.changes().get(i)));
        }

        String key() {
            return "%s-%d".formatted(table.name(), place);
        }

        String indicator() {
            return table.label() + "：" + change.indicator();
        }
    }

    /** The same indicator by indicator. */
    Section changes(List<ChosenDraft> drafts) {
        return Table.of("changes", "具体改动", Changed::key)
                .shows("indicator", "指标", M, Changed::indicator)
                .shows("kind", "改动", S, one -> one.change().what())
                .shows("before", "现行", L, one -> one.change().before())
                .shows("after", "草案", L, one -> one.change().after())
                .section(differences.of(drafts).stream().flatMap(Changed::of).toList());
    }

    /** What the public said; empty where it was not heard. */
    List<Section> heard(Adjustment adjustment) {
        return hearings.of(adjustment.id()).stream()
                .filter(hearing -> hearing.closedAt() != null)
                .map(this::heard)
                .toList();
    }

    private Section heard(Hearing hearing) {
        return Table.<Comment>of(
                        HEARD + hearing.number(),
                        "第%d次公开征求意见（到%s截止）".formatted(hearing.number(), WorkingDays.dateText(hearing.endsOn())),
                        one -> String.valueOf(one.id()))
                .hint(hearing.outcome())
                .shows("from", "来源", S, one -> one.channel().label() + "：" + person(one))
                .shows("text", "意见", L, Comment::text)
                .shows(
                        "answer",
                        "答复",
                        L,
                        one -> one.reply() == null ? "" : answer(one.reply().label(), one.answer()))
                .section(hearings.comments(hearing.id()));
    }

    static String person(Comment comment) {
        return Objects.requireNonNullElse(comment.person(), "匿名");
    }
}
