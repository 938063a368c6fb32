package cn.healthylishui.assessment.reading;

import static cn.healthylishui.assessment.reporting.ReportingFixture.JYJ;
import static cn.healthylishui.assessment.reporting.ReportingFixture.QINGTIAN;
import static cn.healthylishui.assessment.reporting.ReportingFixture.WJW;
import static cn.healthylishui.assessment.reporting.ReportingFixture.YEAR;
import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.reporting.ReportingFixture;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.GivenReferences;
import cn.healthylishui.assessment.year.YearGroup;
import cn.healthylishui.assessment.year.YearGroups;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class FileSubjectsTest {

    private static final Timestamp AT = Timestamp.valueOf(LocalDateTime.of(2022, 1, 10, 9, 0));

    private ReportingFixture fixture;
    private String file;

    @BeforeEach
    void open() {
        fixture = new ReportingFixture();
        file = fixture.year().file(new Actor("wang", JYJ));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private List<String> concerned() {
        return fixture.get(FileSubjects.class).concerned(YEAR, file);
    }

    private List<String> reviewers(String unit) {
        return fixture.get(Reviewers.class).of(YEAR, unit);
    }

    @Test
    void a_unit_is_reviewed_by_the_leads_of_its_groups_and_never_by_itself() {
        assertThat(reviewers(JYJ)).isNotEmpty().doesNotContain(JYJ);
        List<YearGroup> led = fixture.get(YearGroups.class).of(YEAR).stream()
                .filter(group -> group.lead().filter(WJW::equals).isPresent())
                .toList();
        assertThat(led).isNotEmpty();
        assertThat(reviewers(WJW))
                .doesNotContain(WJW)
                .containsAll(led.stream()
                        .map(group -> group.firstDeputy().orElseThrow())
                        .toList());
        assertThat(fixture.get(Reviewers.class)
                        .reviewedBy(YEAR, List.of(reviewers(JYJ).get(0))))
                .contains(JYJ);
        assertThat(fixture.get(Reviewers.class).reviewedBy(YEAR, List.of("qingtian-jkb")))
                .isEmpty();
    }

    @Test
    void a_file_of_a_self_score_concerns_the_unit_and_its_reviewers() {
        fixture.percent(JYJ, "K2-03", EntrySource.REPORTED, "100", file);

        assertThat(concerned())
                .contains(JYJ)
                .containsAll(reviewers(JYJ))
                .hasSize(1 + reviewers(JYJ).size());
    }

    @Test
    void a_file_of_a_review_concerns_nobody_else() {
        fixture.percent(JYJ, "K2-03", EntrySource.REVIEWED, "100", file);

        assertThat(concerned()).isEmpty();
    }

    @Test
    void what_is_published_to_compare_with_concerns_every_district() {
        fixture.get(GivenReferences.class)
                .give(
                        YEAR,
                        "C022",
                        new GivenReferences.Given(BigDecimal.TEN, "浙江省教育厅", "通报", List.of(file)),
                        new Actor("wang", JYJ));

        assertThat(concerned()).hasSize(10).contains("qingtian-jkb", "kfq-jkb");
    }

    @Test
    void a_paper_concerns_the_unit_and_its_reviewers() {
        paper(JYJ);

        assertThat(concerned()).contains(JYJ).containsAll(reviewers(JYJ));
    }

    @Test
    void files_of_a_district_and_files_of_nothing_concern_no_unit() {
        assertThat(concerned()).isEmpty();

        paper(QINGTIAN);
        assertThat(concerned()).isEmpty();
    }

    @Test
    void a_file_of_another_year_concerns_nobody_in_this_one() {
        paper(JYJ);

        assertThat(fixture.get(FileSubjects.class).concerned(2020, file)).isEmpty();
    }

    @Test
    void a_file_of_progress_concerns_also_the_leads_of_the_task_s_groups() {
        YearGroup foreign = fixture.get(YearGroups.class).of(YEAR).stream()
                .filter(group -> group.lead()
                        .filter(lead -> !reviewers(JYJ).contains(lead) && !lead.equals(JYJ))
                        .isPresent())
                .findFirst()
                .orElseThrow();
        progressOf("K9-01", foreign.number());

        assertThat(concerned()).contains(JYJ, foreign.lead().orElseThrow()).containsAll(reviewers(JYJ));
    }

    @Test
    void a_file_of_a_rectification_concerns_who_mended_and_who_had_found_it() {
        mended(WJW, "qingtian-jkb");

        assertThat(concerned()).containsExactlyInAnyOrder(WJW, "qingtian-jkb");
    }

    private JdbcClient jdbc() {
        return fixture.year().jdbc();
    }

    private void paper(String owner) {
        jdbc().sql("""
                insert into paper (assessment_year, owner, kind, version, evidence_id, written_by, written_at)
                values (:year, :owner, 'SUMMARY', 1, :file, 'wang', :at)
                """)
                .param("year", YEAR)
                .param("owner", owner)
                .param("file", file)
                .param("at", AT)
                .update();
    }

    private void progressOf(String task, int group) {
        jdbc().sql("""
                insert into work_plan (id, assessment_year, number, title, issued_on, state, round, entered_by, entered_at)
                values (900, :year, 9, '要点', :day, 'ADOPTED', 1, 'zhang', :at)
                """)
                .param("year", YEAR)
                .param("day", Date.valueOf(LocalDate.of(2021, 10, 1)))
                .param("at", AT)
                .update();
        jdbc().sql("""
                insert into key_task (id, assessment_year, code, plan, change_kind, state, seq, chapter, section, body, form,
                  responsible)
                values (900, :year, :task, 900, 'ADDED', 'ACTIVE', 1, '章', '节', '全文', 'SINGLE', '市教育局')
                """).param("year", YEAR).param("task", task).update();
        jdbc().sql("insert into key_task_group (task, group_number) values (900, :group)")
                .param("group", group)
                .update();
        jdbc().sql("""
                insert into task_progress (id, assessment_year, task, unit, quarter, state, note, reported_by, reported_at)
                values (900, :year, :task, :unit, 4, 'DONE', '', 'wang', :at)
                """)
                .param("year", YEAR)
                .param("task", task)
                .param("unit", JYJ)
                .param("at", AT)
                .update();
        jdbc().sql("insert into task_progress_evidence (progress, evidence_id) values (900, :file)")
                .param("file", file)
                .update();
    }

    private void mended(String visitor, String visitedOffice) {
        jdbc().sql("""
                insert into group_visit (id, assessment_year, group_number, visitor, kind, visited, visited_office, visited_on,
                  content, recorded_by, recorded_at)
                values (900, :year, 1, :visitor, 'GUIDANCE', :visited, :office, :day, '内容', 'zhang', :at)
                """)
                .param("year", YEAR)
                .param("visitor", visitor)
                .param("visited", QINGTIAN)
                .param("office", visitedOffice)
                .param("day", Date.valueOf(LocalDate.of(2021, 11, 3)))
                .param("at", AT)
                .update();
        jdbc().sql("""
                insert into group_visit_finding (visit, seq, finding, due_on, mended) values (900, 1, '问题', :day, false)
                """).param("day", Date.valueOf(LocalDate.of(2021, 12, 1))).update();
        jdbc().sql("""
                insert into group_visit_report (visit, seq, round, outcome, reported_by, reported_at)
                values (900, 1, 1, '已整改', 'wu', :at)
                """).param("at", AT).update();
        jdbc().sql("insert into group_visit_evidence (visit, seq, round, evidence_id) values (900, 1, 1, :file)")
                .param("file", file)
                .update();
    }
}
