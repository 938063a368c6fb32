package cn.healthylishui.assessment.groupvisit.process;

import static cn.healthylishui.assessment.keywork.WorkPlanFixture.CITY;
import static cn.healthylishui.assessment.keywork.WorkPlanFixture.COUNTY;
import static cn.healthylishui.assessment.keywork.WorkPlanFixture.QINGTIAN;
import static cn.healthylishui.assessment.keywork.WorkPlanFixture.YEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.groupvisit.GroupVisits.Kind;
import cn.healthylishui.assessment.groupvisit.GroupVisits.Mending;
import cn.healthylishui.assessment.groupvisit.GroupVisits.Visit;
import cn.healthylishui.assessment.keywork.WorkPlanFixture;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.taskform.Typing;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 指导和检查: from the visit to the last finding mended. */
class GroupVisitFormsTest {

    private static final String LEAD = "shi-hbj";

    private WorkPlanFixture fixture;

    @BeforeEach
    void open() {
        fixture = new WorkPlanFixture(
                RecordVisitForm.class, MendFindingsForm.class, ConfirmMendedForm.class, GroupVisitProcess.class);
        fixture.years().prepare(YEAR, CITY);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Typing recording(String office) {
        return Typing.into(fixture.get(RecordVisitForm.class), office, "applicant", office);
    }

    /** A visit without a finding, with everything that is needed. */
    private Typing visit() {
        return recording(LEAD)
                .type(
                        "visit",
                        "visit",
                        "kind",
                        "INSPECTION",
                        "visited",
                        QINGTIAN,
                        "day",
                        "2021-10-22",
                        "content",
                        "查看饮用水源地");
    }

    private Typing mending(long visit) {
        return Typing.into(fixture.get(MendFindingsForm.class), COUNTY.office(), "visit", visit);
    }

    private Typing checking(long visit) {
        return Typing.into(fixture.get(ConfirmMendedForm.class), LEAD, "visit", visit);
    }

    @Test
    void only_the_lead_of_a_group_records_visits() {
        assertThat(recording("shi-kx").problems()).contains("本单位目前不是任何专项组的组长单位，不能记录指导检查。");
        Typing form = recording(LEAD);
        assertThat(form.value("visit", "visit", "group")).isEqualTo("3");
        assertThat(form.section("visit").columns().get(3).options())
                .extracting(Option::value)
                .contains(QINGTIAN, "LSKFQ", "shi-hg")
                .doesNotContain(LEAD, "shi-yuan-tyj")
                .hasSize(49);
    }

    @Test
    void a_visit_without_findings_is_recorded_and_done() {
        Map<String, Object> facts = visit().complete();

        assertThat(facts).containsEntry("toMend", false).containsEntry("year", YEAR);
        assertThat(fixture.visits().of(YEAR)).singleElement().satisfies(visit -> {
            assertThat(visit.visitor()).isEqualTo(LEAD);
            assertThat(visit.visitedOffice()).isEqualTo("qingtian-jkb");
            assertThat(visit.group()).isEqualTo(3);
        });
    }

    @ParameterizedTest(name = "{0} {1} “{2}”: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "visit | kind | '' | 请选择指导或检查",
                "visit | group | 1 | 请选择以哪个专项组的名义",
                "visit | visited | shi-hbj | 请选择被指导、检查的县（市、区）",
                "visit | visited | shi-yuan-tyj | 请选择被指导、检查的县（市、区）",
                "visit | day | 2021-10-26 | 日期不能晚于今天（2021年10月25日",
                "visit | day | 2020-12-31 | 日期不能早于2021年1月1日",
                "visit | day | 前天 | “前天”不是日期",
                "visit | content | '' | 请写明指导、检查的内容和情况",
                "findings | due | 2021-11-05 | 请写明问题",
                "findings | text | 台账不全 | 请填写日期"
            })
    void what_is_wrong_with_a_visit_is_named(String section, String column, String typed, String said) {
        Typing form = visit().type(section, section.equals("visit") ? "visit" : "1", column, typed);

        assertThat(form.problems()).singleElement().satisfies(problem -> assertThat(problem)
                .contains(said));
    }

    @ParameterizedTest(name = "due on {0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {"2021-10-25 | 整改期限应在今天", "2022-10-26 | 整改期限不能在一年以后", "月底 | “月底”不是日期"})
    void a_finding_is_mended_by_a_day_to_come(String due, String said) {
        assertThat(visit().type("findings", "1", "text", "台账不全", "due", due).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains(said));
    }

    private long withFindings() {
        return (Long) visit().type("findings", "1", "text", "标志牌缺失", "due", "2021-11-05")
                .type("findings", "2", "text", "台账不全", "due", "2021-11-20")
                .complete()
                .get("visit");
    }

    @Test
    void findings_go_to_the_county_office_until_the_lead_finds_all_of_them_mended() {
        long id = withFindings();
        GroupVisitProcess process = fixture.get(GroupVisitProcess.class);
        assertThat(process.visited(id)).isEqualTo("qingtian-jkb");
        assertThat(process.visitor(id)).isEqualTo(LEAD);
        assertThat(process.mendDue(id).toInstant()).isEqualTo("2021-11-20T15:59:59Z");

        Typing mending = mending(id);
        assertThat(mending.problems())
                .hasSize(4)
                .anyMatch(problem -> problem.contains("请写明怎样整改"))
                .anyMatch(problem -> problem.contains("请上传整改的佐证材料"));
        String file = fixture.file(COUNTY);
        mending.type("findings", "1", "outcome", "已补立", "files", file)
                .type("findings", "2", "outcome", "正在补", "files", file)
                .complete();

        Typing checking = checking(id);
        assertThat(checking.value("evidence", "1", "files")).isEqualTo(file);
        assertThat(checking.problems()).hasSize(2).allMatch(problem -> problem.contains("请选择核实结果"));
        checking.type("findings", "1", "result", "MENDED").type("findings", "2", "result", "NOT_MENDED");
        assertThat(checking.problems())
                .hasSize(2)
                .anyMatch(problem -> problem.contains("请写明还差什么"))
                .anyMatch(problem -> problem.contains("请填写日期"));
        assertThat(checking.type("findings", "2", "comment", "缺三季度台账", "due", "2021-12-10")
                        .complete())
                .isEqualTo(Map.of("mended", false));

        Visit visit = fixture.visits().get(id);
        assertThat(visit.open()).singleElement().satisfies(finding -> assertThat(finding.dueOn())
                .isEqualTo("2021-12-10"));
        assertThat(mending(id).section("findings").rows()).hasSize(1);
        assertThat(mending(id).value("findings", "2", "before")).isEqualTo("缺三季度台账");
        mending(id).type("findings", "2", "outcome", "已补齐", "files", file).complete();
        assertThat(checking(id).type("findings", "2", "result", "MENDED").complete())
                .isEqualTo(Map.of("mended", true));

        assertThat(fixture.visits().get(id).findings().get(1).mendings())
                .extracting(Mending::mended)
                .containsExactly(false, true);
    }

    @Test
    void when_every_date_has_passed_there_are_some_days_more() {
        long id = withFindings();
        fixture.setNow("2021-12-01T09:00");

        assertThat(fixture.get(GroupVisitProcess.class).mendDue(id).toInstant()).isEqualTo("2021-12-06T15:59:59Z");
    }

    @Test
    void texts_that_do_not_fit_are_named() {
        assertThat(visit().type("visit", "visit", "content", "长".repeat(4001))
                        .type("findings", "1", "text", "长".repeat(1001), "due", "2021-11-05")
                        .problems())
                .hasSize(2)
                .allMatch(problem -> problem.contains("字，最多"));
        long id = withFindings();
        assertThat(mending(id)
                        .type("findings", "1", "outcome", "长".repeat(2001), "files", "f")
                        .type("findings", "2", "outcome", "好", "files", "f")
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("字，最多"));
    }

    @Test
    void nobody_visits_itself() {
        assertThatThrownBy(() -> fixture.visits()
                        .record(
                                YEAR,
                                3,
                                Kind.GUIDANCE,
                                LEAD,
                                LocalDate.of(2021, 10, 25),
                                "看了台账",
                                List.of(),
                                new Actor("li", LEAD)))
                .isInstanceOf(Refused.class)
                .hasMessage("不能指导、检查本单位。请选择其他县（市、区）、开发区或市直单位。");
    }
}
