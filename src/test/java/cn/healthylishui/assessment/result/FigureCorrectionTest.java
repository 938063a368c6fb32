package cn.healthylishui.assessment.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.ApprovedYearTest;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.TestFiles;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.result.Results.Revision;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.GivenReferences;
import cn.healthylishui.assessment.scorecard.GivenReferences.Given;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.FormView;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.verification.Contradictions;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
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

    @Autowired
    private GivenReferences given;

    @Autowired
    private References references;

    @Autowired
    private IndicatorTables tables;

    @Autowired
    private Contradictions contradictions;

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
                .containsEntry("after", "3 人/千人，得15.00分")
                .containsEntry("reason", "统计年鉴第120页。没有写明出处，作为单位记录");
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
        assertThat(String.valueOf(
                        row(look(approval), "items", ROW + "-OFFICIAL").values().get("after")))
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

    /** 国家学生体质健康标准达标优良率, compared with the mean of the province that 市教育局 gives. */
    private static final String FITNESS = "C022";

    private static final String PUBLISHER = "shi-jyj";

    private void provinceMean(String value) {
        given.give(
                YEAR,
                FITNESS,
                new Given(new BigDecimal(value), "浙江省教育厅", "2021年监测通报", List.of()),
                new Actor("jiang", PUBLISHER));
        roster.districts(YEAR).stream()
                .filter(district -> district.kind() == DistrictKind.COUNTY)
                .forEach(district -> scorecards.record(
                        YEAR,
                        district.code(),
                        FITNESS,
                        EntrySource.OFFICIAL,
                        new cn.healthylishui.assessment.scorecard.Answer(
                                EntryState.VALUE, new BigDecimal("45"), null, null, false, "监测数", List.of()),
                        new Actor("jiang", PUBLISHER)));
        reviewsEnd();
    }

    private void reviewsEnd() {
        List<String> districts =
                roster.districts(YEAR).stream().map(YearDistrict::code).toList();
        districts.forEach(district -> jdbc.sql("""
                        merge into procedure_stage (assessment_year, procedure_kind, record, stage, changed_at)
                        key (assessment_year, procedure_kind, record) values (2021, 'DISTRICT', :district, 'REVIEWED', now())
                        """).param("district", district).update());
        references.reviewed(YEAR, districts.get(0));
    }

    private String attached(OpenWork work) {
        return engine.as(
                        work.office(),
                        () -> desk.attach(work.taskId(), TestFiles.upload("通报.txt", TestFiles.utf8("监测通报"))))
                .id();
    }

    private OpenWork referenceFiled(String value) {
        account(PUBLISHER, PUBLISHER);
        start("figure-correction", PUBLISHER);
        OpenWork work = task("taskCorrectFigures", PUBLISHER);
        type(
                work,
                "references",
                FITNESS,
                Map.of(
                        "value", value,
                        "body", "浙江省教育厅",
                        "document", "2021年监测通报（更正）",
                        "reason", "省里更正了通报",
                        "files", attached(work)));
        type(work, "decision", "decision", Map.of("decision", "FILE", "year", "2021"));
        assertThat(look(work).sections())
                .filteredOn(section -> section.key().equals("effect"))
                .singleElement()
                .satisfies(section -> assertThat(section.rows())
                        .as("every county is compared with it")
                        .hasSize(9));
        complete(work);
        return task("taskConfirmCorrection", CITY);
    }

    private BigDecimal fitness() {
        return scoreBook
                .district(YEAR, QINGTIAN, ScoreBook.ALL)
                .item(FITNESS)
                .score()
                .points();
    }

    @Test
    void a_published_reference_found_wrong_is_corrected_with_its_effect_on_everybody_compared_with_it() {
        provinceMean("50");
        assertThat(fitness()).as("10 % below, half way to -20 %").isEqualByComparingTo("12.5");

        OpenWork confirming = referenceFiled("45");

        assertThat(row(look(confirming), "references", FITNESS).values())
                .containsEntry("before", "50（出处：浙江省教育厅，2021年监测通报）")
                .containsEntry("after", "45（出处：浙江省教育厅，2021年监测通报（更正））");
        assertThat(fitness()).as("nothing counts before the city office agrees").isEqualByComparingTo("12.5");

        ruled(confirming, "APPROVED", "");

        assertThat(fitness()).isEqualByComparingTo("25");
        assertThat(staff(CITY).get("/my/figures/2021").body())
                .contains("全部地区", "C022 国家学生体质健康标准达标优良率的全省平均值", "省里更正了通报");
        assertThat(references
                        .ofDistricts(YEAR)
                        .of(QINGTIAN, tables.ofDistrict(YEAR, QINGTIAN).indicator(FITNESS))
                        .words())
                .isEqualTo("官方数，出处：浙江省教育厅，2021年监测通报（更正）；更正前50，理由：省里更正了通报");
        assertThat(log.on(YEAR, FITNESS)).anySatisfy(line -> {
            assertThat(line.action()).isEqualTo("更正参照值");
            assertThat(line.from()).startsWith("50");
            assertThat(line.to()).startsWith("45");
            assertThat(line.reason()).isEqualTo("省里更正了通报");
        });
        assertThat(corrections.recordedInWords(YEAR))
                .containsExactly("参照值有更正：C022 国家学生体质健康标准达标优良率的全省平均值，原为50（出处：浙江省教育厅，2021年监测通报），"
                        + "现为45（出处：浙江省教育厅，2021年监测通报（更正））。");
    }

    @Test
    void after_the_approval_a_corrected_reference_is_one_revision_of_the_leading_group() {
        provinceMean("50");
        approved();

        ruled(referenceFiled("45"), "APPROVED", "");

        assertThat(fitness()).as("not before the leading group decides").isEqualByComparingTo("12.5");
        OpenWork approval = anyTask("taskApproveRevision");
        assertThat(row(look(approval), "references", FITNESS).values())
                .containsEntry("after", "45（出处：浙江省教育厅，2021年监测通报（更正））");
        ruled(approval, "RETURNED", "请附省里的函");
        OpenWork again = task("taskProposeRevision", CITY);
        assertThat(row(look(again), "references", FITNESS).values()).containsEntry("value", "45");
        type(again, "references", FITNESS, Map.of("reason", "省教育厅来函更正"));
        type(again, "decision", "decision", Map.of("decision", "PROPOSE", "kind", "ERROR"));
        complete(again);
        ruled(anyTask("taskApproveRevision"), "APPROVED@1", "同意");

        assertThat(results.revisions(YEAR)).extracting(Revision::number).containsExactly(1, 2);
        assertThat(results.changes(YEAR, 1, 2))
                .extracting(change -> change.after().code())
                .contains(QINGTIAN);
        assertThat(results.items(YEAR, 2, QINGTIAN))
                .filteredOn(item -> item.indicator().code().equals(FITNESS))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.score().points()).isEqualByComparingTo("25");
                    assertThat(item.explanation()).contains("更正前50，理由：省教育厅来函更正");
                });
        assertThat(results.items(YEAR, 1, QINGTIAN))
                .filteredOn(item -> item.indicator().code().equals(FITNESS))
                .singleElement()
                .satisfies(item -> assertThat(item.score().points()).isEqualByComparingTo("12.5"));
    }

    @Test
    void a_reference_is_corrected_by_whoever_gives_it_with_source_file_and_reason() {
        provinceMean("50");
        assertThat(look(started()).sections())
                .filteredOn(section -> section.key().equals("references"))
                .as("the mean of the province is another unit's; what this one publishes itself is there")
                .singleElement()
                .satisfies(section ->
                        assertThat(section.rows()).extracting(row -> row.key()).containsExactly("Z021"));
        account(PUBLISHER, PUBLISHER);
        start("figure-correction", PUBLISHER);
        OpenWork work = task("taskCorrectFigures", PUBLISHER);
        type(work, "decision", "decision", Map.of("decision", "FILE", "year", "2021"));
        type(work, "references", FITNESS, Map.of("value", "abc"));

        assertThat(problems(work))
                .anySatisfy(problem -> assertThat(problem).contains("abc"))
                .contains("请填哪个单位公布的。", "请填公布在哪份文件、报告或年鉴里。", "缺少材料：请上传公布这个数的文件。", "请写明为什么更正，被考核单位会看到。");

        type(
                work,
                "references",
                FITNESS,
                Map.of(
                        "value", "50",
                        "body", "浙江省教育厅",
                        "document", "2021年监测通报",
                        "reason", "重复",
                        "files", attached(work)));
        assertThat(problems(work)).containsExactly("与现在的参照值和出处都相同。没有改动的，请把这一行清空。");
    }

    /** The city office found 3.2 on the spot and took it. */
    private void found() {
        jdbc.sql("""
                insert into finding (assessment_year, district, object_code, indicator, state, found_value, note, checked_by,
                  checked_at, county_agrees, checked_office, ruling)
                values (2021, '331121', '331121', 'C033', 'VALUE', 3.2, '查阅注册名册', 'chen', now(), true, 'city-office', 'ADOPTED')
                """).update();
        scorecards.record(
                YEAR,
                QINGTIAN,
                DOCTORS,
                EntrySource.VERIFIED,
                new cn.healthylishui.assessment.scorecard.Answer(
                        EntryState.VALUE, new BigDecimal("3.2"), null, null, false, "查阅注册名册", List.of()),
                new Actor("chen", CITY));
    }

    private OpenWork filedFromTheYearbook() {
        OpenWork work = started();
        type(
                work,
                "provisional",
                ROW,
                Map.of(
                        "value", "3.0",
                        "reason", "统计年鉴第120页",
                        "body", "丽水市统计局",
                        "document", "丽水统计年鉴2022",
                        "files", attached(work)));
        type(work, "decision", "decision", Map.of("decision", "FILE", "year", "2021"));
        assertThat(String.valueOf(row(look(work), "provisional", ROW).values().get("now")))
                .contains("新的数值与现场核查（3.2 人/千人）不一致");
        complete(work);
        return task("taskConfirmCorrection", CITY);
    }

    @Test
    void a_corrected_figure_does_not_pass_over_what_was_found_on_the_spot() {
        found();
        OpenWork confirming = filedFromTheYearbook();
        assertThat(row(look(confirming), "items", ROW).values())
                .containsEntry("reason", "统计年鉴第120页。出处：丽水市统计局，丽水统计年鉴2022");
        type(confirming, "decision", "decision", Map.of("decision", "APPROVED"));
        assertThat(problems(confirming)).containsExactly("请选择采用哪个数。", "请写明理由，被考核单位会看到。");
        type(confirming, "choices", ROW, Map.of("take", "DECIDED", "why", "见年鉴"));
        assertThat(problems(confirming)).as("nothing was decided before").containsExactly("请选择采用哪个数。");

        type(confirming, "choices", ROW, Map.of("take", "VERIFIED", "why", "年鉴口径不含乡村医生"));
        complete(confirming);

        assertThat(official().answer().value())
                .as("it is the figure all the same")
                .isEqualByComparingTo("3");
        Entry decided = Objects.requireNonNull(scorecards.latest(YEAR, QINGTIAN).of(DOCTORS, EntrySource.DECIDED));
        assertThat(decided.answer().value()).isEqualByComparingTo("3.2");
        assertThat(decided.answer().reason()).isEqualTo("采用“现场核查”的数据。年鉴口径不含乡村医生");
        assertThat(decided.office()).isEqualTo(CITY);
        assertThat(contradictions.undecided(YEAR, QINGTIAN)).isEmpty();
    }

    @Test
    void after_the_approval_the_decision_goes_to_the_leading_group_with_the_figure() {
        found();
        approved();
        OpenWork confirming = filedFromTheYearbook();
        type(confirming, "decision", "decision", Map.of("decision", "APPROVED"));
        type(confirming, "choices", ROW, Map.of("take", "OFFICIAL", "why", "以年鉴为准"));
        complete(confirming);

        OpenWork approval = anyTask("taskApproveRevision");
        assertThat(look(approval).sections())
                .filteredOn(section -> section.key().equals("items"))
                .singleElement()
                .satisfies(section -> assertThat(section.rows())
                        .extracting(row ->
                                row.values().get("after") + "，" + row.values().get("reason"))
                        .containsExactly(
                                "官方数据：3 人/千人，得15.00分，统计年鉴第120页。出处：丽水市统计局，丽水统计年鉴2022",
                                "市健康丽水办审定：3 人/千人，得15.00分，采用“统计年鉴”的数据。以年鉴为准。出处：丽水市统计局，丽水统计年鉴2022"));
        ruled(approval, "RETURNED", "请说明口径");
        OpenWork again = task("taskProposeRevision", CITY);
        type(again, "decision", "decision", Map.of("decision", "PROPOSE", "kind", "LATE_FIGURE"));
        assertThat(problems(again))
                .as("the figure and the decision stand side by side")
                .isEmpty();
        type(again, "changes", "2", Map.of("object", "", "item", "", "value", "", "reason", "", "files", ""));
        assertThat(problems(again)).singleElement().satisfies(problem -> assertThat(problem)
                .contains("现场核查为3.2 人/千人，与这个数不一致"));
    }

    @Test
    void what_was_decided_before_stays_or_gives_way_as_the_city_office_says() {
        scorecards.record(
                YEAR,
                QINGTIAN,
                DOCTORS,
                EntrySource.DECIDED,
                new cn.healthylishui.assessment.scorecard.Answer(
                        EntryState.VALUE, new BigDecimal("2.4"), null, null, false, "按注册数", List.of()),
                new Actor("chen", CITY));
        BigDecimal before = score();
        OpenWork confirming = filed();
        type(confirming, "decision", "decision", Map.of("decision", "APPROVED"));
        type(confirming, "choices", ROW, Map.of("take", "DECIDED", "why", "口径不同"));
        assertThat(look(confirming).sections())
                .filteredOn(section -> section.key().equals("effect"))
                .singleElement()
                .satisfies(section -> assertThat(section.rows()).isEmpty());

        type(confirming, "choices", ROW, Map.of("take", "OFFICIAL", "why", "以正式数为准"));
        complete(confirming);

        assertThat(score()).isEqualByComparingTo(before.add(new BigDecimal("15")));
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
        assertThat(page)
                .as("who reports it matters only where it is reported")
                .contains("每季度（各地都没有对口的成员单位，报送时由当地健康办报")
                .doesNotContain("不报送（各地都没有对口");
        assertThat(staff(OWNER).get("/my/figures/2021").body())
                .contains("2.8 人/千人（暂用）")
                .doesNotContain("C015 ");
        assertThat(staff("qingtian-jkb").get("/my/figures/2021").body())
                .as("official figures are not for the county before the results are open")
                .contains("报送频次和数据来源")
                .doesNotContain("2.8 人/千人");
        Answer foreign = staff("dbwy-01").get("/my/figures/2021");
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.body()).contains("数据报送只对报送和核实数据的单位、县（市、区）健康办、市健康丽水办和领导小组开放，您的账号不能查看。");
    }

    @Test
    void whoever_corrects_says_so_and_a_correction_that_is_none_cannot_be_worked_on() {
        OpenWork work = started();
        type(work, "decision", "decision", Map.of("decision", " ", "year", "2021"));

        assertThat(problems(work)).contains("请选择提请更正，还是不再更正。");
        assertThatThrownBy(() -> corrections.get(999_999))
                .isInstanceOf(Refused.class)
                .hasMessage("没有这项官方数据更正，不能办理。请刷新任务清单后查看。");
    }

    @Test
    void whoever_refuses_a_correction_says_why() {
        OpenWork work = filed();
        type(work, "decision", "decision", Map.of("decision", "REFUSED", "comment", " "));

        assertThat(problems(work)).contains("退回或不同意的，请写明理由，填报单位会看到。");
    }

    @Test
    void a_late_figure_does_not_pass_over_what_was_found_and_adopted_either() {
        found();
        approved();
        account(CITY, CITY);
        start("result-revision", CITY);
        OpenWork proposal = task("taskProposeRevision", CITY);
        type(
                proposal,
                "decision",
                "decision",
                Map.of("decision", "PROPOSE", "year", "2021", "kind", "LATE_FIGURE", "reason", "年鉴出版"));
        type(
                proposal,
                "changes",
                "1",
                Map.of(
                        "object", QINGTIAN,
                        "item", DOCTORS,
                        "source", "OFFICIAL",
                        "value", "3",
                        "reason", "年鉴第120页",
                        "body", "丽水市统计局",
                        "document", "丽水统计年鉴2022",
                        "files", attached(proposal)));

        assertThat(problems(proposal)).contains("现场核查为3.2 人/千人，与这个数不一致，不能只凭后到的数据越过核查。请改选“更正差错”，写明采用哪个数、为什么。");
    }
}
