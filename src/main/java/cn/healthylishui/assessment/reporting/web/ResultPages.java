package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.cycle.YearDistrict;
import cn.healthylishui.assessment.reporting.ObjectReports;
import cn.healthylishui.assessment.reporting.ReadingRights;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.result.Results.Revision;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** 考核结果: from the leading group's approval on, an assessed office sees its own, item by item (办法一(一)). */
@Controller
class ResultPages {

    private static final String NOT_FOR_YOU = "考核结果只对被考核的县（市、区）健康办、市健康丽水办和领导小组开放，您的账号不能查看。";

    private final CurrentUser currentUser;
    private final AssessmentYears years;
    private final Results results;
    private final ObjectReports reports;

    ResultPages(CurrentUser currentUser, AssessmentYears years, Results results, ObjectReports reports) {
        this.currentUser = currentUser;
        this.years = years;
        this.results = results;
        this.reports = reports;
    }

    @GetMapping("/my/results/{year}")
    String overview(@PathVariable("year") int year, Model model) {
        User user = reader();
        List<YearDistrict> readable = readable(user, year);
        if (readable.isEmpty()) {
            throw new Denied(NOT_FOR_YOU);
        }
        if (readable.size() == 1) {
            return object(year, readable.get(0).code(), model);
        }
        return approved(year, model)
                .map(revision -> {
                    List<String> codes =
                            readable.stream().map(YearDistrict::code).toList();
                    model.addAttribute(
                            "districts",
                            results.objects(year, revision.number()).stream()
                                    .filter(object -> codes.contains(object.code()))
                                    .sorted(BY_RANK)
                                    .toList());
                    return "results";
                })
                .orElse("result-pending");
    }

    @GetMapping("/my/results/{year}/{code}")
    String object(@PathVariable("year") int year, @PathVariable("code") String code, Model model) {
        User user = reader();
        List<YearDistrict> readable = readable(user, year);
        YearDistrict district = readable.stream()
                .filter(candidate -> candidate.code().equals(code) || hasTownship(year, candidate.code(), code))
                .findFirst()
                .orElseThrow(() -> ReadingRights.readsAll(user)
                        ? new NoSuchPage("%d年度没有代码为“%s”的考核对象。".formatted(year, code))
                        : new Denied(NOT_FOR_YOU));
        return approved(year, model)
                .map(revision -> report(revision, district, code, readable.size() > 1, user, model))
                .orElse("result-pending");
    }

    private String report(
            Revision revision, YearDistrict district, String code, boolean oneOfMany, User user, Model model) {
        List<ObjectLine> objects = results.objects(revision.year(), revision.number());
        ObjectLine object = objects.stream()
                .filter(line -> line.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new NoSuchPage("第%d号结果里没有这个考核对象。".formatted(revision.number())));
        model.addAttribute("report", reports.of(revision, object, user));
        model.addAttribute("district", district);
        model.addAttribute("oneOfMany", oneOfMany);
        model.addAttribute(
                "townships",
                code.equals(district.code())
                        ? objects.stream()
                                .filter(line -> line.district().equals(code)
                                        && !line.code().equals(code))
                                .sorted(BY_RANK)
                                .toList()
                        : List.of());
        return "result";
    }

    /** The latest approved result; the model gets what every page of results shows. */
    private Optional<Revision> approved(int year, Model model) {
        Optional<Revision> latest = results.latest(year);
        model.addAttribute("year", year);
        model.addAttribute("revision", latest.orElse(null));
        model.addAttribute("otherYears", OtherYears.started(years, year));
        return latest;
    }

    private User reader() {
        return currentUser.get().orElseThrow(() -> new Denied(Denied.LOG_IN));
    }

    private List<YearDistrict> readable(User user, int year) {
        if (years.find(year).isEmpty()) {
            throw new NoSuchPage("没有%d年度的考核。".formatted(year));
        }
        return years.districts(year).stream()
                .filter(district -> ReadingRights.readsDistrict(user, district.officeCode()))
                .toList();
    }

    private boolean hasTownship(int year, String district, String code) {
        return years.townships(year, district).stream()
                .anyMatch(township -> township.code().equals(code));
    }

    /** The zone, which has no rank, comes last. */
    private static final Comparator<ObjectLine> BY_RANK = Comparator.comparing(
                    (ObjectLine line) -> Objects.requireNonNullElse(line.rank(), Integer.MAX_VALUE))
            .thenComparing(ObjectLine::code);
}
