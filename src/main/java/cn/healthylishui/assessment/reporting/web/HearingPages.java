package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.adjustment.Adjustment.ChosenDraft;
import cn.healthylishui.assessment.adjustment.DraftDifference;
import cn.healthylishui.assessment.adjustment.DraftDifferences;
import cn.healthylishui.assessment.adjustment.Hearings;
import cn.healthylishui.assessment.adjustment.Hearings.Comment;
import cn.healthylishui.assessment.adjustment.Hearings.Hearing;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.indicator.IndicatorDrafts;
import cn.healthylishui.assessment.indicator.IndicatorLine;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.Owners;
import cn.healthylishui.assessment.reporting.NoSuchPage;
import cn.healthylishui.assessment.reporting.Times;
import cn.healthylishui.assessment.reporting.WebPage;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** 公开征求意见: drafts of indicator tables on which anybody may comment, and afterwards comments and answers; open to everybody (意见四(四)). */
@WebPage
class HearingPages {

    /** @param comments how many came; null while it runs */
    record HearingLine(
            long id,
            String title,
            String opened,
            String ends,
            boolean running,
            boolean closed,
            @Nullable Integer comments) {}

    /** A draft whole, and what it would change. */
    record DraftView(DraftDifference difference, String title, List<IndicatorLine> indicators) {}

    /** @param text null where its words are not published */
    record CommentView(
            int number,
            String channel,
            String person,
            String day,
            @Nullable String text,
            String reply,
            String answer) {}

    private final Hearings hearings;
    private final IndicatorDrafts drafts;
    private final DraftDifferences differences;
    private final Owners owners;
    private final Clock clock;

    HearingPages(Hearings hearings, IndicatorDrafts drafts, DraftDifferences differences, Owners owners, Clock clock) {
        this.hearings = hearings;
        this.drafts = drafts;
        this.differences = differences;
        this.owners = owners;
        this.clock = clock;
    }

    static String title(Hearing hearing) {
        return "%d年度考核指标调整公开征求意见%s"
                .formatted(hearing.year(), hearing.number() > 1 ? "（第%d次）".formatted(hearing.number()) : "");
    }

    @GetMapping("/hearings")
    String all(Model model) {
        model.addAttribute("hearings", hearings.all().stream().map(this::line).toList());
        return "hearings";
    }

    @GetMapping("/hearings/{id}")
    String one(@PathVariable("id") long id, Model model) {
        Hearing hearing = hearings.find(id).orElseThrow(() -> new NoSuchPage("没有这次征求意见。请从“征求意见”页面重新进入。"));
        HearingLine line = line(hearing);
        model.addAttribute("hearing", hearing);
        model.addAttribute("line", line);
        model.addAttribute("drafts", hearing.drafts().stream().map(this::draft).toList());
        List<Comment> comments = line.closed() ? hearings.comments(id) : List.of();
        model.addAttribute(
                "comments",
                IntStream.range(0, comments.size())
                        .mapToObj(i -> view(i + 1, comments.get(i)))
                        .toList());
        model.addAttribute("longestName", Hearings.LONGEST_NAME);
        model.addAttribute("longestContact", Hearings.LONGEST_CONTACT);
        model.addAttribute("longestComment", Hearings.LONGEST_COMMENT);
        return "hearing";
    }

    private HearingLine line(Hearing hearing) {
        boolean closed = hearing.closedAt() != null;
        return new HearingLine(
                hearing.id(),
                title(hearing),
                Times.minute(hearing.openedAt()),
                WorkingDays.dateText(hearing.endsOn()),
                hearing.runsOn(LocalDate.now(clock)),
                closed,
                closed ? hearings.comments(hearing.id()).size() : null);
    }

    private DraftView draft(ChosenDraft chosen) {
        IndicatorTable table = drafts.version(chosen.draft());
        return new DraftView(
                differences.of(chosen),
                table.shownTitle(),
                table.indicators().stream()
                        .map(indicator -> new IndicatorLine(indicator, owners.name(chosen.table(), indicator.owner())))
                        .toList());
    }

    private static CommentView view(int number, Comment comment) {
        return new CommentView(
                number,
                comment.channel().label(),
                Objects.requireNonNullElse(comment.person(), "匿名"),
                WorkingDays.dateText(comment.receivedAt().toLocalDate()),
                comment.shown() ? comment.text() : null,
                comment.reply() == null ? "" : comment.reply().label(),
                Objects.requireNonNullElse(comment.answer(), ""));
    }
}
