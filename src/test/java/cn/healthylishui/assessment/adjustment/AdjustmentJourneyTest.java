package cn.healthylishui.assessment.adjustment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import cn.healthylishui.assessment.ApprovedYearTest;
import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.adjustment.Impact.Change;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorDrafts;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.indicator.TableState;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.scorecard.ItemResult;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 指标调整 of 2022, with the approved year 2021 behind it to reckon with. */
class AdjustmentJourneyTest extends ApprovedYearTest {

    private static final int NEXT = 2022;
    private static final String WORDING = "以年度台账和现场走访情况为准。";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Adjustments adjustments;

    @Autowired
    private Hearings hearings;

    @Autowired
    private Impacts impacts;

    @Autowired
    private IndicatorDrafts drafts;

    @Autowired
    private IndicatorTables tables;

    @Autowired
    private OperationLog log;

    private AdjustmentFixture fixture;

    @BeforeEach
    void nextYear() {
        at(LocalDateTime.of(NEXT, 4, 1, 9, 0));
        years.prepare(NEXT, AdjustmentFixture.CITY);
        fixture = new AdjustmentFixture(NEXT, adjustments, hearings, drafts, tables);
        Stream.of("shi-wjw", CITY, Office.LEADING_GROUP).forEach(office -> account(office, office));
    }

    private Adjustment only() {
        return adjustments.of(NEXT).get(0);
    }

    private OpenWork proposed() {
        start("indicator-adjustment", "shi-wjw");
        OpenWork proposing = task("taskProposeAdjustment", "shi-wjw");
        type(proposing, "adjustment", "adjustment", Map.of("summary", "评分依据掌握不一，各地有意见。"));
        type(
                proposing,
                "proposals",
                "1",
                Map.of(
                        "table", "COUNTY",
                        "change", "CRITERION",
                        "indicator", fixture.judged(TableKind.COUNTY).code(),
                        "text", "写明评分依据",
                        "reason", "尺度要一致"));
        complete(proposing);
        return anyTask("taskReviewAdjustment");
    }

    private void review(OpenWork review, String decision, long draft) {
        type(review, "replies", "1", Map.of("reply", "ADOPTED", "answer", "写进评分标准。"));
        type(review, "decision", "decision", Map.of("decision", decision, "hearingReason", "关系各地和群众。"));
        type(review, "choice", "choice", Map.of("COUNTY", String.valueOf(draft)));
        if (decision.equals("HEARING")) {
            String notice = String.valueOf(look(review).sections().stream()
                    .filter(section -> section.key().equals("hearing"))
                    .findFirst()
                    .orElseThrow()
                    .rows()
                    .get(0)
                    .values()
                    .get("notice"));
            assertThat(problems(review)).anyMatch(problem -> problem.contains("（请补充"));
            type(review, "hearing", "hearing", Map.of("notice", notice.replaceAll("（请补充[^）]*）", "0578-2091000")));
        }
        complete(review);
    }

    private void decide(OpenWork work, String decision, String column, String words) {
        type(work, "decision", "decision", Map.of("decision", decision, column, words));
        complete(work);
    }

    private OpenWork toApproval(long draft) {
        review(proposed(), "DIRECT", draft);
        decide(anyTask("taskAssessImpact"), "GO", "note", "");
        return task("taskApproveAdjustment", Office.LEADING_GROUP);
    }

    private Answer complete(Staff staff, OpenWork work) {
        staff.form(work.taskId());
        return staff.complete(work.taskId());
    }

    @Test
    void from_a_proposal_over_a_hearing_to_the_tables_in_force() {
        long draft = fixture.reworded(TableKind.COUNTY, WORDING);
        review(proposed(), "HEARING", draft);
        assertThat(only().state()).isEqualTo(Adjustment.State.HEARING);
        Hearings.Hearing hearing = hearings.latest(only().id());
        assertThat(hearing.endsOn())
                .as("ten working days, one of them Qingming")
                .isEqualTo(LocalDate.of(2022, 4, 18));
        OpenWork holding = anyTask("taskHoldHearing");
        assertThat(look(holding).task().due()).isEqualTo(LocalDate.of(2022, 4, 19));
        hearings.comment(hearing.id(), "张三", "139", "还要写明抽样的办法");
        type(holding, "decision", "decision", Map.of("decision", "GO", "outcome", "收到意见1条"));
        assertThat(problems(holding))
                .anyMatch(problem -> problem.contains("24时截止，截止以后才能办结；在此之前可以先答复已收到的意见。"))
                .anyMatch(problem -> problem.contains("请选择是否采纳"));

        at(LocalDateTime.of(NEXT, 4, 19, 9, 0));
        String row = String.valueOf(hearings.comments(hearing.id()).get(0).id());
        type(holding, "comments", row, Map.of("reply", "PARTLY", "answer", "另行规定"));
        type(
                holding,
                "further",
                "1",
                Map.of(
                        "channel", "LETTER", "person", "李四", "contact", "丽水市", "text", "同意", "reply", "ADOPTED",
                        "answer", "谢谢"));
        complete(holding);
        assertThat(hearings.comments(hearing.id()))
                .extracting(Hearings.Comment::channel, Hearings.Comment::reply)
                .containsExactly(
                        tuple(Hearings.Channel.WEB, Hearings.Reply.PARTLY),
                        tuple(Hearings.Channel.LETTER, Hearings.Reply.ADOPTED));

        OpenWork assessing = anyTask("taskAssessImpact");
        Impact shown = impacts.of(only());
        decide(assessing, "GO", "note", "只改措辞，不改分值。");
        assertThat(impacts.kept(only().id()).orElseThrow().impact()).isEqualTo(shown);
        OpenWork approving = task("taskApproveAdjustment", Office.LEADING_GROUP);
        assertThat(look(approving).sections())
                .extracting(section -> section.key())
                .contains("changes", "districts", "counts", "answered", "hearing-1");
        assertThat(tables.table(NEXT, TableKind.COUNTY).version())
                .as("nothing is published before the leading group agrees")
                .isEqualTo(1);

        decide(approving, "APPROVED", "comment", "同意");

        assertThat(only().state()).isEqualTo(Adjustment.State.PUBLISHED);
        assertThat(tables.table(NEXT, TableKind.COUNTY).id()).isEqualTo(draft);
        assertThat(tables.table(NEXT, TableKind.COUNTY)
                        .indicator(fixture.judged(TableKind.COUNTY).code())
                        .criterion())
                .isEqualTo(WORDING);
        assertThat(tables.table(YEAR, TableKind.COUNTY).version())
                .as("a running year keeps its own")
                .isEqualTo(1);
        assertThat(log.on(NEXT, "adjustment/1"))
                .extracting(OperationLog.Line::to, OperationLog.Line::userId)
                .contains(tuple("已发布", Office.LEADING_GROUP));
        assertThat(staff("shi-wjw").get("/my/adjustments/" + only().id()).body())
                .contains("采纳。写进评分标准。", "已发布", "市领导小组审定", "在那一年的结果全部通报")
                .doesNotContain("测算得分");
        assertThat(staff(CITY).get("/my/adjustments/" + only().id()).body()).contains("测算得分", "只改措辞，不改分值。");
    }

    @Test
    void a_draft_that_moves_no_points_moves_nobody() {
        Impact impact = impacts.of(adjustments.get(
                fixture.reviewed(Adjustment.State.IMPACT, fixture.reworded(TableKind.COUNTY, WORDING))));

        assertThat(impact.year()).isEqualTo(YEAR);
        assertThat(impact.districts()).hasSize(10).noneMatch(Change::changed);
        assertThat(impact.townships()).isEmpty();
        assertThat(impact.leftOut()).isEmpty();
        assertThat(impact.counts()).extracting(Impact.Count::townships).satisfies(counts -> assertThat(
                        counts.stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(173));
    }

    @Test
    void last_years_figures_are_scored_again_as_if_they_had_been_gathered_by_the_draft() {
        Indicator dropped = tables.table(NEXT, TableKind.COUNTY).indicators().stream()
                .filter(indicator ->
                        !indicator.mustPass() && !indicator.method().judged())
                .findFirst()
                .orElseThrow();
        long draft = fixture.draft(TableKind.COUNTY, indicators -> Stream.concat(
                        indicators.stream().filter(one -> !one.code().equals(dropped.code())),
                        Stream.of(renamed(dropped, "C999")))
                .toList());

        Impact impact = impacts.of(adjustments.get(fixture.reviewed(Adjustment.State.IMPACT, draft)));

        assertThat(impact.leftOut()).singleElement().satisfies(one -> assertThat(one.indicator() + one.reason())
                .isEqualTo("C999新增的指标"));
        for (Change change : impact.districts()) {
            ObjectLine before = results.object(YEAR, 1, change.code()).orElseThrow();
            assertThat(change.scoreBefore()).isEqualByComparingTo(before.score());
            BigDecimal expected =
                    before.kind().equals("ZONE") ? before.score() : without(change.code(), dropped.code());
            assertThat(change.scoreAfter()).as(change.name()).isEqualByComparingTo(expected);
        }
        assertThat(impact.districts()).anyMatch(Change::changed);
        List<BigDecimal> counties = impact.districts().stream()
                .filter(change -> change.rankAfter() != null)
                .sorted(Comparator.comparing(change -> Objects.requireNonNull(change.rankAfter())))
                .map(Change::scoreAfter)
                .toList();
        assertThat(counties).hasSize(9).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(results.object(YEAR, 1, "331121").orElseThrow().score())
                .as("nothing of it is kept")
                .isEqualByComparingTo(Objects.requireNonNull(results.object(YEAR, results.latestNumber(YEAR), "331121")
                        .orElseThrow()
                        .score()));
    }

    /** The score of a district by all its other items, brought to 1000. */
    private BigDecimal without(String district, String indicator) {
        BigDecimal earned = BigDecimal.ZERO;
        BigDecimal maximum = BigDecimal.ZERO;
        for (ItemResult item : results.items(YEAR, 1, district)) {
            if (!item.indicator().code().equals(indicator)) {
                earned = earned.add(item.score().points());
                maximum = maximum.add(item.score().maximum());
            }
        }
        return earned.multiply(BigDecimal.valueOf(1000)).divide(maximum, 2, RoundingMode.HALF_UP);
    }

    private static Indicator renamed(Indicator indicator, String code) {
        return new Indicator(
                code,
                indicator.seq(),
                "新的" + indicator.name(),
                indicator.field(),
                indicator.content(),
                indicator.parents(),
                indicator.mustPass(),
                indicator.points(),
                indicator.unitOfMeasure(),
                indicator.direction(),
                indicator.method(),
                indicator.sourceKind(),
                indicator.owner(),
                indicator.key(),
                indicator.evidenceRequired(),
                indicator.evidence(),
                indicator.criterion(),
                indicator.stageTarget(),
                indicator.notApplicableAllowed(),
                indicator.dataSource(),
                indicator.confidence());
    }

    @Test
    void townships_whose_grade_would_change_are_named_and_the_others_counted() {
        Indicator heavy = tables.table(NEXT, TableKind.TOWNSHIP).indicators().stream()
                .filter(indicator -> !indicator.mustPass())
                .max(Comparator.comparing(Indicator::points))
                .orElseThrow();
        long adjustment = fixture.proposed();
        long draft = fixture.draft(TableKind.TOWNSHIP, indicators -> indicators.stream()
                .filter(one -> one.mustPass() || one.code().equals(heavy.code()))
                .toList());
        adjustments.review(
                adjustment,
                Adjustment.State.IMPACT,
                Map.of(),
                Map.of(TableKind.TOWNSHIP, draft),
                "只看一项",
                "",
                AdjustmentFixture.CITY);

        Impact impact = impacts.of(adjustments.get(adjustment));

        assertThat(impact.townships()).isNotEmpty().allMatch(Change::gradeChanged);
        assertThat(impact.townships().size())
                .isEqualTo(impact.counts().stream()
                        .mapToInt(Impact.Count::gradeChanged)
                        .sum());
        for (Change change : impact.townships()) {
            ObjectLine before = results.object(YEAR, 1, change.code()).orElseThrow();
            assertThat(change.gradeBefore()).isEqualTo(before.grade().label());
            assertThat(change.gradeAfter()).isNotEqualTo(change.gradeBefore());
        }
        assertThat(impact.districts())
                .as("a district keeps its own points; its grade may follow its townships")
                .allSatisfy(change -> assertThat(change.difference()).isZero());
    }

    @Test
    void without_an_approved_year_there_is_nothing_to_reckon_with_and_it_says_so() {
        jdbc.sql("update assessment_year set approved_at = null where assessment_year = 2021")
                .update();
        OpenWork approving = toApproval(fixture.reworded(TableKind.COUNTY, WORDING));

        assertThat(impacts.kept(only().id()).orElseThrow().impact().reckoned()).isFalse();
        assertThat(look(approving).sections().stream()
                        .filter(section -> section.key().equals("districts"))
                        .findFirst()
                        .orElseThrow()
                        .hint())
                .contains("没有实际数据可以测算");
        decide(approving, "APPROVED", "comment", "");
        assertThat(only().state()).isEqualTo(Adjustment.State.PUBLISHED);
    }

    @Test
    void of_two_at_the_same_time_the_second_chooses_its_drafts_anew() {
        long first = fixture.reworded(TableKind.COUNTY, "第一次的措辞");
        OpenWork firstApproval = toApproval(first);
        long second = fixture.reworded(TableKind.COUNTY, "第二次的措辞");
        long stale = fixture.reworded(TableKind.COUNTY, "发布以前编的措辞");
        OpenWork secondApproval = toApproval(second);
        assertThat(engine.open().stream().filter(work -> work.key().equals("taskApproveAdjustment")))
                .hasSize(2);
        OpenWork other = engine.open().stream()
                .filter(work -> work.key().equals("taskApproveAdjustment"))
                .filter(work -> !work.taskId().equals(firstApproval.taskId()))
                .findFirst()
                .orElse(secondApproval);
        type(other, "decision", "decision", Map.of("decision", "APPROVED", "comment", "同意"));
        at(LocalDateTime.of(NEXT, 4, 2, 9, 0));
        decide(firstApproval, "APPROVED", "comment", "同意");

        assertThat(problems(other)).singleElement().satisfies(problem -> assertThat(problem)
                .contains("县（市、区）指标表已由“2022年度第1次指标调整”发布为第2版", "按第1版编的", "请退回修改"));
        Answer refused = complete(staff(Office.LEADING_GROUP), other);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(tables.table(NEXT, TableKind.COUNTY).id()).isEqualTo(first);

        decide(other, "RETURNED", "comment", "按现行版重新编制");
        OpenWork review = anyTask("taskReviewAdjustment");
        assertThat(look(review).notices()).anyMatch(notice -> notice.text().contains("按现行版重新编制"));
        type(review, "choice", "choice", Map.of("COUNTY", String.valueOf(stale)));
        assertThat(problems(review)).anyMatch(problem -> problem.contains("版发布以前编的，直接采用会丢掉那次调整的内容。请按现行版重新编制一份草案再选。"));
        long bare = fixture.reworded(TableKind.COUNTY, "不要材料的旧草案");
        jdbc.sql("update indicator set evidence_required = false where table_id = :id and code = 'C001'")
                .param("id", bare)
                .update();
        type(review, "choice", "choice", Map.of("COUNTY", String.valueOf(bare)));
        assertThat(problems(review))
                .anyMatch(problem -> problem.contains("必备和重点指标C001没有要求材料") && problem.contains("上传成新的草案再选"));
        long anew = fixture.reworded(TableKind.COUNTY, "在第一次的基础上再改");
        type(review, "decision", "decision", Map.of("decision", "DIRECT", "hearingReason", "只补措辞"));
        type(review, "choice", "choice", Map.of("COUNTY", String.valueOf(anew)));
        complete(review);
        decide(anyTask("taskAssessImpact"), "GO", "note", "");
        decide(anyTask("taskApproveAdjustment"), "APPROVED", "comment", "");
        assertThat(tables.table(NEXT, TableKind.COUNTY).id()).isEqualTo(anew);
        assertThat(drafts.find(first).orElseThrow().state()).isEqualTo(TableState.PUBLISHED);
    }

    @Test
    void a_year_started_meanwhile_keeps_its_tables_and_the_leading_group_learns_why() {
        OpenWork approving = toApproval(fixture.reworded(TableKind.COUNTY, WORDING));
        type(approving, "decision", "decision", Map.of("decision", "APPROVED", "comment", "同意"));
        jdbc.sql("update assessment_year set state = 'ASSESSING' where assessment_year = 2022")
                .update();

        assertThat(problems(approving)).singleElement().satisfies(problem -> assertThat(problem)
                .contains("2022年度考核已经启动", "冻结"));
        Adjustment.State before = only().state();
        assertThat(complete(staff(Office.LEADING_GROUP), approving).status()).isEqualTo(422);
        assertThat(only().state()).isEqualTo(before).isEqualTo(Adjustment.State.APPROVAL);
        assertThat(tables.table(NEXT, TableKind.COUNTY).version()).isEqualTo(1);

        decide(approving, "REFUSED", "comment", "年度已经启动，明年再调");
        assertThat(only().state()).isEqualTo(Adjustment.State.REFUSED);
    }

    @Test
    void a_fault_while_the_tables_are_published_takes_the_decision_back() {
        OpenWork approving = toApproval(fixture.reworded(TableKind.COUNTY, WORDING));
        type(approving, "decision", "decision", Map.of("decision", "APPROVED", "comment", "同意"));
        Staff group = staff(Office.LEADING_GROUP);
        group.form(approving.taskId());
        var before = state(approving.taskId());
        jdbc.sql("alter table indicator_table add constraint never_published check (coalesce(publication, 1) < 2)")
                .update();
        Answer answer;
        try {
            answer = group.complete(approving.taskId());
        } finally {
            jdbc.sql("alter table indicator_table drop constraint never_published")
                    .update();
        }

        assertThat(answer.message()).contains("系统出了故障，", "没有办结");
        assertThat(only().state()).isEqualTo(Adjustment.State.APPROVAL);
        assertThat(only().decidedAt()).isNull();
        assertThat(state(approving.taskId())).isEqualTo(before);

        assertThat(group.complete(approving.taskId()).status()).isEqualTo(204);
        assertThat(only().state()).isEqualTo(Adjustment.State.PUBLISHED);
    }

    @Test
    void a_draft_that_an_adjustment_goes_on_with_is_not_given_up() {
        long draft = fixture.reworded(TableKind.COUNTY, WORDING);
        long adjustment = fixture.reviewed(Adjustment.State.IMPACT, draft);

        assertThatThrownBy(() -> drafts.discard(draft, AdjustmentFixture.CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("“2022年度第1次指标调整”正在用这份草案");
        assertThat(drafts.find(draft).orElseThrow().isDraft()).isTrue();

        adjustments.sendBack(adjustment, Adjustment.Stage.IMPACT, "另选", AdjustmentFixture.CITY);
        drafts.discard(draft, AdjustmentFixture.CITY);
        assertThat(adjustments.obstacles(adjustments.get(adjustment)))
                .singleElement()
                .satisfies(obstacle -> assertThat(obstacle).contains("已经不是草案"));
    }

    @Test
    void a_result_revised_after_the_impact_was_kept_is_told_to_the_leading_group() {
        OpenWork approving = toApproval(fixture.reworded(TableKind.COUNTY, WORDING));
        assertThat(look(approving).notices()).isEmpty();

        results.fix(YEAR, "更正", null, LEADER);

        assertThat(look(approving).notices()).singleElement().satisfies(notice -> assertThat(notice.text())
                .contains("2021年度又有了第2号考核结果（测算时是第1号）"));
    }

    @Test
    void whoever_starts_the_year_is_told_of_adjustments_under_way() {
        long adjustment = fixture.proposed();
        assertThat(new AdjustmentAtStart(adjustments, tables, years).of(NEXT).text())
                .contains("第1次（审核中）", "不能再发布");

        adjustments.review(
                adjustment, Adjustment.State.REFUSED, new HashMap<>(), Map.of(), null, "不作调整", AdjustmentFixture.CITY);

        assertThat(new AdjustmentAtStart(adjustments, tables, years).of(NEXT))
                .satisfies(said -> assertThat(said.warning()).isFalse())
                .satisfies(said -> assertThat(said.text()).contains("县（市、区）第1版"));
        assertThat(new AdjustmentAtStart(adjustments, tables, years).of(2023).warning())
                .isFalse();
    }
}
