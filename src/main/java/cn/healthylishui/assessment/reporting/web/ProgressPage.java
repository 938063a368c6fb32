package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.reading.Denied;
import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.reporting.NoSuchPage;
import cn.healthylishui.assessment.reporting.Progress;
import cn.healthylishui.assessment.reporting.Stage;
import cn.healthylishui.assessment.reporting.UnitStage;
import cn.healthylishui.assessment.reporting.WebPage;
import cn.healthylishui.assessment.reporting.Worklist;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.workflow.TaskReassignment;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** 考核进度: districts and municipal units by steps, every open task with its office and date, and from there reassigning. */
@WebPage
class ProgressPage {

    /** @param area code of the district; empty for the city's own */
    record OfficeChoice(String code, String name, String area) {}

    private final CurrentUser currentUser;
    private final AssessmentYears years;
    private final Organization organization;
    private final Worklist worklist;
    private final Progress progress;
    private final TaskReassignment reassignment;

    ProgressPage(
            CurrentUser currentUser,
            AssessmentYears years,
            Organization organization,
            Worklist worklist,
            Progress progress,
            TaskReassignment reassignment) {
        this.currentUser = currentUser;
        this.years = years;
        this.organization = organization;
        this.worklist = worklist;
        this.progress = progress;
        this.reassignment = reassignment;
    }

    @GetMapping("/progress/{year}")
    String show(@PathVariable("year") int year, Model model) {
        User user = currentUser.get().orElseThrow(() -> new Denied(Denied.LOG_IN));
        if (!ReadingRights.readsAll(user)) {
            throw new Denied("考核进度只对市健康丽水办和领导小组开放，您的账号不能查看。本单位的任务请看首页的“我的待办”。");
        }
        AssessmentYear record = years.find(year).orElseThrow(() -> new NoSuchPage("没有%d年度的考核。".formatted(year)));
        model.addAttribute("year", year);
        model.addAttribute(
                "progress",
                progress.of(
                        record,
                        worklist.all().stream()
                                .filter(task -> ReadingRights.readsOpenTask(user, task.key()))
                                .toList()));
        model.addAttribute("stages", Stage.values());
        model.addAttribute("unitStages", UnitStage.values());
        model.addAttribute("mayReassign", reassignment.mayReassign());
        model.addAttribute("offices", offices());
        model.addAttribute("areas", areas());
        model.addAttribute("otherYears", OtherYears.started(years, year));
        return "progress";
    }

    private List<OfficeChoice> offices() {
        return organization.offices().stream()
                .filter(office -> office.kind() != Office.Kind.LEADING_GROUP
                        && office.kind() != Office.Kind.RECEIVER
                        && office.kind() != Office.Kind.AUDITOR
                        && office.kind() != Office.Kind.RATER)
                .map(office -> new OfficeChoice(
                        office.code(), office.name(), office.district() == null ? "" : office.district()))
                .toList();
    }

    /** Office code to the area within which its tasks may move. */
    private Map<String, String> areas() {
        return offices().stream().collect(Collectors.toMap(OfficeChoice::code, OfficeChoice::area));
    }
}
