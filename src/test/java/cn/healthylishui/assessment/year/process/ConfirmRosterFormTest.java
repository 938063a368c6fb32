package cn.healthylishui.assessment.year.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.SeatRole;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.year.CycleFixture;
import cn.healthylishui.assessment.year.RosterChanges;
import cn.healthylishui.assessment.year.YearGroup;
import cn.healthylishui.assessment.year.YearGroup.Seat;
import cn.healthylishui.assessment.year.YearGroups;
import cn.healthylishui.assessment.year.YearUnit;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfirmRosterFormTest {

    private static final int YEAR = 2021;
    private static final Actor CITY = CycleFixture.CITY;
    private static final TaskRef TASK = new TaskRef(
            "t1", "taskConfirmRoster", "核对年度名册", "city-office", null, LocalDateTime.of(2021, 6, 1, 0, 0), Map.of());

    private CycleFixture fixture;
    private ConfirmRosterForm form;

    @BeforeEach
    void open() {
        fixture = new CycleFixture("2021-06-01T09:00");
        fixture.years().prepare(YEAR, CITY);
        form = new ConfirmRosterForm(
                fixture.get(RosterChanges.class),
                fixture.get(YearGroups.class),
                fixture.years(),
                fixture.roster(),
                fixture.get(Organization.class));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static Drafts draft() {
        return new Drafts();
    }

    private static Drafts seat(Drafts drafts, String unit, int group, String... cells) {
        for (int i = 0; i < cells.length; i += 2) {
            drafts.type("seats" + group, "2021-%d-%s".formatted(group, unit), cells[i], cells[i + 1]);
        }
        return drafts;
    }

    private List<String> problems(Drafts drafts) {
        return form.content(TASK, drafts.draft()).allProblems();
    }

    private void complete(Drafts drafts) {
        assertThat(problems(drafts)).isEmpty();
        assertThat(form.submit(TASK, drafts.draft(), CITY)).isEqualTo(Map.of("year", YEAR));
    }

    private YearGroup group(int number) {
        return fixture.get(YearGroups.class).find(YEAR, number).orElseThrow();
    }

    private YearUnit unit(String code) {
        return fixture.roster().unit(YEAR, code).orElseThrow();
    }

    private Seat seatOf(int group, String unit) {
        return group(group).seats().stream()
                .filter(seat -> seat.unit().equals(unit))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void every_seat_stands_there_with_its_doubts_and_nothing_has_to_be_decided() {
        FormContent content = form.content(TASK, draft().draft());

        assertThat(content.allProblems()).isEmpty();
        assertThat(content.sections())
                .extracting(FormContent.Section::key)
                .contains("seats1", "seats7", "newSeats", "groups", "units");
        assertThat(Drafts.row(content, "seats1", "2021-1-shi-tyzx").values())
                .containsEntry("source", "市体育局")
                .containsEntry("state", "待确认")
                .containsEntry("role", "LEAD");
        complete(draft());
        assertThat(seatOf(1, "shi-tyzx").toConfirm())
                .as("what nobody decided stays doubtful")
                .isTrue();
        assertThat(fixture.log().on(YEAR, "group/1")).isEmpty();
    }

    @Test
    void a_seat_is_confirmed_given_to_another_or_taken_away() {
        complete(seat(
                seat(seat(draft(), "shi-tyzx", 1, "act", "CONFIRM"), "shi-tjj", 1, "act", "WITHDRAW", "reason", "不再参加"),
                "shi-jyj",
                1,
                "act",
                "CHANGE",
                "unit",
                "shi-kjj",
                "role",
                "MEMBER",
                "reason",
                "分工调整"));

        assertThat(seatOf(1, "shi-tyzx").toConfirm()).isFalse();
        assertThat(seatOf(1, "shi-tyzx").role()).isEqualTo(SeatRole.LEAD);
        assertThat(group(1).holds("shi-tjj")).isFalse();
        assertThat(group(1).holds("shi-jyj")).isFalse();
        assertThat(fixture.log().on(YEAR, "group/1"))
                .extracting(OperationLog.Line::action)
                .containsExactlyInAnyOrder("确认专项组席位", "更换专项组席位", "撤销专项组席位");
    }

    @Test
    void two_units_can_change_places() {
        complete(seat(
                seat(draft(), "shi-tyzx", 1, "act", "CHANGE", "unit", "shi-wjw", "reason", "对调"),
                "shi-wjw",
                1,
                "act",
                "CHANGE",
                "unit",
                "shi-tyzx",
                "reason",
                "对调"));

        assertThat(group(1).lead()).contains("shi-wjw");
        assertThat(group(1).firstDeputy()).contains("shi-tyzx");
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "CHANGE | shi-wjw | MEMBER | 调整 | 这家单位在本组已有席位",
                "CHANGE | shi-yuan-tyj | MEMBER | 调整 | “市体育局”已经撤并，不能任职，现由市体育发展中心或市文广旅体局承接",
                "CHANGE | shi-xxx | MEMBER | 调整 | 年度名册里没有这家单位，请重选。",
                "CHANGE | '' | MEMBER | 调整 | 请选择单位",
                "CHANGE | shi-kx | '' | 调整 | 请选择席位。",
                "CHANGE | shi-kx | LEAD | 调整 | 普及健康生活专项组有2家组长单位，只能有一家。请更换或撤销多出的。",
                "CHANGE | shi-kx | MEMBER | '' | 请写明更换的理由",
                "CHANGE | shi-jsj | MEMBER | 调整 | 选了“更换”，但单位和席位都没有改",
                "KEEP | shi-kx | MEMBER | '' | 单位或席位已经改动，请选“更换”",
                "WITHDRAW | shi-jsj | MEMBER | '' | 请写明撤销的理由",
                "吃 | shi-jsj | MEMBER | '' | 请选择怎么办"
            })
    void what_cannot_be_is_named(String act, String unit, String role, String reason, String said) {
        assertThat(problems(seat(draft(), "shi-jsj", 1, "act", act, "unit", unit, "role", role, "reason", reason)))
                .anyMatch(problem -> problem.contains(said));
    }

    @Test
    void a_group_without_a_lead_is_named_and_refused_even_past_the_form() {
        assertThat(problems(seat(draft(), "shi-tyzx", 1, "act", "WITHDRAW", "reason", "不再参加")))
                .containsExactly("普及健康生活专项组没有组长单位。请把一家单位改为组长单位，或增加一席。");
        assertThatThrownBy(() -> fixture.get(RosterChanges.class)
                        .apply(
                                YEAR,
                                List.of(new RosterChanges.SeatChange(1, "shi-tyzx", null, "不再参加")),
                                List.of(),
                                List.of(),
                                List.of(),
                                CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("有0家组长单位，应当只有一家。");
        assertThat(group(1).lead()).as("nothing of it was kept").contains("shi-tyzx");
    }

    @Test
    void seats_are_added() {
        Drafts drafts = draft().type("newSeats", "1", "group", "1").type("newSeats", "1", "unit", "shi-wjw");
        assertThat(problems(drafts))
                .hasSize(3)
                .anyMatch(problem -> problem.contains("这家单位在本组已有席位"))
                .anyMatch(problem -> problem.contains("请选择席位"))
                .anyMatch(problem -> problem.contains("请写明增加的理由"));

        complete(drafts.type("newSeats", "1", "unit", "shi-kx")
                .type("newSeats", "1", "role", "MEMBER")
                .type("newSeats", "1", "reason", "科普工作需要"));

        assertThat(seatOf(1, "shi-kx").note()).isEqualTo("科普工作需要");
        assertThat(seatOf(1, "shi-kx").seq()).isEqualTo(13);
    }

    @Test
    void a_further_special_action_has_its_own_lead_and_members() {
        Drafts drafts = draft().type("groups", "1", "name", "中医药振兴专项组")
                .type("groups", "1", "deputies", "市卫生健康委、市体育局")
                .type("groups", "1", "members", "市健康局");
        assertThat(problems(drafts))
                .anyMatch(problem -> problem.endsWith("请填写简称。"))
                .anyMatch(problem -> problem.contains("请填写职责，几项之间用分号隔开。"))
                .anyMatch(problem -> problem.contains("没有组长单位"))
                .anyMatch(problem -> problem.contains("“市体育局”已经撤并"))
                .anyMatch(problem -> problem.contains("名册里没有“市健康局”"));
        assertThat(problems(draft().type("groups", "1", "name", "发展健康产业专项组")))
                .anyMatch(problem -> problem.contains("这个名称已经有了"));

        complete(drafts.type("groups", "1", "shortName", "中医药振兴")
                .type("groups", "1", "duties", "发展中医药；保护传统医药")
                .type("groups", "1", "lead", "shi-wjw")
                .type("groups", "1", "deputies", "市医保局")
                .type("groups", "1", "members", "市农业农村局、市环保局"));

        YearGroup added = group(8);
        assertThat(added.lead()).contains("shi-wjw");
        assertThat(added.duties()).containsExactly("发展中医药", "保护传统医药");
        assertThat(added.seats()).extracting(Seat::unit).containsExactly("shi-wjw", "shi-ybj", "shi-nyj", "shi-hbj");
    }

    @Test
    void a_unit_is_renamed_confirmed_and_taken_in_or_out_for_the_year_with_a_reason() {
        Drafts drafts =
                draft().type("units", "2021-shi-hg", "assessed", "YES").type("units", "2021-shi-kx", "assessed", "NO");
        assertThat(problems(drafts)).containsExactlyInAnyOrder("丽水海关·理由：不是市直属单位，列入考核的请写明理由。", "市科协·理由：不列入考核的，请写明理由。");

        complete(drafts.type("units", "2021-shi-hg", "reason", "经协商列入")
                .type("units", "2021-shi-kx", "reason", "当年改革")
                .type("units", "2021-shi-sjzx", "name", "市大数据局")
                .type("units", "2021-shi-sjzx", "confirmed", "1"));

        assertThat(unit("shi-hg").assessed()).isTrue();
        assertThat(unit("shi-hg").reason()).isEqualTo("经协商列入");
        assertThat(unit("shi-kx").assessed()).isFalse();
        assertThat(unit("shi-sjzx").name()).isEqualTo("市大数据局");
        assertThat(unit("shi-sjzx").toConfirm()).isFalse();
        assertThat(fixture.log().on(YEAR, "shi-sjzx")).isNotEmpty();
        assertThat(problems(draft().type("units", "2021-shi-kx", "name", "市教育局")))
                .anyMatch(problem -> problem.contains("与另一家单位同名"));
        assertThat(problems(draft().type("units", "2021-shi-kx", "name", "")))
                .anyMatch(problem -> problem.contains("请填写单位名称"));
    }

    @Test
    void a_year_whose_assessment_has_begun_is_closed() {
        fixture.years().start(YEAR, CITY);

        assertThat(problems(draft())).contains("目前没有筹备中的考核年度，不能核对名册。");
        assertThat(problems(draft().type("year", "year", "year", "2021"))).contains("年度：2021年度考核已经启动，名册随之冻结，不能再改。");
        assertThatThrownBy(() ->
                        fixture.get(RosterChanges.class).apply(YEAR, List.of(), List.of(), List.of(), List.of(), CITY))
                .isInstanceOf(Refused.class);
    }

    @Test
    void texts_that_do_not_fit_are_named() {
        Drafts drafts = seat(draft(), "shi-tjj", 1, "act", "WITHDRAW", "reason", "长".repeat(501))
                .type("groups", "1", "name", "长".repeat(101))
                .type("groups", "1", "shortName", "长".repeat(51))
                .type("groups", "1", "duties", "长".repeat(1001))
                .type("groups", "1", "lead", "shi-wjw")
                .type("units", "2021-shi-kx", "name", "长".repeat(101))
                .type("units", "2021-shi-kx", "reason", "长".repeat(501));

        assertThat(problems(drafts)).hasSize(6).allMatch(problem -> problem.contains("字，最多"));
    }

    @Test
    void what_is_left_out_of_a_further_action_a_seat_or_a_unit_is_asked_for() {
        assertThat(problems(draft().type("groups", "1", "lead", "shi-wjw")))
                .anyMatch(problem -> problem.endsWith("请填写专项行动的名称。"));
        assertThat(problems(draft().type("groups", "1", "lead", "shi-wjw").type("groups", "1", "members", "市卫生健康委")))
                .anyMatch(problem -> problem.endsWith("”在这个组里重复，一家单位只能有一席。"));
        assertThat(problems(draft().type("newSeats", "1", "unit", "shi-kx")))
                .anyMatch(problem -> problem.endsWith("请选择专项组。"));
        assertThat(problems(draft().type("units", "2021-shi-kx", "assessed", " ")))
                .anyMatch(problem -> problem.endsWith("请选择是否列入考核。"));
    }

    @Test
    void a_seat_that_a_colleague_has_taken_away_meanwhile_is_not_changed() {
        assertThatThrownBy(() -> fixture.get(RosterChanges.class)
                        .apply(
                                YEAR,
                                List.of(new RosterChanges.SeatChange(1, "shi-nobody", null, "不再参加")),
                                List.of(),
                                List.of(),
                                List.of(),
                                CITY))
                .isInstanceOf(Refused.class)
                .hasMessage("名册刚刚被同事改过。请刷新页面，核对后再办。");
    }
}
