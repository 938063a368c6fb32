package cn.healthylishui.assessment.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.taskform.Evidence;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.workflow.OpenWork;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceAccessTest {

    private final AssessmentYears years = mock(AssessmentYears.class);
    private final YearRoster yearRoster = mock(YearRoster.class);
    private final YearRoster roster = mock(YearRoster.class);
    private final OpenWork openWork = mock(OpenWork.class);
    private final FileSubjects subjects = mock(FileSubjects.class);
    private final MisconductCases cases = mock(MisconductCases.class);
    private final EvidenceAccess access = new EvidenceAccess(yearRoster, openWork, subjects, cases);

    @BeforeEach
    void roster() {
        when(yearRoster.districts(2021))
                .thenReturn(List.of(
                        new YearDistrict("331121", "青田县", DistrictKind.COUNTY, "qingtian-jkb", "青田县健康办", 2, null)));
        when(openWork.officeOf("task")).thenReturn(Optional.empty());
    }

    private static Evidence file(@Nullable Integer year, @Nullable String district, String office) {
        return new Evidence(
                "f1",
                "0".repeat(64),
                "佐证材料.pdf",
                "application/pdf",
                3,
                "task",
                year,
                district,
                office,
                "wang",
                LocalDateTime.of(2022, 1, 8, 9, 0));
    }

    private static User of(String office) {
        return new User(office, office, List.of(office), false);
    }

    @Test
    void the_audit_reads_files_of_what_is_done_and_not_of_a_case_that_it_is_not_to_learn_of() {
        assertThat(access.mayRead(of("audit"), file(2021, null, "city-office"))).isTrue();
        when(cases.isWithheldFromAudit("f1")).thenReturn(true);
        assertThat(access.mayRead(of("audit"), file(2021, null, "city-office"))).isFalse();
        when(cases.isWithheldFromAudit("f1")).thenReturn(false);
        when(openWork.officeOf("task")).thenReturn(Optional.of("city-office"));
        assertThat(access.mayRead(of("audit"), file(2021, null, "city-office"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "qingtian-wjj, true",
        "qingtian-jkb, true",
        "city-office, true",
        "leading-group, true",
        "qingtian-jyj, false",
        "yunhe-jkb, false",
        "shi-wjw, false",
    })
    void a_file_about_a_district_is_for_its_office_its_uploader_and_those_who_read_all(String office, boolean reads) {
        assertThat(access.mayRead(of(office), file(2021, "331121", "qingtian-wjj")))
                .isEqualTo(reads);
    }

    @Test
    void a_file_about_no_district_is_for_its_uploader() {
        assertThat(access.mayRead(of("shi-wjw"), file(2021, null, "shi-wjw"))).isTrue();
        assertThat(access.mayRead(of("qingtian-jkb"), file(2021, null, "shi-wjw")))
                .isFalse();
    }

    @Test
    void a_file_about_no_year_is_for_its_uploader() {
        assertThat(access.mayRead(of("qingtian-wjj"), file(null, null, "qingtian-wjj")))
                .isTrue();
        assertThat(access.mayRead(of("qingtian-jkb"), file(null, null, "qingtian-wjj")))
                .isFalse();
    }

    @Test
    void while_its_task_is_open_it_is_also_for_the_office_that_the_task_is_with() {
        when(openWork.officeOf("task")).thenReturn(Optional.of("qingtian-jyj"));

        assertThat(access.mayRead(of("qingtian-jyj"), file(2021, "331121", "qingtian-wjj")))
                .isTrue();
        assertThat(access.mayRead(of("yunhe-jkb"), file(2021, "331121", "qingtian-wjj")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "shi-jyj, true", // the unit itself
        "shi-xcb, true", // uploaded it for the unit
        "shi-wjw, true", // reviews it
        "city-office, true",
        "leading-group, true",
        "shi-tyj, false",
        "qingtian-jkb, false",
        "ld-cy-01, false",
    })
    void a_file_of_a_unit_s_account_of_itself_is_for_the_unit_and_its_reviewers(String office, boolean reads) {
        when(subjects.concerned(2021, "f1")).thenReturn(List.of("shi-jyj", "shi-wjw"));

        assertThat(access.mayRead(of(office), file(2021, null, "shi-xcb"))).isEqualTo(reads);
    }

    @Test
    void other_files_of_a_unit_are_not_for_its_reviewers() {
        assertThat(access.mayRead(of("shi-wjw"), file(2021, null, "shi-jyj"))).isFalse();
        assertThat(access.mayRead(of("shi-jyj"), file(2021, null, "shi-jyj"))).isTrue();
    }
}
