package cn.healthylishui.assessment.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cn.healthylishui.assessment.ApprovedYearTest;
import cn.healthylishui.assessment.closing.HandOverFiles;
import cn.healthylishui.assessment.interview.Interviews;
import cn.healthylishui.assessment.publicity.Notices.Posted;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.year.YearUnit;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** 市直单位 beside the districts in everything that follows the approval (办法二(三), 六). */
class UnitResultTest extends ApprovedYearTest {

    private static final String EXCELLENT = "shi-wjw";
    private static final String QUALIFIED = "shi-jyj";
    private static final String FAILED = "shi-hbj";

    @Autowired
    private Interviews interviews;

    @Autowired
    private HandOverFiles handOverFiles;

    @Autowired
    private JdbcTemplate batch;

    @Override
    protected boolean startsOtherwise() {
        return true;
    }

    @Override
    protected void beforeTheStart() {
        filler.giveTasks(YEAR, batch);
    }

    @Test
    void
            units_are_graded_by_points_and_ranked_among_themselves_and_those_without_a_task_are_left_out_with_the_reason() {
        assertThat(results.objects(YEAR, 1).stream().filter(ObjectLine::isUnit))
                .extracting(ObjectLine::code, line -> line.score().toPlainString(), ObjectLine::rank, ObjectLine::grade)
                .containsExactlyInAnyOrder(
                        tuple(EXCELLENT, "950.00", 1, Grade.EXCELLENT),
                        tuple(QUALIFIED, "850.00", 2, Grade.QUALIFIED),
                        tuple(FAILED, "700.00", 3, Grade.UNQUALIFIED));
        assertThat(roster.units(YEAR).stream().filter(unit -> !unit.assessed()))
                .extracting(YearUnit::code)
                .contains("shi-swj", "shi-hg")
                .doesNotContain(EXCELLENT, QUALIFIED, FAILED);
        assertThat(roster.units(YEAR).stream().filter(unit -> !unit.assessed()))
                .as("each with its reason")
                .allSatisfy(unit -> assertThat(unit.reason()).isNotBlank());
        assertThat(roster.unit(YEAR, "shi-swj").orElseThrow().reason()).contains("没有承担");
        assertThat(results.items(YEAR, 1, QUALIFIED)).singleElement().satisfies(item -> {
            assertThat(item.score().points()).isEqualByComparingTo("850");
            assertThat(item.explanation()).contains("85");
        });
    }

    @Test
    void the_excellent_unit_is_on_notice_and_the_failed_one_is_told_but_not_interviewed() {
        beginResultUse();
        postNotice();
        assertThat(notices.posted(notices.first(YEAR).orElseThrow()))
                .extracting(Posted::code)
                .contains(EXCELLENT)
                .doesNotContain(QUALIFIED, FAILED);
        assertThat(notices.first(YEAR).orElseThrow().body()).contains("市直单位1个：市卫生健康委");

        letTheFirstPeriodPass();
        complete(task("taskCirculate", CITY));
        assertThat(circulations.told(YEAR)).hasSize(186).containsKeys(EXCELLENT, QUALIFIED, FAILED);
        assertThat(circulations.done(YEAR).get(0).body()).contains("市教育局").contains("市生态环境局");
        assertThat(interviews.all(YEAR))
                .extracting("object")
                .doesNotContain(FAILED)
                .isNotEmpty();
    }

    @Test
    void a_unit_objects_to_its_own_result_and_an_upheld_objection_makes_it_excellent() {
        beginResultUse();
        postNotice();
        account(QUALIFIED, QUALIFIED);
        start("objection", QUALIFIED);
        OpenWork filing = task("taskFileObjection", QUALIFIED);
        String item = results.items(YEAR, 1, QUALIFIED).get(0).indicator().code();
        type(
                filing,
                "objection",
                "objection",
                Map.of(
                        "decision", "FILE",
                        "year", "2021",
                        "contact", "0578-0000003",
                        "object", QUALIFIED,
                        "item", item,
                        "content", "全部材料已经补齐，完成率应为百分之九十五。"));
        complete(filing);
        OpenWork investigation = anyTask("taskInvestigateObjection");
        assertThat(investigation.name()).contains("市教育局");
        decide(investigation, true);

        OpenWork proposal = task("taskProposeRevision", CITY);
        type(proposal, "changes", "1", Map.of("value", "101", "reason", "材料补齐。"));
        assertThat(problems(proposal))
                .as("no unit does more than its whole task")
                .isNotEmpty();
        type(proposal, "changes", "1", Map.of("value", "95", "reason", "材料补齐。"));
        type(proposal, "decision", "decision", Map.of("decision", "PROPOSE"));
        complete(proposal);
        OpenWork approval = anyTask("taskApproveRevision");
        type(approval, "decision", "decision", Map.of("decision", "APPROVED@1"));
        complete(approval);

        assertThat(now(QUALIFIED).grade()).isEqualTo(Grade.EXCELLENT);
        assertThat(now(QUALIFIED).score()).isEqualByComparingTo("950");
        assertThat(results.object(YEAR, 1, QUALIFIED).orElseThrow().grade()).isEqualTo(Grade.QUALIFIED);
        at(LocalDateTime.of(2022, 2, 8, 9, 0));
        postNotice();
        assertThat(notices.posted(notices.all(YEAR).get(1)))
                .extracting(Posted::code)
                .containsExactly(QUALIFIED);
    }

    @Test
    void a_unit_may_not_object_to_another_that_is_not_on_notice() {
        beginResultUse();
        postNotice();

        assertThat(objections.refusal(YEAR, FAILED, false, QUALIFIED))
                .hasValueSatisfying(text -> assertThat(text).contains("不在公示名单里"));
        assertThat(objections.refusal(YEAR, FAILED, false, FAILED)).isEmpty();
        assertThat(objections.refusal(YEAR, FAILED, false, EXCELLENT)).isEmpty();
    }

    @Test
    void a_unit_that_cheated_fails_whatever_its_score(@Autowired Revisions revisions) {
        revisions.approve(revisions.proposeMisconduct(YEAR, EXCELLENT, "虚报进展", LEADER), "同意", LEADER);

        assertThat(now(EXCELLENT).grade()).isEqualTo(Grade.UNQUALIFIED);
        assertThat(now(EXCELLENT).misconduct()).isTrue();
        assertThat(now(EXCELLENT).score()).as("the score stays visible").isEqualByComparingTo("950");
    }

    @Test
    void units_are_handed_over_beside_the_districts() throws IOException {
        var json = new ObjectMapper().readTree(handOverFiles.data(YEAR));

        assertThat(json.path("districts")).hasSize(10);
        assertThat(json.path("townships")).hasSize(173);
        assertThat(json.path("units")).hasSize(3);
        assertThat(json.path("units").findValuesAsText("code")).contains(EXCELLENT, QUALIFIED, FAILED);
    }
}
