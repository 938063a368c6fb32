package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.figure.FigureReports;
import cn.healthylishui.assessment.figure.FigureReports.Lapses;
import cn.healthylishui.assessment.figure.FigureReports.Period;
import cn.healthylishui.assessment.figure.FigureReports.Report;
import cn.healthylishui.assessment.figure.FigureReports.State;
import cn.healthylishui.assessment.figure.FigureRhythms;
import cn.healthylishui.assessment.figure.FigureRhythms.Duty;
import cn.healthylishui.assessment.figure.FigureRhythms.Line;
import cn.healthylishui.assessment.figure.Periods;
import cn.healthylishui.assessment.figure.Rhythm;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.reading.Denied;
import cn.healthylishui.assessment.reading.ReadableFiles;
import cn.healthylishui.assessment.reading.ReadableFiles.FileLink;
import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.reporting.NoSuchPage;
import cn.healthylishui.assessment.reporting.Times;
import cn.healthylishui.assessment.reporting.WebPage;
import cn.healthylishui.assessment.result.FigureCorrections;
import cn.healthylishui.assessment.result.FigureCorrections.Correction;
import cn.healthylishui.assessment.result.ProvisionalFigures;
import cn.healthylishui.assessment.result.ProvisionalFigures.Provisional;
import cn.healthylishui.assessment.result.ReferenceChanges;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * 数据报送: how often which figure is reported, what was reported in each period, who is late, and what stands only for the time
 * being. The city reads all of it, a municipal unit what is reported to it, a county office its district, a member unit its own
 * (办法七(二)). Official figures, before the results are open, are for the city and for whoever gave them alone.
 */
@WebPage
class FiguresPage {

    private static final String NOT_FOR_YOU = "数据报送只对报送和核实数据的单位、县（市、区）健康办、市健康丽水办和领导小组开放，您的账号不能查看。";

    /** @param month the month that the period ends with */
    record PeriodLink(int month, String label, String span, String due, boolean shown, String state) {}

    record Cell(String text, boolean provisional, String note) {}

    /** @param css what the state looks like */
    record UnitRow(
            String district,
            String unit,
            List<Cell> cells,
            String state,
            String css,
            String reason,
            List<FileLink> files) {}

    /** What is reported to one municipal unit by the units of one kind of district. */
    record Table(String owner, String kind, List<Indicator> indicators, List<UnitRow> rows) {

        public long missing() {
            return rows.stream().filter(row -> !row.css().isEmpty()).count();
        }
    }

    record RhythmLine(
            String code, String name, String kind, String owner, String source, String meaning, String rhythm) {}

    record LapseLine(String district, Lapses lapses) {}

    record ProvisionalLine(String district, String indicator, String value, String owner, String since, String note) {}

    record CorrectionLine(
            String office,
            String district,
            String indicator,
            String before,
            String after,
            String reason,
            String state,
            String at) {}

    private final CurrentUser currentUser;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final FigureRhythms rhythms;
    private final FigureReports reports;
    private final ProvisionalFigures provisional;
    private final FigureCorrections corrections;
    private final References references;
    private final Organization organization;
    private final ReadableFiles files;
    private final Clock clock;

    FiguresPage(
            CurrentUser currentUser,
            AssessmentYears years,
            YearRoster roster,
            FigureRhythms rhythms,
            FigureReports reports,
            ProvisionalFigures provisional,
            FigureCorrections corrections,
            References references,
            Organization organization,
            ReadableFiles files,
            Clock clock) {
        this.currentUser = currentUser;
        this.years = years;
        this.roster = roster;
        this.rhythms = rhythms;
        this.reports = reports;
        this.provisional = provisional;
        this.corrections = corrections;
        this.references = references;
        this.organization = organization;
        this.files = files;
        this.clock = clock;
    }

    /** What of a year somebody reads. */
    private record Sight(User user, boolean all, Set<String> districts, Set<String> owners, Set<String> units) {

        boolean reads(Duty duty) {
            return all
                    || owners.contains(duty.owner())
                    || districts.contains(duty.district().code())
                    || units.contains(duty.unit().code());
        }

        boolean readsOfficial(String owner) {
            return all || owners.contains(owner);
        }

        boolean nothing() {
            return !all && districts.isEmpty() && owners.isEmpty() && units.isEmpty();
        }
    }

    private Sight sight(int year, User user) {
        List<YearDistrict> districts = roster.districts(year);
        return new Sight(
                user,
                ReadingRights.readsAll(user),
                districts.stream()
                        .filter(district -> user.belongsTo(district.officeCode()))
                        .map(YearDistrict::code)
                        .collect(Collectors.toSet()),
                rhythms.of(year).stream()
                        .map(line -> line.indicator().owner())
                        .filter(user::belongsTo)
                        .collect(Collectors.toSet()),
                user.offices().stream()
                        .filter(office -> roster.memberUnit(year, office).isPresent())
                        .collect(Collectors.toSet()));
    }

    @GetMapping("/my/figures/{year}")
    String show(
            @PathVariable("year") int year,
            @RequestParam(name = "period", required = false) @Nullable Integer asked,
            Model model) {
        User user = currentUser.get().orElseThrow(() -> new Denied(Denied.LOG_IN));
        if (years.find(year).isEmpty()) {
            throw new NoSuchPage("没有%d年度的考核。".formatted(year));
        }
        Sight sight = sight(year, user);
        if (sight.nothing()) {
            throw new Denied(NOT_FOR_YOU);
        }
        List<Period> periods = reports.periods(year);
        Period shown = shown(periods, asked, year);
        model.addAttribute("year", year);
        model.addAttribute("otherYears", OtherYears.all(years, year));
        model.addAttribute("all", sight.all());
        model.addAttribute(
                "periods",
                periods.stream().map(period -> link(period, shown, sight)).toList());
        model.addAttribute("shown", shown == null ? null : link(shown, shown, sight));
        model.addAttribute("tables", shown == null ? List.of() : tables(shown, sight));
        model.addAttribute("lapses", lapses(year, sight));
        model.addAttribute("rhythms", rhythmLines(year, sight));
        model.addAttribute("provisional", provisional(year, sight));
        model.addAttribute("corrections", corrections(year, sight));
        model.addAttribute("official", sight.all() || !sight.owners().isEmpty());
        return "figures";
    }

    /** The period asked for; else the last one that has begun to be reported, or the first. */
    private @Nullable Period shown(List<Period> periods, @Nullable Integer asked, int year) {
        if (asked != null) {
            return periods.stream()
                    .filter(period -> period.month() == asked)
                    .findFirst()
                    .orElseThrow(() -> new NoSuchPage("%d年度没有要求报送这一期。".formatted(year)));
        }
        return periods.stream()
                .filter(this::isOver)
                .reduce((earlier, later) -> later)
                .orElse(periods.isEmpty() ? null : periods.get(0));
    }

    private boolean isOver(Period period) {
        return Periods.lastDay(period.year(), period.month()).isBefore(LocalDate.now(clock));
    }

    private PeriodLink link(Period period, @Nullable Period shown, Sight sight) {
        String state;
        if (!isOver(period)) {
            state = "还没有结束";
        } else {
            long missing = reports.missing(period.year(), period.month()).stream()
                    .filter(sight::reads)
                    .count();
            state = missing == 0 ? "已报齐" : "%d家未报".formatted(missing);
        }
        return new PeriodLink(
                period.month(),
                Periods.label(period.month()),
                Periods.span(period.month()),
                WorkingDays.dateText(period.dueOn()),
                period.equals(shown),
                state);
    }

    private List<Table> tables(Period period, Sight sight) {
        Map<String, Report> latest = reports.latest(period.year(), period.month());
        Map<List<String>, List<Duty>> groups = rhythms.duties(period.year(), period.month()).stream()
                .filter(sight::reads)
                .collect(Collectors.groupingBy(
                        duty -> List.of(
                                duty.owner(),
                                TableKind.of(duty.district().kind()).name()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        List<Table> tables = new ArrayList<>();
        groups.forEach((group, duties) -> {
            List<Indicator> indicators = duties.stream()
                    .flatMap(duty -> duty.indicators().stream())
                    .distinct()
                    .toList();
            tables.add(new Table(
                    organization.officeName(group.get(0)),
                    TableKind.valueOf(group.get(1)).label(),
                    indicators,
                    duties.stream()
                            .map(duty -> row(period, duty, indicators, latest.get(duty.key()), sight.user()))
                            .toList()));
        });
        return tables;
    }

    private UnitRow row(Period period, Duty duty, List<Indicator> indicators, @Nullable Report report, User user) {
        boolean late = period.dueOn().isBefore(LocalDate.now(clock));
        return new UnitRow(
                duty.district().name(),
                duty.unit().name(),
                indicators.stream().map(indicator -> cell(indicator, report)).toList(),
                state(period, report, late),
                report != null && report.state() != State.RETURNED ? "" : late ? "overdue" : "waiting",
                report == null ? "" : Objects.requireNonNullElse(report.reason(), ""),
                report == null
                        ? List.of()
                        : files.of(
                                report.figures().values().stream()
                                        .flatMap(answer -> answer.evidence().stream())
                                        .distinct()
                                        .toList(),
                                user));
    }

    private static Cell cell(Indicator indicator, @Nullable Report report) {
        Answer answer = report == null ? null : report.figures().get(indicator.code());
        return answer == null
                ? new Cell("—", false, "")
                : new Cell(
                        answer.shown(indicator), answer.provisional(), Objects.requireNonNullElse(answer.reason(), ""));
    }

    private String state(Period period, @Nullable Report report, boolean late) {
        if (report == null) {
            return !isOver(period) ? "未到时间" : late ? "未报，已逾期" : "未报";
        }
        String when = Times.minute(report.reportedAt()) + "报送" + (report.late() ? "（迟报）" : "");
        return report.state().label() + "，" + when;
    }

    /** For whoever scores how punctually and rightly figures were reported. */
    private List<LapseLine> lapses(int year, Sight sight) {
        Map<String, Lapses> lapses = reports.lapses(year);
        return roster.districts(year).stream()
                .filter(district -> sight.all() || sight.districts().contains(district.code()))
                .map(district -> new LapseLine(district.name(), lapses.getOrDefault(district.code(), new Lapses(0, 0))))
                .filter(line -> line.lapses().late() + line.lapses().returned() > 0)
                .toList();
    }

    private List<RhythmLine> rhythmLines(int year, Sight sight) {
        Set<String> ofUnits = sight.units().stream()
                .flatMap(unit -> roster.memberUnit(year, unit).stream())
                .map(unit -> unit.municipalUnit())
                .collect(Collectors.toSet());
        return rhythms.of(year).stream()
                .filter(line -> sight.all()
                        || !sight.districts().isEmpty()
                        || sight.owners().contains(line.indicator().owner())
                        || ofUnits.contains(line.indicator().owner()))
                .map(this::rhythm)
                .toList();
    }

    /** Who would report it matters only where it is reported. */
    private static String remark(Line line) {
        return line.remark().isEmpty() || line.obstacle() == null && line.rhythm() == Rhythm.NONE
                ? ""
                : "（" + line.remark() + "）";
    }

    private RhythmLine rhythm(Line line) {
        Indicator indicator = line.indicator();
        return new RhythmLine(
                indicator.code(),
                indicator.name(),
                line.kind().label(),
                organization.officeName(indicator.owner()),
                indicator.sourceKind().label(),
                indicator.method().judged()
                        ? "由负责单位评判打分"
                        : indicator.sourceKind().meaning(),
                line.rhythm().label() + remark(line));
    }

    private List<ProvisionalLine> provisional(int year, Sight sight) {
        return provisional.of(year).stream()
                .filter(one -> sight.readsOfficial(one.indicator().owner()))
                .map(this::line)
                .toList();
    }

    private ProvisionalLine line(Provisional one) {
        return new ProvisionalLine(
                one.district().name(),
                one.indicator().code() + " " + one.indicator().name(),
                ScoreBook.shown(one.indicator(), one.entry()),
                organization.officeName(one.indicator().owner()),
                Times.minute(one.entry().enteredAt()),
                one.decided() ? "市健康丽水办已审定这一项" : "");
    }

    private List<CorrectionLine> corrections(int year, Sight sight) {
        return corrections.all(year).stream()
                .filter(correction -> sight.readsOfficial(correction.office()))
                .flatMap(correction -> lines(year, correction))
                .toList();
    }

    private Stream<CorrectionLine> lines(int year, Correction correction) {
        Map<String, Indicator> indicators = rhythms.of(year).stream()
                .collect(Collectors.toMap(line -> line.indicator().code(), Line::indicator, (one, other) -> one));
        Stream<CorrectionLine> figures = correction.items().stream().flatMap(item -> {
            Indicator indicator = indicators.get(item.change().indicator());
            return indicator == null
                    ? Stream.empty()
                    : Stream.of(new CorrectionLine(
                            organization.officeName(correction.office()),
                            roster.objectName(year, item.change().object()),
                            indicator.code() + " " + indicator.name(),
                            ScoreBook.shown(indicator, item.before()),
                            item.change().answer().shown(indicator),
                            Objects.requireNonNullElse(item.change().answer().reason(), ""),
                            correction.state().label(),
                            Times.minute(correction.filedAt())));
        });
        return Stream.concat(
                figures,
                correction.references().stream()
                        .map(change -> new CorrectionLine(
                                organization.officeName(correction.office()),
                                "全部地区",
                                ReferenceChanges.title(references.publishedItem(year, change.indicator())),
                                ReferenceChanges.shown(change.before()),
                                ReferenceChanges.shown(change.given()),
                                change.reason(),
                                correction.state().label(),
                                Times.minute(correction.filedAt()))));
    }
}
