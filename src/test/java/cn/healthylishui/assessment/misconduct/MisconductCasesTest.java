package cn.healthylishui.assessment.misconduct;

import static cn.healthylishui.assessment.misconduct.MisconductFixture.CITY;
import static cn.healthylishui.assessment.misconduct.MisconductFixture.COUNTY;
import static cn.healthylishui.assessment.misconduct.MisconductFixture.LEADERS;
import static cn.healthylishui.assessment.misconduct.MisconductFixture.QINGTIAN;
import static cn.healthylishui.assessment.misconduct.MisconductFixture.WENXI;
import static cn.healthylishui.assessment.misconduct.MisconductFixture.YEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.audit.OperationLog.Line;
import cn.healthylishui.assessment.misconduct.MisconductCase.Stage;
import cn.healthylishui.assessment.misconduct.MisconductCase.State;
import cn.healthylishui.assessment.misconduct.MisconductCase.Verdict;
import cn.healthylishui.assessment.taskform.Refused;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MisconductCasesTest {

    private static final String LONG = "长".repeat(MisconductCases.LONGEST_TEXT + 1);

    private MisconductFixture fixture;
    private MisconductCases cases;

    @BeforeEach
    void open() {
        fixture = new MisconductFixture();
        cases = fixture.cases();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static void refused(ThrowingCallable act, String... words) {
        assertThatThrownBy(act).isInstanceOf(Refused.class).hasMessageContainingAll(words);
    }

    /** Refused, and nothing of the case is other than before. */
    private void refusedLeaving(long id, ThrowingCallable act, String... words) {
        List<Object> before = fixture.stored(id);
        refused(act, words);
        assertThat(fixture.stored(id)).isEqualTo(before);
    }

    // Opening a case

    @Test
    void cases_are_numbered_year_by_year() {
        fixture.begin(2020);

        long first = fixture.reported(QINGTIAN);
        long earlierYear = cases.report(2020, QINGTIAN, "审计移交", "数据不实", List.of(), CITY);
        long second = fixture.reported(WENXI);

        assertThat(List.of(first, second, earlierYear))
                .extracting(id -> cases.get(id).number())
                .containsExactly("2021-案-001", "2021-案-002", "2020-案-001");
        assertThat(cases.find("2021-案-002")).map(MisconductCase::id).hasValue(second);
        assertThat(cases.all(YEAR)).extracting(MisconductCase::id).containsExactly(first, second);
    }

    @Test
    void a_case_on_a_township_knows_its_district_and_one_on_a_district_has_no_township() {
        MisconductCase township = cases.get(fixture.reported(WENXI));
        MisconductCase district = cases.get(fixture.reported(QINGTIAN));

        assertThat(township.district()).isEqualTo(QINGTIAN);
        assertThat(township.township()).isEqualTo(WENXI);
        assertThat(cases.objectName(township)).isEqualTo("青田县温溪镇");
        assertThat(district.district()).isEqualTo(QINGTIAN);
        assertThat(district.township()).isNull();
        assertThat(cases.objectName(district)).isEqualTo("青田县");
    }

    @Test
    void a_year_that_has_not_begun_has_no_cases() {
        fixture.years().prepare(2020, CITY);

        refused(() -> cases.report(2020, QINGTIAN, "群众来信", "数据不实", List.of(), CITY), "2020年度的考核还没有启动", "不能登记");

        assertThat(cases.all(2020)).isEmpty();
    }

    @Test
    void a_year_that_is_being_assessed_can_have_a_case_and_its_decision_waits_for_the_first_result() {
        fixture.noResultYet();
        long id = fixture.found(WENXI, false);
        cases.decide(id, Verdict.APPROVED, false, "", LEADERS);

        cases.confirmed(id, null, LEADERS);

        assertThat(cases.get(id).state()).isEqualTo(State.CONFIRMED);
        assertThat(Objects.requireNonNull(cases.get(id).decision()).revision()).isNull();
        assertThat(cases.history(cases.get(id))).extracting(Line::to).contains("记入第1号考核结果");
    }

    @Test
    void an_archived_year_can_have_a_case() {
        fixture.years().markApproved(YEAR);
        fixture.years().archive(YEAR, CITY);

        assertThat(cases.get(fixture.reported(QINGTIAN)).state()).isEqualTo(State.REPORTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shi-hg", "qingtian-wjj", "999999", ""})
    void only_what_the_year_assesses_is_accused(String object) {
        refused(() -> fixture.reported(object), "请选择2021年度的县（市、区）");

        assertThat(cases.all(YEAR)).isEmpty();
    }

    @Test
    void a_second_open_case_on_one_object_is_refused_and_the_first_is_named() {
        fixture.reported(WENXI);

        refused(() -> fixture.reported(WENXI), "青田县温溪镇已有案件2021-案-001正在办理", "调查取证", "），请把新线索并入该案。");

        assertThat(cases.all(YEAR)).hasSize(1);
    }

    @Test
    void the_district_of_an_accused_township_is_another_object() {
        fixture.reported(WENXI);

        assertThat(cases.get(fixture.reported(QINGTIAN)).number()).isEqualTo("2021-案-002");
    }

    @Test
    void who_was_found_to_have_cheated_is_not_accused_again_for_that_year() {
        fixture.confirmed(WENXI, false);

        refused(() -> fixture.reported(WENXI), "已在案件2021-案-001中认定弄虚作假，2021年度考核结果已定为不合格，不能重复立案。");

        fixture.begin(2020);
        assertThat(cases.report(2020, WENXI, "群众来信", "数据不实", List.of(), CITY)).isPositive();
    }

    @Test
    void what_came_to_nothing_may_be_taken_up_again() {
        long id = fixture.heard(WENXI);
        cases.recordFinding(id, false, false, "证据不足", "七(三)", CITY);

        assertThat(cases.get(fixture.reported(WENXI)).number()).isEqualTo("2021-案-002");
    }

    @Test
    void a_report_needs_its_source_and_its_clue() {
        refused(() -> cases.report(YEAR, WENXI, " ", "数据不实", List.of(), CITY), "请填写线索来源");
        refused(() -> cases.report(YEAR, WENXI, "来".repeat(201), "数据不实", List.of(), CITY), "线索来源有201字", "最多200字");
        refused(() -> cases.report(YEAR, WENXI, "群众来信", "", List.of(), CITY), "请填写线索内容");
        refused(() -> cases.report(YEAR, WENXI, "群众来信", LONG, List.of(), CITY), "线索内容有4001字", "最多4000字");

        assertThat(cases.all(YEAR)).isEmpty();
    }

    // Investigation

    @Test
    void without_evidence_nobody_is_accused() {
        long id = fixture.reported(WENXI);

        refusedLeaving(id, () -> cases.investigate(id, "相差一倍", "请说明", List.of(), CITY), "2021-案-001还没有证据材料");
    }

    @Test
    void an_investigation_needs_its_facts_and_what_the_accused_is_to_answer() {
        long id = fixture.reported(WENXI);
        List<String> files = List.of(fixture.file(CITY));

        refusedLeaving(id, () -> cases.investigate(id, "", "请说明", files, CITY), "请填写查明的事实");
        refusedLeaving(id, () -> cases.investigate(id, LONG, "请说明", files, CITY), "查明的事实有4001字");
        refusedLeaving(id, () -> cases.investigate(id, "相差一倍", " ", files, CITY), "请填写告知内容");
        refusedLeaving(id, () -> cases.investigate(id, "相差一倍", LONG, files, CITY), "告知内容有4001字");
    }

    // Hearing

    @Test
    void the_accused_may_have_nothing_to_say() {
        long id = fixture.investigated(WENXI);

        cases.hear(id, null, List.of(), COUNTY);

        MisconductCase one = cases.get(id);
        assertThat(one.state()).isEqualTo(State.FINDING);
        assertThat(Objects.requireNonNull(one.statement()).text()).isNull();
        assertThat(one.statement().waived()).isFalse();
        assertThat(one.statement().by()).isEqualTo("wang");
    }

    @Test
    void a_statement_says_something() {
        long id = fixture.investigated(WENXI);

        refusedLeaving(id, () -> cases.hear(id, " ", List.of(), COUNTY), "请填写陈述和申辩");
        refusedLeaving(id, () -> cases.hear(id, LONG, List.of(), COUNTY), "陈述和申辩有4001字");
    }

    @Test
    void silence_is_noted_only_when_the_time_is_over() {
        long id = fixture.investigated(WENXI);
        assertThat(cases.hearingDue(cases.get(id))).isEqualTo("2022-03-08");
        fixture.setNow("2022-03-08T23:00");

        refusedLeaving(
                id,
                () -> cases.waive(id, LocalDate.of(2022, 3, 8), "电话催告", CITY),
                "的陈述和申辩期限是2022年3月8日（星期二），期限未满，不能记录放弃。");

        fixture.setNow("2022-03-09T00:00");
        cases.waive(id, LocalDate.of(2022, 3, 8), "电话催告，答复不陈述", CITY);
        MisconductCase one = cases.get(id);
        assertThat(one.state()).isEqualTo(State.FINDING);
        assertThat(Objects.requireNonNull(one.statement()).waived()).isTrue();
        assertThat(one.statement().text()).isEqualTo("2022年3月8日（星期二）催告：电话催告，答复不陈述");
    }

    @Test
    void who_lets_the_time_pass_must_have_been_urged_since_it_was_told() {
        long id = fixture.investigated(WENXI);
        fixture.setNow("2022-03-09T09:00");

        refusedLeaving(id, () -> cases.waive(id, LocalDate.of(2022, 2, 28), "电话催告", CITY), "催告不能早于告知的那天（2022年3月1日");
        refusedLeaving(id, () -> cases.waive(id, LocalDate.of(2022, 3, 10), "电话催告", CITY), "催告日期不能晚于今天（2022年3月9日");
        refusedLeaving(id, () -> cases.waive(id, LocalDate.of(2022, 3, 8), " ", CITY), "请填写催告情况");
        refusedLeaving(id, () -> cases.waive(id, LocalDate.of(2022, 3, 8), "催".repeat(3901), CITY), "催告情况有3901字");
    }

    @Test
    void the_longest_note_of_an_urging_fits_its_column() {
        long id = fixture.investigated(WENXI);
        fixture.setNow("2022-03-09T09:00");

        cases.waive(id, LocalDate.of(2022, 3, 8), "催".repeat(MisconductCases.LONGEST_URGING), CITY);

        assertThat(cases.get(id).state()).isEqualTo(State.FINDING);
    }

    @Test
    void a_statement_that_came_first_stands() {
        long id = fixture.heard(WENXI);
        fixture.hearingIsOver(id);

        refusedLeaving(
                id,
                () -> cases.waive(id, LocalDate.of(2022, 3, 8), "电话催告", CITY),
                "2021-案-001的“陈述和申辩”还没有到或已经办过",
                "现在是“提出认定意见”");
        assertThat(Objects.requireNonNull(cases.get(id).statement()).text()).isEqualTo("数据由统计员误填");
    }

    // Finding and deciding

    @Test
    void nobody_is_referred_without_having_been_found_guilty() {
        long id = fixture.heard(WENXI);

        refusedLeaving(id, () -> cases.recordFinding(id, false, true, "证据不足", "七(三)", CITY), "没有认定就不能移送");
    }

    @Test
    void a_finding_needs_reasons_and_a_provision_whichever_it_is() {
        long id = fixture.heard(WENXI);

        for (boolean confirmed : List.of(true, false)) {
            refusedLeaving(id, () -> cases.recordFinding(id, confirmed, false, " ", "七(三)", CITY), "请填写认定理由");
            refusedLeaving(id, () -> cases.recordFinding(id, confirmed, false, "证据充分", "", CITY), "请填写依据条款");
            refusedLeaving(
                    id, () -> cases.recordFinding(id, confirmed, false, "证".repeat(3601), "七(三)", CITY), "认定理由有3601字");
            refusedLeaving(
                    id, () -> cases.recordFinding(id, confirmed, false, "证据充分", "七".repeat(201), CITY), "依据条款有201字");
        }
    }

    @Test
    void the_longest_finding_fits_its_column_with_its_provision() {
        long id = fixture.heard(WENXI);

        cases.recordFinding(
                id,
                true,
                true,
                "证".repeat(MisconductCases.LONGEST_FINDING),
                "七".repeat(MisconductCases.LONGEST_PROVISION),
                CITY);

        assertThat(cases.get(id).state()).isEqualTo(State.DECIDING);
    }

    @Test
    void what_is_not_confirmed_is_closed() {
        long id = fixture.heard(WENXI);
        assertThat(cases.open(YEAR)).extracting(MisconductCase::id).containsExactly(id);

        cases.recordFinding(id, false, false, "证据不足", "七(三)", CITY);

        assertThat(cases.get(id).state()).isEqualTo(State.NOT_CONFIRMED);
        assertThat(cases.open(YEAR)).isEmpty();
        assertThat(cases.all(YEAR)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"RETURNED", "REFUSED"})
    void the_leading_group_says_why_it_does_not_agree(Verdict verdict) {
        long id = fixture.found(WENXI, false);

        refusedLeaving(id, () -> cases.decide(id, verdict, false, "", LEADERS), "请填写理由");
        refusedLeaving(id, () -> cases.decide(id, verdict, false, LONG, LEADERS), "理由有4001字");
    }

    @Test
    void to_agree_needs_no_words_but_they_must_fit() {
        long id = fixture.found(WENXI, false);
        refusedLeaving(id, () -> cases.decide(id, Verdict.APPROVED, false, LONG, LEADERS), "意见有4001字");

        cases.decide(id, Verdict.APPROVED, false, "", LEADERS);

        assertThat(Objects.requireNonNull(cases.get(id).decision()).text()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true"})
    void how_grave_it_is_the_leading_group_has_the_last_word_on(boolean found, boolean decided) {
        long id = fixture.found(WENXI, found);

        cases.decide(id, Verdict.APPROVED, decided, "", LEADERS);
        cases.confirmed(id, 2, LEADERS);

        assertThat(cases.get(id).serious()).isEqualTo(decided);
        assertThat(cases.get(id).state()).isEqualTo(State.CONFIRMED);
        assertThat(Objects.requireNonNull(cases.get(id).decision()).revision()).isEqualTo(2);
    }

    @Test
    void a_returned_case_is_investigated_again_and_loses_nothing() {
        long id = fixture.found(WENXI, false);
        List<String> first = cases.evidence(id).get(Stage.FACTS);
        fixture.setNow("2022-03-15T10:00");
        cases.decide(id, Verdict.RETURNED, false, "请补充原始台账", LEADERS);
        assertThat(cases.get(id).state()).isEqualTo(State.REPORTED);
        assertThat(cases.investigationDue(cases.get(id))).isEqualTo("2022-03-29");

        String ledger = fixture.file(CITY);
        cases.investigate(id, "台账为事后补造", "请说明台账", List.of(ledger), CITY);

        assertThat(cases.evidence(id).get(Stage.FACTS))
                .hasSize(2)
                .containsAll(first)
                .contains(ledger);
        cases.hear(id, null, List.of(), COUNTY);
        assertThat(cases.history(cases.get(id)))
                .extracting(Line::to)
                .contains("数据由统计员误填", "没有意见", "原始台账与上报数相差一倍", "台账为事后补造", "请补充原始台账");
    }

    @Test
    void an_investigation_done_again_may_rest_on_the_evidence_there_is() {
        long id = fixture.found(WENXI, false);
        cases.decide(id, Verdict.RETURNED, false, "请核对年份", LEADERS);

        cases.investigate(id, "年份已核对", "请说明", List.of(), CITY);

        assertThat(cases.get(id).state()).isEqualTo(State.HEARING);
    }

    // Referral

    @Test
    void only_a_case_confirmed_as_serious_is_referred() {
        long ordinary = fixture.confirmed(WENXI, false);
        long undecided = fixture.found(QINGTIAN, true);
        LocalDate today = LocalDate.of(2022, 3, 1);

        refusedLeaving(
                ordinary, () -> cases.refer(ordinary, "县纪委监委", today, "材料", List.of(), CITY), "2021-案-001没有认定为情节严重");
        refusedLeaving(
                undecided, () -> cases.refer(undecided, "县纪委监委", today, "材料", List.of(), CITY), "2021-案-002没有认定为情节严重");
    }

    @Test
    void a_case_is_referred_once_to_somebody_on_a_day_between_decision_and_today() {
        long id = fixture.confirmed(WENXI, true);
        fixture.setNow("2022-03-03T10:00");
        LocalDate day = LocalDate.of(2022, 3, 2);

        refusedLeaving(id, () -> cases.refer(id, " ", day, "材料", List.of(), CITY), "请填写接收机关");
        refusedLeaving(id, () -> cases.refer(id, "某".repeat(201), day, "材料", List.of(), CITY), "接收机关有201字");
        refusedLeaving(id, () -> cases.refer(id, "县纪委监委", day, "", List.of(), CITY), "请填写移送材料");
        refusedLeaving(
                id,
                () -> cases.refer(id, "县纪委监委", LocalDate.of(2022, 2, 28), "材料", List.of(), CITY),
                "移送不能早于作出决定的那天（2022年3月1日");
        refusedLeaving(
                id,
                () -> cases.refer(id, "县纪委监委", LocalDate.of(2022, 3, 4), "材料", List.of(), CITY),
                "移送日期不能晚于今天（2022年3月3日");

        cases.refer(id, "县纪委监委", day, "材".repeat(20000), List.of(fixture.file(CITY)), CITY);

        assertThat(Objects.requireNonNull(cases.get(id).referral()).on()).isEqualTo(day);
        assertThat(cases.get(id).referral().paper()).hasSize(20000);
        assertThat(cases.evidence(id).get(Stage.REFERRAL)).hasSize(1);
        refusedLeaving(
                id, () -> cases.refer(id, "县公安局", day, "材料", List.of(), CITY), "已于2022年3月2日（星期三）移送县纪委监委", "不能重复移送");
    }

    // Every step has its turn

    @Test
    void a_step_is_taken_in_its_turn_and_once() {
        long id = fixture.reported(WENXI);
        List<String> files = List.of(fixture.file(CITY));
        refusedLeaving(id, () -> cases.hear(id, "误填", List.of(), COUNTY), "现在是“调查取证”");
        refusedLeaving(id, () -> cases.recordFinding(id, true, false, "充分", "七(三)", CITY), "现在是“调查取证”");
        refusedLeaving(id, () -> cases.decide(id, Verdict.APPROVED, false, "", LEADERS), "现在是“调查取证”");
        refusedLeaving(id, () -> cases.confirmed(id, 2, LEADERS), "现在是“调查取证”");

        cases.investigate(id, "相差一倍", "请说明", files, CITY);
        refusedLeaving(id, () -> cases.investigate(id, "另一事实", "请说明", files, CITY), "“调查取证”还没有到或已经办过");
        cases.hear(id, "误填", List.of(), COUNTY);
        refusedLeaving(id, () -> cases.hear(id, "另一说法", List.of(), COUNTY), "“陈述和申辩”还没有到或已经办过");
        cases.recordFinding(id, true, false, "充分", "七(三)", CITY);
        refusedLeaving(id, () -> cases.recordFinding(id, false, false, "不足", "七(三)", CITY), "“提出认定意见”还没有到或已经办过");
        cases.decide(id, Verdict.REFUSED, false, "证据不足", LEADERS);
        refusedLeaving(id, () -> cases.decide(id, Verdict.APPROVED, false, "", LEADERS), "“审定处理决定”还没有到或已经办过");
        refusedLeaving(id, () -> cases.confirmed(id, 2, LEADERS), "现在是“不予认定”");
    }

    // What is kept of it

    @Test
    void every_step_is_logged_under_the_number_of_the_case_and_none_under_its_object() {
        List<Line> before = fixture.logOn(QINGTIAN);
        long id = fixture.confirmed(WENXI, true);
        cases.refer(id, "县纪委监委", LocalDate.of(2022, 3, 1), "材料", List.of(), CITY);

        assertThat(fixture.logOn("2021-案-001"))
                .extracting(Line::action)
                .containsExactly("移送有关机关", "定为不合格", "同意认定", "提出认定意见", "陈述和申辩", "告知被反映单位", "查明事实", "登记问题线索");
        assertThat(fixture.logOn(WENXI)).isEmpty();
        assertThat(fixture.logOn(QINGTIAN)).isEqualTo(before);
    }

    @Test
    void the_audit_is_asked_once_and_not_about_what_it_reads_anyhow() {
        long open = fixture.reported(WENXI);
        cases.admitAudit(open, "请参与", CITY);

        refused(() -> cases.admitAudit(open, "请参与", CITY), "案件2021-案-001已经请审计查看过，不用再请。");
        refused(() -> fixture.reported("999999"), "请选择2021年度的县（市、区）、丽水开发区、乡镇（街道）或列入考核的市直单位。");
    }

    @Test
    void the_audit_is_not_asked_about_a_closed_case() {
        long closed = fixture.confirmed(WENXI, false);

        refused(() -> cases.admitAudit(closed, "请参与", CITY), "案件2021-案-001已经办结，审计本来就能查看，不用再请。");
    }
}
