package cn.healthylishui.assessment.result;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.ApprovedYearTest;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.rehearsal.process.EngineDriver.OpenWork;
import cn.healthylishui.assessment.result.Results.Revision;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.workflow.FormView;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** 更正官方数据: a provisional figure gets its final value, before the approval at once, afterwards by the leading group. */
class FigureCorrectionTest extends ApprovedYearTest {

    private static final String QINGTIAN = "331121";

    /** 每千人口执业（助理）医师数 of the yearbook: 2.4 brings nothing, 3.6 all of its 30 points. */
    private static final String DOCTORS = "C033";

    private static final String ROW = QINGTIAN + "-" + DOCTORS;
    private static final String OWNER = "shi-wjw";

    @Autowired
    private Scorecards scorecards;

    @Autowired
    private ScoreBook scoreBook;

    @Autowired
    private FigureCorrections corrections;

    @Autowired
    private ProvisionalFigures provisional;

    @Autowired
    private OperationLog log;

    /** The year as it was before the approval, with one provisional figure. */
    @BeforeEach
    void oneProvisionalFigure() {
        List.of("result_item", "result_object", "result_revision")
                .forEach(table -> jdbc.sql("delete from " + table).update());
        jdbc.sql("update assessment_year set state = 'ASSESSING', approved_at = null")
                .update();
        scorecards.record(
                YEAR,
                QINGTIAN,
                DOCTORS,
                EntrySource.OFFICIAL,
                new cn.healthylishui.assessment.scorecard.Answer(
                        EntryState.VALUE, new BigDecimal("2.8"), null, null, true, "快报数", List.of()),
                new Actor("chen", OWNER));
        years.markFiguresSettled(YEAR);
    }

    private void approved() {
        results.fix(YEAR, "首次审定", null, LEADER);
        years.markApproved(YEAR);
    }

    private OpenWork started() {
        account(OWNER, OWNER);
        start("figure-correction", OWNER);
        return task("taskCorrectFigures", OWNER);
    }

    /** The final value put forward; the city office's task is open then. */
    private OpenWork filed() {
        OpenWork work = started();
        type(work, "provisional", ROW, Map.of("value", "3.0", "reason", "统计年鉴第120页"));
        type(work, "decision", "decision", Map.of("decision", "FILE", "year", "2021"));
        complete(work);
        return task("taskConfirmCorrection", CITY);
    }

    private void ruled(OpenWork work, String ruling, String comment) {
        type(work, "decision", "decision", Map.of("decision", ruling, "comment", comment));
        complete(work);
    }

    private BigDecimal score() {
        return scoreBook.district(YEAR, QINGTIAN, ScoreBook.ALL).score();
    }

    private Entry official() {
        return Objects.requireNonNull(scorecards.latest(YEAR, QINGTIAN).of(DOCTORS, EntrySource.OFFICIAL));
    }

    private static FormView.Row row(FormView view, String section, String key) {
        return view.sections().stream()
                .filter(one -> one.key().equals(section))
                .flatMap(one -> one.rows().stream())
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No row " + key + " in " + section));
    }

    @Test
    void before_the_approval_the_effect_is_shown_first_and_then_the_new_figure_counts_and_is_logged() {
        BigDecimal before = score();
        OpenWork confirming = filed();

        FormView shown = look(confirming);
        assertThat(row(shown, "items", ROW).values())
                .containsEntry("before", "2.8 人/千人（暂用），得10.00分")
                .containsEntry("after", "3 人/千人，得15.00分");
        assertThat(String.valueOf(row(shown, "effect", QINGTIAN).values().get("score")))
                .contains(
                        before.toPlainString(),
                        " → ",
                        before.add(new BigDecimal("5")).toPlainString());
        assertThat(score()).as("nothing counts before the city office agrees").isEqualByComparingTo(before);

        ruled(confirming, "APPROVED", "");

        assertThat(score()).isEqualByComparingTo(before.add(new BigDecimal("5")));
        assertThat(official().answer().provisional()).isFalse();
        assertThat(official().office()).as("it stays the owner's figure").isEqualTo(OWNER);
        assertThat(scorecards.history(YEAR, QINGTIAN, DOCTORS))
                .as("what it was stays readable")
                .extracting(Entry::source)
                .containsExactly(EntrySource.REPORTED, EntrySource.OFFICIAL, EntrySource.OFFICIAL);
        assertThat(log.on(YEAR, QINGTIAN)).anySatisfy(line -> {
            assertThat(line.action()).isEqualTo("更正官方数据");
            assertThat(line.from()).contains("2.8 人/千人（暂用）");
            assertThat(line.to()).contains("3 人/千人");
            assertThat(line.reason()).isEqualTo("统计年鉴第120页");
        });
        assertThat(log.on(YEAR, OWNER)).as("and what it meant for whom").anySatisfy(line -> assertThat(line.to())
                .contains("青田县：" + before));
        assertThat(provisional.of(YEAR)).isEmpty();
        assertThat(corrections.all(YEAR))
                .extracting(one -> one.state())
                .containsExactly(FigureCorrections.State.RECORDED);
        assertThat(results.revisions(YEAR)).isEmpty();
        assertThat(processes
                        .createProcessInstanceQuery()
                        .processDefinitionKey("figure-correction")
                        .count())
                .isZero();
    }

    @Test
    void after_the_approval_the_leading_group_makes_it_the_next_result() {
        approved();
        OpenWork confirming = filed();
        BigDecimal before = now(QINGTIAN).score();

        ruled(confirming, "APPROVED", "与年鉴一致");

        assertThat(now(QINGTIAN).score())
                .as("not before the leading group decides")
                .isEqualByComparingTo(before);
        assertThat(engine.open())
                .extracting(OpenWork::key)
                .contains("taskApproveRevision")
                .doesNotContain("taskProposeRevision");
        OpenWork approval = anyTask("taskApproveRevision");
        assertThat(String.valueOf(row(look(approval), "items", ROW).values().get("after")))
                .contains("官方数据：3 人/千人");
        ruled(approval, "APPROVED@1", "同意");

        assertThat(results.revisions(YEAR)).extracting(Revision::number).containsExactly(1, 2);
        assertThat(now(QINGTIAN).score()).isEqualByComparingTo(before.add(new BigDecimal("5")));
        assertThat(results.provisional(YEAR, 1)).containsEntry(QINGTIAN, 1L);
        assertThat(results.provisional(YEAR, 2)).isEmpty();
        assertThat(corrections.all(YEAR))
                .extracting(one -> one.state())
                .containsExactly(FigureCorrections.State.PROPOSED);
    }

    @Test
    void what_the_leading_group_sends_back_the_city_office_draws_up_again() {
        approved();
        ruled(filed(), "APPROVED", "");

        ruled(anyTask("taskApproveRevision"), "RETURNED", "请附年鉴原页");

        OpenWork again = task("taskProposeRevision", CITY);
        assertThat(row(look(again), "changes", "1").values())
                .containsEntry("object", QINGTIAN)
                .containsEntry("item", DOCTORS)
                .containsEntry("source", "OFFICIAL")
                .containsEntry("value", "3");
    }

    @Test
    void a_returned_correction_keeps_what_was_typed_and_a_refused_one_changes_nothing() {
        BigDecimal before = score();
        ruled(filed(), "RETURNED", "请写明页码");

        OpenWork again = task("taskCorrectFigures", OWNER);
        FormView shown = look(again);
        assertThat(shown.notices()).extracting(notice -> notice.text()).contains("市健康丽水办退回修改：请写明页码");
        assertThat(row(shown, "provisional", ROW).values())
                .containsEntry("value", "3")
                .containsEntry("reason", "统计年鉴第120页");
        type(again, "decision", "decision", Map.of("decision", "FILE"));
        complete(again);
        ruled(task("taskConfirmCorrection", CITY), "REFUSED", "以省反馈为准");

        assertThat(score()).isEqualByComparingTo(before);
        assertThat(corrections.all(YEAR))
                .extracting(one -> one.state())
                .containsExactly(FigureCorrections.State.RETURNED, FigureCorrections.State.REFUSED);
        assertThat(provisional.of(YEAR)).hasSize(1);
    }

    @Test
    void only_own_official_figures_are_corrected_with_reason_and_by_the_rules_of_scoring() {
        OpenWork work = started();
        type(work, "decision", "decision", Map.of("decision", "FILE", "year", "2021"));
        assertThat(problems(work)).containsExactly("还没有填要更正的数据，请在下表至少填一行。");

        type(work, "provisional", ROW, Map.of("value", "-3"));
        assertThat(problems(work))
                .anySatisfy(problem -> assertThat(problem).contains("不能是负数"))
                .anySatisfy(problem -> assertThat(problem).contains("请写明为什么更正"));
        type(work, "provisional", ROW, Map.of("value", "", "reason", ""));
        type(work, "others", "1", Map.of("object", QINGTIAN, "item", "C015", "value", "8", "reason", "决算数"));
        assertThat(problems(work)).as("of another unit").contains("请选择要更正的指标。");
        type(work, "others", "1", Map.of("object", QINGTIAN, "item", DOCTORS, "value", "3", "reason", "年鉴"));
        assertThat(problems(work)).as("listed above").containsExactly("这一项上面已经列过，请在那一行填写。");
        type(work, "others", "1", Map.of("object", "331121101", "item", DOCTORS));
        assertThat(problems(work)).as("a township").contains("请选择地区。");
    }

    @Test
    void a_correction_may_be_dropped() {
        OpenWork work = started();
        type(work, "decision", "decision", Map.of("decision", "DROP"));
        complete(work);

        assertThat(corrections.all(YEAR)).isEmpty();
        assertThat(official().answer().provisional()).isTrue();
    }

    @Test
    void until_the_official_figures_are_settled_there_is_nothing_to_correct() {
        jdbc.sql("update assessment_year set figures_settled_at = null").update();

        assertThat(problems(started())).contains("请选择考核年度。官方数据核定以后才能更正；核定以前要改的，请市健康丽水办审核时退回。");
    }

    @Test
    void the_page_tells_each_reader_what_is_its_own() {
        String page = staff(CITY).get("/my/figures/2021").body();
        assertThat(page).contains("暂用数据", "C033", "2.8 人/千人（暂用）", "直接采用平安丽水考核的结果", "第三方机构的调查结果");
        assertThat(staff(OWNER).get("/my/figures/2021").body())
                .contains("2.8 人/千人（暂用）")
                .doesNotContain("C015 ");
        assertThat(staff("qingtian-jkb").get("/my/figures/2021").body())
                .as("official figures are not for the county before the results are open")
                .contains("报送频次和数据来源")
                .doesNotContain("2.8 人/千人");
        Answer foreign = staff("dbwy-01").get("/my/figures/2021");
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.body()).contains("数据报送只对");
    }
}
