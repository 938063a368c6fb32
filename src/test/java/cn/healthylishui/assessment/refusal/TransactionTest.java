package cn.healthylishui.assessment.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.ownunit.OwnUnits;
import cn.healthylishui.assessment.scorecard.Assignments;
import cn.healthylishui.assessment.verification.Draws;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a task does and that it is done stand in one transaction: either both remain or neither. */
class TransactionTest extends StaffTest {

    private static final Actor SOMEBODY = new Actor("test", "test");

    @Autowired
    private IndicatorTables tables;

    @Autowired
    private Assignments assignments;

    @Autowired
    private Draws draws;

    @Autowired
    private OwnUnits ownUnits;

    private void assignEverything(String district, String unit) {
        assignments.confirm(
                YEAR,
                district,
                tables.ofTownshipsIn(YEAR, district).indicators().stream()
                        .collect(Collectors.toMap(Indicator::code, indicator -> unit)),
                SOMEBODY);
    }

    @Test
    void aRefusalAfterTheFormHasWrittenTakesEverythingBack() {
        startYear();
        filler.reportDistricts(YEAR);
        filler.reportTownships(YEAR, ZONE, "", "");
        ownUnits.leaveOut(YEAR, ZONE, "本年度不考核", SOMEBODY);
        OpenWork papers = begin("district-assessment", "taskSubmitPapers", Map.of("year", YEAR, "district", ZONE));
        filler.fillIn(YEAR, List.of(papers));
        // Drawn behind the form's back: the form hands in both papers first and learns of it only then.
        draws.keep(YEAR, ZONE, "另一段文字", SOMEBODY);
        draws.draw(YEAR, ZONE);
        State before = state(papers.taskId());
        assertThat(before.typed()).hasSize(3);

        Answer answer = staff(ZONE_OFFICE).complete(papers.taskId());

        assertThat(answer.message()).contains("丽水开发区已于", "抽签文字不能再改");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(count("paper")).isZero();
        assertThat(state(papers.taskId())).isEqualTo(before);
    }

    @Test
    void aFaultWhileEntriesAreWrittenLeavesNone() {
        startYear();
        assignEverything(ZONE, "kfq-wjj");
        OpenWork matrix = begin("district-assessment", FILL_MATRIX, Map.of("year", YEAR, "district", ZONE));
        filler.fillIn(YEAR, List.of(matrix));
        State before = state(matrix.taskId());
        String last = tables.ofTownshipsIn(YEAR, ZONE).indicators().stream()
                .map(Indicator::code)
                .reduce((first, second) -> second)
                .orElseThrow();
        jdbc.sql("alter table score_entry add constraint no_last_entry check (indicator <> '" + last + "')")
                .update();
        Answer answer;
        try {
            answer = staff("kfq-wjj").complete(matrix.taskId());
        } finally {
            jdbc.sql("alter table score_entry drop constraint no_last_entry").update();
        }

        assertThat(answer.message()).contains("系统出了故障，", "没有办结", "没有丢");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(reported()).isZero();
        assertThat(state(matrix.taskId())).isEqualTo(before);

        // The fault mended, the same click succeeds.
        assertThat(staff("kfq-wjj").complete(matrix.taskId()).status()).isEqualTo(204);
        assertThat(reported()).isPositive();
        assertThat(typed(matrix.taskId())).isEmpty();
        assertThat(isOpen(matrix.taskId())).isFalse();
    }

    @Test
    void aFaultBehindTheLastDecisionLeavesNoResult() {
        startYear();
        filler.reportDistricts(YEAR);
        OpenWork approval = begin("city-summary", "taskApproveResult", Map.of("year", YEAR));
        Staff group = staff(Office.LEADING_GROUP);
        group.type(
                approval.taskId(),
                "decision",
                "decision",
                0,
                new HashMap<>(Map.of("decision", "APPROVE", "comment", "同意")));
        // The revision is written first; then the year cannot be marked.
        jdbc.sql("alter table assessment_year add constraint not_approved check (approved_at is null)")
                .update();
        State before = state(approval.taskId());

        Answer answer;
        try {
            answer = group.complete(approval.taskId());
        } finally {
            jdbc.sql("alter table assessment_year drop constraint not_approved").update();
        }

        assertThat(answer.message()).contains("系统出了故障，", "没有办结");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(count("result_revision")).isZero();
        assertThat(count("result_object")).isZero();
        assertThat(state(approval.taskId())).isEqualTo(before);

        assertThat(group.complete(approval.taskId()).status()).isEqualTo(204);
        assertThat(count("result_revision")).isOne();
        assertThat(isOpen(approval.taskId())).isFalse();
    }

    @Test
    void aYearWhoseFreezingFailsIsNotStarted() {
        engine.start("annual-assessment", Office.CITY);
        OpenWork start = anyTask("taskOpenYear");
        Staff city = staff(Office.CITY);
        city.type(start.taskId(), "start", "start", 0, Map.of("decision", "OPEN", "year", "2021", "reason", ""));
        State before = state(start.taskId());
        jdbc.sql("alter table draw add constraint no_draw_of_the_zone check (district <> '" + ZONE + "')")
                .update();
        Answer answer;
        try {
            answer = city.complete(start.taskId());
        } finally {
            jdbc.sql("alter table draw drop constraint no_draw_of_the_zone").update();
        }

        assertThat(answer.message()).contains("系统出了故障，");
        assertThat(count("assessment_year")).isZero();
        assertThat(count("draw")).isZero();
        assertThat(state(start.taskId())).isEqualTo(before);
    }

    /** What the system itself enters at the start, of lists that nobody has reviewed yet, is not meant. */
    private long reported() {
        return jdbc.sql("select count(*) from score_entry where source = 'REPORTED'")
                .query(Long.class)
                .single();
    }
}
