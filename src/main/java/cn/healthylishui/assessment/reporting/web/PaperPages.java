package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.limits.Downloads;
import cn.healthylishui.assessment.limits.Heavy;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.reading.Denied;
import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.reading.Reviewers;
import cn.healthylishui.assessment.reporting.DistrictWorkbook;
import cn.healthylishui.assessment.reporting.NoSuchPage;
import cn.healthylishui.assessment.reporting.PaperDocument;
import cn.healthylishui.assessment.reporting.ScoreWorkbook;
import cn.healthylishui.assessment.reporting.Times;
import cn.healthylishui.assessment.reporting.UnitWorkbook;
import cn.healthylishui.assessment.reporting.WebPage;
import cn.healthylishui.assessment.reporting.web.Subjects.Subject;
import cn.healthylishui.assessment.scorecard.PaperKind;
import cn.healthylishui.assessment.scorecard.Papers;
import cn.healthylishui.assessment.scorecard.Papers.Paper;
import cn.healthylishui.assessment.taskform.Evidence;
import cn.healthylishui.assessment.taskform.EvidenceStore;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** 考核材料: the papers of the districts, the municipal units and the city with all their versions, and the tables that the data make (办法五). */
@WebPage
class PaperPages {

    private static final String NOT_FOR_YOU = "考核材料只对县（市、区）健康办、列入考核的市直单位和它的评审单位、市健康丽水办、领导小组开放，您的账号不能查看。";

    /** @param file the name of an uploaded file; null where the paper was written here */
    record PaperLine(
            PaperKind kind,
            int version,
            boolean latest,
            String handedInAt,
            @Nullable String file) {}

    enum OwnerKind {
        CITY,
        DISTRICT,
        UNIT
    }

    /**
     * @param owner code of a district or a municipal unit, or the city office
     * @param own whether it is the reader's
     */
    record OwnerSection(String owner, String name, OwnerKind kind, boolean own, List<PaperLine> papers) {}

    private final CurrentUser currentUser;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final Papers papers;
    private final EvidenceStore evidence;
    private final Reviewers reviewers;
    private final DistrictWorkbook districtWorkbook;
    private final UnitWorkbook unitWorkbook;
    private final ScoreWorkbook scoreWorkbook;
    private final Downloads downloads;

    PaperPages(
            CurrentUser currentUser,
            AssessmentYears years,
            YearRoster roster,
            Papers papers,
            EvidenceStore evidence,
            Reviewers reviewers,
            DistrictWorkbook districtWorkbook,
            UnitWorkbook unitWorkbook,
            ScoreWorkbook scoreWorkbook,
            Downloads downloads) {
        this.currentUser = currentUser;
        this.years = years;
        this.roster = roster;
        this.papers = papers;
        this.evidence = evidence;
        this.reviewers = reviewers;
        this.districtWorkbook = districtWorkbook;
        this.unitWorkbook = unitWorkbook;
        this.scoreWorkbook = scoreWorkbook;
        this.downloads = downloads;
    }

    @GetMapping("/my/papers/{year}")
    String show(@PathVariable("year") int year, Model model) {
        User user = reader();
        AssessmentYear record = year(year);
        List<Subject> readable = readable(user, year);
        if (readable.isEmpty()) {
            throw new Denied(NOT_FOR_YOU);
        }
        if (readable.size() > 1) {
            papers.readAll(year);
        }
        List<OwnerSection> sections = new ArrayList<>();
        if (ReadingRights.readsAll(user)) {
            sections.add(new OwnerSection(Office.CITY, "全市", OwnerKind.CITY, false, lines(year, Office.CITY)));
        }
        readable.forEach(subject -> sections.add(new OwnerSection(
                subject.code(),
                subject.name(),
                subject.unit() ? OwnerKind.UNIT : OwnerKind.DISTRICT,
                user.belongsTo(subject.office()),
                lines(year, subject.code()))));
        model.addAttribute("year", year);
        model.addAttribute("started", record.isStarted());
        model.addAttribute(
                "sections",
                sections.stream()
                        .filter(section -> section.kind() != OwnerKind.UNIT)
                        .toList());
        model.addAttribute(
                "units",
                sections.stream()
                        .filter(section -> section.kind() == OwnerKind.UNIT)
                        .sorted(Comparator.comparing(section -> !section.own()))
                        .toList());
        model.addAttribute("otherYears", OtherYears.started(years, year));
        return "papers";
    }

    private List<PaperLine> lines(int year, String owner) {
        List<Paper> versions = papers.versions(year, owner);
        return versions.stream()
                .sorted(Comparator.comparing(Paper::kind)
                        .thenComparing(Comparator.comparingInt(Paper::version).reversed()))
                .map(paper -> new PaperLine(
                        paper.kind(),
                        paper.version(),
                        versions.stream()
                                .noneMatch(other -> other.kind() == paper.kind() && other.version() > paper.version()),
                        Times.minute(paper.writtenAt()),
                        paper.evidenceId() == null
                                ? null
                                : evidence.find(paper.evidenceId())
                                        .map(Evidence::fileName)
                                        .orElse(null)))
                .toList();
    }

    @Heavy
    @GetMapping("/my/papers/{year}/{owner}/{kind}/{version}")
    ResponseEntity<Resource> paper(
            @PathVariable("year") int year,
            @PathVariable("owner") String owner,
            @PathVariable("kind") PaperKind kind,
            @PathVariable("version") int version) {
        requireReader(year, owner);
        Paper paper = papers.versions(year, owner).stream()
                .filter(candidate -> candidate.kind() == kind && candidate.version() == version)
                .findFirst()
                .orElseThrow(() -> new NoSuchPage("没有这份材料。"));
        String evidenceId = paper.evidenceId();
        if (evidenceId != null) {
            Evidence file = evidence.find(evidenceId).orElseThrow(() -> new NoSuchPage("没有这份材料。"));
            return downloads.of(file.fileName(), file.mediaType(), out -> evidence.copy(file.id(), out));
        }
        String body = paper.body() == null ? "" : paper.body();
        return downloads.of(
                "%s（第%d版）.docx".formatted(name(year, owner, kind), version),
                Downloads.DOCX,
                out -> PaperDocument.write(
                        hasTitle(kind) ? body : title(year, kind) + "\n" + body, paper.writtenAt(), out));
    }

    /** A written paper begins with its title; the list that is made from the data does not. */
    private static boolean hasTitle(PaperKind kind) {
        return kind != PaperKind.CITY_EXCELLENT_LIST;
    }

    private static String title(int year, PaperKind kind) {
        return "%d年度健康丽水建设%s".formatted(year, kind.label());
    }

    @Heavy
    @GetMapping("/my/papers/{year}/{owner}/self-score-table.xlsx")
    ResponseEntity<Resource> selfScoreTable(@PathVariable("year") int year, @PathVariable("owner") String owner) {
        requireReader(year, owner);
        boolean unit = roster.isUnit(year, owner);
        if (unit) {
            requireStarted(year);
        } else {
            requireDistrict(year, owner);
        }
        return downloads.of(name(year, owner, PaperKind.SELF_SCORE_TABLE) + ".xlsx", Downloads.XLSX, out -> {
            if (unit) {
                unitWorkbook.selfScoreTable(year, owner, out);
            } else {
                districtWorkbook.selfScoreTable(year, owner, out);
            }
        });
    }

    @Heavy
    @GetMapping("/my/papers/{year}/{owner}/excellent-list.xlsx")
    ResponseEntity<Resource> excellentList(@PathVariable("year") int year, @PathVariable("owner") String owner) {
        requireReader(year, owner);
        requireDistrict(year, owner);
        return downloads.of(
                name(year, owner, PaperKind.EXCELLENT_LIST) + ".xlsx",
                Downloads.XLSX,
                out -> districtWorkbook.excellentList(year, owner, out));
    }

    @Heavy
    @GetMapping("/my/papers/{year}/score-table.xlsx")
    ResponseEntity<Resource> scoreTable(@PathVariable("year") int year) {
        requireReader(year, Office.CITY);
        requireStarted(year);
        return downloads.of(
                name(year, Office.CITY, PaperKind.CITY_SCORE_TABLE) + ".xlsx",
                Downloads.XLSX,
                out -> scoreWorkbook.write(year, out));
    }

    private User reader() {
        return currentUser.get().orElseThrow(() -> new Denied(Denied.LOG_IN));
    }

    /** Whoever may not read an owner's papers does not learn whether the owner exists. */
    private void requireReader(int year, String owner) {
        User user = reader();
        year(year);
        boolean reads = ReadingRights.readsAll(user)
                || readable(user, year).stream()
                        .anyMatch(subject -> subject.code().equals(owner));
        if (!reads) {
            throw new Denied(NOT_FOR_YOU);
        }
    }

    private void requireDistrict(int year, String owner) {
        requireStarted(year);
        if (roster.districts(year).stream()
                .noneMatch(district -> district.code().equals(owner))) {
            throw new NoSuchPage("%d年度没有代码为“%s”的县（市、区）。".formatted(year, owner));
        }
    }

    private void requireStarted(int year) {
        if (!year(year).isStarted()) {
            throw new NoSuchPage("%d年度考核尚未启动，还没有评分表。".formatted(year));
        }
    }

    private AssessmentYear year(int year) {
        return years.find(year).orElseThrow(() -> new NoSuchPage("没有%d年度的考核。".formatted(year)));
    }

    private List<Subject> readable(User user, int year) {
        Set<String> reviewed = reviewers.reviewedBy(year, user.offices());
        return Subjects.of(roster, year).stream()
                .filter(subject -> subject.unit()
                        ? ReadingRights.readsUnitPapers(user, subject.code(), reviewed)
                        : ReadingRights.readsObject(user, subject.office()))
                .toList();
    }

    /** Such as 青田县2021年度自查报告. */
    private String name(int year, String owner, PaperKind kind) {
        String of = owner.equals(Office.CITY) ? "" : roster.objectName(year, owner);
        return "%s%d年度%s".formatted(of, year, kind.label().replace("年度", ""));
    }
}
