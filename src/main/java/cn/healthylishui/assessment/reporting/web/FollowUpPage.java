package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.closing.HandOvers;
import cn.healthylishui.assessment.closing.HandOvers.File;
import cn.healthylishui.assessment.closing.HandOvers.HandOver;
import cn.healthylishui.assessment.limits.Downloads;
import cn.healthylishui.assessment.limits.Heavy;
import cn.healthylishui.assessment.misconduct.MisconductCase;
import cn.healthylishui.assessment.misconduct.MisconductCase.Referral;
import cn.healthylishui.assessment.reading.Denied;
import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.reporting.NoSuchPage;
import cn.healthylishui.assessment.reporting.PaperDocument;
import cn.healthylishui.assessment.reporting.WebPage;
import cn.healthylishui.assessment.result.Revisions;
import cn.healthylishui.assessment.result.Revisions.Proposal;
import cn.healthylishui.assessment.result.Revisions.State;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import java.util.Objects;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** 结果运用: everything that follows the approval of a year's result, each section for those whom it concerns (办法六, 七(三)). */
@WebPage
class FollowUpPage {

    private static final String NOT_FOR_YOU =
            "结果运用只对县（市、区）健康办、列入考核的市直单位、市健康丽水办、领导小组和结果承接单位开放，您的账号不能查看。公示、通报和已通报的结果对所有人公开，请从首页进入。";

    private final CurrentUser currentUser;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final Published published;
    private final RevisionLines revisionLines;
    private final Revisions revisions;
    private final ObjectionViews objections;
    private final InterviewViews interviews;
    private final CaseViews cases;
    private final HandOvers handOvers;
    private final Downloads downloads;

    FollowUpPage(
            CurrentUser currentUser,
            AssessmentYears years,
            YearRoster roster,
            Published published,
            RevisionLines revisionLines,
            Revisions revisions,
            ObjectionViews objections,
            InterviewViews interviews,
            CaseViews cases,
            HandOvers handOvers,
            Downloads downloads) {
        this.currentUser = currentUser;
        this.years = years;
        this.roster = roster;
        this.published = published;
        this.revisionLines = revisionLines;
        this.revisions = revisions;
        this.objections = objections;
        this.interviews = interviews;
        this.cases = cases;
        this.handOvers = handOvers;
        this.downloads = downloads;
    }

    @GetMapping("/my/follow-up/{year}")
    String show(@PathVariable("year") int year, Model model) {
        User user = reader();
        AssessmentYear record = year(year);
        boolean own = roster.assessedIn(user.offices()).contains(year);
        if (!ReadingRights.readsResultUse(user, own)) {
            throw new Denied(NOT_FOR_YOU);
        }
        model.addAttribute("year", year);
        model.addAttribute("record", record);
        model.addAttribute("otherYears", OtherYears.started(years, year));
        if (record.isApproved()) {
            roster.readAll(year);
            model.addAttribute("notices", published.notices(year));
            model.addAttribute("circulars", published.circulars(year));
            model.addAttribute("told", published.hasResults(year));
            boolean assessed = own || ReadingRights.readsAll(user);
            if (assessed) {
                addAssessment(year, user, model);
            }
            if (ReadingRights.readsHandOvers(user)) {
                model.addAttribute("handOvers", handOvers.all(year));
            }
        }
        return "follow-up";
    }

    private void addAssessment(int year, User user, Model model) {
        model.addAttribute("all", ReadingRights.readsAll(user));
        model.addAttribute("revisions", revisionLines.of(year, user));
        model.addAttribute(
                "proposals",
                ReadingRights.readsProposals(user)
                        ? revisions.all(year).stream()
                                .filter(proposal -> proposal.state() != State.APPROVED)
                                .toList()
                        : List.<Proposal>of());
        model.addAttribute("objections", objections.of(year, user));
        model.addAttribute("interviews", interviews.of(year, user));
        model.addAttribute("cases", cases.of(year, user));
        model.addAttribute("admits", CaseActs.mayAdmit(user));
        model.addAttribute("outcomes", cases.outcomes(year, user));
    }

    /** Whoever may not read cases is told the same whether there is one or not. */
    @Heavy
    @GetMapping("/my/follow-up/{year}/referral-{id}.docx")
    ResponseEntity<Resource> referral(@PathVariable("year") int year, @PathVariable("id") long id) {
        User user = reader();
        if (!ReadingRights.readsCases(user)) {
            throw new Denied("这份材料不对您的账号开放。");
        }
        MisconductCase one = cases.find(year, id, user)
                .filter(found -> found.referral() != null)
                .orElseThrow(() -> new NoSuchPage("没有这份移送材料。"));
        Referral referral = Objects.requireNonNull(one.referral());
        return downloads.of(
                CaseViews.referralName(one),
                Downloads.DOCX,
                out -> PaperDocument.write(referral.paper(), referral.on().atStartOfDay(), out));
    }

    @Heavy
    @GetMapping("/my/hand-over/{id}/workbook")
    ResponseEntity<Resource> workbook(@PathVariable("id") long id) {
        return handedOver(id, File.WORKBOOK, Downloads.XLSX, "xlsx");
    }

    @Heavy
    @GetMapping("/my/hand-over/{id}/data")
    ResponseEntity<Resource> data(@PathVariable("id") long id) {
        return handedOver(id, File.DATA, MediaType.APPLICATION_JSON_VALUE, "json");
    }

    /** The very bytes that were handed over, whose hashes both sides know. */
    private ResponseEntity<Resource> handedOver(long id, File file, String mediaType, String extension) {
        if (!ReadingRights.readsHandOvers(reader())) {
            throw new Denied("移交文件只对市健康丽水办、领导小组和结果承接单位开放，您的账号不能下载。");
        }
        HandOver handOver = handOvers.find(id).orElseThrow(FollowUpPage::notHandedOver);
        return downloads.of(
                "%d年度第%s号考核结果.%s".formatted(handOver.year(), handOver.revision(), extension), mediaType, out -> {
                    if (!handOvers.copy(id, file, out)) {
                        throw notHandedOver();
                    }
                });
    }

    private static NoSuchPage notHandedOver() {
        return new NoSuchPage("没有这个移交文件，或者还没有移交。");
    }

    private User reader() {
        return currentUser.get().orElseThrow(() -> new Denied(Denied.LOG_IN));
    }

    private AssessmentYear year(int year) {
        return years.find(year).orElseThrow(() -> new NoSuchPage("没有%d年度的考核。".formatted(year)));
    }
}
