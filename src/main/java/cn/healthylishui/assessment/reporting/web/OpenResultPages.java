package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.reporting.NoSuchPage;
import cn.healthylishui.assessment.reporting.ObjectReports;
import cn.healthylishui.assessment.reporting.WebPage;
import cn.healthylishui.assessment.reporting.web.Published.Told;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.result.Results.Revision;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** 结果公开: exactly what has been circulated, as it was circulated last; open to everybody (办法六(二)). */
@WebPage
class OpenResultPages {

    /** The townships of one district that have been told of. */
    record Townships(String district, String name, List<ObjectLine> lines) {}

    private final AssessmentYears years;
    private final YearRoster roster;
    private final Results results;
    private final ObjectReports reports;
    private final Published published;

    OpenResultPages(
            AssessmentYears years, YearRoster roster, Results results, ObjectReports reports, Published published) {
        this.years = years;
        this.roster = roster;
        this.results = results;
        this.reports = reports;
        this.published = published;
    }

    @GetMapping("/results/{year}")
    String overview(@PathVariable("year") int year, Model model) {
        requireYear(year);
        List<ObjectLine> told =
                published.results(year).stream().sorted(ObjectLine.BY_RANK).toList();
        model.addAttribute("year", year);
        model.addAttribute(
                "districts", told.stream().filter(ObjectLine::isDistrict).toList());
        model.addAttribute("units", told.stream().filter(ObjectLine::isUnit).toList());
        model.addAttribute(
                "townships",
                roster.districts(year).stream()
                        .map(district -> townships(district, told))
                        .filter(group -> !group.lines().isEmpty())
                        .toList());
        model.addAttribute("complete", published.isComplete(year));
        model.addAttribute("otherYears", OtherYears.started(years, year));
        return "open-results";
    }

    private static Townships townships(YearDistrict district, List<ObjectLine> told) {
        return new Townships(
                district.code(),
                district.name(),
                told.stream()
                        .filter(line -> line.isTownship() && line.district().equals(district.code()))
                        .toList());
    }

    /** Whether there is something that has not been circulated is not said. */
    @GetMapping("/results/{year}/{code}")
    String object(@PathVariable("year") int year, @PathVariable("code") String code, Model model) {
        requireYear(year);
        Told told = published.result(year, code).orElseThrow(() -> new NoSuchPage("这里没有已经通报的考核结果。"));
        Revision revision = results.revisions(year).stream()
                .filter(one -> one.number() == told.revision())
                .findFirst()
                .orElseThrow();
        model.addAttribute("year", year);
        model.addAttribute("districtName", roster.objectName(year, told.object().district()));
        model.addAttribute("report", reports.open(revision, told.object()));
        return "open-result";
    }

    private void requireYear(int year) {
        if (years.find(year).isEmpty()) {
            throw new NoSuchPage("没有%d年度的考核。".formatted(year));
        }
    }
}
