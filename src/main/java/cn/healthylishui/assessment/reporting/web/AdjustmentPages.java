package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.adjustment.Adjustment;
import cn.healthylishui.assessment.adjustment.Adjustment.State;
import cn.healthylishui.assessment.adjustment.Adjustments;
import cn.healthylishui.assessment.adjustment.DraftDifference;
import cn.healthylishui.assessment.adjustment.DraftDifferences;
import cn.healthylishui.assessment.adjustment.Hearings;
import cn.healthylishui.assessment.adjustment.Hearings.Hearing;
import cn.healthylishui.assessment.adjustment.Impacts;
import cn.healthylishui.assessment.adjustment.Impacts.Kept;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.organization.District;
import cn.healthylishui.assessment.organization.MunicipalUnit;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.reading.Denied;
import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.reporting.NoSuchPage;
import cn.healthylishui.assessment.reporting.Times;
import cn.healthylishui.assessment.reporting.WebPage;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** 指标调整: what was proposed, what was said to it, what came of it; for all who can propose (办法七(四)). */
@WebPage
class AdjustmentPages {

    private static final String NOT_FOR_YOU = "指标调整只对市直单位、各地健康办、市健康丽水办和领导小组开放，您的账号不能查看。公开征求意见的草案对所有人开放，请从首页进入。";

    /** @param adopted how many of the proposals; null until they were reviewed */
    record AdjustmentLine(
            Adjustment adjustment,
            String office,
            String proposed,
            int proposals,
            @Nullable Long adopted,
            @Nullable String ended) {}

    record HearingLink(long id, String title, String ends, boolean closed) {}

    record ReturnLine(String stage, String day, String reason) {}

    private final CurrentUser currentUser;
    private final Adjustments adjustments;
    private final Hearings hearings;
    private final Impacts impacts;
    private final DraftDifferences differences;
    private final Organization organization;
    private final Published published;

    AdjustmentPages(
            CurrentUser currentUser,
            Adjustments adjustments,
            Hearings hearings,
            Impacts impacts,
            DraftDifferences differences,
            Organization organization,
            Published published) {
        this.currentUser = currentUser;
        this.adjustments = adjustments;
        this.hearings = hearings;
        this.impacts = impacts;
        this.differences = differences;
        this.organization = organization;
        this.published = published;
    }

    @GetMapping("/my/adjustments")
    String all(Model model) {
        reader();
        model.addAttribute(
                "adjustments", adjustments.all().stream().map(this::line).toList());
        return "adjustments";
    }

    @GetMapping("/my/adjustments/{id}")
    String one(@PathVariable("id") long id, Model model) {
        User user = reader();
        Adjustment adjustment = adjustments.find(id).orElseThrow(() -> new NoSuchPage("没有这次指标调整。请从“指标调整”页面重新进入。"));
        List<Hearing> heard = hearings.of(id);
        model.addAttribute("line", line(adjustment));
        model.addAttribute("adjustment", adjustment);
        model.addAttribute(
                "hearings",
                heard.stream()
                        .map(hearing -> new HearingLink(
                                hearing.id(),
                                HearingPages.title(hearing),
                                WorkingDays.dateText(hearing.endsOn()),
                                hearing.closedAt() != null))
                        .toList());
        model.addAttribute(
                "returns",
                adjustment.returns().stream()
                        .map(one -> new ReturnLine(
                                one.stage().label(),
                                WorkingDays.dateText(one.at().toLocalDate()),
                                one.reason()))
                        .toList());
        model.addAttribute("drafts", readsDrafts(user, adjustment, heard) ? drafts(adjustment) : List.of());
        model.addAttribute("compares", ReadingRights.readsAll(user));
        Kept kept = impacts.kept(id)
                .filter(one -> readsImpact(user, adjustment, one))
                .orElse(null);
        model.addAttribute("kept", kept);
        model.addAttribute("assessed", kept == null ? null : Times.minute(kept.assessedAt()));
        model.addAttribute("hidden", kept == null && impacts.kept(id).isPresent());
        return "adjustment";
    }

    private List<DraftDifference> drafts(Adjustment adjustment) {
        return differences.of(adjustment.drafts());
    }

    /** A draft is open once it was put to the public or has become the table in force. */
    private static boolean readsDrafts(User user, Adjustment adjustment, List<Hearing> heard) {
        return ReadingRights.readsAll(user)
                || adjustment.state() == State.PUBLISHED
                || heard.stream().anyMatch(hearing -> hearing.drafts().equals(adjustment.drafts()));
    }

    /** It tells the results of all districts, and so waits until everybody has been told them. */
    private boolean readsImpact(User user, Adjustment adjustment, Kept kept) {
        Integer year = kept.impact().year();
        return ReadingRights.readsAll(user)
                || (adjustment.state() == State.PUBLISHED
                        && (year == null || (published.hasResults(year) && published.isComplete(year))));
    }

    private AdjustmentLine line(Adjustment adjustment) {
        boolean reviewed = adjustment.reviewedAt() != null;
        return new AdjustmentLine(
                adjustment,
                organization.officeName(adjustment.office()),
                WorkingDays.dateText(adjustment.proposedAt().toLocalDate()),
                adjustment.proposals().size(),
                reviewed
                        ? adjustment.proposals().stream()
                                .filter(proposal -> proposal.reply() == Adjustment.Reply.ADOPTED)
                                .count()
                        : null,
                adjustment.isOpen()
                        ? null
                        : Optional.ofNullable(adjustment.decidedAt())
                                .or(() -> Optional.ofNullable(adjustment.reviewedAt()))
                                .map(at -> WorkingDays.dateText(at.toLocalDate()))
                                .orElse(null));
    }

    private User reader() {
        User user = currentUser.get().orElseThrow(() -> new Denied(Denied.LOG_IN));
        if (!ReadingRights.readsAdjustments(
                user,
                Stream.concat(
                                organization.districts().stream().map(District::officeCode),
                                organization.municipalUnits().stream().map(MunicipalUnit::code))
                        .toList())) {
            throw new Denied(NOT_FOR_YOU);
        }
        return user;
    }
}
