package cn.healthylishui.assessment.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.ApprovedYearTest;
import cn.healthylishui.assessment.OnBothDatabases;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.result.Results.Change;
import cn.healthylishui.assessment.result.Results.Revision;
import cn.healthylishui.assessment.result.Revisions.Changes;
import cn.healthylishui.assessment.result.Revisions.Difference;
import cn.healthylishui.assessment.result.Revisions.ItemChange;
import cn.healthylishui.assessment.result.Revisions.Kind;
import cn.healthylishui.assessment.result.Revisions.Proposal;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scoring.Proportional;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** 更正考核结果: a result changes by proposal and approval alone, number by number. */
class RevisionsTest extends ApprovedYearTest {

    /** Compared with the mean of the city. */
    private static final String COMMUNITIES = "C031";

    @Autowired
    private Revisions revisions;

    @Autowired
    private Scorecards scorecards;

    @Autowired
    private IndicatorTables tables;

    private static final String DISTRICT = "331121";

    private static cn.healthylishui.assessment.scorecard.Answer value(String value) {
        return new cn.healthylishui.assessment.scorecard.Answer(
                EntryState.VALUE, new BigDecimal(value), null, null, false, "年鉴出版", List.of());
    }

    /** The city office puts a better figure of the underrated township forward; the leading group's task is open then. */
    private OpenWork proposed(String value) {
        account(CITY, CITY);
        start("result-revision", CITY);
        OpenWork proposal = task("taskProposeRevision", CITY);
        type(
                proposal,
                "changes",
                "1",
                Map.of(
                        "object", underrated.township(),
                        "item", underrated.item(),
                        "source", EntrySource.DECIDED.name(),
                        "value", value,
                        "reason", "统计年鉴已出版"));
        type(
                proposal,
                "decision",
                "decision",
                Map.of("decision", "PROPOSE", "year", "2021", "kind", "LATE_FIGURE", "reason", "年鉴数据到了。"));
        List<String> before = openApprovals();
        complete(proposal);
        return engine.open().stream()
                .filter(work -> work.key().equals("taskApproveRevision") && !before.contains(work.taskId()))
                .findFirst()
                .orElseThrow();
    }

    private List<String> openApprovals() {
        return engine.open().stream()
                .filter(work -> work.key().equals("taskApproveRevision"))
                .map(OpenWork::taskId)
                .toList();
    }

    @Test
    void after_the_approval_only_a_revision_changes_what_was_entered() {
        assertThatThrownBy(() -> scorecards.record(
                        YEAR,
                        underrated.township(),
                        underrated.item(),
                        EntrySource.OFFICIAL,
                        value(underrated.value()),
                        new Actor("c", CITY)))
                .isInstanceOf(Refused.class)
                .hasMessage("2021年度考核结果已经审定，不能再改填报内容；确有差错的，由市健康丽水办发起“更正考核结果”。");
    }

    @Test
    void a_late_figure_makes_the_next_number_and_the_earlier_one_stays_as_it_was() {
        OpenWork approval = proposed(underrated.value());
        BigDecimal before = now(underrated.township()).score();
        type(approval, "decision", "decision", Map.of("decision", "APPROVED@1", "comment", "同意"));
        complete(approval);

        List<Revision> all = results.revisions(YEAR);
        assertThat(all).extracting(Revision::number).containsExactly(1, 2);
        assertThat(all.get(1).reason()).contains("官方数据后到").contains("年鉴数据到了");
        assertThat(results.object(YEAR, 1, underrated.township()).orElseThrow().score())
                .isEqualByComparingTo(before);
        assertThat(now(underrated.township()).score()).isGreaterThan(before);
        assertThat(results.items(YEAR, 2, underrated.township()))
                .filteredOn(item -> item.indicator().code().equals(underrated.item()))
                .singleElement()
                .satisfies(item ->
                        assertThat(item.explanation()).contains("市健康丽水办审定").contains("统计年鉴已出版"));
        assertThat(results.changes(YEAR, 1, 2).stream().map(Change::after))
                .as("whoever changed, the township and those it passed")
                .anySatisfy(line -> assertThat(line.code()).isEqualTo(underrated.township()));
        assertThat(revisions.all(YEAR)).extracting(Proposal::state).containsExactly(Revisions.State.APPROVED);
    }

    @Test
    void one_corrected_figure_of_a_mean_moves_everybody_who_is_compared_with_it_in_one_revision(
            @Autowired References references) {
        List<String> counties = roster.districts(YEAR).stream()
                .filter(district -> district.kind() == DistrictKind.COUNTY)
                .map(YearDistrict::code)
                .toList();
        endOfReview(references);
        BigDecimal mean = meanOf(counties);
        List<ItemChange> changes = List.of(new ItemChange(DISTRICT, COMMUNITIES, EntrySource.DECIDED, value("5")));

        List<Difference> moved = revisions.effect(YEAR, Changes.of(changes)).differences();

        assertThat(moved)
                .as("those below the mean stand better with a lower one, though nothing of theirs was touched")
                .anySatisfy(one -> {
                    assertThat(one.code()).isNotEqualTo(DISTRICT).isIn(counties);
                    assertThat(one.scoreAfter()).isGreaterThan(one.scoreBefore());
                });
        assertThat(meanOf(counties)).as("so far it is only shown").isEqualByComparingTo(mean);

        long proposal = revisions.propose(YEAR, Kind.ERROR, "数据有误", Changes.of(changes), LEADER);
        revisions.approve(proposal, "同意", LEADER);

        assertThat(results.revisions(YEAR)).extracting(Revision::number).containsExactly(1, 2);
        assertThat(meanOf(counties)).isLessThan(mean);
        moved.forEach(one -> assertThat(now(one.code()).score())
                .as("%s as it was shown", one.name())
                .isEqualByComparingTo(one.scoreAfter()));
        assertThat(results.items(
                        YEAR,
                        2,
                        moved.stream()
                                .map(Difference::code)
                                .filter(code -> counties.contains(code) && !code.equals(DISTRICT))
                                .findFirst()
                                .orElseThrow()))
                .filteredOn(item -> item.indicator().code().equals(COMMUNITIES))
                .singleElement()
                .satisfies(item -> assertThat(item.explanation())
                        .contains("（参照值 %s）"
                                .formatted(meanOf(counties).stripTrailingZeros().toPlainString()))
                        .contains("全市平均值：各地算术平均："));
    }

    private void endOfReview(References references) {
        List<String> districts =
                roster.districts(YEAR).stream().map(YearDistrict::code).toList();
        districts.forEach(district -> jdbc.sql("""
                        merge into procedure_stage (assessment_year, procedure_kind, record, stage, changed_at)
                        key (assessment_year, procedure_kind, record) values (2021, 'DISTRICT', :district, 'REVIEWED', now())
                        """).param("district", district).update());
        references.reviewed(YEAR, districts.get(0));
    }

    /** The same for all of them. */
    private BigDecimal meanOf(List<String> counties) {
        return jdbc.sql("""
                        select distinct reference_value from reference_value
                        where assessment_year = 2021 and indicator = :item and object_code in (:counties)
                        """)
                .param("item", COMMUNITIES)
                .param("counties", counties)
                .query(BigDecimal.class)
                .single();
    }

    @Test
    void what_the_leading_group_does_not_want_changes_nothing() {
        OpenWork returned = proposed(underrated.value());
        type(returned, "decision", "decision", Map.of("decision", "RETURNED", "comment", "请附年鉴原页"));
        complete(returned);
        OpenWork again = task("taskProposeRevision", CITY);
        assertThat(look(again).notices().get(0).text()).contains("请附年鉴原页");
        assertThat(look(again).sections().get(1).rows().get(0).values())
                .as("the lines come back as they were put forward")
                .containsEntry("object", underrated.township())
                .containsEntry("value", underrated.value());
        type(again, "decision", "decision", Map.of("decision", "PROPOSE"));
        complete(again);
        OpenWork approval = anyTask("taskApproveRevision");
        type(approval, "decision", "decision", Map.of("decision", "REFUSED"));
        assertThat(problems(approval)).containsExactly("不同意或退回的，请写明理由。");
        type(approval, "decision", "decision", Map.of("decision", "REFUSED", "comment", "依据不足"));
        complete(approval);

        assertThat(results.latestNumber(YEAR)).isEqualTo(1);
        assertThat(revisions.all(YEAR))
                .extracting(Proposal::state)
                .containsExactly(Revisions.State.RETURNED, Revisions.State.REFUSED);
        assertThat(scorecards.history(YEAR, underrated.township(), underrated.item()))
                .as("nothing half-written")
                .hasSize(1);
        assertThat(processes
                        .createProcessInstanceQuery()
                        .processDefinitionKey("result-revision")
                        .count())
                .isZero();
    }

    @Test
    void an_approval_chosen_before_another_result_came_about_has_to_be_chosen_again() {
        OpenWork first = proposed(underrated.value());
        OpenWork second = proposed("1");
        type(first, "decision", "decision", Map.of("decision", "APPROVED@1"));
        type(second, "decision", "decision", Map.of("decision", "APPROVED@1"));
        complete(first);

        assertThat(problems(second)).containsExactly("您选定意见后，第2号考核结果已经形成，影响有变化。请核对后重新选择。");
        type(second, "decision", "decision", Map.of("decision", "APPROVED@2"));
        complete(second);
        assertThat(results.latestNumber(YEAR)).isEqualTo(3);
    }

    @Test
    @OnBothDatabases
    void of_two_approvals_at_the_same_instant_one_becomes_the_next_result_and_the_other_is_told() throws Exception {
        List<OpenWork> works = List.of(proposed(underrated.value()), proposed("1"));
        for (OpenWork work : works) {
            type(work, "decision", "decision", Map.of("decision", "APPROVED@1"));
            staff(Office.LEADING_GROUP).form(work.taskId());
        }
        ExecutorService threads = Executors.newFixedThreadPool(2);
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<Answer>> clicks = new ArrayList<>();
        for (OpenWork work : works) {
            clicks.add(threads.submit(() -> {
                start.await();
                return staff(Office.LEADING_GROUP).complete(work.taskId());
            }));
        }
        List<Answer> answers = new ArrayList<>();
        for (Future<Answer> click : clicks) {
            answers.add(click.get());
        }
        threads.shutdown();

        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(204, 422);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 422)
                .singleElement()
                .satisfies(answer -> assertThat(answer.message()).contains("第2号考核结果已经形成"));
        assertThat(results.revisions(YEAR)).hasSize(2);
        assertThat(openApprovals()).hasSize(1);
    }

    @Test
    void a_line_without_reason_or_twice_or_for_a_decided_item_is_told_what_is_wrong() {
        String decided = tables.ofDistrict(YEAR, DISTRICT).indicators().stream()
                .filter(indicator -> indicator.method() instanceof Proportional)
                .findFirst()
                .orElseThrow()
                .code();
        revisions.approve(
                revisions.propose(
                        YEAR,
                        Revisions.Kind.ERROR,
                        "录入错误",
                        Changes.of(List.of(new ItemChange(DISTRICT, decided, EntrySource.DECIDED, value("30")))),
                        LEADER),
                "同意",
                LEADER);
        account(CITY, CITY);
        start("result-revision", CITY);
        OpenWork proposal = task("taskProposeRevision", CITY);
        type(proposal, "decision", "decision", Map.of("decision", "PROPOSE", "kind", "ERROR", "reason", "又有差错"));
        assertThat(problems(proposal)).containsExactly("还没有列出要更正的项目，请在下表至少填一行。");
        Map<String, String> line = Map.of(
                "object", underrated.township(), "item", underrated.item(), "source", "OFFICIAL", "value", "abc");
        type(proposal, "changes", "1", line);
        type(proposal, "changes", "2", line);
        type(proposal, "changes", "3", Map.of("object", DISTRICT, "item", decided, "source", "OFFICIAL"));
        type(proposal, "changes", "4", Map.of("object", DISTRICT, "item", "C054", "source", "OFFICIAL", "value", "90"));

        assertThat(problems(proposal))
                .anySatisfy(text -> assertThat(text).contains("这一项已由市健康丽水办审定，后到的官方数据不会起作用。请改选“更正差错”。"))
                .anySatisfy(text -> assertThat(text).contains("官方数据只用于县（市、区）和丽水开发区本级"))
                .anySatisfy(text -> assertThat(text).contains("这一项由对口市直单位逐项评审得出，没有后到的官方数据。请改选“更正差错”。"))
                .anySatisfy(text -> assertThat(text).contains("abc"))
                .anySatisfy(text -> assertThat(text).contains("请写明为什么要改"))
                .anySatisfy(text -> assertThat(text).contains("这一项上面已经列过"));
        type(proposal, "decision", "decision", Map.of("decision", "DROP"));
        complete(proposal);
        assertThat(results.latestNumber(YEAR)).isEqualTo(2);
    }

    @Test
    void a_district_found_to_have_cheated_fails_whatever_its_score_and_its_townships_keep_theirs() {
        String district = results.objects(YEAR, 1).stream()
                .filter(line -> !line.isTownship() && line.grade() == Grade.EXCELLENT)
                .findFirst()
                .orElseThrow()
                .code();
        Revisions.Effect effect = revisions.effectOfMisconduct(YEAR, district);
        assertThat(effect.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.code()).isEqualTo(district);
            assertThat(difference.gradeAfter()).isEqualTo(Grade.UNQUALIFIED);
        });

        revisions.approve(revisions.proposeMisconduct(YEAR, district, "数据造假", LEADER), "同意", LEADER);
        assertThat(now(district).grade()).isEqualTo(Grade.UNQUALIFIED);
        assertThat(now(district).misconduct()).isTrue();
        assertThat(now(district).score())
                .as("the score stays visible")
                .isEqualByComparingTo(
                        results.object(YEAR, 1, district).orElseThrow().score());
    }

    @Test
    void what_is_left_out_of_a_proposal_is_asked_for() {
        account(CITY, CITY);
        start("result-revision", CITY);
        OpenWork proposal = task("taskProposeRevision", CITY);
        type(proposal, "decision", "decision", Map.of("decision", " ", "year", " ", "kind", " ", "reason", " "));
        assertThat(problems(proposal))
                .contains("请选择提请更正，还是不作更正。", "请选择考核年度；只有结果已经审定的年度才能更正。", "请选择更正原因。", "请写明情况，会记入考核结果的更正说明。");

        type(
                proposal,
                "decision",
                "decision",
                Map.of("decision", "PROPOSE", "year", "2021", "kind", "ERROR", "reason", "核对台账"));
        type(proposal, "changes", "1", Map.of("object", " ", "value", "1", "reason", "核对台账"));
        assertThat(problems(proposal)).contains("请选择考核对象。");
    }
}
