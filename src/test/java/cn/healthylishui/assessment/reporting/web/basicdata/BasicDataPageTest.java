package cn.healthylishui.assessment.reporting.web.basicdata;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.organization.TownshipLine;
import cn.healthylishui.assessment.organization.TownshipWorkbook;
import cn.healthylishui.assessment.organization.Townships;
import cn.healthylishui.assessment.workbook.Sheet;
import cn.healthylishui.assessment.workbook.Workbooks;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The page over HTTP: for whom it is, that every tab and every line opens, and what its forms are answered. */
class BasicDataPageTest extends BasicDataTest {

    private static final List<String> TABS = List.of(
            "offices",
            "member-units",
            "municipal-units",
            "townships",
            "rater-seats",
            "years",
            "statutory-days",
            "reminders");

    @Autowired
    private Townships townships;

    @Autowired
    private TownshipWorkbook townshipWorkbook;

    @Test
    void the_city_office_and_administrators_open_every_tab() {
        startYear();
        for (Staff who : List.of(staff(CITY), administrator())) {
            for (String tab : TABS) {
                Answer page = who.get("/my/basic-data/" + tab);
                assertThat(page.status()).as(tab).isEqualTo(200);
                assertThat(page.body()).contains("<table").doesNotContain("th:");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "leading-group",
                "qingtian-jkb",
                "qingtian-wjj",
                "shi-wjw",
                "ld-cy-01",
                "comprehensive-assessment"
            })
    void nobody_else_opens_it_or_changes_anything(String office) {
        Staff who = staff(office);

        assertThat(who.get("/my/basic-data").status()).isEqualTo(403);
        for (String tab : TABS) {
            Answer page = who.get("/my/basic-data/" + tab);
            assertThat(page.status()).as(tab).isEqualTo(403);
            assertThat(page.body()).contains("基础数据由市健康丽水办维护");
        }
        assertThat(who.get("/my/basic-data/townships/workbook").status()).isEqualTo(403);
        Map<String, String> line = Map.of("line", "331121101", "seen", "温溪镇，镇，由青田县考核", "name", "新镇");
        for (String act : List.of("change", "abolish", "import", "whatever")) {
            Answer answer = act(who, "townships", act, line);
            assertThat(answer.status()).as(act).isEqualTo(403);
            assertThat(answer.message()).contains("基础数据由市健康丽水办维护");
        }
        assertThat(who.postParts("/my/basic-data/townships/check", "file", "a.xlsx", townshipWorkbook.export())
                        .status())
                .isEqualTo(403);
        assertThat(act(who, "offices", "create", Map.of("line", office, "account", "mole", "name", "内鬼"))
                        .status())
                .isEqualTo(403);
        assertThat(organization.townships()).hasSize(173);
        assertThat(count("operation_log")).isZero();
    }

    @Test
    void from_november_on_whoever_keeps_the_data_reads_on_the_first_page_which_days_off_are_missing() {
        at(LocalDateTime.of(2026, 10, 31, 9, 0));
        assertThat(staff(CITY).get("/").body()).doesNotContain("还没有录入");
        at(LocalDateTime.of(2026, 11, 1, 9, 0));
        Staff city = staff(CITY);
        for (Staff who : List.of(city, administrator())) {
            assertThat(who.get("/").body()).contains("还没有录入2027年的放假和调休安排", "/my/basic-data/statutory-days");
        }
        assertThat(staff("qingtian-jkb").get("/").body()).doesNotContain("还没有录入");

        Map<String, String> newYear =
                Map.of("first", "2027-01-01", "last", "2027-01-03", "kind", "OFF", "occasion", "元旦", "reason", "国办通知");
        assertThat(act(city, "statutory-days", "add", newYear).status()).isEqualTo(200);
        assertThat(city.get("/").body()).doesNotContain("还没有录入");
    }

    @Test
    void a_stranger_is_asked_to_log_in_and_a_page_of_elsewhere_changes_nothing() {
        assertThat(stranger().get("/my/basic-data/townships").status()).isEqualTo(401);
        Map<String, String> line = Map.of("line", "331121101", "seen", "温溪镇，镇，由青田县考核");
        assertThat(act(stranger(), "townships", "abolish", line).status()).isEqualTo(401);

        account(CITY, CITY);
        Staff forged = Staff.inTasklist(port, CITY, password).withoutCsrfToken();
        assertThat(act(forged, "townships", "abolish", line).status()).isEqualTo(403);
        assertThat(organization.townships()).hasSize(173);
    }

    @ParameterizedTest
    @CsvSource({
        "offices, kfq-jkb, 单位更名",
        "offices, camunda-admin, 加入已有的账号",
        "member-units, qingtian-wjj, 对应的市直单位",
        "municipal-units, shi-jggw, 更名",
        "municipal-units, shi-yuan-nb, 恢复",
        "townships, 331121101, 由哪里考核",
        "rater-seats, ld-cy-01, 席位名称",
        "statutory-days, 2022-01-01, 调休上班",
        "reminders, OVERDUE, 逾期以后的提醒"
    })
    void a_line_is_opened_with_what_can_be_done(String tab, String line, String shown) {
        Answer page = staff(CITY).get("/my/basic-data/%s?row=%s".formatted(tab, line));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("class=\"opened\"").contains(shown).contains("name=\"reason\"");
    }

    @Test
    void a_line_or_tab_that_is_none_opens_nothing() {
        Staff city = staff(CITY);
        assertThat(city.get("/my/basic-data/townships?row=nothing").body()).doesNotContain("class=\"opened\"");
        assertThat(city.get("/my/basic-data/years?row=2021-S-PASS_BOUND").body())
                .doesNotContain("class=\"opened\"");
        assertThat(city.get("/my/basic-data/nothing").status()).isEqualTo(404);
        assertThat(city.get("/my/basic-data/reminders/workbook").status()).isEqualTo(404);
        assertThat(city.get("/my/basic-data/townships/import").status()).isEqualTo(404);
        assertThat(act(city, "nothing", "change", Map.of()).status()).isEqualTo(422);
        assertThat(act(city, "townships", "nothing", Map.of()).status()).isEqualTo(422);
    }

    @Test
    void what_is_changed_is_answered_with_where_it_is_and_stands_in_the_list_of_changes() {
        Staff city = staff(CITY);

        Answer answer = act(
                city, "townships", "change", "331121101", Map.of("name", "新温溪镇", "kind", "镇", "district", "331121"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("message").asText()).isEqualTo("已保存新温溪镇。");
        assertThat(answer.json().path("next").asText()).isEqualTo("/my/basic-data/townships#r-331121101");
        assertThat(city.get("/my/basic-data/townships").body())
                .contains("新温溪镇")
                .contains("乡镇（街道）：修改")
                .contains(REASON)
                .contains("温溪镇，镇，由青田县考核");
    }

    @Test
    void the_second_of_two_who_opened_a_line_is_told() {
        Staff city = staff(CITY);
        String seen = seen(city, "townships", "331121101");
        act(city, "townships", "change", "331121101", Map.of("name", "甲镇", "kind", "镇", "district", "331121"));

        Answer second = act(
                city,
                "townships",
                "change",
                "331121101",
                Map.of("seen", seen, "name", "乙镇", "kind", "镇", "district", "331121"));

        assertThat(second.status()).isEqualTo(422);
        assertThat(second.message()).contains("已由city-office").contains("现在是“甲镇");
    }

    @Test
    void names_with_marks_of_the_page_language_are_shown_as_they_are() {
        Staff city = staff(CITY);
        Map<String, String> odd = Map.of("name", "<b>\"镇\"&'x'", "kind", "镇", "district", "331121");

        assertThat(act(city, "townships", "change", "331121101", odd).status()).isEqualTo(200);

        assertThat(city.get("/my/basic-data/townships").body())
                .contains("&lt;b&gt;")
                .doesNotContain("<b>\"镇\"");
        assertThat(act(
                                city,
                                "townships",
                                "change",
                                "331121101",
                                Map.of("name", "温溪镇", "kind", "镇", "district", "331121"))
                        .status())
                .as("what was seen survives the page")
                .isEqualTo(200);
    }

    @Test
    void a_new_office_can_be_worked_with_at_once() {
        Staff city = staff(CITY);

        act(
                city,
                "member-units",
                "add",
                Map.of("district", YUNHE, "unitType", "xinju", "name", "云和县新局", "municipalUnit", "shi-wjw"));

        assertThat(identity.createGroupQuery()
                        .groupId("yunhe-xinju")
                        .singleResult()
                        .getName())
                .isEqualTo("云和县新局");
        Answer made =
                act(city, "offices", "create", Map.of("line", "yunhe-xinju", "account", "yh-zhang", "name", "张三"));
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        String once = made.json().path("secret").asText();
        Answer changed = Staff.byBasicLogin(port, "yh-zhang", once)
                .postFields(
                        "/my/password", Map.of("old", once, "fresh", "Qwzp-8265-mnrt", "repeated", "Qwzp-8265-mnrt"));
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        Staff zhang = Staff.byBasicLogin(port, "yh-zhang", "Qwzp-8265-mnrt");
        assertThat(zhang.get("/api/files/none").status()).isNotEqualTo(401);
        assertThat(zhang.get(zhang.engine("/filter")).body()).contains("我的待办");
        begin("deadline-extension", "taskApplyExtension", Map.of("office", "yunhe-xinju", "year", YEAR));
        assertThat(zhang.get(zhang.engine("/task?assignee=" + zhang.user())).body())
                .contains("taskApplyExtension");
    }

    private byte[] workbook(List<TownshipLine> lines) {
        return Workbooks.bytes(TownshipWorkbook.TEMPLATE, List.<Sheet>of(townshipWorkbook.sheet(lines)));
    }

    @Test
    void a_workbook_is_looked_over_first_and_taken_over_when_that_is_confirmed() {
        startYear();
        Staff city = staff(CITY);
        List<TownshipLine> lines = new ArrayList<>(townships.open());
        lines.removeIf(line -> line.code().equals("331121101"));
        lines.add(new TownshipLine("331125998", "新镇", "镇", YUNHE));

        Answer checked = city.postParts("/my/basic-data/townships/check", "file", "乡镇.xlsx", workbook(lines));

        assertThat(checked.status()).as(checked.body()).isEqualTo(200);
        assertThat(organization.townships())
                .as("nothing is written yet")
                .hasSize(173)
                .noneMatch(one -> one.code().equals("331125998"));
        String page = city.get(checked.json().path("next").asText()).body();
        assertThat(page).contains("新增1，撤销1，修改0").contains("331125998").contains("2021年度正在办理，它的名册不变");
        String stamp = page.replaceAll("(?s).*name=\"stamp\" value=\"([^\"]*)\".*", "$1");

        assertThat(act(city, "townships", "import", Map.of("stamp", stamp, "reason", ""))
                        .message())
                .contains("请写明修改的理由");
        assertThat(act(city, "townships", "import", Map.of("stamp", "0")).message())
                .contains("您核对以后，系统里的数据又有改动，导入的结果会和刚才看到的不同。请刷新页面，重新核对。");
        assertThat(act(city, "townships", "import", Map.of("stamp", stamp)).status())
                .isEqualTo(200);

        assertThat(townships.open()).contains(new TownshipLine("331125998", "新镇", "镇", YUNHE));
        assertThat(act(city, "townships", "import", Map.of("stamp", stamp)).message())
                .contains("请回到上一页重新上传");
    }

    @Test
    void a_faulty_workbook_is_answered_with_its_faults_and_a_marked_copy() {
        Staff city = staff(CITY);
        List<TownshipLine> lines = new ArrayList<>(townships.open());
        lines.add(new TownshipLine("331121101", "温溪镇", "镇", YUNHE));

        Answer answer = city.postParts("/my/basic-data/townships/check", "file", "乡镇.xlsx", workbook(lines));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("faults").get(0).path("place").asText()).isEqualTo("“乡镇（街道）”表第177行A列");
        assertThat(answer.json().path("faults").get(0).path("message").asText()).contains("列在青田县和云和县两处");
        assertThat(answer.json().path("annotated").asText()).isNotEmpty();
        assertThat(answer.json().path("fileName").asText()).isEqualTo("标注了问题的乡镇.xlsx");
        assertThat(organization.townships()).hasSize(173);
    }

    @Test
    void what_is_no_workbook_of_this_page_is_refused() {
        Staff city = staff(CITY);
        assertThat(city.postParts(
                                "/my/basic-data/townships/check",
                                "file",
                                "a.xlsx",
                                "文字".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(422);
        assertThat(city.postParts("/my/basic-data/townships/check", "file", "a.xlsx", new byte[0])
                        .message())
                .contains("请选择要上传的表格");
        assertThat(city.postParts("/my/basic-data/member-units/check", "file", "a.xlsx", townshipWorkbook.export())
                        .json()
                        .path("faults")
                        .toString())
                .contains("不是要上传的那张表格");
        assertThat(city.postParts("/my/basic-data/townships/check", "file", "a.xlsx", townshipWorkbook.export())
                        .message())
                .contains("没有要改的");
    }
}
