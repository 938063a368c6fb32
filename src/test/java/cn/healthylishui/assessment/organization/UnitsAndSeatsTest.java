package cn.healthylishui.assessment.organization;

import static cn.healthylishui.assessment.year.CycleFixture.CITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.CycleFixture;
import cn.healthylishui.assessment.year.YearUnit;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsAndSeatsTest {

    private static final String REASON = "机构改革文件〔2022〕3号";
    private static final LocalDate TODAY = LocalDate.of(2022, 1, 4);
    private static final MunicipalUnitLine GOVERNMENT = new MunicipalUnitLine("GOVERNMENT", true, true, false, "");

    private CycleFixture fixture;
    private Organization organization;
    private MunicipalUnits municipal;
    private MemberUnits members;
    private RaterSeats seats;

    @BeforeEach
    void open() {
        fixture = new CycleFixture("2022-01-04T09:05");
        organization = fixture.get(Organization.class);
        municipal = fixture.get(MunicipalUnits.class);
        members = fixture.get(MemberUnits.class);
        seats = fixture.get(RaterSeats.class);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private String seen(String unit) {
        return municipal.text(municipal.find(unit).orElseThrow());
    }

    private String seenMember(String unit) {
        return members.text(members.find(unit).orElseThrow());
    }

    private String seenSeat(String seat) {
        return seats.text(seats.find(seat).orElseThrow());
    }

    @Test
    void a_renamed_unit_keeps_its_code_and_its_former_name_the_days_it_held() {
        municipal.rename("shi-wjw", "市卫健委", LocalDate.of(2022, 1, 1), seen("shi-wjw"), REASON, CITY);

        assertThat(organization.officeName("shi-wjw")).isEqualTo("市卫健委");
        assertThat(organization.nameAt("shi-wjw", LocalDate.of(2021, 12, 31))).isEqualTo("市卫生健康委");
        assertThat(organization.nameAt("shi-wjw", LocalDate.of(2022, 1, 1))).isEqualTo("市卫健委");
        assertThat(organization.unitNamed("市卫生健康委")).contains("shi-wjw");
        OperationLog.Line line =
                fixture.log().latest(MunicipalUnits.KIND, "shi-wjw", 1).get(0);
        assertThat(line.action()).isEqualTo("市直单位：更名");
        assertThat(line.from()).startsWith("市卫生健康委");
        assertThat(line.to()).startsWith("市卫健委，自2022-01-01起用此名");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 2022-01-01 | 请填写名称",
                "市经信委 | 2022-01-01 | 曾用名或别称，不能给两个单位用",
                "市教育局 | 2022-01-01 | 不能给两个单位用",
                "市发改 | 2022-01-01 | 不能给两个单位用",
                "市卫健委 | 2022-01-05 | 还没有到",
                "市卫生健康委 | 2022-01-01 | 没有改动"
            })
    void a_name_or_day_that_will_not_do_is_refused(String name, LocalDate from, String message) {
        assertThatThrownBy(() -> municipal.rename("shi-wjw", name, from, seen("shi-wjw"), REASON, CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_second_new_name_begins_after_the_first() {
        municipal.rename("shi-wjw", "市卫健委", LocalDate.of(2022, 1, 1), seen("shi-wjw"), REASON, CITY);

        assertThatThrownBy(() ->
                        municipal.rename("shi-wjw", "市健康委", LocalDate.of(2022, 1, 1), seen("shi-wjw"), REASON, CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("从2022-01-01起用");
    }

    @ParameterizedTest
    @CsvSource({
        "wjw2, 市新局, 代码“wjw2”不对",
        "shi-新, 市新局, 代码“shi-新”不对",
        "shi-wjw, 市新局, 已经是市卫生健康委的",
        "shi-xinju, 市教育局, 不能给两个单位用"
    })
    void a_new_unit_that_will_not_do_is_refused(String code, String name, String message) {
        assertThatThrownBy(() -> municipal.add(code, name, TODAY, GOVERNMENT, REASON, CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_new_unit_is_an_office_at_once_and_comes_into_the_year_that_is_prepared_but_not_into_one_that_runs() {
        fixture.started(2021);
        fixture.years().prepare(2022, CITY);

        municipal.add("shi-xinju", "市新局", TODAY, GOVERNMENT, REASON, CITY);

        assertThat(organization.office("shi-xinju").orElseThrow().kind()).isEqualTo(Office.Kind.MUNICIPAL_UNIT);
        assertThat(fixture.roster().unit(2022, "shi-xinju")).isPresent();
        assertThat(fixture.roster().unit(2021, "shi-xinju")).isEmpty();
    }

    @Test
    void a_prepared_year_follows_a_new_name_and_keeps_its_own_decision_whom_it_assesses() {
        fixture.years().prepare(2022, CITY);
        fixture.years().excludeUnit(2022, "shi-wjw", "本年度不考核", CITY);

        municipal.rename("shi-wjw", "市卫健委", LocalDate.of(2022, 1, 1), seen("shi-wjw"), REASON, CITY);

        YearUnit unit = fixture.roster().unit(2022, "shi-wjw").orElseThrow();
        assertThat(unit.name()).isEqualTo("市卫健委");
        assertThat(unit.assessed()).isFalse();
        assertThat(unit.reason()).isEqualTo("本年度不考核");
    }

    @Test
    void aliases_and_predecessors_come_and_go() {
        municipal.addAlias("shi-wjw", "市卫健委", seen("shi-wjw"), REASON, CITY);
        assertThat(organization.unitNamed("市卫健委")).contains("shi-wjw");
        assertThatThrownBy(() -> municipal.addAlias("shi-wjw", "市卫健委", seen("shi-wjw"), REASON, CITY))
                .hasMessageContaining("已经有“市卫健委”");
        municipal.removeAlias("shi-wjw", "市卫健委", seen("shi-wjw"), REASON, CITY);
        assertThat(organization.unitNamed("市卫健委")).isEmpty();

        municipal.addPredecessor("shi-wjw", "shi-yuan-nb", true, seen("shi-wjw"), REASON, CITY);
        assertThat(organization.successions()).contains(new Succession("shi-wjw", "shi-yuan-nb", true, null));
        assertThatThrownBy(() -> municipal.addPredecessor("shi-wjw", "shi-wjw", true, seen("shi-wjw"), REASON, CITY))
                .hasMessageContaining("不能承接自己");
        municipal.removePredecessor("shi-wjw", "shi-yuan-nb", seen("shi-wjw"), REASON, CITY);
        assertThat(organization.successions()).noneMatch(one -> one.unit().equals("shi-wjw"));
    }

    @Test
    void a_unit_with_seats_and_members_is_closed_only_with_a_successor_who_takes_them() {
        assertThatThrownBy(() -> municipal.close("shi-kjj", TODAY, "", seen("shi-kjj"), REASON, CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("请选择由哪个单位承接");

        municipal.close("shi-kjj", TODAY, "shi-jxj", seen("shi-kjj"), REASON, CITY);

        assertThat(organization.office("shi-kjj")).isEmpty();
        assertThat(organization.officeName("shi-kjj")).isEqualTo("市科技局");
        assertThat(organization.memberUnits())
                .noneMatch(unit -> unit.municipalUnit().equals("shi-kjj"));
        assertThat(organization.specialGroups())
                .flatExtracting(SpecialGroup::seats)
                .noneMatch(seat -> seat.unit().equals("shi-kjj"));
        assertThat(organization.successions()).contains(new Succession("shi-jxj", "shi-kjj", false, null));
        assertThat(fixture.log()
                        .latest(MemberUnits.KIND, "qingtian-kjj", 1)
                        .get(0)
                        .to())
                .isEqualTo("对应市经信局");

        municipal.reopen("shi-kjj", seen("shi-kjj"), REASON, CITY);
        assertThat(organization.office("shi-kjj")).isPresent();
    }

    @Test
    void what_is_still_needed_is_not_closed_and_the_answer_says_for_what() {
        fixture.use("shi-kjj", "2021年度（考核中）的名册里有它，要等归档以后");
        fixture.use("qingtian-wjj", "有2项任务没有办结（2021年度填报乡镇（街道）考核表）");
        fixture.use("ld-cy-01", "2021年度（考核中）的名册里有它，要等归档以后");

        assertThatThrownBy(() -> municipal.close("shi-kjj", TODAY, "shi-jxj", seen("shi-kjj"), REASON, CITY))
                .hasMessageContaining("市科技局还不能撤销：2021年度（考核中）的名册里有它");
        assertThatThrownBy(() -> members.close("qingtian-wjj", seenMember("qingtian-wjj"), REASON, CITY))
                .hasMessageContaining("填报乡镇（街道）考核表");
        assertThatThrownBy(() -> seats.remove("ld-cy-01", seenSeat("ld-cy-01"), REASON, CITY))
                .hasMessageContaining("2021年度");
        assertThat(organization.offices()).extracting(Office::code).contains("shi-kjj", "qingtian-wjj", "ld-cy-01");
    }

    @Test
    void a_member_unit_is_added_renamed_matched_closed_and_taken_back() {
        String code = members.add(new MemberUnitLine("331121", "xinju", "青田县新局", "shi-wjw", false), REASON, CITY);
        assertThat(code).isEqualTo("qingtian-xinju");
        assertThat(organization.office(code).orElseThrow().district()).isEqualTo("331121");

        members.change(code, "青田县更新局", "shi-jyj", true, seenMember(code), REASON, CITY);
        assertThat(organization.memberUnits())
                .contains(new MemberUnit(code, "331121", "青田县更新局", "xinju", "shi-jyj", true));

        members.close(code, seenMember(code), REASON, CITY);
        assertThat(organization.office(code)).isEmpty();
        assertThat(organization.officeName(code)).isEqualTo("青田县更新局");
        assertThatThrownBy(() ->
                        members.add(new MemberUnitLine("331121", "xinju", "青田县另局", "shi-wjw", false), REASON, CITY))
                .hasMessageContaining("点“恢复”");

        members.reopen(code, seenMember(code), REASON, CITY);
        assertThat(organization.office(code)).isPresent();
        assertThat(fixture.log().latest(MemberUnits.KIND, code, 10))
                .extracting(OperationLog.Line::action)
                .containsExactly("成员单位：恢复", "成员单位：撤销", "成员单位：修改", "成员单位：新增");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | xinju | 新局 | shi-wjw | 请选择县",
                "330100 | xinju | 新局 | shi-wjw | 没有“330100”",
                "331121 | '' | 新局 | shi-wjw | 请填写类别代码",
                "331121 | Wjj! | 新局 | shi-wjw | 类别代码“Wjj!”不对",
                "331121 | wjj | 新局 | shi-wjw | 已有类别为“wjj”的单位",
                "331121 | xinju | '' | shi-wjw | 请填写名称",
                "331121 | xinju | 青田县教育局 | shi-wjw | 名称不能重复",
                "331121 | xinju | 新局 | '' | 请选择对应的市直单位",
                "331121 | xinju | 新局 | shi-yuan-nb | 已经撤销",
                "331121 | xinju | 新局 | shi-xx | 没有“shi-xx”"
            })
    void a_member_unit_that_will_not_do_is_refused(
            String district, String type, String name, String municipalUnit, String message) {
        assertThatThrownBy(
                        () -> members.add(new MemberUnitLine(district, type, name, municipalUnit, false), REASON, CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(message);
        assertThat(members.all()).hasSize(260);
    }

    @Test
    void seats_are_added_under_the_next_code_renamed_and_removed() {
        assertThat(seats.add("领导小组成员十", RaterGroup.LEADER, null, REASON, CITY)).isEqualTo("ld-cy-10");
        assertThat(seats.add("青田县第二代表", RaterGroup.DISTRICT, "331121", REASON, CITY))
                .isEqualTo("qingtian-cpy-2");
        seats.rename("ld-cy-10", "领导小组副组长", seenSeat("ld-cy-10"), REASON, CITY);
        assertThat(organization.officeName("ld-cy-10")).isEqualTo("领导小组副组长");
        seats.remove("ld-cy-10", seenSeat("ld-cy-10"), REASON, CITY);
        assertThat(organization.office("ld-cy-10")).isEmpty();
        assertThat(seats.add("领导小组成员十一", RaterGroup.LEADER, null, REASON, CITY))
                .as("a code is not given twice")
                .isEqualTo("ld-cy-11");
    }

    @Test
    void a_seat_that_will_not_do_is_refused() {
        assertThatThrownBy(() -> seats.add("", RaterGroup.LEADER, null, REASON, CITY))
                .hasMessageContaining("请填写名称");
        assertThatThrownBy(() -> seats.add("新席位", RaterGroup.DISTRICT, null, REASON, CITY))
                .hasMessageContaining("请选择是哪个县");
        assertThatThrownBy(() -> seats.add("新席位", RaterGroup.LEADER, "331121", REASON, CITY))
                .hasMessageContaining("只有县（市、区）和开发区代表要选地方");
        assertThatThrownBy(() -> seats.add("领导小组成员1", RaterGroup.LEADER, null, REASON, CITY))
                .hasMessageContaining("名称不能重复");
    }

    @Test
    void every_group_of_raters_keeps_a_seat() {
        List<String> leaders = seats.all().stream()
                .filter(entry -> entry.seat().group() == RaterGroup.LEADER)
                .map(entry -> entry.seat().code())
                .toList();
        leaders.stream().skip(1).forEach(code -> seats.remove(code, seenSeat(code), REASON, CITY));

        assertThatThrownBy(() -> seats.remove(leaders.get(0), seenSeat(leaders.get(0)), REASON, CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("的最后一个席位，不能撤销：每一类测评人员都要有席位。");
    }

    @Test
    void the_offices_of_city_and_counties_are_renamed_here_and_the_others_are_not() {
        OfficeNames names = fixture.get(OfficeNames.class);

        names.rename("city-office", "市健康办", "市健康丽水办", REASON, CITY);
        names.rename("qingtian-jkb", "青田县卫健办", "青田县健康办", REASON, CITY);

        assertThat(organization.officeName("city-office")).isEqualTo("市健康办");
        assertThat(organization.officeName("qingtian-jkb")).isEqualTo("青田县卫健办");
        assertThatThrownBy(() -> names.rename("city-office", "青田县卫健办", "市健康办", REASON, CITY))
                .hasMessageContaining("名称不能重复");
        assertThatThrownBy(() -> names.rename("city-office", "另名", "市健康丽水办", REASON, CITY))
                .hasMessageContaining("现在是“市健康办”");
        assertThatThrownBy(() -> names.rename("shi-wjw", "另名", "市卫生健康委", REASON, CITY))
                .hasMessageContaining("不在这里改");
    }
}
