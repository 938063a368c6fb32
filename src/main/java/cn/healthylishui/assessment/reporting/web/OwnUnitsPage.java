package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.ownunit.OwnUnits;
import cn.healthylishui.assessment.ownunit.OwnUnits.OwnScore;
import cn.healthylishui.assessment.ownunit.OwnUnits.Plan;
import cn.healthylishui.assessment.ownunit.OwnUnits.ScoredTask;
import cn.healthylishui.assessment.ownunit.OwnUnits.Standing;
import cn.healthylishui.assessment.reading.Denied;
import cn.healthylishui.assessment.reading.ReadableFiles;
import cn.healthylishui.assessment.reading.ReadableFiles.FileLink;
import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.reporting.NoSuchPage;
import cn.healthylishui.assessment.reporting.Times;
import cn.healthylishui.assessment.reporting.WebPage;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearMemberUnit;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * 直属单位考核: a county office reads its own ranking, a member unit its own line once the ranking stands, the city all of them; nothing
 * of the city's assessment counts on it (办法三).
 */
@WebPage
class OwnUnitsPage {

    private static final String NOT_FOR_YOU = "直属单位考核只对县（市、区）健康办和它的直属单位、市健康丽水办、领导小组开放，您的账号不能查看。";

    /** @param own what the unit says of itself; empty where it has not said yet */
    record TaskLine(
            String task,
            String weight,
            String own,
            String ownReason,
            List<FileLink> files,
            String reviewed,
            String reason) {}

    record UnitLine(Standing standing, List<TaskLine> tasks) {}

    /**
     * A district and its own units.
     *
     * @param reason why it leaves them out; null where it does not
     * @param whole whether the reader sees all of its units
     */
    record DistrictSection(
            String code,
            String name,
            String state,
            @Nullable String reason,
            List<UnitLine> units,
            boolean whole) {}

    private final CurrentUser currentUser;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final OwnUnits ownUnits;
    private final ReadableFiles files;

    OwnUnitsPage(
            CurrentUser currentUser, AssessmentYears years, YearRoster roster, OwnUnits ownUnits, ReadableFiles files) {
        this.currentUser = currentUser;
        this.years = years;
        this.roster = roster;
        this.ownUnits = ownUnits;
        this.files = files;
    }

    @GetMapping("/my/own-units/{year}")
    String show(@PathVariable("year") int year, Model model) {
        User user = currentUser.get().orElseThrow(() -> new Denied(Denied.LOG_IN));
        AssessmentYear record = years.find(year).orElseThrow(() -> new NoSuchPage("没有%d年度的考核。".formatted(year)));
        List<YearDistrict> districts = roster.districts(year).stream()
                .filter(district -> ReadingRights.readsObject(user, district.officeCode()))
                .toList();
        List<YearMemberUnit> own = user.offices().stream()
                .map(office -> roster.memberUnit(year, office))
                .flatMap(Optional::stream)
                .filter(unit ->
                        districts.stream().noneMatch(district -> district.code().equals(unit.district())))
                .toList();
        if (districts.isEmpty() && own.isEmpty()) {
            throw new Denied(NOT_FOR_YOU);
        }
        if (districts.size() > 1) {
            ownUnits.readAll(year);
        }
        model.addAttribute("year", year);
        model.addAttribute("otherYears", OtherYears.started(years, year));
        model.addAttribute("started", record.isStarted());
        model.addAttribute("all", ReadingRights.readsAll(user));
        model.addAttribute(
                "districts",
                Stream.concat(
                                districts.stream().map(district -> section(year, district, null, user)),
                                own.stream()
                                        .map(unit -> section(
                                                year, roster.district(year, unit.district()), unit.code(), user)))
                        .toList());
        return "own-units";
    }

    /** @param unit the only one to be shown; null: all of them */
    private DistrictSection section(int year, YearDistrict district, @Nullable String unit, User user) {
        Optional<Plan> plan = ownUnits.plan(year, district.code());
        List<ScoredTask> tasks = ownUnits.scored(year, district.code());
        return new DistrictSection(
                district.code(),
                district.name(),
                state(plan.orElse(null)),
                plan.map(Plan::reason).orElse(null),
                ownUnits.ranking(year, district.code()).stream()
                        .filter(standing -> unit == null || standing.unit().equals(unit))
                        .map(standing -> new UnitLine(
                                standing,
                                tasks.stream()
                                        .filter(task -> task.task().unit().equals(standing.unit()))
                                        .map(task -> line(task, user))
                                        .toList()))
                        .toList(),
                unit == null);
    }

    private static String state(@Nullable Plan plan) {
        if (plan == null) {
            return "还没有下达任务";
        }
        if (plan.leftOut()) {
            return "本年度不考核直属单位";
        }
        return plan.assessedAt() == null ? "考核中" : "考核完成，" + Times.minute(plan.assessedAt());
    }

    private TaskLine line(ScoredTask scored, User user) {
        OwnScore own = scored.own();
        OwnScore reviewed = scored.reviewed();
        return new TaskLine(
                scored.task().task(),
                OwnUnits.weightInWords(scored.task().weight()),
                percent(own),
                reason(own),
                own == null ? List.of() : files.of(own.evidence(), user),
                percent(reviewed),
                reason(reviewed));
    }

    private static String percent(@Nullable OwnScore score) {
        return score == null ? "" : Answer.plain(score.percent()) + "%";
    }

    private static String reason(@Nullable OwnScore score) {
        return score == null ? "" : Objects.requireNonNullElse(score.reason(), "");
    }
}
