package cn.healthylishui.assessment.reporting;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(ReadingRights.readsDistrict(of(office), "qingtian-jkb")).isTrue();
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
        assertThat(ReadingRights.readsDistrict(of(office), "qingtian-jkb")).isEqualTo(reads);
    }

    @Test
    void somebody_of_two_offices_reads_what_either_reads() {
        assertThat(ReadingRights.readsDistrict(of("qingtian-jkb", "qingtian-wjj"), "qingtian-jkb"))
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
        assertThat(ReadingRights.readsFile(of(office), "qingtian-wjj", "qingtian-jkb", null))
                .isEqualTo(reads);
    }

    @Test
    void a_file_of_the_city_is_not_for_the_districts() {
        assertThat(ReadingRights.readsFile(of("qingtian-jkb"), "shi-wjw", null, null))
                .isFalse();
    }

    @Test
    void whoever_took_a_task_over_reads_the_files_that_came_with_it() {
        assertThat(ReadingRights.readsFile(of("qingtian-jyj"), "qingtian-wjj", "qingtian-jkb", "qingtian-jyj"))
                .isTrue();
    }

    @Test
    void somebody_without_an_office_reads_nothing() {
        assertThat(ReadingRights.readsFile(of(), "qingtian-wjj", "qingtian-jkb", "qingtian-wjj"))
                .isFalse();
    }
}
