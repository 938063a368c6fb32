package cn.healthylishui.assessment.reporting.web.basicdata;

import static cn.healthylishui.assessment.organization.Office.CITY;
import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.StatutoryDays;
import cn.healthylishui.assessment.organization.TownshipWorkbook;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What whoever keeps the basic data is told where a change cannot be. */
class RefusedChangesTest extends BasicDataTest {

    private static final String TOWN = "name=新镇;kind=镇;district=331121";
    private static final String UNIT = "name=云和县新局;unitType=xinju;district=331125;municipalUnit=shi-wjw";
    private static final String CITY_UNIT =
            "code=shi-xinju;name=市新局;from=2022-01-01;kind=GOVERNMENT;cityOwn=YES;assessed=YES;toConfirm=NO";

    @Autowired
    private StatutoryDays statutoryDays;

    /** @param cells as in name=新镇;kind=镇, the later of two for one field counts */
    private static Map<String, String> fields(@Nullable String cells) {
        Map<String, String> fields = new HashMap<>();
        for (String cell : cells == null ? new String[0] : cells.split(";")) {
            String[] both = cell.split("=", 2);
            fields.put(both[0], both[1].replace("⏎", "\n"));
        }
        return fields;
    }

    private Answer add(String tab, String cells) {
        return act(staff(CITY), tab, "add", fields(cells));
    }

    private static void refused(Answer answer, String words) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.message()).isEqualTo(words);
        assertThat(answer.message()).endsWith("。");
    }

    private void done(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "code= | 请填写代码。",
                "code=3311211 | 代码“3311211”不对，应为9位数字，例如331121101。",
                "code=999999001 | 代码999999001的前6位999999不是本市哪个县（市、区）的区划代码，请核对。",
                "code=331121101 | 代码331121101重复，温溪镇已经用了这个代码。",
                "code=331121998;name= | 请填写名称。",
                "code=331121998;name=新 镇 | 名称“新 镇”里有空格或换行，请去掉。",
                "code=331121998;kind= | 请选择类型。",
                "code=331121998;kind=县 | 类型“县”不对，应为街道、镇、乡、民族乡。",
                "code=331121998;district= | 请选择由哪个县（市、区）或开发区考核。",
                "code=331121998;district=nowhere | 没有“nowhere”这个县（市、区）或开发区，请从列表中选择。",
                "code=331121998;name=温溪镇 | 温溪镇在青田县已经有了，代码是331121101，由青田县考核。"
            })
    void a_township_that_cannot_be_added(String cells, String words) {
        refused(add("townships", TOWN + ";" + cells), words);
        assertThat(organization.townships()).hasSize(173);
    }

    @Test
    void a_township_that_was_abolished_is_taken_back_and_not_added_again() {
        Staff city = staff(CITY);
        refused(act(city, "townships", "reopen", "331121101", Map.of()), "温溪镇没有撤销，不用恢复。");
        done(act(city, "townships", "abolish", "331121101", Map.of()));

        refused(add("townships", TOWN + ";code=331121101"), "代码331121101是已撤销的温溪镇，不能重复新增。确要恢复的，请在列表里找到它，点“恢复”。");
        refused(act(city, "townships", "change", "331121101", fields(TOWN)), "温溪镇已经撤销，不能修改。确要修改的，请先恢复。");
        refused(
                act(city, "townships", "change", fields(TOWN + ";line=331121998")),
                "没有代码为“331121998”的乡镇（街道）。请刷新页面后再改。");
    }

    @Test
    void the_last_township_of_a_district_stays() {
        Staff city = staff(CITY);
        String last = organization.townships().stream()
                .filter(township -> township.district().equals(ZONE))
                .map(township -> township.code())
                .findFirst()
                .orElseThrow();

        refused(act(city, "townships", "abolish", last, Map.of()), "丽水开发区一个乡镇（街道）也没有了，至少要有一个。");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "district= | 请选择县（市、区）或开发区。",
                "district=nowhere | 没有“nowhere”这个县（市、区）或开发区，请从列表中选择。",
                "unitType= | 请填写类别代码。",
                "unitType=X1 | 类别代码“X1”不对：用单位简称的拼音首字母，小写，最多20个字母或数字，例如wjj。",
                "unitType=wjj | 云和县已有类别为“wjj”的单位：云和县卫生健康局。同一类别只能有一个。",
                "name=云和县卫生健康局 | 已经有一个叫“云和县卫生健康局”的成员单位，名称不能重复。",
                "municipalUnit= | 请选择对应的市直单位。",
                "municipalUnit=nobody | 没有“nobody”这个市直单位，请从列表中选择。",
            })
    void a_member_unit_that_cannot_be_added(String cells, String words) {
        refused(add("member-units", UNIT + ";" + cells), words);
    }

    @Test
    void a_member_unit_that_was_closed_is_taken_back_and_not_added_again() {
        Staff city = staff(CITY);
        done(add("member-units", UNIT));
        refused(act(city, "member-units", "reopen", "yunhe-xinju", Map.of()), "云和县新局没有撤销，不用恢复。");
        done(act(city, "member-units", "close", "yunhe-xinju", Map.of()));

        refused(add("member-units", UNIT), "云和县有一个同类别的云和县新局已经撤销。请在列表里找到它，点“恢复”，再改名称。");
        refused(act(city, "member-units", "change", "yunhe-xinju", fields(UNIT)), "云和县新局已经撤销，不能修改。确要修改的，请先恢复。");
        refused(act(city, "member-units", "close", fields("line=yunhe-nobody")), "没有代码为“yunhe-nobody”的成员单位。请刷新页面后再改。");
    }

    @Test
    void a_member_unit_answers_to_no_municipal_unit_that_is_no_more() {
        Staff city = staff(CITY);
        done(add("municipal-units", CITY_UNIT));
        done(act(city, "municipal-units", "close", "shi-xinju", fields("from=2022-01-02;successor=")));

        refused(add("member-units", UNIT + ";municipalUnit=shi-xinju"), "市新局已经撤销，请选择现在的市直单位。");
        refused(
                act(city, "municipal-units", "close", "shi-jyj", fields("from=2022-01-02;successor=shi-xinju")),
                "承接的单位不能是市新局，请选择现在的其他市直单位。");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "code=xinju | 代码“xinju”不对：用“shi-”加单位简称的拼音首字母，小写，例如shi-wjw，最多40个字符。",
                "code=shi-wjw | 代码shi-wjw已经是市卫生健康委的，请换一个。",
                "name=市卫生健康委 | “市卫生健康委”是市卫生健康委（shi-wjw）的名称、曾用名或别称，不能给两个单位用。",
                "kind=NONE | 请选择单位性质。",
                "from=2099-01-01 | 日期2099-01-01还没有到。请在生效当天或以后再改，以免现在的单位名称提前变动。",
                "from= | “起用日期”：请填写日期。"
            })
    void a_municipal_unit_that_cannot_be_added(String cells, String words) {
        refused(add("municipal-units", CITY_UNIT + ";" + cells), words);
    }

    @Test
    void a_name_is_given_up_after_it_was_taken_only() {
        Staff city = staff(CITY);
        done(add("municipal-units", CITY_UNIT));

        refused(
                act(city, "municipal-units", "rename", "shi-xinju", fields("name=市旧局;from=2022-01-01")),
                "“市新局”这个名称从2022-01-01起用，新名称的起用日期要晚于这一天。");
        refused(
                act(city, "municipal-units", "close", "shi-xinju", fields("from=2021-12-31;successor=")),
                "“市新局”这个名称从2022-01-01起用，撤销的日期要晚于这一天。");
        refused(
                act(city, "municipal-units", "rename", "shi-xinju", fields("name=市新局;from=2022-01-02")),
                "名称没有改动，不用保存。");
        refused(act(city, "municipal-units", "reopen", "shi-xinju", Map.of()), "市新局没有撤销，不用恢复。");
        refused(act(city, "municipal-units", "change", "shi-xinju", fields(CITY_UNIT)), "没有改动，不用保存。");
        refused(
                act(city, "municipal-units", "rename", fields("line=shi-nobody;name=市旧局;from=2022-01-02")),
                "没有代码为“shi-nobody”的市直单位。请刷新页面后再改。");
    }

    @Test
    void what_a_unit_is_also_called_and_whom_it_took_over_is_noted_once() {
        Staff city = staff(CITY);
        done(add("municipal-units", CITY_UNIT));
        done(act(city, "municipal-units", "addAlias", "shi-xinju", fields("alias=新局")));
        done(act(city, "municipal-units", "addPredecessor", "shi-xinju", fields("predecessor=shi-jyj;toConfirm=NO")));

        refused(act(city, "municipal-units", "addAlias", "shi-xinju", fields("alias=新局")), "市新局已经有“新局”这个名称或别称。");
        refused(act(city, "municipal-units", "removeAlias", "shi-xinju", fields("alias=老局")), "市新局没有“老局”这个别称。");
        refused(
                act(city, "municipal-units", "addPredecessor", "shi-xinju", fields("predecessor=shi-jyj;toConfirm=NO")),
                "已经记着市新局承接市教育局。");
        refused(
                act(
                        city,
                        "municipal-units",
                        "addPredecessor",
                        "shi-xinju",
                        fields("predecessor=shi-xinju;toConfirm=NO")),
                "单位不能承接自己。");
        refused(
                act(city, "municipal-units", "removePredecessor", "shi-xinju", fields("predecessor=shi-wjw")),
                "市新局没有承接“市卫生健康委”的记载。");
    }

    @Test
    void a_seat_that_cannot_be() {
        Staff city = staff(CITY);

        refused(add("rater-seats", "name=新席位;group=NONE;district="), "请选择类别。");
        refused(add("rater-seats", "name=新席位;group=DISTRICT;district=nowhere"), "没有“nowhere”这个县（市、区）或开发区，请从列表中选择。");
        refused(act(city, "rater-seats", "rename", fields("line=nobody;name=新席位")), "没有代码为“nobody”的席位。请刷新页面后再改。");
        refused(act(city, "rater-seats", "reopen", "ld-cy-01", Map.of()), "领导小组成员1没有撤销，不用恢复。");
        refused(
                act(city, "rater-seats", "rename", "ld-cy-01", fields("name=领导小组成员2")),
                "已经有一个叫“领导小组成员2”的席位（ld-cy-02），名称不能重复。");
    }

    @Test
    void there_are_at_most_ninety_nine_seats_of_a_kind() {
        for (int i = 0; i < 200; i++) {
            Answer answer = add("rater-seats", "name=新增代表委员" + i + ";group=DELEGATE;district=");
            if (answer.status() != 200) {
                refused(answer, "这一类的席位已有99个，不能再加。");
                return;
            }
        }
        throw new AssertionError("There is no end of seats");
    }

    @Test
    void an_office_that_has_its_own_tab_or_anothers_name() {
        Staff city = staff(CITY);

        refused(
                act(city, "offices", "renameOffice", fields("line=shi-wjw;name=市卫健委")),
                "这个单位的名称不在这里改。市直单位、成员单位和测评席位请在各自的页签里改。");
        refused(
                act(city, "offices", "renameOffice", "kfq-jkb", fields("name=青田县健康办")),
                "已经有一个叫“青田县健康办”的单位（qingtian-jkb），名称不能重复。");
        refused(act(city, "offices", "renameOffice", "kfq-jkb", fields("name=丽水开发区健康办")), "名称没有改动，不用保存。");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "first=2027-01-01;last=2027-03-01 | 一次最多加15天，现在是2027-01-01至2027-03-01，请核对日期。",
                "first=2027-01-03;last=2027-01-01 | 结束日期2027-01-01早于开始日期2027-01-03，请核对。",
                "first=2022-01-01;last=2022-01-01 | 2022-01-01已经有了：2022年1月1日（星期六），元旦放假。要改的请在列表里改。",
                "occasion= | 请填写是什么节日，例如国庆节。",
                "occasion=一二三四五六七八九十一二三四五六七八九十一 | 节日名称最多20字，现在有21字。",
                "first=2099-01-01;last=2099-01-01 | 日期2099-01-01不对，应在2018年至2028年之间。",
                "first=2027-01-04;last=2027-01-04;kind=WORKED | 2027年1月4日（星期一）本来就是工作日，不用填调休上班。"
            })
    void a_day_that_cannot_be_added(String cells, String words) {
        at(LocalDateTime.of(2026, 11, 1, 9, 0));
        refused(add("statutory-days", "first=2027-01-01;last=2027-01-01;kind=OFF;occasion=元旦;" + cells), words);
    }

    @Test
    void a_day_that_is_not_there_or_stays_as_it_is() {
        Staff city = staff(CITY);
        StatutoryDays.Day first = statutoryDays.all().stream()
                .filter(day -> day.date().getYear() == 2022)
                .findFirst()
                .orElseThrow();
        String kind = first.worked() ? "WORKED" : "OFF";

        refused(
                act(
                        city,
                        "statutory-days",
                        "change",
                        first.date().toString(),
                        Map.of("kind", kind, "occasion", first.occasion())),
                "没有改动，不用保存。");
        refused(
                act(city, "statutory-days", "remove", fields("line=2021-03-03")),
                "2021-03-03不在法定工作日里，可能刚被删除。请刷新页面后再改。");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "' ' | 请填写提醒文字。",
                "{事项}⏎{期限} | 提醒文字只能是一行，请去掉换行。",
                "{任务}到{天数} | 不认识“{天数}”，可以用的有",
                "{任务 | 花括号不成对，可以用的有",
                "请抓紧办理。 | 否则收到的人不知道是什么事、什么时候到期。"
            })
    void a_reminder_that_would_not_be_understood(String text, String words) {
        Answer answer = act(staff(CITY), "reminders", "change", "OVERDUE", fields("text=" + text));

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.message()).contains(words);
    }

    @Test
    void a_reminder_that_stays_is_too_long_or_is_none() {
        Staff city = staff(CITY);
        String before = seen(city, "reminders", "OVERDUE");

        refused(act(city, "reminders", "change", "OVERDUE", Map.of("text", before)), "文字没有改动，不用保存。");
        assertThat(act(city, "reminders", "change", "OVERDUE", Map.of("text", before + "请".repeat(200)))
                        .message())
                .startsWith("提醒文字最多");
        refused(act(city, "reminders", "change", fields("line=NEVER;text=x")), "没有这一种提醒，请刷新页面后再改。");
    }

    @Test
    void a_page_or_an_act_that_is_none() {
        Staff city = staff(CITY);

        refused(act(city, "nothing", "change", Map.of()), "没有这一页，请从“基础数据”选择页签。");
        refused(act(city, "townships", "nothing", Map.of()), "没有“nothing”这个操作，请刷新页面后再试。");
        refused(city.postParts("/my/basic-data/reminders/check", "file", "a.xlsx", new byte[] {1}), "这一页没有表格可以上传。");
        Map<String, String> pages = Map.of(
                "/my/basic-data/nothing", "没有这一页。请从“基础数据”选择页签。",
                "/my/basic-data/reminders/workbook", "这一页没有表格可以下载和上传。",
                "/my/basic-data/townships/import", "没有待导入的表格。请回到“乡镇（街道）”重新上传。");
        pages.forEach((path, words) -> {
            Answer page = city.get(path);
            assertThat(page.status()).isEqualTo(404);
            assertThat(page.body()).contains(words);
        });
    }

    @Test
    void a_workbook_that_changes_nothing_is_not_taken() {
        Staff city = staff(CITY);
        Answer same = city.postParts("/my/basic-data/townships/check", "file", "a.xlsx", townshipWorkbook.export());
        refused(same, "表格和系统里的一样，没有要改的。");
    }

    @Autowired
    private TownshipWorkbook townshipWorkbook;

    @Test
    void nobody_lifts_the_delay_of_logins_but_an_administrator_and_a_login_that_is_over_cannot_be_ended() {
        Staff city = inTasklist(CITY);

        refused(city.postFields("/my/account/lift", Map.of("source", "10.0.0.1")), "只有系统管理员能解除放慢。");
        refused(city.postFields("/my/account/end", Map.of("ref", "nothing")), "这个登录已经退出了，请刷新页面。");
        assertThat(List.of(city.postFields("/my/account/letter", Map.of("account", "nobody"))
                        .message()))
                .containsExactly("没有nobody的密码信，可能已经改好密码。");
    }

    @Test
    void what_a_year_is_set_to() {
        Staff city = staff(CITY);
        years.prepare(2022, "按工作安排", new Actor("li", CITY));
        String sample = "2022-N-331121";

        refused(act(city, "years", "setting", fields("line=2019-S-PASS_BOUND;value=1")), "没有2019年度，请刷新页面后再改。");
        refused(
                act(city, "years", "sample", fields("line=2022-N-999999;value=1;seen=2")),
                "2022年度名册里没有“999999”，请刷新页面后再改。");
        refused(
                act(city, "years", "sample", fields("line=" + sample + ";value=1;seen=7")),
                "青田县的抽查数刚被改为2，您的修改没有保存。请刷新页面，核对后再改。");
        refused(act(city, "years", "sample", sample, fields("value=二")), "抽查数应为整数，不能是“二”。");
        refused(act(city, "years", "sample", sample, fields("value=0")), "青田县有32个乡镇（街道），抽查数应为1至32。");
    }

    @Autowired
    private AssessmentYears years;
}
