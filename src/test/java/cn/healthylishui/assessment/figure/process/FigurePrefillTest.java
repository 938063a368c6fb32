package cn.healthylishui.assessment.figure.process;

import static cn.healthylishui.assessment.verification.VerificationFixture.CITY;
import static cn.healthylishui.assessment.verification.VerificationFixture.QINGTIAN;
import static cn.healthylishui.assessment.verification.VerificationFixture.YEAR;
import static cn.healthylishui.assessment.verification.VerificationFixture.value;
import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.figure.FigureReports;
import cn.healthylishui.assessment.figure.FigureReports.Report;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Typing;
import cn.healthylishui.assessment.verification.VerificationFixture;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 填报官方数据 begins with what was reported through the year and confirmed; nothing of it counts before the unit has given it. */
class FigurePrefillTest {

    private static final String WATER = "shi-slj";
    private static final String REPORTER = "qingtian-slj";
    private static final Actor REPORTING = new Actor("li", REPORTER);
    private static final Actor OFFICIAL = new Actor("zhao", WATER);

    /** 农村饮用水水质合格率. */
    private static final String QUALITY = "C045";

    private static final int YEAR_END = 12;

    private VerificationFixture fixture;
    private FigureReports reports;

    @BeforeEach
    void open() {
        fixture = new VerificationFixture(
                        FigureSheet.class, PublishedCells.class, ListSheet.class, EnterFiguresForm.class)
                .started();
        reports = fixture.get(FigureReports.class);
        reports.ask(YEAR, CITY);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Report reported(String figure) {
        reports.report(
                YEAR,
                YEAR_END,
                reports.duty(YEAR, YEAR_END, REPORTER, null).orElseThrow(),
                Map.of(QUALITY, value(figure)),
                REPORTING);
        return reports.latest(YEAR, YEAR_END).get(REPORTER);
    }

    private void confirmed(String figure) {
        reports.confirm(YEAR, reported(figure), OFFICIAL);
    }

    private Typing entering() {
        return Typing.into(fixture.get(EnterFiguresForm.class), WATER, "unit", WATER);
    }

    @Test
    void the_last_confirmed_figure_stands_there_with_its_source_and_does_not_count_yet() {
        confirmed("92.5");

        Typing form = entering();

        assertThat(form.value(QUALITY, QINGTIAN, "value")).isEqualTo("92.5");
        assertThat(form.value(QUALITY, QINGTIAN, "reason")).isEqualTo("据四季度报送");
        assertThat(form.value(QUALITY, QINGTIAN, "reported")).contains("四季度 92.5 %");
        assertThat(form.notices()).singleElement().asString().contains("带入", "1个");
        assertThat(form.row(QUALITY, "331125").problems())
                .as("where nothing was reported")
                .isNotEmpty();
        assertThat(fixture.get(Scorecards.class).latest(YEAR, QINGTIAN).of(QUALITY, EntrySource.OFFICIAL))
                .as("silently scored is nothing")
                .isNull();
    }

    @Test
    void what_is_not_confirmed_is_shown_and_not_taken_over() {
        reported("92.5");

        assertThat(entering().value(QUALITY, QINGTIAN, "value")).isEmpty();
        assertThat(entering().value(QUALITY, QINGTIAN, "reported")).isEqualTo("四季度 92.5 %，待核实");
    }

    @Test
    void who_gives_another_figure_says_why() {
        confirmed("92.5");
        Typing form = entering().type(QUALITY, QINGTIAN, "value", "91");

        assertThat(form.row(QUALITY, QINGTIAN).problems())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .contains("填的数与报送的不同，说明却还是“");

        form.type(QUALITY, QINGTIAN, "reason", "年底复测");
        assertThat(form.row(QUALITY, QINGTIAN).problems()).isEmpty();
    }

    @Test
    void what_was_given_officially_is_not_overwritten_by_a_later_report() {
        fixture.get(Scorecards.class).record(YEAR, QINGTIAN, QUALITY, EntrySource.OFFICIAL, value("90"), OFFICIAL);
        confirmed("92.5");

        assertThat(entering().value(QUALITY, QINGTIAN, "value")).isEqualTo("90");
    }

    @Test
    void each_table_says_what_its_source_means() {
        assertThat(entering().section(QUALITY).hint()).contains("数据来源：单位记录，由负责指标的市直单位按掌握的记录核实填报。");
    }
}
