package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.indicator.IndicatorDrafts;
import cn.healthylishui.assessment.indicator.IndicatorLine;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.Owners;
import cn.healthylishui.assessment.indicator.TableDifference;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.indicator.TableNotices;
import cn.healthylishui.assessment.indicator.TableVersion;
import cn.healthylishui.assessment.indicator.TableWorkbook;
import cn.healthylishui.assessment.limits.Downloads;
import cn.healthylishui.assessment.limits.Heavy;
import cn.healthylishui.assessment.reporting.NoSuchPage;
import cn.healthylishui.assessment.reporting.WebPage;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.Precedence;
import cn.healthylishui.assessment.year.YearState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** 指标: the tables of each year in all their versions, to be read, compared and downloaded, and for the city office to be drafted. */
@WebPage
class IndicatorPages {

    /**
     * @param inForce what the year is assessed by, or will be
     * @param old what was published before it, and what was given up
     * @param last what the year before this was assessed by; null where there is none
     */
    record KindView(
            TableKind kind,
            TableVersion inForce,
            List<TableVersion> drafts,
            List<TableVersion> old,
            @Nullable TableVersion last) {

        /** As it stands in addresses. */
        public String slug() {
            return kind.name().toLowerCase(Locale.ROOT);
        }
    }

    private final IndicatorRights rights;
    private final AssessmentYears years;
    private final IndicatorDrafts drafts;
    private final TableWorkbook workbooks;
    private final Owners owners;
    private final Downloads downloads;

    IndicatorPages(
            IndicatorRights rights,
            AssessmentYears years,
            IndicatorDrafts drafts,
            TableWorkbook workbooks,
            Owners owners,
            Downloads downloads) {
        this.rights = rights;
        this.years = years;
        this.drafts = drafts;
        this.workbooks = workbooks;
        this.owners = owners;
        this.downloads = downloads;
    }

    /** The year that can still be changed, else the last one. */
    @GetMapping("/my/indicators")
    String newest() {
        rights.reader();
        List<AssessmentYear> all = years.all();
        return Stream.concat(all.stream().filter(year -> !year.isStarted()), all.stream())
                .findFirst()
                .map(year -> "redirect:/my/indicators/" + year.year())
                .orElseThrow(() -> new NoSuchPage("还没有建立考核年度，没有指标表。市健康丽水办建立年度后，可在这里查看和修改。"));
    }

    @GetMapping("/my/indicators/{year}")
    String show(@PathVariable("year") int year, Model model) {
        User user = rights.reader();
        AssessmentYear shown = years.find(year).orElseThrow(() -> new NoSuchPage("没有%d年度的考核。".formatted(year)));
        List<TableVersion> versions = drafts.versions(year).stream()
                .filter(version -> IndicatorRights.reads(user, version.state()))
                .toList();
        model.addAttribute("year", year);
        model.addAttribute("otherYears", OtherYears.all(years, year));
        model.addAttribute("precedence", shown.precedence());
        model.addAttribute("townshipPrecedence", shown.townshipPrecedence());
        model.addAttribute(
                "takingOver",
                IndicatorRights.writes(user)
                        && shown.state() == YearState.ASSESSING
                        && !shown.precedence().equals(Precedence.OF_DISTRICTS));
        model.addAttribute("today", Precedence.OF_DISTRICTS);
        model.addAttribute("started", shown.isStarted());
        model.addAttribute("drafting", IndicatorRights.writes(user) && !shown.isStarted());
        model.addAttribute(
                "kinds",
                TableKind.KEPT.stream().map(kind -> view(year, kind, versions)).toList());
        return "indicators";
    }

    private KindView view(int year, TableKind kind, List<TableVersion> versions) {
        List<TableVersion> own =
                versions.stream().filter(version -> version.kind() == kind).toList();
        return new KindView(
                kind,
                own.stream().filter(TableVersion::inForce).findFirst().orElseThrow(),
                own.stream().filter(TableVersion::isDraft).toList(),
                own.stream()
                        .filter(version -> !version.isDraft() && !version.inForce())
                        .toList(),
                last(year, kind).orElse(null));
    }

    private Optional<TableVersion> last(int year, TableKind kind) {
        return years.all().stream()
                .map(AssessmentYear::year)
                .filter(earlier -> earlier < year)
                .findFirst()
                .flatMap(earlier -> inForce(earlier, kind));
    }

    private Optional<TableVersion> inForce(int year, TableKind kind) {
        return drafts.versions(year).stream()
                .filter(version -> version.kind() == kind && version.inForce())
                .findFirst();
    }

    @GetMapping("/my/indicators/tables/{id:\\d+}")
    String table(@PathVariable("id") long id, Model model) {
        User user = rights.reader();
        TableVersion version = version(user, id);
        IndicatorTable table = drafts.version(id);
        model.addAttribute("version", version);
        model.addAttribute("townships", version.kind() == TableKind.TOWNSHIP);
        model.addAttribute(
                "drafting",
                IndicatorRights.writes(user)
                        && version.isDraft()
                        && drafts.closed(version.year()).isEmpty());
        model.addAttribute("notices", version.isDraft() ? TableNotices.of(table, owners) : List.of());
        model.addAttribute("inForce", inForce(version.year(), version.kind()).orElse(version));
        model.addAttribute(
                "fields",
                IndicatorLine.of(table, owners).stream()
                        .collect(Collectors.groupingBy(
                                line -> line.indicator().field(), LinkedHashMap::new, Collectors.toList())));
        return "indicator-table";
    }

    @Heavy
    @GetMapping("/my/indicators/tables/{id:\\d+}.xlsx")
    ResponseEntity<Resource> workbook(@PathVariable("id") long id) {
        version(rights.reader(), id);
        IndicatorTable table = drafts.version(id);
        return downloads.of(TableWorkbook.fileName(table), Downloads.XLSX, out -> out.write(workbooks.export(table)));
    }

    @Heavy
    @GetMapping("/my/indicators/blank/{kind}.xlsx")
    ResponseEntity<Resource> blank(@PathVariable("kind") String slug) {
        rights.reader();
        TableKind kind = TableKind.KEPT.stream()
                .filter(one -> one.name().equalsIgnoreCase(slug))
                .findFirst()
                .orElseThrow(() -> new NoSuchPage("没有这种指标表。"));
        return downloads.of(TableWorkbook.blankName(kind), Downloads.XLSX, out -> out.write(workbooks.blank(kind)));
    }

    @GetMapping("/my/indicators/compare")
    String compare(@RequestParam("before") long before, @RequestParam("after") long after, Model model) {
        User user = rights.reader();
        TableVersion one = version(user, before);
        TableVersion other = version(user, after);
        if (one.kind() != other.kind()) {
            throw new NoSuchPage("一张是%s的指标表，一张是%s的，不能比较。请选择同一类的两个版本。"
                    .formatted(one.kind().label(), other.kind().label()));
        }
        model.addAttribute("before", one);
        model.addAttribute("after", other);
        model.addAttribute(
                "versions",
                years.all().stream()
                        .flatMap(year -> drafts.versions(year.year()).stream())
                        .filter(version -> version.kind() == other.kind())
                        .filter(version -> IndicatorRights.reads(user, version.state()))
                        .toList());
        model.addAttribute("difference", TableDifference.of(drafts.version(before), drafts.version(after), owners));
        return "indicator-compare";
    }

    private TableVersion version(User user, long id) {
        TableVersion version = drafts.find(id).orElseThrow(() -> new NoSuchPage("没有这个版本的指标表。"));
        IndicatorRights.require(user, version.state());
        return version;
    }
}
