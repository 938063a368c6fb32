package cn.healthylishui.assessment.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.managementService;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** 年度考核. */
class AnnualAssessmentPathTest extends PathTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = PathEngine.coveringAllOf("annual-assessment");

    private static final String ZONE = "LSKFQ";
    private static final String HEALTH = "shi-wjw";
    private static final String SPORTS = "shi-tyzx";
    private static final Date SELF_CHECK_OVER = day(15);
    private static final Date CITY_ASSESSMENT_OVER = day(31);

    AnnualAssessmentPathTest() {
        super(
                "annual-assessment",
                "district-assessment",
                "unit-assessment",
                "democratic-appraisal",
                "official-figures",
                "city-summary",
                "result-use");
    }

    @BeforeEach
    void year() {
        when(deadlines.startDue()).thenReturn(day(4));
        when(deadlines.timer(YEAR, "SELF_CHECK")).thenReturn(SELF_CHECK_OVER);
        when(deadlines.timer(YEAR, "CITY_ASSESSMENT")).thenReturn(CITY_ASSESSMENT_OVER);
        when(annualAssessment.districts(YEAR)).thenReturn(List.of(DISTRICT, ZONE));
        when(unitAssessment.units(YEAR)).thenReturn(List.of(HEALTH, SPORTS));
    }

    @Test
    void new_year_only_gives_the_city_office_the_task_to_open_the_year() {
        Job newYear = timer("startOnNewYear");
        assertThat(newYear.getDuedate())
                .hasMonth(1)
                .hasDayOfMonth(1)
                .hasHourOfDay(0)
                .hasMinute(0)
                .hasSecond(0);

        ClockUtil.setCurrentTime(newYear.getDuedate());
        managementService().executeJob(newYear.getId());

        assertThat(running("annual-assessment")).hasSize(1);
        open("taskOpenYear", CITY, day(4));
        verify(annualAssessment, never()).freeze(anyInt());
        assertThat(timer("startOnNewYear").getDuedate()).as("the year after").isAfter(newYear.getDuedate());
    }

    @Test
    void a_year_that_the_city_office_does_not_open_leaves_nothing_behind() {
        ProcessInstance year = start(Map.of());

        complete(open("taskOpenYear", CITY, day(4)), Map.of("opened", false));

        assertThat(year).isEnded().hasPassed("endNotOpened").hasNotPassed("serviceFreezeYear");
        verify(annualAssessment, never()).freeze(anyInt());
    }

    @Test
    void an_opened_year_is_assessed_its_result_used_and_then_archived() {
        ProcessInstance year = openYear();

        verify(annualAssessment, times(1)).freeze(YEAR);
        assertThat(running("district-assessment"))
                .extracting(ProcessInstance::getBusinessKey)
                .containsExactlyInAnyOrder("2021/331121", "2021/LSKFQ");
        for (ProcessInstance district : running("district-assessment")) {
            assertThat(district).variables().containsOnlyKeys("year", "district");
            finishCalled(district);
        }
        assertThat(running("unit-assessment"))
                .extracting(ProcessInstance::getBusinessKey)
                .containsExactlyInAnyOrder("2021/shi-wjw", "2021/shi-tyzx");
        for (ProcessInstance unit : running("unit-assessment")) {
            assertThat(unit).variables().containsOnlyKeys("year", "unit");
            finishCalled(unit);
        }
        ProcessInstance appraisal = called("democratic-appraisal");
        assertThat(appraisal.getBusinessKey()).isEqualTo("2021");
        assertThat(appraisal).variables().containsOnlyKeys("year");
        finishCalled(appraisal);
        assertThat(running("city-summary")).as("while figures are missing").isEmpty();
        ProcessInstance figures = running("official-figures").get(0);
        assertThat(figures.getBusinessKey()).isEqualTo("2021");
        finishCalled(figures);
        ProcessInstance summary = running("city-summary").get(0);
        assertThat(summary.getBusinessKey()).isEqualTo("2021");
        finishCalled(summary);

        assertThat(year).hasPassed("endAssessment").isWaitingAtExactly("callResultUse");
        ProcessInstance use = called("result-use");
        assertThat(use.getBusinessKey()).isEqualTo("2021");
        assertThat(use).variables().containsOnlyKeys("year");
        finishCalled(use);
        complete(open("taskArchive", CITY, due("WHOLE_PROCEDURE", CITY)));
        assertThat(year).isEnded().hasPassed("endArchived");
    }

    @Test
    void the_summary_waits_for_the_last_district() {
        openYear();
        finishAllBut("district-assessment");
        finishCalled(running("district-assessment").get(0));
        assertThat(running("city-summary")).isEmpty();

        finishCalled(running("district-assessment").get(0));

        assertThat(running("city-summary")).hasSize(1);
    }

    @Test
    void the_summary_waits_for_the_last_municipal_unit() {
        openYear();
        finishAllBut("unit-assessment");
        finishCalled(running("unit-assessment").get(0));
        assertThat(running("city-summary")).isEmpty();

        finishCalled(running("unit-assessment").get(0));

        assertThat(running("city-summary")).hasSize(1);
    }

    @Test
    void the_summary_waits_for_the_appraisal() {
        openYear();
        finishAllBut("democratic-appraisal");
        assertThat(running("city-summary")).isEmpty();

        finishCalled(called("democratic-appraisal"));

        assertThat(running("city-summary")).hasSize(1);
    }

    @Test
    void a_year_in_which_no_municipal_unit_has_a_task_is_assessed_without_them() {
        when(unitAssessment.units(YEAR)).thenReturn(List.of());
        openYear();
        assertThat(running("unit-assessment")).isEmpty();

        running("district-assessment").forEach(this::finishCalled);
        finishCalled(called("democratic-appraisal"));
        finishCalled(called("official-figures"));

        assertThat(running("city-summary")).hasSize(1);
    }

    @Test
    void when_the_self_checks_are_overdue_the_city_office_urges_and_the_work_goes_on() {
        ProcessInstance year = openYear();
        assertThat(timer("timerSelfCheckDue").getDuedate()).isEqualTo(SELF_CHECK_OVER);

        managementService().executeJob(timer("timerSelfCheckDue").getId());

        assertThat(running("district-assessment")).hasSize(2);
        complete(open("taskUrgeSelfCheck", CITY, TOMORROW));
        assertThat(year).hasPassed("endSelfCheckUrged").isNotEnded();
        assertThat(running("district-assessment")).hasSize(2);
        assertThat(timer("timerSelfCheckDue")).as("urged once").isNull();
    }

    @Test
    void when_the_city_assessment_is_overdue_the_city_office_urges_and_the_work_goes_on() {
        ProcessInstance year = openYear();
        assertThat(timer("timerCityAssessmentDue").getDuedate()).isEqualTo(CITY_ASSESSMENT_OVER);

        managementService().executeJob(timer("timerCityAssessmentDue").getId());

        complete(open("taskUrgeCityAssessment", CITY, TOMORROW));
        assertThat(year).hasPassed("endCityAssessmentUrged").isNotEnded();
        assertThat(running("district-assessment")).hasSize(2);
        assertThat(running("official-figures")).hasSize(1);
        assertThat(timer("timerCityAssessmentDue")).as("urged once").isNull();
    }

    @Test
    void what_is_still_to_be_urged_goes_with_the_phase_or_with_the_year() {
        ProcessInstance year = openYear();
        managementService().executeJob(timer("timerSelfCheckDue").getId());
        managementService().executeJob(timer("timerCityAssessmentDue").getId());
        finishAllBut("city-summary");
        assertThat(openKeys()).containsExactly("taskUrgeCityAssessment", "taskUrgeSelfCheck", CALLED_WORK);

        finishCalled(running("city-summary").get(0));
        assertThat(openKeys()).containsExactly("taskUrgeCityAssessment", CALLED_WORK);

        finishCalled(called("result-use"));
        complete(open("taskArchive", CITY));

        assertThat(year).isEnded().hasPassed("endArchived");
        assertThat(openKeys()).isEmpty();
    }

    /** Brings to its end what runs side by side, except the processes of one kind. */
    private void finishAllBut(String key) {
        List.of("district-assessment", "unit-assessment", "democratic-appraisal", "official-figures").stream()
                .filter(other -> !other.equals(key))
                .flatMap(other -> running(other).stream())
                .forEach(this::finishCalled);
    }

    private ProcessInstance openYear() {
        ProcessInstance year = start(Map.of());
        complete(open("taskOpenYear", CITY), Map.of("opened", true, "year", YEAR));
        return year;
    }
}
