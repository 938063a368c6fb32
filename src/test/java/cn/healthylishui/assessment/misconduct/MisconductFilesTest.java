package cn.healthylishui.assessment.misconduct;

import static cn.healthylishui.assessment.misconduct.MisconductFixture.CITY;
import static cn.healthylishui.assessment.misconduct.MisconductFixture.COUNTY;
import static cn.healthylishui.assessment.misconduct.MisconductFixture.QINGTIAN;
import static cn.healthylishui.assessment.misconduct.MisconductFixture.WENXI;
import static cn.healthylishui.assessment.misconduct.MisconductFixture.YEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.TestFiles;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.reading.EvidenceAccess;
import cn.healthylishui.assessment.reading.FileSubjects;
import cn.healthylishui.assessment.reading.Reviewers;
import cn.healthylishui.assessment.taskform.DraftStore;
import cn.healthylishui.assessment.taskform.Evidence;
import cn.healthylishui.assessment.taskform.EvidenceStore;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.workflow.OpenWork;
import cn.healthylishui.assessment.year.YearGroups;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may read the files of a misconduct case. */
class MisconductFilesTest {

    private MisconductFixture fixture;
    private EvidenceStore store;
    private DraftStore drafts;
    private EvidenceAccess access;

    @BeforeEach
    void open() {
        fixture = new MisconductFixture(EvidenceAccess.class, FileSubjects.class, Reviewers.class, YearGroups.class);
        store = fixture.get(EvidenceStore.class);
        drafts = fixture.get(DraftStore.class);
        access = fixture.get(EvidenceAccess.class);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Evidence uploaded(String taskKey, Actor by, Map<String, Object> variables) {
        TaskRef task = new TaskRef(
                "id-of-" + taskKey, taskKey, "任务", by.office(), null, LocalDateTime.of(2022, 3, 1, 10, 0), variables);
        drafts.open(task.id(), "kept");
        Evidence file = store.store(task, TestFiles.upload("台账.txt", "原始台账".getBytes(StandardCharsets.UTF_8)), by);
        return store.find(file.id()).orElseThrow();
    }

    private static Map<String, Object> ofCase(long id) {
        return Map.of("year", YEAR, "district", QINGTIAN, "township", WENXI, "misconduct", id);
    }

    private boolean reads(String office, Evidence file) {
        return access.mayRead(new User("someone", "某人", List.of(office), false), file);
    }

    @ParameterizedTest
    @CsvSource({
        "city-office, true",
        "leading-group, true",
        "qingtian-jkb, false", // the accused
        "qingtian-wjj, false",
        "yunhe-jkb, false",
        "shi-wjw, false",
    })
    void evidence_against_a_district_is_not_for_its_office(String office, boolean reads) {
        long id = fixture.reported(WENXI);
        Evidence file = uploaded("taskInvestigateMisconduct", CITY, ofCase(id));
        fixture.cases().investigate(id, "相差一倍", "请说明", List.of(file.id()), CITY);

        assertThat(reads(office, file)).isEqualTo(reads);
    }

    @Test
    void an_administrator_reads_it() {
        Evidence file = uploaded("taskRefer", CITY, ofCase(fixture.reported(WENXI)));

        assertThat(access.mayRead(new User("admin", "系统管理员", List.of(), true), file))
                .isTrue();
    }

    @Test
    void the_same_file_of_any_other_task_is_for_the_office_of_its_district() {
        Map<String, Object> variables = new HashMap<>(ofCase(1));
        variables.remove("misconduct");

        assertThat(reads("qingtian-jkb", uploaded("taskCheckTownship", CITY, variables)))
                .isTrue();
    }

    @Test
    void a_clue_that_came_in_before_there_was_a_case_is_not_for_the_accused() {
        Evidence clue = uploaded("taskReportMisconduct", CITY, Map.of());
        fixture.cases().report(YEAR, WENXI, "群众来信", "数据不实", List.of(clue.id()), CITY);

        assertThat(reads("qingtian-jkb", clue)).isFalse();
        assertThat(reads("city-office", clue)).isTrue();
    }

    @Test
    void while_the_accused_is_heard_it_reads_no_more_than_before() {
        long id = fixture.reported(WENXI);
        Evidence file = uploaded("taskInvestigateMisconduct", CITY, ofCase(id));
        OpenWork openWork = fixture.get(OpenWork.class);
        when(openWork.officeOf("id-of-taskHearAccused")).thenReturn(Optional.of("qingtian-jkb"));

        assertThat(reads("qingtian-jkb", file)).isFalse();
        assertThat(reads("qingtian-jkb", uploaded("taskHearAccused", COUNTY, ofCase(id))))
                .isTrue();
    }

    @Test
    void what_the_accused_handed_in_itself_it_reads_for_good() {
        Evidence proof = uploaded("taskHearAccused", COUNTY, ofCase(fixture.investigated(WENXI)));

        assertThat(reads("qingtian-jkb", proof)).isTrue();
        assertThat(reads("city-office", proof)).isTrue();
        assertThat(reads("leading-group", proof)).isTrue();
        assertThat(reads("qingtian-wjj", proof)).isFalse();
    }
}
