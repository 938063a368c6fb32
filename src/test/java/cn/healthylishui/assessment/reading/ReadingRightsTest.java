package cn.healthylishui.assessment.reading;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.misconduct.MisconductCase;
import cn.healthylishui.assessment.publicity.Circulations;
import cn.healthylishui.assessment.publicity.Notices;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingRightsTest {

    private static User of(String... offices) {
        return new User("someone", "某人", List.of(offices), false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"city-office", "leading-group"})
    void the_city_office_and_the_leading_group_read_all(String office) {
        assertThat(ReadingRights.readsAll(of(office))).isTrue();
        assertThat(ReadingRights.readsObject(of(office), "qingtian-jkb")).isTrue();
    }

    @Test
    void an_administrator_reads_all() {
        assertThat(ReadingRights.readsAll(new User("admin", "系统管理员", List.of(), true)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "qingtian-jkb, true",
        "yunhe-jkb, false",
        "qingtian-wjj, false",
        "shi-wjw, false",
    })
    void only_the_office_of_the_district_reads_of_the_district(String office, boolean reads) {
        assertThat(ReadingRights.readsAll(of(office))).isFalse();
        assertThat(ReadingRights.readsObject(of(office), "qingtian-jkb")).isEqualTo(reads);
    }

    @Test
    void somebody_of_two_offices_reads_what_either_reads() {
        assertThat(ReadingRights.readsObject(of("qingtian-jkb", "qingtian-wjj"), "qingtian-jkb"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "qingtian-wjj, true", // uploaded it
        "qingtian-jkb, true", // the office of its district
        "qingtian-jyj, false", // another unit of the district
        "yunhe-jkb, false",
        "shi-wjw, false",
        "city-office, true",
        "leading-group, true",
    })
    void a_file_is_for_its_uploader_and_the_office_of_its_district(String office, boolean reads) {
        assertThat(ReadingRights.readsFile(of(office), "qingtian-wjj", List.of("qingtian-jkb"), null))
                .isEqualTo(reads);
    }

    @Test
    void a_file_of_the_city_is_not_for_the_districts() {
        assertThat(ReadingRights.readsFile(of("qingtian-jkb"), "shi-wjw", List.of(), null))
                .isFalse();
    }

    @Test
    void whoever_took_a_task_over_reads_the_files_that_came_with_it() {
        assertThat(ReadingRights.readsFile(of("qingtian-jyj"), "qingtian-wjj", List.of("qingtian-jkb"), "qingtian-jyj"))
                .isTrue();
    }

    @Test
    void somebody_without_an_office_reads_nothing() {
        assertThat(ReadingRights.readsFile(of(), "qingtian-wjj", List.of("qingtian-jkb"), "qingtian-wjj"))
                .isFalse();
    }

    private static final List<String> COUNTIES = List.of("qingtian-jkb", "yunhe-jkb");

    @ParameterizedTest
    @CsvSource({
        "city-office, true",
        "leading-group, true",
        "qingtian-jkb, true",
        "yunhe-jkb, true",
        "comprehensive-assessment, true",
        "qingtian-wjj, false",
        "shi-wjw, false",
    })
    void the_use_of_a_result_is_for_the_assessed_those_over_them_and_the_receiver(String office, boolean reads) {
        assertThat(ReadingRights.readsResultUse(of(office), COUNTIES.contains(office)))
                .isEqualTo(reads);
    }

    @ParameterizedTest
    @CsvSource({
        "city-office, true",
        "leading-group, true",
        "comprehensive-assessment, true",
        "qingtian-jkb, false",
        "qingtian-wjj, false",
        "shi-wjw, false",
    })
    void what_is_handed_over_is_for_those_who_give_and_who_take_it(String office, boolean reads) {
        assertThat(ReadingRights.readsHandOvers(of(office))).isEqualTo(reads);
    }

    @ParameterizedTest
    @CsvSource({
        "city-office, true",
        "leading-group, true",
        "qingtian-jkb, false",
        "comprehensive-assessment, false",
        "shi-wjw, false",
    })
    void proposals_investigations_and_cases_are_for_those_who_read_all(String office, boolean reads) {
        assertThat(ReadingRights.readsProposals(of(office))).isEqualTo(reads);
        assertThat(ReadingRights.readsInvestigation(of(office))).isEqualTo(reads);
        assertThat(ReadingRights.readsCases(of(office))).isEqualTo(reads);
    }

    @ParameterizedTest
    @CsvSource({
        "qingtian-jkb, qingtian-jkb, true",
        "yunhe-jkb, qingtian-jkb, false",
        "qingtian-wjj, qingtian-jkb, false",
        "city-office, qingtian-jkb, true",
        "leading-group, qingtian-jkb, true",
        "qingtian-jkb, city-office, false", // somebody of the public, whose name the office objected to is not to learn
        "comprehensive-assessment, city-office, false",
    })
    void an_objection_is_for_whoever_filed_it(String office, String filedBy, boolean reads) {
        assertThat(ReadingRights.readsObjection(of(office), filedBy)).isEqualTo(reads);
    }

    @ParameterizedTest
    @CsvSource({
        "qingtian-jkb, true",
        "yunhe-jkb, false",
        "qingtian-wjj, false",
        "shi-wjw, false",
        "comprehensive-assessment, false",
        "city-office, true",
        "leading-group, true",
    })
    void an_interview_is_for_the_office_of_its_district(String office, boolean reads) {
        assertThat(ReadingRights.readsInterview(of(office), "qingtian-jkb")).isEqualTo(reads);
    }

    @ParameterizedTest
    @CsvSource({
        "CONFIRMED, qingtian-jkb, true",
        "CONFIRMED, yunhe-jkb, false",
        "CONFIRMED, qingtian-wjj, false",
        "CONFIRMED, comprehensive-assessment, false",
        "NOT_CONFIRMED, qingtian-jkb, false",
        "NOT_CONFIRMED, city-office, true",
        "REPORTED, qingtian-jkb, false",
        "HEARING, qingtian-jkb, false",
        "FINDING, qingtian-jkb, false",
        "DECIDING, qingtian-jkb, false",
        "DECIDING, leading-group, true",
    })
    void of_a_case_the_accused_s_office_learns_once_it_is_confirmed_and_nobody_else_ever(
            MisconductCase.State state, String office, boolean knows) {
        assertThat(ReadingRights.knowsOfCase(of(office), state, "qingtian-jkb")).isEqualTo(knows);
    }

    @Test
    void why_a_result_was_changed_is_for_those_whose_objects_alone_were_corrected() {
        assertThat(ReadingRights.readsReason(of("qingtian-jkb"), List.of("qingtian-jkb")))
                .isTrue();
        assertThat(ReadingRights.readsReason(of("yunhe-jkb"), List.of("qingtian-jkb")))
                .isFalse();
        assertThat(ReadingRights.readsReason(of("qingtian-jkb"), COUNTIES)).isFalse();
        assertThat(ReadingRights.readsReason(of("qingtian-jkb"), List.of())).isFalse();
        assertThat(ReadingRights.readsReason(of("city-office"), COUNTIES)).isTrue();
    }

    @Test
    void drafts_are_open_to_nobody() {
        assertThat(Notices.State.values())
                .filteredOn(ReadingRights::isOpen)
                .containsExactly(Notices.State.POSTED, Notices.State.CLOSED);
        assertThat(Circulations.State.values())
                .filteredOn(ReadingRights::isOpen)
                .containsExactly(Circulations.State.DONE);
    }

    private static final List<String> SEATS = List.of("ld-cy-01", "dbwy-01");

    @Test
    void who_only_takes_results_over_or_only_rates_has_no_part_in_the_assessment() {
        assertThat(ReadingRights.takesPart(of("comprehensive-assessment"), SEATS))
                .isFalse();
        assertThat(ReadingRights.takesPart(of("ld-cy-01"), SEATS)).isFalse();
        assertThat(ReadingRights.takesPart(of("comprehensive-assessment", "city-office"), SEATS))
                .isTrue();
        assertThat(ReadingRights.takesPart(of("ld-cy-01", "shi-wjw"), SEATS)).isTrue();
        assertThat(ReadingRights.takesPart(of("shi-wjw"), SEATS)).isTrue();
        assertThat(ReadingRights.takesPart(new User("admin", "系统管理员", List.of(), true), SEATS))
                .isTrue();
    }

    @Test
    void who_has_a_seat_in_the_appraisal_and_nothing_else_only_rates() {
        assertThat(ReadingRights.onlyRates(of("ld-cy-01"), SEATS)).isTrue();
        assertThat(ReadingRights.onlyRates(of("ld-cy-01", "shi-wjw"), SEATS)).isFalse();
        assertThat(ReadingRights.onlyRates(of("shi-wjw"), SEATS)).isFalse();
        assertThat(ReadingRights.onlyRates(of(), SEATS)).isFalse();
        assertThat(ReadingRights.onlyRates(new User("admin", "系统管理员", List.of(), true), SEATS))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "shi-jyj, shi-jyj, true", // the unit itself
        "shi-wjw, shi-jyj, true", // reviews it
        "shi-wjw, shi-tyj, false", // reviews another
        "shi-tyj, shi-jyj, false",
        "qingtian-jkb, shi-jyj, false",
        "city-office, shi-tyj, true",
        "leading-group, shi-tyj, true",
    })
    void the_papers_of_a_unit_are_for_itself_and_for_those_who_review_it(String office, String owner, boolean reads) {
        List<String> reviewed = office.equals("shi-wjw") ? List.of("shi-jyj") : List.of();
        assertThat(ReadingRights.readsUnitPapers(of(office), owner, reviewed)).isEqualTo(reads);
    }

    @Test
    void a_file_is_for_everyone_whom_its_object_concerns() {
        assertThat(ReadingRights.readsFile(of("shi-wjw"), "shi-jyj", List.of("shi-jyj", "shi-wjw"), null))
                .isTrue();
        assertThat(ReadingRights.readsFile(of("shi-tyj"), "shi-jyj", List.of("shi-jyj", "shi-wjw"), null))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "city-office, WHOLE, WHOLE",
        "leading-group, WHOLE, WHOLE",
        "qingtian-jkb, REPORTED, WHOLE",
        "yunhe-jkb, OWN, OWN",
        "qingtian-wjj, OWN, OWN",
        "shi-wjw, OWN, OWN",
        "comprehensive-assessment, OWN, OWN",
    })
    void how_much_of_a_score_is_explained_to_whom(String office, ScoreSight before, ScoreSight after) {
        assertThat(ReadingRights.scores(of(office), "qingtian-jkb", false)).isEqualTo(before);
        assertThat(ReadingRights.scores(of(office), "qingtian-jkb", true)).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource({
        "city-office, true, true",
        "leading-group, true, true",
        "shi-wjw, false, true",
        "qingtian-jkb, false, false",
        "qingtian-wjj, false, false",
        "comprehensive-assessment, false, false",
    })
    void the_analysis_is_for_municipal_units_once_everybody_was_told(String office, boolean before, boolean after) {
        List<String> units = List.of("shi-wjw", "shi-jyj");
        assertThat(ReadingRights.readsAnalysis(of(office), units, false)).isEqualTo(before);
        assertThat(ReadingRights.readsAnalysis(of(office), units, true)).isEqualTo(after);
    }
}
