package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.organization.District;
import cn.healthylishui.assessment.organization.MemberUnit;
import cn.healthylishui.assessment.organization.MunicipalUnit;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.RaterSeat;
import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.reporting.WebPage;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.SessionAttribute;

/** 页头: who is logged in and where the navigation leads, the same on every page. */
@ControllerAdvice(annotations = WebPage.class)
class Head {

    /**
     * @param person name and offices of whoever is logged in, null for a stranger
     * @param year the latest year that has started, null before there is one
     * @param reading whether results and papers are for this person
     * @param overseeing whether the progress of the city is
     * @param noticeYear the latest year with a notice posted, null before there is one
     * @param toldYear the latest year of which something was circulated
     * @param followUpYear the latest year with an approved result; null where its use is not for this person
     * @param workYear the latest year there is, started or not; null where its key work is not for this person
     * @param rosterYear the same for its roster
     * @param ownUnitsYear the latest year that has started; null where the districts' own units are not for this person
     * @param indicators whether the indicator tables are for this person
     * @param figuresYear the latest year there is; null where the figures reported through it are not for this person
     * @param analysisYear the latest year with an approved result; null where its analysis is not for this person
     * @param basicData whether this person keeps or audits the basic data
     * @param log whether this person reads the operation log
     * @param state whether this person watches the program itself
     */
    record Content(
            @Nullable String person,
            @Nullable Integer year,
            boolean reading,
            boolean overseeing,
            @Nullable Integer noticeYear,
            @Nullable Integer toldYear,
            @Nullable Integer followUpYear,
            @Nullable Integer workYear,
            @Nullable Integer rosterYear,
            @Nullable Integer ownUnitsYear,
            boolean indicators,
            @Nullable Integer figuresYear,
            @Nullable Integer analysisYear,
            boolean basicData,
            boolean log,
            boolean state) {}

    private final CurrentUser currentUser;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final Organization organization;
    private final Published published;

    Head(
            CurrentUser currentUser,
            AssessmentYears years,
            YearRoster roster,
            Organization organization,
            Published published) {
        this.currentUser = currentUser;
        this.years = years;
        this.roster = roster;
        this.organization = organization;
        this.published = published;
    }

    /** What a script has to send along with whatever changes something; its cookie is for Tasklist alone. */
    @ModelAttribute("csrfToken")
    @Nullable
    String csrfToken(@SessionAttribute(name = "CAMUNDA_CSRF_TOKEN", required = false) @Nullable String token) {
        return token;
    }

    @ModelAttribute("head")
    Content head() {
        Optional<User> user = currentUser.get();
        List<AssessmentYear> all = years.all();
        List<AssessmentYear> started =
                all.stream().filter(AssessmentYear::isStarted).toList();
        return new Content(
                user.map(this::person).orElse(null),
                latest(started, year -> true),
                user.filter(this::reads).isPresent(),
                user.filter(ReadingRights::readsAll).isPresent(),
                latest(started, year -> published.hasNotices(year.year())),
                latest(started, year -> published.hasResults(year.year())),
                user.map(this::resultUse).map(reads -> latest(started, reads)).orElse(null),
                user.filter(this::reads).isPresent() ? latest(all, year -> true) : null,
                user.filter(this::readsRoster).isPresent() ? latest(all, year -> true) : null,
                user.filter(this::readsOwnUnits).isPresent() ? latest(started, year -> true) : null,
                user.filter(this::reads).isPresent(),
                user.filter(this::readsOwnUnits).isPresent()
                                || user.filter(this::reads).isPresent()
                        ? latest(all, year -> true)
                        : null,
                user.filter(this::readsAnalysis).isPresent() ? latest(all, AssessmentYear::isApproved) : null,
                user.filter(ReadingRights::readsBasicData).isPresent(),
                user.filter(ReadingRights::readsLog).isPresent(),
                user.filter(ReadingRights::watchesProgram).isPresent());
    }

    private boolean readsAnalysis(User user) {
        return ReadingRights.readsAll(user)
                || organization.municipalUnits().stream().anyMatch(unit -> user.belongsTo(unit.code()));
    }

    private static @Nullable Integer latest(List<AssessmentYear> years, Predicate<AssessmentYear> wanted) {
        return years.stream()
                .filter(wanted)
                .map(AssessmentYear::year)
                .findFirst()
                .orElse(null);
    }

    private Predicate<AssessmentYear> resultUse(User user) {
        IntPredicate readable = Subjects.resultUse(roster, user);
        return year -> year.isApproved() && readable.test(year.year());
    }

    private boolean reads(User user) {
        return assessed().anyMatch(office -> ReadingRights.readsObject(user, office));
    }

    private boolean readsRoster(User user) {
        return ReadingRights.takesPart(
                user, organization.raterSeats().stream().map(RaterSeat::code).toList());
    }

    private boolean readsOwnUnits(User user) {
        return Stream.concat(
                        organization.districts().stream().map(District::officeCode),
                        organization.memberUnits().stream().map(MemberUnit::code))
                .anyMatch(office -> ReadingRights.readsObject(user, office));
    }

    /** A unit that a year leaves out finds on the page why. */
    private Stream<String> assessed() {
        return Stream.concat(
                organization.districts().stream().map(District::officeCode),
                organization.municipalUnits().stream().map(MunicipalUnit::code));
    }

    private String person(User user) {
        List<String> offices = user.offices().stream()
                .map(organization::officeName)
                .filter(office -> !office.equals(user.name()))
                .toList();
        return Stream.concat(Stream.of(user.name()), user.administrator() ? Stream.of("系统管理员") : offices.stream())
                .distinct()
                .collect(Collectors.joining(" · "));
    }
}
