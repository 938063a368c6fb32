package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.appraisal.AppraisalOutcomes;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.RaterSeat;
import cn.healthylishui.assessment.reading.Denied;
import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.reporting.NoSuchPage;
import cn.healthylishui.assessment.reporting.ObjectReports;
import cn.healthylishui.assessment.reporting.WebPage;
import cn.healthylishui.assessment.reporting.web.Subjects.Subject;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.result.Results.Revision;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * 考核结果: from the leading group's approval on, an assessed office sees its own, item by item (办法一(一)). Each revision stays
 * readable, and says what it changed.
 */
@WebPage
class ResultPages {

    private static final String NOT_FOR_YOU = "考核结果只对被考核的县（市、区）健康办和市直单位、市健康丽水办、领导小组开放，您的账号不能查看。";

    private static final String ONLY_RATES = "您的账号只用于民主测评投票，没有考核结果可看。已通报的结果对所有人公开，请从首页进入。";

    private final CurrentUser currentUser;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final Organization organization;
    private final AppraisalOutcomes appraisalOutcomes;
    private final Results results;
    private final ObjectReports reports;
    private final RevisionLines revisionLines;
    private final Published published;

    ResultPages(
            CurrentUser currentUser,
            AssessmentYears years,
            YearRoster roster,
            Organization organization,
            AppraisalOutcomes appraisalOutcomes,
            Results results,
            ObjectReports reports,
            RevisionLines revisionLines,
            Published published) {
        this.currentUser = currentUser;
        this.years = years;
        this.roster = roster;
        this.organization = organization;
        this.appraisalOutcomes = appraisalOutcomes;
        this.results = results;
        this.reports = reports;
        this.revisionLines = revisionLines;
        this.published = published;
    }

    @GetMapping("/my/results/{year}")
    String overview(
            @PathVariable("year") int year,
            @RequestParam(name = "revision", required = false) @Nullable Integer number,
            Model model) {
        User user = reader();
        List<Subject> readable = readable(user, year);
        if (readable.isEmpty()) {
            return nothing(user, year, model);
        }
        if (readable.size() == 1) {
            return object(year, readable.get(0).code(), number, model);
        }
        List<String> codes = readable.stream().map(Subject::code).toList();
        return approved(year, number, user, model)
                .map(revision -> {
                    List<ObjectLine> objects = results.objects(year, revision.number()).stream()
                            .filter(object -> codes.contains(object.code()))
                            .sorted(ObjectLine.BY_RANK)
                            .toList();
                    model.addAttribute("provisional", results.provisional(year, revision.number()));
                    model.addAttribute(
                            "districts",
                            objects.stream().filter(ObjectLine::isDistrict).toList());
                    model.addAttribute(
                            "units", objects.stream().filter(ObjectLine::isUnit).toList());
                    model.addAttribute(
                            "leftOut",
                            ReadingRights.readsAll(user)
                                    ? roster.units(year).stream()
                                            .filter(unit -> !unit.assessed())
                                            .toList()
                                    : List.<YearUnit>of());
                    addChanges(revision, object -> codes.contains(object.district()), model);
                    return "results";
                })
                .orElse("result-pending");
    }

    @GetMapping("/my/results/{year}/{code}")
    String object(
            @PathVariable("year") int year,
            @PathVariable("code") String code,
            @RequestParam(name = "revision", required = false) @Nullable Integer number,
            Model model) {
        User user = reader();
        List<Subject> readable = readable(user, year);
        roster.readAll(year);
        Subject subject = readable.stream()
                .filter(candidate -> candidate.code().equals(code)
                        || (!candidate.unit() && hasTownship(year, candidate.code(), code)))
                .findFirst()
                .orElseThrow(() -> ReadingRights.readsAll(user)
                        ? new NoSuchPage("%d年度没有代码为“%s”的考核对象。".formatted(year, code))
                        : new Denied(NOT_FOR_YOU));
        return approved(year, number, user, model)
                .map(revision -> report(revision, subject, code, readable.size() > 1, user, model))
                .orElse("result-pending");
    }

    private String report(Revision revision, Subject subject, String code, boolean oneOfMany, User user, Model model) {
        List<ObjectLine> objects = results.objects(revision.year(), revision.number());
        ObjectLine object = objects.stream()
                .filter(line -> line.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new NoSuchPage("第%d号结果里没有这个考核对象。".formatted(revision.number())));
        boolean isDistrict = object.isDistrict();
        model.addAttribute("report", reports.of(revision, object, user));
        model.addAttribute("subject", subject);
        if (object.isUnit()) {
            addAppraisal(revision.year(), code, model);
        }
        model.addAttribute("oneOfMany", oneOfMany);
        model.addAttribute(
                "townships",
                isDistrict
                        ? objects.stream()
                                .filter(line ->
                                        line.isTownship() && line.district().equals(code))
                                .sorted(ObjectLine.BY_RANK)
                                .toList()
                        : List.of());
        addChanges(
                revision,
                line -> isDistrict ? line.district().equals(code) : line.code().equals(code),
                model);
        return "result";
    }

    /**
     * The approved result to be shown: the latest, unless another is asked for; the model gets what every page of results shows.
     *
     * @param number null for the latest
     */
    private Optional<Revision> approved(int year, @Nullable Integer number, User user, Model model) {
        List<Revision> all = results.revisions(year);
        Optional<Revision> latest = all.stream().reduce((earlier, later) -> later);
        Optional<Revision> shown = number == null
                ? latest
                : all.stream().filter(one -> one.number() == number).findFirst();
        if (shown.isEmpty() && latest.isPresent()) {
            throw new NoSuchPage("%d年度没有第%d号考核结果。".formatted(year, number));
        }
        model.addAttribute("year", year);
        model.addAttribute("otherYears", OtherYears.started(years, year));
        shown.ifPresent(revision -> {
            boolean isLatest = latest.filter(revision::equals).isPresent();
            List<RevisionLines.Line> lines = revisionLines.of(year, user);
            model.addAttribute("revision", revision);
            model.addAttribute("revisions", lines);
            model.addAttribute("isLatest", isLatest);
            // What leads on from an earlier result stays with it.
            model.addAttribute("asked", isLatest ? "" : "?revision=" + revision.number());
            model.addAttribute("told", published.hasResults(year));
            lines.stream()
                    .filter(line -> line.number() == revision.number())
                    .findFirst()
                    .ifPresent(line -> model.addAttribute("shown", line));
        });
        return shown;
    }

    private void addChanges(Revision revision, Predicate<ObjectLine> wanted, Model model) {
        model.addAttribute("changes", revisionLines.changes(revision.year(), revision.number(), wanted));
    }

    private User reader() {
        return currentUser.get().orElseThrow(() -> new Denied(Denied.LOG_IN));
    }

    /** Why there is no result for somebody who has asked for one of its own. */
    private String nothing(User user, int year, Model model) {
        List<YearUnit> leftOut = roster.units(year).stream()
                .filter(unit -> !unit.assessed() && user.belongsTo(unit.code()))
                .toList();
        if (leftOut.isEmpty()) {
            throw new Denied(
                    ReadingRights.onlyRates(
                                    user,
                                    organization.raterSeats().stream()
                                            .map(RaterSeat::code)
                                            .toList())
                            ? ONLY_RATES
                            : NOT_FOR_YOU);
        }
        model.addAttribute("year", year);
        model.addAttribute("otherYears", OtherYears.started(years, year));
        model.addAttribute("leftOut", leftOut);
        return "result-none";
    }

    /** How the unit's appraisal came about, as far as that may be told of few persons' votes. */
    private void addAppraisal(int year, String unit, Model model) {
        appraisalOutcomes.score(year, unit).ifPresent(score -> model.addAttribute("appraisal", score.explanation()));
        appraisalOutcomes
                .decision(year, unit)
                .ifPresent(decision -> model.addAttribute(
                        "appraisalDecision", decision.outcome().label() + "：" + decision.reason()));
    }

    private List<Subject> readable(User user, int year) {
        if (years.find(year).isEmpty()) {
            throw new NoSuchPage("没有%d年度的考核。".formatted(year));
        }
        return Subjects.of(roster, year).stream()
                .filter(subject -> ReadingRights.readsObject(user, subject.office()))
                .toList();
    }

    private boolean hasTownship(int year, String district, String code) {
        return roster.townships(year, district).stream()
                .anyMatch(township -> township.code().equals(code));
    }
}
