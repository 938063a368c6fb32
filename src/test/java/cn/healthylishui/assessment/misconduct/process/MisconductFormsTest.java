package cn.healthylishui.assessment.misconduct.process;

import static cn.healthylishui.assessment.misconduct.MisconductFixture.CITY;
import static cn.healthylishui.assessment.misconduct.MisconductFixture.COUNTY;
import static cn.healthylishui.assessment.misconduct.MisconductFixture.LEADERS;
import static cn.healthylishui.assessment.misconduct.MisconductFixture.QINGTIAN;
import static cn.healthylishui.assessment.misconduct.MisconductFixture.WENXI;
import static cn.healthylishui.assessment.misconduct.MisconductFixture.YEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.misconduct.MisconductCase;
import cn.healthylishui.assessment.misconduct.MisconductCase.Stage;
import cn.healthylishui.assessment.misconduct.MisconductCase.State;
import cn.healthylishui.assessment.misconduct.MisconductCase.Verdict;
import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.misconduct.MisconductFixture;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.year.YearDistrict;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MisconductFormsTest {

    private static final String LONG = "长".repeat(4001);

    private MisconductFixture fixture;
    private MisconductCases cases;

    @BeforeEach
    void open() {
        fixture = new MisconductFixture(
                MisconductSheet.class,
                MisconductProcess.class,
                ReportMisconductForm.class,
                InvestigateMisconductForm.class,
                HearAccusedForm.class,
                NoteNoStatementForm.class,
                FindMisconductForm.class,
                DecideMisconductForm.class,
                ReferMisconductForm.class);
        cases = fixture.cases();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private CaseTyping into(Class<? extends TaskForm> form, long id) {
        return CaseTyping.into(fixture.get(form), id);
    }

    private static List<String> texts(CaseTyping typing) {
        return typing.content().notices().stream().map(Notice::text).toList();
    }

    // 登记问题线索

    private CaseTyping report() {
        return CaseTyping.into(fixture.get(ReportMisconductForm.class));
    }

    private CaseTyping filledReport(String object) {
        return report().type("report", "object", object, "source", "群众来信", "clue", "反映控烟数据不实");
    }

    @Test
    void every_district_is_offered_followed_by_its_townships() {
        List<Option> objects = report().column("report", "object").options();

        List<YearDistrict> districts = fixture.roster().districts(YEAR);
        int townships = districts.stream()
                .mapToInt(district ->
                        fixture.roster().townships(YEAR, district.code()).size())
                .sum();
        assertThat(objects).hasSize(districts.size() + townships).hasSize(183);
        int qingtian = objects.indexOf(new Option(QINGTIAN, "青田县"));
        assertThat(objects.get(qingtian + 1).label()).matches("青田县.+");
        assertThat(objects).contains(new Option(WENXI, "青田县温溪镇"));
        assertThat(objects.subList(qingtian + 1, objects.indexOf(new Option("331122", "缙云县"))))
                .isNotEmpty()
                .allMatch(option -> option.label().matches("青田县.+"));
    }

    @Test
    void only_years_whose_assessment_has_begun_are_offered() {
        fixture.years().prepare(2020, CITY);
        assertThat(report().column("report", "year").options())
                .extracting(Option::value)
                .containsExactly("2021");
        assertThat(report().value("report", "year")).isEqualTo("2021");

        fixture.begin(2019);

        assertThat(report().column("report", "year").options())
                .extracting(Option::value)
                .containsExactly("2021", "2019");
        assertThat(report().value("report", "year")).as("chosen for nobody").isEmpty();
        assertThat(report().column("report", "object").options()).isEmpty();
    }

    @Test
    void without_any_year_there_is_nothing_to_report_and_the_way_out_is_named() {
        nothingBegun();

        assertThat(report().problems()).anyMatch(problem -> problem.contains("目前没有已经启动考核的年度，不能立案。请选“不立案”。"));
    }

    private void nothingBegun() {
        fixture.jdbc().sql("update assessment_year set state = 'PREPARING'").update();
    }

    @Test
    void an_empty_report_names_what_is_missing() {
        assertThat(report().problems())
                .containsExactly("问题线索·被反映对象：请选择被反映对象。", "问题线索·线索来源：请填写线索来源。", "问题线索·线索内容：请填写线索内容。");
    }

    @Test
    void a_text_that_does_not_fit_is_told_before_it_is_sent() {
        assertThat(filledReport(WENXI)
                        .type("report", "source", "来".repeat(201), "clue", LONG)
                        .problems())
                .containsExactly(
                        "问题线索·线索来源：线索来源有201字，最多200字。请精简，详细内容可作为材料上传。", "问题线索·线索内容：线索内容有4001字，最多4000字。请精简，详细内容可作为材料上传。");
    }

    @Test
    void an_object_with_an_open_case_is_told_at_once() {
        fixture.reported(WENXI);

        assertThat(filledReport(WENXI).problems()).singleElement().asString().contains("被反映对象", "2021-案-001正在办理");
    }

    @Test
    void a_report_on_a_township_routes_by_its_district() {
        Map<String, Object> variables =
                filledReport(WENXI).type("report", "files", fixture.file(CITY)).submit(CITY);

        MisconductCase opened = cases.all(YEAR).get(0);
        assertThat(variables)
                .isEqualTo(Map.of(
                        "reported",
                        true,
                        "year",
                        YEAR,
                        "misconduct",
                        opened.id(),
                        "district",
                        QINGTIAN,
                        "township",
                        WENXI));
        assertThat(opened.clue().text()).isEqualTo("反映控烟数据不实");
        assertThat(cases.evidence(opened.id()).get(Stage.CLUE)).hasSize(1);
    }

    @Test
    void a_report_on_a_district_sets_no_township() {
        assertThat(filledReport(QINGTIAN).submit(CITY))
                .containsEntry("district", QINGTIAN)
                .doesNotContainKey("township");
    }

    @Test
    void whoever_opened_the_form_by_mistake_drops_it_and_there_is_no_case() {
        nothingBegun();
        CaseTyping dropped = report().type("report", "decision", "DROP");

        assertThat(dropped.submit(CITY)).isEqualTo(Map.of("reported", false));

        assertThat(cases.all(YEAR)).isEmpty();
        assertThat(report().type("report", "decision", "").problems())
                .anyMatch(problem -> problem.contains("请选择立案或不立案"));
    }

    // 调查取证

    @Test
    void the_investigation_asks_for_facts_evidence_and_what_to_tell() {
        CaseTyping investigate = into(InvestigateMisconductForm.class, fixture.reported(WENXI));

        assertThat(investigate.problems())
                .hasSize(3)
                .anyMatch(problem -> problem.contains("请填写查明的事实"))
                .anyMatch(problem -> problem.contains("请至少上传一份证据材料"))
                .anyMatch(problem -> problem.contains("请填写告知被反映单位的内容"));
        assertThat(investigate.text("clue")).contains("群众来信", "反映控烟数据不实", "青田县温溪镇");
        assertThat(investigate.content().meaning()).contains("青田县健康办");
        assertThat(investigate.type("facts", "text", LONG, "accusation", LONG).problems())
                .hasSize(3)
                .filteredOn(problem -> problem.contains("4001字"))
                .hasSize(2);
    }

    @Test
    void what_was_found_is_kept_and_the_accused_is_heard() {
        long id = fixture.reported(WENXI);
        String ledger = fixture.file(CITY);

        Map<String, Object> variables = into(InvestigateMisconductForm.class, id)
                .type("facts", "text", "相差一倍", "accusation", "请说明", "files", ledger)
                .submit(CITY);

        assertThat(variables).isEmpty();
        assertThat(cases.get(id).state()).isEqualTo(State.HEARING);
        assertThat(cases.evidence(id).get(Stage.FACTS)).containsExactly(ledger);
    }

    @Test
    void a_returned_investigation_shows_why_and_begins_where_the_last_one_ended() {
        long id = fixture.found(WENXI, false);
        cases.decide(id, Verdict.RETURNED, false, "请补充原始台账", LEADERS);

        CaseTyping investigate = into(InvestigateMisconductForm.class, id);

        assertThat(texts(investigate)).singleElement().asString().contains("市领导小组", "退回补充调查：请补充原始台账");
        assertThat(investigate.value("facts", "text")).isEqualTo("原始台账与上报数相差一倍");
        assertThat(investigate.value("facts", "accusation")).isEqualTo("请说明控烟数据的来源");
        assertThat(investigate.problems())
                .as("the evidence of the first time is enough")
                .isEmpty();
        assertThat(investigate.text("statement")).contains("数据由统计员误填");
    }

    // 陈述和申辩

    private CaseTyping hear(long id) {
        return into(HearAccusedForm.class, id);
    }

    @Test
    void the_accused_reads_what_it_is_accused_of_and_neither_clue_nor_facts_nor_files() {
        long id = cases.report(YEAR, WENXI, "举报人甲", "反映控烟数据不实", List.of(fixture.file(CITY)), CITY);
        cases.investigate(id, "原始台账与上报数相差一倍", "请说明控烟数据的来源", List.of(fixture.file(CITY)), CITY);

        CaseTyping hear = hear(id);

        assertThat(hear.sectionKeys()).containsExactly("accusation", "statement");
        assertThat(hear.text("accusation")).contains("2021-案-001", "青田县温溪镇", "请说明控烟数据的来源");
        String everything = hear.content().toString();
        assertThat(everything).doesNotContain("举报人甲", "反映控烟数据不实", "原始台账与上报数相差一倍", "2022-03-01 10:00");
        cases.evidence(id).values().stream().flatMap(List::stream).forEach(file -> assertThat(everything)
                .doesNotContain(file));
        assertThat(texts(hear)).singleElement().asString().contains("请在2022年3月8日（星期二）当天结束前答复");
    }

    @Test
    void the_accused_chooses_and_says_what_it_has_to_say() {
        long id = fixture.investigated(WENXI);

        assertThat(hear(id).problems()).singleElement().asString().contains("请选择陈述意见，或者没有意见");
        assertThat(hear(id).type("statement", "answer", "STATES").problems())
                .singleElement()
                .asString()
                .contains("请填写陈述和申辩");
        assertThat(hear(id).type("statement", "answer", "STATES", "text", LONG).problems())
                .singleElement()
                .asString()
                .contains("4001字");
        assertThat(hear(id).type("statement", "answer", "NOTHING", "text", "但是").problems())
                .singleElement()
                .asString()
                .contains("选了“没有意见”，又写了内容或上传了材料。要陈述的请改选“陈述意见”，不陈述的请删去内容和材料。");
        assertThat(hear(id).type("statement", "answer", "NOTHING", "files", fixture.file(COUNTY))
                        .problems())
                .singleElement()
                .asString()
                .contains("上传了材料");
        assertThat(cases.get(id).state()).isEqualTo(State.HEARING);
    }

    @Test
    void a_statement_is_kept_with_its_files() {
        long id = fixture.investigated(WENXI);
        String proof = fixture.file(COUNTY);

        assertThat(hear(id).type("statement", "answer", "STATES", "text", "统计员误填", "files", proof)
                        .submit(COUNTY))
                .isEmpty();

        assertThat(Objects.requireNonNull(cases.get(id).statement()).text()).isEqualTo("统计员误填");
        assertThat(cases.evidence(id).get(Stage.STATEMENT)).containsExactly(proof);
    }

    @Test
    void having_nothing_to_say_is_an_answer() {
        long id = fixture.investigated(WENXI);

        hear(id).type("statement", "answer", "NOTHING").submit(COUNTY);

        assertThat(into(FindMisconductForm.class, id).text("statement")).contains("没有意见");
        assertThat(texts(into(FindMisconductForm.class, id))).isEmpty();
    }

    @Test
    void heard_again_the_accused_sees_its_own_words_of_the_last_time_and_not_what_was_decided() {
        long id = fixture.found(WENXI, true);
        cases.decide(id, Verdict.RETURNED, false, "请补充原始台账", LEADERS);
        cases.investigate(id, "台账为事后补造", "请说明台账", List.of(), CITY);

        CaseTyping hear = hear(id);

        assertThat(hear.sectionKeys()).containsExactly("accusation", "earlier", "statement");
        assertThat(hear.text("earlier")).contains("数据由统计员误填");
        assertThat(hear.content().toString()).doesNotContain("请补充原始台账", "台账与谈话记录一致", "台账为事后补造");
    }

    // 记录放弃陈述申辩

    @Test
    void silence_alone_decides_nothing_and_the_form_says_so() {
        long id = fixture.investigated(WENXI);
        fixture.hearingIsOver(id);
        CaseTyping note = into(NoteNoStatementForm.class, id);

        assertThat(texts(note)).anyMatch(text -> text.contains("没有答复不等于承认"));
        assertThat(texts(note)).anyMatch(text -> text.matches(".*青田县健康办.*任务仍然开着.*"));
        assertThat(note.problems()).containsExactly("催告记录：请填写日期。", "催告记录·催告情况：请填写催告情况。");
    }

    @ParameterizedTest
    @CsvSource({
        "3月8日, “3月8日”不是日期",
        "2022-02-28, 催告不能早于告知的那天",
        "2022-03-10, 催告日期不能晚于今天",
    })
    void the_urging_has_a_day_that_can_be(String day, String said) {
        long id = fixture.investigated(WENXI);
        fixture.hearingIsOver(id);

        assertThat(into(NoteNoStatementForm.class, id)
                        .type("note", "date", day, "how", "电话催告")
                        .problems())
                .singleElement()
                .asString()
                .contains(said);
    }

    @Test
    void a_waived_statement_goes_on_with_a_warning_to_whoever_judges() {
        long id = fixture.investigated(WENXI);
        fixture.hearingIsOver(id);

        into(NoteNoStatementForm.class, id)
                .type("note", "date", "2022-03-08", "how", "电话催告，答复不陈述")
                .submit(CITY);

        CaseTyping find = into(FindMisconductForm.class, id);
        assertThat(find.text("statement")).contains("2022年3月8日（星期二）催告：电话催告，答复不陈述");
        assertThat(texts(find)).singleElement().asString().contains("没有答复不等于承认");
        cases.recordFinding(id, true, false, "证据充分", "七(三)", CITY);
        assertThat(texts(into(DecideMisconductForm.class, id))).anyMatch(text -> text.contains("没有答复不等于承认"));
    }

    @Test
    void a_statement_made_in_the_same_moment_wins_over_the_note_of_silence() {
        long id = fixture.investigated(WENXI);
        fixture.hearingIsOver(id);
        CaseTyping note = into(NoteNoStatementForm.class, id).type("note", "date", "2022-03-08", "how", "电话催告");
        assertThat(note.problems()).isEmpty();
        cases.hear(id, "统计员误填", List.of(), COUNTY);

        assertThatThrownBy(() -> note.submitUnasked(CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("“陈述和申辩”还没有到或已经办过");
        assertThat(Objects.requireNonNull(cases.get(id).statement()).waived()).isFalse();
    }

    // 提出认定意见

    private CaseTyping find(long id) {
        return into(FindMisconductForm.class, id);
    }

    @Test
    void the_finding_shows_the_whole_case_and_asks_for_an_opinion_with_reasons() {
        CaseTyping find = find(fixture.heard(WENXI));

        assertThat(find.sectionKeys())
                .containsExactly("clue", "foundFacts", "statement", "history", "effect", "opinion");
        assertThat(find.text("foundFacts")).contains("原始台账与上报数相差一倍", "请说明控烟数据的来源");
        assertThat(find.problems()).containsExactly("认定意见：请选择认定或不予认定。", "认定意见·认定理由：请填写认定理由。");
        assertThat(find.value("opinion", "provision")).contains("七(三)");
        assertThat(find.type("opinion", "provision", " ").problems()).anyMatch(problem -> problem.contains("请填写依据条款"));
    }

    @Test
    void how_grave_it_is_is_asked_where_it_is_confirmed() {
        long id = fixture.heard(WENXI);

        assertThat(find(id).type("opinion", "confirmed", "YES", "reasons", "证据充分")
                        .problems())
                .singleElement()
                .asString()
                .contains("请选择情节严重或一般");
        assertThat(find(id).type("opinion", "confirmed", "NO", "reasons", "证据不足")
                        .problems())
                .isEmpty();
    }

    @Test
    void a_referral_without_a_finding_is_refused() {
        long id = fixture.heard(WENXI);

        assertThat(find(id).type("opinion", "confirmed", "NO", "serious", "YES", "reasons", "证据不足")
                        .problems())
                .singleElement()
                .asString()
                .contains("情节是否严重", "没有认定就不能移送");
    }

    @ParameterizedTest
    @CsvSource({"YES, YES, true, true", "YES, NO, true, false", "NO, NO, false, false", "NO, '', false, false"})
    void the_finding_routes_the_case(String confirmed, String serious, boolean isConfirmed, boolean isSerious) {
        long id = fixture.heard(WENXI);

        Map<String, Object> variables = find(id).type(
                        "opinion", "confirmed", confirmed, "serious", serious, "reasons", "见谈话记录")
                .submit(CITY);

        assertThat(variables).isEqualTo(Map.of("confirmed", isConfirmed, "serious", isSerious));
        assertThat(cases.get(id).state()).isEqualTo(isConfirmed ? State.DECIDING : State.NOT_CONFIRMED);
    }

    // 审定处理决定

    private CaseTyping decide(long id) {
        return into(DecideMisconductForm.class, id);
    }

    @Test
    void the_leading_group_sees_the_case_and_what_it_would_mean() {
        CaseTyping decide = decide(fixture.found(WENXI, true));

        assertThat(decide.sectionKeys())
                .containsExactly("clue", "foundFacts", "statement", "finding", "history", "effect", "decision");
        assertThat(decide.text("finding")).contains("认定，情节严重", "台账与谈话记录一致", "依据：《健康丽水考核办法");
        assertThat(decide.section("effect").rows()).singleElement().satisfies(row -> {
            assertThat(row.key()).isEqualTo(WENXI);
            assertThat(row.values()).containsEntry("grade", "合格 → 不合格").containsEntry("reason", "弄虚作假");
        });
        assertThat(decide.column("decision", "decision").options())
                .containsExactly(
                        new Option("APPROVED@1", "同意认定，定为不合格并通报批评"),
                        new Option("RETURNED", "退回补充调查"),
                        new Option("REFUSED", "不予认定"));
        assertThat(decide.value("decision", "serious")).isEqualTo("YES");
        assertThat(decide.problems()).containsExactly("处理决定：请选择意见。");
    }

    @ParameterizedTest
    @CsvSource({"YES, true", "NO, false"})
    void an_approved_case_is_sanctioned_and_referred_as_the_leading_group_says(String serious, boolean isSerious) {
        long id = fixture.found(WENXI, !isSerious);

        Map<String, Object> variables = decide(id)
                .type("decision", "decision", "APPROVED@1", "serious", serious)
                .submit(LEADERS);

        assertThat(variables).isEqualTo(Map.of("ruling", "APPROVED", "serious", isSerious, "confirmed", true));
        assertThat(cases.get(id).serious()).isEqualTo(isSerious);
    }

    @Test
    void approving_without_a_word_on_how_grave_it_is_is_not_enough() {
        assertThat(decide(fixture.found(WENXI, true))
                        .type("decision", "decision", "APPROVED@1", "serious", "")
                        .problems())
                .singleElement()
                .asString()
                .contains("请选择情节严重或一般");
    }

    @ParameterizedTest
    @CsvSource({"RETURNED, REPORTED", "REFUSED, NOT_CONFIRMED"})
    void not_to_agree_needs_a_reason_and_refers_nobody(String ruling, State state) {
        long id = fixture.found(WENXI, true);

        assertThat(decide(id).type("decision", "decision", ruling).problems())
                .containsExactly("处理决定·意见：不同意或退回的，请写明理由。");
        Map<String, Object> variables = decide(id)
                .type("decision", "decision", ruling, "comment", "请补充台账")
                .submit(LEADERS);

        assertThat(variables).isEqualTo(Map.of("ruling", ruling, "serious", false, "confirmed", false));
        assertThat(cases.get(id).state()).isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(strings = {"APPROVED", "APPROVED@", "YES"})
    void what_was_not_offered_is_no_decision(String ruling) {
        long id = fixture.found(WENXI, true);

        assertThat(decide(id).type("decision", "decision", ruling).problems()).hasSize(1);
    }

    @Test
    void a_choice_made_on_an_earlier_result_has_to_be_made_again() {
        long id = fixture.found(WENXI, false);
        fixture.resultOf(YEAR, 2);
        CaseTyping decide = decide(id).type("decision", "decision", "APPROVED@2");
        assertThat(decide.problems()).isEmpty();

        fixture.resultOf(YEAR, 3);

        assertThat(decide.problems()).containsExactly("处理决定：您选定意见后，第3号考核结果已经形成，影响有变化。请核对后重新选择。");
        assertThat(decide.value("decision", "decision")).isEmpty();
        assertThat(decide.type("decision", "decision", "APPROVED@3").problems()).isEmpty();
    }

    @Test
    void before_the_first_result_the_decision_is_kept_for_it_and_has_to_be_looked_at_again_once_it_is_there() {
        long id = fixture.found(WENXI, false);
        fixture.noResultYet();
        CaseTyping decide = decide(id).type("decision", "decision", "APPROVED@0");
        assertThat(decide.problems()).isEmpty();
        assertThat(decide.content().meaning()).contains("记入将来审定的第1号考核结果");

        fixture.resultOf(YEAR, 1);

        assertThat(decide.problems()).singleElement().asString().contains("第1号考核结果已经形成");
        assertThat(decide.content().meaning()).contains("随即形成第2号考核结果");
    }

    @Test
    void another_result_in_the_very_moment_of_approving_is_noticed_too() {
        long id = fixture.found(WENXI, false);
        CaseTyping decide = decide(id).type("decision", "decision", "APPROVED@1");
        assertThat(decide.problems()).isEmpty();
        fixture.resultOf(YEAR, 2);
        List<Object> before = fixture.stored(id);

        assertThatThrownBy(() -> decide.submitUnasked(LEADERS))
                .isInstanceOf(Refused.class)
                .hasMessage("您选定意见后，第2号考核结果已经形成，影响有变化。请核对后重新选择。");

        assertThat(fixture.stored(id)).isEqualTo(before);
    }

    @Test
    void to_return_or_refuse_does_not_depend_on_the_result() {
        long id = fixture.found(WENXI, false);
        CaseTyping decide = decide(id).type("decision", "decision", "REFUSED", "comment", "证据不足");
        fixture.resultOf(YEAR, 2);

        assertThat(decide.submit(LEADERS)).containsEntry("ruling", "REFUSED");
    }

    // 移送有关机关

    private CaseTyping refer(long id) {
        return into(ReferMisconductForm.class, id);
    }

    @Test
    void the_paper_is_drafted_from_the_case_and_follows_the_receiver() {
        long id = fixture.confirmed(WENXI, true);

        assertThat(refer(id).value("paper", "body"))
                .contains("（请补充接收机关）：", "青田县温溪镇", "2021年度", "原始台账与上报数相差一倍", "数据由统计员误填", "台账与谈话记录一致")
                .contains("第2号考核结果", "a.txt", "2022年3月1日（星期二）");
        assertThat(refer(id).problems()).anyMatch(problem -> problem.contains("请填写接收机关"));
        assertThat(refer(id).problems()).anyMatch(problem -> problem.contains("（请补充……）"));

        CaseTyping addressed = refer(id).type("referral", "to", "青田县纪委监委");

        assertThat(addressed.value("paper", "body")).contains("青田县纪委监委：").doesNotContain("（请补充");
        assertThat(addressed.problems()).isEmpty();
        assertThat(addressed.submit(CITY)).isEmpty();
        assertThat(Objects.requireNonNull(cases.get(id).referral()).to()).isEqualTo("青田县纪委监委");
        assertThat(cases.get(id).referral().paper()).isEqualTo(addressed.value("paper", "body"));
    }

    @Test
    void a_paper_changed_by_hand_is_sent_as_it_was_written() {
        long id = fixture.confirmed(WENXI, true);

        refer(id)
                .type("referral", "to", "青田县纪委监委", "date", "2022-03-01", "files", fixture.file(CITY))
                .type("paper", "body", "另行拟定的正文")
                .submit(CITY);

        assertThat(Objects.requireNonNull(cases.get(id).referral()).paper()).isEqualTo("另行拟定的正文");
        assertThat(cases.evidence(id).get(Stage.REFERRAL)).hasSize(1);
    }

    @Test
    void a_case_that_is_not_confirmed_as_serious_is_not_referred() {
        assertThat(refer(fixture.confirmed(WENXI, false)).content().problems())
                .containsExactly("案件2021-案-001没有认定为情节严重，不能移送。");
        assertThat(refer(fixture.found(QINGTIAN, true)).content().problems())
                .containsExactly("案件2021-案-002没有认定为情节严重，不能移送。");
    }

    @Test
    void a_referral_has_a_day_and_a_paper() {
        long id = fixture.confirmed(WENXI, true);

        assertThat(refer(id)
                        .type("referral", "to", "青田县纪委监委", "date", "")
                        .type("paper", "body", " ")
                        .problems())
                .containsExactly("移送·移送日期：请填写日期。", "移送材料：请填写移送材料。");
        assertThat(refer(id)
                        .type("referral", "to", "青田县纪委监委", "date", "2022-03-02")
                        .problems())
                .singleElement()
                .asString()
                .contains("移送日期不能晚于今天");
    }

    // The whole way

    @Test
    void decided_and_sanctioned_the_case_stands_with_its_result() {
        long id = fixture.found(WENXI, true);
        decide(id).type("decision", "decision", "APPROVED@1", "comment", "同意").submit(LEADERS);
        fixture.get(MisconductProcess.class).sanction(id);

        assertThat(fixture.get(Results.class).latestNumber(YEAR)).isEqualTo(2);
        assertThat(refer(id).text("decided")).contains("严重，移送有关机关", "第2号", "同意");
        assertThat(fixture.get(Organization.class).clause(MisconductSheet.CLAUSE))
                .isPresent();
    }
}
