package cn.healthylishui.assessment.result;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.StandAt;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.Stage;
import cn.healthylishui.assessment.year.Stages;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A figure goes from the review of a district to its owner and back, in the running program. */
class SentBackFromReviewTest extends StaffTest {

    @Autowired
    private AssessmentYears years;

    @Autowired
    private IndicatorTables tables;

    @Autowired
    private Scorecards scorecards;

    @Autowired
    private Stages stages;

    @BeforeEach
    void startTheYear() {
        startYear();
        years.markFiguresSettled(YEAR);
    }

    /** The district's own procedure goes to its review at once, with a figure of every owner. */
    private void reviewed(String district, boolean knowsTheWayBack) {
        owned(district)
                .forEach(indicator -> scorecards.record(
                        YEAR,
                        district,
                        indicator.code(),
                        EntrySource.OFFICIAL,
                        new cn.healthylishui.assessment.scorecard.Answer(
                                EntryState.VALUE, BigDecimal.TEN, null, null, false, null, List.of()),
                        new Actor("test", indicator.owner())));
        StandAt.stage(jdbc, YEAR, district, Stage.ITEMS);
        String instance = tasks.createTaskQuery()
                .taskDefinitionKey("taskConfirmAssignment")
                .processVariableValueEquals("district", district)
                .singleResult()
                .getProcessInstanceId();
        if (knowsTheWayBack) {
            processes.setVariable(instance, "reverify", false);
        }
        processes
                .createProcessInstanceModification(instance)
                .cancelAllForActivity("taskConfirmAssignment")
                .startBeforeActivity("taskReviewItems")
                .execute();
    }

    /** Those that this unit gives figures for, by which it can be told what belongs to which district. */
    private static final String UNIT = "shi-wjw";

    private List<Indicator> owned(String district) {
        return tables.ofDistrict(YEAR, district).indicators().stream()
                .filter(indicator -> indicator.owner().equals(UNIT)
                        && indicator.officiallyScored()
                        && "%".equals(indicator.unitOfMeasure())
                        && !indicator.method().needsReference())
                .toList();
    }

    private OpenWork open(String key, String district) {
        List<OpenWork> all = engine.open().stream()
                .filter(work -> work.key().equals(key) && district.equals(work.text("district")))
                .toList();
        assertThat(all).as(key + " of " + district).hasSize(1);
        return all.get(0);
    }

    private void complete(Staff staff, String task) {
        staff.form(task);
        Answer answer = staff.complete(task);
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
        runJobs();
    }

    private static List<String> keys(JsonNode view) {
        List<String> keys = new ArrayList<>();
        Staff.section(view, "items")
                .path("rows")
                .forEach(row -> keys.add(row.path("key").asText()));
        return keys;
    }

    private long decisions() {
        return count("score_entry where source = 'DECIDED'");
    }

    @Test
    void the_review_comes_back_as_everybody_left_it_and_only_then_counts() {
        reviewed(ZONE, true);
        List<Indicator> owned = owned(ZONE);
        String mine = owned.get(0).code();
        String hers = owned.get(1).code();
        String returned = owned.get(2).code();
        String task = open("taskReviewItems", ZONE).taskId();
        Staff city = staff(Office.CITY);
        Staff colleague = colleague(Office.CITY);
        city.change(task, "items", mine, Map.of("take", "OFFICIAL", "why", "以台账为准。"));
        colleague.change(task, "items", hers, Map.of("decided", "7"));
        city.change(task, "items", returned, Map.of("take", "RETURN", "why", "与年报不一致。"));
        Map<String, Long> before = counts();

        complete(city, task);

        assertThat(decisions()).isZero();
        assertThat(counts().get("score_entry")).isEqualTo(before.get("score_entry"));
        assertThat(stages.of(YEAR, Stage.Procedure.DISTRICT, ZONE)).isEqualTo(Stage.REVERIFICATION);
        OpenWork reverify = open("taskReverify", ZONE);
        assertThat(reverify.office()).isEqualTo(UNIT);
        Staff unit = staff(UNIT);
        String row = ZONE + "-" + returned;
        assertThat(keys(unit.form(reverify.taskId()).json())).containsExactly(row);
        unit.change(reverify.taskId(), "items", row, Map.of("reason", "年报是户籍口径。"));
        complete(unit, reverify.taskId());

        String again = open("taskReviewItems", ZONE).taskId();
        assertThat(again).isNotEqualTo(task);
        JsonNode view = city.form(again).json();
        assertThat(Staff.row(view, "items", mine).at("/values/take").asText()).isEqualTo("OFFICIAL");
        assertThat(Staff.row(view, "items", mine).at("/values/why").asText()).isEqualTo("以台账为准。");
        assertThat(Staff.row(view, "items", hers).at("/values/decided").asText())
                .isEqualTo("7");
        assertThat(Staff.row(view, "items", hers).path("changedBy").asText()).isEqualTo(colleague.user());
        assertThat(Staff.row(view, "items", returned).at("/values/take").asText())
                .isEmpty();
        assertThat(Staff.row(view, "items", returned).at("/values/why").asText())
                .isEmpty();
        assertThat(Staff.row(view, "items", returned).at("/values/compared").asText())
                .contains("维持原值10 %，理由：年报是户籍口径。");
        assertThat(city.get("/my/scores/%d/%s/%s".formatted(YEAR, ZONE, returned))
                        .body())
                .as("the explanation of the item")
                .contains("重新核实", "与年报不一致。", "年报是户籍口径。");
        assertThat(city.complete(again).message())
                .as("the colleague has still to say why")
                .contains("改判必须写明理由");
        colleague.change(again, "items", hers, Map.of("why", "口径不同。"));

        complete(city, again);

        assertThat(decisions()).isEqualTo(2);
        assertThat(stages.of(YEAR, Stage.Procedure.DISTRICT, ZONE)).isEqualTo(Stage.REVIEWED);
        assertThat(count("task_draft where task_id like '%taskReviewItems'")).isZero();
    }

    @Test
    void two_districts_that_come_back_to_one_unit_at_once_stay_apart() {
        reviewed(ZONE, true);
        reviewed(YUNHE, true);
        Staff city = staff(Office.CITY);
        for (String district : List.of(ZONE, YUNHE)) {
            String task = open("taskReviewItems", district).taskId();
            city.change(task, "items", owned(district).get(0).code(), Map.of("take", "RETURN", "why", "请核对。"));
            complete(city, task);
        }
        Staff unit = staff(UNIT);
        String inZone = open("taskReverify", ZONE).taskId();
        String inYunhe = open("taskReverify", YUNHE).taskId();
        String row = ZONE + "-" + owned(ZONE).get(0).code();
        assertThat(keys(unit.form(inZone).json())).containsExactly(row);
        assertThat(keys(unit.form(inYunhe).json()))
                .containsExactly(YUNHE + "-" + owned(YUNHE).get(0).code());

        unit.change(inZone, "items", row, Map.of("reason", "无误。"));
        complete(unit, inZone);

        open("taskReviewItems", ZONE);
        assertThat(isOpen(inYunhe)).isTrue();
        assertThat(unit.form(inYunhe).status()).isEqualTo(200);
        assertThat(stages.of(YEAR, Stage.Procedure.DISTRICT, YUNHE)).isEqualTo(Stage.REVERIFICATION);
    }

    /** What was returned is mended already, by whatever way: the owner's task is out of step and changes nothing. */
    @Test
    void a_task_about_figures_that_are_mended_is_refused() {
        reviewed(ZONE, true);
        Staff city = staff(Office.CITY);
        String task = open("taskReviewItems", ZONE).taskId();
        city.change(task, "items", owned(ZONE).get(0).code(), Map.of("take", "RETURN", "why", "请核对。"));
        complete(city, task);
        String reverify = open("taskReverify", ZONE).taskId();
        Staff unit = staff(UNIT);
        unit.form(reverify);
        jdbc.sql("update returned_item set mended_at = current_timestamp").update();

        assertThat(unit.form(reverify).status()).isEqualTo(422);
        Answer answer = unit.complete(reverify);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.message()).contains("已经办过");
        assertThat(isOpen(reverify)).isTrue();
    }

    /** One that was begun before the model had a way back goes on to its end. */
    @Test
    void a_review_that_knows_no_way_back_does_not_offer_it() {
        reviewed(ZONE, false);
        Staff city = staff(Office.CITY);
        String task = open("taskReviewItems", ZONE).taskId();
        JsonNode form = city.form(task).json();
        assertThat(Staff.section(form, "items").path("columns").toString()).doesNotContain("RETURN");
        String code = owned(ZONE).get(0).code();
        city.change(task, "items", code, Map.of("take", "RETURN", "why", "请核对。"));
        city.form(task);
        assertThat(city.complete(task).message()).contains("按启动时的流程办理");
        city.change(task, "items", code, Map.of("take", "", "why", ""));

        complete(city, task);

        assertThat(stages.of(YEAR, Stage.Procedure.DISTRICT, ZONE)).isEqualTo(Stage.REVIEWED);
        assertThat(processes.createIncidentQuery().count()).isZero();
    }
}
